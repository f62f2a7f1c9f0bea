//! What is on record: the facts with their evidence, the people, the history.

use super::{Teller, words};
use crate::base::line::one_line;
use crate::deal::contact::Contact;
use crate::deal::evidence::Evidence;
use crate::engine::wording::found;
use crate::render::document::Document;
use crate::render::telling;

impl Teller<'_> {
    /// The facts, the best evidenced first.
    pub(super) fn evidence(&self, document: &mut Document) {
        let language = self.language();
        let fields = self.situation.model().fields.iter();
        let mut facts: Vec<(Evidence, Vec<String>)> = fields
            .filter_map(|(slot, field)| {
                let found = found(self.situation, slot)?;
                let fact = self.situation.deal.facts.get(&field.id)?;
                let grade = found.evidence?;
                let source = fact.by.clone().into_iter().chain(fact.at.map(|at| at.date()));
                Some((
                    grade,
                    vec![
                        found.label,
                        found.value?,
                        telling::grade(grade, language),
                        self.row(source),
                        fact.note.clone().unwrap_or_default(),
                    ],
                ))
            })
            .collect();
        facts.sort_by_key(|(grade, _)| std::cmp::Reverse(*grade));
        if facts.is_empty() {
            return;
        }
        let head = [words::fact, words::value, words::grade, words::by, words::remark];
        document.heading(2, words::evidence(language));
        document.table(
            head.map(|word| word(language)).to_vec(),
            facts.into_iter().map(|(_, cells)| cells).collect(),
        );
    }

    pub(super) fn people(&self, document: &mut Document) {
        let language = self.language();
        let contacts = self.situation.deal.contacts.iter().flatten();
        let rows: Vec<Vec<String>> = contacts.map(|contact| self.contact(contact)).collect();
        if rows.is_empty() {
            return;
        }
        let head = [
            words::name,
            words::roles,
            words::stance,
            words::met,
            words::last_contact,
            words::remark,
        ];
        document.heading(2, words::people(language));
        document.table(head.map(|word| word(language)).to_vec(), rows);
    }

    fn contact(&self, contact: &Contact) -> Vec<String> {
        let language = self.language();
        let roles = contact.roles.iter().flatten().map(|role| self.situation.role_name(role));
        let met = match contact.met {
            Some(true) => words::yes(language),
            Some(false) => words::no(language),
            None => String::new(),
        };
        vec![
            contact.name.clone().unwrap_or_default(),
            self.row(roles),
            contact.stance.map(|stance| stance.name(language)).unwrap_or_default(),
            met,
            contact.last_contact_at.map(|at| at.date()).unwrap_or_default(),
            contact.note.clone().unwrap_or_default(),
        ]
    }

    pub(super) fn history(&self, document: &mut Document) {
        let language = self.language();
        let history = self.situation.deal.history.iter();
        let rows: Vec<Vec<String>> = history
            .filter_map(|entry| {
                let remarks = entry.actor.clone().into_iter().chain(entry.reason.clone());
                Some(vec![
                    entry.at.date(),
                    self.stage_name(entry.to.as_ref()?),
                    one_line(&self.row(remarks)),
                ])
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        document.heading(2, words::history(language));
        let head = [words::day, words::stage, words::remark];
        document.table(head.map(|word| word(language)).to_vec(), rows);
    }
}

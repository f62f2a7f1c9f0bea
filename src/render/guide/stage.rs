//! A stage of the guide: its gates, questions, plays and scripts.

use super::super::document::{Item, Text, plain, strong};
use super::{Guide, capital, words};
use crate::base::length::Length;
use crate::base::line::one_line;
use crate::deal::evidence::Evidence;
use crate::playbook::content::{Play, Question, Script, Words};
use crate::playbook::criterion::{Criterion, Strictness};
use crate::playbook::graph::StageIx;
use crate::playbook::stage::Stage;
use crate::template::readable;

impl Guide<'_> {
    pub(super) fn stage(&mut self, ix: StageIx, stage: &Stage) {
        self.heading(3, stage.name());
        if let Some(goal) = stage.goal() {
            self.document.paragraph(strong(goal));
        }
        let figures = self.figures(stage);
        if !figures.is_empty() {
            self.document.paragraph(plain(figures.join(" · ")));
        }
        self.content(ix);
    }

    /// What a rule set without stages asks of those of others, and what helps with that.
    pub(super) fn checklist(&mut self) {
        let graph = self.playbook.graph();
        for (ix, _) in graph.stages().filter(|(_, stage)| stage.is_open()) {
            let criteria: Vec<Item> =
                self.playbook.exit_of(ix).map(|it| self.criterion(it).item()).collect();
            self.list(criteria);
            self.says(ix);
        }
    }

    /// What a stage asks for, and what it says: gates, questions, plays, scripts.
    pub(in crate::render) fn content(&mut self, ix: StageIx) {
        let gates = [
            (words::to_enter(self.language), self.playbook.entry_of(ix).collect::<Vec<_>>()),
            (words::to_stay(self.language), self.playbook.stay_of(ix).collect()),
            (words::to_leave(self.language), self.playbook.exit_of(ix).collect()),
        ];
        for (title, criteria) in gates {
            if !criteria.is_empty() {
                self.heading(4, &title);
                let items: Vec<Item> =
                    criteria.into_iter().map(|it| self.criterion(it).item()).collect();
                self.list(items);
            }
        }
        self.says(ix);
    }

    /// What a stage says: questions, plays, scripts.
    fn says(&mut self, ix: StageIx) {
        self.questions(ix);
        self.plays(ix);
        self.scripts(ix);
    }

    /// The open stages, a line each.
    pub(super) fn overview(&mut self) {
        let graph = self.playbook.graph();
        let open = graph.stages().map(|(_, stage)| stage).filter(|stage| stage.is_open());
        let rows: Vec<Vec<String>> = open
            .map(|stage| {
                let goal = stage.goal().unwrap_or_default().to_owned();
                let time = stage.expected().map(|length| self.length(length)).unwrap_or_default();
                vec![stage.name().to_owned(), goal, time]
            })
            .collect();
        let head = [words::stage, words::goal, words::time].map(|word| word(self.language));
        self.document.table(head.to_vec(), rows);
    }

    /// How likely, how long, and where the buyer is.
    pub(in crate::render) fn figures(&self, stage: &Stage) -> Vec<String> {
        let percent = |share: f64| format!("{:.0}", share * 100.0);
        [
            stage.probability().map(|share| words::probability(self.language, percent(share))),
            stage.expected().map(|length| words::expected(self.language, self.length(length))),
            stage.stalled_after().map(|length| words::stalled(self.language, self.length(length))),
            stage.buyer_stage().map(|buyer| words::buyer(self.language, self.buyer_stage(buyer))),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn buyer_stage(&self, id: &str) -> String {
        let mut models = self.model.thinking_models.iter();
        let named = models.find_map(|model| model.names.get(id));
        named.map_or_else(|| id.replace('_', " "), ToString::to_string)
    }

    fn length(&self, length: Length) -> String {
        crate::engine::words::days(self.language, length.whole_days())
    }

    /// What has to be so, what is said when it is not, and how well it has to be evidenced.
    pub(in crate::render) fn criterion(&self, criterion: &Criterion) -> Text {
        let asks = self.asks(criterion);
        if !is_in_words(criterion.sentence())
            && let Some(otherwise) = &criterion.otherwise
        {
            return plain(words::otherwise(self.language, format!("{}{asks}", shown(otherwise))));
        }
        let told = plain(format!("{}{asks}", capital(&one_line(criterion.sentence()))));
        match &criterion.otherwise {
            Some(text) => told.next_line().quiet(shown(text)),
            None => told,
        }
    }

    /// How well it has to be evidenced, and who has a say.
    fn asks(&self, criterion: &Criterion) -> String {
        let asks = [
            criterion.evidence().map(|grade| self.evidence(grade)),
            criterion.fresh().map(|length| words::fresh(self.language, self.length(length))),
            (criterion.strictness() == Strictness::Warn).then(|| words::warns(self.language)),
            criterion.owner().map(|role| words::owner(self.language, self.role(role))),
            self.overriding(criterion),
        ];
        let asks: Vec<String> = asks.into_iter().flatten().collect();
        if asks.is_empty() { String::new() } else { format!(" ({})", self.row(&asks)) }
    }

    fn overriding(&self, criterion: &Criterion) -> Option<String> {
        let roles: Vec<String> = criterion.overridable_by().map(|role| self.role(role)).collect();
        (!roles.is_empty()).then(|| words::override_by(self.language, self.row(&roles)))
    }

    fn evidence(&self, grade: Evidence) -> String {
        match grade {
            Evidence::Assumed => words::evidence_assumed(self.language),
            Evidence::Recorded => words::evidence_recorded(self.language),
            Evidence::Stated => words::evidence_stated(self.language),
            Evidence::Confirmed => words::evidence_confirmed(self.language),
            Evidence::Acted => words::evidence_acted(self.language),
        }
    }

    /// What people call a role.
    pub(super) fn role(&self, id: &str) -> String {
        let role = self.model.roles.iter().find(|role| *role.id == *id);
        role.map_or_else(|| id.replace('_', " "), |role| role.name.to_string())
    }

    fn questions(&mut self, ix: StageIx) {
        let here: Vec<&Question> =
            self.playbook.questions().filter(|q| q.is_shown_in(ix)).collect();
        if here.is_empty() {
            return;
        }
        self.heading(4, &words::ask(self.language));
        let kinds = self.model.question_kinds.iter().enumerate();
        let kinds = kinds.map(|(place, kind)| (Some(place), Some(kind)));
        for (place, kind) in kinds.chain([(None, None)]) {
            let asked: Vec<Item> = here
                .iter()
                .filter(|question| question.kind == place)
                .map(|question| self.question(question))
                .collect();
            if let Some(kind) = kind.filter(|_| !asked.is_empty()) {
                let purpose = kind.purpose.as_deref().map(|text| format!(" – {text}"));
                let title = strong(&kind.name).plain(purpose.unwrap_or_default());
                self.document.paragraph(title);
            }
            self.list(asked);
        }
    }

    fn question(&self, question: &Question) -> Item {
        let asked = plain(shown(&question.ask));
        match &question.listen_for {
            Some(text) => asked.next_line().quiet(words::listen_for(self.language, shown(text))),
            None => asked,
        }
        .item()
    }

    fn plays(&mut self, ix: StageIx) {
        let mut here: Vec<&Play> =
            self.playbook.plays().filter(|play| play.is_shown_in(ix)).collect();
        here.sort_by_key(|play| std::cmp::Reverse(play.priority));
        if here.is_empty() {
            return;
        }
        self.heading(4, &words::act(self.language));
        let items: Vec<Item> = here.into_iter().map(|play| self.play(play)).collect();
        self.list(items);
    }

    fn play(&self, play: &Play) -> Item {
        let mut told = strong(shown(&play.action));
        if let Some(effort) = play.effort {
            let length = crate::engine::words::effort(self.language, effort);
            told = told.plain(format!(" ({})", words::takes(self.language, length)));
        }
        if let Some(because) = &play.because {
            told = told.next_line().quiet(shown(because));
        }
        let sentence = play.when.as_ref().map(|when| one_line(&self.playbook.sentence(when)));
        if let Some(sentence) = sentence.filter(|sentence| is_in_words(sentence)) {
            told = told.next_line().plain(words::when(self.language, sentence));
        }
        told.item()
    }

    fn scripts(&mut self, ix: StageIx) {
        let here: Vec<&Script> = self.playbook.scripts().filter(|it| it.is_shown_in(ix)).collect();
        if here.is_empty() {
            return;
        }
        self.heading(4, &words::say(self.language));
        for script in here {
            let channel = super::super::words::channel(self.language, &script.channel);
            self.document.paragraph(strong(capital(&channel)));
            self.document.quote(readable(script.text.written.trim()).lines());
        }
    }
}

/// Whether a sentence says all in words: what has none stands in backticks, and no new rep is to read
/// that.
pub(super) fn is_in_words(sentence: &str) -> bool {
    !sentence.contains('`')
}

/// A text with its placeholders as a person reads them.
pub(super) fn shown(words: &Words) -> String {
    one_line(&readable(&words.written))
}

//! What to do next, what may move, what warns, and the scorecards.

use std::collections::BTreeSet;

use super::{Teller, words};
use crate::base::line::one_line;
use crate::engine::action::{Action, ActionKind};
use crate::engine::assessment::{Scorecard, Signal};
use crate::engine::unmet::Unmet;
use crate::engine::verdict::{MoveKind, Outcome, Verdict};
use crate::playbook::content::SignalSeverity;
use crate::render::document::{Document, Item, Marker, Text, plain, strong};
use crate::render::picture::{is_stated, words as said};
use crate::render::telling;

/// How many actions a report tells: more would blur what matters.
const ACTIONS: usize = 7;
/// How many plays and questions it tells for what is missing.
const FIXES: usize = 2;

impl Teller<'_> {
    pub(super) fn actions(&self, document: &mut Document) {
        let actions: Vec<&Action> = self.assessment.distinct_actions().take(ACTIONS).collect();
        if actions.is_empty() {
            return;
        }
        document.heading(2, words::actions(self.language()));
        document.list(Marker::Number, actions.into_iter().map(|action| self.action(action)));
    }

    fn action(&self, action: &Action) -> Item {
        let language = self.language();
        let mut told = match action.kind {
            ActionKind::Question => strong(words::ask(language, one_line(&action.text))),
            ActionKind::Play | ActionKind::Move => strong(&action.text),
        };
        if let Some(why) = &action.why {
            told = told.next_line().plain(one_line(why));
        }
        for question in &action.asks {
            told = told.next_line().plain(words::ask(language, one_line(question)));
        }
        let parts = action.because.iter();
        let parts = self.row(parts.map(|part| words::part(language, part.points, &part.reason)));
        let score = words::score(language, action.score, parts);
        let effort = action.effort.as_ref().map(|effort| words::takes(language, effort));
        told.next_line().quiet(self.row(effort.into_iter().chain([score]))).item()
    }

    pub(super) fn moves(&self, document: &mut Document) {
        if self.assessment.moves.is_empty() {
            return;
        }
        document.heading(2, words::moves(self.language()));
        let (open, shut): (Vec<&Verdict>, Vec<&Verdict>) =
            self.assessment.moves.iter().partition(|verdict| verdict.is_allowed());
        let mut told = BTreeSet::new();
        let shut: Vec<Item> =
            shut.into_iter().map(|verdict| self.verdict(verdict, &mut told)).collect();
        document.list(Marker::Dot, self.open(&open).into_iter().chain(shut));
    }

    /// The moves that are open, a line for each kind.
    fn open(&self, open: &[&Verdict]) -> Vec<Item> {
        let language = self.language();
        let mut kinds: Vec<(MoveKind, Vec<String>)> = Vec::new();
        for verdict in open {
            let name = self.stage_name(verdict.to.as_str());
            match kinds.iter_mut().find(|(kind, _)| *kind == verdict.kind) {
                Some((_, names)) => names.push(name),
                None => kinds.push((verdict.kind, vec![name])),
            }
        }
        let items = kinds.into_iter().map(|(kind, names)| {
            let how = self.row([words::kind(language, kind), words::open(language)]);
            plain("✓ ").strong(self.row(names)).plain(format!(" · {how}")).item()
        });
        items.collect()
    }

    /// One move with what speaks against it, each criterion once in a report. What a skip needs is
    /// told where its steps are.
    fn verdict<'v>(&self, verdict: &'v Verdict, known: &mut BTreeSet<&'v str>) -> Item {
        let language = self.language();
        let count = verdict.unmet.len();
        let (sign, answer) = match verdict.outcome {
            Outcome::Allowed | Outcome::Overridden => ("✓", words::open(language)),
            _ if verdict.unmet.iter().all(is_stated) => ("✓", words::open_once_stated(language)),
            Outcome::NeedsOverride => ("!", words::needs_override(language)),
            Outcome::Blocked => ("✗", words::unmet(language, said::criteria(language, count))),
        };
        let passed = verdict.through.iter().map(|id| self.stage_name(id.as_str()));
        let passed = self.row(passed);
        let passed = (!passed.is_empty()).then(|| words::passing(language, passed));
        let kind = words::kind(language, verdict.kind);
        let told = plain(format!("{sign} "))
            .strong(self.stage_name(verdict.to.as_str()))
            .plain(format!(" · {}", self.row([kind, answer].into_iter().chain(passed))));
        if verdict.kind == MoveKind::Skip {
            return told.item();
        }
        let fresh = |unmet: &&'v Unmet| known.insert(&unmet.criterion);
        let fresh: Vec<&Unmet> = verdict.unmet.iter().filter(fresh).collect();
        let again = count.saturating_sub(fresh.len());
        let again = (again > 0).then(|| plain("").quiet(words::as_above(language, again)));
        let warnings = verdict.warnings.iter().filter(|unmet| known.insert(&unmet.criterion));
        let warnings = warnings
            .map(|warning| plain(words::worth_having(language, one_line(&warning.otherwise))));
        let fresh = fresh.into_iter().map(|unmet| self.unmet(unmet));
        told.item().over(fresh.chain(again).chain(warnings).collect())
    }

    /// What is missing, why it counts as missing, and what would help.
    fn unmet(&self, unmet: &Unmet) -> Text {
        let language = self.language();
        let owner =
            unmet.owner.as_ref().map(|role| words::owner(language, self.situation.role_name(role)));
        let state = [telling::state(unmet, language)].into_iter().chain(owner);
        let told =
            plain(one_line(&unmet.otherwise)).plain(" ").quiet(format!("({})", self.row(state)));
        unmet
            .fixes
            .iter()
            .take(FIXES)
            .fold(told, |told, fix| told.next_line().quiet(format!("→ {}", one_line(&fix.text))))
    }

    pub(super) fn stage_name(&self, id: &str) -> String {
        let graph = self.situation.playbook.graph();
        let stage = graph.find(id).and_then(|ix| graph.stage(ix));
        one_line(stage.map_or(id, |stage| stage.name()))
    }

    pub(super) fn signals(&self, document: &mut Document) {
        if self.assessment.signals.is_empty() {
            return;
        }
        document.heading(2, words::signals(self.language()));
        document
            .list(Marker::Dot, self.assessment.signals.iter().map(|signal| self.signal(signal)));
    }

    fn signal(&self, signal: &Signal) -> Item {
        let language = self.language();
        let severity = match signal.severity {
            SignalSeverity::Critical => words::critical(language),
            SignalSeverity::Warning => words::warning(language),
            SignalSeverity::Info => words::note(language),
        };
        let text = one_line(&signal.text);
        match &signal.snoozed {
            None => strong(text).plain(" ").quiet(format!("({severity})")).item(),
            Some(snoozed) => {
                let why =
                    words::silenced(language, snoozed.until.date(), one_line(&snoozed.reason));
                plain(text).next_line().quiet(why).item()
            }
        }
    }

    pub(super) fn scorecards(&self, document: &mut Document) {
        if self.assessment.scorecards.is_empty() {
            return;
        }
        document.heading(2, words::scorecards(self.language()));
        for card in &self.assessment.scorecards {
            self.scorecard(document, card);
        }
    }

    fn scorecard(&self, document: &mut Document, card: &Scorecard) {
        let score = format!("{:.0}", card.score);
        document.meter(words::of_hundred(self.language(), one_line(&card.name), score), card.score);
        let gaps = card.items.iter().filter(|item| item.met != Some(true));
        let gaps = gaps.filter_map(|item| {
            let sign = if item.met.is_none() { "?" } else { "✗" };
            let text = one_line(item.otherwise.as_ref()?);
            Some(plain(format!("{sign} {text}")).item())
        });
        document.list(Marker::Dot, gaps);
    }
}

//! A stage of the guide: its gates, questions, plays and scripts.

use super::{Guide, capital, escaped, words};
use crate::base::length::Length;
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
            self.block(&format!("**{}**", escaped(goal)));
        }
        let figures = self.figures(stage);
        if !figures.is_empty() {
            self.block(&figures.join(" · "));
        }
        self.gates(ix);
        self.content(ix);
    }

    /// What a rule set without stages asks of those of others, and what helps with that.
    pub(super) fn checklist(&mut self) {
        let graph = self.playbook.graph();
        for (ix, _) in graph.stages().filter(|(_, stage)| stage.is_open()) {
            let items: Vec<String> =
                self.playbook.exit_of(ix).map(|it| self.criterion(it)).collect();
            self.list(items);
            self.content(ix);
        }
    }

    fn gates(&mut self, ix: StageIx) {
        let gates = [
            (words::to_enter(self.language), self.playbook.entry_of(ix).collect::<Vec<_>>()),
            (words::to_stay(self.language), self.playbook.stay_of(ix).collect()),
            (words::to_leave(self.language), self.playbook.exit_of(ix).collect()),
        ];
        for (title, criteria) in gates {
            if !criteria.is_empty() {
                self.heading(4, &title);
                let items: Vec<String> = criteria.iter().map(|it| self.criterion(it)).collect();
                self.list(items);
            }
        }
    }

    fn content(&mut self, ix: StageIx) {
        self.questions(ix);
        self.plays(ix);
        self.scripts(ix);
    }

    /// The open stages, a line each.
    pub(super) fn overview(&mut self) {
        let graph = self.playbook.graph();
        let open = graph.stages().map(|(_, stage)| stage).filter(|stage| stage.is_open());
        let rows: Vec<String> = open
            .map(|stage| {
                let goal = stage.goal().map(escaped).unwrap_or_default();
                let time = stage.expected().map(|length| self.length(length)).unwrap_or_default();
                format!("| {} | {goal} | {time} |", escaped(stage.name()))
            })
            .collect();
        let [stage, goal, time] =
            [words::stage, words::goal, words::time].map(|word| word(self.language));
        let head = format!("| {stage} | {goal} | {time} |\n| --- | --- | --- |");
        self.block(&format!("{head}\n{}", rows.join("\n")));
    }

    fn figures(&self, stage: &Stage) -> Vec<String> {
        let percent = |share: f64| format!("{:.0}", share * 100.0);
        [
            stage.probability().map(|share| words::probability(self.language, percent(share))),
            stage.expected().map(|length| words::expected(self.language, self.length(length))),
            stage.stalled_after().map(|length| words::stalled(self.language, self.length(length))),
            stage
                .buyer_stage()
                .map(|buyer| words::buyer(self.language, escaped(&self.buyer_stage(buyer)))),
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
    pub(super) fn criterion(&self, criterion: &Criterion) -> String {
        let asks = self.asks(criterion);
        if !is_in_words(criterion.sentence())
            && let Some(otherwise) = &criterion.otherwise
        {
            return words::otherwise(self.language, format!("{}{asks}", shown(otherwise)));
        }
        let sentence = capital(&escaped(criterion.sentence()));
        let otherwise = criterion.otherwise.as_ref().map(|text| format!("  \n  *{}*", shown(text)));
        format!("{sentence}{asks}{}", otherwise.unwrap_or_default())
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
        escaped(&role.map_or_else(|| id.replace('_', " "), |role| role.name.to_string()))
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
            let asked: Vec<String> = here
                .iter()
                .filter(|question| question.kind == place)
                .map(|question| self.question(question))
                .collect();
            if let Some(kind) = kind.filter(|_| !asked.is_empty()) {
                let purpose = kind.purpose.as_deref().map(|text| format!(" – {}", escaped(text)));
                let title = format!("**{}**{}", escaped(&kind.name), purpose.unwrap_or_default());
                self.block(&title);
            }
            self.list(asked);
        }
    }

    fn question(&self, question: &Question) -> String {
        let listen = question
            .listen_for
            .as_ref()
            .map(|text| format!("  \n  *{}*", words::listen_for(self.language, shown(text))));
        format!("{}{}", shown(&question.ask), listen.unwrap_or_default())
    }

    fn plays(&mut self, ix: StageIx) {
        let mut here: Vec<&Play> =
            self.playbook.plays().filter(|play| play.is_shown_in(ix)).collect();
        here.sort_by_key(|play| std::cmp::Reverse(play.priority));
        if here.is_empty() {
            return;
        }
        self.heading(4, &words::act(self.language));
        let items: Vec<String> = here.into_iter().map(|play| self.play(play)).collect();
        self.list(items);
    }

    fn play(&self, play: &Play) -> String {
        let effort = play.effort.map(|effort| {
            let length = crate::engine::words::effort(self.language, effort);
            format!(" ({})", words::takes(self.language, length))
        });
        let because = play.because.as_ref().map(|text| format!("  \n  *{}*", shown(text)));
        let sentence = play.when.as_ref().map(|when| self.playbook.sentence(when));
        let when = sentence
            .filter(|sentence| is_in_words(sentence))
            .map(|sentence| format!("  \n  {}", words::when(self.language, escaped(&sentence))));
        format!(
            "**{}**{}{}{}",
            shown(&play.action),
            effort.unwrap_or_default(),
            because.unwrap_or_default(),
            when.unwrap_or_default()
        )
    }

    fn scripts(&mut self, ix: StageIx) {
        let here: Vec<&Script> = self.playbook.scripts().filter(|it| it.is_shown_in(ix)).collect();
        if here.is_empty() {
            return;
        }
        self.heading(4, &words::say(self.language));
        for script in here {
            let channel = super::super::briefing::channel(&script.channel, self.language);
            self.block(&format!("**{}**", capital(&channel)));
            let text = readable(script.text.written.trim());
            let lines: Vec<String> = text.lines().map(|line| quoted(line.trim())).collect();
            self.block(&lines.join("\n"));
        }
    }
}

/// Whether a sentence says all in words: what has none stands in backticks, and no new rep is to read
/// that.
pub(super) fn is_in_words(sentence: &str) -> bool {
    !sentence.contains('`')
}

fn quoted(line: &str) -> String {
    if line.is_empty() { ">".to_owned() } else { format!("> {}  ", escaped(line)) }
}

/// A text with its placeholders as a person reads them.
pub(super) fn shown(words: &Words) -> String {
    escaped(&readable(&words.written))
}

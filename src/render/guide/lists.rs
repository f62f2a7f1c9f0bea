//! The parts of the guide that no stage owns: people, strategy, other ways, signals, scorecards,
//! facts.

use super::stage::{is_in_words, shown};
use super::{Guide, capital, escaped, words};
use crate::deal::field::{Field, FieldOrigin, FieldType, ValueNames};
use crate::playbook::content::{Combine, ScorecardRule, SignalSeverity};
use crate::playbook::graph::StageIx;

impl Guide<'_> {
    pub(super) fn people(&mut self) {
        let items: Vec<String> = self
            .playbook
            .roles()
            .map(|role| {
                let duty = role.duty.as_deref().map(|duty| format!(": {}", escaped(duty)));
                format!("**{}**{}", escaped(&role.name), duty.unwrap_or_default())
            })
            .collect();
        if !items.is_empty() {
            self.heading(2, &words::people(self.language));
            self.list(items);
        }
    }

    pub(super) fn thinking(&mut self) {
        let strategies: Vec<String> =
            self.playbook.strategies().map(|strategy| escaped(&strategy.text)).collect();
        if !strategies.is_empty() {
            self.heading(2, &words::strategy(self.language));
            self.list(strategies);
        }
        let models: Vec<String> = self
            .playbook
            .thinking_models()
            .map(|model| {
                let states: Vec<String> =
                    model.states().map(|id| escaped(&model.state_name(id))).collect();
                states.join(" → ")
            })
            .collect();
        if !models.is_empty() {
            self.heading(2, &words::models(self.language));
            self.list(models);
        }
    }

    /// Every way that is no step to the next stage, or that has guards, actors or reasons.
    pub(super) fn ways(&mut self) {
        let graph = self.playbook.graph();
        let mut rows: Vec<(String, Vec<StageIx>, StageIx, Vec<String>)> = Vec::new();
        for (transition, from, to, _) in graph.transitions() {
            let is_step = to.position() == from.position() + 1;
            let asks = self.asked_of_way(transition);
            if is_step && asks.is_empty() {
                continue;
            }
            let key = format!("{to:?} {asks:?}");
            match rows.iter_mut().find(|(known, ..)| *known == key) {
                Some((_, origins, ..)) => origins.push(from),
                None => rows.push((key, vec![from], to, asks)),
            }
        }
        if rows.is_empty() {
            return;
        }
        self.heading(2, &words::other_ways(self.language));
        let items: Vec<String> =
            rows.iter().map(|(_, from, to, asks)| self.way(from, *to, asks)).collect();
        self.list(items);
    }

    fn way(&self, from: &[StageIx], to: StageIx, asks: &[String]) -> String {
        let graph = self.playbook.graph();
        let name = |ix: StageIx| graph.stage(ix).map_or_else(String::new, |s| escaped(s.name()));
        let open = graph.stages().filter(|(_, stage)| stage.is_open()).count();
        let origin = match from.len() {
            all if all > 2 && all == open => words::any_open(self.language),
            _ => self.row(&from.iter().map(|ix| name(*ix)).collect::<Vec<_>>()),
        };
        let asks: Vec<String> = asks.iter().map(|ask| format!("\n  - {ask}")).collect();
        format!("**{}**{}", words::way(self.language, origin, name(to)), asks.concat())
    }

    fn asked_of_way(&self, transition: crate::playbook::graph::TransitionIx) -> Vec<String> {
        let graph = self.playbook.graph();
        let guards = self.playbook.guards_of(transition).map(|guard| self.criterion(guard));
        let mut asks: Vec<String> = guards.map(|guard| guard.replace("\n  ", "\n    ")).collect();
        let Some(way) = graph.transition(transition) else { return asks };
        let actors: Vec<String> = way.actors().map(|role| self.role(role)).collect();
        if !actors.is_empty() {
            asks.push(words::actors(self.language, self.row(&actors)));
        }
        let reasons: Vec<String> = way.reasons().map(|reason| self.reason(reason)).collect();
        if !reasons.is_empty() {
            asks.push(words::reasons(self.language, self.row(&reasons)));
        }
        asks
    }

    fn reason(&self, id: &str) -> String {
        let name = self.model.reason_names.get(id);
        escaped(&name.map_or_else(|| id.replace('_', " "), ToString::to_string))
    }

    pub(super) fn signals(&mut self) {
        let mut signals: Vec<_> = self.playbook.signal_rules().collect();
        signals.sort_by_key(|signal| std::cmp::Reverse(signal.severity));
        let items: Vec<String> = signals
            .into_iter()
            .map(|signal| {
                let sign = match signal.severity {
                    SignalSeverity::Critical => "‼ ",
                    SignalSeverity::Warning => "! ",
                    SignalSeverity::Info => "",
                };
                let plays = signal.plays.iter().filter_map(|place| self.model.plays.get(*place));
                let plays: Vec<String> =
                    plays.map(|play| format!("  \n  → {}", shown(&play.action))).collect();
                format!("{sign}{}{}", shown(&signal.say), plays.concat())
            })
            .collect();
        if !items.is_empty() {
            self.heading(2, &words::signals(self.language));
            self.block(&words::signs(self.language));
            self.list(items);
        }
    }

    pub(super) fn scorecards(&mut self) {
        if self.model.scorecards.is_empty() {
            return;
        }
        self.heading(2, &words::scorecards(self.language));
        for card in &self.model.scorecards {
            self.scorecard(card);
        }
    }

    fn scorecard(&mut self, card: &ScorecardRule) {
        self.heading(3, &card.name);
        self.block(&match card.combine {
            Combine::Sum => words::added(self.language),
            Combine::Product => words::multiplied(self.language),
            Combine::Min => words::least(self.language),
        });
        let items: Vec<String> = card
            .items
            .iter()
            .map(|item| {
                let points = words::points(self.language, item.points);
                match &item.otherwise {
                    Some(gap) if !is_in_words(&item.sentence) => {
                        words::otherwise(self.language, format!("{} ({points})", shown(gap)))
                    }
                    _ => format!("{} ({points})", capital(&escaped(&item.sentence))),
                }
            })
            .collect();
        self.list(items);
    }

    pub(super) fn facts(&mut self) {
        let own = |field: &&Field| field.origin == FieldOrigin::Declared;
        let fields = self.model.fields.iter().map(|(_, field)| field);
        let rows: Vec<String> = fields
            .filter(own)
            .map(|field| {
                let label = escaped(&field.label);
                let help = field.help.as_deref().map(escaped).unwrap_or_default();
                let value = self.value(&field.kind, &field.value_names);
                let unit = field.unit.as_deref().map(|unit| format!(" ({})", escaped(unit)));
                format!("| {label} | {help} | {value}{} |", unit.unwrap_or_default())
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        self.heading(2, &words::facts(self.language));
        let [fact, meaning, value] =
            [words::fact, words::meaning, words::value].map(|word| word(self.language));
        let head = format!("| {fact} | {meaning} | {value} |\n| --- | --- | --- |");
        self.block(&format!("{head}\n{}", rows.join("\n")));
    }

    fn value(&self, kind: &FieldType, names: &ValueNames) -> String {
        let language = self.language;
        match kind {
            FieldType::Bool => words::yes_or_no(language),
            FieldType::Integer { .. } => words::whole_number(language),
            FieldType::Number { .. } => words::number(language),
            FieldType::Money => words::money(language),
            FieldType::Percent => words::percent(language),
            FieldType::Text => words::text(language),
            FieldType::Texts => words::texts(language),
            FieldType::Date => words::day(language),
            FieldType::DateTime => words::moment(language),
            FieldType::Duration => words::length(language),
            FieldType::Choice(values) | FieldType::Choices(values) => {
                let name = |value: &std::sync::Arc<str>| match names.get(value) {
                    Some(name) => escaped(name),
                    None => escaped(&value.replace('_', " ")),
                };
                self.row(&values.iter().map(name).collect::<Vec<_>>())
            }
            FieldType::Records(fields) => {
                let labels: Vec<String> = fields.iter().map(|it| escaped(&it.label)).collect();
                words::records(language, self.row(&labels))
            }
        }
    }
}

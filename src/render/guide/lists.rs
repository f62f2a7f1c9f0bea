//! The parts of the guide that no stage owns: people, strategy, other ways, signals, scorecards,
//! facts.

use super::super::document::{Item, Text, plain, strong};
use super::stage::{is_in_words, shown};
use super::{Guide, capital, words};
use crate::deal::field::{Field, FieldOrigin, FieldType, ValueNames};
use crate::playbook::content::{Combine, ScorecardRule, SignalSeverity};
use crate::playbook::graph::{StageIx, TransitionIx};

impl Guide<'_> {
    pub(super) fn people(&mut self) {
        let items: Vec<Item> = self
            .playbook
            .roles()
            .map(|role| {
                let duty = role.duty.as_deref().map(|duty| format!(": {duty}"));
                strong(&role.name).plain(duty.unwrap_or_default()).item()
            })
            .collect();
        if !items.is_empty() {
            self.heading(2, &words::people(self.language));
            self.list(items);
        }
    }

    pub(super) fn thinking(&mut self) {
        let strategies: Vec<Item> =
            self.playbook.strategies().map(|strategy| plain(&strategy.text).item()).collect();
        if !strategies.is_empty() {
            self.heading(2, &words::strategy(self.language));
            self.list(strategies);
        }
        let models: Vec<Item> = self
            .playbook
            .thinking_models()
            .map(|model| {
                let states: Vec<String> = model.states().map(|id| model.state_name(id)).collect();
                plain(states.join(" → ")).item()
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
        let mut rows: Vec<(String, Vec<StageIx>, StageIx, Vec<Text>)> = Vec::new();
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
        let items: Vec<Item> =
            rows.into_iter().map(|(_, from, to, asks)| self.way(&from, to, asks)).collect();
        self.list(items);
    }

    fn way(&self, from: &[StageIx], to: StageIx, asks: Vec<Text>) -> Item {
        let graph = self.playbook.graph();
        let name = |ix: StageIx| graph.stage(ix).map_or_else(String::new, |s| s.name().to_owned());
        let open = graph.stages().filter(|(_, stage)| stage.is_open()).count();
        let origin = match from.len() {
            all if all > 2 && all == open => words::any_open(self.language),
            _ => self.row(&from.iter().map(|ix| name(*ix)).collect::<Vec<_>>()),
        };
        strong(words::way(self.language, origin, name(to))).item().over(asks)
    }

    /// Its guards, and what its move has to state.
    pub(in crate::render) fn asked_of_way(&self, transition: TransitionIx) -> Vec<Text> {
        let graph = self.playbook.graph();
        let guards = self.playbook.guards_of(transition).map(|guard| self.criterion(guard));
        let mut asks: Vec<Text> = guards.collect();
        let Some(way) = graph.transition(transition) else { return asks };
        let actors: Vec<String> = way.actors().map(|role| self.role(role)).collect();
        if !actors.is_empty() {
            asks.push(plain(words::actors(self.language, self.row(&actors))));
        }
        let reasons: Vec<String> = way.reasons().map(|reason| self.reason(reason)).collect();
        if !reasons.is_empty() {
            asks.push(plain(words::reasons(self.language, self.row(&reasons))));
        }
        asks
    }

    fn reason(&self, id: &str) -> String {
        let name = self.model.reason_names.get(id);
        name.map_or_else(|| id.replace('_', " "), ToString::to_string)
    }

    pub(super) fn signals(&mut self) {
        let mut signals: Vec<_> = self.playbook.signal_rules().collect();
        signals.sort_by_key(|signal| std::cmp::Reverse(signal.severity));
        let items: Vec<Item> = signals
            .into_iter()
            .map(|signal| {
                let sign = match signal.severity {
                    SignalSeverity::Critical => "‼ ",
                    SignalSeverity::Warning => "! ",
                    SignalSeverity::Info => "",
                };
                let plays = signal.plays.iter().filter_map(|place| self.model.plays.get(*place));
                let said = plain(format!("{sign}{}", shown(&signal.say)));
                let told = plays.fold(said, |told, play| {
                    told.next_line().plain(format!("→ {}", shown(&play.action)))
                });
                told.item()
            })
            .collect();
        if !items.is_empty() {
            self.heading(2, &words::signals(self.language));
            self.document.paragraph(plain(words::signs(self.language)));
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
        let combined = match card.combine {
            Combine::Sum => words::added(self.language),
            Combine::Product => words::multiplied(self.language),
            Combine::Min => words::least(self.language),
        };
        self.document.paragraph(plain(combined));
        let items: Vec<Item> = card
            .items
            .iter()
            .map(|item| {
                let points = words::points(self.language, item.points);
                plain(match &item.otherwise {
                    Some(gap) if !is_in_words(&item.sentence) => {
                        words::otherwise(self.language, format!("{} ({points})", shown(gap)))
                    }
                    _ => format!("{} ({points})", capital(&item.sentence)),
                })
                .item()
            })
            .collect();
        self.list(items);
    }

    pub(super) fn facts(&mut self) {
        let own = |field: &&Field| field.origin == FieldOrigin::Declared;
        let fields = self.model.fields.iter().map(|(_, field)| field);
        let rows: Vec<Vec<String>> = fields
            .filter(own)
            .map(|field| {
                let help = field.help.as_deref().unwrap_or_default().to_owned();
                let value = self.value(&field.kind, &field.value_names);
                let unit = field.unit.as_deref().map(|unit| format!(" ({unit})"));
                let value = value + &unit.unwrap_or_default();
                vec![field.label.to_string(), help, value]
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        self.heading(2, &words::facts(self.language));
        let head = [words::fact, words::meaning, words::value].map(|word| word(self.language));
        self.document.table(head.to_vec(), rows);
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
                    Some(name) => name.to_string(),
                    None => value.replace('_', " "),
                };
                self.row(&values.iter().map(name).collect::<Vec<_>>())
            }
            FieldType::Records(fields) => {
                let labels: Vec<String> = fields.iter().map(|it| it.label.to_string()).collect();
                words::records(language, self.row(&labels))
            }
        }
    }
}

//! The conditions of the workload, read from its TOML, as each engine is to be told them.
//!
//! A fact that is missing is not known to be anything: a comparison with it does not hold, and its
//! negation does not either. No other engine here means that of itself, so each dialect says it in the
//! way that costs that engine least.

use toml::{Table, Value};

use crate::contender::Ranked;
use crate::workload::STAGES;

/// What the moves and the plays ask, in the order of the text.
pub(crate) struct Rules {
    /// The conditions of each move, in the order of the declared moves.
    pub(crate) moves: Vec<Vec<Condition>>,
    /// The plays of each stage, the best first.
    pub(crate) plays: Vec<Vec<Ranked<Condition>>>,
}

/// It holds when all atoms of any of its ways do.
pub(crate) struct Condition(pub(crate) Vec<Vec<Atom>>);

/// One question about one fact.
pub(crate) enum Atom {
    Is { fact: String, said: bool },
    Known { fact: String, said: bool },
    Compares { fact: String, operator: String, bound: Bound },
    OneOf { fact: String, values: Vec<String> },
}

/// What a fact is compared with; days and moments are seconds, as the deals give them.
pub(crate) enum Bound {
    Whole(i64),
    Number(f64),
    Text(String),
}

impl Rules {
    pub(crate) fn read(text: &str) -> Self {
        let table: Table = text.parse().expect("the workload is TOML");
        let facts = table["field"].as_table().expect("fields");
        let condition =
            |of: &Value| Condition::read(of["when"].as_str().expect("a condition"), facts);
        let guards =
            |of: &Value| of["guard"].as_array().expect("guards").iter().map(condition).collect();
        let moves = table["transition"].as_array().expect("moves").iter().map(guards).collect();
        let process = table["process"]["id"].as_str().expect("an id");
        let declared = table["play"].as_table().expect("plays");
        let plays = STAGES.iter().map(|(_, stage)| {
            let belongs = |(_, play): &(&String, &Value)| {
                let stages = play["stages"].as_array().expect("stages");
                stages.iter().any(|of| of.as_str() == Some(stage))
            };
            let mut ranked: Vec<_> = declared.iter().filter(belongs).collect();
            ranked.sort_by_key(|(_, play)| -play["priority"].as_integer().expect("a priority"));
            let play = |(id, play): (&String, _)| Ranked {
                id: format!("{process}.{id}"),
                when: condition(play),
            };
            ranked.into_iter().map(play).collect()
        });
        let plays = plays.collect();
        Self { moves, plays }
    }
}

impl Condition {
    fn read(text: &str, facts: &Table) -> Self {
        let all = |way: &str| way.split(" && ").map(|atom| Atom::read(atom, facts)).collect();
        Self(text.split(" || ").map(all).collect())
    }

    /// The condition with its atoms in a dialect, joined by its words for "and" and "or".
    pub(crate) fn told(&self, and: &str, or: &str, atom: fn(&Atom) -> String) -> String {
        let all = |way: &Vec<Atom>| {
            let way = way.iter().map(|of| format!("({})", atom(of))).collect::<Vec<_>>().join(and);
            format!("({way})")
        };
        self.0.iter().map(all).collect::<Vec<_>>().join(or)
    }
}

impl Atom {
    fn read(text: &str, facts: &Table) -> Self {
        let (said, asked) = match text.strip_prefix('!') {
            Some(rest) => (false, rest),
            None => (true, text),
        };
        if let Some(fact) = asked.strip_prefix("has(").and_then(|rest| rest.strip_suffix(')')) {
            return Self::Known { fact: fact.to_owned(), said };
        }
        let mut words = asked.splitn(3, ' ');
        let fact = words.next().expect("a fact").to_owned();
        match (words.next(), words.next()) {
            (None, _) => Self::Is { fact, said },
            (Some("in"), Some(list)) => {
                let values = list.trim_matches(['[', ']']).split(", ");
                Self::OneOf { fact, values: values.map(unquoted).collect() }
            }
            (Some(operator), Some(bound)) => {
                let bound = Bound::read(bound, &fact, facts);
                Self::Compares { fact, operator: operator.to_owned(), bound }
            }
            _ => panic!("no condition of this workload: {text}"),
        }
    }
}

impl Bound {
    fn read(text: &str, fact: &str, facts: &Table) -> Self {
        if text.starts_with('\'') {
            return Self::Text(unquoted(text));
        }
        if let Some(moment) = text.strip_prefix("timestamp(") {
            let moment = dealgraph::Timestamp::parse(&unquoted(moment.trim_end_matches(')')));
            return Self::Whole(moment.expect("a moment").unix_seconds());
        }
        let is_whole = facts.get(fact).and_then(|of| of["type"].as_str()) == Some("integer");
        if is_whole {
            Self::Whole(text.parse().expect("a whole number"))
        } else {
            Self::Number(text.parse().expect("a number"))
        }
    }
}

fn unquoted(text: &str) -> String {
    text.trim_matches('\'').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_kind_of_condition() {
        let facts: Table = "[met]\ntype = 'integer'\n".parse().unwrap();
        let told = |text: &str| {
            Condition::read(text, &facts).told(" & ", " | ", |atom| match atom {
                Atom::Is { fact, said } => format!("{fact} is {said}"),
                Atom::Known { fact, said } => format!("{fact} known {said}"),
                Atom::Compares { fact, operator, bound: Bound::Whole(bound) } => {
                    format!("{fact} {operator} {bound}")
                }
                Atom::Compares { fact, operator, bound: Bound::Number(bound) } => {
                    format!("{fact} {operator} {bound:?}")
                }
                Atom::Compares { fact, operator, bound: Bound::Text(bound) } => {
                    format!("{fact} {operator} {bound}")
                }
                Atom::OneOf { fact, values } => format!("{fact} of {values:?}"),
            })
        };
        assert_eq!(told("!signed"), "((signed is false))");
        assert_eq!(
            told("met >= 2 && amount <= 5 || !has(close)"),
            "((met >= 2) & (amount <= 5.0)) | ((close known false))"
        );
        assert_eq!(
            told("segment in ['mid', 'large'] && source != 'web'"),
            r#"((segment of ["mid", "large"]) & (source != web))"#
        );
        assert_eq!(told("close < timestamp('1970-01-02T00:00:00Z')"), "((close < 86400))");
    }
}

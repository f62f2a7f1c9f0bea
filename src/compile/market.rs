//! The traits of a market, and the methodologies that are chosen by them.

use std::sync::Arc;

use super::fields::declared;
use super::part::Part;
use super::{Compiler, conditions};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::language::Language;
use crate::deal::field::{FieldOrigin, FieldType};
use crate::deal::table::FieldTable;
use crate::expr::sentence::Phrases;
use crate::expr::{Condition, parse};
use crate::playbook::market::{Advice, Candidate, Effect, Fit, Market, Trait, TraitValue};
use crate::rules::{FitDef, Header, RuleSet};

/// The traits that a rule set declares.
pub(super) fn traits(market: &RuleSet) -> FieldTable {
    let mut table = FieldTable::default();
    for (id, def) in market.document.fields.iter() {
        table.add(declared(id.value.as_str(), def, FieldOrigin::Declared));
    }
    table
}

/// The market, with every methodology that says when it fits. A reason with defects is left out:
/// the check of its rule set reports it.
pub(crate) fn compile_market(
    market: &RuleSet,
    rule_sets: &[Arc<RuleSet>],
    words: Language,
) -> Market {
    let table = traits(market);
    let candidates = rule_sets.iter().filter_map(|rules| candidate(rules, &table, words));
    Market {
        traits: table.iter().map(|(_, field)| asked(market, field)).collect(),
        candidates: candidates.collect(),
        advice: advice(market, &table),
    }
}

fn asked(market: &RuleSet, field: &crate::deal::field::Field) -> Trait {
    let fills = |question: &&crate::rules::QuestionDef| {
        question.fills.iter().any(|filled| filled.value == field.id)
    };
    let question = market.document.questions.iter().map(|(_, question)| question).find(fills);
    let values = match &field.kind {
        FieldType::Choice(values) => values.to_vec(),
        _ => Vec::new(),
    };
    let name = |value: &Arc<str>| match field.value_names.get(value) {
        Some(name) => name.to_string(),
        None => value.replace('_', " "),
    };
    Trait {
        id: field.id.to_string(),
        label: field.label.to_string(),
        help: field.help.as_deref().map(str::to_owned),
        ask: question.map(|question| question.ask.value.to_string()),
        values: values
            .iter()
            .map(|value| TraitValue { id: value.to_string(), name: name(value) })
            .collect(),
    }
}

fn candidate(rules: &RuleSet, table: &FieldTable, words: Language) -> Option<Candidate> {
    let Some(Header::Methodology(header)) = rules.header() else { return None };
    let fits: Vec<Fit> =
        rules.document.fits.iter().filter_map(|def| fit(def, table, words)).collect();
    if fits.is_empty() {
        return None;
    }
    Some(Candidate {
        id: rules.id().as_str().into(),
        name: rules.name().into(),
        summary: header.summary.as_ref().map(|summary| summary.value.clone()),
        support: header.support.as_ref().is_some_and(|support| support.value),
        pairs: header.pairs.iter().map(|pair| pair.value.clone()).collect(),
        fits,
    })
}

fn fit(def: &FitDef, table: &FieldTable, words: Language) -> Option<Fit> {
    let when = Condition::compile(&def.when.value, table).ok()?;
    let veto = def.veto.as_ref().is_some_and(|veto| veto.value);
    let weight = def.weight.as_ref().map_or(1.0, |weight| weight.value);
    Some(Fit {
        sentence: when.sentence(Phrases::of(words), &()).into(),
        when,
        effect: if veto { Effect::Veto } else { Effect::Points(weight) },
        because: def.because.as_ref().map(|because| because.value.clone()),
    })
}

/// The plays of the market's rule set.
fn advice(market: &RuleSet, table: &FieldTable) -> Vec<Advice> {
    let plays = market.document.plays.iter();
    plays
        .filter_map(|(_, play)| {
            let when = match &play.when {
                Some(when) => Some(Condition::compile(&when.value, table).ok()?),
                None => None,
            };
            let because = play.because.as_ref().map(|because| because.value.clone());
            Some(Advice { when, text: play.action.value.clone(), because })
        })
        .collect()
}

impl Compiler {
    /// The conditions of `[[fit]]` speak of a market: of the traits that the rule set `market`
    /// declares, where there is one.
    pub(super) fn check_fits(&mut self, part: &Part<'_>) {
        for def in &part.rules.document.fits {
            let Some(traits) = &self.traits else {
                self.check_fit_syntax(part, def);
                continue;
            };
            for problem in Condition::compile(&def.when.value, traits).err().unwrap_or_default() {
                self.sink.push(conditions::told(part, &def.when, problem));
            }
        }
    }

    fn check_fit_syntax(&mut self, part: &Part<'_>, def: &FitDef) {
        let source = &part.rules.source;
        for mistake in parse(&def.when.value).1 {
            let place = def.when.place(source, mistake.span);
            let diagnostic =
                Diagnostic::new(Code::ConditionSyntax, mistake.message).at(source, place, "");
            self.sink.push(match mistake.help {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
        }
    }
}

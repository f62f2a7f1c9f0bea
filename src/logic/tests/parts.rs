//! Laws of conditions by themselves: parts that are left out, facts that are.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::Row;
use super::brute::{case, compiled, is_exact, rows, slot, table};
use super::conformance::Answers;
use crate::base::source::Span;
use crate::expr::atoms::Atoms;
use crate::expr::{Facts, Truth, Value};
use crate::logic::diagram::Variable;
use crate::logic::space::Held;
use crate::logic::{ConditionIx, Conditions, LIMIT};

/// A text without a part of a chain: what is neutral there stands for it.
fn without(text: &str, part: Span) -> String {
    let (whole_before, rest) = text.split_at(part.start);
    let (_, whole_after) = rest.split_at(part.end - part.start);
    let (mut before, mut after) = (whole_before, whole_after);
    while let (Some(open), Some(close)) =
        (before.trim_end().strip_suffix('('), after.trim_start().strip_prefix(')'))
    {
        (before, after) = (open, close);
    }
    let is_or = before.trim_end().ends_with("||") || after.trim_start().starts_with("||");
    let neutral = if is_or { "false" } else { "true" };
    format!("{whole_before}{neutral}{whole_after}")
}

proptest! {
    /// A formula without a part of a chain is the formula of the text without it.
    #[test]
    fn a_part_left_out_of_a_formula_is_left_out_of_the_text(case in case()) {
        let table = table();
        let rows = rows(&table, &case.names);
        for condition in &compiled(&case.conditions, &table) {
            let mut atoms = Atoms::default();
            for (part, formula) in atoms.formula(condition).without_each_part(condition) {
                let shorter = compiled(&[without(condition.text(), part)], &table);
                for (row, other) in rows.iter().flat_map(|row| shorter.iter().map(move |c| (row, c))) {
                    let said = formula.fold(&mut Answers(&atoms, row));
                    prop_assert_eq!(said, other.decide(row), "{:?} of {}", part, condition.text());
                }
            }
        }
    }

    /// Without an idle part a condition says the same of every deal.
    #[test]
    fn an_idle_part_can_be_left_out(case in case()) {
        let table = table();
        let rows = rows(&table, &case.names);
        let mut conditions = Conditions::default();
        for condition in &compiled(&case.conditions, &table) {
            let ix = conditions.add(condition);
            let idle = conditions.by_itself(ix, &Held::nothing()).idle_part();
            let Some(part) = idle else { continue };
            let shorter = compiled(&[without(condition.text(), part)], &table);
            let says = |row: &Row| shorter.iter().all(|c| condition.decide(row) == c.decide(row));
            prop_assert!(rows.iter().all(says), "{part:?} of {}", condition.text());
        }
    }

    /// Conditions of which each has left its own facts out hold together where the whole ones do.
    #[test]
    fn what_is_joined_without_the_own_facts_is_joined(case in case(), kept in any::<u64>()) {
        let table = table();
        let mut conditions = Conditions::default();
        let asked: Vec<ConditionIx> = compiled(&case.conditions, &table)
            .iter()
            .map(|condition| conditions.add(condition))
            .collect();
        let held = Held::nothing();
        let mut space = conditions.space(&asked, &held, LIMIT);
        let kept: BTreeSet<Variable> =
            space.diagrams.variables().zip(0..64).filter(|(_, bit)| kept >> bit & 1 == 1)
                .map(|(variable, _)| variable).collect();
        let without = conditions.each_without_its_own(&asked, &mut space, &kept);
        let whole: Vec<_> =
            asked.iter().map(|ix| conditions.two(*ix, &mut space).unwrap().yes).collect();
        let [short, whole] = [without.into_values().collect(), whole].map(|parts| {
            let all = space.diagrams.all(parts);
            let all = space.possible(all);
            space.diagrams.only(all, &kept)
        });
        prop_assert_eq!(short, whole, "{:?}", case.conditions);
    }

    /// A condition that never holds among some values of a fact holds for no deal that has one.
    #[test]
    fn a_condition_that_never_holds_among_some_values_never_does(
        case in case(),
        count in 1..=2_usize,
    ) {
        let table = table();
        let rows = rows(&table, &case.names);
        let slot = slot(&table, "segment");
        let counts = case.names.iter().any(|name| ["tags", "people"].contains(name));
        let among: Vec<Value> = ["mid", "smb"].into_iter().take(count).map(Value::from).collect();
        let mut conditions = Conditions::default();
        for condition in &compiled(&case.conditions, &table) {
            let ix = conditions.add(condition);
            let never = conditions.by_itself(ix, &Held::nothing()).is_never_among(slot, &among);
            let is_read = condition.reads().contains(&slot);
            let is_among = |row: &Row| {
                !is_read || row.get(slot).is_some_and(|value| among.contains(value))
            };
            let mut there = rows.iter().filter(|row| is_among(row));
            let can = there.any(|row| condition.decide(row) == Truth::True);
            prop_assert!(never != Some(true) || !can, "{}", condition.text());
            if is_exact(&case) && !can && !counts {
                prop_assert_eq!(never, Some(true), "{}", condition.text());
            }
        }
    }
}

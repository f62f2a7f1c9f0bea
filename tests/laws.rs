//! Laws of the engine, held against generated processes, methodologies and deals.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod lawbook;
mod oracle;
mod sample;

use dealgraph::{Fact, MoveKind, RawValue, RuleSet, Source};
use lawbook::{
    assessed, decision, hold_all, judged_without_words, knowing_more_shuts_nothing,
    skips_are_steps, without_texts,
};
use oracle::{World, compile, compile_texts, texts, worlds};
use proptest::prelude::*;
use sample::{Chance, config, draws, now};

/// A value for one of the generated fields.
fn value(chance: &mut Chance) -> (&'static str, RawValue) {
    match chance.below(6) {
        0 => ("b1", RawValue::Bool(chance.percent(50))),
        1 => ("b2", RawValue::Bool(chance.percent(50))),
        2 => ("n1", RawValue::Integer(chance.pick(&[0, 1, 2, 3]))),
        3 => ("n2", RawValue::Integer(chance.pick(&[0, 1, 2, 3]))),
        4 => ("amount", RawValue::Number(chance.pick(&[0.0, 75.5, 150.0]))),
        _ => ("ch", RawValue::Text(chance.pick(&["red", "green", "blue"]).to_owned())),
    }
}

proptest! {
    #![proptest_config(config())]

    /// Every playbook refers to itself as it should, and every deal keeps the laws of `lawbook`.
    #[test]
    fn every_generated_deal_keeps_the_laws(world in worlds()) {
        let playbook = world.playbook();
        prop_assert_eq!(playbook.verify(), Ok(()));
        hold_all(&playbook, &world.library_deal(), now())?;
    }

    /// A judge says of every deal what the engine says.
    #[test]
    fn a_judge_says_the_same(world in worlds()) {
        let playbook = world.playbook();
        judged_without_words((&playbook, &playbook.judge()), &world.library_deal(), now())?;
    }

    /// An overlay never allows what the process alone refuses.
    #[test]
    fn an_overlay_only_adds_gates(world in worlds()) {
        let (laid_over, alone) = (world.playbook(), compile(&world.process.alone()));
        let deal = world.library_deal();
        for asked in &world.moves {
            let asked = asked.for_library();
            let with = laid_over.check_move(&deal, &asked, now()).expect("the deal fits");
            let without = alone.check_move(&deal, &asked, now()).expect("the deal fits");
            prop_assert!(without.is_allowed() || !with.is_allowed(), "{:#?}\n{:#?}", without, with);
            prop_assert_eq!(without.kind, with.kind);
        }
    }

    /// A skip is allowed exactly when some path has every single step allowed, whoever moves.
    #[test]
    fn a_skip_is_its_steps(world in worlds()) {
        let (playbook, deal) = (world.playbook(), world.library_deal());
        for asked in &world.moves {
            skips_are_steps(&playbook, &deal, &asked.for_library(), now())?;
        }
    }

    /// Setting an unset fact turns no condition from true to something else, unless it uses `has`.
    #[test]
    fn knowing_more_shuts_no_gate(world in worlds(), draws in draws(20)) {
        let mut world = world;
        world.process.overlays.retain(|overlay| overlay.stages.is_empty());
        let (playbook, deal) = (world.playbook(), world.library_deal());
        let straight = playbook.graph().stages().all(|(from, _)| {
            playbook.graph().stages().all(|(to, _)| playbook.graph().between(from, to).len() < 2)
        });
        let mut chance = Chance::new(draws);
        // Where ways compete, another one may be the best once more is known.
        for _ in 0..if straight { 6 } else { 0 } {
            let (field, value) = value(&mut chance);
            if deal.facts.get(field).is_none_or(|fact| fact.value == RawValue::Null) {
                knowing_more_shuts_nothing(&playbook, &deal, field, Fact::bare(value), now())?;
            }
        }
    }

    /// A rule set that is printed and read again prints the same and judges the same.
    #[test]
    fn a_printed_rule_set_is_the_same_rule_set(world in worlds()) {
        let printed: Vec<(String, String)> = texts(&world.process)
            .into_iter()
            .map(|(name, text)| (name, printed(&text)))
            .collect();
        for (_, text) in &printed {
            prop_assert_eq!(&self::printed(text), text);
        }
        let (first, again) = (world.playbook(), compile_texts(&printed, &world.process.id));
        let deal = world.library_deal();
        prop_assert_eq!(assessed(&first, &deal, now()), assessed(&again, &deal, now()));
    }

    /// A move that goes nowhere is always allowed, and says so.
    #[test]
    fn staying_is_always_allowed(world in worlds()) {
        let World { deal, moves, .. } = &world;
        let playbook = world.playbook();
        for asked in moves.iter().filter(|asked| deal.stage.as_ref() == Some(&asked.to)) {
            let verdict = playbook.check_move(&world.library_deal(), &asked.for_library(), now());
            let verdict = verdict.expect("the deal fits");
            prop_assert!(verdict.is_allowed() && verdict.kind == MoveKind::Stay, "{:?}", verdict);
        }
    }

    /// Nothing about a deal depends on what else was asked of the playbook before.
    #[test]
    fn a_playbook_remembers_nothing(world in worlds()) {
        let (used, fresh) = (world.playbook(), world.playbook());
        let deal = world.library_deal();
        for asked in &world.moves {
            let asked = asked.for_library();
            let verdict = used.check_move(&deal, &asked, now()).expect("the deal fits");
            let again = fresh.clone().check_move(&deal, &asked, now()).expect("the deal fits");
            prop_assert_eq!(decision(&verdict), decision(&again));
        }
        let (one, other) = (assessed(&used, &deal, now()), assessed(&fresh, &deal, now()));
        prop_assert_eq!(without_texts(&one), without_texts(&other));
    }
}

fn printed(text: &str) -> String {
    match RuleSet::parse(Source::new("printed", text)) {
        (Some(rules), _) => rules.to_toml(),
        (None, diagnostics) => panic!("{diagnostics:#?}\n{text}"),
    }
}

//! The laws of the engine, held against the rule sets that come along.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod deals;
mod lawbook;
mod sample;

use std::sync::LazyLock;

use dealgraph::{Error, Fact, Field, Judge, Library, Playbook, RawValue, Source};
use deals::{deal, settable, value};
use lawbook::{assessed, hold_all, judged_without_words, knowing_more_shuts_nothing};
use proptest::prelude::*;
use sample::{Chance, config, draws, now};

/// How many of a deal's unset fields are tried.
const FIELDS: usize = 8;

static PLAYBOOKS: LazyLock<Vec<Playbook>> = LazyLock::new(|| playbooks(&Library::builtin()));

/// Every rule set that has stages of its own, compiled.
fn playbooks(library: &Library) -> Vec<Playbook> {
    let compiled =
        library.rule_sets().filter_map(|rules| match library.compile(rules.id().as_str()) {
            Ok(playbook) => Some(playbook),
            Err(Error::NoStages { .. }) => None,
            Err(error) => panic!("{error}\n{error:#?}"),
        });
    compiled.collect()
}

/// The same playbooks, made ready.
static JUDGES: LazyLock<Vec<Judge>> =
    LazyLock::new(|| PLAYBOOKS.iter().map(Playbook::judge).collect());

/// The same library, every rule set of it printed and read again.
static PRINTED: LazyLock<Vec<Playbook>> = LazyLock::new(|| {
    let printed = Library::builtin().rule_sets().fold(Library::empty(), |library, rules| {
        let source = Source::new(rules.id().as_str(), rules.to_toml());
        library.with_source(source).expect("a printed rule set can be read")
    });
    playbooks(&printed)
});

/// Every rule set that comes along refers to itself as it should.
#[test]
fn every_builtin_is_sound() {
    assert!(!PLAYBOOKS.is_empty());
    for playbook in PLAYBOOKS.iter() {
        assert_eq!(playbook.verify(), Ok(()), "{}", playbook.rule_set().id);
    }
}

proptest! {
    #![proptest_config(config())]

    /// Deals in the playbooks that come along keep the laws of `lawbook`.
    #[test]
    fn every_deal_in_a_builtin_keeps_the_laws(which in any::<usize>(), draws in draws(900)) {
        let playbook = &PLAYBOOKS[which % PLAYBOOKS.len()];
        hold_all(playbook, &deal(playbook, &mut Chance::new(draws)), now())?;
    }

    /// A judge says of every deal what the engine says.
    #[test]
    fn a_judge_says_the_same_of_builtins(which in any::<usize>(), draws in draws(900)) {
        let which = which % PLAYBOOKS.len();
        let playbook = &PLAYBOOKS[which];
        let deal = deal(playbook, &mut Chance::new(draws));
        judged_without_words((playbook, &JUDGES[which]), &deal, now())?;
    }

    /// Setting an unset fact turns no condition from true to something else, unless it uses `has`
    /// or a score.
    #[test]
    fn knowing_more_shuts_no_gate(which in any::<usize>(), draws in draws(900)) {
        let playbook = &PLAYBOOKS[which % PLAYBOOKS.len()];
        prop_assume!(playbook.laid_over().is_empty());
        let mut chance = Chance::new(draws);
        let deal = deal(playbook, &mut chance);
        let unset = |field: &&Field| settable(field) && deal.facts.get(&field.id).is_none();
        let unset: Vec<&Field> = playbook.fields().filter(unset).collect();
        for _ in 0..unset.len().min(FIELDS) {
            let field = unset[chance.below(unset.len())];
            let value: RawValue = serde_json::from_value(value(&field.kind, &mut chance))?;
            knowing_more_shuts_nothing(playbook, &deal, &field.id, Fact::bare(value), now())?;
        }
    }

    /// A built-in that is printed and read again judges the same.
    #[test]
    fn a_printed_builtin_is_the_same(which in any::<usize>(), draws in draws(900)) {
        let which = which % PLAYBOOKS.len();
        let playbook = &PLAYBOOKS[which];
        let deal = deal(playbook, &mut Chance::new(draws));
        let (first, again) = (assessed(playbook, &deal, now()), assessed(&PRINTED[which], &deal, now()));
        prop_assert_eq!(first, again);
    }
}

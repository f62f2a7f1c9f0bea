//! A second opinion on verdicts: rule sets and deals as model data, their text for the library, and
//! a slow, obvious judge that reads the model data alone. Written from the format's description.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![allow(dead_code, reason = "each test uses its own part of this")]
#![allow(unused_imports, reason = "each test uses its own part of this")]

mod condition;
mod generate_deal;
mod generate_rules;
mod graph;
mod judge;
mod model;
mod print;
mod situation;

pub(crate) use condition::Condition;
pub(crate) use judge::{Judgement, judge};
pub(crate) use model::{Asked, Deal, RuleSet, World};
pub(crate) use print::deal_json;

use dealgraph::{Code, Library, Playbook, Source};
use proptest::prelude::*;

use crate::sample::{Chance, draws};

/// Worlds: a process with what is laid over it, a deal in it, and a move to each of its stages.
pub(crate) fn worlds() -> impl Strategy<Value = World> {
    (draws(1200), draws(500), draws(60))
        .prop_map(|(rules, deal, moves)| {
            let process = generate_rules::process(&mut Chance::new(rules));
            let deal = generate_deal::deal(&process, &mut Chance::new(deal));
            let moves = generate_deal::moves(&process, &mut Chance::new(moves));
            World { process, deal, moves }
        })
        .prop_filter("gates that can open", |world| {
            can_be_passed(&world.process) && can_be_passed(&world.process.alone())
        })
}

/// Whether reasoning about its gates leaves a generated process standing: gates made by chance clash
/// now and then.
fn can_be_passed(process: &RuleSet) -> bool {
    let mut texts = texts(process);
    let Some((name, own)) = texts.pop() else { return false };
    let library = texts.iter().fold(Library::empty(), |library, (name, text)| {
        library.with_source(Source::new(name, text)).expect("what is laid over is sound")
    });
    let found = library.check(Source::new(name, own));
    let proven = [
        Code::NeverHolds,
        Code::ClashOnTheWay,
        Code::Circular,
        Code::Avoidable,
        Code::OverlayClash,
    ];
    !found.iter().any(|found| found.is_error() && proven.contains(&found.code))
}

impl World {
    /// The process as the library compiles it.
    pub(crate) fn playbook(&self) -> Playbook {
        compile(&self.process)
    }

    /// The deal as the library reads it.
    pub(crate) fn library_deal(&self) -> dealgraph::Deal {
        serde_json::from_value(deal_json(&self.deal)).expect("a generated deal can be read")
    }
}

/// Compiles a process with its overlays by way of their texts.
pub(crate) fn compile(process: &RuleSet) -> Playbook {
    compile_texts(&texts(process), &process.id)
}

/// The texts of a process and of all that is laid over it, each with its name.
pub(crate) fn texts(process: &RuleSet) -> Vec<(String, String)> {
    let laid = process.overlays.iter().map(|overlay| &overlay.rules);
    let text = |rules: &RuleSet| (format!("{}.toml", rules.id), print::toml(rules));
    laid.chain([process]).map(text).collect()
}

/// Compiles one of several texts.
pub(crate) fn compile_texts(texts: &[(String, String)], id: &str) -> Playbook {
    let mut library = Library::empty();
    for (name, text) in texts {
        library = match library.with_source(Source::new(name, text)) {
            Ok(library) => library,
            Err(error) => panic!("{error}\n{error:#?}\n{text}"),
        };
    }
    match library.compile(id) {
        Ok(playbook) => playbook,
        Err(error) => panic!("{error}\n{error:#?}\n{texts:#?}"),
    }
}

//! What is measured: every built-in rule set, and a fixed set of deals for each.

#[path = "../../../tests/deals/mod.rs"]
mod deals;
#[path = "../../../tests/sample/chance.rs"]
mod sample;

use dealgraph::{Deal, Error, Library, Playbook, Timestamp};
use sample::Chance;

/// The ids under which all built-in rule sets compile: checklists have no stages of their own and
/// are laid over the seven-step process.
#[must_use]
pub fn built_ins(library: &Library) -> Vec<String> {
    let ids = library.rule_sets().map(|rules| rules.id().to_string());
    let compiling = ids.filter_map(|id| match library.compile(&id) {
        Err(Error::NoStages { .. }) => {
            let laid = format!("seven_step+{id}");
            library.compile(&laid).is_ok().then_some(laid)
        }
        _ => Some(id),
    });
    compiling.collect()
}

/// Deals with every kind of fact, the same in every run.
#[must_use]
pub fn deals(playbook: &Playbook, many: u64) -> Vec<Deal> {
    (0..many).map(|seed| deals::deal(playbook, &mut Chance::new(draws(seed)))).collect()
}

/// The moment at which they are judged.
#[must_use]
pub fn now() -> Timestamp {
    sample::now()
}

fn draws(seed: u64) -> Vec<u16> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u16::try_from(state >> 48).unwrap_or(0)
    };
    (0..600).map(|_| next()).collect()
}

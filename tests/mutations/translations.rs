//! The defects of translations.

use super::script::Script;
use super::seeds::{Seed, nth, seed};

/// Every seed, by the code that is to find it.
pub(crate) const SEEDS: &[Seed] = &[
    seed("DG0705", "a play without its reason", |mut script, pick| {
        let plays = script.called("[play.");
        let whole = |script: &Script, key| plays.iter().all(|play| script.key(play, key).is_some());
        whole(&script, "do").then_some(())?;
        let play = nth(plays.clone(), pick)?;
        script.key(&play, "because")?;
        script.drop_keys(&play, &["because"]);
        Some(script.wrong_at(play.start))
    }),
    seed("DG0706", "a text of a play that is not there", |script, _| {
        Some(script.append("[play.zz_play]\ndo = \"没有\"", "do = "))
    }),
];

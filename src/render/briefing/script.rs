//! What to send or say: the script of the stage in which nothing is left open.

use super::super::coach::Ground;
use super::FilledScript;
use crate::engine::situation::Situation;
use crate::error::Error;
use crate::expr::{Facts, Value};
use crate::playbook::content::Script;
use crate::playbook::graph::StageIx;
use crate::template::{Piece, pieces};

/// The script for where the deal stands: written ones before spoken ones, then the one that says most
/// about this deal. None is sent that says something in general words where the deal should tell, none
/// is said that has a gap, and there is none for a stage to which the evidence does not carry the deal:
/// it would take for granted what nobody has said.
///
/// # Errors
/// When a text cannot be filled in.
pub(super) fn script(ground: &Ground<'_>) -> Result<Option<FilledScript>, Error> {
    let situation = ground.situation;
    if ground.carried.only_to.is_some() {
        return Ok(None);
    }
    let here = here(situation).filter(|script| is_complete(situation, script));
    let best = here.min_by_key(|script| {
        (!is_written(script), std::cmp::Reverse(facts_in(&script.text.written)))
    });
    best.map(|script| filled(situation, script)).transpose()
}

/// Every script for where the deal stands, in document order.
///
/// # Errors
/// When a text cannot be filled in.
pub(super) fn scripts(situation: &Situation<'_>) -> Result<Vec<FilledScript>, Error> {
    here(situation).map(|script| filled(situation, script)).collect()
}

fn here<'a>(situation: &Situation<'a>) -> impl Iterator<Item = &'a Script> {
    let place = situation.stage.map(StageIx::position);
    let scripts = situation.playbook.0.scripts.iter();
    scripts.filter(move |script| place.is_some_and(|place| script.stages.contains(place)))
}

fn filled(situation: &Situation<'_>, script: &Script) -> Result<FilledScript, Error> {
    Ok(FilledScript {
        id: script.id.to_string(),
        channel: script.channel.to_string(),
        text: situation.say(&script.text)?.trim().to_owned(),
    })
}

fn is_written(script: &Script) -> bool {
    matches!(&*script.channel, "email" | "message")
}

/// Brackets of scripts: in a spoken one they hold a stage direction, elsewhere something to fill in.
const BRACKETS: [char; 2] = ['[', '【'];

fn is_complete(situation: &Situation<'_>, script: &Script) -> bool {
    pieces(&script.text.written).all(|piece| match piece {
        Piece::Literal(text) => !is_written(script) || !text.contains(BRACKETS),
        Piece::Placeholder { name, fallback } => {
            let is_readable = fallback.is_some_and(|words| !words.starts_with(BRACKETS));
            is_known(situation, name) || (is_readable && !is_written(script))
        }
    })
}

fn is_known(situation: &Situation<'_>, name: &str) -> bool {
    let Some(field) = name.strip_prefix("facts.") else { return true };
    let slot = situation.model().fields.slot(field.split('.').next().unwrap_or_default());
    match slot.and_then(|slot| situation.row.get(slot)) {
        None => false,
        Some(Value::String(text)) => !text.trim().is_empty(),
        Some(Value::List(items)) => !items.is_empty(),
        Some(_) => true,
    }
}

fn facts_in(written: &str) -> usize {
    let is_fact = |piece: &Piece<'_>| matches!(piece, Piece::Placeholder { name, .. } if name.starts_with("facts."));
    pieces(written).filter(is_fact).count()
}

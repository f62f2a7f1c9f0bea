//! `diff`: what has changed in meaning between two versions, and what it does to deals.

use std::io::BufReader;
use std::path::Path;

use dealgraph::{Deal, DealEffects, Difference, Effect, Playbook, StageMap, Timestamp};
use serde::Serialize;

use super::Context;
use crate::args::{Diff, Format};
use crate::exit::{Failure, Status};
use crate::input::lines::{self, Line};
use crate::input::{self, playbook, text};
use crate::output;
use crate::report::difference;

/// Everything that is said, as JSON.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    difference: &'a Difference,
    #[serde(skip_serializing_if = "Option::is_none")]
    deals: Option<&'a DealEffects>,
}

pub(super) fn run(context: &Context, args: &Diff) -> Result<Status, Failure> {
    let old = playbook::named(&context.library, &args.old, Path::new(""))?;
    let new = playbook::named(&context.library, &args.new, Path::new(""))?;
    let moved = moved(&args.map, &old)?;
    let found = old.diff(&new, &moved);
    let uncovered = uncovered(&found, &old);
    if !args.map.is_empty() && !uncovered.is_empty() {
        let stages = uncovered.join(", ");
        return Err(Failure::input(format!("the map says nothing of these open stages: {stages}"))
            .help("map each of them to a stage of the newer version: `--map OLD=NEW`"));
    }
    let effects = effects(args, (&old, &new), &moved)?;
    match args.format {
        Format::Json => output::json(&Told { difference: &found, deals: effects.as_ref() })?,
        Format::Text => {
            output::page(difference::report(&found, effects.as_ref(), output::width()))?
        }
    };
    let refused = found.findings.iter().any(dealgraph::Diagnostic::is_error);
    Ok(if refused { Status::Negative } else { Status::Fine })
}

/// The open stages that are gone without another in their place.
fn uncovered(found: &Difference, old: &Playbook) -> Vec<String> {
    let open = |id: &str| {
        let stage = old.graph().find(id).and_then(|ix| old.graph().stage(ix));
        stage.is_some_and(dealgraph::Stage::is_open)
    };
    found.stages.removed.iter().filter(|id| open(id)).cloned().collect()
}

/// `OLD=NEW`, stage by stage.
fn moved(written: &[String], old: &Playbook) -> Result<StageMap, Failure> {
    let mut map = StageMap::new();
    for pair in written {
        let (from, to) = pair
            .split_once('=')
            .ok_or_else(|| Failure::input(format!("`{pair}` is no OLD=NEW")))?;
        if old.graph().find(from).is_none() {
            return Err(Failure::input(format!("the older version has no stage `{from}`")));
        }
        map.insert(from.to_owned(), to.to_owned());
    }
    Ok(map)
}

/// What the newer version does to each deal of a JSON-lines file. Lines that are no deals, and deals
/// that the older version cannot use, are told by number and left out.
fn effects(
    args: &Diff,
    versions: (&Playbook, &Playbook),
    moved: &StageMap,
) -> Result<Option<DealEffects>, Failure> {
    let Some(file) = &args.deals else { return Ok(None) };
    let now = input::now(&args.moment)?;
    let mut reader = BufReader::new(text::open(file)?);
    let mut effects = DealEffects::default();
    for number in 1_usize.. {
        let line = lines::next(&mut reader)
            .map_err(|error| Failure::input(format!("{}: {error}", file.display())))?;
        let Some(line) = line else { break };
        match effect(&line, versions, moved, now) {
            Ok(Some(effect)) => effects.add(effect),
            Ok(None) => {}
            Err(message) => output::note(&format!("line {number} is left out: {message}")),
        }
    }
    Ok(Some(effects))
}

/// What happens to the deal of a line; `None` for an empty line.
fn effect(
    line: &Line,
    (old, new): (&Playbook, &Playbook),
    moved: &StageMap,
    now: Timestamp,
) -> Result<Option<Option<Effect>>, String> {
    let Line::Bytes(bytes) = line else { return Err("it is too long".to_owned()) };
    if bytes.trim_ascii().is_empty() {
        return Ok(None);
    }
    let deal: Deal = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    old.effect_on(new, moved, &deal, now).map(Some).map_err(|error| error.to_string())
}

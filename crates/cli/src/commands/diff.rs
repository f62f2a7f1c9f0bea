//! `diff`: what has changed in meaning between two versions, and what it does to deals.

use std::io::BufReader;
use std::path::Path;

use dealgraph::{
    Deal, DealEffects, Difference, Effect, EffectCounts, Playbook, StageMap, Timestamp,
};
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
    deals: Option<ToldDeals<'a>>,
}

#[derive(Serialize)]
struct ToldDeals<'a> {
    counts: EffectCounts,
    #[serde(flatten)]
    effects: &'a DealEffects,
}

pub(super) fn run(context: &Context, args: &Diff) -> Result<Status, Failure> {
    let old = playbook::named(&context.library, &args.old, Path::new(""))?;
    let new = playbook::named(&context.library, &args.new, Path::new(""))?;
    let moved = moved(&args.map, &old, &new)?;
    let found = old.diff(&new, &moved);
    let effects = effects(args, (&old, &new), &moved)?;
    if !moved.is_empty() {
        refuse_gaps(&uncovered((&old, &new), &moved, effects.as_ref()))?;
    }
    match args.format {
        Format::Json => {
            let deals =
                effects.as_ref().map(|effects| ToldDeals { counts: effects.counts(), effects });
            output::json(&Told { difference: &found, deals })?
        }
        Format::Text => {
            output::page(difference::report(&found, effects.as_ref(), output::width()))?
        }
    };
    let refused = found.findings.iter().any(dealgraph::Diagnostic::is_error);
    Ok(if refused { Status::Negative } else { Status::Fine })
}

/// The open stages in use that are gone without another in their place: those in which deals are,
/// or, where no deals are given, all of them.
fn uncovered(
    (old, new): (&Playbook, &Playbook),
    moved: &StageMap,
    effects: Option<&DealEffects>,
) -> Vec<String> {
    let is_in_use = |id: &str| {
        let in_stage = |effect: &Effect| effect.stage_gone.as_deref() == Some(id);
        effects.is_none_or(|effects| effects.affected.iter().any(in_stage))
    };
    let open = old.graph().stages().filter(|(_, stage)| stage.is_open());
    open.map(|(_, stage)| stage.id().as_str())
        .filter(|id| !moved.contains_key(*id) && new.graph().find(id).is_none() && is_in_use(id))
        .map(str::to_owned)
        .collect()
}

/// A map that leaves out a stage would strand its deals in silence.
fn refuse_gaps(uncovered: &[String]) -> Result<(), Failure> {
    let [first, ..] = uncovered else { return Ok(()) };
    let stages: Vec<String> = uncovered.iter().map(|stage| format!("`{stage}`")).collect();
    let message = format!("the map says nothing of these open stages: {}", stages.join(", "));
    Err(Failure::input(message)
        .help(format!("map each of them to a stage of the newer version: `--map {first}=STAGE`")))
}

/// `OLD=NEW`, stage by stage.
fn moved(written: &[String], old: &Playbook, new: &Playbook) -> Result<StageMap, Failure> {
    let mut map = StageMap::new();
    for pair in written {
        let (from, to) = pair.split_once('=').ok_or_else(|| {
            Failure::input(format!("`{pair}` is no OLD=NEW"))
                .help("write the old stage, `=`, and the new one: `--map proposal=offer`")
        })?;
        for (version, playbook, stage) in [("older", old, from), ("newer", new, to)] {
            if playbook.graph().find(stage).is_none() {
                let stages = playbook.graph().stages().map(|(_, known)| known.id().as_str());
                let known = stages.collect::<Vec<_>>().join(", ");
                let message = format!("the {version} version has no stage `{stage}`");
                return Err(Failure::input(message).help(format!("it has {known}")));
            }
        }
        if map.insert(from.to_owned(), to.to_owned()).is_some_and(|before| before != to) {
            let message = format!("`{from}` is mapped to two stages");
            return Err(Failure::input(message).help("map it to one of them"));
        }
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

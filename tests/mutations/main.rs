//! Rule sets that are sound, with one defect put into each: the code that is to find it finds it in
//! its place, and nothing else is found that was not there before.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "tests stop at the first surprise and read files"
)]

mod proofs;
mod script;
mod seeds;
mod translations;
mod versions;

use std::collections::BTreeMap;
use std::path::Path;

use dealgraph::{Diagnostic, Library, Source};

use script::{Script, Seeded};
use seeds::Seed;

/// The rule sets that defects are put into: all that are built in, and all processes of the package.
fn rule_sets() -> Vec<Script> {
    let mut scripts = scripts(&["methodologies", "examples/processes", "tests/real_processes"]);
    scripts.retain(|script| !script.called("[[stage]]").is_empty());
    scripts
}

/// Every text in these folders of the package.
fn scripts(folders: &[&str]) -> Vec<Script> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut scripts: Vec<Script> = Vec::new();
    for folder in folders {
        let entries = std::fs::read_dir(root.join(folder)).unwrap();
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|end| end == "toml"));
        files.sort();
        scripts.extend(files.iter().map(|file| {
            let name = format!("{folder}/{}", file.file_stem().unwrap().to_str().unwrap());
            Script::new(&name, &std::fs::read_to_string(file).unwrap())
        }));
    }
    scripts
}

/// What a finding says, wherever it stands.
fn said(found: &Diagnostic) -> (String, String) {
    (found.code.to_string(), found.message.clone())
}

/// What came of one seed in one rule set.
struct Outcome {
    seed: &'static Seed,
    rule_set: String,
    is_found: bool,
    /// The codes of what else is new, with the message.
    besides: Vec<(String, String)>,
}

fn all_seeds() -> impl Iterator<Item = &'static Seed> {
    seeds::SEEDS.iter().chain(proofs::SEEDS)
}

/// How many places of a rule set one seed is tried in.
const PLACES: usize = 3;

/// How many lines a rule set has for which that would take too long: of every so many seeds one is
/// sown in it, in one place, and the next one in the next such rule set.
const LONG: usize = 800;
const EVERY: usize = 5;

/// What is sown in one rule set.
fn sown(seeds: &[&'static Seed], script: &Script, pick: usize) -> Vec<(&'static Seed, Seeded)> {
    let is_long = script.text().lines().count() > LONG;
    let its_turn = |(place, _): &(usize, &'static Seed)| !is_long || place % EVERY == pick % EVERY;
    let many = if is_long { 1 } else { PLACES };
    let seeds = seeds.iter().copied().enumerate().filter(its_turn);
    seeds.flat_map(|(_, seed)| places(seed, script, pick..pick + many)).collect()
}

/// A seed in several places of a rule set, each once.
fn places(
    seed: &'static Seed,
    script: &Script,
    picks: std::ops::Range<usize>,
) -> Vec<(&'static Seed, Seeded)> {
    let mut sown: Vec<Seeded> = picks.filter_map(|pick| (seed.sow)(script.clone(), pick)).collect();
    sown.dedup_by(|one, other| one.text == other.text);
    sown.into_iter().map(|seeded| (seed, seeded)).collect()
}

fn outcomes() -> Vec<Outcome> {
    let library = Library::builtin();
    let check = |name: &str, text: String| library.check(Source::new(name, text));
    let mut outcomes = Vec::new();
    let of_rule_sets: Vec<&'static Seed> = all_seeds().collect();
    let of_translations: Vec<&'static Seed> = translations::SEEDS.iter().collect();
    let rule_sets = rule_sets().into_iter().map(|script| (script, &of_rule_sets));
    let translated = scripts(&["methodologies/zh-Hans"]).into_iter();
    let translated = translated.map(|script| (script, &of_translations));
    for (pick, (script, seeds)) in rule_sets.chain(translated).enumerate() {
        let before = check(&script.name, script.text());
        for (seed, seeded) in sown(seeds, &script, pick) {
            let after = check(&script.name, seeded.text.clone());
            outcomes.push(outcome(seed, &script.name, &seeded, &before, &after));
        }
    }
    outcomes
}

fn outcome(
    seed: &'static Seed,
    rule_set: &str,
    seeded: &Seeded,
    before: &[Diagnostic],
    after: &[Diagnostic],
) -> Outcome {
    let mut known: Vec<_> = before.iter().map(said).collect();
    let mut is_found = false;
    let mut besides = Vec::new();
    for found in after {
        let line = found.primary.as_ref().map_or(0, |label| label.location.start().line);
        let said = said(found);
        if said.0 == seed.code && line == seeded.line && !is_found {
            is_found = true;
        } else if let Some(place) = known.iter().position(|other| *other == said) {
            known.swap_remove(place);
        } else if !seed.also.contains(&said.0.as_str()) {
            besides.push((said.0, format!("line {line}: {}", said.1)));
        }
    }
    Outcome { seed, rule_set: rule_set.to_owned(), is_found, besides }
}

#[test]
fn each_seeded_defect_is_found_in_its_place_and_nothing_else_is() {
    let mut wrong = Vec::new();
    for Outcome { seed, rule_set, is_found, besides } in outcomes() {
        let Seed { code, what, .. } = seed;
        if !is_found {
            wrong.push(format!("{rule_set}: {what}: {code} is not found in its place"));
        }
        for (other, message) in besides {
            wrong.push(format!("{rule_set}: {what} ({code}): besides {other} {message}"));
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn each_change_between_versions_is_found_and_nothing_else_is() {
    let mut wrong = Vec::new();
    let found = versions::all(&rule_sets());
    for versions::Found { change, rule_set, is_found, besides } in &found {
        if !is_found || !besides.is_empty() {
            let versions::Change { code, what, .. } = change;
            let is_found = if *is_found { "found" } else { "not found" };
            wrong.push(format!("{rule_set}: {what}: {code} is {is_found}, besides {besides:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
    for change in versions::CHANGES {
        let made = found.iter().filter(|one| one.change.code == change.code).count();
        assert!(made > 10, "{}: only {made}", change.code);
    }
}

#[test]
fn each_seed_is_sown_somewhere() {
    let sets = rule_sets();
    for Seed { code, what, sow, .. } in all_seeds() {
        let sown = sets.iter().enumerate().any(|(pick, set)| sow(set.clone(), pick).is_some());
        assert!(sown, "{code} {what}");
    }
    let texts = scripts(&["methodologies/zh-Hans"]);
    for Seed { code, what, sow, .. } in translations::SEEDS {
        let sown = texts.iter().enumerate().any(|(pick, text)| sow(text.clone(), pick).is_some());
        assert!(sown, "{code} {what}");
    }
}

/// How well each code does: of the defects that it is to find, how many it finds; of what it finds
/// anew, how much has been put there.
#[derive(Default)]
struct Tally {
    sown: usize,
    found: usize,
    mistaken: usize,
}

#[test]
#[ignore = "prints a table: cargo test --test mutations -- --ignored --nocapture"]
fn recall_and_precision_by_code() {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for outcome in outcomes() {
        let tally = tallies.entry(outcome.seed.code.to_owned()).or_default();
        tally.sown += 1;
        tally.found += usize::from(outcome.is_found);
        for (other, _) in outcome.besides {
            tallies.entry(other).or_default().mistaken += 1;
        }
    }
    for found in versions::all(&rule_sets()) {
        let tally = tallies.entry(found.change.code.to_owned()).or_default();
        tally.sown += 1;
        tally.found += usize::from(found.is_found);
        for other in found.besides {
            tallies.entry(other).or_default().mistaken += 1;
        }
    }
    let share = |part: usize, whole: usize| match whole {
        0 => "-".to_owned(),
        _ => format!("{:.3}", part as f64 / whole as f64),
    };
    println!("| code | sown | found | recall | precision |\n| --- | --- | --- | --- | --- |");
    for (code, Tally { sown, found, mistaken }) in &tallies {
        let (recall, precision) = (share(*found, *sown), share(*found, found + mistaken));
        println!("| {code} | {sown} | {found} | {recall} | {precision} |");
    }
}

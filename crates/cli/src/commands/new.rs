//! `new`: a commented process to start from.

use std::io::{ErrorKind, Write};
use std::ops::Range;
use std::path::Path;

use dealgraph::{Id, Library, Playbook, RuleSet, RuleSetRole, Stage, StageKind};
use toml::de::DeTable;

use super::Context;
use crate::args::New;
use crate::exit::{Failure, Status};
use crate::output;
use crate::report::words::{capital, spoken};

/// What a starting process begins with: its header, facts, a question and a play.
const HEAD: &str = include_str!("new/head.toml");
/// A gate, to be hung on the first stage.
const GATE: &str = include_str!("new/gate.toml");
/// What a won deal has to have.
const ENTRY: &str = include_str!("new/entry.toml");
/// How to say which stage leads to which.
const WAYS: &str = include_str!("new/ways.toml");

pub(super) fn run(context: &Context, args: &New) -> Result<Status, Failure> {
    if Id::new(&args.id).is_none() {
        return Err(not_an_id(&args.id));
    }
    let text = match &args.from {
        None => starting(&args.id, &plain(), ""),
        Some(from) => started_from(&context.library, &args.id, from)?,
    };
    let Some(out) = &args.out else { return output::text(&text) };
    write_new(out, &text)?;
    if !context.quiet {
        output::note(&format!("wrote `{}`", out.display()));
    }
    Ok(Status::Fine)
}

fn not_an_id(text: &str) -> Failure {
    let letters = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let near: String = text.trim().chars().map(letters).take(100).collect();
    let near = near.trim_matches(|c: char| c == '_' || c.is_ascii_digit());
    let near = if Id::new(near).is_some() { near } else { "our_process" };
    Failure::input(format!("`{text}` cannot be an id"))
        .help(format!("an id is a lower-case letter, then letters, digits and `_`: `{near}`"))
}

fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let name = path.display();
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = file.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::input(format!("{name}: it is there already"))
            .help("choose another name, or remove it first: nothing is written over"),
        _ => Failure::input(format!("{name}: it cannot be written: {error}")),
    })?;
    file.write_all(text.as_bytes())
        .map_err(|error| Failure::input(format!("{name}: it cannot be written: {error}")))
}

/// A methodology laid over stages like its own, or a copy of a process.
fn started_from(library: &Library, id: &str, from: &str) -> Result<String, Failure> {
    let playbook = library.compile(from)?;
    let rules = library.rule_set(from).ok_or(Failure::Told)?;
    match rules.role() {
        RuleSetRole::Process => copied(rules, id),
        RuleSetRole::Methodology => {
            let stages = mirrored(&playbook);
            let overlay = overlay(rules, &stages);
            Ok(starting(id, &stages, &overlay))
        }
    }
}

/// A stage to be written.
struct Written {
    id: String,
    name: String,
    kind: StageKind,
    goal: Option<String>,
    probability: Option<f64>,
    expected: Option<String>,
    stalled_after: Option<String>,
}

impl Written {
    fn open(id: &str, goal: &str, probability: f64) -> Self {
        Self {
            id: id.to_owned(),
            name: capital(id),
            kind: StageKind::Open,
            goal: Some(goal.to_owned()),
            probability: Some(probability),
            expected: Some("14d".to_owned()),
            stalled_after: Some("30d".to_owned()),
        }
    }

    fn closed(id: &str, kind: StageKind) -> Self {
        let (name, probability) = (capital(id), (kind == StageKind::Won).then_some(1.0));
        let (id, goal) = (id.to_owned(), None);
        Self { id, name, kind, goal, probability, expected: None, stalled_after: None }
    }

    fn like(stage: &Stage) -> Self {
        Self {
            id: stage.id().to_string(),
            name: stage.name().to_owned(),
            kind: stage.kind(),
            goal: stage.goal().map(str::to_owned),
            probability: stage.probability(),
            expected: stage.expected().map(|length| length.to_string()),
            stalled_after: stage.stalled_after().map(|length| length.to_string()),
        }
    }

    fn text(&self) -> String {
        let kind = match self.kind {
            StageKind::Open => None,
            StageKind::Won => Some("won"),
            StageKind::Lost => Some("lost"),
            StageKind::Parked => Some("parked"),
        };
        let lines = [
            Some(format!("id = {}", quoted(&self.id))),
            Some(format!("name = {}", quoted(&self.name))),
            kind.map(|kind| format!("type = \"{kind}\"")),
            self.goal.as_ref().map(|goal| format!("goal = {}", quoted(goal))),
            self.probability.map(|share| format!("probability = {share:.2}")),
            self.expected.as_ref().map(|length| format!("expected = \"{length}\"")),
            self.stalled_after.as_ref().map(|length| format!("stalled_after = \"{length}\"")),
        ];
        let lines: Vec<String> = lines.into_iter().flatten().collect();
        format!("\n[[stage]]\n{}\n", lines.join("\n"))
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn plain() -> Vec<Written> {
    vec![
        Written::open("qualify", "Decide whether this deal deserves our time", 0.1),
        Written::open("discover", "Understand what the buyer needs, and why now", 0.3),
        Written::open("propose", "Agree on an offer that meets the need", 0.6),
        Written::closed("won", StageKind::Won),
        Written::closed("lost", StageKind::Lost),
    ]
}

/// The stages of a methodology, one that is won, and `lost`.
fn mirrored(playbook: &Playbook) -> Vec<Written> {
    let mut won = 0;
    let stages = playbook.graph().stages().map(|(_, stage)| stage);
    let kept = stages.filter(|stage| {
        won += usize::from(stage.kind() == StageKind::Won);
        stage.kind() != StageKind::Won || won == 1
    });
    kept.map(Written::like).collect()
}

fn overlay(rules: &RuleSet, stages: &[Written]) -> String {
    let open = stages.iter().filter(|stage| stage.kind == StageKind::Open);
    let pairs: Vec<String> = open.map(|stage| format!("{0} = \"{0}\"", stage.id)).collect();
    format!(
        "\n# The gates, questions and plays of {}, laid over the stages above: this process's stage = its stage.\n\
         [[overlay]]\nmethodology = \"{}\"\nstages = {{ {} }}\n",
        rules.name(),
        rules.id(),
        pairs.join(", ")
    )
}

fn starting(id: &str, stages: &[Written], overlay: &str) -> String {
    let name = quoted(&capital(&spoken(id)));
    let mut text = HEAD.replace("\"ID\"", &quoted(id)).replace("\"NAME\"", &name);
    for (index, stage) in stages.iter().enumerate() {
        text.push_str(&stage.text());
        if index == 0 {
            text.push_str(GATE);
        }
        if stage.kind == StageKind::Won {
            text.push_str(ENTRY);
        }
    }
    text + WAYS + overlay
}

/// A process's own text under another id and name, its comments kept.
fn copied(rules: &RuleSet, id: &str) -> Result<String, Failure> {
    let mut text = rules.source().text().to_owned();
    let table = DeTable::parse(rules.source().text())
        .map_err(|error| Failure::input(error.message().to_owned()))?;
    let header = table.get_ref().get("process").and_then(|header| header.get_ref().as_table());
    let place = |key| Some(header?.get(key)?.span());
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    changes.extend(place("id").map(|span| (span, quoted(id))));
    changes.extend(place("name").map(|span| (span, quoted(&capital(&spoken(id))))));
    changes.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    for (span, words) in changes {
        text.replace_range(span, &words);
    }
    Ok(format!("# A copy of `{}` {} to start from.\n{text}", rules.id(), rules.version()))
}

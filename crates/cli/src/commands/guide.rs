//! `guide`: a rule set as a page for whoever is new to it, and pages with an index.

use std::path::Path;

use dealgraph::{Library, RuleSet, RuleSetRole, render};

use super::Context;
use crate::args::Guide;
use crate::exit::{Failure, Status};
use crate::input::playbook;
use crate::output;
use crate::report::guides::{self, Entry};

/// The file in which a folder's index stands, so that code hosts show it.
const INDEX: &str = "README.md";

pub(super) fn run(context: &Context, args: &Guide) -> Result<Status, Failure> {
    let pages = match args.rule_sets.as_slice() {
        [] => all(&context.library, &args.lang)?,
        named => named
            .iter()
            .map(|name| page(&context.library, name, &args.lang))
            .collect::<Result<_, _>>()?,
    };
    match &args.out {
        Some(folder) => written(folder, &pages, args),
        None => output::text(&pages.iter().map(|page| page.text.as_str()).collect::<String>()),
    }
}

struct Page {
    entry: Entry,
    text: String,
}

/// A page for every built-in rule set that deals can be held against.
fn all(library: &Library, lang: &str) -> Result<Vec<Page>, Failure> {
    let about_deals = library.rule_sets().filter(|rules| rules.id().as_str() != "market");
    about_deals.map(|rules| page(library, rules.id().as_str(), lang)).collect()
}

fn page(library: &Library, name: &str, lang: &str) -> Result<Page, Failure> {
    let rules = playbook::rule_set(library, name)?;
    let playbook = playbook::to_read(library, &rules, name)?.in_language(lang);
    let market = library.market(lang)?;
    let mut named = std::iter::once(playbook.rule_set()).chain(playbook.laid_over());
    let about = named.find(|about| about.id == *rules.id());
    let is_own = playbook.rule_set().id == *rules.id();
    let open = playbook.graph().stages().map(|(_, stage)| stage).filter(|stage| stage.is_open());
    let stages: Vec<&str> = open.map(dealgraph::Stage::name).collect();
    let summary = about.and_then(|about| about.summary.clone());
    let entry = Entry {
        id: rules.id().to_string(),
        name: about.map_or_else(|| rules.name().to_owned(), |about| about.name.clone()),
        summary: summary.unwrap_or_else(|| stages.join(" → ")),
        kind: kind(&rules, is_own),
        stages: stages.len(),
    };
    Ok(Page { text: render::guide(&playbook, rules.id().as_str(), &market), entry })
}

fn kind(rules: &RuleSet, has_stages: bool) -> guides::Kind {
    match (rules.role(), has_stages) {
        (RuleSetRole::Process, _) => guides::Kind::Process,
        (RuleSetRole::Methodology, true) => guides::Kind::Methodology,
        (RuleSetRole::Methodology, false) => guides::Kind::Checklist,
    }
}

/// A file for each page; where all are asked for, an index too.
fn written(folder: &Path, pages: &[Page], args: &Guide) -> Result<Status, Failure> {
    let unwritten = |path: &Path, error: &std::io::Error| {
        Failure::Output(format!("{}: it cannot be written: {error}", path.display()))
    };
    std::fs::create_dir_all(folder).map_err(|error| unwritten(folder, &error))?;
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|error| unwritten(&path, &error))
    };
    for page in pages {
        write(&format!("{}.md", page.entry.id), &page.text)?;
    }
    if args.rule_sets.is_empty() {
        let entries: Vec<&Entry> = pages.iter().map(|page| &page.entry).collect();
        let language = dealgraph::Language::for_reader(&args.lang).unwrap_or_default();
        write(INDEX, &guides::index(&entries, language))?;
    }
    Ok(Status::Fine)
}

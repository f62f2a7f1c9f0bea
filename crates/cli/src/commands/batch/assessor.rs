//! What is said of one deal of many.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use dealgraph::{Deal, Library, Playbook, Timestamp};

use super::outline::Told;
use crate::exit::Failure;
use crate::input::lines::Line;
use crate::input::{deal, playbook, text};

/// Most playbooks that are kept: a file in which every deal names another must not fill the memory.
const MOST_KEPT: usize = 1000;

/// Assesses deals, each by its own playbook. Playbooks are compiled once.
pub(super) struct Assessor {
    library: Library,
    asked: Option<String>,
    folder: PathBuf,
    now: Timestamp,
    full: bool,
    lang: String,
    /// By the name that deals give them; one that cannot be used keeps its reason.
    playbooks: Mutex<BTreeMap<String, Result<Playbook, String>>>,
}

impl Assessor {
    pub(super) fn new(
        library: Library,
        asked: Option<String>,
        folder: PathBuf,
        now: Timestamp,
        full: bool,
        lang: String,
    ) -> Self {
        Self { library, asked, folder, now, full, lang, playbooks: Mutex::default() }
    }

    /// Makes sure that the playbook that was asked for can be used, before anything is read.
    pub(super) fn prove(&self) -> Result<(), Failure> {
        let Some(asked) = &self.asked else { return Ok(()) };
        playbook::named(&self.library, asked, Path::new("")).map(|_| ())
    }

    /// The result line of a deal, or why there is none; `None` for an empty line.
    pub(super) fn answer(&self, line: &Line) -> Option<Result<String, String>> {
        Some(deal_in(line)?.and_then(|deal| self.assessed(&deal)))
    }

    fn assessed(&self, deal: &Deal) -> Result<String, String> {
        let playbook = self.playbook(deal)?;
        let unusable = |error| Failure::library(None, error).line();
        let told = if self.full {
            serde_json::to_string(&playbook.assess(deal, self.now).map_err(unusable)?)
        } else {
            let told = playbook.outline_with_actions(deal, self.now, 1);
            let (outline, best) = told.map_err(unusable)?;
            serde_json::to_string(&Told::new(deal, &outline, best.first()))
        };
        told.map_err(|error| error.to_string())
    }

    fn playbook(&self, deal: &Deal) -> Result<Playbook, String> {
        let named = deal.playbook.as_deref();
        let name = self.asked.as_deref().or(named).unwrap_or_default();
        let mut known = self.playbooks.lock().map_err(|_| "its playbook could not be read")?;
        if let Some(known) = known.get(name) {
            return known.clone();
        }
        let asked = self.asked.as_deref();
        let found = playbook::of_deal(&self.library, asked, named, &self.folder)
            .map(|playbook| playbook.in_language(&self.lang))
            .map_err(|failure| failure.line());
        if known.len() < MOST_KEPT {
            known.insert(name.to_owned(), found.clone());
        }
        found
    }
}

/// The deal of a line, or why there is none; `None` for an empty line.
pub(super) fn deal_in(line: &Line) -> Option<Result<Deal, String>> {
    match line {
        Line::Bytes(bytes) if bytes.trim_ascii().is_empty() => None,
        Line::Bytes(bytes) => Some(read(bytes)),
        Line::TooLong => Some(Err("it is longer than 64 MiB".to_owned())),
    }
}

fn read(line: &[u8]) -> Result<Deal, String> {
    let text = std::str::from_utf8(line).map_err(|error| {
        format!("it is not text: byte {} of the line is no UTF-8", error.valid_up_to())
    })?;
    let text = text.strip_prefix(text::BOM).unwrap_or(text);
    deal::parse(text).map_err(|mistake| mistake.in_line(text))
}

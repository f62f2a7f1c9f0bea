//! What callgrind wrote about one task.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use crate::counted::DEALS;

/// Modules that fill in and word texts; what they call counts as theirs.
const TEXTS: [&str; 4] =
    ["dealgraph::template::", "dealgraph::engine::wording::", "dealgraph::engine::words::", "minijinja::"];

/// Instructions of all verdicts of a task.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Dump {
    all: u64,
    texts: u64,
}

impl Dump {
    pub(crate) fn read(path: &Path) -> io::Result<Self> {
        Self::parse(&fs::read_to_string(path)?).ok_or_else(|| io::Error::other("no totals"))
    }

    /// Instructions of one verdict.
    pub(crate) fn each(&self) -> u64 {
        self.all / DEALS
    }

    /// How much of it goes into texts.
    pub(crate) fn texts_percent(&self) -> u64 {
        self.texts * 100 / self.all.max(1)
    }

    /// Adds up the calls that lead into the modules of texts from elsewhere.
    fn parse(text: &str) -> Option<Self> {
        let mut names = BTreeMap::new();
        let mut named = |of: &str| -> bool {
            let (number, name) = of.split_once(' ').unwrap_or((of, ""));
            let is_new = !name.is_empty();
            let words = TEXTS.iter().any(|module| name.contains(module));
            let known = names.entry(number.to_owned()).or_insert(words);
            if is_new {
                *known = words;
            }
            *known
        };
        let (mut all, mut texts) = (None, 0);
        let (mut from_texts, mut into_texts, mut is_call) = (false, false, false);
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("fn=") {
                from_texts = named(name);
            } else if let Some(name) = line.strip_prefix("cfn=") {
                into_texts = named(name);
            } else if line.starts_with("calls=") {
                is_call = true;
                continue;
            } else if let Some(total) = line.strip_prefix("totals: ") {
                all = total.trim().parse().ok();
            } else if is_call && into_texts && !from_texts {
                texts += line.split(' ').nth(1)?.parse::<u64>().ok()?;
            }
            is_call = false;
        }
        Some(Self { all: all?, texts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_leads_into_texts_once() {
        let dump = "events: Ir\n\
            fn=(1) dealgraph::engine::assess\n10 100\n\
            cfn=(2) dealgraph::template::Templates::render\ncalls=2 7\n+3 40\n\
            fn=(2)\n7 10\ncfn=(3) minijinja::vm::eval\ncalls=1 9\n* 30\n\
            fn=(4) dealgraph::engine::unmet\n1 5\ncfn=(3)\ncalls=1 9\n-1 20\n\
            totals: 200\n";
        assert_eq!(Dump::parse(dump), Some(Dump { all: 200, texts: 60 }));
    }
}

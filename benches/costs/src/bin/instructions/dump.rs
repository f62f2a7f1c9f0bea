//! What callgrind wrote about one task.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

/// What makes texts: those of a rule set with the names that they may use, values as a person reads
/// them, the engine's own words. What these call counts as theirs.
const TEXTS: [&str; 4] = [
    "dealgraph::engine::situation::Situation::say",
    "dealgraph::engine::wording::read",
    "dealgraph::engine::words::",
    "drop_in_place<dealgraph::template::TemplateValue>",
];

/// Only called on the way of a text.
const WITHIN: [&str; 3] = ["dealgraph::engine::wording::", "dealgraph::template::", "minijinja::"];

/// Instructions of a task, however many times it was done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Dump {
    all: u64,
    texts: u64,
}

impl Dump {
    pub(crate) fn read(path: &Path) -> io::Result<Self> {
        Self::parse(&fs::read_to_string(path)?).ok_or_else(|| io::Error::other("no totals"))
    }

    /// Instructions of one time of so many.
    pub(crate) fn each(&self, times: u64) -> u64 {
        self.all / times
    }

    /// How much of it goes into texts.
    pub(crate) fn texts_percent(&self) -> u64 {
        self.texts * 100 / self.all.max(1)
    }

    /// Adds up the calls that lead into the making of texts from elsewhere.
    fn parse(text: &str) -> Option<Self> {
        let mut places = BTreeMap::new();
        // A name is told once, with a number that stands for it from then on.
        let mut place_of = |told: &str| match told.split_once(' ') {
            Some((number, name)) => {
                places.insert(number.to_owned(), Place::of(name));
                Place::of(name)
            }
            None => places.get(told).copied().unwrap_or(Place::Elsewhere),
        };
        let (mut all, mut texts) = (None, 0);
        let (mut caller, mut called) = (Place::Elsewhere, None);
        for line in text.lines() {
            let mut costs = None;
            if let Some(name) = line.strip_prefix("fn=") {
                caller = place_of(name);
            } else if let Some(name) = line.strip_prefix("cfn=") {
                called = Some(place_of(name));
            } else if let Some(total) = line.strip_prefix("totals: ") {
                all = total.trim().parse().ok();
            } else if !line.starts_with("calls=") {
                costs = called.take();
            }
            if (caller, costs) == (Place::Elsewhere, Some(Place::Texts)) {
                texts += line.split(' ').nth(1)?.parse::<u64>().ok()?;
            }
        }
        Some(Self { all: all?, texts })
    }
}

/// Where a function belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Texts,
    WithinTexts,
    Elsewhere,
}

impl Place {
    fn of(name: &str) -> Self {
        let is_in = |modules: &[&str]| modules.iter().any(|module| name.contains(module));
        match (is_in(&TEXTS), is_in(&WITHIN)) {
            (true, _) => Self::Texts,
            (false, true) => Self::WithinTexts,
            (false, false) => Self::Elsewhere,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_leads_into_texts_once() {
        let dump = "events: Ir\n\
            fn=(1) dealgraph::engine::assess\n10 100\n\
            cfn=(2) dealgraph::engine::situation::Situation::say\ncalls=2 7\n+3 40\n\
            fn=(2)\n7 10\ncfn=(3) dealgraph::engine::wording::read\ncalls=1 9\n* 15\n\
            cfi=(9) a.rs\ncfn=(4) minijinja::vm::eval\ncalls=1 9\n* 15\n\
            fn=(4)\n9 5\ncfn=(3)\ncalls=1 9\n* 10\n\
            fn=(5) dealgraph::engine::unmet\n1 5\ncfn=(3)\ncalls=1 9\n-1 20\n\
            totals: 200\n";
        assert_eq!(Dump::parse(dump), Some(Dump { all: 200, texts: 60 }));
    }
}

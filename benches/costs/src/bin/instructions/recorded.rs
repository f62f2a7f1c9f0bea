//! The figures that were recorded.

use std::{fs, io};

use toml::{Table, Value};

use crate::Counts;
use crate::counted::Task;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/recorded.toml");

const HEAD: &str =
    "# Instructions of a verdict, and of compiling, for each built-in rule set, written by
#   cargo run --profile counted -p dealgraph-costs -- --record
";

/// Instructions by rule set and task.
pub(crate) struct Recorded(Table);

impl Recorded {
    pub(crate) fn of(counted: &[Counts]) -> Self {
        let figure = |(task, each): (Task, u64)| {
            let each = i64::try_from(each).unwrap_or(i64::MAX);
            (task.name.to_owned(), Value::Integer(each))
        };
        let of = |counts: &Counts| {
            let figures = counts.each().map(figure).collect();
            (counts.id.clone(), Value::Table(figures))
        };
        Self(counted.iter().map(of).collect())
    }

    pub(crate) fn read() -> io::Result<Self> {
        let text = fs::read_to_string(FILE)?;
        text.parse().map(Self).map_err(io::Error::other)
    }

    pub(crate) fn write(&self) -> io::Result<()> {
        fs::write(FILE, format!("{HEAD}\n{}", self.0))
    }

    pub(crate) fn figure(&self, id: &str, task: &str) -> Option<u64> {
        u64::try_from(self.0.get(id)?.get(task)?.as_integer()?).ok()
    }
}

//! What can be asked on the command line.

use std::path::PathBuf;

use clap::{Args as Options, Parser, Subcommand, ValueEnum};

use crate::help;

/// What was asked for.
#[derive(Debug, Parser)]
#[command(name = "dealgraph", version, about = help::IN_SHORT, long_about = help::ABOUT, after_help = help::SHORT)]
#[command(after_long_help = help::LONG, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to use colour; NO_COLOR is heeded too
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = COMMON)]
    pub(crate) color: Color,
    /// Print what was asked for and what went wrong, nothing else
    #[arg(long, short, global = true, help_heading = COMMON)]
    pub(crate) quiet: bool,
}

const COMMON: &str = "Common options";

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the built-in rule sets
    #[command(after_help = help::LIST)]
    List(List),
    /// Show a rule set in plain words: stages, gates, questions, plays
    #[command(after_help = help::SHOW)]
    Show(Show),
    /// Write a rule set out as a page for whoever is new to it
    #[command(after_help = help::GUIDE)]
    Guide(Guide),
    /// Write a commented process to start from
    #[command(after_help = help::NEW)]
    New(New),
    /// Find every defect of rule sets
    #[command(after_help = help::CHECK)]
    Check(Check),
    /// Draw the stage graph
    #[command(after_help = help::GRAPH)]
    Graph(Graph),
    /// Say where a deal stands, what to do next and what blocks it
    #[command(after_help = help::ASSESS)]
    Assess(Assess),
    /// Judge a move of a deal
    #[command(after_help = help::MOVE)]
    Move(Move),
    /// Plan the least that has to become true for a deal to be won
    #[command(after_help = help::PLAN)]
    Plan(Plan),
    /// Write a coaching prompt about a deal
    #[command(after_help = help::COACH)]
    Coach(Coach),
    /// Write a report of a deal: a page, or Markdown
    #[command(after_help = help::REPORT)]
    Report(Report),
    /// Rank the methodologies for a market, with reasons; asks when run without traits
    #[command(after_help = help::CHOOSE)]
    Choose(Choose),
    /// Assess every deal of a file, a result each, in order
    #[command(after_help = help::BATCH)]
    Batch(Batch),
    /// Say what has changed in meaning between two versions, and which deals it strands
    #[command(after_help = help::DIFF)]
    Diff(Diff),
    /// Evaluate a condition
    #[command(after_help = help::EVAL)]
    Eval(Eval),
    /// Print the JSON Schema of rule sets, for editors
    #[command(after_help = help::SCHEMA)]
    Schema,
}

/// By which playbook, and by which moment, a deal is judged.
#[derive(Debug, Options)]
pub(crate) struct Basis {
    /// The playbook: a built-in id, or a file [default: the deal's own `playbook`]
    #[arg(long, value_name = "ID|FILE")]
    pub(crate) playbook: Option<String>,
    #[command(flatten)]
    pub(crate) moment: Moment,
    /// The language of texts, as a BCP 47 tag
    #[arg(long, value_name = "TAG", default_value = "en")]
    pub(crate) lang: String,
}

/// The moment by which a deal is judged.
#[derive(Debug, Options)]
pub(crate) struct Moment {
    /// The moment to judge by, such as 2026-11-23T09:00:00Z [default: the clock]
    #[arg(long, value_name = "RFC3339")]
    pub(crate) now: Option<String>,
}

/// `list`.
#[derive(Debug, Options)]
pub(crate) struct List {
    /// How to print them
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,
}

/// `show`.
#[derive(Debug, Options)]
pub(crate) struct Show {
    /// A built-in id, or a file
    #[arg(value_name = "ID|FILE")]
    pub(crate) rule_set: String,
    /// How to print it
    #[arg(long, default_value = "text")]
    pub(crate) format: RuleSetFormat,
}

/// `guide`.
#[derive(Debug, Options)]
pub(crate) struct Guide {
    /// Built-in ids, or files [default with `--out`: every built-in rule set, with an index]
    #[arg(value_name = "ID|FILE", required_unless_present = "out")]
    pub(crate) rule_sets: Vec<String>,
    /// The folder to write a page for each into [default: standard output]
    #[arg(long, short, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,
    /// The language of texts, as a BCP 47 tag
    #[arg(long, value_name = "TAG", default_value = "en")]
    pub(crate) lang: String,
}

/// `new`.
#[derive(Debug, Options)]
pub(crate) struct New {
    /// The id of the new process, such as `acme_enterprise`
    pub(crate) id: String,
    /// The rule set to start from: a process is copied, a methodology laid over
    #[arg(long, value_name = "ID|FILE")]
    pub(crate) from: Option<String>,
    /// The file to write; it must not exist yet [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// `diff`.
#[derive(Debug, Options)]
pub(crate) struct Diff {
    /// The version in use: a file, or a built-in id
    #[arg(value_name = "OLD")]
    pub(crate) old: String,
    /// The newer version
    #[arg(value_name = "NEW")]
    pub(crate) new: String,
    /// Which stage takes the place of one that is gone; may be given several times
    #[arg(long, value_name = "OLD=NEW")]
    pub(crate) map: Vec<String>,
    /// Hold the deals of a JSON-lines file against both versions
    #[arg(long, value_name = "FILE")]
    pub(crate) deals: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) moment: Moment,
    /// How to print it
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,
}

/// `choose`.
#[derive(Debug, Options)]
pub(crate) struct Choose {
    /// What is known of the market, such as `market=enterprise` [default: asked on a terminal]
    #[arg(value_name = "TRAIT=VALUE")]
    pub(crate) traits: Vec<String>,
    /// Tell everything, not only what matters first
    #[arg(long, short)]
    pub(crate) all: bool,
    /// The language of texts, as a BCP 47 tag
    #[arg(long, value_name = "TAG", default_value = "en")]
    pub(crate) lang: String,
    /// How to print it
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,
}

/// `check`.
#[derive(Debug, Options)]
pub(crate) struct Check {
    /// Files, folders or built-in ids; `-` for standard input
    #[arg(value_name = "FILE", required_unless_present = "explain")]
    pub(crate) files: Vec<String>,
    /// Explain a code, such as DG0201: what it is, an example, its mend
    #[arg(long, value_name = "CODE", conflicts_with = "files")]
    pub(crate) explain: Option<String>,
    /// Exit with 1 on warnings too
    #[arg(long, value_name = "WHAT")]
    pub(crate) deny: Option<Deny>,
    /// How to print what was found
    #[arg(long, default_value = "text")]
    pub(crate) format: CheckFormat,
    /// Change the files where a finding has a mend of its own, then say what is left
    #[arg(long, conflicts_with = "explain")]
    pub(crate) fix: bool,
    /// With `--fix`: show the changes and make none
    #[arg(long, requires = "fix")]
    pub(crate) dry_run: bool,
}

/// `graph`.
#[derive(Debug, Options)]
pub(crate) struct Graph {
    /// A built-in id, or a file [default: the deal's own `playbook`]
    #[arg(value_name = "ID|FILE", required_unless_present = "deal")]
    pub(crate) rule_set: Option<String>,
    /// Show a deal in it: where it stands, what is missing, its plan; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) deal: Option<PathBuf>,
    /// How to draw it
    #[arg(long, default_value = "text")]
    pub(crate) format: GraphFormat,
    #[command(flatten)]
    pub(crate) moment: Moment,
    /// The language of texts, as a BCP 47 tag
    #[arg(long, value_name = "TAG", default_value = "en")]
    pub(crate) lang: String,
}

/// `assess`.
#[derive(Debug, Options)]
pub(crate) struct Assess {
    /// The deal's JSON; `-` for standard input
    pub(crate) deal: PathBuf,
    /// Everything: all actions, fixes and gaps, and the ids of criteria
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) what_if: WhatIf,
    /// How to print it
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) basis: Basis,
}

/// Facts that are taken to be otherwise.
#[derive(Debug, Options)]
pub(crate) struct WhatIf {
    /// Take a fact to be otherwise, such as amount=50000
    #[arg(long, value_name = "FIELD=VALUE")]
    pub(crate) set: Vec<String>,
}

/// `plan`.
#[derive(Debug, Options)]
pub(crate) struct Plan {
    /// The deal's JSON; `-` for standard input
    pub(crate) deal: PathBuf,
    /// The stage to come to [default: the first that is won]
    #[arg(long, value_name = "STAGE")]
    pub(crate) to: Option<String>,
    /// The day until which it is to be there, such as 2026-12-31
    #[arg(long, value_name = "DATE")]
    pub(crate) by: Option<String>,
    #[command(flatten)]
    pub(crate) what_if: WhatIf,
    /// How to print it
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) basis: Basis,
}

/// `move`.
#[derive(Debug, Options)]
pub(crate) struct Move {
    /// The deal's JSON; `-` for standard input
    pub(crate) deal: PathBuf,
    /// The stage to move to
    #[arg(long, value_name = "STAGE")]
    pub(crate) to: String,
    /// The role of who makes the move
    #[arg(long, value_name = "ROLE")]
    pub(crate) actor: Option<String>,
    /// The reason of the move
    #[arg(long, value_name = "REASON")]
    pub(crate) reason: Option<String>,
    /// The role that lets it pass shut gates
    #[arg(long = "override", value_name = "ROLE")]
    pub(crate) overriding: Option<String>,
    /// How to print the verdict
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) basis: Basis,
}

/// `coach`.
#[derive(Debug, Options)]
pub(crate) struct Coach {
    /// The deal's JSON; `-` for standard input
    pub(crate) deal: PathBuf,
    /// Whom it is for
    #[arg(long, default_value = "rep")]
    pub(crate) audience: Audience,
    /// How to print it
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) basis: Basis,
}

/// `report`.
#[derive(Debug, Options)]
pub(crate) struct Report {
    /// The deal's JSON; `-` for standard input
    pub(crate) deal: PathBuf,
    /// How to write it
    #[arg(long, default_value = "html")]
    pub(crate) format: ReportFormat,
    #[command(flatten)]
    pub(crate) basis: Basis,
}

/// `batch`.
#[derive(Debug, Options)]
pub(crate) struct Batch {
    /// The deals, as JSON lines, CSV or Parquet; `-` for standard input
    pub(crate) deals: PathBuf,
    /// How the deals are written [default: what the file's ending says, else jsonl]
    #[arg(long, value_name = "FORM")]
    pub(crate) from: Option<TableForm>,
    /// The file to write results to; it is there only once it is whole [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// How to write results [default: what the ending of `--out` says, else jsonl]
    #[arg(long, value_name = "FORM")]
    pub(crate) format: Option<TableForm>,
    /// How many actions to tell of each deal, where deals or results are a table
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) actions: u16,
    /// How many deals to assess at the same time
    #[arg(long, short, value_name = "N", default_value_t = default_jobs())]
    #[arg(value_parser = jobs)]
    pub(crate) jobs: usize,
    /// The whole assessment of each deal, not only its outline; from JSON lines to JSON lines
    #[arg(long)]
    pub(crate) full: bool,
    #[command(flatten)]
    pub(crate) basis: Basis,
}

/// `eval`.
#[derive(Debug, Options)]
pub(crate) struct Eval {
    /// The condition
    #[arg(required_unless_present = "jsonl", allow_hyphen_values = true)]
    pub(crate) expr: Option<String>,
    /// The facts, as a JSON object; `-` for standard input
    #[arg(long, value_name = "JSON", default_value = "{}")]
    pub(crate) facts: String,
    /// Read cases from standard input, one a line: {"expr": "...", "facts": {...}}
    #[arg(long, conflicts_with_all = ["expr", "facts"])]
    pub(crate) jsonl: bool,
    /// How to print the value
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,
}

/// How to print a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// The library's own types, for programs
    Json,
}

/// How a table of deals or of results is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableForm {
    /// A JSON object a line
    Jsonl,
    /// Comma-separated values with a header line
    Csv,
    /// Apache Parquet
    Parquet,
}

/// How to print what was found in rule sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people
    Text,
    /// The library's own types, for programs
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
}

/// How to print a rule set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RuleSetFormat {
    /// For people
    Text,
    /// Its keys as JSON, for programs
    Json,
    /// The rule set itself, in the order of the format
    Toml,
}

/// How to draw a stage graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphFormat {
    /// For a terminal
    Text,
    /// A picture of its own, for a slide or a document
    Svg,
    /// A page in which stages and ways can be opened
    Html,
    /// A Mermaid flowchart, for Markdown
    Mermaid,
    /// Graphviz DOT
    Dot,
}

/// How to write a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// One page that needs nothing else; it prints well
    Html,
    /// Markdown, with the picture in Mermaid's language
    Markdown,
}

/// What else counts as a defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// Warnings
    Warnings,
}

/// Whom a coaching prompt is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Audience {
    /// What to do and say next
    Rep,
    /// What to ask the rep in the one-to-one
    Manager,
    /// Messages for a language model
    Assistant,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    /// Makes it so for the whole program.
    pub(crate) fn write_global(self) {
        let choice = match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

fn default_jobs() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Most threads that `--jobs` may ask for.
const MAX_JOBS: usize = 1024;

fn jobs(text: &str) -> Result<usize, String> {
    let number: Option<usize> = text.parse().ok();
    number
        .filter(|jobs| (1..=MAX_JOBS).contains(jobs))
        .ok_or_else(|| format!("expected a number from 1 to {MAX_JOBS}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        use clap::CommandFactory;
        Args::command().debug_assert();
    }
}

//! What can be asked on the command line.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

/// Holds deals against a sales process and its methodologies.
#[derive(Debug, Parser)]
#[command(name = "dealgraph", version, about, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
}

const EXAMPLES: &str = "\
Examples:
  dealgraph assess examples/deals/northwind_enterprise.json
  dealgraph move deal.json --to demonstrating --actor rep
  dealgraph check our_process.toml
  dealgraph check --explain DG0201
  dealgraph graph spin --format mermaid

Exit status: 0 fine; 1 a negative answer (move refused, defects found); 2 input that cannot be used.";

/// Options of every command.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Common options")]
pub(crate) struct Common {
    /// The playbook: an id or a file. Left out: what the deal itself names
    #[arg(long, global = true, value_name = "ID|FILE")]
    pub(crate) playbook: Option<String>,
    /// How to print
    #[arg(long, global = true, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    /// The moment to judge by, such as 2026-11-23T09:00:00Z. Left out: now
    #[arg(long, global = true, value_name = "RFC3339")]
    pub(crate) now: Option<String>,
    /// The language of texts, as a BCP 47 tag
    #[arg(long, global = true, value_name = "TAG", default_value = "en")]
    pub(crate) lang: String,
    /// When to use colour; NO_COLOR is heeded too
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    /// Print only what was asked for
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// The library's own types as JSON
    Json,
    /// The rule set as TOML (show)
    Toml,
    /// A Mermaid flowchart (graph)
    Mermaid,
    /// Graphviz DOT (graph)
    Dot,
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

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the built-in rule sets
    List,
    /// Show a rule set: stages, gates, questions, plays
    Show {
        /// A built-in id, or a file
        rule_set: String,
    },
    /// Write a commented process to start from
    New {
        /// The id of the new process
        id: String,
        /// The rule set to start from: a process is copied, a methodology laid over
        #[arg(long, value_name = "ID")]
        from: Option<String>,
    },
    /// Find every defect of rule sets
    Check {
        /// Files, folders or built-in ids; `-` for standard input
        #[arg(required_unless_present = "explain")]
        files: Vec<String>,
        /// Explain a code, such as DG0201
        #[arg(long, value_name = "CODE", conflicts_with = "files")]
        explain: Option<String>,
        /// Count warnings as defects
        #[arg(long, value_name = "WHAT")]
        deny: Option<Deny>,
    },
    /// Draw the stage graph
    Graph {
        /// A built-in id, or a file
        rule_set: String,
        /// Mark where a deal stands and which ways are open
        #[arg(long, value_name = "FILE")]
        deal: Option<PathBuf>,
    },
    /// Say everything about a deal: where it stands, what to do next, what blocks it
    Assess {
        /// The deal's JSON; `-` for standard input
        deal: PathBuf,
        /// All actions, each with its score
        #[arg(long)]
        all: bool,
    },
    /// Judge a move of a deal
    Move {
        /// The deal's JSON; `-` for standard input
        deal: PathBuf,
        /// The stage to move to
        #[arg(long, value_name = "STAGE")]
        to: String,
        /// The role that makes the move
        #[arg(long, value_name = "ROLE")]
        actor: Option<String>,
        /// The reason of the move
        #[arg(long, value_name = "REASON")]
        reason: Option<String>,
        /// The role that overrides shut gates
        #[arg(long = "override", value_name = "ROLE")]
        overriding: Option<String>,
    },
    /// Write a coaching prompt
    Coach {
        /// The deal's JSON; `-` for standard input
        deal: PathBuf,
        /// Whom it is for
        #[arg(long, default_value = "rep")]
        audience: Audience,
    },
    /// Assess every deal of a JSON-lines file, a result line each
    Batch {
        /// One deal a line; `-` for standard input
        deals: PathBuf,
        /// How many deals at the same time
        #[arg(long, value_name = "N", default_value_t = default_jobs())]
        jobs: usize,
        /// The whole assessment of each deal, not only its outline
        #[arg(long)]
        full: bool,
    },
    /// Evaluate a condition
    Eval {
        /// The condition
        #[arg(required_unless_present = "jsonl")]
        expression: Option<String>,
        /// The facts, as a JSON object
        #[arg(long, value_name = "JSON")]
        facts: Option<String>,
        /// Read cases from standard input, one a line
        #[arg(long, conflicts_with_all = ["expression", "facts"])]
        jsonl: bool,
    },
    /// Print the JSON Schema of rule sets, for editors
    Schema,
}

/// What counts as a defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    Warnings,
}

/// Whom a coaching prompt is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Audience {
    Rep,
    Manager,
    Assistant,
}

fn default_jobs() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

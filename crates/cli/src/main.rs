//! The dealgraph command line.

mod args;
mod commands;
mod exit;
mod help;
mod input;
mod output;
mod report;
mod said;

use clap::Parser;

fn main() -> std::process::ExitCode {
    let args = args::Args::parse();
    args.color.write_global();
    commands::run(&args).unwrap_or_else(|failure| failure.report()).into()
}

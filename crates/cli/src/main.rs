//! The dealgraph command line.

mod args;
mod commands;
mod diagnostics;
mod exit;
mod input;
mod report;

use clap::Parser;

fn main() -> std::process::ExitCode {
    let args = args::Args::parse();
    args.common.color.write_global();
    commands::run(&args).unwrap_or_else(|failure| failure.report()).into()
}

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

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    let args = args::Args::parse();
    args.color.write_global();
    commands::run(&args).unwrap_or_else(|failure| failure.report()).into()
}

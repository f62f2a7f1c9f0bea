//! Running the program as its user runs it.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses some of it, and a test fails by panicking"
)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The moment that tests judge by.
pub(crate) const NOW: &str = "2026-11-23T09:00:00Z";

/// The folder of this package.
pub(crate) fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The file with this name among those of the tests.
pub(crate) fn data(name: &str) -> String {
    package().join("tests/data").join(name).display().to_string()
}

/// An empty folder for the files that a test writes.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The program, in the folder of the workspace, without colours, 80 columns wide.
pub(crate) fn dealgraph() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dealgraph"));
    command.current_dir(package().join("../..")).env("NO_COLOR", "1").env("COLUMNS", "80");
    command
}

/// What it answers without any input.
pub(crate) fn run(args: &[&str]) -> Output {
    dealgraph().args(args).stdin(Stdio::null()).output().unwrap()
}

/// What it answers to an input.
pub(crate) fn run_with(args: &[&str], input: &[u8]) -> Output {
    let mut child = dealgraph()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// Its standard output.
pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Its standard error.
pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

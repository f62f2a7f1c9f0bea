//! `check --fix`: changes files where a finding has a mend of its own. A file is changed only for the
//! better: the new text has no errors, or fewer than the old one.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use dealgraph::{Diagnostic, Library, Mended, Source, mended};
use similar::TextDiff;

use super::{is_path, is_vocabulary, rule_sets_in, with_files};
use crate::args::{Check, CheckFormat};
use crate::commands::Context;
use crate::exit::{Failure, Status};
use crate::input::text;
use crate::output;
use crate::report::words::{cleaned, count};

/// Mends every file that is named, or shows how it would.
pub(super) fn run(context: &Context, args: &Check) -> Result<Status, Failure> {
    let mut status = Status::Fine;
    for name in &args.files {
        if let Err(failure) = mend_all(context, args, name) {
            status = failure.report();
        }
    }
    Ok(status)
}

fn mend_all(context: &Context, args: &Check, name: &str) -> Result<(), Failure> {
    let folder = Path::new(name);
    if name == "-" || (context.library.source(name).is_some() && !is_path(name)) {
        let what = if name == "-" { "standard input" } else { name };
        return Err(Failure::input(format!(
            "{what}: it is no file, so nothing in it can be changed"
        ))
        .help("name a file or a folder"));
    }
    if !folder.is_dir() {
        return mend(&context.library, args, folder);
    }
    let mut files = Vec::new();
    rule_sets_in(folder, &mut files)?;
    let library = with_files(&context.library, &files);
    files.iter().try_for_each(|file| mend(&library, args, file))
}

/// Mends one file: what is not understood is left as it is, and whatever is left over is told by the
/// check that follows.
fn mend(library: &Library, args: &Check, file: &Path) -> Result<(), Failure> {
    text::open(file)?;
    if is_vocabulary(&file.display().to_string()) {
        return Ok(());
    }
    let found = library.check_file(file)?;
    let Some(source) = found.iter().find_map(|found| source_of(found, file)) else { return Ok(()) };
    let after = mended(source, &found);
    if after.applied.is_empty() {
        return Ok(());
    }
    if args.dry_run {
        return show(source, &after);
    }
    let is_better = |new: &Path| -> Result<bool, Failure> {
        let left = errors(&library.check_file(new.display().to_string())?);
        Ok(left == 0 || left < errors(&found))
    };
    match replace(file, source.text(), &after.text, &is_better)? {
        true => tell(args, &after),
        false => Err(Failure::input(format!(
            "{}: left as it is: its mends bring as many errors as they take away",
            file.display()
        ))
        .help("see what they would do with `--fix --dry-run`")),
    }
}

fn errors(found: &[Diagnostic]) -> usize {
    found.iter().filter(|diagnostic| diagnostic.is_error()).count()
}

/// The text of the file, if this finding has a mend for it.
fn source_of<'d>(found: &'d Diagnostic, file: &Path) -> Option<&'d Source> {
    let source = &found.fix.as_ref()?.location.source;
    (source.name() == file.display().to_string()).then_some(source)
}

fn show(source: &Source, after: &Mended<'_>) -> Result<(), Failure> {
    let diff = TextDiff::from_lines(source.text(), &after.text);
    let name = cleaned(source.name());
    output::text(&diff.unified_diff().header(&name, &name).to_string()).map(drop)
}

/// Says what was done, where text for people is wanted.
fn tell(args: &Check, after: &Mended<'_>) -> Result<(), Failure> {
    if args.format != CheckFormat::Text {
        return Ok(());
    }
    let mut told: String = after.applied.iter().map(|found| change(found) + "\n").collect();
    if !after.left.is_empty() {
        let left = count(after.left.len(), "mend overlaps", "mends overlap");
        told.push_str(&format!("{left} with one of these: run it again\n"));
    }
    output::text(&told).map(drop)
}

/// One change: where, what for, and what became what.
fn change(found: &Diagnostic) -> String {
    let Some(fix) = &found.fix else { return String::new() };
    let (place, start) = (&fix.location, fix.location.start());
    let (old, new) =
        (cleaned(place.source.slice(place.span).trim()), cleaned(fix.replacement.trim()));
    let done = match (old.is_empty(), new.is_empty()) {
        (true, _) => format!("added `{new}`"),
        (false, true) => format!("removed `{old}`"),
        (false, false) => format!("`{old}` is now `{new}`"),
    };
    let file = cleaned(place.source.name());
    format!("{file}:{}:{}: {}: {done}", start.line, start.column, found.code)
}

/// Puts a new text in the place of a file's old one, whole or not at all. It is written beside the file
/// first, where what it refers to is found; whether it was taken.
fn replace(
    file: &Path,
    old: &str,
    new: &str,
    is_better: &dyn Fn(&Path) -> Result<bool, Failure>,
) -> Result<bool, Failure> {
    let failed = |error: std::io::Error| {
        Failure::input(format!("{}: it cannot be changed: {error}", file.display()))
    };
    let file = fs::canonicalize(file).map_err(failed)?;
    if fs::read(&file).map_err(failed)? != old.as_bytes() {
        let message = format!("{}: it has changed while it was checked", file.display());
        return Err(Failure::input(message).help("run it again"));
    }
    let beside = beside(&file);
    let written = write_new(&beside, &file, new).map_err(failed);
    let taken = written.and_then(|()| is_better(&beside)).and_then(|is_better| {
        if is_better {
            fs::rename(&beside, &file).map_err(failed)?;
        }
        Ok(is_better)
    });
    if !matches!(taken, Ok(true)) {
        drop(fs::remove_file(&beside));
    }
    taken
}

/// A name for a new file in the same folder, which a file can be renamed from at once.
fn beside(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!(".{}.{name}", std::process::id()))
}

fn write_new(path: &Path, like: &Path, text: &str) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.set_permissions(fs::metadata(like)?.permissions())?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

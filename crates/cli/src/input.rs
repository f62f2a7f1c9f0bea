//! Files, standard input, and which playbook a deal goes by.

use std::io::Read;
use std::path::{Path, PathBuf};

use dealgraph::{Deal, Library, Playbook, Timestamp};

use crate::args::Common;
use crate::exit::Failure;

/// Largest input that is read whole.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// A text that was read, and what people know it by.
pub(crate) struct Text {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// Reads a file, or standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<Text, Failure> {
    let name =
        if path == Path::new("-") { "standard input".into() } else { path.display().to_string() };
    let bytes = if path == Path::new("-") { stdin()? } else { file(path)? };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Text { name, text }),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            Err(Failure::input(format!("{name}: it is not text: byte {at} is no UTF-8")))
        }
    }
}

fn stdin() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::input(format!("standard input cannot be read: {error}")))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Failure::input("standard input: it is longer than 64 MiB"));
    }
    Ok(bytes)
}

fn file(path: &Path) -> Result<Vec<u8>, Failure> {
    let name = path.display();
    let meta = std::fs::metadata(path).map_err(|error| missing(path, &error))?;
    if meta.is_dir() {
        return Err(Failure::input(format!("{name}: it is a folder, not a file")));
    }
    if meta.len() > MAX_BYTES {
        return Err(Failure::input(format!("{name}: it is longer than 64 MiB")));
    }
    std::fs::read(path).map_err(|error| missing(path, &error))
}

fn missing(path: &Path, error: &std::io::Error) -> Failure {
    let name = path.display();
    if error.kind() != std::io::ErrorKind::NotFound {
        return Failure::input(format!("{name}: it cannot be read: {error}"));
    }
    match nearest_file(path) {
        Some(near) => Failure::with_help(
            format!("{name}: there is no such file"),
            format!("did you mean `{}`?", near.display()),
        ),
        None => Failure::input(format!("{name}: there is no such file")),
    }
}

/// The file beside it whose name begins or ends alike.
fn nearest_file(path: &Path) -> Option<PathBuf> {
    let wanted = path.file_stem()?.to_string_lossy().to_lowercase();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder.unwrap_or(Path::new(".")))
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|candidate| candidate.extension() == path.extension())
        .collect();
    names.sort();
    names.into_iter().find(|candidate| {
        let stem = candidate.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
        stem.is_some_and(|stem| stem.contains(&wanted) || wanted.contains(&*stem))
    })
}

/// A deal and where it was read from.
pub(crate) struct DealFile {
    pub(crate) deal: Deal,
    pub(crate) name: String,
    folder: PathBuf,
}

/// Reads a deal.
pub(crate) fn deal(path: &Path) -> Result<DealFile, Failure> {
    let Text { name, text } = read(path)?;
    if text.trim().is_empty() {
        return Err(Failure::with_help(
            format!("{name}: it is empty"),
            "a deal is a JSON object with at least an `id` and a `stage`",
        ));
    }
    let deal = serde_json::from_str(&text).map_err(|error| not_a_deal(&name, &text, &error))?;
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    Ok(DealFile { deal, name, folder })
}

fn not_a_deal(name: &str, text: &str, error: &serde_json::Error) -> Failure {
    let (line, column) = (error.line(), error.column());
    let told = error.to_string();
    let told = told.split(" at line ").next().unwrap_or_default();
    let shown = text.lines().nth(line.saturating_sub(1)).unwrap_or_default().trim();
    let message = format!("{name}:{line}:{column}: {told}");
    match shown.char_indices().nth(120) {
        _ if shown.is_empty() => Failure::input(message),
        Some((end, _)) => {
            Failure::with_help(message, format!("in: {}…", shown.get(..end).unwrap_or_default()))
        }
        None => Failure::with_help(message, format!("in: {shown}")),
    }
}

/// The moment to judge by.
pub(crate) fn now(common: &Common) -> Result<Timestamp, Failure> {
    match &common.now {
        Some(text) => Timestamp::parse(text).map_err(|_| {
            Failure::with_help(
                format!("`--now {text}` is no moment"),
                "write it like `2026-11-23T09:00:00Z`",
            )
        }),
        None => Timestamp::from_unix_seconds(jiff::Timestamp::now().as_second())
            .ok_or_else(|| Failure::input("the clock is beyond the year 9999")),
    }
}

/// The playbook of a deal: the one asked for, else the one that the deal names.
pub(crate) fn playbook_of(
    library: &Library,
    common: &Common,
    deal: &DealFile,
) -> Result<Playbook, Failure> {
    match (&common.playbook, &deal.deal.playbook) {
        (Some(asked), _) => playbook(library, asked, Path::new("")),
        (None, Some(named)) => {
            playbook(library, named, &deal.folder).map_err(|failure| match failure {
                Failure::Library { error, .. } => {
                    Failure::Library { file: Some(deal.name.clone()), error }
                }
                other => other,
            })
        }
        (None, None) => Err(no_playbook(library, &deal.name)),
    }
}

fn no_playbook(library: &Library, name: &str) -> Failure {
    let known: Vec<&str> = library.rule_sets().map(|rules| rules.id().as_str()).collect();
    Failure::with_help(
        format!("{name}: the deal names no playbook"),
        format!("add `--playbook` with a file or one of {}", known.join(", ")),
    )
}

/// A playbook by id, or by a path relative to a folder.
pub(crate) fn playbook(library: &Library, name: &str, folder: &Path) -> Result<Playbook, Failure> {
    if is_path(name) {
        return Ok(library.compile_file(folder.join(name))?);
    }
    Ok(library.compile(name)?)
}

/// Whether a name is a path rather than an id.
pub(crate) fn is_path(name: &str) -> bool {
    name.contains(['/', '\\', '.'])
}

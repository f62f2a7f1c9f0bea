//! Files and standard input as text.

use std::io::{ErrorKind, Read};
use std::path::Path;

use super::nearest::nearest;
use crate::exit::Failure;

/// Largest input that is read whole.
pub(crate) const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// What some editors put at the beginning of a file; it is no part of its text.
pub(crate) const BOM: char = '\u{feff}';

/// A text that was read, and what people know it by.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// Whether a path stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// What people know an input by.
pub(crate) fn name_of(path: &Path) -> String {
    if is_stdin(path) { "standard input".to_owned() } else { path.display().to_string() }
}

/// Reads a file, or standard input for `-`, as UTF-8.
pub(crate) fn read(path: &Path) -> Result<Text, Failure> {
    let name = name_of(path);
    let bytes = if is_stdin(path) {
        bytes(&name, &mut std::io::stdin().lock())?
    } else {
        bytes(&name, &mut open(path)?)?
    };
    Ok(Text { text: decoded(&name, bytes)?, name })
}

/// Opens a file that is there and is no folder.
pub(crate) fn open(path: &Path) -> Result<std::fs::File, Failure> {
    let name = path.display();
    if path.is_dir() {
        return Err(Failure::input(format!("{name}: this is a folder, not a file")));
    }
    std::fs::File::open(path).map_err(|error| unopened(path, &error))
}

fn bytes(name: &str, reader: &mut dyn Read) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = reader.take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::input(format!("{name}: it cannot be read: {error}")))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Failure::input(format!("{name}: it is longer than 64 MiB")));
    }
    Ok(bytes)
}

fn decoded(name: &str, bytes: Vec<u8>) -> Result<String, Failure> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Failure::input(format!("{name}: it is UTF-16")).help("save it as UTF-8"));
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(Failure::input(format!("{name}: it is not text: byte {at} is 0")));
    }
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(name, &error.utf8_error()))?;
    Ok(text.strip_prefix(BOM).map(str::to_owned).unwrap_or(text))
}

fn not_utf8(name: &str, error: &std::str::Utf8Error) -> Failure {
    let at = error.valid_up_to();
    Failure::input(format!("{name}: it is not text: byte {at} is no UTF-8"))
        .help("save it as UTF-8")
}

fn unopened(path: &Path, error: &std::io::Error) -> Failure {
    let name = path.display();
    match error.kind() {
        ErrorKind::NotFound => missing(path),
        ErrorKind::PermissionDenied => Failure::input(format!("{name}: it may not be read")),
        _ => Failure::input(format!("{name}: it cannot be read: {error}")),
    }
}

/// That a file is not there, with the nearest one that is.
pub(crate) fn missing(path: &Path) -> Failure {
    let failure = Failure::input(format!("{}: there is no such file", path.display()));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return failure.help(format!("the folder `{}` is not there either", folder.display()));
    }
    match nearest_in(folder, path) {
        Some(near) => {
            let near = path.with_file_name(near);
            failure.help(format!("did you mean `{}`?", near.display()))
        }
        None => failure,
    }
}

fn nearest_in(folder: &Path, path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_str()?;
    let entries = std::fs::read_dir(folder).ok()?;
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    let names = || names.iter().map(String::as_str);
    let stem = |name: &str| name.split('.').next().map(str::to_lowercase);
    let near = nearest(wanted, names());
    near.or_else(|| names().find(|name| stem(name) == stem(wanted))).map(str::to_owned)
}

//! Rule sets in files: the only place in the library that reads anything.
#![expect(clippy::disallowed_methods, reason = "this is the place that may read files")]

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Examined, Library};
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Source;
use crate::error::Error;
use crate::playbook::playbook::Playbook;
use crate::rules::{RuleSet, Translation};

/// Largest file that is read: more than any rule set needs, less than fills a memory.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

impl Library {
    /// The same library with every `*.toml` file of a folder, in the order of their names, and with
    /// the translations in the folders in it (`zh-Hans/acme.toml`). A rule set with the id of a
    /// known one takes its place.
    ///
    /// # Errors
    /// When the folder or a file cannot be read, or when a file has defects of form.
    pub fn with_dir(mut self, folder: impl AsRef<Path>) -> Result<Self, Error> {
        let folder = folder.as_ref();
        let unreadable = |error| unreadable(folder, &error);
        let (files, folders) = entries(folder).map_err(unreadable)?;
        for file in files {
            self = self.with_source(source(&file)?)?;
        }
        for folder in folders {
            for file in
                entries(&folder).map_err(|error| super::folder::unreadable(&folder, &error))?.0
            {
                let source = source(&file)?;
                if Translation::is_one(&source) {
                    self = self.with_source(source)?;
                }
            }
        }
        Ok(self)
    }

    /// The same library with the translations of a rule set that stand in the folders beside its
    /// file: `zh-Hans/acme.toml` beside `acme.toml`. One that cannot be read is left out.
    fn with_translations_beside(&self, file: &Path, rules: &RuleSet) -> Self {
        let mut library = self.clone();
        let Some(name) = file.file_name() else { return library };
        let beside = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folders = entries(beside.unwrap_or(Path::new("."))).map(|(_, folders)| folders);
        for folder in folders.unwrap_or_default() {
            let read = source(&folder.join(name)).ok().filter(Translation::is_one);
            let translation = read.and_then(|source| super::read_translation(source).ok());
            let of_it = |translation: &Translation| *translation.of.value == *rules.id().as_str();
            if let Some(translation) = translation.filter(of_it) {
                library.add_translation(translation);
            }
        }
        library
    }

    /// The same library with the rule set that stands in the folder above a translation, in a file
    /// of the same name: `acme.toml` above `zh-Hans/acme.toml`. One that cannot be read is left out.
    fn with_rule_set_above(&self, translation: &Path) -> Self {
        let mut library = self.clone();
        let Some(name) = translation.file_name() else { return library };
        let above = match translation.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            Some(folder) => folder.join("..").join(name),
            None => Path::new("..").join(name),
        };
        let read = source(&above).ok().filter(|source| !Translation::is_one(source));
        if let Some(rule_set) = read.and_then(|source| RuleSet::parse(source).0) {
            library.add(rule_set);
        }
        library
    }

    /// Compiles the rule set in a file. Its overlays are rule sets of the library, or files named
    /// relative to it.
    ///
    /// # Errors
    /// When the file cannot be read, when it has defects, or when it is a checklist without stages
    /// of its own.
    pub fn compile_file(&self, file: impl AsRef<Path>) -> Result<Playbook, Error> {
        let file = file.as_ref();
        let rule_set = Arc::new(super::read(source(file)?)?);
        let library = self.with_translations_beside(file, &rule_set);
        let find = |name: &str| self.find_beside(file, name);
        library.playbook(rule_set, &find).map(|(playbook, _)| playbook)
    }

    /// Everything there is to say about the rule set in a file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn check_file(&self, file: impl AsRef<Path>) -> Result<Vec<Diagnostic>, Error> {
        self.examine_file(file).map(|examined| examined.diagnostics)
    }

    /// Everything there is to say about the rule set in a file, and its playbook.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn examine_file(&self, file: impl AsRef<Path>) -> Result<Examined, Error> {
        let file = file.as_ref();
        let bytes = bytes(file)?;
        let name = file.display().to_string();
        let find = |name: &str| self.find_beside(file, name);
        Ok(match std::str::from_utf8(&bytes) {
            Ok(text) => {
                let source = Source::new(name, text);
                match Translation::is_one(&source) {
                    true => self.with_rule_set_above(file).examine(source),
                    false => self.examine_with(source, &find),
                }
            }
            Err(_) => self.examine_read(RuleSet::from_bytes(&name, &bytes), &find),
        })
    }

    /// A rule set of the library, or one in a file named relative to another.
    fn find_beside(&self, file: &Path, name: &str) -> Option<Arc<RuleSet>> {
        if !name.contains(['/', '\\']) && !name.ends_with(".toml") {
            return self.find(name);
        }
        let path = file.parent().unwrap_or(Path::new(".")).join(name);
        super::read(source(&path).ok()?).ok().map(Arc::new)
    }
}

/// The `*.toml` files in a folder and the folders in it, each in the order of their names.
fn entries(folder: &Path) -> std::io::Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            folders.push(path);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    folders.sort();
    Ok((files, folders))
}

fn source(file: &Path) -> Result<Source, Error> {
    let name = file.display().to_string();
    let text = String::from_utf8(bytes(file)?).map_err(|error| Error::Unreadable {
        path: name.clone(),
        message: format!("it is not text: byte {} is no UTF-8", error.utf8_error().valid_up_to()),
    })?;
    Ok(Source::new(name, text))
}

fn bytes(file: &Path) -> Result<Vec<u8>, Error> {
    let refused = |message: &str| Error::Unreadable {
        path: file.display().to_string(),
        message: message.to_owned(),
    };
    let meta = fs::metadata(file).map_err(|error| unreadable(file, &error))?;
    if meta.is_dir() {
        return Err(refused("it is a folder, not a file"));
    }
    let mut bytes = Vec::new();
    let opened = fs::File::open(file).map(|file| file.take(MAX_BYTES + 1));
    let read = opened.and_then(|mut file| file.read_to_end(&mut bytes));
    read.map_err(|error| unreadable(file, &error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(refused("it is longer than 64 MiB"));
    }
    Ok(bytes)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    let message = match error.kind() {
        std::io::ErrorKind::NotFound => "it is not there".to_owned(),
        std::io::ErrorKind::PermissionDenied => "it may not be read".to_owned(),
        _ => error.to_string(),
    };
    Error::Unreadable { path: path.display().to_string(), message }
}

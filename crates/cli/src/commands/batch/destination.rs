//! Where results go.

use std::fs::File;
use std::io::{BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use crate::exit::Failure;
use crate::output;

/// Bytes that are written at once.
const BUFFER: usize = 256 * 1024;

/// Standard output, or a file that takes its name only once it is whole: results that broke off must
/// not pass for results, and a file may be written over the one that is read.
pub(super) enum Destination {
    Screen(BufWriter<Stdout>),
    File(BufWriter<File>, Unfinished),
}

impl Destination {
    pub(super) fn new(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else {
            return Ok(Self::Screen(BufWriter::with_capacity(BUFFER, std::io::stdout())));
        };
        let unfinished = Unfinished::new(path);
        let file = File::create(&unfinished.part).map_err(|error| {
            Failure::Output(format!("{}: it cannot be written: {error}", path.display()))
        })?;
        Ok(Self::File(BufWriter::with_capacity(BUFFER, file), unfinished))
    }

    /// Says that the results are whole.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        self.flush().map_err(|error| output::unwritten(&error))?;
        match self {
            Self::Screen(_) => Ok(()),
            Self::File(file, unfinished) => {
                drop(file);
                unfinished.finish().map_err(|error| output::unwritten(&error))
            }
        }
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Screen(out) => out.write(bytes),
            Self::File(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Screen(out) => out.flush(),
            Self::File(out, _) => out.flush(),
        }
    }
}

/// A file under another name until it is whole; it goes when nobody finishes it.
pub(super) struct Unfinished {
    part: PathBuf,
    whole: PathBuf,
}

impl Unfinished {
    fn new(path: &Path) -> Self {
        // A pipe or a device is written to as it is.
        let is_special = path.metadata().is_ok_and(|meta| !meta.is_file());
        let mut part = path.as_os_str().to_owned();
        if !is_special {
            part.push(".part");
        }
        Self { part: part.into(), whole: path.to_owned() }
    }

    fn finish(self) -> std::io::Result<()> {
        match self.part == self.whole {
            true => Ok(()),
            false => std::fs::rename(&self.part, &self.whole),
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if self.part != self.whole {
            // Once it has its name, nothing is left to remove.
            let _ = std::fs::remove_file(&self.part);
        }
    }
}

//! Lines of a long input, one at a time.

use std::io::{BufRead, Read};

use super::text::MAX_BYTES;

/// A line, or why there is none.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Its bytes, without the end of the line.
    Bytes(Vec<u8>),
    /// It is longer than anything that is read; it has been skipped.
    TooLong,
}

/// The next line; `None` at the end.
pub(crate) fn next(reader: &mut impl BufRead) -> std::io::Result<Option<Line>> {
    next_within(reader, MAX_BYTES)
}

fn next_within(reader: &mut impl BufRead, most: u64) -> std::io::Result<Option<Line>> {
    let mut line = Vec::new();
    if reader.by_ref().take(most + 1).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.last() != Some(&b'\n') && line.len() as u64 > most {
        reader.skip_until(b'\n')?;
        return Ok(Some(Line::TooLong));
    }
    while line.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
        line.pop();
    }
    Ok(Some(Line::Bytes(line)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_does_not_hide_the_next_one() {
        let mut text: &[u8] = b"ab\r\n\nabcdef\nxyz";
        let mut next = || next_within(&mut text, 4).unwrap();
        let bytes = |text: &str| Some(Line::Bytes(text.into()));
        assert_eq!(next(), bytes("ab"));
        assert_eq!(next(), bytes(""));
        assert_eq!(next(), Some(Line::TooLong));
        assert_eq!(next(), bytes("xyz"));
        assert_eq!(next(), None);
    }
}

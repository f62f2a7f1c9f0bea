//! A fixed set of names, of which a text is found without a search.

use std::sync::Arc;

/// Most factors that are tried before a larger table is.
const MOST_TRIES: u64 = 64;

/// The largest table, as a power of two, for names that can be told apart at all.
const MOST_BITS: u32 = 16;

/// A fixed set of names. A text is looked up by its length and its ends, which are all of it up to 16
/// bytes; only longer ones are compared as a whole.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    names: Box<[Arc<str>]>,
    factor: u64,
    shift: u32,
    table: Box<[Entry]>,
    /// Names that cannot be told apart from one in the table by their marks.
    others: Box<[u32]>,
}

/// A cell of the table. No text has the mark of an empty one.
#[derive(Debug, Clone, Copy)]
struct Entry {
    mark: Mark,
    place: u32,
}

const EMPTY: Entry = Entry { mark: Mark { first: 0, last: 0, length: u64::MAX }, place: 0 };

/// The length of a text with bytes from its front and its back: all of it up to 16 bytes, and eight
/// from each end of longer ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    first: u64,
    last: u64,
    length: u64,
}

impl Mark {
    /// Texts of all lengths from four bytes on are read in the same way: a branch between short and
    /// long ones would go the wrong way at every other text.
    #[inline]
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let length = bytes.len() as u64;
        let Some(end) = bytes.len().checked_sub(4) else {
            let byte = |place: usize| u64::from(bytes.get(place).copied().unwrap_or(0));
            return Self { first: byte(0) | byte(1) << 8, last: byte(2), length };
        };
        let four = |from: usize| {
            let four = bytes.get(from..).and_then(<[u8]>::first_chunk);
            four.map_or(0, |four| u64::from(u32::from_le_bytes(*four)))
        };
        let second = end.min(4);
        Self {
            first: four(0) | four(second) << 32,
            last: four(end - second) | four(end) << 32,
            length,
        }
    }

    #[inline]
    fn cell(self, factor: u64, shift: u32) -> usize {
        let mixed = self.first ^ self.last.rotate_left(29) ^ self.length;
        (mixed.wrapping_mul(factor) >> shift) as usize
    }

    /// Whether it says all of its text.
    #[inline]
    fn is_whole(self) -> bool {
        self.length <= 16
    }
}

impl Names {
    /// The first of names that are the same counts.
    pub(crate) fn new(names: impl IntoIterator<Item = Arc<str>>) -> Self {
        let names: Box<[Arc<str>]> = names.into_iter().collect();
        let mut entries: Vec<Entry> = Vec::new();
        let mut others = Vec::new();
        for (name, place) in names.iter().zip(0..) {
            let mark = Mark::of(name);
            match entries.iter().any(|known| known.mark == mark) {
                true => others.push(place),
                false => entries.push(Entry { mark, place }),
            }
        }
        let least = usize::BITS - entries.len().leading_zeros() + 1;
        for bits in least..=MOST_BITS.max(least) {
            let shift = u64::BITS - bits;
            for factor in factors() {
                if let Some(table) = table(&entries, factor, shift) {
                    return Self { names, factor, shift, table, others: others.into() };
                }
            }
        }
        others.extend(entries.iter().map(|entry| entry.place));
        others.sort_unstable();
        let others = others.into();
        Self { names, factor: 0, shift: u64::BITS - 1, table: Box::default(), others }
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// The place of a text among the names.
    #[inline]
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        let mark = Mark::of(text);
        let entry = self.table.get(mark.cell(self.factor, self.shift)).unwrap_or(&EMPTY);
        if entry.mark == mark && (mark.is_whole() || self.is(entry.place, text)) {
            return Some(entry.place as usize);
        }
        if self.others.is_empty() { None } else { self.find_among_others(text) }
    }

    #[cold]
    fn find_among_others(&self, text: &str) -> Option<usize> {
        let other = self.others.iter().find(|place| self.is(**place, text));
        other.map(|place| *place as usize)
    }

    fn is(&self, place: u32, text: &str) -> bool {
        self.names.get(place as usize).is_some_and(|name| **name == *text)
    }
}

/// Odd numbers without a pattern.
fn factors() -> impl Iterator<Item = u64> {
    (1..=MOST_TRIES).map(|turn| turn.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(17) | 1)
}

/// A table in which every name has a cell of its own.
fn table(entries: &[Entry], factor: u64, shift: u32) -> Option<Box<[Entry]>> {
    let mut table: Box<[Entry]> = vec![EMPTY; 1 << (u64::BITS - shift)].into();
    for entry in entries {
        let cell = table.get_mut(entry.mark.cell(factor, shift))?;
        if cell.mark != EMPTY.mark {
            return None;
        }
        *cell = *entry;
    }
    Some(table)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Texts of all lengths, many of which are alike but for a byte in the middle.
    const NAME: &str = "[ab]{0,4}|[ab_]{5,9}|a{3,7}[ab]{2}a{3,7}|[ab]{6}[ab_]{10,12}[ab]{6}";

    proptest! {
        /// A text is found exactly where it stands first.
        #[test]
        fn finds_what_a_search_finds(
            names in proptest::collection::vec(NAME, 0..80),
            text in NAME,
        ) {
            let known = Names::new(names.iter().map(|name| Arc::from(name.as_str())));
            for text in names.iter().chain([&text]) {
                let searched = names.iter().position(|name| name == text);
                prop_assert_eq!(known.find(text), searched);
            }
        }
    }
}

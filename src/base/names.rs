//! A fixed set of names, of which a text is found without a search.

use std::sync::Arc;

/// Most factors that are tried before a larger table is.
const MOST_TRIES: u64 = 64;

/// The largest table, as a power of two, for names that can be told apart at all.
const MOST_BITS: u32 = 16;

/// A fixed set of names. A text is looked up by its length and three of its bytes, which tell most
/// sets of names apart, and then compared as a whole.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    names: Box<[Arc<str>]>,
    factor: u64,
    shift: u32,
    /// The place of a name, counted from one; none is 0.
    table: Box<[u32]>,
    /// Names that share their mark with one in the table.
    others: Box<[u32]>,
}

impl Names {
    /// The first of names that are the same counts.
    pub(crate) fn new(names: impl IntoIterator<Item = Arc<str>>) -> Self {
        let names: Box<[Arc<str>]> = names.into_iter().collect();
        let mut marked: Vec<(u64, u32)> = Vec::new();
        let mut others = Vec::new();
        for (name, number) in names.iter().zip(1..) {
            let mark = mark(name);
            match marked.iter().any(|(known, _)| *known == mark) {
                true => others.push(number),
                false => marked.push((mark, number)),
            }
        }
        let least = usize::BITS - marked.len().leading_zeros() + 1;
        for bits in least..=MOST_BITS.max(least) {
            let shift = u64::BITS - bits;
            for factor in factors() {
                if let Some(table) = table(&marked, factor, shift) {
                    return Self { names, factor, shift, table, others: others.into() };
                }
            }
        }
        others.extend(marked.iter().map(|(_, number)| *number));
        others.sort_unstable();
        Self {
            names,
            factor: 0,
            shift: u64::BITS - 1,
            table: Box::default(),
            others: others.into(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// The place of a text among the names.
    #[inline]
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        let cell = (mark(text).wrapping_mul(self.factor) >> self.shift) as usize;
        let number = self.table.get(cell).copied().unwrap_or(0);
        self.is(number, text).or_else(|| self.others.iter().find_map(|other| self.is(*other, text)))
    }

    #[inline]
    fn is(&self, number: u32, text: &str) -> Option<usize> {
        let place = (number as usize).checked_sub(1)?;
        self.names.get(place).is_some_and(|name| **name == *text).then_some(place)
    }
}

/// The length of a text, and its first byte, its last, and one of its middle.
#[inline]
fn mark(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let byte = |place: usize| u64::from(bytes.get(place).copied().unwrap_or(0));
    let last = bytes.len().saturating_sub(1);
    byte(0) | byte(last) << 8 | byte(bytes.len() / 2) << 16 | (bytes.len() as u64) << 24
}

/// Odd numbers without a pattern.
fn factors() -> impl Iterator<Item = u64> {
    (1..=MOST_TRIES).map(|turn| turn.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(17) | 1)
}

/// A table in which every name has a cell of its own.
fn table(marked: &[(u64, u32)], factor: u64, shift: u32) -> Option<Box<[u32]>> {
    let mut table: Box<[u32]> = vec![0; 1 << (u64::BITS - shift)].into();
    for (mark, number) in marked {
        let cell = table.get_mut((mark.wrapping_mul(factor) >> shift) as usize)?;
        if *cell != 0 {
            return None;
        }
        *cell = *number;
    }
    Some(table)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// A text is found exactly where it stands first.
        #[test]
        fn finds_what_a_search_finds(
            names in proptest::collection::vec("[ab_]{0,6}", 0..80),
            text in "[ab_]{0,6}",
        ) {
            let known = Names::new(names.iter().map(|name| Arc::from(name.as_str())));
            for text in names.iter().chain([&text]) {
                let searched = names.iter().position(|name| name == text);
                prop_assert_eq!(known.find(text), searched);
            }
        }
    }
}

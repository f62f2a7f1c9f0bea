//! How wide a text is drawn, from a table of advance widths: no font is read, so that the same
//! picture comes out everywhere.
//!
//! The table is Helvetica's, whose widths Arial and Liberation Sans share. Boxes leave a margin for
//! wider fonts.

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Weight {
    Regular,
    Bold,
}

/// Widths of the printable letters of ASCII from the space on, in thousandths of the font's size.
const REGULAR: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

const BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];

/// The width of a text in the unit of its font's size.
pub(in crate::render) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let thousandths: f64 = text.chars().map(|letter| f64::from(advance(letter, weight))).sum();
    thousandths * size / 1000.0
}

fn advance(letter: char, weight: Weight) -> u16 {
    let table = match weight {
        Weight::Regular => &REGULAR,
        Weight::Bold => &BOLD,
    };
    let place = u32::from(letter).checked_sub(32).and_then(|place| usize::try_from(place).ok());
    if let Some(width) = place.and_then(|place| table.get(place)) {
        return *width;
    }
    match letter {
        letter if is_wide(letter) => 1000,
        letter if joins_the_letter_before(letter) => 0,
        '’' | '‘' | '·' => 333,
        '“' | '”' => 500,
        '→' | '—' | '…' => 1000,
        letter if letter.is_uppercase() => 760,
        _ => 620,
    }
}

/// Whether a letter fills a square, as Chinese, Japanese and Korean ones do.
pub(super) fn is_wide(letter: char) -> bool {
    matches!(
        u32::from(letter),
        0x1100..=0x115f
            | 0x2e80..=0x303e
            | 0x3041..=0xa4cf
            | 0xa960..=0xa97f
            | 0xac00..=0xd7a3
            | 0xf900..=0xfaff
            | 0xfe30..=0xfe6f
            | 0xff01..=0xff60
            | 0xffe0..=0xffe6
            | 0x1f300..=0x1faff
            | 0x20000..=0x3fffd
    )
}

/// Whether a letter is drawn over the one before it.
fn joins_the_letter_before(letter: char) -> bool {
    matches!(
        u32::from(letter),
        0x300..=0x36f | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe00..=0xfe0f
            | 0xfe20..=0xfe2f
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_helveticas_and_chinese_letters_fill_a_square() {
        assert_eq!(width("Won", 10.0, Weight::Regular), 9.44 + 5.56 + 5.56);
        assert_eq!(width("Won", 10.0, Weight::Bold), 9.44 + 6.11 + 6.11);
        assert_eq!(width("赢单", 14.0, Weight::Regular), 28.0);
        assert_eq!(width("e\u{301}", 10.0, Weight::Regular), 5.56);
    }
}

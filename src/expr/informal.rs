//! Numbers and dates as people write them outside programs.

use super::literal::digits;

/// A number that was written in another way than conditions write it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Informal {
    /// How many bytes it takes in the text.
    pub(super) length: usize,
    /// The same number as conditions write it.
    pub(super) plain: String,
    /// What is not as conditions write it.
    pub(super) help: &'static str,
}

const SEPARATED: &str = "a number is written without separators between its thousands";
const DECIMAL_COMMA: &str = "decimals stand behind a point, not a comma";
const BARE_POINT: &str = "a number has digits behind its point";
const THOUSANDS: &str = "a number is written out, without `k` for thousands";

/// The number at the start of `rest`, if it has separators or a decimal comma. `commas` says that a
/// comma here cannot stand between two values.
pub(super) fn number(rest: &str, commas: bool) -> Option<Informal> {
    underscored(rest)
        .or_else(|| grouped(rest, commas))
        .or_else(|| decimal_comma(rest).filter(|_| commas))
        .or_else(|| abbreviated(rest))
        .or_else(|| bare_point(rest))
}

fn underscored(rest: &str) -> Option<Informal> {
    let length = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b'_').count();
    let written = rest.get(..length)?;
    let inside = written.contains('_') && !written.ends_with('_');
    inside.then(|| Informal { length, plain: written.replace('_', ""), help: SEPARATED })
}

fn grouped(rest: &str, commas: bool) -> Option<Informal> {
    let first = digits(rest);
    if !(1..=3).contains(&first) || rest.starts_with('0') {
        return None;
    }
    let separator = rest.get(first..)?.chars().next()?;
    let least = match separator {
        ',' if commas => 1,
        ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' => 1,
        '.' => 2,
        _ => return None,
    };
    let mut plain = rest.get(..first)?.to_owned();
    let mut length = first;
    let mut groups = 0;
    while let Some(group) = rest.get(length..)?.strip_prefix(separator).and_then(three_digits) {
        plain.push_str(group);
        length += separator.len_utf8() + group.len();
        groups += 1;
    }
    let comma = separator == '.' && commas;
    let fraction = decimals(rest.get(length..)?, comma, &mut plain);
    length += fraction;
    let enough = groups >= least || (comma && groups == 1 && fraction > 0);
    enough.then_some(Informal { length, plain, help: SEPARATED })
}

fn three_digits(rest: &str) -> Option<&str> {
    (digits(rest) == 3).then(|| rest.get(..3)).flatten()
}

fn decimals(rest: &str, comma: bool, plain: &mut String) -> usize {
    let fraction = rest.strip_prefix(if comma { ',' } else { '.' }).unwrap_or("");
    match digits(fraction) {
        0 => 0,
        count => {
            plain.push('.');
            plain.push_str(fraction.get(..count).unwrap_or(""));
            1 + count
        }
    }
}

fn decimal_comma(rest: &str) -> Option<Informal> {
    let whole = digits(rest);
    let mut plain = rest.get(..whole)?.to_owned();
    let length = whole + decimals(rest.get(whole..)?, true, &mut plain);
    let ends = rest.get(length..).is_some_and(|after| !after.starts_with(','));
    (length > whole && ends).then_some(Informal { length, plain, help: DECIMAL_COMMA })
}

fn abbreviated(rest: &str) -> Option<Informal> {
    let whole = digits(rest);
    let fraction = rest.get(whole..)?.strip_prefix('.').map_or(0, digits);
    let number = if fraction > 0 { whole + 1 + fraction } else { whole };
    let after = rest.get(number..)?.strip_prefix(['k', 'K'])?;
    if fraction > 3 || after.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let zeros = "0".repeat(3 - fraction);
    let plain = rest.get(..number)?.replace('.', "") + &zeros;
    let plain = match plain.trim_start_matches('0') {
        "" => "0".to_owned(),
        digits => digits.to_owned(),
    };
    Some(Informal { length: number + 1, plain, help: THOUSANDS })
}

fn bare_point(rest: &str) -> Option<Informal> {
    let whole = digits(rest);
    let after = rest.get(whole..)?.strip_prefix('.')?;
    let goes_on = after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '`' | '.'));
    let plain = format!("{}.0", rest.get(..whole)?);
    (whole > 0 && !goes_on).then_some(Informal { length: whole + 1, plain, help: BARE_POINT })
}

/// The length of a percent sign that ends a number, with the spaces before it: one that cannot ask
/// for a remainder because no operand follows.
pub(super) fn percent_sign(rest: &str) -> Option<usize> {
    let after = rest.trim_start_matches(' ').strip_prefix('%')?;
    let next = after.trim_start();
    let ends = next.is_empty()
        || next.starts_with([')', ']', '}', ',', '&', '|', '?', ':', '=', '<', '>', '+', '*', ';'])
        || next.starts_with(['≥', '≤', '≠'])
        || next.starts_with("!=")
        || next.starts_with("//")
        || starts_with_link(next);
    ends.then_some(rest.len() - after.len())
}

fn starts_with_link(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
    is_link(word)
}

/// Whether a word joins what is before it to what is after it, as an operator would.
pub(super) fn is_link(word: &str) -> bool {
    ["and", "or", "is"].iter().any(|link| word.eq_ignore_ascii_case(link))
}

/// A date, perhaps with a time, at the start of `rest`: its length, and the instant as RFC 3339.
pub(super) fn date(rest: &str) -> Option<(usize, String)> {
    let day = rest.get(..10).filter(|day| shaped(day, "dddd-dd-dd") && in_calendar(day))?;
    let time = rest.get(10..).map_or(0, time_length);
    let clock = rest.get(10..10 + time)?;
    let instant = match time {
        0 => format!("{day}T00:00:00Z"),
        6 => format!("{day}{clock}:00Z"),
        9 => format!("{day}{clock}Z"),
        _ => format!("{day}{clock}"),
    };
    let after = rest.get(10 + time..)?;
    let ends = !after.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
    ends.then_some((10 + time, instant))
}

fn time_length(rest: &str) -> usize {
    const SHAPES: [&str; 4] = ["Tdd:dd:dd+dd:dd", "Tdd:dd:ddZ", "Tdd:dd:dd", "Tdd:dd"];
    let fits = |shape: &&&str| rest.get(..shape.len()).is_some_and(|time| shaped(time, shape));
    SHAPES.iter().find(fits).map_or(0, |shape| shape.len())
}

/// Whether a text has the shape: `d` is any digit, `+` any sign, all else itself.
fn shaped(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, wanted)| match wanted {
            b'd' => byte.is_ascii_digit(),
            b'+' => matches!(byte, b'+' | b'-'),
            _ => byte == wanted,
        })
}

fn in_calendar(day: &str) -> bool {
    let part = |from, to| day.get(from..to).and_then(|part: &str| part.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day)) = (part(0, 4), part(5, 7), part(8, 10)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    year > 0 && (1..=last).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str, commas: bool) -> Option<(usize, String)> {
        number(text, commas).map(|informal| (informal.length, informal.plain))
    }

    #[test]
    fn separators_are_found_where_they_cannot_be_anything_else() {
        assert_eq!(plain("50,000 && x", true), Some((6, "50000".into())));
        assert_eq!(plain("50,000", false), None);
        assert_eq!(plain("1,000,000.50", true), Some((12, "1000000.50".into())));
        assert_eq!(plain("50 000 > x", false), Some((6, "50000".into())));
        assert_eq!(plain("50_000", false), Some((6, "50000".into())));
        assert_eq!(plain("1.000.000", false), Some((9, "1000000".into())));
        assert_eq!(plain("1.000", true), None);
        assert_eq!(plain("12,5", true), Some((4, "12.5".into())));
        assert_eq!(plain("0,125", true), Some((5, "0.125".into())));
        assert_eq!(plain("1.5k", true), Some((4, "1500".into())));
        assert_eq!(plain("50 0000", true), None);
    }

    #[test]
    fn a_percent_sign_needs_no_operand_and_a_remainder_does() {
        assert_eq!(percent_sign("% && x"), Some(1));
        assert_eq!(percent_sign(" %"), Some(2));
        assert_eq!(percent_sign("% and x"), Some(1));
        assert_eq!(percent_sign("% 2 == 0"), None);
        assert_eq!(percent_sign("% android"), None);
    }

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        assert_eq!(date("2026-11-23)"), Some((10, "2026-11-23T00:00:00Z".into())));
        assert_eq!(date("2026-11-23T10:30"), Some((16, "2026-11-23T10:30:00Z".into())));
        assert_eq!(
            date("2026-11-23T10:30:00+02:00"),
            Some((25, "2026-11-23T10:30:00+02:00".into()))
        );
        assert_eq!(date("2026-02-29"), None);
        assert_eq!(date("2026-11-233"), None);
        assert_eq!(date("2024-02-29"), Some((10, "2024-02-29T00:00:00Z".into())));
    }
}

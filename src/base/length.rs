//! Lengths of time as people write them: `30m`, `36h`, `14d`, `2w`, `1d12h`.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// A length of time: a positive whole number of minutes, kept in seconds.
///
/// Written as whole numbers with a unit each (`m` minutes, `h` hours, `d` days of 24 hours, `w`
/// weeks), the larger unit first: `"30m"`, `"36h"`, `"14d"`, `"1d12h"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(i64);

/// Why a text is not a length of time; it displays as the mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LengthError {
    /// It is not whole numbers with a unit each.
    #[error("write whole numbers with a unit each, such as `30m`, `36h`, `14d`, `2w` or `1d12h`")]
    Form,
    /// A number stands without its unit.
    #[error("add a unit: `m` for minutes, `h` for hours, `d` for days or `w` for weeks")]
    Unit,
    /// A unit stands twice, or a smaller one in front of a larger one.
    #[error("write each unit once, the larger one first, such as `1d12h`")]
    Order,
    /// It is nothing.
    #[error("write a length above zero")]
    Zero,
    /// It is longer than a century.
    #[error("write at most `36500d`, a hundred years")]
    TooLong,
}

/// The units, the largest first, with their seconds.
const UNITS: [(char, i64); 4] = [('w', 604_800), ('d', DAY), ('h', HOUR), ('m', MINUTE)];
const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;
const MINUTE: i64 = 60;
const LONGEST: i64 = 36_500 * DAY;

impl Length {
    /// The length in seconds.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// The length in days of 24 hours, parts of a day included.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a hundred years in seconds fit a double")]
    pub fn days(self) -> f64 {
        self.0 as f64 / DAY as f64
    }

    /// The whole days of the length, rounded down.
    #[must_use]
    pub const fn whole_days(self) -> i64 {
        self.0 / DAY
    }
}

impl FromStr for Length {
    type Err = LengthError;

    fn from_str(text: &str) -> Result<Self, LengthError> {
        let mut rest = text.trim();
        let mut units = UNITS.iter();
        let mut total: i64 = 0;
        while !rest.is_empty() {
            let (count, unit, after) = first_part(rest)?;
            let (_, seconds) = units.find(|(name, _)| *name == unit).ok_or(LengthError::Order)?;
            let part = count.checked_mul(*seconds).ok_or(LengthError::TooLong)?;
            total = total.checked_add(part).ok_or(LengthError::TooLong)?;
            rest = after;
        }
        match total {
            _ if text.trim().is_empty() => Err(LengthError::Form),
            0 => Err(LengthError::Zero),
            LONGEST.. if total > LONGEST => Err(LengthError::TooLong),
            _ => Ok(Self(total)),
        }
    }
}

/// The number and the unit in front, and what comes after them.
fn first_part(text: &str) -> Result<(i64, char, &str), LengthError> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, after) = text.split_at_checked(end).ok_or(LengthError::Form)?;
    if digits.is_empty() {
        return Err(LengthError::Form);
    }
    let mut letters = after.chars();
    let unit = letters.next().ok_or(LengthError::Unit)?;
    if !UNITS.iter().any(|(name, _)| *name == unit) {
        return Err(LengthError::Form);
    }
    Ok((digits.parse().map_err(|_| LengthError::TooLong)?, unit, letters.as_str()))
}

/// Days, hours and minutes; weeks are written as days, as stage lengths usually are.
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts =
            [(self.0 / DAY, 'd'), (self.0 % DAY / HOUR, 'h'), (self.0 % HOUR / MINUTE, 'm')];
        parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .try_for_each(|(count, unit)| write!(f, "{count}{unit}"))
    }
}

impl Serialize for Length {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_what_people_write() {
        for (text, seconds) in [
            ("30m", 1_800),
            ("36h", 129_600),
            ("14d", 1_209_600),
            ("2w", 1_209_600),
            ("1d12h", 129_600),
        ] {
            assert_eq!(text.parse::<Length>().map(Length::seconds), Ok(seconds), "{text}");
        }
    }

    #[test]
    fn teaches_what_is_wrong() {
        for (text, error) in [
            ("", LengthError::Form),
            ("soon", LengthError::Form),
            ("-1d", LengthError::Form),
            ("1.5d", LengthError::Form),
            ("14 d", LengthError::Form),
            ("3y", LengthError::Form),
            ("14", LengthError::Unit),
            ("1h1d", LengthError::Order),
            ("1d1d", LengthError::Order),
            ("0d", LengthError::Zero),
            ("36501d", LengthError::TooLong),
            ("99999999999999999999d", LengthError::TooLong),
        ] {
            assert_eq!(text.parse::<Length>(), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(minutes in 1..=LONGEST / MINUTE) {
            let length = Length(minutes * MINUTE);
            prop_assert_eq!(length.to_string().parse(), Ok(length));
        }
    }
}

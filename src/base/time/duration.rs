//! A length of time.

use std::fmt;

use jiff::SignedDuration;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::TimeError;
use super::reader::Reader;
use super::timestamp::write_fraction;
use crate::base::length::Length;

/// A length of time to the nanosecond, up to 10,000 years (315,576,000,000 seconds) either way.
/// Written, and crossing to JSON, as CEL writes it: `129600s`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration(SignedDuration);

const MOST_SECONDS: i64 = 315_576_000_000;

const CEL_UNITS: &[(&str, i128)] = &[
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("μs", 1_000),
    ("ms", 1_000_000),
    ("s", SECOND),
    ("m", 60 * SECOND),
    ("h", 3_600 * SECOND),
];

const SECOND: i128 = 1_000_000_000;

impl Duration {
    /// Reads CEL's notation: `72h`, `1h30m`, `1.5s`, `-20ms`. Units are `h`, `m` (minutes), `s`,
    /// `ms`, `us` and `ns`.
    ///
    /// # Errors
    /// When the text does not have that form, or is over 10,000 years.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let mut reader = Reader(text);
        let negative = reader.take(&['-', '+']) == Some('-');
        if reader.0 == "0" {
            return Ok(Self::default());
        }
        let nanoseconds = sum_of_units(reader, CEL_UNITS)?;
        Self::from_nanoseconds(if negative { -nanoseconds } else { nanoseconds })
    }

    /// Reads the notation of rule sets, that of [`Length`]: `2w`, `14d`, `36h`, `30m` (minutes), or
    /// several in a row, such as `1d12h`.
    ///
    /// # Errors
    /// When the text is no such length.
    pub fn parse_length(text: &str) -> Result<Self, TimeError> {
        let length: Length = text.parse().map_err(|_| TimeError::Form)?;
        Self::from_seconds(length.seconds()).ok_or(TimeError::Range)
    }

    /// So many whole seconds; `None` over 10,000 years.
    #[must_use]
    pub fn from_seconds(seconds: i64) -> Option<Self> {
        Self::new(SignedDuration::from_secs(seconds)).ok()
    }

    /// Whole seconds, towards zero.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.0.as_secs()
    }

    /// Whole days, towards zero.
    #[must_use]
    pub fn days(self) -> i64 {
        self.0.as_hours() / 24
    }

    /// The two together; `None` over 10,000 years.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).and_then(|sum| Self::new(sum).ok())
    }

    /// This without `other`; `None` over 10,000 years.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).and_then(|difference| Self::new(difference).ok())
    }

    /// The milliseconds of the second, -999 to 999.
    pub(crate) fn subsecond_milliseconds(self) -> i64 {
        self.0.subsec_millis().into()
    }

    pub(super) fn new(duration: SignedDuration) -> Result<Self, TimeError> {
        let most = SignedDuration::from_secs(MOST_SECONDS);
        if (-most..=most).contains(&duration) { Ok(Self(duration)) } else { Err(TimeError::Range) }
    }

    pub(super) fn inner(self) -> SignedDuration {
        self.0
    }

    /// The longest there is, 10,000 years, in nanoseconds.
    pub(crate) const MOST_NANOSECONDS: i128 = MOST_SECONDS as i128 * SECOND;

    /// The length in nanoseconds.
    #[must_use]
    pub fn nanoseconds(self) -> i128 {
        self.0.as_nanos()
    }

    /// So many nanoseconds.
    ///
    /// # Errors
    /// When they are over 10,000 years.
    pub fn from_nanoseconds(nanoseconds: i128) -> Result<Self, TimeError> {
        Self::new(SignedDuration::try_from_nanos_i128(nanoseconds).ok_or(TimeError::Range)?)
    }
}

fn sum_of_units(mut reader: Reader<'_>, units: &[(&str, i128)]) -> Result<i128, TimeError> {
    let mut sum = 0_i128;
    loop {
        let part = one_unit(&mut reader, units)?;
        sum = sum.checked_add(part).ok_or(TimeError::Range)?;
        if reader.is_done() {
            return Ok(sum);
        }
    }
}

fn one_unit(reader: &mut Reader<'_>, units: &[(&str, i128)]) -> Result<i128, TimeError> {
    let whole = reader.digits();
    let fraction = if reader.take(&['.']).is_some() { reader.digits() } else { "" };
    if whole.is_empty() && fraction.is_empty() {
        return Err(TimeError::Form);
    }
    let name_length = reader.0.find(|c: char| c.is_ascii_digit() || c == '.');
    let (name, rest) =
        reader.0.split_at_checked(name_length.unwrap_or(reader.0.len())).ok_or(TimeError::Form)?;
    let (_, unit) = units.iter().find(|(known, _)| *known == name).ok_or(TimeError::Form)?;
    reader.0 = rest;
    let whole = if whole.is_empty() { Some(0) } else { whole.parse::<i128>().ok() };
    let whole = whole.and_then(|whole| whole.checked_mul(*unit)).ok_or(TimeError::Range)?;
    whole.checked_add(part_of_unit(fraction, *unit)).ok_or(TimeError::Range)
}

fn part_of_unit(fraction: &str, unit: i128) -> i128 {
    let digits = fraction.bytes().take(18).map(|digit| i128::from(digit - b'0'));
    let (value, scale) = digits.fold((0, 1), |(sum, scale), digit| (sum * 10 + digit, scale * 10));
    value * unit / scale
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0.is_negative() { "-" } else { "" };
        write!(f, "{sign}{}", self.0.as_secs().unsigned_abs())?;
        write_fraction(f, self.0.subsec_nanos())?;
        f.write_str("s")
    }
}

impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Duration {
    /// Takes both notations.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).or_else(|_| Self::parse_length(&text)).map_err(|error| {
            serde::de::Error::custom(format!(
                "a length of time such as `36h` was expected, but `{text}` is {error}"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cel(text: &str) -> String {
        Duration::parse(text).unwrap().to_string()
    }

    #[test]
    fn reads_and_writes_cel_lengths() {
        assert_eq!(cel("1h30m"), "5400s");
        assert_eq!(cel("72h"), "259200s");
        assert_eq!(cel("1.5s"), "1.5s");
        assert_eq!(cel("-20ms"), "-0.02s");
        assert_eq!(cel("1.000000001s"), "1.000000001s");
        assert_eq!(cel("0"), "0s");
        assert_eq!(cel(".5m"), "30s");
    }

    #[test]
    fn reads_lengths_of_rule_sets() {
        let seconds = |text: &str| Duration::parse_length(text).unwrap().seconds();
        assert_eq!(seconds("14d"), 14 * 86_400);
        assert_eq!(seconds("2w"), 14 * 86_400);
        assert_eq!(seconds("30m"), 1_800);
        assert_eq!(seconds("1d12h"), 36 * 3_600);
        assert_eq!(Duration::parse_length("14d").unwrap().days(), 14);
    }

    #[test]
    fn refuses_what_is_no_length() {
        for text in ["", "-", "5", "h", "1x", "1h 30m", "1d", "--1s", "1e3s", "."] {
            assert_eq!(Duration::parse(text), Err(TimeError::Form), "{text}");
        }
        for text in ["-1d", "14 d", "1y", "", "d"] {
            assert_eq!(Duration::parse_length(text), Err(TimeError::Form), "{text}");
        }
        assert_eq!(Duration::parse("320000000000s"), Err(TimeError::Range));
        assert_eq!(Duration::parse(&format!("{}h", "9".repeat(60))), Err(TimeError::Range));
    }
}

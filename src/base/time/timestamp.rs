//! A point in time.

use std::fmt;
use std::str::FromStr;

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::TimeError;
use super::calendar::{Calendar, Zone, epoch};
use super::duration::Duration;
use super::reader::{Reader, billionths};

/// A point in time to the nanosecond, from the first moment of the year 1 to the last of the year
/// 9999, UTC. Written, and crossing to JSON, as RFC 3339 text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(SignedDuration);

const DAY: i64 = 86_400;

impl Timestamp {
    /// The first moment of the year 1, UTC.
    pub const MIN: Self = Self(SignedDuration::from_secs(-62_135_596_800));

    /// The last nanosecond of the year 9999, UTC.
    pub const MAX: Self = Self(SignedDuration::new(253_402_300_799, 999_999_999));

    /// Reads RFC 3339, such as `2026-11-23T08:00:00Z` or `2026-11-23T09:00:00.5+01:00`.
    ///
    /// # Errors
    /// When the text does not have that form, or is outside the years 1 to 9999.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let mut reader = Reader(text);
        let (at, east) = date_time(&mut reader).ok_or(TimeError::Form)?;
        let reader_is_done = reader.is_done();
        let since_epoch = at.duration_since(epoch()).checked_sub(SignedDuration::from_secs(east));
        if reader_is_done { Self::new(since_epoch) } else { Err(TimeError::Form) }
    }

    /// Reads a day such as `2026-11-23`: its midnight, UTC.
    ///
    /// # Errors
    /// When the text does not have that form, or there is no such day.
    pub fn parse_date(text: &str) -> Result<Self, TimeError> {
        let mut reader = Reader(text);
        let day = date(&mut reader).filter(|_| reader.is_done()).ok_or(TimeError::Form)?;
        let midnight = DateTime::from_parts(day, Time::midnight());
        Self::new(Some(midnight.duration_since(epoch())))
    }

    /// The moment so many seconds after the first one of 1970, UTC; `None` outside the years 1 to
    /// 9999.
    #[must_use]
    #[inline]
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        Self::new(Some(SignedDuration::from_secs(seconds))).ok()
    }

    /// Nanoseconds since the first moment of 1970, UTC.
    #[must_use]
    pub fn unix_nanoseconds(self) -> i128 {
        self.0.as_nanos()
    }

    /// The moment so many nanoseconds after the first one of 1970, UTC; `None` outside the years 1
    /// to 9999.
    #[must_use]
    pub fn from_unix_nanoseconds(nanoseconds: i128) -> Option<Self> {
        Self::new(SignedDuration::try_from_nanos_i128(nanoseconds)).ok()
    }

    /// Whole seconds since the first moment of 1970, UTC, rounded down.
    #[must_use]
    #[inline]
    pub fn unix_seconds(self) -> i64 {
        let whole = self.0.as_secs();
        if self.0.subsec_nanos() < 0 { whole.saturating_sub(1) } else { whole }
    }

    /// Whether it is the beginning of a second.
    #[inline]
    pub(crate) fn is_whole_second(self) -> bool {
        self.0.subsec_nanos() == 0
    }

    /// The moment later by `duration`; `None` outside the years 1 to 9999.
    #[must_use]
    pub fn checked_add(self, duration: Duration) -> Option<Self> {
        Self::new(self.0.checked_add(duration.inner())).ok()
    }

    /// The moment earlier by `duration`; `None` outside the years 1 to 9999.
    #[must_use]
    pub fn checked_sub(self, duration: Duration) -> Option<Self> {
        Self::new(self.0.checked_sub(duration.inner())).ok()
    }

    /// How long after `earlier` this is (negative when before). `None` beyond 292 years: the
    /// conformance suite of CEL asks for that error.
    #[must_use]
    pub fn checked_since(self, earlier: Self) -> Option<Duration> {
        let between = self.0.checked_sub(earlier.0)?;
        i64::try_from(between.as_nanos()).is_ok().then(|| Duration::new(between).ok()).flatten()
    }

    /// Whole days from `earlier` to this, rounded down; negative when this is before.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        let between = self.0.saturating_sub(earlier.0);
        let days = between.as_secs().div_euclid(DAY);
        let just_before = between.subsec_nanos() < 0 && between.as_secs().rem_euclid(DAY) == 0;
        if just_before { days - 1 } else { days }
    }

    /// Whether it is a day without an hour: midnight, UTC.
    #[must_use]
    pub fn is_midnight(self) -> bool {
        self.0.subsec_nanos() == 0 && self.0.as_secs().rem_euclid(DAY) == 0
    }

    /// The beginning of its day, UTC.
    pub(crate) fn midnight(self) -> Self {
        let into_the_day = self.unix_seconds().rem_euclid(DAY);
        Self::from_unix_seconds(self.unix_seconds() - into_the_day).unwrap_or(self)
    }

    /// The day of it in UTC, such as `2026-11-23`.
    #[must_use]
    pub fn date(self) -> String {
        let text = self.to_string();
        text.split_once('T').map_or_else(|| text.clone(), |(day, _)| day.to_owned())
    }

    pub(super) fn since_epoch(self) -> SignedDuration {
        self.0
    }

    #[inline]
    fn new(since_epoch: Option<SignedDuration>) -> Result<Self, TimeError> {
        let within = |at: &SignedDuration| (Self::MIN.0..=Self::MAX.0).contains(at);
        since_epoch.filter(within).map(Self).ok_or(TimeError::Range)
    }
}

fn date(reader: &mut Reader<'_>) -> Option<Date> {
    let year = reader.number(4)?;
    reader.take(&['-'])?;
    let month = reader.number(2)?;
    reader.take(&['-'])?;
    let day = reader.number(2)?;
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

fn date_time(reader: &mut Reader<'_>) -> Option<(DateTime, i64)> {
    let day = date(reader)?;
    reader.take(&['T', 't'])?;
    let (hour, minute) = (reader.number(2)?, reader.take(&[':']).and_then(|_| reader.number(2))?);
    reader.take(&[':'])?;
    let second = reader.number(2)?;
    let nanoseconds = match reader.take(&['.']) {
        Some(_) => Some(reader.digits()).filter(|digits| !digits.is_empty()).map(billionths)?,
        None => 0,
    };
    let east = match reader.take(&['Z', 'z', '+', '-'])? {
        '+' => reader.hours_and_minutes()?,
        '-' => -reader.hours_and_minutes()?,
        _ => 0,
    };
    let (hour, minute) = (hour.try_into().ok()?, minute.try_into().ok()?);
    let time = Time::new(hour, minute, second.try_into().ok()?, nanoseconds).ok()?;
    Some((DateTime::from_parts(day, time), east))
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(at) = Calendar::new(*self, &Zone::utc()) else { return Err(fmt::Error) };
        write!(f, "{:04}-{:02}-{:02}T", at.year(), at.month(), at.day())?;
        write!(f, "{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())?;
        write_fraction(f, at.nanoseconds())?;
        f.write_str("Z")
    }
}

/// Writes `.5` for half a second, and nothing for a whole one.
pub(super) fn write_fraction(f: &mut fmt::Formatter<'_>, nanoseconds: i32) -> fmt::Result {
    if nanoseconds == 0 {
        return Ok(());
    }
    let digits = format!("{:09}", nanoseconds.unsigned_abs());
    write!(f, ".{}", digits.trim_end_matches('0'))
}

impl FromStr for Timestamp {
    type Err = TimeError;

    /// Reads RFC 3339 or a day.
    fn from_str(text: &str) -> Result<Self, TimeError> {
        Self::parse_date(text).or_else(|_| Self::parse(text))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(|error| {
            serde::de::Error::custom(format!("a point in time such as `2026-11-23T08:00:00Z` was expected, but `{text}` is {error}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn reads_and_writes_rfc_3339() {
        for text in [
            "0001-01-01T00:00:00Z",
            "1969-12-31T23:59:59.000000001Z",
            "2026-11-23T08:00:00.5Z",
            "9999-12-31T23:59:59.999999999Z",
        ] {
            assert_eq!(at(text).to_string(), text);
        }
        assert_eq!(at("2026-11-23T09:30:00+01:30"), at("2026-11-23T08:00:00Z"));
        assert_eq!(at("2026-11-23").to_string(), "2026-11-23T00:00:00Z");
    }

    #[test]
    fn refuses_what_is_no_point_in_time() {
        for text in [
            "",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "2026-11-23T08:00:00",
            "2026-11-23 08:00:00Z",
            "2026-11-23T08:00:60Z",
            "2026-11-23T24:00:00Z",
            "2026-11-23T08:00:00.Z",
            "2026-11-23T08:00:00Z ",
            "2026-11-23T08:00:00+1:00",
            "10000-01-01T00:00:00Z",
        ] {
            assert_eq!(text.parse::<Timestamp>(), Err(TimeError::Form), "{text}");
        }
        assert_eq!(Timestamp::parse("0000-12-31T23:59:59Z"), Err(TimeError::Range));
        assert_eq!(Timestamp::parse("0001-01-01T00:00:00+01:00"), Err(TimeError::Range));
        assert_eq!(Timestamp::parse("9999-12-31T23:59:59-01:00"), Err(TimeError::Range));
    }

    #[test]
    fn counts_whole_days_rounded_down() {
        let noon = at("2026-11-23T12:00:00Z");
        assert_eq!(noon.days_since(at("2026-11-22T12:00:00Z")), 1);
        assert_eq!(noon.days_since(at("2026-11-22T12:00:01Z")), 0);
        assert_eq!(noon.days_since(at("2026-11-23T12:00:00.5Z")), -1);
        assert_eq!(noon.days_since(at("2026-11-24T12:00:00Z")), -1);
        assert_eq!(noon.unix_seconds(), 1_795_435_200);
        assert_eq!(at("1969-12-31T23:59:59.5Z").unix_seconds(), -1);
    }

    #[test]
    fn json_is_rfc_3339_text() {
        let json = serde_json::to_string(&at("2026-11-23T08:00:00Z")).unwrap();
        assert_eq!(json, r#""2026-11-23T08:00:00Z""#);
        assert_eq!(serde_json::from_str::<Timestamp>(&json).unwrap(), at("2026-11-23T08:00:00Z"));
        assert!(serde_json::from_str::<Timestamp>("\"tomorrow\"").is_err());
    }

    #[test]
    fn zones_shift_the_calendar() {
        let at = at("2009-02-13T23:31:30Z");
        let hour = |zone: &str| Calendar::new(at, &Zone::parse(zone).unwrap()).unwrap().hour();
        assert_eq!(hour("UTC"), 23);
        assert_eq!(hour("Europe/Berlin"), 0);
        assert_eq!(hour("02:00"), 1);
        assert_eq!(hour("-02:30"), 21);
        assert!(Zone::parse("Mars/Olympus").is_none() && Zone::parse("+2:00").is_none());
        assert!(Calendar::new(Timestamp::MAX, &Zone::parse("+01:00").unwrap()).is_none());
    }
}

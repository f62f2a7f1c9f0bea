//! What day and hour a point in time is, here or elsewhere.

use jiff::SignedDuration;
use jiff::civil::{self, DateTime};
use jiff::tz::{Offset, TimeZone};

use super::reader::Reader;
use super::timestamp::Timestamp;

/// A time zone: UTC, a fixed offset, or a region with its history of offsets.
#[derive(Debug, Clone)]
pub(crate) struct Zone(TimeZone);

impl Zone {
    /// UTC.
    pub(crate) fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// Reads `UTC`, an offset such as `+02:00` or `02:00`, or a name such as `Europe/Berlin`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text.contains(':') { Self::offset(text) } else { TimeZone::get(text).ok().map(Self) }
    }

    fn offset(text: &str) -> Option<Self> {
        let mut reader = Reader(text);
        let sign = if reader.take(&['-', '+']) == Some('-') { -1 } else { 1 };
        let seconds = reader.hours_and_minutes().filter(|_| reader.is_done())?;
        let offset = Offset::from_seconds(i32::try_from(sign * seconds).ok()?).ok()?;
        Some(Self(offset.to_time_zone()))
    }

    fn seconds_east(&self, at: SignedDuration) -> i64 {
        let nearest = jiff::Timestamp::from_duration(at).unwrap_or(jiff::Timestamp::MAX);
        i64::from(self.0.to_offset(nearest).seconds())
    }
}

/// A point in time as a calendar and a clock on the wall show it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Calendar(DateTime);

impl Calendar {
    /// What the calendar shows at `at` in `zone`; `None` in the last hours of the year 9999, where
    /// the zone is already a year ahead.
    pub(crate) fn new(at: Timestamp, zone: &Zone) -> Option<Self> {
        let since_epoch = at.since_epoch();
        let east = SignedDuration::from_secs(zone.seconds_east(since_epoch));
        epoch().checked_add(since_epoch.checked_add(east)?).ok().map(Self)
    }

    /// The year, such as 2026.
    pub(crate) fn year(self) -> i64 {
        self.0.year().into()
    }

    /// The month, 1 to 12.
    pub(crate) fn month(self) -> i64 {
        self.0.month().into()
    }

    /// The day of the month, from 1.
    pub(crate) fn day(self) -> i64 {
        self.0.day().into()
    }

    /// The day of the year, from 1.
    pub(crate) fn day_of_year(self) -> i64 {
        self.0.day_of_year().into()
    }

    /// The day of the week, Sunday being 0.
    pub(crate) fn day_of_week(self) -> i64 {
        self.0.weekday().to_sunday_zero_offset().into()
    }

    /// The hour, 0 to 23.
    pub(crate) fn hour(self) -> i64 {
        self.0.hour().into()
    }

    /// The minute, 0 to 59.
    pub(crate) fn minute(self) -> i64 {
        self.0.minute().into()
    }

    /// The second, 0 to 59.
    pub(crate) fn second(self) -> i64 {
        self.0.second().into()
    }

    /// The millisecond, 0 to 999.
    pub(crate) fn millisecond(self) -> i64 {
        self.0.millisecond().into()
    }

    /// The nanoseconds of the second.
    pub(super) fn nanoseconds(self) -> i32 {
        self.0.subsec_nanosecond()
    }
}

/// The first moment of 1970.
pub(super) fn epoch() -> DateTime {
    civil::DateTime::constant(1970, 1, 1, 0, 0, 0, 0)
}

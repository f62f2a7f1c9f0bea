//! Parts of dates and of lengths of time.

use super::super::fault::Fault;
use super::super::value::Value;
use super::{Function, word};
use crate::base::time::{Calendar, Duration, Timestamp, Zone};

pub(super) fn part(function: Function, of: &Value, zone: Option<&Value>) -> Result<Value, Fault> {
    match (of, zone) {
        (Value::Timestamp(at), None) => of_date(function, *at, &Zone::utc()).map(Value::Int),
        (Value::Timestamp(at), Some(Value::String(zone))) => {
            let zone = Zone::parse(zone).ok_or_else(|| Fault::BadZone(zone.to_string()))?;
            of_date(function, *at, &zone).map(Value::Int)
        }
        (Value::Timestamp(_), Some(other)) => Err(Fault::NoOverload("a time zone", word(other))),
        (Value::Duration(length), None) => of_length(function, *length).map(Value::Int),
        (other, _) => Err(Fault::NoOverload("a part of a date", word(other))),
    }
}

fn of_date(function: Function, at: Timestamp, zone: &Zone) -> Result<i64, Fault> {
    let at = Calendar::new(at, zone).ok_or(Fault::OutOfRange("the date in this time zone"))?;
    Ok(match function {
        Function::FullYear => at.year(),
        Function::Month => at.month() - 1,
        Function::Date => at.day(),
        Function::DayOfMonth => at.day() - 1,
        Function::DayOfWeek => at.day_of_week(),
        Function::DayOfYear => at.day_of_year() - 1,
        Function::Hours => at.hour(),
        Function::Minutes => at.minute(),
        Function::Seconds => at.second(),
        Function::Milliseconds => at.millisecond(),
        _ => return Err(Fault::Incomplete),
    })
}

fn of_length(function: Function, length: Duration) -> Result<i64, Fault> {
    Ok(match function {
        Function::Hours => length.seconds() / 3_600,
        Function::Minutes => length.seconds() / 60,
        Function::Seconds => length.seconds(),
        Function::Milliseconds => length.subsecond_milliseconds(),
        _ => return Err(Fault::NoOverload("a day, month or year", "a length of time")),
    })
}

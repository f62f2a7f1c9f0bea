//! Values that stand in a row: whole and decimal numbers, moments and lengths of time, each with its
//! place, so that between two neighbours nothing is left out.

use std::cmp::Ordering;

use crate::base::time::{Duration, Timestamp};
use crate::expr::{Domain, Type, Value};

/// A place in the row of a type's values.
pub(crate) type Place = i128;

/// The row of a type's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    Int,
    Double,
    Timestamp,
    Duration,
}

/// Neighbouring values, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) first: Place,
    pub(crate) last: Place,
}

impl Interval {
    pub(crate) fn contains(self, place: Place) -> bool {
        (self.first..=self.last).contains(&place)
    }
}

impl Line {
    pub(crate) fn of(ty: &Type) -> Option<Self> {
        Some(match ty {
            Type::Int => Self::Int,
            Type::Double => Self::Double,
            Type::Timestamp => Self::Timestamp,
            Type::Duration => Self::Duration,
            _ => return None,
        })
    }

    /// The place of a value of this type; no value is not a number.
    pub(crate) fn place(self, value: &Value) -> Option<Place> {
        match (self, value) {
            (Self::Int, Value::Int(number)) => Some(Place::from(*number)),
            (Self::Double, Value::Double(number)) => place_of_double(*number),
            (Self::Timestamp, Value::Timestamp(at)) => Some(at.unix_nanoseconds()),
            (Self::Duration, Value::Duration(length)) => Some(length.nanoseconds()),
            _ => None,
        }
    }

    pub(crate) fn value(self, place: Place) -> Option<Value> {
        match self {
            Self::Int => i64::try_from(place).ok().map(Value::Int),
            Self::Double => double_at(place).map(Value::Double),
            Self::Timestamp => Timestamp::from_unix_nanoseconds(place).map(Value::Timestamp),
            Self::Duration => Duration::from_nanoseconds(place).ok().map(Value::Duration),
        }
    }

    /// All values that a fact of this type can have.
    pub(crate) fn whole(self, domain: &Domain) -> Option<Interval> {
        let (least, most) = self.limits();
        let Domain::Range { min, max } = domain else {
            return Some(Interval { first: least, last: most });
        };
        let bound = |at: Option<f64>| at.map(Value::Double);
        let whole = Interval { first: least, last: most };
        let first = bound(*min)
            .map_or(Some(least), |min| self.first_where(whole, |value| not_below(value, &min)))?;
        let last = bound(*max).map_or(Some(most), |max| {
            let above = self.first_where(whole, |value| above(value, &max));
            Some(above.map_or(most, |above| above - 1))
        })?;
        (first <= last).then_some(Interval { first, last })
    }

    fn limits(self) -> (Place, Place) {
        match self {
            Self::Int => (Place::from(i64::MIN), Place::from(i64::MAX)),
            Self::Double => {
                let most = place_of_double(f64::MAX).unwrap_or(0);
                (-most, most)
            }
            Self::Timestamp => {
                (Timestamp::MIN.unix_nanoseconds(), Timestamp::MAX.unix_nanoseconds())
            }
            Self::Duration => (-Duration::MOST_NANOSECONDS, Duration::MOST_NANOSECONDS),
        }
    }

    /// The first place for which something holds that holds for all after it.
    pub(crate) fn first_where(
        self,
        within: Interval,
        holds: impl Fn(&Value) -> bool,
    ) -> Option<Place> {
        let at = |place| self.value(place).is_some_and(|value| holds(&value));
        if !at(within.last) {
            return None;
        }
        let (mut before, mut found) = (within.first - 1, within.last);
        while found - before > 1 {
            let middle = before + (found - before) / 2;
            if at(middle) {
                found = middle;
            } else {
                before = middle;
            }
        }
        Some(found)
    }

    /// Where the values that equal a constant begin, and where those above it do.
    pub(crate) fn cuts(self, whole: Interval, constant: &Value) -> [Option<Place>; 2] {
        match self.place(constant) {
            Some(place) => [Some(place), Some(place + 1)],
            None => [
                self.first_where(whole, |value| not_below(value, constant)),
                self.first_where(whole, |value| above(value, constant)),
            ],
        }
    }

    /// The pieces of a row that is cut before each of some places.
    pub(crate) fn pieces(whole: Interval, mut cuts: Vec<Place>) -> Vec<Interval> {
        cuts.retain(|cut| *cut > whole.first && *cut <= whole.last);
        cuts.sort_unstable();
        cuts.dedup();
        let mut first = whole.first;
        let mut pieces = Vec::with_capacity(cuts.len() + 1);
        for cut in cuts {
            pieces.push(Interval { first, last: cut - 1 });
            first = cut;
        }
        pieces.push(Interval { first, last: whole.last });
        pieces
    }

    /// A value of a piece that a person would have chosen.
    pub(crate) fn sample(self, piece: Interval) -> Option<Value> {
        let plain = self.plain(piece).filter(|place| piece.contains(*place));
        self.value(plain.unwrap_or(piece.first))
    }

    fn plain(self, piece: Interval) -> Option<Place> {
        let (least, most) = self.limits();
        if piece.contains(0) && self != Self::Timestamp {
            return Some(0);
        }
        let units: &[i128] = match self {
            Self::Int => return Some(if piece.first > 0 { piece.first } else { piece.last }),
            Self::Double => return self.plain_double(piece),
            Self::Timestamp | Self::Duration => &[24 * HOUR, HOUR, HOUR / 3_600, HOUR / 3_600_000],
        };
        let known = if piece.contains(SOME_DAY) && self == Self::Timestamp {
            return Some(SOME_DAY);
        } else if piece.first > least {
            piece.first
        } else if piece.last < most {
            piece.last
        } else {
            0
        };
        let rising = known == piece.first;
        units.iter().find_map(|unit| {
            let down = known.div_euclid(*unit) * unit;
            let place = if rising && down < known { down + unit } else { down };
            piece.contains(place).then_some(place)
        })
    }

    fn plain_double(self, piece: Interval) -> Option<Place> {
        let (Some(first), Some(last)) = (double_at(piece.first), double_at(piece.last)) else {
            return None;
        };
        let near = if first > 0.0 { first } else { last };
        [1.0, 10.0, 100.0, 10_000.0].into_iter().find_map(|scale: f64| {
            let scaled = near * scale;
            let rounded = if first > 0.0 { scaled.ceil() } else { scaled.floor() };
            place_of_double(rounded / scale).filter(|place| piece.contains(*place))
        })
    }

    /// Distances at which other values are tried: an hour to some years for times.
    fn steps(self) -> Vec<Place> {
        match self {
            Self::Int => vec![1, 2, 10, 100, 1_000],
            Self::Double => Vec::new(),
            Self::Timestamp | Self::Duration => {
                [1, 48, 240, 1_000, 2_400, 10_000, 100_000].map(|hours| hours * HOUR).to_vec()
            }
        }
    }

    /// Several values of a piece, for what its ends cannot tell.
    pub(crate) fn samples(self, piece: Interval) -> Vec<Value> {
        let middle = piece.first + (piece.last - piece.first) / 2;
        let places = [piece.first, piece.last, middle, piece.first + 1, piece.last - 1];
        let inside = places.into_iter().filter(|place| piece.contains(*place));
        let mut values: Vec<Value> = self.sample(piece).into_iter().collect();
        let plain = values.first().and_then(|value| self.place(value)).unwrap_or(0);
        let near = self.steps().into_iter().flat_map(|step| [plain - step, plain + step]);
        let near: Vec<Place> = near.filter(|place| piece.contains(*place)).collect();
        for value in inside.chain(near).filter_map(|place| self.value(place)) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }
}

/// An hour in nanoseconds.
const HOUR: Place = 3_600_000_000_000;

/// 2026-01-01, in nanoseconds after the first moment of 1970.
const SOME_DAY: Place = 1_767_225_600_000_000_000;

fn not_below(value: &Value, constant: &Value) -> bool {
    crate::expr::atoms::order_to(value, constant).is_some_and(Ordering::is_ge)
}

fn above(value: &Value, constant: &Value) -> bool {
    crate::expr::atoms::order_to(value, constant).is_some_and(Ordering::is_gt)
}

/// Doubles in their order, each one place after the one before; both zeros share a place.
fn place_of_double(number: f64) -> Option<Place> {
    let bits = Place::from(number.abs().to_bits());
    (!number.is_nan()).then_some(if number < 0.0 { -bits } else { bits })
}

fn double_at(place: Place) -> Option<f64> {
    let number = f64::from_bits(u64::try_from(place.abs()).ok()?);
    (!number.is_nan()).then_some(if place < 0 { -number } else { number })
}

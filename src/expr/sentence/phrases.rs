//! The words of sentences: one table for each language.

use crate::base::language::Language;

/// All that a sentence about a condition is put together from, in one language. In each pattern
/// `{a}` is what is spoken of and `{b}` what it is held against.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Phrases {
    /// `amount >= 5`
    pub at_least: &'static str,
    /// `amount > 5`
    pub more_than: &'static str,
    /// `amount <= 5`
    pub at_most: &'static str,
    /// `amount < 5`
    pub less_than: &'static str,
    /// `amount == 5`, `segment == 'smb'`
    pub is: &'static str,
    /// `amount != 5`
    pub is_not: &'static str,
    /// `competition != 'not_asked'`, where the value denies something itself.
    pub is_other: &'static str,
    /// `stakeholders >= 5`, of something that is counted.
    pub count_at_least: &'static str,
    /// `stakeholders > 5`
    pub count_more_than: &'static str,
    /// `stakeholders <= 5`
    pub count_at_most: &'static str,
    /// `stakeholders < 5`
    pub count_less_than: &'static str,
    /// `stakeholders == 5`
    pub count_is: &'static str,
    /// `stakeholders != 5`
    pub count_is_not: &'static str,
    /// `stakeholders == 0`
    pub count_none: &'static str,
    /// `close_date >= timestamp('…')`
    pub from: &'static str,
    /// `close_date > timestamp('…')`
    pub after: &'static str,
    /// `close_date <= timestamp('…')`
    pub until: &'static str,
    /// `close_date < timestamp('…')`
    pub before: &'static str,
    /// `close_date == timestamp('…')`
    pub on: &'static str,
    /// `close_date != timestamp('…')`
    pub not_on: &'static str,
    /// `close_date < now`
    pub in_past: &'static str,
    /// `close_date > now`
    pub in_future: &'static str,
    /// `now - last_call <= duration('…')`
    pub within_last: &'static str,
    /// `now - last_call > duration('…')`
    pub longer_ago: &'static str,
    /// `close_date - now <= duration('…')`
    pub within_next: &'static str,
    /// `close_date - now > duration('…')`
    pub further_ahead: &'static str,
    /// `!met`
    pub not: &'static str,
    /// `!met` beside other statements.
    pub not_beside: &'static str,
    /// `segment in ['smb', 'mid']`
    pub is_one_of: &'static str,
    /// `!(segment in ['smb', 'mid'])`
    pub is_none_of: &'static str,
    /// `c.met` inside a macro, where something is said of each item.
    pub item_is: &'static str,
    /// `!c.met` inside a macro.
    pub item_is_not: &'static str,
    /// Anything else inside a macro, such as `c.calls > 2`.
    pub item_has: &'static str,
    /// `c.stance == 'neutral'` inside a macro.
    pub item_has_value: &'static str,
    /// `c.stance != 'neutral'` inside a macro.
    pub item_has_other: &'static str,
    /// `c.name.startsWith('x')` inside a macro; `{b}` says what it does.
    pub item_has_that: &'static str,
    /// `has(c.stance)` inside a macro.
    pub item_has_known: &'static str,
    /// `!has(c.stance)` inside a macro.
    pub item_lacks: &'static str,
    /// `has(amount)`
    pub known: &'static str,
    /// `!has(amount)`
    pub not_known: &'static str,
    /// `has(contacts)`
    pub known_plural: &'static str,
    /// `!has(contacts)`
    pub not_known_plural: &'static str,
    /// `'champion' in roles`
    pub among: &'static str,
    /// `!('champion' in roles)`
    pub not_among: &'static str,
    /// `name.contains('x')`
    pub contains: &'static str,
    /// `name.startsWith('x')`
    pub starts_with: &'static str,
    /// `name.endsWith('x')`
    pub ends_with: &'static str,
    /// `name.matches('x')`
    pub matches: &'static str,
    /// `contacts.exists(c, …)`
    pub some: &'static str,
    /// `!contacts.exists(c, …)`
    pub none: &'static str,
    /// `contacts.all(c, …)`
    pub every: &'static str,
    /// `!contacts.all(c, …)`
    pub not_every: &'static str,
    /// `contacts.exists_one(c, …)`
    pub exactly_one: &'static str,
    /// `contacts.filter(c, …)`, of which something is said.
    pub those: &'static str,
    /// `size(contacts)`, held against something that is no constant.
    pub number_of: &'static str,
    /// `a && b`
    pub and: &'static str,
    /// `a && b` where a part has an «and» or «or» of its own.
    pub and_also: &'static str,
    /// Between the first parts of three or more.
    pub comma: &'static str,
    /// `a || b`
    pub or: &'static str,
    /// `a || b` where a part has an «and» of its own.
    pub or_else: &'static str,
    /// `a || b` as a part of an «and».
    pub either: &'static str,
    /// A part that would be misread without it.
    pub bracketed: &'static str,
    /// `!(a && b)`
    pub not_all_of: &'static str,
    /// `a ? b : c`; `{c}` is what holds otherwise.
    pub if_then: &'static str,
    /// A text that was written in a condition.
    pub quoted: &'static str,
    /// One day, several days.
    pub days: (&'static str, &'static str),
    /// One hour, several hours.
    pub hours: (&'static str, &'static str),
    /// One minute, several minutes.
    pub minutes: (&'static str, &'static str),
    /// One second, several seconds.
    pub seconds: (&'static str, &'static str),
    /// A label as it stands inside a sentence.
    pub inside: fn(&str) -> String,
    /// Whether a label names things that are counted.
    pub is_plural: fn(&str) -> bool,
    /// Whether a value denies something itself: «not asked».
    pub is_denial: fn(&str) -> bool,
    /// The name of one of the things that a label names.
    pub singular: fn(&str) -> String,
    /// A number with its unit.
    pub amount: fn(f64, Option<&str>) -> String,
}

impl Phrases {
    /// English.
    pub const ENGLISH: Self = Self {
        at_least: "{a} at least {b}",
        more_than: "{a} more than {b}",
        at_most: "{a} at most {b}",
        less_than: "{a} less than {b}",
        is: "{a} is {b}",
        is_not: "{a} is not {b}",
        is_other: "{a} is something other than “{b}”",
        count_at_least: "at least {b} {a}",
        count_more_than: "more than {b} {a}",
        count_at_most: "at most {b} {a}",
        count_less_than: "fewer than {b} {a}",
        count_is: "exactly {b} {a}",
        count_is_not: "not exactly {b} {a}",
        count_none: "no {a}",
        from: "{a} on or after {b}",
        after: "{a} after {b}",
        until: "{a} on or before {b}",
        before: "{a} before {b}",
        on: "{a} on {b}",
        not_on: "{a} not on {b}",
        in_past: "{a} in the past",
        in_future: "{a} in the future",
        within_last: "{a} within the last {b}",
        longer_ago: "{a} more than {b} ago",
        within_next: "{a} within the next {b}",
        further_ahead: "{a} more than {b} ahead",
        not: "not: {a}",
        not_beside: "not {a}",
        is_one_of: "{a} is {b}",
        is_none_of: "{a} is none of {b}",
        item_is: "is {a}",
        item_is_not: "is not {a}",
        item_has: "has {a}",
        item_has_value: "has {a} {b}",
        item_has_other: "has another {a} than {b}",
        item_has_that: "has a {a} that {b}",
        item_has_known: "has a known {a}",
        item_lacks: "has no known {a}",
        known: "{a} is known",
        not_known: "{a} is not known",
        known_plural: "{a} are known",
        not_known_plural: "{a} are not known",
        among: "{b} among {a}",
        not_among: "{b} not among {a}",
        contains: "{a} contains {b}",
        starts_with: "{a} begins with {b}",
        ends_with: "{a} ends with {b}",
        matches: "{a} fits the pattern {b}",
        some: "some {a} {b}",
        none: "no {a} {b}",
        every: "every {a} {b}",
        not_every: "not every {a} {b}",
        exactly_one: "exactly one {a} {b}",
        those: "{a} of which each {b}",
        number_of: "the number of {a}",
        and: " and ",
        and_also: ", and ",
        comma: ", ",
        or: " or ",
        or_else: ", or ",
        either: "either {a}",
        bracketed: "({a})",
        not_all_of: "not all of this: {a}",
        if_then: "if {a}, then {b}, otherwise {c}",
        quoted: "“{a}”",
        days: ("day", "days"),
        hours: ("hour", "hours"),
        minutes: ("minute", "minutes"),
        seconds: ("second", "seconds"),
        inside: english_inside,
        is_plural: english_is_plural,
        is_denial: english_is_denial,
        singular: english_singular,
        amount: english_amount,
    };

    /// Chinese in simplified characters.
    pub const SIMPLIFIED_CHINESE: Self = Self {
        at_least: "{a}不低于{b}",
        more_than: "{a}高于{b}",
        at_most: "{a}不高于{b}",
        less_than: "{a}低于{b}",
        is: "{a}为{b}",
        is_not: "{a}不为{b}",
        is_other: "{a}不是“{b}”",
        count_at_least: "至少有{b}项{a}",
        count_more_than: "{a}多于{b}项",
        count_at_most: "{a}不多于{b}项",
        count_less_than: "{a}少于{b}项",
        count_is: "{a}恰好为{b}项",
        count_is_not: "{a}不是{b}项",
        count_none: "没有{a}",
        from: "{a}在{b}或之后",
        after: "{a}晚于{b}",
        until: "{a}在{b}或之前",
        before: "{a}早于{b}",
        on: "{a}为{b}",
        not_on: "{a}不是{b}",
        in_past: "{a}已过",
        in_future: "{a}尚未到",
        within_last: "{a}在最近{b}内",
        longer_ago: "{a}已过去{b}以上",
        within_next: "{a}在未来{b}内",
        further_ahead: "{a}距今还有{b}以上",
        not: "并非：{a}",
        not_beside: "并非{a}",
        is_one_of: "{a}为{b}",
        is_none_of: "{a}不为{b}中的任何一个",
        item_is: "是{a}",
        item_is_not: "不是{a}",
        item_has: "满足“{a}”",
        item_has_value: "{a}为{b}",
        item_has_other: "{a}不为{b}",
        item_has_that: "{a}{b}",
        item_has_known: "{a}已知",
        item_lacks: "{a}未知",
        known: "{a}已知",
        not_known: "{a}未知",
        known_plural: "{a}已知",
        not_known_plural: "{a}未知",
        among: "{a}中有{b}",
        not_among: "{a}中没有{b}",
        contains: "{a}包含{b}",
        starts_with: "{a}以{b}开头",
        ends_with: "{a}以{b}结尾",
        matches: "{a}符合格式{b}",
        some: "有一项{a}{b}",
        none: "没有一项{a}{b}",
        every: "每一项{a}都{b}",
        not_every: "并非每一项{a}都{b}",
        exactly_one: "恰有一项{a}{b}",
        those: "{b}的{a}",
        number_of: "{a}的数量",
        and: "且",
        and_also: "，且",
        comma: "、",
        or: "或",
        or_else: "，或",
        either: "（{a}）",
        bracketed: "（{a}）",
        not_all_of: "并非全部成立：{a}",
        if_then: "若{a}，则{b}，否则{c}",
        quoted: "“{a}”",
        days: ("天", "天"),
        hours: ("小时", "小时"),
        minutes: ("分钟", "分钟"),
        seconds: ("秒", "秒"),
        inside: str::to_owned,
        is_plural: |_| false,
        is_denial: chinese_is_denial,
        singular: str::to_owned,
        amount: chinese_amount,
    };

    /// Those of a language that dealgraph speaks.
    #[must_use]
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &Self::ENGLISH,
            Language::SimplifiedChinese => &Self::SIMPLIFIED_CHINESE,
        }
    }
}

/// The first letter small, unless the word is an abbreviation.
fn english_inside(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

fn english_is_plural(label: &str) -> bool {
    let is_possessive = label.ends_with("'s") || label.ends_with("’s");
    label.ends_with('s') && !is_possessive && !label.ends_with("ss") && !label.ends_with("us")
}

fn english_is_denial(value: &str) -> bool {
    let word = value.split(' ').next().unwrap_or_default().to_lowercase();
    matches!(&*word, "not" | "no" | "none" | "nobody" | "nothing" | "never")
}

fn chinese_is_denial(value: &str) -> bool {
    value.starts_with(['不', '未', '无', '没'])
}

fn english_singular(label: &str) -> String {
    match (label.strip_suffix("ies"), label.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) if english_is_plural(label) => stem.to_owned(),
        _ => label.to_owned(),
    }
}

fn english_amount(number: f64, unit: Option<&str>) -> String {
    let number = figure(number);
    match unit {
        Some("%") => format!("{number}%"),
        Some(unit) => format!("{number} {unit}"),
        None => number,
    }
}

/// A unit in Chinese stands without a space before it.
fn chinese_amount(number: f64, unit: Option<&str>) -> String {
    let number = figure(number);
    match unit {
        Some(unit) if unit != "%" && unit.is_ascii() => format!("{number} {unit}"),
        Some(unit) => format!("{number}{unit}"),
        None => number,
    }
}

/// A number with its thousands apart.
fn figure(number: f64) -> String {
    let plain = number.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let sign = if number < 0.0 { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", in_thousands(whole))
}

fn in_thousands(digits: &str) -> String {
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_numbers_and_labels() {
        assert_eq!(english_amount(1_234_567.5, Some("EUR")), "1,234,567.5 EUR");
        assert_eq!(english_amount(-15.0, Some("%")), "-15%");
        assert_eq!(english_amount(999.0, None), "999");
        assert_eq!(english_inside("Decision process"), "decision process");
        assert_eq!(english_inside("NDA signed"), "NDA signed");
        assert_eq!(english_singular("Companies"), "Company");
        assert_eq!(english_singular("Business"), "Business");
        assert!(english_is_plural("Red flags"));
        assert!(!english_is_plural("What has changed at the buyer's"));
        assert!(english_is_denial("not asked") && english_is_denial("None"));
        assert!(!english_is_denial("notable") && !english_is_denial("asked"));
    }
}

//! What is said of a condition that does not fit, and how it is mended.

use dealgraph::expr::{Condition, ProblemKind};

use crate::process::Process;

/// The only problem of a text: its kind, message, help, and the text after its fix.
fn problem(text: &str) -> (ProblemKind, String, String, String) {
    let problems = Condition::compile(text, &Process::default()).unwrap_err();
    assert_eq!(problems.len(), 1, "{text}: {problems:?}");
    let problem = problems.into_iter().next().unwrap();
    let fixed = problem.fix.map(|fix| fix.apply(text).unwrap());
    (problem.kind, problem.message, problem.help.unwrap_or_default(), fixed.unwrap_or_default())
}

/// The fix leads to a condition without a problem.
fn mended(text: &str, kind: ProblemKind, fixed: &str) {
    let (found, _, _, after) = problem(text);
    assert_eq!((found, after.as_str()), (kind, fixed), "{text}");
    assert!(Condition::compile(fixed, &Process::default()).is_ok(), "{fixed}");
}

#[test]
fn unknown_names_give_the_nearest_one() {
    use ProblemKind::Name;
    mended("amonut > 5", Name, "amount > 5");
    mended("score.need > 50", Name, "score.needs > 50");
    mended("has(amonut)", Name, "has(amount)");
    mended("contacts.exists(c, c.mett)", Name, "contacts.exists(c, c.met)");
    mended("competitor.startWith('A')", Name, "competitor.startsWith('A')");
    mended("len(contacts) > 2", Name, "size(contacts) > 2");
    mended("contacts.exist(c, c.met)", Name, "contacts.exists(c, c.met)");
    mended("contacts.any(c, c.met)", Name, "contacts.exists(c, c.met)");
    let (_, message, help, fix) = problem("weather > 3");
    assert_eq!(
        (message.as_str(), help.as_str(), fix.as_str()),
        ("nothing is called `weather`", "", "")
    );
}

#[test]
fn values_of_choices_are_checked_and_quoted() {
    mended(
        "last_outcome == 'continuaton'",
        ProblemKind::OutsideValues,
        "last_outcome == 'continuation'",
    );
    mended("last_outcome == continuation", ProblemKind::Name, "last_outcome == 'continuation'");
    mended("continuaton != last_outcome", ProblemKind::Name, "'continuation' != last_outcome");
    mended("segment in ['smb', midd]", ProblemKind::Name, "segment in ['smb', 'mid']");
    mended("'champio' in roles", ProblemKind::OutsideValues, "'champion' in roles");
    mended(
        "roles.exists(r, r == 'champio')",
        ProblemKind::OutsideValues,
        "roles.exists(r, r == 'champion')",
    );
    mended("roles == ['champio']", ProblemKind::OutsideValues, "roles == ['champion']");
    mended(
        "contacts.exists(c, c.stance == 'neutrall')",
        ProblemKind::OutsideValues,
        "contacts.exists(c, c.stance == 'neutral')",
    );
    let (_, message, help, _) = problem("segment == 'giant'");
    assert_eq!(message, "'giant' is not a value of `segment`");
    assert_eq!(help, "it is one of 'smb', 'mid' or 'enterprise'");
}

#[test]
fn numbers_outside_the_range_are_reported_but_can_be_read() {
    let (kind, message, help, _) = problem("fit > 11");
    assert_eq!(kind, ProblemKind::OutsideValues);
    assert_eq!(message, "`11` is outside the range of `fit`");
    assert_eq!(help, "`fit` goes from 0 to 10");
    assert_eq!(problem("amount >= -1").2, "`amount` is never below 0");
    let (condition, problems) = Condition::read("fit > 11", &Process::default());
    assert!(condition.is_some() && problems.len() == 1);
    assert!(Condition::read("fit > 'a'", &Process::default()).0.is_none());
}

#[test]
fn types_that_do_not_fit_are_mended_where_the_meaning_is_clear() {
    use ProblemKind::Type;
    mended("amount > '5000'", Type, "amount > 5000");
    mended("competitor == 3", Type, "competitor == '3'");
    mended("nda == 'yes'", Type, "nda == true");
    mended("roles == 'champion'", Type, "'champion' in roles");
    mended("'abc' in competitor", Type, "competitor.contains('abc')");
    mended("close_date < '2026-01-01'", Type, "close_date < timestamp('2026-01-01')");
    mended("now - close_date > 14", Type, "now - close_date > duration('336h')");
    mended("now + 14 > close_date", Type, "now + duration('336h') > close_date");
    mended("cycle > '30d'", Type, "cycle > duration('720h')");
    mended("cycle > duration('14d')", Type, "cycle > duration('336h')");
    mended("amount * 2 > budget", Type, "amount * 2.0 > budget");
    mended("stakeholders * 1.5 > 3.0", Type, "double(stakeholders) * 1.5 > 3.0");
    mended("close_date == null", Type, "!has(close_date)");
    mended("startsWith(competitor, 'A')", Type, "competitor.startsWith('A')");
}

#[test]
fn types_that_do_not_fit_are_named_in_plain_words() {
    for (text, message, help) in [
        ("amount", "expected yes or no, found a number", "compare it: `amount > 0`"),
        ("nda && segment", "expected yes or no, found a text", "compare it: `segment == '…'`"),
        (
            "!contacts",
            "expected yes or no, found a list of records",
            "ask about its items: `contacts.exists(x, …)`",
        ),
        (
            "amount == 'much'",
            "a number cannot be compared with a text",
            "both sides have to be of the same type",
        ),
        (
            "competitor.contains(5)",
            "`contains` needs a text, found a whole number",
            "it is used like this: `name.contains('part')`",
        ),
        (
            "contacts.met",
            "`contacts` is a list of records, it has no field `met`",
            "ask about its records: `contacts.exists(x, x.met …)`",
        ),
        ("1 in roles", "a whole number is never in a list of texts", ""),
        (
            "size(contacts, 2) > 1",
            "`size` is given 2 values, which is not what it takes",
            "it is used like this: `size(contacts) >= 2`",
        ),
        ("cycle.getHours('UTC') > 5", "a length of time has no time zone", ""),
        (
            "timestamp('2026-13-01') > close_date",
            "`2026-13-01` is not a date such as 2026-11-23T08:00:00Z",
            "it is used like this: `timestamp('2026-11-23T00:00:00Z')`",
        ),
    ] {
        let (kind, found, advice, _) = problem(text);
        assert_eq!(
            (kind, found.as_str(), advice.as_str()),
            (ProblemKind::Type, message, help),
            "{text}"
        );
    }
}

#[test]
fn patterns_are_compiled_at_once() {
    let (kind, message, help, _) = problem("competitor.matches('(')");
    assert_eq!(kind, ProblemKind::Pattern);
    assert_eq!(message, "`'('` is no regular expression: unclosed group");
    assert_eq!(help, "to look for a text as it stands, use `contains`");
    assert_eq!(problem("competitor.matches('(a{1000}){1000}')").0, ProblemKind::Pattern);
}

#[test]
fn one_cause_gives_one_problem_and_all_causes_are_found() {
    let process = Process::default();
    let problems = |text: &str| Condition::compile(text, &process).unwrap_err();
    assert_eq!(problems("weather.today + 3 > 'x' && weather.today < 5").len(), 1);
    let found =
        problems("weather > 3 && segment == 'smbb' && amount > '5' && competitor.matches('(')");
    let kinds: Vec<ProblemKind> = found.iter().map(|problem| problem.kind).collect();
    assert_eq!(
        kinds,
        [ProblemKind::Name, ProblemKind::OutsideValues, ProblemKind::Type, ProblemKind::Pattern]
    );
    assert!(found.windows(2).all(|pair| pair[0].span <= pair[1].span));
}

#[test]
fn whole_and_decimal_numbers_compare() {
    for text in ["amount >= 50000", "stakeholders < 2.5", "fit == 3.0", "fit in [1, 2.0]"] {
        assert!(Condition::compile(text, &Process::default()).is_ok(), "{text}");
    }
}

//! Conditions as sentences.

use dealgraph::expr::sentence::{Labels, Phrases};
use dealgraph::expr::{Condition, Slot};

use crate::process::Process;

fn sentence(text: &str) -> String {
    let condition = Condition::compile(text, &Process::default());
    let condition = condition.unwrap_or_else(|found| panic!("{text}: {found:?}"));
    condition.sentence(&Phrases::ENGLISH, &())
}

#[test]
fn conditions_read_as_sentences() {
    for (text, expected) in [
        ("amount > 5000", "amount more than 5,000 EUR"),
        ("5000 <= amount", "amount at least 5,000 EUR"),
        ("!(discount > 15.5)", "discount at most 15.5%"),
        ("amount > budget", "amount more than budget"),
        ("stakeholders >= 3", "at least 3 stakeholders"),
        ("stakeholders > 0", "at least 1 stakeholder"),
        ("stakeholders == 0", "no stakeholders"),
        ("days_in_stage > 30", "days in stage more than 30"),
        ("decision_process", "decision process mapped"),
        ("!decision_process", "not: decision process mapped"),
        ("decision_process == false", "not: decision process mapped"),
        ("has(close_date)", "close date is known"),
        ("!has(contacts)", "contacts are not known"),
        ("segment == 'smb'", "segment is smb"),
        ("last_outcome != 'advance'", "outcome of the last call is not advance"),
        ("last_outcome != 'no_sale'", "outcome of the last call is something other than “no sale”"),
        ("contacts.exists(c, has(c.met) && c.met)", "some contact is met"),
        ("has(nda) && nda", "NDA signed"),
        ("stakeholders >= size(contacts)", "stakeholders at least the number of contacts"),
        ("segment in ['smb', 'mid']", "segment is smb or mid"),
        ("!(segment in ['smb', 'mid'])", "segment is none of smb, mid"),
        ("competitor == 'Acme'", "competitor is “Acme”"),
        ("competitor.startsWith('A')", "competitor begins with “A”"),
        ("'champion' in roles", "champion among roles"),
        ("close_date < timestamp('2026-12-31')", "close date before 2026-12-31"),
        ("close_date >= now", "close date in the future"),
        ("close_date - now <= duration('720h')", "close date within the next 30 days"),
        ("close_date < now + duration('24h')", "close date within the next 1 day"),
        ("now - last_call > duration('336h')", "last call more than 14 days ago"),
        ("last_call > now - duration('336h')", "last call within the last 14 days"),
        ("cycle >= duration('36h')", "buying cycle at least 36 hours"),
        ("score.needs >= 80", "strength of need at least 80%"),
    ] {
        assert_eq!(sentence(text), expected, "{text}");
    }
}

#[test]
fn parts_are_joined_so_that_they_cannot_be_misread() {
    for (text, expected) in [
        ("stakeholders >= 3 || buyer_met", "at least 3 stakeholders or economic buyer met"),
        ("nda && buyer_met && has(amount)", "NDA signed, economic buyer met and amount is known"),
        (
            "nda && buyer_met || stakeholders > 2",
            "NDA signed and economic buyer met, or more than 2 stakeholders",
        ),
        (
            "discount <= 15 && (nda || buyer_met)",
            "discount at most 15%, and either NDA signed or economic buyer met",
        ),
        ("!(nda && buyer_met)", "not all of this: NDA signed and economic buyer met"),
        ("!(nda || stakeholders >= 2)", "not NDA signed and fewer than 2 stakeholders"),
        (
            "(nda && (buyer_met || decision_process && nda)) || stakeholders == 1",
            "(NDA signed, and (economic buyer met, or decision process mapped and NDA signed)), or exactly 1 stakeholder",
        ),
        (
            "nda ? buyer_met : stakeholders > 2",
            "if NDA signed, then economic buyer met, otherwise more than 2 stakeholders",
        ),
    ] {
        assert_eq!(sentence(text), expected, "{text}");
    }
}

#[test]
fn items_of_lists_are_spoken_of() {
    for (text, expected) in [
        (
            "contacts.exists(c, 'champion' in c.roles && c.met)",
            "some contact has champion among roles and is met",
        ),
        ("!contacts.exists(c, c.stance == 'opponent')", "no contact has stance opponent"),
        ("contacts.all(c, c.calls > 2)", "every contact has more than 2 calls"),
        ("contacts.exists(c, has(c.stance))", "some contact has a known stance"),
        (
            "contacts.exists(c, c.name.startsWith('D'))",
            "some contact has a name that begins with “D”",
        ),
        ("size(contacts) >= 3", "at least 3 contacts"),
        ("size(contacts.filter(c, c.met)) >= 2", "at least 2 contacts of which each is met"),
        ("roles.exists(r, r == 'champion')", "some role is champion"),
    ] {
        assert_eq!(sentence(text), expected, "{text}");
    }
}

#[test]
fn what_has_no_words_stands_as_written() {
    for text in [
        "close_date.getMonth() == 5",
        "amount - budget > 5.0",
        "contacts.exists(c, c.calls + 1 > 3)",
    ] {
        assert_eq!(sentence(text), format!("`{text}`"));
    }
}

struct German;

impl Labels for German {
    fn fact<'l>(&'l self, _: Slot, declared: &'l str) -> &'l str {
        if declared == "Amount" { "Betrag" } else { declared }
    }
}

#[test]
fn another_language_is_another_table() {
    let mut language = Phrases::ENGLISH;
    language.more_than = "{a} über {b}";
    language.inside = str::to_owned;
    let condition = Condition::compile("amount > 5000", &Process::default()).unwrap();
    assert_eq!(condition.sentence(&language, &German), "Betrag über 5,000 EUR");
}

//! What conditions answer, and why.

use dealgraph::expr::{Condition, Explanation, Slot, TrustAll, Truth, Value};

use crate::process::{Deal, Process, TrustsAllBut, contact};

fn condition(text: &str) -> Condition {
    Condition::compile(text, &Process::default())
        .unwrap_or_else(|found| panic!("{text}: {found:?}"))
}

fn explained(text: &str, deal: &Deal) -> Explanation {
    condition(text).explain(deal, &TrustAll)
}

fn missing(text: &str, deal: &Deal) -> Vec<&'static str> {
    Process::default().names_of(&explained(text, deal).missing)
}

fn deal(facts: &[(&str, Value)]) -> Deal {
    let process = Process::default();
    facts
        .iter()
        .fold(Deal::default(), |deal, (name, value)| deal.with(&process, name, value.clone()))
}

#[test]
fn what_is_unset_is_unknown_and_is_absorbed() {
    let some = deal(&[("amount", 5.0.into()), ("nda", false.into())]);
    for (text, truth) in [
        ("amount > 3", Truth::True),
        ("budget > 3", Truth::Unknown),
        ("nda && budget > 3", Truth::False),
        ("amount > 3 || budget > 3", Truth::True),
        ("amount > budget", Truth::Unknown),
        ("has(budget)", Truth::False),
        ("!has(budget) && !has(contacts)", Truth::True),
        ("contacts.exists(c, c.met)", Truth::Unknown),
        ("budget / 0.0 > 1 || stakeholders / 0 == 1", Truth::Unknown),
    ] {
        assert_eq!(condition(text).decide(&some), truth, "{text}");
    }
}

#[test]
fn records_may_lack_fields() {
    let met = |met: Option<bool>| deal(&[("contacts", Value::list([contact(&["user"], met)]))]);
    let asked = condition("contacts.exists(c, c.met)");
    assert_eq!(asked.decide(&met(Some(true))), Truth::True);
    assert_eq!(asked.decide(&met(Some(false))), Truth::False);
    assert_eq!(asked.decide(&met(None)), Truth::Unknown);
    assert_eq!(missing("contacts.exists(c, c.met)", &met(None)), ["contacts"]);
    assert_eq!(condition("contacts.exists(c, has(c.met))").decide(&met(None)), Truth::False);
    assert_eq!(
        condition("contacts.exists(c, c.met || 'user' in c.roles)").decide(&met(None)),
        Truth::True
    );
}

#[test]
fn a_failure_is_unknown_and_says_what_it_was() {
    let zero = deal(&[("stakeholders", 0_i64.into()), ("fit", 3_i64.into())]);
    let explanation = explained("fit / stakeholders > 1", &zero);
    assert_eq!(explanation.truth, Truth::Unknown);
    assert_eq!(explanation.error.as_deref(), Some("division by zero"));
    assert!(explanation.missing.is_empty());
    let explanation = explained("fit / stakeholders > 1 && budget > 2", &zero);
    assert_eq!(explanation.error, None);
    assert!(explanation.missing.is_empty(), "the division fails whatever the budget is");
}

#[test]
fn only_facts_that_can_help_are_missing() {
    let some = deal(&[("amount", 5.0.into()), ("nda", false.into()), ("buyer_met", true.into())]);
    for (text, names) in [
        ("budget > 3", &["budget"][..]),
        ("amount > 9 || budget > 3", &["budget"]),
        ("nda && budget > 3", &[]),
        ("amount > 3 && budget > 3", &["budget"]),
        ("has(budget)", &["budget"]),
        ("has(budget) && budget > 3 && has(fit)", &["budget", "fit"]),
        ("!has(budget) && fit > 3", &["fit"]),
        ("buyer_met ? budget > 3 : fit > 3", &["budget"]),
        ("decision_process ? budget > 3 : nda", &["budget", "decision_process"]),
        ("budget > 3 && budget < 2 || fit > 5", &["fit"]),
        ("segment == 'smb' && segment == 'mid'", &[]),
        ("segment != 'smb' && segment != 'mid' && segment != 'enterprise'", &[]),
        ("fit > 10", &[]),
        ("budget > discount && fit > 1", &["budget", "discount", "fit"]),
        ("amount > 3", &[]),
        ("close_date < timestamp('2026-01-01') && close_date > timestamp('2026-02-01')", &[]),
    ] {
        assert_eq!(missing(text, &some), names, "{text}");
    }
}

#[test]
fn the_smallest_parts_responsible_are_shown_with_what_was_found() {
    let some = deal(&[("amount", 5.0.into()), ("nda", false.into()), ("buyer_met", true.into())]);
    let parts = |text: &str| -> Vec<String> {
        explained(text, &some).parts.into_iter().map(|part| part.text).collect()
    };
    assert_eq!(parts("buyer_met && amount > 9 && nda"), ["amount > 9", "nda"]);
    assert_eq!(parts("buyer_met && amount > 9 && budget > 3"), ["amount > 9"]);
    assert_eq!(parts("buyer_met && budget > 3 && amount > 3"), ["budget > 3"]);
    assert_eq!(parts("nda || (amount > 9 && buyer_met)"), ["nda", "amount > 9"]);
    assert_eq!(parts("!(buyer_met || nda)"), ["buyer_met"]);
    assert_eq!(parts("!buyer_met"), ["!buyer_met"]);
    assert_eq!(parts("buyer_met ? nda : amount > 3"), ["buyer_met", "nda"]);
    let reads = explained("amount > budget", &some).parts.remove(0).reads;
    let found: Vec<(&str, Option<Value>)> =
        reads.iter().map(|read| (&*read.name, read.value.clone())).collect();
    assert_eq!(found, [("amount", Some(Value::Double(5.0))), ("budget", None)]);
}

#[test]
fn parentheses_stay_around_a_part() {
    let some = deal(&[("amount", 5.0.into()), ("budget", 1.0.into())]);
    let part = explained("(amount + budget) * 2.0 > (20.0)", &some).parts.remove(0);
    assert_eq!(part.text, "(amount + budget) * 2.0 > (20.0)");
}

fn people() -> Deal {
    let contacts = [
        contact(&["champion"], Some(true)),
        contact(&["user"], Some(true)),
        contact(&["user"], Some(false)),
    ];
    deal(&[
        ("contacts", Value::list(contacts)),
        ("nda", true.into()),
        ("buyer_met", true.into()),
        ("amount", 5.0.into()),
    ])
}

/// The facts that are not trusted, when these are doubted.
fn untrusted(text: &str, doubted: &[(&str, Option<usize>)]) -> Vec<&'static str> {
    let process = Process::default();
    let doubted: Vec<(Slot, Option<usize>)> =
        doubted.iter().map(|(name, item)| (process.slot(name), *item)).collect();
    let explanation = condition(text).explain(&people(), &TrustsAllBut(doubted));
    assert_eq!(explanation.truth, Truth::True, "{text}");
    process.names_of(&explanation.untrusted)
}

#[test]
fn a_true_answer_rests_on_its_best_justification() {
    let none: [&str; 0] = [];
    assert_eq!(untrusted("nda", &[("nda", None)]), ["nda"]);
    assert_eq!(untrusted("nda || buyer_met", &[("nda", None)]), none);
    assert_eq!(untrusted("nda && buyer_met", &[("nda", None)]), ["nda"]);
    assert_eq!(untrusted("!(nda && amount > 9)", &[("nda", None)]), none);
    assert_eq!(untrusted("!(nda && amount > 9)", &[("amount", None)]), ["amount"]);
    assert_eq!(untrusted("nda ? buyer_met : amount > 3", &[("nda", None)]), ["nda"]);
    assert_eq!(untrusted("nda ? buyer_met : amount > 3", &[("amount", None)]), none);
    assert_eq!(untrusted("has(nda)", &[("nda", None)]), ["nda"]);
    assert_eq!(untrusted("!has(budget)", &[("budget", None)]), none);
    assert_eq!(untrusted("nda || buyer_met", &[("nda", None), ("buyer_met", None)]), ["nda"]);
}

#[test]
fn items_of_records_are_trusted_one_by_one() {
    let none: [&str; 0] = [];
    let first = [("contacts", Some(0))];
    let second = [("contacts", Some(1))];
    assert_eq!(untrusted("contacts.exists(c, c.met)", &first), none);
    assert_eq!(
        untrusted("contacts.exists(c, 'champion' in c.roles && c.met)", &first),
        ["contacts"]
    );
    assert_eq!(untrusted("contacts.all(c, c.met || 'user' in c.roles)", &second), ["contacts"]);
    assert_eq!(untrusted("!contacts.all(c, c.met)", &first), none);
    assert_eq!(untrusted("contacts.exists_one(c, 'champion' in c.roles)", &second), ["contacts"]);
    assert_eq!(untrusted("size(contacts) == 3", &first), none);
    assert_eq!(untrusted("size(contacts) == 3", &[("contacts", None)]), ["contacts"]);
    let filtered = "contacts.filter(c, c.met).exists(c, 'champion' in c.roles)";
    assert_eq!(untrusted(filtered, &first), ["contacts"]);
    assert_eq!(untrusted(filtered, &second), none);
    assert_eq!(untrusted("contacts.exists(c, c.met && nda)", &[("nda", None)]), ["nda"]);
}

#[test]
fn it_knows_what_it_reads() {
    let process = Process::default();
    let read = condition("score.needs > 3 && amount > 2 && (amount < 9 || has(nda))");
    assert_eq!(process.names_of(read.reads()), ["amount", "nda", "score.needs"]);
    assert!(read.uses_has());
    assert_eq!(
        read.read_of(process.slot("score.needs")).map(|(name, _)| name),
        Some("score.needs")
    );
    let decisive = explained("amount > 2 || nda", &people()).reads_decisive;
    assert_eq!(process.names_of(&decisive), ["amount"]);
}

#[test]
fn it_can_be_shared_between_threads() {
    fn is_shared<T: Send + Sync + Clone + 'static>() {}
    is_shared::<Condition>();
}

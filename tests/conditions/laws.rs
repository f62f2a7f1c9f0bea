//! Laws that hold for every condition and every deal.

use crate::process::{Deal, Process, TrustsAllBut, contact};
use dealgraph::expr::{Condition, Facts, Slot, TrustAll, Truth, Value, parse};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const BOOLS: [&str; 3] = ["nda", "decision_process", "buyer_met"];
const OPERATORS: [&str; 6] = ["==", "!=", "<", "<=", ">", ">="];

fn of_contact() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("c.met".to_owned()),
        Just("!c.met".to_owned()),
        Just("'champion' in c.roles".to_owned()),
        Just("c.roles.exists(r, r == 'user')".to_owned()),
        Just("c.met && nda".to_owned()),
        Just("c.met || 'user' in c.roles".to_owned()),
    ]
}

fn number() -> impl Strategy<Value = String> {
    let fact = select(vec!["amount", "budget", "discount", "fit", "stakeholders", "score.needs"]);
    (fact, select(OPERATORS.to_vec()), 0..=10_i32)
        .prop_map(|(fact, operator, number)| format!("{fact} {operator} {number}"))
}

fn plain_atom() -> impl Strategy<Value = String> {
    let values = select(vec!["smb", "mid", "enterprise"]);
    let comparison = select(OPERATORS.to_vec());
    let macros = select(vec!["all", "exists", "exists_one"]);
    prop_oneof![
        4 => number(),
        4 => select(BOOLS.to_vec()).prop_map(str::to_owned),
        1 => values.prop_map(|value| format!("segment == '{value}'")),
        1 => Just("segment in ['smb', 'mid']".to_owned()),
        1 => Just("'champion' in roles".to_owned()),
        1 => Just("close_date < now".to_owned()),
        1 => Just("now - last_call > duration('72h')".to_owned()),
        1 => Just("amount > budget".to_owned()),
        1 => Just("stakeholders / fit >= 1".to_owned()),
        1 => Just("fit % stakeholders == 0".to_owned()),
        1 => Just("competitor.contains('a')".to_owned()),
        2 => (macros, of_contact()).prop_map(|(name, body)| format!("contacts.{name}(c, {body})")),
        1 => (comparison, of_contact()).prop_map(|(operator, body)| {
            format!("size(contacts.filter(c, {body})) {operator} 1")
        }),
    ]
}

fn atom(with_has: bool) -> BoxedStrategy<String> {
    if !with_has {
        return plain_atom().boxed();
    }
    let asked = select(vec!["amount", "segment", "nda", "buyer_met", "contacts"]);
    prop_oneof![
        5 => plain_atom(),
        1 => asked.prop_map(|fact| format!("has({fact})")),
        1 => Just("contacts.exists(c, has(c.met))".to_owned()),
    ]
    .boxed()
}

fn combined(atoms: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    atoms.prop_recursive(4, 16, 3, |inner| {
        let three = (inner.clone(), inner.clone(), inner.clone());
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) && ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) || ({b})")),
            inner.prop_map(|a| format!("!({a})")),
            three.clone().prop_map(|(a, b, c)| format!("({a}) ? ({b}) : ({c})")),
            three.prop_map(|(a, b, c)| format!("({a}) && ({b}) && ({c})")),
        ]
    })
}

fn value_of(name: &'static str) -> BoxedStrategy<Value> {
    let day = |day: u32| {
        Value::from(format!("2026-11-{day:02}").parse::<dealgraph::Timestamp>().unwrap())
    };
    let people = prop::collection::vec(
        (subsequence(vec!["champion", "user"], 0..=2), prop::option::of(any::<bool>())),
        0..3,
    );
    match name {
        "amount" | "budget" | "discount" | "score.needs" => {
            (0..=10_i32).prop_map(|number| Value::Double(f64::from(number))).boxed()
        }
        "fit" | "stakeholders" | "days_in_stage" => (0..=10_i64).prop_map(Value::Int).boxed(),
        "segment" => select(vec!["smb", "mid", "enterprise"]).prop_map(Value::from).boxed(),
        "competitor" => select(vec!["Acme", "Bolt"]).prop_map(Value::from).boxed(),
        "roles" => subsequence(vec!["champion", "user"], 0..=2)
            .prop_map(|roles| Value::list(roles.into_iter().map(Value::from)))
            .boxed(),
        "close_date" | "last_call" | "now" => (1..28_u32).prop_map(day).boxed(),
        "contacts" => people
            .prop_map(|people| Value::list(people.iter().map(|(roles, met)| contact(roles, *met))))
            .boxed(),
        _ => any::<bool>().prop_map(Value::Bool).boxed(),
    }
}

const FACTS: [&str; 15] = [
    "amount",
    "budget",
    "discount",
    "fit",
    "stakeholders",
    "segment",
    "competitor",
    "roles",
    "nda",
    "decision_process",
    "buyer_met",
    "close_date",
    "last_call",
    "contacts",
    "cycle",
];

/// A deal in which each fact is set or not; and one that has them all.
fn deals() -> impl Strategy<Value = (Deal, Deal)> {
    let facts: Vec<_> = FACTS[..14].iter().map(|name| (value_of(name), any::<bool>())).collect();
    let always = (value_of("now"), value_of("score.needs"));
    (facts, always).prop_map(|(facts, (now, score))| {
        let process = Process::default();
        let (mut some, mut all) = (Deal::default(), Deal::default());
        for (name, (value, is_set)) in FACTS.iter().zip(facts) {
            if is_set {
                some = some.with(&process, name, value.clone());
            }
            all = all.with(&process, name, value);
        }
        for (name, value) in [("now", now), ("score.needs", score)] {
            some = some.with(&process, name, value.clone());
            all = all.with(&process, name, value);
        }
        (some, all)
    })
}

fn compiled(text: &str) -> Condition {
    Condition::compile(text, &Process::default())
        .unwrap_or_else(|problems| panic!("{text}: {problems:?}"))
}

/// The facts of one deal that are among these slots.
fn only(deal: &Deal, slots: &[Slot]) -> Deal {
    Deal(
        deal.0
            .iter()
            .filter(|(slot, _)| slots.contains(slot))
            .map(|(s, v)| (*s, v.clone()))
            .collect(),
    )
}

/// The facts of one deal and, of `more`, those that are unset in it and not among these slots.
fn joined(deal: &Deal, more: &Deal, but: &[Slot]) -> Deal {
    let mut joined = deal.clone();
    for (slot, value) in &more.0 {
        if !but.contains(slot) {
            joined.0.entry(*slot).or_insert_with(|| value.clone());
        }
    }
    joined
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig { failure_persistence: None, ..ProptestConfig::default() } })]

    #[test]
    fn what_is_decided_stays_decided((text, (some, all)) in (combined(atom(false)), deals())) {
        let condition = compiled(&text);
        prop_assert!(!condition.uses_has());
        let before = condition.decide(&some);
        if before != Truth::Unknown {
            prop_assert_eq!(before, condition.decide(&joined(&some, &all, &[])), "{}", text);
        }
    }

    #[test]
    fn deciding_and_explaining_agree((text, (some, _)) in (combined(atom(true)), deals())) {
        let condition = compiled(&text);
        let explanation = condition.explain(&some, &TrustAll);
        prop_assert_eq!(condition.decide(&some), explanation.truth);
        prop_assert!(explanation.untrusted.is_empty());
        prop_assert_eq!(explanation.truth == Truth::True, explanation.parts.is_empty());
        for part in &explanation.parts {
            let shown = &text[part.span.start..part.span.end];
            prop_assert_eq!(shown, &part.text);
            prop_assert!(parse(shown).1.is_empty(), "{} of {}", shown, text);
        }
    }

    #[test]
    fn what_passes_the_check_never_fails_for_its_types((text, (_, all)) in (combined(atom(true)), deals())) {
        let explanation = compiled(&text).explain(&all, &TrustAll);
        let failure = explanation.error.unwrap_or_default();
        let allowed = ["", "division by zero", "remainder of a division by zero"];
        prop_assert!(allowed.contains(&failure.as_str()), "{}: {}", text, failure);
    }

    #[test]
    fn only_what_is_missing_can_help((text, (some, all)) in (combined(atom(true)), deals())) {
        let condition = compiled(&text);
        let missing = condition.explain(&some, &TrustAll).missing;
        let contacts = Process::default().slot("contacts");
        let unset = |slot: &Slot| some.get(*slot).is_none() || *slot == contacts;
        prop_assert!(missing.iter().all(unset), "{}", text);
        prop_assert!(missing.iter().all(|slot| condition.reads().contains(slot)));
        if condition.decide(&some) != Truth::True {
            let others = joined(&some, &all, &missing);
            prop_assert_ne!(condition.decide(&others), Truth::True, "{} misses {:?}", text, missing);
        }
    }

    #[test]
    fn the_decisive_facts_suffice((text, (some, _)) in (combined(atom(false)), deals())) {
        let condition = compiled(&text);
        let explanation = condition.explain(&some, &TrustAll);
        if explanation.truth != Truth::Unknown {
            let kept = only(&some, &explanation.reads_decisive);
            prop_assert_eq!(condition.decide(&kept), explanation.truth, "{}", text);
        }
    }

    /// A fact that is not trusted counts like one that is unset.
    #[test]
    fn trust_is_truth_without_what_is_not_trusted(
        (text, (some, _), doubted) in
            (combined(atom(false)), deals(), subsequence(FACTS[..13].to_vec(), 0..=6))
    ) {
        let (condition, process) = (compiled(&text), Process::default());
        let doubted: Vec<Slot> = doubted.iter().map(|name| process.slot(name)).collect();
        let trust = TrustsAllBut(doubted.iter().map(|slot| (*slot, None)).collect());
        let explanation = condition.explain(&some, &trust);
        prop_assert!(explanation.untrusted.iter().all(|slot| doubted.contains(slot)));
        if explanation.truth == Truth::True {
            let mut trusted = some;
            trusted.0.retain(|slot, _| !doubted.contains(slot));
            let holds = condition.decide(&trusted) == Truth::True;
            let is_trusted = explanation.untrusted.is_empty();
            // A part that is no «and», «or» or quantifier rests on all that it reads.
            let has_parts_alone = !text.contains("filter") && !text.contains("exists_one");
            prop_assert!(holds || !is_trusted, "{}", text);
            prop_assert!(is_trusted || !holds || !has_parts_alone, "{}", text);
        }
    }

    /// With yes-or-no facts alone the missing facts can be found by trying everything.
    #[test]
    fn of_yes_or_no_facts_the_missing_ones_are_exact(
        (text, known) in (
            combined(
                select(vec!["nda", "decision_process", "buyer_met", "has(nda)", "has(buyer_met)"])
                    .prop_map(str::to_owned)
                    .boxed(),
            ),
            prop::collection::vec(prop::option::of(any::<bool>()), 3),
        )
    ) {
        let (condition, process) = (compiled(&text), Process::default());
        let mut deal = Deal::default();
        for (name, value) in BOOLS.iter().zip(&known) {
            if let Some(value) = value {
                deal = deal.with(&process, name, *value);
            }
        }
        let explanation = condition.explain(&deal, &TrustAll);
        let unset: Vec<Slot> = BOOLS.iter().map(|name| process.slot(name)).filter(|slot| deal.get(*slot).is_none()).collect();
        let mut helping: Vec<Slot> = unset.iter().copied().filter(|slot| helps(&condition, &deal, &unset, *slot)).collect();
        helping.sort_unstable();
        if explanation.truth == Truth::True {
            helping.clear();
        }
        prop_assert_eq!(process.names_of(&explanation.missing), process.names_of(&helping), "{}", text);
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,60}") {
        let _ = Condition::compile(&text, &Process::default());
    }

    #[test]
    fn no_row_of_tokens_makes_it_panic(tokens in prop::collection::vec(select(vec![
        "amount", "nda", "contacts", "segment", "now", "close_date", "'smb'", "3", "2.5", "(", ")", "[", "]", "{", "}",
        ".", ",", "&&", "||", "!", "-", "==", "<", "in", "?", ":", "has", "exists", "c", "size", "null", "true", "1u",
    ]), 0..14)) {
        let text = tokens.join(" ");
        let process = Process::default();
        if let (Some(condition), _) = Condition::read(&text, &process) {
            let explanation = condition.explain(&Deal::default(), &TrustAll);
            prop_assert_eq!(explanation.truth, condition.decide(&Deal::default()));
            let _ = condition.sentence(&dealgraph::expr::sentence::Phrases::ENGLISH, &());
        }
        let _ = dealgraph::expr::untyped::evaluate_untyped(&text, &std::collections::BTreeMap::new(), false);
        let _ = dealgraph::expr::untyped::evaluate_untyped(&text, &std::collections::BTreeMap::new(), true);
    }
}

/// Whether, with some values of the other unset facts, setting this one makes the condition true.
fn helps(condition: &Condition, deal: &Deal, unset: &[Slot], slot: Slot) -> bool {
    let others: Vec<Slot> = unset.iter().copied().filter(|other| *other != slot).collect();
    (0..3_usize.pow(u32::try_from(others.len()).unwrap())).any(|mut digits| {
        let mut tried = deal.clone();
        for other in &others {
            if digits % 3 > 0 {
                tried.0.insert(*other, Value::Bool(digits % 3 == 1));
            }
            digits /= 3;
        }
        let before = condition.decide(&tried);
        [true, false].into_iter().any(|value| {
            let mut after = tried.clone();
            after.0.insert(slot, Value::Bool(value));
            before != Truth::True && condition.decide(&after) == Truth::True
        })
    })
}

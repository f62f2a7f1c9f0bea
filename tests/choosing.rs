//! Which methodology is advised in nine markets that were worked out by hand, trait by trait.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use dealgraph::{Candidacy, Choice, Library};

struct Case {
    what: &'static str,
    traits: &'static [(&'static str, &'static str)],
    /// The first leads with their points.
    leads: &'static [(&'static str, f64)],
    /// The best supports: several where they tie.
    supports: &'static [(&'static str, f64)],
}

const CASES: [Case; 9] = [
    Case {
        what: "office supplies in a web shop",
        traits: &[
            ("product_complexity", "commodity"),
            ("market", "small_business"),
            ("deal_size", "very_small"),
            ("cycle_length", "under_two_weeks"),
            ("stakeholders", "one"),
            ("inbound_share", "high"),
        ],
        leads: &[("inbound", 24.0), ("spin", -10.0)],
        supports: &[("sandler", 11.0)],
    },
    Case {
        what: "software at 12 000 a year",
        traits: &[
            ("product_complexity", "standard"),
            ("market", "small_business"),
            ("buyer_awareness", "symptom"),
            ("inbound_share", "high"),
        ],
        leads: &[("inbound", 19.0), ("spin", 9.0), ("solution", 6.0)],
        supports: &[("sandler", 10.0)],
    },
    Case {
        what: "planning software for a group of plants",
        traits: &[
            ("product_complexity", "high"),
            ("market", "enterprise"),
            ("cycle_length", "over_six_months"),
            ("stakeholders", "many"),
            ("buyer_awareness", "named_problem"),
        ],
        leads: &[("target_account", 25.0), ("value", 23.0), ("conceptual", 23.0)],
        supports: &[("strategic", 25.0), ("meddpicc", 25.0)],
    },
    Case {
        what: "a consulting project",
        traits: &[
            ("product_complexity", "high"),
            ("market", "mid_market"),
            ("stakeholders", "several"),
            ("value_measurability", "unmeasurable"),
        ],
        leads: &[("conceptual", 19.0), ("solution", 18.0), ("spin", 17.0)],
        supports: &[("strategic", 17.0)],
    },
    Case {
        what: "automation that finance approves, under pressure on the price",
        traits: &[
            ("product_complexity", "configurable"),
            ("market", "mid_market"),
            ("value_measurability", "hard"),
            ("approval", "cfo"),
            ("rivalry", "parity"),
            ("weak_spot", "value_price"),
        ],
        leads: &[("value", 27.0), ("solution", 21.0), ("spin", 19.0)],
        supports: &[("meddpicc", 19.0)],
    },
    Case {
        what: "a bank's tender with a rival in place",
        traits: &[
            ("product_complexity", "high"),
            ("market", "enterprise"),
            ("buyer_awareness", "tender"),
            ("rivalry", "incumbent_rival"),
        ],
        leads: &[("target_account", 22.0), ("value", 17.0), ("solution", 14.0)],
        supports: &[("strategic", 20.0), ("meddpicc", 20.0)],
    },
    Case {
        what: "mortgage advice to families",
        traits: &[
            ("product_complexity", "configurable"),
            ("market", "consumer"),
            ("stakeholders", "one"),
            ("buyer_awareness", "symptom"),
        ],
        leads: &[("inbound", 15.0), ("spin", 9.0), ("solution", 6.0)],
        supports: &[("sandler", 12.0)],
    },
    Case {
        what: "a renewal that grows, under pressure on the price",
        traits: &[
            ("customer_base", "existing"),
            ("stakeholders", "several"),
            ("value_measurability", "hard"),
            ("weak_spot", "value_price"),
        ],
        leads: &[("value", 15.0), ("solution", 12.0), ("target_account", 10.0)],
        supports: &[("meddpicc", 13.0)],
    },
    Case {
        what: "a new kind of product for buyers who miss nothing",
        traits: &[
            ("product_complexity", "high"),
            ("market", "mid_market"),
            ("buyer_awareness", "unaware"),
            ("rivalry", "status_quo"),
        ],
        leads: &[("solution", 22.0), ("spin", 19.0), ("value", 14.0)],
        supports: &[("challenger", 19.0)],
    },
];

fn choice(case: &Case) -> Choice {
    let market = Library::builtin().market("en").unwrap();
    market.choose(case.traits.iter().copied()).unwrap()
}

fn points(candidates: &[Candidacy]) -> Vec<(&str, f64)> {
    let standing = candidates.iter().filter(|candidate| candidate.vetoes.is_empty());
    standing.map(|candidate| (candidate.id.as_str(), candidate.score)).collect()
}

#[test]
fn the_leads_are_ranked_as_worked_out_by_hand() {
    for case in &CASES {
        let choice = choice(case);
        let leads = points(&choice.leads);
        assert_eq!(leads[..case.leads.len()], *case.leads, "{}", case.what);
        let [first, second] = [leads[0].1, leads[1].1];
        assert_eq!(choice.margin, Some(first - second), "{}", case.what);
        assert_eq!(choice.pairing.unwrap().lead, case.leads[0].0, "{}", case.what);
    }
}

#[test]
fn the_best_support_is_the_one_worked_out_by_hand_or_one_of_those_that_tie() {
    for case in &CASES {
        let choice = choice(case);
        let mut best = points(&choice.supports);
        let most = best[0].1;
        best.retain(|(_, score)| *score == most);
        assert_eq!(best, case.supports, "{}", case.what);
    }
}

/// Interchangeable goods in very small orders: only inbound selling stands, and a plain process is
/// advised. A choice that hangs on one point says what it hangs on.
#[test]
fn vetoes_and_close_calls_are_told() {
    let web_shop = choice(&CASES[0]);
    let standing = points(&web_shop.leads);
    assert_eq!(standing.iter().filter(|(_, score)| *score > 0.0).count(), 1);
    assert!(web_shop.leads.iter().any(|lead| lead.id == "value" && !lead.vetoes.is_empty()));
    assert!(web_shop.advice.iter().any(|advice| advice.text.contains("four-step")));
    let consulting = choice(&CASES[3]);
    assert_eq!(consulting.margin, Some(1.0));
    assert!(!consulting.hinges.is_empty());
}

/// A trait that nobody has stated counts for nothing.
#[test]
fn nothing_stated_is_nothing_said() {
    let market = Library::builtin().market("en").unwrap();
    let choice = market.choose([]).unwrap();
    assert!(choice.leads.iter().all(|lead| lead.score == 0.0));
    assert_eq!(choice.open.len(), market.traits().len());
}

//! One set of rules twice, as TOML and by hand, and deals to hold against both.

#[rustfmt::skip]
#[allow(
    clippy::nonminimal_bool,
    clippy::too_many_lines,
    clippy::needless_return,
    reason = "each condition stands as it is written in the TOML"
)]
pub(crate) mod hand_written;
pub(crate) mod columns;

use dealgraph::{Binding, ChoiceValue, FactRow, FactSlot, Judge, Playbook, StageIx, Timestamp};
use hand_written::{BudgetState, Competition, Facts, LastOutcome, Segment, Source, Stage};
use serde_json::{Map, Value as Json, json};

/// The stages in the order of the text.
pub(crate) const STAGES: [(Stage, &str); 8] = [
    (Stage::Prospect, "prospect"),
    (Stage::Qualify, "qualify"),
    (Stage::Discover, "discover"),
    (Stage::Develop, "develop"),
    (Stage::Propose, "propose"),
    (Stage::Negotiate, "negotiate"),
    (Stage::Won, "won"),
    (Stage::Lost, "lost"),
];

/// The stage at a place.
pub(crate) fn stage_at(place: usize) -> Stage {
    STAGES.get(place).map_or(Stage::Won, |(stage, _)| *stage)
}

/// The declared moves, as places of stages.
pub(crate) const MOVES: [(usize, usize); 14] = [
    (0, 1),
    (1, 2),
    (2, 3),
    (3, 4),
    (4, 5),
    (5, 6),
    (0, 2),
    (1, 3),
    (2, 4),
    (3, 5),
    (4, 6),
    (3, 7),
    (4, 7),
    (5, 7),
];

/// A deal as a host has it: its choices are texts.
#[derive(Debug, Clone, Default)]
pub(crate) struct HostDeal {
    /// The place of the stage.
    pub(crate) stage: usize,
    /// The place of the stage it is to move to.
    pub(crate) to: usize,
    pub(crate) decision_process_known: Option<bool>,
    pub(crate) budget_confirmed: Option<bool>,
    pub(crate) champion_tested: Option<bool>,
    pub(crate) security_review_passed: Option<bool>,
    pub(crate) contract_signed: Option<bool>,
    pub(crate) proposal_reviewed: Option<bool>,
    pub(crate) criteria_ranked: Option<bool>,
    pub(crate) references_given: Option<bool>,
    pub(crate) implied_needs: Option<i64>,
    pub(crate) explicit_needs: Option<i64>,
    pub(crate) stakeholders_met: Option<i64>,
    pub(crate) open_concerns: Option<i64>,
    pub(crate) meetings_held: Option<i64>,
    pub(crate) amount: Option<f64>,
    pub(crate) measured_benefit: Option<f64>,
    pub(crate) discount_percent: Option<f64>,
    pub(crate) win_chance: Option<f64>,
    pub(crate) source: Option<String>,
    pub(crate) competition: Option<String>,
    pub(crate) budget_state: Option<String>,
    pub(crate) last_outcome: Option<String>,
    pub(crate) segment: Option<String>,
    pub(crate) close_date: Option<i64>,
    pub(crate) goal_date: Option<i64>,
}

/// Numbers that look random and are the same in every run.
#[derive(Debug)]
pub(crate) struct Draws(u64);

impl Draws {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % below
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        let place = usize::try_from(self.next(from.len() as u64)).ok()?;
        if self.next(10) == 0 { None } else { from.get(place).copied() }
    }

    fn text(&mut self, from: &[&str]) -> Option<String> {
        self.pick(from).map(str::to_owned)
    }
}

impl HostDeal {
    pub(crate) fn drawn(draws: &mut Draws) -> Self {
        let place = usize::try_from(draws.next(MOVES.len() as u64)).unwrap_or(0);
        let (stage, to) = MOVES.get(place).copied().unwrap_or_default();
        Self {
            stage,
            to,
            decision_process_known: draws.pick(&[true, true, false]),
            budget_confirmed: draws.pick(&[true, true, false]),
            champion_tested: draws.pick(&[true, true, false]),
            security_review_passed: draws.pick(&[true, true, false]),
            contract_signed: draws.pick(&[true, true, false]),
            proposal_reviewed: draws.pick(&[true, true, false]),
            criteria_ranked: draws.pick(&[true, true, false]),
            references_given: draws.pick(&[true, true, false]),
            implied_needs: draws.pick(&[0, 1, 2, 3, 5]),
            explicit_needs: draws.pick(&[0, 1, 2, 4]),
            stakeholders_met: draws.pick(&[0, 1, 2, 3, 6]),
            open_concerns: draws.pick(&[0, 0, 1, 2, 5]),
            meetings_held: draws.pick(&[0, 1, 2, 8]),
            amount: draws.pick(&[0.0, 4_000.0, 5_000.0, 24_000.0, 110_000.0, 400_000.0]),
            measured_benefit: draws.pick(&[0.0, 20_000.0, 60_000.0, 150_000.0]),
            discount_percent: draws.pick(&[0.0, 5.0, 12.0, 18.0, 30.0]),
            win_chance: draws.pick(&[10.0, 35.0, 50.0, 65.0, 90.0]),
            source: draws.text(&["inbound", "outbound", "referral", "event", "partner"]),
            competition: draws.text(&["none", "incumbent", "rival", "do_nothing"]),
            budget_state: draws.text(&["none", "to_be_found", "planned", "approved"]),
            last_outcome: draws.text(&["order", "advance", "continuation", "no_sale"]),
            segment: draws.text(&["small", "mid", "large", "public", "startup", "other"]),
            close_date: draws
                .pick(&[20_750, 20_790, 20_820, 20_900, 21_000])
                .map(|days: i64| days * 86_400),
            goal_date: draws
                .pick(&[20_750, 20_790, 20_820, 20_900, 21_000])
                .map(|days: i64| days * 86_400),
        }
    }

    /// The facts as JSON; those that are unset are left out.
    pub(crate) fn json(&self) -> Map<String, Json> {
        let day = |seconds: Option<i64>| {
            seconds.and_then(Timestamp::from_unix_seconds).map(Timestamp::date)
        };
        let facts = [
            ("decision_process_known", json!(self.decision_process_known)),
            ("budget_confirmed", json!(self.budget_confirmed)),
            ("champion_tested", json!(self.champion_tested)),
            ("security_review_passed", json!(self.security_review_passed)),
            ("contract_signed", json!(self.contract_signed)),
            ("proposal_reviewed", json!(self.proposal_reviewed)),
            ("criteria_ranked", json!(self.criteria_ranked)),
            ("references_given", json!(self.references_given)),
            ("implied_needs", json!(self.implied_needs)),
            ("explicit_needs", json!(self.explicit_needs)),
            ("stakeholders_met", json!(self.stakeholders_met)),
            ("open_concerns", json!(self.open_concerns)),
            ("meetings_held", json!(self.meetings_held)),
            ("amount", json!(self.amount)),
            ("measured_benefit", json!(self.measured_benefit)),
            ("discount_percent", json!(self.discount_percent)),
            ("win_chance", json!(self.win_chance)),
            ("source", json!(self.source)),
            ("competition", json!(self.competition)),
            ("budget_state", json!(self.budget_state)),
            ("last_outcome", json!(self.last_outcome)),
            ("segment", json!(self.segment)),
            ("close_date", json!(day(self.close_date))),
            ("goal_date", json!(day(self.goal_date))),
        ];
        let set = facts.into_iter().filter(|(_, value)| !value.is_null());
        set.map(|(field, value)| (field.to_owned(), value)).collect()
    }

    /// The facts for the rules written by hand.
    pub(crate) fn facts(&self) -> Facts {
        Facts {
            decision_process_known: self.decision_process_known,
            budget_confirmed: self.budget_confirmed,
            champion_tested: self.champion_tested,
            security_review_passed: self.security_review_passed,
            contract_signed: self.contract_signed,
            proposal_reviewed: self.proposal_reviewed,
            criteria_ranked: self.criteria_ranked,
            references_given: self.references_given,
            implied_needs: self.implied_needs,
            explicit_needs: self.explicit_needs,
            stakeholders_met: self.stakeholders_met,
            open_concerns: self.open_concerns,
            meetings_held: self.meetings_held,
            amount: self.amount,
            measured_benefit: self.measured_benefit,
            discount_percent: self.discount_percent,
            win_chance: self.win_chance,
            source: self.source.as_deref().and_then(Source::named),
            competition: self.competition.as_deref().and_then(Competition::named),
            budget_state: self.budget_state.as_deref().and_then(BudgetState::named),
            last_outcome: self.last_outcome.as_deref().and_then(LastOutcome::named),
            segment: self.segment.as_deref().and_then(Segment::named),
            close_date: self.close_date,
            goal_date: self.goal_date,
        }
    }
}

/// The places of all facts in a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slots {
    decision_process_known: FactSlot<bool>,
    budget_confirmed: FactSlot<bool>,
    champion_tested: FactSlot<bool>,
    security_review_passed: FactSlot<bool>,
    contract_signed: FactSlot<bool>,
    proposal_reviewed: FactSlot<bool>,
    criteria_ranked: FactSlot<bool>,
    references_given: FactSlot<bool>,
    implied_needs: FactSlot<i64>,
    explicit_needs: FactSlot<i64>,
    stakeholders_met: FactSlot<i64>,
    open_concerns: FactSlot<i64>,
    meetings_held: FactSlot<i64>,
    amount: FactSlot<f64>,
    measured_benefit: FactSlot<f64>,
    discount_percent: FactSlot<f64>,
    win_chance: FactSlot<f64>,
    source: FactSlot<ChoiceValue>,
    competition: FactSlot<ChoiceValue>,
    budget_state: FactSlot<ChoiceValue>,
    last_outcome: FactSlot<ChoiceValue>,
    segment: FactSlot<ChoiceValue>,
    close_date: FactSlot<Timestamp>,
    goal_date: FactSlot<Timestamp>,
}

impl Slots {
    pub(crate) fn of(judge: &Judge) -> Option<Self> {
        Some(Self {
            decision_process_known: judge.slot("decision_process_known")?,
            budget_confirmed: judge.slot("budget_confirmed")?,
            champion_tested: judge.slot("champion_tested")?,
            security_review_passed: judge.slot("security_review_passed")?,
            contract_signed: judge.slot("contract_signed")?,
            proposal_reviewed: judge.slot("proposal_reviewed")?,
            criteria_ranked: judge.slot("criteria_ranked")?,
            references_given: judge.slot("references_given")?,
            implied_needs: judge.slot("implied_needs")?,
            explicit_needs: judge.slot("explicit_needs")?,
            stakeholders_met: judge.slot("stakeholders_met")?,
            open_concerns: judge.slot("open_concerns")?,
            meetings_held: judge.slot("meetings_held")?,
            amount: judge.slot("amount")?,
            measured_benefit: judge.slot("measured_benefit")?,
            discount_percent: judge.slot("discount_percent")?,
            win_chance: judge.slot("win_chance")?,
            source: judge.slot("source")?,
            competition: judge.slot("competition")?,
            budget_state: judge.slot("budget_state")?,
            last_outcome: judge.slot("last_outcome")?,
            segment: judge.slot("segment")?,
            close_date: judge.slot("close_date")?,
            goal_date: judge.slot("goal_date")?,
        })
    }

    /// Fills a row with a deal.
    pub(crate) fn fill(&self, row: &mut FactRow, stages: &[StageIx], deal: &HostDeal) {
        row.stand_in(stages.get(deal.stage).copied());
        let _ = row.record(self.decision_process_known, deal.decision_process_known);
        let _ = row.record(self.budget_confirmed, deal.budget_confirmed);
        let _ = row.record(self.champion_tested, deal.champion_tested);
        let _ = row.record(self.security_review_passed, deal.security_review_passed);
        let _ = row.record(self.contract_signed, deal.contract_signed);
        let _ = row.record(self.proposal_reviewed, deal.proposal_reviewed);
        let _ = row.record(self.criteria_ranked, deal.criteria_ranked);
        let _ = row.record(self.references_given, deal.references_given);
        let _ = row.record(self.implied_needs, deal.implied_needs);
        let _ = row.record(self.explicit_needs, deal.explicit_needs);
        let _ = row.record(self.stakeholders_met, deal.stakeholders_met);
        let _ = row.record(self.open_concerns, deal.open_concerns);
        let _ = row.record(self.meetings_held, deal.meetings_held);
        let _ = row.record(self.amount, deal.amount);
        let _ = row.record(self.measured_benefit, deal.measured_benefit);
        let _ = row.record(self.discount_percent, deal.discount_percent);
        let _ = row.record(self.win_chance, deal.win_chance);
        let _ = row.record_named(self.source, deal.source.as_deref());
        let _ = row.record_named(self.competition, deal.competition.as_deref());
        let _ = row.record_named(self.budget_state, deal.budget_state.as_deref());
        let _ = row.record_named(self.last_outcome, deal.last_outcome.as_deref());
        let _ = row.record_named(self.segment, deal.segment.as_deref());
        let _ = row.record(self.close_date, deal.close_date.and_then(Timestamp::from_unix_seconds));
        let _ = row.record(self.goal_date, deal.goal_date.and_then(Timestamp::from_unix_seconds));
    }
}

/// How the facts are found in a host's deals.
pub(crate) fn bound(judge: &Judge) -> Option<Binding<HostDeal>> {
    let at = |seconds: Option<i64>| seconds.and_then(Timestamp::from_unix_seconds);
    Some(Binding::new(judge))
        .and_then(|to| {
            to.fact("decision_process_known", |deal: &HostDeal| deal.decision_process_known).ok()
        })
        .and_then(|to| to.fact("budget_confirmed", |deal: &HostDeal| deal.budget_confirmed).ok())
        .and_then(|to| to.fact("champion_tested", |deal: &HostDeal| deal.champion_tested).ok())
        .and_then(|to| {
            to.fact("security_review_passed", |deal: &HostDeal| deal.security_review_passed).ok()
        })
        .and_then(|to| to.fact("contract_signed", |deal: &HostDeal| deal.contract_signed).ok())
        .and_then(|to| to.fact("proposal_reviewed", |deal: &HostDeal| deal.proposal_reviewed).ok())
        .and_then(|to| to.fact("criteria_ranked", |deal: &HostDeal| deal.criteria_ranked).ok())
        .and_then(|to| to.fact("references_given", |deal: &HostDeal| deal.references_given).ok())
        .and_then(|to| to.fact("implied_needs", |deal: &HostDeal| deal.implied_needs).ok())
        .and_then(|to| to.fact("explicit_needs", |deal: &HostDeal| deal.explicit_needs).ok())
        .and_then(|to| to.fact("stakeholders_met", |deal: &HostDeal| deal.stakeholders_met).ok())
        .and_then(|to| to.fact("open_concerns", |deal: &HostDeal| deal.open_concerns).ok())
        .and_then(|to| to.fact("meetings_held", |deal: &HostDeal| deal.meetings_held).ok())
        .and_then(|to| to.fact("amount", |deal: &HostDeal| deal.amount).ok())
        .and_then(|to| to.fact("measured_benefit", |deal: &HostDeal| deal.measured_benefit).ok())
        .and_then(|to| to.fact("discount_percent", |deal: &HostDeal| deal.discount_percent).ok())
        .and_then(|to| to.fact("win_chance", |deal: &HostDeal| deal.win_chance).ok())
        .and_then(|to| to.choice("source", |deal| deal.source.as_deref()).ok())
        .and_then(|to| to.choice("competition", |deal| deal.competition.as_deref()).ok())
        .and_then(|to| to.choice("budget_state", |deal| deal.budget_state.as_deref()).ok())
        .and_then(|to| to.choice("last_outcome", |deal| deal.last_outcome.as_deref()).ok())
        .and_then(|to| to.choice("segment", |deal| deal.segment.as_deref()).ok())
        .and_then(|to| to.fact("close_date", move |deal: &HostDeal| at(deal.close_date)).ok())
        .and_then(|to| to.fact("goal_date", move |deal: &HostDeal| at(deal.goal_date)).ok())
}

/// The playbook of `process.toml` with this many times its plays, all of them in every open stage and
/// each time with other numbers, so that most are false.
pub(crate) fn with_plays(times: usize) -> Option<Playbook> {
    let text = include_str!("process.toml");
    let (before, plays) = text.split_at(text.find("[play.")?);
    let mut all = before.to_owned();
    for turn in 0..times {
        for line in plays.lines() {
            all.push_str(&turned(line, turn));
            all.push('\n');
        }
    }
    Playbook::from_toml(&all).ok()
}

fn turned(line: &str, turn: usize) -> String {
    if let Some(id) = line.strip_prefix("[play.").and_then(|rest| rest.strip_suffix(']')) {
        return format!("[play.{id}_{turn}]");
    }
    if line.starts_with("stages = ") {
        let open =
            "\"prospect\", \"qualify\", \"discover\", \"develop\", \"propose\", \"negotiate\"";
        return format!("stages = [{open}]");
    }
    match line.strip_prefix("when = \"").and_then(|rest| rest.strip_suffix('"')) {
        // A second condition that few deals meet, of other numbers each time.
        Some(when) if turn > 0 => format!(
            "when = \"({when}) && amount >= {}.0 && win_chance <= {}.0\"",
            4_000 * turn,
            turn % 100,
        ),
        _ => line.to_owned(),
    }
}

/// The playbook of `process.toml`.
pub(crate) fn playbook() -> Option<Playbook> {
    Playbook::from_toml(include_str!("process.toml")).ok()
}

/// Its stages in the order of the text.
pub(crate) fn stages(playbook: &Playbook) -> Vec<StageIx> {
    STAGES.iter().filter_map(|(_, id)| playbook.graph().find(id)).collect()
}

//! Deals as columns, as a table of them has them.

use dealgraph::{Bitmap, ChoiceValue, FactColumns, FactSlot, Judge, StageIx};

use super::hand_written::{
    BudgetState, Competition, Facts, Known, LastOutcome, Segment, Source, unmet,
};
use super::{Slots, stage_at};

/// A fact of many deals: a value each, and a bit each for whether it is set.
#[derive(Debug, Default)]
pub(crate) struct Column<T> {
    values: Vec<T>,
    set: Vec<u8>,
}

impl<T: Copy> Column<T> {
    fn of(facts: &[Facts], of: impl Fn(&Facts) -> Option<T>, otherwise: T) -> Self {
        let values = facts.iter().map(|facts| of(facts).unwrap_or(otherwise)).collect();
        Self { values, set: bits(facts, |facts| of(facts).is_some()) }
    }

    #[inline(always)]
    fn get(&self, deal: usize) -> Option<T> {
        let is_set = self.set.get(deal >> 3).is_some_and(|byte| byte >> (deal & 7) & 1 != 0);
        self.values.get(deal).copied().filter(|_| is_set)
    }

    fn set(&self) -> Option<Bitmap<'_>> {
        Some(Bitmap::new(&self.set, 0))
    }
}

fn bits(facts: &[Facts], of: impl Fn(&Facts) -> bool) -> Vec<u8> {
    let byte = |facts: &[Facts]| {
        facts.iter().enumerate().fold(0, |byte, (bit, facts)| byte | u8::from(of(facts)) << bit)
    };
    facts.chunks(8).map(byte).collect()
}

/// Choices as places in the list of their values.
#[derive(Debug, Default)]
pub(crate) struct Choices<T> {
    typed: Column<T>,
    keys: Vec<i32>,
}

impl<T: Copy + PartialEq> Choices<T> {
    fn of(facts: &[Facts], values: &[T], of: impl Fn(&Facts) -> Option<T>, otherwise: T) -> Self {
        let typed = Column::of(facts, of, otherwise);
        let place = |value: &T| values.iter().position(|known| known == value).unwrap_or(0);
        let keys = typed.values.iter().map(|value| i32::try_from(place(value)).unwrap_or(0));
        Self { keys: keys.collect(), typed }
    }
}

/// All facts of many deals.
#[derive(Debug)]
pub(crate) struct Columns {
    /// Where each deal stands and where it is to go, as places of stages.
    pub(crate) moves: Vec<(usize, usize)>,
    froms: Vec<Option<StageIx>>,
    tos: Vec<StageIx>,
    decision_process_known: Column<bool>,
    decision_process_known_bits: Vec<u8>,
    budget_confirmed: Column<bool>,
    budget_confirmed_bits: Vec<u8>,
    champion_tested: Column<bool>,
    champion_tested_bits: Vec<u8>,
    security_review_passed: Column<bool>,
    security_review_passed_bits: Vec<u8>,
    contract_signed: Column<bool>,
    contract_signed_bits: Vec<u8>,
    proposal_reviewed: Column<bool>,
    proposal_reviewed_bits: Vec<u8>,
    criteria_ranked: Column<bool>,
    criteria_ranked_bits: Vec<u8>,
    references_given: Column<bool>,
    references_given_bits: Vec<u8>,
    implied_needs: Column<i64>,
    explicit_needs: Column<i64>,
    stakeholders_met: Column<i64>,
    open_concerns: Column<i64>,
    meetings_held: Column<i64>,
    amount: Column<f64>,
    measured_benefit: Column<f64>,
    discount_percent: Column<f64>,
    win_chance: Column<f64>,
    source: Choices<Source>,
    competition: Choices<Competition>,
    budget_state: Choices<BudgetState>,
    last_outcome: Choices<LastOutcome>,
    segment: Choices<Segment>,
    close_date: Column<i32>,
    goal_date: Column<i32>,
}

impl Columns {
    #[allow(clippy::too_many_lines, reason = "a line or two for each fact")]
    pub(crate) fn of(facts: &[Facts], moves: &[(usize, usize)], stages: &[StageIx]) -> Self {
        let day = |seconds: Option<i64>| seconds.and_then(|at| i32::try_from(at / 86_400).ok());
        Self {
            moves: moves.to_vec(),
            froms: moves.iter().map(|(from, _)| stages.get(*from).copied()).collect(),
            tos: moves.iter().filter_map(|(_, to)| stages.get(*to).copied()).collect(),
            decision_process_known: Column::of(facts, |facts| facts.decision_process_known, false),
            decision_process_known_bits: bits(facts, |facts| {
                facts.decision_process_known == Some(true)
            }),
            budget_confirmed: Column::of(facts, |facts| facts.budget_confirmed, false),
            budget_confirmed_bits: bits(facts, |facts| facts.budget_confirmed == Some(true)),
            champion_tested: Column::of(facts, |facts| facts.champion_tested, false),
            champion_tested_bits: bits(facts, |facts| facts.champion_tested == Some(true)),
            security_review_passed: Column::of(facts, |facts| facts.security_review_passed, false),
            security_review_passed_bits: bits(facts, |facts| {
                facts.security_review_passed == Some(true)
            }),
            contract_signed: Column::of(facts, |facts| facts.contract_signed, false),
            contract_signed_bits: bits(facts, |facts| facts.contract_signed == Some(true)),
            proposal_reviewed: Column::of(facts, |facts| facts.proposal_reviewed, false),
            proposal_reviewed_bits: bits(facts, |facts| facts.proposal_reviewed == Some(true)),
            criteria_ranked: Column::of(facts, |facts| facts.criteria_ranked, false),
            criteria_ranked_bits: bits(facts, |facts| facts.criteria_ranked == Some(true)),
            references_given: Column::of(facts, |facts| facts.references_given, false),
            references_given_bits: bits(facts, |facts| facts.references_given == Some(true)),
            implied_needs: Column::of(facts, |facts| facts.implied_needs, 0),
            explicit_needs: Column::of(facts, |facts| facts.explicit_needs, 0),
            stakeholders_met: Column::of(facts, |facts| facts.stakeholders_met, 0),
            open_concerns: Column::of(facts, |facts| facts.open_concerns, 0),
            meetings_held: Column::of(facts, |facts| facts.meetings_held, 0),
            amount: Column::of(facts, |facts| facts.amount, 0.0),
            measured_benefit: Column::of(facts, |facts| facts.measured_benefit, 0.0),
            discount_percent: Column::of(facts, |facts| facts.discount_percent, 0.0),
            win_chance: Column::of(facts, |facts| facts.win_chance, 0.0),
            source: Choices::of(
                facts,
                &[
                    Source::Inbound,
                    Source::Outbound,
                    Source::Referral,
                    Source::Event,
                    Source::Partner,
                ],
                |facts| facts.source,
                Source::Inbound,
            ),
            competition: Choices::of(
                facts,
                &[
                    Competition::None,
                    Competition::Incumbent,
                    Competition::Rival,
                    Competition::DoNothing,
                ],
                |facts| facts.competition,
                Competition::None,
            ),
            budget_state: Choices::of(
                facts,
                &[
                    BudgetState::None,
                    BudgetState::ToBeFound,
                    BudgetState::Planned,
                    BudgetState::Approved,
                ],
                |facts| facts.budget_state,
                BudgetState::None,
            ),
            last_outcome: Choices::of(
                facts,
                &[
                    LastOutcome::Order,
                    LastOutcome::Advance,
                    LastOutcome::Continuation,
                    LastOutcome::NoSale,
                ],
                |facts| facts.last_outcome,
                LastOutcome::Order,
            ),
            segment: Choices::of(
                facts,
                &[
                    Segment::Small,
                    Segment::Mid,
                    Segment::Large,
                    Segment::Public,
                    Segment::Startup,
                    Segment::Other,
                ],
                |facts| facts.segment,
                Segment::Small,
            ),
            close_date: Column::of(facts, |facts| day(facts.close_date), 0),
            goal_date: Column::of(facts, |facts| day(facts.goal_date), 0),
        }
    }

    /// The columns as the judge reads them.
    #[allow(clippy::too_many_lines, reason = "a line or two for each fact")]
    pub(crate) fn bound<'c>(&'c self, judge: &Judge, slots: &Slots) -> FactColumns<'c> {
        let mut to = FactColumns::new(judge, &self.froms);
        let named = |slot: FactSlot<ChoiceValue>, values: &[&str]| -> Vec<Option<ChoiceValue>> {
            values.iter().map(|value| judge.choice(slot, value)).collect()
        };
        to.flags(
            slots.decision_process_known,
            Bitmap::new(&self.decision_process_known_bits, 0),
            self.decision_process_known.set(),
        );
        to.flags(
            slots.budget_confirmed,
            Bitmap::new(&self.budget_confirmed_bits, 0),
            self.budget_confirmed.set(),
        );
        to.flags(
            slots.champion_tested,
            Bitmap::new(&self.champion_tested_bits, 0),
            self.champion_tested.set(),
        );
        to.flags(
            slots.security_review_passed,
            Bitmap::new(&self.security_review_passed_bits, 0),
            self.security_review_passed.set(),
        );
        to.flags(
            slots.contract_signed,
            Bitmap::new(&self.contract_signed_bits, 0),
            self.contract_signed.set(),
        );
        to.flags(
            slots.proposal_reviewed,
            Bitmap::new(&self.proposal_reviewed_bits, 0),
            self.proposal_reviewed.set(),
        );
        to.flags(
            slots.criteria_ranked,
            Bitmap::new(&self.criteria_ranked_bits, 0),
            self.criteria_ranked.set(),
        );
        to.flags(
            slots.references_given,
            Bitmap::new(&self.references_given_bits, 0),
            self.references_given.set(),
        );
        to.wholes(slots.implied_needs, &self.implied_needs.values, self.implied_needs.set());
        to.wholes(slots.explicit_needs, &self.explicit_needs.values, self.explicit_needs.set());
        to.wholes(
            slots.stakeholders_met,
            &self.stakeholders_met.values,
            self.stakeholders_met.set(),
        );
        to.wholes(slots.open_concerns, &self.open_concerns.values, self.open_concerns.set());
        to.wholes(slots.meetings_held, &self.meetings_held.values, self.meetings_held.set());
        to.numbers(slots.amount, &self.amount.values, self.amount.set());
        to.numbers(
            slots.measured_benefit,
            &self.measured_benefit.values,
            self.measured_benefit.set(),
        );
        to.numbers(
            slots.discount_percent,
            &self.discount_percent.values,
            self.discount_percent.set(),
        );
        to.numbers(slots.win_chance, &self.win_chance.values, self.win_chance.set());
        let values = named(slots.source, &["inbound", "outbound", "referral", "event", "partner"]);
        to.choices(slots.source, &self.source.keys, &values, self.source.typed.set());
        let values = named(slots.competition, &["none", "incumbent", "rival", "do_nothing"]);
        to.choices(
            slots.competition,
            &self.competition.keys,
            &values,
            self.competition.typed.set(),
        );
        let values = named(slots.budget_state, &["none", "to_be_found", "planned", "approved"]);
        to.choices(
            slots.budget_state,
            &self.budget_state.keys,
            &values,
            self.budget_state.typed.set(),
        );
        let values = named(slots.last_outcome, &["order", "advance", "continuation", "no_sale"]);
        to.choices(
            slots.last_outcome,
            &self.last_outcome.keys,
            &values,
            self.last_outcome.typed.set(),
        );
        let values = named(slots.segment, &["small", "mid", "large", "public", "startup", "other"]);
        to.choices(slots.segment, &self.segment.keys, &values, self.segment.typed.set());
        to.days(slots.close_date, &self.close_date.values, self.close_date.set());
        to.days(slots.goal_date, &self.goal_date.values, self.goal_date.set());
        to
    }

    /// Where each deal is to go.
    pub(crate) fn tos(&self) -> &[StageIx] {
        &self.tos
    }

    /// The unmet conditions of every deal, by hand.
    pub(crate) fn unmet_by_hand(&self) -> Vec<Option<u64>> {
        let ask = |(deal, (from, to)): (usize, &(usize, usize))| {
            unmet(&At { columns: self, deal }, stage_at(*from), stage_at(*to))
        };
        self.moves.iter().enumerate().map(ask).collect()
    }
}

/// A deal in columns.
struct At<'c> {
    columns: &'c Columns,
    deal: usize,
}

impl Known for At<'_> {
    #[inline(always)]
    fn decision_process_known(&self) -> Option<bool> {
        self.columns.decision_process_known.get(self.deal)
    }

    #[inline(always)]
    fn budget_confirmed(&self) -> Option<bool> {
        self.columns.budget_confirmed.get(self.deal)
    }

    #[inline(always)]
    fn champion_tested(&self) -> Option<bool> {
        self.columns.champion_tested.get(self.deal)
    }

    #[inline(always)]
    fn security_review_passed(&self) -> Option<bool> {
        self.columns.security_review_passed.get(self.deal)
    }

    #[inline(always)]
    fn contract_signed(&self) -> Option<bool> {
        self.columns.contract_signed.get(self.deal)
    }

    #[inline(always)]
    fn proposal_reviewed(&self) -> Option<bool> {
        self.columns.proposal_reviewed.get(self.deal)
    }

    #[inline(always)]
    fn criteria_ranked(&self) -> Option<bool> {
        self.columns.criteria_ranked.get(self.deal)
    }

    #[inline(always)]
    fn references_given(&self) -> Option<bool> {
        self.columns.references_given.get(self.deal)
    }

    #[inline(always)]
    fn implied_needs(&self) -> Option<i64> {
        self.columns.implied_needs.get(self.deal)
    }

    #[inline(always)]
    fn explicit_needs(&self) -> Option<i64> {
        self.columns.explicit_needs.get(self.deal)
    }

    #[inline(always)]
    fn stakeholders_met(&self) -> Option<i64> {
        self.columns.stakeholders_met.get(self.deal)
    }

    #[inline(always)]
    fn open_concerns(&self) -> Option<i64> {
        self.columns.open_concerns.get(self.deal)
    }

    #[inline(always)]
    fn meetings_held(&self) -> Option<i64> {
        self.columns.meetings_held.get(self.deal)
    }

    #[inline(always)]
    fn amount(&self) -> Option<f64> {
        self.columns.amount.get(self.deal)
    }

    #[inline(always)]
    fn measured_benefit(&self) -> Option<f64> {
        self.columns.measured_benefit.get(self.deal)
    }

    #[inline(always)]
    fn discount_percent(&self) -> Option<f64> {
        self.columns.discount_percent.get(self.deal)
    }

    #[inline(always)]
    fn win_chance(&self) -> Option<f64> {
        self.columns.win_chance.get(self.deal)
    }

    #[inline(always)]
    fn source(&self) -> Option<Source> {
        self.columns.source.typed.get(self.deal)
    }

    #[inline(always)]
    fn competition(&self) -> Option<Competition> {
        self.columns.competition.typed.get(self.deal)
    }

    #[inline(always)]
    fn budget_state(&self) -> Option<BudgetState> {
        self.columns.budget_state.typed.get(self.deal)
    }

    #[inline(always)]
    fn last_outcome(&self) -> Option<LastOutcome> {
        self.columns.last_outcome.typed.get(self.deal)
    }

    #[inline(always)]
    fn segment(&self) -> Option<Segment> {
        self.columns.segment.typed.get(self.deal)
    }

    #[inline(always)]
    fn close_date(&self) -> Option<i64> {
        self.columns.close_date.get(self.deal).map(|day| i64::from(day) * 86_400)
    }

    #[inline(always)]
    fn goal_date(&self) -> Option<i64> {
        self.columns.goal_date.get(self.deal).map(|day| i64::from(day) * 86_400)
    }
}

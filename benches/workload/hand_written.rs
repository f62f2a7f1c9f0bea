//! The rules of `process.toml` as somebody would write them by hand: plain structs, `match`, no
//! library.

/// Seconds since the first moment of 1970 at the beginning of a day.
const fn day(days: i64) -> i64 {
    days * 86_400
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Prospect,
    Qualify,
    Discover,
    Develop,
    Propose,
    Negotiate,
    Won,
    Lost,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Inbound,
    Outbound,
    Referral,
    Event,
    Partner,
}

impl Source {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "inbound" => Self::Inbound,
            "outbound" => Self::Outbound,
            "referral" => Self::Referral,
            "event" => Self::Event,
            "partner" => Self::Partner,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Competition {
    None,
    Incumbent,
    Rival,
    DoNothing,
}

impl Competition {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "none" => Self::None,
            "incumbent" => Self::Incumbent,
            "rival" => Self::Rival,
            "do_nothing" => Self::DoNothing,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BudgetState {
    None,
    ToBeFound,
    Planned,
    Approved,
}

impl BudgetState {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "none" => Self::None,
            "to_be_found" => Self::ToBeFound,
            "planned" => Self::Planned,
            "approved" => Self::Approved,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LastOutcome {
    Order,
    Advance,
    Continuation,
    NoSale,
}

impl LastOutcome {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "order" => Self::Order,
            "advance" => Self::Advance,
            "continuation" => Self::Continuation,
            "no_sale" => Self::NoSale,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Segment {
    Small,
    Mid,
    Large,
    Public,
    Startup,
    Other,
}

impl Segment {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "small" => Self::Small,
            "mid" => Self::Mid,
            "large" => Self::Large,
            "public" => Self::Public,
            "startup" => Self::Startup,
            "other" => Self::Other,
            _ => return None,
        })
    }
}

/// The facts of a deal, each of its own type; `None` is unknown.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
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
    pub(crate) source: Option<Source>,
    pub(crate) competition: Option<Competition>,
    pub(crate) budget_state: Option<BudgetState>,
    pub(crate) last_outcome: Option<LastOutcome>,
    pub(crate) segment: Option<Segment>,
    pub(crate) close_date: Option<i64>,
    pub(crate) goal_date: Option<i64>,
}

/// Whatever has the facts: a deal as a struct, or its places in columns.
pub(crate) trait Known {
    fn decision_process_known(&self) -> Option<bool>;
    fn budget_confirmed(&self) -> Option<bool>;
    fn champion_tested(&self) -> Option<bool>;
    fn security_review_passed(&self) -> Option<bool>;
    fn contract_signed(&self) -> Option<bool>;
    fn proposal_reviewed(&self) -> Option<bool>;
    fn criteria_ranked(&self) -> Option<bool>;
    fn references_given(&self) -> Option<bool>;
    fn implied_needs(&self) -> Option<i64>;
    fn explicit_needs(&self) -> Option<i64>;
    fn stakeholders_met(&self) -> Option<i64>;
    fn open_concerns(&self) -> Option<i64>;
    fn meetings_held(&self) -> Option<i64>;
    fn amount(&self) -> Option<f64>;
    fn measured_benefit(&self) -> Option<f64>;
    fn discount_percent(&self) -> Option<f64>;
    fn win_chance(&self) -> Option<f64>;
    fn source(&self) -> Option<Source>;
    fn competition(&self) -> Option<Competition>;
    fn budget_state(&self) -> Option<BudgetState>;
    fn last_outcome(&self) -> Option<LastOutcome>;
    fn segment(&self) -> Option<Segment>;
    fn close_date(&self) -> Option<i64>;
    fn goal_date(&self) -> Option<i64>;
}

impl Known for Facts {
    #[inline(always)]
    fn decision_process_known(&self) -> Option<bool> {
        self.decision_process_known
    }

    #[inline(always)]
    fn budget_confirmed(&self) -> Option<bool> {
        self.budget_confirmed
    }

    #[inline(always)]
    fn champion_tested(&self) -> Option<bool> {
        self.champion_tested
    }

    #[inline(always)]
    fn security_review_passed(&self) -> Option<bool> {
        self.security_review_passed
    }

    #[inline(always)]
    fn contract_signed(&self) -> Option<bool> {
        self.contract_signed
    }

    #[inline(always)]
    fn proposal_reviewed(&self) -> Option<bool> {
        self.proposal_reviewed
    }

    #[inline(always)]
    fn criteria_ranked(&self) -> Option<bool> {
        self.criteria_ranked
    }

    #[inline(always)]
    fn references_given(&self) -> Option<bool> {
        self.references_given
    }

    #[inline(always)]
    fn implied_needs(&self) -> Option<i64> {
        self.implied_needs
    }

    #[inline(always)]
    fn explicit_needs(&self) -> Option<i64> {
        self.explicit_needs
    }

    #[inline(always)]
    fn stakeholders_met(&self) -> Option<i64> {
        self.stakeholders_met
    }

    #[inline(always)]
    fn open_concerns(&self) -> Option<i64> {
        self.open_concerns
    }

    #[inline(always)]
    fn meetings_held(&self) -> Option<i64> {
        self.meetings_held
    }

    #[inline(always)]
    fn amount(&self) -> Option<f64> {
        self.amount
    }

    #[inline(always)]
    fn measured_benefit(&self) -> Option<f64> {
        self.measured_benefit
    }

    #[inline(always)]
    fn discount_percent(&self) -> Option<f64> {
        self.discount_percent
    }

    #[inline(always)]
    fn win_chance(&self) -> Option<f64> {
        self.win_chance
    }

    #[inline(always)]
    fn source(&self) -> Option<Source> {
        self.source
    }

    #[inline(always)]
    fn competition(&self) -> Option<Competition> {
        self.competition
    }

    #[inline(always)]
    fn budget_state(&self) -> Option<BudgetState> {
        self.budget_state
    }

    #[inline(always)]
    fn last_outcome(&self) -> Option<LastOutcome> {
        self.last_outcome
    }

    #[inline(always)]
    fn segment(&self) -> Option<Segment> {
        self.segment
    }

    #[inline(always)]
    fn close_date(&self) -> Option<i64> {
        self.close_date
    }

    #[inline(always)]
    fn goal_date(&self) -> Option<i64> {
        self.goal_date
    }
}

/// The conditions of a move that do not hold, a bit each, in the order of the text; `None` where there
/// is no such move.
#[inline(always)]
pub(crate) fn unmet(facts: &impl Known, from: Stage, to: Stage) -> Option<u64> {
    Some(match (from, to) {
        (Stage::Prospect, Stage::Qualify) => {
            u64::from(!(matches!(facts.segment(), Some(Segment::Mid | Segment::Large | Segment::Public))))
            | u64::from(!(facts.meetings_held().is_some_and(|known| known >= 1))) << 1
            | u64::from(!(facts.implied_needs().is_some_and(|known| known >= 1) || facts.source() == Some(Source::Inbound))) << 2
        }
        (Stage::Qualify, Stage::Discover) => {
            u64::from(!(facts.implied_needs().is_some_and(|known| known >= 2)))
            | u64::from(!(facts.budget_state().is_some_and(|known| known != BudgetState::None))) << 1
            | u64::from(!(facts.decision_process_known() == Some(true))) << 2
            | u64::from(!(facts.stakeholders_met().is_some_and(|known| known >= 2))) << 3
        }
        (Stage::Discover, Stage::Develop) => {
            u64::from(!(facts.explicit_needs().is_some_and(|known| known >= 1)))
            | u64::from(!(facts.measured_benefit().is_some_and(|known| known >= 20_000.0))) << 1
            | u64::from(!(facts.criteria_ranked() == Some(true))) << 2
            | u64::from(!(matches!(facts.last_outcome(), Some(LastOutcome::Order | LastOutcome::Advance)))) << 3
        }
        (Stage::Develop, Stage::Propose) => {
            u64::from(!(facts.amount().is_some_and(|known| known >= 5000.0)))
            | u64::from(!(facts.champion_tested() == Some(true))) << 1
            | u64::from(!(facts.measured_benefit().is_some_and(|known| known >= 50_000.0))) << 2
            | u64::from(!(facts.open_concerns().is_some_and(|known| known <= 3))) << 3
            | u64::from(!(facts.goal_date().is_some())) << 4
        }
        (Stage::Propose, Stage::Negotiate) => {
            u64::from(!(facts.proposal_reviewed() == Some(true)))
            | u64::from(!(facts.discount_percent().is_some_and(|known| known <= 15.0))) << 1
            | u64::from(!(matches!(facts.budget_state(), Some(BudgetState::Planned | BudgetState::Approved)))) << 2
            | u64::from(!(facts.win_chance().is_some_and(|known| known >= 40.0))) << 3
            | u64::from(!(facts.security_review_passed() == Some(true) || matches!(facts.segment(), Some(Segment::Small | Segment::Startup)))) << 4
        }
        (Stage::Negotiate, Stage::Won) => {
            u64::from(!(facts.contract_signed() == Some(true)))
            | u64::from(!(facts.amount().is_some_and(|known| known >= 5000.0))) << 1
            | u64::from(!(facts.close_date().is_some())) << 2
            | u64::from(!(facts.open_concerns().is_some_and(|known| known <= 0))) << 3
            | u64::from(!(facts.discount_percent().is_some_and(|known| known <= 10.0) || facts.amount().is_some_and(|known| known >= 250_000.0) && facts.discount_percent().is_some_and(|known| known <= 20.0))) << 4
            | u64::from(!(facts.budget_state() == Some(BudgetState::Approved))) << 5
        }
        (Stage::Prospect, Stage::Discover) => {
            u64::from(!(matches!(facts.source(), Some(Source::Referral | Source::Inbound))))
            | u64::from(!(facts.implied_needs().is_some_and(|known| known >= 2))) << 1
            | u64::from(!(facts.stakeholders_met().is_some_and(|known| known >= 2))) << 2
        }
        (Stage::Qualify, Stage::Develop) => {
            u64::from(!(facts.explicit_needs().is_some_and(|known| known >= 2)))
            | u64::from(!(facts.decision_process_known() == Some(true))) << 1
            | u64::from(!(facts.budget_confirmed() == Some(true))) << 2
        }
        (Stage::Discover, Stage::Propose) => {
            u64::from(!(facts.explicit_needs().is_some_and(|known| known >= 2)))
            | u64::from(!(facts.criteria_ranked() == Some(true))) << 1
            | u64::from(!(facts.amount().is_some_and(|known| known <= 25_000.0))) << 2
            | u64::from(!(facts.segment().is_some_and(|known| known != Segment::Public))) << 3
        }
        (Stage::Develop, Stage::Negotiate) => {
            u64::from(!(matches!(facts.competition(), Some(Competition::None | Competition::DoNothing))))
            | u64::from(!(facts.amount().is_some_and(|known| known >= 5000.0))) << 1
            | u64::from(!(facts.budget_confirmed() == Some(true))) << 2
            | u64::from(!(facts.win_chance().is_some_and(|known| known >= 60.0))) << 3
        }
        (Stage::Propose, Stage::Won) => {
            u64::from(!(facts.contract_signed() == Some(true)))
            | u64::from(!(facts.amount().is_some_and(|known| known <= 25_000.0))) << 1
            | u64::from(!(facts.discount_percent().is_some_and(|known| known <= 0.0))) << 2
            | u64::from(!(facts.open_concerns().is_some_and(|known| known <= 0))) << 3
        }
        (Stage::Develop, Stage::Lost) => {
            u64::from(!(facts.close_date().is_none() || facts.close_date().is_some_and(|known| known >= day(20819))))
            | u64::from(!(facts.last_outcome().is_some_and(|known| known != LastOutcome::Order))) << 1
            | u64::from(!(facts.champion_tested() == Some(false))) << 2
        }
        (Stage::Propose, Stage::Lost) => {
            u64::from(!(facts.last_outcome().is_some_and(|known| known != LastOutcome::Order)))
            | u64::from(!(facts.win_chance().is_some_and(|known| known <= 50.0))) << 1
            | u64::from(!(facts.references_given() == Some(true))) << 2
        }
        (Stage::Negotiate, Stage::Lost) => {
            u64::from(!(facts.contract_signed() == Some(false)))
            | u64::from(!(facts.last_outcome().is_some_and(|known| known != LastOutcome::Order))) << 1
            | u64::from(!(facts.open_concerns().is_some_and(|known| known >= 2) || facts.win_chance().is_some_and(|known| known <= 30.0))) << 2
            | u64::from(!(facts.segment().is_some_and(|known| known != Segment::Public) || facts.goal_date().is_some_and(|known| known < day(20970)))) << 3
        }
        _ => return None,
    })
}

/// The three best plays of a stage whose conditions hold, by their place in the text.
pub(crate) fn best_plays(facts: &Facts, stage: Stage) -> [Option<u8>; 3] {
    let mut best = Best::default();
    match stage {
        Stage::Prospect => {
            if facts.source == Some(Source::Inbound) && facts.meetings_held.is_some_and(|known| known <= 1) && best.is_full_with(2) { return best.plays; }
            if facts.meetings_held.is_some_and(|known| known <= 0) && facts.segment.is_some_and(|known| known != Segment::Other) && best.is_full_with(4) { return best.plays; }
            if matches!(facts.source, Some(Source::Referral | Source::Partner)) && facts.meetings_held.is_some_and(|known| known <= 0) && best.is_full_with(1) { return best.plays; }
            if facts.segment == Some(Segment::Small) && facts.source == Some(Source::Outbound) && best.is_full_with(5) { return best.plays; }
            if facts.implied_needs.is_some_and(|known| known <= 1) && best.is_full_with(3) { return best.plays; }
            if facts.implied_needs.is_some_and(|known| known <= 0) && best.is_full_with(6) { return best.plays; }
            if facts.meetings_held.is_some_and(|known| known <= 0) && best.is_full_with(0) { return best.plays; }
        }
        Stage::Qualify => {
            if facts.budget_state == Some(BudgetState::None) && facts.implied_needs.is_some_and(|known| known <= 1) && best.is_full_with(11) { return best.plays; }
            if facts.implied_needs.is_some_and(|known| known >= 1) && facts.implied_needs.is_some_and(|known| known <= 2) && best.is_full_with(7) { return best.plays; }
            if facts.amount.is_some_and(|known| known >= 100_000.0) && facts.stakeholders_met.is_some_and(|known| known <= 3) && best.is_full_with(12) { return best.plays; }
            if facts.decision_process_known == Some(false) && best.is_full_with(8) { return best.plays; }
            if facts.stakeholders_met.is_some_and(|known| known <= 2) && best.is_full_with(9) { return best.plays; }
            if matches!(facts.budget_state, Some(BudgetState::None | BudgetState::ToBeFound)) && best.is_full_with(10) { return best.plays; }
            if facts.implied_needs.is_some_and(|known| known <= 1) && best.is_full_with(3) { return best.plays; }
            if facts.implied_needs.is_some_and(|known| known <= 0) && best.is_full_with(6) { return best.plays; }
        }
        Stage::Discover => {
            if facts.implied_needs.is_some_and(|known| known >= 1) && facts.explicit_needs.is_some_and(|known| known <= 0) && best.is_full_with(13) { return best.plays; }
            if (facts.measured_benefit.is_none() || facts.measured_benefit.is_some_and(|known| known <= 20_000.0)) && best.is_full_with(14) { return best.plays; }
            if facts.last_outcome == Some(LastOutcome::Continuation) && best.is_full_with(16) { return best.plays; }
            if facts.implied_needs.is_some_and(|known| known >= 1) && facts.implied_needs.is_some_and(|known| known <= 2) && best.is_full_with(7) { return best.plays; }
            if facts.criteria_ranked == Some(false) && best.is_full_with(15) { return best.plays; }
            if facts.decision_process_known == Some(false) && best.is_full_with(8) { return best.plays; }
            if facts.champion_tested == Some(false) && best.is_full_with(17) { return best.plays; }
            if facts.stakeholders_met.is_some_and(|known| known <= 2) && best.is_full_with(9) { return best.plays; }
            if facts.competition.is_none() && best.is_full_with(18) { return best.plays; }
        }
        Stage::Develop => {
            if facts.implied_needs.is_some_and(|known| known >= 1) && facts.explicit_needs.is_some_and(|known| known <= 0) && best.is_full_with(13) { return best.plays; }
            if (facts.measured_benefit.is_none() || facts.measured_benefit.is_some_and(|known| known <= 20_000.0)) && best.is_full_with(14) { return best.plays; }
            if facts.last_outcome == Some(LastOutcome::Continuation) && best.is_full_with(16) { return best.plays; }
            if facts.competition == Some(Competition::DoNothing) && best.is_full_with(21) { return best.plays; }
            if facts.champion_tested == Some(false) && facts.stakeholders_met.is_some_and(|known| known >= 2) && best.is_full_with(19) { return best.plays; }
            if facts.amount.is_some_and(|known| known >= 100_000.0) && facts.stakeholders_met.is_some_and(|known| known <= 3) && best.is_full_with(12) { return best.plays; }
            if facts.competition == Some(Competition::Incumbent) && best.is_full_with(20) { return best.plays; }
            if facts.explicit_needs.is_some_and(|known| known >= 1) && facts.proposal_reviewed == Some(false) && best.is_full_with(24) { return best.plays; }
            if facts.champion_tested == Some(false) && best.is_full_with(17) { return best.plays; }
            if facts.goal_date.is_none() && best.is_full_with(22) { return best.plays; }
            if facts.security_review_passed == Some(false) && matches!(facts.segment, Some(Segment::Large | Segment::Public)) && best.is_full_with(23) { return best.plays; }
        }
        Stage::Propose => {
            if facts.proposal_reviewed == Some(false) && best.is_full_with(25) { return best.plays; }
            if facts.open_concerns.is_some_and(|known| known >= 1) && best.is_full_with(26) { return best.plays; }
            if matches!(facts.budget_state, Some(BudgetState::ToBeFound | BudgetState::Planned)) && best.is_full_with(30) { return best.plays; }
            if facts.discount_percent.is_some_and(|known| known >= 20.0) && best.is_full_with(29) { return best.plays; }
            if facts.discount_percent.is_some_and(|known| known >= 10.0) && best.is_full_with(28) { return best.plays; }
            if facts.last_outcome == Some(LastOutcome::Continuation) && best.is_full_with(16) { return best.plays; }
            if facts.competition == Some(Competition::DoNothing) && best.is_full_with(21) { return best.plays; }
            if facts.competition == Some(Competition::Incumbent) && best.is_full_with(20) { return best.plays; }
            if facts.security_review_passed == Some(false) && matches!(facts.segment, Some(Segment::Large | Segment::Public)) && best.is_full_with(23) { return best.plays; }
            if facts.segment == Some(Segment::Public) && facts.goal_date.is_some() && best.is_full_with(36) { return best.plays; }
            if facts.close_date.is_none() && best.is_full_with(31) { return best.plays; }
            if facts.references_given == Some(false) && best.is_full_with(27) { return best.plays; }
            if facts.last_outcome == Some(LastOutcome::Advance) && facts.win_chance.is_some_and(|known| known >= 80.0) && best.is_full_with(39) { return best.plays; }
        }
        Stage::Negotiate => {
            if facts.contract_signed == Some(true) && best.is_full_with(38) { return best.plays; }
            if facts.open_concerns.is_some_and(|known| known >= 1) && best.is_full_with(26) { return best.plays; }
            if matches!(facts.budget_state, Some(BudgetState::ToBeFound | BudgetState::Planned)) && best.is_full_with(30) { return best.plays; }
            if facts.discount_percent.is_some_and(|known| known >= 20.0) && best.is_full_with(29) { return best.plays; }
            if facts.discount_percent.is_some_and(|known| known >= 10.0) && best.is_full_with(28) { return best.plays; }
            if facts.amount.is_some_and(|known| known >= 250_000.0) && facts.contract_signed == Some(false) && best.is_full_with(35) { return best.plays; }
            if facts.close_date.is_some_and(|known| known < day(20788)) && best.is_full_with(32) { return best.plays; }
            if facts.contract_signed == Some(false) && best.is_full_with(33) { return best.plays; }
            if facts.win_chance.is_some_and(|known| known <= 60.0) && best.is_full_with(34) { return best.plays; }
            if facts.segment == Some(Segment::Public) && facts.goal_date.is_some() && best.is_full_with(36) { return best.plays; }
            if facts.close_date.is_none() && best.is_full_with(31) { return best.plays; }
            if facts.measured_benefit.is_some_and(|known| known >= 100_000.0) && best.is_full_with(37) { return best.plays; }
        }
        Stage::Won | Stage::Lost => {}
    }
    best.plays
}

#[derive(Default)]
struct Best {
    plays: [Option<u8>; 3],
    count: usize,
}

impl Best {
    /// Adds a play; whether there are three now.
    fn is_full_with(&mut self, play: u8) -> bool {
        if let Some(place) = self.plays.get_mut(self.count) {
            *place = Some(play);
        }
        self.count += 1;
        self.count == 3
    }
}

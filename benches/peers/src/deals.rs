//! The deals as a host's text has them.

use serde_json::{Map, Value};

use crate::workload::HostDeal;

macro_rules! facts {
    ($($fact:ident)*) => {
        /// The names of all facts.
        pub(crate) const FACTS: &[&str] = &[$(stringify!($fact)),*];

        /// What is known of a deal; what is not has no entry.
        pub(crate) fn json(deal: &HostDeal) -> String {
            let mut known = Map::new();
            $(if let Some(value) = &deal.$fact {
                known.insert(stringify!($fact).to_owned(), Value::from(value.clone()));
            })*
            Value::Object(known).to_string()
        }
    };
}

facts! {
    decision_process_known budget_confirmed champion_tested security_review_passed contract_signed
    proposal_reviewed criteria_ranked references_given implied_needs explicit_needs stakeholders_met
    open_concerns meetings_held amount measured_benefit discount_percent win_chance source competition
    budget_state last_outcome segment close_date goal_date
}

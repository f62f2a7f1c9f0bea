//! The plan in a report.

use super::{Teller, words};
use crate::base::line::one_line;
use crate::engine::plan::answer::{
    Alternative, Gain, Obstacle, Plan, PlanOutcome, PlannedMove, Route, Task,
};
use crate::engine::unmet::FixKind;
use crate::engine::words::{days, one_of};
use crate::render::document::{Document, Item, Marker, plain};
use crate::render::picture::words as said;
use crate::render::telling;

impl Teller<'_> {
    pub(super) fn plan(&self, document: &mut Document, plan: &Plan) {
        let language = self.language();
        match &plan.outcome {
            PlanOutcome::Possible(route) if route.moves.is_empty() => {}
            PlanOutcome::Possible(route) => {
                document.heading(2, words::plan(language, one_line(&plan.to_name)));
                self.route(document, route);
            }
            PlanOutcome::Impossible(obstacle) => {
                document.heading(2, words::plan(language, one_line(&plan.to_name)));
                self.obstacle(document, obstacle);
            }
        }
    }

    fn route(&self, document: &mut Document, route: &Route) {
        let language = self.language();
        let effort = said::effort(language, route.effort_minutes);
        document.paragraph(plain(match route.is_least {
            true => words::least_work(language, effort),
            false => words::most_work(language, effort),
        }));
        for planned in &route.moves {
            self.planned(document, planned);
        }
        if !route.alternatives.is_empty() {
            document.heading(3, words::instead(language));
            let items = route.alternatives.iter().map(|one| plain(self.alternative(one)).item());
            document.list(Marker::Dot, items);
        }
    }

    /// Other facts that would do, and what the plan then takes.
    fn alternative(&self, one: &Alternative) -> String {
        let language = self.language();
        let found = self.row(one.finding.iter().map(|gain| self.gain(gain)));
        let gone = self.row(one.instead_of.iter().map(|label| one_line(label)));
        let facts = match (found.is_empty(), gone.is_empty()) {
            (false, false) => words::rather(language, found, gone),
            (false, true) => words::also(language, found),
            (true, _) => words::without(language, gone),
        };
        self.row([facts, said::of_work(language, said::effort(language, one.effort_minutes))])
    }

    fn planned(&self, document: &mut Document, planned: &PlannedMove) {
        let language = self.language();
        let from = planned.from_name.as_deref().map(one_line);
        let from = from.unwrap_or_else(|| words::new_deal(language));
        document.heading(3, said::way(language, from, one_line(&planned.to_name)));
        let roles = planned.actors.iter().map(|role| self.situation.role_name(role));
        let (roles, reasons): (Vec<String>, _) = (roles.collect(), &planned.reasons);
        let either = |items: &[String]| one_of(language, items.iter().map(String::as_str));
        let remarks = [
            planned
                .expected_days
                .filter(|count| *count > 0)
                .map(|count| words::about(language, days(language, count))),
            (planned.wait_days > 0)
                .then(|| words::wait(language, days(language, planned.wait_days))),
            (!roles.is_empty()).then(|| words::made_by(language, either(&roles))),
            (!reasons.is_empty()).then(|| words::with_reason(language, either(reasons))),
        ];
        let remarks = self.row(remarks.into_iter().flatten());
        if !remarks.is_empty() {
            document.paragraph(plain("").quiet(remarks));
        }
        if planned.tasks.is_empty() {
            document.paragraph(plain(words::nothing_missing(language)));
        }
        document.list(Marker::Dot, planned.tasks.iter().map(|task| self.task(task)));
    }

    fn task(&self, task: &Task) -> Item {
        let language = self.language();
        let text = one_line(&task.text);
        let text = match task.kind {
            FixKind::Question => words::ask(language, text),
            FixKind::Play | FixKind::Fact => text,
        };
        let gains = self.row(task.gives.iter().map(|gain| self.gain(gain)));
        let gains = (!gains.is_empty()).then(|| words::to_learn(language, gains));
        let owners = task.owners.iter().map(|role| self.situation.role_name(role));
        let remarks = [said::effort(language, task.effort_minutes)];
        let remarks = self.row(remarks.into_iter().chain(gains).chain(owners));
        plain(text).next_line().quiet(remarks).item()
    }

    fn gain(&self, gain: &Gain) -> String {
        let language = self.language();
        let label = one_line(&gain.label);
        let fact = match &gain.becomes {
            Some(value) => words::becomes(language, label, one_line(value)),
            None => label,
        };
        match gain.evidence {
            Some(grade) => words::as_good_as(language, fact, telling::grade(grade, language)),
            None => fact,
        }
    }

    fn obstacle(&self, document: &mut Document, obstacle: &Obstacle) {
        let language = self.language();
        match obstacle {
            Obstacle::Clash(clash) if !clash.is_empty() => {
                document.paragraph(plain(words::clash(language)));
                let items = clash.iter().map(|one| plain(one_line(&one.sentence)).item());
                document.list(Marker::Dot, items);
            }
            Obstacle::NoWay | Obstacle::Clash(_) => {
                document.paragraph(plain(words::no_way(language)));
            }
            Obstacle::Undecided(parts) => {
                document.paragraph(plain(words::undecided(language)));
                document.list(Marker::Dot, parts.iter().map(|part| plain(one_line(part)).item()));
            }
        }
    }
}

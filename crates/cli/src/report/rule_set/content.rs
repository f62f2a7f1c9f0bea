//! Plays, questions, warning signs, scorecards, scripts, roles and facts.

use std::collections::BTreeMap;

use dealgraph::expr::{Condition, sentence::Phrases};
use dealgraph::{
    Field, FieldOrigin, FieldType, Play, PlayKind, Playbook, Question, SignalSeverity, StageIx,
};

use crate::report::page::{Line, Page, style};
use crate::report::words::{capital, joined, spoken, template};

/// Everything that goes with the stages.
pub(super) fn write(page: &mut Page, playbook: &Playbook) {
    plays(page, playbook);
    questions(page, playbook);
    signals(page, playbook);
    scorecards(page, playbook);
    scripts(page, playbook);
    roles(page, playbook);
    beliefs(page, playbook);
    facts(page, playbook);
}

/// The stages where something is shown, in words.
fn stages(playbook: &Playbook, is_shown_in: impl Fn(StageIx) -> bool) -> String {
    let mut open = playbook.graph().stages().filter(|(_, stage)| stage.is_open());
    if open.all(|(ix, _)| is_shown_in(ix)) {
        return "in every open stage".to_owned();
    }
    let shown = playbook.graph().stages().filter(|(ix, _)| is_shown_in(*ix));
    let names: Vec<&str> = shown.map(|(_, stage)| stage.name()).collect();
    format!("in {}", names.join(", "))
}

fn plays(page: &mut Page, playbook: &Playbook) {
    let mut plays: Vec<&Play> = playbook.plays().collect();
    plays.sort_by_key(|play| std::cmp::Reverse(play.priority()));
    if !plays.is_empty() {
        page.heading("Plays", "what to do, the most important first");
    }
    for play in plays {
        let front = Line::new().and(format!("{:>5}  ", play.priority()));
        page.hanging(front, Line::new().and(template(play.text())));
        if let Some(because) = play.because() {
            page.indented(7, Line::styled(style::QUIET, template(because)));
        }
        let kind = match play.kind() {
            PlayKind::Tactic => None,
            PlayKind::Strategy => Some("strategy"),
            PlayKind::Nurture => Some("nurture"),
            PlayKind::Disqualify => Some("gives the deal up"),
        };
        let parts = [
            Some(stages(playbook, |ix| play.is_shown_in(ix))),
            play.effort().map(|effort| format!("takes {effort}")),
            kind.map(str::to_owned),
            play.when().map(when),
        ];
        page.indented(7, joined(parts.into_iter().flatten(), style::QUIET));
    }
}

/// A condition in words.
fn when(condition: &Condition) -> String {
    format!("when {}", condition.sentence(&Phrases::ENGLISH, &()))
}

/// The name and the purpose of a kind of question, and the questions of it.
type OfOneKind<'p> = (Option<(&'p str, Option<&'p str>)>, Vec<&'p Question>);

fn questions(page: &mut Page, playbook: &Playbook) {
    let mut kinds: Vec<OfOneKind<'_>> = Vec::new();
    for question in playbook.questions() {
        let kind = playbook.kind_of(question).map(|kind| (kind.name(), kind.purpose()));
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, questions)) => questions.push(question),
            None => kinds.push((kind, vec![question])),
        }
    }
    if !kinds.is_empty() {
        page.heading("Questions", "");
    }
    for (kind, questions) in kinds {
        let (name, purpose) = kind.unwrap_or(("Other", None));
        let name = Line::styled(style::STRONG, name).and("  ");
        page.indented(2, name.with(style::QUIET, purpose.unwrap_or_default()));
        for question in questions {
            let front = Line::new().and("    ? ");
            page.hanging(front, Line::new().and(template(question.text())));
        }
    }
}

fn signals(page: &mut Page, playbook: &Playbook) {
    if playbook.signal_rules().next().is_some() {
        page.heading("Warning signs", "");
    }
    for signal in playbook.signal_rules() {
        let (sign, colour) = match signal.severity() {
            SignalSeverity::Critical => ("‼", style::BAD),
            SignalSeverity::Warning => ("!", style::WARN),
            SignalSeverity::Info => ("·", style::QUIET),
        };
        let front = Line::new().and("  ").with(colour, sign).and(" ");
        page.hanging(front, Line::new().and(template(signal.text())));
        page.indented(4, Line::styled(style::QUIET, when(signal.when())));
    }
}

fn scorecards(page: &mut Page, playbook: &Playbook) {
    for card in playbook.scorecard_rules() {
        page.heading(&format!("Scorecard: {}", card.name()), "points, and what for");
        for item in card.items() {
            let front = Line::new().and(format!("{:>5}  ", item.points()));
            page.hanging(front, Line::new().and(item.sentence()));
        }
    }
}

fn scripts(page: &mut Page, playbook: &Playbook) {
    if playbook.scripts().next().is_some() {
        page.heading("Scripts", "");
    }
    for script in playbook.scripts() {
        let place = stages(playbook, |ix| script.is_shown_in(ix));
        let parts = [capital(script.channel()), place, script.id().to_owned()];
        page.indented(2, joined(parts, style::QUIET));
        for line in template(script.text()).lines().filter(|line| !line.trim().is_empty()) {
            page.hanging(Line::styled(style::QUIET, "  │ "), Line::new().and(line.trim()));
        }
    }
}

fn roles(page: &mut Page, playbook: &Playbook) {
    if playbook.roles().next().is_some() {
        page.heading("Roles", "the people of a buying decision");
    }
    for role in playbook.roles() {
        let name = Line::styled(style::STRONG, role.name()).and("  ");
        let text = name.and(role.duty().unwrap_or_default());
        page.hanging(Line::new().and("  · "), text);
    }
}

/// What the methodologies hold to be true, and how they go about it.
fn beliefs(page: &mut Page, playbook: &Playbook) {
    if playbook.principles().next().is_some() {
        page.heading("Principles", "");
    }
    for principle in playbook.principles() {
        page.hanging(Line::new().and("  · "), Line::new().and(principle));
    }
    let mut strategies: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for strategy in playbook.strategies() {
        strategies.entry(strategy.id()).or_default().push(strategy.text());
    }
    for (about, texts) in strategies {
        page.heading(&capital(&spoken(about)), "");
        texts.iter().for_each(|text| page.indented(2, Line::new().and(text)));
    }
}

fn facts(page: &mut Page, playbook: &Playbook) {
    let own = |field: &&Field| field.origin == FieldOrigin::Declared;
    if !playbook.fields().any(|field| own(&field)) {
        return;
    }
    page.heading("Facts", "what a deal may carry, besides those of every deal");
    let fields: Vec<&Field> = playbook.fields().filter(own).collect();
    let widest = fields.iter().map(|field| field.id.len()).max().unwrap_or(0);
    let column = (widest + 4).min(page.width() / 2);
    for field in fields {
        let front = Line::new().and("  ").with(style::STRONG, &field.id).up_to(column);
        let values = match &field.kind {
            FieldType::Choice(values) | FieldType::Choices(values) => {
                format!(": {}", values.join(", "))
            }
            _ => String::new(),
        };
        let kind = format!(" ({}{values})", field.kind.word());
        page.hanging(front, Line::new().and(&field.label).with(style::QUIET, kind));
    }
}

//! `show`: a rule set, readable.

use std::path::Path;

use anstyle::Style;
use dealgraph::{Playbook, RuleSet, Source, StageIx};

use super::{Context, print, print_json};
use crate::args::Format;
use crate::exit::{Failure, Status};
use crate::input;
use crate::report::layout::{Page, style, styled};

pub(crate) fn run(context: &Context<'_>, name: &str) -> Result<Status, Failure> {
    match context.common.format {
        Some(Format::Toml) => return print(&rules(context, name)?.to_toml()),
        Some(Format::Json) => {
            let text = rules(context, name)?.to_toml();
            return print_json(&serde_json::json!({ "toml": text }));
        }
        _ => {}
    }
    context.wants_json()?;
    print(&page(&input::playbook(&context.library, name, Path::new(""))?))
}

fn rules(context: &Context<'_>, name: &str) -> Result<RuleSet, Failure> {
    if let Some(rules) = context.library.rule_set(name) {
        return Ok(rules.clone());
    }
    let text = input::read(Path::new(name))?;
    let (rules, diagnostics) = RuleSet::parse(Source::new(text.name.clone(), text.text));
    rules.ok_or_else(|| dealgraph::Error::RuleSet { name: text.name, diagnostics }.into())
}

fn page(playbook: &Playbook) -> String {
    let mut page = Page::new();
    let own = playbook.rule_set();
    page.line(&format!(
        "{} {}",
        styled(style::STRONG, &own.name),
        styled(style::QUIET, &own.version)
    ));
    for principle in playbook.principles() {
        page.item("  · ", "  · ", principle, Style::new());
    }
    for strategy in playbook.strategies() {
        page.note(2, &format!("{}: {}", strategy.id(), strategy.text()), style::QUIET);
    }
    for (ix, stage) in playbook.graph().stages() {
        page.heading(&format!("{} ({})", stage.name(), stage.id()));
        if let Some(goal) = stage.goal() {
            page.note(2, goal, Style::new());
        }
        gates(&mut page, playbook, ix);
        content(&mut page, playbook, ix);
    }
    rest(&mut page, playbook);
    page.finish()
}

fn gates(page: &mut Page, playbook: &Playbook, stage: StageIx) {
    let kinds: [(&str, Vec<&dealgraph::Criterion>); 3] = [
        ("to enter", playbook.entry_of(stage).collect()),
        ("to leave", playbook.exit_of(stage).collect()),
        ("while here", playbook.stay_of(stage).collect()),
    ];
    for (when, criteria) in kinds {
        for criterion in criteria {
            let mut text = format!("{when}: {}", criterion.sentence());
            if let Some(grade) = criterion.evidence() {
                text.push_str(&format!(" [{}]", grade.word()));
            }
            page.item("  ▪ ", "  ▪ ", &text, Style::new());
        }
    }
    let graph = playbook.graph();
    let onward = graph.transitions().filter(|(_, from, ..)| *from == stage);
    let onward: Vec<&str> =
        onward.filter_map(|(_, _, to, _)| Some(graph.stage(to)?.id().as_str())).collect();
    if !onward.is_empty() {
        page.note(2, &format!("leads to {}", onward.join(", ")), style::QUIET);
    }
}

fn content(page: &mut Page, playbook: &Playbook, stage: StageIx) {
    for play in playbook.plays().filter(|play| play.is_shown_in(stage)) {
        page.item("  → ", "  → ", play.text(), Style::new());
    }
    for question in playbook.questions().filter(|question| question.is_shown_in(stage)) {
        let kind = playbook.kind_of(question).map(|kind| format!(" ({})", kind.name()));
        let text = format!("{}{}", question.text(), kind.unwrap_or_default());
        page.item("  ? ", "  ? ", &text, style::QUIET);
    }
}

fn rest(page: &mut Page, playbook: &Playbook) {
    page.heading("Warning signs");
    for signal in playbook.signal_rules() {
        page.item("  ! ", "  ! ", signal.text(), Style::new());
    }
    for card in playbook.scorecard_rules() {
        page.heading(&format!("Scorecard: {}", card.name()));
        for item in card.items() {
            page.item(
                "  · ",
                "  · ",
                &format!("{:>3} {}", item.points(), item.sentence()),
                Style::new(),
            );
        }
    }
    if playbook.roles().next().is_some() {
        page.heading("Roles");
    }
    for role in playbook.roles() {
        let duty = role.duty().map(|duty| format!(": {duty}")).unwrap_or_default();
        page.item("  · ", "  · ", &format!("{}{duty}", role.name()), Style::new());
    }
}

//! What has changed between two versions.

use dealgraph::{DealEffects, DefinitionChanges, Difference, Effect, Severity, Shift};

use super::page::{Line, Page, style};
use super::words::count;

/// Most deals that are named in one row.
const NAMED: usize = 8;

/// Findings first, then what has changed thing by thing, then the deals.
pub(crate) fn report(found: &Difference, deals: Option<&DealEffects>, width: usize) -> Page {
    let mut page = Page::new(width);
    let [old, new] = [&found.old, &found.new].map(|name| format!("{} {}", name.id, name.version));
    page.hanging(Line::new(), Line::styled(style::STRONG, format!("{old} → {new}")));
    let verdict = match found.decides_the_same {
        true => {
            Line::styled(style::GOOD, "Nothing that decides has changed: proven for every deal")
        }
        false if found.is_undecided() => {
            let words = "Whether every deal is treated as before could not be proven";
            Line::styled(style::WARN, words)
        }
        false => Line::styled(style::WARN, "Some deals are treated differently"),
    };
    page.hanging(Line::new(), verdict);
    findings(&mut page, found);
    changes(&mut page, found);
    gates(&mut page, found);
    if let Some(deals) = deals {
        self::deals(&mut page, deals);
    }
    page
}

fn findings(page: &mut Page, found: &Difference) {
    if found.findings.is_empty() {
        return;
    }
    page.heading("What follows from it", "");
    for finding in &found.findings {
        let (word, colour) = match finding.severity {
            Severity::Error => ("error", style::BAD),
            Severity::Warning => ("warning", style::WARN),
            _ => ("info", style::QUIET),
        };
        let front =
            Line::new().and("  ").with(colour, format!("{word}[{}]", finding.code)).and("  ");
        page.hanging(front, Line::new().and(&finding.message));
        if let Some(place) = finding.primary.as_ref().map(|label| &label.location) {
            let (file, start) = (place.source.name(), place.start());
            let place = format!("{file}:{}:{}", start.line, start.column);
            page.indented(4, Line::styled(style::QUIET, place));
        }
        if let Some(help) = &finding.help {
            page.indented(4, Line::styled(style::QUIET, help));
        }
    }
}

fn changes(page: &mut Page, found: &Difference) {
    let parts = [
        ("Stages", &found.stages),
        ("Ways", &found.transitions),
        ("Criteria", &found.criteria),
        ("Fields", &found.fields),
        ("Questions", &found.questions),
        ("Plays", &found.plays),
        ("Signals", &found.signals),
        ("Scorecards", &found.scorecards),
    ];
    if !found.policies.is_empty() {
        page.heading("Policies", "");
        page.indented(2, Line::styled(style::WARN, format!("~ {}", found.policies.join(", "))));
    }
    for (title, part) in parts.into_iter().filter(|(_, part)| !part.is_empty()) {
        page.heading(title, "");
        self::part(page, part);
    }
}

fn part(page: &mut Page, changes: &DefinitionChanges) {
    let mut row = |sign: &str, colour, text: String| {
        page.hanging(Line::new().and("  ").with(colour, sign).and(" "), Line::new().and(text));
    };
    for id in &changes.added {
        row("+", style::GOOD, id.clone());
    }
    for id in &changes.removed {
        row("−", style::BAD, id.clone());
    }
    for (old, new) in &changes.renamed {
        row("→", style::WARN, format!("{old} is now {new}"));
    }
    for (id, aspects) in &changes.changed {
        row("~", style::WARN, format!("{id}: {}", aspects.join(", ")));
    }
    if !changes.reworded.is_empty() {
        row("≈", style::QUIET, format!("reworded: {}", changes.reworded.join(", ")));
    }
}

fn gates(page: &mut Page, found: &Difference) {
    let changed: Vec<_> = found.gates.iter().filter(|gate| !gate.is_same()).collect();
    let same = found.gates.len() - changed.len();
    let remark = format!("{} let the same deals through as before", count(same, "gate", "gates"));
    page.heading("Gates", if same == 0 { "" } else { &remark });
    for gate in changed {
        let (word, colour) = match gate.shift {
            Shift::Same => ("as before", style::QUIET),
            Shift::Stricter => ("stricter", style::WARN),
            Shift::Looser => ("looser", style::WARN),
            Shift::Both => ("stricter and looser", style::WARN),
            _ => ("undecided", style::BAD),
        };
        let besides = match gate.besides.is_empty() {
            true => String::new(),
            false => format!("; changed besides: {}", gate.besides.join(", ")),
        };
        let way = match &gate.from {
            Some(from) => format!("{from} → {}", gate.to),
            None => format!("begin or come back in {}", gate.to),
        };
        let front = Line::new().and(format!("  {way}  "));
        page.hanging(front, Line::new().with(colour, word).and(besides));
    }
}

/// What happens to deals, and to which.
type Row = (&'static str, fn(&Effect) -> bool);

fn deals(page: &mut Page, effects: &DealEffects) {
    page.heading(
        "Deals",
        &count(effects.deals, "deal held against both", "deals held against both"),
    );
    let rows: [Row; 6] = [
        ("lose their stage", |it| it.stage_gone.is_some()),
        ("cannot be used any more", |it| it.unusable.is_some()),
        ("can make fewer moves", |it| !it.blocked.is_empty()),
        ("can make more moves", |it| !it.opened.is_empty()),
        ("get other suggestions", |it| !it.actions_gained.is_empty()),
        ("lose suggestions", |it| !it.actions_lost.is_empty()),
    ];
    let mut any = false;
    for (what, is_one) in rows {
        let ids: Vec<&str> =
            effects.affected.iter().filter(|it| is_one(it)).map(|it| it.deal.as_str()).collect();
        if ids.is_empty() {
            continue;
        }
        any = true;
        let front = Line::new().and(format!("  {:>5}  ", ids.len()));
        let more = ids.len().saturating_sub(NAMED);
        let named = ids.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        page.hanging(front, Line::new().and(format!("{what}: ")).with(style::QUIET, named + &more));
    }
    if !any {
        page.indented(2, Line::styled(style::GOOD, "none is treated differently"));
    }
}

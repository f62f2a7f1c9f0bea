//! Methodologies ranked for a market.

use dealgraph::{Candidacy, Choice, Hinge, Language, Reason};

use super::Detail;
use super::page::{Line, Page, style};
use super::words::joined;
use crate::said::choice as said;

/// How many reasons of each kind are told at first.
const REASONS: usize = 3;
/// How many methodologies are told with their reasons at first.
const CANDIDATES: usize = 3;
/// How many traits that would change the answer are told at first.
const HINGES: usize = 5;
/// A lead by no more than this is no lead.
const UNSURE: f64 = 1.0;

/// Ranking, reasons, what the answer hangs on.
pub(crate) fn report(choice: &Choice, language: Language, detail: Detail, width: usize) -> Page {
    let mut page = Page::new(width).in_language(language);
    recommended(&mut page, choice, language);
    for (title, candidates) in
        [(said::leads(language), &choice.leads), (said::supports(language), &choice.supports)]
    {
        ranking(&mut page, &title, candidates, language, detail);
    }
    if !choice.advice.is_empty() {
        page.heading(&said::advice(language), "");
        for advice in &choice.advice {
            page.hanging(Line::new().and("  "), Line::new().and(&advice.text));
            if let Some(why) = &advice.why {
                page.indented(4, Line::styled(style::QUIET, why));
            }
        }
    }
    hinges(&mut page, choice, language, detail);
    if !choice.open.is_empty() {
        page.heading(&said::open(language), "");
        let labels = choice.open.iter().map(|open| &open.label);
        page.indented(2, joined(labels, style::PLAIN));
    }
    page.gap();
    page.hanging(Line::new(), Line::styled(style::QUIET, said::judgement(language)));
    page
}

fn recommended(page: &mut Page, choice: &Choice, language: Language) {
    let name = |id: &str| {
        let all = choice.leads.iter().chain(&choice.supports);
        all.filter(|it| it.id == id).map(|it| it.name.clone()).next().unwrap_or_default()
    };
    let undecided = choice.leads.iter().all(|lead| lead.score == 0.0);
    let text = match &choice.pairing {
        _ if undecided => said::nothing_stated(language),
        None => said::take_none(language),
        Some(pairing) => match &pairing.support {
            Some(support) => said::take_both(language, name(&pairing.lead), name(support)),
            None => said::take(language, name(&pairing.lead)),
        },
    };
    page.hanging(Line::new(), Line::styled(style::STRONG, text));
    let (Some(margin), Some(next)) = (choice.margin, choice.leads.get(1)) else { return };
    if margin <= UNSURE && !undecided {
        let text = said::unsure(language, margin, &next.name);
        page.hanging(Line::new(), Line::styled(style::WARN, text));
    }
}

fn ranking(
    page: &mut Page,
    title: &str,
    candidates: &[Candidacy],
    language: Language,
    detail: Detail,
) {
    if candidates.is_empty() {
        return;
    }
    page.heading(title, "");
    for (index, candidate) in candidates.iter().enumerate() {
        let ruled_out = !candidate.vetoes.is_empty();
        let name_style = if ruled_out { style::QUIET } else { style::PLAIN };
        let front = Line::new().and(format!("{:>4}  ", candidate.score));
        page.hanging(front, Line::styled(name_style, &candidate.name));
        for veto in &candidate.vetoes {
            let why = veto.why.as_deref().unwrap_or(&veto.because_of);
            page.indented(6, Line::styled(style::BAD, said::ruled_out(language, why)));
        }
        if index < detail.most(CANDIDATES) && !ruled_out {
            reasons(page, "+", &candidate.reasons_for, language, detail);
            reasons(page, "−", &candidate.reasons_against, language, detail);
        }
    }
}

fn reasons(page: &mut Page, sign: &str, reasons: &[Reason], language: Language, detail: Detail) {
    let most = detail.most(REASONS);
    for reason in reasons.iter().take(most) {
        let points = format!("{sign}{}", reason.points.abs());
        let front = Line::new().and("      ").with(style::QUIET, format!("{points:>3}  "));
        let why = reason.why.as_deref().unwrap_or(&reason.because_of);
        page.hanging(front, Line::new().and(why));
    }
    if let Some(more) = reasons.len().checked_sub(most).filter(|more| *more > 0) {
        page.indented(11, Line::styled(style::QUIET, said::more(language, more)));
    }
}

fn hinges(page: &mut Page, choice: &Choice, language: Language, detail: Detail) {
    if choice.hinges.is_empty() || choice.pairing.is_none() {
        return;
    }
    page.heading(&said::hangs_on(language), "");
    let stated = |hinge: &&Hinge| choice.open.iter().all(|open| open.id != hinge.of);
    let (first, rest): (Vec<&Hinge>, Vec<&Hinge>) = choice.hinges.iter().partition(stated);
    let most = detail.most(HINGES);
    for hinge in first.iter().chain(&rest).take(most) {
        let text = said::hinge(language, &hinge.label, &hinge.value_name, &hinge.lead_name);
        page.indented(2, Line::new().and(text));
    }
    if let Some(more) = choice.hinges.len().checked_sub(most).filter(|more| *more > 0) {
        page.indented(2, Line::styled(style::QUIET, said::more(language, more)));
    }
}

//! What a coaching text for people may speak of: the names of `playbook/coaching`, filled.

use super::super::coach::Ground;
use super::super::telling;
use super::super::words;
use super::{Aim, Claim, FilledScript, How, ManagerBriefing, NotYet, RepBriefing, claims, script};
use crate::base::language::Language;
use crate::base::line::one_line;
use crate::base::markdown::fenced;
use crate::engine::action::Action;
use crate::engine::assessment::Signal;
use crate::engine::situation::Situation;
use crate::engine::unmet::Unmet;
use crate::engine::wording;
use crate::error::Error;
use crate::template::TemplateValue;

/// All names for the rep's and the manager's texts.
///
/// # Errors
/// When a text cannot be filled in.
pub(in super::super) fn names(
    ground: &Ground<'_>,
    rep: &RepBriefing,
    manager: &ManagerBriefing,
) -> Result<TemplateValue, Error> {
    let Ground { situation, assessment, .. } = ground;
    let language = situation.words();
    let named = |name: &str, value: TemplateValue| (name.to_owned(), value);
    let principles = situation.model().principles.iter().map(|principle| text(principle));
    let verdict = ground.next_verdict();
    let unmet = verdict.map(|verdict| verdict.unmet.as_slice()).unwrap_or_default();
    let warnings = verdict.map(|verdict| verdict.warnings.as_slice()).unwrap_or_default();
    let check = manager.forecast.as_ref();
    let not_backed = check.map(|check| check.not_backed.as_slice()).unwrap_or_default();
    let actions = assessment.distinct_actions().map(action);
    let asks = rep.asks.iter().map(|asking| {
        map([("ask", text(&asking.ask)), ("listen_for", or_unset(asking.listen_for.as_deref()))])
    });
    let scripts = script::scripts(situation)?;
    let record = claims::record(situation);
    Ok(wording::names(situation).with([
        named("playbook", playbook(ground)),
        named("standing", text(&rep.standing)),
        named("next", next(ground)),
        named("aim", rep.aim.as_ref().map_or_else(|| TemplateValue::unset("aim"), aim)),
        named("how", rep.how.as_ref().map_or_else(none, how)),
        named("asks", TemplateValue::list(asks)),
        named("not_yet", not_yet(rep.not_yet.as_ref(), language)),
        named("then", texts(rep.then.iter().map(String::as_str))),
        named("script", rep.script.as_ref().map_or_else(none, |s| filled(s, language))),
        named("actions", TemplateValue::list(actions)),
        named("unmet", gaps(unmet, language)),
        named("warnings", gaps(warnings, language)),
        named("signals", TemplateValue::list(manager.risks.iter().map(signal))),
        named("scorecards", scorecards(ground)),
        named("record", TemplateValue::list(record.iter().map(|one| claim(one, language)))),
        named("claims", grouped(&manager.claims, language)),
        named("contacts", contacts(situation)),
        named("questions", texts(manager.questions.iter().map(String::as_str))),
        named("forecast", text(check.map_or("", |check| &check.text))),
        named("not_backed", gaps(not_backed, language)),
        named("scripts", TemplateValue::list(scripts.iter().map(|one| filled(one, language)))),
        named("principles", TemplateValue::list(principles)),
    ]))
}

fn map(entries: impl IntoIterator<Item = (&'static str, TemplateValue)>) -> TemplateValue {
    TemplateValue::map(entries.into_iter().map(|(name, value)| (name.to_owned(), value)))
}

fn text(text: &str) -> TemplateValue {
    TemplateValue::text(&one_line(text))
}

fn texts<'t>(items: impl IntoIterator<Item = &'t str>) -> TemplateValue {
    TemplateValue::list(items.into_iter().map(text))
}

fn none() -> TemplateValue {
    TemplateValue::unset("nothing")
}

fn or_unset(value: Option<&str>) -> TemplateValue {
    value.map_or_else(none, text)
}

fn number(count: usize) -> TemplateValue {
    TemplateValue::integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// What a template knows of the playbook.
pub(super) fn playbook(ground: &Ground<'_>) -> TemplateValue {
    let model = ground.situation.model();
    let laid: Vec<&str> = model.laid_over.iter().map(|rules| rules.name.as_str()).collect();
    let method = match laid.as_slice() {
        [] => model.own.name.clone(),
        names => names.join(&words::comma(ground.situation.words())),
    };
    map([
        ("name", text(&model.own.name)),
        ("version", text(&model.own.version)),
        ("goal", text(&model.goal)),
        ("method", text(&method)),
    ])
}

fn next(ground: &Ground<'_>) -> TemplateValue {
    let Some(next) = ground.next_stage() else { return TemplateValue::unset("next stage") };
    let open = ground.next_verdict().is_some_and(crate::engine::verdict::Verdict::is_allowed);
    map([
        ("name", text(&next.stage_name)),
        ("met", number(next.met)),
        ("of", number(next.of)),
        ("open", TemplateValue::truth(open)),
    ])
}

fn aim(aim: &Aim) -> TemplateValue {
    map([
        ("text", text(&aim.text)),
        ("from_buyer", TemplateValue::truth(aim.from_buyer)),
        ("missing", text(&aim.missing)),
    ])
}

fn how(how: &How) -> TemplateValue {
    map([("text", text(&how.text)), ("why", or_unset(how.why.as_deref()))])
}

fn not_yet(not_yet: Option<&NotYet>, language: Language) -> TemplateValue {
    let Some(not_yet) = not_yet else { return none() };
    map([
        ("name", text(&not_yet.stage_name)),
        ("goal", or_unset(not_yet.goal.as_deref())),
        ("gaps", gaps(&not_yet.unmet, language)),
    ])
}

fn action(action: &Action) -> TemplateValue {
    map([
        ("text", text(&action.text)),
        ("why", or_unset(action.why.as_deref())),
        ("asks", texts(action.asks.iter().map(String::as_str))),
        ("score", TemplateValue::integer(i64::from(action.score))),
        ("effort", or_unset(action.effort.as_deref())),
    ])
}

fn gaps(unmet: &[Unmet], language: Language) -> TemplateValue {
    TemplateValue::list(unmet.iter().map(|unmet| {
        map([
            ("text", text(&unmet.otherwise)),
            ("state", text(&telling::state(unmet, language))),
            ("helps", texts(unmet.fixes.iter().map(|fix| fix.text.as_str()))),
        ])
    }))
}

fn signal(signal: &Signal) -> TemplateValue {
    let severity = format!("{:?}", signal.severity).to_lowercase();
    map([("text", text(&signal.text)), ("severity", text(&severity))])
}

fn scorecards(ground: &Ground<'_>) -> TemplateValue {
    TemplateValue::list(ground.assessment.scorecards.iter().map(|card| {
        let gaps = card.gaps().filter_map(|item| item.otherwise.as_deref());
        map([
            ("name", text(&card.name)),
            ("score", TemplateValue::number(card.score.round())),
            ("gaps", texts(gaps)),
        ])
    }))
}

fn claim(claim: &Claim, language: Language) -> TemplateValue {
    map([
        ("label", text(&claim.label)),
        ("value", text(&claim.value)),
        ("evidence", text(&telling::grade(claim.evidence, language))),
        ("by", or_unset(claim.by.as_deref())),
        ("at", or_unset(claim.at.as_deref())),
        ("note", or_unset(claim.note.as_deref())),
    ])
}

/// Claims, one group for each grade of evidence.
fn grouped(claims: &[Claim], language: Language) -> TemplateValue {
    let groups = claims.chunk_by(|one, next| one.evidence == next.evidence);
    TemplateValue::list(groups.filter_map(|group| {
        let evidence = group.first()?.evidence;
        Some(map([
            ("evidence", text(&words::whose_word(language, evidence))),
            ("facts", TemplateValue::list(group.iter().map(|one| claim(one, language)))),
        ]))
    }))
}

fn contacts(situation: &Situation<'_>) -> TemplateValue {
    let contacts = situation.deal.contacts.iter().flatten();
    TemplateValue::list(contacts.map(|contact| {
        let roles = contact.roles.iter().flatten().map(|role| situation.role_name(role));
        let roles: Vec<String> = roles.collect();
        let stance = contact.stance.map(|stance| stance.name(situation.words()));
        map([
            ("name", or_unset(contact.name.as_deref())),
            ("roles", texts(roles.iter().map(String::as_str))),
            ("stance", or_unset(stance.as_deref())),
            ("met", TemplateValue::truth(contact.met == Some(true))),
        ])
    }))
}

fn filled(script: &FilledScript, language: Language) -> TemplateValue {
    map([
        ("channel", text(&words::channel(language, &script.channel))),
        ("heading", text(&words::send_or_say(language, &script.channel))),
        ("text", TemplateValue::text(&script.text)),
        ("block", TemplateValue::markdown(fenced(&script.text, "text"))),
    ])
}

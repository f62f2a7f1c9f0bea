//! What prompts say is what the deal says: nothing is left open, repeated, or made up.

use dealgraph::{
    Audience, Briefing, Deal, Error, Evidence, Library, ManagerBriefing, Playbook, RepBriefing,
};
use proptest::prelude::*;
use std::sync::LazyLock;

use crate::sample::{Chance, config, draws, now};
use crate::{deals, example, moment};

static PLAYBOOKS: LazyLock<Vec<Playbook>> = LazyLock::new(|| {
    let library = Library::builtin();
    let ids = library.rule_sets().map(|rules| rules.id().to_string());
    let laid = ["seven_step+spin", "four_step+value"].map(str::to_owned);
    ids.chain(laid)
        .filter_map(|id| match library.compile(&id) {
            Ok(playbook) => Some(playbook),
            Err(Error::NoStages { .. }) => None,
            Err(error) => panic!("{error}"),
        })
        .collect()
});

fn rep(playbook: &Playbook, deal: &Deal) -> (String, RepBriefing) {
    let prompt = playbook.coach(deal, Audience::Rep, "en", moment()).unwrap();
    let Briefing::Rep(briefing) = prompt.briefing else { panic!("no briefing for a rep") };
    (prompt.text, *briefing)
}

fn manager(playbook: &Playbook, deal: &Deal) -> (String, ManagerBriefing) {
    let prompt = playbook.coach(deal, Audience::Manager, "en", moment()).unwrap();
    let Briefing::Manager(briefing) = prompt.briefing else { panic!("no briefing for a manager") };
    (prompt.text, *briefing)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..config() })]

    /// Whatever the deal: no heading over nothing, no name left open, no more than three questions, and
    /// a script to send has nothing left to fill in.
    #[test]
    fn nothing_is_left_open(which in any::<usize>(), draws in draws(900)) {
        let playbook = &PLAYBOOKS[which % PLAYBOOKS.len()];
        let deal = deals::deal(playbook, &mut Chance::new(draws));
        for language in ["en", "zh-Hans"] {
            for audience in [Audience::Rep, Audience::Manager, Audience::Assistant] {
                let prompt = playbook.coach(&deal, audience, language, now()).unwrap();
                let lines: Vec<&str> =
                    prompt.text.lines().filter(|line| !line.trim().is_empty()).collect();
                let headings = |pair: &&[&str]| {
                    pair[0].starts_with('#') && pair[1].starts_with(&pair[0][..2])
                };
                prop_assert_eq!(lines.windows(2).find(headings), None, "{}", prompt.text);
                prop_assert!(!lines.last().unwrap().starts_with('#'), "{}", prompt.text);
                prop_assert!(!prompt.text.contains("{%"), "{}", prompt.text);
                prop_assert!(!prompt.text.contains("undefined"), "{}", prompt.text);
                match prompt.briefing {
                    Briefing::Manager(briefing) => prop_assert!(briefing.questions.len() <= 3),
                    Briefing::Rep(briefing) => {
                        let sent = briefing.script.filter(|s| s.channel == "email");
                        prop_assert!(!sent.is_some_and(|script| script.text.contains('[')));
                    }
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn what_is_not_so_behind_the_deal_comes_before_what_is_ahead() {
    let (playbook, deal) = example("demo_without_need");
    let (_, briefing) = rep(&playbook, &deal);
    let aim = briefing.aim.unwrap();
    assert_eq!(aim.criterion, "spin.problem_owner_met");
    assert_eq!(aim.evidence, Some(Evidence::Acted));
    assert!(aim.from_buyer);
    assert_eq!(briefing.script, None, "its stage takes for granted what nobody has said");
    let first = briefing.not_yet.unwrap().unmet.remove(0);
    assert_eq!(first.criterion, "spin.problem_owner_met");
}

#[test]
fn the_forecast_is_held_against_what_the_gates_behind_asked_for() {
    let (playbook, deal) = example("single_threaded_without_power");
    let (text, briefing) = manager(&playbook, &deal);
    let check = briefing.forecast.unwrap();
    assert_eq!(check.carried_to.unwrap().as_str(), "qualifiedtobuy");
    let ids: Vec<&str> = check.not_backed.iter().map(|gap| gap.criterion.as_str()).collect();
    assert_eq!(ids, ["spin.power_wants_it_solved"]);
    assert_eq!(check.own_word, 1);
    assert!(text.contains("The record says “Economic buyer wants it solved: yes”."), "{text}");

    let (playbook, deal) = example("northwind_enterprise");
    let check = manager(&playbook, &deal).1.forecast.unwrap();
    assert_eq!((check.carried_to, check.not_backed.len(), check.own_word), (None, 0, 0));
    assert!(check.passed > 0 && check.facts > 0);
}

#[test]
fn a_close_date_is_held_against_the_usual_pace() {
    let (playbook, deal) = example("hartwell");
    let (text, briefing) = manager(&playbook, &deal);
    let check = briefing.forecast.unwrap();
    assert!(check.usual_date.unwrap() > check.close_date.unwrap());
    assert!(text.contains("the close date on record is 2026-12-20"), "{text}");
    assert!(briefing.questions.iter().any(|question| question.contains("2026-12-20")));

    let (playbook, deal) = example("close_date_passed");
    let (text, briefing) = manager(&playbook, &deal);
    assert!(text.contains("The close date on record, 2026-11-06, is past."), "{text}");
    assert!(briefing.questions[1].starts_with("The close date, 2026-11-06, is past."));
}

#[test]
fn a_script_is_sent_only_when_the_deal_fills_all_of_it() {
    let (playbook, deal) = example("stalled_in_discovery");
    let (text, briefing) = rep(&playbook, &deal);
    let script = briefing.script.unwrap();
    assert_eq!(script.channel, "email");
    assert!(script.text.contains("claims that sit unread over the weekend"));
    assert!(text.contains("## Send this (email)\n\n```text\nThank you"), "{text}");
    let mut unknown = deal;
    unknown.facts.unset("lead_problem");
    let script = rep(&playbook, &unknown).1.script;
    assert_ne!(script.map(|script| script.channel).as_deref(), Some("email"));
}

#[test]
fn a_deal_whose_next_gate_is_open_is_told_to_move_and_what_comes_then() {
    let (playbook, deal) = example("about_to_be_created");
    let (text, briefing) = rep(&playbook, &deal);
    assert_eq!((briefing.aim, briefing.not_yet), (None, None));
    assert_eq!(briefing.how.unwrap().text, "Create the deal in Prospecting");
    assert!(!briefing.then.is_empty(), "{text}");
}

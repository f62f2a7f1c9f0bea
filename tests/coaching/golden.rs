//! Whole prompts as they are read, held as snapshots: a change of a word shows as a change of a file.

use dealgraph::Audience;

use crate::{example, moment};

fn coached(name: &str, audience: Audience, language: &str) -> String {
    let (playbook, deal) = example(name);
    playbook.coach(&deal, audience, language, moment()).unwrap().text
}

#[test]
fn what_people_read() {
    let names = [
        "stalled_in_discovery",
        "demo_without_need",
        "single_threaded_without_power",
        "northwind_enterprise",
        "close_date_passed",
        "healthy_at_contract",
        "parked_until_spring",
        "about_to_be_created",
        "hartwell",
    ];
    for name in names {
        insta::assert_snapshot!(format!("{name}_rep"), coached(name, Audience::Rep, "en"));
        insta::assert_snapshot!(format!("{name}_manager"), coached(name, Audience::Manager, "en"));
    }
}

#[test]
fn what_people_read_in_chinese() {
    for name in ["hartwell", "healthy_at_contract", "about_to_be_created"] {
        for (audience, word) in [(Audience::Rep, "rep"), (Audience::Manager, "manager")] {
            let text = coached(name, audience, "zh-Hans");
            insta::assert_snapshot!(format!("{name}_{word}_chinese"), text);
        }
    }
}

#[test]
fn what_a_language_model_reads() {
    let text = coached("demo_without_need", Audience::Assistant, "en");
    insta::assert_snapshot!("demo_without_need_assistant", text);
    let text = coached("hartwell", Audience::Assistant, "zh-Hans");
    insta::assert_snapshot!("hartwell_assistant_chinese", text);
}

#[test]
fn what_programs_read() {
    let (playbook, deal) = example("demo_without_need");
    for (audience, word) in [(Audience::Rep, "rep"), (Audience::Manager, "manager")] {
        let prompt = playbook.coach(&deal, audience, "en", moment()).unwrap();
        insta::assert_json_snapshot!(format!("demo_without_need_{word}_data"), prompt.briefing);
    }
}

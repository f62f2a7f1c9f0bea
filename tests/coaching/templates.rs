//! Which template serves: a rule set's own, or else the built-in one.

use dealgraph::{Audience, Deal, Library, Playbook, Prompt};

use crate::moment;

/// A prompt by a rule set without templates of its own, to which these are added.
fn coached(templates: &str, audience: Audience) -> Prompt {
    let library = Library::builtin();
    let text = library.source("four_step").unwrap().text().to_owned() + templates;
    let playbook = Playbook::from_toml(&text).unwrap();
    playbook.coach(&Deal::new("D-1", "qualifying"), audience, "en", moment()).unwrap()
}

#[test]
fn a_template_of_ones_own_is_for_one_audience() {
    let audiences = [
        ("rep", Audience::Rep),
        ("manager", Audience::Manager),
        ("assistant", Audience::Assistant),
    ];
    for (key, own) in audiences {
        let template = format!("[coach.{key}]\ntemplate = \"Only for the {key}.\"\n");
        for (_, audience) in audiences {
            let (prompt, built_in) = (coached(&template, audience), coached("", audience));
            if audience != own {
                assert_eq!(prompt.text, built_in.text);
                continue;
            }
            let said = prompt.messages.last().map_or(&prompt.text, |message| &message.text);
            assert_eq!(*said, format!("Only for the {key}."));
            let role = |prompt: &Prompt| prompt.messages.first().map(|role| role.text.clone());
            assert_eq!(role(&prompt), role(&built_in));
        }
    }
}

//! Which template serves: a rule set's own, or else the built-in one.

use dealgraph::{Audience, Deal, Playbook, Prompt};

use crate::moment;

const PROCESS: &str = r#"
dealgraph = 1

[process]
id = "acme"
name = "Acme"
version = "1.0.0"

[[stage]]
id = "qualify"
name = "Qualify"

[[stage]]
id = "won"
name = "Won"
type = "won"

[[stage]]
id = "lost"
name = "Lost"
type = "lost"
"#;

fn coached(templates: &str, audience: Audience) -> Prompt {
    let playbook = Playbook::from_toml(&format!("{PROCESS}\n{templates}")).unwrap();
    playbook.coach(&Deal::new("D-1", "qualify"), audience, "en", moment()).unwrap()
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

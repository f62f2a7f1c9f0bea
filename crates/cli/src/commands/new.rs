//! `new`: a commented process to start from.

use dealgraph::{Id, RuleSetRole};

use super::{Context, print};
use crate::exit::{Failure, Status};

pub(crate) fn run(context: &Context<'_>, id: &str, from: Option<&str>) -> Result<Status, Failure> {
    if Id::new(id).is_none() {
        return Err(Failure::with_help(
            format!("`{id}` cannot be an id"),
            "an id is lower-case letters, digits and `_`, a letter first: `our_process`",
        ));
    }
    let name = titled(id);
    match from {
        None => print(&starting(id, &name, None)),
        Some(from) => {
            let rules = context.library.rule_set(from).ok_or_else(|| unknown(context, from))?;
            match rules.role() {
                RuleSetRole::Methodology => {
                    print(&starting(id, &name, Some(&mirrored(context, from)?)))
                }
                RuleSetRole::Process => print(&copied(rules.source().text(), from, id, &name)),
            }
        }
    }
}

fn unknown(context: &Context<'_>, from: &str) -> Failure {
    match context.library.compile(from) {
        Err(error) => error.into(),
        Ok(_) => Failure::input(format!("there is no rule set `{from}`")),
    }
}

fn titled(id: &str) -> String {
    let spoken = id.replace('_', " ");
    let mut letters = spoken.chars();
    letters.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// The stages of a methodology, to be mirrored by a process.
struct Mirrored {
    methodology: String,
    stages: Vec<(String, String)>,
}

fn mirrored(context: &Context<'_>, id: &str) -> Result<Mirrored, Failure> {
    let playbook = context.library.compile(id)?;
    let open = playbook.graph().stages().filter(|(_, stage)| stage.is_open());
    let stages = open.map(|(_, stage)| (stage.id().to_string(), stage.name().to_owned())).collect();
    Ok(Mirrored { methodology: id.to_owned(), stages })
}

/// A process's own text under another id and name, its comments kept.
fn copied(text: &str, from: &str, id: &str, name: &str) -> String {
    let mut done = (false, false);
    let lines = text.lines().map(|line| {
        if !done.0 && line.trim() == format!("id = \"{from}\"") {
            done.0 = true;
            return format!("id = \"{id}\"");
        }
        if done.0 && !done.1 && line.starts_with("name = ") {
            done.1 = true;
            return format!("name = \"{name}\"");
        }
        line.to_owned()
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

fn starting(id: &str, name: &str, mirrored: Option<&Mirrored>) -> String {
    let plain = [("qualify", "Qualify"), ("discover", "Discover"), ("propose", "Propose")];
    let stages: Vec<(String, String)> = match mirrored {
        Some(mirrored) => mirrored.stages.clone(),
        None => plain.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect(),
    };
    let mut text = HEAD.replace("ID", id).replace("NAME", name);
    for (index, (stage, title)) in stages.iter().enumerate() {
        let share = (index + 1) * 80 / stages.len().max(1);
        text.push_str(&format!(
            "\n[[stage]]\nid = \"{stage}\"\nname = \"{title}\"\nprobability = {:.2}\nexpected = \"14d\"       # how long a healthy deal stays here\nstalled_after = \"30d\"\n",
            share as f64 / 100.0
        ));
        if index == 0 {
            text.push_str(GATE);
        }
    }
    text.push_str(TAIL);
    if let Some(mirrored) = mirrored {
        let map: Vec<String> =
            mirrored.stages.iter().map(|(stage, _)| format!("{stage} = \"{stage}\"")).collect();
        text.push_str(&format!(
            "\n# The methodology's gates, questions and plays, laid over the stages above.\n[[overlay]]\nmethodology = \"{}\"\nstages = {{ {} }}\n",
            mirrored.methodology,
            map.join(", ")
        ));
    }
    text
}

const HEAD: &str = r#"# A sales process. `dealgraph check` says whether it is sound; change it until it is yours.
dealgraph = 1

[process]
id = "ID"
name = "NAME"
version = "0.1.0"
skip = "gated"         # a deal may jump ahead when every gate on the way is open
back = "any"           # and go back to any earlier stage

# The facts that a deal carries. `amount`, `close_date`, `owner` and `contacts` are always there.
[field.buyer_need]
type = "text"
label = "What the buyer needs"
help = "In the buyer's own words"

# A question gives facts; a gate that waits for them suggests it.
[question.what_do_you_need]
ask = "What would you like to be different, and what keeps it from happening?"
fills = ["buyer_need"]
listen_for = "A need in their own words"

# A play is a next action. It is suggested while its condition holds.
[play.record_amount]
when = "!has(amount)"
priority = 40
effort = "5m"
do = "Ask what they have set aside, and record the amount"
because = "A forecast without figures is a hope"
fills = ["amount"]

# The stages, in their order.
"#;

const GATE: &str = r#"
  # A gate: it must be open to leave this stage forwards.
  [[stage.exit]]
  id = "need_known"
  when = "has(buyer_need)"
  evidence = "stated"  # a named buyer has said it
  otherwise = "The buyer has not said what they need"
"#;

const TAIL: &str = r#"
[[stage]]
id = "won"
name = "Won"
type = "won"
probability = 1.0

  [[stage.entry]]
  id = "has_an_amount"
  when = "amount > 0"
  otherwise = "A won deal needs an amount"

[[stage]]
id = "lost"
name = "Lost"
type = "lost"
probability = 0.0
"#;

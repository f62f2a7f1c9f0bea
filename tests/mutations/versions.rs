//! What is to be found between two versions: a rule set as it is, and with one change.

use std::collections::BTreeSet;

use dealgraph::{Library, Playbook, Source, StageMap};

use super::script::{Block, Script};
use super::seeds::{insert_at, nth};

/// A change from one version to the next.
pub(crate) struct Change {
    /// The code that is to find it.
    pub(crate) code: &'static str,
    /// What it is.
    pub(crate) what: &'static str,
    /// Makes the two versions of a rule set; of several places `pick` chooses one.
    make: fn(script: &Script, pick: usize) -> Option<[String; 2]>,
    /// Codes that rightly find it as well.
    also: &'static [&'static str],
}

/// What was found of one change in one rule set.
pub(crate) struct Found {
    pub(crate) change: &'static Change,
    pub(crate) rule_set: String,
    pub(crate) is_found: bool,
    pub(crate) besides: Vec<String>,
}

/// Every change, by the code that is to find it.
pub(crate) const CHANGES: &[Change] = &[
    Change {
        code: "DG0801",
        what: "a stage has another id",
        make: |script, pick| {
            let open = script.stages(&["open"]).into_iter().skip(1);
            let quoted = |id: &str| script.text().contains(&format!("'{id}'"));
            let (_, id) = nth(open.filter(|(_, id)| !quoted(id)).collect(), pick)?;
            let text = raised(script).replace(&format!("\"{id}\""), "\"zz_stage\"");
            Some([script.text(), text.replace(&format!(" {id} = "), " zz_stage = ")])
        },
        also: &[],
    },
    Change {
        code: "DG0802",
        what: "a gate more",
        make: |script, pick| {
            Some([script.text(), gated(&numbered(script), pick, "amount > 4321.0")?])
        },
        also: &[],
    },
    Change {
        code: "DG0803",
        what: "a gate less",
        make: |script, pick| Some([gated(script, pick, "amount > 4321.0")?, raised(script)]),
        also: &[],
    },
    Change {
        code: "DG0804",
        what: "a field of another type",
        make: |script, _| Some([field(script, "integer"), field(&numbered(script), "number")]),
        also: &[],
    },
    Change {
        code: "DG0805",
        what: "a stage with another name",
        make: |script, pick| {
            let (block, _) = nth(script.stages(&["open"]), pick)?;
            let mut other = script.clone();
            other.drop_keys(&block, &["name"]);
            Some([script.text(), insert_at(other, block.start + 1, "name = \"Zz stage\"")?.text])
        },
        also: &[],
    },
    Change {
        code: "DG0806",
        what: "a field with a value less",
        make: |script, _| {
            let choice = |values: &str| format!("choice\"\nvalues = [{values}]\nhelp = \"Zz");
            let fewer = field(&numbered(script), &choice("\"a\", \"b\""));
            Some([field(script, &choice("\"a\", \"b\", \"c\"")), fewer])
        },
        also: &[],
    },
    Change {
        code: "DG0807",
        what: "a signal more under the same version",
        make: |script, _| {
            let signal = "[signal.zz_signal]\nwhen = \"amount > 4321.0\"\nsay = \"Look\"";
            Some([script.text(), script.clone().append(signal, "say").text])
        },
        also: &[],
    },
    Change {
        code: "DG0808",
        what: "a gate that asks for the opposite",
        make: |script, pick| {
            let new = gated(&numbered(script), pick, "amount < 1234.0")?;
            Some([gated(script, pick, "amount > 4321.0")?, new])
        },
        also: &["DG0802", "DG0803"],
    },
];

/// The rule set under a later version.
fn numbered(script: &Script) -> Script {
    let mut script = script.clone();
    let headers = [script.called("[process]"), script.called("[methodology]")].concat();
    if let Some(line) = headers.first().and_then(|header| script.key(header, "version")) {
        script.replace(line, "version = \"9.9.9\"");
    }
    script
}

fn raised(script: &Script) -> String {
    numbered(script).text()
}

fn gated(script: &Script, pick: usize, when: &str) -> Option<String> {
    let (block, _): (Block, String) = nth(script.stages(&["open"]), pick)?;
    let gate =
        format!("[[stage.exit]]\nid = \"zz_gate\"\nwhen = \"{when}\"\notherwise = \"Not yet\"");
    Some(insert_at(script.clone(), block.end, &gate)?.text)
}

fn field(script: &Script, kind: &str) -> String {
    let text = format!("[field.zz_field]\nlabel = \"Zz field\"\ntype = \"{kind}\"");
    script.clone().append(&text, "label").text
}

/// What is found of every change in these rule sets.
pub(crate) fn all(rule_sets: &[Script]) -> Vec<Found> {
    let library = Library::builtin();
    let compiled = |text: String| -> Option<Playbook> {
        library.compile_source(Source::new("version", text)).ok()
    };
    let mut all = Vec::new();
    for (pick, script) in rule_sets.iter().enumerate() {
        for change in CHANGES {
            let versions = (change.make)(script, pick).map(|texts| texts.map(compiled));
            let Some([Some(old), Some(new)]) = versions else { continue };
            let difference = old.diff(&new, &StageMap::new());
            let mut codes: BTreeSet<String> =
                difference.findings.iter().map(|finding| finding.code.to_string()).collect();
            let is_found = codes.remove(change.code);
            codes.retain(|code| !change.also.contains(&code.as_str()));
            let besides = codes.into_iter().collect();
            all.push(Found { change, rule_set: script.name.clone(), is_found, besides });
        }
    }
    all
}

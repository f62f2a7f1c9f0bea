//! The defects that only exact reasoning finds.

use super::script::{Block, Script, Seeded};
use super::seeds::{Seed, insert_at, is_process, map, nth, seed, siding, signal};

/// A new gate is one that nothing helps to meet, and that the seller's own word opens; and a process
/// with a gate is held to asking for the figures of a won deal.
const OF_GATES: &[&str] = &["DG0407", "DG0604", "DG0605"];

const fn gate_seed(
    code: &'static str,
    what: &'static str,
    sow: fn(Script, usize) -> Option<Seeded>,
) -> Seed {
    Seed { code, what, sow, also: OF_GATES }
}

/// Every seed, by the code that is to find it.
pub(crate) const SEEDS: &[Seed] = &[
    seed("DG0304", "two bounds that exclude each other", |script, _| {
        signal(script, "amount > 4321.0 && amount < 1234.0")
    }),
    seed("DG0305", "a bound that every amount keeps", |script, _| signal(script, "amount >= 0.0")),
    seed("DG0306", "a bound beside a stricter one", |script, _| {
        signal(script, "amount > 4321.0 && amount > 1234.0")
    }),
    Seed {
        code: "DG0307",
        what: "a gate that knowing the owner shuts",
        sow: |script, pick| exit(script, pick, "!has(owner)", ""),
        also: &["DG0407", "DG0414", "DG0604", "DG0605"],
    },
    seed("DG0308", "two tests of a free text", |script, _| {
        signal(script, "owner.matches('^[a-z]+@zz[.]com$') && size(owner) > 200")
    }),
    seed("DG0309", "a division by the days of one day", |script, _| {
        signal(script, "10 / days_in_stage > 3")
    }),
    seed("DG0310", "an amount to the cent", |script, _| signal(script, "amount == 4321.25")),
    gate_seed("DG0312", "a gate that waiting opens", |script, pick| {
        exit(script, pick, "days_in_stage >= 14", "")
    }),
    gate_seed("DG0406", "won behind gates that clash", |script, _| {
        let last = last_before_won(&script)?;
        let script = with_gate(script, &last, "zz_few", "zz_number < 10", "");
        let script = with_gate(script, &last, "zz_many", "zz_number >= 50", "");
        wrong_at(with_number(script, ""), "zz_number < 10")
    }),
    Seed {
        code: "DG0407",
        what: "a gate that asks for the amount, and none for the close date",
        sow: |script, _| {
            let last = last_before_won(&script)?;
            let fits = is_process(&script) && !script.has("amount") && !script.has("close_date");
            (fits && script.stages(&["won"]).len() == 1).then_some(())?;
            let script = with_gate(script, &last, "zz_amount", "amount > 4321.0", "");
            let line = script.key(&script.stages(&["won"]).pop()?.0, "id")?;
            Some(script.wrong_at(line))
        },
        also: &["DG0604", "DG0605"],
    },
    gate_seed("DG0410", "a short cut that nobody can take", |script, _| {
        (script.has("[[transition]]") && is_process(&script)).then_some(())?;
        let open = script.stages(&["open"]);
        let [(_, first), _, _, ..] = open.as_slice() else { return None };
        let (_, last) = open.last()?;
        let ends = |way: &Block| {
            (script.value(way, "from").map(|from| from.to_string()), script.word(way, "to"))
        };
        let leads = |way: &Block| {
            let (from, to) = ends(way);
            to.as_deref() == Some(last) && from.is_some_and(|from| from.contains(first.as_str()))
        };
        (!script.called("[[transition]]").iter().any(leads)).then_some(())?;
        let guard = |id: &str, when: &str| {
            format!("[[transition.guard]]\nid = \"{id}\"\nwhen = \"{when}\"\notherwise = \"No\"\n")
        };
        let way = format!("[[transition]]\nfrom = \"{first}\"\nto = \"{last}\"\n")
            + &guard("zz_few", "amount < 10.0")
            + &guard("zz_many", "amount > 50.0");
        Some(script.append(&way, "amount > 50"))
    }),
    gate_seed("DG0411", "a gate that asks once more for less", |script, _| {
        let (first, second) = first_two(&script)?;
        let script = with_gate(script, &second, "zz_less", "zz_number >= 5", "");
        let script = with_gate(script, &first, "zz_more", "zz_number >= 10", "");
        wrong_at(with_number(script, ""), "zz_number >= 5\"")
    }),
    Seed {
        code: "DG0413",
        what: "a gate that only the next stage's question opens",
        sow: |script, _| {
            let (first, _) = first_two(&script)?;
            let second = script.stages(&["open"]).get(1)?.1.clone();
            let script = with_gate(script, &first, "zz_known", "has(zz_number)", "");
            wrong_at(with_question(with_number(script, ""), &second), "has(zz_number)")
        },
        // With one question the process is held to having some for every stage and gate.
        also: &["DG0407", "DG0603", "DG0604", "DG0605"],
    },
    gate_seed("DG0414", "gates that exclude each other on the way", |script, _| {
        let (first, second) = first_two(&script)?;
        let script = with_gate(script, &second, "zz_many", "zz_number >= 50", "");
        let script = with_gate(script, &first, "zz_few", "zz_number < 10", "");
        wrong_at(with_number(script, ""), "zz_number >= 50")
    }),
    Seed {
        code: "DG0416",
        what: "a stage that only some deals can leave",
        sow: |script, _| {
            let lost = script.stages(&["lost"]).first()?.1.clone();
            let seeded = siding(script, std::slice::from_ref(&lost))?;
            let way = format!("from = \"zz_siding\"\nto = \"{lost}\"\n");
            let guard = "[[transition.guard]]\nid = \"zz\"\nwhen = \"zz_number < 10\"\n";
            let text = seeded.text.replace(&way, &format!("{way}{guard}otherwise = \"No\"\n"));
            let script = with_number(Script::new("", &text), "changes = \"once\"");
            wrong_at(script, "id = \"zz_siding\"")
        },
        also: &["DG0404", "DG0407", "DG0604", "DG0605"],
    },
    seed("DG0417", "a stage without a gate that must be passed", |script, _| {
        let stages = script.stages(&["open"]);
        let is_bare = |(block, _): &&(Block, String)| {
            script.whole(block).end == block.end && script.value(block, "must_pass").is_none()
        };
        let fits = is_process(&script) && !script.has("[[transition]]") && !script.has("skip =");
        let (block, _) = stages.iter().skip(1).find(is_bare).filter(|_| fits)?.clone();
        let mut script = script;
        let id = script.key(&block, "id")?;
        script.insert(block.end, "");
        insert_at(script, id + 1, "must_pass = true")
            .map(|seeded| Seeded { line: id + 1, ..seeded })
    }),
    gate_seed("DG0418", "an override of what only warns", |script, pick| {
        exit(script, pick, "amount > 4321.0", "severity = \"warn\"\noverride = [\"zz_boss\"]")
    }),
    gate_seed("DG0506", "evidence that is older than its stage takes", |script, _| {
        (script.has("[question.") && !script.has("start =")).then_some(())?;
        let open = script.stages(&["open"]);
        let [(_, first), (second, _), ..] = open.as_slice() else { return None };
        let evidence = "evidence = \"stated\"\nfresh = \"5d\"";
        let mut script = with_gate(script, second, "zz_known", "has(zz_number)", evidence);
        script.drop_keys(second, &["expected", "stalled_after"]);
        script.insert(second.start + 1, "expected = \"40d\"");
        wrong_at(with_question(with_number(script, ""), first), "has(zz_number)")
    }),
    gate_seed("DG0704", "a gate against the methodology's own", |script, _| {
        let (line, _) = map(&script)?;
        script.has("methodology = \"spin\"").then_some(())?;
        let text = script.text().lines().nth(line)?.to_owned();
        let last = text.rfind(" = \"investigating\"")?;
        let own = text[..last].rsplit([' ', '{', ',']).next()?.to_owned();
        let (block, _) = script.stages(&["open"]).into_iter().find(|(_, id)| *id == own)?;
        let script = with_gate(script, &block, "zz_none", "explicit_needs == 0", "");
        wrong_at(script, "explicit_needs == 0")
    }),
    Seed {
        code: "DG0902",
        what: "a gate over pairs of answers that lie far apart",
        sow: |script, pick| {
            // It takes long to find out that it takes too long: in one process.
            (script.name.ends_with("odoo_crm")).then_some(())?;
            let (block, _) = nth(script.stages(&["open"]), pick)?;
            let pairs: Vec<String> = (0..10).map(|n| format!("zz_a{n} == zz_b{n}")).collect();
            let when = pairs.join(" && ");
            let mut script = with_gate(script, &block, "zz_gate", &when, "");
            for (side, n) in ["a", "b"].iter().flat_map(|side| (0..10).map(move |n| (side, n))) {
                let end = script.blocks().pop().map_or(0, |block| block.end);
                let text =
                    format!("[field.zz_{side}{n}]\ntype = \"bool\"\nlabel = \"Zz {side}{n}\"");
                script.insert(end, &text);
            }
            wrong_at(script, "when = \"zz_a0")
        },
        also: OF_GATES,
    },
];

/// A new exit gate of a stage, with its fields and keys.
fn with_gate(mut script: Script, stage: &Block, id: &str, when: &str, keys: &str) -> Script {
    let text = format!(
        "[[stage.exit]]\nid = \"{id}\"\nwhen = \"{when}\"\notherwise = \"Not yet\"\n{keys}"
    );
    script.insert(stage.end, &text);
    script
}

fn exit(script: Script, pick: usize, when: &str, keys: &str) -> Option<Seeded> {
    let (block, _) = nth(script.stages(&["open"]), pick)?;
    wrong_at(with_gate(script, &block, "zz_gate", when, keys), &format!("when = \"{when}\""))
}

/// A new field for whole numbers.
fn with_number(mut script: Script, keys: &str) -> Script {
    let end = script.blocks().pop().map_or(0, |block| block.end);
    let text = format!("[field.zz_number]\ntype = \"integer\"\nlabel = \"Zz number\"\n{keys}");
    script.insert(end, &text);
    script
}

/// A question of a stage that finds the new number out.
fn with_question(mut script: Script, stage: &str) -> Script {
    let end = script.blocks().pop().map_or(0, |block| block.end);
    let text = "ask = \"How many?\"\nfills = [\"zz_number\"]";
    script.insert(end, &format!("[question.zz]\nstages = [\"{stage}\"]\n{text}"));
    script
}

fn wrong_at(script: Script, part: &str) -> Option<Seeded> {
    let line = script.find(part)?;
    Some(script.wrong_at(line))
}

/// The stage that every deal leaves as the last one before it is won, where the order alone says so.
fn last_before_won(script: &Script) -> Option<Block> {
    (!script.has("[[transition]]")).then_some(())?;
    Some(script.stages(&["open"]).pop()?.0)
}

/// The first two stages, where every deal passes one after the other.
fn first_two(script: &Script) -> Option<(Block, Block)> {
    (!script.has("[[transition]]") && !script.has("start =")).then_some(())?;
    let mut open = script.stages(&["open"]).into_iter().map(|(block, _)| block);
    Some((open.next()?, open.next()?))
}

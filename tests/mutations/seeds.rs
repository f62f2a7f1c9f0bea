//! The defects that are seeded: one row each, with the code that is to find it. A seed is sown where
//! it fits: it gives nothing for a rule set that has no place for it.

use super::script::{Block, Script, Seeded};

/// A defect that can be put into a rule set.
pub(crate) struct Seed {
    /// The code that is to find it.
    pub(crate) code: &'static str,
    /// What it is.
    pub(crate) what: &'static str,
    /// Puts it into a rule set; of several places `pick` chooses one.
    pub(crate) sow: fn(script: Script, pick: usize) -> Option<Seeded>,
    /// Codes that rightly find it as well.
    pub(crate) also: &'static [&'static str],
}

pub(crate) const fn seed(
    code: &'static str,
    what: &'static str,
    sow: fn(Script, usize) -> Option<Seeded>,
) -> Seed {
    Seed { code, what, sow, also: &[] }
}

/// Every seed, by the code that is to find it.
pub(crate) const SEEDS: &[Seed] = &[
    seed("DG0001", "a key stands twice", |script, _| {
        let header = header(&script);
        let line = script.key(&header, "version")?;
        insert_at(script, line + 1, "version = \"9.9.9\"")
    }),
    seed("DG0002", "another format", |mut script, _| {
        let line = script.find("dealgraph = 1")?;
        script.replace(line, "dealgraph = 2");
        Some(script.wrong_at(line))
    }),
    seed("DG0003", "brackets without end", |script, _| {
        Some(script.append(&format!("deep = {}{}", "[".repeat(70), "]".repeat(70)), "deep"))
    }),
    seed("DG0101", "a key is misspelt", |mut script, pick| {
        let line = nth(keys(&script, "[[stage]]", "name"), pick)?;
        script.replace(line, "naem = \"Of no use\"");
        Some(script.wrong_at(line))
    }),
    seed("DG0102", "a field without a label", |mut script, pick| {
        let block = nth(script.called("[field."), pick)?;
        script.key(&block, "label")?;
        script.drop_keys(&block, &["label"]);
        Some(script.wrong_at(block.start))
    }),
    seed("DG0103", "a number for a name", |mut script, pick| {
        let line = nth(keys(&script, "[[stage]]", "name"), pick)?;
        script.replace(line, "name = 5");
        Some(script.wrong_at(line))
    }),
    seed("DG0104", "two headers", |script, _| {
        let other = if is_process(&script) { "methodology" } else { "process" };
        let text = format!("[{other}]\nid = \"zz\"\nname = \"Zz\"\nversion = \"1.0.0\"");
        if is_process(&script) {
            return Some(script.append(&text, "[methodology]"));
        }
        let line = header(&script).start;
        let mut seeded = script.append(&text, "[process]");
        seeded.line = line + 1;
        Some(seeded)
    }),
    seed("DG0105", "an id with a capital", |script, _| {
        Some(script.append("[field.zzTop]\ntype = \"bool\"\nlabel = \"Zz top\"", "zzTop"))
    }),
    seed("DG0106", "two stages with one name", |mut script, pick| {
        let lines = keys(&script, "[[stage]]", "name");
        let [first, .., _] = lines.as_slice() else { return None };
        let block = script.called("[[stage]]").into_iter().find(|b| b.start < *first)?;
        let name = script.word(&block, "name")?.to_uppercase();
        let line = lines[1 + pick % (lines.len() - 1)];
        let renamed = script.called("[[stage]]").into_iter().rfind(|block| block.start < line)?;
        // What is silenced there may hang on the name.
        script.value(&renamed, "allow").is_none().then_some(())?;
        script.replace(line, &format!("name = \" {name}\""));
        Some(script.wrong_at(line))
    }),
    seed("DG0201", "a transition to nowhere", |mut script, pick| {
        let line = nth(keys(&script, "[[transition]]", "to"), pick)?;
        script.replace(line, "to = \"zz_nowhere\"");
        Some(script.wrong_at(line))
    }),
    seed("DG0201", "a start that is no stage", |script, _| {
        let header = header(&script);
        if !is_process(&script) || script.value(&header, "start").is_some() {
            return None;
        }
        insert_at(script, header.start + 1, "start = [\"zz_nowhere\"]")
    }),
    seed("DG0201", "a play that gives an unknown fact", |mut script, pick| {
        let line = nth(keys(&script, "[play.", "fills"), pick)?;
        script.replace(line, "fills = [\"zz_nowhere\"]");
        Some(script.wrong_at(line))
    }),
    seed("DG0202", "a fact that is worked out, declared", |script, _| {
        Some(script.append("[field.age_days]\ntype = \"bool\"\nlabel = \"Zz age\"", "age_days"))
    }),
    seed("DG0203", "a field that nothing uses", |script, _| {
        Some(script.append("[field.zz_fact]\ntype = \"bool\"\nlabel = \"Zz fact\"", "zz_fact"))
    }),
    seed("DG0203", "a role that nothing uses", |script, _| {
        Some(script.append("[role.zz_role]\nname = \"Zz role\"", "zz_role"))
    }),
    seed("DG0203", "a kind of question that nothing uses", |script, _| {
        Some(script.append("[question_kind.zz_kind]\nname = \"Zz kind\"", "zz_kind"))
    }),
    seed("DG0203", "a criterion that nothing asks for", |script, _| {
        is_process(&script).then_some(())?;
        Some(script.append("[criterion.zz_rule]\nwhen = \"amount > 5.0\"", "zz_rule"))
    }),
    Seed {
        code: "DG0203",
        what: "a gate that no move passes",
        sow: |mut script, pick| {
            let (block, _) = nth(script.stages(&["lost", "parked"]), pick)?;
            let end = script.whole(&block).end;
            script.insert(end, "[[stage.entry]]\nrequires = [\"amount\"]");
            Some(script.wrong_at(end))
        },
        also: &["DG0305"],
    },
    seed("DG0301", "a condition that breaks off", |script, _| signal(script, "amount >")),
    seed("DG0302", "money compared with text", |script, _| signal(script, "amount == 'many'")),
    seed("DG0303", "a stage that there is not", |script, _| signal(script, "stage == 'zz_no'")),
    seed("DG0311", "a pattern that does not compile", |script, _| {
        signal(script, "owner.matches('(')")
    }),
    Seed {
        code: "DG0401",
        what: "no won stage",
        sow: |mut script, _| {
            let won = script.stages(&["won"]);
            for (block, _) in &won {
                let line = script.key(block, "type")?;
                script.replace(line, "type = \"parked\"");
            }
            let line = header(&script).start;
            (!won.is_empty()).then(|| script.wrong_at(line))
        },
        also: &["DG0203"],
    },
    seed("DG0402", "a stage without a way in", |script, _| {
        script.has("[[transition]]").then_some(())?;
        Some(script.append("[[stage]]\nid = \"zz_shelf\"\ntype = \"parked\"", "zz_shelf"))
    }),
    seed("DG0403", "a stage without a way out", |script, _| siding(script, &[])),
    seed("DG0404", "a stage from which all is lost", |script, _| {
        let lost = script.stages(&["lost"]).first()?.1.clone();
        siding(script, &[lost])
    }),
    seed("DG0405", "a stage from which nothing can be lost", |script, _| {
        let first = script.stages(&["open"]).first()?.1.clone();
        siding(script, &[first])
    }),
    seed("DG0405", "no lost stage", |mut script, _| {
        (!script.has("[[transition]]")).then_some(())?;
        let [(block, _)] = script.stages(&["lost"]).try_into().ok()?;
        script.remove(&script.whole(&block));
        let line = header(&script).start;
        Some(script.wrong_at(line))
    }),
    seed("DG0408", "a closed stage among the open ones", |mut script, _| {
        let closed = script.stages(&["lost", "won", "parked"]).pop()?.0;
        let last = script.stages(&["open"]).pop()?.0;
        let closed = script.whole(&closed);
        let text = script.lines_of(&closed).join("\n");
        script.remove(&closed);
        script.insert(last.start, &text);
        let last = script.stages(&["open"]).pop()?.0;
        let line = script.key(&last, "id")?;
        Some(script.wrong_at(line))
    }),
    seed("DG0409", "no way back and nobody who may override", |mut script, _| {
        let header = header(&script);
        if !is_process(&script) || script.has("override") || leads_back(&script) {
            return None;
        }
        script.drop_keys(&header, &["back"]);
        script.insert(header.start + 1, "back = \"never\"");
        Some(script.wrong_at(header.start))
    }),
    Seed {
        code: "DG0412",
        what: "losing needs what the last stage asks for",
        sow: |mut script, pick| {
            let lost: Vec<String> =
                script.stages(&["lost"]).into_iter().map(|(_, id)| id).collect();
            let mut ways = script.called("[[transition]]");
            ways.retain(|way| {
                script.word(way, "to").is_some_and(|to| lost.contains(&to))
                    && any_open(&script, way)
            });
            let way = nth(ways, pick)?;
            let last = script.stages(&["open"]).pop()?.0;
            (last.end <= way.start).then_some(())?;
            let end = script.blocks().pop()?.end;
            let fact = "[field.zz_fact]\ntype = \"bool\"\nlabel = \"Zz fact\"";
            let ask = "[question.zz_ask]\nask = \"Well?\"\nfills = [\"zz_fact\"]";
            script.insert(end, if script.has("[play.") { ask } else { "" });
            script.insert(end, fact);
            script.insert(way.end, "[[transition.guard]]\nrequires = [\"zz_fact\"]");
            let grade = script.has("\"stated\"") || script.has("[[overlay]]");
            let grade = if grade { "\nevidence = \"stated\"" } else { "" };
            script.insert(last.end, &format!("[[stage.exit]]\nrequires = [\"zz_fact\"]{grade}"));
            let text = script.text();
            let guard = text.rfind("requires = [\"zz_fact\"]")?;
            let line = text[..guard].matches('\n').count();
            Some(script.wrong_at(line))
        },
        also: &["DG0407", "DG0605"],
    },
    seed("DG0415", "a transition twice", |script, pick| {
        let plain = |block: &Block| {
            script.whole(block).end == block.end && script.value(block, "actors").is_none()
        };
        let blocks = script.called("[[transition]]").into_iter().filter(plain).collect();
        let block: Block = nth(blocks, pick)?;
        let from = script.word(&block, "from")?;
        let to = script.word(&block, "to")?;
        let text = format!("[[transition]]\nfrom = \"{from}\"\nto = \"{to}\"");
        Some(script.append(&text, "[[transition]]"))
    }),
    seed("DG0501", "a probability above 1", |script, pick| {
        let (block, _) = nth(script.stages(&["open"]), pick)?;
        figure(script, &block, "probability", "1.5")
    }),
    seed("DG0502", "an open stage that is certain", |script, pick| {
        let stages = script.stages(&["open"]);
        (stages.len() > 3 && !script.has("code = \"DG0502\"")).then_some(())?;
        let (block, _) = nth(stages, pick)?;
        figure(script, &block, "probability", "1.0")
    }),
    seed("DG0502", "a probability that falls", |script, pick| {
        let stages = script.stages(&["open"]);
        let figures = stages.iter().map(|(block, _)| script.value(block, "probability"));
        let lowest = figures.map(|value| value?.as_float()).collect::<Option<Vec<f64>>>()?;
        (stages.len() > 2 && lowest[0] > 0.02).then_some(())?;
        let mut later = stages[1..].to_vec();
        later.retain(|(block, _)| script.value(block, "allow").is_none());
        let (block, _) = nth(later, pick)?;
        figure(script, &block, "probability", "0.01")
    }),
    seed("DG0503", "a forecast that falls", |mut script, _| {
        (!script.has("forecast")).then_some(())?;
        let stages = script.stages(&["open"]);
        let [(first, _), (second, _), ..] = stages.as_slice() else { return None };
        script.insert(second.start + 1, "forecast = \"pipeline\"");
        script.insert(first.start + 1, "forecast = \"commit\"");
        Some(script.wrong_at(second.start + 2))
    }),
    seed("DG0503", "a forecast that falls among others", |mut script, _| {
        let stages = script.stages(&["open"]);
        let all = |(block, _): &(Block, String)| script.word(block, "forecast").is_some();
        (stages.len() > 2 && stages.iter().all(all)).then_some(())?;
        let [.., (before, _), (last, _)] = stages.as_slice() else { return None };
        let (one, other) = (script.key(before, "forecast")?, script.key(last, "forecast")?);
        script.replace(one, "forecast = \"commit\"");
        script.replace(other, "forecast = \"pipeline\"");
        Some(script.wrong_at(other))
    }),
    seed("DG0504", "stalled before its time is over", |mut script, pick| {
        let (block, _) = nth(script.stages(&["open"]), pick)?;
        script.drop_keys(&block, &["expected", "stalled_after"]);
        script.insert(block.start + 1, "expected = \"2d\"\nstalled_after = \"1d\"");
        Some(script.wrong_at(block.start + 2))
    }),
    seed("DG0504", "a figure in no band", |script, _| {
        Some(script.append(
            "[signal.zz_small]\nwhen = \"amount < 4321.0\"\nsay = \"Small\"\n[signal.zz_large]\n\
             when = \"amount > 4321.0\"\nsay = \"Large\"",
            "> 4321",
        ))
    }),
    seed("DG0505", "items that exclude each other", |script, _| {
        Some(script.append(&scorecard("amount < 100.0", 5, "amount >= 100.0", 7), ">= 100"))
    }),
    seed("DG0505", "items without points", |script, _| {
        Some(script.append(&scorecard("amount > 1.0", 0, "amount > 2.0", 0), "[scorecard.zz]"))
    }),
    seed("DG0601", "a text that breaks off", |script, _| say(script, "{{ deal.name")),
    seed("DG0602", "a placeholder that nothing fills", |script, _| {
        say(script, "{{ facts.zz_unknown_fact }}")
    }),
    seed("DG0603", "a stage with nothing to say", |mut script, _| {
        let named = |block: &Block| script.value(block, "stages").is_some();
        let content = [script.called("[play."), script.called("[question.")].concat();
        let fits = !script.has("[[overlay]]") && !script.has("back = \"never\"");
        if !fits || content.is_empty() || !content.iter().all(named) {
            return None;
        }
        let last = script.stages(&["open"]).pop()?;
        let after = script.whole(&last.0).end;
        script.insert(after, "[[stage]]\nid = \"zz_silent\"");
        if script.has("[[transition]]") {
            let end = script.blocks().pop()?.end;
            let way = format!("[[transition]]\nfrom = \"{}\"\nto = \"zz_silent\"", last.1);
            script.insert(end, &way);
            let lost = script.stages(&["lost"]).first()?.1.clone();
            if !script.has("from = \"*\"") {
                let way = format!("[[transition]]\nfrom = \"zz_silent\"\nto = \"{lost}\"");
                script.insert(end, &way);
            }
        }
        Some(script.wrong_at(after + 1))
    }),
    Seed {
        code: "DG0604",
        what: "a criterion that nobody helps to meet",
        sow: |mut script, pick| {
            (script.has("[play.") || script.has("[[overlay]]")).then_some(())?;
            let (block, _) = nth(script.stages(&["open"]), pick)?;
            let text = "[[stage.exit]]\nrequires = [\"zz_fact\"]\nevidence = \"stated\"";
            script.insert(block.end, text);
            let end = script.blocks().pop()?.end;
            script.insert(end, "[field.zz_fact]\ntype = \"bool\"\nlabel = \"Zz fact\"");
            Some(script.wrong_at(block.end + 1))
        },
        also: &["DG0307"],
    },
    seed("DG0605", "the evidence of a stage is gone", |mut script, pick| {
        let mut stages = script.stages(&["open"]);
        stages.retain(|(block, _)| has_evidence(&script, block));
        (stages.len() > 1 && !script.has("[[overlay]]")).then_some(())?;
        stages.retain(|(_, id)| !guards_ask(&script, id));
        let (block, _) = nth(stages, pick)?;
        let whole = script.whole(&block);
        script.drop_keys(&whole, &["evidence"]);
        let line = script.key(&block, "id")?;
        Some(script.wrong_at(line))
    }),
    seed("DG0606", "a play without its reason", |mut script, pick| {
        let block = nth(script.called("[play."), pick)?;
        script.key(&block, "because")?;
        script.drop_keys(&block, &["because"]);
        Some(script.wrong_at(block.start))
    }),
    seed("DG0607", "a play twice", |script, pick| {
        let block = nth(script.called("[play."), pick)?;
        let text = script.lines_of(&block).join("\n").replacen(block.id(), "zz_copy", 1);
        Some(script.append(&text, "[play.zz_copy]"))
    }),
    seed("DG0608", "a methodology without its strategy", |mut script, _| {
        (!is_process(&script)).then_some(())?;
        let block = script.called("[strategy]").pop()?;
        script.remove(&block);
        let line = header(&script).start;
        Some(script.wrong_at(line))
    }),
    seed("DG0701", "a methodology that there is not", |script, _| {
        is_process(&script).then_some(())?;
        Some(script.append("[[overlay]]\nmethodology = \"zz_none\"", "zz_none"))
    }),
    seed("DG0702", "a map that goes backwards", |mut script, _| {
        let (line, targets) = map(&script)?;
        let text = script.text().lines().nth(line)?.to_owned();
        let (first, last) = (targets.first()?, targets.last()?);
        let at = text.rfind(&format!("\"{last}\""))?;
        let text = format!("{}\"{first}\"{}", &text[..at], &text[at + last.len() + 2..]);
        script.replace(line, &text);
        Some(script.wrong_at(line))
    }),
    seed("DG0703", "a stage of the methodology that is left out", |mut script, _| {
        let overlay = script.called("[[overlay]]").pop()?;
        let (line, targets) = map(&script)?;
        let once = |name: &&String| targets.iter().filter(|other| other == name).count() == 1;
        let left_out = targets.iter().skip(1).find(once)?;
        let before = &targets[targets.iter().position(|name| name == left_out)? - 1];
        (!script.lines_of(&overlay).iter().any(|line| line.contains("DG0703"))).then_some(())?;
        let text = script.text().lines().nth(line)?.to_owned();
        script.replace(line, &text.replace(&format!("\"{left_out}\""), &format!("\"{before}\"")));
        Some(script.wrong_at(overlay.start))
    }),
    seed("DG0901", "a silence that nothing needs", |script, pick| {
        let (block, _) = nth(script.stages(&["open"]), pick)?;
        script.value(&block, "allow").is_none().then_some(())?;
        let text = "allow = [{ code = \"DG0408\", reason = \"It was so last year\" }]";
        insert_at(script, block.start + 1, text)
    }),
];

pub(crate) fn is_process(script: &Script) -> bool {
    !script.called("[process]").is_empty()
}

fn header(script: &Script) -> Block {
    [script.called("[process]"), script.called("[methodology]")].concat().remove(0)
}

/// One of several, for variety.
pub(crate) fn nth<T>(mut all: Vec<T>, pick: usize) -> Option<T> {
    (!all.is_empty()).then(|| all.swap_remove(pick % all.len()))
}

fn keys(script: &Script, header: &str, key: &str) -> Vec<usize> {
    script.called(header).iter().filter_map(|block| script.key(block, key)).collect()
}

pub(crate) fn insert_at(mut script: Script, line: usize, text: &str) -> Option<Seeded> {
    script.insert(line, text);
    Some(script.wrong_at(line))
}

pub(crate) fn signal(script: Script, when: &str) -> Option<Seeded> {
    let text = format!("[signal.zz_signal]\nwhen = \"{when}\"\nsay = \"Look\"");
    Some(script.append(&text, "when = "))
}

fn say(script: Script, words: &str) -> Option<Seeded> {
    let text = format!("[signal.zz_signal]\nwhen = \"amount > 4321.0\"\nsay = \"{words}\"");
    Some(script.append(&text, "say = "))
}

fn scorecard(one: &str, points: u8, other: &str, more: u8) -> String {
    let item = |id: &str, when: &str, points: u8| {
        format!("[[scorecard.zz.item]]\nid = \"{id}\"\nwhen = \"{when}\"\npoints = {points}\n")
    };
    let items = item("one", one, points) + &item("other", other, more);
    format!("[scorecard.zz]\nname = \"Zz\"\n{items}")
}

/// A figure of a stage, in place of the one that it may have.
fn figure(mut script: Script, block: &Block, key: &str, value: &str) -> Option<Seeded> {
    script.drop_keys(block, &[key]);
    insert_at(script, block.start + 1, &format!("{key} = {value}"))
}

/// A stage before all others, entered from the first one, with ways to these stages only.
pub(crate) fn siding(mut script: Script, to: &[String]) -> Option<Seeded> {
    if !is_process(&script) || !script.has("[[transition]]") {
        return None;
    }
    let open = script.stages(&["open"]);
    let (first, id) = open.first()?.clone();
    let names: Vec<String> = open.iter().map(|(_, id)| format!("\"{id}\"")).collect();
    for line in keys(&script, "[[transition]]", "from") {
        if script.text().lines().nth(line)?.contains("\"*\"") {
            script.replace(line, &format!("from = [{}]", names.join(", ")));
        }
    }
    let end = script.blocks().pop()?.end;
    let way = |from: &str, to: &str| format!("[[transition]]\nfrom = \"{from}\"\nto = \"{to}\"\n");
    let mut ways = way(&id, "zz_siding");
    ways.extend(to.iter().map(|to| way("zz_siding", to)));
    script.insert(end, &ways);
    if script.has("[play.") {
        let play =
            "[play.zz_play]\nstages = [\"zz_siding\"]\ndo = \"Look\"\nbecause = \"It is so\"";
        script.insert(end, play);
    }
    script.insert(first.start, "[[stage]]\nid = \"zz_siding\"");
    let header = header(&script);
    if script.value(&header, "start").is_none() {
        script.insert(header.start + 1, &format!("start = [\"{id}\"]"));
    }
    let line = script.find("id = \"zz_siding\"")?;
    Some(script.wrong_at(line))
}

/// Whether a transition begins at the first open stage, or at any.
fn any_open(script: &Script, way: &Block) -> bool {
    let from = script.value(way, "from").map_or_else(String::new, |from| from.to_string());
    let first = script.stages(&["open"]).first().map(|(_, id)| format!("\"{id}\""));
    from.contains('*') || first.is_some_and(|first| from.contains(&first))
}

/// Whether a transition leads to an earlier open stage, or there is only one.
fn leads_back(script: &Script) -> bool {
    let open: Vec<String> = script.stages(&["open"]).into_iter().map(|(_, id)| id).collect();
    let place = |id: &str| open.iter().position(|known| known == id);
    let ways = script.called("[[transition]]");
    let mut ends = ways.iter().filter_map(|way| {
        Some((place(&script.word(way, "from")?)?, place(&script.word(way, "to")?)?))
    });
    open.len() < 2 || ends.any(|(from, to)| to < from)
}

/// Whether some criterion of a stage, and none that is written elsewhere, asks for evidence of weight.
fn has_evidence(script: &Script, stage: &Block) -> bool {
    let whole = script.whole(stage);
    let lines = script.lines_of(&whole);
    let asks = |grade: &str| lines.iter().any(|l| l.contains(&format!("evidence = \"{grade}\"")));
    ["stated", "confirmed", "acted"].into_iter().any(asks)
        && !lines.iter().any(|line| line.trim_start().starts_with("criterion ="))
}

/// Whether a transition forwards from a stage may ask for evidence.
fn guards_ask(script: &Script, stage: &str) -> bool {
    let ends: Vec<String> =
        script.stages(&["lost", "parked"]).into_iter().map(|(_, id)| id).collect();
    script.called("[[transition]]").iter().any(|way| {
        let from = script.value(way, "from").map_or_else(String::new, |from| from.to_string());
        let to = script.word(way, "to").unwrap_or_default();
        let lines = script.lines_of(&script.whole(way));
        let asks = |line: &String| line.contains("evidence =") || line.contains("criterion =");
        (from.contains(&format!("\"{stage}\"")) || from.contains('*'))
            && !ends.contains(&to)
            && lines.iter().any(asks)
    })
}

/// The line of an overlay's stage map, counted from 0, and the stages of the methodology on it.
pub(crate) fn map(script: &Script) -> Option<(usize, Vec<String>)> {
    let overlay = script.called("[[overlay]]").pop()?;
    let line = script.key(&overlay, "stages")?;
    let map = script.value(&overlay, "stages")?;
    let written = script.text().lines().nth(line)?.to_owned();
    let mut targets: Vec<(usize, String)> = map
        .as_table()?
        .iter()
        .map(|(key, value)| (written.find(&format!("{key} =")).unwrap_or(0), value))
        .filter_map(|(at, value)| Some((at, value.as_str()?.to_owned())))
        .collect();
    targets.sort();
    Some((line, targets.into_iter().map(|(_, target)| target).collect()))
}

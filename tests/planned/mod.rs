//! Processes of any length in which nothing is known yet: stages in a row, so many criteria on the way,
//! and plays that each give several facts, so that the cheapest choice has to be searched for.
#![allow(clippy::unwrap_used, reason = "writing to a text does not fail")]

use std::fmt::Write;

/// The process as TOML: `criteria` unmet criteria, spread over the exits of `stages` open stages.
pub(crate) fn process(stages: usize, criteria: usize) -> String {
    let mut text =
        "dealgraph = 1\n[process]\nid = \"p\"\nname = \"P\"\nversion = \"1.0.0\"\n".to_owned();
    for number in 0..criteria {
        for (letter, kind) in [
            ("a", "type = \"bool\""),
            ("b", "type = \"bool\""),
            ("n", "type = \"integer\"\nmin = 0"),
            ("c", "type = \"choice\"\nvalues = [\"x\", \"y\", \"z\"]"),
        ] {
            write!(text, "[field.{letter}{number}]\nlabel = \"{letter}{number}\"\n{kind}\n")
                .unwrap();
        }
    }
    for stage in 0..stages {
        write!(text, "[[stage]]\nid = \"s{stage}\"\nname = \"S{stage}\"\nexpected = \"7d\"\n")
            .unwrap();
        for number in (0..criteria).filter(|number| number % stages == stage) {
            write!(
                text,
                "[[stage.exit]]\nid = \"g{number}\"\nwhen = \"{}\"\notherwise = \"Not yet\"\n{}",
                condition(number, criteria),
                if number % 2 == 0 { "evidence = \"stated\"\n" } else { "" },
            )
            .unwrap();
        }
    }
    text.push_str("[[stage]]\nid = \"won\"\nname = \"Won\"\ntype = \"won\"\n");
    for number in 0..criteria {
        let next = (number + 1) % criteria;
        let far = (number + 7) % criteria;
        let effort = 15 + 5 * (number % 5);
        write!(
            text,
            "[play.p{number}]\ndo = \"Do {number}\"\neffort = \"{effort}m\"\n\
             fills = [\"a{number}\", \"n{next}\", \"c{far}\"]\n\
             [question.q{number}]\nask = \"What about {number}?\"\nfills = [\"b{number}\"]\n",
        )
        .unwrap();
    }
    text
}

/// A condition that can be met in several ways, or shares a fact with another.
fn condition(number: usize, criteria: usize) -> String {
    let other = (number + 3) % criteria;
    match number % 5 {
        0 => format!("a{number}"),
        1 => format!("a{number} || b{number}"),
        2 => format!("n{number} >= 3 || c{number} == 'x'"),
        3 => format!("b{number} && (a{other} || n{number} > 0)"),
        _ => format!("c{number} in ['x', 'y'] || (b{number} && b{other})"),
    }
}

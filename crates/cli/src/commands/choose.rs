//! `choose`: methodologies ranked for a market.

use std::io::{BufRead, IsTerminal, Write};

use dealgraph::{Language, Market, Trait};

use super::Context;
use crate::args::{Choose, Format};
use crate::exit::{Failure, Status};
use crate::output;
use crate::report::{Detail, choice};
use crate::said::choice as said;

pub(super) fn run(context: &Context, args: &Choose) -> Result<Status, Failure> {
    let market = context.library.market(&args.lang)?;
    let language = Language::for_reader(&args.lang).unwrap_or_default();
    let traits = if args.traits.is_empty() {
        asked(&market, language)?
    } else {
        args.traits.iter().map(|written| stated(&market, written)).collect::<Result<_, _>>()?
    };
    let traits = traits.iter().map(|(id, value)| (id.as_str(), value.as_str()));
    let chosen = market.choose(traits)?;
    match args.format {
        Format::Json => output::json(&chosen),
        Format::Text => {
            let detail = if args.all { Detail::All } else { Detail::First };
            output::page(choice::report(&chosen, language, detail, output::width()))
        }
    }
}

/// `TRAIT=VALUE`.
fn stated(market: &Market, written: &str) -> Result<(String, String), Failure> {
    match written.split_once('=') {
        Some((id, value)) => Ok((id.trim().to_owned(), value.trim().to_owned())),
        None => Err(Failure::input(format!("`{written}` is no TRAIT=VALUE")).help(traits(market))),
    }
}

/// The traits with their values, for whoever does not know them yet.
fn traits(market: &Market) -> String {
    let trait_line = |asked: &Trait| {
        let values: Vec<&str> = asked.values.iter().map(|value| value.id.as_str()).collect();
        format!("{}={}", asked.id, values.join("|"))
    };
    let lines: Vec<String> = market.traits().iter().map(trait_line).collect();
    format!("the traits are {}", lines.join(", "))
}

/// The answers of somebody at a terminal.
fn asked(market: &Market, language: Language) -> Result<Vec<(String, String)>, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::input("no trait of the market was given").help(traits(market)));
    }
    interview(market, language, &mut std::io::stdin().lock(), &mut anstream::stderr().lock())
        .map_err(|error| Failure::input(format!("the answers cannot be read: {error}")))
}

/// Asks for each trait until the answers end.
fn interview(
    market: &Market,
    language: Language,
    answers: &mut dyn BufRead,
    screen: &mut dyn Write,
) -> std::io::Result<Vec<(String, String)>> {
    let mut stated = Vec::new();
    writeln!(screen, "{}", said::how_to_answer(language))?;
    for asked in market.traits() {
        writeln!(screen, "\n{}", asked.ask.as_ref().unwrap_or(&asked.label))?;
        for (index, value) in asked.values.iter().enumerate() {
            writeln!(screen, "  {}  {}", index + 1, value.name)?;
        }
        match answer(asked, language, answers, screen)? {
            Answer::Value(value) => stated.push((asked.id.clone(), value)),
            Answer::Open => {}
            Answer::End => break,
        }
    }
    writeln!(screen)?;
    Ok(stated)
}

enum Answer {
    Value(String),
    Open,
    End,
}

fn answer(
    asked: &Trait,
    language: Language,
    answers: &mut dyn BufRead,
    screen: &mut dyn Write,
) -> std::io::Result<Answer> {
    loop {
        write!(screen, "> ")?;
        screen.flush()?;
        let mut line = String::new();
        if answers.read_line(&mut line)? == 0 {
            return Ok(Answer::End);
        }
        let line = line.trim();
        let number = line.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let by_number = number.and_then(|place| asked.values.get(place));
        let value = by_number.or_else(|| asked.values.iter().find(|value| value.id == line));
        match (line, value) {
            ("", _) => return Ok(Answer::Open),
            ("q" | "quit", _) => return Ok(Answer::End),
            (_, Some(value)) => return Ok(Answer::Value(value.id.clone())),
            _ => writeln!(screen, "{}", said::no_such_answer(language, asked.values.len()))?,
        }
    }
}

#[cfg(test)]
mod tests {
    use dealgraph::Library;

    use super::*;

    #[test]
    fn answers_are_numbers_values_or_nothing() {
        let market = Library::builtin().market("en").unwrap();
        let mut screen = Vec::new();
        let mut answers = "4\n\n9\nenterprise\nnone\nq\n".as_bytes();
        let stated = interview(&market, Language::English, &mut answers, &mut screen).unwrap();
        let told = String::from_utf8(screen).unwrap();
        let stated: Vec<(&str, &str)> = stated.iter().map(|(a, b)| (&**a, &**b)).collect();
        assert_eq!(stated, [("product_complexity", "high"), ("own_process", "none")], "{told}");
        assert!(told.contains("A number from 1 to 3, please."), "{told}");
    }
}

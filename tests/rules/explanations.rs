//! The explanations of the codes that reading alone finds: the first block gives exactly the code,
//! the second gives nothing.

use dealgraph::Code;

use super::{parse, summary};

const CODES: [Code; 9] = [
    Code::NotToml,
    Code::FormatVersion,
    Code::UnknownKey,
    Code::MissingKey,
    Code::WrongValue,
    Code::Header,
    Code::BadId,
    Code::LabelClash,
    Code::Probability,
];

fn blocks(markdown: &str) -> Vec<&str> {
    let starts = markdown.split("```toml\n").skip(1);
    starts.filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn the_first_block_gives_the_code_and_the_second_nothing() {
    for code in CODES {
        let blocks = blocks(code.explanation());
        assert_eq!(blocks.len(), 2, "{code}");
        let found = parse(blocks[0]).1;
        assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), [code], "{found:#?}");
        assert!(summary(&parse(blocks[1]).1).is_empty(), "{code}");
    }
}

#[test]
fn every_explanation_has_a_title() {
    for code in CODES.into_iter().chain([Code::TooLarge]) {
        assert!(code.explanation().starts_with("# "), "{code}");
        assert!(code.explanation().lines().count() > 5, "{code}");
    }
}

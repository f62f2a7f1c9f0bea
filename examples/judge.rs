//! A gate asked at every keystroke: a host's own deals, judged without a word until words are wanted.
//!
//! `cargo run --example judge` prints what `examples/judge.out` holds.

use std::error::Error;

use dealgraph::{Binding, Evidence, Library, Timestamp};

/// A deal as this host has it.
struct Opportunity {
    name: &'static str,
    problems_named: Option<i64>,
    we_can_help: Option<bool>,
    needed_by: Option<Timestamp>,
    decider: Option<&'static str>,
    /// When the buyer said all this, if the buyer did.
    said_at: Option<Timestamp>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let playbook = Library::builtin().compile("four_step")?;
    let judge = playbook.judge();
    let said = |deal: &Opportunity| match deal.said_at {
        Some(at) => (Evidence::Stated, Some(at)),
        None => (Evidence::default(), None),
    };
    let binding = Binding::new(&judge)
        .fact("implied_needs", |deal: &Opportunity| deal.problems_named)?
        .evidence("implied_needs", said)?
        .fact("can_meet_need", |deal: &Opportunity| deal.we_can_help)?
        .fact("needed_by", |deal: &Opportunity| deal.needed_by)?
        .evidence("needed_by", said)?
        .choice("economic_buyer_access", |deal| deal.decider)?
        .evidence("economic_buyer_access", said)?;
    let stage = |id| playbook.graph().find(id).ok_or("no such stage");
    let (from, to) = (stage("qualifying")?, stage("proposal")?);
    let now = Timestamp::parse("2026-11-23T09:00:00Z")?;

    let northwind = Opportunity {
        name: "Northwind",
        problems_named: Some(2),
        we_can_help: Some(true),
        needed_by: Some(Timestamp::parse_date("2027-03-31")?),
        decider: Some("named"),
        said_at: Some(Timestamp::parse("2026-11-02T10:00:00Z")?),
    };
    let contoso = Opportunity { name: "Contoso", decider: None, said_at: None, ..northwind };
    let mut row = judge.row();
    for deal in [&northwind, &contoso] {
        row.stand_in(Some(from));
        binding.fill_for(deal, to, &mut row)?;
        let facts = row.at(now);
        let standing = facts.standing(to).ok_or("no way there")?;
        println!("{}: {} unmet", deal.name, standing.unmet_count());
        for criterion in standing.unmet() {
            println!("  {}", criterion.id());
        }
    }
    Ok(())
}

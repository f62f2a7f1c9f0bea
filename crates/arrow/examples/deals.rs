//! Writes deals of the fixed workload as Parquet, to measure `dealgraph batch` with:
//!
//! ```sh
//! cargo run --release -p dealgraph-arrow --example deals -- 10000000 deals.parquet
//! dealgraph batch deals.parquet --playbook benches/workload/process.toml --out results.parquet
//! ```

#![allow(dead_code, reason = "the workload is shared with the benches, which use more of it")]

#[path = "../../../benches/workload/mod.rs"]
mod workload;

use std::error::Error;
use std::fs::File;
use std::sync::Arc;

use arrow_array::types::Int8Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int64Array, RecordBatch,
    StringArray,
};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use workload::{Draws, HostDeal, STAGES};

/// Deals that are written at once.
const ROWS: usize = 64 * 1024;

fn main() -> Result<(), Box<dyn Error>> {
    let mut asked = std::env::args().skip(1);
    let (Some(deals), Some(path)) = (asked.next(), asked.next()) else {
        return Err("usage: deals COUNT FILE.parquet".into());
    };
    let deals: usize = deals.parse()?;
    let mut draws = Draws::new(42);
    let mut rows = table(0, &[])?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = ArrowWriter::try_new(File::create(path)?, rows.schema(), Some(properties))?;
    let mut written = 0;
    while written < deals {
        let many = ROWS.min(deals - written);
        let drawn: Vec<HostDeal> = (0..many).map(|_| HostDeal::drawn(&mut draws)).collect();
        rows = table(written, &drawn)?;
        writer.write(&rows)?;
        written += many;
    }
    writer.close()?;
    Ok(())
}

fn table(first: usize, deals: &[HostDeal]) -> Result<RecordBatch, Box<dyn Error>> {
    let ids = (first..first + deals.len()).map(|number| format!("D-{number}"));
    let stage = |place: usize| STAGES.get(place).map(|(_, id)| *id);
    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("id", Arc::new(StringArray::from_iter_values(ids))),
        ("stage", choices(deals, |deal| stage(deal.stage))),
        ("to", choices(deals, |deal| stage(deal.to))),
    ];
    macro_rules! columns {
        ($make:ident: $($name:ident),+) => {
            $(columns.push((stringify!($name), $make(deals, |deal| deal.$name.clone())));)+
        };
    }
    columns!(truths: decision_process_known, budget_confirmed, champion_tested,
        security_review_passed, contract_signed, proposal_reviewed, criteria_ranked,
        references_given);
    columns!(wholes: implied_needs, explicit_needs, stakeholders_met, open_concerns,
        meetings_held);
    columns!(numbers: amount, measured_benefit, discount_percent, win_chance);
    columns!(days: close_date, goal_date);
    columns.push(("source", choices(deals, |deal| deal.source.as_deref())));
    columns.push(("competition", choices(deals, |deal| deal.competition.as_deref())));
    columns.push(("budget_state", choices(deals, |deal| deal.budget_state.as_deref())));
    columns.push(("last_outcome", choices(deals, |deal| deal.last_outcome.as_deref())));
    columns.push(("segment", choices(deals, |deal| deal.segment.as_deref())));
    let nullable = columns.into_iter().map(|(name, column)| (name, column, true));
    Ok(RecordBatch::try_from_iter_with_nullable(nullable)?)
}

fn truths(deals: &[HostDeal], of: impl Fn(&HostDeal) -> Option<bool>) -> ArrayRef {
    Arc::new(deals.iter().map(of).collect::<BooleanArray>())
}

fn wholes(deals: &[HostDeal], of: impl Fn(&HostDeal) -> Option<i64>) -> ArrayRef {
    Arc::new(deals.iter().map(of).collect::<Int64Array>())
}

fn numbers(deals: &[HostDeal], of: impl Fn(&HostDeal) -> Option<f64>) -> ArrayRef {
    Arc::new(deals.iter().map(of).collect::<Float64Array>())
}

fn days(deals: &[HostDeal], of: impl Fn(&HostDeal) -> Option<i64>) -> ArrayRef {
    let day = |seconds: i64| i32::try_from(seconds / 86_400).unwrap_or(i32::MAX);
    Arc::new(deals.iter().map(|deal| of(deal).map(day)).collect::<Date32Array>())
}

fn choices<'d>(deals: &'d [HostDeal], of: impl Fn(&'d HostDeal) -> Option<&'d str>) -> ArrayRef {
    Arc::new(deals.iter().map(of).collect::<DictionaryArray<Int8Type>>())
}

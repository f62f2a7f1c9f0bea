//! Writes the open opportunities of the data set "CRM Sales Opportunities" (Maven Analytics) as
//! deals, one JSON object a line.
//!
//! ```sh
//! cargo run --example maven_to_deals -- <folder> > examples/deals/maven.jsonl
//! ```
//!
//! The folder holds `sales_pipeline.csv`, `accounts.csv`, `products.csv` and `sales_teams.csv`.
//! What the data does not know stays absent: an opportunity without an account has none, one that
//! was never engaged has no date. Nothing in the data says when anything last happened, so no deal
//! has a last activity.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The process of the data set, as seen from `examples/deals`.
const PLAYBOOK: &str = "../processes/maven.toml";

/// Names of products that the pipeline writes in another way than the list of products.
const PRODUCTS: [(&str, &str); 1] = [("GTXPro", "GTX Pro")];

/// Sectors that are misspelt in the data, so that the process can name them as they are meant.
const SECTORS: [(&str, &str); 1] = [("technolgy", "technology")];

/// An opportunity as `sales_pipeline.csv` has it; its close date and value are empty while it is open.
#[derive(Deserialize)]
struct Opportunity {
    opportunity_id: String,
    sales_agent: String,
    product: String,
    account: Option<String>,
    deal_stage: String,
    engage_date: Option<String>,
}

#[derive(Deserialize)]
struct Account {
    account: String,
    sector: String,
    /// In millions of US dollars a year.
    revenue: f64,
    employees: u64,
}

#[derive(Deserialize)]
struct Product {
    product: String,
    sales_price: f64,
}

#[derive(Deserialize)]
struct Agent {
    sales_agent: String,
    manager: String,
    regional_office: String,
}

/// A deal in the order in which its keys are written.
#[derive(Serialize)]
struct Deal<'a> {
    id: &'a str,
    name: String,
    playbook: &'static str,
    stage: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entered_stage_at: Option<String>,
    facts: Facts<'a>,
}

#[derive(Serialize)]
struct Facts<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sector: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    employees: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revenue: Option<f64>,
    product: &'a str,
    list_price: f64,
    owner: &'a str,
    manager: &'a str,
    regional_office: &'a str,
}

/// What opportunities are joined with, by name.
struct Tables {
    accounts: BTreeMap<String, Account>,
    products: BTreeMap<String, Product>,
    agents: BTreeMap<String, Agent>,
}

impl Tables {
    fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            accounts: by_name(rows(folder, "accounts.csv")?, |row: &Account| &row.account),
            products: by_name(rows(folder, "products.csv")?, |row: &Product| &row.product),
            agents: by_name(rows(folder, "sales_teams.csv")?, |row: &Agent| &row.sales_agent),
        })
    }

    fn deal<'a>(
        &'a self,
        from: &'a Opportunity,
        stage: &'static str,
    ) -> Result<Deal<'a>, Box<dyn Error>> {
        let product = find(&self.products, corrected(&PRODUCTS, &from.product), "product")?;
        let agent = find(&self.agents, &from.sales_agent, "agent")?;
        let account = from.account.as_deref().map(|name| find(&self.accounts, name, "account"));
        let account = account.transpose()?;
        let engaged = from.engage_date.as_deref().map(|day| format!("{day}T00:00:00Z"));
        let name = match account {
            Some(account) => format!("{}: {}", account.account, product.product),
            None => product.product.clone(),
        };
        let facts = Facts {
            account: account.map(|account| account.account.as_str()),
            sector: account.map(|account| corrected(&SECTORS, &account.sector)),
            employees: account.map(|account| account.employees),
            revenue: account.map(|account| account.revenue),
            product: &product.product,
            list_price: product.sales_price,
            owner: &agent.sales_agent,
            manager: &agent.manager,
            regional_office: &agent.regional_office,
        };
        Ok(Deal {
            id: &from.opportunity_id,
            name,
            playbook: PLAYBOOK,
            stage,
            created_at: engaged.clone(),
            entered_stage_at: engaged,
            facts,
        })
    }
}

/// The stage of the process that an open opportunity is in; `None` for a closed one.
fn open_stage(deal_stage: &str) -> Option<&'static str> {
    match deal_stage {
        "Prospecting" => Some("prospecting"),
        "Engaging" => Some("engaging"),
        _ => None,
    }
}

fn corrected<'a>(table: &[(&str, &'static str)], written: &'a str) -> &'a str {
    table.iter().find(|(wrong, _)| *wrong == written).map_or(written, |(_, right)| right)
}

fn rows<T: DeserializeOwned>(folder: &Path, file: &str) -> Result<Vec<T>, Box<dyn Error>> {
    let path = folder.join(file);
    let mut reader =
        csv::Reader::from_path(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let rows: Result<Vec<T>, csv::Error> = reader.deserialize().collect();
    rows.map_err(|error| format!("{}: {error}", path.display()).into())
}

fn by_name<T>(rows: Vec<T>, name: impl Fn(&T) -> &String) -> BTreeMap<String, T> {
    rows.into_iter().map(|row| (name(&row).clone(), row)).collect()
}

fn find<'a, T>(
    table: &'a BTreeMap<String, T>,
    name: &str,
    what: &str,
) -> Result<&'a T, Box<dyn Error>> {
    table.get(name).ok_or_else(|| format!("there is no {what} `{name}`").into())
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).ok_or("which folder holds the CSV files?")?;
    let folder = Path::new(&folder);
    let tables = Tables::read(folder)?;
    let opportunities: Vec<Opportunity> = rows(folder, "sales_pipeline.csv")?;
    let mut output = BufWriter::new(io::stdout().lock());
    for opportunity in &opportunities {
        let Some(stage) = open_stage(&opportunity.deal_stage) else { continue };
        serde_json::to_writer(&mut output, &tables.deal(opportunity, stage)?)?;
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(())
}

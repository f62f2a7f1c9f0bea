//! The rule sets there are, as a table.

use textwrap::core::display_width;

use super::page::{Line, Page, style};

/// A row of the table.
#[derive(Debug, serde::Serialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) version: String,
    pub(crate) name: String,
    /// How many stages it has; `None` for a checklist, which has none.
    pub(crate) stages: Option<usize>,
}

impl Row {
    fn cells(&self) -> [String; 5] {
        let stages = self.stages.map_or_else(|| "–".to_owned(), |stages| stages.to_string());
        let own = [&self.id, self.kind, &self.version].map(str::to_owned);
        let [id, kind, version] = own;
        [id, kind, version, stages, self.name.clone()]
    }
}

/// The table with its head.
pub(crate) fn report(rows: &[Row], width: usize) -> Page {
    let mut page = Page::new(width);
    let head = ["ID", "KIND", "VERSION", "STAGES", "NAME"].map(str::to_owned);
    let cells: Vec<[String; 5]> = rows.iter().map(Row::cells).collect();
    let column = |index: usize| {
        let all = cells.iter().chain([&head]);
        all.filter_map(|row| row.get(index)).map(|cell| display_width(cell)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(column).collect();
    for (index, row) in std::iter::once(&head).chain(&cells).enumerate() {
        let style = if index == 0 { style::QUIET } else { style::PLAIN };
        let mut line = Line::new();
        for (cell, width) in row.iter().zip(&widths) {
            let column = line.width() + width + 2;
            line = line.with(style, cell).up_to(column);
        }
        page.cut(&line);
    }
    page
}

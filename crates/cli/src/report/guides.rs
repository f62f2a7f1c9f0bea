//! The index of a folder of guides, in Markdown.

use dealgraph::Language;

use crate::said::guides as said;

/// What a guide is about.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) summary: String,
    pub(crate) kind: Kind,
    /// How many open stages it has.
    pub(crate) stages: usize,
}

/// In which part of the index it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A methodology with stages of its own.
    Methodology,
    /// Criteria for the stages of others.
    Checklist,
    Process,
}

/// The index: what there is, a line each.
pub(crate) fn index(entries: &[&Entry], language: Language) -> String {
    let mut text = format!("# {}\n\n{}\n", said::title(language), said::about(language));
    let parts = [
        (Kind::Methodology, said::methodologies(language), said::on_methodologies(language)),
        (Kind::Checklist, said::checklists(language), said::on_checklists(language)),
        (Kind::Process, said::processes(language), said::on_processes(language)),
    ];
    for (kind, title, about) in parts {
        let rows: String =
            entries.iter().filter(|entry| entry.kind == kind).map(|entry| row(entry)).collect();
        if !rows.is_empty() {
            let [name, summary, stages] =
                [said::name(language), said::summary(language), said::stages(language)];
            text += &format!("\n## {title}\n\n{about}\n\n");
            text += &format!("| {name} | {summary} | {stages} |\n| --- | --- | --- |\n{rows}");
        }
    }
    text
}

fn row(entry: &Entry) -> String {
    let stages = match entry.kind {
        Kind::Checklist => "–".to_owned(),
        Kind::Methodology | Kind::Process => entry.stages.to_string(),
    };
    let plain = |text: &str| text.replace(['\n', '|'], " ");
    let Entry { id, name, summary, .. } = entry;
    format!("| [{}]({id}.md) | {} | {stages} |\n", plain(name), plain(summary))
}

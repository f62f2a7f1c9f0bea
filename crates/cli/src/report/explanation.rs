//! What a code means: its explanation, which is Markdown, for a terminal.

use dealgraph::{Code, Severity};

use super::page::{Line, Page, style};

/// The explanation of a code.
pub(crate) fn report(code: Code, width: usize) -> Page {
    let mut page = Page::new(width);
    let severity = match code.severity() {
        Severity::Error => style::ERROR,
        Severity::Warning => style::WARN.bold(),
        Severity::Info => style::HELP,
    };
    let head = Line::styled(severity, format!("{}[{code}]", code.severity().word()));
    page.hanging(Line::new(), head.and(": ").with(style::STRONG, code.title()));
    page.indented(0, Line::styled(style::QUIET, code.slug()));
    blocks(&mut page, code.explanation());
    page
}

fn blocks(page: &mut Page, markdown: &str) {
    let mut paragraph = String::new();
    let mut in_code = false;
    for line in markdown.lines().skip(1) {
        if line.starts_with("```") {
            flush(page, &mut paragraph);
            in_code = !in_code;
            if in_code {
                page.gap();
            }
        } else if in_code {
            page.indented(4, Line::new().and(line));
        } else if line.trim().is_empty() || line.starts_with("- ") {
            flush(page, &mut paragraph);
            paragraph.push_str(line.trim());
        } else {
            paragraph.push_str(if paragraph.is_empty() { "" } else { " " });
            paragraph.push_str(line.trim());
        }
    }
    flush(page, &mut paragraph);
}

fn flush(page: &mut Page, paragraph: &mut String) {
    let text = std::mem::take(paragraph);
    match text.strip_prefix("- ") {
        Some(item) => page.hanging(Line::new().and("  · "), Line::new().and(item)),
        None if !text.is_empty() => {
            page.gap();
            page.indented(0, Line::new().and(text));
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_readable() {
        for code in Code::ALL {
            let text = report(*code, 80).finish();
            assert!(text.contains(code.title()), "{code}");
            assert!(!text.contains("```") && !text.contains("\n\n\n"), "{text}");
            assert!(text.lines().all(|line| line.trim_end() == line), "{text}");
        }
    }
}

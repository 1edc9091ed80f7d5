//! The weekly page as Markdown for a chat channel, and as a table for spreadsheets.

use super::weekly::Table;
use crate::insights::weekly::Report;
use crate::sheet;

/// Markdown: the sentences, then each block that has rows, as lines.
pub fn markdown(site: &str, report: &Report, tables: &[Table]) -> String {
    let mut out = format!("# {}: {} to {}\n\n", escaped(site), report.period.first, report.period.last);
    for sentence in &report.headline {
        out += &format!("- {}\n", escaped(sentence));
    }
    for table in tables.iter().filter(|table| !table.rows.is_empty()) {
        out += &format!("\n## {}\n\n", table.title);
        for row in &table.rows {
            let first = row.cells.first().map(String::as_str).unwrap_or_default();
            let rest = table.columns.iter().zip(&row.cells).skip(1).filter(|(_, cell)| !cell.is_empty());
            let rest: Vec<_> = rest.map(|(name, cell)| format!("{}: {}", name.to_lowercase(), escaped(cell))).collect();
            let colon = if rest.is_empty() { "" } else { ": " };
            out += &format!("- **{}**{colon}{}\n", escaped(first), rest.join(", "));
        }
    }
    if !report.credit.is_empty() {
        out += "\n## Thanks to\n\n";
        out.extend(report.credit.iter().map(|sentence| format!("- {}\n", escaped(sentence))));
    }
    out
}

/// Words that mean only themselves in Markdown, in one line.
fn escaped(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let special = |letter: char| "\\`*_[]<>#|~".contains(letter);
    line.chars().flat_map(|letter| special(letter).then_some('\\').into_iter().chain([letter])).collect()
}

/// A table for spreadsheets: block, row and column by column.
pub fn csv(report: &Report, tables: &[Table]) -> Result<Vec<u8>, csv::Error> {
    let cell = |block: &str, row: usize, column: &str, value: &str| {
        [block.to_owned(), row.to_string(), column.to_owned(), value.to_owned()]
    };
    let mut rows: Vec<_> =
        (1..).zip(&report.headline).map(|(row, sentence)| cell("Headline", row, "Sentence", sentence)).collect();
    for table in tables {
        for (number, row) in (1..).zip(&table.rows) {
            rows.extend(
                table.columns.iter().zip(&row.cells).map(|(column, value)| cell(table.title, number, column, value)),
            );
        }
    }
    rows.extend((1..).zip(&report.credit).map(|(row, sentence)| cell("Thanks to", row, "Sentence", sentence)));
    sheet::csv(["block", "row", "column", "value"], rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_only_ours() {
        assert_eq!(escaped("a *b* [c](d)\n# e"), "a \\*b\\* \\[c\\](d) \\# e");
    }
}

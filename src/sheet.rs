//! Tables of spreadsheets, written and read: CSV in which nothing is a formula.

/// A table as CSV. A cell that a spreadsheet would take for a formula is text: an apostrophe stands before it.
pub fn csv<const N: usize>(
    head: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(head)?;
    for row in rows {
        out.write_record(row.map(defused))?;
    }
    out.into_inner().map_err(|error| error.into_error().into())
}

fn defused(cell: String) -> String {
    let like_a_formula = cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.starts_with(['\t', '\r']);
    if like_a_formula { format!("'{cell}") } else { cell }
}

/// A row as it was read, with the line on which it begins, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub line: u64,
    pub cells: Vec<String>,
}

/// The rows of a table whose cells are parted by the mark that its first line has most often: a comma, a semicolon or a
/// tab. Rows may differ in length; every cell is text.
pub fn rows(text: &str) -> Vec<Row> {
    let delimiter = delimiter(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let records = reader.records().filter_map(Result::ok);
    let row = |record: csv::StringRecord| Row {
        line: record.position().map_or(0, csv::Position::line),
        cells: record.iter().map(str::to_owned).collect(),
    };
    records.map(row).collect()
}

/// The mark that stands most often outside quotation marks in the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let bare: String = first.split('"').step_by(2).collect();
    let count = |mark: &u8| bare.bytes().filter(|byte| byte == mark).count();
    // Of those that stand equally often, the last is taken: a comma where there is none.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_whatever_parts_its_cells() {
        let seen = |text: &str| rows(text).into_iter().map(|row| (row.line, row.cells.join("|"))).collect::<Vec<_>>();
        assert_eq!(
            seen("a;b\n\"x;\n\"\"y\"\"\";=1,2\nz\n"),
            [(1, "a|b".to_owned()), (2, "x;\n\"y\"|=1,2".to_owned()), (4, "z".to_owned())]
        );
        assert_eq!(seen("a\tb\n1\t2\n")[1].1, "1|2");
        assert_eq!(seen("a,b\r\n1, 2\r\n")[1].1, "1|2");
        assert_eq!(seen("alone\n"), [(1, "alone".to_owned())]);
        assert!(rows("").is_empty());
    }

    #[test]
    fn cells_that_begin_like_formulas_are_text_and_quotes_are_doubled() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned);
        let table =
            csv(["a", "b", "c"], [row(["=1+1", " @x", "worked, 2 of 8"]), row(["-1", "\tx", "say \"no\"\nnow"])]);
        let text = String::from_utf8(table.unwrap()).unwrap();
        assert_eq!(text, "a,b,c\n'=1+1,' @x,\"worked, 2 of 8\"\n'-1,'\tx,\"say \"\"no\"\"\nnow\"\n");
    }
}

//! Tables for spreadsheets: CSV in which nothing is a formula.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_begin_like_formulas_are_text_and_quotes_are_doubled() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned);
        let table =
            csv(["a", "b", "c"], [row(["=1+1", " @x", "worked, 2 of 8"]), row(["-1", "\tx", "say \"no\"\nnow"])]);
        let text = String::from_utf8(table.unwrap()).unwrap();
        assert_eq!(text, "a,b,c\n'=1+1,' @x,\"worked, 2 of 8\"\n'-1,'\tx,\"say \"\"no\"\"\nnow\"\n");
    }
}

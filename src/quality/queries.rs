//! `queries.jsonl`: what somebody might ask, and which entries answer it.

use serde::Deserialize;

use crate::catalog::Catalog;
use crate::model::diagnostic::{Diagnostic, Position, QUERY_UNKNOWN_ID, QUERY_UNREADABLE};
use crate::model::nearest::nearest;

/// The name of the file in a content folder.
pub const QUERIES: &str = "queries.jsonl";

/// What a line should look like.
const EXAMPLE: &str =
    r#"{"query": "what somebody says", "relevant": ["objection/file-name"]}, with [] where nothing fits"#;

/// A query, and the entries that answer it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The line of the file, from 1.
    pub line: u32,
    pub text: String,
    /// Ids, each once. Empty: nothing fits, and search should say so.
    pub relevant: Vec<String>,
}

/// A file of queries as far as it could be read, and what is wrong with the rest of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queries {
    pub queries: Vec<Query>,
    pub findings: Vec<Diagnostic>,
}

/// A line as it is written. Further fields are for whoever wrote them.
#[derive(Deserialize)]
struct Line {
    query: String,
    relevant: Vec<String>,
}

/// Reads queries, one a line. A bad line costs only itself. `path` is the name of the file in findings.
pub fn read(catalog: &Catalog, path: &str, text: &str) -> Queries {
    let mut read = Queries::default();
    let text = text.trim_start_matches('\u{feff}');
    for (line, written) in (1..).zip(text.lines()).filter(|(_, written)| !written.trim().is_empty()) {
        match parse(written) {
            Ok(Line { query, relevant }) => {
                let relevant = known(catalog, path, line, written, &relevant, &mut read.findings);
                read.queries.push(Query { line, text: query, relevant });
            }
            Err((column, reason)) => {
                let message = format!("this line is no query: {reason}");
                let help = format!("Write it as {EXAMPLE}. It is left out.");
                let at = Position::new(line, column);
                read.findings.push(Diagnostic::new(&QUERY_UNREADABLE, path, at, message, help));
            }
        }
    }
    read
}

/// A line, or the column and the reason why it is none.
fn parse(written: &str) -> Result<Line, (u32, String)> {
    let line: Line = serde_json::from_str(written).map_err(|error| {
        let before = written.as_bytes().get(..error.column().saturating_sub(1)).unwrap_or_default();
        let message = error.to_string();
        let reason = message.split(" at line ").next().unwrap_or_default().to_owned();
        (String::from_utf8_lossy(before).chars().count() as u32 + 1, reason)
    })?;
    if line.query.trim().is_empty() {
        return Err((1, "nothing is asked".to_owned()));
    }
    Ok(line)
}

/// The ids as entries have them today, each once. Unknown ones are told, and stay: nothing can find them.
fn known(
    catalog: &Catalog,
    path: &str,
    line: u32,
    written: &str,
    ids: &[String],
    findings: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let mut relevant = Vec::new();
    for id in ids {
        let today = catalog.page(id).map(|page| page.entry().id.to_string());
        if today.is_none() {
            // The last one: a query may quote an id.
            let before = written.rfind(&format!("\"{id}\"")).map(|quote| written[..=quote].chars().count());
            let at = Position::new(line, before.unwrap_or_default() as u32 + 1);
            let help = match nearest(id, catalog.pages().map(|page| page.entry().id.as_str())) {
                Some(near) => format!("Did you mean `{near}`? Until it is mended, the query counts as not answered."),
                None => "Write kind/file-name of an entry, or take the line out if its entry is gone.".to_owned(),
            };
            let message = format!("there is no entry `{id}` to be found");
            let finding = Diagnostic::new(&QUERY_UNKNOWN_ID, path, at, message, help);
            findings.push(finding.because_of([id.as_str()]));
        }
        let id = today.unwrap_or_else(|| id.clone());
        if !relevant.contains(&id) {
            relevant.push(id);
        }
    }
    relevant
}

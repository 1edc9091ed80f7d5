//! Every address that a page links to. Templates take them from here and never put them together themselves.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

pub use crate::catalog::{address, answer_address, file_address};
use crate::model::diagnostic::Diagnostic;
use crate::model::{EntryId, Kind};
use crate::search::Facet;

/// The start page.
pub const START: &str = "/";
/// The search page; takes `q` and the names of facets.
pub const SEARCH: &str = "/search";
/// The results alone, for the script that searches while one types.
pub const RESULTS: &str = "/search/results";
/// What is wrong with the content, for people.
pub const CONTENT_HEALTH: &str = "/content-health";
/// What plain pages answer that could be entries.
pub const QUESTIONS: &str = "/questions-in-pages";
/// Keys and how search reads what is typed.
pub const HELP: &str = "/help";
/// The stream that tells of changes.
pub const EVENTS: &str = "/events";

/// A search.
pub fn search(query: &str, filters: &[(Facet, String)]) -> String {
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let mut pairs = Vec::new();
    if !query.is_empty() {
        pairs.push(format!("q={}", encode(query)));
    }
    pairs.extend(filters.iter().map(|(facet, value)| format!("{}={}", facet.name(), encode(value))));
    if pairs.is_empty() { SEARCH.to_owned() } else { format!("{SEARCH}?{}", pairs.join("&")) }
}

/// A search that shows more than the usual number of results.
pub fn search_all(query: &str, filters: &[(Facet, String)], limit: usize) -> String {
    let address = search(query, filters);
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}limit={limit}")
}

/// All entries of a kind.
pub fn kind(kind: Kind) -> String {
    search("", &[(Facet::Kind, kind.name().to_owned())])
}

/// A part of the page that one is on.
pub fn part(anchor: &str) -> String {
    format!("#{}", utf8_percent_encode(anchor, NON_ALPHANUMERIC))
}

/// The glance layer of an entry alone, for the script; with the part that was found.
pub fn opened(id: &EntryId, part: Option<&str>) -> String {
    let open = format!("/open{}", address(id));
    match part {
        Some(anchor) => format!("{open}?part={}", utf8_percent_encode(anchor, NON_ALPHANUMERIC)),
        None => open,
    }
}

/// What may be given to a customer of an entry (or of one of its answers), as plain text.
pub fn customer_text(id: &EntryId, answer: Option<&str>) -> String {
    let copy = format!("/copy{}", address(id));
    match answer {
        Some(anchor) => format!("{copy}?answer={}", utf8_percent_encode(anchor, NON_ALPHANUMERIC)),
        None => copy,
    }
}

/// The file of an entry as its author wrote it, at a line.
pub fn source(path: &str, line: u32) -> String {
    format!("{}#L{line}", file_address(path).replacen("/files/", "/source/", 1))
}

/// The place of a finding.
pub fn finding(finding: &Diagnostic) -> String {
    source(&finding.path, finding.line)
}

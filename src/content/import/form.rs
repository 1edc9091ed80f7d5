//! Which system a source comes from.

use super::page::{ends_in, parted};
use super::source::{Error, Source};
use std::collections::BTreeMap;
use std::path::Path;

/// A system, and the shape of what it exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A folder or archive of Markdown.
    Markdown,
    /// A table of questions and answers.
    Csv,
    Guru,
    Notion,
    Confluence,
}

impl Form {
    /// All of them.
    pub const ALL: [Form; 5] = [Form::Markdown, Form::Csv, Form::Guru, Form::Notion, Form::Confluence];

    /// The name in options, reports and front matter.
    pub fn name(self) -> &'static str {
        match self {
            Form::Markdown => "markdown",
            Form::Csv => "csv",
            Form::Guru => "guru",
            Form::Notion => "notion",
            Form::Confluence => "confluence",
        }
    }

    /// What people call such a source.
    pub fn label(self) -> &'static str {
        match self {
            Form::Markdown => "Markdown",
            Form::Csv => "a table",
            Form::Guru => "an export of Guru",
            Form::Notion => "an export of Notion",
            Form::Confluence => "an HTML export of Confluence",
        }
    }
}

/// What the files of a source look like.
pub fn recognised(source: &Source, path: &Path) -> Result<Form, Error> {
    let has = |test: &dyn Fn(&str) -> bool| source.items.iter().any(|item| test(&item.path));
    let ends = |ending: &'static str| move |path: &str| path.to_lowercase().ends_with(ending);
    let named = |name: &'static str| move |path: &str| path.rsplit('/').next() == Some(name);
    let cards = |path: &str| path.split('/').any(|part| part == "cards");
    if (has(&named("collection.yaml")) || has(&named("collection.yml"))) && has(&cards) {
        return Ok(Form::Guru);
    }
    if named_by_notion(source.items.iter().map(|item| item.path.as_str())) {
        return Ok(Form::Notion);
    }
    if has(&ends(".md")) || has(&ends(".markdown")) || has(&ends(".mdx")) {
        return Ok(Form::Markdown);
    }
    if has(&ends(".html")) || has(&ends(".htm")) {
        return Ok(Form::Confluence);
    }
    if has(&ends(".csv")) || has(&ends(".tsv")) {
        return Ok(Form::Csv);
    }
    Err(Error::NothingKnown { path: path.to_owned(), found: found(source) })
}

/// Whether most pages have names of Notion's. Pictures do not count: many programs name them by hashes.
fn named_by_notion<'a>(paths: impl Iterator<Item = &'a str>) -> bool {
    let (mut pages, mut named, mut texts) = (0, 0, 0);
    for path in paths.filter(|path| ends_in(path, &[".md", ".html", ".csv"])) {
        let name = parted(path).1;
        pages += usize::from(name != "index.html");
        named += usize::from(notion_id(name).is_some());
        texts += usize::from(!ends_in(name, &[".csv"]));
    }
    texts > 0 && named * 2 > pages
}

/// What there is instead, by the endings of names.
fn found(source: &Source) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for item in &source.items {
        let name = item.path.rsplit('/').next().unwrap_or_default();
        let ending = name.rsplit_once('.').map_or("without ending".to_owned(), |(_, ending)| format!(".{ending}"));
        *counts.entry(ending).or_default() += 1;
    }
    let refused = source.refused.first().map(|row| format!("{} was not read: {}", row.path, row.why));
    let parts = counts.into_iter().map(|(ending, count)| format!("{count} {ending}")).chain(refused);
    let parts: Vec<_> = parts.take(8).collect();
    if parts.is_empty() { "it is empty".to_owned() } else { format!("it holds {}", parts.join(", ")) }
}

/// The id at the end of a name of Notion's: 32 hex digits behind a space, before the ending.
pub fn notion_id(part: &str) -> Option<&str> {
    let stem = part.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or(part, |(stem, _)| stem);
    let stem = stem.strip_suffix("_all").unwrap_or(stem);
    let start = stem.len().checked_sub(32)?;
    let id = stem.get(start..)?;
    let parted = stem[..start].ends_with([' ', '-', '_']) || start == 0;
    (parted && id.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_notion_end_in_an_id() {
        let id = "0123456789abcdef0123456789abcdef";
        assert_eq!(notion_id(&format!("Sales FAQ {id}.md")), Some(id));
        assert_eq!(notion_id(&format!("Deals {id}_all.csv")), Some(id));
        assert_eq!(notion_id(&format!("Folder {id}")), Some(id));
        assert_eq!(notion_id("Sales FAQ.md"), None);
        assert_eq!(notion_id("größe"), None);
    }

    #[test]
    fn a_picture_named_by_a_hash_makes_no_export_of_notion() {
        let id = "0123456789abcdef0123456789abcdef";
        let (page, picture) = (format!("Sales/Price {id}.md"), format!("img/{id}.png"));
        assert!(!named_by_notion(["prices.md", "faq.md", &picture].into_iter()));
        assert!(!named_by_notion(["prices.md", &page].into_iter()));
        assert!(named_by_notion(["index.html", &page, &format!("Deals {id}_all.csv"), &picture].into_iter()));
        assert!(!named_by_notion([picture.as_str(), &format!("Deals {id}.csv")].into_iter()));
    }
}

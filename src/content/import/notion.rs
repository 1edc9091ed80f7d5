//! An export of Notion: Markdown, or HTML, in folders whose names end in ids.

use std::collections::HashSet;
use std::sync::Arc;

use super::form::notion_id;
use super::limits::Limits;
use super::names::{fitting, slug};
use super::page::{Fields, Gathered, Page, ends_in, parted};
use super::progress::{Progress, Step};
use super::report::FileOutcome;
use super::source::Source;
use crate::markdown::{self, Reading};

/// What only Notion can draw.
const LOST: &[(&str, &str)] = &[("table_of_contents", "table of contents"), ("bookmark", "preview of an address")];
/// Boxes.
const BOXES: &[(&str, &str)] = &[("callout", "NOTE")];
/// What surrounds the text: its title stands in the fields.
const FURNITURE: &[&str] = &["page-title", "page-header-icon", "page-cover-image"];

/// Reads every page.
pub fn gather(source: &mut Source, limits: &Limits, progress: &dyn Progress) -> Gathered {
    let mut gathered = Gathered::default();
    let plain: HashSet<String> = source
        .items
        .iter()
        .filter_map(|item| item.path.strip_suffix(".md").and_then(notion_id).map(str::to_owned))
        .collect();
    for item in 0..source.items.len() {
        progress.step(Step::Read, item, source.items.len());
        let path = source.items[item].path.clone();
        let is_html = ends_in(&path, &[".html", ".htm"]);
        if ends_in(&path, &[".csv"]) {
            gathered.file(&path, FileOutcome::LeftOut, "the list of a database; its pages are imported");
            continue;
        }
        if !is_html && !ends_in(&path, &[".md"]) {
            continue;
        }
        let id = notion_id(parted(&path).1).map(str::to_owned);
        if is_html && parted(&path).1 == "index.html" {
            gathered.file(&path, FileOutcome::Settings, "the list of pages of the export");
            continue;
        }
        if is_html && id.as_ref().is_some_and(|id| plain.contains(id)) {
            gathered.file(&path, FileOutcome::Skipped, "the Markdown of the same page is imported");
            continue;
        }
        let Some(text) = gathered.text(source, item, limits) else { continue };
        gathered.file(&path, FileOutcome::Page, "");
        gathered.pages.push(page(&path, id, &text, is_html));
    }
    gathered
}

fn page(path: &str, id: Option<String>, text: &str, is_html: bool) -> Page {
    let name = parted(path).1;
    let bare = without_id(name.rsplit_once('.').map_or(name, |(stem, _)| stem)).to_owned();
    let read = if is_html { of_html(text, bare) } else { of_markdown(text, bare) };
    Page {
        from: path.to_owned(),
        key: id.clone().unwrap_or_else(|| path.to_owned()).to_lowercase(),
        names: id.into_iter().collect(),
        place: place(path),
        ..read
    }
}

fn of_html(text: &str, bare: String) -> Page {
    let reading = Reading { lost: LOST, boxes: BOXES, furniture: FURNITURE, anchors: Arc::default() };
    let read = markdown::from_html(text, &reading);
    let title = markdown::html_title(text).or(Some(bare));
    let fields = Fields { title, tags: tags(&read.text), ..Fields::default() };
    Page { fields, body: read.text, told: super::lost(&read.lost), ..Page::default() }
}

/// A page with front matter of its own keeps that, and its text as it stands: Notion did not write it.
fn of_markdown(text: &str, bare: String) -> Page {
    let written = Page::written(text);
    if written.head.is_some() || written.as_is {
        return written;
    }
    let (title, body) = titled(text);
    let fields = Fields { title: title.or(Some(bare)), tags: tags(&body), ..Fields::default() };
    Page { fields, body, ..Page::default() }
}

/// The title, which Notion writes as the first heading, and the text below it.
fn titled(text: &str) -> (Option<String>, String) {
    let trimmed = text.trim_start();
    match trimmed.strip_prefix("# ").map(|rest| rest.split_once('\n').unwrap_or((rest, ""))) {
        Some((title, rest)) if !title.trim().is_empty() => {
            (Some(markdown::plain(title).trim().to_owned()), rest.trim_start_matches('\n').to_owned())
        }
        _ => (None, text.to_owned()),
    }
}

/// The tags among the properties, which stand as `Name: value` lines above the text.
fn tags(body: &str) -> Vec<String> {
    let lines = body.lines().take_while(|line| line.contains(": "));
    let found = lines.filter_map(|line| line.strip_prefix("Tags: ")).flat_map(|tags| tags.split(','));
    found.map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect()
}

/// Where a picture goes: into the folder of its page, under its own name.
pub fn picture(path: &str) -> String {
    let (folder, name) = parted(path);
    let folders = folder.split('/').filter(|part| !part.is_empty()).map(|part| slug(without_id(part)));
    folders.chain([fitting(name)]).collect::<Vec<_>>().join("/")
}

/// The folders and the name without their ids.
fn place(path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let parts: Vec<_> = stem.split('/').map(|part| slug(without_id(part))).collect();
    format!("{}.md", parts.join("/"))
}

fn without_id(part: &str) -> &str {
    match notion_id(part) {
        Some(id) if part.len() > id.len() => part[..part.len() - id.len()].trim_end_matches([' ', '-', '_']),
        _ => part,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_ids() {
        let id = "0123456789abcdef0123456789abcdef";
        assert_eq!(place(&format!("Export/Sales {id}/Price? {id}.md")), "export/sales/price.md");
        assert_eq!(place(&format!("{id}.md")), format!("{id}.md"));
    }

    #[test]
    fn the_first_heading_is_the_title() {
        let (title, body) = titled("# Price *list*\n\nTags: a, b\nOwner: x\n\nText: y\n");
        assert_eq!((title.as_deref(), tags(&body)), (Some("Price list"), vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(titled("Text\n# Later\n").0, None);
    }

    #[test]
    fn front_matter_stays_front_matter() {
        let page = page("a.md", None, "---\nvisibility: restricted\n---\n# A\n", false);
        assert_eq!(page.head.map(|head| head.text).as_deref(), Some("visibility: restricted\n"));
        assert_eq!(page.body, "# A\n");
    }
}

//! An HTML export of a Confluence space: a page per file, pictures under `attachments/`.

use std::collections::HashSet;
use std::sync::Arc;

use super::limits::Limits;
use super::names::slug;
use super::page::{Fields, Gathered, Page, ends_in, joined, parted};
use super::progress::{Progress, Step};
use super::report::FileOutcome;
use super::source::Source;
use crate::markdown::{self, Reading};

/// What surrounds the text.
const FURNITURE: &[&str] = &[
    "main-header",
    "breadcrumb-section",
    "breadcrumbs",
    "page-metadata",
    "footer",
    "footer-body",
    "pageSection",
    "expand-control",
    "hidden",
    "aui-iconfont-approve",
    "confluence-information-macro-icon",
];
/// What only Confluence can draw.
const LOST: &[(&str, &str)] = &[
    ("toc-macro", "table of contents"),
    ("jira-issue", "issue of Jira"),
    ("jira-table", "list of issues of Jira"),
    ("plugin_pagetree", "tree of pages"),
    ("childpages-macro", "list of pages below"),
    ("content-by-label", "list of pages by label"),
    ("recently-updated", "list of what changed"),
    ("drawio-macro", "drawing"),
    ("gliffy-container", "drawing"),
    ("embedded-file-wrapper-missing", "file shown inside"),
    ("conf-macro-lost", "macro"),
];
/// Boxes.
const BOXES: &[(&str, &str)] = &[
    ("confluence-information-macro-information", "NOTE"),
    ("confluence-information-macro-tip", "TIP"),
    ("confluence-information-macro-note", "IMPORTANT"),
    ("confluence-information-macro-warning", "WARNING"),
    ("panel", "NOTE"),
];

/// Reads every page.
pub fn gather(source: &mut Source, limits: &Limits, progress: &dyn Progress) -> Gathered {
    let mut gathered = Gathered::default();
    let mut texts = Vec::new();
    for item in 0..source.items.len() {
        progress.step(Step::Read, item, source.items.len());
        let path = source.items[item].path.clone();
        if !ends_in(&path, &[".html", ".htm"]) {
            if path.split('/').any(|part| part == "styles") || ends_in(&path, &[".css", ".js"]) {
                gathered.file(&path, FileOutcome::Settings, "how the export looks");
            }
            continue;
        }
        if let Some(text) = gathered.text(source, item, limits) {
            texts.push((path, text));
        }
    }
    let alone = texts.len() == 1;
    let anchors = Arc::new(texts.iter().flat_map(|(_, text)| parts_named(text)).collect::<HashSet<_>>());
    for (path, text) in texts {
        if parted(&path).1 == "index.html" && !alone {
            gathered.file(&path, FileOutcome::Settings, "the list of pages of the space");
            continue;
        }
        gathered.file(&path, FileOutcome::Page, "");
        gathered.pages.push(page(&path, &text, &anchors));
    }
    gathered
}

fn page(path: &str, text: &str, anchors: &Arc<HashSet<String>>) -> Page {
    let reading = Reading { furniture: FURNITURE, lost: LOST, boxes: BOXES, anchors: anchors.clone() };
    let read = markdown::from_html(text, &reading);
    let (folder, name) = parted(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    // The title of the file begins with the name of the space.
    let title = markdown::html_title(text);
    let title = title.map(|title| title.split_once(" : ").map_or(title.clone(), |(_, own)| own.to_owned()));
    let title = title.unwrap_or_else(|| stem.replace(['-', '_'], " "));
    let id = stem.rsplit(['_']).next().filter(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()));
    let mut parts: Vec<String> = crumbs(text).iter().map(|crumb| slug(crumb)).collect();
    parts.push(format!("{}.md", slug(&title)));
    let space = parted(folder).1;
    let parts: Vec<String> = Some(slug(space)).filter(|_| !space.is_empty()).into_iter().chain(parts).collect();
    Page {
        from: path.to_owned(),
        // Two folders may each have a page of this name.
        key: id.map_or_else(|| joined(folder, stem), str::to_owned),
        names: id.map(str::to_owned).into_iter().collect(),
        place: parts.join("/"),
        fields: Fields { title: Some(title), ..Fields::default() },
        body: read.text,
        told: super::lost(&read.lost),
        ..Page::default()
    }
}

/// The pages above, without the space itself.
fn crumbs(text: &str) -> Vec<String> {
    let Some(start) = text.find("id=\"breadcrumbs\"") else { return Vec::new() };
    let list = &text[start..];
    let list = &list[..list.find("</ol>").unwrap_or(0)];
    let links = list.split("<li").skip(1).map(|item| item.split_once('>').map_or("", |(_, inner)| inner));
    let names = links.map(|item| markdown::plain(&markdown::from_html(item, &Reading::default()).text));
    let names = names.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    names.skip(1).collect()
}

/// What links of a page name behind `#`.
fn parts_named(text: &str) -> impl Iterator<Item = String> {
    let targets = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let parts = targets.filter_map(|target| target.split_once('#')).map(|(_, part)| part);
    parts.map(|part| percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned())
}

//! A handbook: Markdown as it stands in a folder, with the habits of site generators.

use std::collections::{BTreeMap, HashSet};

use super::limits::Limits;
use super::names::fitting;
use super::page::{Gathered, Page, ends_in};
use super::progress::{Progress, Step};
use super::report::FileOutcome;
use super::source::{GITBOOK, Source};
use crate::content::links::{EXTENSIONS, without_extension};
use crate::content::yaml;
use crate::fs;
use crate::model::value::{Node, Value};

/// Files that say who answers for what; owners are looked up where the handbook lies in git.
const OWNERS: [&str; 2] = ["CODEOWNERS", "CODENOTIFY"];

/// Reads every Markdown file. Pages are known again by the name of the handbook and their paths in it.
pub fn gather(source: &mut Source, name: &str, limits: &Limits, progress: &dyn Progress) -> Gathered {
    let mut gathered = Gathered::default();
    let redirects = redirects(source, &mut gathered);
    let plain: HashSet<String> =
        source.items.iter().filter_map(|item| item.path.strip_suffix(".md").map(str::to_owned)).collect();
    for item in 0..source.items.len() {
        progress.step(Step::Read, item, source.items.len());
        let path = source.items[item].path.clone();
        if OWNERS.contains(&path.rsplit('/').next().unwrap_or_default()) {
            gathered.file(&path, FileOutcome::Settings, "it says who answers for pages; keep it in the repository");
            continue;
        }
        if !ends_in(&path, &EXTENSIONS) {
            continue;
        }
        if path.strip_suffix(".mdx").is_some_and(|stem| plain.contains(stem)) {
            gathered.file(&path, FileOutcome::Skipped, "the .md file of the same name is imported");
            continue;
        }
        let Some(text) = gathered.text(source, item, limits) else { continue };
        if text.trim().is_empty() {
            gathered.file(&path, FileOutcome::Skipped, "it is empty");
            continue;
        }
        gathered.file(&path, FileOutcome::Page, "");
        let mut page = page(&path, &text);
        page.key = format!("{name}/{path}");
        page.names = redirects.get(without_extension(&path)).cloned().unwrap_or_default();
        page.fields.aliases = page.names.clone();
        gathered.pages.push(page);
    }
    gathered
}

fn page(path: &str, text: &str) -> Page {
    let lower = path.to_lowercase();
    // Our own reader knows these three endings in lower case.
    let ending = EXTENSIONS.iter().find(|ending| lower.ends_with(*ending)).copied().unwrap_or(".md");
    let place = fitting(&format!("{}{ending}", &path[..path.len() - ending.len()]));
    Page { from: path.to_owned(), place, ..Page::written(text) }
}

/// Former paths by the page that they lead to, from GitBook's settings.
fn redirects(source: &Source, gathered: &mut Gathered) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let Some(folder) = &source.folder else { return found };
    let Ok(Some(text)) = fs::read_optional(&folder.join(GITBOOK)) else { return found };
    let document = match yaml::parse(&text, 1) {
        Ok(document) => document,
        Err(error) => {
            gathered.notes.push(format!("{GITBOOK} cannot be read, so redirects are not known: {}", error.message));
            return found;
        }
    };
    let value = document.value.unwrap_or(Value { at: crate::model::diagnostic::Position::START, node: Node::Null });
    let rows = value.map().and_then(|map| map.get("redirects")).and_then(Value::map);
    for (former, to) in rows.into_iter().flat_map(|map| &map.entries) {
        if let Some(to) = to.text() {
            let to = without_extension(to.trim_start_matches("./").trim_matches('/')).to_owned();
            found.entry(to).or_default().push(former.name.trim_matches('/').to_owned());
        }
    }
    if !found.is_empty() {
        gathered.notes.push(format!("{GITBOOK} names former addresses; they became aliases."));
    }
    found
}

//! An export of Guru: cards as HTML or Markdown beside what is said of them, folders that hold cards.

use std::collections::{BTreeMap, HashMap};

use super::limits::Limits;
use super::names::slug;
use super::page::{Fields, Gathered, Page, ends_in, joined, parted};
use super::progress::{Progress, Step};
use super::report::FileOutcome;
use super::source::Source;
use crate::content::yaml;
use crate::markdown::{self, Reading};
use crate::model::value::{Map, Value};

/// Folders of an export that say where cards belong.
const SHELVES: [&str; 3] = ["boards", "folders", "board-groups"];
/// What only Guru can draw.
const LOST: &[(&str, &str)] = &[
    ("ghq-card-content__guru-card", "another card shown inside"),
    ("ghq-card-content__video", "film"),
    ("ghq-card-content__iframe", "embedded page"),
];

/// What is said of a card.
#[derive(Default)]
struct About {
    title: Option<String>,
    tags: Vec<String>,
    names: Vec<String>,
    owner: Option<String>,
}

/// Reads every card.
pub fn gather(source: &mut Source, limits: &Limits, progress: &dyn Progress) -> Gathered {
    let mut gathered = Gathered::default();
    let (mut about, mut shelves) = (HashMap::new(), BTreeMap::new());
    for item in 0..source.items.len() {
        let path = source.items[item].path.clone();
        if !ends_in(&path, &[".yaml", ".yml"]) {
            continue;
        }
        let Some(text) = gathered.text(source, item, limits) else { continue };
        let map = match yaml::parse(&text, 1).map(|document| document.value) {
            Ok(Some(value)) => value.map().cloned().unwrap_or_default(),
            Ok(None) => Map::default(),
            Err(error) => {
                gathered.file(&path, FileOutcome::Skipped, &format!("line {}: {}", error.at.line, error.message));
                continue;
            }
        };
        gathered.file(&path, FileOutcome::Settings, "");
        let stem = stem(&path).to_owned();
        match folder_name(&path) {
            Some("cards") => drop(about.insert(stem, card(&map))),
            Some(folder) if SHELVES.contains(&folder) => drop(shelves.insert(stem, map)),
            _ => {}
        }
    }
    let shelved = shelved(&shelves);
    for item in 0..source.items.len() {
        progress.step(Step::Read, item, source.items.len());
        let path = source.items[item].path.clone();
        if folder_name(&path) != Some("cards") || !ends_in(&path, &[".html", ".htm", ".md"]) {
            continue;
        }
        let Some(text) = gathered.text(source, item, limits) else { continue };
        gathered.file(&path, FileOutcome::Page, "");
        let stem = stem(&path);
        let page = page(&path, &text, about.remove(stem).unwrap_or_default(), shelved.get(stem));
        gathered.pages.push(page);
    }
    for stem in about.keys() {
        gathered.notes.push(format!("The card {stem} is described, and its text is not in the export."));
    }
    gathered.notes.sort();
    gathered
}

fn page(path: &str, text: &str, about: About, shelf: Option<&String>) -> Page {
    let read = match ends_in(path, &[".md"]) {
        true => markdown::FromHtml { text: text.to_owned(), ..Default::default() },
        false => markdown::from_html(text, &Reading { lost: LOST, ..Reading::default() }),
    };
    let stem = stem(path);
    let title = about.title.unwrap_or_else(|| stem.to_owned());
    let names = [vec![stem.to_owned(), format!("cards/{stem}")], about.names].concat();
    Page {
        from: path.to_owned(),
        key: names.get(2).cloned().unwrap_or_else(|| stem.to_owned()),
        names,
        place: joined(shelf.map_or("", String::as_str), &format!("{}.md", slug(&title))),
        fields: Fields { title: Some(title), tags: about.tags, owner: about.owner, ..Fields::default() },
        body: read.text,
        told: super::lost(&read.lost),
        ..Page::default()
    }
}

fn card(map: &Map) -> About {
    let any = |names: &[&str]| names.iter().find_map(|name| map.text(name)).filter(|text| !text.is_empty());
    let tags = map.get("Tags").or_else(|| map.get("tags")).map(Value::items).unwrap_or_default();
    About {
        title: any(&["Title", "title", "preferredPhrase"]),
        tags: tags.iter().filter_map(|tag| tag.text().map(str::to_owned)).collect(),
        names: [
            any(&["ExternalId", "externalId", "ID", "id"]),
            any(&["ExternalUrl", "externalUrl"]),
            any(&["Slug", "slug"]).map(|slug| format!("card/{slug}")),
        ]
        .into_iter()
        .flatten()
        .collect(),
        // Guru names people by their mails.
        owner: any(&["Verifier", "verifier", "Owner", "owner"]),
    }
}

/// The folder of each card, by what the shelves hold: the first one that names it.
fn shelved(shelves: &BTreeMap<String, Map>) -> HashMap<String, String> {
    let mut found = HashMap::new();
    for (name, map) in shelves {
        let title = ["Title", "title"].iter().find_map(|key| map.text(key)).unwrap_or_else(|| name.clone());
        let items = map.get("Items").or_else(|| map.get("items")).map(Value::items).unwrap_or_default();
        items.iter().for_each(|item| shelve(item, &slug(&title), &mut found, 0));
    }
    found
}

/// Sections hold items in turn.
fn shelve(item: &Value, folder: &str, found: &mut HashMap<String, String>, depth: usize) {
    const DEEPEST: usize = 8;
    let own = item.text().map(str::to_owned);
    let id = own.or_else(|| item.map().and_then(|map| map.text("ID").or_else(|| map.text("id"))));
    if let Some(id) = id {
        found.entry(id).or_insert_with(|| folder.to_owned());
    }
    let inner = item.map().and_then(|map| map.get("Items").or_else(|| map.get("items")));
    if depth < DEEPEST {
        inner.map(Value::items).unwrap_or_default().iter().for_each(|item| shelve(item, folder, found, depth + 1));
    }
}

/// The folder that holds a file.
fn folder_name(path: &str) -> Option<&str> {
    parted(path).0.rsplit('/').next()
}

fn stem(path: &str) -> &str {
    let name = parted(path).1;
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

//! However a folder came to be as it is: what was followed change by change is what is read afresh.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use fieldlore::catalog::{Catalog, Page};
use fieldlore::clock::Fixed;
use fieldlore::config::{Git, Identity};
use fieldlore::insights::LiveOutcomes;
use fieldlore::search;
use fieldlore::sync::{Storage, Sync};
use fieldlore::watch::Changed;
use fieldlore::web::{self, App, Auth, Writing};
use fieldlore::{config, model};
use proptest::collection::vec;
use proptest::option::{self, weighted};
use proptest::prelude::*;
use proptest::sample::select;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::folder::{Folder, brief};

/// Where files stand: few places, so that they meet under one id, one stem, one folder.
const PLACES: &[&str] = &[
    "objections/a.md",
    "objections/b.md",
    "objections/sub/a.md",
    "discovery/d.md",
    "discovery/e.md",
    "win-loss/w.md",
    "icp/i.md",
    "stages/s.md",
    "checklists/c.md",
    "proof-points/p.md",
    "handbook/index.md",
    "handbook/faq.md",
    "handbook/faq.mdx",
    "handbook/a.md",
    "index.md",
    "glossary.md",
];
const IDS: &[&str] = &["a", "b", "objection/b", "handbook/faq", "glossary", "other"];
const ALIASES: &[&str] = &["a", "old", "objection/b", "handbook/old.md", "/glossary", "page/other"];
const HEADINGS: &[&str] = &[
    "## Answer: We count {#count}",
    "## We count {#count}",
    "## Answer: Money {#money}",
    "## Is it safe?",
    "## Count {#count}\n\n<a id=\"mark\"></a>",
    "# A name\n\n## Checklist\n\n- [ ] **Ask** why {#ask}\n- [ ] **Tell** {#tell}",
    "- **Council**: Those who may say no.\n- **Desk**: Where jobs are moved.\n\n",
    "- **Council**: Those who say yes.\n\n",
];
const LINKS: &[&str] = &[
    "a.md",
    "#count",
    "#mark",
    "/handbook/",
    "../objections/a.md#count",
    "../objections/b.md#money",
    "../handbook/faq.md#is-it-safe",
    "objection/b#count",
    "page/other",
    "/old",
    "../glossary.md",
    "../gone.md",
    "../pictures/one.png",
    "../papers/terms.pdf",
    "../papers/terms.txt",
];
const REFERENCES: &[&str] = &[
    "objection/a",
    "objection/b",
    "objection/a#count",
    "objection/b#money",
    "objection/other",
    "page/handbook/faq",
    "checklist/c#ask",
    "stage/s",
    "page/old",
];
const FACTS: &[&str] = &["council", "desk", "money-there"];
/// Files that are no entries, and what stands in them, in two versions.
const OTHERS: &[(&str, [&str; 2])] = &[
    ("pictures/one.png", ["one", "two"]),
    ("papers/terms.pdf", ["one", "two"]),
    ("papers/terms.txt", ["one", "two"]),
    (
        "taxonomy.yaml",
        [
            "stages:\n  - {id: discover, label: Discover}\nobjection_categories:\n  - {id: price, label: Price}\n",
            "stages:\n  - {id: close, label: Close}\n  - {id: discover, label: Find out}\nobjection_categories:\n  \
             - {id: not-now, label: Later}\n  - {id: price, label: Price}\nsynonyms:\n  - {same: [okapi, gnu]}\n",
        ],
    ),
    ("people.yaml", ["people:\n  lena.fors: {name: Lena Fors}\n", "people:\n  lena.fors: {name: L. Fors}\n"]),
];
const FOLDERS: &[(&str, &str)] =
    &[("handbook", "book"), ("book", "handbook"), ("pictures", "images"), ("images", "pictures"), ("papers", "p")];
const QUERIES: &[&str] = &["zebra", "okapi", "council", "what we count", "name", "faq", "discover"];
const ADDRESSES: &[&str] = &[
    "/",
    "/browse",
    "/browse/stage/discover",
    "/objection",
    "/discovery",
    "/new",
    "/questions",
    "/api/v1/suggest?q=a",
    "/api/v1/suggest?q=c",
    "/api/v1/suggest?q=f",
    "/api/v1/suggest?q=n",
    "/api/v1/suggest?q=o",
    "/api/v1/suggest?q=kind:",
    "/api/v1/suggest?q=stage:",
];

/// What an author does.
#[derive(Debug, Clone)]
enum Edit {
    /// All of a file.
    Write(&'static str, Box<Text>),
    /// One thing in a file: the one with this number becomes what it is in this text.
    Change(&'static str, usize, Box<Text>),
    Remove(&'static str),
    Rename(&'static str, &'static str),
    Other((&'static str, [&'static str; 2]), Option<usize>),
    Folder((&'static str, &'static str)),
}

/// What stands in a file.
#[derive(Debug, Clone)]
struct Text {
    title: Option<&'static str>,
    id: Option<&'static str>,
    alias: Option<&'static str>,
    kind: Option<&'static str>,
    verified: Option<&'static str>,
    restricted: bool,
    archived: bool,
    related: Option<&'static str>,
    met: Option<(&'static str, &'static str)>,
    fact: Option<(&'static str, &'static str)>,
    fact_meant: Option<&'static str>,
    headings: Vec<&'static str>,
    links: Vec<&'static str>,
    word: &'static str,
}

fn text() -> impl Strategy<Value = Text> {
    let names = (
        option::of(select(&["A name", "Another name"][..])),
        weighted(0.3, select(IDS)),
        weighted(0.3, select(ALIASES)),
        weighted(0.1, select(&["objection", "page", "discovery"][..])),
        option::of(select(&["2026-10-01", "2026-11-01"][..])),
        proptest::bool::weighted(0.15),
        proptest::bool::weighted(0.15),
    );
    let ties = (
        option::of(select(REFERENCES)),
        option::of((select(REFERENCES), select(&["count", "money"][..]))),
        option::of((select(FACTS), select(&["The council", "The desk"][..]))),
        option::of(select(FACTS)),
    );
    let body = (vec(select(HEADINGS), 0..3), vec(select(LINKS), 0..4), select(&["zebra", "okapi", "council"][..]));
    (names, ties, body).prop_map(|(names, ties, body)| {
        let (title, id, alias, kind, verified, restricted, archived) = names;
        let (related, met, fact, fact_meant) = ties;
        let (headings, links, word) = body;
        Text {
            title,
            id,
            alias,
            kind,
            verified,
            restricted,
            archived,
            related,
            met,
            fact,
            fact_meant,
            headings,
            links,
            word,
        }
    })
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        3 => (select(PLACES), text()).prop_map(|(path, text)| Edit::Write(path, Box::new(text))),
        9 => (select(PLACES), 0..THINGS, text()).prop_map(|(path, thing, text)| Edit::Change(path, thing, Box::new(text))),
        2 => select(PLACES).prop_map(Edit::Remove),
        2 => (select(PLACES), select(PLACES)).prop_map(|(from, to)| Edit::Rename(from, to)),
        3 => (select(OTHERS), option::of(0..2usize)).prop_map(|(file, version)| Edit::Other(file, version)),
        1 => select(FOLDERS).prop_map(Edit::Folder),
    ]
}

/// How many things of a text change by themselves.
const THINGS: usize = 13;

impl Text {
    /// Takes over one thing of another text.
    fn change(&mut self, thing: usize, other: &Text) {
        match thing {
            0 => self.title = other.title,
            1 => self.id = other.id,
            2 => self.alias = other.alias,
            3 => self.kind = other.kind,
            4 => self.verified = other.verified,
            5 => self.restricted = !self.restricted,
            6 => self.archived = !self.archived,
            7 => self.related = other.related,
            8 => self.met = other.met,
            9 => self.fact = other.fact,
            10 => self.fact_meant = other.fact_meant,
            11 => self.headings.clone_from(&other.headings),
            _ => self.links.clone_from(&other.links),
        }
    }

    fn written(&self) -> String {
        let mut text = String::from("---\nstages: [discover]\ncategory: price\nowner: lena.fors\n");
        let mut field = |name: &str, value: Option<String>| {
            text.extend(value.map(|value| format!("{name}: {value}\n")));
        };
        let owned = |value: Option<&str>| value.map(str::to_owned);
        field("title", owned(self.title));
        field("id", owned(self.id));
        field("kind", owned(self.kind));
        field("aliases", self.alias.map(|alias| format!("[{alias}]")));
        field("last_verified", owned(self.verified));
        field("visibility", self.restricted.then(|| "restricted".to_owned()));
        field("status", self.archived.then(|| "archived".to_owned()));
        field("related", self.related.map(|id| format!("[{id}]")));
        field("proof", self.related.map(|id| format!("[{id}]")));
        field("objections_met", self.met.map(|(id, answer)| format!("[{{objection: {id}, answer: {answer}}}]")));
        field("facts", self.fact.map(|(id, label)| format!("[{{id: {id}, label: {label}}}]")));
        field("criteria", self.fact.map(|(id, label)| format!("[{{id: {id}, statement: {label}}}]")));
        field("facts_expected", self.fact_meant.map(|id| format!("[{id}]")));
        text.push_str("---\n");
        for heading in &self.headings {
            text.push_str(&format!("{heading}\n\nThe {} and `council`, `price`.\n\n", self.word));
        }
        for link in &self.links {
            text.push_str(&format!("[to {link}]({link}) and ![picture]({link})\n"));
        }
        text
    }
}

/// A folder, and what was written into it.
struct Desk {
    folder: Folder,
    texts: BTreeMap<String, Text>,
}

impl Desk {
    /// Does it, and says which paths a watcher would name.
    fn edit(&mut self, edit: &Edit) -> Vec<&'static str> {
        match edit {
            Edit::Write(path, text) => self.write(path, (**text).clone()),
            Edit::Change(path, thing, other) => match self.texts.get(*path).cloned() {
                Some(mut text) => {
                    text.change(*thing, other);
                    self.write(path, text)
                }
                None => self.write(path, (**other).clone()),
            },
            Edit::Other((path, versions), Some(version)) => {
                self.folder.write(path, versions[*version]);
                vec![path]
            }
            Edit::Remove(path) | Edit::Other((path, _), None) => self.remove(path),
            Edit::Folder((_, to)) if self.folder.at(to).exists() => Vec::new(),
            Edit::Rename(from, to) | Edit::Folder((from, to)) => self.rename(from, to),
        }
    }

    fn write(&mut self, path: &'static str, text: Text) -> Vec<&'static str> {
        self.folder.write(path, text.written());
        self.texts.insert(path.to_owned(), text);
        vec![path]
    }

    fn remove(&mut self, path: &'static str) -> Vec<&'static str> {
        if !self.folder.at(path).exists() {
            return Vec::new();
        }
        self.folder.remove(path);
        self.texts.remove(path);
        vec![path]
    }

    fn rename(&mut self, from: &'static str, to: &'static str) -> Vec<&'static str> {
        if !self.folder.at(from).exists() {
            return Vec::new();
        }
        self.folder.rename(from, to);
        let moved = self.texts.iter().filter_map(|(path, text)| Some((path.clone(), path.strip_prefix(from)?, text)));
        let moved: Vec<_> = moved.map(|(path, rest, text)| (path, format!("{to}{rest}"), text.clone())).collect();
        for (path, now, text) in moved {
            self.texts.remove(&path);
            self.texts.insert(now, text);
        }
        vec![from, to]
    }
}

/// A folder that is followed, and asked over HTTP all the while.
struct Followed {
    sync: Sync,
    router: Router,
    _data: TempDir,
}

impl Followed {
    fn start(folder: &Folder) -> Followed {
        let clock = Arc::new(Fixed("2026-11-23T09:00:00Z".parse().unwrap()));
        let content = config::content(folder.path()).unwrap();
        let sync = Sync::start(&content, &Storage::Memory, clock.clone()).unwrap();
        let (live, hosts, stop) = (sync.live(), Arc::default(), CancellationToken::new());
        let data = tempfile::tempdir().unwrap();
        let store = crate::store::open(data.path());
        let outcomes = crate::store::run(LiveOutcomes::load(store.clone(), live.clone(), clock.clone()));
        let router = web::router(App {
            live,
            store,
            outcomes,
            clock,
            zone: jiff::tz::TimeZone::UTC,
            git: Arc::default(),
            pulls: fieldlore::history::Pulls::default(),
            auth: Auth::new(Identity::Local, web::urls::CALLBACK).unwrap(),
            writing: Arc::new(Writing::new(Git::default(), content.folder.clone(), &Identity::Local)),
            name: "Test".into(),
            hosts,
            stop,
        });
        Followed { sync, router, _data: data }
    }

    fn catalog(&self) -> Arc<Catalog> {
        self.sync.live().current()
    }

    /// Follows what a watcher names, or looks at everything.
    fn turn(&mut self, paths: Option<&Vec<&str>>) {
        let named = |paths: &Vec<&str>| Changed::Paths(paths.iter().map(|path| (*path).to_owned()).collect());
        self.sync.follow(&paths.map_or(Changed::Anything, named)).unwrap();
    }

    /// Asserts that everything is as if the folder were read for the first time.
    async fn agrees_with(&self, folder: &Folder) {
        let (seen, afresh) = (self.seen().await, Followed::start(folder).seen().await);
        let differs = seen.iter().zip(&afresh).find(|(seen, afresh)| seen != afresh);
        assert_eq!(differs.map(|(seen, afresh)| parts(seen, afresh)), None);
        assert_eq!(seen.len(), afresh.len());
    }

    /// Everything that can be seen.
    async fn seen(&self) -> Vec<String> {
        let catalog = self.catalog();
        let mut seen = known(&catalog);
        let pages = catalog.pages().map(|page| page.address());
        for address in ADDRESSES.iter().map(|address| (*address).to_owned()).chain(pages) {
            seen.push(format!("{address} {}", self.get(&address).await));
        }
        seen
    }

    async fn get(&self, address: &str) -> String {
        let request = Request::get(address).header("host", "localhost").body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        if !status.is_success() {
            // A refusal suggests what is near, in an order that has no memory.
            return status.to_string();
        }
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// What a catalog knows.
fn known(catalog: &Catalog) -> Vec<String> {
    let mut known: Vec<String> = catalog.pages().map(page).collect();
    known.extend(
        catalog.diagnostics().iter().map(|finding| format!("{} {} {}", brief(finding), finding.message, finding.help)),
    );
    known.push(format!("{:?} {} {:?}", catalog.counts(), catalog.restricted(), catalog.questions()));
    for kind in model::Kind::all() {
        known.push(format!(
            "{kind} {:?}",
            catalog.of_kind(kind).map(|page| page.entry().id.as_str()).collect::<Vec<_>>()
        ));
    }
    known.push(format!("{:?}", catalog.shelves()));
    for name in IDS.iter().chain(ALIASES).chain(REFERENCES) {
        known.push(format!("{name} {:?}", catalog.page(name).map(|page| page.entry().path.as_str())));
    }
    known.push(catalog.explained("<p>The council at the desk.</p>", &[]));
    known.extend(QUERIES.iter().map(|query| hits(catalog, query)));
    known
}

fn page(page: Page) -> String {
    let from: Vec<_> = page.linked_from().iter().map(|page| page.entry().path.as_str()).collect();
    let findings: Vec<_> = page.diagnostics().iter().map(brief).collect();
    let entry = page.entry();
    format!("{} {} {} {from:?} {findings:?} {:?}", entry.path, entry.id, entry.title, page.html().sections)
}

fn hits(catalog: &Catalog, query: &str) -> String {
    let answer = catalog.search.search(&search::Request { facets: true, ..search::Request::new(query, 50) });
    let hit = |hit: &search::Hit| (hit.id.clone(), hit.section.clone(), hit.snippet.text.clone());
    let mut found: Vec<_> = answer.hits.iter().map(hit).collect();
    // What was replaced in the index still weighs in the order.
    found.sort_by(|a, b| a.0.cmp(&b.0));
    format!("{query} {} {found:?} {:?}", answer.total, answer.facets)
}

/// Edits that are made together, and whether a watcher names their paths.
type Turn = (Vec<Edit>, bool);

/// Compares after each turn.
async fn compare(first: &[Text], turns: &[Turn]) {
    let mut desk = Desk { folder: Folder::new(), texts: BTreeMap::new() };
    for (path, text) in PLACES.iter().zip(first) {
        desk.write(path, text.clone());
    }
    let mut followed = Followed::start(&desk.folder);
    for (edits, told) in turns {
        let paths: Vec<_> = edits.iter().flat_map(|edit| desk.edit(edit)).collect();
        followed.turn(told.then_some(&paths));
        followed.agrees_with(&desk.folder).await;
    }
    assert_eq!(followed.seen().await, followed.seen().await, "asked again");
}

/// Where two texts part: their beginning, and how each goes on.
fn parts<'a>(one: &'a str, other: &'a str) -> (&'a str, &'a str, &'a str) {
    let alike = one.char_indices().zip(other.chars()).take_while(|((_, a), b)| a == b).last();
    let end = alike.map_or(0, |((at, letter), _)| at + letter.len_utf8());
    let near = |text: &'a str| &text[..text.char_indices().nth(200).map_or(text.len(), |(at, _)| at)];
    (near(one), near(&one[end..]), near(&other[end..]))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_time: 60_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_followed_is_what_is_read_afresh(
        first in vec(text(), PLACES.len() - 4),
        turns in vec((vec(edit(), 1..3), proptest::bool::weighted(0.9)), 1..12),
    ) {
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
            .block_on(compare(&first, &turns));
    }
}

#[tokio::test]
async fn a_title_that_is_the_name_of_the_file_is_found_by_the_new_one() {
    let folder = Folder::with("zebra.md", "---\nid: animal\n---\nIt runs.\n");
    let mut followed = Followed::start(&folder);
    folder.rename("zebra.md", "okapi.md");
    followed.turn(Some(&vec!["zebra.md", "okapi.md"]));
    followed.agrees_with(&folder).await;
    assert!(hits(&followed.catalog(), "okapi").contains("page/animal"));
}

#[tokio::test]
async fn a_word_that_went_is_no_beginning_of_a_word() {
    let folder = Folder::with("a.md", "counting\n");
    folder.write("b.md", "The council.\n");
    let mut followed = Followed::start(&folder);
    folder.remove("a.md");
    followed.turn(Some(&vec!["a.md"]));
    assert_eq!(hits(&followed.catalog(), "count"), hits(&Followed::start(&folder).catalog(), "count"));
}

#[tokio::test]
async fn a_review_is_told_that_what_it_names_is_no_answer_any_more() {
    let folder = Folder::with("objections/a.md", "---\ntitle: A\n---\n## Answer: Count {#count}\n\nx\n");
    folder.write(
        "win-loss/w.md",
        "---\ntitle: W\nobjections_met:\n  - {objection: objection/a, answer: count, result: worked}\n---\n",
    );
    let mut followed = Followed::start(&folder);
    folder.write("objections/a.md", "---\ntitle: A\n---\n## Count {#count}\n\nx\n");
    followed.turn(Some(&vec!["objections/a.md"]));
    followed.agrees_with(&folder).await;
    assert!(followed.catalog().diagnostics().iter().any(|finding| finding.message.ends_with("has no answer `count`")));
}

#[tokio::test]
async fn terms_lead_to_the_glossary_when_another_file_takes_its_id() {
    let folder = Folder::with("glossary.md", "- **Council**: Those who may say no.\n");
    let mut followed = Followed::start(&folder);
    folder.write("a.md", "---\nid: glossary\n---\nThe council.\n");
    followed.turn(Some(&vec!["a.md"]));
    followed.agrees_with(&folder).await;
    let address = followed.catalog().page_at("glossary.md").unwrap().address();
    assert!(followed.get("/page/glossary").await.contains(&format!("href=\"{address}#term-council\"")));
}

#[tokio::test]
async fn files_that_are_no_entries_are_seen_whoever_tells_of_them() {
    let folder = Folder::with("a.md", "![p](pictures/p.png) [paper](paper.txt)\n");
    let mut followed = Followed::start(&folder);
    let told = |followed: &Followed| followed.catalog().diagnostics().len();
    assert_eq!(told(&followed), 2);
    folder.write("images/p.png", "x");
    folder.rename("images", "pictures");
    followed.turn(Some(&vec!["images", "pictures"]));
    followed.agrees_with(&folder).await;
    assert_eq!(told(&followed), 1, "a picture came with its folder");
    folder.write("paper.txt", "x");
    followed.turn(Some(&vec!["paper.txt"]));
    assert_eq!(told(&followed), 0, "a file of any other type");
    folder.remove("pictures/p.png");
    followed.turn(None);
    followed.agrees_with(&folder).await;
    assert_eq!(told(&followed), 1, "nobody told that it went");
}

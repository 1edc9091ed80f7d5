//! What stands below an empty field: a few tough questions, what is new, and ways to look around.

use std::collections::BTreeMap;

use maud::{Markup, Render, html};

use super::asked::AskedNow;
use super::news::Happened;
use super::offer::Offer;
use super::terms::Terms;
use super::tree::folders;
use super::{Setting, blocks, facets, links, words};
use crate::catalog::{Folder, News, Page};
use crate::history::Standing;
use crate::model::Kind;
use crate::model::entry::{Status, Trust};
use crate::search::Facet;
use crate::web::urls;

/// How many tough questions are offered to begin with.
const OFFERED: usize = 5;
/// How much news is told here.
const NEWS: usize = 3;
/// For how many days something is told as new.
const NEW_FOR: i32 = 7;
/// Paths for new colleagues that are named.
const PATHS: usize = 4;
/// Terms of one facet that are named.
const TERMS: usize = 12;
/// By what one looks around first.
const WAYS: [Facet; 3] = [Facet::Stage, Facet::Competitor, Facet::Persona];

/// The id of the page at the top of the folder: its README or index.
const TOP_PAGE: &str = "page/index";

/// The start: what this is, where to begin.
#[derive(Debug)]
pub struct Browse<'a> {
    pub setting: Setting<'a>,
    pub site: &'a str,
    /// What is said to whoever was here before.
    pub greeting: &'a Markup,
}

impl Render for Browse<'_> {
    fn render(&self) -> Markup {
        let counts = self.setting.catalog.counts();
        let questions = offered(&self.setting);
        let news = lately(&self.setting);
        html! {
            div.start {
                div.entry {
                    (self.hello())
                    (AskedNow { setting: self.setting })
                    (self.greeting)
                    @if counts.is_empty() { (blocks::line(2, "Nothing yet", &empty())) }
                    @if let (true, Some(page)) = (questions.is_empty(), self.setting.catalog.page(TOP_PAGE)) {
                        (blocks::line(2, "Begin here", &html! {
                            ul.offers { li { (Offer::new(self.setting, page)) } }
                        }))
                    }
                    @if !questions.is_empty() {
                        (blocks::line(2, "Lately verified", &html! {
                            ul.offers { @for page in questions { li { (Offer::new(self.setting, page)) } } }
                        }))
                    }
                    (self.newcomers())
                    (self.around())
                    @if !news.is_empty() { (blocks::line(2, "New this week", &self.news(&news))) }
                }
                @if !counts.is_empty() {
                    section.kinds { h2.label { "Everything" } (Tally(counts)) }
                }
            }
        }
    }
}

impl Browse<'_> {
    fn hello(&self) -> Markup {
        html! {
            div.line.hello { div.content {
                @if self.is_handbook() {
                    h1 { "Type what you are looking for." }
                    p.quiet { (self.site) ": " (words::count(self.folder().total, "page", "pages")) ", found by what they say." (self.meaning()) }
                } @else {
                    h1 { "Type what the customer said. Read what to say." }
                    p.quiet { (self.site) ": what has worked in our deals, in words that you can say now." (self.meaning()) }
                }
            } }
        }
    }

    /// That words need not match, where that is so.
    fn meaning(&self) -> &'static str {
        match self.setting.catalog.search.meaning() {
            Some(_) => " Your own words will do: search goes by what they mean, on this server alone.",
            None => "",
        }
    }

    /// Whether there are plain pages only.
    fn is_handbook(&self) -> bool {
        self.setting.catalog.counts().keys().eq([&Kind::Page])
    }

    fn folder(&self) -> &Folder {
        &self.setting.catalog.shelves().folders
    }

    /// Ways to look around: by stage, alternative and person; in a handbook by folder.
    fn around(&self) -> Markup {
        let shelves = self.setting.catalog.shelves();
        let ways: Vec<_> = WAYS.into_iter().filter(|facet| !shelves.terms(*facet).is_empty()).collect();
        html! {
            @if !ways.is_empty() {
                (blocks::line(2, "Look around", &html! {
                    dl.ways {
                        @for facet in ways {
                            div {
                                dt { (facets::name(facet)) }
                                dd { (Terms { setting: self.setting, facet, most: TERMS, counted: false }) }
                            }
                        }
                    }
                    p.whole { a href=(urls::BROWSE) { "Browse everything" } }
                }))
            }
            @if self.is_handbook() {
                @let folder = inner(self.folder());
                @if !folder.folders.is_empty() { (blocks::line(2, "Folders", &folders(folder))) }
            }
        }
    }

    fn news(&self, news: &[News]) -> Markup {
        html! {
            ul.offers { @for news in news { li { (Happened { setting: self.setting, news: *news }) } } }
            p.whole { a href=(urls::NEW) { "Everything new" } }
        }
    }

    /// Where a new colleague begins.
    fn newcomers(&self) -> Markup {
        let catalog = self.setting.catalog;
        let paths = catalog.of_kind(Kind::OnboardingPath).filter(|page| is_offered(&self.setting, page));
        let paths: Vec<_> = paths.take(PATHS).collect();
        let first = self.folder().first_page().and_then(|path| catalog.page_at(path));
        html! {
            @if first.is_some() || !paths.is_empty() {
                (blocks::line(2, "New here?", &html! {
                    ul.plain {
                        @for path in paths { li { (links::page(path)) } }
                        @if let Some(first) = first {
                            li {
                                "The handbook begins with " (links::page(first)) ". "
                                a href=(urls::kind(Kind::Page)) { "All " (words::count(self.folder().total, "page", "pages")) }
                            }
                        }
                    }
                }))
            }
        }
    }
}

fn empty() -> Markup {
    html! {
        p {
            "There are no entries. " code { "fieldlore init" } " writes a playbook to fill in, and any Markdown file that you \
             put into the content folder is here at once."
        }
    }
}

/// The folder in which there is something to choose.
fn inner(folder: &Folder) -> &Folder {
    match folder.folders.as_slice() {
        [only] if folder.pages.is_empty() => inner(only),
        _ => folder,
    }
}

/// How many entries of each kind there are, with links to them.
#[derive(Debug)]
pub struct Tally<'a>(pub &'a BTreeMap<Kind, usize>);

impl Render for Tally<'_> {
    fn render(&self) -> Markup {
        html! {
            ul.tally {
                @for (kind, count) in self.0 {
                    li { a href=(urls::kind(*kind)) { span { (kind.many()) } " " span.count { (count) } } }
                }
            }
        }
    }
}

/// Published and not past its end.
fn is_offered(setting: &Setting, page: &Page) -> bool {
    let entry = page.entry();
    entry.common.status == Status::Published && entry.trust(setting.today) != Trust::Expired
}

/// Tough questions that can be relied on, the last verified first.
fn offered<'a>(setting: &Setting<'a>) -> Vec<Page<'a>> {
    setting.catalog.of_kind(Kind::Objection).filter(|page| is_offered(setting, page)).take(OFFERED).collect()
}

/// What came or changed this week. Where files were only just copied, all are as new, and none is told.
fn lately<'a>(setting: &Setting<'a>) -> Vec<News<'a>> {
    let is_recent = |news: &News| (setting.today - news.day()).get_days() < NEW_FOR;
    let known = !matches!(setting.catalog.history().standing, Standing::Unknown(_));
    if !known && setting.catalog.news().next_back().is_some_and(|oldest| is_recent(&oldest)) {
        return Vec::new();
    }
    let recent = setting.catalog.news().take_while(is_recent);
    recent.filter(|news| is_offered(setting, &news.page)).take(NEWS).collect()
}

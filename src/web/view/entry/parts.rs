//! Parts that articles have in common: the title above; facts in words, entries around it and its file below.

use maud::{Markup, Render, html};

use super::{Article, Depth};
use crate::catalog::{Page, glance};
use crate::model::Kind;
use crate::model::taxonomy::Vocabulary;
use crate::training::cards;
use crate::web::urls;
use crate::web::view::blocks::{Fact, bare, facts, line};
use crate::web::view::html::heading;
use crate::web::view::standing::TrustMark;
use crate::web::view::{Setting, links, past, standing, words};

/// The title; on the whole page with the summary under it, unless that is said again right below.
pub fn title(article: &Article) -> Markup {
    let entry = article.page.entry();
    let lead = entry.body.lead.as_deref().unwrap_or_default();
    let repeated = lead.starts_with(entry.summary.trim_end_matches('…'));
    let summary = Some(&entry.summary).filter(|_| article.is_whole() && !repeated && glance(entry) != entry.summary);
    bare(&html! {
        (heading(article.level(), "title", None, &entry.title))
        @if let Some(summary) = summary { p.summary dir="auto" { (summary) } }
    })
}

/// The words that a page begins with, and how far they can be relied on.
pub fn opening(article: &Article, label: &str, body: &Markup) -> Markup {
    let standing = standing(article);
    html! {
        @if !body.0.is_empty() { (line(article.label(), label, &html! { (body) (standing) })) }
        @else if !standing.0.is_empty() { (bare(&standing)) }
    }
}

/// Words in the size in which a page begins; nothing where there are none.
pub fn first_words(words: &str) -> Markup {
    html! { @if !words.is_empty() { p.first-words dir="auto" { (words) } } }
}

/// How far the entry can be relied on; on the whole page also since when, and who answers for it.
pub fn standing(article: &Article) -> Markup {
    let (setting, entry) = (article.setting, article.page.entry());
    let standing = match article.depth {
        Depth::Whole => standing::line(setting, entry),
        Depth::Glance { .. } => TrustMark { setting, entry }.render(),
    };
    html! { @if !standing.0.is_empty() { div.standing { (standing) } } }
}

/// What every page ends with: facts of its kind, the common ones, what is around it, its file.
pub fn foot(article: &Article, own: impl IntoIterator<Item = Option<Fact>>) -> Markup {
    let mut all: Vec<_> = own.into_iter().flatten().collect();
    all.extend(common_facts(article));
    html! {
        @if !all.is_empty() { (line(2, "Facts", &facts(&all))) }
        (around(article, 2))
        (bare(&source(article)))
    }
}

/// Where its cards are practised; nothing where it has none.
pub fn practise(article: &Article) -> Markup {
    html! { @if has_card(article) { p.quiet { a href=(urls::practise(&article.page.entry().id)) { "Practise this" } } } }
}

/// The same on a line of its own.
pub fn practise_below(article: &Article) -> Markup {
    html! { @if has_card(article) { (bare(&practise(article))) } }
}

fn has_card(article: &Article) -> bool {
    !cards::of(article.page, article.setting.today).is_empty()
}

/// What the common fields say, in words.
pub fn common_facts(article: &Article) -> Vec<Fact> {
    let (setting, common) = (&article.setting, &article.page.entry().common);
    let people: Vec<_> = common.contributors.iter().map(|id| setting.person(id)).collect();
    let terms = |label, vocabulary, ids: &[String]| Fact::words(label, &setting.labels(vocabulary, ids));
    let facts = [
        terms("Stages", Vocabulary::Stages, &common.stages),
        terms("People it serves", Vocabulary::Personas, &common.personas),
        terms("Products", Vocabulary::Products, &common.products),
        terms("Alternatives", Vocabulary::Competitors, &common.competitors),
        terms("Industries", Vocabulary::Industries, &common.industries),
        terms("Segments", Vocabulary::Segments, &common.segments),
        Fact::words("Tags", &common.tags),
        terms("For our", Vocabulary::SalesRoles, &common.audience),
        Fact::drawn("Owner", past::owner_link(*setting, article.page.entry())),
        Fact::words("With", &people),
        Fact::text("Last verified", common.last_verified.map(|on| words::day(on, setting.today))),
        Fact::text("Expires", common.expires.map(|end| words::day(end, setting.today))),
    ];
    facts.into_iter().flatten().collect()
}

/// Entries that belong with it, and entries that lead here.
pub fn around(article: &Article, level: u8) -> Markup {
    let related = &article.page.entry().common.related;
    let linking = others(&article.setting, article.page);
    html! {
        @if !related.is_empty() {
            (line(level, "Belongs with", &links::references(&article.setting, related)))
        }
        @if !linking.is_empty() {
            (line(level, "Linked from", &links::with_kinds(&linking)))
        }
        (near(article, level))
    }
}

/// What is about the same, though nobody has linked it. Tough questions are all of one kind, which need not be told.
fn near(article: &Article, level: u8) -> Markup {
    let near = article.page.near(article.setting.today);
    if near.is_empty() {
        return Markup::default();
    }
    match article.page.entry().kind {
        Kind::Objection => {
            line(level, "Also asked", &html! { ul.plain { @for each in &near { li { (links::page(*each)) } } } })
        }
        _ => line(level, "Near this", &links::with_kinds(&near)),
    }
}

/// Pages that link here and are not named as related already, in the order of kinds.
fn others<'a>(setting: &Setting<'a>, page: Page<'a>) -> Vec<Page<'a>> {
    let named = |other: &Page| {
        let own = page.entry().common.related.iter().filter_map(|id| setting.catalog.page(id));
        own.map(|page| &page.entry().path).any(|path| *path == other.entry().path)
    };
    let mut others: Vec<_> = page.linked_from().into_iter().filter(|other| !named(other)).collect();
    others.sort_by(|a, b| (a.entry().kind, &a.entry().title).cmp(&(b.entry().kind, &b.entry().title)));
    others
}

/// The last line on paper: what this was, where it stands, and how far it could be relied on when it was printed.
pub fn printed(article: &Article) -> Markup {
    let (setting, entry) = (article.setting, article.page.entry());
    let known = crate::insights::trust::standing(setting.catalog, entry, setting.today);
    let trust = standing::told(setting, entry, &known);
    html! {
        p.printed lang="en" {
            bdi { (entry.title) } " · " code dir="ltr" { (article.page.address()) }
            @if let Some(trust) = trust { " · " (trust) }
            " · printed " (words::day_and_year(setting.today))
        }
    }
}

/// A link to the file.
pub fn source(article: &Article) -> Markup {
    let path = &article.page.entry().path;
    html! { p.source-link { a href=(urls::source(path, 1)) { "Source" } " " code dir="ltr" { (path) } } }
}

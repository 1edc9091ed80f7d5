//! Links to entries, by what they are called today.

use maud::{Markup, html};

use super::Setting;
use super::setting::Reference;
use super::words::unquoted;
use crate::catalog::Page;
use crate::model::Entry;
use crate::model::person::Viewer;
use crate::web::urls;

/// What an entry is called in a list: the customer's question of a tough question, else the title.
pub fn name(entry: &Entry) -> Markup {
    let question = entry.objection().map(|objection| unquoted(&objection.question)).filter(|text| !text.is_empty());
    html! {
        @match question {
            Some(question) => q { (question) },
            None => (entry.title),
        }
    }
}

/// A link to a page.
pub fn page(page: Page) -> Markup {
    html! { a href=(page.address()) dir="auto" { (name(page.entry())) } }
}

/// The way to change an entry, beside it in a list. One small word, so that its name is said to whoever hears it alone.
pub fn edit(entry: &Entry) -> Markup {
    html! { a.edit href=(urls::change(&entry.id)) aria-label={ "Edit " (entry.title) } lang="en" { "Edit" } }
}

/// A link by a field's reference.
pub fn reference(setting: &Setting, reference: &str) -> Markup {
    followed(setting.follow(reference), reference)
}

/// The same on a page that only one person sees.
pub fn reference_for(setting: &Setting, viewer: &Viewer, reference: &str) -> Markup {
    followed(setting.follow_for(viewer, reference), reference)
}

fn followed(found: Reference, reference: &str) -> Markup {
    match found {
        Reference::Page(page, anchor) => html! {
            a href=(address(page, anchor.as_deref())) dir="auto" {
                (page.entry().title)
                @if let Some(part) = anchor.as_deref().and_then(|anchor| part_name(page.entry(), anchor)) {
                    ": " (part)
                }
            }
        },
        Reference::Hidden => html! { span.broken-link { "An entry that is not for everybody" } },
        Reference::Missing => html! { span.broken-link title="There is no such entry" { (reference) } },
    }
}

/// A fact of a discovery standard by what it is called, with a link to where the standard asks for it.
pub fn fact(setting: &Setting, id: &str) -> Markup {
    html! {
        @match setting.wanted(id) {
            Some((page, fact)) => {
                a href=(urls::answer_address(&page.entry().id, &urls::fact_anchor(id))) dir="auto" { (fact.label) }
            }
            None => (setting.fact(id)),
        }
    }
}

fn address(page: Page, anchor: Option<&str>) -> String {
    anchor.map_or_else(|| page.address(), |anchor| urls::answer_address(&page.entry().id, anchor))
}

/// The name of an answer, item or heading.
fn part_name(entry: &Entry, anchor: &str) -> Option<String> {
    let answer = entry.body.answers.iter().find(|answer| answer.anchor == anchor).map(|answer| answer.name.clone());
    let item = || entry.body.items.iter().find(|item| item.anchor == anchor);
    let heading = || entry.body.headings.iter().find(|heading| heading.anchor == anchor);
    answer
        .or_else(|| item().map(|item| crate::markdown::plain(&item.text)))
        .or_else(|| heading().map(|heading| heading.text.clone()))
}

/// Links by references, one a line; nothing where there are none.
pub fn references(setting: &Setting, references: &[String]) -> Markup {
    html! {
        @if let [only] = references {
            (reference(setting, only))
        } @else if !references.is_empty() {
            ul.plain { @for each in references { li { (reference(setting, each)) } } }
        }
    }
}

/// Links to pages with their kind, in the order given.
pub fn with_kinds(pages: &[Page]) -> Markup {
    html! {
        ul.plain.kinded {
            @for each in pages { li { (page(*each)) " " span.kind { (each.entry().kind.one()) } } }
        }
    }
}

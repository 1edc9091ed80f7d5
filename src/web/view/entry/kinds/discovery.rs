//! The page of a discovery standard: what to know by the end of which stage, the question, what counts as known.

use maud::{Markup, html};

use super::super::body::Text;
use super::super::{Article, parts};
use super::stage;
use crate::model::discovery::{Discovery, Fact as Wanted};
use crate::model::taxonomy::Vocabulary;
use crate::web::urls;
use crate::web::view::blocks::{Fact, line};
use crate::web::view::html::heading;
use crate::web::view::{Setting, words};

/// How many facts are shown at a glance.
const AT_A_GLANCE: usize = 6;

pub fn whole(article: &Article, standard: &Discovery) -> Markup {
    let (setting, rendered) = (&article.setting, article.page.html());
    let text = Text::of(article, &rendered);
    html! {
        (parts::title(article))
        (parts::opening(article, "In short", &short(article, standard)))
        @for (stage, facts) in groups(setting, standard) { (group(setting, stage, &facts)) }
        (parts::practise_below(article))
        (text.draw())
        (parts::foot(article, [
            Fact::words("For segments", &setting.labels(Vocabulary::Segments, &standard.segments)),
            Fact::words("For products", &setting.labels(Vocabulary::Products, &standard.products)),
        ]))
    }
}

pub fn glance(article: &Article, standard: &Discovery) -> Markup {
    let critical: Vec<_> = standard.facts.iter().filter(|fact| fact.critical).take(AT_A_GLANCE).collect();
    let left = standard.facts.len() - critical.len();
    html! {
        (parts::opening(article, "In short", &short(article, standard)))
        @if !critical.is_empty() {
            (line(article.label(), "Critical", &html! {
                ul.plain.brief {
                    @for fact in critical {
                        li dir="auto" { strong { (fact.label) } @if let Some(question) = &fact.question { ": " (words::unquoted(question)) } }
                    }
                }
                @if left > 0 { p.quiet { "and " (words::count(left, "other", "others")) } }
            }))
        }
    }
}

fn short(article: &Article, standard: &Discovery) -> Markup {
    let critical = standard.facts.iter().filter(|fact| fact.critical).count();
    html! {
        (parts::first_words(&article.page.entry().summary))
        p.quiet { (words::count(standard.facts.len(), "fact", "facts")) ", " (critical) " of them critical: deals die of these." }
    }
}

/// Facts by the stage by whose end they are needed, in the order of stages; critical ones first.
fn groups<'a>(setting: &Setting, standard: &'a Discovery) -> Vec<(Option<&'a str>, Vec<&'a Wanted>)> {
    let terms = setting.catalog.loaded().taxonomy.terms(Vocabulary::Stages);
    let rank = |stage: Option<&str>| {
        stage.map_or(usize::MAX, |id| terms.iter().position(|term| term.id == id).unwrap_or(terms.len()))
    };
    let mut facts: Vec<_> = standard.facts.iter().collect();
    facts.sort_by_key(|fact| (rank(fact.needed_by.as_deref()), fact.needed_by.as_deref(), !fact.critical));
    let groups = facts.chunk_by(|a, b| a.needed_by == b.needed_by);
    groups.map(|group| (group[0].needed_by.as_deref(), group.to_vec())).collect()
}

fn group(setting: &Setting, stage: Option<&str>, facts: &[&Wanted]) -> Markup {
    let label = html! {
        @match stage {
            Some(id) => {
                "By the end of "
                @let label = setting.label(Vocabulary::Stages, id);
                @match stage::page_of(setting, id) { Some(page) => a href=(page.address()) { (label) }, None => (label) }
            }
            None => "At any time",
        }
    };
    html! {
        section.line.wide {
            (heading(2, "label", None, label))
            div.content { ul.wanted { @for fact in facts { (draw(fact)) } } }
        }
    }
}

fn draw(fact: &Wanted) -> Markup {
    let holds = fact.valid_for.map(|days| format!("Holds {}, then ask again.", words::days(i64::from(days))));
    html! {
        li id=(urls::fact_anchor(&fact.id)) {
            div.ask {
                h3.wanted-name dir="auto" { (fact.label) @if fact.critical { " " span.critical { "critical" } } }
                @if let Some(question) = &fact.question { p.spoken dir="auto" { (words::unquoted(question)) } }
            }
            div.known-when {
                @if let Some(evidence) = &fact.evidence { p dir="auto" { span.part-label { "Known when" } " " (evidence) } }
                @if fact.why.is_some() || holds.is_some() || fact.unknowable_ok {
                    details.behind {
                        summary { "Why" span.unseen { ": " (fact.label) } }
                        @if let Some(why) = &fact.why { p dir="auto" { (why) } }
                        @if let Some(holds) = &holds { p.quiet { (holds) } }
                        @if fact.unknowable_ok { p.quiet { "May honestly be out of reach." } }
                    }
                }
            }
        }
    }
}

//! The page of a role play: how far one is with it, a brief for each side, the customer's folded, and the rubric.

use maud::{Markup, html};

use super::super::body::{self, Text};
use super::super::{Article, parts};
use crate::catalog::Page;
use crate::markdown::RenderedSection;
use crate::model::role_play::{Behaviour, RolePlay};
use crate::model::taxonomy::Vocabulary;
use crate::training::plays::Sheet;
use crate::web::urls;
use crate::web::view::blocks::{Fact, line, wide};
use crate::web::view::html::heading;
use crate::web::view::{links, words};

/// A side of a role play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Who sells.
    Ours,
    /// The customer.
    Theirs,
}

/// The brief for one side, and never the other; nothing where none is written.
pub fn brief(page: Page, side: Side) -> Option<Markup> {
    let rendered = page.html();
    let is_it = |title: &str| if side == Side::Ours { is_ours(title) } else { is_theirs(title) };
    rendered.sections.iter().find(|section| is_it(&section.title)).map(body::prose)
}

pub fn whole(article: &Article, play: &RolePlay) -> Markup {
    let rendered = article.page.html();
    let mut text = Text::of(article, &rendered);
    let (theirs, ours) = (text.take(is_theirs), text.take(is_ours));
    html! {
        (parts::title(article))
        (scene(article, play))
        (yours(article, play))
        @if let Some(ours) = ours {
            (line(2, "You sell", &html! { div id=(ours.anchor) { (body::prose(ours)) } }))
        }
        @if let Some(theirs) = theirs { (folded(theirs)) }
        (comes_up(article, play))
        @if !play.rubric.is_empty() { (wide(2, "What is looked at", &rubric(&play.rubric))) }
        (text.draw())
        (parts::foot(article, [Fact::text("To be passed", play.pass_mark.map(|_| often(play)))]))
    }
}

/// Without the customer's brief: whoever sells may be looking.
pub fn glance(article: &Article, play: &RolePlay) -> Markup {
    let rendered = article.page.html();
    let ours = rendered.sections.iter().find(|section| is_ours(&section.title));
    html! {
        (scene(article, play))
        @if let Some(ours) = ours { (line(article.label(), "You sell", &body::prose(ours))) }
        (comes_up(article, play))
    }
}

/// The customer's brief is for one of the two only.
pub fn is_kept_apart(article: &Article, anchor: &str) -> bool {
    let headings = &article.page.entry().body.headings;
    let at = headings.iter().position(|heading| heading.anchor == anchor);
    let above = at.and_then(|at| headings[..=at].iter().rev().find(|heading| heading.level <= 2));
    above.is_some_and(|heading| is_theirs(&heading.text))
}

fn is_theirs(title: &str) -> bool {
    let title = title.to_lowercase();
    title.starts_with("brief for") && !is_ours(&title)
}

fn is_ours(title: &str) -> bool {
    let title = title.to_lowercase();
    title.starts_with("brief for") && ["the rep", "the seller"].iter().any(|who| title.ends_with(who))
}

/// What is played, who is on the other side, how long, what is needed to pass.
fn scene(article: &Article, play: &RolePlay) -> Markup {
    let persona = play.persona.as_deref().map(|id| article.setting.label(Vocabulary::Personas, id));
    let facts = [
        persona.map(|persona| format!("Across the table: {persona}")),
        play.minutes.map(|minutes| format!("{minutes} minutes")),
        play.pass_mark.map(|mark| format!("Passed with {mark} of {} points", most(play))),
    ];
    let facts: Vec<_> = facts.into_iter().flatten().collect();
    let body = html! {
        (parts::first_words(&article.page.entry().summary))
        @if !facts.is_empty() { ul.byline { @for fact in &facts { li { (fact) } } } }
    };
    parts::opening(article, "The scene", &body)
}

/// How far the viewer is, and what can be done: held for somebody, or asked for.
fn yours(article: &Article, play: &RolePlay) -> Markup {
    let today = article.setting.today;
    let arrange = urls::new_play(&article.page.entry().id);
    let content = html! {
        @if let Some(standing) = article.setting.seen.play { p { (standing.words(today)) } }
        @if Sheet::of(play).is_some() {
            p.acts {
                a.button href={ (arrange) "#fl-book" } { "Book this role play" }
                a.button href={ (arrange) "#fl-hold" } { "Hold this role play" }
            }
        } @else { p.quiet { "It cannot be scored yet: it needs a rubric and a pass mark." } }
        p.quiet { "Whoever looks on scores what can be seen, live. " a href=(urls::PLAYS) { "Your role plays" } }
    };
    line(2, "Play it", &html! { div.play-it { (content) } })
}

/// The points that there are to have.
fn most(play: &RolePlay) -> usize {
    play.rubric.iter().map(|behaviour| behaviour.levels.len()).sum()
}

fn folded(theirs: &RenderedSection) -> Markup {
    html! {
        section.line.one-side {
            (heading(2, "label", None, "You play the customer"))
            div.content {
                details.fold id=(theirs.anchor) {
                    summary dir="auto" { (theirs.title) }
                    (body::prose(theirs))
                }
                p.quiet { "If you sell, leave this closed." }
            }
        }
    }
}

fn comes_up(article: &Article, play: &RolePlay) -> Markup {
    html! {
        @if !play.objections.is_empty() {
            (line(article.label(), "What comes up", &links::references(&article.setting, &play.objections)))
        }
    }
}

fn rubric(rows: &[Behaviour]) -> Markup {
    let levels = rows.iter().map(|row| row.levels.len()).max().unwrap_or_default();
    html! {
        table.stacks.rubric {
            thead { tr { th scope="col" { "Behaviour" } @for level in 1..=levels { th scope="col" { (words::count(level, "point", "points")) } } } }
            tbody {
                @for row in rows {
                    tr {
                        th scope="row" dir="auto" { (row.behaviour) }
                        @for level in 0..levels {
                            td data-label=(words::count(level + 1, "point", "points")) dir="auto" { (row.levels.get(level).map(String::as_str).unwrap_or_default()) }
                        }
                    }
                }
            }
        }
    }
}

/// How often it is to be passed.
fn often(play: &RolePlay) -> String {
    format!("{} times, at least {} apart", play.passes_needed, words::days(play.min_days_between_passes))
}

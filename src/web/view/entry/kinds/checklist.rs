//! The page of a checklist: run at its pause point, ticked in the browser. Nothing is recorded or sent.

use maud::{Markup, html};

use super::super::body::Text;
use super::super::{Article, parts};
use crate::markdown::plain;
use crate::model::body::Item;
use crate::model::checklist::Checklist;
use crate::model::taxonomy::Vocabulary;
use crate::web::view::blocks::{Fact, line, text_line};
use crate::web::view::words;
use crate::web::{assets, urls};

pub fn whole(article: &Article, list: &Checklist) -> Markup {
    let rendered = article.page.html();
    let text = Text::of(article, &rendered);
    html! {
        (parts::title(article))
        (pause(article, list))
        (line(2, mode(list), &run(article, list)))
        (text_line(2, "Why it is there", list.objective.as_ref()))
        (text.draw())
        (parts::foot(article, [
            Fact::words("Run by", &article.setting.labels(Vocabulary::SalesRoles, &list.run_by)),
            Fact::text("Takes at most", list.time_limit_seconds.map(|seconds| format!("{seconds} seconds"))),
        ]))
    }
}

pub fn glance(article: &Article, list: &Checklist) -> Markup {
    let items = &article.page.entry().body.items;
    html! {
        (pause(article, list))
        @if !items.is_empty() {
            (line(article.label(), mode(list), &html! {
                ol.boxes { @for item in items { li dir="auto" { (article.page.phrase(&item.text)) } } }
            }))
        }
    }
}

/// When to stop, large.
fn pause(article: &Article, list: &Checklist) -> Markup {
    let pause = html! { @if let Some(pause) = &list.pause_point { p.pause dir="auto" { (pause) } } };
    parts::opening(article, "Stop here", &pause)
}

fn mode(list: &Checklist) -> &'static str {
    if list.read_do { "Read, then do, one after the other" } else { "Do, then confirm" }
}

/// The items as a form that the browser keeps to itself: outside a dialog its method sends nothing anywhere.
fn run(article: &Article, list: &Checklist) -> Markup {
    let items = &article.page.entry().body.items;
    let class = if list.read_do { "run one-by-one" } else { "run" };
    html! {
        @if items.is_empty() { p { "There is nothing on this list yet." } }
        @else {
            form class=(class) method="dialog" data-checklist=(article.page.entry().id) {
                ol.checks { @for item in items { (draw(article, item)) } }
                div.run-foot {
                    output.ticked hidden {}
                    button.plain-button type="reset" { "Start over" }
                    span.quiet { "Nothing is recorded or sent." }
                }
            }
            (revised(article, list))
            script src=(assets::address("checklist.js")) defer {}
        }
    }
}

fn draw(article: &Article, item: &Item) -> Markup {
    html! {
        li id=(item.anchor) {
            label.check {
                input type="checkbox" name=(item.anchor);
                span.item-text dir="auto" { (article.page.phrase(&item.text)) }
            }
            a.to-itself href=(urls::part(&item.anchor)) aria-label={ "Link to: " (plain(&item.text)) } { "#" }
            @if !item.why.is_empty() { div.why dir="auto" { (article.page.fragment(&item.why)) } }
        }
    }
}

/// When the list was revised and who has tried it: what tells a list in use from one that was only written.
fn revised(article: &Article, list: &Checklist) -> Markup {
    let setting = &article.setting;
    let people: Vec<_> = list.trialled_with.iter().map(|id| setting.person(id)).collect();
    html! {
        p.revised {
            @if let Some(on) = list.revised { "Revised " (words::day(on, setting.today)) ". " }
            @if people.is_empty() { "Nobody has tried it on a deal yet." }
            @else { "Tried on a deal by " (people.join(", ")) "." }
        }
    }
}

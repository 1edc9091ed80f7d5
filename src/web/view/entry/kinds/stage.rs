//! The page of a stage: scanned during a deal. When it is over, what warns, where to stop, and what the team knows.

use maud::{Markup, html};

use super::super::body::Text;
use super::super::{Article, parts};
use super::{deals, known};
use crate::catalog::Page;
use crate::model::stage::{Habit, Stage};
use crate::model::taxonomy::{Term, Vocabulary};
use crate::model::{Detail, Kind};
use crate::search::Facet;
use crate::training::cards;
use crate::web::urls;
use crate::web::view::blocks::{Fact, bare, column, line, list, wide};
use crate::web::view::setting::Reference;
use crate::web::view::{Setting, links, words};

pub fn whole(article: &Article, stage: &Stage) -> Markup {
    let (setting, rendered) = (&article.setting, article.page.html());
    let text = Text::of(article, &rendered);
    html! {
        (strip(setting, stage))
        (parts::title(article))
        (purpose(article, stage))
        (outcomes(article, stage))
        (signs(stage))
        (stops(article, stage))
        @if !stage.winning_habits.is_empty() { (line(2, "Habits of colleagues who win", &habits(setting, stage))) }
        @if !stage.facts_expected.is_empty() { (line(2, "Usually known by the end", &expected(setting, stage))) }
        (known(setting, stage))
        (text.columns())
        (practise(article, stage))
        (parts::foot(article, [
            Fact::text("Usually takes", stage.typical_days.map(words::days)),
            Fact::text("Kind of rule", Some("a guideline: skip what does not fit, and write down what you did")),
        ]))
    }
}

pub fn glance(article: &Article, stage: &Stage) -> Markup {
    html! {
        (purpose(article, stage))
        (outcomes(article, stage))
        (stops(article, stage))
    }
}

/// Where what belongs to the stage is practised.
fn practise(article: &Article, stage: &Stage) -> Markup {
    let id = stage.stage.as_deref();
    let has_card =
        |id: &&str| cards::all(article.setting.catalog, article.setting.today).iter().any(|card| card.is_of_stage(id));
    html! {
        @if let Some(id) = id.filter(has_card) {
            (bare(&html! { p.quiet { a href=(urls::practise_stage(id)) { "Practise what belongs to this stage" } } }))
        }
    }
}

/// The guideline of a stage.
pub fn page_of<'a>(setting: &Setting<'a>, id: &str) -> Option<Page<'a>> {
    let is_it = |page: &Page| match &page.entry().detail {
        Detail::Stage(stage) => stage.stage.as_deref() == Some(id),
        _ => false,
    };
    setting.catalog.of_kind(Kind::Stage).find(is_it)
}

/// All stages in order; this one marked.
fn strip(setting: &Setting, stage: &Stage) -> Markup {
    let terms = setting.catalog.loaded().taxonomy.terms(Vocabulary::Stages);
    let step = |term: &Term| {
        let page = page_of(setting, &term.id);
        html! {
            @if stage.stage.as_ref() == Some(&term.id) { span aria-current="page" { (term.label) } }
            @else if let Some(page) = page { a href=(page.address()) { (term.label) } }
            @else { span { (term.label) } }
        }
    };
    html! {
        @if !terms.is_empty() {
            div.line.wide { div.content {
                nav.strip aria-label="Stages" { ol { @for term in terms { li dir="auto" { (step(term)) } } } }
            } }
        }
    }
}

fn purpose(article: &Article, stage: &Stage) -> Markup {
    parts::opening(article, "What it is for", &parts::first_words(stage.purpose.as_deref().unwrap_or_default()))
}

fn outcomes(article: &Article, stage: &Stage) -> Markup {
    html! {
        @if !stage.buyer_outcomes.is_empty() {
            (line(article.label(), "It is over when", &html! {
                ul.outcomes { @for outcome in &stage.buyer_outcomes { li dir="auto" { (outcome) } } }
            }))
        }
    }
}

/// Warning signs beside reasons to get out.
fn signs(stage: &Stage) -> Markup {
    let points = |items: &[String]| html! { @if !items.is_empty() { (list(items)) } };
    html! {
        @if !stage.warning_signs.is_empty() || !stage.qualify_out_if.is_empty() {
            (wide(2, "Signs", &html! {
                div.columns {
                    (column(3, "Warning signs", "warns", &points(&stage.warning_signs)))
                    (column(3, "Get out if", "ends", &points(&stage.qualify_out_if)))
                }
            }))
        }
    }
}

/// Checklists with the moment at which they are run.
fn stops(article: &Article, stage: &Stage) -> Markup {
    html! {
        @if !stage.checklists.is_empty() {
            (line(article.label(), "Stop and check", &html! {
                ul.plain { @for reference in &stage.checklists { li { (stop(&article.setting, reference)) } } }
            }))
        }
    }
}

fn stop(setting: &Setting, reference: &str) -> Markup {
    let Reference::Page(page, _) = setting.follow(reference) else { return links::reference(setting, reference) };
    let items = page.entry().body.items.len();
    let pause = match &page.entry().detail {
        Detail::Checklist(list) => list.pause_point.as_deref(),
        _ => None,
    };
    html! {
        (links::page(page))
        span.by dir="auto" { (words::count(items, "item", "items")) @if let Some(pause) = pause { ": " (pause) } }
    }
}

fn habits(setting: &Setting, stage: &Stage) -> Markup {
    let draw = |habit: &Habit| {
        html! {
            span dir="auto" { (habit.habit) }
            span.by {
                @if let Some(from) = &habit.from { (setting.person(from)) }
                @if habit.from.is_some() && !habit.evidence.is_empty() { ", as at " }
                (deals::inline(setting, &habit.evidence))
            }
        }
    };
    html! { ul.points { @for habit in &stage.winning_habits { li { (draw(habit)) } } } }
}

fn expected(setting: &Setting, stage: &Stage) -> Markup {
    html! { ul.plain.in-two { @for id in &stage.facts_expected { li dir="auto" { (links::fact(setting, id)) } } } }
}

/// Tough questions, lessons and role plays that belong to the stage.
fn known(setting: &Setting, stage: &Stage) -> Markup {
    let Some(id) = stage.stage.as_deref() else { return html! {} };
    let kinds =
        [(Kind::Objection, "Tough questions"), (Kind::Lesson, "Hard-won lessons"), (Kind::RolePlay, "To practise")];
    let columns = kinds.map(|(kind, label)| known::of_kind(setting, 3, label, kind, Facet::Stage, id));
    html! {
        @if columns.iter().any(|column| !column.0.is_empty()) {
            (wide(2, "What the team knows", &html! { div.columns { @for column in columns { (column) } } }))
        }
    }
}

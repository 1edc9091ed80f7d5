//! The page of an ideal customer profile: agreed or not, then the criteria by weight.

use maud::{Markup, html};

use super::super::body::Text;
use super::super::{Article, parts};
use super::deals;
use crate::model::icp::{Agreement, Criterion, Icp};
use crate::model::taxonomy::{Vocabulary, in_words};
use crate::web::view::blocks::{line, list_line};
use crate::web::view::words;

/// Weights, the heaviest first, and what people call them.
const WEIGHTS: [(&str, &str); 5] = [
    ("must", "Must"),
    ("strong", "Strong"),
    ("helps", "Helps"),
    ("warning", "Warning"),
    ("disqualifier", "Rules it out"),
];

/// The teams that have to agree.
const TEAMS: [&str; 2] = ["sales", "marketing"];

pub fn whole(article: &Article, profile: &Icp) -> Markup {
    let rendered = article.page.html();
    let text = Text::of(article, &rendered);
    let group = article.setting.labels(Vocabulary::Personas, &profile.buying_group);
    html! {
        (parts::title(article))
        (short(article))
        (line(2, "Agreed?", &agreed(article, profile)))
        @for (label, criteria) in by_weight(profile) {
            (line(2, label, &html! { ul.criteria { @for criterion in criteria { li { (draw(article, criterion)) } } } }))
        }
        (list_line(2, "What makes them look", &profile.trigger_events))
        (list_line(2, "Usually involved", &group))
        (text.draw())
        (parts::foot(article, []))
    }
}

/// What must be and what rules it out.
pub fn glance(article: &Article, profile: &Icp) -> Markup {
    let decides = |label: &str| label == WEIGHTS[0].1 || label == WEIGHTS[4].1;
    html! {
        (short(article))
        @for (label, criteria) in by_weight(profile).into_iter().filter(|(label, _)| decides(label)) {
            (line(article.label(), label, &html! {
                ul.points { @for criterion in criteria { li dir="auto" { (criterion.statement) } } }
            }))
        }
        (line(article.label(), "Agreed?", &verdict(article, profile)))
    }
}

fn short(article: &Article) -> Markup {
    parts::opening(article, "In short", &parts::first_words(&article.page.entry().summary))
}

/// The criteria of each weight; those without a known weight last.
fn by_weight(profile: &Icp) -> Vec<(&'static str, Vec<&Criterion>)> {
    let weight = |criterion: &Criterion| WEIGHTS.iter().position(|(name, _)| criterion.weight.as_deref() == Some(name));
    let group = |at: Option<usize>| profile.criteria.iter().filter(move |criterion| weight(criterion) == at).collect();
    let known = WEIGHTS.iter().enumerate().map(|(at, (_, label))| (*label, group(Some(at))));
    let groups = known.chain([("Not weighed yet", group(None))]);
    groups.filter(|(_, criteria): &(_, Vec<_>)| !criteria.is_empty()).collect()
}

fn draw(article: &Article, criterion: &Criterion) -> Markup {
    html! {
        p.criterion dir="auto" {
            (criterion.statement)
            @if let Some(dimension) = &criterion.dimension { " " span.aside { (in_words(dimension).to_lowercase()) } }
        }
        @if let Some(check) = &criterion.check { p.finding-out dir="auto" { span.part-label { "Find out" } " " (check) } }
        (deals::folded(&article.setting, &criterion.evidence))
    }
}

fn agreed(article: &Article, profile: &Icp) -> Markup {
    let setting = &article.setting;
    html! {
        (verdict(article, profile))
        @if !profile.agreed_by.is_empty() {
            p.quiet {
                @for (place, one) in profile.agreed_by.iter().enumerate() {
                    @if place > 0 { "; " }
                    (setting.person(&one.user)) " for " (one.team)
                    @if let Some(on) = one.date { ", " (words::day(on, setting.today)) }
                }
            }
        }
    }
}

/// Sales and marketing both, within the review interval; else it is not agreed, and who is missing.
fn verdict(article: &Article, profile: &Icp) -> Markup {
    let (entry, today) = (article.page.entry(), article.setting.today);
    let days = entry.common.review_in.or(entry.kind.default_review_days()).unwrap_or(90);
    let of = |team: &'static str| {
        profile.agreed_by.iter().filter(move |one: &&Agreement| one.team.eq_ignore_ascii_case(team))
    };
    let holds = |team| of(team).filter_map(|one| one.date).any(|on| (today - on).get_days() <= days as i32);
    let missing: Vec<_> = TEAMS.into_iter().filter(|team| !holds(team)).collect();
    let last = |team| of(team).filter_map(|one| one.date).max();
    html! {
        @if missing.is_empty() { p { strong { "Agreed by sales and marketing." } } }
        @else {
            p {
                strong { "Not agreed." }
                @for team in missing {
                    " " (in_words(team)) " has not signed"
                    @if let Some(on) = last(team) { " since " (words::day(on, today)) }
                    "."
                }
            }
        }
    }
}

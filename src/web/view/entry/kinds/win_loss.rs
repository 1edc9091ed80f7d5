//! The page of a reviewed deal: read like an article. How it ended and who says so, what decided, what could have
//! been avoided, the moments in order, the story, what came of it.

use maud::{Markup, html};

use super::super::body::Text;
use super::super::{Article, parts};
use super::{deals, drivers, errors};
use crate::model::taxonomy::Vocabulary;
use crate::model::win_loss::{Met, WinLoss};
use crate::web::view::blocks::{Fact, bare, line, list_line};
use crate::web::view::{Setting, links, words};

/// What the heart of a review is called.
const AVOIDABLE: &str = "What could have been avoided";

pub fn whole(article: &Article, review: &WinLoss) -> Markup {
    let (setting, rendered) = (&article.setting, article.page.html());
    let text = Text::of(article, &rendered);
    html! {
        (parts::title(article))
        (ending(article, review))
        (summary(article))
        @if !review.decision_drivers.is_empty() {
            (line(2, "What decided", &drivers::chart(setting, 3, &review.decision_drivers)))
        }
        @if !review.errors.is_empty() { (line(2, AVOIDABLE, &errors::grouped(setting, 3, &review.errors))) }
        (timeline(setting, review))
        (text.contents())
        (text.draw())
        @if !review.objections_met.is_empty() { (line(2, "Questions met", &met(setting, &review.objections_met))) }
        (list_line(2, "Signs, clear in hindsight", &review.warning_signs))
        @if !review.lessons.is_empty() { (line(2, "What came out of it", &links::references(setting, &review.lessons))) }
        (parts::foot(article, facts(setting, review)))
    }
}

pub fn glance(article: &Article, review: &WinLoss) -> Markup {
    html! {
        (ending(article, review))
        (summary(article))
        @if !review.decision_drivers.is_empty() {
            (line(article.label(), "What decided", &drivers::strongest(&article.setting, &review.decision_drivers)))
        }
        @if !review.errors.is_empty() {
            (line(article.label(), AVOIDABLE, &errors::brief(&article.setting, &review.errors)))
        }
    }
}

/// The outcome, who they are, against whom, when and how big; and who told us.
fn ending(article: &Article, review: &WinLoss) -> Markup {
    let (setting, common) = (&article.setting, &article.page.entry().common);
    let against = setting.labels(Vocabulary::Competitors, &common.competitors);
    let whole = article.is_whole().then_some(());
    let details = [
        company(setting, review),
        (!against.is_empty()).then(|| format!("Against: {}", against.join(", "))),
        review.closed_on.map(|on| format!("Decided {}", words::day(on, setting.today))),
        whole.and(review.cycle_days).map(|days| format!("After {}", words::days(days))),
        whole.and(review.value_band.as_deref()).map(|band| format!("Size: {}", words::spaced(band))),
    ];
    let class = match review.outcome.as_deref() {
        Some("won") => "outcome won",
        Some("lost_competitor" | "lost_no_decision") => "outcome lost",
        _ => "outcome",
    };
    line(
        article.label(),
        "How it ended",
        &html! {
            p class=(class) { (deals::outcome(review)) }
            ul.byline { @for detail in details.iter().flatten() { li dir="auto" { (detail) } } }
            (told_by(setting, review))
        },
    )
}

/// What kind of company it is: `Lift maintenance, 50 to 400 technicians`.
fn company(setting: &Setting, review: &WinLoss) -> Option<String> {
    let industry = review.industry.as_deref().map(|id| setting.label(Vocabulary::Industries, id));
    let segment = review.segment.as_deref().map(|id| setting.label(Vocabulary::Segments, id));
    let parts: Vec<_> = [industry, segment].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Who told us, since that says how sure it is.
fn told_by(setting: &Setting, review: &WinLoss) -> Markup {
    let roles = setting.labels(Vocabulary::BuyerRoles, &review.interviewed_roles);
    let interviewer = review.interviewer.as_deref().map(|id| setting.person(id));
    let asked_of_them = matches!(review.evidence_source.as_deref(), Some("buyer_interview" | "buyer_survey"));
    let source = match review.evidence_source.as_deref() {
        Some("buyer_interview") => "Told by the buyer, in an interview",
        Some("buyer_survey") => "Told by the buyer, in a survey",
        Some("internal_review") => "Told by our own review only; nobody at the customer was asked",
        Some("rep_only") => "Told by the rep only; nobody at the customer was asked",
        _ => "Nobody has written down who told us",
    };
    html! {
        p.told.unsure[!asked_of_them] {
            (source)
            @if !roles.is_empty() { " (" (roles.join(", ")) ")" }
            @if let Some(interviewer) = interviewer { ", asked by " (interviewer) }
            @if let Some(on) = review.interviewed_on { " on " (words::day(on, setting.today)) }
            "."
        }
    }
}

fn summary(article: &Article) -> Markup {
    let words = parts::first_words(&article.page.entry().summary);
    html! { @if !words.0.is_empty() { (bare(&words)) } }
}

/// The moments in order of time, the end last.
fn timeline(setting: &Setting, review: &WinLoss) -> Markup {
    let end = review.closed_on.map(|on| (Some(on), deals::outcome(review)));
    let mut moments: Vec<_> = review.moments_of_truth.iter().map(|(on, what)| (*on, what.as_str())).collect();
    moments.sort_by_key(|(on, _)| (on.is_none(), *on));
    html! {
        @if !moments.is_empty() {
            (line(2, "Moments that decided it", &html! {
                ol.timeline {
                    @for (on, what) in moments.into_iter().chain(end) {
                        li dir="auto" {
                            span.when { @if let Some(on) = on { (words::day(on, setting.today)) } @else { "undated" } }
                            span { (what) }
                        }
                    }
                }
            }))
        }
    }
}

/// The questions that came up, with the answer that was given and what it did.
fn met(setting: &Setting, met: &[Met]) -> Markup {
    let reference = |one: &Met| match &one.answer {
        Some(answer) => format!("{}#{answer}", one.objection),
        None => one.objection.clone(),
    };
    let result = |one: &Met| match one.result.as_deref() {
        Some("worked") => "the answer worked",
        Some("partly") => "the answer worked partly",
        Some("did_not") => "the answer did not work",
        _ => "nobody has written down what the answer did",
    };
    html! {
        ul.points { @for one in met { li { (links::reference(setting, &reference(one))) span.by { (result(one)) } } } }
    }
}

fn facts(setting: &Setting, review: &WinLoss) -> [Option<Fact>; 6] {
    let label = |vocabulary, id: &Option<String>| id.as_deref().map(|id| setting.label(vocabulary, id));
    let yes_no = |flag: bool| if flag { "yes" } else { "no" };
    [
        Fact::text("Customer", review.account.clone()),
        Fact::text("Came as far as", label(Vocabulary::Stages, &review.stage_reached)),
        Fact::text("Could have known at", label(Vocabulary::Stages, &review.qualify_out_at)),
        Fact::text("New customer", review.new_customer.map(yes_no)),
        Fact::text("First purchase of its kind", review.unfamiliar_purchase.map(yes_no)),
        Fact::text("People we met", review.stakeholders_met.map(|number| number.to_string())),
    ]
}

//! What the fields of a review of a closed deal say.

use maud::{Markup, html};

use super::{Told, choice, some};
use crate::model::taxonomy::Vocabulary;
use crate::model::win_loss::{Driver, Error, Met, WinLoss};
use crate::web::view::blocks::{Block, Fact};
use crate::web::view::{Setting, links, words};

pub fn told(setting: &Setting, review: &WinLoss) -> Told {
    let block = |label: &str, there: bool, body: &dyn Fn() -> Markup| there.then(|| Block::new(label, body()));
    Told {
        label: "In short",
        blocks: some([
            Some(Block::new("How it ended", ending(setting, review))),
            block("What decided", !review.decision_drivers.is_empty(), &|| drivers(setting, &review.decision_drivers)),
            block("Avoidable errors", !review.errors.is_empty(), &|| errors(setting, &review.errors)),
            block("Questions met", !review.objections_met.is_empty(), &|| met(setting, &review.objections_met)),
            block("Moments that decided", !review.moments_of_truth.is_empty(), &|| moments(setting, review)),
            Block::list("Warning signs", &review.warning_signs),
            block("What came out of it", !review.lessons.is_empty(), &|| links::references(setting, &review.lessons)),
        ]),
        at_a_glance: 3,
        facts: facts(setting, review),
    }
}

/// The outcome, when, and who says so.
fn ending(setting: &Setting, review: &WinLoss) -> Markup {
    let outcome = match review.outcome.as_deref() {
        Some("won") => "Won",
        Some("lost_competitor") => "Lost to a competitor",
        Some("lost_no_decision") => "Lost to no decision",
        Some("qualified_out") => "We qualified out",
        _ => "Outcome not written down",
    };
    let source = match review.evidence_source.as_deref() {
        Some("buyer_interview") => "the buyer, in an interview",
        Some("buyer_survey") => "the buyer, in a survey",
        Some("internal_review") => "our own review",
        Some("rep_only") => "the rep only",
        _ => "nobody named",
    };
    html! {
        p { strong { (outcome) } @if let Some(on) = review.closed_on { ", " (words::day(on, setting.today)) } }
        p.quiet { "Told by " (source) "." }
    }
}

fn drivers(setting: &Setting, drivers: &[Driver]) -> Markup {
    html! {
        table.stacks {
            thead { tr { th scope="col" { "Driver" } th scope="col" { "Spoke" } th scope="col" { "Strength" } th scope="col" { "Says" } } }
            tbody {
                @for driver in drivers {
                    tr {
                        th scope="row" { (setting.label(Vocabulary::DecisionDrivers, &driver.driver)) }
                        td data-label="Spoke" { (if driver.against { "against us" } else { "for us" }) }
                        td data-label="Strength" { @if let Some(strength) = driver.strength { (strength) " of 3" } }
                        td data-label="Says" { (match driver.said_by.as_deref() { Some("buyer") => "the buyer", Some("rep") => "our rep", _ => "" }) }
                    }
                }
            }
        }
    }
}

fn errors(setting: &Setting, errors: &[Error]) -> Markup {
    html! {
        ul.points {
            @for error in errors {
                li dir="auto" {
                    strong { (setting.label(Vocabulary::ErrorTypes, &error.error_type)) }
                    @if let Some(what) = &error.what { ": " (what) }
                    span.by {
                        @if let Some(avoidable) = &error.avoidable { (avoidable) " avoidable" }
                        @if let Some(fact) = &error.fact { " · about: " (setting.fact(fact)) }
                    }
                }
            }
        }
    }
}

fn met(setting: &Setting, met: &[Met]) -> Markup {
    html! {
        ul.points {
            @for one in met {
                @let reference = match &one.answer {
                    Some(answer) => [one.objection.as_str(), answer].join("#"),
                    None => one.objection.clone(),
                };
                li {
                    (links::reference(setting, &reference))
                    span.by { (match one.result.as_deref() { Some("worked") => "worked", Some("partly") => "worked partly", Some("did_not") => "did not work", _ => "result not written down" }) }
                }
            }
        }
    }
}

fn moments(setting: &Setting, review: &WinLoss) -> Markup {
    html! {
        ol.moments {
            @for (on, what) in &review.moments_of_truth {
                li dir="auto" { @if let Some(on) = on { span.when { (words::day(*on, setting.today)) } } span { (what) } }
            }
        }
    }
}

fn facts(setting: &Setting, review: &WinLoss) -> Vec<Fact> {
    let label = |vocabulary, id: &Option<String>| id.as_deref().map(|id| setting.label(vocabulary, id));
    let yes_no = |flag: bool| if flag { "yes" } else { "no" };
    some([
        Fact::text("Customer", review.account.clone()),
        Fact::text("Came as far as", label(Vocabulary::Stages, &review.stage_reached)),
        Fact::text("Could have known at", label(Vocabulary::Stages, &review.qualify_out_at)),
        Fact::text("Segment", label(Vocabulary::Segments, &review.segment)),
        Fact::text("Industry", label(Vocabulary::Industries, &review.industry)),
        Fact::text("Value", choice(review.value_band.as_ref())),
        Fact::text("Took", review.cycle_days.map(words::days)),
        Fact::text("New customer", review.new_customer.map(yes_no)),
        Fact::text("Had never bought such a thing", review.unfamiliar_purchase.map(yes_no)),
        Fact::text("People we met", review.stakeholders_met.map(|number| number.to_string())),
        Fact::words("Interviewed", &setting.labels(Vocabulary::BuyerRoles, &review.interviewed_roles)),
        Fact::text("Interviewed by", review.interviewer.as_deref().map(|id| setting.person(id))),
        Fact::text("Interviewed on", review.interviewed_on.map(|on| words::day(on, setting.today))),
    ])
}

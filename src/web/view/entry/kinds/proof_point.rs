//! The page of a proof point: the claim and its number, how it was measured, what may be said of it outside.

use jiff::civil::Date;
use maud::{Markup, html};

use super::super::body::{self, Text};
use super::super::{Article, parts};
use crate::catalog::customer_description;
use crate::model::proof_point::{Metric, Permission, ProofPoint};
use crate::model::taxonomy::Vocabulary;
use crate::web::view::blocks::{Fact, line, text_line};
use crate::web::view::words;

pub fn whole(article: &Article, proof: &ProofPoint) -> Markup {
    let rendered = article.page.html();
    let mut text = Text::of(article, &rendered);
    let send = text.take(|title| title.eq_ignore_ascii_case("what to send"));
    html! {
        (parts::title(article))
        (result(article, proof))
        (measured(article, proof))
        (outside(article, proof))
        @if let Some(send) = send {
            (line(2, &send.title, &html! { div id=(send.anchor) { (body::prose(send)) } }))
        }
        (text_line(2, "Before", Some(&proof.problem)))
        (text_line(2, "What they use", Some(&proof.solution)))
        (text.draw())
        (parts::foot(article, facts(article, proof)))
    }
}

pub fn glance(article: &Article, proof: &ProofPoint) -> Markup {
    html! { (result(article, proof)) (measured(article, proof)) (outside(article, proof)) }
}

/// The number large, the claim under it.
fn result(article: &Article, proof: &ProofPoint) -> Markup {
    let numbers = proof.metric.as_ref().map(numbers);
    parts::opening(
        article,
        "Result",
        &html! {
            @if let Some(numbers) = numbers { (numbers) }
            (parts::first_words(&proof.result))
        },
    )
}

fn numbers(metric: &Metric) -> Markup {
    html! {
        p.measured dir="auto" {
            @if let Some(before) = &metric.before {
                span.number.before { (words::number(before)) }
                @if metric.after.is_some() { span.arrow { " to " } }
            }
            @if let Some(after) = &metric.after { span.number { (words::number(after)) } }
            " " span.unit { (metric.name) }
        }
    }
}

fn measured(article: &Article, proof: &ProofPoint) -> Markup {
    let metric = proof.metric.as_ref();
    let method = metric.and_then(|metric| metric.method.as_ref());
    let on = metric.and_then(|metric| metric.measured_on);
    html! {
        @if method.is_some() || on.is_some() {
            (line(article.label(), "How measured", &html! {
                @if let Some(method) = method { p dir="auto" { (words::sentence(method)) } }
                @if let Some(on) = on { p.quiet { "On " (words::day(on, article.setting.today)) ", " (words::distance(on, article.setting.today)) } }
            }))
        }
    }
}

/// What may be said outside, in plain words, until when, and whom to ask.
fn outside(article: &Article, proof: &ProofPoint) -> Markup {
    let (setting, today) = (&article.setting, article.setting.today);
    let permission = proof.permission_on(today);
    let class = if permission == Permission::Internal { "allowed nothing" } else { "allowed" };
    line(
        article.label(),
        "What you may say outside",
        &html! {
            div class=(class) {
                p { strong { (permission.label()) "." } " " (in_words(article, proof, permission)) }
                p.quiet {
                    (until(proof.permission_expires, today))
                    @if let (Some(approver), true) = (&proof.approver, permission != Permission::NamedWithApproval) {
                        "Questions: " (setting.person(approver)) "."
                    }
                }
            }
        },
    )
}

fn in_words(article: &Article, proof: &ProofPoint, permission: Permission) -> Markup {
    let description = customer_description(article.page.entry(), article.setting.catalog);
    let approver = proof.approver.as_deref().map(|id| article.setting.person(id));
    html! {
        @match permission {
            Permission::Public => { "Say " b { (proof.customer) } " and the number to anybody." }
            Permission::NamedWithApproval => {
                "Ask " (approver.as_deref().unwrap_or("whoever answers for it")) " first, then say " b { (proof.customer) }
                ". Until then say “" (description) "”."
            }
            Permission::AnonymousOnly => { "The number, yes; the name, never. Say “" b { (description) } "”." }
            Permission::Internal => { "Neither the name nor the number goes outside." }
        }
    }
}

fn until(end: Option<Date>, today: Date) -> Markup {
    html! {
        @match end {
            Some(end) if end < today => { "The permission ended " (words::day(end, today)) ". " }
            Some(end) => { "Holds until " (words::day(end, today)) ", " (words::distance(end, today)) ". " }
            None => {}
        }
    }
}

fn facts(article: &Article, proof: &ProofPoint) -> [Option<Fact>; 2] {
    let may_be_named =
        matches!(proof.permission_on(article.setting.today), Permission::Public | Permission::NamedWithApproval);
    let customer =
        if may_be_named { proof.customer.clone() } else { format!("{} (the name is for us only)", proof.customer) };
    [
        Fact::text("Customer", Some(customer)),
        Fact::words("What it proves", &article.setting.labels(Vocabulary::ValueDrivers, &proof.value_drivers)),
    ]
}

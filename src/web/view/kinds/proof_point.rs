//! What a proof point's fields say.

use maud::{Markup, html};

use super::{Told, some};
use crate::model::proof_point::{Metric, ProofPoint};
use crate::model::taxonomy::Vocabulary;
use crate::web::view::blocks::{Block, Fact};
use crate::web::view::{Setting, words};

pub fn told(setting: &Setting, proof: &ProofPoint) -> Told {
    let metric = proof.metric.as_ref().map(|metric| measured(setting, metric));
    Told {
        label: "Result",
        blocks: some([
            Block::text("Before", Some(&proof.problem)),
            Block::text("What they use", Some(&proof.solution)),
            metric.map(|metric| Block::new("Measured", metric)),
            Some(Block::new("Outside", permission(setting, proof))),
        ]),
        at_a_glance: 4,
        facts: some([
            Fact::text("Customer", Some(proof.customer.clone())),
            Fact::words("What it proves", &setting.labels(Vocabulary::ValueDrivers, &proof.value_drivers)),
        ]),
    }
}

fn measured(setting: &Setting, metric: &Metric) -> Markup {
    html! {
        p.measured {
            @if let Some(before) = &metric.before { span.number { (before) } span.arrow { " to " } }
            @if let Some(after) = &metric.after { span.number { (after) } }
            " " (metric.name)
        }
        p.quiet {
            @if let Some(method) = &metric.method { (method) }
            @if let Some(on) = metric.measured_on { " · measured " (words::day(on, setting.today)) }
        }
    }
}

/// What may be said, until when, and whom to ask.
fn permission(setting: &Setting, proof: &ProofPoint) -> Markup {
    let ended = proof.permission_expires.filter(|end| *end < setting.today);
    html! {
        p { strong { (proof.permission_on(setting.today).label()) } }
        p.quiet {
            @match (ended, proof.permission_expires) {
                (Some(end), _) => { "The permission ended " (words::day(end, setting.today)) ". " }
                (None, Some(end)) => { "Until " (words::day(end, setting.today)) ". " }
                (None, None) => {}
            }
            @if let Some(approver) = &proof.approver { "Ask " (setting.person(approver)) " first." }
        }
    }
}

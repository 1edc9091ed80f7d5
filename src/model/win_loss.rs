//! A review of a closed deal: a record that is never due.

use jiff::civil::Date;

use super::id::Kind;
use super::schema::{Field, Shape, always, optional, to_publish};
use super::taxonomy::Vocabulary;
use super::value::Map;

const TEXTS: Shape = Shape::List(&Shape::Text);

const DRIVER: &[Field] = &[
    always("driver", Shape::Term(Vocabulary::DecisionDrivers), "What decided."),
    always("direction", Shape::Choice(&["for", "against"]), "For us or against."),
    optional("strength", Shape::Int, "1 to 3."),
    optional("said_by", Shape::Choice(&["buyer", "rep"]), "Who says so."),
];

const ERROR: &[Field] = &[
    always("error_type", Shape::Term(Vocabulary::ErrorTypes), "Which avoidable error."),
    optional("what", Shape::Text, "What it was."),
    optional("fact", Shape::Fact, "The fact of the standard that it concerns."),
    optional("avoidable", Shape::Choice(&["clearly", "partly", "hardly"]), "With hindsight."),
];

const MET: &[Field] = &[
    always("objection", Shape::Reference(Some(Kind::Objection)), "The tough question."),
    optional("answer", Shape::Text, "The anchor of the answer that was given."),
    optional("result", Shape::Choice(&["worked", "partly", "did_not"]), "What happened."),
];

const MOMENT: &[Field] = &[always("date", Shape::Date, "When."), always("what", Shape::Text, "What decided it.")];

pub const FIELDS: &[Field] = &[
    always(
        "outcome",
        Shape::Choice(&["won", "lost_competitor", "lost_no_decision", "qualified_out"]),
        "How it ended; doing nothing is not losing to a competitor.",
    ),
    always("account", Shape::Text, "The customer, or a code name."),
    always("closed_on", Shape::Date, "The day of the decision."),
    always("stage_reached", Shape::Term(Vocabulary::Stages), "How far it came."),
    always("segment", Shape::Term(Vocabulary::Segments), "One segment."),
    optional("industry", Shape::Term(Vocabulary::Industries), "One industry."),
    optional("value_band", Shape::Text, "A band, not the figure."),
    optional("cycle_days", Shape::Int, "Days from the first meeting to the decision."),
    optional("new_customer", Shape::Flag, "Whether it was the first sale to them."),
    optional("unfamiliar_purchase", Shape::Flag, "Whether they had never bought such a thing."),
    optional("stakeholders_met", Shape::Int, "How many people of theirs we met."),
    always(
        "evidence_source",
        Shape::Choice(&["buyer_interview", "buyer_survey", "internal_review", "rep_only"]),
        "Who told us.",
    ),
    optional("interviewed_roles", Shape::List(&Shape::Term(Vocabulary::BuyerRoles)), "Whom we asked."),
    optional("interviewer", Shape::User, "Who asked; not the owner of the deal."),
    optional("interviewed_on", Shape::Date, "When."),
    to_publish("decision_drivers", Shape::List(&Shape::Map(DRIVER)), "What decided."),
    optional("errors", Shape::List(&Shape::Map(ERROR)), "Avoidable errors; wins have them too."),
    optional("objections_met", Shape::List(&Shape::Map(MET)), "Questions met, and what the answers did."),
    optional("warning_signs", TEXTS, "Signs that are clear in hindsight."),
    optional("moments_of_truth", Shape::List(&Shape::Map(MOMENT)), "The moments that decided it."),
    optional("qualify_out_at", Shape::Term(Vocabulary::Stages), "Where we could have known."),
    optional("lessons", Shape::List(&Shape::Reference(Some(Kind::Lesson))), "What came out of it."),
];

/// What decided a deal.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    pub driver: String,
    pub against: bool,
    /// 1 to 3.
    pub strength: Option<i64>,
    pub said_by: Option<String>,
}

/// An avoidable error.
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    pub error_type: String,
    pub what: Option<String>,
    pub fact: Option<String>,
    pub avoidable: Option<String>,
}

/// A tough question that was met, and what the answer did.
#[derive(Debug, Clone, PartialEq)]
pub struct Met {
    pub objection: String,
    pub answer: Option<String>,
    pub result: Option<String>,
}

/// A review of a closed deal.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WinLoss {
    pub outcome: Option<String>,
    pub account: Option<String>,
    pub closed_on: Option<Date>,
    pub stage_reached: Option<String>,
    pub segment: Option<String>,
    pub industry: Option<String>,
    pub value_band: Option<String>,
    pub cycle_days: Option<i64>,
    pub new_customer: Option<bool>,
    pub unfamiliar_purchase: Option<bool>,
    pub stakeholders_met: Option<i64>,
    pub evidence_source: Option<String>,
    pub interviewed_roles: Vec<String>,
    pub interviewer: Option<String>,
    pub interviewed_on: Option<Date>,
    pub decision_drivers: Vec<Driver>,
    pub errors: Vec<Error>,
    pub objections_met: Vec<Met>,
    pub warning_signs: Vec<String>,
    pub moments_of_truth: Vec<(Option<Date>, String)>,
    pub qualify_out_at: Option<String>,
    pub lessons: Vec<String>,
}

impl WinLoss {
    /// Reads the kind's fields.
    pub fn read(map: &Map) -> WinLoss {
        WinLoss {
            outcome: map.text("outcome"),
            account: map.text("account"),
            closed_on: map.date("closed_on"),
            stage_reached: map.text("stage_reached"),
            segment: map.text("segment"),
            industry: map.text("industry"),
            value_band: map.text("value_band"),
            cycle_days: map.int("cycle_days"),
            new_customer: map.flag("new_customer"),
            unfamiliar_purchase: map.flag("unfamiliar_purchase"),
            stakeholders_met: map.int("stakeholders_met"),
            evidence_source: map.text("evidence_source"),
            interviewed_roles: map.texts("interviewed_roles"),
            interviewer: map.text("interviewer"),
            interviewed_on: map.date("interviewed_on"),
            decision_drivers: map.maps("decision_drivers").into_iter().filter_map(driver).collect(),
            errors: map.maps("errors").into_iter().filter_map(error).collect(),
            objections_met: map.maps("objections_met").into_iter().filter_map(met).collect(),
            warning_signs: map.texts("warning_signs"),
            moments_of_truth: map.maps("moments_of_truth").into_iter().filter_map(moment).collect(),
            qualify_out_at: map.text("qualify_out_at"),
            lessons: map.texts("lessons"),
        }
    }
}

fn driver(row: &Map) -> Option<Driver> {
    Some(Driver {
        driver: row.text("driver")?,
        against: row.text("direction").as_deref() == Some("against"),
        strength: row.int("strength"),
        said_by: row.text("said_by"),
    })
}

fn error(row: &Map) -> Option<Error> {
    Some(Error {
        error_type: row.text("error_type")?,
        what: row.text("what"),
        fact: row.text("fact"),
        avoidable: row.text("avoidable"),
    })
}

fn met(row: &Map) -> Option<Met> {
    Some(Met { objection: row.text("objection")?, answer: row.text("answer"), result: row.text("result") })
}

fn moment(row: &Map) -> Option<(Option<Date>, String)> {
    Some((row.date("date"), row.text("what")?))
}

//! A tough question with its best answers.

use super::diagnostic::Position;
use super::id::Kind;
use super::schema::{Field, Shape, always, optional, to_publish};
use super::taxonomy::Vocabulary;
use super::value::Map;

pub const FIELDS: &[Field] = &[
    always("question", Shape::Text, "The question in the customer's own words."),
    optional("variants", Shape::List(&Shape::Text), "Other wordings that were heard."),
    always("category", Shape::Term(Vocabulary::ObjectionCategories), "One category."),
    optional("objection_type", Shape::Choice(Nature::NAMES), "What kind of no it is; decides the first step shown."),
    optional("raised_by", Shape::List(&Shape::Term(Vocabulary::BuyerRoles)), "Who raises it, by part in the decision."),
    to_publish("quick_response", Shape::Text, "What to say first, at most 40 words."),
    to_publish("clarify", Shape::List(&Shape::Text), "One to three questions to ask before answering."),
    optional("proof", Shape::List(&Shape::Reference(Some(Kind::ProofPoint))), "Evidence for the answer."),
    optional("set_up_earlier", Shape::Text, "What to ask earlier, so that it comes up on our terms."),
    optional("avoid", Shape::List(&Shape::Text), "What not to say, and why."),
    optional("escalate_to", Shape::User, "Whom to pull in."),
    optional("volatile", Shape::Flag, "Holds prices, dates or plans."),
];

/// What kind of "no" a question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Nature {
    #[default]
    RealConcern,
    Misunderstanding,
    BrushOff,
    Negotiation,
    Disqualifier,
}

impl Nature {
    const NAMES: &[&str] = &["real_concern", "misunderstanding", "brush_off", "negotiation", "disqualifier"];

    fn from_name(name: &str) -> Nature {
        match name {
            "misunderstanding" => Nature::Misunderstanding,
            "brush_off" => Nature::BrushOff,
            "negotiation" => Nature::Negotiation,
            "disqualifier" => Nature::Disqualifier,
            _ => Nature::RealConcern,
        }
    }

    /// What people see.
    pub fn label(self) -> &'static str {
        match self {
            Nature::RealConcern => "Real concern",
            Nature::Misunderstanding => "Misunderstanding",
            Nature::BrushOff => "Brush-off",
            Nature::Negotiation => "Negotiation",
            Nature::Disqualifier => "May rule the deal out",
        }
    }

    /// What to do before anything else, where that is not to answer.
    pub fn first_step(self) -> Option<&'static str> {
        match self {
            Nature::RealConcern => None,
            Nature::Misunderstanding => Some("Often a misunderstanding: find out what they have seen or heard."),
            Nature::BrushOff => Some("Often a brush-off: ask first, the real reason comes later."),
            Nature::Negotiation => Some("A negotiation: trade, and give nothing away for nothing."),
            Nature::Disqualifier => Some("May rule the deal out: find out before you sell on."),
        }
    }
}

/// A tough question. Its answers are in the body.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Objection {
    pub question: String,
    pub variants: Vec<String>,
    /// Where the question and then each variant stands.
    places: Vec<Position>,
    pub category: Option<String>,
    pub nature: Nature,
    pub raised_by: Vec<String>,
    pub quick_response: Option<String>,
    pub clarify: Vec<String>,
    pub proof: Vec<String>,
    pub set_up_earlier: Option<String>,
    pub avoid: Vec<String>,
    pub escalate_to: Option<String>,
    pub volatile: bool,
}

impl Objection {
    /// Reads the kind's fields.
    pub fn read(map: &Map) -> Objection {
        Objection {
            question: map.text("question").unwrap_or_default(),
            variants: map.texts("variants"),
            places: places(map),
            category: map.text("category"),
            nature: map.text("objection_type").map(|name| Nature::from_name(&name)).unwrap_or_default(),
            raised_by: map.texts("raised_by"),
            quick_response: map.text("quick_response"),
            clarify: map.texts("clarify"),
            proof: map.texts("proof"),
            set_up_earlier: map.text("set_up_earlier"),
            avoid: map.texts("avoid"),
            escalate_to: map.text("escalate_to"),
            volatile: map.flag("volatile").unwrap_or(false),
        }
    }

    /// The question and its variants, as far as they say anything, each with its place in the file.
    pub fn wordings(&self) -> impl Iterator<Item = (&str, Position)> {
        let all = std::iter::once(&self.question).chain(&self.variants).map(String::as_str);
        all.zip(self.places.iter().copied()).filter(|(text, _)| !text.is_empty())
    }
}

/// The places of what is read as the question and the variants, in that order.
fn places(map: &Map) -> Vec<Position> {
    let question = map.get("question").map_or(Position::START, |value| value.at);
    let variants = map.get("variants").map(|value| value.items()).unwrap_or_default();
    let texts = variants.iter().filter(|value| value.text().is_some());
    std::iter::once(question).chain(texts.map(|value| value.at)).collect()
}

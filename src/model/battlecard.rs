//! A battlecard: one alternative, doing nothing included.

use jiff::civil::Date;

use super::schema::{Field, Shape, always, optional, to_publish};
use super::taxonomy::Vocabulary;
use super::value::Map;

const TEXTS: Shape = Shape::List(&Shape::Text);

const LANDMINE: &[Field] =
    &[always("ask", Shape::Text, "The question to ask."), optional("why", Shape::Text, "What it shows.")];

const THEIR_LANDMINE: &[Field] = &[
    always("they_say", Shape::Text, "What they plant about us."),
    optional("respond", Shape::Text, "What to say to it."),
];

const CLAIM: &[Field] = &[
    always("claim", Shape::Text, "What is claimed."),
    optional("source", Shape::Text, "Where it comes from."),
    optional("as_of", Shape::Date, "When it was true."),
    optional("confidence", Shape::Choice(&["high", "medium", "rumour"]), "How sure it is."),
];

pub const FIELDS: &[Field] = &[
    always("competitor", Shape::Term(Vocabulary::Competitors), "The alternative that this card is about."),
    to_publish("their_pitch", Shape::Text, "What they say, in their words."),
    to_publish("quick_dismiss", Shape::Text, "Fair to them, at most 40 words, ending in a test."),
    to_publish("why_we_win", TEXTS, "Two to four reasons, each with evidence."),
    to_publish("why_we_lose", TEXTS, "One to four; a card without it is not believed."),
    optional("landmines", Shape::List(&Shape::Map(LANDMINE)), "Questions that show the difference."),
    optional("their_landmines", Shape::List(&Shape::Map(THEIR_LANDMINE)), "What they plant about us."),
    optional("pricing_posture", Shape::Text, "Hold, trade or walk."),
    optional("claims", Shape::List(&Shape::Map(CLAIM)), "Dated claims with their source."),
    optional("do_not_say", TEXTS, "Off limits."),
];

/// A dated claim about an alternative.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Claim {
    pub claim: String,
    pub source: Option<String>,
    pub as_of: Option<Date>,
    pub confidence: Option<String>,
}

/// A battlecard.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Battlecard {
    pub competitor: Option<String>,
    pub their_pitch: Option<String>,
    pub quick_dismiss: Option<String>,
    pub why_we_win: Vec<String>,
    pub why_we_lose: Vec<String>,
    /// (question, what it shows)
    pub landmines: Vec<(String, Option<String>)>,
    /// (what they say, what to say to it)
    pub their_landmines: Vec<(String, Option<String>)>,
    pub pricing_posture: Option<String>,
    pub claims: Vec<Claim>,
    pub do_not_say: Vec<String>,
}

impl Battlecard {
    /// Reads the kind's fields.
    pub fn read(map: &Map) -> Battlecard {
        Battlecard {
            competitor: map.text("competitor"),
            their_pitch: map.text("their_pitch"),
            quick_dismiss: map.text("quick_dismiss"),
            why_we_win: map.texts("why_we_win"),
            why_we_lose: map.texts("why_we_lose"),
            landmines: pairs(map, "landmines", "ask", "why"),
            their_landmines: pairs(map, "their_landmines", "they_say", "respond"),
            pricing_posture: map.text("pricing_posture"),
            claims: map.maps("claims").into_iter().filter_map(claim).collect(),
            do_not_say: map.texts("do_not_say"),
        }
    }
}

fn pairs(map: &Map, name: &str, first: &str, second: &str) -> Vec<(String, Option<String>)> {
    map.maps(name).into_iter().filter_map(|row| Some((row.text(first)?, row.text(second)))).collect()
}

fn claim(row: &Map) -> Option<Claim> {
    Some(Claim {
        claim: row.text("claim")?,
        source: row.text("source"),
        as_of: row.date("as_of"),
        confidence: row.text("confidence"),
    })
}

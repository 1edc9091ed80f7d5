//! The fields that every kind has.

use super::id::Kind;
use super::schema::{Field, Need, Shape, always, optional, to_publish};
use super::taxonomy::Vocabulary;

const TEXTS: Shape = Shape::List(&Shape::Text);

/// The common fields, in the order of the documentation.
pub const COMMON: &[Field] = &[
    always("title", Shape::Text, "What people see; without it the first heading or the file name serves."),
    optional("kind", Shape::Text, "Which kind of entry; without it the folder decides."),
    optional("id", Shape::Text, "A key of its own, to keep votes and links after a rename."),
    to_publish("summary", Shape::Text, "One line for search results, at most 160 characters."),
    optional("status", Shape::Choice(&["draft", "published", "archived"]), "Where it is in its life."),
    to_publish("owner", Shape::User, "The one person who answers for it."),
    optional("contributors", Shape::List(&Shape::User), "Others who deserve credit."),
    optional("last_verified", Shape::Date, "The day on which somebody read it all and said that it is right."),
    optional("review_in", Shape::Duration, "How long that holds."),
    optional("expires", Shape::Date, "The day after which it is no longer offered as an answer."),
    optional("stages", terms(&Shape::Term(Vocabulary::Stages)), "Where in the pipeline it helps."),
    optional("personas", terms(&Shape::Term(Vocabulary::Personas)), "Whose questions it serves."),
    optional("products", terms(&Shape::Term(Vocabulary::Products)), "Which of our products it concerns."),
    optional("competitors", terms(&Shape::Term(Vocabulary::Competitors)), "Which alternatives it concerns."),
    optional("industries", terms(&Shape::Term(Vocabulary::Industries)), "Which industries; empty for all."),
    optional("segments", terms(&Shape::Term(Vocabulary::Segments)), "Which segments; empty for all."),
    optional("tags", TEXTS, "Free words."),
    optional("audience", terms(&Shape::Term(Vocabulary::SalesRoles)), "For which of our people."),
    optional("visibility", Shape::Choice(&["team", "restricted"]), "Who may open it."),
    optional("related", Shape::List(&Shape::Reference(None)), "Other entries that belong with it."),
    optional("aliases", TEXTS, "Ids and paths that it had before."),
    optional("language", Shape::Text, "Its language as a tag such as de or pt-BR."),
    optional("source", Shape::Anything, "Where an imported entry came from."),
    Field {
        name: "team",
        shape: Shape::List(&Shape::User),
        need: Need::Optional,
        help: "Who may open it when restricted.",
    },
];

const fn terms(shape: &'static Shape) -> Shape {
    Shape::List(shape)
}

/// Other names under which a field is read: (as written, as meant).
pub const ALIASES: &[(&str, &str)] = &[
    ("last_reviewed_on", "last_verified"),
    ("reviewed", "last_verified"),
    ("old_paths", "aliases"),
    ("redirect_from", "aliases"),
    ("object_type", "kind"),
    ("persona", "personas"),
    ("description", "summary"),
];

/// Fields that other tools write into the same files; passed over without a word.
pub const FOREIGN: &[&str] = &[
    "last_updated",
    "date",
    "draft",
    "layout",
    "weight",
    "slug",
    "sidebar",
    "sidebar_label",
    "sidebar_position",
    "showTitle",
    "toc",
    "permalink",
    "author",
    "authors",
    "categories",
    "nav_order",
    "parent",
    "lang",
    "cover",
    "icon",
];

/// The field that a key means for entries of a kind: itself, or what it is an alias for.
///
/// A kind's own field wins over an alias (`persona` of a role play is no alias of `personas`).
pub fn meant(kind: Kind, key: &str) -> &str {
    if super::schema::fields_of(kind).iter().any(|field| field.name == key) {
        return key;
    }
    ALIASES.iter().find(|(written, _)| *written == key).map_or(key, |(_, meant)| meant)
}

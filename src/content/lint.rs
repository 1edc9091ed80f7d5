//! What can be said of one entry beyond the types of its fields: lengths, counts, anchors, owner.

use std::collections::HashSet;

use super::rubric::rubric;
use super::vocabulary::PEOPLE;
use crate::model::Kind;
use crate::model::checklist::{FEWEST_ITEMS, MOST_ITEMS, MOST_SECONDS};
use crate::model::diagnostic::{
    DUPLICATE_ANCHOR, DUPLICATE_STEP, NEAR_FOLDER, NO_ANSWER, NO_OWNER, NO_QUESTION, TOO_FEW_ITEMS, TOO_LONG,
    TOO_MANY_ITEMS, VOLATILE_WORDS,
};
use crate::model::diagnostic::{Diagnostic, Position, Rule};
use crate::model::entry::{Detail, Entry, Status};
use crate::model::nearest::nearest;
use crate::model::person::People;
use crate::model::value::Map;
use crate::model::volatile;

/// Words of a quick response: about 15 seconds aloud.
const MOST_WORDS_TO_SAY: usize = 40;
/// Characters of a summary: one line of a result.
const MOST_CHARACTERS_OF_SUMMARY: usize = 160;
/// Days within which a text that ages is to be looked at.
const MOST_DAYS_OF_VOLATILE: u32 = 60;
/// Words that are read aloud in a minute.
const WORDS_A_MINUTE: usize = 150;

/// One file's entry with what is needed to point into it.
pub struct Subject<'a> {
    pub entry: &'a Entry,
    pub map: &'a Map,
    pub people: &'a People,
}

/// Every check, one after the other.
const CHECKS: &[fn(&Subject) -> Vec<Diagnostic>] =
    &[owner, summary, words_to_say, ageing, answers, items, anchors, steps, rubric];

/// All findings about one entry.
pub fn lint(subject: &Subject) -> Vec<Diagnostic> {
    CHECKS.iter().flat_map(|check| check(subject)).collect()
}

/// A plain page in a folder that was meant for a kind; `kind:` in the front matter says that it was not.
pub fn misplaced(path: &str, kind: Kind, says_kind: bool) -> Option<Diagnostic> {
    let (folder, _) = path.split_once('/').filter(|_| kind == Kind::Page && !says_kind)?;
    let bare = |name: &str| name.to_lowercase().replace('_', "-");
    let is_near = |kind: &Kind| [kind.folder(), kind.name()].iter().any(|name| bare(name) == bare(folder));
    let meant = Kind::all().filter(|kind| *kind != Kind::Page && kind.folder() != folder).find(is_near)?;
    let message =
        format!("`{folder}/` is no kind's folder, so this is a plain page; did you mean `{}/`?", meant.folder());
    let help = "Rename the folder, or write `kind:` into the front matter; `kind: page` keeps the page.";
    Some(Diagnostic::new(&NEAR_FOLDER, path, Position::START, message, help))
}

impl Subject<'_> {
    pub(super) fn finding(&self, rule: &Rule, at: Position, message: String, help: &'static str) -> Diagnostic {
        Diagnostic::new(rule, &self.entry.path, at, message, help)
    }

    pub(super) fn place(&self, field: &str) -> Position {
        self.map.get(field).map_or(Position::START, |value| value.at)
    }
}

fn owner(subject: &Subject) -> Vec<Diagnostic> {
    let people = subject.people;
    let found = match subject.entry.common.owner.as_deref() {
        _ if subject.entry.kind == Kind::Page => None,
        None => {
            Some(("nobody owns this entry".to_owned(), "Add `owner:` with the one person who answers for it.".into()))
        }
        Some(_) if people.is_empty() => None,
        Some(owner) => match people.get(owner) {
            None => Some((format!("`{owner}` is not in people.yaml"), unknown_help(people, owner))),
            Some(person) if !person.active => {
                Some((format!("{} has left", person.name), "Name somebody who can answer for it today.".into()))
            }
            Some(_) => None,
        },
    };
    let report = |(message, help): (String, String)| {
        Diagnostic::new(&NO_OWNER, &subject.entry.path, subject.place("owner"), message, help).because_of([PEOPLE])
    };
    found.map(report).into_iter().collect()
}

fn unknown_help(people: &People, owner: &str) -> String {
    match nearest(owner, people.ids()) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "Add the person to people.yaml, or name another owner.".to_owned(),
    }
}

/// What holds prices, dates or plans and is not looked at soon. A lesson and a measured result tell of what was.
fn ageing(subject: &Subject) -> Vec<Diagnostic> {
    let entry = subject.entry;
    let tells_of_the_past =
        matches!(entry.kind, Kind::Lesson | Kind::ProofPoint) || entry.common.status == Status::Archived;
    let looked_at = subject.map.flag("volatile") == Some(true) || entry.common.expires.is_some();
    let Some(days) = entry.review_days().filter(|days| *days > MOST_DAYS_OF_VOLATILE) else { return Vec::new() };
    if tells_of_the_past || looked_at {
        return Vec::new();
    }
    let response = entry.objection().and_then(|objection| objection.quick_response.as_deref()).unwrap_or_default();
    let in_body = || volatile::first(&entry.body.text).map(|line| Position::new(entry.body.first_line + line, 1));
    let place = volatile::holds(response).then(|| subject.place("quick_response")).or_else(in_body);
    let help = match entry.kind {
        Kind::Objection => "Write `volatile: true` or a `review_in` of at most 60d, or say it so that it stays true.",
        _ => "Write a `review_in` of at most 60d, or say it so that it stays true.",
    };
    let message =
        format!("a price, a quarter or a word such as \"currently\" ages; this is looked at every {days} days");
    place.map(|at| subject.finding(&VOLATILE_WORDS, at, message, help)).into_iter().collect()
}

fn summary(subject: &Subject) -> Vec<Diagnostic> {
    let written = subject.map.text("summary").unwrap_or_default().chars().count();
    if written <= MOST_CHARACTERS_OF_SUMMARY {
        return Vec::new();
    }
    let message = format!("the summary has {written} characters; {MOST_CHARACTERS_OF_SUMMARY} fit a result");
    vec![subject.finding(&TOO_LONG, subject.place("summary"), message, "Say what the entry is good for in one line.")]
}

fn words_to_say(subject: &Subject) -> Vec<Diagnostic> {
    let (field, text) = match &subject.entry.detail {
        Detail::Objection(objection) => ("quick_response", objection.quick_response.as_deref()),
        Detail::Battlecard(card) => ("quick_dismiss", card.quick_dismiss.as_deref()),
        _ => return Vec::new(),
    };
    let Some(text) = text else { return Vec::new() };
    let mut found = Vec::new();
    let words = text.split_whitespace().count();
    let label = crate::model::taxonomy::in_words(field);
    if words > MOST_WORDS_TO_SAY {
        let message = format!("{label} has {words} words; {MOST_WORDS_TO_SAY} can be said in 15 seconds");
        found.push(subject.finding(
            &TOO_LONG,
            subject.place(field),
            message,
            "Keep the first thing to say; the rest belongs in an answer.",
        ));
    }
    if field == "quick_response" && !asks_or_offers(text) {
        let message = format!("{label} neither asks nor offers anything");
        found.push(subject.finding(
            &NO_QUESTION,
            subject.place(field),
            message,
            "End with a question, or with an offer the customer can take up.",
        ));
    }
    found
}

pub(super) fn asks_or_offers(text: &str) -> bool {
    const OFFERS: [&str; 12] = [
        "let us",
        "let's",
        "we can",
        "we could",
        "i can",
        "i could",
        "i will",
        "we will",
        "shall",
        "would you",
        "lassen sie",
        "wir können",
    ];
    let lower = text.to_lowercase();
    text.contains(['?', '？', '؟']) || OFFERS.iter().any(|offer| lower.contains(offer))
}

fn answers(subject: &Subject) -> Vec<Diagnostic> {
    if subject.entry.kind != Kind::Objection {
        return Vec::new();
    }
    let answers = &subject.entry.body.answers;
    let at = |line| Position::new(line, 1);
    match answers.len() {
        0 => vec![subject.finding(
            &NO_ANSWER,
            at(subject.entry.body.first_line),
            "no answer section".to_owned(),
            "Add `## Answer: <name> {#anchor}` with what to respond.",
        )],
        1..=4 => Vec::new(),
        count => vec![subject.finding(
            &NO_ANSWER,
            at(answers[4].line),
            format!("{count} answers; nobody chooses among more than four"),
            "Merge answers, or take out those that lose.",
        )],
    }
}

fn items(subject: &Subject) -> Vec<Diagnostic> {
    if subject.entry.kind != Kind::Checklist {
        return Vec::new();
    }
    let items = &subject.entry.body.items;
    let at = Position::new(items.get(MOST_ITEMS).map_or(subject.entry.body.first_line, |item| item.line), 1);
    let mut found = Vec::new();
    let count = items.len();
    if count > MOST_ITEMS {
        found.push(subject.finding(
            &TOO_MANY_ITEMS,
            at,
            format!("{count} items; a checklist has at most {MOST_ITEMS}"),
            "Take out what has caught nothing lately, or make two lists for two pause points.",
        ));
    } else if count < FEWEST_ITEMS {
        found.push(subject.finding(
            &TOO_FEW_ITEMS,
            at,
            format!("{count} items; a checklist has {FEWEST_ITEMS} to {MOST_ITEMS}"),
            "Add items as `- [ ] **text** why {#anchor}`.",
        ));
    }
    let words: usize =
        items.iter().map(|item| item.text.split_whitespace().count() + item.why.split_whitespace().count()).sum();
    let seconds = words * 60 / WORDS_A_MINUTE;
    if seconds > MOST_SECONDS {
        found.push(subject.finding(
            &TOO_LONG,
            at,
            format!("the items take {seconds} seconds to read aloud; {MOST_SECONDS} is the most"),
            "Shorten the items; the reasons can go below the list.",
        ));
    }
    found
}

fn anchors(subject: &Subject) -> Vec<Diagnostic> {
    let body = &subject.entry.body;
    let mut seen: HashSet<&str> = body.headings.iter().map(|heading| heading.anchor.as_str()).collect();
    let headings = body.headings.iter().filter(|heading| heading.explicit && heading.repeated);
    let headings = headings.map(|heading| (heading.anchor.as_str(), heading.line));
    let items = body.items.iter().filter_map(|item| {
        let repeated = !seen.insert(&item.anchor);
        (item.explicit && repeated).then_some((item.anchor.as_str(), item.line))
    });
    let report = |(anchor, line): (&str, u32)| {
        let message = format!("the anchor of this line stands a second time; here it is read as `{anchor}`");
        let help = "Give each answer and item an anchor of its own.";
        subject.finding(&DUPLICATE_ANCHOR, Position::new(line, 1), message, help)
    };
    headings.chain(items).map(report).collect()
}

/// Progress knows the steps of an onboarding path by their ids.
fn steps(subject: &Subject) -> Vec<Diagnostic> {
    if subject.entry.kind != Kind::OnboardingPath {
        return Vec::new();
    }
    let mut seen = HashSet::new();
    let milestones = subject.map.maps("milestones").into_iter();
    let ids = milestones.flat_map(|milestone| milestone.maps("items")).filter_map(|step| step.get("id"));
    let named = ids.filter_map(|id| Some((id.text().filter(|text| !text.is_empty())?.to_owned(), id.at)));
    let repeated = named.filter(|(id, _)| !seen.insert(id.clone()));
    let report = |(id, at): (String, Position)| {
        let message = format!("a step before this one is called `{id}` too; what is closed of one is closed of both");
        subject.finding(&DUPLICATE_STEP, at, message, "Give each step of a path an id of its own.")
    };
    repeated.map(report).collect()
}

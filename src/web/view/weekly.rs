//! The blocks of the weekly page as tables: the same for the page, for Markdown and for spreadsheets.

use super::words::{self, count};
use super::{Setting, past};
use crate::insights::weekly::{Asked, Gap, Losing, Report, Stale, State, Unserved};
use crate::model::EntryId;
use crate::model::taxonomy::Vocabulary;
use crate::web::urls;

/// A block of the page.
#[derive(Debug)]
pub struct Table {
    pub title: &'static str,
    /// What the rows are, and how they are ordered.
    pub about: &'static str,
    /// What is said where there are none.
    pub empty: &'static str,
    pub columns: &'static [&'static str],
    pub rows: Vec<TableRow>,
}

/// A row, and the one thing to do about it: what it is called, and where.
#[derive(Debug)]
pub struct TableRow {
    pub cells: Vec<String>,
    pub act: (&'static str, String),
    /// The entry that it is about, where there is one to change.
    pub entry: Option<EntryId>,
}

/// All blocks that have rows, in the order of the page.
pub fn tables(setting: Setting, report: &Report) -> Vec<Table> {
    vec![
        Table {
            title: "Unanswered searches",
            about: "What was looked for in vain, by people, then by searches.",
            empty: "Every search of the week found something, or nobody searched.",
            columns: &["Asked", "People", "Searches", "Where", "Nearest", "State"],
            rows: report.gaps.iter().map(|gap| unanswered(setting, gap)).collect(),
        },
        Table {
            title: "Stale entries",
            about: "In use, and past due by more than two weeks or without an owner. By people times months overdue, four at most.",
            empty: "What is in use is looked after.",
            columns: &["Entry", "Used by", "Uses in 90 days", "Overdue", "Owner"],
            rows: report.stale.iter().map(|row| stale(setting, row)).collect(),
        },
        Table {
            title: "Answers that lose",
            about: "Worked less often than not, as far as votes of 180 days can say. A reason to look, no judgement.",
            empty: "No answer loses, as far as votes can say.",
            columns: &["Answer", "Worked", "Likely", "Uses", "Where it did not", "What people wrote", "Instead"],
            rows: report.losing.iter().map(|row| losing(setting, row)).collect(),
        },
        Table {
            title: "Questions without a good answer",
            about: "Without an answer, or every answer loses. By who used them in 90 days.",
            empty: "Every tough question has an answer that does not lose.",
            columns: &["Question", "Answers", "Used by"],
            rows: report.unserved.iter().map(|row| unserved(setting, row)).collect(),
        },
        Table {
            title: "Most asked",
            about: "What searches of the week led to, by people.",
            empty: "No search of the week led to an entry.",
            columns: &["Entry", "People", "Searches"],
            rows: report.asked.iter().map(|row| asked(setting, row)).collect(),
        },
        Table {
            title: "Not used for half a year",
            about: "Published, and nobody used it in 180 days.",
            empty: "Everything was used, or nothing was yet.",
            columns: &["Entry"],
            rows: report.silent.iter().map(|id| entry_row(setting, id, Vec::new(), "Archive?")).collect(),
        },
    ]
}

fn unanswered(setting: Setting, gap: &Gap) -> TableRow {
    let stages = setting.labels(Vocabulary::Stages, &gap.stages);
    let competitors = setting.labels(Vocabulary::Competitors, &gap.competitors);
    let first = gap.wordings.first().cloned().unwrap_or_default();
    let (state, act) = match gap.state {
        State::Open => ("open", ("Write it", urls::write(&first))),
        State::InHand => ("in hand", ("Write it", urls::write(&first))),
        State::Answered => ("answered since", ("See it", urls::search(&first, &[]))),
    };
    let cells = vec![
        gap.wordings.iter().take(3).map(|text| format!("“{}”", words::cut(text, 80))).collect::<Vec<_>>().join(" "),
        gap.people.to_string(),
        gap.searches.to_string(),
        [stages, competitors].concat().join(", "),
        gap.nearest
            .as_deref()
            .filter(|id| setting.catalog.page(id).is_some())
            .map(|id| name(setting, id))
            .unwrap_or_default(),
        state.to_owned(),
    ];
    TableRow { cells, act, entry: None }
}

fn stale(setting: Setting, row: &Stale) -> TableRow {
    let overdue = match row.due {
        _ if row.overdue > 0 => words::days(row.overdue.into()),
        Some(_) => "not yet due".to_owned(),
        None => "never verified".to_owned(),
    };
    let owner = setting.catalog.page(&row.entry).and_then(|page| setting.catalog.owner(page.entry()));
    let owner = owner
        .filter(|_| row.owned)
        .map_or_else(|| "nobody who is here".to_owned(), |owner| past::owner(setting, owner));
    let used = people(usize::try_from(row.people).unwrap_or_default());
    let cells = vec![used, row.uses.to_string(), overdue, owner];
    entry_row(setting, &row.entry, cells, "Still right?")
}

fn losing(setting: Setting, row: &Losing) -> TableRow {
    let (low, high) = row.interval;
    let few = if i64::from(row.votes.count()) * 4 < row.uses { " (few told us)" } else { "" };
    let cells = vec![
        format!("{}: {}", name(setting, &row.entry), row.name),
        format!("{} of {}, {} partly{few}", row.votes.worked, row.votes.count(), row.votes.partly),
        format!("{:.0} to {:.0} of 10 times", low * 10.0, high * 10.0),
        row.uses.to_string(),
        row.situations.iter().map(|term| situation(setting, term)).collect::<Vec<_>>().join(", "),
        row.notes.iter().map(|note| format!("“{}”", words::cut(note, 120))).collect::<Vec<_>>().join(" "),
        row.instead.clone().unwrap_or_default(),
    ];
    let entry = served(setting, &row.entry);
    let address = EntryId::parse(&row.entry).map(|id| urls::answer_address(&id, &row.answer));
    TableRow { cells, act: ("Look at it", address.unwrap_or_default()), entry }
}

fn unserved(setting: Setting, row: &Unserved) -> TableRow {
    let answers = if row.answers == 0 { "none".to_owned() } else { format!("{}, all lose", row.answers) };
    let used = people(usize::try_from(row.people).unwrap_or_default());
    entry_row(setting, &row.entry, vec![answers, used], "Answer it")
}

fn asked(setting: Setting, row: &Asked) -> TableRow {
    entry_row(setting, &row.entry, vec![row.people.to_string(), row.searches.to_string()], "Read it")
}

fn entry_row(setting: Setting, id: &str, mut cells: Vec<String>, act: &'static str) -> TableRow {
    cells.insert(0, name(setting, id));
    let (entry, id) = (served(setting, id), EntryId::parse(id));
    let address =
        id.map(|id| if act == "Still right?" || act == "Archive?" { urls::trust(&id) } else { urls::address(&id) });
    TableRow { cells, act: (act, address.unwrap_or_default()), entry }
}

fn served(setting: Setting, id: &str) -> Option<EntryId> {
    setting.catalog.page(id).map(|page| page.entry().id.clone())
}

/// What an entry is called: the customer's question of a tough question, else its title.
fn name(setting: Setting, id: &str) -> String {
    let Some(page) = setting.catalog.page(id) else { return id.to_owned() };
    let entry = page.entry();
    let question =
        entry.objection().map(|objection| words::unquoted(&objection.question)).filter(|text| !text.is_empty());
    question.map_or_else(|| entry.title.clone(), |question| format!("“{question}”"))
}

fn situation(setting: Setting, term: &str) -> String {
    match term.split_once(':') {
        Some(("persona", id)) => setting.label(Vocabulary::Personas, id),
        Some((_, id)) => setting.label(Vocabulary::Stages, id),
        None => term.to_owned(),
    }
}

fn people(number: usize) -> String {
    count(number, "person", "people")
}

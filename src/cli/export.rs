//! `fieldlore export`: what happened, for a spreadsheet or another program. No person is in it.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::Error;
use super::stored::{StoreArguments, with_store};
use crate::sheet;
use crate::store::{GapRow, PlayRow, UseRow, VoteRow};

/// Print votes, uses, gaps or role plays, as CSV or JSON
///
/// By day, role plays by month, and without people: who voted, used, searched or played is in none of them.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fieldlore export votes > votes.csv\n  fieldlore export gaps --format json | jq '.[0]'"
)]
pub struct Arguments {
    #[arg(value_enum)]
    what: What,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    #[command(flatten)]
    store: StoreArguments,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    /// How answers went
    Votes,
    /// What was used
    Uses,
    /// What was searched for in vain
    Gaps,
    /// How often role plays were held and passed
    Plays,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For spreadsheets; what would be a formula is text
    Csv,
    /// An array of objects
    Json,
}

/// Prints it.
pub fn run(arguments: Arguments) -> Result<ExitCode, Error> {
    let Arguments { what, format, store } = arguments;
    let bytes = with_store(store, async |store, _| match what {
        What::Votes => printed(format, VOTES, store.export_votes().await?, vote),
        What::Uses => printed(format, USES, store.export_uses().await?, used),
        What::Gaps => printed(format, GAPS, store.export_gaps().await?, gap),
        What::Plays => printed(format, PLAYS, store.export_plays().await?, play),
    })?;
    std::io::stdout().lock().write_all(&bytes).map_err(Error::Output)?;
    Ok(ExitCode::SUCCESS)
}

const VOTES: [&str; 9] = ["day", "entry", "answer", "value", "said_by", "deal", "stage", "persona", "note"];
const USES: [&str; 8] = ["day", "entry", "answer", "how", "deal", "stage", "persona", "competitor"];
const GAPS: [&str; 5] = ["text", "searches", "people", "first_day", "last_day"];
const PLAYS: [&str; 4] = ["month", "play", "held", "passed"];

fn printed<const N: usize, T: Serialize>(
    format: Format,
    head: [&str; N],
    rows: Vec<T>,
    cells: fn(T) -> [String; N],
) -> Result<Vec<u8>, Error> {
    match format {
        Format::Csv => sheet::csv(head, rows.into_iter().map(cells)).map_err(|error| Error::Output(error.into())),
        Format::Json => {
            let mut text = serde_json::to_vec_pretty(&rows).map_err(|error| Error::Output(error.into()))?;
            text.push(b'\n');
            Ok(text)
        }
    }
}

fn vote(row: VoteRow) -> [String; 9] {
    let [deal, stage, persona, note] = [row.deal, row.stage, row.persona, row.note].map(Option::unwrap_or_default);
    [row.day.to_string(), row.entry, row.answer, row.value, row.said_by, deal, stage, persona, note]
}

fn used(row: UseRow) -> [String; 8] {
    let [deal, stage, persona, competitor] =
        [row.deal, row.stage, row.persona, row.competitor].map(Option::unwrap_or_default);
    [row.day.to_string(), row.entry, row.answer.unwrap_or_default(), row.how, deal, stage, persona, competitor]
}

fn gap(row: GapRow) -> [String; 5] {
    [row.text, row.searches.to_string(), row.people.to_string(), row.first_day.to_string(), row.last_day.to_string()]
}

fn play(row: PlayRow) -> [String; 4] {
    [row.month, row.play, row.held.to_string(), row.passed.to_string()]
}

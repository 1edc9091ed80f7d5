//! `fieldlore new`: one entry to begin with, after a look at what is there already.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use super::init::author;
use super::prepared::{SearchArguments, prepared};
use super::{Error, in_shell};
use crate::catalog::Catalog;
use crate::clock::{self, Clock};
use crate::config;
use crate::content::Loaded;
use crate::content::import;
use crate::content::read::read;
use crate::content::scaffold::{self, Beginning, File};
use crate::fs;
use crate::history;
use crate::model::{EntryId, Kind};
use crate::search::Request;

/// Entries that are shown as near.
const SHOWN: usize = 3;

/// Begin a new entry, after a look at what is there already
///
/// Shows the entries that come nearest, then writes a draft into the folder of its kind, with the fields that the kind
/// needs and what each of them takes. Where an entry has the name already, nothing is written and its file is named. At
/// a terminal it asks before it writes beside an entry that may be the same.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fieldlore new objection \"You are too expensive\"\n  fieldlore new lesson \"Count before you price\" --content ../playbook\n  fieldlore new page \"How we sell\" --lexical"
)]
pub struct Arguments {
    /// The kind, such as objection, lesson or checklist; page for a plain page
    #[arg(value_parser = kind)]
    kind: Kind,
    /// The title; of a tough question, what the customer says
    title: String,
    #[command(flatten)]
    content: super::ContentArguments,
    #[command(flatten)]
    searching: SearchArguments,
    /// Ask nothing
    #[arg(long, short)]
    yes: bool,
}

/// Why nothing was begun.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("`{0}` has no letter or digit to name a file by; nothing was written")]
    Nameless(String),
    #[error("{id} is there already: {path}. Nothing was written; add to it, or give the new one another title")]
    Exists { id: String, path: String },
    #[error("nothing was written")]
    Declined,
}

/// Shows what is near, and writes the draft.
pub fn run(arguments: Arguments) -> Result<ExitCode, Error> {
    let config = config::resolve(arguments.searching.given(arguments.content.given()))?;
    let today = clock::System.today();
    let catalog = prepared(&config)?;
    let loaded = catalog.loaded();
    let owner = owner(loaded);
    let (kind, title) = (arguments.kind, arguments.title.as_str());
    let beginning = Beginning { kind, title, owner: owner.as_deref(), taxonomy: &loaded.taxonomy, today };
    let file = scaffold::entry(&beginning).ok_or_else(|| Refused::Nameless(title.to_owned()))?;
    vacant(loaded, &file, kind)?;
    let mut out = io::stdout().lock();
    let same = near(&mut out, &catalog, title)?;
    if same && !arguments.yes && io::stdin().is_terminal() && !agreed()? {
        return Err(Refused::Declined.into());
    }
    write(loaded, &file, kind)?;
    report(&mut out, loaded, &file)?;
    Ok(ExitCode::SUCCESS)
}

/// A kind by its name or its folder.
fn kind(name: &str) -> Result<Kind, String> {
    let by_folder = || Kind::all().find(|kind| !kind.folder().is_empty() && kind.folder() == name);
    let names = || Kind::all().map(Kind::name).collect::<Vec<_>>().join(", ");
    Kind::from_name(name).or_else(by_folder).ok_or_else(|| format!("kinds are {}", names()))
}

/// Whoever git says is here, by the id that people.yaml has; made of the name where it knows nobody at all.
fn owner(loaded: &Loaded) -> Option<String> {
    let author = author::read(&history::author()?).ok()?;
    let people = &loaded.people;
    if people.is_empty() {
        return Some(scaffold::person_id(&author));
    }
    let by_mail = author.mail.as_deref().and_then(|mail| people.of_mail(mail));
    let known = by_mail.or_else(|| people.all().find(|person| person.name == author.name));
    known.filter(|person| person.active).map(|person| person.id.clone())
}

/// Whether no entry has the id or had it, and no file is in the way.
fn vacant(loaded: &Loaded, file: &File, kind: Kind) -> Result<(), Refused> {
    let stem = file.path.trim_end_matches(".md");
    let id = match kind {
        Kind::Page => EntryId::new(kind, stem),
        _ => EntryId::new(kind, stem.rsplit('/').next().unwrap_or(stem)),
    };
    let known = loaded.directory.by_id(id.as_str()).map(str::to_owned);
    let there = known.or_else(|| fs::exists(&loaded.root.join(&file.path)).then(|| file.path.clone()));
    match there {
        Some(path) => Err(Refused::Exists { id: id.to_string(), path: shown(loaded, &path) }),
        None => Ok(()),
    }
}

/// Prints what comes nearest; says whether that may be the same.
fn near(out: &mut impl Write, catalog: &Catalog, title: &str) -> io::Result<bool> {
    let answer = catalog.search.search(&Request::new(title, SHOWN));
    let pages: Vec<_> = answer.hits.iter().filter_map(|hit| catalog.page(&hit.id)).collect();
    if pages.is_empty() {
        return Ok(false);
    }
    writeln!(out, "{}\n", if answer.confident { "This may be there already:" } else { "What comes nearest so far:" })?;
    for page in pages {
        let entry = page.entry();
        writeln!(out, "  {} ({})", entry.title, shown(catalog.loaded(), &entry.path))?;
    }
    writeln!(
        out,
        "\nWhere one of them says it already, add to that one instead: a tough question takes other wordings as variants.\n"
    )?;
    Ok(answer.confident)
}

fn agreed() -> io::Result<bool> {
    eprint!("Begin a new one all the same? [y/N] ");
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(matches!(line.trim().to_lowercase().as_str(), "y" | "yes"))
}

fn write(loaded: &Loaded, file: &File, kind: Kind) -> Result<(), Error> {
    import::stays_inside(&loaded.root, &file.path)?;
    let path = loaded.root.join(&file.path);
    fs::create_folder(path.parent().unwrap_or(&loaded.root))?;
    if fs::create(&path, file.text.as_bytes())? {
        return Ok(());
    }
    let id = EntryId::new(kind, file.path.trim_end_matches(".md")).to_string();
    Err(Refused::Exists { id, path: shown(loaded, &file.path) }.into())
}

fn report(out: &mut impl Write, loaded: &Loaded, file: &File) -> io::Result<()> {
    writeln!(out, "Wrote {}", shown(loaded, &file.path))?;
    let read = read(&file.path, file.text.as_bytes(), loaded.context());
    let missing = read.diagnostics.iter().filter(|finding| finding.code.starts_with("missing"));
    let missing: Vec<_> = missing.filter_map(|finding| finding.message.strip_suffix(" is missing")).collect();
    if !missing.is_empty() {
        writeln!(out, "Still to be filled in: {}", missing.join(", "))?;
    }
    writeln!(out, "\nNext:\n\n  fieldlore check {}", in_shell(&loaded.root.to_string_lossy()))
}

/// A file of the folder as it can be opened.
fn shown(loaded: &Loaded, path: &str) -> String {
    Path::new(&loaded.root).join(path).to_string_lossy().into_owned()
}

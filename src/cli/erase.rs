//! `fieldlore erase`: forgets a person or a deal.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::stored::{StoreArguments, with_store};
use super::{Error, number};

/// Forget a person or a deal
///
/// Of a person, every word goes, and every row that was counted stays as a row of nobody: votes remain votes. Of a deal, its
/// name goes. What stands in files is in git and stays there. A backup still holds what was there before.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

/// What is forgotten.
#[derive(Debug, Subcommand)]
enum What {
    /// A person, by the id of people.yaml or the one that the page "What is recorded about you" shows
    Person(Named),
    /// A deal, by its id
    Deal(Named),
}

#[derive(Debug, Args)]
struct Named {
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    store: StoreArguments,
}

/// Forgets, and says how much that was.
pub fn run(arguments: Arguments) -> Result<ExitCode, Error> {
    let (what, id, rows) = match arguments.what {
        What::Person(Named { id, store }) => {
            let rows = with_store(store, async |store, _| Ok(store.erase_person(&id).await?))?;
            ("person", id, rows)
        }
        What::Deal(Named { id, store }) => {
            let rows = with_store(store, async |store, _| Ok(store.erase_deal(&id).await?))?;
            ("deal", id, rows)
        }
    };
    if rows == 0 {
        eprintln!("fieldlore: nothing is recorded about the {what} {id}");
        return Ok(ExitCode::from(1));
    }
    println!("erased the {what} {id} from {}", number(usize::try_from(rows).unwrap_or(usize::MAX), "row"));
    Ok(ExitCode::SUCCESS)
}

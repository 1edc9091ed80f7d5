//! `fieldlore init`: a content folder to begin with.

mod ask;
pub(super) mod author;
mod report;

use std::io::{self, BufRead, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::Error;
use crate::clock::{self, Clock};
use crate::content::scaffold::{self, Plan};
use crate::history;
pub use ask::Error as Unanswered;
use ask::{Ask, Question};

/// Start a content folder of your own
///
/// It asks six questions and writes a small folder that is valid as it stands: your terms, one entry of each kind that a
/// team needs first, and how to go on. What is to be replaced says so and is a draft. Each question can be answered by
/// an option; Enter takes what stands in brackets. Nothing is ever overwritten.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fieldlore init\n  fieldlore init playbook\n  fieldlore init playbook --yes --vendor Tarnfield --author \"Lena Fors <lena@tarnfield.example>\"\n  fieldlore init playbook --stage Qualify --stage Demo --stage Close --competitor Corvane"
)]
pub struct Arguments {
    /// The folder to write: an empty one, or one that does not exist yet
    #[arg(value_name = "DIR", default_value = "content")]
    folder: PathBuf,
    /// What your company is called
    #[arg(long, value_name = "NAME")]
    vendor: Option<String>,
    /// A product that you sell; may be given several times
    #[arg(long = "product", value_name = "NAME")]
    products: Vec<String>,
    /// A stage of your pipeline; given once for each, in order
    #[arg(long = "stage", value_name = "NAME")]
    stages: Vec<String>,
    /// What customers choose instead of you; may be given several times. Doing nothing and building in-house are there
    /// always
    #[arg(long = "competitor", value_name = "NAME")]
    competitors: Vec<String>,
    /// The language of your texts, as a tag such as en, de or pt-BR
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Who owns everything at first; git knows it otherwise
    #[arg(long, value_name = "NAME <MAIL>")]
    author: Option<String>,
    /// Ask nothing and take the default of what no option says
    #[arg(long, short)]
    yes: bool,
}

/// Asks what is missing and writes the folder.
pub fn run(arguments: Arguments) -> Result<ExitCode, Error> {
    let folder = arguments.folder.clone();
    // Nobody should answer six questions for nothing.
    scaffold::vacant(&folder)?;
    let mut ask = Ask::at_terminal(arguments.yes);
    let files = scaffold::files(&plan(arguments, &mut ask)?);
    scaffold::place(&files, &folder)?;
    report::report(&mut io::stdout().lock(), &files, &folder)?;
    Ok(ExitCode::SUCCESS)
}

/// Everything that must be known, from options, answers and defaults.
fn plan(given: Arguments, ask: &mut Ask<impl BufRead, impl Write>) -> Result<Plan, Unanswered> {
    let question = |flag, words, default: &str| Question { flag, words, default: Some(default.to_owned()) };
    let vendor = question("--vendor", "What is your company called?", scaffold::VENDOR);
    let products = question("--product", "What do you sell? Products, with commas between", "");
    let stages = question("--stage", "The stages of your pipeline, in order", &scaffold::STAGES.join(", "));
    let rivals = question("--competitor", "What do customers choose instead, besides nothing and building it?", "");
    let language = question("--language", "The language of your texts", scaffold::LANGUAGE);
    let author = Question { flag: "--author", words: "Who are you? Name <mail>", default: history::author() };
    Ok(Plan {
        vendor: ask.answer(&vendor, given.vendor, |name| Ok(name.to_owned()))?,
        products: ask.answers(&products, given.products)?,
        stages: ask.answers(&stages, given.stages)?,
        competitors: ask.answers(&rivals, given.competitors)?,
        language: ask.answer(&language, given.language, read_language)?,
        author: ask.answer(&author, given.author, author::read)?,
        today: clock::System.today(),
    })
}

/// A language tag: letters first, then parts behind hyphens.
fn read_language(tag: &str) -> Result<String, String> {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    let is_primary = (2..=3).contains(&primary.len()) && primary.bytes().all(|letter| letter.is_ascii_alphabetic());
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|letter| letter.is_ascii_alphanumeric());
    if is_primary && parts.all(is_part) {
        return Ok(tag.to_owned());
    }
    Err(format!("`{tag}` is no language tag; write it as en, de or pt-BR"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags_are_told_from_words() {
        for tag in ["en", "de", "no", "pt-BR", "zh-Hans-TW", "nds"] {
            assert_eq!(read_language(tag).as_deref(), Ok(tag));
        }
        for word in ["german", "d", "de_AT", "en-", "日本", ""] {
            assert!(read_language(word).is_err(), "{word}");
        }
    }
}

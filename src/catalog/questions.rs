//! Questions that plain pages answer and no entry does yet, and the file that would make an entry of one.

use super::is_served;
use crate::content::Loaded;
use crate::markdown::{self, Asked};
use crate::model::taxonomy::{Taxonomy, Vocabulary};
use crate::model::value::clipped;
use crate::model::{Entry, Kind};

/// Characters of an answer that are taken over; the rest is read where it stands.
const LONGEST_ANSWER: usize = 1200;
/// Words by which a page is closer to customers than others.
const SELLING: [&str; 7] = ["customer", "prospect", "buyer", "sales", "objection", "deal", "competit"];

/// A plain page and what is asked in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedOn {
    /// The path of its file.
    pub path: String,
    pub questions: Vec<Asked>,
}

/// A file that makes an entry of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub path: String,
    pub text: String,
}

/// What is asked in plain pages, those about selling first.
pub fn questions_in_pages(loaded: &Loaded) -> Vec<AskedOn> {
    let pages = loaded.entries().filter(|entry| entry.kind == Kind::Page && is_served(entry));
    let asked = pages.map(|entry| AskedOn { path: entry.path.clone(), questions: questions(entry) });
    let mut asked: Vec<_> = asked.filter(|page| !page.questions.is_empty()).collect();
    asked.sort_by_key(|page| !SELLING.iter().any(|word| page.path.to_lowercase().contains(word)));
    asked
}

fn questions(entry: &Entry) -> Vec<Asked> {
    let file = entry.path.rsplit('/').next().unwrap_or(&entry.path);
    let file = file.split('.').next().unwrap_or(file);
    markdown::questions(&entry.body, &format!("{} {file}", entry.title))
}

/// The file that would make an entry of a question: a draft, since nobody has said that the answer is right.
pub fn draft(entry: &Entry, asked: &Asked, taxonomy: &Taxonomy) -> Draft {
    let words = asked.words.trim_matches(['"', '“', '”', '„', '«', '»']).trim();
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let category = taxonomy.terms(Vocabulary::ObjectionCategories).first().map_or("general", |term| term.id.as_str());
    let answer = markdown::plain(&entry.body.text[asked.answer.clone()]);
    let answer = clipped(&answer, LONGEST_ANSWER).replace('\n', "\n\n");
    let title = quoted(&clipped(words.trim_end_matches(['?', '？', '؟']), 80));
    let text = format!(
        "---\nstatus: draft\ntitle: {title}\nquestion: {}\ncategory: {category}\nquick_response: \"\"\nclarify: []\n---\n\n\
         ## Answer: As our handbook has it {{#handbook}}\n\n**Respond** {answer}\n",
        quoted(words)
    );
    Draft { path: format!("{}/{}.md", Kind::Objection.folder(), file_name(words)), text }
}

/// A file name of the first words of a question.
fn file_name(words: &str) -> String {
    let pieces = words.split(|letter: char| !letter.is_alphanumeric()).filter(|piece| !piece.is_empty());
    let name = pieces.take(8).map(str::to_lowercase).collect::<Vec<_>>().join("-");
    if name.is_empty() { "question".to_owned() } else { name }
}

//! An answer of a page in the markup of tough questions: what is said, by its labels, and what is for colleagues.

use crate::content::import::names::slug;
use crate::content::lint::asks_or_offers;
use crate::content::scaffold::quote::{quoted, yaml, yaml_list};
use crate::markdown::{self, LeadIn};
use crate::model::entry::{Common, Status};
use crate::model::taxonomy::{Taxonomy, Vocabulary};
use crate::model::value::clipped;
use crate::model::{Entry, Kind};

/// Words that can be said in 15 seconds.
const MOST_WORDS_TO_SAY: usize = 40;
/// Words of a question that make the name of its file.
const WORDS_OF_A_NAME: usize = 12;
/// The first level of headings inside an answer, which is a section of the second itself.
const INNER_LEVEL: u8 = 3;

/// What an entry takes over from its page.
#[derive(Debug, Clone, Default)]
pub struct Inherited {
    pub owner: Option<String>,
    pub draft: bool,
    pub restricted: bool,
    pub team: Vec<String>,
    pub tags: Vec<String>,
    pub language: Option<String>,
}

impl Inherited {
    /// Of a page.
    pub fn of(entry: &Entry) -> Inherited {
        let Common { owner, status, restricted, tags, language, .. } = entry.common.clone();
        let draft = status == Status::Draft;
        Inherited { owner, draft, restricted, team: entry.team().to_vec(), tags, language }
    }
}

/// The whole file of an entry. `source` is a line of front matter that says where it came from, or empty.
pub fn entry(words: &str, answer: &str, inherited: &Inherited, taxonomy: &Taxonomy, source: &str) -> String {
    let words = bare(words);
    let title = clipped(words.trim_end_matches(['?', '？', '؟']).trim_end(), 80);
    let category = taxonomy.terms(Vocabulary::ObjectionCategories).first().map_or("general", |term| term.id.as_str());
    let shaped = shaped(answer);
    let mut front = format!("title: {}\n", quoted(if title.is_empty() { words } else { &title }));
    if inherited.draft {
        front.push_str("status: draft\n");
    }
    if inherited.restricted {
        front.push_str("visibility: restricted\n");
    }
    let line = |name: &str, text: &str| format!("{name}: {}\n", yaml(text));
    let list = |name: &str, items: &[String]| match items {
        [] => String::new(),
        items => format!("{name}: {}\n", yaml_list(items)),
    };
    front.push_str(&inherited.owner.as_ref().map(|owner| line("owner", owner)).unwrap_or_default());
    front.push_str(&list("team", &inherited.team));
    front.push_str(&format!("question: {}\n{}", quoted(words), line("category", category)));
    front.push_str(&shaped.quick.map(|quick| format!("quick_response: {}\n", quoted(&quick))).unwrap_or_default());
    front.push_str(&list("tags", &inherited.tags));
    front.push_str(&inherited.language.as_ref().map(|tag| line("language", tag)).unwrap_or_default());
    format!("---\n{front}{source}---\n\n{}", shaped.body)
}

/// The path of an entry by the words of its question.
pub fn path_of(words: &str) -> String {
    let first: Vec<_> = bare(words).split_whitespace().take(WORDS_OF_A_NAME).collect();
    format!("{}/{}.md", Kind::Objection.folder(), slug(&first.join(" ")))
}

/// A question without its quotation marks.
pub fn bare(words: &str) -> &str {
    words.trim().trim_matches(['"', '“', '”', '„', '«', '»']).trim()
}

/// An answer in the markup of tough questions.
struct Shaped {
    body: String,
    /// What to say first, where the answer is short and asks or offers something.
    quick: Option<String>,
}

fn shaped(answer: &str) -> Shaped {
    let answer = demoted(answer.trim());
    let (before, labelled) = markdown::lead_ins(&answer);
    let parts = if markdown::says_how(&labelled) { by_label(before, labelled) } else { by_quote(&answer) };
    let mut body = "## Answer: As our handbook has it {#handbook}\n".to_owned();
    for (label, text) in &parts.said {
        body.push_str(&format!("\n**{label}**{}\n", led(text)));
    }
    if !parts.notes.is_empty() {
        body.push_str(&format!("\n## Internal notes\n\n{}\n", parts.notes.join("\n\n")));
    }
    let respond = parts.said.iter().find(|(label, _)| *label == "Respond").map(|(_, text)| markdown::plain(text));
    let quick = respond.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let fits = |text: &String| text.split(' ').count() <= MOST_WORDS_TO_SAY && asks_or_offers(text);
    Shaped { body, quick: quick.filter(fits) }
}

/// What is said to the customer, by label, and what is not.
#[derive(Default)]
struct Parts {
    said: Vec<(&'static str, String)>,
    notes: Vec<String>,
}

fn by_label(before: String, labelled: Vec<LeadIn>) -> Parts {
    let mut parts =
        Parts { notes: Some(before).filter(|text| !text.is_empty()).into_iter().collect(), ..Parts::default() };
    for LeadIn { label, text } in labelled.into_iter().filter(|each| !each.text.is_empty()) {
        let ours = match label.to_lowercase().as_str() {
            "best when" => "Best when",
            "acknowledge" | "empathize" => "Acknowledge",
            "respond" | "response" | "answer" | "reframe" => "Respond",
            "confirm" | "follow-up question" | "follow up question" | "follow-up" => "Confirm",
            "from" => "From",
            // Whom a proof names has not said that customers may hear it; the reasons are ours.
            _ => {
                parts.notes.push(format!("**{label}** {text}"));
                continue;
            }
        };
        parts.said.push((ours, text));
    }
    parts
}

/// What stands in block quotes is to be said, and the rest explains it; without any, all is to be said.
fn by_quote(answer: &str) -> Parts {
    let (mut said, mut rest) = (Vec::new(), Vec::new());
    let mut fenced = false;
    for line in answer.lines() {
        fenced ^= line.trim_start().starts_with("```");
        match line.strip_prefix('>').filter(|_| !fenced) {
            Some(quoted) => {
                // Quotes with other words between them are paragraphs.
                if rest.last().is_some_and(|(at, _)| *at == said.len()) && !said.is_empty() {
                    said.push("");
                }
                said.push(quoted.strip_prefix(' ').unwrap_or(quoted));
            }
            None => rest.push((said.len(), line)),
        }
    }
    let joined = |lines: Vec<&str>| lines.join("\n").trim().to_owned();
    let notes = joined(rest.iter().map(|(_, line)| *line).collect());
    match joined(said) {
        said if said.is_empty() => Parts { said: vec![("Respond", notes)], notes: Vec::new() },
        said => Parts {
            said: vec![("Respond", said)],
            notes: Some(notes).filter(|it| !it.is_empty()).into_iter().collect(),
        },
    }
}

/// A text behind its label: in the same line where it is a paragraph, else below.
fn led(text: &str) -> String {
    let plain = |letter: char| letter.is_alphabetic() || "\"'“‘„«¿¡($€£".contains(letter);
    if text.starts_with(plain) { format!(" {text}") } else { format!("\n\n{text}") }
}

/// The text with its headings below those of an entry.
fn demoted(text: &str) -> String {
    let body = markdown::outline(text, 1);
    let Some(highest) = body.headings.iter().map(|heading| heading.level).min() else { return text.to_owned() };
    let by = INNER_LEVEL.saturating_sub(highest);
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for heading in &body.headings {
        let start = heading.range.start;
        let line_end = |from: usize| text[from..].find('\n').map_or(text.len(), |end| from + end);
        out.push_str(&text[at..start]);
        let hashes = "#".repeat(usize::from((heading.level + by).min(6)));
        let first = &text[start..line_end(start)];
        at = match first.trim_start().starts_with('#') {
            true => {
                out.push_str(&format!("{hashes} {}", first.trim_start().trim_start_matches('#').trim_start()));
                line_end(start)
            }
            // Underlined: words and a line below.
            false => {
                out.push_str(&format!("{hashes} {}", heading.text));
                let below = (line_end(start) + 1).min(text.len());
                line_end(below)
            }
        };
    }
    out.push_str(&text[at..]);
    out
}

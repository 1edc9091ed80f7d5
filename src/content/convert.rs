//! A question that a page answers, made an entry of its own; the page keeps a link in its place.

use std::ops::Range;

use super::Loaded;
use super::front_matter;
use super::import::names::{Taken, relative};
use super::links::Destination;
use super::patch;
use super::scaffold::quote::{markdown as escaped, quoted, yaml, yaml_list};
use crate::fs;
use crate::markdown::{self, Asked, Change, LeadIn};
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

/// Why a question is not made an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("there is no page {0}")]
    NoPage(String),
    #[error("{0} is no plain page, so it is an entry already")]
    NoPlainPage(String),
    #[error("{path} asks nothing at `#{anchor}`; it asks at: {asked}")]
    NotAsked { path: String, anchor: String, asked: String },
    #[error("{0} has no question with an answer under it")]
    NothingAsked(String),
    #[error("{path} cannot be read: {why}")]
    Unreadable { path: String, why: String },
    #[error("{0} was changed while it was read; try again")]
    Changed(String),
}

/// A file that a conversion writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Path below the content folder.
    pub path: String,
    pub text: String,
}

/// What a conversion does to the folder: one new file and one changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    pub entry: Written,
    pub page: Written,
    /// The page as it was.
    pub before: String,
}

impl Converted {
    /// Both changes, as `git apply` takes them in the content folder.
    pub fn patch(&self) -> String {
        patch::of_new(&self.entry.path, &self.entry.text) + &self.change()
    }

    /// What changes on the page alone.
    pub fn change(&self) -> String {
        patch::of_changed(&self.page.path, &self.before, &self.page.text)
    }

    /// Both files, to be written in one go.
    pub fn files(self) -> [(String, String); 2] {
        [(self.entry.path, self.entry.text), (self.page.path, self.page.text)]
    }
}

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

/// Questions of which none holds another, and that are answered by more than a link to the entry that answers them.
pub fn apart(body: &str, asked: Vec<Asked>) -> Vec<Asked> {
    let answered = |each: &&Asked| {
        let answer = body[each.answer.clone()].trim();
        !answer.is_empty() && !is_converted(answer)
    };
    let holds = |each: &Asked, other: &Asked| {
        each != other && each.answer.start <= other.answer.start && other.answer.end <= each.answer.end
    };
    let mut apart: Vec<Asked> =
        asked.iter().filter(answered).filter(|each| !asked.iter().any(|other| holds(each, other))).cloned().collect();
    apart.dedup_by(|next, before| next.answer.start < before.answer.end);
    apart
}

/// Whether an answer is what a conversion leaves: one link to a tough question and nothing else.
fn is_converted(answer: &str) -> bool {
    let inner =
        answer.strip_prefix('[').and_then(|rest| rest.strip_suffix(')')).and_then(|rest| rest.rsplit_once("]("));
    inner.is_some_and(|(words, address)| {
        let folder = format!("{}/", Kind::Objection.folder());
        let path = address.trim_start_matches("../").trim_start_matches("./").trim_start_matches('/');
        !words.contains("](") && path.starts_with(&folder) && path.ends_with(".md")
    })
}

/// Words by which the path of a page says that it is about selling.
const SELLING: [&str; 7] = ["customer", "prospect", "buyer", "sales", "objection", "deal", "competit"];

/// Whether a page is about selling, as its path says. Where some are, what others answer is asked by colleagues.
pub fn sells(path: &str) -> bool {
    let path = path.to_lowercase();
    SELLING.iter().any(|word| path.contains(word))
}

/// What a page is called where it is asked whether it collects questions: its title and its file.
pub fn page_name(path: &str, title: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    format!("{title} {}", file.split('.').next().unwrap_or(file))
}

/// The body with a link in the place of each answer.
pub fn without(body: &str, answers: &[(Range<usize>, String, String)]) -> String {
    let mut out = String::with_capacity(body.len());
    let mut at = 0;
    for (answer, words, address) in answers {
        out.push_str(&body[at..answer.start]);
        let link = format!("[{}]({address})", escaped(words));
        // Below a heading it is a paragraph; behind `A:` it goes on in the line.
        let own_line = out.is_empty() || out.ends_with('\n');
        out.push_str(&if own_line { format!("\n{link}\n") } else { format!("{link}\n") });
        out.push_str(if body[answer.clone()].ends_with("\n\n") || own_line { "\n" } else { "" });
        at = answer.end;
    }
    out.push_str(&body[at..]);
    if out.ends_with("\n\n") {
        out.truncate(out.trim_end_matches('\n').len() + 1);
    }
    out
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
    format!("{}/{}.md", Kind::Objection.folder(), super::import::names::slug(&first.join(" ")))
}

/// A question without its quotation marks.
fn bare(words: &str) -> &str {
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
    let fits = |text: &String| text.split(' ').count() <= MOST_WORDS_TO_SAY && super::lint::asks_or_offers(text);
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

/// The questions of a plain page that can be made entries.
pub fn questions(entry: &Entry) -> Vec<Asked> {
    let asked = markdown::questions(&entry.body, &page_name(&entry.path, &entry.title));
    apart(&entry.body.text, asked)
}

/// Makes an entry of the question at an anchor of a plain page; where several stand there, of the one with these words.
pub fn convert(loaded: &Loaded, path: &str, anchor: &str, words: Option<&str>) -> Result<Converted, Refused> {
    let source = Source::of(loaded, path)?;
    let asked = questions(source.page);
    let is_meant = |each: &&Asked| each.anchor == anchor && words.is_none_or(|words| each.words == words);
    match asked.iter().find(is_meant) {
        Some(meant) => Ok(source.converted(loaded, meant)),
        None if asked.is_empty() => Err(Refused::NothingAsked(path.to_owned())),
        None => {
            let asked = asked.iter().map(|each| format!("#{}", each.anchor)).collect::<Vec<_>>().join(", ");
            Err(Refused::NotAsked { path: path.to_owned(), anchor: anchor.to_owned(), asked })
        }
    }
}

/// What each of some questions of a plain page would be as an entry, one at a time.
pub fn each(loaded: &Loaded, path: &str, asked: &[Asked]) -> Result<Vec<Converted>, Refused> {
    let source = Source::of(loaded, path)?;
    Ok(asked.iter().map(|each| source.converted(loaded, each)).collect())
}

/// A page as its file has it.
struct Source<'a> {
    page: &'a Entry,
    before: String,
    /// With plain line ends.
    text: String,
    /// Where the body begins in the text.
    body: usize,
}

impl Source<'_> {
    fn of<'a>(loaded: &'a Loaded, path: &str) -> Result<Source<'a>, Refused> {
        let page = &loaded.files.get(path).ok_or_else(|| Refused::NoPage(path.to_owned()))?.entry;
        if page.kind != Kind::Page {
            return Err(Refused::NoPlainPage(path.to_owned()));
        }
        let unreadable = |why: String| Refused::Unreadable { path: path.to_owned(), why };
        let bytes = fs::read(&loaded.root.join(path)).map_err(|error| unreadable(error.to_string()))?;
        if !loaded.is_as_read(path, &bytes) {
            return Err(Refused::Changed(path.to_owned()));
        }
        let before = String::from_utf8(bytes)
            .map_err(|_| unreadable("it is not UTF-8; save it as UTF-8 in an editor first".to_owned()))?;
        let text = front_matter::normalized(&before).into_owned();
        let body = text.len() - front_matter::split(&text).body.len();
        Ok(Source { page, before, text, body })
    }

    fn converted(&self, loaded: &Loaded, asked: &Asked) -> Converted {
        let body = &self.text[self.body..];
        let mut taken = Taken::default();
        loaded.files.keys().for_each(|path| taken.take(path));
        let to = taken.free(&path_of(&asked.words));
        let path = &self.page.path;
        let answer = rebased(loaded, path, &to, &whole_answer(body, &asked.answer));
        let entry = entry(&asked.words, &answer, &Inherited::of(self.page), &loaded.taxonomy, "");
        let link = (asked.answer.clone(), bare(&asked.words).to_owned(), relative(path, &to));
        let changed = self.text[..self.body].to_owned() + &without(body, &[link]);
        Converted {
            entry: Written { path: to, text: entry },
            page: Written { path: path.clone(), text: spliced(&self.before, &self.text, &changed) },
            before: self.before.clone(),
        }
    }
}

/// A file with a change made to its normalized text: around the change every byte stays, and the change has the line
/// ends that the file has around it.
fn spliced(before: &str, text: &str, changed: &str) -> String {
    let common = |one: &mut dyn Iterator<Item = char>, other: &mut dyn Iterator<Item = char>| {
        one.zip(other).take_while(|(one, other)| one == other).map(|(letter, _)| letter.len_utf8()).sum::<usize>()
    };
    let head = common(&mut text.chars(), &mut changed.chars());
    let tail = common(&mut text[head..].chars().rev(), &mut changed[head..].chars().rev());
    let (start, end) = (original(before, head), original(before, text.len() - tail));
    let middle = &changed[head..changed.len() - tail];
    let near = before[..start].rfind('\n').or_else(|| before.find('\n'));
    let crlf = near.is_some_and(|at| before[..at].ends_with('\r'));
    let middle = if crlf { middle.replace('\n', "\r\n") } else { middle.to_owned() };
    format!("{}{middle}{}", &before[..start], &before[end..])
}

/// Where a place of the normalized text is in the file: a byte-order mark is not part of that text, and `\r\n` is one
/// letter in it.
fn original(before: &str, at: usize) -> usize {
    let bare = before.strip_prefix('\u{feff}').unwrap_or(before);
    let mark = before.len() - bare.len();
    let ends = bare.match_indices("\r\n").enumerate();
    let passed = ends.take_while(|(number, (place, _))| place - number < at).count();
    mark + at + passed
}

/// An answer with the definitions of references that it names.
pub fn whole_answer(body: &str, answer: &Range<usize>) -> String {
    let text = &body[answer.clone()];
    match markdown::used_definitions(body, text) {
        definitions if definitions.is_empty() => text.to_owned(),
        definitions => format!("{}\n\n{definitions}\n", text.trim_end()),
    }
}

/// Links as they lead from another file; those that lead nowhere are words.
fn rebased(loaded: &Loaded, from: &str, to: &str, text: &str) -> String {
    let is_file = |path: &str| loaded.has_file(path);
    markdown::readdressed(text, |address| match loaded.directory.destination(from, &address.target, &is_file) {
        Destination::Entry { path, anchor } => {
            let has = |anchor: &String| {
                loaded.files.get(&path).is_some_and(|file| file.entry.body.anchor_like(anchor).is_some())
            };
            let anchor = anchor.filter(has).map(|anchor| format!("#{anchor}")).unwrap_or_default();
            Change::To(relative(to, &path) + &anchor)
        }
        Destination::File(path) => Change::To(relative(to, &path)),
        Destination::Outside(_) => Change::Keep,
        Destination::Nowhere(_) => Change::Unlink,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_around_a_change_keeps_its_bytes() {
        let before = "\u{feff}a\r\nb\n\r\n## Q\r\n\r\nlong\r\nanswer\r\n\r\n## R\nc\r\n";
        let text = front_matter::normalized(before);
        let changed = text.replace("long\nanswer\n", "[Q](q.md)\n\n");
        let expected = before.replace("long\r\nanswer\r\n", "[Q](q.md)\r\n\r\n");
        assert_eq!(spliced(before, &text, &changed), expected);
        assert_eq!(spliced(before, &text, &text), before);
        assert_eq!(spliced("a\rb\rc", "a\nb\nc", "a\nx\nc"), "a\rx\rc");
    }

    #[test]
    fn a_link_to_an_entry_is_no_answer_to_convert() {
        assert!(is_converted("[Is it (very) safe?](../objections/is-it-safe.md)"));
        assert!(!is_converted("[Safe](safe.md)") && !is_converted("See [it](../objections/safe.md)"));
        assert!(!is_converted("[a](b.md) and [c](../objections/d.md)"));
    }
}

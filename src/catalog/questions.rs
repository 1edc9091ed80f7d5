//! Questions that plain pages answer and no entry does yet, and the file that would make an entry of one.

use super::is_served;
use crate::content::{Loaded, convert};
use crate::markdown::Asked;
use crate::model::taxonomy::{Taxonomy, Vocabulary};
use crate::model::value::clipped;
use crate::model::{Entry, Kind};

/// Characters of the name of an answer.
const LONGEST_TITLE: usize = 60;
/// Characters of a file name; few enough for every disk in every script.
const LONGEST_NAME: usize = 80;

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

/// What is asked in plain pages. Where some are about selling, only those: what others answer, colleagues ask.
pub fn questions_in_pages(loaded: &Loaded) -> Vec<AskedOn> {
    let pages = loaded.entries().filter(|entry| entry.kind == Kind::Page && is_served(entry));
    let asked = pages.map(|entry| AskedOn { path: entry.path.clone(), questions: convert::questions(entry) });
    let mut asked: Vec<_> = asked.filter(|page| !page.questions.is_empty()).collect();
    let sells = |page: &AskedOn| convert::sells(&page.path);
    if asked.iter().any(sells) {
        asked.retain(sells);
    }
    asked
}

/// The same, with credit to those who asked and to whoever writes it, as far as they are known here.
pub fn credited<'a>(words: &str, loaded: &Loaded, askers: impl Iterator<Item = &'a str>, writer: &'a str) -> Draft {
    let known = |id: &&str| loaded.people.get(id).is_some();
    let mut people: Vec<&str> = askers.chain([writer]).filter(known).collect();
    people.dedup();
    let mut draft = blank(words, &loaded.taxonomy);
    if !people.is_empty() {
        let contributors = format!("contributors: [{}]\ncategory: ", people.join(", "));
        draft.text = draft.text.replacen("category: ", &contributors, 1);
    }
    draft
}

/// The file of a question that nothing answers yet: all but the answer.
pub fn blank(words: &str, taxonomy: &Taxonomy) -> Draft {
    let words: String = words.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    written(&words, "What has worked {#worked}\n\n**Respond** \n\n**Confirm** ", taxonomy)
}

/// The section that makes an answer of what somebody said: all but who it is from. Whatever looks like a heading is text.
pub fn said(entry: &Entry, words: &str) -> Draft {
    let name = words.lines().next().unwrap_or_default();
    let text = answer(entry, &Said { anchor: "said", name, respond: words, ..Said::default() });
    Draft { path: entry.path.clone(), text }
}

/// An answer, by its parts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Said<'a> {
    /// What its anchor begins with; made of its name where that is empty.
    pub anchor: &'a str,
    pub name: &'a str,
    pub respond: &'a str,
    pub confirm: &'a str,
    /// Who says so.
    pub from: &'a str,
}

/// The section of an answer. Its anchor is one that the entry does not have; whatever looks like a heading is text.
pub fn answer(entry: &Entry, said: &Said) -> String {
    let taken = |anchor: &str| entry.body.has_anchor(anchor);
    let name = clipped(said.name.trim(), LONGEST_TITLE).replace(['{', '}', '#'], " ");
    let stem = if said.anchor.is_empty() { file_name(&name) } else { said.anchor.to_owned() };
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    let anchor = std::iter::once(stem.clone()).chain(numbered).find(|anchor| !taken(anchor)).unwrap_or_default();
    let parts = [("Respond", said.respond), ("Confirm", said.confirm), ("From", said.from)];
    let parts = parts.into_iter().filter(|(_, words)| !words.trim().is_empty());
    let parts = parts.map(|(label, words)| format!("\n**{label}** {}\n", unheaded(words.trim())));
    format!("## Answer: {} {{#{anchor}}}\n{}", name.trim(), parts.collect::<String>())
}

/// Words in which nothing begins a heading.
fn unheaded(words: &str) -> String {
    let lines = words.lines().map(|line| match line.trim_start() {
        text if text.starts_with(['#', '=', '-']) => format!("\\{text}"),
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn written(words: &str, answer: &str, taxonomy: &Taxonomy) -> Draft {
    let words = words.trim_matches(['"', '“', '”', '„', '«', '»']).trim();
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let category = taxonomy.terms(Vocabulary::ObjectionCategories).first().map_or("general", |term| term.id.as_str());
    let title = quoted(&clipped(words.trim_end_matches(['?', '？', '؟']), 80));
    let text = format!(
        "---\nstatus: draft\ntitle: {title}\nquestion: {}\ncategory: {category}\nquick_response: \"\"\nclarify: []\n---\n\n\
         ## Answer: {answer}\n",
        quoted(words)
    );
    Draft { path: format!("{}/{}.md", Kind::Objection.folder(), file_name(words)), text }
}

/// A file name of the first words of a question.
fn file_name(words: &str) -> String {
    let pieces = words.split(|letter: char| !letter.is_alphanumeric()).filter(|piece| !piece.is_empty());
    let name = pieces.take(14).map(str::to_lowercase).collect::<Vec<_>>().join("-");
    let name: String = name.chars().take(LONGEST_NAME).collect();
    if name.is_empty() { "question".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content;
    use crate::fs;
    use crate::markdown;
    use crate::model::Severity;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let full = folder.path().join(path);
            fs::create_folder(full.parent().unwrap()).unwrap();
            fs::write(&full, text.as_bytes()).unwrap();
        }
        folder
    }

    #[test]
    fn the_file_of_an_unanswered_question_has_nothing_that_check_calls_an_error() {
        let long = "zebra".repeat(400);
        for words in ["Is \"it\"\n safe: {x}\u{0} # y?", "\"", "", "---", "- [x](y.md) <script>", long.as_str()] {
            let draft = blank(words, &Taxonomy::default());
            let folder = folder(&[(&draft.path, &draft.text)]);
            let loaded = content::load(folder.path()).unwrap();
            let found = loaded.diagnostics_of(&draft.path);
            let open = words.trim_matches('"').is_empty();
            assert!(open || found.iter().all(|finding| finding.severity == Severity::Warning), "{words}: {found:?}");
            assert_eq!(loaded.files[&draft.path].entry.body.answers.len(), 1, "{words}");
        }
    }

    #[test]
    fn what_somebody_said_becomes_one_answer_whatever_it_holds() {
        let folder = folder(&[("objections/x.md", "---\ntitle: X\n---\n\n## Answer: A {#said}\n\nYes.\n")]);
        let loaded = content::load(folder.path()).unwrap();
        let words = "Count {them} # first.\n\n## Not a heading\n===\n- [x](y)";
        let draft = said(&loaded.files["objections/x.md"].entry, words);
        assert_eq!(draft.path, "objections/x.md");
        let body = markdown::outline(&draft.text, 1);
        assert_eq!((body.answers.len(), body.headings.len()), (1, 1));
        assert_eq!(
            (body.answers[0].name.as_str(), body.answers[0].anchor.as_str()),
            ("Count  them    first.", "said-2")
        );
        let respond = body.answers[0].respond.as_deref().unwrap();
        assert!(respond.contains("Not a heading") && respond.contains("[x](y)"), "{respond}");
    }

    #[test]
    fn where_some_pages_are_about_selling_others_do_not_count() {
        let text = "# FAQ\n\n## How does it work here?\n\nx\n";
        let paths = |files: &[(&str, &str)]| {
            let folder = folder(files);
            let asked = questions_in_pages(&content::load(folder.path()).unwrap());
            asked.into_iter().map(|page| page.path).collect::<Vec<_>>()
        };
        assert_eq!(paths(&[("people/faq.md", text)]), ["people/faq.md"]);
        assert_eq!(paths(&[("people/faq.md", text), ("sales/faq.md", text)]), ["sales/faq.md"]);
        assert!(paths(&[("sales/faq.md", &format!("---\nvisibility: restricted\n---\n{text}"))]).is_empty());
    }
}

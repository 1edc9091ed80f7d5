//! A table of questions and answers. A cell that looks like a formula is text, and is told.

use std::collections::HashMap;

use super::limits::Limits;
use super::page::{Fields, Gathered, Question, ends_in};
use super::report::FileOutcome;
use super::source::{Error, Source};
use crate::content::scaffold::{self, Author, person_id};
use crate::markdown::{self, Reading};
use crate::model::person::People;
use crate::model::value::clipped;
use crate::sheet::{self, Row};

/// What the columns are called, in lower case.
const QUESTION: [&str; 9] =
    ["question", "questions", "q", "title", "card title", "objection", "prompt", "frage", "customer question"];
const ANSWER: [&str; 9] = ["answer", "answers", "a", "content", "response", "body", "reply", "antwort", "card content"];
const TAGS: [&str; 8] = ["tags", "tag", "labels", "label", "category", "categories", "keywords", "topics"];
const OWNER: [&str; 7] = ["owner", "author", "verifier", "assignee", "contact", "responsible", "sme"];

/// Which column is which.
struct Columns {
    question: usize,
    answer: usize,
    tags: Option<usize>,
    owner: Option<usize>,
}

/// Reads every table; the first that has no such columns is an error, where there is no other file.
pub fn gather(source: &mut Source, limits: &Limits, people: &People) -> Result<Gathered, Error> {
    let mut gathered = Gathered::default();
    let mut unreadable = None;
    for item in 0..source.items.len() {
        let path = source.items[item].path.clone();
        if !ends_in(&path, &[".csv", ".tsv"]) {
            continue;
        }
        let Some(text) = gathered.text(source, item, limits) else { continue };
        let rows = sheet::rows(&text);
        match rows.first().map(|head| columns(&head.cells)) {
            Some(Ok(columns)) => {
                gathered.file(&path, FileOutcome::Table, "");
                let key = format!("{}/{path}", source.name);
                let mut keys = Keys::default();
                for row in &rows[1..] {
                    question(row, &columns, &path, &key, people, &mut keys, &mut gathered);
                }
            }
            Some(Err(why)) => {
                gathered.file(&path, FileOutcome::Skipped, &why);
                unreadable = Some((path, why));
            }
            None => gathered.file(&path, FileOutcome::Skipped, "it is empty"),
        }
    }
    match unreadable {
        Some((file, why)) if gathered.questions.is_empty() => Err(Error::Unreadable { file, why }),
        _ => Ok(gathered),
    }
}

fn columns(head: &[String]) -> Result<Columns, String> {
    let find = |names: &[&str]| {
        head.iter().position(|cell| names.contains(&cell.to_lowercase().trim_matches(['*', '_', ' ', ':'])))
    };
    match (find(&QUESTION), find(&ANSWER)) {
        (Some(question), Some(answer)) => Ok(Columns { question, answer, tags: find(&TAGS), owner: find(&OWNER) }),
        _ => Err(format!(
            "the first line must name a column `question` and a column `answer` (and may name `tags` and `owner`); it says: {}",
            clipped(&head.join(", "), 120)
        )),
    }
}

/// The keys that are taken, and the number that comes next after each.
#[derive(Default)]
struct Keys(HashMap<String, usize>);

impl Keys {
    /// A key of its own, and whether it was taken before.
    fn own(&mut self, key: String) -> (String, bool) {
        let Some(&next) = self.0.get(&key) else {
            self.0.insert(key.clone(), 2);
            return (key, false);
        };
        let free = (next..).find(|number| !self.0.contains_key(&format!("{key}-{number}"))).unwrap_or(next);
        let own = format!("{key}-{free}");
        self.0.insert(key, free + 1);
        self.0.insert(own.clone(), 2);
        (own, true)
    }
}

fn question(
    row: &Row,
    columns: &Columns,
    path: &str,
    key: &str,
    people: &People,
    keys: &mut Keys,
    gathered: &mut Gathered,
) {
    let cell = |column: usize| row.cells.get(column).map(|cell| undefused(cell.trim())).unwrap_or_default();
    let words = scaffold::clean(cell(columns.question));
    let answer = cell(columns.answer).replace("\r\n", "\n").replace('\r', "\n");
    if words.is_empty() || answer.trim().is_empty() {
        if row.cells.iter().any(|cell| !cell.is_empty()) {
            let what = if words.is_empty() { "question" } else { "answer" };
            gathered.notes.push(format!("{path}, line {}: a row without {what} was passed over.", row.line));
        }
        return;
    }
    let mut told: Vec<String> = [&words, &answer]
        .into_iter()
        .filter(|cell| is_formula(cell))
        .map(|cell| format!("line {}: `{}` looks like a formula and is kept as text", row.line, clipped(cell, 40)))
        .collect();
    let owner = columns.owner.map(cell).filter(|owner| !owner.is_empty()).map(|owner| person(owner, people, &mut told));
    let tags = columns.tags.map(cell).unwrap_or_default().split([',', ';', '|', '\n']).map(scaffold::clean);
    let fields = Fields { owner, tags: tags.filter(|tag| !tag.is_empty()).collect(), ..Fields::default() };
    let slug = markdown::slug(&clipped(&words, 100));
    let (key, twice) = keys.own(format!("{key}#{slug}"));
    if twice {
        told.push(format!("line {}: the question stands in the table more than once", row.line));
    }
    let answer = if is_html(&answer) { markdown::from_html(&answer, &Reading::default()).text } else { answer };
    gathered.questions.push(Question { from: path.to_owned(), key, words, answer, fields, told });
}

/// A cell without the apostrophe that keeps it from being a formula elsewhere.
fn undefused(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell)
}

/// Whether a spreadsheet would calculate a cell. A list is none.
fn is_formula(cell: &str) -> bool {
    let mut letters = cell.chars();
    letters.next().is_some_and(|first| ['=', '+', '-', '@'].contains(&first))
        && letters.next().is_some_and(|next| !next.is_whitespace())
}

fn is_html(cell: &str) -> bool {
    ["</p>", "<br", "</ul>", "</div>", "</li>"].iter().any(|tag| cell.contains(tag))
}

/// The id of a person: of `people.yaml` by id, mail or name, else made of the words.
fn person(words: &str, people: &People, told: &mut Vec<String>) -> String {
    let by_name = || people.all().find(|person| person.name.eq_ignore_ascii_case(words));
    if let Some(person) = people.get(words).or_else(|| people.of_mail(words)).or_else(by_name) {
        return person.id.clone();
    }
    if !people.is_empty() {
        told.push(format!("the owner `{words}` is not in people.yaml"));
    }
    let mail = words.contains('@').then(|| words.to_owned());
    let name = if mail.is_some() { String::new() } else { words.replace('.', " ") };
    person_id(&Author { name, mail })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_go_by_their_usual_names() {
        let head = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let found = columns(&head(&["Owner", "Card Title", "Content", "Tags:"])).ok().unwrap();
        assert_eq!((found.question, found.answer, found.tags, found.owner), (1, 2, Some(3), Some(0)));
        assert!(columns(&head(&["name", "mail"])).err().unwrap().contains("name, mail"));
    }

    #[test]
    fn keys_are_found_without_looking_through_all_of_them() {
        let mut keys = Keys::default();
        let mut own = |key: &str| keys.own(key.to_owned());
        let told = |key: &str, twice| (key.to_owned(), twice);
        assert_eq!([own("a"), own("a-2"), own("a")], [told("a", false), told("a-2", false), told("a-3", true)]);
        assert_eq!([own("a"), own("a-2"), own("b")], [told("a-4", true), told("a-2-2", true), told("b", false)]);
        // As many steps as there are keys: one after another they would be 20 000 000 000.
        let last = (0..200_000).map(|_| own("same").0).last().unwrap();
        assert_eq!(last, "same-200000");
    }

    #[test]
    fn formulas_are_told_from_lists() {
        for cell in ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)"] {
            assert!(is_formula(cell), "{cell}");
        }
        for cell in ["- a\n- b", "+ plus", "x=1", ""] {
            assert!(!is_formula(cell), "{cell}");
        }
        assert_eq!(undefused("'=1"), "=1");
        assert_eq!(undefused("'tis"), "'tis");
    }
}

//! Names as people type them: cleaned, and turned into ids and terms.

use unicode_normalization::UnicodeNormalization;

use super::Author;
use crate::markdown;
use crate::model::taxonomy::Term;

/// Characters of an id that is made from a name; with its extension it is a file name on every system.
const LONGEST_ID: usize = 60;

/// A name on one line: composed letters, single spaces, nothing that cannot be seen.
pub fn clean(name: &str) -> String {
    let unseen = |letter: char| matches!(letter, '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    let spaced = name.nfc().map(|letter| if letter.is_control() || letter.is_whitespace() { ' ' } else { letter });
    let seen: String = spaced.filter(|letter| !unseen(*letter)).collect();
    seen.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The id that a name gives: the slug of a heading, with single hyphens. `None` where the name has no letter or digit.
pub fn id(name: &str) -> Option<String> {
    if !name.chars().any(char::is_alphanumeric) {
        return None;
    }
    let slug: String = markdown::slug(name).chars().take(LONGEST_ID).collect();
    Some(slug.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-"))
}

/// The id of a person: `lena.fors`, from the name, else from the mail.
pub fn person_id(author: &Author) -> String {
    let joined = |text: &str| text.split([' ', '.']).filter_map(id).collect::<Vec<_>>().join(".");
    let mail = author.mail.iter().map(|mail| joined(mail.split('@').next().unwrap_or_default()));
    let mut found = std::iter::once(joined(&author.name)).chain(mail).filter(|id| !id.is_empty());
    found.next().unwrap_or_else(|| "first.author".to_owned())
}

/// Names as terms in their order. What stands twice, or is a term that every folder has, is taken once.
///
/// `noun` serves as the id of a name without letters.
pub fn terms(names: &[String], standing: &[&str], noun: &str) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for label in names.iter().map(|name| clean(name)).filter(|name| !name.is_empty()) {
        let id = id(&label);
        let same = |term: &Term| term.label.to_lowercase() == label.to_lowercase();
        if terms.iter().any(same) || id.as_deref().is_some_and(|id| standing.contains(&id)) {
            continue;
        }
        let base = id.unwrap_or_else(|| noun.to_owned());
        terms.push(Term { id: free(base, &terms), label, ..Term::default() });
    }
    terms
}

/// The id, numbered where another term has it.
fn free(base: String, terms: &[Term]) -> String {
    let taken = |id: &str| terms.iter().any(|term| term.id == id);
    if !taken(&base) {
        return base;
    }
    (2..).map(|number| format!("{base}-{number}")).find(|id| !taken(id)).unwrap_or(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &[&str], standing: &[&str]) -> Vec<String> {
        let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
        terms(&names, standing, "stage").into_iter().map(|term| term.id).collect()
    }

    #[test]
    fn names_are_cleaned_of_what_cannot_be_seen() {
        assert_eq!(clean("  A\tB\r\n C\u{2028}\u{feff}\0"), "A B C");
        assert_eq!(clean("Mu\u{308}ller"), "Müller");
        assert_eq!(clean(" \r\n"), "");
    }

    #[test]
    fn ids_are_slugs_of_the_names() {
        assert_eq!(id("- Über uns / \"A: B\"").as_deref(), Some("über-uns-a-b"));
        assert_eq!(id("🚀 !"), None);
        assert_eq!(id(&"x y ".repeat(100)).map(|id| id.chars().count()), Some(59));
    }

    #[test]
    fn a_term_stands_once_and_has_an_id_of_its_own() {
        assert_eq!(ids(&["Discover", "discover", "DISCOVER!"], &[]), ["discover", "discover-2"]);
        assert_eq!(ids(&["🚀", "C++", "🎯", "C#", " "], &[]), ["stage", "c", "stage-2", "c-2"]);
        assert_eq!(ids(&["Demo", "Won", "Status quo"], &["won", "status-quo"]), ["demo"]);
    }

    #[test]
    fn a_person_has_an_id_without_spaces() {
        let author = |name: &str, mail: Option<&str>| Author { name: name.to_owned(), mail: mail.map(str::to_owned) };
        assert_eq!(person_id(&author("Lena J. Fors", None)), "lena.j.fors");
        assert_eq!(person_id(&author("Zoë O'Neill-Ito", None)), "zoë.oneill-ito");
        assert_eq!(person_id(&author("🙂", Some("lena.fors@tarnfield.example"))), "lena.fors");
        assert_eq!(person_id(&author("🙂", None)), "first.author");
    }
}

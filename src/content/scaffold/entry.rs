//! One new entry: a draft with the fields that its kind needs, and what each of them takes.

use std::fmt::Write;

use jiff::civil::Date;

use super::names::id;
use super::{File, clean, quote};
use crate::model::Kind;
use crate::model::schema::{Field, Need, Shape, fields_of};
use crate::model::taxonomy::Taxonomy;

/// More values than these are not listed above a field.
const MOST_LISTED: usize = 12;

/// What a new entry begins with.
#[derive(Debug, Clone, Copy)]
pub struct Beginning<'a> {
    pub kind: Kind,
    /// Of a tough question, the customer's words.
    pub title: &'a str,
    /// Id of the one who will answer for it.
    pub owner: Option<&'a str>,
    pub taxonomy: &'a Taxonomy,
    pub today: Date,
}

/// The file of a new entry; `None` where the title has no letter or digit that a file could be named by.
pub fn entry(beginning: &Beginning) -> Option<File> {
    let title = clean(beginning.title);
    let name = id(&title)?;
    let path = match beginning.kind.folder() {
        "" => format!("{name}.md"),
        folder => format!("{folder}/{name}.md"),
    };
    let text = match beginning.kind {
        Kind::Page => format!("# {}\n\nText.\n", quote::markdown(&title)),
        kind => format!("---\n{}---\n\n{}", front(beginning, &title), body(kind)),
    };
    Some(File { path, about: beginning.kind.one(), text })
}

fn front(beginning: &Beginning, title: &str) -> String {
    let (kind, owner) = (beginning.kind, beginning.owner.map(quote::yaml).unwrap_or_default());
    let mut out = format!("title: {}\n", quote::yaml(title));
    out += "# One line for search results, at most 160 characters.\nsummary:\n";
    out += "status: draft # take this line out when the words are yours and somebody has used them\n";
    out += "# The one person who answers for it.\n";
    out += &line("owner", &owner);
    let (shown, others): (Vec<&Field>, Vec<&Field>) = fields_of(kind).iter().partition(|field| is_shown(field));
    for field in shown {
        let value = match (kind, field.name) {
            (Kind::Objection, "question") => quote::yaml(title),
            (_, "revised") => beginning.today.to_string(),
            _ => String::new(),
        };
        let _ = writeln!(out, "# {}{}", field.help, taken(&field.shape, beginning.taxonomy));
        out += &line(field.name, &value);
    }
    let names: Vec<_> = others.iter().map(|field| field.name).collect();
    if !names.is_empty() {
        let _ = writeln!(out, "# It can also have: {}", names.join(", "));
    }
    out
}

/// What is needed, and the other wordings of a question, by which it is found.
fn is_shown(field: &Field) -> bool {
    field.need != Need::Optional || field.name == "variants"
}

fn line(name: &str, value: &str) -> String {
    format!("{name}: {value}").trim_end().to_owned() + "\n"
}

/// What a field takes, where the help does not say it.
fn taken(shape: &Shape, taxonomy: &Taxonomy) -> String {
    match shape {
        Shape::Choice(values) => format!(" One of {}.", values.join(", ")),
        Shape::Term(vocabulary) => {
            let ids: Vec<_> = taxonomy.terms(*vocabulary).iter().map(|term| term.id.as_str()).collect();
            match ids.len() {
                1..=MOST_LISTED => format!(" One of {}.", ids.join(", ")),
                _ => format!(" A term of `{}` in taxonomy.yaml.", vocabulary.name()),
            }
        }
        Shape::List(Shape::Map(fields)) => format!(" A list of {{{}}}.", names(fields)),
        Shape::Map(fields) => format!(" {{{}}}.", names(fields)),
        Shape::List(_) => " A list.".to_owned(),
        Shape::Date => " A day such as 2026-10-12.".to_owned(),
        Shape::Reference(Some(kind)) => format!(" A reference such as {kind}/file-name."),
        _ => String::new(),
    }
}

fn names(fields: &[Field]) -> String {
    fields.iter().map(|field| field.name).collect::<Vec<_>>().join(", ")
}

/// The sections that readers of a kind look for.
fn body(kind: Kind) -> String {
    let sections: &[&str] = match kind {
        Kind::Objection => {
            return "## Answer: In a few words {#first}\n\n**Best when**\n\n**Acknowledge**\n\n**Respond**\n\n**Confirm**\n\n\
                    ## When to walk away\n\n## Internal notes\n"
                .to_owned();
        }
        Kind::Checklist => {
            return "## Checklist\n\n- [ ] **What is checked** why it matters {#first}\n\n## Why these\n".to_owned();
        }
        Kind::Battlecard => &["When they are the incumbent", "When nobody is installed yet", "What changed lately"],
        Kind::Lesson => {
            &["Situation", "What we did", "What happened", "What we do now", "How you would notice in time"]
        }
        Kind::Stage => &["What good looks like", "Questions worth asking", "When to go back, and when to go out"],
        Kind::Discovery => &["How to use it"],
        Kind::Icp => &["Why this profile", "Who it is not"],
        Kind::WinLoss => &["Circumstances", "What we failed to know or do", "What we will change"],
        Kind::ProofPoint => &["The story in four sentences", "What to send"],
        Kind::OnboardingPath => &["How to use this"],
        Kind::RolePlay => &["Brief for the person playing the buyer", "Brief for the rep"],
        Kind::Opportunity | Kind::Page => &["Notes"],
    };
    sections.iter().map(|title| format!("## {title}\n")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::read::{Context, read};
    use crate::model::person::People;

    fn begun(kind: Kind, title: &str) -> Option<File> {
        let (taxonomy, today) = (Taxonomy::default(), jiff::civil::date(2026, 11, 23));
        entry(&Beginning { kind, title, owner: Some("lena.fors"), taxonomy: &taxonomy, today })
    }

    #[test]
    fn every_kind_begins_with_a_draft_that_lacks_nothing_but_words() {
        for kind in Kind::all() {
            let file = begun(kind, "Why: \"so\" dear?").unwrap();
            let taxonomy = Taxonomy::default();
            let context = Context {
                taxonomy: &taxonomy,
                people: &People::default(),
                forbidden: &Default::default(),
                closed_drafts: false,
            };
            let read = read(&file.path, file.text.as_bytes(), context);
            assert_eq!((read.entry.kind, read.entry.title.as_str()), (kind, "Why: \"so\" dear?"));
            let other = read
                .diagnostics
                .iter()
                .find(|finding| !finding.code.starts_with("missing") && finding.code != "too-few-items");
            assert_eq!(other, None, "{}", file.text);
            assert!(!file.text.lines().any(|line| line.ends_with(' ')), "{}", file.text);
        }
    }

    #[test]
    fn a_file_is_named_by_its_title() {
        assert_eq!(begun(Kind::WinLoss, "Größe & Co.").unwrap().path, "win-loss/größe-co.md");
        assert_eq!(begun(Kind::Page, "../../etc/passwd").unwrap().path, "etcpasswd.md");
        assert_eq!(begun(Kind::Lesson, " 🚀 "), None);
    }
}

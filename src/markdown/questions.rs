//! Questions that plain pages answer: headings that ask or quote, and lines that begin with `Q:`.

use std::ops::Range;

use super::lead_ins::{lead_ins, says_how};
use crate::model::body::{Body, Heading};

/// A question in a page, and where its answer stands in the text of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub words: String,
    /// The anchor of the heading that it is or stands under; empty where none is above it.
    pub anchor: String,
    pub answer: Range<usize>,
}

/// Fewer words than these are a heading such as `Questions?`.
const FEWEST_WORDS: usize = 3;
/// Words by which a page or a part of it says that it collects questions.
const COLLECTIONS: [&str; 7] = ["faq", "faqs", "objection", "objections", "rebuttals", "q&a", "q&as"];
/// Words that make a collection of `questions`; others may be ours to ask.
const ASKERS: [&str; 8] = ["common", "customer", "customers", "prospect", "prospects", "frequently", "asked", "tough"];

/// What reads like a customer's question in a body. `name` is what the page is called: its title and its file.
pub fn questions(body: &Body, name: &str) -> Vec<Asked> {
    let everywhere = collects(name);
    let mut found: Vec<_> = (0..body.headings.len()).filter_map(|at| heading(body, at, everywhere)).collect();
    found.extend(pairs(body));
    found.sort_by_key(|asked| asked.answer.start);
    found
}

/// Whether a name says that what it names collects questions.
fn collects(name: &str) -> bool {
    let name = name.to_lowercase();
    let words: Vec<_> = name.split(|letter: char| !letter.is_alphanumeric() && letter != '&').collect();
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    has(&COLLECTIONS) || (has(&["questions"]) && has(&ASKERS))
}

fn heading(body: &Body, at: usize, everywhere: bool) -> Option<Asked> {
    let heading = &body.headings[at];
    let words = without_number(without_label(&heading.text).unwrap_or(&heading.text).trim());
    let asks = words.ends_with(['?', '？', '؟']) && (everywhere || is_collected(&body.headings, at));
    let whole = &body.text[heading.range.clone()];
    let is_asked = asks || is_quoted(words) || is_labelled(body, heading);
    if !is_asked || words.split_whitespace().count() < FEWEST_WORDS {
        return None;
    }
    let start = heading.range.start + whole.find('\n').map_or(whole.len(), |end| end + 1);
    Some(Asked { words: words.to_owned(), anchor: heading.anchor.clone(), answer: start..heading.range.end })
}

/// A heading without the number that a list of them gives it: `1. `, `2) `, `#3: `.
fn without_number(words: &str) -> &str {
    let rest = words.strip_prefix('#').unwrap_or(words);
    let numbered = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let marked = numbered.strip_prefix(['.', ')', ':']).filter(|_| numbered.len() < rest.len());
    marked.filter(|rest| rest.starts_with(' ')).map_or(words, str::trim_start)
}

/// Whether a section says how to answer, by lead-ins such as **Acknowledge** and **Respond**. One that holds such
/// sections says nothing itself; an answer of ours has them too, and is none.
fn is_labelled(body: &Body, heading: &Heading) -> bool {
    let whole = &body.text[heading.range.clone()];
    let holds = body
        .headings
        .iter()
        .any(|inner| inner.range.start > heading.range.start && inner.range.end <= heading.range.end);
    let ours = body.answers.iter().any(|answer| answer.anchor == heading.anchor);
    whole.contains("**") && !holds && !ours && says_how(&lead_ins(whole).1)
}

/// Whether a heading stands under one that says that it collects questions.
fn is_collected(headings: &[Heading], at: usize) -> bool {
    let start = headings[at].range.start;
    headings[..at].iter().any(|above| above.range.end > start && collects(&above.text))
}

/// Whether all of a heading stands between quotation marks.
fn is_quoted(words: &str) -> bool {
    let pairs = [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('»', '«'), ('「', '」')];
    pairs.iter().any(|(open, close)| words.strip_prefix(*open).is_some_and(|rest| rest.ends_with(*close)))
}

/// Lines that begin with `Q:` and are answered by one that begins with `A:`.
fn pairs(body: &Body) -> Vec<Asked> {
    let mut found = Vec::new();
    let mut open: Option<(String, Option<usize>)> = None;
    let mut at = 0;
    let mut fenced = false;
    for line in body.text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        fenced ^= line.trim_start().starts_with("```");
        let bare = line.trim().trim_start_matches(['-', '*', '+', '>', '_', ' ']);
        if fenced {
            continue;
        }
        let question = labelled(bare, &["Q", "Question"]);
        if line.starts_with('#') || question.is_some() {
            found.extend(open.take().and_then(|open| pair(body, open, start)));
        }
        if let Some(words) = question {
            open = Some((words.trim_end_matches(['*', '_', ' ']).to_owned(), None));
        } else if let (Some((_, answer @ None)), Some(words)) = (&mut open, labelled(bare, &["A", "Answer"])) {
            *answer = Some(start + line.find(words).unwrap_or_default());
        }
    }
    found.extend(open.take().and_then(|open| pair(body, open, at)));
    found
}

fn pair(body: &Body, (words, answer): (String, Option<usize>), end: usize) -> Option<Asked> {
    let answer = answer?..end;
    let above = body.headings.iter().rev().find(|heading| heading.range.start < answer.start);
    let anchor = above.map(|heading| heading.anchor.clone()).unwrap_or_default();
    Some(Asked { words, anchor, answer })
}

/// What stands behind `Q:`, `Q.` or another label, in whatever emphasis.
fn labelled<'a>(line: &'a str, labels: &[&str]) -> Option<&'a str> {
    let rest = labels.iter().filter_map(|label| line.strip_prefix(label)).min_by_key(|rest| rest.len())?;
    let words = rest.trim_start_matches('*').strip_prefix([':', '.'])?;
    let words = words.trim_start_matches(['*', '_', ' ']).trim_end();
    (!words.is_empty()).then_some(words)
}

fn without_label(text: &str) -> Option<&str> {
    labelled(text, &["Q", "Question"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{outline, plain};

    fn asked(text: &str, name: &str) -> Vec<(String, String, String)> {
        let body = outline(text, 1);
        let found = questions(&body, name);
        found.into_iter().map(|each| (each.words, each.anchor, plain(&body.text[each.answer]))).collect()
    }

    fn words(text: &str, name: &str) -> Vec<String> {
        asked(text, name).into_iter().map(|(words, ..)| words).collect()
    }

    #[test]
    fn headings_ask_in_pages_that_collect_questions() {
        let text = "# Top\n\n## Does it work offline?\n\n> It does.\n\n## Pricing\n\n### Questions?\n";
        let found = asked(text, "Common questions from customers common_customer_questions.md");
        assert_eq!(found, [("Does it work offline?".into(), "does-it-work-offline".into(), "It does.".into())]);
        assert!(words(text, "How we work").is_empty());
        assert_eq!(
            words("# How\n\n## FAQ\n\n### Is it safe for us?\n\n## Who is next to go?\n", "x"),
            ["Is it safe for us?"]
        );
        assert!(words("## What do you earn here?\n", "Interview questions").is_empty());
    }

    #[test]
    fn a_heading_that_quotes_a_customer_counts_everywhere() {
        assert_eq!(words("## “It is too expensive”\n\n## \"Why\"\n", "x"), ["“It is too expensive”"]);
    }

    #[test]
    fn a_section_that_says_how_to_answer_counts_everywhere() {
        let text = "# How\n\n## 1. Too expensive for us\n\n**Acknowledge** Fair.\n\n**Respond** Count.\n\n## 2) \"We have one\"\n\nx\n\n## 3. How we work here\n\n**Note** x\n";
        assert_eq!(words(text, "x"), ["Too expensive for us", "\"We have one\""]);
    }

    #[test]
    fn pairs_of_question_and_answer_count_everywhere() {
        let text = "## Mentors\n\n**Q: Can I have two?**\n\nA: You can.\n\nMore.\n\n- Q. And three?\n  - A. No.\n\n## Q: Who pays for it?\n\nWe.\n\nQ: never answered\n";
        let found = asked(text, "faq");
        let seen: Vec<_> =
            found.iter().map(|(words, anchor, answer)| (words.as_str(), anchor.as_str(), answer.as_str())).collect();
        assert_eq!(
            seen,
            [
                ("Can I have two?", "mentors", "You can.\nMore."),
                ("And three?", "mentors", "No."),
                ("Who pays for it?", "q-who-pays-for-it", "We.\nQ: never answered"),
            ]
        );
        assert!(words("```\nQ: a b c?\nA: d\n```\n", "faq").is_empty());
    }
}

//! Answers to a tough question: sections `## Answer: <name> {#anchor}` with bold lead-ins.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::dialect;
use crate::model::body::{Answer, Body, Heading};

/// All answers of a body, in order.
pub fn answers(body: &Body) -> Vec<Answer> {
    body.headings.iter().filter_map(|heading| Some(answer(body, heading, name(heading)?))).collect()
}

fn name(heading: &Heading) -> Option<String> {
    let rest = heading.text.get(..6).filter(|start| start.eq_ignore_ascii_case("answer"));
    let named = rest.and(heading.text.get(6..)).filter(|_| heading.level == 2)?;
    let name = named.trim_start().strip_prefix([':', '-', '–', '—']).unwrap_or(named);
    let separated = named.is_empty() || named.starts_with([':', ' ', '-', '–', '—']);
    separated.then(|| if name.trim().is_empty() { "Answer".to_owned() } else { name.trim().to_owned() })
}

fn answer(body: &Body, heading: &Heading, name: String) -> Answer {
    let text = body.section_text(heading);
    let mut answer = Answer { name, anchor: heading.anchor.clone(), line: heading.line, ..Answer::default() };
    let labels = labels(text);
    let before = labels.first().map_or(text.len(), |label| label.block);
    let rest = text[..before].trim();
    if labels.is_empty() {
        answer.respond = Some(rest.to_owned()).filter(|rest| !rest.is_empty());
        return answer;
    }
    answer.rest = Some(rest.to_owned()).filter(|rest| !rest.is_empty());
    for (index, label) in labels.iter().enumerate() {
        let end = labels.get(index + 1).map_or(text.len(), |next| next.block);
        let words = text[label.value..end].trim_start_matches(':').trim().to_owned();
        let slot = slot(&mut answer, &label.name);
        // A label that comes again goes on where it left off.
        let before = slot.take().into_iter();
        let words = before.chain(Some(words).filter(|words| !words.is_empty())).collect::<Vec<_>>().join("\n\n");
        *slot = Some(words).filter(|words| !words.is_empty());
    }
    answer
}

fn slot<'a>(answer: &'a mut Answer, label: &str) -> &'a mut Option<String> {
    match label {
        "best when" => &mut answer.best_when,
        "acknowledge" => &mut answer.acknowledge,
        "respond" => &mut answer.respond,
        "confirm" => &mut answer.confirm,
        _ => &mut answer.from,
    }
}

const LABELS: [&str; 5] = ["best when", "acknowledge", "respond", "confirm", "from"];

/// A paragraph that begins with a bold label.
struct Label {
    name: String,
    /// Where the paragraph begins.
    block: usize,
    /// Where the words after the label begin.
    value: usize,
}

fn labels(text: &str) -> Vec<Label> {
    let mut found = Vec::new();
    let mut paragraph: Option<usize> = None;
    let mut strong: Option<(Range<usize>, String)> = None;
    for (event, range) in Parser::new_ext(text, dialect()).into_offset_iter() {
        match event {
            Event::Start(Tag::Paragraph) => paragraph = Some(range.start),
            Event::Start(Tag::Strong) if paragraph.is_some() => strong = Some((range, String::new())),
            Event::Text(words) if strong.is_some() => {
                if let Some((_, label)) = &mut strong {
                    label.push_str(&words);
                }
            }
            Event::End(TagEnd::Strong) => {
                if let (Some((range, words)), Some(block)) = (strong.take(), paragraph.take()) {
                    let name = words.trim().trim_end_matches(':').trim().to_lowercase();
                    if LABELS.contains(&name.as_str()) {
                        found.push(Label { name, block, value: range.end });
                    }
                }
            }
            _ if strong.is_none() => paragraph = None,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::markdown::outline;

    #[test]
    fn labels_become_parts_and_what_follows_belongs_to_them() {
        let text = "## Answer: Count them {#count}\n\nFirst.\n\n**Best when** the boss\nis there.\n\n**Respond:** Say **this**.\n\n- and\n- that\n\n**From** Jo\n\n## If they push again\n\nNo.\n";
        let body = outline(text, 1);
        let answer = &body.answers[0];
        assert_eq!((answer.name.as_str(), answer.anchor.as_str()), ("Count them", "count"));
        assert_eq!(answer.rest.as_deref(), Some("First."));
        assert_eq!(answer.best_when.as_deref(), Some("the boss\nis there."));
        assert_eq!(answer.respond.as_deref(), Some("Say **this**.\n\n- and\n- that"));
        assert_eq!(answer.from.as_deref(), Some("Jo"));
        assert_eq!(body.answers.len(), 1);
    }

    #[test]
    fn a_label_that_comes_again_loses_nothing() {
        let body = outline("## Answer: A\n\n**Respond** One.\n\n**Confirm** Two?\n\n**Respond** Three.\n", 1);
        assert_eq!(body.answers[0].respond.as_deref(), Some("One.\n\nThree."));
    }

    #[test]
    fn an_answer_without_labels_is_its_text() {
        let body = outline("## Answer: Plain\n\nJust say it.\n", 1);
        assert_eq!(body.answers[0].respond.as_deref(), Some("Just say it."));
        assert!(outline("## Answers we like\n\nx\n", 1).answers.is_empty());
    }
}

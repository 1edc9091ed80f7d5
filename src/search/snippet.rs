//! The piece of an entry that shows why it was found.

use super::draw::{draw, highlights};
use super::fold;
use super::marks::{Mark, Marks};
use super::request::{SectionRef, Snippet};
use super::shown::{SectionText, Shown};

/// Longest snippet, in characters.
pub(super) const LONGEST: usize = 200;
/// Most text of an entry that is looked through, in bytes.
const MOST_TEXT: usize = 24_000;
/// Most text of a question, a glance layer or a summary that is looked through, in bytes.
const MOST_BRIEF: usize = 6_000;
/// Characters shown before the first match.
const BEFORE: usize = 60;
/// Most matches that a snippet may begin at.
const MOST_STARTS: usize = 200;
/// What a word in a heading counts, beside the same word in the text below.
const IN_HEADING: f32 = 2.0;

/// Where in a title the words stand, in characters.
type Highlights = Vec<(usize, usize)>;

/// The section that the match is in, a snippet, and the matches in the title.
pub(super) fn present(shown: &Shown<'_>, marks: &mut Marks) -> (Option<SectionRef>, Snippet, Highlights) {
    let in_title = marks.find(shown.title, shown.language);
    let asked = units(&in_title) | units(&marks.find(first(shown.asked, MOST_BRIEF), shown.language));
    let brief = brief(shown, marks);
    let in_brief = brief.as_ref().map_or(0.0, |brief| brief.weight);
    let (section, stretch) = match best_section(shown, marks) {
        Some(best) if best.is_named() && marks.weight(best.units & !asked) > 0.0 && best.weight(marks) > in_brief => {
            let SectionText { title, anchor, .. } = best.section;
            let place = SectionRef { title: title.to_owned(), anchor: anchor.to_owned() };
            (Some(place), Some((best.section.text, best.found)))
        }
        best => {
            // What the question says already needs no showing where there is an answer to show.
            let says_more = |best: &Best<'_>| brief.is_none() || marks.weight(best.units & !asked) > 0.0;
            (None, without_section(shown, best.filter(says_more), brief, marks))
        }
    };
    let snippet = stretch.map_or_else(Snippet::default, |(text, found)| cut(text, &found, marks));
    (section, snippet, highlights(shown.title, &in_title))
}

/// The section of this number, from its beginning.
pub(super) fn of_section(
    shown: &Shown<'_>,
    number: u32,
    marks: &mut Marks,
) -> (Option<SectionRef>, Snippet, Highlights) {
    let Some(section) = shown.sections.get(number as usize) else { return present(shown, marks) };
    let place = SectionRef { title: section.title.to_owned(), anchor: section.anchor.to_owned() };
    let in_title = marks.find(shown.title, shown.language);
    (Some(place), cut(section.text, &[], marks), highlights(shown.title, &in_title))
}

/// A text outside the sections, with its matches.
struct Brief<'a> {
    weight: f32,
    text: &'a str,
    found: Vec<Mark>,
}

/// The glance layer or the summary, whichever shows more of the words, the glance layer if both do.
fn brief<'a>(shown: &Shown<'a>, marks: &mut Marks) -> Option<Brief<'a>> {
    let mut chosen: Option<Brief<'a>> = None;
    for text in [shown.glance, shown.summary].into_iter().filter(|text| !text.trim().is_empty()) {
        let found = marks.find(first(text, MOST_BRIEF), shown.language);
        let weight = marks.weight(units(&found));
        if chosen.as_ref().is_none_or(|chosen| weight > chosen.weight) {
            chosen = Some(Brief { weight, text, found });
        }
    }
    chosen
}

/// What to show where no section is named: what is brief, unless the body shows more of the words.
fn without_section<'a>(
    shown: &Shown<'a>,
    best: Option<Best<'a>>,
    brief: Option<Brief<'a>>,
    marks: &Marks,
) -> Option<(&'a str, Vec<Mark>)> {
    let in_brief = brief.as_ref().map_or(-1.0, |brief| brief.weight);
    let best = best.map(|best| (marks.weight(units(&best.found)), best));
    match (brief, best) {
        (_, Some((weight, best))) if weight > in_brief => Some((best.section.text, best.found)),
        (Some(brief), _) => Some((brief.text, brief.found)),
        _ => {
            let beginning = shown.sections.iter().find(|section| !section.text.trim().is_empty())?;
            Some((beginning.text, Vec::new()))
        }
    }
}

/// A section of the body, with its matches.
struct Best<'a> {
    section: SectionText<'a>,
    found: Vec<Mark>,
    units: u128,
}

impl Best<'_> {
    fn is_named(&self) -> bool {
        !self.section.title.is_empty()
    }

    fn weight(&self, marks: &Marks) -> f32 {
        marks.weight(self.units)
    }
}

/// The section that says most, the first of equals; `None` where no section has any of the words.
fn best_section<'a>(shown: &Shown<'a>, marks: &mut Marks) -> Option<Best<'a>> {
    let mut best: Option<(f32, Best<'a>)> = None;
    let mut left = MOST_TEXT;
    for section in &shown.sections {
        let text = first(section.text, left);
        left -= text.len();
        let found = marks.find(text, shown.language);
        let heading = units(&marks.find(first(section.title, MOST_BRIEF), shown.language));
        let score = marks.weight(units(&found)) + IN_HEADING * marks.weight(heading);
        if score > 0.0 && best.as_ref().is_none_or(|(most, _)| score > *most) {
            let units = units(&found) | heading;
            best = Some((score, Best { section: *section, found, units }));
        }
        if left == 0 {
            break;
        }
    }
    best.map(|(_, best)| best)
}

fn units(found: &[Mark]) -> u128 {
    found.iter().fold(0, |all, mark| all | mark.units)
}

/// At most so many bytes from the beginning of a text.
fn first(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// The stretch of a text that shows most of the words.
fn cut(text: &str, found: &[Mark], marks: &Marks) -> Snippet {
    let mut best = (-1.0, 0..0);
    let starts = found.iter().take(MOST_STARTS).map(|mark| begin(text, mark.start));
    let mut last = usize::MAX;
    for start in std::iter::once(0).chain(starts) {
        if start == last {
            continue;
        }
        last = start;
        let end = stretch(text, start, LONGEST - 2);
        let inside = found.iter().filter(|mark| mark.start >= start && mark.end <= end);
        let weight = marks.weight(inside.fold(0, |all, mark| all | mark.units));
        if weight > best.0 {
            best = (weight, start..end);
        }
    }
    draw(text, best.1, found)
}

/// Where to begin, so that the match stands near the beginning: after a space.
fn begin(text: &str, at: usize) -> usize {
    let mut before = text[..at].char_indices().rev();
    let Some((far, _)) = before.by_ref().take(BEFORE).last() else { return 0 };
    if far == 0 {
        return 0;
    }
    let sentence = text[far..at].rfind(['\n', '.', '!', '?']).map(|stop| far + stop + 1);
    let space = || text[far..at].find(char::is_whitespace).map(|space| far + space);
    let start = sentence.filter(|stop| text[*stop..at].starts_with(char::is_whitespace)).or_else(space).unwrap_or(far);
    whole(text, start)
}

/// End of a stretch of at most so many characters: before a space, if there is one near.
fn stretch(text: &str, start: usize, most: usize) -> usize {
    let Some((end, _)) = text[start..].char_indices().nth(most) else { return text.len() };
    let end = start + end;
    let near = text.floor_char_boundary(end.saturating_sub(40).max(start));
    let space = text[near..end].rfind(char::is_whitespace).map(|space| near + space);
    match space.filter(|space| *space > start) {
        Some(space) => space,
        None => whole(text, end).max(start),
    }
}

/// The nearest place at or before `at` that does not part a letter from its marks or an emoji from its joiners.
fn whole(text: &str, mut at: usize) -> usize {
    for _ in 0..32 {
        let next = text[at..].chars().next();
        let before = text[..at].chars().next_back();
        let Some(last) = before else { break };
        if !(next.is_some_and(fold::continues) || last == '\u{200d}') {
            break;
        }
        at -= last.len_utf8();
    }
    at
}

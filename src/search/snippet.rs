//! The piece of an entry that shows why it was found.

use super::fold;
use super::marks::{Mark, Marks};
use super::request::{SectionRef, Snippet};
use super::shown::{Shown, ShownSection};

/// Longest snippet, in characters.
pub(super) const LONGEST: usize = 200;
/// Most text of an entry that is looked through, in bytes.
const MOST_TEXT: usize = 24_000;
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
    let asked = units(&in_title) | units(&marks.find(first(shown.asked, MOST_TEXT / 4), shown.language));
    let best = best_section(shown, marks);
    if let Some(Best { section, found, units, .. }) = &best
        && !section.title.is_empty()
        && marks.weight(units & !asked) > 0.0
    {
        let place = SectionRef { title: section.title.to_owned(), anchor: section.anchor.to_owned() };
        return (Some(place), cut(section.text, found, marks), highlights(shown.title, &in_title));
    }
    let snippet = outside_sections(shown, best, marks);
    (None, snippet, highlights(shown.title, &in_title))
}

/// The glance layer or the summary, whichever shows more of the words; else the best of the body.
fn outside_sections(shown: &Shown<'_>, best: Option<Best<'_>>, marks: &mut Marks) -> Snippet {
    let mut texts: Vec<(f32, &str, Vec<Mark>)> = Vec::new();
    for text in [shown.glance, shown.summary] {
        if !text.trim().is_empty() {
            let found = marks.find(first(text, MOST_TEXT / 4), shown.language);
            texts.push((marks.weight(units(&found)), text, found));
        }
    }
    if let Some(best) = best {
        texts.push((marks.weight(units(&best.found)), best.section.text, best.found));
    }
    if let Some(section) = shown.sections.iter().find(|section| !section.text.trim().is_empty()) {
        texts.push((0.0, section.text, Vec::new()));
    }
    let mut chosen: Option<(f32, &str, Vec<Mark>)> = None;
    for text in texts {
        if chosen.as_ref().is_none_or(|chosen| text.0 > chosen.0) {
            chosen = Some(text);
        }
    }
    chosen.map_or_else(Snippet::default, |(_, text, found)| cut(text, &found, marks))
}

struct Best<'a> {
    section: ShownSection<'a>,
    found: Vec<Mark>,
    units: u128,
}

/// The section that says most, the first of equals; `None` where no section has any of the words.
fn best_section<'a>(shown: &Shown<'a>, marks: &mut Marks) -> Option<Best<'a>> {
    let mut best: Option<(f32, Best<'a>)> = None;
    let mut left = MOST_TEXT;
    for section in &shown.sections {
        let text = first(section.text, left);
        left -= text.len();
        let found = marks.find(text, shown.language);
        let heading = units(&marks.find(first(section.title, MOST_TEXT / 8), shown.language));
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

/// A stretch of a text with its spaces evened out, its matches counted in characters, and dots where it was cut.
fn draw(text: &str, stretch: std::ops::Range<usize>, found: &[Mark]) -> Snippet {
    let mut drawing = Drawing::default();
    if !text[..stretch.start].trim().is_empty() {
        drawing.put('…');
    }
    let mut inside = found.iter().filter(|mark| mark.start >= stretch.start && mark.end <= stretch.end).peekable();
    let mut open = None;
    for (at, c) in text[stretch.clone()].char_indices() {
        let at = stretch.start + at;
        if let Some(start) = open
            && inside.peek().is_some_and(|mark| mark.end <= at)
        {
            drawing.mark(start);
            open = None;
            inside.next();
        }
        drawing.character(c);
        if open.is_none() && inside.peek().is_some_and(|mark| mark.start == at) {
            open = Some(drawing.length - 1);
        }
    }
    if let Some(start) = open {
        drawing.mark(start);
    }
    if !text[stretch.end..].trim().is_empty() {
        drawing.put('…');
    }
    drawing.snippet
}

#[derive(Default)]
struct Drawing {
    snippet: Snippet,
    /// Characters drawn.
    length: usize,
    /// A space is due before the next character.
    space: bool,
}

impl Drawing {
    fn put(&mut self, c: char) {
        self.snippet.text.push(c);
        self.length += 1;
    }

    fn character(&mut self, c: char) {
        if c.is_whitespace() || c.is_control() {
            self.space = true;
            return;
        }
        if std::mem::take(&mut self.space) && !(self.snippet.text.is_empty() || self.snippet.text == "…") {
            self.put(' ');
        }
        self.put(c);
    }

    fn mark(&mut self, start: usize) {
        if start < self.length {
            self.snippet.highlights.push((start, self.length));
        }
    }
}

/// Matches in characters.
fn highlights(text: &str, found: &[Mark]) -> Highlights {
    let (mut characters, mut from) = (0, 0);
    let mut count = |to: usize| {
        characters += text[from..to].chars().count();
        from = to;
        characters
    };
    found.iter().map(|mark| (count(mark.start), count(mark.end))).collect()
}

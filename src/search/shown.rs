//! What is stored of an entry, so that snippets can be cut without asking anybody else.

use super::document::Document;
use super::language::Language;

/// Between the stored texts. Cannot stand in a text: it is taken out on the way in.
const BORDER: char = '\u{1f}';

/// The stored texts of an entry.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown<'a> {
    pub language: Language,
    pub title: &'a str,
    /// Question and variants, a line each.
    pub asked: &'a str,
    pub glance: &'a str,
    pub summary: &'a str,
    pub sections: Vec<SectionText<'a>>,
}

/// A stored section.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SectionText<'a> {
    pub title: &'a str,
    pub anchor: &'a str,
    pub text: &'a str,
}

/// The texts of an entry as one.
pub(super) fn encode(document: &Document, language: Language) -> String {
    let length: usize = document.sections.iter().map(|section| section.text.len() + 64).sum();
    let mut out = String::with_capacity(length + 512);
    out.push_str(language.code());
    let title = on_one_line(&document.title);
    let asked: Vec<String> =
        std::iter::once(&document.question).chain(&document.variants).map(|text| on_one_line(text)).collect();
    for text in [&title, &asked.join("\n"), &document.glance, &document.summary] {
        push(&mut out, text);
    }
    for section in &document.sections {
        push(&mut out, &section.title);
        push(&mut out, &section.anchor);
        push(&mut out, &section.text);
    }
    out
}

/// A text without line breaks, since a line break stands between wordings.
pub(super) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn push(out: &mut String, text: &str) {
    out.push(BORDER);
    let mut pieces = text.split(BORDER);
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        out.push(' ');
        out.push_str(piece);
    }
}

/// The texts that [`encode`] put together; whatever is missing is empty.
pub(super) fn decode(stored: &str) -> Shown<'_> {
    let mut texts = stored.split(BORDER);
    let mut next = || texts.next().unwrap_or_default();
    let language = Language::of(next()).unwrap_or(Language::ENGLISH);
    let (title, asked, glance, summary) = (next(), next(), next(), next());
    let mut sections = Vec::new();
    while let (Some(title), Some(anchor), Some(text)) = (texts.next(), texts.next(), texts.next()) {
        sections.push(SectionText { title, anchor, text });
    }
    Shown { language, title, asked, glance, summary, sections }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::document::Section;

    #[test]
    fn what_is_stored_comes_back() {
        let document = Document {
            title: "A\u{1f}b".into(),
            question: "Why?".into(),
            variants: vec!["How come?".into()],
            sections: vec![
                Section { text: "lead".into(), ..Section::default() },
                Section { title: "T".into(), anchor: "t".into(), text: "body".into() },
            ],
            ..Document::default()
        };
        let stored = encode(&document, Language::of("de").unwrap());
        let shown = decode(&stored);
        assert_eq!((shown.title, shown.asked, shown.language.code()), ("A b", "Why?\nHow come?", "de"));
        assert_eq!(shown.sections[1], SectionText { title: "T", anchor: "t", text: "body" });
        assert_eq!(decode("").sections, []);
    }
}

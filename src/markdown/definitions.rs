//! Terms and what they mean, read from a page in any of the forms in which people write a glossary.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::anchors::slug;
use super::{dialect, templates};

/// A term and its meaning in a line, both plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    pub term: String,
    pub meaning: String,
}

impl Definition {
    /// The anchor of the term on the glossary's page.
    pub fn anchor(&self) -> String {
        format!("term-{}", slug(&self.term))
    }
}

/// Longer ones are sentences that happen to begin in bold.
const LONGEST_TERM: usize = 60;

/// The definitions of a page, in their order: `- **Term**: meaning`, `Term` over `: meaning`, rows of a table with the
/// term first, and headings with a paragraph below; the first-level heading is the page's own.
pub fn definitions(text: &str) -> Vec<Definition> {
    let source = templates::prepared(text);
    let mut reader = Reader::default();
    for event in Parser::new_ext(&source, dialect()) {
        reader.step(&event);
    }
    reader.close();
    reader.found
}

/// What is being read.
#[derive(Debug, Default, PartialEq, Eq, Clone, Copy)]
enum Place {
    #[default]
    Elsewhere,
    Term,
    Meaning,
}

#[derive(Default)]
struct Reader {
    place: Place,
    /// Whether a list item began and nothing was read in it yet.
    fresh_item: bool,
    cell: usize,
    term: String,
    meaning: String,
    found: Vec<Definition>,
}

impl Reader {
    fn step(&mut self, event: &Event) {
        match event {
            Event::Start(Tag::Item) => {
                self.close();
                self.fresh_item = true;
            }
            Event::Start(Tag::Strong) if self.fresh_item => self.open(),
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => self.close(),
            Event::Start(Tag::DefinitionListTitle | Tag::Heading { .. }) => self.open(),
            Event::Start(Tag::TableRow) => self.cell = 0,
            Event::Start(Tag::TableCell) if self.cell == 0 => self.open(),
            Event::End(TagEnd::Strong | TagEnd::DefinitionListTitle | TagEnd::Heading(_) | TagEnd::TableCell) => {
                self.cell += usize::from(matches!(event, Event::End(TagEnd::TableCell)));
                if self.place == Place::Term {
                    self.place = Place::Meaning;
                }
            }
            Event::End(TagEnd::Item | TagEnd::DefinitionListDefinition | TagEnd::TableRow | TagEnd::Paragraph) => {
                self.close()
            }
            // The head of a table says what its columns are.
            Event::End(TagEnd::TableHead) => self.forget(),
            Event::Text(words) | Event::Code(words) => self.words(words),
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            _ => {}
        }
    }

    fn open(&mut self) {
        self.close();
        self.place = Place::Term;
    }

    fn words(&mut self, words: &str) {
        self.fresh_item = false;
        match self.place {
            Place::Term => self.term.push_str(words),
            Place::Meaning => self.meaning.push_str(words),
            Place::Elsewhere => {}
        }
    }

    fn close(&mut self) {
        let term = self.term.trim().trim_end_matches(':').trim_end();
        let meaning = self.meaning.trim().trim_start_matches([':', '-', '–', '—', '=']).trim_start();
        if !term.is_empty() && !meaning.is_empty() && term.chars().count() <= LONGEST_TERM {
            self.found.push(Definition { term: term.to_owned(), meaning: meaning.to_owned() });
        }
        self.forget();
    }

    fn forget(&mut self) {
        self.place = Place::Elsewhere;
        self.fresh_item = false;
        self.term.clear();
        self.meaning.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        definitions(text).into_iter().map(|found| (found.term, found.meaning)).collect()
    }

    #[test]
    fn terms_are_read_in_every_usual_form() {
        let pair = [("Champion".to_owned(), "Sells for us when we are not there.".to_owned())];
        for text in [
            "# Glossary\n\nOur words.\n\n- **Champion**: Sells for us\n  when we are not there.\n",
            "* **Champion** – Sells for us when we are not there.\n",
            "* **Champion:** Sells for us when we are not there.\n",
            "Champion\n: Sells for us when we are not there.\n",
            "| Term | Meaning |\n|---|---|\n| Champion | Sells for us when we are not there. |\n",
            "## Champion\n\nSells for us when we are not there.\n\nMore about it.\n",
        ] {
            assert_eq!(read(text), pair, "{text}");
        }
    }

    #[test]
    fn what_defines_nothing_is_no_term() {
        assert_eq!(read("# Glossary\n\n- just a point\n- **bold alone**\n\nText with **bold** in it.\n"), []);
    }
}

//! Beside the form: how it will look at a glance, how long it is to say, and what check would find.

use maud::{Markup, PreEscaped, Render, html};

use super::page::said_first;
use super::picture::beside;
use crate::catalog::Page;
use crate::store::Picture;
use crate::web::urls;
use crate::web::view::Setting;
use crate::web::view::entry::{Article, Depth};
use crate::web::view::html::ticked;
use crate::web::view::words;

/// Words of what is said first: about 15 seconds.
const MOST_WORDS: usize = 40;
/// Words that are said in a minute.
const WORDS_A_MINUTE: usize = 150;

/// What is told of a text while it is written.
#[derive(Debug)]
pub struct Aside<'a> {
    pub setting: Setting<'a>,
    pub page: Option<Page<'a>>,
    pub path: &'a str,
    /// Those that come with it.
    pub pictures: &'a [Picture],
}

impl Render for Aside<'_> {
    fn render(&self) -> Markup {
        html! {
            div.beside #fl-draft aria-label="What becomes of it" role="group" {
                section.findings {
                    h2.label { "Check" }
                    (self.lengths())
                    (self.findings())
                }
                section.preview {
                    h2.label { "At a glance" }
                    @match self.page {
                        Some(page) => { (self.glance(page)) (self.shown(page)) }
                        None => p.quiet { "As it stands, you could not read it." },
                    }
                }
            }
        }
    }
}

impl Aside<'_> {
    /// The glance layer. Its links to parts lead to the page, where the parts are.
    fn glance(&self, page: Page) -> Markup {
        let drawn = Article { setting: self.setting, page, depth: Depth::Glance { part: None } }.render();
        let drawn = drawn.0.replace("href=\"#", &format!("href=\"{}#", page.address()));
        self.with_drafts(drawn)
    }

    /// The pictures of the text, and those that came and stand nowhere in it yet.
    fn shown(&self, page: Page) -> Markup {
        let links = page.entry().body.links.iter().filter(|link| link.picture);
        let mut targets: Vec<&str> = links.map(|link| link.target.as_str()).collect();
        targets.sort_unstable();
        targets.dedup();
        let stands = |picture: &&Picture| targets.iter().any(|target| target.rsplit('/').next() == Some(&picture.name));
        let spare: Vec<&Picture> = self.pictures.iter().filter(|picture| !stands(picture)).collect();
        html! {
            @if !(targets.is_empty() && spare.is_empty()) {
                h2.label.pictures-label { "Pictures" }
                ul.pictures {
                    @for target in targets { li {
                        (self.with_drafts(page.fragment(&format!("![](<{target}>)")).as_str().to_owned()))
                        p.quiet dir="ltr" { (target) }
                    } }
                    @for picture in spare { li {
                        img src=(urls::draft_picture(self.path, &picture.name)) alt="" loading="lazy";
                        p.quiet { span dir="ltr" { (picture.name) } ", not in the text yet" }
                    } }
                }
            }
        }
    }

    /// What is drawn, with the pictures that come: they lie in no folder yet.
    fn with_drafts(&self, mut drawn: String) -> Markup {
        for picture in self.pictures {
            let there = urls::file_address(&beside(self.path, &picture.name));
            let here = html! { img src=(urls::draft_picture(self.path, &picture.name)); }.0;
            let here = here.trim_start_matches("<img ").trim_end_matches('>');
            drawn = drawn.replace(&format!("src=\"{there}\""), here);
        }
        PreEscaped(drawn)
    }

    fn lengths(&self) -> Markup {
        let Some(page) = self.page else { return Markup::default() };
        let entry = page.entry();
        let first = said_first(&entry.detail).map(|(name, text)| (name, count(text)));
        let answers =
            entry.body.answers.iter().filter_map(|answer| Some((&answer.name, count(answer.respond.as_ref()?))));
        html! {
            ul.lengths {
                @if let Some((name, number)) = first {
                    li class=[(number > MOST_WORDS).then_some("over")] { (name) ": " (number) " of " (MOST_WORDS) " words" }
                }
                @for (name, number) in answers {
                    li { span dir="auto" { "“" (name) "”" } ": " (words::count(number, "word", "words")) ", "
                        (number * 60 / WORDS_A_MINUTE) " s aloud" }
                }
            }
        }
    }

    fn findings(&self) -> Markup {
        let found = self.setting.catalog.loaded().diagnostics_of(self.path);
        html! {
            @if found.is_empty() { p.quiet { "Nothing to mend." } }
            @else {
                ul.plain {
                    @for finding in &found {
                        li class={ "finding " (finding.severity.word()) } {
                            p.message dir="auto" {
                                span.severity { (finding.severity.word()) } " "
                                a href="#fl-text" data-line=(finding.line) { "line " (finding.line) } " "
                                (ticked(&finding.message))
                            }
                            @if !finding.help.is_empty() { p.help dir="auto" { (ticked(&finding.help)) } }
                        }
                    }
                }
            }
        }
    }
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

//! `GET /questions-in-pages`: what plain pages answer that reads like a customer's question, and how to make entries
//! of it, `?page=` a further leaf of them; `GET /questions-in-pages/patch`: the change that makes an entry of one of them,
//! to be saved.

use std::ops::Range;

use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, Render, html};
use serde::Deserialize;

use super::{blocking, setting, through_git};
use crate::catalog::{AskedOn, Catalog, Page};
use crate::content::convert::{self, Converted};
use crate::markdown::Asked;
use crate::web::error::Error;
use crate::web::query::ListQuery;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::listing::turns;
use crate::web::view::ready::ready_conversion;
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell, links, words};

/// The questions in pages.
pub async fn questions(State(app): State<App>, query: ListQuery) -> Result<Markup, Error> {
    through_git(&app.clone(), move || {
        let catalog = app.catalog();
        let writes = app.writing.desk().is_ok();
        let page = Questions { setting: setting(&app, &catalog), leaf: &leaf(&catalog, query.leaf), writes };
        Shell { site: &app.name, title: "Questions in pages", field: Field::default(), content: &page }.render()
    })
    .await
}

/// Which question is meant.
#[derive(Debug, Deserialize)]
pub struct Meant {
    /// The path of the page.
    pub page: String,
    /// The anchor under which it is asked.
    #[serde(default)]
    pub at: String,
    /// Its words, since several may stand there.
    pub q: String,
}

/// What a question would be as an entry. Only those can be had that the page of them shows.
pub fn meant(catalog: &Catalog, meant: &Meant) -> Option<Converted> {
    let listed = catalog.questions().iter().any(|asked| asked.path == meant.page);
    let converted = convert::convert(catalog.loaded(), &meant.page, &meant.at, Some(&meant.q));
    converted.ok().filter(|_| listed)
}

/// The change that makes an entry of a question.
pub async fn patch(State(app): State<App>, Query(wanted): Query<Meant>) -> Result<Response, Error> {
    let converted = blocking(move || meant(&app.catalog(), &wanted)).await?.ok_or(Error::NotFound)?;
    let name = converted.entry.path.rsplit('/').next().unwrap_or("entry.md").replace(".md", ".patch");
    let headers = [
        (header::CONTENT_TYPE, "text/x-diff; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{}", urls::encode(&name))),
    ];
    Ok((headers, converted.patch()).into_response())
}

/// What is asked in a page, and what each question would be as an entry; without that where its file is changing.
#[derive(Debug)]
pub struct Convertible<'a> {
    page: &'a AskedOn,
    /// Those of its questions that are on this leaf.
    questions: &'a [Asked],
    /// None of a page that stands further down: each is worked out when it is asked for.
    converted: Option<Vec<Converted>>,
}

/// Questions on one leaf of the list.
const LEAF: usize = 50;
/// Pages whose conversions are shown: each costs a look at all names.
const SHOWN: usize = 20;

/// One leaf of everything that is asked.
#[derive(Debug)]
pub struct Leaf<'a> {
    /// From 1.
    number: usize,
    /// Which of all questions are on it.
    span: Range<usize>,
    /// How many there are in all, and in how many pages.
    questions: usize,
    pages: usize,
    asked: Vec<Convertible<'a>>,
}

/// A leaf of what is asked, made ready to be converted; the last one where there are not so many.
pub fn leaf(catalog: &Catalog, number: usize) -> Leaf<'_> {
    let all = catalog.questions();
    let questions: usize = all.iter().map(|page| page.questions.len()).sum();
    let number = number.clamp(1, questions.div_ceil(LEAF).max(1));
    let span = (number - 1) * LEAF..(number * LEAF).min(questions);
    let ready =
        |page: &AskedOn, asked: &[Asked]| convert::each(catalog.loaded(), &page.path, asked).unwrap_or_default();
    let asked = within(all, &span).into_iter().enumerate().map(|(at, (page, questions))| Convertible {
        page,
        questions,
        converted: (at < SHOWN).then(|| ready(page, questions)),
    });
    Leaf { number, questions, pages: all.len(), asked: asked.collect(), span }
}

/// The questions from one place of the list to another, by page. A page of many is cut where a leaf ends.
fn within<'a>(all: &'a [AskedOn], span: &Range<usize>) -> Vec<(&'a AskedOn, &'a [Asked])> {
    let mut end = 0;
    let cut = all.iter().filter_map(|page| {
        let begin = end;
        end += page.questions.len();
        let place = |place: usize| place.clamp(begin, end) - begin;
        let questions = &page.questions[place(span.start)..place(span.end)];
        (!questions.is_empty()).then_some((page, questions))
    });
    cut.collect()
}

/// Questions by the page that answers them.
#[derive(Debug)]
pub struct Questions<'a> {
    pub setting: Setting<'a>,
    pub leaf: &'a Leaf<'a>,
    /// Whether what people write is committed.
    pub writes: bool,
}

impl Render for Questions<'_> {
    fn render(&self) -> Markup {
        let Leaf { number, questions: count, ref asked, .. } = *self.leaf;
        html! {
            div.entry.asked {
                div.line { div.content {
                    h1.title { "Questions in pages" }
                    p.summary { (summary(count)) }
                } }
                @if count > 0 {
                    (line(2, "To convert one", &how(self.writes)))
                    div.line { div.content {
                        @if count > LEAF { p.quiet { (self.leaf.told()) } }
                        @for page in asked { (self.page(page)) }
                        (turns(urls::QUESTIONS, number, self.leaf.span.end < count))
                    } }
                }
            }
        }
    }
}

impl Leaf<'_> {
    /// Which of them are here.
    fn told(&self) -> String {
        let pages = words::count(self.pages, "page", "pages");
        let (first, last) = (self.span.start + 1, self.span.end);
        let here = if first == last { format!("Number {last}") } else { format!("Numbers {first} to {last}") };
        format!("{here} of {}, from {pages} in all.", self.questions)
    }
}

impl Questions<'_> {
    fn page(&self, here: &Convertible) -> Markup {
        let AskedOn { path, questions } = here.page;
        html! {
            @if let Some(page) = self.setting.catalog.page_at(path) {
                section.file {
                    h2 { (links::page(page)) " " span.count { (questions.len()) } }
                    p.path dir="ltr" { (path) }
                    ul.asked-list {
                        @for (number, each) in here.questions.iter().enumerate() {
                            li { (question(page, each, here.converted.as_ref().map(|all| all.get(number)), self.writes)) }
                        }
                    }
                }
            }
        }
    }
}

fn question(page: Page, asked: &Asked, converted: Option<Option<&Converted>>, writes: bool) -> Markup {
    let entry = page.entry();
    let address = match asked.anchor.as_str() {
        "" => page.address(),
        anchor => urls::answer_address(&entry.id, anchor),
    };
    html! {
        a href=(address) dir="auto" { (asked.words) }
        @if converted == Some(None) {
            p.path { "Its page is being changed; look again in a moment." }
        } @else {
            @if writes { (convert_form(page, asked)) }
            @let patch = urls::question_patch(&entry.path, &asked.anchor, &asked.words);
            @match converted.flatten() {
                Some(converted) => (ready_conversion(converted, &patch)),
                None => p.path { a href=(patch) download { "Save what converting changes" } },
            }
        }
    }
}

fn convert_form(page: Page, asked: &Asked) -> Markup {
    html! {
        form.convert method="post" action=(urls::CONVERT) {
            input type="hidden" name="page" value=(page.entry().path);
            input type="hidden" name="at" value=(asked.anchor);
            input type="hidden" name="q" value=(asked.words);
            button.button type="submit" { "Convert" }
        }
    }
}

fn summary(count: usize) -> String {
    match count {
        0 => "No heading of a plain page reads like a customer's question.".to_owned(),
        count => format!(
            "{} in plain pages {} like tough questions. Search finds them; an entry also says what to ask first, what \
             not to say, and how far it can be relied on.",
            words::count(count, "heading", "headings"),
            if count == 1 { "looks" } else { "look" }
        ),
    }
}

fn how(writes: bool) -> Markup {
    html! {
        p {
            "Converting makes an entry of the answer and leaves a link in its place on the page, both in one commit. "
            @if writes { "Press " strong { "Convert" } ", or take" } @else { "Take" } " the change and run "
            code { "git apply" } " in the content folder, or run " code { "fieldlore convert PAGE#ANCHOR" }
            " there. The entry is unverified until somebody has read it; write its quick response then."
        }
    }
}

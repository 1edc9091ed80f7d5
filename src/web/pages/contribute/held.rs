//! What was typed and leads nowhere now: its entry is gone or not for this person any more, or git did not answer. It is kept
//! as a draft, shown once more, and ready to take along.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, Render, html};

use super::{Subject, Typed, Work};
use crate::model::EntryId;
use crate::store::Draft;
use crate::web::error::{Drawn, Error};
use crate::web::kept::for_one;
use crate::web::urls;
use crate::web::view::Shell;
use crate::web::view::shell::Field;

const GONE: &str = "This entry is not there any more, or it is not for you, so nothing can be changed in it.";

const NO_PICTURE: &str =
    "The picture was not taken: there is nothing that it could stand beside just now. Add it again later.";

impl Work {
    /// Keeps what was typed, and answers why it went nowhere.
    pub(super) async fn hold(self, error: Error, mut typed: Typed) -> Result<Response, Error> {
        let page = self.catalog.page_at_for(&self.viewer, &self.subject.path);
        typed.text = typed.whole(page.map(|page| page.entry()), &self.name());
        // It stands in the text now.
        (typed.name, typed.respond, typed.confirm) = Default::default();
        match typed.r#do.as_str() {
            "download" => return Ok(self.download(&typed.text)),
            "discard" | "theirs" => {
                self.app.store.drop_draft(&self.viewer.id, &self.subject.path).await?;
                return Ok(Redirect::to(urls::YOURS).into_response());
            }
            _ => {}
        }
        let problem = self.keep(None, &typed).await.err();
        let (kept, status) = (problem.is_none() && !self.app.writing.is_for_strangers(), error.status());
        let problem = problem.or(typed.picture.is_some().then_some(NO_PICTURE));
        let page = Held { subject: &self.subject, typed: &typed, error, kept, problem };
        let shell = Shell { site: &self.app.name, title: page.title(), field: Field::default(), content: &page };
        Ok(answer(status, error.retry_after(), shell.render()))
    }
}

fn answer(status: StatusCode, seconds: Option<u32>, drawn: Markup) -> Response {
    let mut response = (status, drawn).into_response();
    response.extensions_mut().insert(Drawn);
    if let Some(seconds) = seconds {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    for_one(response)
}

impl Subject {
    /// An entry that nobody finds here: the file that a draft of it was begun from, else where one of this name would be.
    pub fn lost(kind: &str, slug: &str, begun: &str, drafts: &[Draft]) -> Option<Subject> {
        let id = EntryId::parse(&[kind, slug].join("/"))?;
        let begun = drafts.iter().find(|draft| !begun.is_empty() && draft.begun == begun && draft.asked.is_empty());
        let folder = Some(id.kind().folder()).filter(|folder| !folder.is_empty());
        let made = || folder.into_iter().chain([id.slug()]).collect::<Vec<_>>().join("/") + ".md";
        let path = begun.map_or_else(made, |draft| draft.path.clone());
        Some(Subject { path, id: Some(id), asked: String::new() })
    }
}

/// What was typed, and what became of it.
#[derive(Debug)]
pub struct Held<'a> {
    pub subject: &'a Subject,
    pub typed: &'a Typed,
    pub error: Error,
    /// It is a draft now.
    pub kept: bool,
    /// Why it is none.
    pub problem: Option<&'static str>,
}

impl Held<'_> {
    /// What the page is called.
    pub fn title(&self) -> &'static str {
        "What you typed"
    }

    /// The file may be there another time.
    fn may_pass(&self) -> bool {
        self.error != Error::NotFound
    }

    fn why(&self) -> Markup {
        html! {
            @if self.may_pass() { "It could not be looked up what the file says now: " (self.error) "." } @else { (GONE) }
            " Nothing was sent. "
            @match (self.kept, self.problem) {
                (true, None) => "Your draft is kept, and stands here whole.",
                (true, Some(problem)) => { "Your draft is kept, and stands here. " (problem) },
                (false, Some(problem)) => (problem),
                (false, None) => "What you typed stands here, and nowhere else: copy it or download it.",
            }
        }
    }
}

impl Render for Held<'_> {
    fn render(&self) -> Markup {
        html! {
            div.entry.suggest {
                div.line { div.content {
                    h1.title { (self.title()) }
                    p.banner role="alert" { (self.why()) }
                } }
                div.desk {
                    form.writing method="post" action=(self.subject.address()) data-write {
                        input type="hidden" name="begun" value=(self.typed.begun);
                        input type="hidden" name="note" value=(self.typed.note);
                        label for="fl-text" { "The file " code dir="ltr" { (self.subject.path) } }
                        textarea #fl-text name="text" rows="22" dir="auto" { "\n" (self.typed.text) }
                        div.acts {
                            @if self.may_pass() { button.button.main type="submit" name="do" value="preview" { "Try again" } }
                            button.button type="submit" name="do" value="download" { "Download the file" }
                            @if self.kept {
                                button.plain-button type="submit" name="do" value="discard" formnovalidate { "Throw it away" }
                            }
                        }
                        @if self.kept { p.quiet { a href=(urls::ME) { "What you wrote, as it is kept" } } }
                    }
                }
            }
        }
    }
}

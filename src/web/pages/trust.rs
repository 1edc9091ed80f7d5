//! `GET /trust/{kind}/{slug}`: how far an entry can be relied on, why, and what can be done about it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, Render, html};

use super::{kept_apart, setting};
use crate::catalog::Page;
use crate::insights::{duties, trust};
use crate::model::person::Viewer;
use crate::model::signals::Flag;
use crate::web::error::{Drawn, Error};
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::forms::{FlagForm, MOST_WORDS, StillRight};
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell, links, standing, words};

/// What somebody typed that could not be noted, and why.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub answer: Option<String>,
    pub reason: String,
    /// A flag that was to be closed, with what was done about it.
    pub closing: Option<(i64, String)>,
    pub problem: String,
}

/// The page.
pub async fn trust(
    State(app): State<App>,
    Asker(viewer): Asker,
    Path((kind, slug)): Path<(String, String)>,
) -> Result<Response, Error> {
    let catalog = app.catalog();
    let page = catalog.page_for(&viewer, &[kind, slug].join("/")).ok_or(Error::NotFound)?;
    let reliance = Reliance { setting: setting(&app, &catalog), page, viewer: &viewer, typed: None };
    Ok(kept_apart(&page, draw(&app, reliance)))
}

/// The page once more, with what was typed and why it could not be noted.
pub fn again(app: &App, viewer: &Viewer, entry: &str, status: StatusCode, typed: &Typed) -> Response {
    let catalog = app.catalog();
    let Some(page) = catalog.page_for(viewer, entry) else { return Error::NotFound.into_response() };
    let reliance = Reliance { setting: setting(app, &catalog), page, viewer, typed: Some(typed) };
    let mut response = kept_apart(&page, (status, draw(app, reliance)));
    response.extensions_mut().insert(Drawn);
    response
}

fn draw(app: &App, reliance: Reliance) -> Markup {
    let title = format!("Still right? {}", reliance.page.entry().title);
    Shell { site: &app.name, title: &title, field: Field::default(), content: &reliance }.render()
}

/// How far one entry can be relied on.
#[derive(Debug)]
pub struct Reliance<'a> {
    pub setting: Setting<'a>,
    pub page: Page<'a>,
    pub viewer: &'a Viewer,
    pub typed: Option<&'a Typed>,
}

impl Render for Reliance<'_> {
    fn render(&self) -> Markup {
        let entry = self.page.entry();
        let signal = self.setting.catalog.signals().of(entry.id.as_str());
        let flags = signal.map(|signal| signal.flags.as_slice()).unwrap_or_default();
        html! {
            div.entry.reliance {
                div.line { div.content {
                    nav.crumbs aria-label="Breadcrumbs" { ol { li { (links::page(self.page)) } } }
                    h1.title { "Is it still right?" }
                    div.standing { (standing::line(self.setting, entry)) }
                    @if let Some(typed) = self.typed { p.banner role="alert" { (typed.problem) } }
                } }
                (line(2, "By date", &self.by_date()))
                @if !flags.is_empty() {
                    (line(2, "Flagged", &html! { @for flag in flags { (self.flag(flag)) } }))
                }
                (line(2, "Still right", &self.still_right()))
                (line(2, "Not right", &self.not_right()))
            }
        }
    }
}

impl Reliance<'_> {
    fn by_date(&self) -> Markup {
        let (entry, today) = (self.page.entry(), self.setting.today);
        let known = trust::standing(self.setting.catalog, entry, today);
        let owned = self.setting.catalog.has_owner(entry);
        html! {
            @match (known.due, entry.review_days()) {
                (Some(due), _) => p { "Its review is due " (words::day(due, today)) ", " (words::distance(due, today)) "." },
                (None, Some(_)) => p { "Nobody has said yet that it is right." },
                (None, None) => p { "It is a record or a plain page, which no date makes due." },
            }
            @if !owned && entry.review_days().is_some() {
                @let stewards = duties::stewards(self.setting.catalog, entry.kind);
                p {
                    "Nobody who is here answers for it. "
                    @if stewards.is_empty() { "An " code { "owner" } " in its file would." }
                    @else { "It falls to " (stewards.join(", ")) "." }
                }
            }
        }
    }

    fn flag(&self, flag: &Flag) -> Markup {
        let typed = self.typed.and_then(|typed| typed.closing.as_ref()).filter(|(id, _)| *id == flag.id);
        let outcome = typed.map(|(_, outcome)| outcome.as_str()).unwrap_or_default();
        html! {
            div.flagged {
                p { (standing::flag(self.setting, self.page.entry(), flag)) }
                @if self.setting.catalog.may_verify(self.viewer, self.page.entry()) {
                    form.said-wrong method="post" action=(urls::close_flag(flag.id)) {
                        label {
                            span { "What was done about it" }
                            textarea name="outcome" rows="2" maxlength=(MOST_WORDS) required dir="auto" { (outcome) }
                        }
                        button.button type="submit" { "Close the flag" }
                    }
                } @else {
                    p.quiet { "Its owner or a steward closes it, and says what was done." }
                }
            }
        }
    }

    fn still_right(&self) -> Markup {
        let entry = self.page.entry();
        let signal = self.setting.catalog.signals().of(entry.id.as_str());
        let here = signal.and_then(|signal| signal.verified).filter(|known| known.hash == entry.hash);
        let unwritten = here.filter(|known| entry.common.last_verified.is_none_or(|on| on < known.on));
        let confirmed = signal.and_then(|signal| signal.confirmed).filter(|known| known.hash == entry.hash);
        html! {
            (StillRight(entry))
            @if let Some(known) = unwritten {
                p { "Said so here " (words::day(known.on, self.setting.today)) ", which counts already. For the record, put into its file:" }
                pre tabindex="0" { code { "last_verified: " (known.on) } }
                p { a href=(urls::verified_file(&entry.id)) { "Download the file with this line" } }
            } @else if self.setting.catalog.may_verify(self.viewer, entry) {
                p.quiet { "It counts at once, and you get the line for its file." }
            } @else if entry.common.contributors.contains(&self.viewer.id) {
                p.quiet { "You wrote some of it, so somebody else has to say so." }
            } @else {
                p.quiet { "Your word delays its review once, by half the time." }
            }
            @if let Some(known) = confirmed {
                p { "A reader said so " (words::day(known.on, self.setting.today)) "." }
            }
        }
    }

    fn not_right(&self) -> Markup {
        let typed = self.typed.filter(|typed| typed.closing.is_none());
        let reason = typed.map(|typed| typed.reason.as_str()).unwrap_or_default();
        let answer = typed.and_then(|typed| typed.answer.as_deref());
        html! { (FlagForm { entry: self.page.entry(), reason, answer }) }
    }
}

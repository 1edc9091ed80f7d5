//! `GET /gaps`: what was asked in vain, with what can be done about it. `POST /gaps/decide`: what a steward decided.
//! `GET /gaps/file`: the file that begins with the words.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, Render, html};
use serde::Deserialize;

use super::{setting, through_git};
use crate::catalog::{Catalog, Draft, Page, credited};
use crate::insights::gaps::{Gap, Heard, WINDOW, gaps};
use crate::model::person::Viewer;
use crate::model::taxonomy::Vocabulary;
use crate::store::{Ask, Decision};
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::found_by::{FoundBy, item, quoted};
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell, links, words};

/// The list.
pub async fn list(State(app): State<App>, Asker(viewer): Asker) -> Result<Markup, Error> {
    let now = app.now();
    let heard = Heard::between(&app.store, now - WINDOW, i64::MAX).await?;
    through_git(&app.clone(), move || {
        let catalog = app.catalog();
        let gaps = gaps(&catalog, &heard, now);
        let writes = app.writing.desk().is_ok();
        let page = Gaps { setting: setting(&app, &catalog), viewer: &viewer, gaps: &gaps, writes };
        Shell { site: &app.name, title: "Asked in vain", field: Field::default(), content: &page }.render()
    })
    .await
}

/// What was decided about a gap.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Decided {
    q: String,
    decision: String,
    entry: String,
}

/// Notes a decision of a steward.
pub async fn decide(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Decided>, FormRejection>,
) -> Result<Redirect, Error> {
    let Form(decided) = form.map_err(|_| Error::BadRequest)?;
    let known = ["written", "variant", "synonym", "not_ours"].contains(&decided.decision.as_str());
    if !known || decided.q.trim().is_empty() {
        return Err(Error::BadRequest);
    }
    if !viewer.roles.is_steward() {
        return Err(Error::Forbidden);
    }
    let entry = Some(decided.entry).filter(|entry| app.catalog().page(entry).is_some());
    let (person, at) = (Some(viewer.id.clone()), app.now());
    app.store.decide(Decision { text: decided.q, decision: decided.decision, entry, person, at }).await?;
    Ok(Redirect::to(urls::GAPS))
}

/// The words of a file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Words {
    q: String,
}

/// The file that begins with the words, to be saved; it credits who asked and who writes.
pub async fn file(State(app): State<App>, Asker(viewer): Asker, Query(words): Query<Words>) -> Result<Response, Error> {
    let asks = app.store.open_asks().await?;
    let asked: Vec<&Ask> = asks.iter().filter(|ask| ask.text == words.q).collect();
    let draft = written(&app.catalog(), &viewer, &words.q, &asked);
    let name = draft.path.rsplit('/').next().unwrap_or("question.md").to_owned();
    let headers = [
        (header::CONTENT_TYPE, "text/markdown; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{}", urls::encode(&name))),
    ];
    Ok((headers, draft.text).into_response())
}

/// The file, with the askers and the writer as far as they are known.
fn written(catalog: &Catalog, viewer: &Viewer, words: &str, asks: &[&Ask]) -> Draft {
    let askers = asks.iter().filter_map(|ask| ask.person.as_deref());
    credited(words, catalog.loaded(), askers, &viewer.id)
}

/// What was asked in vain.
#[derive(Debug)]
pub struct Gaps<'a> {
    pub setting: Setting<'a>,
    pub viewer: &'a Viewer,
    pub gaps: &'a [Gap],
    /// What is written here is committed.
    pub writes: bool,
}

impl Render for Gaps<'_> {
    fn render(&self) -> Markup {
        html! {
            div.entry.gaps {
                div.line { div.content { h1.title { "Asked in vain" } p.summary { (self.summary()) } } }
                @for gap in self.gaps { (self.gap(gap)) }
                @if !self.found_by().is_empty() {
                    (line(2, "Other words", &html! {
                        p { "Several people used these entries after they asked so. Search has learned it; written down it counts in full." }
                        @for found in self.found_by() {
                            p { a href=(urls::address(&found.entry.id)) dir="auto" { (links::name(found.entry)) } }
                            (found.ready())
                        }
                    }))
                }
                div.line { div.content { p.quiet {
                    "A search counts as in vain where nothing fitting was found, nothing was opened, or somebody said that it is not \
                     what was needed, in the last 30 days. It leaves this list by itself when a later search of the same finds \
                     its answer, or an entry answers it. Nobody is named here but who asked the team."
                } } }
            }
        }
    }
}

impl<'a> Gaps<'a> {
    fn summary(&self) -> String {
        match self.gaps.len() {
            0 => "Nothing: every search of the last 30 days found an answer, or there were none.".to_owned(),
            number => format!(
                "{}, those of most people first.",
                words::count(number, "question has no good answer", "questions have no good answer")
            ),
        }
    }

    /// What search has learned for entries that the reader looks after.
    fn found_by(&self) -> Vec<FoundBy<'a>> {
        let catalog = self.setting.catalog;
        let Some(learned) = catalog.search.learned() else { return Vec::new() };
        let mut entries: Vec<&str> = learned.wordings().iter().map(|wording| wording.entry.as_str()).collect();
        entries.dedup();
        let pages = entries.into_iter().filter_map(|id| catalog.page(id));
        let own = pages.map(|page| page.entry()).filter(|entry| self.setting.catalog.may_verify(self.viewer, entry));
        own.filter_map(|entry| FoundBy::of(entry, learned.wordings())).collect()
    }

    fn gap(&self, gap: &Gap) -> Markup {
        let count = html! {
            (words::count(gap.people, "person", "people")) ", " (words::count(gap.searches, "search", "searches"))
            @if gap.reopened { " · " strong { "asked again" } }
        };
        line(
            2,
            "They asked",
            &html! {
                p.first-words dir="auto" { a href=(urls::search(gap.words(), &[])) { q { (gap.words()) } } }
                p.gap-count { (count) (self.context(gap)) }
                @if gap.wordings.len() > 1 {
                    ul.gap-wordings { @for wording in gap.wordings.iter().skip(1).take(WORDINGS) { li dir="auto" { q { (wording) } } } }
                }
                @for ask in &gap.asks { p.quiet { (self.asker(ask)) " asked the team " (words::distance(day(ask.at), self.setting.today)) "." } }
                (self.near(gap))
                @if self.viewer.roles.is_steward() { (self.act(gap)) }
            },
        )
    }

    /// Stages, personas and competitors that were spoken of.
    fn context(&self, gap: &Gap) -> Markup {
        let terms = [
            (Vocabulary::Stages, &gap.stages),
            (Vocabulary::Personas, &gap.personas),
            (Vocabulary::Competitors, &gap.competitors),
        ];
        let labels: Vec<String> =
            terms.iter().flat_map(|(vocabulary, ids)| self.setting.labels(*vocabulary, ids)).collect();
        html! { @if !labels.is_empty() { " · " (labels.join(", ")) } }
    }

    fn asker(&self, ask: &Ask) -> String {
        let people = &self.setting.catalog.loaded().people;
        match ask.person.as_deref() {
            Some(id) if id == self.viewer.id => "You".to_owned(),
            Some(id) => people.get(id).map_or("Somebody".to_owned(), |person| person.name.clone()),
            None => "Somebody".to_owned(),
        }
    }

    fn nearest(&self, gap: &Gap) -> Option<Page<'a>> {
        let page = self.setting.catalog.page(&gap.nearest.as_ref()?.id)?;
        self.viewer.may_read(page.entry()).then_some(page)
    }

    fn near(&self, gap: &Gap) -> Markup {
        html! {
            @if let (Some(page), Some(nearest)) = (self.nearest(gap), &gap.nearest) {
                p.quiet { "Nearest: " (links::page(page)) @if nearest.rank > 1 { ", at place " (nearest.rank) } }
            } @else { p.quiet { "No entry is near." } }
        }
    }

    /// What a steward can do: write it down, by a commit where that is possible and by ready lines where it is not, and take
    /// the gap off the list.
    fn act(&self, gap: &Gap) -> Markup {
        let asks: Vec<&Ask> = gap.asks.iter().collect();
        html! {
            div.gap-acts {
                p { a.button href=(urls::write(gap.words())) { "Write it" } }
                @if !self.writes { (self.file(gap, &asks)) }
                @if let Some(page) = self.nearest(gap) { (self.variant(gap, page)) }
                (self.synonym(gap))
                (decide_button(gap, "not_ours", None, "Not ours to answer"))
            }
        }
    }

    fn file(&self, gap: &Gap, asks: &[&Ask]) -> Markup {
        let draft = written(self.setting.catalog, self.viewer, gap.words(), asks);
        html! {
            details.ready {
                summary { "Ready file" }
                p { "Save as " code dir="ltr" { (draft.path) } " in the content folder, or "
                    a href=(urls::gap_file(gap.words())) download { "download it" } "." }
                pre tabindex="0" dir="auto" { code { (draft.text) } }
                (decide_button(gap, "written", None, "It is being written"))
            }
        }
    }

    fn variant(&self, gap: &Gap, page: Page) -> Markup {
        html! {
            details.ready {
                summary { "Add as a wording of the nearest" }
                @if self.writes {
                    form.gap-write method="post" action=(urls::GAP_WRITE) {
                        input type="hidden" name="q" value=(gap.words());
                        input type="hidden" name="entry" value=(page.entry().id);
                        p { "To " (links::page(page)) ", as customers say it:" }
                        @for wording in gap.wordings.iter().take(WORDINGS) {
                            label.tick { input type="checkbox" name="wording" value=(wording) checked; " " span dir="auto" { (wording) } }
                        }
                        button.button type="submit" name="write" value="variant" { "Commit it" }
                    }
                } @else {
                    p { "Add to " code { "variants:" } " in " code dir="ltr" { (page.entry().path) } ":" }
                    pre tabindex="0" dir="auto" { code { @for wording in gap.wordings.iter().take(WORDINGS) { (item(wording)) } } }
                    (decide_button(gap, "variant", Some(page), "It is added"))
                }
            }
        }
    }

    fn synonym(&self, gap: &Gap) -> Markup {
        html! {
            details.ready {
                summary { "Add a synonym" }
                @if self.writes {
                    form.gap-write method="post" action=(urls::GAP_WRITE) {
                        input type="hidden" name="q" value=(gap.words());
                        label { span { "What customers call it" } input type="text" name="from" value=(gap.words()) required maxlength="80" dir="auto"; }
                        label { span { "What we call it" } input type="text" name="to" required maxlength="80" dir="auto"; }
                        button.button type="submit" name="write" value="synonym" { "Commit it" }
                    }
                } @else {
                    p { "Where one word of it is ours under another name, add to " code { "synonyms:" } " in " code { "taxonomy.yaml" } ", with our word at the end:" }
                    pre tabindex="0" dir="auto" { code { "  - {from: [" (quoted(gap.words())) "], to: …}" } }
                    (decide_button(gap, "synonym", None, "It is added"))
                }
            }
        }
    }
}

/// Further wordings that are shown of a gap.
const WORDINGS: usize = 8;

fn decide_button(gap: &Gap, decision: &str, entry: Option<Page>, label: &str) -> Markup {
    html! {
        form.decide action=(urls::DECIDE) method="post" {
            input type="hidden" name="q" value=(gap.words());
            input type="hidden" name="decision" value=(decision);
            @if let Some(page) = entry { input type="hidden" name="entry" value=(page.entry().id); }
            button.plain-button type="submit" { (label) }
        }
    }
}

/// The day of a moment, in UTC.
fn day(at: i64) -> jiff::civil::Date {
    let moment = jiff::Timestamp::from_millisecond(at).unwrap_or_default();
    moment.to_zoned(jiff::tz::TimeZone::UTC).date()
}

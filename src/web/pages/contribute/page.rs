//! The form, with what it will look like beside it.

use maud::{Markup, Render, html};

use super::aside::Aside;
use super::typed::Typed;
use super::{Opened, Subject};
use crate::catalog::Page;
use crate::model::taxonomy::Vocabulary;
use crate::model::{Kind, entry::Detail};
use crate::store::Picture;
use crate::web::assets;
use crate::web::urls;
use crate::web::view::blocks::{bare, line};
use crate::web::view::difference::difference;
use crate::web::view::{Setting, links};

/// Entries that are named for completion.
const NAMED: usize = 1000;

/// What the form holds.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    pub text: String,
    pub note: String,
    /// Hash of the text that it was begun from.
    pub begun: String,
    pub problem: Option<String>,
    /// It was found as a draft.
    pub kept: bool,
    /// The form of another answer is unfolded.
    pub answering: bool,
}

impl Sheet {
    /// The form as it was sent.
    pub fn of(typed: &Typed) -> Sheet {
        let (text, note, begun) = (typed.text.clone(), typed.note.clone(), typed.begun.clone());
        Sheet { text, note, begun, ..Sheet::default() }
    }
}

/// A change that somebody is writing.
#[derive(Debug)]
pub struct Suggestion<'a> {
    /// With the catalog as it would be.
    pub setting: Setting<'a>,
    /// The page that it would be.
    pub page: Option<Page<'a>>,
    /// What comes nearest to a new one.
    pub near: &'a [Page<'a>],
    pub subject: &'a Subject,
    pub opened: &'a Opened,
    pub sheet: &'a Sheet,
    pub pictures: &'a [Picture],
    /// It is published as soon as it is sent.
    pub direct: bool,
    /// What the forge is called, and where it edits the file.
    pub edit: Option<(&'static str, String)>,
}

impl Suggestion<'_> {
    /// What the page is called.
    pub fn title(&self) -> String {
        match (&self.subject.id, self.subject.kind()) {
            (Some(_), _) => "Suggest a change".to_owned(),
            (None, Kind::Objection) => "Write the answer".to_owned(),
            (None, kind) => format!("A new {}", kind.one().to_lowercase()),
        }
    }

    /// The file says something else than what this was begun from, and than this.
    fn is_behind(&self) -> bool {
        self.sheet.begun != self.opened.hash && self.sheet.text != self.opened.text
    }

    fn head(&self) -> Markup {
        html! {
            div.line { div.content {
                @if let Some(id) = &self.subject.id {
                    nav.crumbs aria-label="Breadcrumbs" { ol { li {
                        @match self.page { Some(page) => (links::page(page)), None => a href=(urls::address(id)) { (id) } }
                    } } }
                }
                h1.title { (self.title()) }
                p.summary { (self.where_it_goes()) }
                @if let Some(problem) = &self.sheet.problem { p.banner role="alert" { (problem) } }
                @if self.opened.edited && self.opened.wont.is_none() {
                    p.banner { "The file on the server’s disk holds changes that nobody has committed, or is older. This is what is committed." }
                }
            } }
        }
    }

    fn where_it_goes(&self) -> Markup {
        html! {
            @match (&self.opened.wont, self.direct) {
                (Some(wont), _) => {
                    "What you write is not committed from here: " (wont) ". Your draft is kept, and the file is ready to copy or \
                     download below."
                }
                (None, true) => "Sent, it is one commit in your name, and everybody has it at once.",
                (None, false) => {
                    "Sent, it is one commit in your name on a branch of its own. Everybody has it as soon as it is taken over."
                }
            }
        }
    }

    fn there_already(&self) -> Markup {
        html! {
            ul.plain { @for page in self.near { li.editable { (links::page(*page)) (links::edit(page.entry())) } } }
            p.quiet { "Where one of them says it already, add to that one instead." }
        }
    }

    /// Both texts, until the person decides.
    fn conflict(&self) -> Markup {
        let gone = self.opened.hash.is_empty();
        let body = html! {
            @if gone { p { "The file was taken away since you began. Sent all the same, yours puts it back." } }
            @else {
                p { "Somebody changed the file since you began. Nothing of either is lost: theirs stands here, yours in the form below. \
                     Bring into yours what you want to keep of theirs, then send it." }
                (difference(&self.opened.text, &self.sheet.text))
                p.quiet { "Lines with − are theirs alone, lines with + yours." }
                details.fold { summary { "Their text, whole" }
                    pre.theirs tabindex="0" dir="auto" { code { (self.opened.text) } } }
            }
        };
        html! { div.conflict role="group" aria-label="Two versions" { (line(2, "Changed meanwhile", &body)) } }
    }

    fn form(&self) -> Markup {
        let seen = if self.opened.hash.is_empty() { "none" } else { self.opened.hash.as_str() };
        html! {
            form.writing #fl-write method="post" action=(self.subject.address()) data-write {
                input type="hidden" name="begun" value=(self.sheet.begun);
                @if self.is_behind() { input type="hidden" name="seen" value=(seen); }
                label for="fl-text" { "The file " code dir="ltr" { (self.subject.path) } }
                // A form takes away the first line end behind the tag.
                textarea #fl-text name="text" rows="22" required dir="auto" aria-describedby="fl-kept" { "\n" (self.sheet.text) }
                (self.insert())
                @if self.is_question() { (self.answer()) }
                (self.picture())
                label for="fl-note" { "What it is for, in a line (others read it in the history)" }
                input #fl-note type="text" name="note" value=(self.sheet.note) maxlength="200" dir="auto" autocomplete="off";
                div.acts {
                    button.button type="submit" name="do" value="preview" { "Keep and preview" }
                    @if self.opened.wont.is_some() {
                        button.button.main type="submit" name="do" value="download" { "Download the file" }
                    } @else {
                        button.button.main type="submit" name="do" value="send" {
                            @if self.is_behind() { "Send mine all the same" } @else if self.direct { "Publish" } @else { "Send it" }
                        }
                    }
                    @if self.is_behind() && !self.opened.hash.is_empty() {
                        button.button type="submit" name="do" value="theirs" formnovalidate { "Take theirs, drop mine" }
                    } @else {
                        button.plain-button type="submit" name="do" value="discard" formnovalidate { "Throw it away" }
                    }
                }
                p #fl-kept .quiet role="status" { @if self.sheet.kept { "Your draft, as it was kept." } }
            }
        }
    }

    fn is_question(&self) -> bool {
        self.subject.id.is_some() && self.subject.kind() == Kind::Objection
    }

    /// Another answer, put into the right form.
    fn answer(&self) -> Markup {
        html! {
            details.fold #fl-answer-form open[self.sheet.answering] {
                summary { "Add an answer" }
                div.fields {
                    label for="fl-answer-name" { "What it is called" }
                    input #fl-answer-name type="text" name="name" maxlength="60" dir="auto" autocomplete="off";
                    label for="fl-answer-say" { "What to say" }
                    textarea #fl-answer-say name="respond" rows="4" dir="auto" {}
                    label for="fl-answer-confirm" { "What to ask then" }
                    textarea #fl-answer-confirm name="confirm" rows="2" dir="auto" {}
                    button.button type="submit" name="do" value="preview" { "Put it into the file" }
                }
            }
        }
    }

    fn picture(&self) -> Markup {
        html! {
            details.fold #fl-pictures open[!self.pictures.is_empty()] {
                summary { "Add a picture" }
                div.fields {
                    div #fl-coming {
                        @for picture in self.pictures {
                            p { "Comes with it where the text shows it: " code dir="ltr" { "![What it shows](" (picture.name) ")" } }
                        }
                    }
                    label for="fl-picture" { "PNG, JPEG, GIF or WebP, up to 3 MB" }
                    input #fl-picture type="file" name="picture" accept="image/png,image/jpeg,image/gif,image/webp";
                    button.button type="submit" name="do" value="picture" formenctype="multipart/form-data" { "Add it" }
                }
            }
        }
    }

    /// Names that can be completed: people, terms, entries.
    fn insert(&self) -> Markup {
        let loaded = self.setting.catalog.loaded();
        let people = loaded.people.all().filter(|person| person.active);
        let terms = Vocabulary::ALL.into_iter().flat_map(|list| loaded.taxonomy.terms(list));
        let pages = self.setting.catalog.pages().filter(|page| page.entry().path != self.subject.path);
        let own = |page: &Page| page.entry().kind != Kind::Page;
        let (entries, plain): (Vec<Page>, Vec<Page>) = pages.partition(own);
        html! {
            div.insert {
                label for="fl-name-of" { "A person, term or entry by its name" }
                input #fl-name-of type="text" list="fl-names" dir="auto" autocomplete="off";
                button.button #fl-insert type="button" hidden { "Insert" }
                datalist #fl-names {
                    @for person in people { option value=(person.id) { (person.name) } }
                    @for term in terms { option value=(term.id) { (term.label) } }
                    @for page in entries.iter().chain(&plain).take(NAMED) { option value=(page.entry().id) { (page.entry().title) } }
                }
            }
        }
    }

    /// The file to copy, where it is not committed from here.
    fn ready(&self) -> Markup {
        let body = html! {
            p { "Save as " code dir="ltr" { (self.subject.path) } " in the content folder." }
            @if !self.opened.hash.is_empty() { (difference(&self.opened.text, &self.sheet.text)) }
            details.ready { summary { "The whole file" } pre tabindex="0" dir="auto" { code { (self.sheet.text) } } }
        };
        line(2, "Ready to copy", &body)
    }
}

impl Render for Suggestion<'_> {
    fn render(&self) -> Markup {
        html! {
            div.entry.suggest {
                (self.head())
                @if !self.near.is_empty() { (line(2, "There already?", &self.there_already())) }
                div #fl-conflict { @if self.is_behind() { (self.conflict()) } }
                div.desk {
                    (self.form())
                    (Aside { setting: self.setting, page: self.page, path: &self.subject.path, pictures: self.pictures })
                }
                @if self.opened.wont.is_some() { (self.ready()) }
                @if let Some((forge, address)) = &self.edit {
                    (bare(&html! { p.quiet { "Or " a href=(address) rel="noreferrer" { "edit the file on " (forge) } "." } }))
                }
                script src=(assets::address("suggest.js")) defer {}
            }
        }
    }
}

/// The words that are said first, by the name of their field.
pub fn said_first(detail: &Detail) -> Option<(&'static str, &str)> {
    match detail {
        Detail::Objection(objection) => Some(("Quick response", objection.quick_response.as_deref()?)),
        Detail::Battlecard(card) => Some(("Quick dismiss", card.quick_dismiss.as_deref()?)),
        _ => None,
    }
}

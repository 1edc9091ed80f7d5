//! The answer page: what a rep reads while the customer waits.
//!
//! The order is the order of the conversation: the words to say, what to ask, the answers, proof, what not to say;
//! everything else is folded. For a brush-off the questions come first; where a question may rule the deal out, when
//! to walk away comes first.

use maud::{Markup, html};

use super::outcome::{Outcome, verdict};
use super::{Article, head, parts, replies};
use crate::catalog::{Page, glance, has_customer_text};
use crate::insights::Verdict;
use crate::markdown::RenderedSection;
use crate::model::body::Answer;
use crate::model::objection::{Nature, Objection};
use crate::model::taxonomy::Vocabulary;
use crate::web::urls;
use crate::web::view::blocks::{self, Fact, folded, line};
use crate::web::view::html::heading;
use crate::web::view::setting::Reference;
use crate::web::view::{links, standing, words};

const PUSHED: &str = "If they push again";
const WALK_AWAY: &str = "When to walk away";
const INTERNAL: &str = "Internal notes";

/// Draws the article of a tough question.
pub fn draw(article: &Article, objection: &Objection) -> Markup {
    let rendered = article.page.html();
    let view = Question { article, objection, sections: &rendered.sections, label: article.label() };
    html! {
        (head::draw(article))
        (view.said())
        @match objection.nature {
            Nature::BrushOff => { div.asked-first { (view.asks()) } (view.words()) }
            Nature::Disqualifier => { (view.walk_away_first()) (view.words()) (view.asks()) }
            _ => { (view.words()) (view.asks()) }
        }
        (view.answers())
        (view.proof())
        (view.avoid())
        @if article.is_whole() {
            (view.more())
            (parts::practise_below(article))
            (parts::around(article, view.label))
        } @else {
            div.line { div.content { p.whole { a href=(article.page.address()) { "Open the whole answer" } } } }
        }
    }
}

/// A tough question, piece by piece.
pub(super) struct Question<'a> {
    pub article: &'a Article<'a>,
    pub objection: &'a Objection,
    /// The body as it is drawn.
    pub sections: &'a [RenderedSection],
    /// The level of labels.
    pub label: u8,
}

impl<'a> Question<'a> {
    /// The question as customers say it.
    fn said(&self) -> Markup {
        let entry = self.article.page.entry();
        let question = words::unquoted(&self.objection.question);
        html! {
            div.line.said {
                p.label lang="en" { "They say" }
                div.content {
                    @if question.is_empty() { (heading(self.article.level(), "question", None, &entry.title)) }
                    @else { (heading(self.article.level(), "question", None, html! { q { (question) } })) }
                    @if let Some(step) = self.objection.nature.first_step() { p.first-step { (step) } }
                }
            }
        }
    }

    /// The quick response, how far it can be relied on, and its copy link.
    fn words(&self) -> Markup {
        let (setting, entry) = (self.article.setting, self.article.page.entry());
        let body = html! {
            @match &self.objection.quick_response {
                Some(words) => p.quick-response dir="auto" { (words) },
                None => {
                    p.quick-response.missing dir="auto" { (glance(entry)) }
                    p.quiet lang="en" { "Nobody has written a quick response yet." }
                }
            }
            div.standing lang="en" {
                (standing::line(setting, entry))
                @if self.objection.quick_response.is_some() { (self.copy(None)) }
            }
        };
        line(self.label, "You say", &body)
    }

    /// A link to what may be given to a customer; the script copies it instead. What has expired is not offered.
    fn copy(&self, answer: Option<&str>) -> Markup {
        let (page, today) = (&self.article.page, self.article.setting.today);
        html! {
            @if has_customer_text(page, answer, today) {
                a.copy data-copy href=(urls::customer_text(&page.entry().id, answer)) { "Copy for the customer" }
            }
        }
    }

    pub fn asks(&self) -> Markup {
        html! {
            @if !self.objection.clarify.is_empty() {
                (line(self.label, "Ask first", &html! {
                    ul.asks { @for question in &self.objection.clarify { li dir="auto" { (words::unquoted(question)) } } }
                }))
            }
        }
    }

    fn answers(&self) -> Markup {
        let entry = self.article.page.entry();
        let answers = &entry.body.answers;
        let ranked = self.article.setting.ranked(entry);
        let list = html! {
            (verdict(ranked.verdict))
            @if !answers.is_empty() {
                div.answers {
                    @for (place, answer) in ranked.order.iter().filter_map(|at| answers.get(*at)).enumerate() {
                        (self.answer(place + 1, answer, place == 0 && ranked.verdict == Verdict::Leading))
                    }
                }
            }
            (replies::draw(self.article))
        };
        let label = if answers.len() == 1 { "Answer" } else { "Answers" };
        let any = !answers.is_empty() || self.article.setting.seen.outcomes.is_some();
        html! { @if any { (line(self.label, label, &list)) } }
    }

    /// One line that opens to what to say. The anchor stands inside, so that a link to it unfolds it in every browser.
    fn answer(&self, number: usize, answer: &'a Answer, leads: bool) -> Markup {
        let page = &self.article.page;
        let outcome = Outcome::of(self.article, answer, leads);
        html! {
            details.answer data-key=(number) {
                summary {
                    span.key aria-hidden="true" { (number) }
                    span.line-of-answer dir="auto" {
                        strong { (answer.name) }
                        @if let Some(best) = &answer.best_when { span.best { span lang="en" { ": best when " } bdi { (crate::markdown::plain(best).trim_end_matches('.')) } } }
                        (outcome.signal())
                    }
                }
                div.answer-body id=(answer.anchor) {
                    (parts_of(*page, answer))
                    p.answer-foot lang="en" {
                        (self.copy(Some(&answer.anchor)))
                        a.stable data-link href=(urls::answer_address(&page.entry().id, &answer.anchor)) { "Link to this answer" }
                    }
                    (outcome.draw())
                }
            }
        }
    }

    fn proof(&self) -> Markup {
        let points: Vec<_> = self.objection.proof.iter().filter_map(|reference| self.proof_point(reference)).collect();
        html! {
            @if !points.is_empty() {
                (line(self.label, "Proof", &html! { ul.plain { @for point in points { li { (point) } } } }))
            }
        }
    }

    /// A proof point and what may be said of it outside.
    fn proof_point(&self, reference: &str) -> Option<Markup> {
        let Reference::Page(page, _) = self.article.setting.follow(reference) else { return None };
        let permission = match &page.entry().detail {
            crate::model::Detail::ProofPoint(proof) => Some(proof.permission_on(self.article.setting.today).label()),
            _ => None,
        };
        Some(html! {
            (links::page(page)) @if let Some(permission) = permission { " " span.kind { (permission) } }
        })
    }

    pub fn avoid(&self) -> Markup {
        html! {
            @if !self.objection.avoid.is_empty() {
                (line(self.label, "Do not say", &html! {
                    div.avoids { @for text in &self.objection.avoid { (avoid(text)) } }
                }))
            }
        }
    }

    pub fn walk_away_first(&self) -> Markup {
        html! {
            @if let Some(section) = self.section(WALK_AWAY) {
                (line(self.label, WALK_AWAY, &html! { div.prose.first-words dir="auto" { (section.html) } }))
            }
        }
    }

    fn section(&self, title: &str) -> Option<&'a RenderedSection> {
        self.sections.iter().find(|section| section.title.eq_ignore_ascii_case(title))
    }

    /// Everything that can wait, each behind one line.
    fn more(&self) -> Markup {
        let objection = self.objection;
        let first = objection.nature == Nature::Disqualifier;
        let more = html! {
            @if let Some(earlier) = &objection.set_up_earlier { (folded(None, "Set it up earlier", &html! { p { (earlier) } })) }
            (self.folded_section(PUSHED))
            @if !first { (self.folded_section(WALK_AWAY)) }
            @for section in self.others() { (folded(Some(&section.anchor), title(section), &section.html)) }
            @if !objection.variants.is_empty() {
                (folded(None, "Other wordings", &html! {
                    ul.points { @for wording in &objection.variants { li dir="auto" { q { (words::unquoted(wording)) } } } }
                }))
            }
            @if let Some(notes) = self.section(INTERNAL) {
                (folded(Some(&notes.anchor), INTERNAL, &html! { p.internal { "Never for customers" } (notes.html) }))
            }
            (folded(None, "About this entry", &html! {
                (blocks::facts(&self.facts()))
                (parts::source(self.article))
            }))
        };
        line(self.label, "More", &html! { div.folds { (more) } })
    }

    fn folded_section(&self, title: &str) -> Markup {
        html! { @if let Some(section) = self.section(title) { (folded(Some(&section.anchor), title, &section.html)) } }
    }

    /// Sections that have no place of their own.
    fn others(&self) -> impl Iterator<Item = &'a RenderedSection> {
        let entry = self.article.page.entry();
        let placed = move |section: &RenderedSection| {
            [PUSHED, WALK_AWAY, INTERNAL].iter().any(|title| section.title.eq_ignore_ascii_case(title))
                || entry.body.answers.iter().any(|answer| answer.anchor == section.anchor)
                || section.html.as_str().trim().is_empty()
        };
        self.sections.iter().filter(move |section| !placed(section))
    }

    fn facts(&self) -> Vec<Fact> {
        let (setting, objection) = (&self.article.setting, self.objection);
        let category = objection.category.as_deref().map(|id| setting.label(Vocabulary::ObjectionCategories, id));
        let own = [
            Fact::text("Title", Some(self.article.page.entry().title.clone())),
            Fact::text("Category", category),
            Fact::text("What kind of no", Some(objection.nature.label())),
            Fact::words("Raised by", &setting.labels(Vocabulary::BuyerRoles, &objection.raised_by)),
            Fact::text("Pull in", objection.escalate_to.as_deref().map(|id| setting.person(id))),
            Fact::text("Changes often", objection.volatile.then_some("holds prices, dates or plans")),
        ];
        own.into_iter().flatten().chain(parts::common_facts(self.article)).collect()
    }
}

/// What is said in an answer, part by part.
pub(super) fn parts_of(page: Page, answer: &Answer) -> Markup {
    let parts = [
        ("Acknowledge", &answer.acknowledge),
        ("Respond", &answer.respond),
        ("Confirm", &answer.confirm),
        ("From", &answer.from),
    ];
    html! {
        @if let Some(rest) = &answer.rest { div.prose dir="auto" { (page.fragment(rest)) } }
        @for (label, text) in parts {
            @if let Some(text) = text {
                div class={ "part " (label.to_lowercase()) } {
                    p.part-label lang="en" { (label) }
                    div.part-words dir="auto" { (page.fragment(text)) }
                }
            }
        }
    }
}

fn title(section: &RenderedSection) -> &str {
    if section.title.is_empty() { "Background" } else { &section.title }
}

/// What not to say in one line; why not behind it.
fn avoid(text: &str) -> Markup {
    let (first, why) = words::first_sentence(text);
    let bare = words::unquoted(first);
    let first = html! { @if bare == first { (first.trim_end_matches(':')) } @else { q { (bare) } } };
    html! {
        @if why.is_empty() { p.avoid dir="auto" { (first) } }
        @else { details.avoid { summary { span dir="auto" { (first) } } p.why dir="auto" { (why) } } }
    }
}

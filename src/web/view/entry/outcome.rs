//! How an answer does: a few words in its line, the counts behind it, and what to say of it oneself.
//!
//! Who is asked what came of an answer sees nothing of what others said until then.

use maud::{Markup, html};

use super::Article;
use crate::insights::{Tally, Verdict};
use crate::model::body::Answer;
use crate::store::{Asked, Said};
use crate::web::urls;
use crate::web::view::asked::{Vote, occasion, when};
use crate::web::view::deals::deal;
use crate::web::view::words;

/// An answer and what the viewer may see of how it does.
pub struct Outcome<'a> {
    article: &'a Article<'a>,
    answer: &'a Answer,
    tally: Option<Tally>,
    asked: Vec<&'a Asked>,
    leads: bool,
}

impl<'a> Outcome<'a> {
    /// Of an answer; `leads` where it stands first and leads.
    pub fn of(article: &'a Article<'a>, answer: &'a Answer, leads: bool) -> Outcome<'a> {
        let entry = article.page.entry();
        let asked = article.setting.asked_about(entry, answer);
        let tally = article.setting.tally(entry, answer).filter(|_| asked.iter().all(|asked| asked.said.is_some()));
        Outcome { article, answer, tally, asked, leads }
    }

    /// A few words for the line of the answer.
    pub fn signal(&self) -> Markup {
        html! {
            @if let Some(tally) = &self.tally {
                span.signal lang="en" {
                    "; "
                    @if self.leads { strong.leads { "leading" } ", " }
                    @if tally.votes() > 0 { (tally.worked) " of " (tally.votes()) ", " }
                    (tally.words())
                }
            }
        }
    }

    /// The counts, and what the viewer can say.
    pub fn draw(&self) -> Markup {
        html! {
            @if self.article.setting.seen.outcomes.is_some() {
                div.voices lang="en" data-answer=(self.reference()) {
                    (self.own())
                    @if let Some(tally) = &self.tally { p.counts { (counts(tally)) } }
                }
            }
        }
    }

    fn reference(&self) -> String {
        format!("{}#{}", self.article.page.entry().id, self.answer.anchor)
    }

    /// What is asked, else what was said last; and the button for the next use.
    fn own(&self) -> Markup {
        let open: Vec<_> = self.asked.iter().filter(|asked| asked.said.is_none()).collect();
        let said = self.asked.first().filter(|_| open.is_empty());
        html! {
            @for asked in &open { (self.question(asked)) }
            @if let Some(asked) = said { (self.said(asked)) }
            @if open.is_empty() { (self.button()) }
        }
    }

    fn button(&self) -> Markup {
        html! {
            form.use method="post" action=(urls::USE) data-act {
                input type="hidden" name="answer" value=(self.reference());
                button type="submit" { "I’ll use this" }
            }
        }
    }

    fn question(&self, asked: &Asked) -> Markup {
        let setting = &self.article.setting;
        html! {
            p.ask {
                @match &asked.deal {
                    Some(name) => { "Did it work with " bdi { (deal(setting, name)) } "?" }
                    None => { "You used it " (when(asked.at, setting.seen.now, setting.today)) ". Did it work?" }
                }
            }
            (Vote { setting: self.article.setting, asked, answer: self.reference(), start: false })
        }
    }

    fn said(&self, asked: &Asked) -> Markup {
        let words = match asked.said {
            Some(Said::Worked) => "You said that it worked",
            Some(Said::Partly) => "You said that it worked in part",
            Some(Said::DidNot) => "You said that it did not work",
            _ => "You did not say it",
        };
        html! {
            p.ask {
                (words)
                @if let Some(name) = &asked.deal { ", with " bdi { (deal(&self.article.setting, name)) } }
                ". You can change that:"
            }
            (Vote { setting: self.article.setting, asked, answer: self.reference(), start: false })
            @if asked.said == Some(Said::DidNot) { (self.note(asked)) }
        }
    }

    /// What happened, for whoever mends the answer. Nobody has to.
    fn note(&self, asked: &Asked) -> Markup {
        let id = format!("fl-note-{}", self.answer.anchor);
        html! {
            details.note open[asked.note.is_none()] {
                summary { @if asked.note.is_some() { "Your note" } @else { "What happened? Only if you like" } }
                form.say method="post" action=(urls::VOTE) data-act {
                    input type="hidden" name="answer" value=(self.reference());
                    input type="hidden" name="value" value=(Said::DidNot.name());
                    (occasion(asked))
                    label.unseen for=(id) { "What happened?" }
                    textarea id=(id) name="note" rows="3" maxlength="2000" dir="auto" { (asked.note.as_deref().unwrap_or_default()) }
                    button type="submit" { "Keep the note" }
                }
            }
        }
    }
}

/// The counts in sentences: counts first, and how sure they are.
fn counts(tally: &Tally) -> Markup {
    let (votes, uses) = (tally.votes(), tally.uses);
    let percent = |share: f64| (share * 100.0).round();
    html! {
        @if votes == 0 {
            "Nobody has said yet whether it works"
            @if uses > 0 { ", after " (words::count(uses as usize, "use", "uses")) }
            "."
        } @else {
            (tally.worked) " of " (votes) " said it worked"
            @if tally.partly > 0 { ", " (tally.partly) " in part" }
            @if tally.did_not > 0 { ", " (tally.did_not) " that it did not" }
            @if tally.earlier > 0 { "; " (tally.earlier) " of them about an earlier wording" }
            ". "
            @if let Some((low, high)) = tally.interval() {
                "How often it really works is somewhere from " (percent(low)) " to " (percent(high)) "%, nine times out of ten. "
            }
            (words::count(votes as usize, "vote", "votes")) " from " (words::count(uses as usize, "use", "uses"))
            @if tally.few_told() { " (few told us)" }
            @if tally.reviewed > 0 { "; " (words::count(tally.reviewed as usize, "vote", "votes")) " from win/loss reviews, as customers told it" }
            "."
        }
    }
}

/// What can be said above several answers.
pub fn verdict(verdict: Verdict) -> Markup {
    html! {
        @if verdict == Verdict::Open {
            p.no-leader.quiet lang="en" { "No clear leader yet: the first two take turns." }
        }
    }
}

//! What a buddy or a manager says of a step: one tap, or "not yet" with words.

use maud::{Markup, html};

use crate::model::EntryId;
use crate::web::urls;

/// Most letters of what is said with "not yet".
pub const MOST_WORDS: usize = 500;

/// Where one comes from and goes back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    Team,
    Person,
}

impl Back {
    /// The word in the form.
    pub fn name(self) -> &'static str {
        if self == Back::Team { "team" } else { "person" }
    }
}

/// The forms about one step of somebody.
#[derive(Debug, Clone, Copy)]
pub struct Sign<'a> {
    pub person: &'a str,
    pub path: &'a EntryId,
    pub step: &'a str,
    /// The step in words, for who does not see where a button stands.
    pub about: &'a str,
    pub back: Back,
}

impl Sign<'_> {
    /// Sign, or say "not yet".
    pub fn answer(&self) -> Markup {
        html! {
            div.answering {
                (self.sign())
                details.not-yet {
                    summary { "Not yet" }
                    form.say method="post" action=(urls::TEAM_SIGN) {
                        (self.hidden())
                        label { span { "What is missing, in a few words" }
                            textarea name="words" rows="2" maxlength=(MOST_WORDS) dir="auto" {} }
                        button type="submit" name="do" value="not_yet" aria-label={ "Say not yet: " (self.about) } { "Say not yet" }
                    }
                }
            }
        }
    }

    /// Sign.
    pub fn sign(&self) -> Markup {
        self.button("sign", "Sign", "button")
    }

    /// Take a signature back.
    pub fn undo(&self) -> Markup {
        self.button("undo", "Undo", "plain-button")
    }

    fn button(&self, act: &str, label: &str, class: &str) -> Markup {
        html! {
            form.acts method="post" action=(urls::TEAM_SIGN) {
                (self.hidden())
                button class=(class) type="submit" name="do" value=(act) aria-label={ (label) ": " (self.about) } { (label) }
            }
        }
    }

    fn hidden(&self) -> Markup {
        html! {
            input type="hidden" name="person" value=(self.person);
            input type="hidden" name="path" value=(self.path);
            input type="hidden" name="step" value=(self.step);
            input type="hidden" name="back" value=(self.back.name());
        }
    }
}

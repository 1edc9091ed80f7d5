//! `GET /auth/signed-out`: what is said when a session has ended.

use axum::extract::State;
use maud::{Markup, Render, html};

use crate::web::state::App;
use crate::web::urls;
use crate::web::view::Shell;
use crate::web::view::shell::Field;

/// The page.
pub async fn signed_out(State(app): State<App>) -> Markup {
    Shell { site: &app.name, title: "Signed out", field: Field::default(), content: &SignedOut }.render()
}

/// Words, and the way back in.
#[derive(Debug)]
pub struct SignedOut;

impl Render for SignedOut {
    fn render(&self) -> Markup {
        html! {
            div.entry.refusal {
                div.line { div.content {
                    h1.title { "You are signed out" }
                    p.summary {
                        "This browser does not know you any more. You may still be signed in at the identity provider itself: on a \
                         machine that others use, sign out there too."
                    }
                } }
                div.line { div.content { p.whole { a href=(urls::SIGN_IN) { "Sign in" } } } }
            }
        }
    }
}

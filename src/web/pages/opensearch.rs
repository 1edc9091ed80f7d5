//! `GET /opensearch.xml`: lets a browser search here from its address bar.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, PreEscaped, Render, html};

use crate::web::host::Base;
use crate::web::state::App;
use crate::web::view::words::cut;
use crate::web::view::xml::{DECLARATION, allowed};
use crate::web::{assets, urls};

/// The longest name that the format takes.
const SHORT: usize = 16;
const TYPE: &str = "application/opensearchdescription+xml; charset=utf-8";

/// The description.
pub async fn opensearch(State(app): State<App>, base: Base) -> Response {
    let description = Description { site: &app.name, base: &base };
    ([(header::CONTENT_TYPE, TYPE)], description.render().into_string()).into_response()
}

/// An OpenSearch 1.1 description.
#[derive(Debug)]
pub struct Description<'a> {
    pub site: &'a str,
    pub base: &'a Base,
}

impl Render for Description<'_> {
    fn render(&self) -> Markup {
        let template = |address: &str| format!("{}?q={{searchTerms}}", self.base.join(address));
        html! {
            (PreEscaped(DECLARATION))
            OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/" {
                ShortName { (cut(&allowed(self.site), SHORT - 1)) }
                Description { "Search " (allowed(self.site)) }
                InputEncoding { "UTF-8" }
                Image width="16" height="16" type="image/svg+xml" { (self.base.join(assets::address("icon.svg"))) }
                Url type="text/html" template=(template(urls::SEARCH)) {}
                Url type="application/x-suggestions+json" template=(template(urls::SUGGEST)) {}
            }
        }
    }
}

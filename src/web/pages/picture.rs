//! `GET /files/{path}`: a picture. A drawing that is opened by itself comes framed in a page.
//!
//! An SVG is a document that can hold pages, scripts and links to anywhere. As a picture in a page none of it has any
//! effect; opened by itself some of it has, whatever the policy says: a browser may connect to a host that is only
//! named. So a browser is never given one where it asks for a document.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, Render, html};

use crate::web::error::Error;
use crate::web::state::App;
use crate::web::view::Shell;
use crate::web::view::shell::Field;
use crate::web::{files, urls};

/// The picture itself, or the page around a drawing.
pub async fn picture(State(app): State<App>, Path(path): Path<String>, asked: HeaderMap) -> Result<Response, Error> {
    let drawing = files::is_drawing(&path);
    let framed = drawing && wants_document(&asked);
    let name = app.name.clone();
    let picture = files::file(&app, path.clone(), asked).await?;
    let mut response = if framed {
        let content = Framed { path: &path };
        Shell { site: &name, title: &path, field: Field::default(), content: &content }.render().into_response()
    } else {
        picture
    };
    if drawing {
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
    }
    Ok(response)
}

/// Browsers name HTML where they are about to show a document, and only there.
fn wants_document(asked: &HeaderMap) -> bool {
    let lists = asked.get_all(header::ACCEPT).iter().map(|list| list.to_str().unwrap_or("text/html"));
    lists.flat_map(|list| list.split(',')).any(|each| {
        let kind = each.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        kind.contains("html") || kind.ends_with("/xml")
    })
}

/// A drawing as a picture in a page.
#[derive(Debug)]
pub struct Framed<'a> {
    /// Its path below the content folder.
    pub path: &'a str,
}

impl Render for Framed<'_> {
    fn render(&self) -> Markup {
        html! {
            div.entry.framed {
                div.line { div.content.prose {
                    h1.path dir="ltr" { (self.path) }
                    p { img src=(urls::file_address(self.path)) alt=(self.path); }
                } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_about_to_show_a_document_wants_one() {
        let wants = |accept: &'static str| {
            wants_document(&HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]))
        };
        assert!(wants("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        assert!(wants("image/png, TEXT/HTML") && wants("application/xml"));
        assert!(!wants("image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.8") && !wants("*/*"));
        assert!(!wants_document(&HeaderMap::new()));
    }
}

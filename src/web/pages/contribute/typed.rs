//! What a form of somebody who writes says, with a picture or without.

use axum::body::Bytes;
use axum::extract::{Form, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use serde::Deserialize;

use super::subject::LONGEST;
use crate::catalog::{Said, answer};
use crate::content::amend::with_section;
use crate::model::Entry;
use crate::web::error::Error;

/// Characters of a line that says what a change is for.
const LONGEST_NOTE: usize = 200;

/// A form as it is sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// `preview`, `send`, `picture`, `download`, `theirs` or `discard`.
    pub r#do: String,
    pub text: String,
    pub note: String,
    /// Hash of the text that it was begun from.
    pub begun: String,
    /// Hash of a newer text that was shown beside it, or `none`.
    pub seen: String,
    /// Of another answer: its name, what to say, and how to go on.
    pub name: String,
    pub respond: String,
    pub confirm: String,
    #[serde(skip)]
    pub picture: Option<(String, Bytes)>,
}

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Typed, Error> {
        let kind = request.headers().get(header::CONTENT_TYPE).map(|kind| kind.as_bytes().to_owned());
        let with_files = kind.is_some_and(|kind| kind.starts_with(b"multipart/form-data"));
        let typed = if with_files {
            let parts = Multipart::from_request(request, state).await.map_err(|_| Error::BadRequest)?;
            Typed::of_parts(parts).await?
        } else {
            let form = Form::<Typed>::from_request(request, state).await;
            form.map_err(|refused| too_large(refused.status()))?.0
        };
        if typed.text.len() > LONGEST { Err(Error::TooLarge) } else { Ok(typed.tidied()) }
    }
}

fn too_large(status: StatusCode) -> Error {
    if status == StatusCode::PAYLOAD_TOO_LARGE { Error::TooLarge } else { Error::BadRequest }
}

impl Typed {
    async fn of_parts(mut parts: Multipart) -> Result<Typed, Error> {
        let mut typed = Typed::default();
        while let Some(part) = parts.next_field().await.map_err(|error| too_large(error.status()))? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|error| too_large(error.status()))?;
            if let (Some(file), "picture") = (file, name.as_str()) {
                typed.picture = Some((file, bytes)).filter(|(_, bytes)| !bytes.is_empty());
                continue;
            }
            let value = String::from_utf8(bytes.to_vec()).map_err(|_| Error::BadRequest)?;
            match name.as_str() {
                "do" => typed.r#do = value,
                "text" => typed.text = value,
                "note" => typed.note = value,
                "begun" => typed.begun = value,
                "seen" => typed.seen = value,
                "name" => typed.name = value,
                "respond" => typed.respond = value,
                "confirm" => typed.confirm = value,
                _ => {}
            }
        }
        Ok(typed)
    }

    /// Lines as they end here, and a note in one line. Forms end lines otherwise.
    fn tidied(mut self) -> Typed {
        self.text = self.text.replace("\r\n", "\n").replace('\0', "");
        let note = self.note.split_whitespace().collect::<Vec<_>>().join(" ");
        self.note = note.chars().filter(|letter| !letter.is_control()).take(LONGEST_NOTE).collect();
        self
    }

    /// What was typed of another answer, by the names of its fields.
    pub fn answer(&self) -> [(&'static str, &str); 3] {
        [("name", &self.name), ("respond", &self.respond), ("confirm", &self.confirm)]
    }

    /// The text with the other answer, where one was typed; as a plain section where nobody finds the entry.
    pub fn whole(&self, entry: Option<&Entry>, from: &str) -> String {
        let typed = self.answer().iter().any(|(_, value)| !value.trim().is_empty());
        if !typed {
            return self.text.clone();
        }
        let name = if self.name.trim().is_empty() { &self.respond } else { &self.name };
        let name = name.lines().next().unwrap_or("Another answer");
        let (respond, confirm) = (self.respond.replace("\r\n", "\n"), self.confirm.replace("\r\n", "\n"));
        let Some(entry) = entry else {
            let parts = [respond, confirm].into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>();
            return with_section(&self.text, &format!("## {name}\n\n{}\n", parts.join("\n\n")));
        };
        let said = Said { anchor: "", name, respond: &respond, confirm: &confirm, from };
        with_section(&self.text, &answer(entry, &said))
    }
}

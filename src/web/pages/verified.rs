//! `GET /verified/{kind}/{slug}`: the file of an entry with today as the day on which it was verified, and nothing else
//! changed.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;

use super::blocking;
use crate::fs;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;

/// Fields that say when somebody looked.
const FIELDS: [&str; 3] = ["last_verified", "last_reviewed_on", "reviewed"];

/// The file, for its owner and stewards.
pub async fn verified(
    State(app): State<App>,
    Asker(viewer): Asker,
    Path((kind, slug)): Path<(String, String)>,
) -> Result<Response, Error> {
    blocking(move || {
        let catalog = app.catalog();
        let page = catalog.page(&[kind, slug].join("/")).ok_or(Error::NotFound)?;
        if !catalog.may_verify(&viewer, page.entry()) {
            return Err(Error::Forbidden);
        }
        let path = page.entry().path.as_str();
        let bytes = fs::read(&catalog.loaded().root.join(path)).map_err(|_| Error::NotFound)?;
        let text = String::from_utf8(bytes).map_err(|_| Error::NotFound)?;
        if !catalog.loaded().is_as_read(path, text.as_bytes()) {
            return Err(Error::NotFound);
        }
        let stamped = stamped(&text, app.clock.today()).ok_or(Error::NotFound)?;
        let name: String = path.rsplit('/').next().unwrap_or(path).chars().filter(|c| is_plain(*c)).collect();
        let headers = [
            (header::CONTENT_TYPE, "text/markdown; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        ];
        Ok((headers, stamped).into_response())
    })
    .await?
}

fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || ['-', '_', '.'].contains(&letter)
}

/// The text with the day in its front matter; none where it has no front matter.
fn stamped(text: &str, today: Date) -> Option<String> {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let open = lines.iter().position(|line| !line.trim_start_matches('\u{feff}').trim().is_empty())?;
    let (fence, sign) = match lines[open].trim_start_matches('\u{feff}').trim_end() {
        "---" => ("---", ":"),
        "+++" => ("+++", " ="),
        _ => return None,
    };
    let length = lines[open + 1..].iter().position(|line| [fence, "..."].contains(&line.trim_end()))?;
    let close = open + 1 + length;
    let is_field = |line: &&str| {
        let name = line.split([':', '=']).next().unwrap_or_default().trim_end();
        line.contains([':', '=']) && FIELDS.contains(&name)
    };
    let known = lines[open + 1..close].iter().position(is_field).map(|at| open + 1 + at);
    let name = known.and_then(|at| lines[at].split([':', '=']).next()).unwrap_or(FIELDS[0]).trim_end();
    let line = format!("{name}{sign} {today}{end}");
    match known {
        Some(at) => lines[at] = &line,
        None => lines.insert(close, &line),
    }
    Some(lines.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = jiff::civil::date(2026, 11, 23);

    #[test]
    fn only_the_day_changes() {
        let of = |text: &str| stamped(text, TODAY);
        let dated = "---\ntitle: A\nlast_verified: 2026-01-02 # by Lena\n---\nlast_verified: no\n";
        assert_eq!(of(dated).unwrap(), "---\ntitle: A\nlast_verified: 2026-11-23\n---\nlast_verified: no\n");
        assert_eq!(
            of("---\r\ntitle: A\r\n---\r\nx").unwrap(),
            "---\r\ntitle: A\r\nlast_verified: 2026-11-23\r\n---\r\nx"
        );
        assert_eq!(of("+++\nreviewed = 2026-01-02\n+++\n").unwrap(), "+++\nreviewed = 2026-11-23\n+++\n");
        assert_eq!([of("# A page\n"), of(""), of("---\ntitle: A\n")], [None, None, None]);
    }
}

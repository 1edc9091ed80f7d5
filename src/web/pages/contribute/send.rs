//! Sending what was written: one commit. What cannot be sent stands in the form as before.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::super::committing::in_a_line;
use super::super::through_git;
use super::picture::beside;
use super::typed::Typed;
use super::{Opened, Sheet, Work};
use crate::content::suppose;
use crate::history::propose::{Change, Failure, Outcome, Written};
use crate::insights::Refusal;
use crate::model::Kind;
use crate::store::Decision;
use crate::web::error::Error;
use crate::web::urls;
use crate::web::writing::Job;

impl Work {
    /// Commits it and leads to what was committed.
    pub(super) async fn send(self, opened: Opened, typed: Typed) -> Result<Response, Error> {
        let sheet = Sheet::of(&typed);
        if opened.wont.is_some() || typed.text == opened.text {
            let problem = opened.wont.is_none().then(|| "Nothing is different yet.".to_owned());
            return self.draw(StatusCode::UNPROCESSABLE_ENTITY, opened, Sheet { problem, ..sheet }).await;
        }
        let committed = match self.commit(&opened, &typed).await {
            Ok(committed) => committed,
            Err(error) => return self.hold(error, typed).await,
        };
        match committed {
            Ok(Outcome::Written(written)) => {
                self.sent(&typed.text, &written).await;
                Ok(Redirect::to(&urls::proposed(&written.commit)).into_response())
            }
            Ok(Outcome::Changed { path }) => {
                let picture = path != self.subject.path;
                let problem = picture.then(|| format!("Another file came to be called {path}; add the picture again."));
                // What there is now may be newer than what was opened above.
                let opened = match self.open().await {
                    Ok(opened) => opened,
                    Err(error) => return self.hold(error, typed).await,
                };
                self.draw(StatusCode::CONFLICT, opened, Sheet { problem, ..sheet }).await
            }
            Err(failure) => {
                tracing::error!(error = %failure, "what somebody wrote could not be committed");
                let problem = Some(format!("Nothing was committed: {failure}. What you typed stands here."));
                self.draw(StatusCode::SERVICE_UNAVAILABLE, opened, Sheet { problem, ..sheet }).await
            }
        }
    }

    async fn commit(&self, opened: &Opened, typed: &Typed) -> Result<Result<Outcome, Failure>, Error> {
        let path = &self.subject.path;
        let text = format!("{}\n", typed.text.trim_end());
        let text = if opened.crlf { text.replace('\n', "\r\n") } else { text };
        let mut over = vec![typed.begun.clone()];
        match typed.seen.as_str() {
            "" => {}
            "none" => over.push(String::new()),
            seen => over.push(seen.to_owned()),
        }
        let mut changes = vec![Change { path: path.clone(), bytes: text.into_bytes(), over }];
        let pictures = self.app.store.pictures_of(&self.viewer.id, path).await.unwrap_or_default();
        let shown = pictures.into_iter().filter(|picture| typed.text.contains(&picture.name));
        changes.extend(shown.map(|picture| Change {
            path: beside(path, &picture.name),
            bytes: picture.bytes,
            over: vec![String::new()],
        }));
        let (app, catalog, viewer) = (self.app.clone(), self.catalog.clone(), self.viewer.clone());
        let (message, about) = (self.message(&typed.note), self.subject.about().to_owned());
        through_git(&self.app, move || {
            let people = &catalog.loaded().people;
            let (message, about, at) = (message.as_str(), about.as_str(), app.now());
            app.writing.commit(&Job { viewer: &viewer, people, message, about, changes: &changes, at })
        })
        .await
    }

    fn is_question(&self) -> bool {
        self.subject.kind() == Kind::Objection
    }

    fn message(&self, note: &str) -> String {
        let page = self.catalog.page_at_for(&self.viewer, &self.subject.path);
        match (note, page) {
            ("", Some(page)) => format!("Change {}", in_a_line(&page.entry().title)),
            ("", None) if self.is_question() => format!("Answer {}", in_a_line(&self.subject.asked)),
            ("", None) => format!("Write {}", in_a_line(&self.subject.asked)),
            (note, _) => note.to_owned(),
        }
    }

    /// What is no draft any more, no gap, and no reply of one's own. It is committed, whatever of this can be noted.
    async fn sent(&self, text: &str, written: &Written) {
        let (store, person) = (&self.app.store, self.viewer.id.as_str());
        let noted = async {
            store.drop_draft(person, &self.subject.path).await?;
            if !self.subject.asked.is_empty() && self.is_question() && self.viewer.roles.is_steward() {
                let supposed = suppose(self.catalog.loaded(), &self.subject.path, text, &[]);
                let entry = supposed.files.get(&self.subject.path).map(|file| file.entry.id.to_string());
                let (text, decision) = (self.subject.asked.clone(), "written".to_owned());
                let person = Some(person.to_owned());
                store.decide(Decision { text, decision, entry, person, at: self.app.now() }).await?;
            }
            if let Some(id) = self.subject.id.as_ref().filter(|_| written.published) {
                let replies = store.replies_of(person).await?;
                let is_in = |words: &str| words.lines().all(|line| text.contains(line.trim()));
                for reply in replies.iter().filter(|reply| id.as_str() == reply.entry && is_in(&reply.text)) {
                    // The file has it now.
                    self.app.outcomes.drop_reply(person, reply.id).await?;
                }
            }
            Ok::<(), Refusal>(())
        };
        if let Err(error) = noted.await {
            tracing::warn!(%error, "what was sent is not noted everywhere");
        }
    }
}

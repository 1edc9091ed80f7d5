//! What somebody is writing and has not sent.

use super::{Error, Millis, Store};

/// A draft.
#[derive(Debug, Clone, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Draft {
    pub person: String,
    /// The file, below the content folder.
    pub path: String,
    /// Hash of the text that it was begun from; empty for a new file.
    pub begun: String,
    /// The words of a question that a new file answers, or empty.
    pub asked: String,
    pub text: String,
    /// What it is for, in a line.
    pub note: String,
    pub at: Millis,
}

/// A picture that comes with a draft.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Picture {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The drafts that somebody may have; who begins another has to end one first.
pub const MOST_DRAFTS: i64 = 50;
/// The pictures of one draft.
pub const MOST_PICTURES: i64 = 10;

impl Store {
    /// Keeps a draft in the place of the one before. Whether there was room for it.
    pub async fn keep_draft(&self, draft: Draft) -> Result<bool, Error> {
        self.write(move |connection| {
            Box::pin(async move {
                let kept = sqlx::query(
                    "INSERT INTO draft (person, path, begun, asked, text, note, at) SELECT $1, $2, $3, $4, $5, $6, $7
                     WHERE EXISTS (SELECT 1 FROM draft WHERE person = $1 AND path = $2)
                     OR (SELECT COUNT(*) FROM draft WHERE person = $1) < $8
                     ON CONFLICT (person, path) DO UPDATE SET begun = $3, asked = $4, text = $5, note = $6, at = $7",
                );
                let kept = kept.bind(draft.person).bind(draft.path).bind(draft.begun).bind(draft.asked);
                let kept = kept.bind(draft.text).bind(draft.note).bind(draft.at).bind(MOST_DRAFTS);
                kept.execute(connection).await.map(|done| done.rows_affected() > 0)
            })
        })
        .await
    }

    /// The draft of somebody for a file.
    pub async fn draft(&self, person: &str, path: &str) -> Result<Option<Draft>, Error> {
        let draft = sqlx::query_as(
            "SELECT person, path, begun, asked, text, note, at FROM draft WHERE person = $1 AND path = $2",
        );
        Ok(draft.bind(person).bind(path).fetch_optional(self.reader()).await?)
    }

    /// The drafts of somebody, the latest first.
    pub async fn drafts_of(&self, person: &str) -> Result<Vec<Draft>, Error> {
        let drafts = sqlx::query_as(
            "SELECT person, path, begun, asked, text, note, at FROM draft WHERE person = $1 ORDER BY at DESC, id DESC",
        );
        Ok(drafts.bind(person).fetch_all(self.reader()).await?)
    }

    /// Ends a draft, with its pictures.
    pub async fn drop_draft(&self, person: &str, path: &str) -> Result<(), Error> {
        let (person, path) = (person.to_owned(), path.to_owned());
        self.write(move |connection| {
            Box::pin(async move {
                let gone = sqlx::query("DELETE FROM draft WHERE person = $1 AND path = $2");
                gone.bind(person).bind(path).execute(connection).await.map(|_| ())
            })
        })
        .await
    }

    /// Keeps a picture with a draft, in the place of one of the same name. Whether there was room for it.
    pub async fn keep_picture(&self, person: &str, path: &str, picture: Picture) -> Result<bool, Error> {
        let (person, path) = (person.to_owned(), path.to_owned());
        self.write(move |connection| {
            Box::pin(async move {
                let kept = sqlx::query(
                    "INSERT INTO draft_picture (draft, name, bytes) SELECT id, $3, $4 FROM draft
                     WHERE person = $1 AND path = $2
                     AND (SELECT COUNT(*) FROM draft_picture WHERE draft = draft.id AND name <> $3) < $5
                     ON CONFLICT (draft, name) DO UPDATE SET bytes = $4",
                );
                let kept = kept.bind(person).bind(path).bind(picture.name).bind(picture.bytes).bind(MOST_PICTURES);
                kept.execute(connection).await.map(|done| done.rows_affected() > 0)
            })
        })
        .await
    }

    /// The pictures of a draft, by name.
    pub async fn pictures_of(&self, person: &str, path: &str) -> Result<Vec<Picture>, Error> {
        let pictures = sqlx::query_as(
            "SELECT name, bytes FROM draft_picture JOIN draft ON draft.id = draft
             WHERE person = $1 AND path = $2 ORDER BY name",
        );
        Ok(pictures.bind(person).bind(path).fetch_all(self.reader()).await?)
    }
}

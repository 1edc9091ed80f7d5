//! What is recorded about a person, and how it is forgotten.

use sqlx::SqliteConnection;

use super::{Error, Millis, Store};

/// One thing that is recorded about somebody.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, sqlx::FromRow)]
pub struct Record {
    pub at: Millis,
    /// What was done, as a word: `used`, `voted`, `searched`.
    pub what: String,
    /// The entry, with the anchor of an answer, or empty.
    pub entry: String,
    /// Everything else that stands in the row.
    pub details: String,
}

/// Rows in which a person is named, in the words of one who wants to know. Every table that names people stands here.
const RECORDED: [&str; 27] = [
    "SELECT created_at AS at, 'came' AS what, '' AS entry, name AS details FROM person WHERE id = $1",
    "SELECT seen_at AS at, 'was last noted' AS what, '' AS entry, '' AS details FROM person WHERE id = $1",
    "SELECT created_at AS at, 'signed in' AS what, '' AS entry, data AS details FROM session WHERE person = $1",
    "SELECT at, 'used' AS what, entry || COALESCE('#' || answer, '') AS entry,
     how || COALESCE(', deal ' || deal, '') || COALESCE(', stage ' || stage, '') || COALESCE(', with ' || persona, '')
     || COALESCE(', against ' || competitor, '') AS details FROM use_event WHERE person = $1",
    "SELECT at, 'last used or saw' AS what, entry, '' AS details FROM last_use WHERE person = $1",
    "SELECT at, 'voted' AS what, entry || '#' || answer AS entry,
     value || ', ' || occasion || ', said by ' || said_by || COALESCE(', stage ' || stage, '')
     || COALESCE(', with ' || persona, '') || COALESCE(', note: ' || note, '') AS details FROM vote WHERE person = $1",
    "SELECT asked_at AS at, 'will be asked how it went' AS what, entry || '#' || answer AS entry,
     occasion || CASE WHEN answered_at IS NULL THEN '' ELSE ', answered' END AS details FROM vote_ask WHERE person = $1",
    "SELECT at, 'said something else' AS what, entry, text AS details FROM reply WHERE person = $1",
    "SELECT ended_at AS at, 'searched' AS what, COALESCE(entry, '') AS entry,
     COALESCE(text, '') || ' (' || state || ', ' || surface || ')' || COALESCE(', stage ' || stage, '')
     || COALESCE(', with ' || persona, '') || COALESCE(', against ' || competitor, '') AS details FROM search_episode WHERE person = $1",
    "SELECT search_query.at AS at, 'typed' AS what, '' AS entry, search_query.text AS details
     FROM search_query JOIN search_episode ON search_episode.id = episode WHERE person = $1",
    "SELECT at, 'asked the team' AS what, COALESCE(answered_by, '') AS entry,
     text || COALESCE(', stage ' || stage, '') || COALESCE(', with ' || persona, '') AS details FROM ask WHERE person = $1",
    "SELECT at, 'decided about a gap' AS what, COALESCE(entry, '') AS entry, decision || ': ' || text AS details FROM gap_decision WHERE person = $1",
    "SELECT at, CASE said_no WHEN 1 THEN 'was led wrong' ELSE 'found by' END AS what, entry, text AS details FROM phrasing WHERE person = $1",
    "SELECT at, CASE WHEN person = $1 THEN 'flagged' ELSE 'closed a flag' END AS what, entry || COALESCE('#' || answer, '') AS entry,
     CASE WHEN person = $1 THEN reason ELSE COALESCE(outcome, '') END AS details FROM flag WHERE person = $1 OR closed_by = $1",
    "SELECT at, CASE verifies WHEN 1 THEN 'verified' ELSE 'said it is still right' END AS what, entry, 'file ' || hash AS details FROM confirmation WHERE person = $1",
    "SELECT at, 'practised' AS what, card AS entry,
     CASE grade WHEN 1 THEN 'again' WHEN 2 THEN 'hard' WHEN 3 THEN 'good' ELSE 'easy' END
     || ', after ' || elapsed || ' days, due again after ' || interval AS details FROM practice_review WHERE person = $1",
    "SELECT at, 'is writing' AS what, path AS entry, CASE note WHEN '' THEN '' ELSE note || ': ' END || text AS details
     FROM draft WHERE person = $1",
    "SELECT draft.at, 'keeps a picture for' AS what, draft.path AS entry, name AS details
     FROM draft_picture JOIN draft ON draft.id = draft WHERE person = $1",
    "SELECT at, 'is on a path' AS what, path AS entry, 'since ' || started || COALESCE(', with ' || buddy, '')
     || COALESCE(', manager ' || manager, '') || CASE WHEN ended_at IS NULL THEN '' ELSE ', ended' END AS details
     FROM enrolment WHERE person = $1",
    "SELECT at, 'looks after somebody on a path' AS what, path AS entry, CASE WHEN buddy = $1 THEN 'buddy' WHEN manager = $1
     THEN 'manager' ELSE 'gave it' END AS details FROM enrolment
     WHERE person <> $1 AND (buddy = $1 OR manager = $1 OR given_by = $1)",
    "SELECT at, CASE WHEN person = $1 THEN 'closed a step' ELSE 'signed a step' END AS what, path AS entry,
     how || ', ' || words AS details FROM path_step WHERE person = $1 OR signed_by = $1",
    "SELECT at, CASE WHEN person = $1 THEN 'wants a step signed' ELSE 'said not yet' END AS what, path AS entry,
     step || COALESCE(': ' || words, '') AS details FROM path_ask WHERE person = $1 OR answered_by = $1",
    "SELECT at, CASE WHEN person = $1 THEN 'plays the rep' WHEN host = $1 THEN 'holds a role play' ELSE 'plays the customer' END
     AS what, play AS entry, state || CASE day WHEN '' THEN '' ELSE ', on ' || day END
     || CASE WHEN note <> '' AND person = $1 THEN ', asked: ' || note ELSE '' END AS details
     FROM play_session WHERE person = $1 OR host = $1 OR buyer = $1",
    "SELECT at, 'was scored' AS what, play AS entry, 'on ' || day || COALESCE(', points: ' || points, '')
     || CASE passed WHEN 1 THEN ', passed' ELSE '' END || CASE note WHEN '' THEN '' ELSE ', note: ' || note END AS details
     FROM play_score WHERE person = $1 AND points IS NOT NULL",
    "SELECT at, 'was seen at a level' AS what, play AS entry, 'on ' || day || ', behaviour ' || (place + 1) || ': level ' || level AS details
     FROM play_level JOIN play_score ON play_score.id = score WHERE person = $1 AND points IS NOT NULL",
    "SELECT play_onlooker.at, 'looks on' AS what, play AS entry, CASE day WHEN '' THEN '' ELSE 'on ' || day END AS details
     FROM play_onlooker JOIN play_session ON play_session.id = session WHERE play_onlooker.person = $1",
    "SELECT at, 'scored a role play' AS what, play AS entry, 'on ' || day || CASE note WHEN '' THEN '' ELSE ', note: ' || note END AS details
     FROM play_score WHERE \"by\" = $1",
];

/// What forgetting somebody does. Votes and uses stay as counts of nobody; words that the person wrote go with the person.
const FORGET: [&str; 35] = [
    // Of what counts as one use, one row stays: nobody's rows cannot be told apart any more.
    "DELETE FROM use_event WHERE person = $1 AND (id NOT IN
     (SELECT MIN(id) FROM use_event WHERE person = $1 GROUP BY entry, answer, occasion) OR EXISTS
     (SELECT 1 FROM vote WHERE vote.person = use_event.person AND vote.entry = use_event.entry
     AND vote.answer = use_event.answer AND vote.occasion = use_event.occasion AND vote.value = 'not_said'))",
    "UPDATE use_event SET person = NULL, deal = NULL,
     occasion = CASE WHEN occasion LIKE 'deal:%' THEN 'erased:' || lower(hex(randomblob(8))) ELSE occasion END WHERE person = $1",
    "DELETE FROM last_use WHERE person = $1",
    "UPDATE vote SET person = NULL, note = NULL, deal = NULL,
     occasion = CASE WHEN occasion LIKE 'deal:%' THEN 'erased:' || lower(hex(randomblob(8))) ELSE occasion END WHERE person = $1",
    "DELETE FROM vote_ask WHERE person = $1",
    "DELETE FROM reply WHERE person = $1",
    // What was decided about words that nobody else used quotes them.
    "DELETE FROM gap_decision WHERE lower(trim(text)) IN
     (SELECT lower(trim(text)) FROM ask WHERE person = $1
      UNION SELECT lower(trim(text)) FROM search_episode WHERE person = $1)
     AND NOT EXISTS (SELECT 1 FROM ask WHERE person IS NOT $1 AND lower(trim(ask.text)) = lower(trim(gap_decision.text)))
     AND NOT EXISTS (SELECT 1 FROM search_episode WHERE person IS NOT $1
     AND lower(trim(search_episode.text)) = lower(trim(gap_decision.text)))",
    "DELETE FROM search_query WHERE episode IN (SELECT id FROM search_episode WHERE person = $1)",
    "UPDATE search_episode SET person = NULL, text = NULL WHERE person = $1",
    "DELETE FROM ask WHERE person = $1",
    "UPDATE gap_decision SET person = NULL WHERE person = $1",
    "DELETE FROM phrasing WHERE person = $1",
    "UPDATE flag SET person = NULL, reason = '(erased)' WHERE person = $1",
    "UPDATE flag SET closed_by = NULL, outcome = NULL WHERE closed_by = $1",
    "UPDATE confirmation SET person = NULL WHERE person = $1",
    "DELETE FROM draft_picture WHERE draft IN (SELECT id FROM draft WHERE person = $1)",
    "DELETE FROM draft WHERE person = $1",
    "DELETE FROM practice_review WHERE person = $1",
    "DELETE FROM path_ask WHERE person = $1",
    "UPDATE path_ask SET answered_by = NULL, words = NULL WHERE answered_by = $1",
    "DELETE FROM path_step WHERE person = $1",
    "UPDATE path_step SET signed_by = NULL WHERE signed_by = $1",
    "DELETE FROM enrolment WHERE person = $1",
    "UPDATE enrolment SET buddy = NULL WHERE buddy = $1",
    "UPDATE enrolment SET manager = NULL WHERE manager = $1",
    "UPDATE enrolment SET given_by = NULL WHERE given_by = $1",
    // What was said of the person goes with the person; what the person said of others stays theirs, without its words.
    "DELETE FROM play_level WHERE score IN (SELECT id FROM play_score WHERE person = $1)",
    "DELETE FROM play_score WHERE person = $1",
    "DELETE FROM play_session WHERE person = $1 OR (host = $1 AND NOT EXISTS
     (SELECT 1 FROM play_score WHERE session = play_session.id AND points IS NOT NULL))",
    "UPDATE play_score SET \"by\" = NULL, note = '' WHERE \"by\" = $1",
    "UPDATE play_session SET host = NULL WHERE host = $1",
    "UPDATE play_session SET buyer = NULL WHERE buyer = $1",
    "DELETE FROM play_onlooker WHERE person = $1",
    "DELETE FROM session WHERE person = $1",
    "DELETE FROM person WHERE id = $1",
];

/// What forgetting a deal does. `$2` stands in for it where votes and uses on one occasion are kept apart from others.
const FORGET_DEAL: [&str; 3] = [
    "UPDATE use_event SET deal = NULL, occasion = $2 WHERE deal = $1 OR occasion = 'deal:' || $1",
    "DELETE FROM vote_ask WHERE deal = $1",
    "UPDATE vote SET deal = NULL, occasion = $2 WHERE deal = $1 OR occasion = 'deal:' || $1",
];

impl Store {
    /// Everything that is recorded about somebody, the last first.
    pub async fn recorded(&self, person: &str) -> Result<Vec<Record>, Error> {
        let mut records: Vec<Record> = Vec::new();
        for query in RECORDED {
            records.extend(sqlx::query_as::<_, Record>(query).bind(person).fetch_all(self.reader()).await?);
        }
        records.sort_by(|a, b| b.at.cmp(&a.at).then(a.what.cmp(&b.what)));
        Ok(records)
    }

    /// Forgets somebody, whole or not at all. How many rows named that person.
    pub async fn erase_person(&self, person: &str) -> Result<u64, Error> {
        let person = person.to_owned();
        let erased = self.write(move |connection| Box::pin(async move { run(connection, &FORGET, &person, "").await }));
        let erased = erased.await?;
        self.move_into_file().await;
        self.reread_learners().await;
        Ok(erased)
    }

    /// Forgets a deal, whole or not at all. How many rows named it.
    pub async fn erase_deal(&self, deal: &str) -> Result<u64, Error> {
        let (deal, instead) = (deal.to_owned(), format!("erased:{:016x}", rand::random::<u64>()));
        let erased = self
            .write(move |connection| Box::pin(async move { run(connection, &FORGET_DEAL, &deal, &instead).await }))
            .await?;
        self.move_into_file().await;
        Ok(erased)
    }
}

async fn run(
    connection: &mut SqliteConnection,
    statements: &[&'static str],
    id: &str,
    instead: &str,
) -> Result<u64, sqlx::Error> {
    let mut rows = 0;
    for statement in statements {
        let query = sqlx::query(*statement).bind(id);
        let query = if statement.contains("$2") { query.bind(instead) } else { query };
        rows += query.execute(&mut *connection).await?.rows_affected();
    }
    Ok(rows)
}

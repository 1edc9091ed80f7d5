//! Every address that a page links to. Templates take them from here and never put them together themselves.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

pub use crate::catalog::{address, answer_address, file_address};
use crate::model::diagnostic::Diagnostic;
use crate::model::{EntryId, Kind};
use crate::search::Facet;

/// The start page.
pub const START: &str = "/";
/// The search page; takes `q` and the names of facets.
pub const SEARCH: &str = "/search";
/// The results alone, for the script that searches while one types.
pub const RESULTS: &str = "/search/results";
/// What could follow what is typed, as browsers ask for it.
pub const SUGGEST: &str = "/suggest";
/// What is wrong with the content, for people.
pub const CONTENT_HEALTH: &str = "/content-health";
/// What came and changed lately.
pub const NEW: &str = "/new";
/// The same as a feed.
pub const FEED: &str = "/new.atom";
/// Everything by what it concerns.
pub const BROWSE: &str = "/browse";
/// How a browser searches here from its address bar.
pub const OPENSEARCH: &str = "/opensearch.xml";
/// What plain pages answer that could be entries.
pub const QUESTIONS: &str = "/questions-in-pages";
/// Where one of them is made an entry.
pub const CONVERT: &str = "/questions-in-pages/convert";
/// The change that makes an entry of one of them.
pub const QUESTION_PATCH: &str = "/questions-in-pages/patch";
/// Keys and how search reads what is typed.
pub const HELP: &str = "/help";
/// Takes a use; as a form.
pub const USE: &str = "/use";
/// Takes a vote; as a form.
pub const VOTE: &str = "/vote";
/// Takes what somebody said instead; as a form.
pub const REPLY: &str = "/reply";
/// The weekly page, and the same to take away.
pub const INSIGHTS: &str = "/insights";
pub const INSIGHTS_MARKDOWN: &str = "/insights.md";
pub const INSIGHTS_CSV: &str = "/insights.csv";
/// What it did for whoever asks.
pub const MINE: &str = "/mine";
/// What is recorded about whoever asks; the same to take away; where it is erased.
pub const ME: &str = "/me";
pub const ME_JSON: &str = "/me.json";
pub const ME_ERASE: &str = "/me/erase";
/// Takes what a reader says is wrong.
pub const FLAGS: &str = "/flags";
/// Takes that an entry is still right.
pub const STILL_RIGHT: &str = "/still-right";
/// Takes that somebody has seen what changed.
pub const SEEN_CHANGE: &str = "/seen-change";
/// What was asked in vain.
pub const GAPS: &str = "/gaps";
/// Takes what was decided about a gap.
pub const DECIDE: &str = "/gaps/decide";
/// The file that begins with the words of a gap.
pub const GAP_FILE: &str = "/gaps/file";
/// Takes what is to be written down of a gap.
pub const GAP_WRITE: &str = "/gaps/write";
/// Where an entry is written that is not there yet; takes `q`.
pub const WRITE: &str = "/suggest/new";
/// What colleagues said instead, for whoever looks after the entries; takes `entry`, and `id` and `do` as a form.
pub const REPLIES: &str = "/replies";
/// A picture of a draft of one's own; takes `path` and `name`.
pub const DRAFT_PICTURE: &str = "/suggest/picture";
/// What somebody committed here; takes `commit`.
pub const PROPOSED: &str = "/proposed";
/// Takes that a proposal is to be given to the remote once more.
pub const PUSH: &str = "/proposed/push";
/// Takes that a draft is to be thrown away.
pub const DROP_DRAFT: &str = "/yours/drafts/drop";
/// A question to the team.
pub const ASK: &str = "/ask";
/// Takes that what was found is not what somebody needs.
pub const NOT_THIS: &str = "/not-this";
/// Has the remote pulled; as a form.
pub const PULL: &str = "/pull";
/// What is counted, for a monitor.
pub const METRICS: &str = "/metrics";
/// Where a forge tells that somebody has pushed; signed.
pub const PUSH_HOOK: &str = "/hooks/push";
/// Cards to practise; takes `entry` or `stage`, and grades as a form.
pub const PRACTICE: &str = "/practice";
/// The stream that tells of changes.
pub const EVENTS: &str = "/events";

/// The paths of whoever asks.
pub const PATH: &str = "/path";
/// Takes what somebody says of a step of a path of theirs.
pub const PATH_STEP: &str = "/path/step";
/// Takes that somebody takes a path up.
pub const PATH_START: &str = "/path/start";
/// Takes that somebody ends a path.
pub const PATH_END: &str = "/path/end";
/// Where somebody is put on a path; takes `person` and `path`.
pub const PATH_ASSIGN: &str = "/path/assign";
/// What the steps of a path say of it; takes `path`.
pub const PATH_HEALTH: &str = "/path/health";
/// Who is on a path with whoever asks, and what waits to be signed.
pub const TEAM: &str = "/team";
/// How far one of them is; takes `person`.
pub const TEAM_PERSON: &str = "/team/person";
/// Takes what a buddy or manager says of a step.
pub const TEAM_SIGN: &str = "/team/sign";

/// What is not for everybody, for whom it is for.
pub const YOURS: &str = "/yours";
/// Role plays that wait for whoever asks, and what came of earlier ones.
pub const PLAYS: &str = "/plays";
/// Where one is arranged; takes `play`.
pub const NEW_PLAY: &str = "/plays/new";
/// Takes that somebody holds one.
pub const HOLD_PLAY: &str = "/plays/hold";
/// Takes that somebody else is asked to hold one.
pub const BOOK_PLAY: &str = "/plays/book";
/// Where a person says what they are called.
pub const NAME: &str = "/me/name";
/// Where a person ends sessions of their own.
pub const REVOKE: &str = "/me/sessions/revoke";
/// Where signing in begins; takes `to`.
pub const SIGN_IN: &str = "/auth/sign-in";
/// Where the identity provider sends people back to.
pub const CALLBACK: &str = "/auth/callback";
/// Where a session ends.
pub const SIGN_OUT: &str = "/auth/sign-out";
/// What is said then.
pub const SIGNED_OUT: &str = "/auth/signed-out";

/// Where signing in begins that leads to an address.
pub fn sign_in(to: &str) -> String {
    format!("{SIGN_IN}?to={}", encode(to))
}

/// A search.
pub fn search(query: &str, filters: &[(Facet, String)]) -> String {
    let mut pairs = Vec::new();
    if !query.is_empty() {
        pairs.push(format!("q={}", encode(query)));
    }
    pairs.extend(filters.iter().map(|(facet, value)| format!("{}={}", facet.name(), encode(value))));
    if pairs.is_empty() { SEARCH.to_owned() } else { format!("{SEARCH}?{}", pairs.join("&")) }
}

/// A search that shows more than the usual number of results.
pub fn search_all(query: &str, filters: &[(Facet, String)], limit: usize) -> String {
    with(&search(query, filters), "limit", &limit.to_string())
}

/// A search that says why each result is there.
pub fn explained(search: &str) -> String {
    with(search, "explain", "1")
}

/// A question to the team in these words.
pub fn ask(words: &str) -> String {
    format!("{ASK}?q={}", encode(words))
}

/// The same, once it is noted that nothing of it was an answer.
pub fn ask_instead(words: &str) -> String {
    with(&ask(words), "noted", "1")
}

/// The file that begins with some words, to be saved; it credits who asked.
pub fn gap_file(words: &str) -> String {
    format!("{GAP_FILE}?q={}", encode(words))
}

/// Where an entry is written that answers a question.
pub fn write(words: &str) -> String {
    format!("{WRITE}?q={}", encode(words))
}

/// Where an entry of a kind is written under a name.
pub fn write_of(kind: Kind, words: &str) -> String {
    match kind {
        Kind::Objection => write(words),
        kind => format!("{WRITE}?kind={}&q={}", kind.name(), encode(words)),
    }
}

/// Where an entry of a kind begins.
pub fn begin(kind: Kind) -> String {
    format!("{WRITE}?kind={}", kind.name())
}

/// What colleagues said instead of what an entry says.
pub fn replies(id: &EntryId) -> String {
    format!("{REPLIES}?entry={}", encode(id.as_str()))
}

/// A picture that comes with a draft of one's own.
pub fn draft_picture(path: &str, name: &str) -> String {
    format!("{DRAFT_PICTURE}?path={}&name={}", encode(path), encode(name))
}

/// Where a change of an entry is suggested.
pub fn change(id: &EntryId) -> String {
    format!("/suggest{}", address(id))
}

/// The same, beginning with another answer.
pub fn add_answer(id: &EntryId) -> String {
    format!("{}?answer=1#fl-answer-form", change(id))
}

/// The same, with what somebody said as another answer.
pub fn add_reply(id: &EntryId, reply: i64) -> String {
    format!("{}?reply={reply}", change(id))
}

/// Practises the cards of one entry now.
pub fn practise(id: &EntryId) -> String {
    format!("{PRACTICE}?entry={}", encode(id.as_str()))
}

/// Practises the cards of a stage now.
pub fn practise_stage(stage: &str) -> String {
    format!("{PRACTICE}?stage={}", encode(stage))
}

/// Where a role play of an entry is arranged.
pub fn new_play(entry: &EntryId) -> String {
    format!("{NEW_PLAY}?play={}", encode(entry.as_str()))
}

/// A role play between people, for each of them the own side of it.
pub fn play(session: &str) -> String {
    format!("{PLAYS}/{}", encode(session))
}

/// Takes that somebody plays the rep.
pub fn play_join(session: &str) -> String {
    format!("{}/join", play(session))
}

/// Takes that somebody looks on.
pub fn play_look(session: &str) -> String {
    format!("{}/look", play(session))
}

/// Takes that a role play begins.
pub fn play_begin(session: &str) -> String {
    format!("{}/begin", play(session))
}

/// Takes that a role play will not be.
pub fn play_end(session: &str) -> String {
    format!("{}/end", play(session))
}

/// Takes what is scored.
pub fn play_score(session: &str) -> String {
    format!("{}/score", play(session))
}

/// What somebody committed here.
pub fn proposed(commit: &str) -> String {
    format!("{PROPOSED}?commit={commit}")
}

/// The change that makes an entry of a question in a page.
pub fn question_patch(page: &str, anchor: &str, words: &str) -> String {
    format!("{QUESTION_PATCH}?page={}&at={}&q={}", encode(page), encode(anchor), encode(words))
}

/// All entries of a kind.
pub fn kind(kind: Kind) -> String {
    format!("/{}", kind.name())
}

/// One shelf of a kind, or one folder of the plain pages.
pub fn shelf(kind: Kind, key: &str) -> String {
    format!("/{}?in={}", kind.name(), encode(key))
}

/// Everything that concerns a term or has a tag.
pub fn term(facet: Facet, value: &str) -> String {
    match facet {
        Facet::Kind => format!("/{}", encode(value)),
        Facet::Owner => search("", &[(facet, value.to_owned())]),
        _ => format!("{BROWSE}/{}/{}", facet.name(), encode(value)),
    }
}

/// A list narrowed to a kind.
pub fn of_kind(list: &str, kind: Kind) -> String {
    with(list, "kind", kind.name())
}

/// A further leaf of a list that is too long for one, counted from 1.
pub fn leaf(list: &str, number: usize) -> String {
    if number <= 1 { list.to_owned() } else { with(list, "page", &number.to_string()) }
}

fn with(address: &str, name: &str, value: &str) -> String {
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}{name}={value}")
}

/// A text as it stands in an address.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// A part of the page that one is on.
pub fn part(anchor: &str) -> String {
    format!("#{}", encode(anchor))
}

/// Where the page of a discovery standard has a fact. Facts have no anchor of their own in the file.
pub fn fact_anchor(id: &str) -> String {
    format!("fact-{id}")
}

/// The glance layer of an entry alone, for the script; with the part that was found.
pub fn opened(id: &EntryId, part: Option<&str>) -> String {
    let open = format!("/open{}", address(id));
    match part {
        Some(anchor) => format!("{open}?part={}", encode(anchor)),
        None => open,
    }
}

/// How far an entry can be relied on.
pub fn trust(id: &EntryId) -> String {
    format!("/trust{}", address(id))
}

/// Who changed an entry, and when.
pub fn history(id: &EntryId) -> String {
    format!("/history{}", address(id))
}

/// The same with one change word by word.
pub fn history_at(id: &EntryId, commit: &str) -> String {
    with(&history(id), "change", commit)
}

/// Where somebody is put on a path; nobody and none are said by empty words.
pub fn assign(person: &str, path: &str) -> String {
    format!("{PATH_ASSIGN}?person={}&path={}", encode(person), encode(path))
}

/// What the steps of a path say of it.
pub fn path_health(id: &EntryId) -> String {
    format!("{PATH_HEALTH}?path={}", encode(id.as_str()))
}

/// A step on the page of whoever takes it. One page may show two paths.
pub fn path_step(id: &EntryId, step: &str) -> String {
    format!("{PATH}{}", part(&step_anchor(id, step)))
}

/// The anchor of a step.
pub fn step_anchor(id: &EntryId, step: &str) -> String {
    format!("{}.{step}", id.as_str().rsplit('/').next().unwrap_or_default())
}

/// How far somebody is.
pub fn team_person(person: &str) -> String {
    format!("{TEAM_PERSON}?person={}", encode(person))
}

/// Closes a flag.
pub fn close_flag(id: i64) -> String {
    format!("{FLAGS}/{id}/close")
}

/// The file of an entry with today as the day on which it was verified.
pub fn verified_file(id: &EntryId) -> String {
    format!("/verified{}", address(id))
}

/// What may be given to a customer of an entry (or of one of its answers), as plain text.
pub fn customer_text(id: &EntryId, answer: Option<&str>) -> String {
    let copy = format!("/copy{}", address(id));
    match answer {
        Some(anchor) => format!("{copy}?answer={}", encode(anchor)),
        None => copy,
    }
}

/// The file of an entry as its author wrote it, at a line.
pub fn source(path: &str, line: u32) -> String {
    format!("{}#L{line}", file_address(path).replacen("/files/", "/source/", 1))
}

/// The place of a finding.
pub fn finding(finding: &Diagnostic) -> String {
    source(&finding.path, finding.line)
}

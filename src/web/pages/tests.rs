//! Every page drawn once from sample values, and hostile words drawn as words.

mod kinds;
mod past;
mod paths;
mod practice;

use std::path::Path;
use std::sync::Arc;

use jiff::civil::{Date, date};
use maud::Render;

use super::browse::Everything;
use super::content_health::ContentHealth;
use super::contribute::{self, Begun, Held, Opened, Sheet, Subject, Suggestion};
use super::error::Refusal;
use super::feed::Feed;
use super::help::Help;
use super::insights::Weekly;
use super::kind::OfKind;
use super::me::AboutMe;
use super::mine::{MyPage, Practice};
use super::new::WhatIsNew;
use super::opensearch::Description;
use super::proposed::Proposed;
use super::questions::{Questions, leaf};
use super::replies::{Offered, Replies};
use super::signed_out::SignedOut;
use super::source::Source;
use super::term::{Concerning, Unknown};
use super::trust::{Reliance, Typed};
use super::yours::Yours;
use crate::catalog::{Catalog, Failure, Understanding, document, is_served};
use crate::config::Identity;
use crate::content;
use crate::fs;
use crate::history::propose::{Mine as Sent, Shown};
use crate::history::{History, Reason};
use crate::insights::gaps::Heard;
use crate::insights::mine::Mine;
use crate::insights::weekly::{self, Rows};
use crate::model::person::{Roles, Viewer};
use crate::model::{Detail, Kind};
use crate::search::{Facet, Index, Request, Settings};
use crate::store::{Draft, Episode, MyUse, Picture, Record, Waiting};
use crate::training::habit::Habit;
use crate::web::error::Error;
use crate::web::host::Base;
use crate::web::query::{ListQuery, SearchQuery};
use crate::web::view::entry::{Article, Depth};
use crate::web::view::open::Open;
use crate::web::view::results::Results;
use crate::web::view::seen::Seen;
use crate::web::view::shell::Field;
use crate::web::view::written::Written;
use crate::web::view::{Setting, Shell};
use crate::web::writing::Wont;

const TODAY: Date = date(2026, 11, 23);

fn catalog(root: &Path) -> Catalog {
    let loaded = content::load(root).unwrap();
    let mut index = Index::in_memory(Settings::new(&loaded.taxonomy, "en")).unwrap();
    let served = loaded.entries().filter(|entry| is_served(entry));
    let documents: Vec<_> = served.map(|entry| document(entry, &loaded.taxonomy, 1, TODAY)).collect();
    let snapshot = index.apply(documents.into_iter(), &[]).unwrap();
    let now = TODAY.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
    let history = History::unknown(Reason::NoRepository);
    Catalog::build(Arc::new(loaded), snapshot, now, None).dated(Arc::new(history))
}

fn sample() -> Catalog {
    catalog(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"))
}

fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, Catalog) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let full = folder.path().join(path);
        fs::create_folder(full.parent().unwrap()).unwrap();
        fs::write(&full, text.as_bytes()).unwrap();
    }
    let catalog = catalog(folder.path());
    (folder, catalog)
}

fn results(catalog: &Catalog, raw: &str) -> String {
    let query = SearchQuery::parse(raw);
    let answer = catalog.search.search(&query.request());
    let setting = Setting { catalog, today: TODAY, seen: Seen::default() };
    let greeting = maud::Markup::default();
    Results { setting, site: "Fieldlore", query: &query, answer: &answer, greeting, closed: &[] }.render().into_string()
}

fn whole(catalog: &Catalog, id: &str) -> String {
    let page = catalog.page(id).unwrap();
    untermed(
        &Article { setting: Setting { catalog, today: TODAY, seen: Seen::default() }, page, depth: Depth::Whole }
            .render()
            .into_string(),
    )
}

/// Without the links that explain terms, so that a sentence can be looked for as it is read.
fn untermed(html: &str) -> String {
    let mut pieces = html.split("<a class=\"term\"");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |out, piece| {
        let (_, linked) = piece.split_once("\">").unwrap();
        let (term, rest) = linked.split_once("</a>").unwrap();
        out + term + rest
    })
}

#[test]
fn every_entry_is_drawn_whole_and_at_a_glance() {
    let catalog = sample();
    let setting = Setting { catalog: &catalog, today: TODAY, seen: Seen::default() };
    for page in catalog.pages() {
        let article = Article { setting, page, depth: Depth::Whole };
        let shell = Shell { site: "Fieldlore", title: &page.entry().title, field: Field::default(), content: &article };
        let html = shell.render().into_string();
        assert_eq!(html.matches("<h1").count(), 1, "{}", page.entry().id);
        assert!(!html.contains(" style="), "{}", page.entry().id);
        for part in std::iter::once(None).chain(page.entry().body.anchors().map(Some)) {
            let html = Open { setting, page, part, only_near: false, asked: "" }.render().into_string();
            assert!(html.contains("id=\"fl-open\"") && !html.contains("<h1"), "{}", page.entry().id);
        }
    }
}

#[test]
fn every_other_page_is_drawn() {
    let catalog = sample();
    let setting = Setting { catalog: &catalog, today: TODAY, seen: Seen::default() };
    let failure = Failure { at: catalog.built_at, message: "the disk is full <b>".to_owned() };
    let health = |understanding: &Understanding| {
        let (now, failure, watching) = (catalog.built_at, Some(&failure), "file events");
        ContentHealth { setting, now, failure, stale: true, watching, understanding, pulling: None }
            .render()
            .into_string()
    };
    assert!(health(&Understanding::Off).contains("the disk is full &lt;b&gt;"));
    for (understanding, told) in [
        (Understanding::Off, "It goes by words alone: no model is wanted"),
        (Understanding::Loading, "It goes by words until the model"),
        (Understanding::Reading { done: 40, all: 106 }, "40 of 106. Until then the others are found by their words"),
        (Understanding::Ready(1), "It understands meaning: 1 entry is read."),
        (
            Understanding::Failed("the file is <b> torn".to_owned()),
            "words alone: the file is &lt;b&gt; torn. Everything",
        ),
    ] {
        assert!(health(&understanding).contains(told), "{told}");
    }
    let page = catalog.page("objection/outage-24-7").unwrap();
    let source = Source { setting, page, text: "---\n<script>\n", edit: None }.render().into_string();
    assert!(source.contains("id=\"L2\"") && source.contains("&lt;script&gt;"));
    let (_folder, asking) = folder(&[("faq.md", "# FAQ\n\n## Is <b> it safe?\n\nYes.\n")]);
    let setting = Setting { catalog: &asking, today: TODAY, seen: Seen::default() };
    let questions = Questions { setting, leaf: &leaf(&asking, 1), writes: true }.render().into_string();
    assert!(
        questions.contains("href=\"/page/faq#is--it-safe\"")
            && questions.contains("question: &quot;Is  it safe?&quot;")
    );
    assert!(Help.render().into_string().contains("<kbd>/</kbd>"));
    assert!(SignedOut.render().into_string().contains("href=\"/auth/sign-in\""));
    let errors = [Error::NotFound, Error::BadRequest, Error::MethodNotAllowed, Error::WrongHost, Error::Timeout];
    let unknown = [Error::SignedOut, Error::NotTheProxy, Error::NotNamed, Error::Left, Error::SignInFailed];
    let others = [Error::CrossSite, Error::Unsigned, Error::TooLarge, Error::TooMany { seconds: 3 }, Error::Internal];
    let silent = [Error::ProviderSilent, Error::Store, Error::Unwritable, Error::Busy, Error::Forbidden];
    let votes = [Error::NoSuchAnswer, Error::Invalid("too long")];
    for error in errors.into_iter().chain(unknown).chain(others).chain(silent).chain(votes) {
        let refusal = Refusal { error, nearest: vec![page], words: "<i>" }.render().into_string();
        assert!(!refusal.contains("<i>"));
    }
    assert!(results(&catalog, "").contains("Type what the customer said"));
}

#[test]
fn what_is_not_for_everybody_is_drawn_for_whom_it_is_for() {
    let restricted = "---\ntitle: <b>Secret\nquestion: \"<b>Why?\"\nvisibility: restricted\n---\n";
    let (_folder, catalog) = folder(&[("objections/secret.md", restricted), ("lessons/open.md", "# Open\n")]);
    let setting = Setting { catalog: &catalog, today: TODAY, seen: Seen::default() };
    let yours = |viewer: &Viewer, identity: Identity| {
        let written = Written { catalog: &catalog, viewer, drafts: &[], sent: &[] };
        Yours { setting, viewer, identity: &Arc::new(identity), written }.render().into_string()
    };
    let member = Viewer { id: "local-1".to_owned(), name: "<i>Lena".to_owned(), ..Viewer::default() };
    let manager = Viewer { roles: Roles::all(), ..member.clone() };
    let nothing = yours(&member, Identity::Public);
    assert!(nothing.contains("value=\"&lt;i&gt;Lena\"") && !nothing.contains("Why?"), "{nothing}");
    let listed = yours(&manager, Identity::Local);
    assert!(listed.contains("&lt;b&gt;Why?") && listed.contains("Tough question · restricted"), "{listed}");
    assert!(catalog.search_closed(&member, &Request::new("why", 5), 5).is_empty());
    assert_eq!(catalog.search_closed(&manager, &Request::new("why", 5), 5).len(), 1);
}

/// What people did, of somebody with hostile words and of nobody.
#[test]
fn pages_about_what_happened_are_drawn() {
    let catalog = sample();
    let setting = Setting { catalog: &catalog, today: TODAY, seen: Seen::default() };
    let page = catalog.page("objection/erp-already-has-scheduling").unwrap();
    let viewer = Viewer { id: "<b>".to_owned(), roles: Roles::all(), ..Viewer::default() };
    let typed = Typed { reason: "<i>typed</i>".to_owned(), problem: "<i>no</i>".to_owned(), ..Typed::default() };
    let record =
        Record { at: 0, what: "used".to_owned(), entry: "objection/none<b>".to_owned(), details: "<i>".to_owned() };
    let mine = Mine {
        entries: 0,
        used: MyUse::default(),
        worked: vec![("<b>".to_owned(), "<i>".to_owned(), 2)],
        votes: Vec::new(),
        now: 0,
    };
    let unanswered = Episode {
        text: Some("<b>=1".to_owned()),
        state: "nothing_found".to_owned(),
        stage: Some("<i>".to_owned()),
        ..Episode::default()
    };
    let roles = Roles::parse("steward:lesson").unwrap();
    let rows = Rows { heard: Heard { episodes: vec![unanswered], ..Heard::default() }, ..Rows::default() };
    let report = weekly::report(&catalog, &rows, TODAY, &roles);
    let practice = Practice { habit: Habit { practised: 9, of: 15 }, waiting: 3 };
    let nothing = weekly::report(&folder(&[]).1, &Rows::default(), TODAY, &roles);
    let drawn = [
        Reliance { setting, page, viewer: &viewer, typed: Some(&typed) }.render(),
        Reliance { setting, page, viewer: &Viewer::default(), typed: None }.render(),
        MyPage { setting, viewer: &viewer, mine: &mine, practice, replies: 2 }.render(),
        AboutMe { setting, viewer: &viewer, records: &[record], problem: "<i>" }.render(),
        Weekly { setting, report: &report, roles: &roles, replies: 0 }.render(),
        Weekly { setting, report: &nothing, roles: &roles, replies: 1 }.render(),
    ];
    for page in drawn {
        let html = page.into_string();
        assert!(html.matches("<h1").count() == 1 && !html.contains(" style="), "{html}");
        assert!(!html.contains("<b>") && !html.contains("<i>"), "{html}");
    }
}

/// Every page that lists, of every kind and term, and the documents for other programs.
fn lists(catalog: &Catalog) -> Vec<String> {
    let setting = Setting { catalog, today: TODAY, seen: Seen::default() };
    let query = ListQuery::parse("");
    let base = Base::of("kb.example");
    let mut drawn = vec![WhatIsNew { setting, query: &query }.render(), Everything { setting }.render()];
    drawn.extend(Kind::all().map(|kind| OfKind { setting, kind, query: &query }.render()));
    for facet in Facet::ALL {
        drawn.push(Unknown { setting, facet, value: "<b>" }.render());
        let terms = catalog.shelves().terms(facet).iter();
        drawn.extend(terms.map(|term| Concerning { setting, facet, term, query: &query }.render()));
    }
    drawn.push(Feed { catalog, site: "<i>", base: &base, kind: None }.render());
    drawn.push(Description { site: "<i>", base: &base }.render());
    drawn.into_iter().map(|page| page.into_string()).collect()
}

#[test]
fn every_list_is_drawn_from_sample_values_and_from_none() {
    let (_folder, empty) = folder(&[]);
    for catalog in [sample(), empty] {
        for html in lists(&catalog) {
            assert!(html.starts_with("<?xml") || html.matches("<h1").count() == 1, "{html}");
            assert!(!html.contains(" style=") && !html.contains("<b>") && !html.contains("<i>"), "{html}");
        }
    }
}

#[test]
fn the_answer_page_is_in_the_order_of_the_conversation() {
    let order = |html: &str, labels: &[&str]| {
        let at: Vec<_> =
            labels.iter().map(|label| html.find(&format!(">{label}<")).unwrap_or_else(|| panic!("{label}"))).collect();
        assert!(at.is_sorted(), "{labels:?} {at:?}");
    };
    let catalog = sample();
    let html = whole(&catalog, "objection/erp-already-has-scheduling");
    order(&html, &["They say", "You say", "Ask first", "Answers", "Proof", "Do not say", "More", "Linked from"]);
    assert!(html.contains("<div class=\"answer-body\" id=\"count-moves\">"));
    assert!(html.contains("href=\"/objection/erp-already-has-scheduling#count-moves\">Link to this answer"));
    let brush_off = whole(&catalog, "objection/send-me-something");
    order(&brush_off, &["They say", "Ask first", "You say", "Answers"]);
    assert!(brush_off.contains("Often a brush-off: ask first"));
    let (_folder, catalog) = folder(&[(
        "objections/x.md",
        "---\ntitle: X\nquestion: X?\nobjection_type: disqualifier\nquick_response: Go.\n---\n\n## When to walk away\n\nNow.\n",
    )]);
    order(&whole(&catalog, "objection/x"), &["They say", "When to walk away", "You say"]);
}

#[test]
fn what_a_query_says_beside_its_words_is_told() {
    let catalog = sample();
    let chip = |html: &str, rest: &str| html.contains(&format!("<a class=\"chip\" href=\"{rest}\">"));
    let typed = results(&catalog, "q=price+kind:lessons+stage:propose&persona=cfo");
    assert!(chip(&typed, "/search?q=price%20stage%3Apropose&amp;persona=cfo"), "{typed}");
    assert!(chip(&typed, "/search?q=price%20kind%3Alessons&amp;persona=cfo"));
    assert!(chip(&typed, "/search?q=price%20kind%3Alessons%20stage%3Apropose"));
    let phrase = results(&catalog, "q=%22twice+module%22");
    assert!(phrase.contains("<q dir=\"auto\">twice module</q> word for word"));
    let left = results(&catalog, "q=price+-budget+-discount");
    assert!(left.contains("with <q dir=\"auto\">budget</q> or <q dir=\"auto\">discount</q>"));
    assert!(left.contains("<a href=\"/search?q=price\">Show all</a>"));
    let nothing = results(&catalog, "q=escrow+-escrow+kind:objection");
    assert!(nothing.contains("Everything that was found is left out."));
    assert!(nothing.contains("/search?q=escrow%20kind%3Aobjection\">Search with nothing left out"));
    assert!(nothing.contains("/search?q=escrow%20%2Descrow\">Search without the filters"));
    let listed = results(&catalog, "q=cfo+corvane");
    assert!(listed.contains("Everything for <strong>CFO / finance director + Corvane Suite</strong>"));
    assert!(listed.contains("/search?q=%22cfo%20corvane%22\">Look for the words instead"));
    assert!(!listed.contains("The nearest:"));
    assert!(!results(&catalog, "q=why+pay+twice").contains("Everything for"));
}

#[test]
fn results_open_the_first_entry_and_mark_what_was_looked_for() {
    let catalog = sample();
    let html = results(&catalog, "q=twice+corvane");
    assert!(html.contains("data-query=\"twice corvane\""));
    assert!(html.contains("<div id=\"fl-open\" data-id=\"objection/erp-already-has-scheduling\""));
    assert_eq!(html.matches("is-selected").count(), 1);
    assert!(html.contains("<mark>"));
    let filtered = results(&catalog, "q=price&kind=lesson&stage=propose");
    assert!(filtered.contains("Remove filter"));
    let nothing = results(&catalog, "q=xylophone&kind=lesson");
    assert!(nothing.contains("Search without the filters") && nothing.contains("Nothing here is about"));
}

#[test]
fn hostile_words_are_only_words() {
    let bad = "<script>alert(1)</script>\\\"'><img src=x onerror=alert(2)>";
    let text = format!(
        "---\ntitle: \"{bad}\"\nquestion: \"{bad}\"\nquick_response: \"{bad}\"\nowner: \"{bad}\"\ncategory: \"{bad}\"\n\
         tags: [\"{bad}\"]\nvariants: [\"{bad}\"]\nclarify: [\"{bad}\"]\navoid: [\"{bad}. Why\"]\nproof: [\"{bad}\"]\n\
         related: [\"{bad}\"]\nlanguage: \"{bad}\"\nset_up_earlier: \"{bad}\"\n---\n\n## Answer: <script>alert(3)</script>\n\n\
         **Respond** <script>alert(4)</script> [x](javascript:alert(5)) <p id=\"fl-results\" onclick=\"alert(6)\">y</p>\n"
    );
    let (_folder, catalog) =
        folder(&[("objections/bad <b>.md", &text), ("pages/x.md", "# <img src=x onerror=alert(1)>\n")]);
    let setting = Setting { catalog: &catalog, today: TODAY, seen: Seen::default() };
    let mut drawn = results(&catalog, "q=%3Cscript%3Ealert&tag=%22%3E%3Cimg+src%3Dx%3E");
    drawn += &results(&catalog, "q=script");
    drawn += &lists(&catalog).concat();
    for page in catalog.pages() {
        drawn += &Article { setting, page, depth: Depth::Whole }.render().into_string();
        drawn += &Open { setting, page, part: None, only_near: true, asked: "" }.render().into_string();
    }
    for tag in drawn.to_lowercase().split('<').skip(1).filter_map(|rest| rest.split_once('>')) {
        let name = tag.0.split_whitespace().next().unwrap_or_default();
        assert!(!["script", "img", "iframe"].contains(&name), "{}", tag.0);
        assert!(!tag.0.contains("javascript:"), "{}", tag.0);
    }
    assert_eq!(drawn.matches("id=\"fl-results\"").count(), 2);
    assert!(!drawn.contains("onclick"));
}

#[test]
fn drafts_ends_and_broken_files_are_told() {
    let (_folder, catalog) = folder(&[
        ("objections/draft.md", "---\ntitle: D\nquestion: D?\nstatus: draft\n---\n"),
        ("objections/old.md", "---\ntitle: O\nquestion: O?\nexpires: 2026-01-01\nproof: [proof_point/nothing]\n---\n"),
        ("lessons/opinion.md", "---\ntitle: L\nlesson: Ask.\ndirection: avoid\n---\n"),
    ]);
    assert!(whole(&catalog, "objection/draft").contains("Nobody has published this yet"));
    let old = whole(&catalog, "objection/old");
    assert!(old.contains("Expired 1 Jan.") && old.contains("expired 1 Jan") && old.contains("in this file"));
    let opinion = whole(&catalog, "lesson/opinion");
    assert!(opinion.contains(">Avoid<") && opinion.contains("Opinion"));
    assert!(results(&catalog, "kind=objection").contains(">Draft<"));
}

#[test]
fn what_is_written_is_drawn_as_words_with_all_that_is_told_of_it() {
    let (_folder, catalog) = folder(&[("objections/a.md", "---\ntitle: <b>\nquestion: Why?\n---\n")]);
    let setting = Setting { catalog: &catalog, today: TODAY, seen: Seen::default() };
    let page = catalog.page("objection/a").unwrap();
    let subject =
        Subject { path: "objections/a.md".to_owned(), id: Some(page.entry().id.clone()), asked: String::new() };
    let opened =
        |wont| Opened { text: "</textarea>\n".to_owned(), hash: "2".to_owned(), crlf: false, edited: true, wont };
    let sheet = |text: &str| Sheet { text: text.to_owned(), begun: "1".to_owned(), ..Sheet::default() };
    let pictures = [Picture { name: "a.png".to_owned(), bytes: Vec::new() }];
    let edit = Some(("GitHub", "https://github.com/a/b/edit/main/x?\"".to_owned()));
    let draw = |opened: &Opened, sheet: &Sheet| {
        let (subject, pictures, edit) = (&subject, &pictures, edit.clone());
        let page = Some(page);
        Suggestion { setting, page, near: &[], subject, opened, sheet, pictures, direct: false, edit }
            .render()
            .into_string()
    };
    let behind = draw(&opened(None), &sheet("<script>\n"));
    for told in ["<del>− &lt;/textarea&gt;", "<ins>+ &lt;script&gt;", "name=\"seen\" value=\"2\"", "main/x?&quot;"] {
        assert!(behind.contains(told), "{told}: {behind}");
    }
    assert!(behind.contains("!\u{5b}What it shows](a.png)") && behind.contains("This is what is committed"));
    let ready = draw(&opened(Some(Wont::Off)), &sheet("</textarea>\n"));
    assert!(ready.contains("Ready to copy") && !ready.contains("name=\"seen\"") && !ready.contains("value=\"send\""));
    let typed = contribute::Typed {
        text: "</textarea>\n".to_owned(),
        respond: "\"<b>".to_owned(),
        ..contribute::Typed::default()
    };
    for (error, kept, problem) in [(Error::NotFound, true, None), (Error::Busy, false, Some("Full."))] {
        let held = Held { subject: &subject, typed: &typed, error, kept, problem }.render().into_string();
        assert!(held.contains("&lt;/textarea&gt;") && !held.contains("<b>"), "{held}");
        assert_eq!(held.contains("Your draft is kept"), kept);
        assert_eq!(held.contains("Try again"), !kept);
    }
    let shown = Shown {
        subject: "<b>".to_owned(),
        author: "Lena".to_owned(),
        branch: Some("fieldlore/l/a-1".to_owned()),
        given: true,
        difference: "@@\n+<i>\n".to_owned(),
    };
    let request = Some(("GitLab", "merge request", "https://gitlab.example/x".to_owned()));
    let sent = Proposed { commit: "0123456789abcdef", shown: &shown, remote: true, request, failure: None };
    let sent = sent.render().into_string();
    assert!(sent.contains("Open the merge request on GitLab") && sent.contains("<ins>+ &lt;i&gt;"), "{sent}");
    let viewer = Viewer::default();
    let gone = Draft { path: "gone.md".to_owned(), text: "<i>".to_owned(), ..Draft::default() };
    let mine = Sent { branch: "b".to_owned(), commit: "c".to_owned(), subject: "<u>".to_owned(), given: false };
    let written = Written { catalog: &catalog, viewer: &viewer, drafts: &[gone], sent: &[mine] }.render().into_string();
    assert!(
        written.contains("not there any more") && written.contains("&lt;u&gt;") && !written.contains("<i>"),
        "{written}"
    );
}

#[test]
fn what_was_said_instead_is_drawn_with_what_can_be_done_and_a_new_entry_begins_with_its_kind() {
    let catalog = sample();
    let setting = Setting { catalog: &catalog, today: TODAY, seen: Seen::default() };
    let page = catalog.page("objection/outage-24-7").unwrap();
    let entry = page.entry().id.to_string();
    let reply = Waiting { id: 7, person: "nobody".to_owned(), entry, text: "<i>Ask</i>\n# who".to_owned(), at: 0 };
    let draw = |offered: &[Offered], writes| Replies { setting, offered, writes }.render().into_string();
    let html = draw(&[Offered { page, reply: &reply }], true);
    assert!(html.contains("&lt;i&gt;Ask") && !html.contains("<i>") && html.contains("A colleague"), "{html}");
    assert!(html.contains("name=\"id\" value=\"7\"") && html.contains("value=\"take\""), "{html}");
    let by_hand = draw(&[Offered { page, reply: &reply }], false);
    assert!(by_hand.contains("value=\"added\"") && !by_hand.contains("value=\"take\""), "{by_hand}");
    assert!(draw(&[], true).contains("No colleague has written another reply"));
    for kind in contribute::kinds() {
        let html = Begun { kind }.render().into_string();
        assert!(html.contains(&format!("<option value=\"{}\" selected>", kind.name())), "{html}");
        assert_eq!((html.matches(" selected").count(), html.matches("<h1").count()), (1, 1));
    }
}

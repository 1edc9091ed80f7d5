//! What the page of each kind promises.

use super::*;

fn glance(catalog: &Catalog, id: &str, part: Option<&str>) -> String {
    let page = catalog.page(id).unwrap();
    Open { setting: Setting { catalog, today: TODAY, seen: Seen::default() }, page, part, only_near: false, asked: "" }
        .render()
        .into_string()
}

/// What stands between the tags, without code and without what leads to the file.
fn visible(html: &str) -> String {
    let mut hidden = 0;
    let mut text = String::new();
    for piece in html.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap();
        match tag.split_whitespace().next().unwrap() {
            "pre" | "code" => hidden += 1,
            "/pre" | "/code" => hidden -= 1,
            _ => {}
        }
        if hidden == 0 {
            text.push_str(words);
            text.push(' ');
        }
    }
    text
}

/// The places of words in a page, which must be in this order.
fn in_order(html: &str, words: &[&str]) {
    let place = |word: &&str| html.find(*word).unwrap_or_else(|| panic!("no {word}"));
    let places: Vec<_> = words.iter().map(place).collect();
    assert!(places.is_sorted(), "{words:?} {places:?}");
}

#[test]
fn no_page_shows_the_name_of_a_field_or_the_id_of_a_term() {
    let catalog = sample();
    for page in catalog.pages() {
        let id = page.entry().id.as_str();
        let html = whole(&catalog, id) + &glance(&catalog, id, None);
        // An address is shown on paper, where nothing can be followed.
        let text = visible(&html).replace(&page.address(), "");
        let raw = text.split_whitespace().find(|word| word.contains('_'));
        assert_eq!(raw, None, "{id}");
        for term in [
            "status-quo",
            "mid-market,",
            "works-council,",
            "incumbent-contract",
            "planned-only",
            "not-asked",
            "change-risk",
            "vp-service",
        ] {
            assert!(!text.contains(term) && !html.contains(&format!("<code>{term}</code>")), "{id}: {term}");
        }
    }
}

#[test]
fn a_battlecard_at_a_glance_has_no_rumours() {
    let catalog = sample();
    let html = glance(&catalog, "battlecard/pindle", None);
    let Detail::Battlecard(card) = &catalog.page("battlecard/pindle").unwrap().entry().detail else { panic!() };
    in_order(&html, &["You say", "Why we win", "Ask them", "Why we lose"]);
    assert!(html.contains("Contracts with penalties") == (card.why_we_win.len() <= 3));
    assert!(html.contains("Two technicians are missing") && !html.contains("Which of today"));
    assert!(html.contains("We name a price") && !html.contains("running by Monday"));
    for claim in &card.claims {
        assert!(!html.contains(&claim.claim), "{}", claim.claim);
    }
    let whole = whole(&catalog, "battlecard/pindle");
    in_order(&whole, &["What is known", ">Rumours<", "A board for several depots is being built"]);
    in_order(&whole, &["Tough questions that name them", "Pindle costs a third", "Deals against them", "19 Feb"]);
}

#[test]
fn the_customers_brief_is_folded_and_never_beside_results() {
    let catalog = sample();
    let id = "role_play/fifteen-percent-by-friday";
    let html = whole(&catalog, id);
    let secret = "three percent would be enough";
    let folded = html.split("<details").find(|piece| piece.contains(secret)).unwrap();
    assert!(folded.starts_with(" class=\"fold\" id=\"brief-for-the-person-playing-the-buyer\"><summary"));
    assert!(folded.find(secret) < folded.find("</details>"));
    assert_eq!(html.matches(secret).count(), 1);
    for part in [None, Some("brief-for-the-person-playing-the-buyer")] {
        let beside = glance(&catalog, id, part);
        assert!(!beside.contains(secret) && beside.contains("The managing director has heard"), "{part:?}");
    }
}

#[test]
fn a_stage_page_leads_to_its_neighbours_and_to_what_the_team_knows() {
    let catalog = sample();
    let html = whole(&catalog, "stage/validate");
    in_order(&html, &[">Qualify<", ">Discover<", "<span aria-current=\"page\">Validate<", ">Propose<", "<span>Won<"]);
    in_order(&html, &["It is over when", "Warning signs", "Get out if", "Stop and check", "Habits of colleagues"]);
    assert!(
        html.contains("href=\"/discovery/standard#fact%2Dworks%2Dcouncil\"") || html.contains("#fact-works-council")
    );
    assert!(html.contains("href=\"/search?kind=objection&amp;stage=validate\""));
    assert!(html.contains("/checklist/before-pilot") && html.contains("6 items: The customer has said yes"));
    assert!(whole(&catalog, "discovery/standard").contains("id=\"fact-works-council\""));
}

#[test]
fn a_discovery_standard_goes_by_stages_and_begins_with_what_is_critical() {
    let html = whole(&sample(), "discovery/standard");
    in_order(&html, &["/stage/discover", "The problem", "/stage/validate", "Decision process", "Decision criteria"]);
    in_order(&html, &["Decision criteria", "/stage/propose", "Paper process"]);
}

#[test]
fn a_review_says_how_sure_it_is_and_tells_its_moments_in_order() {
    let catalog = sample();
    let bremholt = whole(&catalog, "win_loss/2026-bremholt-lifts");
    in_order(&bremholt, &["Lost to no decision", "Told by the buyer, in an interview", "strength 3 of 3"]);
    in_order(&bremholt, &["Ignorance", "we did not know", "Works council agreement", "Ineptitude (organisation)"]);
    in_order(&bremholt, &["Pilot stopped on day nine", "CFO learned", "27 Aug</span><span>Lost to no decision"]);
    in_order(&bremholt, &["Circumstances", "the answer did not work", "What came out of it", ">Facts<"]);
    let hallin = whole(&catalog, "win_loss/2026-hallin-water");
    assert!(hallin.contains("Told by the rep only; nobody at the customer was asked"));
}

#[test]
fn a_lesson_says_do_or_avoid_and_how_to_notice_in_time() {
    let html = whole(&sample(), "lesson/works-council-before-pilot");
    in_order(&html, &["</span>Do<", "How you would notice in time", "What it cost", "Learned from", "Bremholt Lifts"]);
    in_order(&html, &["Lost to no decision, 27 Aug", ">Situation ", ">Facts<"]);
    assert_eq!(html.matches("Somebody outside the council speaks").count(), 1);
}

#[test]
fn a_proof_point_says_in_words_what_may_be_said_outside() {
    let catalog = sample();
    let said = |id: &str| visible(&whole(&catalog, id)).split_whitespace().collect::<Vec<_>>().join(" ");
    let anonymous = said("proof_point/skerrow-lifts-penalties");
    assert!(anonymous.contains("212,000 to 74,000 SLA penalties per year"));
    assert!(
        anonymous.contains("Say “ a customer in lift maintenance ”") && anonymous.contains("the name is for us only")
    );
    assert!(said("proof_point/tolsta-lifts-works-council").contains("Neither the name nor the number"));
    assert!(said("proof_point/castellan-replans").contains("Ask Lena Fors first, then say Castellan Refrigeration"));
    let (_folder, catalog) = folder(&[(
        "proof/x.md",
        "---\ntitle: X\ncustomer: Acme\nresult: Half\nuse_permission: public\npermission_expires: 2026-01-31\n---\n",
    )]);
    let ended = whole(&catalog, "proof_point/x");
    assert!(ended.contains("Internal, not for customers") && ended.contains("The permission ended 31 Jan"));
}

#[test]
fn a_profile_that_one_team_has_not_signed_says_which_and_since_when() {
    let (_folder, catalog) = folder(&[(
        "icp/x.md",
        "---\ntitle: X\nsummary: Short\nagreed_by:\n  - {user: a.b, team: sales, date: 2026-11-01}\n  - {user: c.d, team: marketing, date: 2026-07-01}\n\
         criteria:\n  - {id: b, dimension: structural, weight: disqualifier, statement: Too small}\n  - {id: a, dimension: structural, weight: must, statement: Big, evidence: [win_loss/y]}\n---\n",
    )]);
    let html = whole(&catalog, "icp/x");
    assert!(html.contains("<strong>Not agreed.</strong> Marketing has not signed since 1 Jul."));
    in_order(&html, &[">Must<", "Big", ">Rules it out<", "Too small"]);
    assert!(html.contains("<summary>1 deal</summary>"));
    assert!(whole(&sample(), "icp/mid-market-maintainers").contains("Agreed by sales and marketing."));
}

#[test]
fn a_checklist_is_a_form_that_sends_nothing() {
    let html = whole(&sample(), "checklist/before-proposal");
    assert!(html.contains("<form class=\"run\" method=\"dialog\" data-checklist=\"checklist/before-proposal\">"));
    in_order(&html, &["Stop here", "Do, then confirm", "type=\"checkbox\"", "Two losses", "Start over", "Revised"]);
    assert!(html.contains("<li id=\"economic-buyer-heard\">") && html.contains("href=\"#economic%2Dbuyer%2Dheard\""));
    assert!(html.contains("/assets/checklist."));
    let (_folder, catalog) = folder(&[("checklists/x.md", "---\ntitle: X\nmode: read_do\n---\n\nNothing yet.\n")]);
    let empty = whole(&catalog, "checklist/x");
    assert!(empty.contains("There is nothing on this list yet") && !empty.contains("<form class=\"run\""));
}

#[test]
fn entries_without_their_fields_are_drawn_without_empty_parts() {
    let kinds = Kind::all().filter(|kind| *kind != Kind::Page);
    let files: Vec<_> = kinds.map(|kind| (format!("{}/x.md", kind.folder()), "---\ntitle: X\n---\n")).collect();
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let (_folder, catalog) = folder(&files);
    for page in catalog.pages() {
        let id = page.entry().id.as_str();
        for html in [whole(&catalog, id), glance(&catalog, id, None)] {
            for empty in ["<p class=\"first-words\" dir=\"auto\"></p>", "<ul class=\"points\"></ul>", "<tbody></tbody>"]
            {
                assert!(!html.contains(empty), "{id}: {empty}");
            }
        }
    }
}

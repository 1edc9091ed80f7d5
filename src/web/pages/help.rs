//! `GET /help`: keys, and how search reads what is typed.

use axum::extract::State;
use maud::{Markup, Render, html};

use crate::web::state::App;
use crate::web::urls;
use crate::web::view::Shell;
use crate::web::view::blocks::line;
use crate::web::view::shell::Field;

/// The help page.
pub async fn help(State(app): State<App>) -> Markup {
    Shell { site: &app.name, title: "Help", field: Field::default(), content: &Help }.render()
}

/// Help on one page.
#[derive(Debug)]
pub struct Help;

/// Keys and what they do: in the field, then everywhere else.
const IN_THE_FIELD: [(&str, &str); 4] = [
    ("↑ ↓", "choose another result; it opens beside the list"),
    ("Enter", "open the chosen entry"),
    ("→", "at the end of the text, take the first completion"),
    ("Esc", "empty the field"),
];
const ELSEWHERE: [(&str, &str); 7] = [
    ("/", "back to the field, from anywhere"),
    ("1 2 3 4", "open or close an answer"),
    ("c", "copy what may be given to the customer: of the open answer, else the quick response"),
    ("u", "I’ll use this: notes that you use the open answer; next time you are asked whether it worked"),
    ("n", "not what I need: notes that the search was in vain, and offers to ask the team"),
    ("Esc", "back to the field, what you asked selected"),
    ("?", "this page"),
];

/// What says more than words.
const OPERATORS: [(&str, &str); 3] = [
    ("\"pay twice\"", "these words in a row; where no entry has them so, they count as words"),
    ("-budget", "beside other words: without the entries that hold this one; -\"two words\" as well"),
    (
        "stage:discover",
        "a filter, also kind, persona, product, competitor, industry, tag and owner (as the page of the entry names them, whoever probably owns it among them); a value of several words stands in quotes",
    ),
];

/// What is said of an answer by its votes.
const LABELS: [(&str, &str); 5] = [
    ("new", "Nobody has said yet whether it works."),
    ("too few to say", "One to four votes."),
    ("early signal", "Five votes or more."),
    ("established", "Twenty votes or more."),
    (
        "loses more than it wins?",
        "Five votes or more, and it is likely that it fails more often than it works. Whoever owns it should look.",
    ),
];

/// The signs of trust, with what each means.
const TRUST: [(&str, &str, &str); 4] = [
    ("trust trust-verified", "verified", "Somebody read all of it on that day and said it is right."),
    ("trust trust-due", "review due", "That was a while ago; it is to be read again."),
    (
        "trust trust-unverified",
        "unverified",
        "Nobody has said that it is right, nobody answers for it, or it is long past due.",
    ),
    ("trust trust-expired", "expired", "It had an end, and that has passed. Check before you say it."),
];

impl Render for Help {
    fn render(&self) -> Markup {
        html! {
            div.entry.help {
                div.line { div.content { h1.title { "Help" } } }
                (line(2, "Keys", &keys()))
                (line(2, "Search", &search()))
                (line(2, "Meaning", &meaning()))
                (line(2, "More than words", &html! {
                    dl.meanings {
                        @for (typed, meaning) in OPERATORS { div { dt { code { (typed) } } dd { (meaning) } } }
                    }
                }))
                (line(2, "Looking around", &around()))
                (line(2, "Trust", &html! {
                    dl.meanings {
                        @for (class, name, meaning) in TRUST {
                            div { dt { span class=(class) { span.sign aria-hidden="true" {} (name) } } dd { (meaning) } }
                        }
                    }
                }))
                (line(2, "What worked", &outcomes()))
                (line(2, "What is noted", &html! {
                    p { "What you search for, once typing pauses, and whether it helped: so that what many ask in vain is written. "
                        a href=(urls::GAPS) { "Asked in vain" } " shows it without names; who searched is forgotten after 30 days." }
                }))
                (line(2, "Copying", &html! {
                    p { "What is copied for a customer holds the words to say and the proof that its permission allows. "
                        "Notes, what not to say and names of customers who have not agreed are never in it." }
                }))
            }
        }
    }
}

fn keys() -> Markup {
    html! {
        h3 { "In the field" }
        (table(&IN_THE_FIELD))
        h3 { "Everywhere else" }
        (table(&ELSEWHERE))
    }
}

fn table(keys: &[(&str, &str)]) -> Markup {
    html! {
        dl.meanings {
            @for (key, meaning) in keys {
                div { dt { @for part in key.split(' ') { kbd { (part) } " " } } dd { (meaning) } }
            }
        }
    }
}

fn around() -> Markup {
    html! {
        ul.points {
            li { a href=(urls::NEW) { "New" } " lists what came or changed, the last first, by the days on which it was committed; a file \
                that was never committed counts from the day on which it was saved. It is a " a href=(urls::FEED) { "feed" } " too." }
            li { a href=(urls::BROWSE) { "Browse" } " lists everything by kind, stage, person, product, competitor, industry and tag. \
                Each has a page of its own." }
            li { "A browser can search here from its address bar: add this site to its search engines and give it a short word." }
        }
    }
}

fn outcomes() -> Markup {
    html! {
        p { "Whoever used an answer is asked what came of it: on the page of the answer at once, on the start page from ten minutes later \
            on, for 14 days, three questions at most. A tap is enough, nothing happens without one, and it can be changed. Until \
            you have said it you do not see what others said of that answer." }
        p { "The answer that works most often comes first. " em { "Leading" } " means that this is likely (4 to 1) against each other answer, \
            with five votes at least. Until then half of us see the first two the other way round, each for a week." }
        dl.meanings {
            @for (label, meaning) in LABELS { div { dt { (label) } dd { (meaning) } } }
        }
    }
}

fn meaning() -> Markup {
    html! {
        p { "Search goes by what you mean as well as by your words, so that a customer’s own way of saying it finds the answer. A small \
            model on the server compares what you typed with the wordings of every entry; nothing is sent anywhere. It knows English \
            best. While it has not read an entry yet, or where it was turned off, words alone decide: "
            a href=(urls::CONTENT_HEALTH) { "Content health" } " tells how far it is." }
        p { em { "No entry is a good match" } " means that search is less certain of its first result than it is of nearly all right \
            answers to the entries’ own wordings. What it lists is then only the nearest. It can be wrong either way: read before \
            you say it." }
        p { em { "Why these?" } " above the results says of each why it is there." }
    }
}

fn search() -> Markup {
    html! {
        ul.points {
            li { "Type what the customer said, in their words and in any order. Nothing that you type is wrong." }
            li { "The word you are typing may be unfinished, and small spelling mistakes are forgiven." }
            li { "The line below the field shows what could follow, as entries have it; behind " code { "stage:" } " or the name of another filter, its values. \
                Before you type it names what was opened lately: only this browser knows that." }
            li { "Entries with all your words count more than entries with some of them; of a whole sentence, where the words stand together and not scattered over a long page." }
            li { "Filters narrow the list; a chip goes when you press it." }
            li { "A question of nothing but terms, such as a person and a competitor, lists everything that carries them all." }
        }
    }
}

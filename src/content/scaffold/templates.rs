//! The files of a new folder, and what is filled into them.

use super::fill::{Value, Values, fill, parted};
use super::names::{person_id, terms};
use super::{File, LANGUAGE, Plan, quote};
use crate::model::Kind;
use crate::model::schema::fields_of;
use crate::model::taxonomy::Term;

/// A file as it is kept in the program.
struct Template {
    path: &'static str,
    about: &'static str,
    text: &'static str,
}

macro_rules! template {
    ($path:literal, $about:literal) => {
        template!($path, $about, $path)
    };
    ($path:literal, $about:literal, $file:literal) => {
        Template { path: $path, about: $about, text: include_str!(concat!("templates/", $file)) }
    };
}

const TEMPLATES: &[Template] = &[
    template!("README.md", "how to contribute"),
    template!("taxonomy.yaml", "the words that entries may use: stages, products, competitors and more"),
    template!("people.yaml", "who is who"),
    template!("glossary.md", "our words, in one line each"),
    template!("fieldlore.toml", "settings: the name and the language"),
    template!(".gitignore", "what git should pass over", "gitignore"),
    template!("handbook/welcome.md", "a plain page: how we sell"),
    template!("objections/too-expensive.md", "a tough question (draft)"),
    template!("lessons/ask-who-else-decides.md", "a lesson (draft)"),
    template!("checklists/before-proposal.md", "a checklist (draft)"),
    template!("discovery/standard.md", "what should be known of a deal (draft)"),
    template!("icp/ideal-customer.md", "the ideal customer (draft)"),
    template!("battlecards/status-quo.md", "the card for doing nothing (draft)"),
    template!("paths/first-week.md", "the first week of a new colleague (draft)"),
];

/// Terms that every folder has, by id.
const ENDS: [&str; 4] = ["won", "lost", "closed-won", "closed-lost"];
const ALTERNATIVES: [&str; 2] = ["in-house", "status-quo"];

/// All files of a new folder. A plan whose stages are all ends of a deal gets the usual ones.
pub fn files(plan: &Plan) -> Vec<File> {
    let mut stages = terms(&plan.stages, &ENDS, "stage");
    if stages.is_empty() {
        stages = terms(&super::STAGES.map(str::to_owned), &ENDS, "stage");
    }
    let values = values(plan, &stages);
    let fixed = TEMPLATES.iter().map(|template| file(plan, template.path.to_owned(), template, &values));
    let stages = stages.iter().map(|stage| {
        let mut values = values.clone();
        values.insert("stage", Value::Text(stage.id.clone()));
        values.insert("stage_label", Value::Text(stage.label.clone()));
        file(plan, format!("stages/{}.md", stage.id), &stage_template(&stage.id), &values)
    });
    fixed.chain(stages).collect()
}

fn file(plan: &Plan, path: String, template: &Template, values: &Values) -> File {
    let mut values = values.clone();
    values.insert("more_fields", Value::Ready(more_fields(&path, template.text)));
    let text = in_english(fill(&path, template.text, &values), plan);
    File { path, about: template.about, text }
}

/// A stage that goes by a usual name has a page to begin with, any other a form to fill in.
fn stage_template(id: &str) -> Template {
    match id {
        "qualify" | "qualification" => template!("", "a stage (draft)", "stages/qualify.md"),
        "discover" | "discovery" => template!("", "a stage (draft)", "stages/discover.md"),
        "validate" | "validation" | "evaluation" => template!("", "a stage (draft)", "stages/validate.md"),
        "propose" | "proposal" => template!("", "a stage (draft)", "stages/propose.md"),
        "commit" | "negotiation" => template!("", "a stage (draft)", "stages/commit.md"),
        _ => template!("", "a stage (draft)", "stages/other.md"),
    }
}

fn values(plan: &Plan, stages: &[Term]) -> Values {
    let text = |text: &str| Value::Text(text.to_owned());
    let products = terms(&plan.products, &[], "product");
    let competitors = terms(&plan.competitors, &ALTERNATIVES, "competitor");
    let at = |quarters: usize| text(stages.get(stages.len() * quarters / 4).map_or("", |stage| &stage.id));
    Values::from([
        ("vendor", text(&plan.vendor)),
        ("site_name", Value::Text(format!("{} playbook", plan.vendor))),
        ("language", text(&plan.language)),
        ("owner", Value::Text(person_id(&plan.author))),
        ("owner_name", text(&plan.author.name)),
        ("mails", Value::Ready(quote::yaml_list(&plan.author.mail))),
        ("today", Value::Ready(plan.today.to_string())),
        ("stages", Value::Ready(rows(stages))),
        ("stage_links", Value::Ready(stage_links(stages))),
        ("first_stage", Value::Text(stages.first().map_or_else(String::new, |stage| format!("stage/{}", stage.id)))),
        ("early_stage", at(1)),
        ("middle_stage", at(2)),
        ("late_stage", at(3)),
        ("product_rows", Value::Ready(if products.is_empty() { " []".to_owned() } else { rows(&products) })),
        ("product_list", Value::Ready(product_list(&products))),
        ("competitors", Value::Ready(rows(&competitors))),
        ("folders", Value::Ready(folders())),
    ])
}

/// Terms as rows of taxonomy.yaml, each behind a line end.
fn rows(terms: &[Term]) -> String {
    let row = |term: &Term| format!("\n  - {{id: {}, label: {}}}", quote::yaml(&term.id), quote::yaml(&term.label));
    terms.iter().map(row).collect()
}

fn stage_links(stages: &[Term]) -> String {
    let link = |(number, stage): (usize, &Term)| {
        format!("{number}. [{}](../stages/{}.md)", quote::markdown(&stage.label), stage.id)
    };
    (1..).zip(stages).map(link).collect::<Vec<_>>().join("\n")
}

fn product_list(products: &[Term]) -> String {
    let line = |term: &Term| format!("- **{}**: *replace this:* what it is, in one line", quote::markdown(&term.label));
    if products.is_empty() {
        return "*Replace this:* our products, one line each, and whom they are for.".to_owned();
    }
    products.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn folders() -> String {
    let kinds = Kind::all().filter(|kind| !kind.folder().is_empty());
    kinds.map(|kind| format!("| `{}/` | {} |", kind.folder(), kind.many())).collect::<Vec<_>>().join("\n")
}

/// The fields of the kind that the template does not show.
fn more_fields(path: &str, template: &str) -> String {
    let (front, _) = parted(template);
    let shown = |name: &str| front.lines().any(|line| line.split(':').next() == Some(name));
    let names = fields_of(Kind::from_path(path)).iter().map(|field| field.name);
    names.filter(|name| !shown(name)).collect::<Vec<_>>().join(", ")
}

/// In a folder of another language, the fields of an entry say that its words are still English.
fn in_english(text: String, plan: &Plan) -> String {
    let other = !plan.language.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case(LANGUAGE));
    match text.strip_prefix("---\n").filter(|_| other) {
        Some(rest) => {
            format!("---\nlanguage: {LANGUAGE} # until your own words stand here; then take this line out\n{rest}")
        }
        None => text,
    }
}

//! Where a step is done that is done here: practised, or passed with somebody.

use crate::catalog::Page;
use crate::model::Detail;
use crate::model::onboarding_path::Step;
use crate::training::cards;
use crate::training::plays::Sheet;
use crate::web::urls;
use crate::web::view::Setting;
use crate::web::view::setting::Reference;

/// The address, and what its link says; nothing for steps that are done elsewhere.
pub fn lead(setting: &Setting, step: &Step) -> Option<(String, &'static str)> {
    let page = match step.reference.as_deref().map(|reference| setting.follow(reference)) {
        Some(Reference::Page(page, _)) => Some(page),
        Some(Reference::Hidden | Reference::Missing) => return None,
        None => None,
    };
    match (step.activity.as_deref()?, page) {
        ("practise" | "certify", Some(page)) if can_be_held(page) => {
            Some((urls::new_play(&page.entry().id), "Book a role play"))
        }
        ("practise", Some(page)) => Some((practised(setting, page)?, "Practise it now")),
        ("practise", None) => Some((urls::PRACTICE.to_owned(), "Practise now")),
        _ => None,
    }
}

fn can_be_held(page: Page) -> bool {
    matches!(&page.entry().detail, Detail::RolePlay(play) if Sheet::of(play).is_some())
}

/// Where what is made of an entry is practised, if anything is.
fn practised(setting: &Setting, page: Page) -> Option<String> {
    if let Detail::Stage(stage) = &page.entry().detail {
        let id = stage.stage.as_deref()?;
        let has_card = cards::all(setting.catalog, setting.today).iter().any(|card| card.is_of_stage(id));
        return has_card.then(|| urls::practise_stage(id));
    }
    let has_card = !cards::of(page, setting.today).is_empty();
    has_card.then(|| urls::practise(&page.entry().id))
}

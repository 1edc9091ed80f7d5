//! What people of role plays are called.

use std::collections::HashMap;

use crate::web::state::App;
use crate::web::view::Setting;

/// The names that people gave themselves; people.yaml comes first.
#[derive(Debug, Clone, Default)]
pub struct Names(HashMap<String, String>);

impl Names {
    /// As they are known now; none where the store does not answer.
    pub async fn read(app: &App) -> Names {
        Names(app.store.names().await.unwrap_or_default())
    }

    /// A person's name; `somebody` for who is known by no name, or is erased.
    pub fn of(&self, setting: Setting<'_>, id: Option<&str>) -> String {
        let Some(id) = id else { return "somebody".to_owned() };
        let known = setting.catalog.loaded().people.get(id).map(|person| person.name.clone());
        let named = known.or_else(|| self.0.get(id).cloned()).or_else(|| Some(id.strip_prefix("proxy:")?.to_owned()));
        named.unwrap_or_else(|| "somebody".to_owned())
    }
}

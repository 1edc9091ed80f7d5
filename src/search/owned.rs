//! Who answers for entries. It is known beside the index, since git may say it long after an entry was read.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use super::bits::Bits;
use super::evidence::AllEvidence;
use super::snapshot::Snapshot;
use super::tokenize;
use super::view::Segment;

/// Somebody, and what they answer for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owns {
    /// What it is filtered by.
    pub value: String,
    /// What people see.
    pub label: String,
    /// What they are called besides.
    pub names: Vec<String>,
    /// The ids of the entries.
    pub entries: Vec<String>,
}

type Gather = Box<dyn FnOnce() -> Vec<Owns> + Send>;

/// Who answers for entries at one moment; gathered when first asked for.
#[derive(Debug)]
pub struct Owned(LazyLock<Vec<Owns>, Gather>);

impl Default for Owned {
    fn default() -> Owned {
        Owned::when_asked(Vec::new)
    }
}

impl Owned {
    /// Asks for it only when somebody wants to know.
    pub fn when_asked(gather: impl FnOnce() -> Vec<Owns> + Send + 'static) -> Owned {
        Owned(LazyLock::new(Box::new(gather)))
    }

    /// Everybody, in the order in which they were given.
    pub fn all(&self) -> &[Owns] {
        &self.0
    }

    /// Who is called so.
    pub(super) fn value(&self, key: &str) -> Option<&str> {
        let called = |owns: &&Owns| {
            let names = [&owns.value, &owns.label].into_iter().chain(&owns.names);
            names.into_iter().any(|name| tokenize::whole(name) == key)
        };
        self.all().iter().find(called).map(|owns| owns.value.as_str())
    }

    /// Adds the entries of a segment that somebody answers for.
    pub(super) fn add(
        &self,
        value: &str,
        evidence: &AllEvidence,
        segment: &Segment,
        entries: &mut Bits,
    ) -> tantivy::Result<()> {
        let Some(owns) = self.all().iter().find(|owns| owns.value == value) else { return Ok(()) };
        let ids = evidence.ids();
        let numbers = ids.of_segment(segment)?;
        let own: HashSet<u32> = owns.entries.iter().filter_map(|id| ids.known(id)).collect();
        let places = (0..).zip(numbers.iter()).filter(|(_, number)| own.contains(number));
        places.for_each(|(place, _)| entries.set(place));
        Ok(())
    }
}

impl Snapshot {
    /// The same entries, with who answers for them.
    pub fn with_owned(mut self, owned: Arc<Owned>) -> Snapshot {
        self.owned = owned;
        self
    }

    /// Who answers for the entries.
    pub fn owned(&self) -> &Owned {
        &self.owned
    }
}

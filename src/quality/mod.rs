//! How good search is: figures over queries whose answers are known, and what entries promise by their own wordings.
//!
//! | file | what it is |
//! |---|---|
//! | `queries`, `asked` | `queries.jsonl`, and what search answers to each line of it |
//! | `metrics`, `share`, `figures`, `floor` | what is counted, how sure it is, and what it must reach |
//! | `wordings`, `places`, `fold` | questions and variants, where they find their entry, and where without themselves |
//! | `replay` | wordings of another folder, to be learned from |
//! | `promises`, `doubles`, `near`, `lost`, `report` | what `check` finds, all but `doubles` with `--search` |

mod asked;
mod doubles;
mod figures;
mod floor;
mod fold;
mod lost;
mod metrics;
mod near;
mod places;
mod promises;
mod queries;
mod replay;
mod report;
mod share;
mod wordings;

pub use asked::{Asked, ask};
pub use doubles::doubles;
pub use figures::{Figure, Figures};
pub use floor::{Floor, Missed, missed};
pub use fold::Making;
pub use queries::{QUERIES, Queries, Query, read};
pub use replay::replay;
pub use report::{Report, report};
pub use share::Share;

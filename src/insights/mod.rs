//! What the entries and what happened say together: how far each entry can be relied on, the weekly page, what the tool did for one person.
//!
//! Numbers are made by pure functions over rows; nothing here draws.
//!
//! | file | what it is |
//! |---|---|
//! | `signals` | flags, losing answers and confirmations, brought from the store to the catalog |
//! | `trust` | how far an entry can be relied on, and why |
//! | `volatile` | words that age |
//! | `duties` | what somebody is asked to look at again |
//! | `contribution` | whose answer it is, and whom it helped |
//! | `mine` | what the tool did for one person |
//! | `weekly` | the weekly page, a file for each block |

pub mod contribution;
pub mod duties;
pub mod mine;
pub mod signals;
pub mod trust;
mod volatile;
pub mod weekly;

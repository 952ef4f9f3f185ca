//! The directory as an administrator looks through it: what is searched for, who is shown, which page.

use serde::{Deserialize, Serialize};

use crate::ids::GroupId;
use crate::role::ApplicationRole;
use crate::words::words;

/// People on one page.
pub const PAGE: u32 = 50;

/// The last page that is counted: further on nobody reads, and each page costs as much as all before it.
pub const MOST_PAGES: u32 = 40_000;

/// Which people are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    #[default]
    Everybody,
    Active,
    /// Active, and cannot sign in because they have no password yet.
    WithoutPassword,
    Deactivated,
}

words!(Who {
    Everybody => "everybody", Active => "active", WithoutPassword => "without-password",
    Deactivated => "deactivated",
});

/// The orders to choose from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DirectoryOrder {
    /// By last name.
    #[default]
    Name,
    /// Seen last comes first, who was never seen comes last.
    LastSeen,
    /// Added last comes first.
    Added,
}

words!(DirectoryOrder { Name => "name", LastSeen => "last-seen", Added => "added" });

/// What is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryView {
    /// The beginning of an address, a first or a last name, or a whole identifier. Empty is everybody.
    pub query: String,
    pub role: Option<ApplicationRole>,
    pub who: Who,
    pub group: Option<GroupId>,
    #[serde(default)]
    pub order: DirectoryOrder,
    /// From 1.
    pub page: u32,
}

impl Default for DirectoryView {
    fn default() -> Self {
        let (who, order) = (Who::default(), DirectoryOrder::default());
        Self { query: String::new(), role: None, who, group: None, order, page: 1 }
    }
}

impl DirectoryView {
    /// People before this page.
    pub fn offset(&self) -> u32 {
        (self.page.clamp(1, MOST_PAGES) - 1) * PAGE
    }
}

/// How many pages so many people fill; one at least.
pub fn pages(people: u32) -> u32 {
    people.div_ceil(PAGE).clamp(1, MOST_PAGES)
}

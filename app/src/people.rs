//! The people of the site, for administrators: the directory, groups, and files of people.

pub mod api;
mod directory;
mod fields;
mod group;
pub mod group_api;
mod groups;
pub mod import;
mod leaving;
mod nav;
mod new;
mod pager;
mod password_link;
mod person;
mod row;
mod tools;
mod words;

pub use directory::PeopleRoute;
pub use group::GroupRoute;
pub use groups::GroupsRoute;
pub use import::ImportPeopleRoute;
pub use new::NewPersonRoute;
pub use person::PersonRoute;
pub use words::members;

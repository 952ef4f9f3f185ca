//! Reading and changing the directory.

use domain::people::change::SitePlace;
use domain::people::directory::DirectoryView;
use domain::people::group::GroupName;
use domain::{ApplicationRole, EmailAddress, GroupId, PersonId, PersonName, Timestamp};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;

/// Somebody of the site, as administrators see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonEntry {
    pub id: PersonId,
    pub email: EmailAddress,
    pub name: PersonName,
    pub place: SitePlace,
    /// They can sign in.
    pub has_password: bool,
    /// When one of their sign-ins that still lasts was used last.
    pub seen_at: Option<Timestamp>,
    pub added_at: Timestamp,
}

/// A group, and how many people are in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupSummary {
    pub id: GroupId,
    pub name: GroupName,
    pub members: u32,
}

/// One page of the directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryPage {
    pub people: Vec<PersonEntry>,
    /// How many there are on all pages.
    pub total: u32,
    /// All groups of the site, by name.
    pub groups: Vec<GroupSummary>,
}

/// Somebody of the site with all that can be changed about them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonPage {
    pub entry: PersonEntry,
    /// Raised by every change: one that was made from an older page is refused.
    pub version: i64,
    pub added_at: Timestamp,
    /// Until when the link works by which they can choose a password, if one is out.
    pub password_link_until: Option<Timestamp>,
    /// The groups they are in.
    pub member_of: Vec<GroupId>,
    /// All groups of the site, by name.
    pub groups: Vec<GroupSummary>,
    /// Whoever looks.
    pub is_me: bool,
}

/// A link by which somebody chooses a password. It is shown this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordLink {
    pub url: String,
    pub works_until: Timestamp,
}

/// Somebody who has just been added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonAdded {
    pub id: PersonId,
    pub name: PersonName,
    pub email: EmailAddress,
    pub link: PasswordLink,
}

/// One page of the people whom a view shows. Reads only.
#[server(endpoint = "people/list", input = Json)]
pub async fn list_people(view: DirectoryView) -> Result<DirectoryPage, AppError> {
    crate::backend::call(async |backend, caller| backend.list_people(&caller, view).await).await
}

/// Somebody of the site. Reads only.
#[server(endpoint = "people/find", input = Json)]
pub async fn find_person(person: PersonId) -> Result<PersonPage, AppError> {
    crate::backend::call(async |backend, caller| backend.find_person(&caller, person).await).await
}

/// Puts somebody into the directory, with a link to choose a password.
#[server(endpoint = "people/add")]
pub async fn add_person(
    email: String,
    first_name: String,
    last_name: String,
    role: ApplicationRole,
) -> Result<PersonAdded, AppError> {
    let fields = PersonFields { email, first_name, last_name, role };
    let added =
        crate::backend::call(async |backend, caller| backend.add_person(&caller, fields).await).await?;
    crate::backend::lead_form_to(&crate::routes::person(added.id));
    Ok(added)
}

/// Somebody as they are typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonFields {
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub role: ApplicationRole,
}

impl From<&PersonEntry> for PersonFields {
    fn from(entry: &PersonEntry) -> Self {
        Self {
            email: entry.email.to_string(),
            first_name: entry.name.first().to_owned(),
            last_name: entry.name.last().to_owned(),
            role: entry.place.role,
        }
    }
}

impl From<ChangePerson> for PersonFields {
    fn from(sent: ChangePerson) -> Self {
        let ChangePerson { email, first_name, last_name, role, .. } = sent;
        Self { email, first_name, last_name, role }
    }
}

/// Changes what is known of somebody, unless it has been changed since `version`.
#[server(endpoint = "people/change")]
pub async fn change_person(
    person: PersonId,
    version: i64,
    email: String,
    first_name: String,
    last_name: String,
    role: ApplicationRole,
) -> Result<(), AppError> {
    let fields = PersonFields { email, first_name, last_name, role };
    crate::backend::call(async |backend, caller| {
        backend.change_person(&caller, person, version, fields).await
    })
    .await
}

/// Ends all sign-ins and streams of somebody, who cannot sign in any more.
#[server(endpoint = "people/deactivate")]
pub async fn deactivate_person(person: PersonId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.deactivate_person(&caller, person).await).await
}

/// Lets somebody sign in again, by the password they had.
#[server(endpoint = "people/reactivate")]
pub async fn reactivate_person(person: PersonId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.reactivate_person(&caller, person).await).await
}

/// Makes a link by which somebody chooses a password; one that was out stops working.
#[server(endpoint = "people/password-link")]
pub async fn make_password_link(person: PersonId) -> Result<PasswordLink, AppError> {
    crate::backend::call(async |backend, caller| backend.make_password_link(&caller, person).await).await
}

//! Reading and changing groups.

use domain::people::directory::DirectoryView;
use domain::{GroupId, PersonId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use super::api::{DirectoryPage, GroupSummary};
use crate::error::AppError;

/// A group and one page of its members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupPage {
    pub group: GroupSummary,
    pub members: DirectoryPage,
    /// Its members may invite whatever their role is: the administrator's settings name it.
    pub may_invite: bool,
}

/// All groups of the site, by name. Reads only.
#[server(endpoint = "people/groups/list", input = Json)]
pub async fn list_groups() -> Result<Vec<GroupSummary>, AppError> {
    crate::backend::call(async |backend, caller| backend.list_groups(&caller).await).await
}

/// A group and those of its members whom the view shows; its own group does not count. Reads only.
#[server(endpoint = "people/groups/find", input = Json)]
pub async fn find_group(group: GroupId, view: DirectoryView) -> Result<GroupPage, AppError> {
    crate::backend::call(async |backend, caller| backend.find_group(&caller, group, view).await).await
}

/// Makes a group without members.
#[server(endpoint = "people/groups/make")]
pub async fn make_group(name: String) -> Result<GroupId, AppError> {
    let group =
        crate::backend::call(async |backend, caller| backend.make_group(&caller, &name).await).await?;
    leptos_axum::redirect(&crate::routes::group(group));
    Ok(group)
}

#[server(endpoint = "people/groups/rename")]
pub async fn rename_group(group: GroupId, name: String) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.rename_group(&caller, group, &name).await).await
}

/// Deletes a group. Its members stay in the directory.
#[server(endpoint = "people/groups/delete")]
pub async fn delete_group(group: GroupId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.delete_group(&caller, group).await).await?;
    leptos_axum::redirect(&crate::routes::groups());
    Ok(())
}

/// Puts somebody into a group. Whoever is in it stays.
#[server(endpoint = "people/groups/add-member")]
pub async fn add_member(group: GroupId, person: PersonId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.add_member(&caller, group, person).await).await
}

/// Takes somebody out of a group. Whoever is not in it stays out.
#[server(endpoint = "people/groups/remove-member")]
pub async fn remove_member(group: GroupId, person: PersonId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.remove_member(&caller, group, person).await).await
}

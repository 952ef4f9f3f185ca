//! What the pages ask about people, their groups and files of them.

use async_trait::async_trait;
use domain::people::Suggestions;
use domain::people::directory::DirectoryView;
use domain::people::import as people_import;
use domain::{GroupId, ImportId, PersonId, RoomId};

use super::{Answer, Caller};
use crate::people::api::{DirectoryPage, GroupSummary, PasswordLink, PersonAdded, PersonFields, PersonPage};
use crate::people::group_api::GroupPage;
use crate::people::import::api::{FilePart, ImportOrder, ImportRows, ImportSummary};

#[async_trait]
pub trait People {
    /// People for the e-mail field of `room`'s invite window and for its hosts, or for the hosts of a new room.
    async fn suggest_people(&self, caller: &Caller, room: Option<RoomId>, query: &str)
    -> Answer<Suggestions>;
}

/// The directory, for administrators.
#[async_trait]
pub trait Directory {
    /// Reads only.
    async fn list_people(&self, caller: &Caller, view: DirectoryView) -> Answer<DirectoryPage>;
    /// Reads only.
    async fn find_person(&self, caller: &Caller, person: PersonId) -> Answer<PersonPage>;
    async fn add_person(&self, caller: &Caller, fields: PersonFields) -> Answer<PersonAdded>;
    async fn change_person(
        &self,
        caller: &Caller,
        person: PersonId,
        version: i64,
        fields: PersonFields,
    ) -> Answer<()>;
    async fn deactivate_person(&self, caller: &Caller, person: PersonId) -> Answer<()>;
    async fn reactivate_person(&self, caller: &Caller, person: PersonId) -> Answer<()>;
    async fn make_password_link(&self, caller: &Caller, person: PersonId) -> Answer<PasswordLink>;
}

/// Groups of people, for administrators.
#[async_trait]
pub trait Groups {
    /// Reads only.
    async fn list_groups(&self, caller: &Caller) -> Answer<Vec<GroupSummary>>;
    /// Reads only.
    async fn find_group(&self, caller: &Caller, group: GroupId, view: DirectoryView) -> Answer<GroupPage>;
    async fn make_group(&self, caller: &Caller, name: &str) -> Answer<GroupId>;
    async fn rename_group(&self, caller: &Caller, group: GroupId, name: &str) -> Answer<()>;
    async fn delete_group(&self, caller: &Caller, group: GroupId) -> Answer<()>;
    async fn add_member(&self, caller: &Caller, group: GroupId, person: PersonId) -> Answer<()>;
    async fn remove_member(&self, caller: &Caller, group: GroupId, person: PersonId) -> Answer<()>;
}

/// Files of people on their way into the directory, for administrators.
#[async_trait]
pub trait Imports {
    async fn begin_import(&self, caller: &Caller, order: ImportOrder) -> Answer<()>;
    async fn add_part(&self, caller: &Caller, import: ImportId, part: FilePart) -> Answer<()>;
    async fn apply_import(&self, caller: &Caller, import: ImportId) -> Answer<()>;
    async fn cancel_import(&self, caller: &Caller, import: ImportId) -> Answer<()>;
    /// Reads only, as the others below.
    async fn list_imports(&self, caller: &Caller) -> Answer<Vec<ImportSummary>>;
    async fn find_import(&self, caller: &Caller, import: ImportId) -> Answer<ImportSummary>;
    async fn list_import_rows(
        &self,
        caller: &Caller,
        import: ImportId,
        state: Option<people_import::RowState>,
        after: Option<u32>,
    ) -> Answer<ImportRows>;
}

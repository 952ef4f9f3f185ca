//! Hands on what is asked about people, their groups and files of them.

use app::backend::{Answer, Caller, Directory, Groups, Imports, People};
use app::people::api::{DirectoryPage, GroupSummary, PasswordLink, PersonAdded, PersonFields, PersonPage};
use app::people::group_api::GroupPage;
use app::people::import::api::{FilePart, ImportOrder, ImportRows, ImportSummary};
use async_trait::async_trait;
use domain::people::Suggestions;
use domain::people::directory::DirectoryView;
use domain::people::import as people_import;
use domain::{GroupId, ImportId, PersonId, RoomId};

use crate::failure::to_answer;
use crate::people;
use crate::people::importing::service as importing;
use crate::site::Site;

#[async_trait]
impl People for Site {
    async fn suggest_people(
        &self,
        caller: &Caller,
        room: Option<RoomId>,
        query: &str,
    ) -> Answer<Suggestions> {
        to_answer(people::service::suggest_people(self, caller, room, query).await)
    }
}

#[async_trait]
impl Directory for Site {
    async fn list_people(&self, caller: &Caller, view: DirectoryView) -> Answer<DirectoryPage> {
        to_answer(people::desk::list(self, caller, &view).await)
    }

    async fn find_person(&self, caller: &Caller, person: PersonId) -> Answer<PersonPage> {
        to_answer(people::desk::find(self, caller, person).await)
    }

    async fn add_person(&self, caller: &Caller, fields: PersonFields) -> Answer<PersonAdded> {
        to_answer(people::desk::add(self, caller, fields).await)
    }

    async fn change_person(
        &self,
        caller: &Caller,
        person: PersonId,
        version: i64,
        fields: PersonFields,
    ) -> Answer<()> {
        to_answer(people::desk::change(self, caller, person, version, fields).await)
    }

    async fn deactivate_person(&self, caller: &Caller, person: PersonId) -> Answer<()> {
        to_answer(people::desk::set_active(self, caller, person, false).await)
    }

    async fn reactivate_person(&self, caller: &Caller, person: PersonId) -> Answer<()> {
        to_answer(people::desk::set_active(self, caller, person, true).await)
    }

    async fn make_password_link(&self, caller: &Caller, person: PersonId) -> Answer<PasswordLink> {
        to_answer(people::desk::make_password_link(self, caller, person).await)
    }
}

#[async_trait]
impl Groups for Site {
    async fn list_groups(&self, caller: &Caller) -> Answer<Vec<GroupSummary>> {
        to_answer(people::groups::list(self, caller).await)
    }

    async fn find_group(&self, caller: &Caller, group: GroupId, view: DirectoryView) -> Answer<GroupPage> {
        to_answer(people::groups::find(self, caller, group, view).await)
    }

    async fn make_group(&self, caller: &Caller, name: &str) -> Answer<GroupId> {
        to_answer(people::groups::make(self, caller, name).await)
    }

    async fn rename_group(&self, caller: &Caller, group: GroupId, name: &str) -> Answer<()> {
        to_answer(people::groups::rename(self, caller, group, name).await)
    }

    async fn delete_group(&self, caller: &Caller, group: GroupId) -> Answer<()> {
        to_answer(people::groups::delete(self, caller, group).await)
    }

    async fn add_member(&self, caller: &Caller, group: GroupId, person: PersonId) -> Answer<()> {
        to_answer(people::groups::set_member(self, caller, group, person, true).await)
    }

    async fn remove_member(&self, caller: &Caller, group: GroupId, person: PersonId) -> Answer<()> {
        to_answer(people::groups::set_member(self, caller, group, person, false).await)
    }
}

#[async_trait]
impl Imports for Site {
    async fn begin_import(&self, caller: &Caller, order: ImportOrder) -> Answer<()> {
        to_answer(importing::begin(self, caller, order).await)
    }

    async fn add_part(&self, caller: &Caller, import: ImportId, part: FilePart) -> Answer<()> {
        to_answer(importing::add(self, caller, import, part).await)
    }

    async fn apply_import(&self, caller: &Caller, import: ImportId) -> Answer<()> {
        to_answer(importing::apply(self, caller, import).await)
    }

    async fn cancel_import(&self, caller: &Caller, import: ImportId) -> Answer<()> {
        to_answer(importing::cancel(self, caller, import).await)
    }

    async fn list_imports(&self, caller: &Caller) -> Answer<Vec<ImportSummary>> {
        to_answer(importing::list(self, caller).await)
    }

    async fn find_import(&self, caller: &Caller, import: ImportId) -> Answer<ImportSummary> {
        to_answer(importing::find(self, caller, import).await)
    }

    async fn list_import_rows(
        &self,
        caller: &Caller,
        import: ImportId,
        state: Option<people_import::RowState>,
        after: Option<u32>,
    ) -> Answer<ImportRows> {
        to_answer(importing::list_rows(self, caller, import, state, after).await)
    }
}

//! What the fake answers about people, their groups and files of them.

use app::backend::{Answer, Caller, Directory, Groups, Imports, People};
use app::error::AppError;
use app::people::api::{DirectoryPage, GroupSummary, PasswordLink, PersonAdded, PersonFields, PersonPage};
use app::people::group_api::GroupPage;
use app::people::import::api::{FilePart, ImportOrder, ImportRows, ImportSummary};
use async_trait::async_trait;
use domain::people::Suggestions;
use domain::people::directory::DirectoryView;
use domain::people::import as people_import;
use domain::{GroupId, ImportId, PersonId, RoomId};

use super::FakeBackend;

#[async_trait]
impl People for FakeBackend {
    async fn suggest_people(&self, caller: &Caller, _: Option<RoomId>, _: &str) -> Answer<Suggestions> {
        self.note("suggest_people", caller);
        Err(AppError::NotFound)
    }
}

#[async_trait]
impl Directory for FakeBackend {
    async fn list_people(&self, caller: &Caller, _: DirectoryView) -> Answer<DirectoryPage> {
        self.note("list_people", caller);
        Err(AppError::NotFound)
    }

    async fn find_person(&self, caller: &Caller, _: PersonId) -> Answer<PersonPage> {
        self.note("find_person", caller);
        Err(AppError::NotFound)
    }

    async fn add_person(&self, caller: &Caller, _: PersonFields) -> Answer<PersonAdded> {
        self.note("add_person", caller);
        Err(AppError::NotFound)
    }

    async fn change_person(&self, caller: &Caller, _: PersonId, _: i64, _: PersonFields) -> Answer<()> {
        self.note("change_person", caller);
        Err(AppError::NotFound)
    }

    async fn deactivate_person(&self, caller: &Caller, _: PersonId) -> Answer<()> {
        self.note("deactivate_person", caller);
        Err(AppError::NotFound)
    }

    async fn reactivate_person(&self, caller: &Caller, _: PersonId) -> Answer<()> {
        self.note("reactivate_person", caller);
        Err(AppError::NotFound)
    }

    async fn make_password_link(&self, caller: &Caller, _: PersonId) -> Answer<PasswordLink> {
        self.note("make_password_link", caller);
        Err(AppError::NotFound)
    }
}

#[async_trait]
impl Groups for FakeBackend {
    async fn list_groups(&self, caller: &Caller) -> Answer<Vec<GroupSummary>> {
        self.note("list_groups", caller);
        Err(AppError::NotFound)
    }

    async fn find_group(&self, caller: &Caller, _: GroupId, _: DirectoryView) -> Answer<GroupPage> {
        self.note("find_group", caller);
        Err(AppError::NotFound)
    }

    async fn make_group(&self, caller: &Caller, _: &str) -> Answer<GroupId> {
        self.note("make_group", caller);
        Err(AppError::NotFound)
    }

    async fn rename_group(&self, caller: &Caller, _: GroupId, _: &str) -> Answer<()> {
        self.note("rename_group", caller);
        Err(AppError::NotFound)
    }

    async fn delete_group(&self, caller: &Caller, _: GroupId) -> Answer<()> {
        self.note("delete_group", caller);
        Err(AppError::NotFound)
    }

    async fn add_member(&self, caller: &Caller, _: GroupId, _: PersonId) -> Answer<()> {
        self.note("add_member", caller);
        Err(AppError::NotFound)
    }

    async fn remove_member(&self, caller: &Caller, _: GroupId, _: PersonId) -> Answer<()> {
        self.note("remove_member", caller);
        Err(AppError::NotFound)
    }
}

#[async_trait]
impl Imports for FakeBackend {
    async fn begin_import(&self, caller: &Caller, _: ImportOrder) -> Answer<()> {
        self.note("begin_import", caller);
        Err(AppError::NotFound)
    }

    async fn add_part(&self, caller: &Caller, _: ImportId, _: FilePart) -> Answer<()> {
        self.note("add_part", caller);
        Err(AppError::NotFound)
    }

    async fn apply_import(&self, caller: &Caller, _: ImportId) -> Answer<()> {
        self.note("apply_import", caller);
        Err(AppError::NotFound)
    }

    async fn cancel_import(&self, caller: &Caller, _: ImportId) -> Answer<()> {
        self.note("cancel_import", caller);
        Err(AppError::NotFound)
    }

    async fn list_imports(&self, caller: &Caller) -> Answer<Vec<ImportSummary>> {
        self.note("list_imports", caller);
        Err(AppError::NotFound)
    }

    async fn find_import(&self, caller: &Caller, _: ImportId) -> Answer<ImportSummary> {
        self.note("find_import", caller);
        Err(AppError::NotFound)
    }

    async fn list_import_rows(
        &self,
        caller: &Caller,
        _: ImportId,
        _: Option<people_import::RowState>,
        _: Option<u32>,
    ) -> Answer<ImportRows> {
        self.note("list_import_rows", caller);
        Err(AppError::NotFound)
    }
}

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

use super::{Fake, person};

#[async_trait]
impl People for Fake {
    async fn suggest_people(&self, _: &Caller, _: Option<RoomId>, query: &str) -> Answer<Suggestions> {
        let people = vec![person(7, "Mira", "Holm"), person(8, "Miro", "Kant")];
        Ok(Suggestions { query: query.to_owned(), people })
    }
}

#[async_trait]
impl Directory for Fake {
    async fn list_people(&self, _: &Caller, _: DirectoryView) -> Answer<DirectoryPage> {
        Err(AppError::NotFound)
    }
    async fn find_person(&self, _: &Caller, _: PersonId) -> Answer<PersonPage> {
        Err(AppError::NotFound)
    }
    async fn add_person(&self, _: &Caller, _: PersonFields) -> Answer<PersonAdded> {
        Err(AppError::NotFound)
    }
    async fn change_person(&self, _: &Caller, _: PersonId, _: i64, _: PersonFields) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn deactivate_person(&self, _: &Caller, _: PersonId) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn reactivate_person(&self, _: &Caller, _: PersonId) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn make_password_link(&self, _: &Caller, _: PersonId) -> Answer<PasswordLink> {
        Err(AppError::NotFound)
    }
}

#[async_trait]
impl Groups for Fake {
    async fn list_groups(&self, _: &Caller) -> Answer<Vec<GroupSummary>> {
        Err(AppError::NotFound)
    }
    async fn find_group(&self, _: &Caller, _: GroupId, _: DirectoryView) -> Answer<GroupPage> {
        Err(AppError::NotFound)
    }
    async fn make_group(&self, _: &Caller, _: &str) -> Answer<GroupId> {
        Err(AppError::NotFound)
    }
    async fn rename_group(&self, _: &Caller, _: GroupId, _: &str) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn delete_group(&self, _: &Caller, _: GroupId) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn add_member(&self, _: &Caller, _: GroupId, _: PersonId) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn remove_member(&self, _: &Caller, _: GroupId, _: PersonId) -> Answer<()> {
        Err(AppError::NotFound)
    }
}

#[async_trait]
impl Imports for Fake {
    async fn begin_import(&self, _: &Caller, _: ImportOrder) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn add_part(&self, _: &Caller, _: ImportId, _: FilePart) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn apply_import(&self, _: &Caller, _: ImportId) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn cancel_import(&self, _: &Caller, _: ImportId) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn list_imports(&self, _: &Caller) -> Answer<Vec<ImportSummary>> {
        Err(AppError::NotFound)
    }
    async fn find_import(&self, _: &Caller, _: ImportId) -> Answer<ImportSummary> {
        Err(AppError::NotFound)
    }
    async fn list_import_rows(
        &self,
        _: &Caller,
        _: ImportId,
        _: Option<people_import::RowState>,
        _: Option<u32>,
    ) -> Answer<ImportRows> {
        Err(AppError::NotFound)
    }
}

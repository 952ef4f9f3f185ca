//! What the fake answers: nothing found, everything done.

use app::account::api::{Me, NewPasswordPage, SignInSummary};
use app::audit::api::AuditPage;
use app::backend::{
    Accounts, Administration, Answer, Batches, Caller, Directory, Groups, GuestLinks, Identities, Imports,
    Invitations, Joining, LiveRooms, Mails, People, Records, Reports, Rooms, SetCookie, Setup,
};
use app::error::AppError;
use app::guest_link::api::{EntryPage, GuestLinkList, GuestLinkSummary, Introduction};
use app::identity::api::{SiteDesk, SiteFace};
use app::invitation::api::{ActResult, InvitationPage, InvitationReady, InviteRequest, RequestAnswered};
use app::invitation::many::api::{BatchOrder, BatchSummary, KnownRow, Results, Standing};
use app::join::api::JoinPage;
use app::join::farewell::Farewell;
use app::mail::api::{KeptMail, MailDesk, MailPage};
use app::media::api::{RoomForm, RoomList, RoomPage};
use app::people::api::{DirectoryPage, GroupSummary, PasswordLink, PersonAdded, PersonFields, PersonPage};
use app::people::group_api::GroupPage;
use app::people::import::api::{FilePart, ImportOrder, ImportRows, ImportSummary};
use app::privacy::api::StoredAbout;
use app::report::api::{ReportPage, Transcript};
use app::room::api::{LiveRoom, OlderMessages};
use app::settings::api::{InviterFound, SettingsDesk};
use app::setup::api::{FirstAdministrator, FirstRoom};
use async_trait::async_trait;
use domain::audit::AuditView;
use domain::chat::Channel;
use domain::command::RoomCommand;
use domain::guest_link::{GuestLinkAct, GuestLinkForm};
use domain::health::Health;
use domain::invitation::{InvitationAct, ListView, RequestAnswer};
use domain::invite_many::{GivenRow, RowState};
use domain::live::Sequence;
use domain::mail::{MailServerForm, MailView, MailsToTry, Template};
use domain::people::Suggestions;
use domain::people::directory::DirectoryView;
use domain::people::import as people_import;
use domain::settings::{SettingsEffect, SettingsForm};
use domain::setup::SetupStep;
use domain::{
    BatchId, CommandId, GroupId, GuestLinkId, ImportId, InvitationId, Language, ParticipantId, PersonId,
    Role, RoomId, Settings, Timestamp,
};
use server::http::cookies;

use super::FakeBackend;

#[async_trait]
impl Accounts for FakeBackend {
    async fn me(&self, caller: &Caller) -> Answer<Option<Me>> {
        self.note("me", caller);
        Ok(None)
    }

    async fn has_administrator(&self) -> Answer<bool> {
        Ok(true)
    }

    async fn sign_in(&self, caller: &Caller, _: &str, _: &str) -> Answer<SetCookie> {
        self.note("sign_in", caller);
        Ok(cookies::sign_in("secret", std::time::Duration::from_hours(1)))
    }

    async fn sign_out(&self, caller: &Caller) -> Answer<SetCookie> {
        self.note("sign_out", caller);
        Ok(cookies::end_sign_in())
    }

    async fn list_sign_ins(&self, caller: &Caller) -> Answer<Vec<SignInSummary>> {
        self.note("list_sign_ins", caller);
        Ok(vec![])
    }

    async fn end_sign_in(&self, caller: &Caller, _: Option<String>) -> Answer<()> {
        self.note("end_sign_in", caller);
        Ok(())
    }

    async fn change_password(&self, caller: &Caller, _: &str, _: &str) -> Answer<()> {
        self.note("change_password", caller);
        Err(AppError::NotFound)
    }

    async fn find_new_password(&self, caller: &Caller) -> Answer<NewPasswordPage> {
        self.note("find_new_password", caller);
        Err(AppError::PasswordLinkUsed)
    }

    async fn choose_password(&self, caller: &Caller, _: &str) -> Answer<Vec<SetCookie>> {
        self.note("choose_password", caller);
        Err(AppError::PasswordLinkUsed)
    }
}

#[async_trait]
impl Rooms for FakeBackend {
    async fn list_rooms(&self, caller: &Caller) -> Answer<RoomList> {
        self.note("list_rooms", caller);
        Err(AppError::NotFound)
    }

    async fn find_room(&self, caller: &Caller, _: RoomId) -> Answer<RoomPage> {
        self.note("find_room", caller);
        Err(AppError::NotFound)
    }

    async fn save_room(&self, caller: &Caller, _: RoomForm) -> Answer<RoomId> {
        self.note("save_room", caller);
        Err(AppError::NotFound)
    }

    async fn delete_room(&self, caller: &Caller, _: RoomId) -> Answer<()> {
        self.note("delete_room", caller);
        Ok(())
    }

    async fn restore_room(&self, caller: &Caller, _: RoomId) -> Answer<()> {
        self.note("restore_room", caller);
        Ok(())
    }

    async fn open_session(&self, caller: &Caller, _: RoomId) -> Answer<()> {
        self.note("open_session", caller);
        Ok(())
    }

    async fn end_session(&self, caller: &Caller, _: RoomId) -> Answer<()> {
        self.note("end_session", caller);
        Ok(())
    }

    async fn reschedule_session(&self, caller: &Caller, _: RoomId, _: &str, _: &str, _: &str) -> Answer<()> {
        self.note("reschedule_session", caller);
        Ok(())
    }

    async fn list_time_zones(&self) -> Answer<Vec<String>> {
        Ok(vec![])
    }
}

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

#[async_trait]
impl Invitations for FakeBackend {
    async fn invite(&self, caller: &Caller, _: InviteRequest) -> Answer<InvitationReady> {
        self.note("invite", caller);
        Err(AppError::NotFound)
    }

    async fn list_invitations(
        &self,
        caller: &Caller,
        _: RoomId,
        _: ListView,
        _: u32,
    ) -> Answer<InvitationPage> {
        self.note("list_invitations", caller);
        Err(AppError::NotFound)
    }

    async fn list_matching(&self, caller: &Caller, _: RoomId, _: ListView) -> Answer<Vec<InvitationId>> {
        self.note("list_matching", caller);
        Ok(Vec::new())
    }

    async fn act_on_invitations(
        &self,
        caller: &Caller,
        _: RoomId,
        _: Vec<InvitationId>,
        _: InvitationAct,
    ) -> Answer<Vec<ActResult>> {
        self.note("act_on_invitations", caller);
        Ok(Vec::new())
    }

    async fn change_address(&self, caller: &Caller, _: InvitationId, _: &str) -> Answer<InvitationReady> {
        self.note("change_address", caller);
        Err(AppError::NotFound)
    }

    async fn answer_request(
        &self,
        caller: &Caller,
        _: InvitationId,
        _: RequestAnswer,
    ) -> Answer<RequestAnswered> {
        self.note("answer_request", caller);
        Err(AppError::NotFound)
    }

    async fn remove_invitation(&self, caller: &Caller, _: InvitationId) -> Answer<()> {
        self.note("remove_invitation", caller);
        Ok(())
    }

    async fn restore_invitation(&self, caller: &Caller, _: InvitationId) -> Answer<()> {
        self.note("restore_invitation", caller);
        Ok(())
    }

    async fn new_link(&self, caller: &Caller, _: InvitationId) -> Answer<InvitationReady> {
        self.note("new_link", caller);
        Err(AppError::NotFound)
    }

    async fn send_link(&self, caller: &Caller, _: InvitationId) -> Answer<()> {
        self.note("send_link", caller);
        Ok(())
    }

    async fn release_device(&self, caller: &Caller, _: InvitationId) -> Answer<()> {
        self.note("release_device", caller);
        Ok(())
    }
}

#[async_trait]
impl Administration for FakeBackend {
    async fn find_health(&self, caller: &Caller) -> Answer<Health> {
        self.note("find_health", caller);
        Err(AppError::NotFound)
    }

    async fn find_settings(&self, caller: &Caller) -> Answer<SettingsDesk> {
        self.note("find_settings", caller);
        Err(AppError::NotFound)
    }

    async fn weigh_settings(&self, caller: &Caller, _: SettingsForm) -> Answer<Vec<SettingsEffect>> {
        self.note("weigh_settings", caller);
        Err(AppError::NotFound)
    }

    async fn save_settings(&self, caller: &Caller, _: Settings, _: SettingsForm) -> Answer<Settings> {
        self.note("save_settings", caller);
        Err(AppError::NotFound)
    }

    async fn suggest_inviters(&self, caller: &Caller, _: &str) -> Answer<Vec<InviterFound>> {
        self.note("suggest_inviters", caller);
        Err(AppError::NotFound)
    }
}

#[async_trait]
impl Identities for FakeBackend {
    fn face(&self) -> SiteFace {
        SiteFace::default()
    }

    async fn find_site_desk(&self, caller: &Caller) -> Answer<SiteDesk> {
        self.note("find_site_desk", caller);
        Err(AppError::NotFound)
    }

    async fn save_site_name(&self, caller: &Caller, _: &str) -> Answer<SiteFace> {
        self.note("save_site_name", caller);
        Ok(SiteFace::default())
    }

    async fn save_logo(&self, caller: &Caller, _: &str) -> Answer<SiteFace> {
        self.note("save_logo", caller);
        Ok(SiteFace::default())
    }

    async fn remove_logo(&self, caller: &Caller) -> Answer<SiteFace> {
        self.note("remove_logo", caller);
        Ok(SiteFace::default())
    }

    async fn save_address(&self, caller: &Caller, _: &str) -> Answer<SiteFace> {
        self.note("save_address", caller);
        Ok(SiteFace::default())
    }

    async fn save_mail_server(&self, caller: &Caller, _: MailServerForm) -> Answer<SiteFace> {
        self.note("save_mail_server", caller);
        Ok(SiteFace::default())
    }

    async fn remove_mail_server(&self, caller: &Caller) -> Answer<SiteFace> {
        self.note("remove_mail_server", caller);
        Ok(SiteFace::default())
    }

    async fn test_mail_server(&self, caller: &Caller, _: Language) -> Answer<()> {
        self.note("test_mail_server", caller);
        Ok(())
    }
}

#[async_trait]
impl Setup for FakeBackend {
    async fn make_first_administrator(
        &self,
        caller: &Caller,
        _: FirstAdministrator,
    ) -> Answer<(SetCookie, SiteFace)> {
        self.note("make_first_administrator", caller);
        Err(AppError::SetUpAlready)
    }

    async fn finish_step(&self, caller: &Caller, _: SetupStep) -> Answer<SiteFace> {
        self.note("finish_step", caller);
        Ok(SiteFace::default())
    }

    async fn make_first_room(&self, caller: &Caller, _: FirstRoom) -> Answer<RoomId> {
        self.note("make_first_room", caller);
        Err(AppError::NotFound)
    }

    async fn dismiss_setup(&self, caller: &Caller) -> Answer<SiteFace> {
        self.note("dismiss_setup", caller);
        Ok(SiteFace::default())
    }
}

#[async_trait]
impl Records for FakeBackend {
    async fn list_audit(&self, caller: &Caller, _: AuditView, _: Option<i64>) -> Answer<AuditPage> {
        self.note("list_audit", caller);
        Err(AppError::NotFound)
    }

    async fn find_stored(&self, caller: &Caller, _: &str) -> Answer<StoredAbout> {
        self.note("find_stored", caller);
        Err(AppError::NotFound)
    }

    async fn find_stored_of(&self, caller: &Caller, _: PersonId) -> Answer<Option<StoredAbout>> {
        self.note("find_stored_of", caller);
        Err(AppError::NotFound)
    }

    async fn erase_address(&self, caller: &Caller, _: &str) -> Answer<StoredAbout> {
        self.note("erase_address", caller);
        Err(AppError::NotFound)
    }
}

#[async_trait]
impl Batches for FakeBackend {
    async fn read_list(&self, caller: &Caller, _: RoomId, _: String, _: Role) -> Answer<Vec<KnownRow>> {
        self.note("read_list", caller);
        Err(AppError::NotFound)
    }
    async fn find_standings(&self, caller: &Caller, _: RoomId, _: Vec<String>) -> Answer<Vec<Standing>> {
        self.note("find_standings", caller);
        Err(AppError::NotFound)
    }
    async fn begin_batch(&self, caller: &Caller, _: BatchOrder) -> Answer<()> {
        self.note("begin_batch", caller);
        Err(AppError::NotFound)
    }
    async fn add_rows(&self, caller: &Caller, _: BatchId, _: u32, _: Vec<GivenRow>) -> Answer<()> {
        self.note("add_rows", caller);
        Err(AppError::NotFound)
    }
    async fn start_batch(&self, caller: &Caller, _: BatchId) -> Answer<()> {
        self.note("start_batch", caller);
        Err(AppError::NotFound)
    }
    async fn cancel_batch(&self, caller: &Caller, _: BatchId) -> Answer<()> {
        self.note("cancel_batch", caller);
        Err(AppError::NotFound)
    }
    async fn list_batches(&self, caller: &Caller, _: RoomId) -> Answer<Vec<BatchSummary>> {
        self.note("list_batches", caller);
        Err(AppError::NotFound)
    }
    async fn find_batch(&self, caller: &Caller, _: RoomId, _: BatchId) -> Answer<BatchSummary> {
        self.note("find_batch", caller);
        Err(AppError::NotFound)
    }
    async fn list_results(
        &self,
        caller: &Caller,
        _: BatchId,
        _: Option<RowState>,
        _: Option<u32>,
    ) -> Answer<Results> {
        self.note("list_results", caller);
        Err(AppError::NotFound)
    }
    async fn list_uninvited(&self, caller: &Caller, _: BatchId) -> Answer<Vec<KnownRow>> {
        self.note("list_uninvited", caller);
        Err(AppError::NotFound)
    }
}

#[async_trait]
impl Mails for FakeBackend {
    async fn find_mail_desk(&self, caller: &Caller) -> Answer<MailDesk> {
        self.note("find_mail_desk", caller);
        Err(AppError::NotFound)
    }

    async fn list_mails(&self, caller: &Caller, _: &MailView) -> Answer<MailPage> {
        self.note("list_mails", caller);
        Err(AppError::NotFound)
    }

    async fn save_template(&self, caller: &Caller, _: Language, _: Template) -> Answer<()> {
        self.note("save_template", caller);
        Ok(())
    }

    async fn remove_template(&self, caller: &Caller, _: Language) -> Answer<()> {
        self.note("remove_template", caller);
        Ok(())
    }

    async fn send_test_mail(&self, caller: &Caller, _: Language, _: Template) -> Answer<()> {
        self.note("send_test_mail", caller);
        Ok(())
    }

    async fn retry_mail(&self, caller: &Caller, _: &str) -> Answer<()> {
        self.note("retry_mail", caller);
        Ok(())
    }

    async fn retry_mails(&self, caller: &Caller, _: MailsToTry, _: &str) -> Answer<u32> {
        self.note("retry_mails", caller);
        Ok(0)
    }

    async fn read_kept_mail(&self, caller: &Caller, _: &str) -> Answer<KeptMail> {
        self.note("read_kept_mail", caller);
        Err(AppError::NotFound)
    }
}

#[async_trait]
impl Joining for FakeBackend {
    async fn find_visit(&self, caller: &Caller, _: InvitationId) -> Answer<JoinPage> {
        self.note("find_visit", caller);
        Err(AppError::NotFound)
    }

    async fn confirm_address(
        &self,
        caller: &Caller,
        _: InvitationId,
        _: Option<&str>,
    ) -> Answer<Option<SetCookie>> {
        self.note("confirm_address", caller);
        Err(AppError::NotFound)
    }

    async fn move_link_here(&self, caller: &Caller, _: InvitationId) -> Answer<Option<SetCookie>> {
        self.note("move_link_here", caller);
        panic!("this question breaks the fake on purpose")
    }

    async fn send_code(&self, caller: &Caller, _: InvitationId) -> Answer<Option<SetCookie>> {
        self.note("send_code", caller);
        Err(AppError::NotFound)
    }

    async fn confirm_code(&self, caller: &Caller, _: InvitationId, _: &str) -> Answer<Option<SetCookie>> {
        self.note("confirm_code", caller);
        Err(AppError::NotFound)
    }

    async fn ask_for_link(&self, caller: &Caller, _: InvitationId) -> Answer<()> {
        self.note("ask_for_link", caller);
        Err(AppError::NotFound)
    }

    async fn decline(&self, caller: &Caller, _: InvitationId, _: bool) -> Answer<()> {
        self.note("decline", caller);
        Err(AppError::NotFound)
    }

    async fn find_farewell(
        &self,
        caller: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
    ) -> Answer<Option<Farewell>> {
        self.note("find_farewell", caller);
        Ok(None)
    }
}

#[async_trait]
impl LiveRooms for FakeBackend {
    async fn find_live_room(&self, caller: &Caller, _: RoomId, _: Option<InvitationId>) -> Answer<LiveRoom> {
        self.note("find_live_room", caller);
        Err(AppError::NotFound)
    }

    async fn enter_room(
        &self,
        caller: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
    ) -> Answer<Option<SetCookie>> {
        self.note("enter_room", caller);
        Ok(None)
    }

    async fn leave_room(
        &self,
        caller: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
    ) -> Answer<Option<GuestLinkId>> {
        self.note("leave_room", caller);
        Ok(None)
    }

    async fn run_command(
        &self,
        caller: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
        _: CommandId,
        _: RoomCommand,
    ) -> Answer<Sequence> {
        self.note("run_command", caller);
        Ok(1)
    }

    async fn list_older_messages(
        &self,
        caller: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
        _: Channel,
        _: Sequence,
    ) -> Answer<OlderMessages> {
        self.note("list_older_messages", caller);
        Err(AppError::NotFound)
    }

    async fn change_role(
        &self,
        caller: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
        _: ParticipantId,
        _: Role,
    ) -> Answer<()> {
        self.note("change_role", caller);
        Ok(())
    }

    async fn remove_participant(
        &self,
        caller: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
        _: ParticipantId,
    ) -> Answer<()> {
        self.note("remove_participant", caller);
        Ok(())
    }

    async fn knock(&self, caller: &Caller, _: RoomId, _: Option<InvitationId>) -> Answer<Option<SetCookie>> {
        self.note("knock", caller);
        Ok(None)
    }
}

#[async_trait]
impl Reports for FakeBackend {
    async fn find_report(&self, caller: &Caller, _: RoomId, _: Option<u32>) -> Answer<ReportPage> {
        self.note("find_report", caller);
        Err(AppError::NotFound)
    }

    async fn list_report_messages(
        &self,
        caller: &Caller,
        _: RoomId,
        _: u32,
        _: Sequence,
    ) -> Answer<Transcript> {
        self.note("list_report_messages", caller);
        Err(AppError::NotFound)
    }
}

#[async_trait]
impl GuestLinks for FakeBackend {
    async fn list_guest_links(&self, caller: &Caller, _: RoomId) -> Answer<GuestLinkList> {
        self.note("list_guest_links", caller);
        Err(AppError::NotFound)
    }

    async fn make_guest_link(
        &self,
        caller: &Caller,
        _: RoomId,
        _: GuestLinkForm,
    ) -> Answer<GuestLinkSummary> {
        self.note("make_guest_link", caller);
        Err(AppError::NotFound)
    }

    async fn act_on_guest_link(&self, caller: &Caller, _: GuestLinkId, _: GuestLinkAct) -> Answer<()> {
        self.note("act_on_guest_link", caller);
        Err(AppError::NotFound)
    }

    async fn find_entry(&self, caller: &Caller, _: GuestLinkId) -> Answer<EntryPage> {
        self.note("find_entry", caller);
        Err(AppError::NotFound)
    }

    async fn introduce(&self, caller: &Caller, _: GuestLinkId, _: Introduction) -> Answer<Option<SetCookie>> {
        self.note("introduce", caller);
        Err(AppError::NotFound)
    }
}

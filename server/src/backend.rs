//! What the pages ask, handed on to the services.

use app::account::api::{Me, NewPasswordPage, SignInSummary};
use app::audit::api::AuditPage;
use app::backend::{
    Accounts, Administration, Answer, Backend, Batches, Caller, Directory, Groups, GuestLinks, Identities,
    Imports, Invitations, Joining, LiveRooms, Mails, People, Records, Reports, Rooms, SetCookie, Setup,
};
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

use crate::failure::to_answer;
use crate::invitation::many;
use crate::live::{chat, commands, lock, participants};
use crate::people::importing::service as importing;
use crate::site::Site;
use crate::{
    account, audit, guest_link, health, identity, invitation, join, mail, people, privacy, report, room,
    settings, setup,
};

impl Backend for Site {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

#[async_trait]
impl Accounts for Site {
    async fn me(&self, caller: &Caller) -> Answer<Option<Me>> {
        to_answer(account::service::signed_in(self, caller).await)
    }

    async fn has_administrator(&self) -> Answer<bool> {
        to_answer(account::service::has_administrator(self).await)
    }

    async fn sign_in(&self, caller: &Caller, email: &str, password: &str) -> Answer<SetCookie> {
        to_answer(account::service::sign_in(self, caller, email, password).await)
    }

    async fn sign_out(&self, caller: &Caller) -> Answer<SetCookie> {
        to_answer(account::service::sign_out(self, caller).await)
    }

    async fn list_sign_ins(&self, caller: &Caller) -> Answer<Vec<SignInSummary>> {
        to_answer(account::service::list_sign_ins(self, caller).await)
    }

    async fn end_sign_in(&self, caller: &Caller, id: Option<String>) -> Answer<()> {
        to_answer(account::service::end_sign_in(self, caller, id).await)
    }

    async fn change_password(&self, caller: &Caller, current: &str, password: &str) -> Answer<()> {
        to_answer(account::service::change_password(self, caller, current, password).await)
    }

    async fn find_new_password(&self, caller: &Caller) -> Answer<NewPasswordPage> {
        to_answer(account::password_link::find(self, caller).await)
    }

    async fn choose_password(&self, caller: &Caller, password: &str) -> Answer<Vec<SetCookie>> {
        to_answer(account::password_link::choose(self, caller, password).await)
    }
}

#[async_trait]
impl Rooms for Site {
    async fn list_rooms(&self, caller: &Caller) -> Answer<RoomList> {
        to_answer(room::service::list(self, caller).await)
    }

    async fn find_room(&self, caller: &Caller, room: RoomId) -> Answer<RoomPage> {
        to_answer(room::service::find(self, caller, room).await)
    }

    async fn save_room(&self, caller: &Caller, form: RoomForm) -> Answer<RoomId> {
        to_answer(room::service::save(self, caller, form).await)
    }

    async fn delete_room(&self, caller: &Caller, room: RoomId) -> Answer<()> {
        to_answer(room::service::delete(self, caller, room).await)
    }

    async fn restore_room(&self, caller: &Caller, room: RoomId) -> Answer<()> {
        to_answer(room::service::restore(self, caller, room).await)
    }

    async fn open_session(&self, caller: &Caller, room: RoomId) -> Answer<()> {
        to_answer(room::session::open(self, caller, room).await)
    }

    async fn end_session(&self, caller: &Caller, room: RoomId) -> Answer<()> {
        to_answer(room::session::end(self, caller, room).await)
    }

    async fn reschedule_session(
        &self,
        caller: &Caller,
        room: RoomId,
        starts: &str,
        ends: &str,
        time_zone: &str,
    ) -> Answer<()> {
        to_answer(room::session::reschedule(self, caller, room, starts, ends, time_zone).await)
    }

    async fn list_time_zones(&self) -> Answer<Vec<String>> {
        Ok(room::schedule::time_zones())
    }
}

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

#[async_trait]
impl Invitations for Site {
    async fn invite(&self, caller: &Caller, request: InviteRequest) -> Answer<InvitationReady> {
        to_answer(invitation::service::invite(self, caller, request).await)
    }

    async fn list_invitations(
        &self,
        caller: &Caller,
        room: RoomId,
        view: ListView,
        offset: u32,
    ) -> Answer<InvitationPage> {
        to_answer(invitation::list::list(self, caller, room, &view, offset).await)
    }

    async fn list_matching(
        &self,
        caller: &Caller,
        room: RoomId,
        view: ListView,
    ) -> Answer<Vec<InvitationId>> {
        to_answer(invitation::list::list_matching(self, caller, room, &view).await)
    }

    async fn act_on_invitations(
        &self,
        caller: &Caller,
        room: RoomId,
        invitations: Vec<InvitationId>,
        act: InvitationAct,
    ) -> Answer<Vec<ActResult>> {
        to_answer(invitation::act_on_many::act(self, caller, room, &invitations, act).await)
    }

    async fn change_address(
        &self,
        caller: &Caller,
        invitation: InvitationId,
        email: &str,
    ) -> Answer<InvitationReady> {
        to_answer(invitation::answers::change_address(self, caller, invitation, email).await)
    }

    async fn answer_request(
        &self,
        caller: &Caller,
        invitation: InvitationId,
        answer: RequestAnswer,
    ) -> Answer<RequestAnswered> {
        to_answer(invitation::answers::answer_request(self, caller, invitation, answer).await)
    }

    async fn remove_invitation(&self, caller: &Caller, invitation: InvitationId) -> Answer<()> {
        to_answer(invitation::acts::act(self, caller, invitation, InvitationAct::Remove).await)
    }

    async fn restore_invitation(&self, caller: &Caller, invitation: InvitationId) -> Answer<()> {
        to_answer(invitation::acts::act(self, caller, invitation, InvitationAct::Restore).await)
    }

    async fn new_link(&self, caller: &Caller, invitation: InvitationId) -> Answer<InvitationReady> {
        to_answer(invitation::acts::new_link(self, caller, invitation).await)
    }

    async fn send_link(&self, caller: &Caller, invitation: InvitationId) -> Answer<()> {
        to_answer(invitation::acts::act(self, caller, invitation, InvitationAct::SendLink).await)
    }

    async fn release_device(&self, caller: &Caller, invitation: InvitationId) -> Answer<()> {
        to_answer(invitation::acts::act(self, caller, invitation, InvitationAct::ReleaseDevice).await)
    }
}

#[async_trait]
impl Administration for Site {
    async fn find_health(&self, caller: &Caller) -> Answer<Health> {
        to_answer(health::find(self, caller).await)
    }

    async fn find_settings(&self, caller: &Caller) -> Answer<SettingsDesk> {
        to_answer(settings::service::find(self, caller).await)
    }

    async fn weigh_settings(&self, caller: &Caller, form: SettingsForm) -> Answer<Vec<SettingsEffect>> {
        to_answer(settings::service::weigh(self, caller, form).await)
    }

    async fn save_settings(&self, caller: &Caller, before: Settings, form: SettingsForm) -> Answer<Settings> {
        to_answer(settings::service::replace(self, caller, before, form).await)
    }

    async fn suggest_inviters(&self, caller: &Caller, query: &str) -> Answer<Vec<InviterFound>> {
        to_answer(settings::service::suggest_inviters(self, caller, query).await)
    }
}

#[async_trait]
impl Identities for Site {
    fn face(&self) -> SiteFace {
        self.identity.now().face()
    }

    async fn find_site_desk(&self, caller: &Caller) -> Answer<SiteDesk> {
        to_answer(identity::service::find(self, caller).await)
    }

    async fn save_site_name(&self, caller: &Caller, name: &str) -> Answer<SiteFace> {
        to_answer(identity::service::save_name(self, caller, name).await)
    }

    async fn save_logo(&self, caller: &Caller, content: &str) -> Answer<SiteFace> {
        to_answer(identity::service::save_encoded_logo(self, caller, content).await)
    }

    async fn remove_logo(&self, caller: &Caller) -> Answer<SiteFace> {
        to_answer(identity::service::remove_logo(self, caller).await)
    }

    async fn save_address(&self, caller: &Caller, address: &str) -> Answer<SiteFace> {
        to_answer(identity::service::save_address(self, caller, address).await)
    }

    async fn save_mail_server(&self, caller: &Caller, form: MailServerForm) -> Answer<SiteFace> {
        to_answer(identity::service::save_mail_server(self, caller, form).await)
    }

    async fn remove_mail_server(&self, caller: &Caller) -> Answer<SiteFace> {
        to_answer(identity::service::remove_mail_server(self, caller).await)
    }

    async fn test_mail_server(&self, caller: &Caller, reads: Language) -> Answer<()> {
        to_answer(identity::service::test_mail_server(self, caller, reads).await)
    }
}

#[async_trait]
impl Setup for Site {
    async fn make_first_administrator(
        &self,
        caller: &Caller,
        form: FirstAdministrator,
    ) -> Answer<(SetCookie, SiteFace)> {
        to_answer(setup::service::make_first_administrator(self, caller, form).await)
    }

    async fn finish_step(&self, caller: &Caller, step: SetupStep) -> Answer<SiteFace> {
        to_answer(setup::service::finish_step(self, caller, step).await)
    }

    async fn make_first_room(&self, caller: &Caller, form: FirstRoom) -> Answer<RoomId> {
        to_answer(setup::service::make_first_room(self, caller, form).await)
    }

    async fn dismiss_setup(&self, caller: &Caller) -> Answer<SiteFace> {
        to_answer(setup::service::dismiss(self, caller).await)
    }
}

#[async_trait]
impl Records for Site {
    async fn list_audit(&self, caller: &Caller, view: AuditView, before: Option<i64>) -> Answer<AuditPage> {
        to_answer(audit::service::list(self, caller, &view, before).await)
    }

    async fn find_stored(&self, caller: &Caller, address: &str) -> Answer<StoredAbout> {
        to_answer(privacy::service::find(self, caller, address).await)
    }

    async fn find_stored_of(&self, caller: &Caller, person: PersonId) -> Answer<Option<StoredAbout>> {
        to_answer(privacy::service::find_of(self, caller, person).await)
    }

    async fn erase_address(&self, caller: &Caller, address: &str) -> Answer<StoredAbout> {
        to_answer(privacy::service::erase(self, caller, address).await)
    }
}

#[async_trait]
impl Batches for Site {
    async fn read_list(
        &self,
        caller: &Caller,
        room: RoomId,
        text: String,
        role: Role,
    ) -> Answer<Vec<KnownRow>> {
        to_answer(many::list::read(self, caller, room, text, role).await)
    }

    async fn find_standings(
        &self,
        caller: &Caller,
        room: RoomId,
        addresses: Vec<String>,
    ) -> Answer<Vec<Standing>> {
        to_answer(many::list::standings(self, caller, room, &addresses).await)
    }

    async fn begin_batch(&self, caller: &Caller, order: BatchOrder) -> Answer<()> {
        to_answer(many::service::begin(self, caller, order).await)
    }

    async fn add_rows(&self, caller: &Caller, batch: BatchId, from: u32, rows: Vec<GivenRow>) -> Answer<()> {
        to_answer(many::service::add(self, caller, batch, from, rows).await)
    }

    async fn start_batch(&self, caller: &Caller, batch: BatchId) -> Answer<()> {
        to_answer(many::service::start(self, caller, batch).await)
    }

    async fn cancel_batch(&self, caller: &Caller, batch: BatchId) -> Answer<()> {
        to_answer(many::service::cancel(self, caller, batch).await)
    }

    async fn list_batches(&self, caller: &Caller, room: RoomId) -> Answer<Vec<BatchSummary>> {
        to_answer(many::results::list_batches(self, caller, room).await)
    }

    async fn find_batch(&self, caller: &Caller, room: RoomId, batch: BatchId) -> Answer<BatchSummary> {
        to_answer(many::results::find(self, caller, room, batch).await)
    }

    async fn list_results(
        &self,
        caller: &Caller,
        batch: BatchId,
        state: Option<RowState>,
        after: Option<u32>,
    ) -> Answer<Results> {
        to_answer(many::results::list(self, caller, batch, state, after).await)
    }

    async fn list_uninvited(&self, caller: &Caller, batch: BatchId) -> Answer<Vec<KnownRow>> {
        to_answer(many::list::uninvited(self, caller, batch).await)
    }
}

#[async_trait]
impl Mails for Site {
    async fn find_mail_desk(&self, caller: &Caller) -> Answer<MailDesk> {
        to_answer(mail::desk::find(self, caller).await)
    }

    async fn list_mails(&self, caller: &Caller, view: &MailView) -> Answer<MailPage> {
        to_answer(mail::desk::list(self, caller, view).await)
    }

    async fn save_template(&self, caller: &Caller, language: Language, template: Template) -> Answer<()> {
        to_answer(mail::desk::save(self, caller, language, template).await)
    }

    async fn remove_template(&self, caller: &Caller, language: Language) -> Answer<()> {
        to_answer(mail::desk::remove(self, caller, language).await)
    }

    async fn send_test_mail(&self, caller: &Caller, language: Language, template: Template) -> Answer<()> {
        to_answer(mail::desk::send_test(self, caller, language, template).await)
    }

    async fn retry_mail(&self, caller: &Caller, mail: &str) -> Answer<()> {
        to_answer(mail::retrying::retry(self, caller, mail).await)
    }

    async fn retry_mails(&self, caller: &Caller, which: MailsToTry, query: &str) -> Answer<u32> {
        to_answer(mail::retrying::retry_many(self, caller, which, query).await)
    }

    async fn read_kept_mail(&self, caller: &Caller, mail: &str) -> Answer<KeptMail> {
        to_answer(mail::desk::read_kept(self, caller, mail).await)
    }
}

#[async_trait]
impl Joining for Site {
    async fn find_visit(&self, caller: &Caller, invitation: InvitationId) -> Answer<JoinPage> {
        to_answer(join::service::find_visit(self, caller, invitation).await)
    }

    async fn confirm_address(
        &self,
        caller: &Caller,
        invitation: InvitationId,
        address: Option<&str>,
    ) -> Answer<Option<SetCookie>> {
        to_answer(join::service::confirm_address(self, caller, invitation, address).await)
    }

    async fn move_link_here(&self, caller: &Caller, invitation: InvitationId) -> Answer<Option<SetCookie>> {
        to_answer(join::service::move_link_here(self, caller, invitation).await)
    }

    async fn send_code(&self, caller: &Caller, invitation: InvitationId) -> Answer<Option<SetCookie>> {
        to_answer(join::code::send(self, caller, invitation).await)
    }

    async fn confirm_code(
        &self,
        caller: &Caller,
        invitation: InvitationId,
        code: &str,
    ) -> Answer<Option<SetCookie>> {
        to_answer(join::code::confirm(self, caller, invitation, code).await)
    }

    async fn ask_for_link(&self, caller: &Caller, invitation: InvitationId) -> Answer<()> {
        to_answer(join::reply::ask_for_link(self, caller, invitation).await)
    }

    async fn decline(&self, caller: &Caller, invitation: InvitationId, will_not_come: bool) -> Answer<()> {
        to_answer(join::reply::decline(self, caller, invitation, will_not_come).await)
    }

    async fn find_farewell(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<Option<Farewell>> {
        to_answer(join::farewell::find(self, caller, room, invitation).await)
    }
}

#[async_trait]
impl LiveRooms for Site {
    async fn find_live_room(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<LiveRoom> {
        to_answer(participants::service::find_live_room(self, caller, room, invitation).await)
    }

    async fn enter_room(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<Option<SetCookie>> {
        to_answer(participants::service::enter(self, caller, room, invitation).await)
    }

    async fn leave_room(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<Option<GuestLinkId>> {
        to_answer(participants::service::leave(self, caller, room, invitation).await)
    }

    async fn run_command(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
        id: CommandId,
        command: RoomCommand,
    ) -> Answer<Sequence> {
        to_answer(commands::service::run(self, caller, room, invitation, id, command).await)
    }

    async fn list_older_messages(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
        channel: Channel,
        before: Sequence,
    ) -> Answer<OlderMessages> {
        to_answer(chat::service::list_older(self, caller, (room, invitation), channel, before).await)
    }

    async fn change_role(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
        participant: ParticipantId,
        role: Role,
    ) -> Answer<()> {
        let place = (room, invitation);
        to_answer(participants::service::change_role(self, caller, place, participant, role).await)
    }

    async fn remove_participant(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
        participant: ParticipantId,
    ) -> Answer<()> {
        to_answer(participants::service::remove(self, caller, (room, invitation), participant).await)
    }

    async fn knock(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<Option<SetCookie>> {
        to_answer(lock::knock::knock(self, caller, room, invitation).await)
    }
}

#[async_trait]
impl Reports for Site {
    async fn find_report(&self, caller: &Caller, room: RoomId, run: Option<u32>) -> Answer<ReportPage> {
        to_answer(report::service::find(self, caller, room, run).await)
    }

    async fn list_report_messages(
        &self,
        caller: &Caller,
        room: RoomId,
        run: u32,
        after: Sequence,
    ) -> Answer<Transcript> {
        to_answer(report::service::list_messages(self, caller, room, run, after).await)
    }
}

#[async_trait]
impl GuestLinks for Site {
    async fn list_guest_links(&self, caller: &Caller, room: RoomId) -> Answer<GuestLinkList> {
        to_answer(guest_link::service::list(self, caller, room).await)
    }

    async fn make_guest_link(
        &self,
        caller: &Caller,
        room: RoomId,
        form: GuestLinkForm,
    ) -> Answer<GuestLinkSummary> {
        to_answer(guest_link::service::make(self, caller, room, form).await)
    }

    async fn act_on_guest_link(&self, caller: &Caller, link: GuestLinkId, act: GuestLinkAct) -> Answer<()> {
        to_answer(guest_link::service::act(self, caller, link, act).await)
    }

    async fn find_entry(&self, caller: &Caller, link: GuestLinkId) -> Answer<EntryPage> {
        to_answer(guest_link::visit::find(self, caller, link).await)
    }

    async fn introduce(
        &self,
        caller: &Caller,
        link: GuestLinkId,
        introduction: Introduction,
    ) -> Answer<Option<SetCookie>> {
        to_answer(guest_link::visit::introduce(self, caller, link, introduction).await)
    }
}

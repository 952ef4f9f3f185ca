//! A server written by hand: it answers what it has been given and refuses the rest.

use std::sync::Mutex;

use app::account::api::{Me, NewPasswordPage, SignInSummary};
use app::audit::api::AuditPage;
use app::backend::{
    Accounts, Administration, Answer, Backend, Batches, Caller, Directory, Groups, GuestLinks, Identities,
    Imports, Invitations, Joining, LiveRooms, Mails, People, Records, Reports, Rooms, SetCookie, Setup,
};
use app::error::AppError;
use app::guest_link::api::{EntryPage, GuestLinkList, GuestLinkSummary, Introduction};
use app::identity::api::{SiteDesk, SiteFace};
use app::invitation::api::{
    ActResult, InvitationPage, InvitationReady, InvitationSummary, InviteRequest, RequestAnswered,
};
use app::invitation::many::api::{BatchOrder, BatchSummary, KnownRow, Results, Standing};
use app::join::api::JoinPage;
use app::join::farewell::Farewell;
use app::mail::api::{KeptMail, MailDesk, MailPage};
use app::media::api::{Host, RoomCard, RoomForm, RoomList, RoomPage};
use app::people::api::{DirectoryPage, GroupSummary, PasswordLink, PersonAdded, PersonFields, PersonPage};
use app::people::group_api::GroupPage;
use app::people::import::api::{FilePart, ImportOrder, ImportRows, ImportSummary};
use app::privacy::api::StoredAbout;
use app::report::api::{ReportPage, Transcript};
use app::room::api::{Inside, LiveRoom, OlderMessages};
use app::settings::api::{InviterFound, SettingsDesk};
use app::setup::api::{FirstAdministrator, FirstRoom};
use async_trait::async_trait;
use domain::audit::AuditView;
use domain::chat::Channel;
use domain::command::RoomCommand;
use domain::guest_link::{GuestLinkAct, GuestLinkForm};
use domain::health::Health;
use domain::invitation::{FilterCounts, InvitationAct, ListView, RequestAnswer};
use domain::invite_many::{GivenRow, RowState};
use domain::live::{RoomState, Sequence};
use domain::mail::{MailServerForm, MailView, MailsToTry, Template};
use domain::people::directory::DirectoryView;
use domain::people::import as people_import;
use domain::people::{PersonSuggestion, Suggestions};
use domain::room::{Audience, RoomDetails};
use domain::session::Session;
use domain::settings::{SettingsEffect, SettingsForm};
use domain::setup::SetupStep;
use domain::{
    Admission, ApplicationRole, BatchId, CommandId, GroupId, GuestLinkId, HostKind, ImportId, InvitationId,
    Language, ParticipantId, PersonId, PersonName, Role, RoomId, Settings, Timestamp,
};
use http::HeaderValue;

/// 22 November 2026, 18:00 UTC.
pub const NOW: Timestamp = Timestamp::from_millis(1_795_370_400_000);
pub const MINUTE: i64 = 60_000;

pub const ROOM: RoomId = RoomId::from_bits(0x0192_3f00_0000_7a31_55e1_9c3b_20d4_11f7);

pub fn in_minutes(minutes: i64) -> Timestamp {
    Timestamp::from_millis(NOW.as_millis() + minutes * MINUTE)
}

pub fn person(id: u128, first: &str, last: &str) -> PersonSuggestion {
    PersonSuggestion {
        id: PersonId::from_bits(id),
        email: format!("{}@example.org", first.to_lowercase()).parse().expect("a plain address"),
        name: PersonName::parse(first, last).expect("a plain name"),
    }
}

pub fn session(starts: i64, ends: i64) -> Session {
    Session {
        starts_at: in_minutes(starts),
        ends_at: in_minutes(ends),
        opened_at: None,
        ended_at: None,
        host_away_since: None,
    }
}

pub fn page() -> RoomPage {
    RoomPage {
        version: 0,
        id: ROOM,
        details: RoomDetails {
            title: "Rivers after rain".into(),
            description: "How a city lives with its river, told by three people who measure it.\n\nBring questions: half of the hour is yours.".into(),
            speakers: vec!["Ana Ruiz, University of Porto".into(), "Tom Okafor".into()],
            time_zone: "Europe/Lisbon".into(),
            collaboration: true,
            audience: Audience::Invited,
        },
        session: session(90, 150),
        deleted_at: None,
        host: Some(HostKind::Owner),
        invitation: None,
        application_role: ApplicationRole::PrivateOnly,
        settings: Settings::default(),
        mail_languages: Vec::new(),
        mails_leave: true,
        lobby: domain::lobby::Lobby::default(),
        lock: domain::lock::LockStanding::Unlocked,
        hosts: vec![
            Host { person: person(1, "Ana", "Ruiz"), kind: HostKind::Owner },
            Host { person: person(2, "Tom", "Okafor"), kind: HostKind::CoEditor },
        ],
        has_report: false,
        link_requests: 0,
        changes: 0,
        server_now: NOW,
        sequence: 3,
        starts_local: "2026-11-22T19:30".into(),
        ends_local: "2026-11-22T20:30".into(),
    }
}

pub fn card(id: u128, title: &str, starts: i64, host: Option<HostKind>, role: Option<Role>) -> RoomCard {
    RoomCard {
        id: RoomId::from_bits(id),
        title: title.into(),
        speakers: vec!["Ana Ruiz".into()],
        session: session(starts, starts + 60),
        host,
        invited_as: role,
    }
}

/// The room from inside, as its owner sees it.
pub fn live_room(session: Session) -> LiveRoom {
    let page = page();
    let state = RoomState {
        me: Some(ParticipantId::from_bits(1)),
        ..RoomState::new(page.sequence, page.details, session)
    };
    LiveRoom {
        admission: Admission::Enter(Role::Host),
        inside: Some(Inside { state, host: page.host, settings: Some(page.settings) }),
        invitation: None,
        session,
        sequence: page.sequence,
        server_now: NOW,
        message: None,
    }
}

/// What the fake answers. Change it while it is yours.
pub struct Fake {
    pub me: Option<Me>,
    pub has_administrator: bool,
    pub face: SiteFace,
    pub site: Option<SiteDesk>,
    pub list: RoomList,
    pub page: Mutex<RoomPage>,
    pub join: Option<JoinPage>,
    pub live: Option<LiveRoom>,
    pub invitations: Vec<InvitationSummary>,
    pub guest_links: GuestLinkList,
    pub report: Option<ReportPage>,
    pub farewell: Option<Farewell>,
    pub now: fn() -> Timestamp,
}

impl Default for Fake {
    fn default() -> Self {
        let person = person(1, "Ana", "Ruiz");
        Self {
            me: Some(Me {
                id: person.id,
                email: person.email,
                name: person.name,
                application_role: ApplicationRole::PrivateOnly,
            }),
            has_administrator: true,
            face: SiteFace::default(),
            site: None,
            list: RoomList { mine: Vec::new(), visible: Vec::new(), may_create: true, server_now: NOW },
            page: Mutex::new(page()),
            join: None,
            live: None,
            invitations: Vec::new(),
            guest_links: GuestLinkList { links: Vec::new(), denied: None, is_site_on: true, server_now: NOW },
            report: None,
            farewell: None,
            now: || NOW,
        }
    }
}

impl Fake {
    fn signed_in(&self) -> Answer<()> {
        self.me.as_ref().map(|_| ()).ok_or(AppError::SignInNeeded)
    }

    fn change(&self, change: impl FnOnce(&mut RoomPage)) -> Answer<()> {
        self.signed_in()?;
        change(&mut self.page.lock().expect("no test panics while it holds this"));
        Ok(())
    }
}

#[async_trait]
impl Accounts for Fake {
    async fn me(&self, _: &Caller) -> Answer<Option<Me>> {
        Ok(self.me.clone())
    }
    async fn has_administrator(&self) -> Answer<bool> {
        Ok(self.has_administrator)
    }
    async fn sign_in(&self, _: &Caller, email: &str, password: &str) -> Answer<SetCookie> {
        if email.is_empty() {
            return Err(AppError::field("email", domain::EmailProblem::Empty));
        }
        if password == "right" {
            Ok(SetCookie(HeaderValue::from_static("sign-in=1")))
        } else {
            Err(AppError::WrongCredentials)
        }
    }
    async fn sign_out(&self, _: &Caller) -> Answer<SetCookie> {
        Ok(SetCookie(HeaderValue::from_static("sign-in=")))
    }
    async fn list_sign_ins(&self, _: &Caller) -> Answer<Vec<SignInSummary>> {
        self.signed_in()?;
        let sign_in = |id: &str, user_agent: &str, minutes: i64| SignInSummary {
            id: id.into(),
            user_agent: user_agent.into(),
            signed_in_at: in_minutes(minutes),
            last_seen_at: in_minutes(minutes / 7),
            is_this_one: id == "here",
        };
        Ok(vec![
            sign_in("there", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/605.1", -4000),
            sign_in("here", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", -40),
        ])
    }
    async fn end_sign_in(&self, _: &Caller, _: Option<String>) -> Answer<()> {
        self.signed_in()
    }
    async fn change_password(&self, _: &Caller, _: &str, _: &str) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn find_new_password(&self, _: &Caller) -> Answer<NewPasswordPage> {
        Err(AppError::PasswordLinkUsed)
    }
    async fn choose_password(&self, _: &Caller, _: &str) -> Answer<Vec<SetCookie>> {
        Err(AppError::PasswordLinkUsed)
    }
}

#[async_trait]
impl Rooms for Fake {
    async fn list_rooms(&self, _: &Caller) -> Answer<RoomList> {
        self.signed_in()?;
        Ok(self.list.clone())
    }
    async fn find_room(&self, _: &Caller, room: RoomId) -> Answer<RoomPage> {
        self.signed_in()?;
        let page = self.page.lock().expect("no test panics while it holds this").clone();
        if room == page.id {
            Ok(RoomPage { server_now: self.now(), ..page })
        } else {
            Err(AppError::NotFound)
        }
    }
    async fn save_room(&self, _: &Caller, form: RoomForm) -> Answer<RoomId> {
        domain::room::parse_title(&form.title).map_err(|problem| AppError::field("title", problem))?;
        Ok(ROOM)
    }
    async fn delete_room(&self, _: &Caller, _: RoomId) -> Answer<()> {
        self.change(|page| page.deleted_at = Some(NOW))
    }
    async fn restore_room(&self, _: &Caller, _: RoomId) -> Answer<()> {
        self.change(|page| page.deleted_at = None)
    }
    async fn open_session(&self, _: &Caller, _: RoomId) -> Answer<()> {
        let now = self.now();
        self.change(|page| page.session.opened_at = Some(now))
    }
    async fn end_session(&self, _: &Caller, _: RoomId) -> Answer<()> {
        let now = self.now();
        self.change(|page| page.session.ended_at = Some(now))
    }
    async fn reschedule_session(&self, _: &Caller, _: RoomId, _: &str, _: &str, _: &str) -> Answer<()> {
        Err(AppError::field("ends", domain::session::ScheduleProblem::EndNotAfterStart))
    }
    async fn list_time_zones(&self) -> Answer<Vec<String>> {
        Ok(vec!["Europe/Berlin".into(), "Europe/Lisbon".into(), "UTC".into()])
    }
}

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

#[async_trait]
impl Invitations for Fake {
    async fn invite(&self, _: &Caller, request: InviteRequest) -> Answer<InvitationReady> {
        Ok(InvitationReady {
            id: InvitationId::from_bits(9),
            email: request
                .email
                .parse()
                .map_err(|problem: domain::EmailProblem| AppError::field("email", problem))?,
            name: PersonName::parse(&request.first_name, &request.last_name)
                .map_err(|(_, problem)| AppError::field("first_name", problem))?,
            role: request.role,
            language: request.language.unwrap_or_default(),
            link: "https://greenroom.example/i/0000000009-abcdefghijklmnopqrstuvwxyz".into(),
            expires_at: in_minutes(24 * 60),
        })
    }
    async fn list_invitations(&self, _: &Caller, _: RoomId, _: ListView, _: u32) -> Answer<InvitationPage> {
        self.signed_in()?;
        let total = u32::try_from(self.invitations.len()).unwrap_or(u32::MAX);
        let rows = self.invitations.clone();
        Ok(InvitationPage { rows, counts: FilterCounts::default(), total, server_now: NOW })
    }
    async fn list_matching(&self, _: &Caller, _: RoomId, _: ListView) -> Answer<Vec<InvitationId>> {
        self.signed_in()?;
        Ok(self.invitations.iter().map(|one| one.ready.id).collect())
    }
    async fn act_on_invitations(
        &self,
        _: &Caller,
        _: RoomId,
        _: Vec<InvitationId>,
        _: InvitationAct,
    ) -> Answer<Vec<ActResult>> {
        self.signed_in()?;
        Ok(Vec::new())
    }
    async fn change_address(&self, _: &Caller, _: InvitationId, _: &str) -> Answer<InvitationReady> {
        Err(AppError::NotFound)
    }
    async fn answer_request(&self, _: &Caller, _: InvitationId, _: RequestAnswer) -> Answer<RequestAnswered> {
        Err(AppError::NotFound)
    }
    async fn remove_invitation(&self, _: &Caller, _: InvitationId) -> Answer<()> {
        self.signed_in()
    }
    async fn restore_invitation(&self, _: &Caller, _: InvitationId) -> Answer<()> {
        self.signed_in()
    }
    async fn new_link(&self, _: &Caller, _: InvitationId) -> Answer<InvitationReady> {
        Err(AppError::NotFound)
    }
    async fn send_link(&self, _: &Caller, _: InvitationId) -> Answer<()> {
        Ok(())
    }
    async fn release_device(&self, _: &Caller, _: InvitationId) -> Answer<()> {
        self.signed_in()
    }
}

#[async_trait]
impl Batches for Fake {
    async fn read_list(&self, _: &Caller, _: RoomId, _: String, _: Role) -> Answer<Vec<KnownRow>> {
        Err(AppError::NotFound)
    }
    async fn find_standings(&self, _: &Caller, _: RoomId, _: Vec<String>) -> Answer<Vec<Standing>> {
        Err(AppError::NotFound)
    }
    async fn begin_batch(&self, _: &Caller, _: BatchOrder) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn add_rows(&self, _: &Caller, _: BatchId, _: u32, _: Vec<GivenRow>) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn start_batch(&self, _: &Caller, _: BatchId) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn cancel_batch(&self, _: &Caller, _: BatchId) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn list_batches(&self, _: &Caller, _: RoomId) -> Answer<Vec<BatchSummary>> {
        Ok(Vec::new())
    }
    async fn find_batch(&self, _: &Caller, _: RoomId, _: BatchId) -> Answer<BatchSummary> {
        Err(AppError::NotFound)
    }
    async fn list_results(
        &self,
        _: &Caller,
        _: BatchId,
        _: Option<RowState>,
        _: Option<u32>,
    ) -> Answer<Results> {
        Err(AppError::NotFound)
    }
    async fn list_uninvited(&self, _: &Caller, _: BatchId) -> Answer<Vec<KnownRow>> {
        Err(AppError::NotFound)
    }
}

#[async_trait]
impl Administration for Fake {
    async fn find_health(&self, _: &Caller) -> Answer<Health> {
        Err(AppError::NotFound)
    }
    async fn find_settings(&self, _: &Caller) -> Answer<SettingsDesk> {
        Err(AppError::NotFound)
    }
    async fn weigh_settings(&self, _: &Caller, _: SettingsForm) -> Answer<Vec<SettingsEffect>> {
        Err(AppError::NotFound)
    }
    async fn save_settings(&self, _: &Caller, _: Settings, _: SettingsForm) -> Answer<Settings> {
        Err(AppError::NotFound)
    }
    async fn suggest_inviters(&self, _: &Caller, _: &str) -> Answer<Vec<InviterFound>> {
        Err(AppError::NotFound)
    }
}

#[async_trait]
impl Identities for Fake {
    fn face(&self) -> SiteFace {
        self.face.clone()
    }
    async fn find_site_desk(&self, _: &Caller) -> Answer<SiteDesk> {
        self.signed_in()?;
        self.site.clone().ok_or(AppError::NotFound)
    }
    async fn save_site_name(&self, _: &Caller, _: &str) -> Answer<SiteFace> {
        Err(AppError::NotFound)
    }
    async fn save_logo(&self, _: &Caller, _: &str) -> Answer<SiteFace> {
        Err(AppError::NotFound)
    }
    async fn remove_logo(&self, _: &Caller) -> Answer<SiteFace> {
        Err(AppError::NotFound)
    }
    async fn save_address(&self, _: &Caller, _: &str) -> Answer<SiteFace> {
        Err(AppError::NotFound)
    }
    async fn save_mail_server(&self, _: &Caller, _: MailServerForm) -> Answer<SiteFace> {
        Err(AppError::NotFound)
    }
    async fn remove_mail_server(&self, _: &Caller) -> Answer<SiteFace> {
        Err(AppError::NotFound)
    }
    async fn test_mail_server(&self, _: &Caller, _: Language) -> Answer<()> {
        Err(AppError::NotFound)
    }
}

#[async_trait]
impl Setup for Fake {
    async fn make_first_administrator(
        &self,
        _: &Caller,
        _: FirstAdministrator,
    ) -> Answer<(SetCookie, SiteFace)> {
        Err(AppError::SetUpAlready)
    }
    async fn finish_step(&self, _: &Caller, _: SetupStep) -> Answer<SiteFace> {
        Err(AppError::NotFound)
    }
    async fn make_first_room(&self, _: &Caller, _: FirstRoom) -> Answer<RoomId> {
        Err(AppError::NotFound)
    }
    async fn dismiss_setup(&self, _: &Caller) -> Answer<SiteFace> {
        Err(AppError::NotFound)
    }
}

#[async_trait]
impl Records for Fake {
    async fn list_audit(&self, _: &Caller, _: AuditView, _: Option<i64>) -> Answer<AuditPage> {
        Err(AppError::NotFound)
    }
    async fn find_stored(&self, _: &Caller, _: &str) -> Answer<StoredAbout> {
        Err(AppError::NotFound)
    }
    async fn find_stored_of(&self, _: &Caller, _: PersonId) -> Answer<Option<StoredAbout>> {
        Err(AppError::NotFound)
    }
    async fn erase_address(&self, _: &Caller, _: &str) -> Answer<StoredAbout> {
        Err(AppError::NotFound)
    }
}

#[async_trait]
impl Mails for Fake {
    async fn find_mail_desk(&self, _: &Caller) -> Answer<MailDesk> {
        Err(AppError::NotFound)
    }
    async fn list_mails(&self, _: &Caller, _: &MailView) -> Answer<MailPage> {
        Err(AppError::NotFound)
    }
    async fn save_template(&self, _: &Caller, _: Language, _: Template) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn remove_template(&self, _: &Caller, _: Language) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn send_test_mail(&self, _: &Caller, _: Language, _: Template) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn retry_mail(&self, _: &Caller, _: &str) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn retry_mails(&self, _: &Caller, _: MailsToTry, _: &str) -> Answer<u32> {
        Err(AppError::NotFound)
    }
    async fn read_kept_mail(&self, _: &Caller, _: &str) -> Answer<KeptMail> {
        Err(AppError::NotFound)
    }
}

#[async_trait]
impl Joining for Fake {
    async fn find_visit(&self, _: &Caller, _: InvitationId) -> Answer<JoinPage> {
        self.join.clone().ok_or(AppError::NotFound)
    }
    async fn confirm_address(
        &self,
        _: &Caller,
        _: InvitationId,
        _: Option<&str>,
    ) -> Answer<Option<SetCookie>> {
        Err(AppError::WrongAddress { tries_left: 4 })
    }
    async fn move_link_here(&self, _: &Caller, _: InvitationId) -> Answer<Option<SetCookie>> {
        Err(AppError::NotFound)
    }
    async fn send_code(&self, _: &Caller, _: InvitationId) -> Answer<Option<SetCookie>> {
        Err(AppError::NotFound)
    }
    async fn confirm_code(&self, _: &Caller, _: InvitationId, _: &str) -> Answer<Option<SetCookie>> {
        Err(AppError::WrongCode { tries_left: 4 })
    }
    async fn ask_for_link(&self, _: &Caller, _: InvitationId) -> Answer<()> {
        Ok(())
    }
    async fn decline(&self, _: &Caller, _: InvitationId, _: bool) -> Answer<()> {
        Ok(())
    }
    async fn find_farewell(
        &self,
        _: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
    ) -> Answer<Option<Farewell>> {
        Ok(self.farewell.clone())
    }
}

#[async_trait]
impl LiveRooms for Fake {
    async fn find_live_room(&self, _: &Caller, _: RoomId, _: Option<InvitationId>) -> Answer<LiveRoom> {
        self.live.clone().ok_or(AppError::NotFound)
    }
    async fn enter_room(&self, _: &Caller, _: RoomId, _: Option<InvitationId>) -> Answer<Option<SetCookie>> {
        Err(AppError::NotFound)
    }
    async fn leave_room(
        &self,
        _: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
    ) -> Answer<Option<GuestLinkId>> {
        Ok(None)
    }
    async fn run_command(
        &self,
        _: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
        _: CommandId,
        _: RoomCommand,
    ) -> Answer<Sequence> {
        Err(AppError::NotFound)
    }
    async fn list_older_messages(
        &self,
        _: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
        _: Channel,
        _: Sequence,
    ) -> Answer<OlderMessages> {
        Err(AppError::NotFound)
    }
    async fn change_role(
        &self,
        _: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
        _: ParticipantId,
        _: Role,
    ) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn remove_participant(
        &self,
        _: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
        _: ParticipantId,
    ) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn knock(&self, _: &Caller, _: RoomId, _: Option<InvitationId>) -> Answer<Option<SetCookie>> {
        Ok(None)
    }
}

#[async_trait]
impl Reports for Fake {
    async fn find_report(&self, _: &Caller, _: RoomId, _: Option<u32>) -> Answer<ReportPage> {
        self.signed_in()?;
        self.report.clone().ok_or(AppError::NotFound)
    }
    async fn list_report_messages(&self, _: &Caller, _: RoomId, _: u32, _: Sequence) -> Answer<Transcript> {
        Err(AppError::NotFound)
    }
}

#[async_trait]
impl GuestLinks for Fake {
    async fn list_guest_links(&self, _: &Caller, _: RoomId) -> Answer<GuestLinkList> {
        Ok(GuestLinkList { server_now: self.now(), ..self.guest_links.clone() })
    }
    async fn make_guest_link(&self, _: &Caller, _: RoomId, _: GuestLinkForm) -> Answer<GuestLinkSummary> {
        Err(AppError::NotFound)
    }
    async fn act_on_guest_link(&self, _: &Caller, _: GuestLinkId, _: GuestLinkAct) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn find_entry(&self, _: &Caller, _: GuestLinkId) -> Answer<EntryPage> {
        Err(AppError::NotFound)
    }
    async fn introduce(&self, _: &Caller, _: GuestLinkId, _: Introduction) -> Answer<Option<SetCookie>> {
        Err(AppError::NotFound)
    }
}

impl Backend for Fake {
    fn now(&self) -> Timestamp {
        (self.now)()
    }
}

//! What the pages ask of the server, and how a server function asks it.
//!
//! The server implements these traits once. A server function is three lines: `call`, the method, its values.

use std::future::Future;
use std::sync::Arc;

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
use http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

use crate::account::api::{Me, NewPasswordPage, SignInSummary};
use crate::audit::api::AuditPage;
use crate::error::AppError;
use crate::guest_link::api::{EntryPage, GuestLinkList, GuestLinkSummary, Introduction};
use crate::identity::api::{SiteDesk, SiteFace};
use crate::invitation::api::{ActResult, InvitationPage, InvitationReady, InviteRequest, RequestAnswered};
use crate::invitation::many::api::{BatchOrder, BatchSummary, KnownRow, Results, Standing};
use crate::join::api::JoinPage;
use crate::join::farewell::Farewell;
use crate::mail::api::{KeptMail, MailDesk, MailPage};
use crate::media::api::{RoomForm, RoomList, RoomPage};
use crate::people::api::{DirectoryPage, GroupSummary, PasswordLink, PersonAdded, PersonFields, PersonPage};
use crate::people::group_api::GroupPage;
use crate::people::import::api::{FilePart, ImportOrder, ImportRows, ImportSummary};
use crate::privacy::api::StoredAbout;
use crate::report::api::{ReportPage, Transcript};
use crate::room::api::{LiveRoom, OlderMessages};
use crate::settings::api::{InviterFound, SettingsDesk};
use crate::setup::api::{FirstAdministrator, FirstRoom};

/// Who asks, as far as the request tells: proofs still to be checked.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    /// The sign-in cookie.
    pub sign_in: Option<String>,
    /// The device cookie.
    pub device: Option<String>,
    /// The links this browser has opened, by invitation.
    pub links: Vec<(InvitationId, String)>,
    /// The guest links this browser has opened.
    pub guest_links: Vec<(GuestLinkId, String)>,
    /// The link to choose a password that this browser has opened.
    pub password_link: Option<String>,
    /// The address limits are counted for.
    pub address: String,
    /// What the browser calls itself.
    pub user_agent: String,
    /// Where the browser says that it sends to.
    pub host: String,
    /// The page that has made the browser send this, by its scheme, host and port.
    pub origin: Option<String>,
}

/// A cookie for the browser to keep.
pub struct SetCookie(pub HeaderValue);

pub type Answer<T> = Result<T, AppError>;

#[async_trait]
pub trait Accounts {
    /// Who is signed in.
    async fn me(&self, caller: &Caller) -> Answer<Option<Me>>;
    /// Whether the site has an administrator who can sign in.
    async fn has_administrator(&self) -> Answer<bool>;
    async fn sign_in(&self, caller: &Caller, email: &str, password: &str) -> Answer<SetCookie>;
    async fn sign_out(&self, caller: &Caller) -> Answer<SetCookie>;
    async fn list_sign_ins(&self, caller: &Caller) -> Answer<Vec<SignInSummary>>;
    /// Ends one of my sign-ins, or all but this one when `id` is `None`.
    async fn end_sign_in(&self, caller: &Caller, id: Option<String>) -> Answer<()>;
    /// Gives me another password; my other sign-ins end.
    async fn change_password(&self, caller: &Caller, current: &str, password: &str) -> Answer<()>;
    /// Whose password the link that this browser has opened is for. Reads only.
    async fn find_new_password(&self, caller: &Caller) -> Answer<NewPasswordPage>;
    /// Takes the password for whoever the link is for, and signs them in here.
    async fn choose_password(&self, caller: &Caller, password: &str) -> Answer<Vec<SetCookie>>;
}

#[async_trait]
pub trait Rooms {
    async fn list_rooms(&self, caller: &Caller) -> Answer<RoomList>;
    async fn find_room(&self, caller: &Caller, room: RoomId) -> Answer<RoomPage>;
    /// Creates the room, or changes it when the form names one.
    async fn save_room(&self, caller: &Caller, form: RoomForm) -> Answer<RoomId>;
    async fn delete_room(&self, caller: &Caller, room: RoomId) -> Answer<()>;
    async fn restore_room(&self, caller: &Caller, room: RoomId) -> Answer<()>;
    async fn open_session(&self, caller: &Caller, room: RoomId) -> Answer<()>;
    async fn end_session(&self, caller: &Caller, room: RoomId) -> Answer<()>;
    /// Both times are local to `time_zone`, as in `2026-11-22T18:30`.
    async fn reschedule_session(
        &self,
        caller: &Caller,
        room: RoomId,
        starts: &str,
        ends: &str,
        time_zone: &str,
    ) -> Answer<()>;
    /// The time zones a schedule may be made in.
    async fn list_time_zones(&self) -> Answer<Vec<String>>;
}

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

#[async_trait]
pub trait Invitations {
    async fn invite(&self, caller: &Caller, request: InviteRequest) -> Answer<InvitationReady>;
    /// Reads only.
    async fn list_invitations(
        &self,
        caller: &Caller,
        room: RoomId,
        view: ListView,
        offset: u32,
    ) -> Answer<InvitationPage>;
    /// Reads only.
    async fn list_matching(&self, caller: &Caller, room: RoomId, view: ListView)
    -> Answer<Vec<InvitationId>>;
    async fn act_on_invitations(
        &self,
        caller: &Caller,
        room: RoomId,
        invitations: Vec<InvitationId>,
        act: InvitationAct,
    ) -> Answer<Vec<ActResult>>;
    /// Makes the old link dead and answers with the new one.
    async fn change_address(
        &self,
        caller: &Caller,
        invitation: InvitationId,
        email: &str,
    ) -> Answer<InvitationReady>;
    async fn answer_request(
        &self,
        caller: &Caller,
        invitation: InvitationId,
        answer: RequestAnswer,
    ) -> Answer<RequestAnswered>;
    async fn remove_invitation(&self, caller: &Caller, invitation: InvitationId) -> Answer<()>;
    async fn restore_invitation(&self, caller: &Caller, invitation: InvitationId) -> Answer<()>;
    /// Makes the old link dead and answers with the new one.
    async fn new_link(&self, caller: &Caller, invitation: InvitationId) -> Answer<InvitationReady>;
    /// Sends the link by mail, or sends it again.
    async fn send_link(&self, caller: &Caller, invitation: InvitationId) -> Answer<()>;
    /// Lets the link be used on another device; the present one is shut out.
    async fn release_device(&self, caller: &Caller, invitation: InvitationId) -> Answer<()>;
}

/// Lists of people who are invited together.
#[async_trait]
pub trait Batches {
    /// Reads only.
    async fn read_list(
        &self,
        caller: &Caller,
        room: RoomId,
        text: String,
        role: Role,
    ) -> Answer<Vec<KnownRow>>;
    /// Reads only.
    async fn find_standings(
        &self,
        caller: &Caller,
        room: RoomId,
        addresses: Vec<String>,
    ) -> Answer<Vec<Standing>>;
    async fn begin_batch(&self, caller: &Caller, order: BatchOrder) -> Answer<()>;
    async fn add_rows(&self, caller: &Caller, batch: BatchId, from: u32, rows: Vec<GivenRow>) -> Answer<()>;
    async fn start_batch(&self, caller: &Caller, batch: BatchId) -> Answer<()>;
    async fn cancel_batch(&self, caller: &Caller, batch: BatchId) -> Answer<()>;
    /// Reads only, as the others below.
    async fn list_batches(&self, caller: &Caller, room: RoomId) -> Answer<Vec<BatchSummary>>;
    async fn find_batch(&self, caller: &Caller, room: RoomId, batch: BatchId) -> Answer<BatchSummary>;
    async fn list_results(
        &self,
        caller: &Caller,
        batch: BatchId,
        state: Option<RowState>,
        after: Option<u32>,
    ) -> Answer<Results>;
    async fn list_uninvited(&self, caller: &Caller, batch: BatchId) -> Answer<Vec<KnownRow>>;
}

/// The settings of the site, and how it is: pages for administrators.
#[async_trait]
pub trait Administration {
    /// How the node that answers is. Reads only.
    async fn find_health(&self, caller: &Caller) -> Answer<Health>;
    /// Reads only.
    async fn find_settings(&self, caller: &Caller) -> Answer<SettingsDesk>;
    /// What saving the form would do. Reads only.
    async fn weigh_settings(&self, caller: &Caller, form: SettingsForm) -> Answer<Vec<SettingsEffect>>;
    /// Replaces the settings, unless somebody has changed them since `before` was read.
    async fn save_settings(&self, caller: &Caller, before: Settings, form: SettingsForm) -> Answer<Settings>;
    /// People and groups who may be named as those who may invite. Reads only.
    async fn suggest_inviters(&self, caller: &Caller, query: &str) -> Answer<Vec<InviterFound>>;
}

/// What the site is: its name, its logo, its address, its mail server.
#[async_trait]
pub trait Identities {
    /// What every page shows, as this node knows it.
    fn face(&self) -> SiteFace;
    /// Reads only.
    async fn find_site_desk(&self, caller: &Caller) -> Answer<SiteDesk>;
    async fn save_site_name(&self, caller: &Caller, name: &str) -> Answer<SiteFace>;
    /// `content` is in base64.
    async fn save_logo(&self, caller: &Caller, content: &str) -> Answer<SiteFace>;
    async fn remove_logo(&self, caller: &Caller) -> Answer<SiteFace>;
    async fn save_address(&self, caller: &Caller, address: &str) -> Answer<SiteFace>;
    async fn save_mail_server(&self, caller: &Caller, form: MailServerForm) -> Answer<SiteFace>;
    async fn remove_mail_server(&self, caller: &Caller) -> Answer<SiteFace>;
    /// Sends at once, to whoever asks.
    /// In the language that whoever asks reads.
    async fn test_mail_server(&self, caller: &Caller, reads: Language) -> Answer<()>;
}

/// A site that has just been started.
#[async_trait]
pub trait Setup {
    /// Makes the first administrator, who is signed in by it.
    async fn make_first_administrator(
        &self,
        caller: &Caller,
        form: FirstAdministrator,
    ) -> Answer<(SetCookie, SiteFace)>;
    /// Notes that a step is done, or left for later.
    async fn finish_step(&self, caller: &Caller, step: SetupStep) -> Answer<SiteFace>;
    async fn make_first_room(&self, caller: &Caller, form: FirstRoom) -> Answer<RoomId>;
    /// Nobody is asked any more to go on.
    async fn dismiss_setup(&self, caller: &Caller) -> Answer<SiteFace>;
}

#[async_trait]
/// What is written down for good, for administrators.
#[async_trait]
pub trait Records {
    /// The newest entries of the audit log that a view shows, or the newest below `before`. Reads only.
    async fn list_audit(&self, caller: &Caller, view: AuditView, before: Option<i64>) -> Answer<AuditPage>;
    /// What is kept about an address. Reads only.
    async fn find_stored(&self, caller: &Caller, address: &str) -> Answer<StoredAbout>;
    /// The same about somebody of the site; nothing when they have been erased. Reads only.
    async fn find_stored_of(&self, caller: &Caller, person: PersonId) -> Answer<Option<StoredAbout>>;
    /// Erases it, and deactivates the account that there is with it. There is no way back.
    async fn erase_address(&self, caller: &Caller, address: &str) -> Answer<StoredAbout>;
}

/// The administrator's mail desk.
#[async_trait]
pub trait Mails {
    async fn find_mail_desk(&self, caller: &Caller) -> Answer<MailDesk>;
    async fn list_mails(&self, caller: &Caller, view: &MailView) -> Answer<MailPage>;
    async fn save_template(&self, caller: &Caller, language: Language, template: Template) -> Answer<()>;
    async fn remove_template(&self, caller: &Caller, language: Language) -> Answer<()>;
    /// Sends at once, to whoever asks.
    async fn send_test_mail(&self, caller: &Caller, language: Language, template: Template) -> Answer<()>;
    async fn retry_mail(&self, caller: &Caller, mail: &str) -> Answer<()>;
    /// Answers how many they are.
    async fn retry_mails(&self, caller: &Caller, which: MailsToTry, query: &str) -> Answer<u32>;
    async fn read_kept_mail(&self, caller: &Caller, mail: &str) -> Answer<KeptMail>;
}

#[async_trait]
pub trait Joining {
    /// Reads only: opening a page changes nothing.
    async fn find_visit(&self, caller: &Caller, invitation: InvitationId) -> Answer<JoinPage>;
    /// Claims the link for this device when `address` is the invited one; `None` relies on the sign-in.
    async fn confirm_address(
        &self,
        caller: &Caller,
        invitation: InvitationId,
        address: Option<&str>,
    ) -> Answer<Option<SetCookie>>;
    /// Brings the link over to this device; the visitor is signed in with the invited address.
    async fn move_link_here(&self, caller: &Caller, invitation: InvitationId) -> Answer<Option<SetCookie>>;
    /// Mails a code to the invited address, which works on this device.
    async fn send_code(&self, caller: &Caller, invitation: InvitationId) -> Answer<Option<SetCookie>>;
    /// Opens what the code opens: the link is this device's from now on.
    async fn confirm_code(
        &self,
        caller: &Caller,
        invitation: InvitationId,
        code: &str,
    ) -> Answer<Option<SetCookie>>;
    /// Puts a request for a new link on the hosts' list.
    async fn ask_for_link(&self, caller: &Caller, invitation: InvitationId) -> Answer<()>;
    /// Tells the hosts that the guest will not come, or will after all.
    async fn decline(&self, caller: &Caller, invitation: InvitationId, will_not_come: bool) -> Answer<()>;
    /// What is said after a session to those who belong to it. Reads only.
    async fn find_farewell(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<Option<Farewell>>;
}

#[async_trait]
pub trait LiveRooms {
    async fn find_live_room(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<LiveRoom>;
    /// Goes in, or comes back in. Somebody let in by their sign-in claims their link on the way.
    async fn enter_room(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<Option<SetCookie>>;
    /// Answers the guest link that the caller came by, if any.
    async fn leave_room(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<Option<GuestLinkId>>;
    /// Carries out a command once, however often it is sent.
    async fn run_command(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
        id: CommandId,
        command: RoomCommand,
    ) -> Answer<Sequence>;
    /// Reads only.
    async fn list_older_messages(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
        channel: Channel,
        before: Sequence,
    ) -> Answer<OlderMessages>;
    async fn change_role(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
        participant: ParticipantId,
        role: Role,
    ) -> Answer<()>;
    async fn remove_participant(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
        participant: ParticipantId,
    ) -> Answer<()>;
    /// Waits at the door of a locked room. Somebody proven by their sign-in claims their link on the way.
    async fn knock(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<Option<SetCookie>>;
}

#[async_trait]
pub trait Reports {
    /// Reads only.
    async fn find_report(&self, caller: &Caller, room: RoomId, run: Option<u32>) -> Answer<ReportPage>;
    /// Reads only.
    async fn list_report_messages(
        &self,
        caller: &Caller,
        room: RoomId,
        run: u32,
        after: Sequence,
    ) -> Answer<Transcript>;
}

#[async_trait]
pub trait GuestLinks {
    /// Reads only.
    async fn list_guest_links(&self, caller: &Caller, room: RoomId) -> Answer<GuestLinkList>;
    async fn make_guest_link(
        &self,
        caller: &Caller,
        room: RoomId,
        form: GuestLinkForm,
    ) -> Answer<GuestLinkSummary>;
    async fn act_on_guest_link(&self, caller: &Caller, link: GuestLinkId, act: GuestLinkAct) -> Answer<()>;
    /// The page behind a guest link. Reads only.
    async fn find_entry(&self, caller: &Caller, link: GuestLinkId) -> Answer<EntryPage>;
    /// Takes a place in the room for whoever says who they are.
    async fn introduce(
        &self,
        caller: &Caller,
        link: GuestLinkId,
        introduction: Introduction,
    ) -> Answer<Option<SetCookie>>;
}

/// All that pages ask.
pub trait Backend:
    Accounts
    + GuestLinks
    + Rooms
    + People
    + Directory
    + Groups
    + Imports
    + Invitations
    + Administration
    + Identities
    + Setup
    + Records
    + Batches
    + Mails
    + Joining
    + LiveRooms
    + Reports
    + Send
    + Sync
    + 'static
{
    /// The server's clock.
    fn now(&self) -> Timestamp;
}

/// The cookie of what was typed into a form without scripts, for a minute.
const TYPED: &str = "__Host-greenroom-typed";
/// Octets kept of it.
const MOST_TYPED: usize = 600;

/// What the server puts into the context of each request.
#[derive(Clone)]
pub struct Request {
    pub backend: Arc<dyn Backend>,
    pub caller: Caller,
}

/// Asks the server and gives the answer's error its HTTP status.
pub async fn call<T, F>(ask: impl FnOnce(Arc<dyn Backend>, Caller) -> F) -> Answer<T>
where
    F: Future<Output = Answer<T>>,
{
    let Request { backend, caller } = expect_context::<Request>();
    let answer = ask(backend, caller).await;
    if let Err(error) = &answer {
        set_status(error.status());
        if let AppError::TooMany { retry_after_seconds } = error {
            insert_header(header::RETRY_AFTER, HeaderValue::from(*retry_after_seconds));
        }
    }
    answer
}

/// Gives the page being drawn this status; leaves answers to server functions alone.
pub fn set_page_status(status: u16) {
    if use_context::<Parts>().is_some_and(|parts| !parts.uri.path().starts_with("/api/")) {
        set_status(status);
    }
}

/// Sends a cookie along with the answer.
pub fn set_cookie(SetCookie(cookie): SetCookie) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(header::SET_COOKIE, cookie);
    }
}

/// Leads a form without scripts on to `path`; pages with scripts go on by the answer.
pub fn lead_form_to(path: &str) {
    if is_form_post() {
        leptos_axum::redirect(path);
    }
}

/// Keeps what was typed for the page that a refused form leads back to; pages with scripts keep it by themselves.
pub fn keep_typed(text: &str) {
    if is_form_post() && text.len() <= MOST_TYPED {
        let hex = text.bytes().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        let cookie = format!("{TYPED}={hex}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            set_cookie(SetCookie(cookie));
        }
    }
}

/// The value of the first cookie of this name.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    cookies.flat_map(|cookies| cookies.split(';')).find_map(|cookie| {
        let (known, value) = cookie.trim().split_once('=')?;
        (known == name).then_some(value)
    })
}

/// What was typed into a form that has just been refused; empty when nothing was.
pub fn typed_before() -> String {
    let kept = use_context::<Parts>().and_then(|parts| {
        let hex = cookie(&parts.headers, TYPED)?;
        let digits = (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok());
        String::from_utf8(digits.collect::<Option<_>>()?).ok()
    });
    kept.unwrap_or_default()
}

/// As [`keep_typed`], for the fields of a form that has been refused; never for passwords.
pub fn keep_refused<T>(answer: Answer<T>, form: &str, fields: &[&str]) -> Answer<T> {
    if answer.is_err() {
        keep_typed(&[&[form], fields].concat().join("\n"));
    }
    answer
}

/// Leads a form without scripts back to its page, which then says what has been done; pages with scripts know.
pub fn lead_form_back(query: &str) {
    let page = use_context::<Parts>().filter(|_| is_form_post()).and_then(|parts| {
        let referer = parts.headers.get(header::REFERER)?.to_str().ok()?.parse::<http::Uri>().ok()?;
        crate::routes::own_path(referer.path()).map(str::to_owned)
    });
    if let Some(page) = page {
        leptos_axum::redirect(&format!("{page}?{query}"));
    }
}

/// Whether the browser itself asks, for somebody to read the answer, and none of our scripts.
pub fn accepts_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// A plain form post is answered with a redirect, whose status must stay.
fn set_status(status: u16) {
    if let (false, Some(response), Ok(status)) =
        (is_form_post(), use_context::<ResponseOptions>(), StatusCode::from_u16(status))
    {
        response.set_status(status);
    }
}

fn insert_header(name: header::HeaderName, value: HeaderValue) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(name, value);
    }
}

fn is_form_post() -> bool {
    use_context::<Parts>().is_some_and(|parts| parts.method == Method::POST && accepts_html(&parts.headers))
}

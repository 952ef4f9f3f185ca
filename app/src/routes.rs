//! Every URL of the application as a function. Links, redirects, forms and mails use these and nothing else.

use domain::audit::{AuditView, Chosen};
use domain::identity::PublicAddress;
use domain::invitation::{Filter, ListView, Order};
use domain::mail::{MailFilter, MailView};
use domain::people::directory::{DirectoryOrder, DirectoryView, Who};
use domain::setup::SetupStep;
use domain::{BatchId, GroupId, GuestLinkId, ImportId, InvitationId, PersonId, RoomId};

pub fn home() -> String {
    "/".to_owned()
}

pub fn rooms() -> String {
    "/rooms".to_owned()
}

pub fn new_room() -> String {
    "/rooms/new".to_owned()
}

/// The room's media page.
pub fn room(room: RoomId) -> String {
    format!("/rooms/{room}")
}

pub fn edit_room(room: RoomId) -> String {
    format!("/rooms/{room}/edit")
}

/// The invitations of a room, for its hosts.
pub fn invitations(room: RoomId) -> String {
    format!("/rooms/{room}/invitations")
}

/// The invitations that a view shows: what is searched for, which of them, in which order.
pub fn invitations_view(room: RoomId, view: &ListView) -> String {
    format!("{}{}", invitations(room), view_query(view))
}

/// The same invitations as a file.
pub fn invitations_file(room: RoomId, view: &ListView) -> String {
    format!("{}.csv{}", invitations(room), view_query(view))
}

/// Only what differs from the usual view stands in the URL.
fn view_query(ListView { query, filter, order }: &ListView) -> String {
    let query = query.trim();
    let parts = [
        (!query.is_empty()).then(|| format!("q={}", encode_text(query))),
        (*filter != Filter::default()).then(|| format!("filter={}", filter.word())),
        (*order != Order::default()).then(|| format!("sort={}", order.word())),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

/// Reads a view from the parameters of a URL; an unknown word is as none.
pub fn read_view(parameter: impl Fn(&str) -> Option<String>) -> ListView {
    ListView {
        query: parameter("q").unwrap_or_default(),
        filter: parameter("filter").and_then(|word| word.parse().ok()).unwrap_or_default(),
        order: parameter("sort").and_then(|word| word.parse().ok()).unwrap_or_default(),
    }
}

/// Inviting a list of people to a room, or what has become of one.
pub fn invite_many(room: RoomId, batch: Option<BatchId>) -> String {
    match batch {
        Some(batch) => format!("/rooms/{room}/invite-many?batch={batch}"),
        None => format!("/rooms/{room}/invite-many"),
    }
}

/// Inviting those of a list once more who could not be invited.
pub fn mend_batch(room: RoomId, batch: BatchId) -> String {
    format!("/rooms/{room}/invite-many?mend={batch}")
}

/// What has become of a list, with the links, as a file.
pub fn batch_file(room: RoomId, batch: BatchId) -> String {
    format!("/rooms/{room}/invite-many/{batch}.csv")
}

/// The beginning of the paths under which lists are sent.
pub const INVITE_MANY_API: &str = "/api/invite-many/";

/// What a session was like, for the room's hosts: the run with this number, or the newest.
pub fn report(room: RoomId, run: Option<u32>) -> String {
    match run {
        Some(run) => format!("/rooms/{room}/report?run={run}"),
        None => format!("/rooms/{room}/report"),
    }
}

/// A part of a run's report as a file.
pub fn report_file(room: RoomId, part: &str, run: u32) -> String {
    format!("/rooms/{room}/report/{part}.csv?run={run}")
}

/// The media page of a room that was made by setting the site up.
pub fn first_room(first: RoomId) -> String {
    format!("{}?first=yes", room(first))
}

/// Inside the room. `invitation` says that the visitor comes as its guest, whoever they are signed in as.
pub fn live_room(room: RoomId, invitation: Option<InvitationId>) -> String {
    match invitation {
        Some(invitation) => format!("/rooms/{room}/live?invitation={invitation}"),
        None => format!("/rooms/{room}/live"),
    }
}

/// The sign-in page, which leads on to `next`.
pub fn sign_in(next: Option<&str>) -> String {
    match next.and_then(own_path) {
        Some(next) => format!("/sign-in?next={}", encode(next)),
        None => "/sign-in".to_owned(),
    }
}

/// The administrator's page of settings.
pub fn settings() -> String {
    "/admin/settings".to_owned()
}

/// The administrator's page of people.
pub fn people() -> String {
    "/admin/people".to_owned()
}

/// The people whom a view shows.
pub fn people_view(view: &DirectoryView) -> String {
    format!("{}{}", people(), directory_query(view))
}

/// The same people as a file, on whichever page and in whichever order.
pub fn people_file(view: &DirectoryView) -> String {
    let order = DirectoryOrder::default();
    format!("{}.csv{}", people(), directory_query(&DirectoryView { page: 1, order, ..view.clone() }))
}

/// Only what differs from the usual view stands in the URL.
fn directory_query(view: &DirectoryView) -> String {
    let query = view.query.trim();
    let parts = [
        (!query.is_empty()).then(|| format!("q={}", encode_text(query))),
        view.role.map(|role| format!("role={}", role.word())),
        (view.who != Who::default()).then(|| format!("who={}", view.who.word())),
        view.group.map(|group| format!("group={group}")),
        (view.order != DirectoryOrder::default()).then(|| format!("sort={}", view.order.word())),
        (view.page > 1).then(|| format!("page={}", view.page)),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

/// Reads a view of the directory from the parameters of a URL; an unknown word is as none.
pub fn read_directory_view(parameter: impl Fn(&str) -> Option<String>) -> DirectoryView {
    DirectoryView {
        query: parameter("q").unwrap_or_default(),
        role: parameter("role").and_then(|word| word.parse().ok()),
        who: parameter("who").and_then(|word| word.parse().ok()).unwrap_or_default(),
        group: parameter("group").and_then(|group| group.parse().ok()),
        order: parameter("sort").and_then(|word| word.parse().ok()).unwrap_or_default(),
        page: parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1),
    }
}

pub fn new_person() -> String {
    "/admin/people/new".to_owned()
}

/// The administrator's page of somebody.
pub fn person(person: PersonId) -> String {
    format!("/admin/people/{person}")
}

/// The administrator's page of groups.
pub fn groups() -> String {
    "/admin/groups".to_owned()
}

pub fn group(group: GroupId) -> String {
    format!("/admin/groups/{group}")
}

/// A page of a group's members.
pub fn group_view(of: GroupId, view: &DirectoryView) -> String {
    format!("{}{}", group(of), directory_query(&DirectoryView { group: None, ..view.clone() }))
}

/// Importing people from a file, or what has become of one.
pub fn import_people(import: Option<ImportId>) -> String {
    match import {
        Some(import) => format!("/admin/import?file={import}"),
        None => "/admin/import".to_owned(),
    }
}

/// What has become of each line of a file, as a file.
pub fn import_report(import: ImportId) -> String {
    format!("/admin/import/{import}.csv")
}

/// The beginning of the paths under which files of people are sent.
pub const IMPORT_PEOPLE_API: &str = "/api/people/import/";

/// A link to choose a password, as it is handed on. Opening it changes nothing and leads to [`new_password`].
pub fn password_link(token: &str) -> String {
    format!("/password/{token}")
}

/// Where a password is chosen by a link.
pub fn new_password() -> String {
    "/new-password".to_owned()
}

/// The administrator's page of how the site is.
pub fn health() -> String {
    "/admin/health".to_owned()
}

/// The administrator's page of mails.
pub fn mail_desk() -> String {
    "/admin/mail".to_owned()
}

/// The id of the list of mails on that page.
pub const MAILS: &str = "mails-title";

/// The mails that a view shows.
pub fn mail_view(view: &MailView) -> String {
    let query = view.query.trim();
    let parts = [
        (!query.is_empty()).then(|| format!("q={}", encode_text(query))),
        (view.filter != MailFilter::default()).then(|| format!("show={}", view.filter.word())),
        (view.page > 1).then(|| format!("page={}", view.page)),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
    format!("{}{query}", mail_desk())
}

/// The same, for whoever follows a link: the page is long, and opens at its list.
pub fn mail_list(view: &MailView) -> String {
    format!("{}#{MAILS}", mail_view(view))
}

/// Reads a view of the mails from the parameters of a URL; an unknown word is as none.
pub fn read_mail_view(parameter: impl Fn(&str) -> Option<String>) -> MailView {
    MailView {
        query: parameter("q").unwrap_or_default(),
        filter: parameter("show").and_then(|word| word.parse().ok()).unwrap_or_default(),
        page: parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1),
    }
}

/// The administrator's page of the audit log, as far as a view shows it, from the entry below `before`.
pub fn audit(view: &AuditView, before: Option<i64>) -> String {
    format!("/admin/audit{}", audit_query(view, before))
}

/// The administrator's page of what is kept about somebody.
pub fn privacy() -> String {
    "/admin/privacy".to_owned()
}

/// The same page about somebody of the site. No address stands in a URL.
pub fn privacy_of(person: PersonId) -> String {
    format!("{}?person={person}", privacy())
}

/// Where what is kept about somebody is downloaded from, by a form.
pub const PRIVACY_FILE: &str = "/admin/privacy/export";

/// The path of the log as a file.
pub const AUDIT_FILE: &str = "/admin/audit.csv";

/// What a view of the log shows, as a file.
pub fn audit_file(view: &AuditView) -> String {
    format!("{AUDIT_FILE}{}", audit_query(view, None))
}

fn audit_query(view: &AuditView, before: Option<i64>) -> String {
    let query = view.query.trim();
    let parts = [
        ("q", (!query.is_empty()).then(|| encode_text(query))),
        ("what", view.what.map(|what| what.word().to_owned())),
        ("who", view.who.map(|who| who.word().to_owned())),
        ("actor", view.actor.as_deref().map(encode_text)),
        ("subject", view.subject.as_deref().map(encode_text)),
        ("room", view.room.map(|room| room.to_string())),
        ("from", view.from.map(|day| day.to_string())),
        ("to", view.to.map(|day| day.to_string())),
        ("zone", view.zone.as_deref().filter(|_| view.has_days()).map(encode_text)),
        ("before", before.map(|number| number.to_string())),
    ];
    let parts: Vec<_> =
        parts.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?))).collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

/// Reads a view of the log from the parameters of a URL; what cannot be read is as nothing.
pub fn read_audit_view(parameter: impl Fn(&str) -> Option<String>) -> AuditView {
    let text = |name| parameter(name).filter(|value| !value.is_empty());
    let view = AuditView {
        query: parameter("q").unwrap_or_default(),
        what: text("what").and_then(|word| word.parse::<Chosen>().ok()),
        who: text("who").and_then(|word| word.parse().ok()),
        actor: text("actor"),
        subject: text("subject"),
        room: text("room").and_then(|id| id.parse().ok()),
        from: text("from").and_then(|day| day.parse().ok()),
        to: text("to").and_then(|day| day.parse().ok()),
        zone: None,
    };
    // The form sends it always; where no day is chosen it says nothing.
    AuditView { zone: text("zone").filter(|_| view.has_days()), ..view }
}

/// Where the administrator's template is shown as a mail.
pub const MAIL_PREVIEW: &str = "/admin/mail/preview";

/// The beginning of setting the site up, with the code that `greenroom serve` has printed.
pub fn setup() -> String {
    "/setup".to_owned()
}

/// A step of setting the site up.
pub fn setup_step(step: SetupStep) -> String {
    match step {
        SetupStep::Administrator => setup(),
        other => format!("/setup/{}", other.word()),
    }
}

/// The beginning of setting the site up as it is printed: the code stands where browsers keep it to themselves.
pub fn setup_link(address: &PublicAddress, code: &str) -> String {
    format!("{address}{}#code={code}", setup())
}

/// A picture that stands beside the site's name.
pub fn logo(name: &str) -> String {
    format!("/logo/{name}")
}

/// Where a form without scripts sends a picture.
pub const LOGO_UPLOAD: &str = "/setup/logo";

/// My account: my sign-ins and how to end them.
pub fn account() -> String {
    "/account".to_owned()
}

/// A link as it is sent. Opening it changes nothing and leads to [`join`].
pub fn link(token: &str) -> String {
    format!("/i/{token}")
}

/// A guest link as it is given. Opening it changes nothing and leads to [`enter`].
pub fn guest_link(token: &str) -> String {
    format!("/g/{token}")
}

/// What somebody sees before the door who comes by a guest link.
pub fn enter(link: GuestLinkId) -> String {
    format!("/enter/{link}")
}

/// What a guest sees before the door: details, countdown, lobby, refusals.
pub fn join(invitation: InvitationId) -> String {
    format!("/join/{invitation}")
}

/// The session as an entry for a guest's calendar.
pub fn calendar(invitation: InvitationId) -> String {
    format!("/join/{invitation}/calendar.ics")
}

/// Where somebody who has left a room finds the way back: a guest's own page, which then does not go in by
/// itself, or the room's.
pub fn after_leaving(
    room_left: RoomId,
    invitation: Option<InvitationId>,
    guest_link: Option<GuestLinkId>,
) -> String {
    match (invitation, guest_link) {
        (Some(invitation), _) => format!("{}?left=1", join(invitation)),
        (None, Some(link)) => format!("{}?left=1", enter(link)),
        (None, None) => room(room_left),
    }
}

/// Where links that were never made lead.
pub fn unknown_link() -> String {
    "/join/unknown".to_owned()
}

/// The event stream of a room's page, from the event after `after`.
pub fn room_stream(room: RoomId, invitation: Option<InvitationId>, after: i64) -> String {
    match invitation {
        Some(invitation) => format!("/live/rooms/{room}?after={after}&invitation={invitation}"),
        None => format!("/live/rooms/{room}?after={after}"),
    }
}

/// The event stream of a page about a room, as its hosts have them: nobody is inside by it. `changes` is how often the
/// site's policy had changed when the page was drawn.
pub fn watch_stream(room: RoomId, after: i64, changes: Option<i64>) -> String {
    let changes = changes.map(|changes| format!("&changes={changes}")).unwrap_or_default();
    format!("/live/rooms/{room}?after={after}&watching=true{changes}")
}

/// The event stream of the page a guest waits on, from the event after `after`.
pub fn lobby_stream(invitation: InvitationId, after: i64) -> String {
    format!("/live/invitations/{invitation}?after={after}")
}

/// The event stream of the page behind a guest link, from the event after `after`.
pub fn entry_stream(link: GuestLinkId, after: i64) -> String {
    format!("/live/guest-links/{link}?after={after}")
}

/// The same stream for a page that shows a shut door: it tells nothing but that the door says something else.
pub fn shut_stream(stream: &str) -> String {
    format!("{stream}&shut=true")
}

/// Octets of a path that is led on to.
const MAX_OWN_PATH: usize = 2_000;

/// `path` when it is a path of this site: no host, no scheme, nothing that browsers read as one.
pub fn own_path(path: &str) -> Option<&str> {
    let is_own = path.starts_with('/')
        && path.len() <= MAX_OWN_PATH
        && !path.contains("//")
        && !path.split('/').any(|part| part == "." || part == "..")
        && path.chars().all(|letter| letter.is_ascii_graphic() && letter != '\\');
    is_own.then_some(path)
}

/// Percent-encodes all but letters and digits.
fn encode_text(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}

fn encode(path: &str) -> String {
    path.replace('%', "%25").replace('&', "%26").replace('#', "%23").replace('+', "%2B").replace('?', "%3F")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_of_the_log_comes_back_from_its_url() {
        let view = AuditView {
            query: "Ana & Bo".to_owned(),
            what: "invitations".parse().ok(),
            who: "guest".parse().ok(),
            actor: Some("a".to_owned()),
            subject: Some("settings".to_owned()),
            room: Some(RoomId::from_bits(7)),
            from: "2026-11-26".parse().ok(),
            to: "2026-11-27".parse().ok(),
            zone: Some("Europe/Berlin".to_owned()),
        };
        let url = audit(&view, Some(12));
        assert!(url.contains("q=Ana%20%26%20Bo") && url.ends_with("&before=12"), "{url}");
        let (_, query) = url.split_once('?').unwrap();
        let read = read_audit_view(|name| {
            let found = query.split('&').find_map(|part| part.strip_prefix(&format!("{name}=")));
            found.map(|value| value.replace("%20", " ").replace("%26", "&").replace("%2F", "/"))
        });
        assert_eq!(read, view);
        assert_eq!(audit(&AuditView::default(), None), "/admin/audit");
        let no_day = AuditView { zone: view.zone, ..AuditView::default() };
        assert_eq!(audit(&no_day, None), "/admin/audit", "nobody's days");
        let read = read_audit_view(|name| (name == "zone").then(|| "Europe/Berlin".to_owned()));
        assert!(!read.is_narrow());
    }

    #[test]
    fn only_paths_of_this_site_are_followed() {
        assert_eq!(own_path("/rooms?x=1"), Some("/rooms?x=1"));
        for foreign in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "rooms",
            "/a\nb",
            "/..//evil.example",
            "/a/../b",
            "",
        ] {
            assert_eq!(own_path(foreign), None, "{foreign:?}");
        }
    }

    #[test]
    fn a_view_is_read_back_from_its_url() {
        let room = RoomId::from_bits(1);
        assert_eq!(invitations_view(room, &ListView::default()), invitations(room));
        let view =
            ListView { query: "Ana & Bö=1".to_owned(), filter: Filter::NeedsYou, order: Order::LastSeen };
        let url = invitations_view(room, &view);
        assert!(url.ends_with("?q=Ana%20%26%20B%C3%B6%3D1&filter=needs-you&sort=last-seen"), "{url}");
        let read = read_view(|name| match name {
            "q" => Some("Ana & Bö=1".to_owned()),
            "filter" => Some("needs-you".to_owned()),
            _ => Some("last-seen".to_owned()),
        });
        assert_eq!(read, view);
        assert_eq!(read_view(|_| Some("nonsense".to_owned())).filter, Filter::All);
    }

    #[test]
    fn a_view_of_the_directory_is_read_back_from_its_url() {
        assert_eq!(people_view(&DirectoryView::default()), people());
        let view = DirectoryView {
            query: "Ana & Bö".to_owned(),
            role: Some(domain::ApplicationRole::Admin),
            who: Who::WithoutPassword,
            group: Some(GroupId::from_bits(7)),
            order: DirectoryOrder::LastSeen,
            page: 3,
        };
        let url = people_view(&view);
        let (_, parameters) = url.split_once('?').unwrap();
        assert_eq!(
            parameters,
            format!(
                "q=Ana%20%26%20B%C3%B6&role=admin&who=without-password&group={}&sort=last-seen&page=3",
                GroupId::from_bits(7)
            )
        );
        let read = read_directory_view(|name| match name {
            "q" => Some(view.query.clone()),
            name => parameters
                .split('&')
                .find_map(|part| Some(part.strip_prefix(name)?.strip_prefix('=')?.to_owned())),
        });
        assert_eq!(read, view);
        assert_eq!(read_directory_view(|_| Some("0".to_owned())).page, 1);
        let file = people_file(&view);
        assert!(file.starts_with("/admin/people.csv?q=") && !file.contains("page") && !file.contains("sort"));
    }

    #[test]
    fn a_view_of_the_mails_is_read_back_from_its_url() {
        assert_eq!(mail_view(&MailView::default()), mail_desk());
        let view = MailView { query: "ana+b@".to_owned(), filter: MailFilter::Failed, page: 2 };
        assert_eq!(mail_view(&view), "/admin/mail?q=ana%2Bb%40&show=failed&page=2");
        assert_eq!(mail_list(&view), format!("{}#{MAILS}", mail_view(&view)));
        let read = read_mail_view(|name| match name {
            "q" => Some("ana+b@".to_owned()),
            "show" => Some("failed".to_owned()),
            _ => Some("2".to_owned()),
        });
        assert_eq!(read, view);
        assert_eq!(read_mail_view(|_| Some("nonsense".to_owned())).filter, MailFilter::All);
    }

    #[test]
    fn next_survives_its_own_query() {
        assert_eq!(sign_in(Some("/a?b=c&d=e")), "/sign-in?next=/a%3Fb=c%26d=e");
        assert_eq!(sign_in(Some("//evil.example")), "/sign-in");
    }
}

//! Every URL of the application as a function. Links, redirects, forms and mails use these and nothing else.

use domain::identity::PublicAddress;
use domain::invitation::{Filter, ListView, Order};
use domain::setup::SetupStep;
use domain::{BatchId, GuestLinkId, InvitationId, RoomId};

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

/// The administrator's page of how the site is.
pub fn health() -> String {
    "/admin/health".to_owned()
}

/// The administrator's page of mails.
pub fn mail_desk() -> String {
    "/admin/mail".to_owned()
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

/// The event stream of a page about a room, as its hosts have them: nobody is inside by it.
pub fn watch_stream(room: RoomId, after: i64) -> String {
    format!("/live/rooms/{room}?after={after}&watching=true")
}

/// The event stream of the page a guest waits on, from the event after `after`.
pub fn lobby_stream(invitation: InvitationId, after: i64) -> String {
    format!("/live/invitations/{invitation}?after={after}")
}

/// The event stream of the page behind a guest link, from the event after `after`.
pub fn entry_stream(link: GuestLinkId, after: i64) -> String {
    format!("/live/guest-links/{link}?after={after}")
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
    fn next_survives_its_own_query() {
        assert_eq!(sign_in(Some("/a?b=c&d=e")), "/sign-in?next=/a%3Fb=c%26d=e");
        assert_eq!(sign_in(Some("//evil.example")), "/sign-in");
    }
}

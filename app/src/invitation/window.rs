//! The *Invite users* window: the form, then the link.

use domain::{Language, Role, RoomId, Settings, Timestamp};
use leptos::prelude::*;

use super::fields::DraftFields;
use super::form::InviteForm;
use super::link_ready::LinkReady;
use crate::invitation::api::InvitationReady;
use crate::media::api::RoomPage;
use crate::t;
use crate::ui::dialog::Dialog;

/// What the window needs to know of its room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InviteRoom {
    pub id: RoomId,
    pub title: String,
    pub settings: Settings,
    pub session_ends_at: Timestamp,
    /// The languages that links can be sent in by mail; none when they cannot.
    pub mail_languages: Vec<Language>,
    /// Whoever invites can change that.
    pub is_administrator: bool,
}

impl From<&RoomPage> for InviteRoom {
    fn from(page: &RoomPage) -> Self {
        Self {
            id: page.id,
            title: page.details.title.clone(),
            settings: page.settings.clone(),
            session_ends_at: page.session.ends_at,
            mail_languages: page.mail_languages.clone(),
            is_administrator: page.application_role.is_administrator(),
        }
    }
}

/// Closed until `open` is set. Each opening starts with an empty form.
#[component]
pub fn InviteWindow(
    #[prop(into)] room: InviteRoom,
    /// The types that may be given; they can change while the window is open.
    #[prop(into)]
    offered: Signal<Vec<Role>>,
    open: RwSignal<bool>,
    /// The id of the element that gets the focus when the window closes: the button of the menu whose item
    /// opened it.
    #[prop(optional, into)]
    return_focus: MaybeProp<String>,
    /// Called for each invitation that has been made or changed.
    #[prop(optional, into)]
    on_invited: Option<Callback<()>>,
) -> impl IntoView {
    let room = StoredValue::new(room);
    let fields = DraftFields::new();
    let ready = RwSignal::new(None::<InvitationReady>);
    Effect::new(move |_| {
        if !open.get() {
            fields.clear_person();
            fields.role.set(domain::Role::Viewer);
            ready.set(None);
        }
    });
    let show = Callback::new(move |invitation| {
        ready.set(Some(invitation));
        if let Some(on_invited) = on_invited {
            on_invited.run(());
        }
    });
    let title = Signal::derive(move || {
        if ready.with(Option::is_some) { t!("The link is ready") } else { t!("Invite users") }.to_owned()
    });
    let said = move || {
        ready.with(|ready| {
            ready.as_ref().map(|ready| t!("The link for {name} is ready.", name = ready.name.to_string()))
        })
    };
    let is_unsaved = Signal::derive(move || ready.with(Option::is_none) && !fields.read().is_empty());
    let step = move || match ready.get() {
        None => view! { <InviteForm room=room offered=offered fields=fields on_ready=show /> }.into_any(),
        Some(invitation) => {
            let (room_title, link_devices) =
                room.with_value(|room| (room.title.clone(), room.settings.link_devices));
            let invite_another = Callback::new(move |()| {
                fields.clear_person();
                ready.set(None);
            });
            view! {
                <LinkReady
                    ready=invitation
                    room_title=room_title
                    link_devices=link_devices
                    is_mailed=fields.send_mail.get_untracked()
                    on_another=invite_another
                    on_done=Callback::new(move |()| open.set(false))
                />
            }
            .into_any()
        }
    };

    view! {
        <Dialog id="invite-users" open=open title=title is_unsaved=is_unsaved return_focus=return_focus>
            <p role="status" class="visually-hidden">{said}</p>
            {step}
        </Dialog>
    }
}

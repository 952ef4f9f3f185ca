//! The *Invite users* window: the form, then the link.

use leptos::prelude::*;

use super::fields::DraftFields;
use super::form::InviteForm;
use super::invite_room::InviteRoom;
use super::link_ready::LinkReady;
use crate::invitation::api::InvitationReady;
use crate::t;
use crate::ui::dialog::Dialog;

/// Closed until `open` is set. Each opening starts with an empty form.
#[component]
pub fn InviteWindow(
    /// It changes while the window is open: what is typed stays, and what would be refused is not offered any more.
    #[prop(into)]
    room: Signal<InviteRoom>,
    open: RwSignal<bool>,
    /// The id of the element that gets the focus when the window closes: the button of the menu whose item
    /// opened it.
    #[prop(optional, into)]
    return_focus: MaybeProp<String>,
    /// Called for each invitation that has been made or changed.
    #[prop(optional, into)]
    on_invited: Option<Callback<()>>,
) -> impl IntoView {
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
        None => view! { <InviteForm room=room fields=fields on_ready=show /> }.into_any(),
        Some(invitation) => {
            let room_title = room.with_untracked(|room| room.title.clone());
            let link_devices = Signal::derive(move || room.with(|room| room.settings.link_devices));
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
                    is_kept=room.with_untracked(|room| !room.mails_leave)
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

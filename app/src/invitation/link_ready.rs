//! An invitation's link, ready to be taken along.

use leptos::prelude::*;

use super::person_line::PersonLine;
use crate::browser::clipboard;
use crate::invitation::api::InvitationReady;
use crate::room::RoleBadge;
use crate::ui::copy_field::CopyField;
use crate::ui::{Icon, IconName, LocalTime};
use crate::{t, t_count, t_view};

/// For whom, the link with its copy button, and how long and where it works.
#[component]
pub fn LinkReady(
    ready: InvitationReady,
    room_title: String,
    /// On how many devices a link may be used; `None` is any number.
    #[prop(into)]
    link_devices: Signal<Option<u16>>,
    /// A mail with the link has been queued.
    #[prop(optional)]
    is_mailed: bool,
    /// No mail leaves this site: that one is kept as a file.
    #[prop(optional)]
    is_kept: bool,
    /// Starts the next invitation, where that is possible.
    #[prop(optional, into)]
    on_another: Option<Callback<()>>,
    on_done: Callback<()>,
) -> impl IntoView {
    let InvitationReady { email, name, role, link, expires_at, .. } = ready;
    let (kind, mailed) = if is_kept {
        let words = t!(
            "The mail to {email} is kept on this site as a file. Copy the link and hand it on yourself.",
            email = email.as_str()
        );
        ("wait", words)
    } else {
        ("success", t!("A mail with the link is on its way to {email}.", email = email.as_str()))
    };
    view! {
        <div class="link-ready">
            <div class="link-ready-person">
                <PersonLine name=name email=email />
                <RoleBadge role=role />
            </div>
            <CopyField
                id="invitation-link"
                label=t!("Invitation link")
                value=link.clone()
                button=t!("Copy link")
                done=t!("Link copied")
                next=t!("Paste it into your message to them.")
            />
            {is_mailed
                .then(|| {
                    view! {
                        <p class="notice link-ready-mail" data-kind=kind>
                            <Icon name=IconName::Mail />
                            <span>{mailed}</span>
                        </p>
                    }
                })}
            <p class="link-ready-terms">
                {t_view!("The link works until {time}.", time = view! { <LocalTime at=expires_at /> })}
                " "
                {move || devices_sentence(link_devices.get())}
            </p>
            <div class="dialog-actions">
                <ShareButton title=room_title link=link />
                {on_another
                    .map(|on_another| {
                        view! {
                            <button type="button" class="button" on:click=move |_| on_another.run(())>
                                {t!("Invite another")}
                            </button>
                        }
                    })}
                <button type="button" class="button" on:click=move |_| on_done.run(())>
                    {t!("Done [button]")}
                </button>
            </div>
        </div>
    }
}

/// Only where the browser can hand the link to another application.
#[component]
fn ShareButton(title: String, link: String) -> impl IntoView {
    let can_share = RwSignal::new(false);
    Effect::new(move |_| can_share.set(clipboard::can_share()));
    let text = t!("Your invitation to {title}", title = title.as_str());
    let share = move |_| clipboard::share(&title, &text, &link);
    view! {
        <button type="button" class="button" data-kind="quiet" hidden=move || !can_share.get() on:click=share>
            {t!("Share…")}
        </button>
    }
}

fn devices_sentence(link_devices: Option<u16>) -> String {
    match link_devices {
        Some(count) => t_count!(
            count,
            "It can be used on one device, as often as needed.",
            "It can be used on {count} devices, as often as needed."
        ),
        None => t!("It can be used on any device.").to_owned(),
    }
}

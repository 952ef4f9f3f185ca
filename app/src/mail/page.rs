//! The page of the mail desk.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;

use super::api::{MailDesk, Transport, find_mail_desk};
use super::languages::Languages;
use super::list::MailList;
use crate::account::PageProblem;
use crate::identity::api::find_site_desk;
use crate::identity::{MailServerActs, MailServerFields, TestMail};
use crate::language::said;
use crate::t;
use crate::ui::{ErrorNotice, Icon, IconName, SkeletonLines, use_toast};

#[component]
pub fn MailDeskRoute() -> impl IntoView {
    let desk = Resource::new(|| (), |()| find_mail_desk());
    view! {
        <Title text=t!("Mail") />
        <div class="page stack" data-gap="large">
            <Transition fallback=|| view! { <SkeletonLines lines=6 /> }>
                {move || Suspend::new(async move {
                    match desk.await {
                        Ok(loaded) => view! { <Desk loaded=loaded /> }.into_any(),
                        Err(error) => view! { <PageProblem error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Desk(loaded: MailDesk) -> impl IntoView {
    let transport = loaded.transport;
    let desk = RwSignal::new(loaded);
    let toasts = use_toast();
    // What is typed above stays.
    let look_again = Callback::new(move |()| {
        spawn_local(async move {
            match find_mail_desk().await {
                Ok(loaded) => drop(desk.try_set(loaded)),
                Err(error) => toasts.say(said(&error)),
            }
        });
    });
    let mails = Memo::new(move |_| desk.with(|desk| desk.mails.clone()));
    let way = Memo::new(move |_| desk.with(|desk| (desk.transport, desk.from.clone())));
    let is_configured = Memo::new(move |_| desk.with(|desk| !desk.configured().is_empty()));
    view! {
        <header>
            <h1>{t!("Mail")}</h1>
            <p class="soft">{t!("What guests are sent, how it leaves, and what has become of it.")}</p>
        </header>
        {move || {
            let (transport, from) = way.get();
            view! { <Way transport=transport from=from is_configured=is_configured.get() /> }
        }}
        <MailServerCard on_saved=look_again />
        <Languages desk=desk on_saved=look_again />
        <MailList mails=mails transport=transport on_changed=look_again />
    }
}

/// Which server mails leave through.
#[component]
fn MailServerCard(on_saved: Callback<()>) -> impl IntoView {
    let acts = MailServerActs::of_page();
    let desk = Resource::new(move || acts.version(), |_| find_site_desk());
    Effect::watch(move || acts.version(), move |_, _, _| on_saved.run(()), false);
    view! {
        <details class="card mail-server">
            <summary>{t!("Mail server")}</summary>
            <Transition fallback=|| ()>
                {move || Suspend::new(async move {
                    match desk.await {
                        Ok(desk) => {
                            view! {
                                <div class="stack">
                                    <MailServerFields desk=desk.mail.clone() acts=acts />
                                    <TestMail desk=desk.mail />
                                </div>
                            }
                                .into_any()
                        }
                        Err(error) => view! { <ErrorNotice error=Signal::stored(Some(error)) /> }.into_any(),
                    }
                })}
            </Transition>
        </details>
    }
}

/// Whether links can be mailed, and how mails leave.
#[component]
fn Way(transport: Transport, from: String, is_configured: bool) -> impl IntoView {
    let (kind, offer) = if is_configured {
        ("success", t!("Hosts can send links by mail."))
    } else {
        ("wait", t!("Hosts cannot send links by mail yet: save a template below."))
    };
    let way = match transport {
        Transport::Server => t!("Mails leave through the mail server, from {from}.", from),
        Transport::Files => t!(
            "No mail server is set, so no mail leaves: each is kept as a file that can be read below. Name one \
             below, and they are sent from {from}.",
            from
        ),
    };
    view! {
        <div class="notice" data-kind=kind>
            <Icon name=IconName::Mail />
            <div class="stack" data-gap="small">
                <p><strong>{offer}</strong></p>
                <p>{way}</p>
            </div>
        </div>
    }
}

//! The page of the mail desk. Which of the mails are shown stands in the URL, so that a reload and a shared link show the
//! same.

use domain::mail::{MailFilter, MailView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::api::{MailDesk, MailPage, Transport, find_mail_desk, list_mails};
use super::languages::Languages;
use super::list::MailList;
use super::mails::Mails;
use crate::account::PageProblem;
use crate::identity::api::find_site_desk;
use crate::identity::{MailServerActs, MailServerFields, TestMail};
use crate::language::said;
use crate::routes;
use crate::ui::{ErrorNotice, Icon, IconName, LeaveGuard, SkeletonLines, use_toast};
use crate::{t, t_count};

#[component]
pub fn MailDeskRoute() -> impl IntoView {
    let query = use_query_map();
    let view = Memo::new(move |_| query.with(|query| routes::read_mail_view(|name| query.get(name))));
    let desk = Resource::new(|| (), |()| find_mail_desk());
    // Another view is the list's own business.
    let first = Resource::new(|| (), move |()| list_mails(view.get_untracked()));
    view! {
        <Title text=t!("Mail") />
        <div class="page stack" data-gap="large">
            <Transition fallback=|| view! { <SkeletonLines lines=6 /> }>
                {move || Suspend::new(async move {
                    match (desk.await, first.await) {
                        (Ok(loaded), Ok(mails)) => view! { <Desk loaded=loaded mails=mails view=view /> }.into_any(),
                        (Err(error), _) | (_, Err(error)) => view! { <PageProblem error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Desk(loaded: MailDesk, mails: MailPage, view: Memo<MailView>) -> impl IntoView {
    let mails = Mails::new(mails, view);
    mails.follow();
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
    let transport = Memo::new(move |_| desk.with(|desk| desk.transport));
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
        <FailedMails mails=mails />
        <MailServerCard on_saved=look_again />
        <Languages desk=desk on_saved=look_again />
        <MailList mails=mails transport=transport />
    }
}

/// The list stands at the end of the page: what has failed is said at its beginning.
#[component]
fn FailedMails(mails: Mails) -> impl IntoView {
    let failed = Memo::new(move |_| {
        let is_whole = mails.view.with(|view| view.query.is_empty());
        if is_whole { mails.page.with(|page| page.counts.failed) } else { 0 }
    });
    let here = routes::mail_list(&MailView { filter: MailFilter::Failed, ..MailView::default() });
    view! {
        <div class="notice" data-kind="loss" hidden=move || failed.get() == 0>
            <Icon name=IconName::Alert />
            <p>
                {move || t_count!(failed.get(), "1 mail has failed.", "{count} mails have failed.")} " "
                <a href=here>{t!("Show the failed mails")}</a>
            </p>
        </div>
    }
}

/// Which server mails leave through.
#[component]
fn MailServerCard(on_saved: Callback<()>) -> impl IntoView {
    let acts = MailServerActs::of_page();
    let desk = Resource::new(move || acts.version(), |_| find_site_desk());
    Effect::watch(move || acts.version(), move |_, _, _| on_saved.run(()), false);
    view! {
        // Outside of what can be closed: a window in there would not be seen.
        <LeaveGuard id="leave-mail-server" is_unsaved=acts.is_unsaved() />
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
    let (kind, offer) = match (is_configured, transport) {
        (true, Transport::Server) => ("success", t!("Hosts can send links by mail.")),
        (true, Transport::Files) => ("wait", t!("No mail leaves this site yet.")),
        (false, _) => ("wait", t!("Hosts cannot send links by mail yet: save a template below.")),
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

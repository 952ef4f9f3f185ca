//! The page of settings, for administrators.

use domain::settings::SettingsField;
use domain::{Language, Settings};
use leptos::prelude::*;
use leptos_meta::Title;

use super::api::{SettingsDesk, find_settings};
use super::choices::{AllowedUsers, MailedCode, PlusAddresses, Switch};
use super::draft::Draft;
use super::grants::GrantsTable;
use super::inviters::InvitersField;
use super::save::{SaveBar, Saving};
use crate::account::PageProblem;
use crate::identity::SiteSection;
use crate::language::said;
use crate::routes;
use crate::t;
use crate::ui::{ErrorNotice, Icon, IconName, SkeletonLines, TextArea, TextField};

#[component]
pub fn SettingsRoute() -> impl IntoView {
    let desk = Resource::new(|| (), |()| find_settings());
    view! {
        <Title text=t!("Settings") />
        <div class="page settings">
            <Transition fallback=|| view! { <SkeletonLines lines=8 /> }>
                {move || Suspend::new(async move {
                    match desk.await {
                        Ok(desk) => view! { <Desk desk=desk /> }.into_any(),
                        Err(error) => view! { <PageProblem error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Desk(desk: SettingsDesk) -> impl IntoView {
    let draft = Draft::of(&desk);
    let saving = Saving::new(draft, desk.settings);
    saving.follow();
    view! {
        <header>
            <h1>{t!("Settings")}</h1>
            <p class="soft">
                {t!(
                    "What counts for the whole site. A change counts at once: for every open page, at each claim of a link and each time somebody comes in. Whoever is inside stays, unless their address is not accepted any more."
                )}
            </p>
        </header>
        <SiteSection />
        <noscript>
            <p class="notice" data-kind="wait">
                {t!("Settings are saved with JavaScript, which is off in this browser.")}
            </p>
        </noscript>
        <form
            class="settings-form"
            method="post"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                saving.start();
            }
        >
            <Inviting draft=draft saving=saving templates=desk.template_languages />
            <Links draft=draft saving=saving mails_leave=desk.mails_leave />
            <Addresses draft=draft saving=saving />
            <Sessions draft=draft saving=saving />
            <Privacy draft=draft saving=saving />
            <ErrorNotice error=saving.trouble() />
            <SaveBar saving=saving />
        </form>
    }
}

/// Settings that belong together, under a heading.
#[component]
fn SettingsGroup(id: &'static str, title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="settings-group" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {children()}
        </section>
    }
}

#[component]
fn Inviting(draft: Draft, saving: Saving, templates: Vec<Language>) -> impl IntoView {
    view! {
        <SettingsGroup id="settings-inviting" title=t!("Inviting")>
            <Switch
                name="invite_to_media"
                label=t!("Invite to media")
                hint=t!("Hosts find Invite users in the menu of their rooms. Off, links that are out go on working.")
                value=draft.invite_to_media
            />
            <Templates languages=templates />
            <Switch
                name="media_page"
                label=t!("Media pages (theming)")
                hint=t!("Rooms have pages with that menu. Off, nobody can invite either.")
                value=draft.media_page
            />
            <AllowedUsers value=draft.allowed_users />
            <GrantsTable value=draft.grants />
            <div class="settings-pair">
                <TextField
                    label=t!("Invitations a host may give in 24 hours")
                    name=SettingsField::InvitationsPerHost.word()
                    value=draft.invitations_per_host
                    error=saving.field_problem(SettingsField::InvitationsPerHost.word())
                    hint=t!("In all rooms together. Empty is any number, which is usual.")
                    input_mode="numeric"
                />
                <TextField
                    label=t!("Invitations a room may have in 24 hours")
                    name=SettingsField::InvitationsPerRoom.word()
                    value=draft.invitations_per_room
                    error=saving.field_problem(SettingsField::InvitationsPerRoom.word())
                    hint=t!("By all its hosts. Empty is any number, which is usual.")
                    input_mode="numeric"
                />
            </div>
            <InvitersField
                inviters=draft.inviters
                error=saving.field_problem(SettingsField::AllowedPeople.word())
            />
        </SettingsGroup>
    }
}

/// Whether hosts can send links by mail: that is decided by the template, which has a page of its own.
#[component]
fn Templates(languages: Vec<Language>) -> impl IntoView {
    let words = if languages.is_empty() {
        t!("There is no mail template, so hosts cannot send links by mail.").to_owned()
    } else {
        let languages: Vec<_> = languages.iter().map(said).collect();
        t!("Mail template for the invitation: {languages}.", languages = languages.join(", "))
    };
    view! {
        <p>
            {words} " "
            <a href=routes::mail_desk()>{t!("Open the page of mails")}</a>
        </p>
    }
}

#[component]
fn Links(draft: Draft, saving: Saving, mails_leave: bool) -> impl IntoView {
    let default = Settings::default();
    view! {
        <SettingsGroup id="settings-links" title=t!("Links")>
            <TextField
                label=t!("Shortest life of a link, in minutes")
                name=SettingsField::LinkDuration.word()
                value=draft.link_duration_minutes
                error=saving.field_problem(SettingsField::LinkDuration.word())
                hint=t!(
                    "Counted from when it is made; usually {minutes}, which is a day. No link ends before an hour after its session. Links that are out keep the end they have.",
                    minutes = default.link_duration_minutes.to_string(),
                )
                input_mode="numeric"
                required=true
            />
            <TextField
                label=t!("Devices one link may be used on")
                name=SettingsField::LinkDevices.word()
                value=draft.link_devices
                error=saving.field_problem(SettingsField::LinkDevices.word())
                hint=t!("Usually 1. Empty is any number of devices. It counts for links that are out, too; devices that have come in by one go on.")
                input_mode="numeric"
            />
            <MailedCode value=draft.mailed_code />
            <Switch
                name="guest_links"
                label=t!("Guest links")
                hint=t!(
                    "Hosts may make links that many use, who type a name and an address that nobody checks. Off, nobody new gets in by them, and whoever has come by one stays until the session is over."
                )
                value=draft.guest_links
            />
            {(!mails_leave)
                .then(|| {
                    view! {
                        <div class="notice" data-kind="wait">
                            <Icon name=IconName::Mail />
                            <p>
                                {t!("No mail leaves this site, so guests get no codes.")} " "
                                <a href=routes::mail_desk()>{t!("See how mails leave")}</a>
                            </p>
                        </div>
                    }
                })}
        </SettingsGroup>
    }
}

#[component]
fn Addresses(draft: Draft, saving: Saving) -> impl IntoView {
    view! {
        <SettingsGroup id="settings-addresses" title=t!("Addresses")>
            <PlusAddresses value=draft.plus_addresses />
            <TextArea
                label=t!("Blocked domains")
                name=SettingsField::BlockedDomains.word()
                value=draft.blocked_domains
                error=saving.field_problem(SettingsField::BlockedDomains.word())
                hint=t!("One on each line, as in example.org. Domains below them are blocked, too. Links that are out to them open no more, and whoever is inside by such an address is put out. Usually empty.")
            />
            <TextArea
                label=t!("Allowed domains")
                name=SettingsField::AllowedDomains.word()
                value=draft.allowed_domains
                error=saving.field_problem(SettingsField::AllowedDomains.word())
                hint=t!("When there is one, addresses of no other domain can be invited or come in. Usually empty. The same goes for links that are out and for whoever is inside.")
            />
        </SettingsGroup>
    }
}

#[component]
fn Sessions(draft: Draft, saving: Saving) -> impl IntoView {
    view! {
        <SettingsGroup id="settings-sessions" title=t!("Sessions")>
            <TextField
                label=t!("Hosts may open a session early, by minutes")
                name=SettingsField::AdvanceEntry.word()
                value=draft.advance_entry_minutes
                error=saving.field_problem(SettingsField::AdvanceEntry.word())
                hint=t!("Before its start. Usually {minutes}.", minutes = Settings::default().advance_entry_minutes.to_string())
                input_mode="numeric"
                required=true
            />
        </SettingsGroup>
    }
}

#[component]
fn Privacy(draft: Draft, saving: Saving) -> impl IntoView {
    view! {
        <SettingsGroup id="settings-privacy" title=t!("Privacy [page]")>
            <TextField
                label=t!("Guests' personal data goes after, in days")
                name=SettingsField::GuestsKept.word()
                value=draft.guests_kept_days
                error=saving.field_problem(SettingsField::GuestsKept.word())
                hint=t!(
                    "Counted from the end of their session; usually {days}. Names, addresses, mails and devices go; attendance and other figures stay. Empty keeps them until somebody erases them by hand.",
                    days = Settings::default().guests_kept_days.map(|days| days.to_string()).unwrap_or_default(),
                )
                input_mode="numeric"
            />
            <p>
                <a href=routes::privacy()>{t!("See or erase what is kept about one address")}</a>
            </p>
        </SettingsGroup>
    }
}

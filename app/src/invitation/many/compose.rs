//! Putting a list together: the field, the rows below it, and how they are sent.

use domain::invite_many::IfKnown;
use domain::live::RoomEvent;
use domain::{Language, RoomId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::api::{BatchSummary, KnownRow};
use super::paste::Paste;
use super::recent::Recent;
use super::rows::Rows;
use super::sending::{How, send};
use super::sheet::{Sheet, View};
use super::standings::Standings;
use crate::browser::focus::focus_id;
use crate::error::AppError;
use crate::invitation::invite_room::{Heard, InviteRoom, follow_invite_room};
use crate::invitation::mail_field::MailField;
use crate::media::api::RoomPage;
use crate::routes;
use crate::ui::{ErrorNotice, LeaveGuard, use_toast};
use crate::{t, t_count};

/// The heading of the rows, where the focus goes when there are new ones.
pub const ROWS_TITLE: &str = "many-rows-title";

#[component]
pub fn Compose(page: RoomPage, rows: Vec<KnownRow>, batches: Vec<BatchSummary>) -> impl IntoView {
    let room = page.id;
    let inviting = RwSignal::new(InviteRoom::from(&page));
    let offered = Memo::new(move |_| inviting.with(|room| room.offered.clone()));
    let denied = Memo::new(move |_| inviting.with(|room| room.denied.map(AppError::InviteDenied)));
    let sheet = Sheet::new(rows, offered.into());
    let standings = Standings::new(room, sheet);
    follow_invite_room(inviting, move |heard| {
        if matches!(heard, Heard::Event(RoomEvent::SettingsChanged) | Heard::Anything) {
            standings.read_again();
        }
    });
    let has_rows = Memo::new(move |_| sheet.rows.with(|rows| !rows.is_empty()));
    let first = StoredValue::new(sheet.given());
    // Here and not in the field, so that it outlasts the way back to the rows.
    let text = RwSignal::new(String::new());
    let is_typed = Memo::new(move |_| text.with(|text| !text.trim().is_empty()));
    let is_unsaved = Signal::derive(move || {
        is_typed.get() || (has_rows.get() && first.with_value(|first| sheet.given() != *first))
    });
    let is_adding = RwSignal::new(!has_rows.get_untracked());
    // Whoever has removed all rows begins anew.
    Effect::new(move || {
        if !has_rows.get() {
            is_adding.set(true);
        }
    });
    view! {
        <header class="many-head">
            <h1>{t!("Invite many")}</h1>
            <p class="soft">
                {t!("Everybody in the list gets a link of their own. You see all of them before anybody is invited.")}
            </p>
        </header>
        <noscript>
            <p class="notice" data-kind="wait">
                {t!("Lists are put together with JavaScript, which is off in this browser.")}
            </p>
        </noscript>
        <ErrorNotice error=denied />
        <LeaveGuard is_unsaved=is_unsaved by_query=true />
        <Recent room=room batches=batches />
        <Show when=move || is_adding.get()>
            <Paste room=room sheet=sheet text=text is_adding=is_adding />
        </Show>
        <Show when=move || has_rows.get()>
            <Rows sheet=sheet is_adding=is_adding />
            <Send room=room inviting=inviting sheet=sheet />
        </Show>
    }
}

/// How the list is sent, and the button.
#[component]
fn Send(room: RoomId, inviting: RwSignal<InviteRoom>, sheet: Sheet) -> impl IntoView {
    let toasts = use_toast();
    let navigate = use_navigate();
    let send_mail = RwSignal::new(false);
    let language = RwSignal::new(None::<Language>);
    let if_known = RwSignal::new(IfKnown::Keep);
    let problem = RwSignal::new(None::<AppError>);
    let sent = RwSignal::new(None::<usize>);
    let tally = Memo::new(move |_| sheet.tally());
    let is_sending = move || sent.get().is_some();
    let is_denied = move || inviting.with(|room| room.denied.is_some());
    let press = move |_| {
        if sent.get_untracked().is_some() {
            return;
        }
        if tally.get_untracked().wrong > 0 {
            sheet.look_at(View::Wrong);
            toasts.say(t!("Some rows need another look. Mend or remove them, then invite."));
            request_animation_frame(|| focus_id(ROWS_TITLE));
            return;
        }
        problem.set(None);
        sent.set(Some(0));
        let rows = untrack(|| sheet.given());
        let navigate = navigate.clone();
        spawn_local(async move {
            let how = How {
                send_mail: send_mail.get_untracked(),
                language: language.get_untracked(),
                if_known: if_known.get_untracked(),
            };
            match send(room, rows, how, sent).await {
                // Whoever has gone elsewhere meanwhile stays there.
                Ok(_) if sent.try_get_untracked().is_none() => {}
                Ok(batch) => {
                    let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
                    navigate(&routes::invite_many(room, Some(batch)), options);
                }
                Err(error) => {
                    problem.try_set(Some(error));
                    sent.try_set(None);
                }
            }
        });
    };
    let label = move || match sent.get() {
        Some(sent) => t!("Sending {sent} of {all}…", sent, all = tally.get().all),
        None => t_count!(tally.get().all, "Invite 1 person", "Invite {count} people"),
    };
    view! {
        <section class="many-send card" aria-labelledby="many-send-title">
            <h2 id="many-send-title">{t!("Invite them")}</h2>
            <Show when=move || { tally.get().known > 0 }>
                <Known if_known=if_known count=Signal::derive(move || tally.get().known) />
            </Show>
            <MailField room=inviting send_mail=send_mail language=language />
            <ErrorNotice error=problem />
            <div class="many-send-actions">
                <button
                    type="button"
                    class="button"
                    data-kind="primary"
                    aria-disabled=move || (is_sending() || is_denied()).then_some("true")
                    on:click=press
                >
                    {label}
                </button>
                <p class="field-hint" hidden=move || tally.get().wrong == 0>
                    {move || {
                        t_count!(
                            tally.get().wrong,
                            "1 row needs another look first.",
                            "{count} rows need another look first."
                        )
                    }}
                </p>
            </div>
        </section>
    }
}

/// What is done about those who are invited already.
#[component]
fn Known(if_known: RwSignal<IfKnown>, count: Signal<usize>) -> impl IntoView {
    let option = move |choice: IfKnown, label: &'static str| {
        let id = format!("if-known-{}", choice.word());
        view! {
            <div class="choice">
                <input
                    type="radio"
                    id=id.clone()
                    name="if_known"
                    prop:checked=move || if_known.get() == choice
                    on:change=move |_| if_known.set(choice)
                />
                <label for=id>{label}</label>
            </div>
        }
    };
    view! {
        <fieldset class="many-known">
            <legend>
                {move || {
                    t_count!(count.get(), "1 person is invited already", "{count} people are invited already")
                }}
            </legend>
            {option(IfKnown::Keep, t!("Leave their invitations as they are"))}
            {option(IfKnown::Update, t!("Give them the names and types of this list; their links stay"))}
        </fieldset>
    }
}

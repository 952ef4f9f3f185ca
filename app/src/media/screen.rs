//! The screen: the stage of the page, which says how the session stands and holds the one next step.

use domain::countdown::Countdown;
use domain::language::Sentence;
use domain::{Admission, Refusal, say_count};
use leptos::prelude::*;

use super::actions::open_session_action;
use super::lobby_note::LobbyNote;
use super::phase_badge::{PhaseBadge, Standing};
use super::room::Room;
use crate::routes;
use crate::ui::{Icon, IconName, LocalTime, Poster, TimeStyle, use_toast};
use crate::{t, t_view};

#[component]
pub fn Screen(room: Room) -> impl IntoView {
    let standing = room.standing();
    let is_deleted = Memo::new(move |_| room.page.with(|page| page.deleted_at.is_some()));
    say_when_it_changes(standing);
    let offer = room.offer();
    let can_open = Memo::new(move |_| offer.read().open);
    let has_report = Memo::new(move |_| offer.read().report && standing.get() == Standing::Ended);
    view! {
        <section class="screen" aria-label=t!("Session")>
            <Poster seed=room.id.bits() behind=true />
            <div class="screen-words">
                <Show when=move || !is_deleted.get()>
                    <PhaseBadge standing />
                </Show>
                <Headline room standing is_deleted />
                <LobbyNote lobby=Signal::derive(move || room.page.with(|page| page.lobby.clone())) />
                <HostMissed room />
                <div class="screen-actions">
                    <Enter room />
                    <Show when=move || can_open.get()>
                        <OpenNow room />
                    </Show>
                    <Show when=move || has_report.get()>
                        <SeeReport room />
                    </Show>
                </div>
            </div>
        </section>
    }
}

/// The headline counts, so it is not read aloud; what matters about it is.
fn say_when_it_changes(standing: Memo<Standing>) {
    let toasts = use_toast();
    Effect::new(move |before: Option<Standing>| {
        let standing = standing.get();
        if before.is_some_and(|before| before != standing) {
            match standing {
                Standing::Open => toasts.announce(t!("The session is open.")),
                Standing::Ended => toasts.announce(t!("The session has ended.")),
                Standing::Planned | Standing::Soon => {}
            }
        }
        standing
    });
}

/// What is to be known at one look: how long there is to wait, or that it is on, or over.
#[component]
fn Headline(room: Room, standing: Memo<Standing>, is_deleted: Memo<bool>) -> impl IntoView {
    let starts_at = Memo::new(move |_| room.page.with(|page| page.session.starts_at));
    let left = Memo::new(move |_| starts_in(Countdown::until(starts_at.get(), room.clock.now())));
    view! {
        <p class="screen-headline">
            {move || match standing.get() {
                _ if is_deleted.get() => t!("The room is closed").to_owned(),
                Standing::Planned | Standing::Soon => left.get(),
                Standing::Open => t!("The session is open").to_owned(),
                Standing::Ended => t!("The session has ended").to_owned(),
            }}
        </p>
    }
}

/// Tells hosts that the session ends unless one of them goes in.
#[component]
fn HostMissed(room: Room) -> impl IntoView {
    let until = Memo::new(move |_| {
        room.page.with(|page| page.host.and_then(|_| page.session.host_missed_until(room.clock.now())))
    });
    view! {
        <div role="status">
            {move || {
                until.get().map(|at| view! {
                    <p class="screen-note">
                        {t_view!(
                            "No host is in the room. The session ends at {time} unless one goes in.",
                            time = view! { <LocalTime at=at style=TimeStyle::Time /> }
                        )}
                    </p>
                })
            }}
        </div>
    }
}

#[component]
fn Enter(room: Room) -> impl IntoView {
    let admission = room.admission();
    let invitation = Memo::new(move |_| room.page.with(|page| page.invitation));
    move || match (admission.get(), invitation.get()) {
        (Admission::Refused(Refusal::SessionEnded | Refusal::RoomDeleted), _) => ().into_any(),
        // The guest's way in is the page of their invitation, which lets their sign-in through.
        (_, Some(invitation)) => view! {
            <a class="button screen-enter" data-kind="primary" href=routes::join(invitation)>
                <Icon name=IconName::DoorOpen />
                {t!("Go to your invitation")}
            </a>
        }
        .into_any(),
        (Admission::Enter(_), None) => view! { <Door room words=t!("Enter room") /> }.into_any(),
        (Admission::Knock(_), None) => view! {
            <Door room words=t!("Ask to come in") />
            <p class="screen-note">{t!("The room is locked. A host or moderator lets you in.")}</p>
        }
        .into_any(),
        (Admission::Wait(_), None) => {
            view! { <p class="screen-note">{t!("You can enter as soon as the session is open.")}</p> }
                .into_any()
        }
        (Admission::Refused(Refusal::NotInvited), None) => {
            view! { <p class="screen-note">{t!("To come in, open the link in your invitation.")}</p> }
                .into_any()
        }
        (Admission::Refused(Refusal::Declined), None) => {
            view! { <p class="screen-note">{t!("The room is locked, and you were not let in.")}</p> }
                .into_any()
        }
        (
            Admission::Refused(_)
            | Admission::ConfirmAddress { .. }
            | Admission::Introduce
            | Admission::ConfirmCode,
            None,
        ) => ().into_any(),
    }
}

/// What hosts want to know once the session is over.
#[component]
fn SeeReport(room: Room) -> impl IntoView {
    view! {
        <a class="button screen-enter" data-kind="primary" href=routes::report(room.id, None)>
            <Icon name=IconName::Poll />
            {t!("See the report")}
        </a>
    }
}

#[component]
fn Door(room: Room, words: &'static str) -> impl IntoView {
    view! {
        <a class="button screen-enter" data-kind="primary" href=routes::live_room(room.id, None)>
            <Icon name=IconName::DoorOpen />
            {words}
        </a>
    }
}

#[component]
fn OpenNow(room: Room) -> impl IntoView {
    let open = open_session_action(room);
    let is_pending = open.pending();
    view! {
        <button
            class="button screen-open"
            type="button"
            disabled=is_pending
            on:click=move |_| {
                open.dispatch(());
            }
        >
            <Icon name=IconName::Play />
            {t!("Open session now")}
        </button>
    }
}

/// The two largest parts: nobody plans a day by the second. The last ten minutes are counted.
fn starts_in(left: Countdown) -> String {
    let Countdown { days, hours, minutes, seconds } = left;
    match (days, hours, minutes) {
        (0, 0, 0..10) => t!("Starts in {time}", time = format!("{minutes}:{seconds:02}")),
        (0, 0, _) => t!("Starts in {time}", time = in_minutes(minutes)),
        (0, _, _) => {
            t!("Starts in {larger} {smaller}", larger = in_hours(hours), smaller = in_minutes(minutes))
        }
        _ => t!("Starts in {larger} {smaller}", larger = in_days(days), smaller = in_hours(hours)),
    }
}

// As they stand behind “in”, which changes them in German.

fn in_days(days: u64) -> Sentence {
    say_count!(days, "1\u{a0}day [starts in]", "{count}\u{a0}days [starts in]")
}

fn in_hours(hours: u64) -> Sentence {
    say_count!(hours, "1\u{a0}hour [starts in]", "{count}\u{a0}hours [starts in]")
}

fn in_minutes(minutes: u64) -> Sentence {
    say_count!(minutes, "1\u{a0}minute [starts in]", "{count}\u{a0}minutes [starts in]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_told_in_its_largest_parts() {
        let left = |days, hours, minutes, seconds| starts_in(Countdown { days, hours, minutes, seconds });
        assert_eq!(left(2, 1, 9, 9), "Starts in 2\u{a0}days 1\u{a0}hour");
        assert_eq!(left(0, 3, 20, 0), "Starts in 3\u{a0}hours 20\u{a0}minutes");
        assert_eq!(left(0, 0, 42, 5), "Starts in 42\u{a0}minutes");
        assert_eq!(left(0, 0, 9, 5), "Starts in 9:05");
    }
}

//! The window that gives links another end.

use domain::Timestamp;
use domain::invitation::InvitationAct;
use domain::link_policy::{Extension, check_end};
use leptos::prelude::*;

use super::board::Board;
use super::target::Target;
use crate::browser::datetime_local::{moment, value_of};
use crate::language::said;
use crate::ui::dialog::Dialog;
use crate::ui::{FieldErrorText, LocalTime};
use crate::{t, t_count, t_view};

#[component]
pub fn ExtendWindow(board: Board) -> impl IntoView {
    let title = Signal::derive(move || {
        board.extended.with(|target| target.as_ref().map(title_for).unwrap_or_default())
    });
    view! {
        <Dialog id="extend" open=board.is_extending title=title>
            <Form board=board />
        </Dialog>
    }
}

fn title_for(target: &Target) -> String {
    match target {
        Target::One(ready) => t!("Until when does the link of {name} work?", name = ready.name.to_string()),
        Target::Many(ids) => t_count!(
            ids.len(),
            "Until when does the link of 1 guest work?",
            "Until when does the link of {count} guests work?"
        ),
    }
}

/// Lives only while the window is open, so never on the server.
#[component]
fn Form(board: Board) -> impl IntoView {
    let target = board.extended.get_untracked();
    let ends_at = match &target {
        Some(Target::One(ready)) => Some(ready.expires_at),
        _ => None,
    };
    let now = board.now.get_untracked();
    let session_ends_at = board.inviting.with_untracked(|room| room.session_ends_at);
    let offered = move |extension: Extension| extension.until(ends_at, session_ends_at, now);
    let until = RwSignal::new(offered(Extension::Day).and_then(value_of).unwrap_or_default());
    let chosen = Memo::new(move |_| until.with(|value| moment(value)));
    // Nothing is wrong before it has been sent, or chosen anew after that.
    let is_checked = RwSignal::new(false);
    let problem = Signal::derive(move || match chosen.get() {
        _ if !is_checked.get() => None,
        None => Some(t!("Choose a date and a time.").to_owned()),
        Some(until) => check_end(until, now).err().map(|denied| said(&denied)),
    });
    let is_sooner = move || matches!((chosen.get(), ends_at), (Some(until), Some(before)) if until < before);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        is_checked.set(true);
        if let (None, Some(until), Some(target)) = (problem.get_untracked(), chosen.get_untracked(), &target)
        {
            board.is_extending.set(false);
            board.act(InvitationAct::Extend { until }, target.clone());
        }
    };
    view! {
        <form class="extend-form" novalidate on:submit=send>
            {ends_at.map(|at| view! { <Now at=at now=now /> })}
            <div class="cluster" role="group" aria-label=t!("Often chosen")>
                {Extension::ALL
                    .into_iter()
                    .filter_map(|one| Some((one, value_of(offered(one)?)?)))
                    .map(|(one, value)| {
                        view! {
                            <button type="button" class="button" on:click=move |_| until.set(value.clone())>
                                {label(one)}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
            <div class="field">
                <label for="field-until">{t!("Until [a moment]")}</label>
                <input
                    id="field-until"
                    name="until"
                    type="datetime-local"
                    autofocus
                    prop:value=until
                    aria-invalid=move || problem.with(Option::is_some).then_some("true")
                    aria-describedby="field-until-error"
                    on:input=move |event| until.set(event_target_value(&event))
                />
                <FieldErrorText id="field-until-error" error=problem />
            </div>
            <p role="status" class="field-hint">
                {move || {
                    if is_sooner() {
                        t!("That is sooner than now: the link will stop letting people in earlier.")
                    } else {
                        ""
                    }
                }}
            </p>
            <div class="dialog-actions">
                <button type="button" class="button" data-kind="quiet" on:click=move |_| board.is_extending.set(false)>
                    {t!("Cancel")}
                </button>
                <button type="submit" class="button" data-kind="primary">{t!("Save")}</button>
            </div>
        </form>
    }
}

#[component]
fn Now(at: Timestamp, now: Timestamp) -> impl IntoView {
    let time = view! { <LocalTime at=at /> };
    let words = if at > now {
        t_view!("It works until {time}.", time = time)
    } else {
        t_view!("It expired {time}.", time = time)
    };
    view! { <p class="soft">{words}</p> }
}

fn label(extension: Extension) -> &'static str {
    match extension {
        Extension::Day => t!("+1 day"),
        Extension::Week => t!("+1 week"),
        Extension::SessionEnd => t!("Session’s end + 1 hour"),
    }
}

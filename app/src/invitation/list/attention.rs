//! Where a host can help: a guest who asks for a new link, and tries that were refused, each with the button that
//! helps.

use domain::invitation::{Fix, InvitationAct, RefusedTry, RequestAnswer, TryCause};
use leptos::prelude::*;

use super::board::Board;
use super::target::Target;
use crate::invitation::api::{InvitationReady, InvitationSummary};
use crate::language::said;
use crate::ui::{Icon, IconName, LocalTime, TimeStyle, device_name};
use crate::{t, t_count, t_view};

#[component]
pub fn Attention(invitation: Memo<Option<InvitationSummary>>, board: Board) -> impl IntoView {
    let requested_at = Memo::new(move |_| invitation.with(|one| one.as_ref()?.link_requested_at));
    let causes = Memo::new(move |_| {
        let cause = |tried: &RefusedTry| tried.cause;
        invitation.with(|one| {
            one.as_ref()
                .map(|one| one.refused_tries.iter().map(cause).collect::<Vec<_>>())
                .unwrap_or_default()
        })
    });
    view! {
        <Show when=move || requested_at.get().is_some()>
            <Request invitation=invitation board=board />
        </Show>
        <Show when=move || causes.with(|causes| !causes.is_empty())>
            <ul class="refused-tries" role="list" aria-label=t!("Refused tries")>
                <For each=move || causes.get() key=|cause| *cause let:cause>
                    <Tries cause=cause invitation=invitation board=board />
                </For>
            </ul>
        </Show>
    }
}

/// Runs `act` with the invitation as it is now.
fn with_ready(
    invitation: Memo<Option<InvitationSummary>>,
    act: impl Fn(InvitationReady) + Copy + 'static,
) -> impl Fn() + Copy + 'static {
    move || {
        if let Some(one) = invitation.get_untracked() {
            act(one.ready);
        }
    }
}

#[component]
fn Request(invitation: Memo<Option<InvitationSummary>>, board: Board) -> impl IntoView {
    let since = move || {
        let at = invitation.with(|one| one.as_ref()?.link_requested_at);
        at.map(|at| view! { <LocalTime at=at style=TimeStyle::Brief /> })
    };
    let answer = move |answer| with_ready(invitation, move |ready| board.answer_request(ready, answer));
    let (grant, dismiss) = (answer(RequestAnswer::Grant), answer(RequestAnswer::Dismiss));
    let may_let_in = may_let_in(invitation, board);
    let label = move || if board.reaches_by_mail() { t!("Send a new link") } else { t!("Make a new link") };
    view! {
        <div class="invitation-request">
            <p>
                <Icon name=IconName::Bell />
                <span>{t_view!("Asks for a new link since {time}", time = since)}</span>
            </p>
            <div class="attention-acts">
                <Show when=move || may_let_in.get()>
                    <button type="button" class="button" data-kind="primary" on:click=move |_| grant()>
                        {label}
                        <Whose name=name_of(invitation) />
                    </button>
                </Show>
                <button type="button" class="button" data-kind="quiet" on:click=move |_| dismiss()>
                    {t!("Dismiss")}
                    <span class="visually-hidden">
                        " "
                        {move || t!("the request of {name} [after Dismiss]", name = name_of(invitation).get())}
                    </span>
                </button>
            </div>
        </div>
    }
}

#[component]
fn Tries(cause: TryCause, invitation: Memo<Option<InvitationSummary>>, board: Board) -> impl IntoView {
    let tried = Memo::new(move |_| {
        invitation.with(|one| one.as_ref()?.refused_tries.iter().find(|tried| tried.cause == cause).cloned())
    });
    let fix = Memo::new(move |_| cause.fix(board.reaches_by_mail()));
    let (may_let_in, may_correct) = (may_let_in(invitation, board), may_correct(invitation, board));
    let is_offered = move || match fix.get() {
        Fix::AskAdministrator => false,
        Fix::CorrectAddress => may_correct.get(),
        fix => may_let_in.get() || !fix.needs_right_to_invite(),
    };
    let help = with_ready(invitation, move |ready| mend(board, fix.get_untracked(), ready));
    let dismiss = with_ready(invitation, move |ready| {
        board.act(InvitationAct::DismissTries { cause }, Target::one(ready));
    });
    view! {
        <li class="refused-try" data-cause=cause.word()>
            <p>
                <Icon name=IconName::Ban />
                <span>
                    {move || tried.get().map(|tried| view! { <HowOften tried=tried /> })}
                    {move || {
                        (fix.get() == Fix::AskAdministrator)
                            .then(|| format!(". {}", t!("Only an administrator can let this domain in.")))
                    }}
                </span>
            </p>
            <div class="attention-acts">
                <Show when=is_offered>
                    <button type="button" class="button" on:click=move |_| help()>
                        {move || label(fix.get())}
                        <Whose name=name_of(invitation) />
                    </button>
                </Show>
                <button type="button" class="button" data-kind="quiet" on:click=move |_| dismiss()>
                    {t!("Dismiss")}
                    <Whose name=name_of(invitation) />
                </button>
            </div>
        </li>
    }
}

#[component]
fn HowOften(tried: RefusedTry) -> impl IntoView {
    let cause = said(&tried.cause);
    let time = view! { <LocalTime at=tried.last_at style=TimeStyle::Brief /> };
    let device = view! { <bdi>{device_name(&tried.user_agent)}</bdi> };
    if tried.count == 1 {
        t_view!("{cause}, {time} on {device}", cause = cause, time = time, device = device)
    } else {
        t_view!(
            "{cause}, {tries}, last {time} on {device}",
            cause = cause,
            tries = t_count!(tried.count, "1 try", "{count} tries"),
            time = time,
            device = device
        )
    }
}

/// Tells buttons of the same name apart for those who do not see the row.
#[component]
fn Whose(name: Signal<String>) -> impl IntoView {
    let whose = move || t!("for {name} [after what a button does]", name = name.get());
    view! { <span class="visually-hidden">" " {whose}</span> }
}

fn mend(board: Board, fix: Fix, ready: InvitationReady) {
    match fix {
        Fix::CorrectAddress => board.correct_address(ready),
        Fix::ReleaseDevice => board.ask(InvitationAct::ReleaseDevice, Target::one(ready)),
        Fix::Extend => board.extend(Target::one(ready)),
        Fix::SendLink => board.act(InvitationAct::SendLink, Target::one(ready)),
        Fix::CopyLink => {
            board.show(ready.clone());
            board.act(InvitationAct::DismissTries { cause: TryCause::Replaced }, Target::one(ready));
        }
        Fix::NewLink => board.ask(InvitationAct::NewLink, Target::one(ready)),
        Fix::Restore => board.act(InvitationAct::Restore, Target::one(ready)),
        Fix::AskAdministrator => {}
    }
}

fn label(fix: Fix) -> &'static str {
    match fix {
        Fix::CorrectAddress => t!("Correct the address…"),
        Fix::ReleaseDevice => t!("Release device"),
        Fix::Extend => t!("Extend…"),
        Fix::SendLink => t!("Send the new link"),
        Fix::CopyLink => t!("Show the new link"),
        Fix::NewLink => t!("New link"),
        Fix::Restore => t!("Restore"),
        Fix::AskAdministrator => "",
    }
}

/// Whether the host may let the guest of a row in, as things are now.
pub fn may_let_in(invitation: Memo<Option<InvitationSummary>>, board: Board) -> Memo<bool> {
    Memo::new(move |_| invitation.with(|one| one.as_ref().is_some_and(|one| board.may_let_in(one))))
}

/// Whether the host may correct the address of a row, as things are now.
pub fn may_correct(invitation: Memo<Option<InvitationSummary>>, board: Board) -> Memo<bool> {
    Memo::new(move |_| invitation.with(|one| one.as_ref().is_some_and(|one| board.may_correct(one))))
}

pub fn name_of(invitation: Memo<Option<InvitationSummary>>) -> Signal<String> {
    Signal::derive(move || {
        invitation.with(|one| one.as_ref().map(|one| one.ready.name.to_string()).unwrap_or_default())
    })
}

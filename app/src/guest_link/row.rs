//! One guest link, with what can be done about it.

use domain::GuestLinkId;
use domain::guest_link::{GuestLinkAct, GuestLinkStanding, may_act};
use leptos::prelude::*;

use super::api::GuestLinkSummary;
use super::board::GuestLinkBoard;
use super::words;
use crate::ui::{CopyButton, LocalTime};
use crate::{t, t_view};

#[component]
pub fn GuestLinkRow(id: GuestLinkId, board: GuestLinkBoard) -> impl IntoView {
    let summary = Memo::new(move |_| board.find(id));
    let name = move || summary.with(|summary| summary.as_ref().map(|one| one.link.name.clone()));
    let url =
        summary.with_untracked(|summary| summary.as_ref().map(|one| one.url.clone()).unwrap_or_default());
    let standing = Memo::new(move |_| {
        let now = board.now.get();
        let is_site_on = board.is_site_on.get();
        summary.with(|one| {
            one.as_ref().map_or(GuestLinkStanding::Deleted, |one| one.link.standing_on_site(is_site_on, now))
        })
    });
    let is_on = Memo::new(move |_| summary.with(|one| one.as_ref().is_some_and(|one| one.link.is_on)));
    let ends_at = Memo::new(move |_| summary.with(|one| one.as_ref().and_then(|one| one.link.ends_at)));
    let has_ended = Memo::new(move |_| ends_at.get().is_some_and(|at| board.now.get() >= at));
    let switch = move || if is_on.get() { GuestLinkAct::SwitchOff } else { GuestLinkAct::SwitchOn };
    let may_switch = move || {
        let offered = board.denied.get().map_or(Ok(()), Err);
        summary.with(|one| {
            one.as_ref().is_some_and(|one| may_act(switch(), &one.link, offered, board.now.get()).is_ok())
        })
    };
    let ask = move |act: GuestLinkAct| {
        if let Some(about) = summary.get_untracked() {
            board.ask(act, about);
        }
    };
    view! {
        <li class="guest-link">
            <div class="guest-link-words">
                <p class="guest-link-name">
                    <span>{name}</span>
                    <span class="badge" data-kind=move || words::standing(standing.get()).1>
                        {move || words::standing(standing.get()).0}
                    </span>
                </p>
                <p class="guest-link-facts soft">
                    {move || summary.with(|one| one.as_ref().map(|one: &GuestLinkSummary| words::entries(&one.link)))}
                    {move || {
                        ends_at
                            .get()
                            .map(|at| {
                                let time = view! { <LocalTime at=at /> };
                                if has_ended.get() {
                                    t_view!(" · ended {time}", time = time)
                                } else {
                                    t_view!(" · ends {time}", time = time)
                                }
                            })
                    }}
                </p>
            </div>
            <div class="cluster guest-link-acts">
                <CopyButton text=url label=t!("Copy link") done=t!("Link copied") of=untrack(name).unwrap_or_default() on_refused=Callback::new(move |()| board.show(id)) />
                <Show when=may_switch>
                    <button type="button" class="button" data-kind="quiet" on:click=move |_| ask(switch())>
                        {move || words::label(switch())}
                        <span class="visually-hidden">" "{name}</span>
                    </button>
                </Show>
                <button type="button" class="button" data-kind="quiet" on:click=move |_| ask(GuestLinkAct::Delete)>
                    {t!("Delete [guest link]")}
                    <span class="visually-hidden">" "{name}</span>
                </button>
            </div>
        </li>
    }
}

//! What of the log is shown: a plain form, so that it works before the page is alive, and without it.

use domain::audit::{ActorKind, AuditAct, AuditArea, AuditView, Chosen, Day};
use domain::language::Say;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::log::Log;
use super::words::kind_label;
use crate::browser::format_time::time_zone;
use crate::language::said;
use crate::routes;
use crate::t;
use crate::ui::{Icon, IconName, TextField};

#[component]
pub fn Filters(log: Log) -> impl IntoView {
    let view = log.view;
    let initial = view.get_untracked();
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let query = RwSignal::new(initial.query.clone());
    let what = RwSignal::new(initial.what);
    let who = RwSignal::new(initial.who);
    let (from, to) = (RwSignal::new(day(initial.from)), RwSignal::new(day(initial.to)));
    // A link, or a way back in the browser's history, leads the fields, too.
    Effect::watch(
        move || view.get(),
        move |view, _, _| {
            query.set(view.query.clone());
            what.set(view.what);
            who.set(view.who);
            from.set(day(view.from));
            to.set(day(view.to));
        },
        false,
    );
    let own_zone = use_own_zone();
    // Days that are chosen stay whose they are, so that a link shows everybody the same; new ones are the reader's.
    let zone = Memo::new(move |_| {
        if view.with(AuditView::has_days) {
            view.with(|view| view.zone.clone()).filter(|_| !log.has_unknown_zone.get())
        } else {
            own_zone.get()
        }
    });
    let navigate = use_navigate();
    let go = move || {
        let chosen = AuditView {
            query: query.get_untracked().trim().to_owned(),
            what: what.get_untracked(),
            who: who.get_untracked(),
            from: from.get_untracked().parse().ok(),
            to: to.get_untracked().parse().ok(),
            zone: zone.get_untracked(),
            ..view.get_untracked()
        };
        let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
        navigate(&routes::audit(&chosen, None), options);
    };
    view! {
        <form
            class="audit-filters"
            role="search"
            method="get"
            action=routes::audit(&AuditView::default(), None)
            on:submit=move |event| {
                event.prevent_default();
                go();
            }
        >
            <TextField
                label=t!("Name, address or room")
                name="q"
                value=query
                kind="search"
            />
            <What chosen=what />
            <Who chosen=who />
            <fieldset class="audit-days">
                <legend>{move || whose_days(zone.get(), own_zone.get().as_deref())}</legend>
                <TextField label=t!("From [audit]") name="from" value=from kind="date" />
                <TextField label=t!("To [audit]") name="to" value=to kind="date" />
                <input type="hidden" name="zone" value=move || zone.get().unwrap_or_default() />
            </fieldset>
            <Kept view=view />
            <div class="cluster audit-buttons">
                <button type="submit" class="button" data-kind="primary">{t!("Show [button]")}</button>
                <a
                    class="button"
                    href=move || view.with(routes::audit_file)
                    rel="external"
                    download=""
                >
                    <Icon name=IconName::Download />
                    {t!("Save as CSV [audit]")}
                </a>
            </div>
        </form>
        <Narrow view=view />
    }
}

/// The reader's time zone. In the browser it comes when the page is alive, so that what the server has drawn is looked
/// at anew.
fn use_own_zone() -> RwSignal<Option<String>> {
    let own = RwSignal::new(if cfg!(feature = "ssr") { time_zone() } else { None });
    Effect::new(move || own.set(time_zone()));
    own
}

fn whose_days(zone: Option<String>, own: Option<&str>) -> String {
    match zone {
        None => t!("Days in UTC").to_owned(),
        Some(zone) if own == Some(&*zone) => {
            t!("Days in your time zone, {zone}", zone = zone.replace('_', " "))
        }
        Some(zone) => t!("Days in the time zone {zone}", zone = zone.replace('_', " ")),
    }
}

/// A choice of all areas and acts.
#[component]
fn What(chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let at_first = chosen.get_untracked();
    let option = move |one: Chosen, label: String| {
        view! { <option value=one.word() selected=at_first == Some(one)>{label}</option> }
    };
    let group = move |area: AuditArea| {
        view! {
            <optgroup label=said(&area)>
                {option(Chosen::Area(area), t!("All: {area}", area = area.say()))}
                {AuditAct::of_area(area).map(|act| option(Chosen::Act(act), said(&act))).collect_view()}
            </optgroup>
        }
    };
    view! {
        <div class="field">
            <label for="audit-what">{t!("What [audit]")}</label>
            <select
                id="audit-what"
                name="what"
                autocomplete="off"
                prop:value=move || chosen.get().map_or("", Chosen::word)
                on:change=move |event| chosen.set(event_target_value(&event).parse().ok())
            >
                <option value="">{t!("Everything [audit]")}</option>
                {AuditArea::ALL.iter().copied().map(group).collect_view()}
            </select>
        </div>
    }
}

/// A choice of the kinds of those who act.
#[component]
fn Who(chosen: RwSignal<Option<ActorKind>>) -> impl IntoView {
    let at_first = chosen.get_untracked();
    view! {
        <div class="field">
            <label for="audit-who">{t!("Who [audit]")}</label>
            <select
                id="audit-who"
                name="who"
                autocomplete="off"
                prop:value=move || chosen.get().map_or("", ActorKind::word)
                on:change=move |event| chosen.set(event_target_value(&event).parse().ok())
            >
                <option value="">{t!("Everybody [audit]")}</option>
                {ActorKind::ALL
                    .iter()
                    .map(|kind| {
                        view! {
                            <option value=kind.word() selected=at_first == Some(*kind)>
                                {kind_label(*kind)}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </div>
    }
}

/// What is chosen by links, and stays when the form is sent.
#[component]
fn Kept(view: Memo<AuditView>) -> impl IntoView {
    let hidden = |name: &'static str, value: Option<String>| {
        value.map(|value| view! { <input type="hidden" name=name value=value /> })
    };
    view! {
        {move || hidden("actor", view.with(|view| view.actor.clone()))}
        {move || hidden("subject", view.with(|view| view.subject.clone()))}
        {move || hidden("room", view.with(|view| view.room.map(|room| room.to_string())))}
    }
}

/// What is shown, when that is not everything, and the way back.
#[component]
fn Narrow(view: Memo<AuditView>) -> impl IntoView {
    let words = move || {
        view.with(|view| {
            if view.actor.is_some() {
                t!("Only what one person or guest did is shown.")
            } else if view.subject.is_some() {
                t!("Only what was done to one person, guest or thing is shown.")
            } else if view.room.is_some() {
                t!("Only one room is shown.")
            } else {
                t!("Only a part of the log is shown.")
            }
        })
    };
    view! {
        <Show when=move || view.with(AuditView::is_narrow)>
            <p class="audit-narrow">
                {words}
                " "
                <a href=routes::audit(&AuditView::default(), None)>{t!("Show everything")}</a>
            </p>
        </Show>
    }
}

//! The rows on screen: which of them, and what can be done with all.

use domain::Role;
use leptos::prelude::*;

use super::compose::ROWS_TITLE;
use super::paste::role_label;
use super::row::RowEditor;
use super::sheet::{PAGE, Sheet, SheetRow, Tally, View};
use crate::browser::format_number::format_number;
use crate::ui::{Icon, IconName, Toasts, use_toast};
use crate::{t, t_count};

#[component]
pub fn Rows(sheet: Sheet, is_adding: RwSignal<bool>) -> impl IntoView {
    let tally = Memo::new(move |_| sheet.tally());
    let on_page = Memo::new(move |_| sheet.on_page());
    view! {
        <section class="many-rows" aria-labelledby=ROWS_TITLE>
            <div class="many-rows-head">
                <h2 id=ROWS_TITLE tabindex="-1">{move || t_count!(tally.get().all, "1 person", "{count} people")}</h2>
                <button
                    type="button"
                    class="button"
                    hidden=move || is_adding.get()
                    on:click=move |_| is_adding.set(true)
                >
                    <Icon name=IconName::Plus />
                    {t!("Add more people")}
                </button>
            </div>
            <Advice sheet=sheet tally=tally />
            <Tools sheet=sheet tally=tally />
            <Pages sheet=sheet label=t!("Rows, above the list") />
            <div class="many-heads soft" aria-hidden="true" hidden=move || on_page.with(Vec::is_empty)>
                <span></span>
                <span>{t!("First name")}</span>
                <span>{t!("Last name")}</span>
                <span>{t!("Email address")}</span>
                <span>{t!("Type")}</span>
            </div>
            <ol class="many-list" role="list" hidden=move || on_page.with(Vec::is_empty)>
                <For each=move || on_page.get() key=|key| *key let:key>
                    <RowEditor key_of=key sheet=sheet />
                </For>
            </ol>
            <p class="soft" hidden=move || !on_page.with(Vec::is_empty)>{t!("No row is like that any more.")}</p>
            <Pages sheet=sheet label=t!("Rows, below the list") />
        </section>
    }
}

/// What is to be looked at, and the short ways.
#[component]
fn Advice(sheet: Sheet, tally: Memo<Tally>) -> impl IntoView {
    let toasts = use_toast();
    let sentence = move || {
        let Tally { all, wrong, guessed, .. } = tally.get();
        match (wrong, guessed) {
            (0, 0) => t!("All rows are complete.").to_owned(),
            (0, guessed) => t_count!(
                guessed,
                "1 name is guessed from the address. Look them over.",
                "{count} names are guessed from the address. Look them over."
            ),
            (wrong, _) => {
                t_count!(wrong, "1 of {all} needs another look.", "{count} of {all} need another look.", all)
            }
        }
    };
    let kind = move || match tally.get() {
        Tally { wrong: 0, guessed: 0, .. } => "success",
        Tally { wrong: 0, .. } => "info",
        _ => "wait",
    };
    let icon = move || match tally.get() {
        Tally { wrong: 0, guessed: 0, .. } => view! { <Icon name=IconName::CircleCheck /> },
        Tally { wrong: 0, .. } => view! { <Icon name=IconName::Info /> },
        _ => view! { <Icon name=IconName::Warning /> },
    };
    view! {
        <div class="notice many-advice" data-kind=kind>
            {icon}
            <div class="many-advice-words">
                <p role="status">{sentence}</p>
                <Show when=move || { tally.get().wrong > 0 }>
                    <div class="cluster">
                        <button
                            type="button"
                            class="button"
                            hidden=move || sheet.view.get() == View::Wrong
                            on:click=move |_| sheet.look_at(View::Wrong)
                        >
                            {t!("Show these")}
                        </button>
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| tell_removed(sheet, sheet.remove_wrong(), toasts)
                        >
                            {move || t_count!(tally.get().wrong, "Remove this row", "Remove these {count} rows")}
                        </button>
                    </div>
                </Show>
            </div>
        </div>
    }
}

/// Says how many rows are gone, and can bring them back.
fn tell_removed(sheet: Sheet, before: Vec<SheetRow>, toasts: Toasts) {
    let gone = before.len() - sheet.rows.with_untracked(Vec::len);
    let text = t_count!(gone, "1 row removed.", "{count} rows removed.");
    toasts.say_with_undo(text, t!("Undo"), move || sheet.put_back(before.clone()));
}

#[component]
fn Tools(sheet: Sheet, tally: Memo<Tally>) -> impl IntoView {
    let toasts = use_toast();
    let views = move || {
        View::ALL
            .into_iter()
            .map(|view| {
                view! {
                    <option value=view.word() prop:selected=move || sheet.view.get() == view>
                        {move || format!("{} ({})", view.label(), format_number(tally.get().of(view)))}
                    </option>
                }
            })
            .collect_view()
    };
    let set_all = move |event| {
        if let Ok(role) = event_target_value(&event).parse::<Role>() {
            sheet.set_all_roles(role);
        }
    };
    view! {
        <div class="many-tools">
            <div class="field">
                <label for="many-view">{t!("Show")}</label>
                <select
                    id="many-view"
                    on:change=move |event| sheet.look_at(View::read(&event_target_value(&event)))
                >
                    {views()}
                </select>
            </div>
            <div class="field">
                <label for="many-all-roles">{t!("Type for all rows")}</label>
                <select id="many-all-roles" on:change=set_all>
                    <option value="">{t!("As each row says")}</option>
                    <For each=move || sheet.offered() key=|role| *role let:role>
                        <option value=role.word()>{role_label(role)}</option>
                    </For>
                </select>
            </div>
            <button
                type="button"
                class="button"
                data-kind="quiet"
                on:click=move |_| tell_removed(sheet, sheet.clear(), toasts)
            >
                <Icon name=IconName::Trash />
                {t!("Remove all rows")}
            </button>
        </div>
    }
}

/// The way through more rows than are drawn at once.
#[component]
fn Pages(sheet: Sheet, label: &'static str) -> impl IntoView {
    let pages = Memo::new(move |_| sheet.shown_count().div_ceil(PAGE));
    let words = move || {
        let (from, all) = (sheet.page.get() * PAGE, sheet.shown_count());
        t!("Rows {from} to {to} of {all}", from = from + 1, to = (from + PAGE).min(all), all)
    };
    let is_first = move || sheet.page.get() == 0;
    let is_last = move || sheet.page.get() + 1 >= pages.get();
    let go = move |by: isize| {
        sheet.page.update(|page| {
            *page = page.saturating_add_signed(by).min(pages.get_untracked().saturating_sub(1));
        });
    };
    view! {
        <Show when=move || { pages.get() > 1 }>
            <nav class="many-pages" aria-label=label>
                <button
                    type="button"
                    class="button"
                    aria-disabled=move || is_first().then_some("true")
                    on:click=move |_| go(-1)
                >
                    {t!("Previous 100")}
                </button>
                <span class="soft">{words}</span>
                <button
                    type="button"
                    class="button"
                    aria-disabled=move || is_last().then_some("true")
                    on:click=move |_| go(1)
                >
                    {t!("Next 100")}
                </button>
            </nav>
        </Show>
    }
}

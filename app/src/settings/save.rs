//! Saving: what it would do is said before it is done.

use core::time::Duration;

use domain::Settings;
use domain::settings::{SettingsEffect, SettingsForm};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{find_settings, save_settings, weigh_settings};
use super::draft::Draft;
use crate::browser::page_life::use_is_alive;
use crate::browser::polling::poll;
use crate::error::AppError;
use crate::language::said;
use crate::t;
use crate::ui::dialog::ConfirmDialog;
use crate::ui::{LeaveGuard, Toasts, use_toast};

const SAVE: &str = "save-settings";

/// How often the page looks for what other administrators have saved.
const LOOKS_EVERY: Duration = Duration::from_secs(10);

/// One try after the other to save what is typed.
#[derive(Clone, Copy)]
pub struct Saving {
    /// In its own place: whoever holds this need not hold all that is typed.
    draft: StoredValue<Draft>,
    /// The settings as they were read or saved last.
    pub stored: RwSignal<Settings>,
    weigh: Action<SettingsForm, Result<Vec<SettingsEffect>, AppError>>,
    save: Action<(Settings, SettingsForm), Result<Settings, AppError>>,
    /// The form whose effects are asked about: what is typed meanwhile is not saved with it.
    weighed: StoredValue<Option<SettingsForm>>,
    /// What saving would do, when it must be asked about.
    effects: RwSignal<Vec<SettingsEffect>>,
    is_asking: RwSignal<bool>,
    problem: RwSignal<Option<AppError>>,
    toasts: Toasts,
}

impl Saving {
    pub fn new(draft: Draft, settings: Settings) -> Self {
        let saving = Self {
            draft: StoredValue::new(draft),
            stored: RwSignal::new(settings),
            weigh: Action::new(|form: &SettingsForm| weigh_settings(form.clone())),
            save: Action::new(|(before, form): &(Settings, SettingsForm)| {
                save_settings(before.clone(), form.clone())
            }),
            weighed: StoredValue::new(None),
            effects: RwSignal::new(Vec::new()),
            is_asking: RwSignal::new(false),
            problem: RwSignal::new(None),
            toasts: use_toast(),
        };
        Effect::new(move |_| match saving.weigh.value().get() {
            None => {}
            Some(Ok(effects)) => saving.go_on(effects),
            Some(Err(error)) => saving.problem.set(Some(error)),
        });
        Effect::new(move |_| match saving.save.value().get() {
            None => {}
            Some(Ok(settings)) => {
                // What was typed since stays, and is not saved yet.
                if untrack(|| Some(saving.draft.get_value().read()) == saving.weighed.get_value()) {
                    saving.draft.get_value().take(&settings);
                }
                saving.stored.set(settings);
                saving.toasts.say(t!("The settings are saved. They count from now on."));
            }
            Some(Err(AppError::ChangedMeanwhile)) => spawn_local(saving.look()),
            Some(Err(error)) => saving.problem.set(Some(error)),
        });
        saving
    }

    /// Follows what other administrators save while the page is open.
    pub fn follow(self) {
        Effect::new(move |_| poll(LOOKS_EVERY, async move || self.look().await));
    }

    /// What somebody else has saved is shown, and what is typed stays.
    async fn look(self) {
        // Without an answer all stays as it is; saving tells what is wrong.
        let Ok(desk) = find_settings().await else { return };
        let is_free = self.is_asking.try_get_untracked() == Some(false) && !untrack(|| self.is_pending());
        let Some(before) =
            self.stored.try_get_untracked().filter(|stored| is_free && *stored != desk.settings)
        else {
            return;
        };
        let draft = self.draft.get_value();
        let (before, after) = (SettingsForm::from(&before), SettingsForm::from(&desk.settings));
        let typed = untrack(|| draft.read());
        draft.inviters.know(desk.named);
        draft.put(typed.rebased(&before, after));
        self.stored.set(desk.settings);
        self.toasts.say(t!(
            "Somebody else has changed the settings. What they changed is shown, what you typed stays."
        ));
    }

    /// Whether something is typed that is not saved.
    pub fn is_changed(self) -> bool {
        self.stored.with(|stored| SettingsForm::from(stored) != self.draft.get_value().read())
    }

    pub fn is_pending(self) -> bool {
        self.weigh.pending().get() || self.save.pending().get()
    }

    /// Asks what it would do, and saves when that locks nobody out.
    pub fn start(self) {
        if untrack(|| self.is_changed() && !self.is_pending()) {
            self.problem.set(None);
            let form = untrack(|| self.draft.get_value().read());
            self.weighed.set_value(Some(form.clone()));
            self.weigh.dispatch(form);
        }
    }

    pub fn undo(self) {
        self.problem.set(None);
        self.stored.with_untracked(|stored| self.draft.get_value().take(stored));
    }

    fn go_on(self, effects: Vec<SettingsEffect>) {
        if effects.is_empty() {
            self.finish();
        } else {
            self.effects.set(effects);
            self.is_asking.set(true);
        }
    }

    fn finish(self) {
        if let Some(form) = self.weighed.get_value() {
            self.save.dispatch((self.stored.get_untracked(), form));
        }
    }

    /// What is wrong with the field of this name.
    pub fn field_problem(self, name: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.problem.with(|problem| problem.as_ref()?.for_field(name)))
    }

    /// Any trouble that is not said beside a field.
    pub fn trouble(self) -> Signal<Option<AppError>> {
        Signal::derive(move || self.problem.get())
    }
}

/// The buttons under the form, and the question before a change that has effects.
#[component]
pub fn SaveBar(saving: Saving) -> impl IntoView {
    let is_changed = Memo::new(move |_| saving.is_changed());
    let question = Signal::derive(move || {
        let lines: Vec<String> = saving.effects.get().iter().map(said).collect();
        lines.join("\n")
    });
    let does = move |what: fn(SettingsEffect) -> bool| {
        saving.effects.with(|effects| effects.iter().any(|effect| what(*effect)))
    };
    let title = Signal::derive(move || {
        if does(SettingsEffect::erases) {
            t!("Erase guests' personal data?")
        } else if does(SettingsEffect::locks_out) {
            t!("This locks people out. Save it?")
        } else {
            t!("Save the settings?")
        }
        .to_owned()
    });
    let confirm_label = Signal::derive(move || {
        if does(SettingsEffect::erases) { t!("Save and erase") } else { t!("Save settings") }.to_owned()
    });
    // What is sent before the page is alive would be lost.
    let is_alive = use_is_alive();
    view! {
        <LeaveGuard is_unsaved=is_changed />
        <div class="settings-bar">
            <p role="status" class="field-hint">
                {move || if is_changed.get() { t!("Not saved yet.") } else { t!("All changes are saved.") }}
            </p>
            <div class="cluster">
                <button
                    type="button"
                    class="button"
                    data-kind="quiet"
                    disabled=move || !is_changed.get() || saving.is_pending()
                    on:click=move |_| saving.undo()
                >
                    {t!("Undo changes")}
                </button>
                <button
                    id=SAVE
                    type="submit"
                    class="button"
                    data-kind="primary"
                    disabled=move || !is_alive.get()
                    aria-disabled=move || (!is_changed.get() || saving.is_pending()).then_some("true")
                >
                    {move || if saving.is_pending() { t!("Saving…") } else { t!("Save settings") }}
                </button>
            </div>
        </div>
        <ConfirmDialog
            id="ask-settings"
            open=saving.is_asking
            title=title
            question=question
            confirm_label=confirm_label
            on_confirm=Callback::new(move |()| saving.finish())
        />
    }
}

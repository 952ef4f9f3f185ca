//! The template's form, with a preview beside it that follows what is typed.

use domain::Language;
use domain::language::Say;
use domain::mail::{Part, Template, TemplateStanding};
use leptos::html::Button;
use leptos::prelude::*;

use super::api::{MailDesk, Transport, remove_template, send_test};
use super::saving::{Outdone, Save, save_typed};
use super::tokens::TokenTable;
use super::versions::Versions;
use crate::browser::form::submit_with;
use crate::browser::timers;
use crate::error::AppError;
use crate::language::said;
use crate::routes;
use crate::t;
use crate::ui::dialog::ConfirmDialog;
use crate::ui::{ErrorNotice, TextArea, TextField, Toasts, use_toast};

/// How long nothing must be typed before the preview follows.
const PAUSE: core::time::Duration = core::time::Duration::from_millis(400);

/// The name of the frame that shows the preview.
const FRAME: &str = "mail-preview";
const SWITCH_OFF: &str = "switch-mail-off";

/// What is typed at the moment in one language.
#[derive(Clone, Copy)]
pub struct Typed {
    pub language: Language,
    subject: RwSignal<String>,
    html: RwSignal<String>,
    text: RwSignal<String>,
    calendar: RwSignal<String>,
    /// What is saved, as far as whoever types here knows: what it began with, or what they were told of since.
    pub stored: RwSignal<Option<Template>>,
}

impl Typed {
    /// The saved one, else the default.
    pub fn new(language: Language, saved: Option<Template>) -> Self {
        let stored = RwSignal::new(saved.clone());
        let template = saved.unwrap_or_else(|| Template::default_in(language));
        Self {
            language,
            subject: RwSignal::new(template.subject),
            html: RwSignal::new(template.html),
            text: RwSignal::new(template.text),
            calendar: RwSignal::new(template.calendar),
            stored,
        }
    }

    /// Whether something else is typed than what is saved; whoever asks in a reactive place follows both.
    pub fn is_changed(self) -> bool {
        let saved = self.stored.get().unwrap_or_else(|| Template::default_in(self.language));
        [self.subject, self.html, self.text, self.calendar].iter().for_each(Track::track);
        self.read() != saved
    }

    /// Puts another template in place of what is typed, and says so; what was typed can be brought back.
    pub fn replace(self, template: Template, words: impl Into<String>, toasts: Toasts) {
        let before = self.read();
        if before == template {
            toasts.say(words);
            return;
        }
        self.take(template);
        toasts.say_with_undo(words, t!("Undo"), move || self.take(before.clone()));
    }

    /// The defaults that come with the first mail server are nobody's words: whoever types here need not be told of
    /// them.
    pub fn know_default(self, desk: &MailDesk) {
        let saved = desk.template(self.language);
        let is_default = saved == Some(&Template::default_in(self.language));
        if is_default && self.stored.with_untracked(Option::is_none) {
            self.stored.set(saved.cloned());
        }
    }

    /// Nothing is saved any more: what nobody has touched goes too. The page may be gone by then.
    fn switch_off(self) {
        if self.stored.is_disposed() {
            return;
        }
        if !untrack(|| self.is_changed()) {
            self.take(Template::default_in(self.language));
        }
        self.stored.set(None);
    }

    /// The page may be gone when something is undone.
    fn take(self, template: Template) {
        self.subject.try_set(template.subject);
        self.html.try_set(template.html);
        self.text.try_set(template.text);
        self.calendar.try_set(template.calendar);
    }

    fn read(self) -> Template {
        Template {
            subject: self.subject.get_untracked(),
            html: self.html.get_untracked(),
            text: self.text.get_untracked(),
            calendar: self.calendar.get_untracked(),
        }
    }
}

#[component]
pub fn Editor(typed: Typed, desk: RwSignal<MailDesk>, on_saved: Callback<()>) -> impl IntoView {
    let language = typed.language;
    let save = Action::new(move |template: &Template| save_typed(typed, template.clone(), desk));
    let test = Action::new(move |template: &Template| send_test(language, template.clone()));
    let versions = Memo::new(move |_| desk.with(|desk| desk.versions(language).to_vec()));
    let error = Signal::derive(move || {
        let of = |value: Option<Result<(), AppError>>| value.and_then(Result::err);
        // That somebody else was faster is said in a way of its own.
        let of_save = of(save.value().get()).filter(|error| *error != AppError::ChangedMeanwhile);
        of_save.or_else(|| of(test.value().get()))
    });
    let problem = move |part: Part| Signal::derive(move || error.get()?.for_field(part.word()));
    let trouble = Signal::derive(move || error.get().filter(|error| !matches!(error, AppError::Fields(_))));
    tell(save, t!("The template is saved. Mails say this from now on."), Some(on_saved));
    let tested = match desk.with_untracked(|desk| desk.transport) {
        Transport::Server => t!("A test is on its way to you."),
        Transport::Files => t!("No mail server is set: the test was kept as a file in the folder mails."),
    };
    tell(test, tested, None);
    view! {
            <div class="mail-editor">
                <form
                    class="stack mail-form"
                    method="post"
                    action=routes::MAIL_PREVIEW
                    target=FRAME
                    novalidate
                >
                    <input type="hidden" name="language" value=language.word() />
                    <TextField
                        label=t!("Subject")
                        name=Part::Subject.word()
                        value=typed.subject
                        language=language
                        error=problem(Part::Subject)
                    />
                    <TextArea
                        label="HTML"
                        name=Part::Html.word()
                        value=typed.html
                        error=problem(Part::Html)
                        hint=t!("What most people see. It must hold {URL}.")
                        rows=18
                    />
                    <TextArea
                        label=t!("Text")
                        name=Part::Text.word()
                        value=typed.text
                        language=language
                        error=problem(Part::Text)
                        hint=t!("The same without HTML, for readers that show none. It must hold {URL}.")
                        rows=12
                    />
                    <TextArea
                        label=t!("Calendar")
                        name=Part::Calendar.word()
                        value=typed.calendar
                        language=language
                        error=problem(Part::Calendar)
                        hint=t!("The description of the entry in the guest’s calendar.")
                        rows=4
                    />
                    <ErrorNotice error=trouble />
                    <Outdone typed=typed save=save desk=desk />
                    <Buttons typed=typed save=save test=test desk=desk on_saved=on_saved />
                </form>
                <Preview typed=typed />
            </div>
            <TokenTable />
            {move || view! { <Versions versions=versions.get() typed=typed /> }}
    }
}

/// Says that something has been done.
fn tell(action: Action<Template, Result<(), AppError>>, words: &'static str, then: Option<Callback<()>>) {
    let toasts = use_toast();
    Effect::new(move || {
        if let Some(Ok(())) = action.value().get() {
            toasts.say(words);
            if let Some(then) = then {
                then.run(());
            }
        }
    });
}

#[component]
fn Buttons(
    typed: Typed,
    save: Save,
    test: Action<Template, Result<(), AppError>>,
    desk: RwSignal<MailDesk>,
    on_saved: Callback<()>,
) -> impl IntoView {
    let language = typed.language;
    let is_off = Memo::new(move |_| desk.with(|desk| desk.versions(language).is_empty()));
    let preview = NodeRef::<Button>::new();
    follow_typing(typed, preview);
    let toasts = use_toast();
    let is_switching_off = RwSignal::new(false);
    let switch_off = move |()| {
        leptos::task::spawn_local(async move {
            match remove_template(language).await {
                Ok(()) => {
                    typed.switch_off();
                    save.clear();
                    toasts.say(t!("The {language} template is switched off.", language = language.say()));
                    on_saved.run(());
                }
                Err(error) => toasts.say(said(&error)),
            }
        });
    };
    view! {
        <div class="cluster">
            <button
                type="button"
                class="button"
                data-kind="primary"
                disabled=move || save.pending().get()
                on:click=move |_| {
                    save.dispatch(typed.read());
                }
            >
                {t!("Save template")}
            </button>
            <button
                type="button"
                class="button"
                disabled=move || test.pending().get()
                on:click=move |_| {
                    test.dispatch(typed.read());
                }
            >
                {t!("Send a test to me")}
            </button>
            <button type="submit" class="button" node_ref=preview>{t!("Show preview")}</button>
            <button
                type="button"
                class="button"
                data-kind="quiet"
                on:click=move |_| {
                    let words = t!("This is the default. Save it to use it.");
                    typed.replace(Template::default_in(language), words, toasts);
                }
            >
                {t!("Start from the default")}
            </button>
            <button
                id=SWITCH_OFF
                type="button"
                class="button"
                data-kind="quiet"
                hidden=is_off
                on:click=move |_| is_switching_off.set(true)
            >
                {t!("Switch {language} off…", language = language.say())}
            </button>
        </div>
        <ConfirmDialog
            id="switch-mail-off-question"
            open=is_switching_off
            title=t!("Switch {language} off?", language = language.say())
            question=Signal::derive(move || question(language, &desk.read()))
            confirm_label=t!("Switch off")
            return_focus=SWITCH_OFF
            on_confirm=Callback::new(switch_off)
        />
    }
}

/// What switching a language off will do.
fn question(language: Language, desk: &MailDesk) -> String {
    let others: Vec<_> = desk.configured().into_iter().filter(|other| *other != language).collect();
    match TemplateStanding::of(language, None, &others) {
        TemplateStanding::Off { instead: Some(instead) } => t!(
            "Guests who would be written to in {language} get mails in {instead} instead. All versions of this template are deleted.",
            language = language.say(),
            instead = instead.say()
        ),
        _ => t!(
            "Hosts cannot send links by mail until a template is saved again. All versions of this template are deleted."
        )
        .to_owned(),
    }
}

/// The preview follows what is typed, after a pause.
fn follow_typing(typed: Typed, preview: NodeRef<Button>) {
    Effect::new(move || {
        typed.html.track();
        let Some(button) = preview.get() else { return };
        // Goes with this run of the effect: what is typed next starts the pause anew.
        timers::after(PAUSE, move || submit_with(&button)).keep();
    });
}

#[component]
fn Preview(typed: Typed) -> impl IntoView {
    let language = typed.language;
    let values = domain::mail::Values::sample_in(language);
    let subject = move || {
        let template = Template { subject: typed.subject.get(), ..Template::default_english() };
        domain::mail::render(&template, &values).subject
    };
    view! {
        <aside class="mail-preview card" aria-label=t!("Preview")>
            <p class="mail-preview-subject"><span class="soft">{t!("Subject:")}</span> " " <bdi lang=language.word()>{subject}</bdi></p>
            <iframe name=FRAME title=t!("Preview of the mail") sandbox="" class="mail-frame"></iframe>
        </aside>
    }
}

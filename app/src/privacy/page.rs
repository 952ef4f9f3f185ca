//! The page of what is kept about somebody.

use domain::privacy::DataKind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;

use super::api::{StoredAbout, erase_address, find_stored};
use crate::account::{PageProblem, use_myself};
use crate::browser::focus::focus_id;
use crate::browser::format_number::format_number;
use crate::error::AppError;
use crate::language::said;
use crate::routes;
use crate::t;
use crate::ui::{
    ConfirmDialog, ErrorNotice, FormProblem, Icon, IconName, SkeletonLines, TextField, Toasts, use_toast,
};

#[component]
pub fn PrivacyRoute() -> impl IntoView {
    let me = use_myself().me;
    view! {
        <Title text=t!("Privacy [page]") />
        <div class="page privacy">
            <Transition fallback=|| view! { <SkeletonLines lines=4 /> }>
                {move || Suspend::new(async move {
                    match me.await {
                        Ok(Some(me)) if me.application_role.is_administrator() => view! { <Desk /> }.into_any(),
                        Ok(Some(_)) => view! { <PageProblem error=AppError::NotFound /> }.into_any(),
                        Ok(None) => view! { <PageProblem error=AppError::SignInNeeded /> }.into_any(),
                        Err(error) => view! { <PageProblem error=error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// What is looked for, and what has been found. Copies share everything.
#[derive(Clone, Copy)]
struct Looking {
    typed: RwSignal<String>,
    found: RwSignal<Option<StoredAbout>>,
    /// The address that was erased last.
    erased: RwSignal<Option<String>>,
    is_pending: RwSignal<bool>,
    problem: RwSignal<Option<AppError>>,
    is_asking: RwSignal<bool>,
    toasts: Toasts,
}

impl Looking {
    fn new() -> Self {
        Self {
            typed: RwSignal::new(String::new()),
            found: RwSignal::new(None),
            erased: RwSignal::new(None),
            is_pending: RwSignal::new(false),
            problem: RwSignal::new(None),
            is_asking: RwSignal::new(false),
            toasts: use_toast(),
        }
    }

    fn look(self) {
        if self.is_pending.get_untracked() {
            return;
        }
        self.begin();
        let typed = self.typed.get_untracked();
        spawn_local(async move {
            let found = find_stored(typed).await;
            self.is_pending.try_set(false);
            match found {
                Ok(about) => drop(self.found.try_set(Some(about))),
                Err(problem) => {
                    self.found.try_set(None);
                    self.problem.try_set(Some(problem));
                }
            }
        });
    }

    fn erase(self) {
        let Some(about) = self.found.get_untracked() else { return };
        self.begin();
        spawn_local(async move {
            let erased = erase_address(about.address.to_string()).await;
            self.is_pending.try_set(false);
            match erased {
                Ok(_) => {
                    self.found.try_set(None);
                    self.erased.try_set(Some(about.address.to_string()));
                    self.typed.try_set(String::new());
                    self.toasts.announce(t!("The personal data is erased."));
                    focus_id("field-address");
                }
                Err(problem) => drop(self.problem.try_set(Some(problem))),
            }
        });
    }

    fn begin(self) {
        self.is_pending.set(true);
        self.problem.set(None);
        self.erased.set(None);
    }
}

#[component]
fn Desk() -> impl IntoView {
    let looking = Looking::new();
    let problem = FormProblem::from(looking.problem);
    view! {
        <header>
            <h1>{t!("Privacy [page]")}</h1>
            <p class="soft">
                {t!("What this site keeps about one address: see it, download it for whoever asks for it, or erase it. Guests' data also goes by itself after a while.")}
                " " <a href=routes::settings()>{t!("Set for how long it stays")}</a>
            </p>
        </header>
        <form
            class="card privacy-form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                looking.look();
            }
        >
            <TextField
                label=t!("Email address")
                name="address"
                value=looking.typed
                error=problem.for_field("address")
                kind="email"
                required=true
            />
            <button
                type="submit"
                class="button"
                data-kind="primary"
                aria-disabled=move || looking.is_pending.get().then_some("true")
            >
                {move || if looking.is_pending.get() { t!("Looking…") } else { t!("Look [button]") }}
            </button>
        </form>
        <ErrorNotice error=problem.trouble() />
        <div role="status">
            {move || looking.erased.get().map(|address| view! { <Erased address=address /> })}
        </div>
        {move || looking.found.get().map(|about| view! { <Found about=about looking=looking /> })}
    }
}

#[component]
fn Erased(address: String) -> impl IntoView {
    view! {
        <div class="notice" data-kind="success">
            <Icon name=IconName::CircleCheck />
            <p>
                <strong>{t!("Nothing is kept about {address} any more.", address)}</strong>
                " "
                {t!("Figures of sessions stay, without a name. Copies outside this site, as backups and sent mails, are yours to see to.")}
            </p>
        </div>
    }
}

#[component]
fn Found(about: StoredAbout, looking: Looking) -> impl IntoView {
    let address = about.address.to_string();
    if about.counts.is_empty() {
        return view! {
            <p class="privacy-none">{t!("Nothing is kept about {address}.", address)}</p>
        }
        .into_any();
    }
    let (has_account, is_inside) = (about.has_account(), about.is_inside);
    let question = Signal::stored(question(&address, has_account, is_inside));
    let row = |(kind, count): (DataKind, u32)| {
        view! {
            <tr>
                <th scope="row">{said(&kind)}</th>
                <td>{format_number(count)}</td>
            </tr>
        }
    };
    view! {
        <section class="card stack privacy-found" aria-labelledby="privacy-found">
            <h2 id="privacy-found" dir="auto">{address.clone()}</h2>
            <table class="privacy-counts">
                <thead>
                    <tr>
                        <th scope="col">{t!("What is kept")}</th>
                        <th scope="col">{t!("How much")}</th>
                    </tr>
                </thead>
                <tbody>{about.counts.into_iter().map(row).collect_view()}</tbody>
            </table>
            <div class="cluster">
                <form method="post" action=routes::PRIVACY_FILE>
                    <input type="hidden" name="address" value=address.clone() />
                    <button type="submit" class="button">
                        <Icon name=IconName::Download />
                        {t!("Download as JSON")}
                    </button>
                </form>
                <button
                    type="button"
                    class="button"
                    data-kind="danger"
                    aria-disabled=move || looking.is_pending.get().then_some("true")
                    on:click=move |_| looking.is_asking.set(true)
                >
                    <Icon name=IconName::Eraser />
                    {if has_account { t!("Erase this person") } else { t!("Erase this guest") }}
                </button>
            </div>
        </section>
        <ConfirmDialog
            id="ask-erase"
            open=looking.is_asking
            title=Signal::stored(t!("Erase this personal data?").to_owned())
            question=question
            confirm_label=Signal::stored(t!("Erase for good").to_owned())
            on_confirm=Callback::new(move |()| looking.erase())
        />
    }
    .into_any()
}

/// What will happen, in as many sentences as it takes.
fn question(address: &str, has_account: bool, is_inside: bool) -> String {
    let mut sentences = vec![t!(
        "Names, addresses, mails, devices and refused tries of {address} go, their links stop working, and what they wrote stays under another name.",
        address
    )];
    if has_account {
        sentences.push(t!("Their account is deactivated and they cannot sign in any more.").to_owned());
    }
    if is_inside {
        sentences.push(t!("They are inside a room now and are put out of it.").to_owned());
    }
    sentences.push(t!("Figures of sessions stay. This cannot be undone.").to_owned());
    sentences.join(" ")
}

//! The page of what is kept about somebody.

use domain::privacy::DataKind;
use domain::{EmailAddress, PersonId};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

#[cfg(feature = "ssr")]
use super::api::typed_before;
use super::api::{FindStored, LOOKED, StoredAbout, erase_address, find_first_stored};
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
    let query = use_query_map();
    // The person whom the page is about, and whether a form without scripts has led back here.
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let person = query.get("person").and_then(|person| person.parse::<PersonId>().ok());
            (person, query.get(LOOKED).is_some())
        })
    });
    let first =
        Resource::new(move || asked.get(), |(person, has_looked)| find_first_stored(person, has_looked));
    view! {
        <Title text=t!("Privacy [page]") />
        <div class="page privacy">
            <Transition fallback=|| view! { <SkeletonLines lines=4 /> }>
                {move || Suspend::new(async move {
                    match me.await {
                        Ok(Some(me)) if me.application_role.is_administrator() => {
                            match first.await {
                                Ok(first) => view! { <Desk first=first /> }.into_any(),
                                Err(error) => view! { <PageProblem error=error /> }.into_any(),
                            }
                        }
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
    look: ServerAction<FindStored>,
    found: RwSignal<Option<StoredAbout>>,
    /// What was erased last.
    erased: RwSignal<Option<StoredAbout>>,
    is_erasing: RwSignal<bool>,
    problem: RwSignal<Option<AppError>>,
    is_asking: RwSignal<bool>,
    toasts: Toasts,
}

impl Looking {
    fn new(first: Option<StoredAbout>) -> Self {
        let look = ServerAction::<FindStored>::new();
        // A form without scripts is led back to the page with what was wrong with what was typed.
        let problem = look.value().get_untracked().and_then(Result::err);
        #[cfg(feature = "ssr")]
        let typed = problem.as_ref().and_then(|_| typed_before());
        #[cfg(not(feature = "ssr"))]
        let typed: Option<String> = None;
        let typed = typed.or_else(|| Some(first.as_ref()?.address.to_string()));
        let looking = Self {
            typed: RwSignal::new(typed.unwrap_or_default()),
            look,
            found: RwSignal::new(first),
            erased: RwSignal::new(None),
            is_erasing: RwSignal::new(false),
            problem: RwSignal::new(problem),
            is_asking: RwSignal::new(false),
            toasts: use_toast(),
        };
        let answer = look.value();
        Effect::watch(move || answer.get(), move |answer, _, _| looking.take(answer.clone()), false);
        looking
    }

    fn take(self, answer: Option<Result<StoredAbout, AppError>>) {
        let (found, problem) = match answer {
            None => return,
            Some(Ok(about)) => (Some(about), None),
            Some(Err(problem)) => (None, Some(problem)),
        };
        self.found.set(found);
        self.problem.set(problem);
        self.erased.set(None);
    }

    /// Another address is looked for than the one that is typed. Its button goes with what was found before.
    fn turn_to(self, address: &str) {
        self.typed.set(address.to_owned());
        focus_id("field-address");
    }

    fn is_pending(self) -> bool {
        self.look.pending().get() || self.is_erasing.get()
    }

    fn erase(self) {
        let Some(about) = self.found.get_untracked() else { return };
        self.is_erasing.set(true);
        self.problem.set(None);
        self.erased.set(None);
        spawn_local(async move {
            let erased = erase_address(about.address.to_string()).await;
            self.is_erasing.try_set(false);
            match erased {
                Ok(erased) => {
                    self.found.try_set(None);
                    self.erased.try_set(Some(erased));
                    self.typed.try_set(String::new());
                    self.toasts.announce(t!("The personal data is erased."));
                    focus_id("field-address");
                }
                Err(problem) => drop(self.problem.try_set(Some(problem))),
            }
        });
    }
}

#[component]
fn Desk(first: Option<StoredAbout>) -> impl IntoView {
    let looking = Looking::new(first);
    let problem = FormProblem::from(looking.problem);
    view! {
        <header>
            <h1>{t!("Privacy [page]")}</h1>
            <p class="soft">
                {t!("What this site keeps about one address: see it, download it for whoever asks for it, or erase it. Guests' data also goes by itself after a while.")}
                " " <a href=routes::settings()>{t!("Set how long it stays")}</a>
            </p>
        </header>
        // By POST, with scripts or without: an address stands in no URL.
        <ActionForm action=looking.look attr:class="card privacy-form" attr:novalidate="">
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
                aria-disabled=move || looking.is_pending().then_some("true")
            >
                {move || if looking.look.pending().get() { t!("Looking…") } else { t!("Look [button]") }}
            </button>
        </ActionForm>
        <ErrorNotice error=problem.trouble() />
        <div role="status">
            {move || looking.erased.get().map(|about| view! { <Erased address=about.address.to_string() /> })}
        </div>
        {move || looking.erased.get().map(|about| view! { <Others addresses=about.others looking=looking /> })}
        {move || {
            looking
                .found
                .get()
                .map(|about| {
                    let others = about.others.clone();
                    view! {
                        <Found about=about looking=looking />
                        <Others addresses=others looking=looking />
                    }
                })
        }}
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
        return view! { <OnlyInTexts address=address looking=looking /> }.into_any();
    }
    let (has_account, is_inside) = (about.has_account(), about.is_inside);
    let question = Signal::stored(question(&address, has_account, is_inside));
    let label = if has_account { t!("Erase this person") } else { t!("Erase this guest") };
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
                <EraseButton label=label looking=looking />
            </div>
            <noscript>
                <p class="field-hint">{t!("Erasing needs JavaScript, which is off in this browser.")}</p>
            </noscript>
        </section>
        <AskErase question=question looking=looking />
    }
    .into_any()
}

/// Nobody has the address. What somebody has written is looked through only when it is to go from there.
#[component]
fn OnlyInTexts(address: String, looking: Looking) -> impl IntoView {
    let question = t!(
        "{address} is taken out of whatever has been written on this site: in rooms and messages, names of groups and files, and mail templates. This cannot be undone.",
        address = address.clone()
    );
    view! {
        <div class="stack">
            <p class="privacy-none">{t!("Nothing is kept about {address}.", address)}</p>
            <p class="soft">
                {t!("It may stand in what somebody has written, such as a message or the title of a room. That is not counted, but it can be taken out of there.")}
            </p>
            <div class="cluster">
                <EraseButton label=t!("Take it out of all texts") looking=looking />
            </div>
            <noscript>
                <p class="field-hint">{t!("Erasing needs JavaScript, which is off in this browser.")}</p>
            </noscript>
        </div>
        <AskErase question=Signal::stored(question) looking=looking />
    }
}

#[component]
fn EraseButton(label: &'static str, looking: Looking) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button"
            data-kind="danger"
            aria-disabled=move || looking.is_pending().then_some("true")
            on:click=move |_| looking.is_asking.set(true)
        >
            <Icon name=IconName::Eraser />
            {label}
        </button>
    }
}

#[component]
fn AskErase(question: Signal<String>, looking: Looking) -> impl IntoView {
    view! {
        <ConfirmDialog
            id="ask-erase"
            open=looking.is_asking
            title=Signal::stored(t!("Erase this personal data?").to_owned())
            question=question
            confirm_label=Signal::stored(t!("Erase for good").to_owned())
            on_confirm=Callback::new(move |()| looking.erase())
        />
    }
}

/// The other addresses of the same person. By POST, too, with scripts or without.
#[component]
fn Others(addresses: Vec<EmailAddress>, looking: Looking) -> impl IntoView {
    if addresses.is_empty() {
        return ().into_any();
    }
    let look = move |address: EmailAddress| {
        let address = address.to_string();
        let wanted = address.clone();
        view! {
            <ActionForm action=looking.look>
                <input type="hidden" name="address" value=address.clone() />
                <button type="submit" class="button" on:click=move |_| looking.turn_to(&wanted)>
                    {t!("Look at {address}", address)}
                </button>
            </ActionForm>
        }
    };
    view! {
        <div class="card stack">
            <p>
                {t!("This site takes these addresses for the same person. What is kept about each is seen, downloaded and erased by itself.")}
            </p>
            <div class="cluster">{addresses.into_iter().map(look).collect_view()}</div>
        </div>
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

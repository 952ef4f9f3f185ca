//! Reading a mail that was kept as a file.

use leptos::prelude::*;

use super::api::read_kept_mail;
use crate::t;
use crate::ui::dialog::Dialog;
use crate::ui::{ErrorNotice, SkeletonLines};

#[component]
pub fn KeptMailWindow(shown: RwSignal<Option<String>>) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move || {
        if shown.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move || {
        if !open.get() {
            shown.set(None);
        }
    });
    let mail = LocalResource::new(move || {
        let id = shown.get();
        async move {
            match id {
                Some(id) => Some(read_kept_mail(id).await),
                None => None,
            }
        }
    });
    view! {
        <Dialog id="kept-mail" open=open title=Signal::stored(t!("A mail").to_owned())>
            <Suspense fallback=|| view! { <SkeletonLines /> }>
                {move || Suspend::new(async move {
                    match mail.await {
                        Some(Ok(mail)) => {
                            view! {
                                <div class="stack">
                                    <p dir="auto"><strong>{mail.subject}</strong></p>
                                    <p class="soft">{t!("From {from} to {to}", from = mail.from, to = mail.to)}</p>
                                    <pre class="kept-mail-text" tabindex="0" dir="auto">{mail.text}</pre>
                                </div>
                            }
                                .into_any()
                        }
                        Some(Err(error)) => {
                            view! { <ErrorNotice error=Signal::stored(Some(error)) /> }.into_any()
                        }
                        None => ().into_any(),
                    }
                })}
            </Suspense>
        </Dialog>
    }
}

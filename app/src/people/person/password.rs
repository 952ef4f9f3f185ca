//! Whether they have a password, and the link by which they choose one.

use leptos::prelude::*;

use super::acts::{Acts, problem_of};
use crate::people::api::{PasswordLink, PersonPage};
use crate::people::password_link::PasswordLinkReady;
use crate::ui::{ErrorNotice, Icon, IconName, LocalTime, TimeStyle};
use crate::{t, t_view};

#[component]
pub fn Password(page: PersonPage, acts: Acts) -> impl IntoView {
    let problem = problem_of(acts.link.value());
    let person = page.entry.id;
    let until = page.password_link_until;
    // A link that has been made here may be dead by now, or another one may have taken its place.
    let made = Signal::derive(move || {
        let link: PasswordLink = acts.link.value().get()?.ok()?;
        (until == Some(link.works_until)).then_some(link)
    });
    let sentence = if page.entry.has_password {
        t!("They have a password. A link lets them choose another one; all their sign-ins end when they do.")
    } else {
        t!("They have no password yet, so they cannot sign in. A link lets them choose one.")
    };
    let label = if until.is_some() { t!("Make a new link") } else { t!("Make a link") };
    (page.entry.place.is_active)
        .then(|| {
            view! {
                <section class="people-section" aria-labelledby="person-password">
                    <h2 id="person-password">{t!("Password")}</h2>
                    <div class="people-form card">
                        <p>{sentence}</p>
                        <ErrorNotice error=problem />
                        {move || match made.get() {
                            Some(link) => view! { <PasswordLinkReady link=link /> }.into_any(),
                            None => {
                                until
                                    .map(|until| {
                                        view! {
                                            <p class="soft">
                                                {t_view!(
                                                    "A link is out; it works until {time}. A new one takes its place.",
                                                    time = view! { <LocalTime at=until style=TimeStyle::Short /> },
                                                )}
                                            </p>
                                        }
                                    })
                                    .into_any()
                            }
                        }}
                        <ActionForm action=acts.link>
                            <input type="hidden" name="person" value=person.to_string() />
                            <button class="button" type="submit" disabled=acts.link.pending()>
                                <Icon name=IconName::Key />
                                {label}
                            </button>
                        </ActionForm>
                    </div>
                </section>
            }
        })
}

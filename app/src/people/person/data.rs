//! What is kept about them: downloaded, erased, and looked up in the audit log.

use domain::audit::AuditView;
use domain::privacy::is_erased;
use leptos::prelude::*;

use crate::people::api::PersonPage;
use crate::routes;
use crate::t;
use crate::ui::{Icon, IconName};

#[component]
pub fn Data(page: PersonPage) -> impl IntoView {
    let (person, address) = (page.entry.id, page.entry.email);
    let is_kept = !is_erased(&address);
    let did = AuditView { actor: Some(person.to_string()), ..AuditView::default() };
    let was_done = AuditView { subject: Some(person.to_string()), ..AuditView::default() };
    view! {
        <section class="people-section" aria-labelledby="person-data">
            <h2 id="person-data">{t!("Personal data")}</h2>
            <div class="people-form card">
                {is_kept
                    .then(|| {
                        view! {
                            <p>
                                {t!("What this site keeps about their address. Download it when they ask for it; erasing it deactivates their account for good.")}
                            </p>
                            <div class="cluster">
                                <form method="post" action=routes::PRIVACY_FILE data-download="">
                                    <input type="hidden" name="address" value=address.to_string() />
                                    <button class="button" type="submit">
                                        <Icon name=IconName::Download />
                                        {t!("Download as JSON")}
                                    </button>
                                </form>
                                <a class="button" href=routes::privacy_of(person)>
                                    <Icon name=IconName::Eraser />
                                    {t!("See or erase it")}
                                </a>
                            </div>
                        }
                    })}
                <p>
                    {t!("In the audit log:")} " "
                    <a href=routes::audit(&did, None)>{t!("what they did")}</a> " · "
                    <a href=routes::audit(&was_done, None)>{t!("what was done to them")}</a>
                </p>
            </div>
        </section>
    }
}

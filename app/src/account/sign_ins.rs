//! Where I am signed in, and how to end it there.

use leptos::prelude::*;

use super::PageProblem;
use super::api::{EndOtherSignIns, EndSignIn, SignInSummary, list_sign_ins};
use crate::error::AppError;
use crate::ui::{ErrorNotice, Icon, IconName, LocalTime, SkeletonLines, TimeStyle, device_name};
use crate::{t, t_view};

/// The list, this sign-in first.
#[component]
pub fn SignIns() -> impl IntoView {
    let end = ServerAction::<EndSignIn>::new();
    let end_others = ServerAction::<EndOtherSignIns>::new();
    let sign_ins =
        Resource::new(move || (end.version().get(), end_others.version().get()), |_| list_sign_ins());
    let problem = Signal::derive(move || {
        let of = |value: Option<Result<(), AppError>>| value.and_then(Result::err);
        of(end.value().get()).or_else(|| of(end_others.value().get()))
    });
    view! {
        <section class="stack" aria-labelledby="sign-ins-title">
            <div>
                <h2 id="sign-ins-title">{t!("Where you are signed in")}</h2>
                <p class="soft">{t!("End a sign-in that you do not know or no longer use.")}</p>
            </div>
            <ErrorNotice error=problem />
            <Transition fallback=|| view! { <SkeletonLines lines=4 /> }>
                {move || Suspend::new(async move {
                    match sign_ins.await {
                        Ok(list) => view! { <SignInList list end end_others /> }.into_any(),
                        Err(error) => view! { <PageProblem error /> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
}

#[component]
fn SignInList(
    list: Vec<SignInSummary>,
    end: ServerAction<EndSignIn>,
    end_others: ServerAction<EndOtherSignIns>,
) -> impl IntoView {
    let (this, others): (Vec<_>, Vec<_>) = list.into_iter().partition(|sign_in| sign_in.is_this_one);
    let has_others = !others.is_empty();
    let rows = this.into_iter().chain(others).map(|sign_in| view! { <SignInRow sign_in end /> });
    view! {
        <ul class="table-list">{rows.collect_view()}</ul>
        {if has_others {
            view! {
                <ActionForm action=end_others>
                    <button class="button" type="submit" disabled=end_others.pending()>
                        {t!("End all others")}
                    </button>
                </ActionForm>
            }
                .into_any()
        } else {
            view! { <p class="soft">{t!("You are signed in nowhere else.")}</p> }.into_any()
        }}
    }
}

#[component]
fn SignInRow(sign_in: SignInSummary, end: ServerAction<EndSignIn>) -> impl IntoView {
    let device = device_name(&sign_in.user_agent);
    let end_label = t!("End the sign-in on {device}", device = device.as_str());
    let icon = if is_carried(&sign_in.user_agent) { IconName::Smartphone } else { IconName::Monitor };
    let (signed_in_at, last_seen_at) = (sign_in.signed_in_at, sign_in.last_seen_at);
    view! {
        <li class="sign-in-row">
            <span class="sign-in-icon"><Icon name=icon /></span>
            <div class="sign-in-words">
                <p class="cluster">
                    <strong>{device}</strong>
                    {sign_in
                        .is_this_one
                        .then(|| view! { <span class="badge" data-kind="success">{t!("This device")}</span> })}
                </p>
                <p class="soft">
                    {t_view!("Signed in {time}", time = view! { <LocalTime at=signed_in_at style=TimeStyle::Short /> })}
                </p>
                <p class="soft">
                    {t_view!("Last seen {time}", time = view! { <LocalTime at=last_seen_at style=TimeStyle::Short /> })}
                </p>
            </div>
            {(!sign_in.is_this_one)
                .then(|| {
                    view! {
                        <ActionForm action=end>
                            <input type="hidden" name="id" value=sign_in.id />
                            <button class="button" type="submit" aria-label=end_label disabled=end.pending()>
                                {t!("End [a sign-in]")}
                            </button>
                        </ActionForm>
                    }
                })}
        </li>
    }
}

fn is_carried(user_agent: &str) -> bool {
    ["iPhone", "iPad", "Android"].iter().any(|system| user_agent.contains(system))
}

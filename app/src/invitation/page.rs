//! The page of a room's invitations, for its hosts.

use domain::RoomId;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::list::InvitationList;
use crate::error::AppError;
use crate::invitation::api::{InvitationSummary, list_invitations};
use crate::media::api::{RoomPage, find_room};
use crate::routes;
use crate::ui::{ErrorNotice, Icon, IconName, SkeletonLines};

#[component]
pub fn InvitationsPage() -> impl IntoView {
    let params = use_params_map();
    let room = Memo::new(move |_| params.with(|params| params.get("room")?.parse::<RoomId>().ok()));
    let found = Resource::new(move || room.get(), find);
    view! {
        <Title text="Invitations" />
        <div class="page invitations">
            <Transition fallback=|| view! { <SkeletonLines lines=6 /> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok((page, invitations)) => {
                            view! {
                                <WayBack page=page.clone() />
                                <InvitationList page=page invitations=invitations />
                            }
                                .into_any()
                        }
                        Err(problem) => view! { <NotThere problem=problem found=found /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

type Found = Result<(RoomPage, Vec<InvitationSummary>), AppError>;

async fn find(room: Option<RoomId>) -> Found {
    let room = room.ok_or(AppError::NotFound)?;
    Ok((find_room(room).await?, list_invitations(room).await?))
}

#[component]
fn WayBack(page: RoomPage) -> impl IntoView {
    view! {
        <p class="way-back">
            <a href=routes::room(page.id)>
                <Icon name=IconName::ArrowLeft />
                {page.details.title}
            </a>
        </p>
    }
}

#[component]
fn NotThere(problem: AppError, found: Resource<Found>) -> impl IntoView {
    view! {
        <h1>"Invitations"</h1>
        <ErrorNotice error=Signal::stored(Some(problem)) />
        <button type="button" class="button" on:click=move |_| found.refetch()>
            "Try again"
        </button>
    }
}

//! The page of a room's invitations, for its hosts.

use domain::RoomId;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::list::InvitationList;
use crate::account::PageProblem;
use crate::error::AppError;
use crate::invitation::api::{InvitationSummary, list_invitations};
use crate::media::api::{RoomPage, find_room};
use crate::routes;
use crate::ui::{Icon, IconName, SkeletonLines};

#[component]
pub fn InvitationsPage() -> impl IntoView {
    let params = use_params_map();
    let room = Memo::new(move |_| params.with(|params| params.get("room")?.parse::<RoomId>().ok()));
    let found = Resource::new(move || room.get(), find);
    view! {
        <Title text="Invitations" />
        <Transition fallback=|| view! { <div class="page"><SkeletonLines lines=6 /></div> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok((page, invitations)) => {
                        view! {
                            <div class="page invitations">
                                <WayBack page=page.clone() />
                                <InvitationList page=page invitations=invitations />
                            </div>
                        }
                            .into_any()
                    }
                    Err(error) => view! { <PageProblem error=error /> }.into_any(),
                }
            })}
        </Transition>
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

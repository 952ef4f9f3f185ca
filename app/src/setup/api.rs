//! Walking through the steps.

use domain::RoomId;
use domain::setup::SetupStep;
use leptos::prelude::*;

use crate::error::AppError;
use crate::identity::api::SiteFace;

/// Names of forms, under which what was typed is kept when it is refused.
pub const ADMINISTRATOR_FORM: &str = "administrator";
pub const ROOM_FORM: &str = "first-room";

/// The first administrator as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstAdministrator {
    /// What `greenroom serve` has printed.
    pub code: String,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub password: String,
}

/// The first room as typed: what else a room has comes later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstRoom {
    pub title: String,
    /// Local to the time zone, as in `2026-11-22T18:30`.
    pub starts: String,
    pub time_zone: String,
}

/// Makes the first administrator, signs them in, and leads on to the second step.
#[server(endpoint = "setup/administrator")]
pub async fn make_first_administrator(
    code: String,
    first_name: String,
    last_name: String,
    email: String,
    password: String,
) -> Result<SiteFace, AppError> {
    let typed = [code.clone(), first_name.clone(), last_name.clone(), email.clone()];
    let form = FirstAdministrator { code, first_name, last_name, email, password };
    let made =
        crate::backend::call(async |backend, caller| backend.make_first_administrator(&caller, form).await)
            .await;
    let typed = typed.each_ref().map(String::as_str);
    let (cookie, face) = crate::backend::keep_refused(made, ADMINISTRATOR_FORM, &typed)?;
    crate::backend::set_cookie(cookie);
    leptos_axum::redirect(&crate::routes::setup_step(SetupStep::Site));
    Ok(face)
}

/// Leaves a step behind, done or for later, and leads on to the next.
#[server(endpoint = "setup/finish-step")]
pub async fn finish_step(step: SetupStep) -> Result<SiteFace, AppError> {
    go_on(step).await
}

/// Notes that a step is done, and leads on.
#[cfg(feature = "ssr")]
pub async fn go_on(step: SetupStep) -> Result<SiteFace, AppError> {
    let face = crate::backend::call(async |backend, caller| backend.finish_step(&caller, step).await).await?;
    leptos_axum::redirect(&step.next().map_or_else(crate::routes::rooms, crate::routes::setup_step));
    Ok(face)
}

/// Makes the first room and leads to its page.
#[server(endpoint = "setup/room")]
pub async fn make_first_room(title: String, starts: String, time_zone: String) -> Result<RoomId, AppError> {
    let form = FirstRoom { title, starts, time_zone };
    let typed = form.clone();
    let made =
        crate::backend::call(async |backend, caller| backend.make_first_room(&caller, form).await).await;
    let room =
        crate::backend::keep_refused(made, ROOM_FORM, &[&typed.title, &typed.starts, &typed.time_zone])?;
    leptos_axum::redirect(&crate::routes::first_room(room));
    Ok(room)
}

/// Asks nobody any more to go on with the setup.
#[server(endpoint = "setup/dismiss")]
pub async fn dismiss_setup() -> Result<SiteFace, AppError> {
    crate::backend::call(async |backend, caller| backend.dismiss_setup(&caller).await).await
}

//! What the site is called and shows, for all of the application.

use leptos::prelude::*;

use super::api::SiteFace;
use crate::error::AppError;

/// What the site is called and shows. Copies share it; a change is seen on the page at once.
#[derive(Clone, Copy)]
pub struct Face(RwSignal<SiteFace>);

impl Face {
    pub fn name(self) -> String {
        self.0.with(|face| face.name.to_string())
    }

    /// As [`Face::name`], for the head of the document, which the server draws when signals are gone.
    pub fn name_untracked(self) -> String {
        self.0.with_untracked(|face| face.name.to_string())
    }

    pub fn logo(self) -> Option<String> {
        self.0.with(|face| face.logo.clone())
    }

    /// The step at which the setup waits.
    pub fn unfinished(self) -> Option<domain::setup::SetupStep> {
        self.0.with(|face| face.unfinished)
    }

    pub fn set(self, face: SiteFace) {
        // Whoever has changed it may be gone from the page.
        self.0.try_set(face);
    }
}

/// Makes [`Face`] available below. The server knows it; the browser is told in the head of the document.
pub fn provide_face() -> Face {
    let face = Face(RwSignal::new(known()));
    provide_context(face);
    face
}

pub fn use_face() -> Face {
    expect_context()
}

/// Pages follow what an action says of the site.
pub fn take_face(said: impl Fn() -> Option<Result<SiteFace, AppError>> + 'static) {
    let face = use_face();
    Effect::new(move || {
        if let Some(Ok(changed)) = said() {
            face.set(changed);
        }
    });
}

#[cfg(feature = "ssr")]
pub fn known() -> SiteFace {
    use_context::<crate::backend::Request>().map(|request| request.backend.face()).unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
fn known() -> SiteFace {
    let told = crate::browser::head::told(NAME);
    told.and_then(|told| serde_json::from_str(&told).ok()).unwrap_or_default()
}

/// The name of the line in the document's head.
pub const NAME: &str = "greenroom-site";

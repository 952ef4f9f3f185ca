//! Who I am to this site: signing in and out, and the frame of signed-in pages.

pub mod api;
mod header;
mod mark;
mod myself;
mod page;
mod problem;
mod sign_in;
mod sign_ins;

pub use header::SiteHeader;
pub use mark::Mark;
pub use myself::{Myself, provide_myself, use_myself};
pub use page::AccountRoute;
pub use problem::{NotFound, PageProblem};
pub use sign_in::SignInRoute;

//! Who I am to this site: signing in and out, and the frame of signed-in pages.

pub mod api;
mod change_password;
mod header;
mod mark;
mod myself;
mod new_password;
mod page;
mod problem;
mod sign_in;
mod sign_ins;

pub use header::SiteHeader;
pub use mark::Mark;
pub use myself::{Myself, provide_myself, use_myself};
pub use new_password::NewPasswordRoute;
pub use page::AccountRoute;
pub use problem::{NotFound, PageProblem};
pub use sign_in::SignInRoute;

//! What a site is called, the picture it shows, and where people reach it.

mod address;
mod logo;
mod site_name;

pub use address::{AddressProblem, PublicAddress};
pub use logo::{LogoKind, LogoProblem, MOST_LOGO_BYTES, MOST_LOGO_PIXELS, read_logo};
pub use site_name::{MAX_SITE_NAME, SiteName, SiteNameProblem};

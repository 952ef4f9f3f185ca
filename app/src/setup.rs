//! A site that has just been started: from an empty folder to the first room, step by step.

mod address_step;
mod administrator_step;
pub mod api;
mod finish;
mod frame;
mod mail_step;
mod room_step;
mod site_step;
mod step_route;

pub use address_step::AddressStepRoute;
pub use administrator_step::FirstAdministratorRoute;
pub use finish::FinishSetup;
pub use mail_step::MailStepRoute;
pub use room_step::RoomStepRoute;
pub use site_step::SiteStepRoute;

//! Feeds the event streams of this node from the log.
#[derive(Default)]
pub struct Hub;

//! Limits on the doors that invite guessing.
#[derive(Default)]
pub struct Limits;

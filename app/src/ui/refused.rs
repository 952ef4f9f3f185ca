//! What was typed into a form without scripts that has just been refused.

/// The fields of the form with this name, in order; none when it was not refused. The browser keeps what is typed by
/// itself.
pub fn refused_fields(form: &str) -> Vec<String> {
    #[cfg(feature = "ssr")]
    {
        let typed = crate::backend::typed_before();
        let fields = typed.strip_prefix(form).and_then(|rest| rest.strip_prefix('\n'));
        fields.map(|fields| fields.split('\n').map(str::to_owned).collect()).unwrap_or_default()
    }
    #[cfg(not(feature = "ssr"))]
    {
        _ = form;
        Vec::new()
    }
}

//! What a server function is given: the fields of a form, or JSON.

use std::fmt::Write;

pub enum Arguments {
    Form(String),
    Json(String),
}

impl Arguments {
    pub fn into_parts(self) -> (&'static str, String) {
        match self {
            Self::Form(fields) => ("application/x-www-form-urlencoded", fields),
            Self::Json(json) => ("application/json", json),
        }
    }
}

impl Arguments {
    /// The fields of a form, from the texts of a JSON object.
    pub fn fields(of: &serde_json::Value) -> Self {
        let fields = of.as_object().into_iter().flatten();
        let fields =
            fields.map(|(name, value)| format!("{name}={}", encode(value.as_str().unwrap_or_default())));
        Self::Form(fields.collect::<Vec<_>>().join("&"))
    }
}

impl From<()> for Arguments {
    fn from((): ()) -> Self {
        Self::Form(String::new())
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Arguments {
    fn from(fields: [(&str, &str); N]) -> Self {
        let fields = fields.map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        Self::Form(fields.join("&"))
    }
}

impl From<serde_json::Value> for Arguments {
    fn from(json: serde_json::Value) -> Self {
        Self::Json(json.to_string())
    }
}

fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").unwrap();
        }
        encoded
    })
}

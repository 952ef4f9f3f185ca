//! A short sound. Browsers play none before the reader has done something on the page.

use js_sys::{Function, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};

/// In hertz; a soft, high tone.
const PITCH: f64 = 880.0;
/// In seconds.
const LENGTH: f64 = 0.18;
/// From 0 to 1.
const LOUDNESS: f64 = 0.08;

/// Plays a short tone, if the reader has touched the page. On the server, and where there is no sound: nothing.
pub fn ring() {
    if !cfg!(feature = "ssr") {
        // A sound that cannot be played is no mishap: all that it tells is also shown and said.
        _ = has_been_touched().then(tone);
    }
}

fn has_been_touched() -> bool {
    let activation = get(&window().navigator(), "userActivation");
    let has_been = activation.and_then(|activation| get(&activation, "hasBeenActive"));
    has_been.is_ok_and(|has_been| has_been.is_truthy())
}

/// One oscillator through one gain. The context is closed after the tone, or else browsers run out of them.
fn tone() -> Result<(), JsValue> {
    let constructor: Function = get(&window(), "AudioContext")?.dyn_into()?;
    let context = Reflect::construct(&constructor, &js_sys::Array::new())?;
    let now = get(&context, "currentTime")?.as_f64().unwrap_or_default();
    let oscillator = call(&context, "createOscillator", &[])?;
    let gain = call(&context, "createGain", &[])?;
    Reflect::set(&get(&oscillator, "frequency")?, &"value".into(), &PITCH.into())?;
    let loudness = get(&gain, "gain")?;
    call(&loudness, "setValueAtTime", &[LOUDNESS.into(), now.into()])?;
    call(&loudness, "linearRampToValueAtTime", &[0.0.into(), (now + LENGTH).into()])?;
    call(&oscillator, "connect", std::slice::from_ref(&gain))?;
    call(&gain, "connect", &[get(&context, "destination")?])?;
    let close: Function = get(&context, "close")?.dyn_into()?;
    Reflect::set(&oscillator, &"onended".into(), &close.bind0(&context))?;
    call(&oscillator, "start", &[])?;
    call(&oscillator, "stop", &[(now + LENGTH).into()])?;
    Ok(())
}

fn get(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &name.into())
}

fn call(object: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = get(object, name)?.dyn_into()?;
    function.apply(object, &arguments.iter().collect::<js_sys::Array>())
}

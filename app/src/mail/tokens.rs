//! What can stand in a template for each guest's own.

use domain::mail::{Token, Values};
use leptos::prelude::*;

use crate::language::{language, said};
use crate::t;

#[component]
pub fn TokenTable() -> impl IntoView {
    let samples = Values::sample_in(language());
    let rows = Token::ALL.iter().map(|token| {
        view! {
            <tr>
                <th scope="row"><code>{token.to_string()}</code></th>
                <td>{said(&token.description())}</td>
                <td class="soft" dir="auto">{samples.of(*token).to_owned()}</td>
            </tr>
        }
    });
    view! {
        <details class="mail-tokens">
            <summary>{t!("What can be filled in")}</summary>
            <table class="mail-token-table">
                <thead>
                    <tr>
                        <th scope="col">{t!("Write [a token]")}</th>
                        <th scope="col">{t!("For [what a token stands for]")}</th>
                        <th scope="col">{t!("As in [a token’s sample]")}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </details>
    }
}

//! What can stand in a template for each guest's own.

use crate::language::said;
use domain::mail::Token;
use leptos::prelude::*;

#[component]
pub fn TokenTable() -> impl IntoView {
    let rows = Token::ALL.iter().map(|token| {
        view! {
            <tr>
                <th scope="row"><code>{token.to_string()}</code></th>
                <td>{said(&token.description())}</td>
                <td class="soft">{token.sample()}</td>
            </tr>
        }
    });
    view! {
        <details class="mail-tokens">
            <summary>"What can be filled in"</summary>
            <table class="mail-token-table">
                <thead>
                    <tr>
                        <th scope="col">"Write"</th>
                        <th scope="col">"For"</th>
                        <th scope="col">"As in"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </details>
    }
}

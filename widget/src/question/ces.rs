use super::{Asked, scale::Numbers};
use leptos::prelude::*;

/// Was it easy: seven numbers in a row.
#[component]
pub(crate) fn Ces(asked: Asked) -> impl IntoView {
    view! { <Numbers asked class="aw-q aw-7"/> }
}

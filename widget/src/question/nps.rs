use super::{Asked, scale::Numbers};
use leptos::prelude::*;

/// Would you recommend us: eleven numbers in a row, on phones in two.
#[component]
pub(crate) fn Nps(asked: Asked) -> impl IntoView {
    view! { <Numbers asked class="aw-q aw-11"/> }
}

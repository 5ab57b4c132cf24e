use super::{Asked, Ends, spoken};
use crate::form::drawn;
use leptos::prelude::*;

/// How satisfied: five stars that fill up to the chosen one.
///
/// Field and label are neighbours, not nested, so that the style sheet can tell which stars come
/// after the chosen one; all of them are `required`, so that it can tell whether one is chosen.
#[component]
pub(crate) fn Csat(asked: Asked) -> impl IntoView {
    let stars: Vec<_> = asked
        .ratings()
        .map(|rating| {
            let place = drawn(|| format!("aw-{}-{rating}", asked.name()));
            let label = drawn(|| {
                let most = asked.ratings().last().unwrap_or(rating);
                spoken(asked.question(), rating, format!("{rating}/{most}"))
            });
            view! {
                <input
                    id=place.clone()
                    type="radio"
                    name=asked.name()
                    value=drawn(|| rating.to_string())
                    aria-label=label
                    required
                />
                <label for=place>"★"</label>
            }
        })
        .collect();
    view! {
        <fieldset
            class="aw-q aw-5"
            data-next=asked.next
            hidden=asked.hidden()
            disabled=asked.hidden()
        >
            <legend>{drawn(|| asked.question().text.clone())}</legend>
            <div class="aw-stars">{stars}</div>
            <Ends asked=asked.clone()/>
        </fieldset>
    }
}

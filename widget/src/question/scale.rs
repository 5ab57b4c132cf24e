use super::{Asked, Ends, spoken};
use crate::form::drawn;
use leptos::prelude::*;

/// Numbers to choose one from, with words at both ends.
#[component]
pub(super) fn Numbers(asked: Asked, class: &'static str) -> impl IntoView {
    let numbers: Vec<_> = asked
        .ratings()
        .map(|rating| {
            let number = drawn(|| rating.to_string());
            let label = drawn(|| spoken(asked.question(), rating, rating.to_string()));
            view! {
                <label>
                    <input
                        type="radio"
                        name=asked.name()
                        value=number.clone()
                        aria-label=label
                        required
                    />
                    <span>{number}</span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class=class data-next=asked.next hidden=asked.hidden() disabled=asked.hidden()>
            <legend>{drawn(|| asked.question().text.clone())}</legend>
            <div class="aw-scale">{numbers}</div>
            <Ends asked=asked.clone()/>
        </fieldset>
    }
}

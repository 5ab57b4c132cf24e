//! No panic text where a panic is expected and becomes an error: people read sentences.

use std::{cell::Cell, panic, sync::Once};

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs what may panic and is caught, without a word on the standard error.
pub fn without_panic_text<T>(work: impl FnOnce() -> T) -> T {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |about| {
            if !QUIET.get() && !is_sleds(about) {
                usual(about);
            }
        }));
    });
    let before = QUIET.replace(true);
    let done = work();
    QUIET.set(before);
    done
}

/// Whether it happened inside of sled, which has threads of its own.
fn is_sleds(about: &panic::PanicHookInfo<'_>) -> bool {
    about
        .location()
        .is_some_and(|place| place.file().contains("sled-0.34"))
}

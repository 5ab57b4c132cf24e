//! The table of the languages, as the build script writes it.

/// What is there of one language.
pub(crate) struct Facts {
    pub tag: &'static str,
    /// Texts with nothing to fill in, in the order of their keys.
    pub plain: &'static [&'static str],
    /// The others, as Fluent.
    pub fluent: &'static str,
    /// As they stand beside a day.
    pub months: [&'static str; 12],
    /// As they stand without one.
    pub months_alone: [&'static str; 12],
    pub short_months: [&'static str; 12],
    pub short_months_alone: [&'static str; 12],
    /// From Monday on.
    pub weekdays: [&'static str; 7],
    /// By their two letters, in their order.
    pub countries: &'static [(&'static str, &'static str)],
}

include!(concat!(env!("OUT_DIR"), "/table.rs"));

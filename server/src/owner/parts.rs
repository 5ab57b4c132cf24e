//! What pages are made of.

pub(crate) mod answer_line;
pub(crate) mod chart;
pub(crate) mod code_block;
pub(crate) mod failure;
pub(crate) mod form;
pub(crate) mod gauge;
pub(crate) mod layout;
pub(crate) mod period_chooser;
pub(crate) mod survey_picker;
pub(crate) mod template_choices;

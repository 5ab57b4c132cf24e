//! Pictures in lines of the text's own colour: they need no font, and no colour to be told apart.

/// Two lines that cross.
pub(crate) const CROSS: &str =
    r#"<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg>"#;

/// A star.
pub(super) const STAR: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2.8l2.8 5.8 6.4.9-4.6 4.4 1.1 6.4-5.7-3-5.7 3 1.1-6.4L2.8 9.5l6.4-.9z"/></svg>"#;

/// A thumb that points up.
pub(super) const THUMB: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3.5 10.5h3.8v9.2H3.5zM7.3 10.8l4.1-7.4c1.4 0 2.3 1 2.1 2.4L12.9 9.3h5.7a1.9 1.9 0 0 1 1.9 2.2l-1.1 6.6a1.9 1.9 0 0 1-1.9 1.6H7.3"/></svg>"#;

/// The mouths of five faces, saddest first; the first one has raised brows as well.
const MOUTHS: [&str; 5] = [
    "M8 17.3q4-5 8 0M7.2 9l2.4-1.4M16.8 9l-2.4-1.4",
    "M8.5 16.6q3.5-2.7 7 0",
    "M8.5 15.6h7",
    "M8.5 14.6q3.5 2.7 7 0",
    "M7.4 13.6h9.2q-.7 4.6-4.6 4.6t-4.6-4.6z",
];

/// One of five faces, saddest first.
pub(super) fn face(nth: usize) -> String {
    let mouth = MOUTHS[nth.min(MOUTHS.len() - 1)];
    format!(
        r#"<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9.5"/><path d="M9 11h.01M15 11h.01{mouth}"/></svg>"#
    )
}

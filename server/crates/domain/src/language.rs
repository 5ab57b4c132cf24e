//! Tags of languages.

/// The language of a tag without region and script: `pt` of `pt-BR`. The two ways of Norwegian
/// are one.
pub fn primary(tag: &str) -> String {
    let first = tag.split(['-', '_']).next().unwrap_or_default();
    match first.to_ascii_lowercase().as_str() {
        "no" | "nn" => "nb".to_owned(),
        "iw" => "he".to_owned(),
        other => other.to_owned(),
    }
}

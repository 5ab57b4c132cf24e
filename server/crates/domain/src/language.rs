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

/// The one of several tags that is closest to a BCP 47 tag: of `lv` and `zh-Hant`, `lv-LV` and
/// `lv_LV` are closest to the first and `zh-TW` to the second; nothing is close to `tlh`.
pub fn closest<'a>(tag: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let tag = tag.trim().replace('_', "-").to_ascii_lowercase();
    let mut nearer = match tag.split('-').collect::<Vec<_>>()[..] {
        // Where a script is written, by region, and what one language is called twice.
        ["zh", "tw" | "hk" | "mo", ..] => "zh-hant".to_owned(),
        ["zh", "hant" | "hans", ..] => tag,
        ["zh", ..] => "zh-hans".to_owned(),
        ["pt", "br", ..] => "pt-br".to_owned(),
        ["pt", ..] => "pt-pt".to_owned(),
        ["no" | "nn" | "iw", ..] => primary(&tag),
        _ => tag,
    };
    let among: Vec<&str> = among.into_iter().collect();
    loop {
        let same = |other: &&&str| other.eq_ignore_ascii_case(&nearer);
        if let Some(closest) = among.iter().find(same) {
            return Some(closest);
        }
        let end = nearer.rfind('-')?;
        nearer.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_close_to_its_language_written_in_its_script() {
        let tags = [
            "en", "lv", "he", "nb", "pt-BR", "pt-PT", "zh-Hans", "zh-Hant",
        ];
        for (tag, close) in [
            ("lv", "lv"),
            (" LV-lv", "lv"),
            ("pt_BR", "pt-BR"),
            ("pt", "pt-PT"),
            ("zh", "zh-Hans"),
            ("zh-Hant-TW", "zh-Hant"),
            ("zh-HK", "zh-Hant"),
            ("zh-CN", "zh-Hans"),
            ("nn-NO", "nb"),
            ("iw", "he"),
            ("en-GB", "en"),
        ] {
            assert_eq!(closest(tag, tags), Some(close), "{tag}");
        }
        for tag in ["tlh", "", "-", "english"] {
            assert_eq!(closest(tag, tags), None, "{tag}");
        }
    }
}

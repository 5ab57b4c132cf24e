//! What the loader is told of a shop's triggers, as a line of script.

use crate::services::error::Error;
use afterword_domain::{
    record::{SurveyHead, SurveyStatus},
    rules::{Rules, Trigger, When},
};
use afterword_shared::appearance::{Place, Theme};
use jiff::Timestamp;
use serde_json::{Value, json};

/// The most bytes that the triggers of a shop add to the loader.
pub const LOADER_LIMIT: usize = 1024;

/// Pages that thank for an order in the usual shop systems, as the source of a regular expression
/// for path and query.
const THANKING: &str = r"thank|paldies|danke|order-?(received|confirm|complete|placed)|checkout.*(success|finish|complete)";

/// Whether the triggers of all of a shop's live surveys, in their schedule or not, fit into the
/// loader; to be asked before one of them is saved or resumed.
pub fn check_together(surveys: &[SurveyHead], tab: &TabWords) -> Result<(), Error> {
    let length = line(surveys, &tab.usual_alone(), |_| true).len();
    if length > LOADER_LIMIT {
        return Err(Error::Refused(format!(
            "The triggers of all live surveys take {length} bytes; the tag carries {LOADER_LIMIT}. Pause a survey, or shorten the longest page pattern or selector."
        )));
    }
    Ok(())
}

/// What the loader is told with itself about a shop: a line of script with one entry for each
/// survey that is live and in its schedule. Nothing in a survey's words can end the string, the line
/// or the script element that it stands in.
pub fn for_loader(surveys: &[SurveyHead], tab: &TabWords, now: Timestamp) -> String {
    line(surveys, tab, |rules| rules.in_schedule(now).is_ok())
}

fn line(surveys: &[SurveyHead], tab: &TabWords, due: impl Fn(&Rules) -> bool) -> String {
    let told: Vec<&SurveyHead> = surveys
        .iter()
        .filter(|survey| survey.status == SurveyStatus::Live && due(&survey.rules))
        .collect();
    let entries: Vec<String> = told.iter().map(|survey| entry(survey)).collect();
    let list = entries.join(",");
    if !told.iter().any(|survey| survey.place == Place::Tab) {
        return format!(";afterword('rules',[{list}])\n");
    }
    let with = |words: &str| format!(";({LABEL}=>afterword('rules',[{list}]))({words})\n");
    let room = LOADER_LIMIT.saturating_sub(with("").len());
    with(&tab.script(room))
}

/// JSON as a script that may stand in a page.
fn source(value: &Value) -> String {
    value
        .to_string()
        .replace('<', r"\u003c")
        .replace('>', r"\u003e")
        .replace('\u{2028}', r"\u2028")
        .replace('\u{2029}', r"\u2029")
}

/// What stands for a tab's words in the entries.
const LABEL: &str = "t";

/// What the tab at the edge of a page says, by the page's language, then the browser's, as with the
/// form behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabWords {
    /// What it says where neither language is there: its tag and the words.
    pub usual: (String, String),
    /// In other languages, the dearest first.
    pub others: Vec<(String, String)>,
}

impl TabWords {
    fn usual_alone(&self) -> Self {
        Self {
            others: Vec::new(),
            ..self.clone()
        }
    }

    /// The words as a script's expression, in as many languages as there is room for.
    fn script(&self, room: usize) -> String {
        let text = |text: &str| source(&json!(text));
        let mut best = text(&self.usual.1);
        for count in 1..=self.others.len() {
            let mut words: Vec<_> = self.others[..count].iter().chain([&self.usual]).collect();
            // The first that fits counts, so that `pt-BR` stands before `pt`.
            words.sort_by_key(|(tag, _)| std::cmp::Reverse(tag.len()));
            let words: Vec<_> = words
                .iter()
                .map(|(tag, words)| format!("{tag} {words}"))
                .collect();
            let longer = format!(
                "(w=>[document.documentElement.lang,...navigator.languages,{}].map(l=>w.find(w=>l.startsWith(w.split(' ')[0]))).find(w=>w).replace(/\\S+ /,''))({}.split('|'))",
                text(&self.usual.0),
                text(&words.join("|"))
            );
            if longer.len() > room {
                break;
            }
            best = longer;
        }
        best
    }
}

/// `[id, when, value, page, place, label, style]`, without the empty end.
fn entry(survey: &SurveyHead) -> String {
    let Trigger { when, page } = &survey.rules.trigger;
    let (when, value) = match when {
        // Where the owner says which pages thank for an order, no others do.
        When::Order => ("o", json!(if page.is_empty() { THANKING } else { "." })),
        When::Visit { seconds } => ("v", json!(seconds)),
        When::Scroll { percent } => ("s", json!(percent)),
        When::Leave => ("l", json!(0)),
        When::Click { selector } => ("c", json!(selector)),
        When::Call => ("n", json!(0)),
    };
    let page = if page.is_empty() {
        json!(0)
    } else {
        json!(pattern(page))
    };
    let (place, label, style) = match survey.place {
        Place::Inline => (json!("i"), None, json!(0)),
        Place::Tab => (json!("t"), Some(LABEL), json!(tab_style(&survey.theme))),
        _ => (json!(0), None, json!(0)),
    };
    let [id, when] = [&survey.id.to_string(), when].map(|text| source(&json!(text)));
    let label = label.unwrap_or("0").to_owned();
    let [value, page, place, style] = [&value, &page, &place, &style].map(source);
    let mut entry = vec![id, when, value, page, place, label, style];
    while entry.last().is_some_and(|last| last == "0") {
        entry.pop();
    }
    format!("[{}]", entry.join(","))
}

/// The style sheet of the tab, which is a button in a shadow root: at the end of a line, about the
/// middle of the window's edge. Its own lines run downwards, so sides are named as they are seen. It keeps the browser's own focus ring.
fn tab_style(theme: &Theme) -> String {
    let (accent, ink) = theme.accent.map_or_else(
        || ("#0b6e5f".to_owned(), "#fff".to_owned()),
        |accent| (accent.to_string(), accent.ink().to_string()),
    );
    format!(
        "button{{position:fixed;right:env(safe-area-inset-right);top:40%;z-index:2147483646;\
         padding:14px 7px;border:0;border-radius:6px;background:{accent};color:{ink};font:inherit;\
         font-size:15px;line-height:1;writing-mode:vertical-rl;cursor:pointer}}\
         button:dir(rtl){{right:auto;left:env(safe-area-inset-left)}}\
         @media print{{button{{display:none}}}}"
    )
}

/// A page's pattern as the source of a regular expression for path and query. A pattern without a
/// question mark fits whatever the query is.
fn pattern(page: &str) -> String {
    let mut source = String::with_capacity(page.len() + 8);
    if !page.starts_with('*') {
        source.push('^');
    }
    let inner = page.trim_matches('*');
    for c in inner.chars() {
        match c {
            '*' => source.push_str(".*"),
            '\\' | '^' | '$' | '.' | '|' | '?' | '+' | '(' | ')' | '[' | ']' | '{' | '}' | '/' => {
                // A slash needs no escape in a source, and every byte counts.
                if c != '/' {
                    source.push('\\');
                }
                source.push(c);
            }
            c => source.push(c),
        }
    }
    if !page.ends_with('*') {
        source.push_str(if page.contains('?') {
            "$"
        } else if page.ends_with('/') {
            r"(\?|$)"
        } else {
            r"/?(\?|$)"
        });
    }
    source
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shopper::files;
    use afterword_domain::test_records::rules_on as on;
    use afterword_shared::id::{ShopId, SurveyId};
    use std::slice::from_ref;

    fn head(n: u64, rules: Rules, place: Place) -> SurveyHead {
        SurveyHead {
            id: SurveyId::new(n, 7),
            shop: ShopId::new(1, 7),
            name: "After buying".into(),
            status: SurveyStatus::Live,
            version: 1,
            rules,
            place,
            theme: Theme::default(),
            target: None,
            shared: Vec::new(),
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn tab(words: &str, others: &[(&str, &str)]) -> TabWords {
        let owned = |(tag, words): &(&str, &str)| ((*tag).to_owned(), (*words).to_owned());
        TabWords {
            usual: owned(&("en", words)),
            others: others.iter().map(owned).collect(),
        }
    }

    fn told(surveys: &[SurveyHead]) -> Value {
        let line = for_loader(surveys, &tab("Feedback", &[]), Timestamp::UNIX_EPOCH);
        let list = line
            .strip_prefix(";afterword('rules',")
            .and_then(|rest| rest.strip_suffix(")\n"))
            .map(ToOwned::to_owned)
            .or_else(|| {
                let rest = line.strip_prefix(";(t=>afterword('rules',")?;
                let (list, words) = rest.strip_suffix(")\n")?.rsplit_once("))(")?;
                Some(list.replacen(",t,", &format!(",{words},"), 1))
            });
        serde_json::from_str(&list.unwrap()).unwrap()
    }

    #[test]
    fn a_tab_speaks_as_many_languages_as_the_tag_has_room_for() {
        let survey = head(1, on(When::Call, ""), Place::Tab);
        let words = files::tab_words("lv");
        let line = for_loader(from_ref(&survey), &words, Timestamp::UNIX_EPOCH);
        assert!(line.len() <= LOADER_LIMIT, "{}", line.len());
        for said in [
            "lv Atsauksmes",
            "en Feedback",
            "bg Обратна връзка",
            "zh 意见反馈",
        ] {
            assert!(line.contains(said), "{said}: {line}");
        }
        assert!(line.find("pt-BR ") < line.find("pt "), "{line}");
        // What does not fit beside the triggers is left out; the triggers never are.
        let mut many: Vec<_> = (2..6)
            .map(|n| head(n, Rules::default(), Place::default()))
            .collect();
        many.push(survey);
        let line = for_loader(&many, &words, Timestamp::UNIX_EPOCH);
        assert!(line.len() <= LOADER_LIMIT && line.contains("Atsauksmes"));
        check_together(&many, &words).unwrap();
    }

    #[test]
    fn every_trigger_and_place_has_its_entry() {
        let entry = |rules, place| told(&[head(1, rules, place)])[0].clone();
        let id = SurveyId::new(1, 7).to_string();
        assert_eq!(
            entry(Rules::default(), Place::BottomEnd),
            json!([id, "o", THANKING])
        );
        assert_eq!(
            entry(on(When::Order, "/danke"), Place::Dialog),
            json!([id, "o", ".", r"^/danke/?(\?|$)"])
        );
        assert_eq!(
            entry(on(When::Visit { seconds: 0 }, ""), Place::Inline),
            json!([id, "v", 0, 0, "i"])
        );
        assert_eq!(
            entry(on(When::Scroll { percent: 50 }, "*sale*"), Place::Tab),
            json!([
                id,
                "s",
                50,
                "sale",
                "t",
                "Feedback",
                tab_style(&Theme::default())
            ])
        );
        assert_eq!(entry(on(When::Leave, ""), Place::Bar), json!([id, "l"]));
        let selector = "#a > .b".to_owned();
        assert_eq!(
            entry(on(When::Click { selector }, ""), Place::Page),
            json!([id, "c", "#a > .b"])
        );
        assert_eq!(
            entry(on(When::Call, ""), Place::BottomEnd),
            json!([id, "n"])
        );
    }

    #[test]
    fn only_live_surveys_in_their_schedule_are_told() {
        let second = |at| Timestamp::from_second(at).ok();
        let within = |from: Option<i64>, until: Option<i64>| Rules {
            from: from.and_then(second),
            until: until.and_then(second),
            ..Rules::default()
        };
        let mut paused = head(1, Rules::default(), Place::default());
        paused.status = SurveyStatus::Paused;
        assert_eq!(told(&[paused]), json!([]));
        let told = |rules| {
            told(&[head(1, rules, Place::default())])
                .as_array()
                .unwrap()
                .len()
        };
        assert_eq!(told(within(Some(0), Some(1))), 1);
        assert_eq!(told(within(Some(1), None)), 0);
        assert_eq!(told(within(None, Some(0))), 0);
    }

    #[test]
    fn nothing_breaks_out_of_the_script() {
        let nasty = "</script><!--\u{2028}\u{2029}'\"\\";
        let click = on(
            When::Click {
                selector: nasty.into(),
            },
            &format!("/{nasty}*x"),
        );
        let words = tab(nasty, &[]);
        let line = for_loader(&[head(1, click, Place::Tab)], &words, Timestamp::UNIX_EPOCH);
        let line = line.replacen("=>", "", 1);
        assert!(!line.contains(['<', '>', '\u{2028}', '\u{2029}']), "{line}");
        assert_eq!(line.lines().count(), 1);
        let list = line[";(tafterword('rules',".len()..].trim_end();
        let (list, said) = list.trim_end_matches(')').rsplit_once("))(").unwrap();
        let list: Value = serde_json::from_str(&list.replacen(",t,", ",0,", 1)).unwrap();
        assert_eq!(list[0][2], json!(nasty));
        assert_eq!(serde_json::from_str::<Value>(said).unwrap(), json!(nasty));
    }

    #[test]
    fn a_tab_has_the_survey_s_accent_and_an_ink_that_can_be_read_on_it() {
        let mut survey = head(1, on(When::Call, ""), Place::Tab);
        survey.theme.accent = Some("#ffe000".parse().unwrap());
        let style = told(&[survey])[0][6].as_str().unwrap().to_owned();
        assert!(style.contains("background:#ffe000;color:#000"), "{style}");
        assert!(tab_style(&Theme::default()).contains("background:#0b6e5f"));
    }

    #[test]
    fn a_pattern_s_own_characters_mean_nothing_to_the_regular_expression() {
        assert_eq!(
            pattern("/a.b+(c)[d]{e}|f^$\\*g"),
            r"^/a\.b\+\(c\)\[d\]\{e\}\|f\^\$\\.*g/?(\?|$)"
        );
        assert_eq!(pattern("/cart?step=2"), r"^/cart\?step=2$");
        assert_eq!(pattern("/shop/"), r"^/shop/(\?|$)");
        assert_eq!(pattern("/shop*"), "^/shop");
        assert_eq!(pattern("*/thanks"), r"/thanks/?(\?|$)");
        assert_eq!(pattern("*"), "");
    }

    #[test]
    fn what_is_too_long_for_the_tag_is_refused_when_it_is_saved() {
        let few: Vec<_> = (0..6)
            .map(|n| head(n, Rules::default(), Place::default()))
            .collect();
        check_together(&few, &tab("Feedback", &[])).unwrap();
        let many: Vec<_> = (0..9)
            .map(|n| head(n, Rules::default(), Place::default()))
            .collect();
        let refused = check_together(&many, &tab("Feedback", &[]))
            .unwrap_err()
            .to_string();
        assert!(
            refused.contains("1024") && refused.contains("Pause"),
            "{refused}"
        );
    }
}

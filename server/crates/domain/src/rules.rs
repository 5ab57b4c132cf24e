//! When a survey asks, whom and how often: its trigger, its audience, and when it asks again.
//!
//! The trigger is looked at in the page, by the loader, which is told the shop's triggers with
//! itself; everything else is decided by the server.

use crate::refused::Refused;
use afterword_shared::{appearance::Place, id::ProductId, order::Money};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The most characters of a page's pattern and of a selector.
pub const PATTERN_LIMIT: usize = 200;
/// The most countries, languages or products of one survey.
pub const LIST_LIMIT: usize = 100;
/// The most often that a form may be shown about one order.
pub const SHOWN_MOST: u8 = 20;

/// All the rules of one survey. The default is the classic: after every order, until it is
/// answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// What has to happen in the page.
    pub trigger: Trigger,
    /// Of a hundred, how many are asked; decided by customer or order, so that it stays decided.
    pub sample: u8,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Not from then on.
    pub until: Option<Timestamp>,
    /// New or returning customers only.
    pub customers: Customers,
    /// Two-letter countries, upper case; empty for all.
    pub countries: Vec<String>,
    /// Language tags, of which the page's language is or begins with one; empty for all.
    pub languages: Vec<String>,
    /// The least that an order comes to, in its currency; other currencies are not asked.
    pub minimum: Option<Money>,
    /// Products of which one was bought; empty for all.
    pub products: Vec<ProductId>,
    /// When somebody is asked again.
    pub again: Again,
    /// How often the form is shown about one order at most.
    pub shown_limit: u8,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            trigger: Trigger::default(),
            sample: 100,
            from: None,
            until: None,
            customers: Customers::All,
            countries: Vec::new(),
            languages: Vec::new(),
            minimum: None,
            products: Vec::new(),
            again: Again::EveryOrder,
            shown_limit: 3,
        }
    }
}

/// What has to happen in the page before a survey may be due.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Trigger {
    /// What has to happen.
    #[serde(flatten)]
    pub when: When,
    /// On pages whose path (with query) fits, `*` standing for anything; empty for every page.
    pub page: String,
}

/// What has to happen in the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "when", rename_all = "snake_case")]
pub enum When {
    /// The page tells of an order; or it is a thank-you page that tells of none.
    #[default]
    Order,
    /// Somebody stays for so long.
    Visit {
        /// In seconds.
        seconds: u16,
    },
    /// Somebody scrolls so far.
    Scroll {
        /// In percent of the page.
        percent: u8,
    },
    /// The mouse leaves the window at the top; never on touch screens.
    Leave,
    /// Somebody clicks on an element.
    Click {
        /// Its CSS selector.
        selector: String,
    },
    /// The page calls `afterword('show', 'srv_…')`.
    Call,
}

/// Whether a survey is for new or returning customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Customers {
    /// For all.
    #[default]
    All,
    /// For those of whom no order was known before.
    New,
    /// For those who had bought before.
    Returning,
}

/// When somebody who was asked is asked again, about another order or on another visit. Decided by
/// the customer reference; without one, an order is all that is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "again", rename_all = "snake_case")]
pub enum Again {
    /// About every order.
    #[default]
    EveryOrder,
    /// About every order until one is answered.
    UntilAnswered,
    /// So many days after being asked last, and no sooner.
    AfterDays {
        /// How many.
        days: u16,
    },
    /// Never.
    Never,
}

impl Rules {
    /// Whether a survey may begin to ask, or not any more: `Err` with whether it is over.
    pub fn in_schedule(&self, now: Timestamp) -> Result<(), Over> {
        if self.from.is_some_and(|from| now < from) {
            Err(Over(false))
        } else if self.until.is_some_and(|until| now >= until) {
            Err(Over(true))
        } else {
            Ok(())
        }
    }

    /// Whether somebody asks for the survey by an act of their own: by the page's call, a click on
    /// an element or the tab.
    pub fn is_asked_for(&self, place: Place) -> bool {
        place == Place::Tab || matches!(self.trigger.when, When::Click { .. } | When::Call)
    }
}

/// From when until when no schedule begins or ends, as of a moment: the last time before it or at
/// it, and the first one after it.
pub fn between<'a>(
    rules: impl Iterator<Item = &'a Rules>,
    now: Timestamp,
) -> (Option<Timestamp>, Option<Timestamp>) {
    let times: Vec<_> = rules
        .flat_map(|one| [one.from, one.until])
        .flatten()
        .collect();
    let (past, ahead): (Vec<_>, Vec<_>) = times.into_iter().partition(|time| *time <= now);
    (past.into_iter().max(), ahead.into_iter().min())
}

/// Why a survey is not in its schedule: whether it is over, or did not begin yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Over(pub bool);

/// Whether rules can be kept, each mistake with a sentence that says what to write instead. Whether
/// all of a shop's triggers fit into the loader together is [`check_together`]'s to say.
pub fn check(rules: &Rules) -> Result<(), Refused> {
    let wrong = |sentence: &str| Err(Refused::illegal(sentence));
    let page = &rules.trigger.page;
    if !page.is_empty() && !page.starts_with(['/', '*']) {
        return wrong(
            "A page’s pattern starts with / or *, such as /account* or *sale*; leave it empty for every page.",
        );
    }
    if page.chars().count() > PATTERN_LIMIT || page.chars().any(char::is_control) {
        return wrong("A page’s pattern is one line of at most 200 characters.");
    }
    match &rules.trigger.when {
        When::Scroll { percent } if !(1..=100).contains(percent) => {
            return wrong("How far somebody scrolls is 1 to 100 percent of the page.");
        }
        When::Visit { seconds } if *seconds > 3600 => {
            return wrong("How long somebody stays is at most 3600 seconds.");
        }
        When::Click { selector }
            if selector.trim().is_empty()
                || selector.chars().count() > PATTERN_LIMIT
                || selector.chars().any(char::is_control) =>
        {
            return wrong(
                "Which element is clicked is said by its CSS selector, such as #help or .feedback, of at most 200 characters.",
            );
        }
        When::Click { selector } if !may_be_selector(selector) => {
            return wrong(
                "No element can fit this selector: browsers can’t read it. Look at its brackets and quotes, and that a name follows every # and dot.",
            );
        }
        _ => {}
    }
    if !(1..=100).contains(&rules.sample) {
        return wrong("Of a hundred, 1 to 100 are asked. To ask nobody, pause the survey.");
    }
    if let (Some(from), Some(until)) = (rules.from, rules.until)
        && from >= until
    {
        return wrong("The survey ends before it begins: choose a later end.");
    }
    if !(1..=SHOWN_MOST).contains(&rules.shown_limit) {
        return wrong("A form is shown 1 to 20 times about one order.");
    }
    if rules
        .countries
        .iter()
        .any(|code| code.len() != 2 || !code.bytes().all(|b| b.is_ascii_uppercase()))
    {
        return wrong("A country is two upper-case letters, such as LV.");
    }
    let is_tag = |tag: &String| {
        let language = tag.split('-').next().unwrap_or_default();
        (2..=35).contains(&tag.len())
            && (2..=3).contains(&language.len())
            && language.bytes().all(|b| b.is_ascii_alphabetic())
            && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    if !rules.languages.iter().all(is_tag) {
        return wrong("A language is a tag such as lv or pt-BR.");
    }
    if rules.minimum.is_some_and(|minimum| minimum.minor() < 0) {
        return wrong("The least that an order comes to is 0 or more.");
    }
    if let Again::AfterDays { days: 0 } = rules.again {
        return wrong("Somebody is asked again after one day or more.");
    }
    let longest = [
        rules.countries.len(),
        rules.languages.len(),
        rules.products.len(),
    ]
    .into_iter()
    .max();
    if longest > Some(LIST_LIMIT) {
        return wrong("At most 100 countries, languages or products can be listed.");
    }
    Ok(())
}

/// Whether a browser may be able to read a selector: brackets and quotes close, and a name follows
/// every `#` and dot. Not a parser: it refuses nothing that is a selector, and finds slips.
fn may_be_selector(selector: &str) -> bool {
    let mut open = Vec::new();
    let mut quote = None;
    let mut letters = selector.trim().chars().peekable();
    while let Some(c) = letters.next() {
        if c == '\\' {
            letters.next();
            continue;
        }
        if quote.is_some() {
            quote.take_if(|end| *end == c);
            continue;
        }
        match c {
            '"' | '\'' => quote = Some(c),
            '(' => open.push(')'),
            '[' => open.push(']'),
            ')' | ']' if open.pop() != Some(c) => return false,
            '#' | '.' if open.is_empty() => {
                let named =
                    |c: &char| c.is_alphabetic() || matches!(c, '_' | '-' | '\\') || !c.is_ascii();
                if !letters.peek().is_some_and(named) {
                    return false;
                }
            }
            '{' | '}' | ';' | '@' => return false,
            _ => {}
        }
    }
    open.is_empty() && quote.is_none() && !selector.trim().ends_with([',', '>', '+', '~'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_records::rules_on as on;

    #[test]
    fn between_two_times_of_any_schedule_nothing_begins_or_ends() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let rules = |from: Option<i64>, until: Option<i64>| Rules {
            from: from.map(at),
            until: until.map(at),
            ..Rules::default()
        };
        let all = [
            rules(Some(10), Some(30)),
            rules(None, Some(20)),
            rules(None, None),
        ];
        let found = |now| between(all.iter(), at(now));
        assert_eq!(found(5), (None, Some(at(10))));
        assert_eq!(found(10), (Some(at(10)), Some(at(20))));
        assert_eq!(found(19), (Some(at(10)), Some(at(20))));
        assert_eq!(found(20), (Some(at(20)), Some(at(30))));
        assert_eq!(found(30), (Some(at(30)), None));
        assert_eq!(between([].into_iter(), at(1)), (None, None));
    }

    #[test]
    fn a_selector_that_no_browser_can_read_is_found() {
        for right in [
            "#help",
            ".a.b > button:not([disabled])",
            "a[href$=\".pdf\"], a[href^='/x.y']",
            ":is(.x, #y) + *",
            r"#\31 23",
            ".ž",
            "li:nth-child(2n + 1)",
        ] {
            assert!(may_be_selector(right), "{right}");
        }
        for wrong in [
            "###", "#", ".", "a.", "a..b", "a[href", "a)", "a[b=\"]", ":not(.x", "a >", "a,", "a{}",
        ] {
            assert!(!may_be_selector(wrong), "{wrong}");
        }
    }

    #[test]
    fn every_mistake_has_its_sentence() {
        check(&Rules::default()).unwrap();
        let refused = |rules: Rules| check(&rules).unwrap_err().to_string();
        let plain = Rules::default;
        assert!(refused(on(When::Order, "thanks")).contains("starts with /"));
        assert!(refused(on(When::Order, &"/".repeat(201))).contains("200"));
        assert!(refused(on(When::Scroll { percent: 0 }, "")).contains("percent"));
        assert!(refused(on(When::Visit { seconds: 4000 }, "")).contains("3600"));
        assert!(
            refused(on(
                When::Click {
                    selector: " ".into()
                },
                ""
            ))
            .contains("selector")
        );
        assert!(
            refused(Rules {
                sample: 0,
                ..plain()
            })
            .contains("hundred")
        );
        assert!(
            refused(Rules {
                sample: 101,
                ..plain()
            })
            .contains("hundred")
        );
        assert!(
            refused(Rules {
                shown_limit: 0,
                ..plain()
            })
            .contains("1 to 20")
        );
        assert!(
            refused(Rules {
                countries: vec!["lv".into()],
                ..plain()
            })
            .contains("LV")
        );
        assert!(
            refused(Rules {
                languages: vec!["klingon".into()],
                ..plain()
            })
            .contains("pt-BR")
        );
        assert!(
            refused(Rules {
                again: Again::AfterDays { days: 0 },
                ..plain()
            })
            .contains("one day")
        );
        let (from, until) = (Some(Timestamp::UNIX_EPOCH), Some(Timestamp::UNIX_EPOCH));
        assert!(
            refused(Rules {
                from,
                until,
                ..plain()
            })
            .contains("later end")
        );
    }

    #[test]
    fn rules_of_every_shape_read_back() {
        for rules in [
            Rules::default(),
            on(
                When::Click {
                    selector: "#a".into(),
                },
                "/x*",
            ),
            Rules {
                again: Again::AfterDays { days: 30 },
                ..Rules::default()
            },
        ] {
            let text = serde_json::to_string(&rules).unwrap();
            assert_eq!(
                serde_json::from_str::<Rules>(&text).unwrap(),
                rules,
                "{text}"
            );
        }
        assert_eq!(
            serde_json::from_str::<Rules>("{}").unwrap(),
            Rules::default()
        );
    }
}

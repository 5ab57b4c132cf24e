//! What Afterword says to owners, in their language, and how figures, times and money read there.
//!
//! A [`Language`] is a small value that knows both:
//!
//! ```
//! use afterword_wording::Language;
//!
//! let words = Language::negotiate("lv-LV,lv;q=0.9,en;q=0.8");
//! assert_eq!(words.signin_title(), "Pierakstīties");
//! assert_eq!(words.percent(83.6), "84\u{a0}%");
//! ```
//!
//! # Adding a sentence
//!
//! 1. Write it into the page's English file, `server/locales/owner/en/<page>.ftl`. The key begins
//!    with the page's name. In a comment directly above stands what each variable and tag is:
//!
//!    ```text
//!    # $minutes (Number) – how long they have to wait
//!    signin-too-many =
//!        { $minutes ->
//!            [one] Try again in { $minutes } minute.
//!           *[other] Try again in { $minutes } minutes.
//!        }
//!
//!    # $address (String) – the account’s e-mail address
//!    # <command> – what to type on the server
//!    signin-forgot = Ask whoever runs the server to type <command>afterword user password { $address }</command>.
//!    ```
//!
//! 2. Write it into the same file of every other language. The build says what is missing, what is
//!    too much and which plural form is not there.
//! 3. Call it. The key's hyphens are underscores; variables are arguments in the order of the
//!    comment, a (Number) as `u64` and a (String) as `&str`; behind them comes a function for each
//!    tag, which draws the part of the sentence between its ends:
//!
//!    ```
//!    use afterword_wording::{Language, code};
//!    use maud::html;
//!
//!    let words = Language::ENGLISH;
//!    let page = html! {
//!        h1 { (words.signin_title()) }
//!        p.wrong { (words.signin_too_many(15)) }
//!        p.note { (words.signin_forgot("anna@shop.example", code)) }
//!    };
//!    # let page = page.into_string();
//!    # assert!(page.contains("Sign in"));
//!    # assert!(page.contains("15\u{a0}minutes"));
//!    # assert!(page.contains("<code>afterword user password anna@shop.example</code>"));
//!    ```
//!
//!    A tag that is a link takes a closure:
//!
//!    ```
//!    # use afterword_wording::Language;
//!    # use maud::html;
//!    let words = Language::ENGLISH;
//!    let note = html! {
//!        (words.setup_account_exists(|text| html! { a href="/signin" { (text) } }))
//!    };
//!    assert!(note.into_string().contains("<a href=\"/signin\">Sign in</a>"));
//!    ```
//!
//! What a text can rely on:
//!
//! * A (Number) in a sentence is written by the language's rules, and the space behind it does not
//!   break, so a figure and what it counts stay on one line. Figures of other kinds are written
//!   first, by [`Language::percent`] and its like, and are a (String).
//! * A text may run over several lines; their ends read as spaces.
//! * Texts and what is filled in are escaped. Only a tag's function makes elements.
//! * There are no terms, no attributes and no messages in messages: every sentence is whole, since
//!   parts of sentences can't be translated.
//! * A date or a name that is filled in is not declined. Behind "since", "from" and "to" stands
//!   [`Language::day_inside`]; elsewhere put it behind a colon, or let the text choose its words by a
//!   (String) such as [`group_key`].
//! * A variable that not every language needs is declared with a question mark: `(String?)`.
//!
//! A language is a folder: `server/locales/owner/<tag>` with the same files is all that it takes. One of
//! them, `countries.tsv`, is a table of names.

mod countries;
mod language;
mod list;
mod marked;
mod messages;
mod number;
mod scores;
mod table;
mod time;

pub use language::Language;
pub use marked::{bold, code};
pub use number::shares;
pub use scores::group_key;

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn english() -> Language {
        Language::ENGLISH
    }

    pub(crate) fn latvian() -> Language {
        Language::find("lv").unwrap()
    }

    pub(crate) fn plain_spaces(text: &str) -> String {
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn a_text_with_nothing_to_fill_in_stands_in_every_language() {
        assert_eq!(english().layout_overview(), "Overview");
        assert_eq!(latvian().layout_overview(), "Pārskats");
    }

    #[test]
    fn a_figure_in_a_sentence_chooses_the_plural_of_its_language() {
        let text = |language: Language, n| plain_spaces(&language.units_days(n));
        assert_eq!(text(english(), 0), "0 days");
        assert_eq!(text(english(), 1), "1 day");
        assert_eq!(text(english(), 2), "2 days");
        for (n, days) in [
            (0, "0 dienu"),
            (1, "1 diena"),
            (2, "2 dienas"),
            (11, "11 dienu"),
            (21, "21 diena"),
            (22, "22 dienas"),
            (30, "30 dienu"),
        ] {
            assert_eq!(text(latvian(), n), days);
        }
    }

    #[test]
    fn a_figure_in_a_sentence_is_grouped_and_stays_with_what_it_counts() {
        assert_eq!(english().units_days(1204), "1,204\u{a0}days");
        assert_eq!(latvian().units_days(12_040), "12\u{a0}040\u{a0}dienu");
        assert!(english().signin_too_many(15).contains(" 15\u{a0}minutes"));
    }

    #[test]
    fn what_is_filled_in_can_make_no_element() {
        let hostile = "<b>\u{fdd0}</command>&\u{fdef}";
        for language in Language::all() {
            let drawn = language.signin_forgot(hostile, code).into_string();
            assert!(
                drawn.contains("&lt;b&gt;&lt;/command&gt;&amp;</code>"),
                "{drawn}"
            );
            assert_eq!(drawn.matches("<code>").count(), 1);
            assert_eq!(drawn.matches('<').count(), 2);
        }
    }

    #[test]
    fn no_mark_that_isolates_stands_around_what_is_filled_in() {
        let page = english().layout_page_title("Overview", "Kalnu");
        assert_eq!(page, "Overview · Kalnu");
    }

    #[test]
    fn threads_share_a_language() {
        fn shared<T: Send + Sync + Copy>(_: T) {}
        shared(english());
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| assert_eq!(latvian().units_days(1), "1\u{a0}diena"));
            }
        });
    }
}

//! Why something from outside is not what it has to be: sentences that say what to send instead.

use crate::id::QuestionId;

/// What was wrong with something that came from outside.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Not one of our ids.
    #[error("An id that starts with “{prefix}” is needed here; copy it whole.")]
    Id {
        /// What the id has to start with.
        prefix: &'static str,
    },
    /// An id of the shop's own that is empty.
    #[error("The {what} is empty: send it, or leave the field out.")]
    ReferenceEmpty {
        /// Which id.
        what: &'static str,
    },
    /// An id of the shop's own that is too long.
    #[error("The {what} is longer than {limit} characters.")]
    ReferenceLong {
        /// Which id.
        what: &'static str,
        /// Most characters.
        limit: usize,
    },
    /// An id of the shop's own with line breaks, zero bytes or the like.
    #[error("The {what} holds a control character (a line break, a tab or the like): remove it.")]
    ReferenceControl {
        /// Which id.
        what: &'static str,
    },
    /// Not a question's id.
    #[error("A question's id has 1 to 40 characters out of a-z, 0-9 and _.")]
    QuestionId,
    /// Not an option's id.
    #[error("An option's id has 1 to 40 characters out of a-z, 0-9 and _.")]
    OptionId,
    /// Not a colour.
    #[error("A colour is written as # and six hexadecimal digits, such as #0b6e5f.")]
    Color,
    /// Too round.
    #[error("A card's radius is at most 32 pixels.")]
    Radius,
    /// Not an address that a form may link to.
    #[error(
        "A link starts with https:// or mailto: and has no spaces or quotes; a picture's address starts with https://."
    )]
    Link,
    /// A placeholder that does not exist.
    #[error(
        "There is no placeholder {{{0}}}: use {{shop}}, {{product|…}}, {{order|…}} or {{first_name|…}}."
    )]
    UnknownPlaceholder(String),
    /// A placeholder without words for when its value isn't known.
    #[error(
        "{{{0}}} is not always known: write what stands there instead after a bar, such as {{{0}|…}}."
    )]
    PlaceholderAlone(String),
    /// A text over its limit.
    #[error("The {what} has {length} characters; at most {limit} are kept. Shorten it.")]
    TextLong {
        /// Which text.
        what: &'static str,
        /// How many characters came.
        length: usize,
        /// Most characters.
        limit: usize,
    },
    /// Not an ISO 4217 code.
    #[error("“{0}” is not a currency: send its three-letter ISO 4217 code, such as EUR.")]
    Currency(String),
    /// A total without its currency.
    #[error("A total needs its currency: send the three-letter ISO 4217 code, such as EUR.")]
    CurrencyMissing,
    /// Not an amount.
    #[error("“{0}” is not an amount: send digits with a point for decimals, such as 49.90.")]
    Amount(String),
    /// More decimals than the currency has.
    #[error("{currency} has {decimals} decimals: “{amount}” has more. Round it before sending.")]
    Decimals {
        /// The code.
        currency: &'static str,
        /// How many decimals it has.
        decimals: u16,
        /// What came.
        amount: String,
    },
    /// Too many of something.
    #[error("{count} {what} are too many: send at most {limit}.")]
    TooMany {
        /// Which things.
        what: &'static str,
        /// How many came.
        count: usize,
        /// How many may come.
        limit: usize,
    },
    /// Not a time.
    #[error("“{0}” is not a time: send whole seconds since 1970 (UTC).")]
    Time(String),
    /// Not an e-mail address.
    #[error("“{0}” is not an e-mail address.")]
    Email(String),
    /// An answer to a question that this version of the survey does not have.
    #[error("This survey has no question “{0}”.")]
    UnknownQuestion(String),
    /// An answer that the flow would not have asked for.
    #[error(
        "The question “{0}” would not have been asked after these answers: leave its answer out."
    )]
    OffPath(QuestionId),
    /// A rating outside of its scale.
    #[error("“{question}” takes a whole number from {low} to {high}, not {value}.")]
    OutsideScale {
        /// Which question.
        question: QuestionId,
        /// Lowest legal rating.
        low: u8,
        /// Highest legal rating.
        high: u8,
        /// What came.
        value: String,
    },
    /// A rating where words are asked for.
    #[error("“{0}” takes a text.")]
    TextNeeded(QuestionId),
    /// `started` or `complete` without any answer.
    #[error("This state needs an answer: send it, or send “seen” or “dismissed”.")]
    AnswerNeeded,
    /// `complete` before the flow's end.
    #[error("“{0}” is not answered yet: the survey is not complete without it.")]
    Incomplete(QuestionId),
    /// A revision of 0.
    #[error("Revisions start at 1 and rise with every message.")]
    Revision,
    /// A survey that can't be asked.
    #[error("This survey can't be asked: {0}")]
    Survey(String),
    /// Something else than options where options are to be chosen.
    #[error(
        "“{0}” takes the ids of its options: a list of them, or {{\"chosen\": [...], \"other\": \"...\"}}."
    )]
    OptionsNeeded(QuestionId),
    /// An option that the question does not have, or more of them than it takes.
    #[error("“{question}” {why}")]
    Options {
        /// Which question.
        question: QuestionId,
        /// What is wrong, as the rest of the sentence.
        why: &'static str,
    },
    /// Something else than an address with consent.
    #[error("“{0}” takes {{\"email\": \"...\", \"consent\": true}}.")]
    ContactNeeded(QuestionId),
    /// An address without consent.
    #[error("“{0}” keeps an address only with the consent to be written to.")]
    ConsentMissing(QuestionId),
}

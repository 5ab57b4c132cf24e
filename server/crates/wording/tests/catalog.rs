//! What the build script says of texts that are not right.

#[expect(dead_code, reason = "the build script takes more of it")]
#[path = "../build/catalog.rs"]
mod catalog;

use catalog::{Kind, Source, read};

fn source(tag: &str, text: &str) -> Source {
    Source {
        tag: tag.to_owned(),
        files: vec![("shop".to_owned(), text.to_owned())],
    }
}

/// What is wrong with an English file.
fn wrong(english: &str) -> String {
    match read(&[source("en", english)]) {
        Ok(_) => String::new(),
        Err(sentences) => sentences.join("\n"),
    }
}

/// What is wrong with a Latvian file beside an English one.
fn wrong_beside(english: &str, latvian: &str) -> String {
    assert_eq!(wrong(english), "");
    match read(&[source("lv", latvian), source("en", english)]) {
        Ok(_) => String::new(),
        Err(sentences) => sentences.join("\n"),
    }
}

const DAYS: &str = "# $n (Number) – how many\nshop-days =\n    { $n ->\n        [one] { $n } day\n       *[other] { $n } days\n    }\n";

#[test]
fn a_message_becomes_what_its_comment_declares() {
    let text = "# For the owner.\n# $n (Number) – how many\n# $shop (String) - its name\n# <link> – to it\nshop-open = Open <link>{ $shop }</link> in { $n } days\n    or later\n";
    let Ok(catalog) = read(&[source("en", text)]) else {
        panic!("{}", wrong(text));
    };
    let message = &catalog.messages[0];
    assert_eq!(message.key, "shop-open");
    assert_eq!(message.remarks, ["For the owner."]);
    let variables: Vec<_> = message
        .variables
        .iter()
        .map(|variable| (&*variable.name, variable.kind, &*variable.meaning))
        .collect();
    assert_eq!(
        variables,
        [
            ("n", Kind::Number, "how many"),
            ("shop", Kind::String, "its name")
        ]
    );
    assert_eq!(message.tags[0].name, "link");
    assert!(!message.is_plain());
    // The figure holds on to its noun, and the lines are one.
    assert_eq!(
        catalog.languages[0].fluent,
        "shop-open = Open \u{fdd0}{ $shop }\u{fdef} in { $n }\u{a0}days or later\n"
    );
}

#[test]
fn a_text_with_nothing_to_fill_in_is_ready_made() {
    let Ok(catalog) = read(&[source("en", "shop-space = {\"\\u00A0\"}a\n    b\n")]) else {
        panic!("it is right");
    };
    assert_eq!(catalog.languages[0].plain, ["\u{a0}a b"]);
    assert_eq!(catalog.languages[0].fluent, "");
}

#[test]
fn a_variable_or_tag_without_a_comment_is_refused() {
    let sentence = wrong("shop-open = Open { $shop }\n");
    assert!(
        sentence.contains("en/shop.ftl, line 1: shop-open uses $shop"),
        "{sentence}"
    );
    assert!(
        wrong("# $shop (String) – it\n\nshop-open = Open { $shop }\n").contains("directly above")
    );
    assert!(wrong("shop-open = Open <b>it</b>\n").contains("uses <b>"));
    assert!(wrong("# $shop (Shop) – it\nshop-open = { $shop }\n").contains("has to read"));
    assert!(wrong("# $shop (String) – it\nshop-open = Open\n").contains("leaves out $shop"));
    assert!(wrong("# $type (String) – it\nshop-open = { $type }\n").contains("can’t be a name"));
}

#[test]
fn a_message_that_is_no_fluent_or_empty_is_refused_with_its_line() {
    let sentence = wrong("shop-one = One\nshop-two = { $n\n");
    assert!(
        sentence.contains("en/shop.ftl, line 2: this is no Fluent"),
        "{sentence}"
    );
    assert!(wrong("shop-one = {\"\"}\n").contains("is empty"));
    assert!(wrong("shop-one =\n    .label = One\n").contains("is empty"));
}

#[test]
fn what_sentences_would_be_put_together_of_is_refused() {
    assert!(wrong("shop-one = One\n    .label = One\n").contains("attribute"));
    assert!(wrong("-brand = Afterword\n").contains("term"));
    assert!(wrong("shop-one = One\nshop-two = { shop-one }\n").contains("another message"));
    assert!(wrong("# $n (Number) – it\nshop-one = { NUMBER($n) }\n").contains("reckoned"));
    assert!(wrong("shop-one = a\n\n    b\n").contains("empty line"));
}

#[test]
fn a_key_belongs_to_its_page_and_is_there_once() {
    assert!(wrong("signin-one = One\n").contains("has to begin with shop-"));
    assert!(wrong("shop-One = One\n").contains("small letters"));
    assert!(wrong("shop-one = One\nshop-one = Two\n").contains("twice"));
}

#[test]
fn tags_stand_in_pairs_and_not_in_each_other() {
    let tagged = |text: &str| wrong(&format!("# <a> – one\n# <b> – two\nshop-one = {text}\n"));
    assert_eq!(tagged("<a>x</a> and <b>y</b>"), "");
    assert!(tagged("<a>x <b>y</b>").contains("inside of another"));
    assert!(tagged("<b>y</b> <a>x").contains("does not close"));
    assert!(tagged("<a>x</b>").contains("not open there"));
    assert!(tagged("<a>x</a> <b>y</b> 1 < 2").contains("without its >"));
    assert!(tagged("<a>x</a>").contains("leaves out <b>"));
    assert!(tagged("<a>x</a> <b>y</b> <i>z</i>").contains("uses <i>"));
}

#[test]
fn every_language_says_everything_and_nothing_else() {
    let sentence = wrong_beside("shop-one = One\nshop-two = Two\n", "shop-one = Viens\n");
    assert!(
        sentence.contains("lv lacks shop-two, which reads in English: Two"),
        "{sentence}"
    );
    assert!(
        wrong_beside("shop-one = One\n", "shop-one = Viens\nshop-two = Divi\n")
            .contains("lv/shop.ftl, line 2: shop-two is not there in English")
    );
    let english = "# $shop (String) – its name\nshop-one = { $shop }\n";
    assert!(
        wrong_beside(english, "shop-one = { $other }\n").contains("uses $other, which English")
    );
    assert!(wrong_beside(english, "shop-one = Veikals\n").contains("leaves out $shop"));
    assert!(wrong_beside(english, "shop-one = { $shop } <b>x</b>\n").contains("uses <b>, which"));
}

#[test]
fn a_variable_with_a_question_mark_may_be_left_out() {
    let english =
        "# $day (Number?) – in figures\n# $name (String?) – in words\nshop-one = { $day }\n";
    assert_eq!(wrong_beside(english, "shop-one = { $name }\n"), "");
}

#[test]
fn every_plural_form_of_a_language_is_there() {
    assert_eq!(wrong(DAYS), "");
    let latvian = |forms: &str| {
        wrong_beside(
            DAYS,
            &format!("shop-days =\n    {{ $n ->\n{forms}\n    }}\n"),
        )
    };
    let one = "        [one] { $n } diena\n";
    let other = "       *[other] { $n } dienas";
    let zero = "        [zero] { $n } dienu\n";
    assert_eq!(latvian(&format!("{zero}{one}{other}")), "");
    assert!(latvian(&format!("{one}{other}")).contains("lacks the form [zero] for $n"));
    let few = "        [few] { $n } dienas\n";
    assert!(latvian(&format!("{zero}{few}{one}{other}")).contains("has a form [few] for $n"));
    let none = "        [0] Nevienas dienas\n";
    assert_eq!(latvian(&format!("{none}{zero}{one}{other}")), "");
}

#[test]
fn a_text_is_calm_and_has_the_quotation_marks_of_its_language() {
    assert!(wrong("shop-one = Welcome!\n").contains("exclamation mark"));
    assert!(wrong("shop-one = It's here\n").contains("straight quotation mark"));
    assert!(wrong("shop-one = \u{fdd0}\n").contains("Unicode reserves"));
    assert_eq!(wrong("shop-one = It’s “here”\n"), "");
}

#[test]
fn a_folder_is_named_after_a_language_and_english_is_there() {
    let Err(sentences) = read(&[source("lv", "shop-one = Viens\n")]) else {
        panic!("English is missing");
    };
    assert!(sentences[0].contains("no folder en"));
    let sources = [
        source("en", "shop-one = One\n"),
        source("no language", "shop-one = x\n"),
    ];
    let Err(sentences) = read(&sources) else {
        panic!("a folder has no tag");
    };
    assert!(sentences.join("\n").contains("named after no language"));
}

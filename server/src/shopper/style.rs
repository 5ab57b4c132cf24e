//! The form's style sheet, as much of it as a form needs: what only other places and other kinds of
//! questions need would be 400 bytes of what a shopper waits for.

use super::files;
use std::{collections::HashSet, sync::LazyLock};

/// What begins the name of every class of the form.
const OURS: &str = ".aw-";

/// The class that no form is drawn with, and that the loader gives it at its end.
const LATER: &str = "said";

/// A part of a style sheet.
#[derive(Debug)]
enum Part {
    /// A rule, or whatever is kept as it is.
    Rule {
        /// For each of its selectors, the classes without which it fits nothing.
        needs: Vec<Vec<String>>,
        text: String,
    },
    /// `@media` and `@supports`, with what is inside.
    Group { head: String, parts: Vec<Part> },
}

static PARTS: LazyLock<Vec<Part>> = LazyLock::new(|| parts(files::style()));

/// The rules that fit something of a drawn form, whatever becomes of it until it is gone: every
/// question of a survey is drawn, and hidden until it is asked.
pub fn needed_by(html: &str) -> String {
    let mut style = String::new();
    write(&PARTS, &classes_of(html), &mut style);
    style
}

fn write(parts: &[Part], classes: &HashSet<&str>, style: &mut String) {
    for part in parts {
        match part {
            Part::Rule { needs, text } => {
                let has = |class: &String| classes.contains(class.as_str());
                let fits = |needed: &Vec<String>| needed.iter().all(has);
                if needs.is_empty() || needs.iter().any(fits) {
                    style.push_str(text);
                }
            }
            Part::Group { head, parts } => {
                let start = style.len();
                style.push_str(head);
                style.push('{');
                let inside = style.len();
                write(parts, classes, style);
                if style.len() == inside {
                    style.truncate(start);
                } else {
                    style.push('}');
                }
            }
        }
    }
}

/// The names of the form's classes, without what all of them begin with. What only looks like one
/// may be among them: too much is better than too little.
fn classes_of(html: &str) -> HashSet<&str> {
    let ours = OURS.trim_start_matches('.');
    let names = html.split(ours).skip(1).map(name);
    names.chain([LATER]).collect()
}

/// What a class is called, where something else may follow.
fn name(text: &str) -> &str {
    let ends = |c: char| !c.is_ascii_alphanumeric() && c != '_';
    text.split(ends).next().unwrap_or_default()
}

/// Splits a style sheet as the build writes it: small, without comments.
fn parts(sheet: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = sheet;
    while let Some((head, body, after)) = first_block(rest) {
        parts.push(
            if head.starts_with("@media") || head.starts_with("@supports") {
                Part::Group {
                    head: head.to_owned(),
                    parts: self::parts(body),
                }
            } else {
                let selectors = if head.starts_with('@') {
                    Vec::new()
                } else {
                    selectors(head)
                };
                Part::Rule {
                    needs: selectors.iter().map(|selector| needs(selector)).collect(),
                    text: format!("{head}{{{body}}}"),
                }
            },
        );
        rest = after;
    }
    parts
}

/// What stands before the first braces, inside of them and behind them.
fn first_block(sheet: &str) -> Option<(&str, &str, &str)> {
    let (head, inside) = sheet.split_once('{')?;
    let mut depth = 1;
    let end = inside.find(|c| {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        depth == 0
    })?;
    Some((head, &inside[..end], &inside[end + 1..]))
}

/// A list of selectors, one by one; commas inside of `:is(…)` and the like do not part them.
fn selectors(list: &str) -> Vec<&str> {
    let mut depth = 0;
    list.split(|c| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        c == ',' && depth == 0
    })
    .collect()
}

/// The classes that a selector names outside of brackets: inside of `:not(…)` and `:is(…)` it fits
/// without them.
fn needs(selector: &str) -> Vec<String> {
    let mut depth = 0;
    let outside: String = selector
        .chars()
        .filter(|c| {
            depth += match c {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0
        })
        .collect();
    let names = outside.split(OURS).skip(1);
    names.map(|rest| name(rest).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trimmed(sheet: &str, html: &str) -> String {
        let mut style = String::new();
        write(&parts(sheet), &classes_of(html), &mut style);
        style
    }

    #[test]
    fn only_rules_that_fit_something_are_kept() {
        let sheet = ".aw{a:b}.aw-5 .aw-scale,.aw-faces span{c:d}.aw-option :is(.aw-x,b){e:f}\
            .aw:not(.aw-contact,.aw-y) p{g:h}@media print{.aw-left{i:j}}\
            @supports (height:1dvh){.aw-scale{k:l}.aw-left{m:n}}@keyframes in{0%{o:p}}.aw-said{q:r}";
        let html = "<section class=\"aw\"><div class=\"aw-scale\">";
        assert_eq!(
            trimmed(sheet, html),
            ".aw{a:b}.aw:not(.aw-contact,.aw-y) p{g:h}@supports (height:1dvh){.aw-scale{k:l}}\
             @keyframes in{0%{o:p}}.aw-said{q:r}"
        );
        let faces = "<div class='aw-q aw-faces'>";
        assert!(trimmed(sheet, faces).contains(".aw-5 .aw-scale,.aw-faces span{c:d}"));
        assert!(trimmed(sheet, "aw-option").contains(":is(.aw-x,b){e:f}"));
    }

    #[test]
    fn a_longer_class_does_not_need_the_rules_of_a_shorter_one() {
        let sheet = ".aw-end{a:b}.aw-ends{c:d}";
        assert_eq!(trimmed(sheet, "<p class=\"aw-ends\">"), ".aw-ends{c:d}");
        assert_eq!(trimmed(sheet, "<p class='aw-q aw-end'>"), ".aw-end{a:b}");
    }

    #[test]
    fn a_form_with_everything_needs_the_whole_sheet() {
        let sheet = files::style();
        let every_class: String = sheet.replace('.', " ");
        assert_eq!(trimmed(sheet, &every_class), sheet);
        assert!(needed_by("").len() < sheet.len() / 2);
    }
}

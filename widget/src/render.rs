//! The server's door.

use crate::{
    form::{
        Button, ButtonProps, Fixed, Form, FormProps, Question, QuestionProps, Step, View, place,
        progress,
    },
    question::{Asked, CROSS, text},
    state,
};
use afterword_shared::{
    appearance::{is_https, is_link},
    flow,
    id::QuestionId,
    prompt::PromptState,
    response::Answers,
    scale::Kind,
    survey::{Link, Next, Survey},
    words,
};
use leptos::{
    attr::{
        AttributeValue,
        any_attribute::{AnyAttribute, IntoAnyAttribute},
        custom::custom_attribute,
    },
    prelude::*,
    tachys::html::{class::class, element::inner_html},
};
use std::sync::LazyLock;

/// A prompt, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// One `<section>` with the form; the first question shown, the others hidden.
    pub html: String,
    /// What the bundle of the same build needs to take that very HTML over.
    pub state: String,
}

/// What of a survey is drawn: nothing answered and the first question shown, where nothing else is
/// said.
#[derive(Clone, Copy, Debug)]
pub struct Drawn<'a> {
    /// What was answered before.
    pub answers: &'a Answers,
    /// The question that is shown, where the survey is shown step by step; the first one for none,
    /// and for one that the answers do not lead to.
    pub at: Option<&'a QuestionId>,
    /// Whether the survey is over: it thanks, and asks nothing.
    pub ended: bool,
    /// An answer that could not be taken, and what is said about it. That question is shown.
    pub wrong: Option<(&'a QuestionId, &'a str)>,
    /// What a form needs that is sent without JavaScript: then it is a page, not a prompt.
    pub hosted: Option<Hosted<'a>>,
}

/// How a form is sent without JavaScript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hosted<'a> {
    /// Where it goes, by POST.
    pub action: &'a str,
    /// Hidden fields that go with it. Names with a dot in front are no question's.
    pub fields: &'a [(&'a str, &'a str)],
}

impl Default for Drawn<'_> {
    fn default() -> Self {
        static NOTHING: LazyLock<Answers> = LazyLock::new(Answers::default);
        Self {
            answers: &NOTHING,
            at: None,
            ended: false,
            wrong: None,
            hosted: None,
        }
    }
}

/// Draws the form for a shopper who has not answered anything yet.
pub fn render(state: &PromptState) -> Rendered {
    render_at(state, &Drawn::default())
}

/// Draws the form as far as a shopper has come.
pub fn render_at(state: &PromptState, drawn: &Drawn) -> Rendered {
    let carried = carried(&state.survey);
    let view = view_of(&carried, drawn);
    let card = Card {
        state,
        carried: &carried,
        drawn,
        view,
    };
    Rendered {
        html: card.html(),
        state: state::pack(&carried),
    }
}

/// What the bundle has to know of a survey: the flow, and the words at its end.
fn carried(survey: &Survey) -> Survey {
    let mut survey = survey.clone();
    survey.locale.clear();
    for question in &mut survey.questions {
        question.options.clear();
        for words in [
            &mut question.text,
            &mut question.low,
            &mut question.high,
            &mut question.other,
            &mut question.none,
        ] {
            words.clear();
        }
    }
    for ending in &mut survey.endings {
        ending.link.take_if(|link| !is_link(&link.address));
    }
    survey.offer.take_if(|link| !is_link(&link.address));
    survey
}

/// What is shown of a survey.
fn view_of(survey: &Survey, drawn: &Drawn) -> View {
    let Drawn {
        answers,
        at,
        ended,
        wrong,
        hosted,
    } = *drawn;
    if survey.questions.is_empty() {
        return View::default();
    }
    let path = flow::path(survey, answers);
    let at = wrong
        .map(|(id, _)| id)
        .or(at)
        .filter(|id| path.reaches(id))
        .map_or(0, |id| place(survey, id));
    let mut view = if flow::is_stepped(survey) {
        View::stepped(survey, answers, at)
    } else {
        View::stacked(Step::of(survey, answers, at))
    };
    // Without a script nothing appears later.
    view.sendable |= hosted.is_some();
    view.done = ended;
    view
}

/// The place of the question that comes second whatever the first answer is: the loader shows it
/// before the bundle is there.
fn next_place(survey: &Survey) -> Option<usize> {
    let first = survey.questions.first()?;
    let [_, second] = &survey.questions[..] else {
        return None;
    };
    let leads_away = first
        .branches
        .iter()
        .any(|branch| branch.then != Next::Question(second.id.clone()));
    (!leads_away).then_some(1)
}

/// The form as a whole, as the server draws it.
struct Card<'a> {
    state: &'a PromptState,
    carried: &'a Survey,
    drawn: &'a Drawn<'a>,
    view: View,
}

/// An attribute that the server alone writes.
fn attribute(name: &'static str, value: impl AttributeValue) -> AnyAttribute {
    custom_attribute(name, value).into_any_attr()
}

/// An element's classes and its content, which the server alone writes.
fn fixed(classes: impl Into<String>, content: impl Into<String>) -> Fixed {
    vec![
        class(classes.into()).into_any_attr(),
        inner_html(content.into()).into_any_attr(),
    ]
}

impl Card<'_> {
    fn html(&self) -> String {
        let PromptState {
            survey,
            texts,
            place,
            ..
        } = self.state;
        let form = Form(FormProps {
            done: self.view.done,
            fixed: self.form(),
        })
        .to_html();
        let close = if self.drawn.hosted.is_some() {
            String::new()
        } else {
            view! {
                <button
                    class="aw-close"
                    type="button"
                    aria-label=texts.close.clone()
                    inner_html=CROSS
                ></button>
            }
            .to_html()
        };
        let asks = |kind| {
            survey
                .questions
                .iter()
                .any(|question| question.kind == kind)
        };
        let stepped = flow::is_stepped(survey);
        view! {
            <section
                class=format!("aw aw-{}", place.name())
                data-place=place.name()
                lang=survey.locale.clone()
                dir=words::direction(&survey.locale)
                aria-label=texts.label.clone()
                data-later=!self.drawn.answers.is_empty()
                data-saved=texts.saved.clone()
                data-failed=texts.not_sent.clone()
                data-elsewhere=texts.answered_elsewhere.clone()
                data-closed=texts.closed.clone()
                data-withdrawn=texts.withdrawn.clone()
                data-saving=texts.saving.clone()
                data-required=texts.required.clone()
                data-send=texts.send.clone()
                data-onward=stepped.then(|| texts.next.clone())
                data-progress=stepped.then(|| texts.progress.clone())
                data-email=asks(Kind::Contact).then(|| texts.email_wrong.clone())
                data-consent=asks(Kind::Contact).then(|| texts.consent_missing.clone())
                data-left=asks(Kind::Text).then(|| texts.characters_left.clone())
                inner_html=form + &self.end() + &close
            ></section>
        }
        .to_html()
    }

    /// What stands in the form: where somebody is, the questions, and the foot.
    fn inside(&self) -> String {
        let PromptState { survey, texts, .. } = self.state;
        let progress = text(&progress(&texts.progress, self.view));
        let head = view! {
            <div class="aw-head">
                <span class="aw-who" inner_html=self.before()></span>
                <span class="aw-progress" inner_html=progress></span>
            </div>
        }
        .to_html();
        let questions = (0..survey.questions.len()).map(|place| {
            Question(QuestionProps {
                view: self.view,
                place,
                fixed: self.question(place),
            })
            .to_html()
        });
        let questions: String = questions.collect();
        let inside = self.buttons() + &self.notes();
        let foot = view! { <div class="aw-foot" inner_html=inside></div> }.to_html();
        head + &questions + &foot
    }

    /// Back, try again, and on.
    fn buttons(&self) -> String {
        let texts = &self.state.texts;
        let button = |name: &str, kind: &'static str, words: &str, shown| {
            let mut fixed = fixed(name, text(words));
            fixed.push(attribute("type", kind));
            ButtonProps { shown, fixed }
        };
        let mut back = button("aw-back", "button", &texts.back, self.view.back);
        if self.drawn.hosted.is_some() {
            back = button("aw-back", "submit", &texts.back, self.view.back);
            back.fixed.push(attribute("name", ".back"));
            back.fixed.push(attribute("value", "1"));
        }
        let again = button("aw-again", "button", &texts.try_again, false);
        let onward = if self.view.has_next() {
            &texts.next
        } else {
            &texts.send
        };
        let send = button("aw-send", "submit", onward, self.view.sendable);
        [back, again, send]
            .map(|button| Button(button).to_html())
            .concat()
    }

    /// What became of the answers, and who asks.
    fn notes(&self) -> String {
        view! {
            <div class="aw-notes">
                <span class="aw-status" role="status"></span>
                <span class="aw-fine" inner_html=self.fine()></span>
            </div>
        }
        .to_html()
    }

    fn form(&self) -> Fixed {
        let survey = &self.state.survey;
        let stepped = flow::is_stepped(survey);
        let alone = survey.questions.len() <= next_place(survey).map_or(1, |_| 2);
        let mut form = fixed("aw-form", self.inside());
        form.push(attribute("novalidate", true));
        form.push(attribute("data-stepped", stepped));
        form.push(attribute("data-more", !alone));
        if let Some(hosted) = self.drawn.hosted {
            form.push(attribute("id", "aw-form"));
            form.push(attribute("method", "post"));
            form.push(attribute("action", hosted.action.to_owned()));
        }
        form
    }

    /// The shop's picture, and what a form without a script needs: its hidden fields, and a first
    /// button, since that is the one that the Enter key presses.
    fn before(&self) -> String {
        let logo = &self.state.logo;
        let mut html = if is_https(logo) {
            view! { <img class="aw-logo" src=logo.clone() alt=""/> }.to_html()
        } else {
            String::new()
        };
        if let Some(hosted) = self.drawn.hosted {
            html += &view! {
                <button class="aw-said" type="submit" tabindex="-1" aria-hidden="true"></button>
            }
            .to_html();
            for (name, value) in hosted.fields {
                let (name, value) = ((*name).to_owned(), (*value).to_owned());
                html += &view! { <input type="hidden" name=name value=value/> }.to_html();
            }
        }
        html
    }

    fn question(&self, place: usize) -> Fixed {
        let PromptState { survey, texts, .. } = self.state;
        let question = &survey.questions[place];
        let wrong = match self.drawn.wrong {
            Some((id, words)) if *id == question.id => words,
            _ => "",
        };
        let asked = Asked {
            question,
            texts,
            answer: self.drawn.answers.get(&question.id),
            wrong,
        };
        let mut fixed = fixed(asked.class(), asked.content());
        fixed.push(attribute("data-q", question.id.as_str().to_owned()));
        fixed.push(attribute(
            "aria-describedby",
            format!("aw-{}-wrong", question.id),
        ));
        fixed.push(attribute("data-next", next_place(survey) == Some(place)));
        fixed
    }

    /// Who asks, and what becomes of answers.
    fn fine(&self) -> String {
        let PromptState {
            shop,
            privacy,
            texts,
            ..
        } = self.state;
        let shop = if shop.is_empty() {
            String::new()
        } else {
            view! { <span>{shop.clone()}</span> }.to_html()
        };
        if !is_page(privacy) {
            return shop;
        }
        let link = view! {
            <a href=privacy.clone() target="_blank" rel="noopener">
                {texts.privacy.clone()}
            </a>
        };
        shop + " " + &link.to_html()
    }

    /// The thanks, which the bundle fills in where the survey isn't over yet.
    fn end(&self) -> String {
        let texts = &self.state.texts;
        let ended = self.drawn.ended;
        let end = flow::end(self.carried, self.drawn.answers);
        let thanks = if ended {
            text(end.thanks)
        } else {
            String::new()
        };
        let link = |class: &'static str, link: Option<&Link>, hidden: bool| {
            let (address, words) = link.map_or(Default::default(), |link| {
                (Some(link.address.clone()), text(&link.text))
            });
            view! {
                <a
                    class=class
                    href=address
                    target="_blank"
                    rel="noopener"
                    hidden=hidden
                    inner_html=words
                ></a>
            }
            .to_html()
        };
        let links = [
            link(
                "aw-link",
                end.link.filter(|_| ended),
                !ended || end.link.is_none(),
            ),
            link("aw-offer", end.offer, !ended || end.offer.is_none()),
        ]
        .concat();
        let links = view! { <div class="aw-links" inner_html=links></div> }.to_html();
        let thanks = view! {
            <p class="aw-thanks" role="status" tabindex="-1" inner_html=thanks></p>
        }
        .to_html();
        // On a page of its own it is sent with the form's fields, which say whose answers.
        let hosted = self.drawn.hosted.is_some();
        let withdraw = view! {
            <button
                class="aw-withdraw"
                type=if hosted { "submit" } else { "button" }
                form=hosted.then_some("aw-form")
                name=hosted.then_some(".withdraw")
                value=hosted.then_some("1")
                hidden=!ended
            >
                {texts.withdraw.clone()}
            </button>
        }
        .to_html();
        view! { <div class="aw-end" inner_html=thanks + &links + &withdraw></div> }.to_html()
    }
}

/// Whether a browser may open it as the privacy page: `javascript:` is no page.
fn is_page(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_shared::{
        appearance::Place,
        prompt::Texts,
        response::{Answer, WireAnswer, from_fields},
    };

    /// A survey as an owner would write it, with words that try to break out of the page.
    fn state(questions: &str) -> PromptState {
        PromptState {
            shop: "Cups & <b>Co</b>".into(),
            privacy: "https://shop.example/privacy".into(),
            place: Place::default(),
            logo: String::new(),
            survey: serde_json::from_str(&format!(
                r#"{{"locale": "en", "thanks": "Thank you, \"friend\".", "questions": {questions},
                    "offer": {{"text": "10 % <i>off</i>", "address": "https://shop.example/code?a&b"}},
                    "endings": [{{"from": 0, "to": 6, "thanks": "Sorry.",
                        "link": {{"text": "Write to us", "address": "mailto:help@shop.example"}}}}]}}"#
            ))
            .unwrap(),
            texts: Texts {
                label: "A question from Cups & <b>Co</b>".into(),
                close: "Close".into(),
                send: "Send".into(),
                next: "Next".into(),
                back: "Back".into(),
                progress: "{n} of {of}".into(),
                optional: "Optional".into(),
                required: "Answer this.".into(),
                saved: "Saved".into(),
                saving: "Saving".into(),
                not_sent: "Not sent".into(),
                try_again: "Try again".into(),
                privacy: "privacy".into(),
                characters_left: "{n} characters left".into(),
                answered_elsewhere: "This order was answered already.".into(),
                withdraw: "Withdraw my answers".into(),
                yes: "Yes".into(),
                no: "No".into(),
                other_text: "What else?".into(),
                choose_many: "Choose all that apply.".into(),
                email: "Your address".into(),
                consent: "Cups may write to me.".into(),
                faces: ["Awful", "Bad", "So-so", "Good", "Great"].map(Into::into),
                ..Texts::default()
            },
        }
    }

    const SCORE_AND_WHY: &str = r#"[
        {"id": "score", "kind": "nps", "text": "Would you <i>recommend</i> us?", "required": true,
         "low": "Not \"at\" all", "high": "Very"},
        {"id": "why", "kind": "text", "text": "Why?"}
    ]"#;

    /// One question of every kind and look, in this order.
    const EVERY_KIND: &str = r#"[
        {"id": "score", "kind": "nps", "text": "?", "required": true,
         "branches": [{"from": 9, "to": 10, "then": {"question": "easy"}}]},
        {"id": "ten", "kind": "nps_from_one", "text": "?"},
        {"id": "stars", "kind": "csat", "text": "?", "high": "Great"},
        {"id": "faces", "kind": "csat", "text": "?", "look": "faces"},
        {"id": "numbers", "kind": "csat", "text": "?", "look": "numbers"},
        {"id": "easy", "kind": "ces", "text": "?"},
        {"id": "often", "kind": "scale", "text": "?", "range": {"low": 2, "high": 4}},
        {"id": "good", "kind": "yes_no", "text": "?"},
        {"id": "one", "kind": "choice", "text": "?", "required": true, "other": "Else",
         "options": [{"id": "a", "text": "<i>A</i>"}, {"id": "b", "text": "B"}]},
        {"id": "many", "kind": "choices", "text": "?", "other": "Else", "none": "None",
         "options": [{"id": "a", "text": "A"}]},
        {"id": "words", "kind": "text", "text": "?", "required": true},
        {"id": "line", "kind": "text", "text": "?", "look": "line"},
        {"id": "mail", "kind": "contact", "text": "?"}
    ]"#;

    /// The opening tag of the first element of which it holds `part`.
    fn tag<'a>(html: &'a str, part: &str) -> &'a str {
        let at = html
            .find(part)
            .unwrap_or_else(|| panic!("no {part} in {html}"));
        let start = html[..=at].rfind('<').unwrap();
        &html[start..=at + html[at..].find('>').unwrap()]
    }

    /// What stands between the tags of a question.
    fn question<'a>(html: &'a str, id: &str) -> &'a str {
        let opening = tag(html, &format!("data-q=\"{id}\""));
        let start = html.find(opening).unwrap();
        &html[start..start + html[start..].find("</fieldset>").unwrap()]
    }

    fn answers(given: &[(&str, Answer)]) -> Answers {
        given
            .iter()
            .map(|(id, answer)| (id.parse().unwrap(), answer.clone()))
            .collect()
    }

    fn is(tag: &str, attribute: &str) -> bool {
        tag.trim_end_matches('>')
            .split(' ')
            .any(|part| part == attribute)
    }

    #[test]
    fn the_first_question_is_there_with_native_fields_and_labelled_ends() {
        let html = render(&state(SCORE_AND_WHY)).html;
        assert!(html.starts_with("<section "));
        assert_eq!(html.matches(r#"type="radio""#).count(), 11);
        assert!(html.contains(">Would you &lt;i&gt;recommend&lt;/i&gt; us?</legend>"));
        assert!(tag(&html, r#"value="0""#).contains(r#"aria-label="0, Not &quot;at&quot; all""#));
        assert!(tag(&html, r#"value="10""#).contains(r#"aria-label="10, Very""#));
        let first = tag(&html, "<fieldset");
        assert!(!is(first, "hidden") && !is(first, "disabled"), "{first}");
        assert!(!html.contains("checked"));
        assert!(is(tag(&html, r#"class="aw-send""#), "hidden"));
        assert!(!html.contains("data-stepped"));
    }

    #[test]
    fn nobody_s_words_break_out_of_the_page() {
        let mut state = state(EVERY_KIND);
        let evil = "\"'><script>alert(1)</script>&";
        state.shop = evil.into();
        state.texts.other_text = evil.into();
        state.texts.consent = evil.into();
        state.texts.faces = [evil; 5].map(Into::into);
        state.survey.locale = evil.into();
        state.survey.thanks = evil.into();
        state.survey.each_words(|_, text| *text = evil.into());
        state.privacy = format!("https://a.example/{evil}");
        let answers = answers(&[
            ("score", Answer::Rating(9)),
            ("words", Answer::Text(evil.into())),
            ("line", Answer::Text(evil.into())),
        ]);
        let fields = [(evil, evil)];
        for ended in [false, true] {
            let html = render_at(
                &state,
                &Drawn {
                    answers: &answers,
                    ended,
                    wrong: Some((&"score".parse().unwrap(), evil)),
                    hosted: Some(Hosted {
                        action: evil,
                        fields: &fields,
                    }),
                    ..Drawn::default()
                },
            )
            .html;
            assert!(!html.contains("<script"), "{html}");
            let lang = &html[html.find("lang=").unwrap()..];
            assert!(lang.starts_with(r#"lang="&quot;"#), "{lang}");
            assert!(!html.contains("=\"\"'"), "{html}");
        }
        let drawn = render(&self::state(EVERY_KIND)).html;
        assert!(drawn.contains("&lt;i&gt;A&lt;/i&gt;</label>"));
    }

    #[test]
    fn a_follow_up_that_is_always_the_same_waits_hidden_for_the_first_tap() {
        let html = render(&state(SCORE_AND_WHY)).html;
        let text = tag(&html, r#"data-q="why""#);
        for attribute in ["hidden", "disabled", "data-next"] {
            assert!(is(text, attribute), "{text}");
        }
        assert!(!tag(&html, "<form").contains("data-more"));
        assert!(question(&html, "why").contains(r#"placeholder="Optional""#));
    }

    #[test]
    fn where_answers_lead_apart_the_loader_shows_no_follow_up() {
        let html = render(&state(
            r#"[
            {"id": "score", "kind": "nps", "text": "?", "required": true,
             "branches": [{"from": 9, "to": 10, "then": "end"}]},
            {"id": "bad", "kind": "text", "text": "?"}
        ]"#,
        ))
        .html;
        assert!(!html.contains("data-next"));
        assert!(tag(&html, "<form").contains("data-more"));
    }

    #[test]
    fn every_kind_has_its_own_fields_and_their_names() {
        let html = render(&state(EVERY_KIND)).html;
        assert_eq!(html.matches("<fieldset").count(), 13);
        let fields = |id: &str| {
            question(&html, id)
                .matches(&format!(r#"name="{id}""#))
                .count()
        };
        for (id, count) in [
            ("score", 11),
            ("ten", 10),
            ("stars", 5),
            ("faces", 5),
            ("numbers", 5),
            ("easy", 7),
            ("often", 3),
            ("good", 2),
            ("one", 3),
            ("many", 3),
            ("words", 1),
            ("line", 1),
            ("mail", 1),
        ] {
            assert_eq!(fields(id), count, "{id}");
        }
        assert!(question(&html, "stars").contains(r#"aria-label="5/5, Great""#));
        assert!(question(&html, "faces").contains(r#"aria-label="So-so""#));
        assert!(question(&html, "good").contains(">Yes<"));
        assert!(tag(question(&html, "often"), r#"value="4""#).contains("radio"));
        assert!(question(&html, "one").contains(r#"name="one.other""#));
        assert!(!question(&html, "one").contains("Choose all"));
        let many = question(&html, "many");
        assert!(many.contains("Choose all that apply.") && many.contains(r#"value="none""#));
        assert!(!many.contains(r#"type="radio""#));
        let words = tag(&html, "<textarea");
        assert!(is(words, "required") && words.contains(r#"maxlength="4000""#));
        assert!(words.contains(r#"placeholder="""#), "{words}");
        assert!(tag(&html, r#"name="line""#).contains(r#"maxlength="200""#));
        assert!(tag(&html, r#"name="mail""#).contains(r#"type="email""#));
        assert!(tag(&html, r#"name="mail.consent""#).contains(r#"value="1""#));
    }

    #[test]
    fn three_and_more_questions_are_shown_one_by_one() {
        let state = state(EVERY_KIND);
        let first = render(&state).html;
        assert!(tag(&first, "<form").contains("data-stepped"));
        assert!(first.contains(">1 of 13<"), "{first}");
        assert!(first.contains(">Next</button>"));
        assert!(is(tag(&first, r#"class="aw-back""#), "hidden"));
        let given = answers(&[("score", Answer::Rating(10))]);
        let id = "easy".parse().unwrap();
        let easy = render_at(
            &state,
            &Drawn {
                answers: &given,
                at: Some(&id),
                ..Drawn::default()
            },
        )
        .html;
        let state_of = |id: &str| {
            let fieldset = tag(&easy, &format!("data-q=\"{id}\""));
            (is(fieldset, "hidden"), is(fieldset, "disabled"))
        };
        assert_eq!(state_of("score"), (true, false));
        assert_eq!(state_of("stars"), (true, true));
        assert_eq!(state_of("easy"), (false, false));
        assert!(easy.contains(">2 of 9<"));
        assert!(!is(tag(&easy, r#"class="aw-back""#), "hidden"));
        assert!(is(
            tag(question(&easy, "score"), r#"value="10""#),
            "checked"
        ));
        let id = "mail".parse().unwrap();
        let given = answers(&[
            ("score", Answer::Rating(10)),
            (
                "one",
                Answer::Chosen {
                    options: vec!["other".parse().unwrap()],
                    other: Some("a \"friend\"".into()),
                },
            ),
            ("words", Answer::Text("\nquick & good".into())),
        ]);
        let last = render_at(
            &state,
            &Drawn {
                answers: &given,
                at: Some(&id),
                ..Drawn::default()
            },
        )
        .html;
        assert!(last.contains(">Send</button>") && last.contains(">9 of 9<"));
        let other = tag(&last, r#"name="one.other""#);
        assert!(other.contains(r#"value="a &quot;friend&quot;""#), "{other}");
        assert!(last.contains(">\n\nquick &amp; good</textarea>"));
    }

    #[test]
    fn a_step_that_the_answers_do_not_lead_to_is_the_first_one() {
        let id = "mail".parse().unwrap();
        let html = render_at(
            &state(EVERY_KIND),
            &Drawn {
                at: Some(&id),
                ..Drawn::default()
            },
        )
        .html;
        assert!(!is(tag(&html, r#"data-q="score""#), "hidden"));
        assert!(is(tag(&html, r#"data-q="mail""#), "hidden"));
    }

    #[test]
    fn what_is_wrong_is_said_beside_its_question() {
        let id = "score".parse().unwrap();
        let html = render_at(
            &state(EVERY_KIND),
            &Drawn {
                wrong: Some((&id, "Answer <this>.")),
                ..Drawn::default()
            },
        )
        .html;
        assert!(question(&html, "score").contains(">Answer &lt;this&gt;.</p>"));
        assert!(tag(&html, r#"data-q="score""#).contains(r#"aria-describedby="aw-score-wrong""#));
        let quiet = question(&html, "ten");
        assert!(quiet.contains(r#"class="aw-wrong"></p>"#), "{quiet}");
    }

    #[test]
    fn the_end_thanks_links_and_takes_back() {
        let mut state = state(SCORE_AND_WHY);
        let fresh = render(&state).html;
        for part in ["aw-link\"", "aw-offer", "aw-withdraw"] {
            assert!(is(tag(&fresh, part), "hidden"), "{part}");
        }
        let low = answers(&[("score", Answer::Rating(2))]);
        let drawn = Drawn {
            answers: &low,
            ended: true,
            ..Drawn::default()
        };
        let html = render_at(&state, &drawn).html;
        assert!(is(tag(&html, "<form"), "hidden"));
        assert!(html.contains(">Sorry.</p>"));
        let link = tag(&html, "mailto:help@shop.example");
        assert!(link.contains(r#"target="_blank""#) && link.contains(r#"rel="noopener""#));
        assert!(html.contains(">10 % &lt;i&gt;off&lt;/i&gt;</a>"));
        assert!(!is(tag(&html, "aw-withdraw"), "hidden"));
        let high = answers(&[("score", Answer::Rating(9))]);
        let html = render_at(
            &state,
            &Drawn {
                answers: &high,
                ..drawn
            },
        )
        .html;
        assert!(html.contains(">Thank you, \"friend\".</p>"));
        assert!(is(tag(&html, "aw-link\""), "hidden") && !is(tag(&html, "aw-offer"), "hidden"));
        state.survey.offer.as_mut().unwrap().address = "javascript:alert(1)".into();
        let rendered = render_at(&state, &drawn);
        assert!(!rendered.html.contains("javascript"));
        assert_eq!(state::unpack(&rendered.state).unwrap().offer, None);
    }

    #[test]
    fn a_hosted_form_is_sent_without_a_script() {
        let fields = [(".ticket", "t\"1"), (".rev", "2")];
        let given = answers(&[("score", Answer::Rating(3))]);
        let id = "ten".parse().unwrap();
        let drawn = Drawn {
            answers: &given,
            at: Some(&id),
            hosted: Some(Hosted {
                action: "/s/srv_1?a&b",
                fields: &fields,
            }),
            ..Drawn::default()
        };
        let html = render_at(&state(EVERY_KIND), &drawn).html;
        let form = tag(&html, "<form");
        assert!(form.contains(r#"method="post""#) && form.contains(r#"action="/s/srv_1?a&amp;b""#));
        assert!(tag(&html, r#"name=".ticket""#).contains(r#"value="t&quot;1""#));
        let back = tag(&html, r#"class="aw-back""#);
        assert!(back.contains(r#"type="submit""#) && back.contains(r#"name=".back""#));
        // The Enter key presses the first button, and that is not the one that leads back.
        assert!(html.find(r#"type="submit" tabindex="-1""#) < html.find("aw-back"));
        assert!(!html.contains("aw-close"));
        let drawn = Drawn {
            ended: true,
            ..drawn
        };
        let html = render_at(&state(EVERY_KIND), &drawn).html;
        assert!(tag(&html, "aw-withdraw").contains(r#"form="aw-form""#));
        let short = render_at(
            &state(SCORE_AND_WHY),
            &Drawn {
                at: None,
                answers: &Answers::default(),
                ended: false,
                ..drawn
            },
        );
        assert!(!is(tag(&short.html, r#"class="aw-send""#), "hidden"));
    }

    #[test]
    fn the_fields_of_a_drawn_form_are_the_answers_that_it_was_drawn_from() {
        let given = answers(&[
            ("score", Answer::Rating(2)),
            ("good", Answer::Rating(0)),
            (
                "mail",
                Answer::Contact {
                    email: "a@b.example".into(),
                },
            ),
        ]);
        let html = render_at(
            &state(EVERY_KIND),
            &Drawn {
                answers: &given,
                ..Drawn::default()
            },
        )
        .html;
        let fields: Vec<_> = html
            .split('<')
            .filter(|tag| {
                tag.starts_with("input")
                    && (is(tag.split('>').next().unwrap(), "checked") || tag.contains("email\""))
            })
            .map(|tag| {
                let part = |name: &str| {
                    let rest = tag.split_once(&format!(" {name}=\"")).unwrap().1;
                    rest.split('"').next().unwrap().to_owned()
                };
                (part("name"), part("value"))
            })
            .collect();
        let text = |text: &str| WireAnswer::Text(text.into());
        assert_eq!(
            from_fields(&fields),
            [
                ("score".into(), text("2")),
                ("good".into(), text("0")),
                (
                    "mail".into(),
                    WireAnswer::Contact {
                        email: "a@b.example".into(),
                        consent: true
                    }
                ),
            ]
        );
    }

    #[test]
    fn who_asks_stands_on_the_form_and_only_pages_are_linked() {
        let mut state = state(SCORE_AND_WHY);
        let html = render(&state).html;
        assert!(html.contains("Cups &amp; &lt;b&gt;Co&lt;/b&gt;</span>"));
        assert!(html.contains(r#"href="https://shop.example/privacy""#));
        state.privacy = "javascript:alert(1)".into();
        state.logo = "javascript:alert(1)".into();
        let html = render(&state).html;
        assert!(!html.contains("javascript") && !html.contains("<img"));
        state.logo = "https://shop.example/logo.svg".into();
        let html = render(&state).html;
        assert!(tag(&html, "<img").contains(r#"alt="""#), "{html}");
    }

    #[test]
    fn the_words_that_the_form_says_later_stand_on_its_section() {
        let html = render(&state(EVERY_KIND)).html;
        let section = tag(&html, "<section");
        for (name, words) in [
            ("saved", "Saved"),
            ("failed", "Not sent"),
            ("onward", "Next"),
            ("progress", "{n} of {of}"),
            ("required", "Answer this."),
            ("left", "{n} characters left"),
        ] {
            let attribute = format!("data-{name}=\"{words}\"");
            assert!(section.contains(&attribute), "{attribute} {section}");
        }
        let html = render(&state(SCORE_AND_WHY)).html;
        let section = tag(&html, "<section");
        assert!(!section.contains("data-onward"));
        assert!(!section.contains("data-email") && !section.contains("data-consent"));
    }

    #[test]
    fn the_place_and_the_direction_are_said() {
        let mut state = state(SCORE_AND_WHY);
        state.survey.locale = "ar".into();
        for place in Place::ALL {
            state.place = place;
            let html = render(&state).html;
            let section = tag(&html, "<section");
            let name = place.name();
            assert!(
                section.contains(&format!(r#"class="aw aw-{name}""#)),
                "{section}"
            );
            assert!(
                section.contains(&format!(r#"data-place="{name}""#)),
                "{section}"
            );
            assert!(section.contains(r#"dir="rtl""#), "{section}");
        }
    }

    #[test]
    fn the_bundle_reads_what_the_server_packed_and_gets_no_words_that_it_does_not_say() {
        for words in ["", "a", "ab", "abc", "žluťoučký 🎉"] {
            let mut state = state(EVERY_KIND);
            state.survey.thanks = words.into();
            let packed = render(&state).state;
            assert!(
                packed
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
            );
            let survey = state::unpack(&packed).unwrap();
            assert_eq!(survey.thanks, words);
            let question = &survey.questions[8];
            assert!(question.text.is_empty() && question.options.is_empty());
            assert_eq!(
                survey.questions[0].branches,
                state.survey.questions[0].branches
            );
        }
        assert_eq!(state::unpack("not a state"), None);
        assert_eq!(state::unpack(""), None);
    }
}

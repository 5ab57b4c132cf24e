//! The browser's door: the bundle takes over the form that the server has drawn.

use crate::{
    form::{
        Button, ButtonProps, Form, FormProps, Question as Drawn, QuestionProps, Step, View, fill,
        is_settled, place, progress,
    },
    read::{Wrong, all, read},
    send::{Outbox, Reply, Status},
    state,
};
use afterword_shared::{
    flow,
    id::OptionId,
    response::{Answers, Progress},
    survey::{Link, Question, Survey},
};
use js_sys::Function;
use leptos::{
    prelude::*,
    tachys::{
        hydration::Cursor,
        view::{Position, PositionState},
    },
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::{Element, Event, EventTarget, HtmlElement, HtmlInputElement, Response, UiEvent};

// Times are in milliseconds, as browsers take them.

/// A text is sent once nobody has typed for so long.
const PAUSE: i32 = 1_000;
/// What a pointer has chosen is seen for so long before the next question comes.
const GLANCE: i32 = 180;
/// Only a message that takes longer than this is worth a word.
const SLOW: i32 = 600;
/// A message without a reply for so long counts as lost and is sent again.
const LOST: i32 = 15_000;
/// Whoever has the form before them for so long has seen it.
const SIGHT: i32 = 1_000;
/// Browsers refuse to keep more than 64 KiB alive behind a page that is left.
const KEPT_ALIVE: usize = 60_000;
/// From how many characters before the limit the form says how many are left.
const NEAR: usize = 200;

/// Takes over the form in `section`, drawn by [`render_at`](crate) from the same `state`, as it
/// stands in the page, and its messages, the last of which had the revision `rev`. `said` is what
/// the form says: 0 nothing, 1 on its way, 2 saved, 3 not sent, 4 answered elsewhere. `go` is what
/// the shopper has asked for and not got yet: 1 the next step, 2 the one before, 0 nothing.
///
/// The form is taken away by whoever put it there; `host` is its place in the page.
///
/// `false`, and nothing has changed, where the state is another build's.
#[wasm_bindgen]
#[expect(
    clippy::too_many_arguments,
    reason = "JavaScript calls it, and an object would need names that both sides carry"
)]
pub fn take_over(
    section: Element,
    host: Element,
    state: &str,
    address: String,
    ticket: String,
    rev: u32,
    said: u32,
    go: u32,
) -> bool {
    drop(host);
    let Some(survey) = state::unpack(state) else {
        return false;
    };
    let Some(taken) = Taken::new(section, survey, address, Outbox::new(ticket, rev), said) else {
        return false;
    };
    taken.listen();
    taken.begin(said, go);
    true
}

/// A form that the bundle has taken over.
struct Taken {
    section: Element,
    survey: Survey,
    address: String,
    /// What is shown of the form.
    view: Cell<View>,
    /// What it says in its foot.
    status: Cell<Status>,
    /// Brings the form in the page to what it is to show, and whether it can be tried again.
    draw: RefCell<Box<dyn FnMut(View, bool)>>,
    outbox: RefCell<Outbox>,
    /// Everything chosen and written, also where the flow has left it behind.
    answers: RefCell<Answers>,
    /// The question that is shown, where it is one at a time.
    at: Cell<usize>,
    /// The place in the survey up to which *Send* was pressed, where it isn't.
    sent: Cell<usize>,
    /// Counts pauses in typing, so that only the last one is acted on.
    pause: Cell<u32>,
    /// Counts changes and steps, so that what a pointer chose leads on only if nothing came
    /// between.
    change: Cell<u32>,
    busy: Cell<bool>,
    /// The last revision that was sent.
    posted: Cell<u32>,
    /// Counts messages that were sent.
    turn: Cell<u32>,
    /// *Send* has completed the survey; thanks follow as soon as that is kept.
    ending: Cell<bool>,
}

impl Taken {
    fn new(
        section: Element,
        survey: Survey,
        address: String,
        outbox: Outbox,
        said: u32,
    ) -> Option<Rc<Self>> {
        let find = |selector: &str| section.query_selector(selector).ok().flatten();
        let form = find(".aw-form")?;
        let [back, again, send] = [find(".aw-back")?, find(".aw-again")?, find(".aw-send")?];
        let is_shown = |element: &Element| !element.has_attribute("hidden");
        // What leptos finds in the page has to be what it believes to find.
        let mut view = View {
            sendable: is_shown(&send),
            back: is_shown(&back),
            done: !is_shown(&form),
            ..View::default()
        };
        let (mut at, mut sent) = (0, 0);
        let mut questions = Vec::new();
        for (place, question) in survey.questions.iter().enumerate() {
            let element = find(&["[data-q=", question.id.as_str(), "]"].concat())?;
            if is_shown(&element) {
                view.shown |= 1 << place;
                at = place;
                sent = place;
            }
            if !element.has_attribute("disabled") {
                view.enabled |= 1 << place;
            }
            questions.push(element);
        }
        let status = match said {
            2 => Status::Saved,
            3 => Status::Failed,
            4 => Status::Elsewhere,
            _ => Status::Quiet,
        };
        let again = (again, status == Status::Failed);
        let draw = hydrate(view, form, questions, [back, send], again);
        Some(Rc::new(Self {
            section,
            survey,
            address,
            view: Cell::new(view),
            status: Cell::new(status),
            draw: RefCell::new(draw),
            outbox: RefCell::new(outbox),
            answers: RefCell::default(),
            at: Cell::new(at),
            sent: Cell::new(sent),
            pause: Cell::new(0),
            change: Cell::new(0),
            busy: Cell::new(false),
            posted: Cell::new(0),
            turn: Cell::new(0),
            ending: Cell::new(false),
        }))
    }

    fn listen(self: &Rc<Self>) {
        let section: &EventTarget = &self.section;
        for name in ["input", "submit", "click"] {
            let taken = Rc::clone(self);
            listen(section, name, move |event| taken.on(name, &event));
        }
        for name in ["pagehide", "visibilitychange", "online"] {
            let taken = Rc::clone(self);
            let then = move |_| {
                if name == "online" {
                    taken.retry();
                } else {
                    taken.flush();
                }
            };
            listen_to_window(name, &callback(then));
        }
    }

    fn on(self: &Rc<Self>, name: &str, event: &Event) {
        let target: Option<Element> = event.target().map(JsCast::unchecked_into);
        let Some(target) = target else {
            return;
        };
        let within = |selector: &str| matches!(target.closest(selector), Ok(Some(_)));
        match name {
            "input" => self.changed(&target.unchecked_into()),
            "submit" => {
                event.prevent_default();
                self.next();
            }
            _ if within(".aw-close") => self.close(),
            _ if within(".aw-again") => self.retry(),
            _ if within(".aw-back") => {
                event.prevent_default();
                self.back();
            }
            _ if within(".aw-withdraw") => {
                event.prevent_default();
                self.withdraw();
            }
            // A key that chooses clicks as well, but nobody has clicked anything: no count.
            _ if self.is_stepped()
                && within(".aw-q :is(label,input[type=radio])")
                && event.unchecked_ref::<UiEvent>().detail() > 0 =>
            {
                self.glance();
            }
            _ => {}
        }
    }

    fn is_stepped(&self) -> bool {
        flow::is_stepped(&self.survey)
    }

    /// The question that is shown, where it is one at a time.
    fn current(&self) -> &Question {
        &self.survey.questions[self.at.get()]
    }

    /// Catches up with what happened before the bundle was there.
    fn begin(self: &Rc<Self>, said: u32, go: u32) {
        self.read();
        let survey = &self.survey;
        let written = {
            let answers = self.answers.borrow();
            survey
                .questions
                .iter()
                .any(|q| !q.kind.is_scored() && answers.get(&q.id).is_some())
        };
        let empty = self.answers.borrow().is_empty();
        // What the loader has said in the meantime.
        self.say(self.status.get());
        if self.view.get().done {
            return;
        }
        self.show();
        if !empty && (said != 2 || written) {
            self.put(self.progress());
        } else if empty && said == 0 {
            // Whoever reaches for the form has seen it.
            let taken = Rc::clone(self);
            set_timeout(SIGHT, move || taken.seen());
        }
        match go {
            1 => self.next(),
            2 => self.back(),
            _ => {}
        }
    }

    fn seen(self: &Rc<Self>) {
        if self.outbox.borrow().progress().is_none() {
            self.put(Progress::Seen);
        }
    }

    /// Something was chosen or written.
    fn changed(self: &Rc<Self>, field: &HtmlInputElement) {
        self.ending.set(false);
        self.change.set(self.change.get() + 1);
        let kind = field.type_();
        if kind == "checkbox" && field.checked() {
            self.exclude(field);
        }
        if let Ok(Some(question)) = field.closest("[data-q]") {
            say(&question, ".aw-wrong", "");
            if let Some(left) = left(field, &self.word("left")) {
                say(&question, ".aw-left", &left);
            }
        }
        self.read();
        self.show();
        self.end_pause();
        let pause = self.pause.get();
        if kind == "radio" || kind == "checkbox" {
            self.put(self.progress());
        } else {
            let taken = Rc::clone(self);
            let late = move || {
                if taken.pause.get() == pause {
                    taken.put(taken.progress());
                }
            };
            set_timeout(PAUSE, late);
        }
    }

    /// *None of these* and the rest exclude each other.
    fn exclude(&self, field: &HtmlInputElement) {
        let none = field.value() == OptionId::NONE;
        for other in all(&self.section, ":checked", &field.name(), "") {
            if (other.value() == OptionId::NONE) != none {
                other.set_checked(false);
            }
        }
    }

    /// A pointer has chosen: where that settles the question, the next one comes.
    fn glance(self: &Rc<Self>) {
        let taken = Rc::clone(self);
        // The choice itself comes behind the click, and takes a moment to be seen.
        let later = move || {
            let change = taken.change.get();
            let question = taken.current();
            if !is_settled(question, taken.answers.borrow().get(&question.id)) {
                return;
            }
            let later = Rc::clone(&taken);
            let lead_on = move || {
                if later.change.get() == change {
                    later.next();
                }
            };
            set_timeout(GLANCE, lead_on);
        };
        set_timeout(0, later);
    }

    /// What a pause in typing would have sent is sent by something else now.
    fn end_pause(&self) {
        self.pause.set(self.pause.get() + 1);
    }

    /// *Next* or *Send*: on to the next question, or the end.
    fn next(self: &Rc<Self>) {
        self.end_pause();
        if let Some(wrong) = self.read() {
            self.refuse(&wrong);
            return;
        }
        let survey = &self.survey;
        let answered = !self.answers.borrow().is_empty();
        if self.is_stepped() {
            let here = self.current();
            let after = flow::after(survey, &self.answers.borrow(), &here.id);
            match after {
                flow::Step::Question(next) if next.id != here.id => {
                    self.put(Progress::Started);
                    self.go(place(survey, &next.id));
                }
                flow::Step::End if answered => self.finish(),
                _ => self.refuse(&self.missing(here)),
            }
            return;
        }
        let step = self.step();
        if step.last && answered {
            self.finish();
            return;
        }
        let open = survey.questions.get(step.end.saturating_sub(1));
        if let Some(question) = open
            && (step.last || question.required)
            && self.answers.borrow().get(&question.id).is_none()
        {
            self.refuse(&self.missing(question));
            return;
        }
        self.sent.set(step.end);
        self.show();
        self.put(self.progress());
    }

    fn back(self: &Rc<Self>) {
        self.read();
        let survey = &self.survey;
        let before = flow::before(survey, &self.answers.borrow(), &self.current().id);
        if let Some(before) = before {
            self.put(Progress::Started);
            self.go(place(survey, &before.id));
        }
    }

    fn go(self: &Rc<Self>, place: usize) {
        self.change.set(self.change.get() + 1);
        self.at.set(place);
        self.show();
        let question = self.current();
        let inside = ["[data-q=", question.id.as_str(), "] legend"].concat();
        self.focus(&inside);
    }

    fn finish(self: &Rc<Self>) {
        self.ending.set(true);
        self.put(Progress::Complete);
        self.thank();
    }

    fn missing(&self, question: &Question) -> Wrong {
        Wrong {
            question: question.id.clone(),
            is_email: false,
            part: "",
        }
    }

    /// Says what is wrong with an answer, beside the question, and leads there.
    fn refuse(self: &Rc<Self>, wrong: &Wrong) {
        let said = self.word(match (wrong.is_email, wrong.part) {
            (true, _) => "email",
            (_, "") => "required",
            _ => "consent",
        });
        let id = wrong.question.as_str();
        if let Ok(Some(question)) = self.section.query_selector(&["[data-q=", id, "]"].concat()) {
            say(&question, ".aw-wrong", &said);
        }
        self.focus(&["[name=\"", id, wrong.part, "\"]"].concat());
    }

    /// Says thanks once the whole survey is kept.
    fn thank(self: &Rc<Self>) {
        let progress = {
            let outbox = self.outbox.borrow();
            if outbox.is_waiting() || !self.ending.get() {
                return;
            }
            outbox.progress()
        };
        match progress {
            Some(Progress::Complete) => {
                let end = flow::end(&self.survey, &self.answers.borrow());
                self.end(end.thanks, end.link, end.offer.is_some(), true);
            }
            Some(Progress::Withdrawn) => {
                self.end(&self.word("withdrawn"), None, false, false);
            }
            _ => {}
        }
    }

    /// Puts an end in the place of the form.
    fn end(self: &Rc<Self>, said: &str, link: Option<&Link>, offer: bool, withdraw: bool) {
        // Where the form had the focus, the thanks have it now: else it would be nowhere.
        let focused = matches!(self.section.query_selector(":focus"), Ok(Some(_)));
        let mut view = self.view.get();
        view.done = true;
        self.draw(view);
        say(&self.section, ".aw-thanks", said);
        if let Some(link) = link
            && let Ok(Some(element)) = self.section.query_selector(".aw-link")
        {
            element.set_text_content(Some(&link.text));
            _ = element.set_attribute("href", &link.address);
        }
        for (selector, shown) in [
            (".aw-link", link.is_some()),
            (".aw-offer", offer),
            (".aw-withdraw", withdraw),
        ] {
            if let Ok(Some(element)) = self.section.query_selector(selector) {
                _ = element.toggle_attribute_with_force("hidden", !shown);
            }
        }
        if focused {
            self.focus(".aw-thanks");
        }
    }

    /// Takes everything back.
    fn withdraw(self: &Rc<Self>) {
        self.ending.set(true);
        self.answers.take();
        self.put(Progress::Withdrawn);
        // It may have been tried before.
        self.retry();
    }

    fn close(self: &Rc<Self>) {
        self.end_pause();
        let open = !matches!(
            self.outbox.borrow().progress(),
            Some(Progress::Complete | Progress::Withdrawn)
        );
        if open && !self.view.get().done {
            self.read();
            self.put(Progress::Dismissed);
        }
    }

    /// Tries once more what could not be sent, now that there is a chance.
    fn retry(self: &Rc<Self>) {
        self.outbox.borrow_mut().again();
        self.post();
    }

    /// Sends what the shopper leaves behind with the page.
    fn flush(self: &Rc<Self>) {
        self.outbox.borrow_mut().again();
        // An ended survey is complete, and a closed one dismissed: typing is what may be unsent.
        let typing = self.pause.get() > 0 && self.section.is_connected() && !self.ending.get();
        if typing {
            self.read();
            let kept = self.kept();
            if !kept.is_empty() {
                let progress = self.progress();
                self.outbox.borrow_mut().put(progress, &kept);
            }
        }
        // What is on its way stays on its way when the page goes; only newer content overtakes it.
        let newer = self
            .outbox
            .borrow()
            .next()
            .is_some_and(|(rev, _)| rev != self.posted.get());
        if newer {
            self.busy.set(false);
        }
        self.post();
    }

    fn step(&self) -> Step {
        Step::of(&self.survey, &self.answers.borrow(), self.sent.get())
    }

    /// What a message says that is sent now without *Send*.
    fn progress(&self) -> Progress {
        if self.is_stepped() {
            Progress::Started
        } else {
            self.step().progress
        }
    }

    fn show(&self) {
        let view = if self.is_stepped() {
            View::stepped(&self.survey, &self.answers.borrow(), self.at.get())
        } else {
            View::stacked(self.step())
        };
        self.draw(view);
    }

    /// Brings the form to what it is to show.
    fn draw(&self, view: View) {
        self.view.set(view);
        self.draw.borrow_mut()(view, self.status.get() == Status::Failed);
        say(
            &self.section,
            ".aw-progress",
            &progress(&self.word("progress"), view),
        );
        let onward = if view.has_next() { "onward" } else { "send" };
        say(&self.section, ".aw-send", &self.word(onward));
    }

    /// Says in the foot what became of the answers.
    fn say(&self, status: Status) {
        self.status.set(status);
        self.draw.borrow_mut()(self.view.get(), status == Status::Failed);
        let said = self.word(match status {
            Status::Quiet => "",
            Status::Saving => "saving",
            Status::Saved => "saved",
            Status::Failed => "failed",
            Status::Elsewhere => "elsewhere",
        });
        say(&self.section, ".aw-status", &said);
    }

    /// One of the words that the server has written on the form for later; empty for none. There
    /// they weigh less than in what it packs for the bundle.
    fn word(&self, name: &str) -> String {
        self.section
            .get_attribute(&["data-", name].concat())
            .unwrap_or_default()
    }

    /// The answers that lie on the flow's path.
    fn kept(&self) -> Answers {
        let mut answers = self.answers.borrow().clone();
        flow::prune(&self.survey, &mut answers);
        answers
    }

    fn put(self: &Rc<Self>, progress: Progress) {
        let answers = self.kept();
        if answers.is_empty() && matches!(progress, Progress::Started | Progress::Complete) {
            return;
        }
        self.outbox.borrow_mut().put(progress, &answers);
        // What was said of the answers before does not hold for these.
        if self.outbox.borrow().is_waiting() && self.status.get() == Status::Saved {
            self.say(Status::Quiet);
        }
        self.post();
    }

    /// Sends the latest message unless one is on its way already.
    fn post(self: &Rc<Self>) {
        let Some((rev, body)) = self.outbox.borrow().next() else {
            return;
        };
        if self.busy.replace(true) {
            return;
        }
        self.posted.set(rev);
        let turn = self.turn.get() + 1;
        self.turn.set(turn);
        let slow = Rc::clone(self);
        let say_so = move || {
            if slow.is_busy_with(turn) && slow.status.get() != Status::Failed {
                slow.say(Status::Saving);
            }
        };
        set_timeout(SLOW, say_so);
        let lost = Rc::clone(self);
        let give_up = move || {
            if lost.is_busy_with(turn) {
                lost.hear(rev, Reply::Unreachable);
            }
        };
        set_timeout(LOST, give_up);
        self.fetch(rev, &body);
    }

    /// One attempt to send a message.
    fn fetch(self: &Rc<Self>, rev: u32, body: &str) {
        let init = Init::new();
        init.set_method("POST");
        init.set_credentials("omit");
        init.set_keepalive(body.len() < KEPT_ALIVE);
        init.set_body(body);
        let taken = Rc::clone(self);
        let lost = callback(move |_| taken.hear(rev, Reply::Unreachable));
        let (taken, unread) = (Rc::clone(self), lost.clone());
        let heard = callback(move |response| {
            let response: Response = response.unchecked_into();
            let reply = match response.status() {
                200 => {
                    if let Ok(said) = response.json() {
                        let taken = Rc::clone(&taken);
                        let read = callback(move |said| {
                            let saved = said.unchecked_into::<Said>().saved();
                            taken.hear(
                                rev,
                                if saved {
                                    Reply::Saved
                                } else {
                                    Reply::Elsewhere
                                },
                            );
                        });
                        said.unchecked_into::<Promised>().then(&read, &unread);
                        return;
                    }
                    Reply::Unreachable
                }
                429 => Reply::Unreachable,
                400..500 => Reply::Refused,
                _ => Reply::Unreachable,
            };
            taken.hear(rev, reply);
        });
        fetch(&self.address, &init).then(&heard, &lost);
    }

    fn is_busy_with(&self, turn: u32) -> bool {
        self.busy.get() && self.turn.get() == turn
    }

    /// Acts on a reply, or on its staying away.
    fn hear(self: &Rc<Self>, rev: u32, reply: Reply) {
        let random = js_sys::Math::random();
        let (status, wait) = self.outbox.borrow_mut().reply(rev, reply, random);
        self.busy.set(false);
        let said = self.status.get();
        if status != Status::Quiet && status != said {
            self.say(status);
        }
        if status == Status::Elsewhere {
            self.end(&self.word("elsewhere"), None, false, false);
        } else if status == Status::Failed && self.view.get().done {
            // The foot is gone: what could not be taken back is said where the thanks stand.
            say(&self.section, ".aw-thanks", &self.word("failed"));
        }
        self.thank();
        if let Some(wait) = wait {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a wait is a minute and a half at most"
            )]
            let wait = wait as i32;
            let later = Rc::clone(self);
            let turn = self.turn.get();
            let post = move || {
                // Unless something else was sent meanwhile, which waits for a reply of its own.
                if later.turn.get() == turn {
                    later.post();
                }
            };
            set_timeout(wait, post);
        }
    }

    /// Reads what is chosen and written; returns the first shown answer that can't be taken.
    fn read(&self) -> Option<Wrong> {
        let shown = self.view.get().shown;
        let (answers, wrong) = read(&self.section, &self.survey, shown);
        self.answers.replace(answers);
        wrong
    }

    /// Leads to an element, which is shown already. At once: after a timer it would take the focus
    /// from whoever types by then, since browsers put timers off behind a tap until the next picture.
    fn focus(&self, selector: &str) {
        if let Ok(Some(element)) = self.section.query_selector(selector) {
            _ = element.unchecked_into::<HtmlElement>().focus();
        }
    }
}

/// Takes the drawn elements over, which show a view; *try again* stands with whether it is shown.
/// Returns what brings them to another.
fn hydrate(
    view: View,
    form: Element,
    questions: Vec<Element>,
    [back, send]: [Element; 2],
    (again, failed): (Element, bool),
) -> Box<dyn FnMut(View, bool)> {
    fn at<V: RenderHtml>(element: Element, view: V) -> V::State {
        let position = PositionState::new(Position::Current);
        view.hydrate::<true>(&Cursor::new(element), &position)
    }
    let form_of = |view: View| {
        Form(FormProps {
            done: view.done,
            fixed: (),
        })
    };
    let question_of = |view, place| {
        Drawn(QuestionProps {
            view,
            place,
            fixed: (),
        })
    };
    let button_of = |shown| Button(ButtonProps { shown, fixed: () });
    let mut form = at(form, form_of(view));
    let mut questions: Vec<_> = questions
        .into_iter()
        .enumerate()
        .map(|(place, element)| at(element, question_of(view, place)))
        .collect();
    let mut back = at(back, button_of(view.back));
    let mut again = at(again, button_of(failed));
    let mut send = at(send, button_of(view.sendable));
    Box::new(move |view, failed| {
        form_of(view).rebuild(&mut form);
        for (place, question) in questions.iter_mut().enumerate() {
            question_of(view, place).rebuild(question);
        }
        button_of(view.back).rebuild(&mut back);
        button_of(failed).rebuild(&mut again);
        button_of(view.sendable).rebuild(&mut send);
    })
}

/// Writes a text into an element within another.
fn say(within: &Element, selector: &str, words: &str) {
    if let Ok(Some(element)) = within.query_selector(selector)
        && element.text_content().as_deref() != Some(words)
    {
        element.set_text_content(Some(words));
    }
}

/// How many characters may still be written into a field, in words; nothing far from its limit.
/// Counts as `maxlength` does, in UTF-16 units.
fn left(field: &HtmlInputElement, words: &str) -> Option<String> {
    let limit = usize::try_from(field.max_length()).ok()?;
    let written = field.value().encode_utf16().count();
    let left = limit.saturating_sub(written);
    Some(if left <= NEAR.min(limit / 4) {
        fill(words, "n}", left)
    } else {
        String::new()
    })
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = addEventListener)]
    fn listen_to_window(name: &str, then: &Function);

    #[wasm_bindgen(js_name = setTimeout)]
    fn start_timer(then: &Function, milliseconds: i32);

    fn fetch(address: &str, init: &Init) -> Promised;

    /// How something is fetched.
    #[wasm_bindgen(js_name = Object)]
    type Init;
    #[wasm_bindgen(constructor, js_class = Object)]
    fn new() -> Init;
    #[wasm_bindgen(method, setter)]
    fn set_method(this: &Init, method: &str);
    #[wasm_bindgen(method, setter)]
    fn set_credentials(this: &Init, credentials: &str);
    #[wasm_bindgen(method, setter)]
    fn set_keepalive(this: &Init, keepalive: bool);
    #[wasm_bindgen(method, setter)]
    fn set_body(this: &Init, body: &str);

    /// A promise of anything.
    type Promised;
    #[wasm_bindgen(method)]
    fn then(this: &Promised, then: &Function, otherwise: &Function) -> Promised;

    /// What the server says of a message.
    type Said;
    #[wasm_bindgen(method, getter)]
    fn saved(this: &Said) -> bool;
}

/// A function that JavaScript may call as often as it likes, with one value or none. All of one
/// type, so that what a call takes is in the bundle once.
fn callback(then: impl FnMut(JsValue) + 'static) -> Function {
    let then: Box<dyn FnMut(JsValue)> = Box::new(then);
    Closure::wrap(then).into_js_value().unchecked_into()
}

/// Listens for as long as the page lives.
fn listen(target: &EventTarget, name: &str, then: impl Fn(Event) + 'static) {
    let then = callback(move |event| then(event.unchecked_into()));
    _ = target.add_event_listener_with_callback(name, &then);
}

fn set_timeout(milliseconds: i32, then: impl Fn() + 'static) {
    start_timer(&callback(move |_| then()), milliseconds);
}

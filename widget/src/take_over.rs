//! The browser's door: the bundle takes over the form that the server has drawn.

use crate::{
    form::{
        Carried, Form, FormProps, Parts, Signals, Status, Step, View, Words, fill, is_settled,
        place,
    },
    read::{Wrong, all, read},
    send::{Outbox, Reply},
    state,
};
use afterword_shared::{
    flow,
    id::OptionId,
    response::{Answers, Progress},
    survey::{Link, Question},
};
use js_sys::Reflect;
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
    sync::Arc,
    time::Duration,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Event, EventTarget, HtmlElement, HtmlInputElement, Response};

/// A text is sent once nobody has typed for so long.
const PAUSE: Duration = Duration::from_secs(1);
/// What a pointer has chosen is seen for so long before the next question comes.
const GLANCE: Duration = Duration::from_millis(180);
/// Only a message that takes longer than this is worth a word.
const SLOW: Duration = Duration::from_millis(600);
/// A message without a reply for so long counts as lost and is sent again.
const LOST: Duration = Duration::from_secs(15);
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
    let carried = Carried {
        survey,
        words: words(&section),
    };
    let Ok(Some(form)) = section.query_selector(".aw-form") else {
        return false;
    };
    // An error says that it was done before.
    _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.with(|| {
        let taken = Taken::new(section, carried, address, Outbox::new(ticket, rev), said);
        taken.hydrate(form);
        taken.listen();
        taken.begin(said, go);
    });
    // The form lives as long as the page.
    std::mem::forget(owner);
    true
}

/// A form that the bundle has taken over.
struct Taken {
    section: Element,
    carried: Arc<Carried>,
    address: String,
    signals: Signals,
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
        carried: Carried,
        address: String,
        outbox: Outbox,
        said: u32,
    ) -> Rc<Self> {
        let has = |selector: &str| section.query_selector(selector).ok().flatten().is_some();
        // What leptos finds in the page has to be what it believes to find.
        let mut view = View {
            sendable: has(".aw-send:not([hidden])"),
            back: has(".aw-back:not([hidden])"),
            done: has(".aw-form[hidden]"),
            ..View::default()
        };
        let (mut at, mut sent) = (0, 0);
        for (place, question) in carried.survey.questions.iter().enumerate() {
            let field = ["[data-q=", question.id.as_str(), "]"].concat();
            if has(&(field.clone() + ":not([hidden])")) {
                view.shown |= 1 << place;
                at = place;
                sent = place;
            }
            if has(&(field + ":not([disabled])")) {
                view.enabled |= 1 << place;
            }
        }
        Rc::new(Self {
            section,
            carried: Arc::new(carried),
            address,
            signals: Signals {
                view: RwSignal::new(view),
                status: RwSignal::new(match said {
                    2 => Status::Saved,
                    3 => Status::Failed,
                    4 => Status::Elsewhere,
                    _ => Status::Quiet,
                }),
            },
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
        })
    }

    fn hydrate(&self, form: Element) {
        let view = Form(FormProps {
            form: self.signals,
            carried: Arc::clone(&self.carried),
            parts: Parts {
                questions: vec![(); self.carried.survey.questions.len()],
                ..Parts::default()
            },
        })
        .hydrate::<true>(&Cursor::new(form), &PositionState::new(Position::Current));
        std::mem::forget(view);
    }

    fn listen(self: &Rc<Self>) {
        let section: &EventTarget = &self.section;
        for name in ["input", "submit", "click"] {
            let taken = Rc::clone(self);
            listen(section, name, move |event| taken.on(name, &event));
        }
        let window: &EventTarget = &window();
        for name in ["pagehide", "visibilitychange", "online"] {
            let taken = Rc::clone(self);
            listen(window, name, move |_| {
                if name == "online" {
                    taken.retry();
                } else {
                    taken.flush();
                }
            });
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
                && Reflect::get(event, &"detail".into()).is_ok_and(|count| count.is_truthy()) =>
            {
                self.glance();
            }
            _ => {}
        }
    }

    fn is_stepped(&self) -> bool {
        flow::is_stepped(&self.carried.survey)
    }

    /// The question that is shown, where it is one at a time.
    fn current(&self) -> &Question {
        &self.carried.survey.questions[self.at.get()]
    }

    /// Catches up with what happened before the bundle was there.
    fn begin(self: &Rc<Self>, said: u32, go: u32) {
        self.read();
        let survey = &self.carried.survey;
        let written = {
            let answers = self.answers.borrow();
            survey
                .questions
                .iter()
                .any(|q| !q.kind.is_scored() && answers.get(&q.id).is_some())
        };
        let empty = self.answers.borrow().is_empty();
        if self.signals.view.get_untracked().done {
            return;
        }
        self.show();
        if !empty && (said != 2 || written) {
            self.put(self.progress());
        } else if empty && said == 0 {
            // Whoever reaches for the form has seen it.
            let taken = Rc::clone(self);
            set_timeout(move || taken.seen(), Duration::from_secs(1));
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
            if let Some(left) = left(field, &self.carried.words.characters_left) {
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
            set_timeout(late, PAUSE);
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
            set_timeout(lead_on, GLANCE);
        };
        set_timeout(later, Duration::ZERO);
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
        let survey = &self.carried.survey;
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
        let survey = &self.carried.survey;
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
        self.focus(inside);
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
        let words = &self.carried.words;
        let said = match (wrong.is_email, wrong.part) {
            (true, _) => &words.email_wrong,
            (_, "") => &words.required,
            _ => &words.consent_missing,
        };
        let id = wrong.question.as_str();
        if let Ok(Some(question)) = self.section.query_selector(&["[data-q=", id, "]"].concat()) {
            say(&question, ".aw-wrong", said);
        }
        self.focus(["[name=\"", id, wrong.part, "\"]"].concat());
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
                let end = flow::end(&self.carried.survey, &self.answers.borrow());
                self.end(end.thanks, end.link, end.offer.is_some(), true);
            }
            Some(Progress::Withdrawn) => {
                self.end(&self.carried.words.withdrawn, None, false, false)
            }
            _ => {}
        }
    }

    /// Puts an end in the place of the form.
    fn end(self: &Rc<Self>, said: &str, link: Option<&Link>, offer: bool, withdraw: bool) {
        // Where the form had the focus, the thanks have it now: else it would be nowhere.
        let focused = matches!(self.section.query_selector(":focus"), Ok(Some(_)));
        let mut view = self.signals.view.get_untracked();
        view.done = true;
        self.signals.view.set(view);
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
            self.focus(".aw-thanks".into());
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
        if open && !self.signals.view.get_untracked().done {
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
        Step::of(
            &self.carried.survey,
            &self.answers.borrow(),
            self.sent.get(),
        )
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
            View::stepped(&self.carried.survey, &self.answers.borrow(), self.at.get())
        } else {
            View::stacked(self.step())
        };
        self.signals.view.set(view);
    }

    /// The answers that lie on the flow's path.
    fn kept(&self) -> Answers {
        let mut answers = self.answers.borrow().clone();
        flow::prune(&self.carried.survey, &mut answers);
        answers
    }

    fn put(self: &Rc<Self>, progress: Progress) {
        let answers = self.kept();
        if answers.is_empty() && matches!(progress, Progress::Started | Progress::Complete) {
            return;
        }
        self.outbox.borrow_mut().put(progress, &answers);
        // What was said of the answers before does not hold for these.
        if self.outbox.borrow().is_waiting() && self.signals.status.get_untracked() == Status::Saved
        {
            self.signals.status.set(Status::Quiet);
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
            if slow.is_busy_with(turn) && slow.signals.status.get_untracked() != Status::Failed {
                slow.signals.status.set(Status::Saving);
            }
        };
        set_timeout(say_so, SLOW);
        let lost = Rc::clone(self);
        let give_up = move || {
            if lost.is_busy_with(turn) {
                lost.hear(rev, Reply::Unreachable);
            }
        };
        set_timeout(give_up, LOST);
        let taken = Rc::clone(self);
        spawn_local(async move {
            let reply = post(&taken.address, &body).await;
            taken.hear(rev, reply.unwrap_or(Reply::Unreachable));
        });
    }

    fn is_busy_with(&self, turn: u32) -> bool {
        self.busy.get() && self.turn.get() == turn
    }

    /// Acts on a reply, or on its staying away.
    fn hear(self: &Rc<Self>, rev: u32, reply: Reply) {
        let random = js_sys::Math::random();
        let (status, wait) = self.outbox.borrow_mut().reply(rev, reply, random);
        self.busy.set(false);
        let said = self.signals.status.get_untracked();
        if status != Status::Quiet && status != said {
            self.signals.status.set(status);
        }
        let words = &self.carried.words;
        if status == Status::Elsewhere {
            self.end(&words.answered_elsewhere, None, false, false);
        } else if status == Status::Failed && self.signals.view.get_untracked().done {
            // The foot is gone: what could not be taken back is said where the thanks stand.
            say(&self.section, ".aw-thanks", &words.not_sent);
        }
        self.thank();
        if let Some(wait) = wait {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a wait is a few thousand milliseconds at most"
            )]
            let wait = Duration::from_millis(wait as u64);
            let later = Rc::clone(self);
            let turn = self.turn.get();
            let post = move || {
                // Unless something else was sent meanwhile, which waits for a reply of its own.
                if later.turn.get() == turn {
                    later.post();
                }
            };
            set_timeout(post, wait);
        }
    }

    /// Reads what is chosen and written; returns the first shown answer that can't be taken.
    fn read(&self) -> Option<Wrong> {
        let shown = self.signals.view.get_untracked().shown;
        let (answers, wrong) = read(&self.section, &self.carried.survey, shown);
        self.answers.replace(answers);
        wrong
    }

    /// Leads to an element as soon as it is shown: behind the effects that show it, and before any
    /// event. A timer would be late: browsers put timers off behind a tap until the next picture,
    /// and would take the focus from whoever types by then.
    fn focus(self: &Rc<Self>, selector: String) {
        let taken = Rc::clone(self);
        spawn_local(async move {
            if let Ok(Some(element)) = taken.section.query_selector(&selector) {
                _ = element.unchecked_into::<HtmlElement>().focus();
            }
        });
    }
}

/// The words that the server has written on the form for later.
fn words(section: &Element) -> Words {
    let said = |name: &str| {
        section
            .get_attribute(&["data-", name].concat())
            .unwrap_or_default()
    };
    Words {
        send: said("send"),
        next: said("onward"),
        progress: said("progress"),
        saving: said("saving"),
        saved: said("saved"),
        not_sent: said("failed"),
        answered_elsewhere: said("elsewhere"),
        required: said("required"),
        email_wrong: said("email"),
        consent_missing: said("consent"),
        characters_left: said("left"),
        withdrawn: said("withdrawn"),
    }
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
        fill(words, "{n}", left)
    } else {
        String::new()
    })
}

/// Listens for as long as the page lives.
fn listen(target: &EventTarget, name: &str, then: impl Fn(Event) + 'static) {
    let then: Box<dyn FnMut(Event)> = Box::new(then);
    let then = Closure::wrap(then).into_js_value();
    _ = target.add_event_listener_with_callback(name, then.unchecked_ref());
}

/// One attempt; an error where no reply came.
async fn post(address: &str, body: &str) -> Result<Reply, JsValue> {
    let options: JsValue = js_sys::Object::new().into();
    let set = |key: &str, value: JsValue| Reflect::set(&options, &key.into(), &value);
    set("method", "POST".into())?;
    set("credentials", "omit".into())?;
    set("keepalive", (body.len() < KEPT_ALIVE).into())?;
    set("body", body.into())?;
    let response: Response =
        JsFuture::from(window().fetch_with_str_and_init(address, options.unchecked_ref()))
            .await?
            .unchecked_into();
    match response.status() {
        200 => {
            let reply = JsFuture::from(response.json()?).await?;
            let saved = Reflect::get(&reply, &"saved".into())?;
            Ok(if saved.is_truthy() {
                Reply::Saved
            } else {
                Reply::Elsewhere
            })
        }
        429 => Ok(Reply::Unreachable),
        400..500 => Ok(Reply::Refused),
        _ => Ok(Reply::Unreachable),
    }
}

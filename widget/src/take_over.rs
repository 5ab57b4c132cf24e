//! The browser's door: the bundle takes over the form that the server has drawn.

use crate::{
    form::{Act, Form, FormProps, Handler, Signals, Status, Step},
    send::{Outbox, Reply},
    state,
};
use afterword_shared::{
    flow,
    prompt::PromptState,
    response::{Answer, Answers, Progress},
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
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement, Response};

/// A text is sent once nobody has typed for so long.
const PAUSE: Duration = Duration::from_secs(1);
/// Only a message that takes longer than this is worth a word.
const SLOW: Duration = Duration::from_millis(600);
/// A message without a reply for so long counts as lost and is sent again.
const LOST: Duration = Duration::from_secs(15);
/// Browsers refuse to keep more than 64 KiB alive behind a page that is left.
const KEPT_ALIVE: usize = 60_000;

/// Takes over the form in `section`, drawn by [`render`](crate) from the same `state`, and its
/// messages, the last of which had the revision `rev`. `said` is what the form says: 0 nothing,
/// 1 on its way, 2 saved, 3 not sent, 4 answered elsewhere. `host` goes when the form is closed.
///
/// `false`, and nothing has changed, where the state is another build's.
#[wasm_bindgen]
pub fn take_over(
    section: Element,
    host: Element,
    state: &str,
    address: String,
    ticket: String,
    rev: u32,
    said: u32,
) -> bool {
    let Some(state) = state::unpack(state) else {
        return false;
    };
    // An error says that it was done before.
    _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.with(|| {
        hydrate(
            section,
            host,
            state,
            address,
            Outbox::new(ticket, rev),
            said,
        );
    });
    // The form lives as long as the page.
    std::mem::forget(owner);
    true
}

fn hydrate(
    section: Element,
    host: Element,
    state: PromptState,
    address: String,
    outbox: Outbox,
    said: u32,
) {
    let signals = Signals::new(&state.survey);
    signals.status.set(match said {
        2 => Status::Saved,
        3 => Status::Failed,
        4 => Status::Elsewhere,
        _ => Status::Quiet,
    });
    let state = Arc::new(state);
    let taken = Rc::new(Taken {
        section: section.clone(),
        host,
        state: Arc::clone(&state),
        address,
        signals,
        outbox: RefCell::new(outbox),
        answers: RefCell::default(),
        sent: Cell::new(0),
        pause: Cell::new(0),
        busy: Cell::new(false),
        posted: Cell::new(0),
        turn: Cell::new(0),
        ending: Cell::new(false),
    });
    let handler: Handler = {
        let taken = Rc::clone(&taken);
        Rc::new(move |act| taken.on(act))
    };
    let form = Form(FormProps {
        form: signals,
        state,
        handler,
    });
    let view = form.hydrate::<true>(
        &Cursor::new(section),
        &PositionState::new(Position::Current),
    );
    std::mem::forget(view);
    for event in ["pagehide", "visibilitychange"] {
        let taken = Rc::clone(&taken);
        _ = window_event_listener_untyped(event, move |_| taken.flush());
    }
    let online = Rc::clone(&taken);
    _ = window_event_listener_untyped("online", move |_| online.retry());
    taken.begin(said);
}

/// A form that the bundle has taken over.
struct Taken {
    section: Element,
    host: Element,
    state: Arc<PromptState>,
    address: String,
    signals: Signals,
    outbox: RefCell<Outbox>,
    /// Everything chosen and written, also where the flow has left it behind.
    answers: RefCell<Answers>,
    /// The place in the survey up to which *Send* was pressed.
    sent: Cell<usize>,
    /// Counts pauses in typing, so that only the last one is acted on.
    pause: Cell<u32>,
    busy: Cell<bool>,
    /// The last revision that was sent.
    posted: Cell<u32>,
    /// Counts messages that were sent.
    turn: Cell<u32>,
    /// *Send* has completed the survey; thanks follow as soon as that is kept.
    ending: Cell<bool>,
}

impl Taken {
    /// Catches up with what happened before the bundle was there.
    fn begin(self: &Rc<Self>, said: u32) {
        let answers = self.read();
        let written = self
            .state
            .survey
            .questions
            .iter()
            .any(|q| answers.text(&q.id).is_some());
        let step = Step::of(&self.state.survey, &answers, 0);
        let empty = answers.is_empty();
        self.answers.replace(answers);
        self.show(step);
        if !empty && (said != 2 || written) {
            self.put(step.progress);
        } else if empty && said == 0 {
            // Whoever reaches for the form has seen it.
            let taken = Rc::clone(self);
            set_timeout(move || taken.seen(), Duration::from_secs(1));
        }
    }

    fn seen(self: &Rc<Self>) {
        if self.outbox.borrow().progress().is_none() {
            self.put(Progress::Seen);
        }
    }

    fn on(self: &Rc<Self>, act: Act) {
        match act {
            Act::Changed => self.changed(),
            Act::Sent => self.send(),
            Act::Again => self.retry(),
            Act::Closed => self.close(),
        }
    }

    fn changed(self: &Rc<Self>) {
        self.ending.set(false);
        let answers = self.read();
        let rated = self
            .state
            .survey
            .questions
            .iter()
            .any(|q| answers.rating(&q.id) != self.answers.borrow().rating(&q.id));
        self.answers.replace(answers);
        let step = self.step();
        self.show(step);
        self.end_pause();
        let pause = self.pause.get();
        if rated {
            self.put(step.progress);
        } else {
            let taken = Rc::clone(self);
            let late = move || {
                if taken.pause.get() == pause {
                    taken.put(taken.step().progress);
                }
            };
            set_timeout(late, PAUSE);
        }
    }

    /// What a pause in typing would have sent is sent by something else now.
    fn end_pause(&self) {
        self.pause.set(self.pause.get() + 1);
    }

    /// *Send*: on to the next question, or the end.
    fn send(self: &Rc<Self>) {
        self.end_pause();
        self.answers.replace(self.read());
        let step = self.step();
        let answered = !self.answers.borrow().is_empty();
        if step.last && answered {
            self.ending.set(true);
            self.put(Progress::Complete);
            self.thank();
            return;
        }
        let open = self.state.survey.questions.get(step.end.saturating_sub(1));
        if let Some(question) = open
            && (step.last || question.required)
            && self.answers.borrow().get(&question.id).is_none()
        {
            self.focus(&field(question.id.as_str()));
            return;
        }
        self.sent.set(step.end);
        self.show(self.step());
        self.put(self.step().progress);
    }

    /// Says thanks once the whole survey is kept.
    fn thank(&self) {
        let outbox = self.outbox.borrow();
        let kept = outbox.progress() == Some(Progress::Complete) && !outbox.is_waiting();
        if !kept || !self.ending.get() {
            return;
        }
        // Where the form had the focus, the thanks have it now: else it would be nowhere.
        let focused = self.find::<Element>(":focus").is_some();
        self.signals.done.set(true);
        if focused {
            self.focus(".aw-thanks");
        }
    }

    fn close(self: &Rc<Self>) {
        self.end_pause();
        self.answers.replace(self.read());
        let complete = self.outbox.borrow().progress() == Some(Progress::Complete);
        if !complete {
            self.put(Progress::Dismissed);
        }
        self.host.remove();
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
        let typing = self.pause.get() > 0 && self.host.is_connected() && !self.ending.get();
        self.answers.replace(self.read());
        if typing && !self.kept().is_empty() {
            let progress = self.step().progress;
            self.outbox.borrow_mut().put(progress, &self.kept());
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
        Step::of(&self.state.survey, &self.answers.borrow(), self.sent.get())
    }

    fn show(&self, step: Step) {
        self.signals.shown.set(step.shown);
        self.signals.sendable.set(step.sendable);
    }

    /// The answers that lie on the flow's path.
    fn kept(&self) -> Answers {
        let mut answers = self.answers.borrow().clone();
        flow::prune(&self.state.survey, &mut answers);
        answers
    }

    fn put(self: &Rc<Self>, progress: Progress) {
        let answers = self.kept();
        if answers.is_empty() && matches!(progress, Progress::Started | Progress::Complete) {
            return;
        }
        self.outbox.borrow_mut().put(progress, &answers);
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
        if status != Status::Quiet && status != Status::Saving {
            self.signals.status.set(status);
        }
        if status == Status::Elsewhere {
            self.signals.done.set(true);
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
            set_timeout(move || later.post(), wait);
        }
    }

    /// What is chosen and written.
    fn read(&self) -> Answers {
        let mut answers = Answers::default();
        for question in &self.state.survey.questions {
            let field = field(question.id.as_str());
            let answer = if question.kind.scale().is_some() {
                self.find::<HtmlInputElement>(&(field + ":checked"))
                    .and_then(|input| input.value().parse().ok())
                    .map(Answer::Rating)
            } else {
                self.find::<HtmlTextAreaElement>(&field)
                    .map(|area| area.value())
                    .filter(|text| !text.trim().is_empty())
                    .map(Answer::Text)
            };
            if let Some(answer) = answer {
                answers.set(question.id.clone(), answer);
            }
        }
        answers
    }

    fn find<T: JsCast>(&self, selector: &str) -> Option<T> {
        self.section
            .query_selector(selector)
            .ok()
            .flatten()
            .map(JsCast::unchecked_into)
    }

    fn focus(&self, selector: &str) {
        if let Some(element) = self.find::<HtmlElement>(selector) {
            _ = element.focus();
        }
    }
}

fn field(id: &str) -> String {
    ["[name=", id, "]"].concat()
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

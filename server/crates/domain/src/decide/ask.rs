//! Whether a shopper is asked, and what is recorded about it. Pure: what the store holds is passed
//! in, what it shall hold is returned.

use crate::{
    change::{Change, Expect, Sequence, Versioned},
    decide::events,
    record::{
        Channel, Context, NotAsked, NotAskedReason, OrderRecord, OrderSource, PassedOver, Record,
        Response, ResponseState, Shop, Stored, SurveyHead, TicketNonce,
    },
    rules::{Again, Customers, Over, When},
    secret,
};
use afterword_shared::{
    appearance::Place,
    id::{CustomerRef, ResponseId, SurveyId},
    order::Order,
};
use jiff::{SignedDuration, Timestamp};

/// How often a form may be shown for one order where the survey's rules say nothing else.
pub const SHOWN_LIMIT: usize = 3;
/// How many of the latest asks of a customer are looked at.
pub const ASKED_LIMIT: usize = 64;

/// A request to ask, parsed and allowed.
#[derive(Clone, Debug)]
pub struct Ask {
    /// In which shop.
    pub shop: Shop,
    /// About which order.
    pub order: Option<Order>,
    /// Who is asked, where there is no order to say so.
    pub customer: Option<CustomerRef>,
    /// Whether the order is signed.
    pub verified: bool,
    /// Test mode: always ask, never count.
    pub test: bool,
    /// Which surveys may be due.
    pub eligible: Eligible,
    /// Where the order was found.
    pub source: Option<OrderSource>,
    /// What is known about it.
    pub context: Context,
    /// The id of the response, should it be a new one.
    pub fresh: ResponseId,
    /// When it came.
    pub at: Timestamp,
}

/// Which surveys may be due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Eligible {
    /// Whatever asks about orders: the page has no rules.
    #[default]
    Orders,
    /// Those whose trigger has fired in the page, first come first asked.
    Fired(Vec<SurveyId>),
    /// The one whose own page was opened. Whoever has a link to it may answer: only its schedule
    /// and an answer about the same order keep it from asking.
    Own(SurveyId),
}

impl Ask {
    /// Who is asked, as far as the request itself tells.
    pub fn customer(&self) -> Option<&CustomerRef> {
        self.order
            .as_ref()
            .and_then(|order| order.customer.as_ref())
            .or(self.customer.as_ref())
    }
}

/// What is asked, if anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// This survey, in this version, into this response.
    Due {
        /// Which response.
        response: ResponseId,
        /// Which survey.
        survey: SurveyId,
        /// Its current version.
        version: u32,
        /// The request's order, with what was told of it before where that is trusted alike.
        order: Option<Box<Order>>,
    },
    /// Nothing, and why.
    NotDue(NotAsked),
}

/// What the store holds about a request.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The order, if it came before.
    pub order: Option<Versioned<OrderRecord>>,
    /// How many other orders of this customer are known; `None` where nobody knows yet.
    pub other_orders: Option<u64>,
    /// The shop's surveys that are live, each with the response to this order, if any.
    pub live: Vec<(SurveyHead, Option<Versioned<Response>>)>,
    /// Which commit wrote each of them: what is asked relies on its survey still being so.
    pub versions: Vec<(SurveyId, Sequence)>,
    /// What this customer was asked, the latest first; only where somebody's rules look at it.
    pub asked: Vec<EarlierAsk>,
}

/// What rules look at of something that a customer was asked before. Moments are whole seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierAsk {
    /// The response that was asked for.
    pub id: ResponseId,
    /// By which survey.
    pub survey: SurveyId,
    /// How far it came.
    pub state: ResponseState,
    /// Whether it was about an order.
    pub about_order: bool,
    /// Whether that order was signed.
    pub verified: bool,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When the form was seen.
    pub seen_at: Option<Timestamp>,
    /// When the first answer came.
    pub first_answered_at: Option<Timestamp>,
    /// Whether it was answered and taken back.
    pub withdrawn: bool,
}

impl From<&Response> for EarlierAsk {
    fn from(response: &Response) -> Self {
        Self {
            id: response.id,
            survey: response.survey,
            state: response.state,
            about_order: response.order.is_some(),
            verified: response.verified,
            asked_at: response.asked_at,
            seen_at: response.seen_at,
            first_answered_at: response.first_answered_at,
            withdrawn: response.withdrawn_at.is_some(),
        }
    }
}

/// Decides which survey is due, first come first asked, and what to record.
pub fn decide(ask: &Ask, known: &Known) -> (Asked, Change) {
    let mut context = ask.context.clone();
    context.returning = returning(ask, known);
    let mut change = Change::default();
    let asked = due(ask, known, &context, &mut change);
    if let Some(order) = &ask.order {
        record_order(ask, order, &asked, known, &mut change);
    }
    if let Asked::Due { survey, .. } = &asked {
        let known = known.versions.iter().find(|(id, _)| id == survey);
        let relied_on =
            known.map(|(id, version)| (SurveyHead::key(ask.shop.id, id), Some(*version)));
        change.relies_on.extend(relied_on);
    }
    (asked, change)
}

/// Whether the customer had bought before: as the shop says, else by the orders that we know.
fn returning(ask: &Ask, known: &Known) -> Option<bool> {
    let told = ask.order.as_ref().and_then(|order| order.orders_before);
    match told {
        Some(before) => Some(before > 0),
        None => ask
            .customer()
            .and(known.other_orders)
            .map(|others| others > 0),
    }
}

fn due(ask: &Ask, known: &Known, context: &Context, change: &mut Change) -> Asked {
    let not_due = |reason, surveys| {
        Asked::NotDue(NotAsked {
            at: ask.at,
            reason,
            surveys,
        })
    };
    if ask.shop.require_signature && ask.order.is_some() && !ask.verified && !ask.test {
        return not_due(NotAskedReason::Unsigned, Vec::new());
    }
    let shopper = Shopper::of(ask, known, context);
    let mut passed_over = Vec::new();
    for (survey, kept) in in_turn(ask, known) {
        let verdict = is_wanted(ask, survey)
            .and_then(|()| shopper.may_be_asked(survey, kept.as_ref().map(|kept| &kept.value)));
        if let Err(reason) = verdict {
            passed_over.push(PassedOver {
                survey: survey.id,
                reason,
            });
            continue;
        }
        let mut context = context.clone();
        if survey.place == Place::Inline && context.channel == Channel::Prompt {
            context.channel = Channel::Inline;
        }
        let (response, expect) = match kept {
            None => (
                fresh(ask, survey, shopper.customer, &context),
                Expect::Absent,
            ),
            Some(kept) => {
                let mut again = kept.value.clone();
                again.version = survey.version;
                again.context = context;
                (again, Expect::At(kept.sequence))
            }
        };
        let asked = Asked::Due {
            response: response.id,
            survey: survey.id,
            version: survey.version,
            order: shopper.order.map(Box::new),
        };
        if kept.as_ref().is_none_or(|kept| kept.value != response) {
            change.put.push((expect, Record::Response(response)));
        }
        return asked;
    }
    // A trigger that did not fire says less than any other reason.
    let telling = passed_over
        .iter()
        .map(|passed| passed.reason)
        .find(|reason| *reason != NotAskedReason::Trigger)
        .or_else(|| passed_over.first().map(|passed| passed.reason))
        .unwrap_or(NotAskedReason::NothingLive);
    not_due(telling, passed_over)
}

type Candidate = (SurveyHead, Option<Versioned<Response>>);

/// The live surveys in the order in which they may be asked.
fn in_turn<'a>(ask: &Ask, known: &'a Known) -> Vec<&'a Candidate> {
    let mut turn: Vec<_> = known.live.iter().collect();
    match &ask.eligible {
        Eligible::Orders => {}
        // What is not in the list comes last, to be told of.
        Eligible::Fired(ids) => turn.sort_by_key(|(survey, _)| {
            let place = ids.iter().position(|id| *id == survey.id);
            place.unwrap_or(usize::MAX)
        }),
        Eligible::Own(id) => turn.retain(|(survey, _)| survey.id == *id),
    }
    turn
}

/// Whether what a survey waits for has happened in the page.
fn is_wanted(ask: &Ask, survey: &SurveyHead) -> Result<(), NotAskedReason> {
    let wanted = match &ask.eligible {
        // A page without rules knows neither where a form stands inline nor a tab.
        Eligible::Orders => {
            survey.rules.trigger.when == When::Order
                && !matches!(survey.place, Place::Inline | Place::Tab)
        }
        Eligible::Fired(ids) => ids.contains(&survey.id),
        Eligible::Own(id) => survey.id == *id,
    };
    if wanted {
        Ok(())
    } else {
        Err(NotAskedReason::Trigger)
    }
}

/// Everything that is known about who would be asked.
struct Shopper<'a> {
    ask: &'a Ask,
    context: &'a Context,
    /// The order with what was told of it before.
    order: Option<Order>,
    customer: Option<&'a CustomerRef>,
    asked: Vec<&'a EarlierAsk>,
}

impl<'a> Shopper<'a> {
    fn of(ask: &'a Ask, known: &'a Known, context: &'a Context) -> Self {
        let order = ask.order.as_ref().map(|now| match &known.order {
            Some(kept) if kept.value.may_be_shown_to(ask.verified, ask.test) => {
                amended(&kept.value.order, now)
            }
            _ => now.clone(),
        });
        // What anybody can write suppresses nothing that is signed.
        let asked = known
            .asked
            .iter()
            .filter(|earlier| earlier.verified || !ask.verified)
            .collect();
        Self {
            ask,
            context,
            order,
            customer: ask.customer(),
            asked,
        }
    }

    /// Whether a survey may be asked, as far as its rules and what was asked before say.
    fn may_be_asked(
        &self,
        survey: &SurveyHead,
        kept: Option<&Response>,
    ) -> Result<(), NotAskedReason> {
        let own_page = matches!(self.ask.eligible, Eligible::Own(_));
        let by_act = own_page || survey.rules.is_asked_for(survey.place);
        if let Some(response) = kept {
            may_ask_again(response, usize::from(survey.rules.shown_limit), by_act)?;
        }
        if self.ask.test {
            return Ok(());
        }
        survey
            .rules
            .in_schedule(self.ask.at)
            .map_err(|Over(over)| {
                if over {
                    NotAskedReason::Over
                } else {
                    NotAskedReason::NotYet
                }
            })?;
        if own_page {
            return Ok(());
        }
        self.is_in_audience(survey)?;
        if by_act {
            return Ok(());
        }
        self.is_due_again(survey, kept)
    }

    fn is_in_audience(&self, survey: &SurveyHead) -> Result<(), NotAskedReason> {
        let rules = &survey.rules;
        let known = |yes: bool, reason| if yes { Ok(()) } else { Err(reason) };
        match (rules.customers, self.context.returning) {
            (Customers::All, _)
            | (Customers::New, Some(false))
            | (Customers::Returning, Some(true)) => {}
            (_, None) => return Err(NotAskedReason::CustomerUnknown),
            (Customers::New, _) => return Err(NotAskedReason::NotNew),
            (Customers::Returning, _) => return Err(NotAskedReason::NotReturning),
        }
        if !rules.countries.is_empty() {
            let here = self.context.country.as_ref();
            let listed = here.is_some_and(|here| rules.countries.contains(here));
            known(listed, NotAskedReason::Country)?;
        }
        if !rules.languages.is_empty() {
            let here = self.context.language.as_deref().unwrap_or_default();
            let listed = rules.languages.iter().any(|tag| speaks(here, tag));
            known(listed, NotAskedReason::Language)?;
        }
        if let Some(minimum) = rules.minimum {
            let total = self.order.as_ref().and_then(|order| order.total);
            let enough = total.is_some_and(|total| {
                total.currency() == minimum.currency() && total.minor() >= minimum.minor()
            });
            known(enough, NotAskedReason::Minimum)?;
        }
        if !rules.products.is_empty() {
            let bought = self.order.iter().flat_map(|order| &order.items);
            let listed = bought
                .into_iter()
                .any(|item| rules.products.contains(&item.id));
            known(listed, NotAskedReason::Products)?;
        }
        known(self.is_sampled(survey), NotAskedReason::NotSampled)
    }

    /// Whether this shopper is in the part that is asked: for ever the same for a customer, else
    /// for an order; without either it is left to chance.
    fn is_sampled(&self, survey: &SurveyHead) -> bool {
        let sample = u64::from(survey.rules.sample);
        if sample >= 100 {
            return true;
        }
        let mut text = survey.id.to_bytes().to_vec();
        match (self.customer, &self.order) {
            (Some(customer), _) => text.extend([b"c", customer.as_str().as_bytes()].concat()),
            (None, Some(order)) => text.extend([b"o", order.id.as_str().as_bytes()].concat()),
            (None, None) => text.extend(self.ask.fresh.to_bytes()),
        }
        let hash = secret::hash_bytes(&text).0;
        let part = u64::from_be_bytes(hash[..8].try_into().unwrap_or_default());
        part % 100 < sample
    }

    /// Whether a customer who was asked before is asked again. What was never in view was not
    /// asked.
    fn is_due_again(
        &self,
        survey: &SurveyHead,
        kept: Option<&Response>,
    ) -> Result<(), NotAskedReason> {
        let others = || {
            let this = kept.map(|response| response.id);
            self.asked
                .iter()
                .filter(move |other| Some(other.id) != this)
                .filter(|other| other.state > ResponseState::Asked)
        };
        let own = || others().filter(|other| other.survey == survey.id);
        let within = |other: &EarlierAsk, days: u16| {
            let asked = other.seen_at.unwrap_or(other.asked_at);
            let passed = self.ask.at.duration_since(asked);
            passed < SignedDuration::from_hours(i64::from(days) * 24)
        };
        let is_answered = |other: &EarlierAsk| other.first_answered_at.is_some() || other.withdrawn;
        match survey.rules.again {
            Again::UntilAnswered if own().any(|other| is_answered(other)) => {
                return Err(NotAskedReason::AnsweredBefore);
            }
            Again::AfterDays { days } if own().any(|other| within(other, days)) => {
                return Err(NotAskedReason::AskedLately);
            }
            Again::Never if own().next().is_some() => return Err(NotAskedReason::AskedBefore),
            _ => {}
        }
        // Without an order every visit is a response of its own, so what counts is how often the
        // customer looked away since the last answer.
        if self.order.is_none() {
            let unanswered = own()
                .filter(|other| !other.about_order)
                .take_while(|other| !is_answered(other))
                .count();
            if unanswered >= usize::from(survey.rules.shown_limit) {
                return Err(NotAskedReason::ShownOften);
            }
        }
        let quiet = self.ask.shop.quiet_days;
        if quiet > 0 && others().any(|other| within(other, quiet)) {
            return Err(NotAskedReason::QuietDays);
        }
        Ok(())
    }
}

/// Whether a language is a listed one or a kind of it: `de-AT` is `de`.
fn speaks(here: &str, listed: &str) -> bool {
    let plain = |tag: &str| tag.trim().replace('_', "-").to_ascii_lowercase();
    let (here, listed) = (plain(here), plain(listed));
    here == listed
        || here
            .strip_prefix(&listed)
            .is_some_and(|rest| rest.starts_with('-'))
}

/// Whether the same form is shown again. Whoever asks for it may have closed it before.
fn may_ask_again(response: &Response, limit: usize, by_act: bool) -> Result<(), NotAskedReason> {
    if response.withdrawn_at.is_some() {
        Err(NotAskedReason::Withdrawn)
    } else if response.first_answered_at.is_some() {
        Err(NotAskedReason::Answered)
    } else if by_act {
        Ok(())
    } else if response.state == ResponseState::Dismissed {
        Err(NotAskedReason::Dismissed)
    } else if response.shown.len() >= limit {
        Err(NotAskedReason::ShownOften)
    } else {
        Ok(())
    }
}

fn fresh(
    ask: &Ask,
    survey: &SurveyHead,
    customer: Option<&CustomerRef>,
    context: &Context,
) -> Response {
    Response {
        id: ask.fresh,
        shop: ask.shop.id,
        survey: survey.id,
        version: survey.version,
        order: ask.order.as_ref().map(|order| order.id.clone()),
        verified: ask.verified,
        test: ask.test,
        further: false,
        state: ResponseState::Asked,
        owner: None,
        revision: 0,
        message: 0,
        shown: Vec::new(),
        answers: afterword_shared::response::Answers::default(),
        asked_at: ask.at,
        seen_at: None,
        first_answered_at: None,
        completed_at: None,
        dismissed_at: None,
        withdrawn_at: None,
        customer: customer.cloned(),
        context: context.clone(),
    }
}

/// Records the order as the request tells it, unless that is less trusted than what is known: an
/// unsigned message never changes a signed order, nor a test one a real one.
fn record_order(ask: &Ask, order: &Order, asked: &Asked, known: &Known, change: &mut Change) {
    let before = known.order.as_ref();
    if before.is_some_and(|kept| {
        (kept.value.verified && !ask.verified) || (!kept.value.test && ask.test)
    }) {
        return;
    }
    let mut next = match before {
        Some(kept) => OrderRecord {
            order: if kept.value.may_be_shown_to(ask.verified, ask.test) {
                amended(&kept.value.order, order)
            } else {
                order.clone()
            },
            verified: ask.verified,
            test: ask.test,
            source: ask.source.or(kept.value.source),
            ..kept.value.clone()
        },
        None => OrderRecord {
            shop: ask.shop.id,
            order: order.clone(),
            verified: ask.verified,
            test: ask.test,
            source: ask.source,
            put_at: None,
            first_seen_at: ask.at,
            delivered_at: None,
            cancelled_at: None,
            refunded_at: None,
            not_asked: None,
        },
    };
    if let Asked::NotDue(why) = asked {
        // The first moment of the same reasons is kept: reloading a page writes nothing.
        let same = next
            .not_asked
            .as_ref()
            .is_some_and(|known| known.reason == why.reason && known.surveys == why.surveys);
        if !same {
            next.not_asked = Some(why.clone());
        }
    }
    if before.is_none_or(|kept| kept.value != next) {
        let expect = before.map_or(Expect::Absent, |kept| Expect::At(kept.sequence));
        let known = before.map(|kept| &kept.value);
        change.events.extend(events::of_order(known, &next));
        change.put.push((expect, Record::Order(next)));
    }
}

/// An order as told again: what is told now counts, and what is not stays as it was told before,
/// since another page of the shop may know less.
pub(super) fn amended(before: &Order, now: &Order) -> Order {
    let (before, now) = (before.clone(), now.clone());
    Order {
        id: now.id,
        total: now.total.or(before.total),
        customer: now.customer.or(before.customer),
        items: if now.items.is_empty() {
            before.items
        } else {
            now.items
        },
        orders_before: now.orders_before.or(before.orders_before),
        // Consent is to be written to at the address that came with it.
        consent: if now.email.is_some() {
            now.consent
        } else {
            before.consent
        },
        email: now.email.or(before.email),
        first_name: now.first_name.or(before.first_name),
        country: now.country.or(before.country),
        time: now.time.or(before.time),
    }
}

/// The ticket's number out of random bytes.
pub fn nonce(random: [u8; 8]) -> TicketNonce {
    TicketNonce(u64::from_be_bytes(random))
}

#[cfg(test)]
mod tests;

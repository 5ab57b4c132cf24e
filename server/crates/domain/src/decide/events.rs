//! What a change makes happen.

use crate::{
    event::{Event, OrderEvent, ResponseEvent},
    record::{OrderRecord, Response},
};

/// What became of a response; `None` where nobody is to be told: nothing was said, or it is a test.
pub fn of_response(before: Option<&Response>, after: &Response) -> Option<Event> {
    if after.test {
        return None;
    }
    let event = || ResponseEvent {
        response: after.id,
        survey: after.survey,
    };
    let was_withdrawn = before.is_some_and(|before| before.withdrawn_at.is_some());
    if after.withdrawn_at.is_some() && !was_withdrawn {
        let had_answers = before.is_some_and(|before| before.first_answered_at.is_some());
        return had_answers.then(|| Event::Withdrawn(event()));
    }
    after.first_answered_at?;
    match before.filter(|before| before.first_answered_at.is_some()) {
        None => Some(Event::Answered(event())),
        Some(before) if before.answers != after.answers => Some(Event::Amended(event())),
        Some(_) => None,
    }
}

/// What became of an order; `None` where nobody is to be told: it is as it was, or a test. Why it was
/// not asked about is no news of the order.
pub fn of_order(before: Option<&OrderRecord>, after: &OrderRecord) -> Option<Event> {
    if after.test {
        return None;
    }
    let event = || OrderEvent {
        order: after.order.id.clone(),
    };
    let Some(before) = before.filter(|before| !before.test) else {
        return Some(Event::OrderKnown(event()));
    };
    let same = OrderRecord {
        not_asked: before.not_asked.clone(),
        source: before.source,
        ..after.clone()
    } == *before;
    (!same).then(|| Event::OrderChanged(event()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::EventKind;
    use crate::test_records;
    use afterword_shared::response::Answer;
    use jiff::Timestamp;

    fn response() -> Response {
        test_records::response(1, None)
    }

    fn answered(rating: u8) -> Response {
        let mut response = response();
        response
            .answers
            .set("score".parse().unwrap(), Answer::Rating(rating));
        response.first_answered_at = Some(Timestamp::UNIX_EPOCH);
        response
    }

    fn kind(before: Option<&Response>, after: &Response) -> Option<EventKind> {
        of_response(before, after).map(|event| event.kind())
    }

    #[test]
    fn the_first_answer_is_one_event_and_each_change_of_it_another() {
        let (ask, nine, eight) = (response(), answered(9), answered(8));
        assert_eq!(kind(None, &ask), None);
        assert_eq!(kind(Some(&ask), &ask), None);
        assert_eq!(kind(Some(&ask), &nine), Some(EventKind::Answered));
        assert_eq!(kind(None, &nine), Some(EventKind::Answered));
        assert_eq!(kind(Some(&nine), &eight), Some(EventKind::Amended));
        assert_eq!(kind(Some(&nine), &nine), None);
    }

    #[test]
    fn taking_answers_back_is_told_once_and_closing_a_form_is_not() {
        let nine = answered(9);
        let mut gone = response();
        gone.withdrawn_at = Some(Timestamp::UNIX_EPOCH);
        assert_eq!(kind(Some(&nine), &gone), Some(EventKind::Withdrawn));
        assert_eq!(kind(Some(&gone), &gone), None);
        assert_eq!(kind(Some(&response()), &gone), None);
    }

    #[test]
    fn tests_are_told_to_nobody() {
        let mut nine = answered(9);
        nine.test = true;
        assert_eq!(kind(None, &nine), None);
        let mut order = test_records::order("1001", None);
        order.test = true;
        assert_eq!(of_order(None, &order), None);
    }

    #[test]
    fn an_order_is_known_once_and_then_changed() {
        let order = test_records::order("1001", None);
        let kind = |before: Option<&OrderRecord>, after: &OrderRecord| {
            of_order(before, after).map(|event| event.kind())
        };
        assert_eq!(kind(None, &order), Some(EventKind::OrderKnown));
        assert_eq!(kind(Some(&order), &order), None);
        let refunded = OrderRecord {
            refunded_at: Some(Timestamp::MAX),
            ..order.clone()
        };
        assert_eq!(kind(Some(&order), &refunded), Some(EventKind::OrderChanged));
    }
}

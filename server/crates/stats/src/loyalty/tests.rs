use super::*;
use proptest::prelude::*;

fn journey(reply: Reply, watched_days: u32, next_days: Option<u32>) -> Journey {
    Journey {
        reply,
        watched: watched_days * DAY,
        next: next_days.map(|days| days * DAY),
        orders: u32::from(next_days.is_some_and(|days| days <= 90)),
        spent: if next_days.is_some_and(|days| days <= 90) {
            1000
        } else {
            0
        },
        currency: Some(0),
    }
}

#[track_caller]
fn close(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 1e-9, "{found} {wanted}");
}

fn euros() -> [Currency; 1] {
    [Currency::parse("EUR").unwrap()]
}

fn line(found: &Loyalty, party: Party) -> &Line {
    let mut lines = found.groups.iter().chain(&found.ratings);
    lines.find(|line| line.party == party).unwrap()
}

/// No purchases.
fn nothing() -> (Bought, Bought) {
    let none = Purchases::default().summed();
    (none.clone(), none)
}

#[test]
fn only_customers_whose_whole_window_has_passed_count() {
    let journeys = [
        journey(Reply::Rated(9), 400, Some(10)),
        journey(Reply::Rated(10), 100, Some(31)),
        journey(Reply::Rated(9), 89, Some(2)),
        journey(Reply::Rated(3), 365, Some(365)),
        journey(Reply::Silent, 365, None),
        journey(Reply::NotAsked, 29, Some(1)),
    ];
    let found = loyalty(Kind::Nps, journeys, nothing(), 90, &euros());
    let shares = |party| line(&found, party).again.map(|share| (share.part, share.n));
    assert_eq!(shares(Party::All), [(2, 5), (2, 4), (2, 3)]);
    assert_eq!(shares(Party::Group(Group::High)), [(2, 3), (2, 2), (1, 1)]);
    assert_eq!(shares(Party::Group(Group::Middle)), [(0, 0); 3]);
    // The last day of a window is in it.
    assert_eq!(shares(Party::Group(Group::Low)), [(0, 1), (0, 1), (1, 1)]);
    assert_eq!(shares(Party::Rating(9)), [(2, 2), (1, 1), (1, 1)]);
    assert_eq!(shares(Party::Silent), [(0, 1); 3]);
    assert_eq!(shares(Party::NotAsked), [(0, 0); 3]);
    let high = line(&found, Party::Group(Group::High));
    close(high.days.unwrap().value, 20.5);
    close(high.orders.unwrap().value, 1.0);
    close(high.spent[0].1.value, 10.0);
    assert_eq!(
        (found.respondents.customers, found.everybody.customers),
        (4, 6)
    );
}

#[test]
fn a_group_is_compared_with_all_others() {
    let many = |reply, back: u32, n: u32| {
        (0..n).map(move |place| journey(reply, 400, (place < back).then_some(20)))
    };
    let journeys = many(Reply::Rated(10), 40, 100)
        .chain(many(Reply::Rated(2), 10, 50))
        .chain(many(Reply::NotAsked, 20, 80));
    let found = loyalty(Kind::Nps, journeys, nothing(), 30, &euros());
    let share = line(&found, Party::Group(Group::High)).again[0];
    assert_eq!(
        share.difference,
        interval::share_difference((30, 130), (40, 100))
    );
    assert_eq!(line(&found, Party::All).again[0].difference, None);
}

fn journeys() -> impl Strategy<Value = Vec<Journey>> {
    let reply = prop_oneof![
        Just(Reply::NotAsked),
        Just(Reply::Silent),
        (0..11_u8).prop_map(Reply::Rated),
    ];
    let one = (reply, 0..500_u32, prop::option::of(1..500_u32));
    prop::collection::vec(
        one.prop_map(|(reply, watched, next)| {
            journey(reply, watched, next.filter(|next| *next <= watched))
        }),
        0..200,
    )
}

proptest! {
    #[test]
    fn every_customer_is_in_one_group(journeys in journeys(), window in prop::sample::select(WINDOWS.to_vec())) {
        let found = loyalty(Kind::Nps, journeys.clone(), nothing(), window, &euros());
        for (place, window) in WINDOWS.into_iter().enumerate() {
            let sum = |lines: &[Line]| lines.iter().fold((0, 0), |sum, line| {
                (sum.0 + line.again[place].part, sum.1 + line.again[place].n)
            });
            let all = found.groups[0].again[place];
            prop_assert_eq!(sum(&found.groups[1..]), (all.part, all.n));
            let watched = seconds_of(window);
            prop_assert_eq!(all.n, journeys.iter().filter(|one| one.watched >= watched).count() as u64);
        }
        prop_assert_eq!(found.everybody.customers, journeys.len() as u64);
    }
}

#[test]
fn who_answers_is_told_against_all_purchases() {
    let (mut answered, mut bought) = (Purchases::default(), Purchases::default());
    for (total, returning, is_answered) in [
        (Some((0, 500)), Some(true), true),
        (Some((0, 700)), Some(false), true),
        (Some((1, 9)), None, false),
        (None, Some(true), false),
    ] {
        bought.add(total, returning);
        if is_answered {
            answered.add(total, returning);
        }
    }
    let found = loyalty(
        Kind::Nps,
        [],
        (answered.summed(), bought.summed()),
        30,
        &euros(),
    );
    let (some, all) = (found.respondents, found.everybody);
    assert_eq!((some.orders, all.orders), (2, 4));
    assert_eq!((some.returning.part, some.returning.n), (1, 2));
    assert_eq!((all.returning.part, all.returning.n), (2, 3));
    close(some.totals[0].1.value, 600.0);
    assert_eq!(
        all.totals
            .iter()
            .map(|(currency, total)| (*currency, total.n))
            .collect::<Vec<_>>(),
        [(0, 2), (1, 1)]
    );
}

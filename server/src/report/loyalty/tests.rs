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

fn euros() -> [Currency; 1] {
    [Currency::parse("EUR").unwrap()]
}

fn line(found: &Loyalty, party: Party) -> &Line {
    let mut lines = found.groups.iter().chain(&found.ratings);
    lines.find(|line| line.party == party).unwrap()
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
    let found = loyalty(Kind::Nps, journeys, <_>::default(), 90, &euros());
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
    assert_eq!(high.days.unwrap().value, 20.5);
    assert_eq!(high.orders.unwrap().value, 1.0);
    assert_eq!(high.spent[0].1.value, 10.0);
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
    let found = loyalty(Kind::Nps, journeys, <_>::default(), 30, &euros());
    let share = line(&found, Party::Group(Group::High)).again[0];
    assert_eq!(
        share.difference,
        interval::share_difference((30, 130), (40, 100))
    );
    assert_eq!(line(&found, Party::All).again[0].difference, None);
}

/// By hand, from the binomial of fair coins: of 10 P(B < 2) is 11/1024 and P(B < 3) is 56/1024; of
/// 6 P(B < 1) is 1/64, of 5 it is 1/32. The tables of David and Nagaraja have the same ranks.
#[test]
fn a_median_lies_between_the_ranks_that_hold_it() {
    assert_eq!(
        [5, 6, 8, 9, 10, 20, 60].map(rank),
        [None, Some(1), Some(1), Some(2), Some(2), Some(6), Some(22)]
    );
    // The approximation goes on where the sum ended: by the sum 61 gives 23, 100 gives 40.
    assert_eq!([61, 100, 400].map(rank), [Some(23), Some(40), Some(180)]);
    let median = |values: &mut [u32]| super::median(values, f64::from);
    let found = median(&mut [5, 1, 4, 2, 3, 9]).unwrap();
    assert_eq!((found.value, found.n), (3.5, 6));
    assert_eq!(
        found.interval,
        Some(Interval {
            low: 1.0,
            high: 9.0
        })
    );
    assert_eq!(median(&mut []), None);
    assert_eq!(median(&mut [7]).unwrap().interval, None);
}

#[test]
fn a_mean_of_few_buyers_has_no_interval() {
    let mut moments = Moments::default();
    for place in 0..400_u32 {
        moments.add(f64::from(u32::from(place < 99)));
    }
    assert_eq!(moments.mean(1.0).unwrap().interval, None);
    moments.add(1.0);
    let mean = moments.mean(0.5).unwrap();
    let interval = mean.interval.unwrap();
    assert!(interval.low < mean.value && mean.value < interval.high);
    assert!((mean.value - 50.0 / 401.0).abs() < 1e-12);
    // Skewed to the right, so the upper half is the longer one.
    assert!(interval.high - mean.value > mean.value - interval.low);
}

/// A grid written down before the first run: shares who buy again, spread of their sums, and n that
/// gives about as many buyers as the floor.
#[test]
fn the_interval_of_a_mean_holds_it_as_often_as_it_says() {
    let mut state = 0x5eed_u64;
    let mut unit = move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    };
    for (share, spread, n) in [
        (0.05, 0.5, 2400),
        (0.05, 1.2, 2400),
        (0.2, 0.8, 600),
        (0.2, 1.2, 600),
        (0.5, 0.5, 250),
        (0.5, 1.2, 250),
    ] {
        let truth = share * f64::exp(spread * spread / 2.0);
        let (mut held, mut told) = (0, 0);
        for _ in 0..1500 {
            let mut moments = Moments::default();
            for _ in 0..n {
                let value = if unit() < share {
                    let radius = (-2.0 * (1.0 - unit()).ln()).sqrt();
                    f64::exp(spread * radius * (std::f64::consts::TAU * unit()).cos())
                } else {
                    0.0
                };
                moments.add(value);
            }
            if let Some(interval) = moments.mean(1.0).unwrap().interval {
                told += 1;
                held += i32::from(interval.low <= truth && truth <= interval.high);
            }
        }
        let coverage = f64::from(held) / f64::from(told);
        // Three standard errors of the simulation below 93 %.
        assert!(coverage > 0.93 - 0.02, "{share} {spread} {n}: {coverage}");
    }
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
        let found = loyalty(Kind::Nps, journeys.clone(), <_>::default(), window, &euros());
        for place in 0..3 {
            let sum = |lines: &[Line]| lines.iter().fold((0, 0), |sum, line| {
                (sum.0 + line.again[place].part, sum.1 + line.again[place].n)
            });
            let all = found.groups[0].again[place];
            prop_assert_eq!(sum(&found.groups[1..]), (all.part, all.n));
            let watched = seconds_of(WINDOWS[place]);
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
    let found = loyalty(Kind::Nps, [], (answered, bought), 30, &euros());
    let (some, all) = (found.respondents, found.everybody);
    assert_eq!((some.orders, all.orders), (2, 4));
    assert_eq!((some.returning.part, some.returning.n), (1, 2));
    assert_eq!((all.returning.part, all.returning.n), (2, 3));
    assert_eq!(some.totals[0].1.value, 600.0);
    assert_eq!(
        all.totals
            .iter()
            .map(|(currency, total)| (*currency, total.n))
            .collect::<Vec<_>>(),
        [(0, 2), (1, 1)]
    );
}

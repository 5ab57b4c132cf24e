//! The page's figures of real orders against a straight count of their files:
//! `server/tests/reference/olist.py` says how it counts.
//!
//! The data (Brazilian E-Commerce Public Dataset by Olist, CC BY-NC-SA 4.0) is not part of the
//! project: without `../shared/data/olist` beside the repository the test is skipped, and says so.

use crate::{
    config::Config,
    ops::command::{Command, Import, execute},
    services::{
        analytics::{
            counts::load_counts,
            loyalty::{LoyaltyReport, LoyaltyRequest},
        },
        create_shop::{self, NewShop, Owner},
    },
    state::App,
};
use afterword_domain::period::Period;
use afterword_library::template::Template;
use afterword_shared::{
    id::{QuestionId, ShopId, SurveyId},
    scale::{Group, Kind},
};
use afterword_stats::{
    Interval, Step,
    interval::Median,
    loyalty::{Crowd, Line, Party, Share},
    skewed_mean::Mean,
};
use afterword_store::Records;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Deserialize;
use std::{collections::BTreeMap, io::Write, path::Path, sync::Arc};

#[derive(Deserialize)]
struct Reference {
    now: i64,
    zone: String,
    answers: Answers,
    loyalty: Vec<LoyaltyCase>,
    cohorts: Vec<CohortCase>,
    at_risk: AtRiskCase,
}

#[derive(Deserialize)]
struct Answers {
    n: u64,
    csat: ShareCase,
    months: Vec<MonthCase>,
}

#[derive(Deserialize)]
struct MonthCase {
    month: Date,
    #[serde(flatten)]
    csat: ShareCase,
}

#[derive(Debug, Deserialize)]
struct ShareCase {
    part: u64,
    n: u64,
    interval: Option<(f64, f64)>,
    difference: Option<(f64, f64)>,
}

/// A mean or a median.
#[derive(Debug, Deserialize)]
struct MiddleCase {
    value: f64,
    n: u64,
    interval: Option<(f64, f64)>,
}

#[derive(Deserialize)]
struct LineCase {
    again: [ShareCase; 3],
    days: Option<MiddleCase>,
    orders: Option<MiddleCase>,
    spent: Option<MiddleCase>,
}

#[derive(Deserialize)]
struct CrowdCase {
    orders: u64,
    total: Option<MiddleCase>,
    returning: ShareCase,
    customers: u64,
    again: ShareCase,
}

#[derive(Deserialize)]
struct Groups {
    high: LineCase,
    middle: LineCase,
    low: LineCase,
}

#[derive(Deserialize)]
struct LoyaltyCase {
    from: Option<Date>,
    to: Date,
    window: u16,
    all: LineCase,
    groups: Groups,
    silent: LineCase,
    not_asked: LineCase,
    ratings: BTreeMap<u8, LineCase>,
    respondents: CrowdCase,
    everybody: CrowdCase,
}

#[derive(Debug, PartialEq, Deserialize)]
struct CohortCase {
    month: Date,
    customers: u64,
    bought: Vec<u64>,
    silent: Option<u64>,
}

#[derive(Deserialize)]
struct AtRiskCase {
    unhappy: u64,
    customers: u64,
    orders: u64,
    all_orders: u64,
    cents: i64,
    all_cents: i64,
}

#[track_caller]
fn assert_ends(found: Option<Interval>, wanted: Option<(f64, f64)>) {
    let ends = found.map(|interval| (interval.low, interval.high));
    let close = match (ends, wanted) {
        (Some(found), Some(wanted)) => {
            (found.0 - wanted.0).abs() < 1e-9 && (found.1 - wanted.1).abs() < 1e-9
        }
        (None, None) => true,
        _ => false,
    };
    assert!(close, "{ends:?}, not {wanted:?}");
}

#[track_caller]
fn assert_share(found: &Share, wanted: &ShareCase) {
    assert_eq!((found.part, found.n), (wanted.part, wanted.n));
    assert_ends(found.interval, wanted.interval);
    assert_ends(found.difference, wanted.difference);
}

#[track_caller]
fn assert_middle(found: Option<(f64, u64, Option<Interval>)>, wanted: Option<&MiddleCase>) {
    match (found, wanted) {
        (Some((value, n, interval)), Some(wanted)) => {
            assert!(
                (value - wanted.value).abs() < 1e-9,
                "{value}, not {wanted:?}"
            );
            assert_eq!(n, wanted.n);
            assert_ends(interval, wanted.interval);
        }
        (None, None) => {}
        _ => panic!("{found:?}, not {wanted:?}"),
    }
}

fn of_median(median: &Median) -> (f64, u64, Option<Interval>) {
    (median.value, median.n, median.interval)
}

fn of_mean(mean: &Mean) -> (f64, u64, Option<Interval>) {
    (mean.value, mean.n, mean.interval)
}

#[track_caller]
fn assert_line(lines: &[Line], party: Party, wanted: &LineCase) {
    let line = lines.iter().find(|line| line.party == party).unwrap();
    for (found, wanted) in line.again.iter().zip(&wanted.again) {
        assert_share(found, wanted);
    }
    assert_middle(line.days.as_ref().map(of_median), wanted.days.as_ref());
    assert_middle(line.orders.as_ref().map(of_mean), wanted.orders.as_ref());
    // All of it is in one currency.
    assert!(line.spent.len() <= 1);
    let spent = line.spent.first().map(|(_, mean)| of_mean(mean));
    assert_middle(spent, wanted.spent.as_ref());
}

#[track_caller]
fn assert_crowd(crowd: &Crowd, wanted: &CrowdCase) {
    assert_eq!(
        (crowd.orders, crowd.customers),
        (wanted.orders, wanted.customers)
    );
    assert!(crowd.totals.len() <= 1);
    let total = crowd.totals.first().map(|(_, total)| of_median(total));
    assert_middle(total, wanted.total.as_ref());
    assert_share(&crowd.returning, &wanted.returning);
    assert_share(&crowd.again, &wanted.again);
}

/// A shop with days in the files' zone, into which they are imported; its survey and question.
async fn imported(app: &App, folder: &Path, zone: &str) -> (ShopId, SurveyId, QuestionId) {
    let new_shop = NewShop {
        owner: Owner::New {
            email: "a@shop.example".into(),
            password: "$argon2id$".into(),
        },
        shop: "Olist".into(),
        origins: vec!["https://shop.example".into()],
        locale: "pt".into(),
        time_zone: zone.into(),
        template: Template::Csat,
        survey_name: Template::Csat.name().into(),
        demo: false,
        api_key: false,
    };
    let (created, creation) = create_shop::create(&new_shop, app.now()).unwrap();
    app.must_begin(creation).await.unwrap();
    let refused = tempfile::tempdir().unwrap();
    let import = Import {
        survey: created.survey.to_string(),
        path: folder.to_owned(),
        preset: Some("olist".into()),
        refused: refused.path().join("refused.csv"),
        ..Import::default()
    };
    let command = Command::Import(Box::new(import));
    execute(app, command, &Arc::default()).await.unwrap();
    let head = app
        .store()
        .survey(created.survey)
        .await
        .unwrap()
        .unwrap()
        .value;
    let version = app.store().survey_version(head.id, head.version).await;
    let version = version.unwrap().unwrap();
    let question = version.content.scored_question().unwrap();
    assert_eq!(question.kind, Kind::Csat);
    (created.shop, created.survey, question.id.clone())
}

/// The loyalty page's figures, for each period and window.
async fn assert_loyalty(app: &App, request: LoyaltyRequest, reference: &Reference, now: Timestamp) {
    let shop = app.index().read(request.shop).await.unwrap();
    for case in &reference.loyalty {
        let request = LoyaltyRequest {
            days: (case.from.unwrap_or(Date::MIN), case.to),
            window: case.window,
            ..request.clone()
        };
        let found = LoyaltyReport::of(&shop, &request, now);
        let lines = &found.loyalty.groups;
        assert_line(lines, Party::All, &case.all);
        assert_line(lines, Party::Group(Group::High), &case.groups.high);
        assert_line(lines, Party::Group(Group::Middle), &case.groups.middle);
        assert_line(lines, Party::Group(Group::Low), &case.groups.low);
        assert_line(lines, Party::Silent, &case.silent);
        assert_line(lines, Party::NotAsked, &case.not_asked);
        assert_eq!((lines.len(), found.loyalty.ratings.len()), (6, 5));
        for (rating, line) in &case.ratings {
            assert_line(&found.loyalty.ratings, Party::Rating(*rating), line);
        }
        assert_crowd(&found.loyalty.respondents, &case.respondents);
        assert_crowd(&found.loyalty.everybody, &case.everybody);
        let cohorts = found.cohorts.into_iter().map(|cohort| CohortCase {
            month: cohort.month,
            customers: cohort.customers,
            bought: cohort.bought,
            silent: cohort.silent,
        });
        assert_eq!(cohorts.collect::<Vec<_>>(), reference.cohorts);
        let (risk, wanted) = (found.at_risk, &reference.at_risk);
        assert_eq!(
            (risk.unhappy, risk.customers, risk.orders, risk.all_orders),
            (
                wanted.unhappy,
                wanted.customers,
                wanted.orders,
                wanted.all_orders
            )
        );
        let [(_, cents, all_cents)] = risk.money[..] else {
            panic!("{:?}", risk.money)
        };
        assert_eq!((cents, all_cents), (wanted.cents, wanted.all_cents));
    }
}

/// The overview's figures: the score and its trend by month.
async fn assert_answers(app: &App, request: &LoyaltyRequest, reference: &Reference, today: Date) {
    let store = app.store();
    let head = store.survey(request.survey).await.unwrap().unwrap().value;
    let version = store.survey_version(head.id, head.version).await;
    let version = version.unwrap().unwrap();
    let question = version.content.scored_question().unwrap();
    let index = app.index().read(request.shop).await.unwrap();
    let month = Some(Step::Month);
    let counts = load_counts(&index, request.survey, Period::All, month, today);
    drop(index);
    let figures = counts.figures(question);
    let all = figures.score.as_ref().unwrap();
    let csat = &reference.answers.csat;
    assert_eq!((all.n, all.groups.high), (reference.answers.n, csat.part));
    assert_eq!(csat.n, all.n);
    let ends = |low: f64, high: f64| {
        Some(Interval {
            low: low / 100.0,
            high: high / 100.0,
        })
    };
    assert_ends(ends(all.low, all.high), csat.interval);
    let answered: Vec<_> = figures
        .trend
        .iter()
        .filter_map(|point| Some((point.start, point.score.as_ref()?)))
        .collect();
    assert_eq!(answered.len(), reference.answers.months.len());
    for ((month, score), wanted) in answered.into_iter().zip(&reference.answers.months) {
        assert_eq!(
            (month, score.groups.high, score.n),
            (wanted.month, wanted.csat.part, wanted.csat.n)
        );
        assert_ends(ends(score.low, score.high), wanted.csat.interval);
    }
}

#[tokio::test]
async fn the_figures_of_real_orders_are_those_of_a_straight_count() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let folder = root.join("../shared/data/olist");
    if !folder.is_dir() {
        skipped(
            "figures of real orders (olist): ../shared/data/olist is not beside the repository",
        );
        return;
    }
    let reference = include_str!("../../../../../tests/reference/olist.json");
    let reference: Reference = serde_json::from_str(reference).unwrap();
    let store = Records::in_memory();
    let app = App::start(store, Config::default()).await.unwrap();
    let (shop, survey, question) = imported(&app, &folder, &reference.zone).await;
    let request = LoyaltyRequest {
        shop,
        survey,
        question,
        kind: Kind::Csat,
        days: (Date::MIN, Date::MAX),
        window: 30,
    };
    app.index().catch_up().await.unwrap();
    let now = Timestamp::from_second(reference.now).unwrap();
    let zone = TimeZone::get(&reference.zone).unwrap();
    assert_answers(&app, &request, &reference, now.to_zoned(zone).date()).await;
    assert_loyalty(&app, request, &reference, now).await;
}

/// As the tests from outside say it: `cargo xtask test` lists it at its end.
fn skipped(what: &str) {
    // Not `eprintln!`, which the test harness would swallow.
    drop(writeln!(std::io::stderr(), "SKIPPED: {what}"));
    if let Some(path) = std::env::var_os("AFTERWORD_SKIPPED") {
        let file = std::fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(path);
        drop(file.and_then(|mut file| writeln!(file, "{what}")));
    }
}

//! A shop to look at: made-up answers, clearly marked as such.

use crate::{
    services::{
        create_shop::{self, NewShop, Owner},
        error::Error,
        sample_data,
    },
    state::App,
};
use afterword_domain::{
    change::{Change, Expect},
    record::{LinkPurpose, Record, Sighting},
    secret,
};
use afterword_library::template::Template;
use jiff::SignedDuration;

/// How many made-up purchases go into one change.
const AT_A_TIME: usize = 200;

/// Makes the demo's owner and shop; returns a one-time secret that signs in.
pub async fn create(app: &App) -> Result<String, Error> {
    let password = crate::services::password::hash(secret::new_secret("").0).await?;
    let new_shop = NewShop {
        owner: Owner::New {
            email: "demo@afterword.example".into(),
            password,
        },
        shop: "Kalnu Keramika".into(),
        origins: vec!["https://shop.example".into()],
        locale: "en".into(),
        time_zone: "Europe/Riga".into(),
        template: Template::Nps,
        survey_name: Template::Nps.name().into(),
        demo: true,
        api_key: false,
    };
    let began = app.now() - SignedDuration::from_hours(17 * 7 * 24);
    let (created, creation) = create_shop::create(&new_shop, began)?;
    app.must_begin(creation).await?;
    answer(app, &created).await?;
    app.links().open(LinkPurpose::SignIn(created.user)).await
}

/// Keeps the made-up orders and answers, and that the tag was seen.
async fn answer(app: &App, created: &create_shop::CreatedShop) -> Result<(), Error> {
    let missing = || Error::Internal("the demo's shop is not there".into());
    let now = app.now();
    let shop = app.store().shop(created.shop).await?.ok_or_else(missing)?;
    let survey = app.store().survey_version(created.survey, 1).await?;
    let purchases = sample_data::purchases(&shop.value, &*survey.ok_or_else(missing)?, now);
    for some in purchases.chunks(AT_A_TIME) {
        let mut change = Change::default();
        for one in some {
            change
                .put
                .push((Expect::Absent, Record::Order(one.order.clone())));
            change
                .put
                .push((Expect::Absent, Record::Response(one.response.clone())));
        }
        app.must_write(change).await?;
    }
    let sighting = Sighting {
        shop: created.shop,
        origin: "https://shop.example".into(),
        page: "/checkout/thank-you".into(),
        source: None,
        at: now,
    };
    app.must_write(Change::put(Expect::Anything, Record::Sighting(sighting)))
        .await
}

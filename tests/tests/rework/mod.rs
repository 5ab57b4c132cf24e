//! Changes what owners decide, in the stopped server's own store.

use afterword_domain::{
    change::{Change, Expect},
    record::{Record, Shop, SurveyHead, SurveyVersion},
};
use afterword_tests::Afterword;

/// The shop, its first survey and that survey's current version, to be changed.
pub struct Decided {
    pub shop: Shop,
    pub survey: SurveyHead,
    pub version: SurveyVersion,
}

/// Stops the server, changes what was decided, and starts it again.
pub async fn rework(server: &mut Afterword, change: impl FnOnce(&mut Decided)) {
    let shop = server.founded().shop.parse().expect("the shop's id");
    server.kill();
    {
        let store = afterword_store_embedded::directory::open(&server.data())
            .expect("the stopped server's data");
        let survey = store.surveys(shop).await.expect("readable")[0]
            .value
            .clone();
        let version = store.survey_version(survey.id, survey.version).await;
        let version = version.expect("readable").expect("a version");
        let mut decided = Decided {
            shop: store
                .shop(shop)
                .await
                .expect("readable")
                .expect("a shop")
                .value,
            survey,
            version: (*version).clone(),
        };
        change(&mut decided);
        decided.version.content.check().expect("a legal survey");
        let made = Change::put(Expect::Anything, Record::Shop(decided.shop))
            .and(Expect::Anything, Record::Survey(decided.survey))
            .and(Expect::Anything, Record::SurveyVersion(decided.version));
        store.commit(vec![made]).await.expect("written");
    }
    server.restart().await;
}

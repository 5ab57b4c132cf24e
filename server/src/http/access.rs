//! Who may reach what: every route says which right it needs, and a shop's routes are for who has that
//! right in the shop.

use super::failure::Failure;
use super::session::{Sessions, SignedIn};
use crate::services::error::Error;
use afterword_domain::{
    change::Versioned,
    period::{Period, PeriodQuery},
    record::{Session, Shop, User},
};
use afterword_shared::id::{ShopId, SurveyId};
use afterword_store::Records;
use afterword_wording::Language;
use axum::{
    Router,
    extract::{FromRef, FromRequestParts, RawPathParams, Request},
    http::{HeaderMap, header, request::Parts},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::MethodRouter,
};
use jiff::tz::TimeZone;
use url::form_urlencoded;

/// What somebody has to be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Right {
    /// Nothing: for everybody. What is secret there has a secret of its own in its address.
    Open,
    /// To look at the shop's figures and answers.
    Read,
    /// To answer shoppers.
    #[expect(dead_code, reason = "nobody can be answered yet")]
    Answer,
    /// To change surveys and what the shop shows.
    Edit,
    /// To change who has access, secrets, and what can't be taken back.
    Admin,
}

/// What somebody is in a shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// It is theirs.
    Owner,
}

impl Role {
    /// What this user is in a shop; `None` for a stranger.
    pub fn of(user: &User, shop: ShopId) -> Option<Self> {
        user.shops.contains(&shop).then_some(Self::Owner)
    }

    /// Whether it comes with a right.
    pub fn may(self, right: Right) -> bool {
        match self {
            Self::Owner => right <= Right::Admin,
        }
    }
}

/// Routes that say which right they need.
pub(crate) struct Routes<S> {
    state: S,
    router: Router<S>,
    table: Vec<(&'static str, Right)>,
}

impl<S> Routes<S>
where
    S: Clone + Send + Sync + 'static,
    Records: FromRef<S>,
    Sessions: FromRef<S>,
{
    /// None yet.
    pub fn new(state: S) -> Self {
        Self {
            state,
            router: Router::new(),
            table: Vec::new(),
        }
    }

    /// A route for who has this right in the shop of its address.
    #[must_use]
    pub fn route(mut self, right: Right, path: &'static str, methods: MethodRouter<S>) -> Self {
        self.table.push((path, right));
        let methods = if right == Right::Open {
            methods
        } else {
            let state = (self.state.clone(), right);
            methods.route_layer(middleware::from_fn_with_state(state, allowed))
        };
        self.router = self.router.route(path, methods);
        self
    }

    /// With more of them, such as those with a limit of their own.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.table.extend(other.table);
        self.router = self.router.merge(other.router);
        self
    }

    /// Changes all of them, as a layer does.
    #[must_use]
    pub fn map(mut self, change: impl FnOnce(Router<S>) -> Router<S>) -> Self {
        self.router = change(self.router);
        self
    }

    /// Each path with the right that it needs, for the test that walks them.
    #[cfg_attr(not(test), expect(dead_code, reason = "only the test walks them"))]
    pub fn table(&self) -> &[(&'static str, Right)] {
        &self.table
    }

    /// As a router.
    pub fn into_router(self) -> Router<S> {
        self.router
    }
}

/// Lets a request on to who has the right, with the shop that it is about.
async fn allowed<S>(
    axum::extract::State((state, right)): axum::extract::State<(S, Right)>,
    request: Request,
    next: Next,
) -> Response
where
    S: Clone + Send + Sync + 'static,
    Records: FromRef<S>,
    Sessions: FromRef<S>,
{
    let (mut parts, body) = request.into_parts();
    match ShopContext::read(
        &mut parts,
        &Records::from_ref(&state),
        &Sessions::from_ref(&state),
    )
    .await
    {
        Ok(context) if context.role.may(right) => {
            let words = context.words;
            parts.extensions.insert(context);
            let mut response = next.run(Request::from_parts(parts, body)).await;
            // The page of a failure is written around this.
            response.extensions_mut().insert(words);
            response
        }
        Ok(_) => Failure::Error(Error::Forbidden(
            "Your role in this shop does not allow that. Ask its owner.",
        ))
        .into_response(),
        Err(failure) => failure.into_response(),
    }
}

/// The shop of an address, for somebody who may be there. Only in handlers of routes that need a right.
#[derive(Clone)]
pub(crate) struct ShopContext {
    /// Who is signed in.
    pub user: Versioned<User>,
    /// What they are in this shop.
    pub role: Role,
    /// By which session.
    pub session: Session,
    /// The shop as it is kept.
    pub shop: Versioned<Shop>,
    /// What its pages have around them.
    pub frame: Frame,
    /// The shop's zone.
    pub zone: TimeZone,
    /// The language of its pages.
    pub words: Language,
}

/// What the pages of a shop have around them.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// Whose shop is looked at.
    pub email: String,
    /// The shop looked at.
    pub shop: Shop,
    /// All shops of this user, id and name.
    pub shops: Vec<(ShopId, String)>,
    /// The days and the survey that were chosen, as in an address: whoever goes on to another page goes on
    /// looking at them. Empty where nobody chose.
    pub chosen: String,
    /// What is wrong with the store, as a sentence that says what to do; `None` where all is well.
    pub trouble: Option<String>,
    /// The language of the pages.
    pub words: Language,
}

impl<S: Sync> FromRequestParts<S> for ShopContext {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let context = parts.extensions.get::<Self>().cloned();
        let missing = || Error::Internal("a route of a shop says no right".into());
        Ok(context.ok_or_else(missing)?)
    }
}

impl ShopContext {
    async fn read(
        parts: &mut Parts,
        store: &Records,
        sessions: &Sessions,
    ) -> Result<Self, Failure> {
        let SignedIn { user, session } = sessions.signed_in(parts).await?;
        let unknown = || Error::NotFound("There is no such shop in your account.");
        let params = RawPathParams::from_request_parts(parts, &())
            .await
            .map_err(|_| unknown())?;
        let id: ShopId = params
            .iter()
            .find(|(name, _)| *name == "shop")
            .and_then(|(_, value)| value.parse().ok())
            .ok_or_else(unknown)?;
        let role = Role::of(&user.value, id).ok_or_else(unknown)?;
        let mut shops = Vec::with_capacity(user.value.shops.len());
        let mut here = None;
        for other in &user.value.shops {
            if let Some(kept) = store.shop(*other).await? {
                shops.push((*other, kept.value.name.clone()));
                if *other == id {
                    here = Some(kept);
                }
            }
        }
        let shop = here.ok_or_else(unknown)?;
        let words = language(Some(&user.value), &parts.headers);
        Ok(Self {
            frame: Frame {
                email: user.value.email.clone(),
                shop: shop.value.clone(),
                shops,
                chosen: chosen(parts.uri.query().unwrap_or_default()),
                trouble: store.health().trouble(),
                words,
            },
            zone: shop.value.zone(),
            user,
            role,
            session,
            shop,
            words,
        })
    }
}

/// The language of a page that nobody has to be signed in for: as the browser prefers.
pub(crate) struct PageLanguage(pub Language);

impl<S: Sync> FromRequestParts<S> for PageLanguage {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(language(None, &parts.headers)))
    }
}

/// The language that somebody chose, else the one that the browser prefers.
pub(crate) fn language(user: Option<&User>, headers: &HeaderMap) -> Language {
    let chosen = user.and_then(|user| Language::find(&user.language));
    chosen.unwrap_or_else(|| {
        let accepted = headers.get(header::ACCEPT_LANGUAGE);
        let accepted = accepted.and_then(|value| value.to_str().ok());
        Language::negotiate(accepted.unwrap_or_default())
    })
}

/// What an address says of days and of the survey, where it can be read.
fn chosen(query: &str) -> String {
    let asked = PeriodQuery::of(query);
    let period = (asked != PeriodQuery::default())
        .then(|| Period::parse(&asked).ok())
        .flatten();
    let survey: Option<SurveyId> = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "survey")
        .and_then(|(_, id)| id.parse().ok());
    let parts = [
        period.map(Period::query),
        survey.map(|survey| format!("survey={survey}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("&")
}

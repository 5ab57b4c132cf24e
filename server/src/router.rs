//! Every route and layer, on one page.

use crate::{
    api,
    http::{
        self,
        access::{Right, Routes},
        assets, health,
    },
    owner::{
        self,
        pages::{
            breakdown, demo_shop, editor, export, home, import, install, jobs, keywords, loyalty,
            overview, qr, response, responses, settings, setup, share, signin, surveys,
        },
    },
    services::error::Error,
    shopper,
    state::App,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    http::HeaderMap,
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use std::time::Instant;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

/// The whole server.
pub fn router(app: App) -> Router {
    let shoppers = Router::new()
        .route("/w.js", get(shopper::loader::get))
        .route("/dist/{file}", get(shopper::files::dist))
        .route("/v1/prompt", post(shopper::prompt::post))
        .route("/v1/responses", post(shopper::response::post))
        .route(
            "/s/{survey}",
            get(shopper::hosted::get).post(shopper::hosted::post),
        )
        .route("/s/{survey}/{file}", get(shopper::hosted::look));

    let programs = programs(&app);

    let machines = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics));

    let owners = owners(&app)
        .into_router()
        .layer(middleware::from_fn_with_state(
            app.clone(),
            http::guard::same_site,
        ))
        .layer(middleware::from_fn(owner::parts::failure::in_words))
        .layer(middleware::from_fn(http::guard::headers))
        .route("/assets/{file}", get(assets::serve));

    Router::new()
        .merge(shoppers)
        .merge(owners)
        .merge(programs)
        .merge(machines)
        .method_not_allowed_fallback(wrong_method)
        .fallback(nothing_here)
        .layer(DefaultBodyLimit::max(shopper::MESSAGE_LIMIT))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(app.clone(), measure))
        .with_state(app)
}

/// What owners reach, each with the right that it needs.
pub(crate) fn owners(app: &App) -> Routes<App> {
    use Right::{Admin, Edit, Open, Read};
    Routes::new(app.clone())
        .route(Open, "/", get(home::get))
        .route(Open, "/setup/{token}", get(setup::get).post(setup::post))
        .route(Open, "/setup/{token}/templates", get(setup::questions))
        .route(Open, "/signin", get(signin::get).post(signin::post))
        .route(Open, "/signin/{token}", get(signin::by_link))
        .route(Open, "/signout", post(signin::out))
        .route(Open, "/docs/api", get(api::openapi::page))
        .route(Open, "/demo", get(demo_shop::product).post(demo_shop::buy))
        .route(Open, "/demo/thanks", get(demo_shop::thanks))
        .route(Open, "/r/{link}", get(share::report))
        .route(Read, "/shops/{shop}/surveys", get(surveys::get))
        .route(Edit, "/shops/{shop}/surveys", post(surveys::add))
        .route(
            Edit,
            "/shops/{shop}/surveys/{survey}/pause",
            post(surveys::pause),
        )
        .route(
            Edit,
            "/shops/{shop}/surveys/{survey}/resume",
            post(surveys::resume),
        )
        .route(Read, "/shops/{shop}/surveys/{survey}/qr.svg", get(qr::svg))
        .route(Read, "/shops/{shop}/surveys/{survey}/qr.png", get(qr::png))
        .route(
            Edit,
            "/shops/{shop}/surveys/{survey}/duplicate",
            post(editor::duplicate),
        )
        .route(
            Read,
            "/shops/{shop}/surveys/{survey}/survey.json",
            get(editor::export),
        )
        .route(Read, "/shops/{shop}/settings", get(settings::get))
        .route(Admin, "/shops/{shop}/settings", post(settings::save))
        .route(
            Admin,
            "/shops/{shop}/settings/secret",
            post(settings::new_secret),
        )
        .route(
            Admin,
            "/shops/{shop}/settings/keys",
            post(settings::add_key),
        )
        .route(
            Admin,
            "/shops/{shop}/settings/keys/revoke",
            post(settings::revoke_key),
        )
        .route(
            Read,
            "/shops/{shop}/settings/password",
            post(settings::set_password),
        )
        .route(
            Read,
            "/shops/{shop}/settings/sessions",
            post(settings::sign_out_everywhere),
        )
        .route(Read, "/shops/{shop}/jobs", get(jobs::get))
        .route(
            Read,
            "/shops/{shop}/settings/language",
            post(settings::set_language),
        )
        .route(Read, "/shops/{shop}/install", get(install::get))
        .route(Read, "/shops/{shop}/install/live", get(install::poll))
        .route(Edit, "/shops/{shop}/install/allow", post(install::allow))
        .merge(drafts(app))
        .merge(imports(app))
        .merge(answers(app))
}

/// Files of other tools: an upload is written to the disk as it comes, and counted there.
fn imports(app: &App) -> Routes<App> {
    use Right::{Edit, Read};
    let uploads = Routes::new(app.clone())
        .route(Read, "/shops/{shop}/import", get(import::get))
        .route(Edit, "/shops/{shop}/import", post(import::upload))
        .map(|uploads| uploads.layer(DefaultBodyLimit::disable()));
    Routes::new(app.clone())
        .route(Read, "/shops/{shop}/import/{upload}", get(import::show))
        .route(Edit, "/shops/{shop}/import/{upload}", post(import::post))
        .route(
            Read,
            "/shops/{shop}/import/{upload}/live",
            get(import::live),
        )
        .route(
            Edit,
            "/shops/{shop}/import/{upload}/stop",
            post(import::stop),
        )
        .route(
            Read,
            "/shops/{shop}/import/{upload}/refused.csv",
            get(import::refused),
        )
        .map(|forms| forms.layer(DefaultBodyLimit::max(import::FORM_LIMIT)))
        .merge(uploads)
}

/// What the shop's own server tells: a message may hold many orders.
fn orders() -> Router<App> {
    Router::new()
        .route("/api/v1/orders", post(api::orders::post))
        .route(
            "/api/v1/orders/{order}",
            get(api::orders::get).put(api::orders::put),
        )
        .layer(DefaultBodyLimit::max(api::orders::BODY_LIMIT))
}

/// What the owner's programs reach.
fn programs(app: &App) -> Router<App> {
    Router::new()
        .route("/api/v1/surveys", get(api::surveys::list))
        .route("/api/v1/surveys/{survey}/score", get(api::figures::score))
        .route("/api/v1/surveys/{survey}/trend", get(api::figures::trend))
        .route("/api/v1/surveys/{survey}/funnel", get(api::figures::funnel))
        .route(
            "/api/v1/surveys/{survey}/breakdown",
            get(api::breakdown::get),
        )
        .route("/api/v1/surveys/{survey}/loyalty", get(api::loyalty::get))
        .route("/api/v1/surveys/{survey}/words", get(api::words::get))
        .route("/api/v1/responses", get(api::responses::list))
        .merge(orders())
        .layer(middleware::from_fn_with_state(
            app.clone(),
            http::etag::tagged,
        ))
        .route("/api/v1/openapi.json", get(api::openapi::json))
}

/// Pages whose form carries a whole survey: they take more than a message of a shopper's.
fn drafts(app: &App) -> Routes<App> {
    use Right::{Edit, Read};
    Routes::new(app.clone())
        .route(
            Edit,
            "/shops/{shop}/surveys/import",
            get(editor::import_new_form).post(editor::import_new),
        )
        .route(
            Read,
            "/shops/{shop}/surveys/{survey}/edit",
            get(editor::get),
        )
        .route(
            Edit,
            "/shops/{shop}/surveys/{survey}/edit",
            post(editor::post),
        )
        .route(
            Read,
            "/shops/{shop}/surveys/{survey}/preview",
            get(editor::preview_saved).post(editor::preview),
        )
        .route(
            Edit,
            "/shops/{shop}/surveys/{survey}/import",
            get(editor::import_form).post(editor::import),
        )
        .map(|drafts| drafts.layer(DefaultBodyLimit::max(editor::FORM_LIMIT)))
}

/// What the answers say, one by one and together.
fn answers(app: &App) -> Routes<App> {
    use Right::{Edit, Read};
    Routes::new(app.clone())
        .route(
            Read,
            "/shops/{shop}/surveys/{survey}/share",
            get(share::get),
        )
        .route(
            Edit,
            "/shops/{shop}/surveys/{survey}/share",
            post(share::add),
        )
        .route(
            Edit,
            "/shops/{shop}/surveys/{survey}/share/revoke",
            post(share::revoke),
        )
        .route(Read, "/shops/{shop}/overview", get(overview::get))
        .route(Read, "/shops/{shop}/export.csv", get(export::csv))
        .route(Read, "/shops/{shop}/export.ndjson", get(export::ndjson))
        .route(Read, "/shops/{shop}/orders.csv", get(export::orders_csv))
        .route(
            Read,
            "/shops/{shop}/orders.ndjson",
            get(export::orders_ndjson),
        )
        .route(Read, "/shops/{shop}/records.ndjson", get(export::records))
        .route(
            Edit,
            "/shops/{shop}/surveys/{survey}/target",
            post(overview::save_target),
        )
        .route(Read, "/shops/{shop}/breakdown", get(breakdown::get))
        .route(Read, "/shops/{shop}/loyalty", get(loyalty::get))
        .route(Read, "/shops/{shop}/responses", get(responses::get))
        .route(
            Read,
            "/shops/{shop}/responses/{response}",
            get(response::get),
        )
        .route(Edit, "/shops/{shop}/views", post(responses::save_view))
        .route(
            Edit,
            "/shops/{shop}/views/forget",
            post(responses::remove_view),
        )
        .route(Read, "/shops/{shop}/words", get(keywords::get))
}

async fn nothing_here(headers: HeaderMap) -> Response {
    owner::parts::failure::nothing_here(&headers)
}

async fn wrong_method() -> Error {
    Error::WrongMethod
}

/// A panic is a mistake of ours: logged by the panic hook, told without its inside.
#[expect(clippy::needless_pass_by_value, reason = "the layer's signature")]
fn panicked(panic: Box<dyn std::any::Any + Send>) -> Response {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    Error::Internal(format!("a handler panicked: {text}")).into_response()
}

async fn measure(
    State(app): State<App>,
    path: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let start = Instant::now();
    let response = next.run(request).await;
    let route = path.as_ref().map_or("other", MatchedPath::as_str);
    app.metrics()
        .count(route, response.status().as_u16(), start.elapsed());
    response
}

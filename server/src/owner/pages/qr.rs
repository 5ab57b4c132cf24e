//! QR codes that lead to a survey's own page: for receipts, parcels and counters.

use super::surveys;
use crate::{
    config::Config,
    http::{access::ShopContext, failure::Failure},
    services::error::Error,
    shopper::hosted,
};
use afterword_shared::id::{ShopId, SurveyId};
use afterword_store::Records;
use afterword_wording::Language;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};
use std::sync::Arc;

/// The quiet frame around a code, in modules: what readers need (ISO/IEC 18004).
const QUIET: usize = 4;
/// How many pixels of a PNG a module takes: a code of 41 modules prints 5 cm wide at 254 dpi.
const SCALE: usize = 10;

/// `GET /shops/{shop}/surveys/{survey}/qr.svg`
pub(crate) async fn svg(
    State(store): State<Records>,
    State(config): State<Arc<Config>>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let modules = modules(&store, &config, &access, &survey).await?;
    Ok(file(
        "svg",
        "image/svg+xml",
        draw_svg(&modules).into_bytes(),
    ))
}

/// `GET /shops/{shop}/surveys/{survey}/qr.png`
pub(crate) async fn png(
    State(store): State<Records>,
    State(config): State<Arc<Config>>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let modules = modules(&store, &config, &access, &survey).await?;
    Ok(file("png", "image/png", draw_png(&modules)?))
}

/// The picture of a survey's code with links to both files, for the Install page and the survey's.
pub(crate) fn block(words: Language, base: &str, shop: ShopId, survey: SurveyId) -> Markup {
    let link = hosted::address(base, survey, "qr");
    let path = format!("/shops/{shop}/surveys/{survey}/qr");
    html! {
        figure.qr {
            img src={ (path) ".svg" } alt=(words.qr_leads_to(&link)) width="180" height="180" loading="lazy";
            figcaption {
                a href={ (path) ".svg" } download { (words.qr_svg()) } " · "
                a href={ (path) ".png" } download { (words.qr_png()) }
            }
        }
    }
}

/// Rows of dark (`true`) and light modules.
type Modules = Vec<Vec<bool>>;

async fn modules(
    store: &Records,
    config: &Config,
    access: &ShopContext,
    survey: &str,
) -> Result<Modules, Error> {
    let survey = surveys::own(store, access, survey).await?.value.id;
    encode(&hosted::address(&config.base(), survey, "qr"))
}

fn encode(link: &str) -> Result<Modules, Error> {
    let code = QrCode::with_error_correction_level(link, EcLevel::M)
        .map_err(|error| Error::Internal(format!("no QR code for {link}: {error}")))?;
    let width = code.width();
    let colors = code.into_colors();
    Ok(colors
        .chunks(width)
        .map(|row| row.iter().map(|color| *color == Color::Dark).collect())
        .collect())
}

/// One path for all dark modules, on white.
fn draw_svg(modules: &Modules) -> String {
    use std::fmt::Write as _;
    let size = modules.len() + 2 * QUIET;
    let mut path = String::new();
    for (y, row) in modules.iter().enumerate() {
        for (x, _) in row.iter().enumerate().filter(|(_, dark)| **dark) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>"##
    )
}

fn draw_png(modules: &Modules) -> Result<Vec<u8>, Error> {
    let failed = |error: png::EncodingError| Error::Internal(format!("a PNG: {error}"));
    let size = (modules.len() + 2 * QUIET) * SCALE;
    let is_dark = |x: usize, y: usize| {
        let module = |pixel: usize| (pixel / SCALE).checked_sub(QUIET);
        let (Some(x), Some(y)) = (module(x), module(y)) else {
            return false;
        };
        modules.get(y).and_then(|row| row.get(x)) == Some(&true)
    };
    let pixels: Vec<u8> = (0..size)
        .flat_map(|y| (0..size).map(move |x| (x, y)))
        .map(|(x, y)| if is_dark(x, y) { 0 } else { u8::MAX })
        .collect();
    let width = u32::try_from(size).unwrap_or_default();
    let mut file = Vec::new();
    let mut header = png::Encoder::new(&mut file, width, width);
    header.set_color(png::ColorType::Grayscale);
    header.set_depth(png::BitDepth::Eight);
    let mut writer = header.write_header().map_err(failed)?;
    writer.write_image_data(&pixels).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(file)
}

fn file(ending: &str, media_type: &'static str, content: Vec<u8>) -> Response {
    let name = format!("inline; filename=\"survey-qr.{ending}\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("inline")),
        ),
    ];
    (headers, content).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://feedback.example/s/srv_01hf7yat00vstx5k2m9e8d4c3b?channel=qr";

    #[test]
    fn a_code_has_its_finders_and_its_quiet_frame() {
        let modules = encode(LINK).unwrap();
        let finder = [true, true, true, true, true, true, true];
        assert_eq!(modules[0][..7], finder);
        assert_eq!(modules[0][modules.len() - 7..], finder);
        assert_eq!(modules[modules.len() - 1][..7], finder);
        let svg = draw_svg(&modules);
        assert!(svg.contains("M4 4h1") && !svg.contains("M3 "));
    }

    #[test]
    fn the_picture_has_the_modules_of_the_code() {
        let modules = encode(LINK).unwrap();
        let file = draw_png(&modules).unwrap();
        let decoder = png::Decoder::new(std::io::Cursor::new(file));
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        let side = usize::try_from(info.width).unwrap();
        assert_eq!(side, (modules.len() + 2 * QUIET) * SCALE);
        for (y, row) in modules.iter().enumerate() {
            for (x, dark) in row.iter().enumerate() {
                let at = |n: usize| (n + QUIET) * SCALE + SCALE / 2;
                assert_eq!(pixels[at(y) * side + at(x)] == 0, *dark);
            }
        }
    }
}

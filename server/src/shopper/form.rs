//! Forms as they are sent: drawn once for each survey, language and look, packed once, and kept at
//! hand. Only the ticket differs from reply to reply; it stands at their end.

use super::{
    drawing,
    encoding::{Beginning, Effort, Encoding},
    files, style,
};
use crate::services::error::Error;
use afterword_domain::record::{Shop, SurveyHead, SurveyVersion};
use afterword_library::localize;
use afterword_shared::{
    appearance::{Place, Theme},
    id::{ResponseId, SurveyId},
    order::Order,
    prompt::PromptReply,
    survey::Survey,
    words::Values,
};
use afterword_store::Records;
use lru::LruCache;
use std::{
    num::NonZeroUsize,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// How many forms are kept, and how many bytes they may take, packed in every way.
const FORMS: NonZeroUsize = NonZeroUsize::new(2000).unwrap();
const BYTES: usize = 16 << 20;
/// For how many lists of wanted languages it is known which one a survey has.
const LANGUAGES: NonZeroUsize = NonZeroUsize::new(2000).unwrap();

/// What somebody is to see.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Who asks.
    pub shop: &'a Shop,
    /// What is asked.
    pub survey: &'a SurveyHead,
    /// In which version of the survey.
    pub version: u32,
    /// Language tags with commas between them, the dearest first.
    pub wanted: &'a str,
    /// About which order.
    pub order: Option<&'a Order>,
    /// Into which response.
    pub response: ResponseId,
}

/// A drawn form: a reply without its ticket.
#[derive(Debug)]
pub struct Form {
    language: String,
    reply: Beginning,
}

impl Form {
    /// The tag of the language that it asks in.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The whole reply as JSON, packed. A ticket has no characters that JSON would write otherwise.
    pub async fn reply(
        self: Arc<Self>,
        ticket: &str,
        encoding: Encoding,
    ) -> Result<Vec<u8>, Error> {
        let end = [ticket, AFTER_TICKET].concat();
        if self.reply.is_ready(encoding) {
            return Ok(self.reply.with(end.as_bytes(), encoding));
        }
        tokio::task::spawn_blocking(move || self.reply.with(end.as_bytes(), encoding))
            .await
            .map_err(|error| Error::Internal(format!("packing a form: {error}")))
    }
}

/// What of a reply stands behind the ticket.
const AFTER_TICKET: &str = "\"}";

/// The forms that were drawn lately.
#[derive(Debug)]
pub struct Forms(Mutex<Shelf>);

#[derive(Debug)]
struct Shelf {
    languages: LruCache<Wanted, Arc<Language>>,
    forms: LruCache<Look, Arc<Form>>,
    bytes: usize,
}

/// What decides which of a survey's languages somebody gets.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Wanted {
    survey: SurveyId,
    version: u32,
    shop: String,
    tags: String,
}

/// A survey's language, and what of its form there differs from shopper to shopper.
#[derive(Debug)]
struct Language {
    tag: String,
    /// Which placeholders of an order its words have there.
    placeholders: Vec<&'static str>,
    /// Whether options are mixed.
    shuffled: bool,
}

impl Language {
    fn of(request: &Request, version: &SurveyVersion) -> Self {
        let survey = localize::localize(version, &request.shop.name, request.wanted);
        Self {
            placeholders: placeholders(&survey),
            shuffled: survey.questions.iter().any(|question| question.shuffle),
            tag: survey.locale,
        }
    }

    fn has(&self, placeholder: &str) -> bool {
        self.placeholders.contains(&placeholder)
    }

    /// Whether hardly anybody else gets the same form.
    fn is_personal(&self, order: Option<&Order>) -> bool {
        let is_named = |order: &Order| self.has("first_name") && order.first_name.is_some();
        self.shuffled || order.is_some_and(|order| self.has("order") || is_named(order))
    }
}

/// The placeholders whose values change anything about a survey.
fn placeholders(survey: &Survey) -> Vec<&'static str> {
    let filled = |values: &Values| {
        let mut survey = survey.clone();
        survey.fill(values);
        survey
    };
    let (some, nothing) = (Some("\u{1}"), Values::default());
    let (product, order, first_name) = (
        Values {
            product: some,
            ..nothing
        },
        Values {
            order: some,
            ..nothing
        },
        Values {
            first_name: some,
            ..nothing
        },
    );
    [
        ("product", product),
        ("order", order),
        ("first_name", first_name),
    ]
    .into_iter()
    .filter(|(_, values)| filled(values) != filled(&nothing))
    .map(|(name, _)| name)
    .collect()
}

/// Everything that a form that is not personal is drawn from.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Look {
    survey: SurveyId,
    version: u32,
    language: String,
    product: Option<String>,
    place: Place,
    theme: Theme,
    shop: String,
    privacy: String,
}

impl Look {
    fn of(request: &Request, language: &Language) -> Self {
        let product = request.order.and_then(localize::product);
        Self {
            survey: request.survey.id,
            version: request.version,
            language: language.tag.clone(),
            product: product
                .filter(|_| language.has("product"))
                .map(ToOwned::to_owned),
            place: request.survey.place,
            theme: request.survey.theme.clone(),
            shop: request.shop.name.clone(),
            privacy: request.shop.privacy_url.clone(),
        }
    }
}

impl Default for Forms {
    fn default() -> Self {
        Self(Mutex::new(Shelf {
            languages: LruCache::new(LANGUAGES),
            forms: LruCache::new(FORMS),
            bytes: 0,
        }))
    }
}

impl Forms {
    /// The form for a request: one at hand, or else drawn now.
    pub async fn form(&self, store: &Records, request: Request<'_>) -> Result<Arc<Form>, Error> {
        let language = self.language(store, &request).await?;
        if language.is_personal(request.order) {
            let version = version(store, &request).await?;
            return draw(&request, &version, &language.tag, Effort::Little).map(Arc::new);
        }
        let look = Look::of(&request, &language);
        if let Some(known) = self.shelf().forms.get(&look) {
            return Ok(Arc::clone(known));
        }
        // Anybody can name products, so these are not worth much work.
        let effort = match look.product {
            Some(_) => Effort::Little,
            None => Effort::Most,
        };
        let version = version(store, &request).await?;
        let form = Arc::new(draw(&request, &version, &language.tag, effort)?);
        self.shelf().keep(look, Arc::clone(&form));
        Ok(form)
    }

    async fn language(
        &self,
        store: &Records,
        request: &Request<'_>,
    ) -> Result<Arc<Language>, Error> {
        let wanted = Wanted {
            survey: request.survey.id,
            version: request.version,
            shop: request.shop.name.clone(),
            tags: request.wanted.to_owned(),
        };
        if let Some(known) = self.shelf().languages.get(&wanted) {
            return Ok(Arc::clone(known));
        }
        let version = version(store, request).await?;
        let language = Arc::new(Language::of(request, &version));
        self.shelf().languages.put(wanted, Arc::clone(&language));
        Ok(language)
    }

    /// A panic elsewhere leaves what is at hand whole.
    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf {
    fn keep(&mut self, look: Look, form: Arc<Form>) {
        self.bytes += form.reply.size();
        // The same one, drawn twice at the same moment, or the one that was not used for longest.
        let gone = self.forms.push(look, form).map(|(_, gone)| gone);
        self.bytes -= gone.map_or(0, |gone| gone.reply.size());
        while self.bytes > BYTES
            && let Some((_, oldest)) = self.forms.pop_lru()
        {
            self.bytes -= oldest.reply.size();
        }
    }
}

async fn version(store: &Records, request: &Request<'_>) -> Result<Arc<SurveyVersion>, Error> {
    let (survey, version) = (request.survey.id, request.version);
    let content = store.survey_version(survey, version).await?;
    content.ok_or_else(|| Error::Internal(format!("{survey} has no version {version}")))
}

fn draw(
    request: &Request,
    version: &SurveyVersion,
    language: &str,
    effort: Effort,
) -> Result<Form, Error> {
    let Request {
        shop,
        survey,
        order,
        response,
        ..
    } = *request;
    let state = drawing::state(shop, survey, version, language, order, response);
    let drawn = afterword_widget::render(&state);
    let reply = PromptReply {
        survey: survey.id.to_string(),
        style: style::needed_by(&drawn.html) + &afterword_widget::theme_css(&survey.theme),
        html: drawn.html,
        bundle: files::bundle().to_owned(),
        state: drawn.state,
        ticket: String::new(),
    };
    let mut json = serde_json::to_vec(&reply)
        .map_err(|error| Error::Internal(format!("writing a form: {error}")))?;
    json.truncate(json.len() - AFTER_TICKET.len());
    Ok(Form {
        language: state.survey.locale,
        reply: Beginning::new(json, effort),
    })
}

#[cfg(test)]
mod tests {
    use super::{super::encoding::tests::unpacked, *};
    use afterword_domain::{record::SurveyStatus, rules::Rules};
    use afterword_library::{locale::Locale, template::Template};
    use afterword_shared::id::ShopId;
    use jiff::Timestamp;
    use std::collections::BTreeMap;

    fn shop() -> Shop {
        Shop {
            id: ShopId::new(1, 7),
            name: "Kalnu \"Keramika\" <&>".into(),
            origins: Vec::new(),
            locale: "lv".into(),
            time_zone: "Europe/Riga".into(),
            privacy_url: "https://shop.example/privacy".into(),
            secret: String::new(),
            require_signature: false,
            quiet_days: 0,
            demo: false,
            views: Vec::new(),
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn head() -> SurveyHead {
        SurveyHead {
            id: SurveyId::new(1, 7),
            shop: shop().id,
            name: "After buying".into(),
            status: SurveyStatus::Live,
            version: 1,
            rules: Rules::default(),
            place: Place::default(),
            theme: Theme::default(),
            target: None,
            shared: Vec::new(),
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn version(template: Template) -> SurveyVersion {
        SurveyVersion {
            shop: ShopId::new(1, 1),
            survey: head().id,
            version: 1,
            content: template.survey(Locale::find("en")),
            translations: BTreeMap::new(),
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[tokio::test]
    async fn every_template_unpacks_to_the_reply_that_would_be_sent_plain() {
        let (shop, head) = (shop(), head());
        let ticket = "AAAAAQGTc2hwX3-_0123456789abcdefghijklmnopqrstuvwxyz";
        for template in Template::ALL {
            let version = version(template);
            for language in ["en", "lv", "ar", "zh-Hans", "hi"] {
                let response = ResponseId::new(1, 2);
                let request = Request {
                    shop: &shop,
                    survey: &head,
                    version: 1,
                    wanted: language,
                    order: None,
                    response,
                };
                let state = drawing::state(&shop, &head, &version, language, None, response);
                let drawn = afterword_widget::render(&state);
                let plain = serde_json::to_string(&PromptReply {
                    survey: head.id.to_string(),
                    ticket: ticket.into(),
                    style: style::needed_by(&drawn.html)
                        + &afterword_widget::theme_css(&head.theme),
                    html: drawn.html,
                    bundle: files::bundle().into(),
                    state: drawn.state,
                })
                .unwrap();
                // The most work takes long without optimization.
                let effort = match language {
                    "en" | "ar" => Effort::Most,
                    _ => Effort::Little,
                };
                let form = Arc::new(draw(&request, &version, language, effort).unwrap());
                assert_eq!(form.language(), language);
                for encoding in [Encoding::Brotli, Encoding::Gzip, Encoding::Identity] {
                    let body = Arc::clone(&form).reply(ticket, encoding).await.unwrap();
                    let what = format!("{} {language} {encoding:?}", template.id());
                    let unpacked = String::from_utf8(unpacked(&body, encoding)).unwrap();
                    assert_eq!(unpacked, plain, "{what}");
                    assert!(encoding == Encoding::Identity || body.len() < plain.len() / 2);
                }
            }
        }
    }

    #[test]
    fn no_more_forms_are_kept_than_there_is_room_for() {
        let mut shelf = Forms::default().0.into_inner().unwrap();
        let look = |n: u32| Look {
            survey: head().id,
            version: n,
            language: "en".into(),
            product: None,
            place: Place::default(),
            theme: Theme::default(),
            shop: String::new(),
            privacy: String::new(),
        };
        let form = |bytes: usize| {
            Arc::new(Form {
                language: "en".into(),
                reply: Beginning::new(vec![0; bytes], Effort::Little),
            })
        };
        let large = BYTES / 20;
        for n in 0..40 {
            shelf.keep(look(n), form(large));
        }
        assert_eq!(shelf.forms.len(), 10);
        assert!(shelf.forms.contains(&look(39)) && !shelf.forms.contains(&look(29)));
        // One that takes another one's place takes its room, too.
        for _ in 0..40 {
            shelf.keep(look(39), form(large));
        }
        assert_eq!(shelf.forms.len(), 10);
        shelf.keep(look(0), form(BYTES));
        assert_eq!((shelf.forms.len(), shelf.bytes), (0, 0));
    }
}

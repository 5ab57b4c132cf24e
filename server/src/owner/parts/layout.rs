//! What surrounds every page.

use crate::http::{
    access::Frame,
    assets::{ICON, OWNER_CSS, OWNER_JS},
};
use afterword_domain::record::Shop;
use afterword_shared::id::ShopId;
use afterword_wording::{Language, bold};
use maud::{DOCTYPE, Markup, html};

/// The pages of a shop, as they stand in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Overview,
    Responses,
    Breakdown,
    Words,
    Loyalty,
    Surveys,
    Install,
    Settings,
}

impl Section {
    const ALL: [Self; 8] = [
        Self::Overview,
        Self::Responses,
        Self::Breakdown,
        Self::Words,
        Self::Loyalty,
        Self::Surveys,
        Self::Install,
        Self::Settings,
    ];

    /// Its name.
    pub(crate) fn name(self, words: Language) -> &'static str {
        match self {
            Self::Overview => words.layout_overview(),
            Self::Responses => words.layout_responses(),
            Self::Breakdown => words.layout_breakdown(),
            Self::Words => words.layout_words(),
            Self::Loyalty => words.layout_loyalty(),
            Self::Surveys => words.layout_surveys(),
            Self::Install => words.layout_install(),
            Self::Settings => words.layout_settings(),
        }
    }

    /// Its part of an address.
    fn slug(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Responses => "responses",
            Self::Breakdown => "breakdown",
            Self::Words => "words",
            Self::Loyalty => "loyalty",
            Self::Surveys => "surveys",
            Self::Install => "install",
            Self::Settings => "settings",
        }
    }

    /// Whether it looks at the answers of some days.
    fn is_of_days(self) -> bool {
        matches!(
            self,
            Self::Overview | Self::Responses | Self::Breakdown | Self::Words | Self::Loyalty
        )
    }

    /// Its address in a shop.
    pub(crate) fn path(self, shop: ShopId) -> String {
        format!("/shops/{shop}/{}", self.slug())
    }
}

impl Frame {
    /// A page of the shop.
    pub(crate) fn page(&self, section: Section, body: &Markup) -> Markup {
        let words = self.words;
        document(
            words,
            &words.layout_page_title(section.name(words), &self.shop.name),
            &html! {
                (self.top(Some(section)))
                @if let Some(trouble) = &self.trouble {
                    aside.banner role="alert" { (words.layout_store_trouble(trouble, bold)) }
                }
                @if self.shop.demo { (demo_banner(words)) }
                (body)
            },
        )
    }

    /// The way to another page.
    fn way_to(&self, section: Section) -> String {
        let path = section.path(self.shop.id);
        if section.is_of_days() && !self.chosen.is_empty() {
            format!("{path}?{}", self.chosen)
        } else {
            path
        }
    }

    fn top(&self, here: Option<Section>) -> Markup {
        let words = self.words;
        html! {
            header.top {
                a.brand href="/" { "after" i { "word" } }
                (self.chooser())
                nav.nav aria-label=(words.layout_navigation()) {
                    @for section in Section::ALL {
                        a href=(self.way_to(section)) aria-current=[(here == Some(section)).then_some("page")] { (section.name(words)) }
                    }
                }
                span.who.faint title=(self.email) { (self.email) }
                form.out method="post" action="/signout" { button.link type="submit" { (words.layout_sign_out()) } }
            }
        }
    }

    fn chooser(&self) -> Markup {
        html! {
            @if self.shops.len() > 1 {
                details.chooser {
                    summary aria-label=(self.words.layout_shop_chooser(&self.shop.name)) { span { (self.shop.name) } }
                    ul {
                        @for (id, name) in &self.shops {
                            li { a href=(Section::Overview.path(*id)) aria-current=[(*id == self.shop.id).then_some("true")] { (name) } }
                        }
                    }
                }
            } @else {
                span.shop-name { (self.shop.name) }
            }
        }
    }
}

/// A page outside of any shop: set-up, signing in, errors.
pub(crate) fn plain(words: Language, title: &str, body: &Markup) -> Markup {
    document(
        words,
        title,
        &html! {
            header.top.bare { a.brand href="/" { "after" i { "word" } } }
            main.small id="main" { (body) }
        },
    )
}

/// A page that explains something, for anybody.
pub(crate) fn docs(words: Language, title: &str, body: &Markup) -> Markup {
    document(
        words,
        title,
        &html! {
            header.top.bare { a.brand href="/" { "after" i { "word" } } }
            (body)
        },
    )
}

/// A report for somebody who is not signed in.
pub(crate) fn report(words: Language, shop: &Shop, body: &Markup) -> Markup {
    document(
        words,
        &words.layout_report_title(&shop.name),
        &html! {
            header.top.bare { span.brand { "after" i { "word" } } span.shop-name { (shop.name) } }
            @if shop.demo { (demo_banner(words)) }
            (body)
        },
    )
}

/// Says that a shop's answers are made up.
fn demo_banner(words: Language) -> Markup {
    html! {
        aside.banner aria-label=(words.layout_demo_label()) { (words.layout_demo(bold)) }
    }
}

fn document(words: Language, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.tag()) dir=(words.dir()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (words.layout_document_title(title)) }
                link rel="icon" href=(ICON.path) type="image/svg+xml";
                link rel="stylesheet" href=(OWNER_CSS.path);
                script defer src=(OWNER_JS.path) {}
            }
            body {
                a.skip href="#main" { (words.layout_skip()) }
                (body)
            }
        }
    }
}

# What surrounds every page: navigation, banners, titles.

## Pages of a shop

layout-overview = Overview
layout-responses = Responses
layout-breakdown = Breakdown
layout-words = Words
layout-loyalty = Loyalty
layout-surveys = Surveys
layout-install = Install
layout-settings = Settings

## Around them

# The name of the navigation, for screen readers.
layout-navigation = Main
# $shop (String) – the shop that is shown; behind it the others open
layout-shop-chooser = Shop: { $shop }
layout-sign-out = Sign out
layout-skip = Skip to the content

# The browser’s title of a shop’s page.
# $page (String) – the page’s name
# $shop (String) – the shop’s name
layout-page-title = { $page } · { $shop }
# The browser’s title of any page.
# $title (String) – the page’s own title
layout-document-title = { $title } · Afterword
# The title of a report that was shared.
# $shop (String) – the shop’s name
layout-report-title = Report · { $shop }

## Banners

# The name of the banner, for screen readers.
layout-demo-label = Demo
# <strong> – the part that stands out
layout-demo = <strong>Demo: these answers are made up.</strong> Nobody was asked.
# $trouble (String) – what is wrong, without a full stop
# <strong> – the part that stands out
layout-store-trouble = <strong>Something is wrong with the store.</strong> { $trouble }.

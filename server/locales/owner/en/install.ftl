# How to put the tag into a shop, and whether it arrived.

install-note = One tag on every page of your shop, or only on the page that thanks for an order.

## Whether the tag was seen

install-not-seen = Not seen yet
# The shop has no address yet.
install-waits-for-any = This line changes by itself when the tag is loaded on an address of your shop. None is allowed yet: load the page that has the tag, and its address will be offered here.
# $origin (String) – the shop’s only address
install-waits-for-one = This line changes by itself when the tag is loaded on { $origin }.
# $origin (String) – the shop’s first address
# $count (Number) – how many others there are
install-waits-for-several =
    { $count ->
        [one] This line changes by itself when the tag is loaded on { $origin } or { $count } other address.
       *[other] This line changes by itself when the tag is loaded on { $origin } or { $count } other addresses.
    }
# $origin (String) – where
# $time (String) – when: one of install-ago-…, “just now” or a day
install-seen = Seen on { $origin } { $time }
install-seen-in-demo = That was the made-up shop. Your own comes next.
# $page (String) – the page’s address
# <code> – the same
install-works = It works: the tag asked for its question on <code>{ $page }</code>.
# $page (String) – the page’s address
# $source (String) – where the order was found, as orders-found-… says it
# <code> – the address
install-works-with-order = It works: the tag asked for its question on <code>{ $page }</code>. The order was found { $source }.
# $origin (String) – where
# $time (String) – when: one of install-ago-…, “just now” or a day
install-last-seen = Last seen on { $origin } { $time }, where it may not run any more
# <link> – to the settings
install-not-allowed = This address is not one of your shop’s. Add it in your <link>settings</link>, or load the page that has the tag: its address will be offered here.
# $origin (String) – where
# $time (String) – when: one of install-ago-…, “just now” or a day
install-refused = Refused on { $origin } { $time }
install-refused-note = The tag was loaded there, but this address is not one of your shop’s. If it is yours, allow it.
# $origin (String) – the address
install-allow = Allow { $origin }

## When that was

# $count (Number) – how many minutes
install-ago-minutes = { $count } min ago
# $count (Number) – how many hours
install-ago-hours = { $count } h ago
# $count (Number) – how many days
install-ago-days =
    { $count ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }
# $day (String) – the day
install-on-day = on { $day }

## Orders

install-last-orders = The last orders
# $source (String) – where, as orders-found-… says it
install-found = found { $source }
install-signed = signed
install-test = test
install-signed-test = signed test
install-all-orders = All orders, by how each first became known
install-source-unknown = from a page that did not say how

## Steps

install-paste = Paste the tag
# $shop (String) – the shop’s name
install-paste-note = Anywhere in the page. It loads alongside your page and sets no cookie. On a page where { $shop } asks nothing, it is all that is loaded.
# <code> – an attribute
install-paste-old = An older tag, with <code>data-shop</code>, keeps working as it is.
install-order = Tell it which order
install-order-note = Then each order is asked about once, on whatever device, and you see what every answer is about. The tag looks for the order by itself: on the tag, in a call, in the data layer of Google Analytics 4, in Ecwid, and in the page’s schema.org data.
install-try = Try it
# <code> – an attribute
install-try-note = Place an order in a made-up shop that carries your tag, or add <code>data-test</code> to the tag in your own shop: then it asks every time, and the answers stay out of every figure.
install-try-open = Open the made-up shop
install-links = Ask by e-mail, link or QR code
install-links-note = Every survey has a page of its own, which works without JavaScript. Opening a link saves nothing, since mail programs open links too: only the shopper’s tap does.
install-elsewhere = Ask elsewhere in your pages
# <link> – to the surveys
install-elsewhere-note = When a survey asks and where its form appears is set in its editor, under <link>Surveys</link>.
install-server = Tell it from your server, too
install-server-note = Then orders whose tag never ran are known as well, and what became of them: delivered, cancelled, refunded. What your server says counts as signed, and no page can change it.
# <link> – to the page on which files are imported
install-server-file = For what you know already: <link>import a file</link>.
install-policy = If your pages have a security policy
install-policy-note = A Content-Security-Policy needs these, besides what it has already. Inline styles or scripts are never used.
install-sign = Sign your orders, if you like
# <strong> – how such answers are marked
install-sign-note = An order that your own server signs can’t be answered in somebody else’s name; its answers are marked <strong>verified</strong>.

## Shop systems

install-by-hand = Any shop, by hand
install-by-hand-note = Put your shop system’s own placeholders in place of the examples. All but the shop may be left out.
install-woocommerce = Into the functions.php of your child theme, or a snippets plug-in. It prints the order and the tag on the thank-you page.
# <code> – a file’s path
install-magento-layout = In your theme, <code>Magento_Checkout/layout/checkout_onepage_success.xml</code>:
# <code> – a file’s path
install-magento-template = Then <code>Magento_Checkout/templates/afterword.phtml</code>. Add this server to your csp_whitelist.xml (script-src and connect-src).
# <code> – a file’s path
install-prestashop = At the end of your theme’s <code>templates/checkout/order-confirmation.tpl</code> (PrestaShop 1.7 and later):
install-ecwid = Paste the plain tag into your website’s custom code, on the page that holds the store. The order is found by itself when it is placed.
# <code> – an event’s name
install-tag-manager = A new tag of the type Custom HTML with this text, on All Pages. If your shop sends Google Analytics 4 its <code>purchase</code> event through the data layer, the order is found there, whether it comes before or after the tag.
install-analytics-name = Anything with Google Analytics 4
# <code> – an event’s name
install-analytics = Paste the plain tag into the page. The <code>purchase</code> event of gtag.js or the data layer tells number, total, currency and products.
install-shopify = Shopify’s checkout and thank-you page run no tags from others. What works: the tag on storefront pages, and after an order a link in the confirmation e-mail, on a card in the parcel or as a QR code (below).
# $element (String) – an element’s end
# <file> – a file’s name
# <code> – the element’s end
install-shopify-pages = For storefront pages, into <file>theme.liquid</file> before <code>{ $element }</code>. Choose a trigger other than an order in the survey’s editor.
install-late-name = A page that knows the order later
install-late = Call it when you know, before or after the tag has loaded.

## The tag’s attributes

install-data-order = Your number of the order.
install-data-total = What was paid, digits with a point.
install-data-currency = Three letters, such as EUR.
install-data-customer = Your own reference of the customer, to tell new from returning and to ask nobody too often. No name or address is needed.
install-data-field = Up to ten fields of your own, such as data-field-store. What is longer than 200 characters is cut off.

## From a server

install-server-again = Sending the same again changes nothing, and what a message does not name stays as it is.
install-server-many = Many at once
# <code> – a field’s name
install-server-many-note = One order a line, each with its <code>id</code>, or a JSON array: up to 10,000 orders and 8 MB. The reply counts them and says which could not be read.
# <cancelled> – a field’s name
# <refunded> – the same
install-delivered-at = Also <cancelled>cancelled_at</cancelled> and <refunded>refunded_at</refunded>: a time, or null to take it back. A cancelled or refunded order is no purchase.
install-orders-before = How many orders this customer placed before, if your shop knows.
install-test-field = Keeps it out of every figure.

## Links

install-no-survey = There is no survey yet.
install-page-link = The survey’s page. The order’s number may follow, so that it is asked about once: put your mail system’s placeholder in its place.
install-one-click = One tap from an e-mail: the number that is tapped is chosen on the page already.
install-qr = A QR code for parcels, receipts and tables:
install-open-page = Open the page

## Elsewhere

install-inline-name = Inside an element
# $place (String) – the name of that place in the editor
install-inline = For instance in the customer’s account. Choose the place “{ $place }” for the survey.
install-call-name = When your page says so
# $trigger (String) – the name of that trigger in the editor
install-call = Choose the trigger “{ $trigger }”.

## A security policy

install-policy-wasm = In script-src, if you can: the form reacts a little faster. Without it everything works all the same.
install-policy-img = The site of the logo, if a survey shows one.
# $directive (String) – a directive
# <code> – the same
install-policy-types = If you have <code>{ $directive }</code>. If it is refused, nothing is asked, and nothing breaks.

## Signing

install-show-secret = Show the shop’s secret
install-show-secret-note = Only for your server: never put it into a page.
# $language (String) – a programming language
install-sign-in = Sign in { $language }
install-signed-tag = The signed tag
install-signed-tag-note = The signature covers the strings order, total, currency, customer and time, exactly as they stand in the tag; empty where the tag has none. The time is in whole seconds since 1970. A signature is valid for 90 days.

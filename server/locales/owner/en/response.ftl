# One response and its whole story.

response-without-order = Response without an order
response-test = Test: counts in no figure.
# $survey (String) – the survey’s name
# $became (String) – one of the next seven
# $when (String) – a moment, with weekday and zone
response-summary = { $survey }, { $became }, { $when }.
response-became-withdrawn = answered, then taken back
response-became-asked = asked, never in view
response-became-seen = seen, not answered
response-became-started = answered, but not to the end
response-became-complete = answered to the end
response-became-answered-closed = answered, then closed
response-became-closed = closed without an answer
# What a shopper wrote.
# $text (String) – the beginning of it
response-quote = “{ $text }”

## What was asked and answered

response-path = What was asked and answered
response-withdrawn = Taken back.
response-withdrawn-note = The shopper deleted all answers. Nobody is asked about this order again.
# A rating with its group.
# $answer (String) – the rating, such as “2 of 10”
# $group (String) – the group, such as “detractor”
response-rated = { $answer }, { $group }
response-skipped = Skipped
response-never-in-view = Never in view
response-closed-here = Closed here
response-left-here = Left here

## When. The first column names what happened.

response-times = When
response-step = What
response-step-time = When
response-step-after = After the step before
response-placed = Order placed
response-asked = Asked
response-seen = Seen
response-first-answer = First answer
response-complete = Complete
response-closed = Closed
response-taken-back = Taken back
response-delivered = Order delivered
response-cancelled = Order cancelled
response-refunded = Order refunded
# Two steps in the same moment.
response-at-once = at once
# $zone (String) – a time zone’s name
response-zone = Times are those of { $zone }.
# $count (Number) – how often the question was shown
response-shown =
    { $count ->
        [0] The question was never shown.
        [one] The question was shown once.
       *[other] The question was shown { $count } times.
    }

## The customer

response-customer = This customer
# <code> – an attribute
response-customer-unknown = The order named no customer. With <code>data-customer</code> in the tag, the same customer’s other answers and orders are listed here.
# $customer (String) – the shop’s reference
response-customer-named = Customer { $customer }
response-nothing-else = Was asked nothing else.
response-later = Later
response-earlier = Earlier
response-other-orders = Other orders
response-no-other-orders = None that we know of.
# $shown (Number) – how many are listed
# $count (Number) – how many there are
response-latest-orders = The latest { $shown } of { $count }.

## The order

response-order = The order
response-no-order = No order is known: the page that asked named none.
# $order (String) – the order’s number
response-order-number-alone = Of order { $order }, only the number is known.
response-order-number = Number
response-order-placed = Placed
response-order-state = State
response-order-first-name = First name
response-order-email = E-mail
# How we heard of it.
response-order-found = Found
response-order-signed = Signed
response-order-signed-yes = yes, by your server
response-order-signed-no = no
response-order-delivered = delivered
response-order-cancelled = cancelled
response-order-refunded = refunded

## How it was asked

response-how = How it was asked
response-survey = Survey
# $survey (String) – the survey’s name
# $version (Number) – which version of it
response-survey-version = { $survey }, version { $version }
response-channel = Channel
response-channel-prompt = prompt on the shop’s page
response-channel-inline = form inside the shop’s page
response-channel-link = link
response-channel-email = link in an e-mail
response-channel-qr = QR code
response-channel-import = file that you imported
response-device = Device
response-page = Page
response-site = Site
response-language = Language
response-country = Country
response-customer-reference = Customer
response-bought-before = Bought before
response-products = Products
response-id = Id
response-unknown = This shop has no such response.

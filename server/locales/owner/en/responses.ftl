# Every answered response, newest first, and why an order was not asked about.

# $survey (String) – the survey’s name
responses-note = { $survey }, newest first.
responses-test-answers = Test answers
# Shows what the checkbox before it says.
responses-show = Show
responses-import = Import

## Downloads. Beside each stands whom it is for.

responses-export = Export
responses-csv-all = for spreadsheets
responses-csv-shown = for spreadsheets: only what is shown here
responses-ndjson-all = for programs, one answer per line
responses-ndjson-shown = for programs: only what is shown here
responses-orders = Orders, CSV
responses-orders-note = every order we know of
responses-records = Everything, NDJSON
responses-records-note = surveys, orders and answers, to import elsewhere

## Searching

responses-saved-views = Saved views
responses-all = All
responses-search-label = Words, an order number or a customer
responses-search-hint = Finds answers that have all of these words; “quotes” keep words together.
responses-search = Search
responses-filters = Filters
# $count (Number) – how many are in use, from 1
responses-filters-used = Filters ({ $count })
responses-apply = Apply filters

## What the list can be filtered by

# Does not filter by this.
responses-any = Any
responses-words = Words
responses-group = Group
responses-score = Score
responses-completion = Completion
responses-complete = Complete
responses-incomplete = Incomplete
responses-closed = Closed by the shopper
responses-comment = Comment
responses-with-comment = With a comment
responses-without-comment = Without a comment
responses-language = Language
responses-used-filters = Filters in use
# Behind it stands the filter’s name.
responses-remove-filter = Remove the filter:
responses-remove-all = Remove all

## How many there are

# $count (Number) – how many answers are read so far
responses-reading =
    { $count ->
        [one] Search is getting ready: { $count } answer read so far.
       *[other] Search is getting ready: { $count } answers read so far.
    }
responses-behind = The newest answers are still being read. Reload the page in a moment.
# $count (Number) – how many there are, from 1
# <figure> – the count
responses-count =
    { $count ->
        [one] <figure>{ $count } answer</figure>.
       *[other] <figure>{ $count } answers</figure>.
    }
# $count (Number) – how many there are, from 2
# $first (Number) – the place of the first on this page
# $last (Number) – the place of the last on this page
# <figure> – the count
responses-count-part =
    { $count ->
        [one] <figure>{ $count } answer</figure>, showing { $first } to { $last }.
       *[other] <figure>{ $count } answers</figure>, showing { $first } to { $last }.
    }
# $count (Number) – how many fit, from 1
# <figure> – the count
responses-found =
    { $count ->
        [one] <figure>{ $count } answer</figure> found.
       *[other] <figure>{ $count } answers</figure> found.
    }
# $count (Number) – how many fit, from 2
# $first (Number) – the place of the first on this page
# $last (Number) – the place of the last on this page
# <figure> – the count
responses-found-part =
    { $count ->
        [one] <figure>{ $count } answer</figure> found, showing { $first } to { $last }.
       *[other] <figure>{ $count } answers</figure> found, showing { $first } to { $last }.
    }

## Where there is none

# $text (String) – what was typed
responses-no-word = There is no word in “{ $text }”.
responses-no-word-note = Search for letters, digits or an emoji.
responses-no-more = No more answers.
responses-no-match = No answers match.
# <link> – to the list without filters
responses-no-match-note = Remove a filter, or look at <link>all answers</link>.
responses-no-tests = No test answers yet.
# <code> – an attribute
responses-no-tests-note = Add <code>data-test</code> to the tag. It then asks every time; the answers appear here and count in no figure.
responses-none = No answers yet.
responses-none-note = They appear here as soon as a shopper taps. The tag has to be on your thank-you page first.

## From page to page

responses-pages = Pages
responses-newest = Newest
responses-newer = Newer
responses-older = Older

## Saved views

# $name (String) – the view’s name
responses-saved-as = Saved as “{ $name }”.
responses-remove-view = Remove this view
responses-save-view = Save this view
responses-view-name = Name of the view
responses-save = Save
responses-view-too-long = This view has too many filters to save. Remove some of them.
# $limit (Number) – the most views
responses-too-many-views =
    { $limit ->
        [one] A shop has at most { $limit } view. Remove one first.
       *[other] A shop has at most { $limit } views. Remove one first.
    }
responses-no-such-survey = This shop has no such survey.

## What became of an order

responses-why = Why was this order not asked about?
responses-order-number = Order number
responses-look-up = Look it up
# $order (String) – the order’s number
responses-order-unknown = We never heard of order { $order }. Check that the tag is on the page that this shopper saw, that it has exactly this number, and that nothing blocks scripts there. A request that was refused leaves no trace here: the page’s console says why, and Install shows the sites that are not allowed.
# $order (String) – the order’s number
# $survey (String) – the survey’s name
# $when (String) – a moment, with weekday and zone
responses-order-unseen = “{ $survey }” asked about order { $order } on { $when }. The question never came into view: the shopper left the page, or did not scroll to it.
# $order (String) – the order’s number
# $survey (String) – the survey’s name
# $when (String) – a moment, with weekday and zone
# $shown (Number) – how often it was shown
# $limit (Number) – how often it may be shown
responses-order-seen = “{ $survey }” asked about order { $order } on { $when }. The shopper saw the question (shown: { $shown } of { $limit }) and did not answer.
# $order (String) – the order’s number
# $survey (String) – the survey’s name
# $when (String) – a moment, with weekday and zone
responses-order-started = “{ $survey }” asked about order { $order } on { $when }. The shopper answered, but not to the end.
# $order (String) – the order’s number
# $survey (String) – the survey’s name
# $when (String) – a moment, with weekday and zone
responses-order-complete = “{ $survey }” asked about order { $order } on { $when }. The shopper answered.
# $order (String) – the order’s number
# $survey (String) – the survey’s name
# $when (String) – a moment, with weekday and zone
responses-order-withdrawn = “{ $survey }” asked about order { $order } on { $when }. The shopper answered and then took everything back: the answers are deleted, and nobody is asked about this order again.
# $order (String) – the order’s number
# $survey (String) – the survey’s name
# $when (String) – a moment, with weekday and zone
responses-order-answered-closed = “{ $survey }” asked about order { $order } on { $when }. The shopper answered and then closed the form.
# $order (String) – the order’s number
# $survey (String) – the survey’s name
# $when (String) – a moment, with weekday and zone
responses-order-closed = “{ $survey }” asked about order { $order } on { $when }. The shopper closed the form without an answer.
# Behind it stands the reason, a sentence.
# $order (String) – the order’s number
# $when (String) – a moment, with weekday and zone
responses-order-not-asked = Nothing was asked about order { $order } on { $when }.
# Behind it stands the reason, a sentence.
# $when (String) – a moment, with weekday and zone
responses-order-not-asked-later = A later request, on { $when }, asked nothing.
# $order (String) – the order’s number
# $when (String) – a moment, with weekday and zone
responses-order-test = Order { $order }, first seen on { $when }, is a test order. Tests are asked about every time and leave no trace here.
# $order (String) – the order’s number
# $when (String) – a moment, with weekday and zone
responses-order-nothing = Order { $order }, first seen on { $when }, is known, but no question about it was recorded.

## Why nothing was asked. Each is a sentence of its own.

# $survey (String) – the survey’s name
# $reason (String) – one of the sentences below
responses-reason-of-survey = “{ $survey }”: { $reason }
responses-reason-nothing-live = No survey was live. You can resume one under Surveys.
responses-reason-answered = It was answered already.
responses-reason-dismissed = The shopper had closed the form.
responses-reason-withdrawn = The shopper had taken the answers back.
responses-reason-shown-often = It had been shown as often as the survey may be shown.
responses-reason-unsigned = The order was not signed, and your settings ask about signed orders only.
responses-reason-trigger = What the survey waits for (its trigger or its page) had not happened on that page.
responses-reason-not-yet = The survey’s schedule had not begun.
responses-reason-over = The survey’s schedule was over.
responses-reason-not-sampled = The survey asks only some of the shoppers, and this one was not among them.
responses-reason-not-new = The survey is for new customers, and this one had bought before.
responses-reason-not-returning = The survey is for returning customers, and we know no earlier order of this one.
responses-reason-customer-unknown = The survey tells new customers from returning ones, and the tag named no customer.
responses-reason-country = The survey is for other countries, or the order’s country is not known.
responses-reason-language = The survey is for pages in other languages.
responses-reason-minimum = The order came to less than the survey’s minimum, or its total in that currency is not known.
responses-reason-products = None of the survey’s products was in the order.
responses-reason-asked-before = The survey asks each customer once, and had asked this one.
responses-reason-answered-before = The survey asks until it is answered, and this customer had answered.
responses-reason-asked-lately = The survey had asked this customer not long ago, and waits longer before it asks again.
responses-reason-quiet-days = This customer had been asked something not long ago, and your settings keep some days quiet.

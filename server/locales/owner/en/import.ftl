# Bringing in what other tools know: choose a file, see how it would be read, try it, import it. The
# sentences of the report and what is wrong with a file are printed by the command line, too.

import-title = Import
# $file (String) – the file’s name
import-file-title = Import { $file }
import-olist-title = Import the Olist data
import-a-file-title = Import a file
import-note = Answers, orders and customers that another tool knows, from a CSV file. Nothing is written before you have seen how it is read.

## Choosing a file

import-no-survey = There is no survey yet.
import-no-survey-note = Answers belong to a survey. Add one that asks what your file answers.
import-add-survey = Add a survey
import-survey = Survey
import-survey-hint = Whose answers these are. Orders come along whatever you choose.
import-file = File
import-file-hint = CSV as your survey tool or shop system exports it, or one of Afterword’s own exports, up to 2 GB. Encoding, columns and dates are recognized, and you can change them.
import-look = Look at it
import-can-hold = What a file can hold
import-answers = Answers
import-answers-note = The score, the comment and any other question, each at its own time.
import-orders = Orders
import-orders-note = Number, total, products, and when they were placed, delivered, cancelled or refunded.
import-customers = Customers
import-customers-note = Your reference, or the e-mail address, of which only a digest becomes the reference.
# <link> – to the page that shows how
import-twice = Importing the same file twice adds nothing the second time. Your server can also send orders as they come: <link>Install</link> shows how.

## What is wrong with an upload

import-broke-off = The upload broke off before its end, and nothing of it was kept. Send it again.
# $limit (Number) – the most files
import-too-many-files =
    { $limit ->
        [one] Choose at most { $limit } file at a time.
       *[other] Choose at most { $limit } files at a time.
    }
import-too-large = This is more than 2 GB. Use “afterword import” on the server, or send it in parts.
import-no-file = Choose a file first.
import-survey-first = Add a survey first: answers belong to one.
import-one-file = Choose one file at a time. Only the files of the Olist data are read together.
import-gone = This upload is no longer here: uploads are kept for seven days. Choose the file again.
import-nothing-refused = No row of this file was refused.
# $error (String) – the system’s own words
import-unreadable = The file can’t be read: { $error }.
import-empty = The file is empty. Export it again.
import-workbook = This is an Excel workbook or a ZIP archive. Save the sheet as CSV (UTF-8), or unpack the archive, and choose that file.
import-old-workbook = This is an old Excel workbook. Save its sheet as CSV (UTF-8) and choose that file.
import-pdf = This is a PDF. Export the answers as CSV and choose that file.
import-gzip = This file is compressed (gzip). Unpack it and choose what was in it.
import-no-header = The file has no header: its first row has to name the columns.
# $limit (Number) – the most columns
import-too-many-columns =
    { $limit ->
        [one] The first row has more than { $limit } column. Export fewer of them: the answer, its time, the order and the customer are enough.
       *[other] The first row has more than { $limit } columns. Export fewer of them: the answer, its time, the order and the customer are enough.
    }
# $megabytes (Number) – the most of a row
import-too-long = The first row is longer than { $megabytes } MB, so this is no table. Check that its lines end, and that every quotation mark that is opened is closed.
# $name (String) – the column that was named
# $columns (String) – those that there are
import-no-column = There is no column “{ $name }” in this file. It has: { $columns }.
# $file (String) – the file’s name
import-olist-missing = { $file } is missing. The files of the Olist data belong together, those of reviews, orders, customers, payments and items: give all of them at once.
import-olist-no-ratings = Olist’s ratings go from 1 to 5: choose a survey that asks for satisfaction with five stars, faces or numbers.

## An upload

# $survey (String) – the survey’s name
import-just-uploaded = Into “{ $survey }”, uploaded just now.
# $survey (String) – the survey’s name
# $when (String) – a moment, with weekday and zone
import-uploaded = Into “{ $survey }”, uploaded on { $when }.
# $error (String) – what went wrong, a sentence
import-failed = { $error } What was imported before stays; importing the same file again goes on from there.
# $percent (Number) – how much is read, 0 to 100
import-reading = Reading: { $percent } %
import-how-much = How much is read
# $count (Number) – rows read
import-so-far =
    { $count ->
        [one] { $count } row so far. What is imported stays, whatever happens; you can leave this page.
       *[other] { $count } rows so far. What is imported stays, whatever happens; you can leave this page.
    }
import-stop = Stop
import-see-how-far = See how far it has come

## What became of it

import-stopped-title = Stopped before its end
import-dry-title = This is what would come of it
import-empty-title = This file has no rows
import-known-title = Everything in this file was known
import-done-title = Imported
import-refused-rows = Refused rows
import-line = Line
import-why-refused = Why it was refused
# $shown (Number) – how many are listed
# $count (Number) – how many were refused
import-first-refused = These are the first { $shown } of { $count }.
import-mend = Mend them in the file below and import it like any other: what is in already stays as it is.
import-refused-csv = Refused rows as CSV
import-to-overview = To the overview
import-another = Import another file

## The report, sentence by sentence

import-no-rows = There is no row below the header: nothing was read.
# $count (Number) – rows read
# $seconds (String) – how long it took, already written
import-rows-read =
    { $count ->
        [one] { $count } row was read in { $seconds } s.
       *[other] { $count } rows were read in { $seconds } s.
    }
# $count (Number) – rows read
# $seconds (String) – how long it took, already written
import-rows-tried =
    { $count ->
        [one] { $count } row was read in { $seconds } s; nothing was written.
       *[other] { $count } rows were read in { $seconds } s; nothing was written.
    }
# $parts (String) – how many were added, amended and known
import-answers-became = Answers: { $parts }.
# $parts (String) – how many were added, amended and known
import-orders-became = Orders: { $parts }.
# $count (Number) – answers
import-answers-added = { $count } added
# $count (Number) – answers
import-answers-changed = { $count } amended
# $count (Number) – answers
import-answers-known = { $count } known before
# $count (Number) – answers
import-answers-would-add = { $count } would be added
# $count (Number) – answers
import-answers-would-change = { $count } would be amended
# $count (Number) – answers
import-answers-known-already = { $count } known already
# $count (Number) – orders
import-orders-added = { $count } added
# $count (Number) – orders
import-orders-changed = { $count } amended
# $count (Number) – orders
import-orders-known = { $count } known before
# $count (Number) – orders
import-orders-would-add = { $count } would be added
# $count (Number) – orders
import-orders-would-change = { $count } would be amended
# $count (Number) – orders
import-orders-known-already = { $count } known already
# $count (Number) – rows
import-repeated =
    { $count ->
        [one] { $count } row is in the file more than once and counts once.
       *[other] { $count } rows are in the file more than once and count once.
    }
# $count (Number) – rows
import-refused =
    { $count ->
        [one] { $count } row was refused.
       *[other] { $count } rows were refused.
    }
import-stopped = It was stopped. Start it again with the same file: what is there is not added twice.

## What has to be said first

# $count (Number) – how many things
import-questions =
    { $count ->
        [one] One thing has to be said before this file can be imported:
       *[other] { $count } things have to be said before this file can be imported:
    }
import-ask-subject = Say which column holds the score, the comment or the order number: without one of them there is nothing to import.
import-ask-answer-time = Say which column holds the time of the answer: answers count on their own days.
# $column (String) – what both are
import-ask-repeated = Two columns are “{ $column }”: choose one of them.
import-ask-days = Which comes first in its dates, the day or the month? They can be read both ways.
import-ask-currency = In which currency are the totals? Name it, such as EUR, or say which column holds it.
import-ask-delimiter = The file has only one column: something else probably separates its cells.
import-ask-zone = This is no time zone: choose one from the list, such as Europe/Riga.
import-ask-encoding = This encoding is not known.

## How it is read

import-how = How it is read
import-olist-note = The files of the Olist data belong together: ratings with their orders, what was paid in Brazilian real, what was bought, when it was delivered, and the person behind it. Times are those of São Paulo.
import-records-note = One of Afterword’s own exports: it says itself what it holds. Surveys that this shop does not have come along.
import-run = Import
import-try = Try it without writing
import-look-again = Look again
import-other-file = Choose another file
import-encoding = Encoding
import-encoding-hint = A guess: check that the letters below are right.
import-delimiter = Between cells
import-comma = comma ,
import-semicolon = semicolon ;
import-tab = tab
import-bar = bar |
# The example stays as it is: the question is which part is the month.
import-days = 3/4/2026 is
import-days-hint = Its dates can be read both ways.
import-choose = Choose
import-day-first = 3 April (day first)
import-month-first = March 4 (month first)
import-zone = Time zone of its times
import-currency = Currency of its totals

## Encodings, behind their names

# $name (String) – such as Windows-1257
# $region (String) – one of those below
import-encoding-of = { $name }: { $region }
import-little-endian = little-endian (“Unicode”)
import-big-endian = big-endian
import-western = Western Europe
import-central = Central Europe
import-baltic = the Baltics
import-cyrillic = Cyrillic
import-greek = Greek
import-turkish = Turkish
import-hebrew = Hebrew
import-arabic = Arabic
import-vietnamese = Vietnamese
import-japanese = Japanese
import-simplified-chinese = Chinese, simplified
import-traditional-chinese = Chinese, traditional
import-korean = Korean

## Columns

import-columns = What its columns are
import-column = Column
import-begins-with = Begins with
import-is = Is
import-no-name = without a name
import-empty-cells = empty
import-part-answer = The answer
import-part-order = The order
import-part-customer = The customer
import-part-around = Where and how
import-part-own = In Afterword’s own exports
# $name (String) – the field’s name
import-own-field = Your own field “{ $name }”
import-field-nothing = Leave it out
import-field-id = Id of the row
import-field-answered-at = Time of the answer
import-field-asked-at = Time of asking
import-field-completed-at = Time of completion
import-field-state = Whether it is complete
import-field-answers = All answers, as JSON
import-field-order-id = Order number
import-field-total = Order total
import-field-currency = Currency
import-field-placed-at = Time of the order
import-field-delivered-at = Time of delivery
import-field-cancelled-at = Time of cancellation
import-field-refunded-at = Time of a refund
import-field-order-status = Order status (cancelled, refunded)
import-field-customer = Customer reference
import-field-email = E-mail address
import-field-first-name = First name
import-field-orders-before = Orders before this one
import-field-returning = New or returning customer
import-field-products = Products, by their ids
import-field-items = Items, as JSON
import-field-country = Country, two letters
import-field-language = Language
import-field-device = Device
import-field-channel = Channel
import-field-page = Page
import-field-test = Whether it is a test
import-field-verified = Whether the order was signed
import-field-version = Version of the survey
import-field-seen-at = When the question was seen
import-field-dismissed-at = When the form was closed
import-field-origin = Site
import-field-categories = Categories
import-field-fields = Fields of your own, as JSON
import-field-source = How we heard of the order
import-field-first-seen-at = When we first heard of the order
import-field-put-at = When your server sent the order
import-field-consent = Whether the customer may be written to
import-field-further = Whether it is one more answer about its order

## The first rows

import-preview = Its first rows as they would be imported
# $reason (String) – a sentence
import-row-refused = Refused: { $reason }
# $when (String) – a moment, with weekday and zone
import-row-placed = placed on { $when }
# $customer (String) – the shop’s reference
import-row-customer = customer { $customer }
import-row-cancelled = cancelled
import-row-refunded = refunded
import-row-delivered = delivered

# The survey editor.

# $name (String) – the survey’s name
editor-title = Edit “{ $name }”
# $version (Number) – how often its texts were changed
# <link> – to the surveys
editor-live = <link>All surveys</link> · live: what you save is asked from then on · version { $version }
# $version (Number) – how often its texts were changed
# <link> – to the surveys
editor-paused = <link>All surveys</link> · paused · version { $version }
editor-save-as-file = Save as a file
editor-load-file = Load a file
editor-name = Name of the survey
editor-name-hint = For you: shoppers don’t see it.
editor-save = Save
# A button that nobody sees; it is pressed by Enter.
editor-keep = Keep
editor-not-saved = Not saved yet.

## What was done

editor-saved = Saved.
# $count (Number) – how many questions
# $questions (String) – their texts, quoted, in a row
editor-now-separate =
    { $count ->
        [one] Because its kind or scale changed, { $questions } is a separate question from now on: earlier answers stay with the old one.
       *[other] Because their kind or scale changed, { $questions } are separate questions from now on: earlier answers stay with the old ones.
    }
# $text (String) – a question’s text
editor-quoted = “{ $text }”
# <strong> – the part that stands out
editor-imported = <strong>This is the file, as a draft.</strong> Nothing is saved yet: look through it, then save.
# <strong> – the part that stands out
# <link> – to the editor, in another window
editor-overtaken = <strong>Somebody saved this survey while you were editing it.</strong> Your draft is below, and nothing of it is lost. See in <link>another window</link> what is saved now.
editor-overwrite = Save mine in its place

## What has to be mended

# $count (Number) – how many things
# <strong> – the part that stands out
editor-look-again =
    { $count ->
        [one] <strong>One thing needs another look.</strong> Nothing is saved yet, and nothing is lost.
       *[other] <strong>{ $count } things need another look.</strong> Nothing is saved yet, and nothing is lost.
    }
# $count (Number) – how many are not listed
editor-more-wrong =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
# $number (Number) – its place
editor-question-nth = Question { $number }
# $number (Number) – its place
# $text (String) – its text
editor-question-named = Question { $number }, “{ $text }”
# $language (String) – the name of the language into which it is translated
# $question (String) – which question, as editor-question-… says it
editor-in-language = { $language }, { $question }
# $number (Number) – its place
editor-ending-nth = Ending { $number }
editor-needs-look = needs another look

## Parts of the page

editor-questions = Questions
editor-ends = The end
editor-languages = Languages
editor-look = Look and place
editor-rules = When it asks, and whom

## Questions

editor-placeholders = Placeholders
# <code> – a placeholder as it is written
# <b> – the same
# <c> – the same
# <d> – the same
editor-placeholders-note = In every text <code>{"{shop}"}</code> is your shop’s name, <b>{"{product|your purchase}"}</b> what was bought, <c>{"{order|your order}"}</c> its number and <d>{"{first_name|there}"}</d> the shopper. Behind the bar stands what is shown if it isn’t known.
editor-no-question = No question yet. Add one below.
# $limit (Number) – the most questions
editor-question-limit =
    { $limit ->
        [one] A survey has at most { $limit } question.
       *[other] A survey has at most { $limit } questions.
    }
editor-new-question = A new question
editor-unreached = No answers lead here: an earlier branch skips it.
editor-question = Question
editor-kind = Kind of answer
editor-kind-hint = Another kind or scale makes it a separate question, with figures of its own.
editor-low = The lowest means
editor-high = The highest means
editor-required = An answer is needed to go on
editor-required-contact = The form takes an address only with the consent to be written to: better left off.
# $text (String) – the question’s text
# <hidden> – what only screen readers say
editor-remove-question = Remove<hidden> “{ $text }”</hidden>
# $text (String) – the question’s text
# <question> – the same, in the survey’s language
editor-removed = Removed: “<question>{ $text }</question>”
editor-put-back = Put it back
# $text (String) – the question’s text
editor-move-up = Move “{ $text }” up
# $text (String) – the question’s text
editor-move-down = Move “{ $text }” down
# The ends of a scale.
editor-from = From
editor-to = To
editor-drawn-as = Drawn as

## Kinds of answers

editor-kind-nps = Recommend, 0 to 10 (NPS)
editor-kind-nps-from-one = Recommend, 1 to 10 (reported separately)
editor-kind-csat = Satisfied, 1 to 5 (CSAT)
editor-kind-ces = Easy, 1 to 7 (CES)
editor-kind-scale = A scale with words at its ends
editor-kind-yes-no = Yes or no, as thumbs
editor-kind-choice = One of several options
editor-kind-choices = As many options as apply
editor-kind-text = In their own words
editor-kind-contact = An e-mail address, with consent

## How they are drawn

editor-look-stars = Stars
editor-look-faces = Faces
editor-look-numbers = Numbers
editor-look-line = One line
editor-look-lines = Several lines

## Options

editor-options = Options, one per line
editor-options-hint = A line that you reword stays the same option, and so does one that you move. To replace an option, delete its line and write the new one at the end.
editor-other = Option with a text of their own
editor-other-hint = Such as “Other”; empty for none.
editor-none = Option that excludes the rest
editor-none-hint = Such as “None of these”; empty for none.
editor-shuffle = Shuffle the options each time
editor-shuffle-hint = Those two stay last.

## Where answers lead

editor-ways = Where answers lead
editor-all-end = Every answer leads to the end.
editor-all-on = Every answer leads on to the next question.
editor-rest-end = The first line that fits decides; all other answers lead to the end.
editor-rest-on = The first line that fits decides; all other answers lead on to the next question.
editor-add-option = An option
editor-add-yes-no = Yes or no
editor-add-ratings = Some ratings
editor-leads-to = Leads to
# $id (String) – a question’s id
editor-not-further-on = (not further on: { $id })
# $number (Number) – its place among the ways
# <hidden> – what only screen readers say
editor-remove-way = Remove<hidden> way { $number }</hidden>
editor-who-chooses = Whoever chooses
editor-option-gone = (no longer there)
editor-who-says = Whoever says
editor-yes = Yes
editor-no = No
editor-ratings = Ratings
# Between them, and before the numbers: “Ratings from 0 to 6”.
editor-ratings-from = from
editor-ratings-to = to

## Adding a question

editor-add-question = Add a question
# $count (Number) – how many languages
editor-library-note =
    { $count ->
        [one] Those in the library are ready in { $count } language. An empty one is yours to word and to translate.
       *[other] Those in the library are ready in { $count } languages. An empty one is yours to word and to translate.
    }
editor-topic-experience = Experience
editor-topic-product = Product
editor-topic-loyalty = Loyalty
editor-topic-discovery = How they found you
editor-topic-more = To follow up
editor-empty = Empty
# $text (String) – the question’s text
# <hidden> – what only screen readers say
editor-add = Add<hidden> “{ $text }”</hidden>

## The end

editor-thanks = Thanks
editor-thanks-hint = Said when the survey is complete.
editor-offer = An offer for everyone
editor-offer-hint = A code, a prize draw, a discount on the next order. It stands below every thanks: a reward must not depend on the answer, so there is no place for one that does.
editor-endings = Other thanks for some ratings
editor-endings-no-score = Thanks can differ by the rating of a score (0 to 10, stars, 1 to 7). This survey asks for none.
# $question (String) – the question with the score
editor-endings-hint = By the answer to “{ $question }”. The first that fits is said in place of the thanks above. A link may lead to a review site, your help page or a contact.
# <hidden> – what only screen readers say
editor-remove-ending = Remove<hidden> these thanks</hidden>
editor-link-text = Words of the link
editor-link-address = Where it leads
editor-link-address-hint = https://… or mailto:…, empty for none.

## Languages

# $language (String) – the survey’s own language
# $count (Number) – in how many languages the library is
editor-languages-note =
    { $count ->
        [one] Shoppers are asked in the language of the page, or else in one of their browser’s, if every text is there in it; otherwise in { $language }. Texts of the library are ready in { $count } language; what you wrote yourself is for you to translate.
       *[other] Shoppers are asked in the language of the page, or else in one of their browser’s, if every text is there in it; otherwise in { $language }. Texts of the library are ready in { $count } languages; what you wrote yourself is for you to translate.
    }
editor-languages-none = No other language has every text yet.
# $count (Number) – how many other languages
editor-languages-some =
    { $count ->
        [one] { $count } other language has every text.
       *[other] { $count } other languages have every text.
    }
editor-languages-all = Every language has every text.
editor-translate = Translate into
editor-translate-none = No language shown
# $language (String) – a language’s name in itself
# $done (String) – how much is translated
editor-translate-choice = { $language } – { $done }
editor-complete = complete
# $done (Number) – how many texts are there
# $whole (Number) – of how many
editor-done-of = { $done } of { $whole }
editor-translate-show = Show
# $language (String) – a language’s name in itself
editor-not-reviewed = The ready texts in { $language } have not been read by a native speaker yet. If one reads oddly, write your own over it.
# <code> – a placeholder as it is written
# <b> – one with other words behind a bar
editor-translate-placeholders = A placeholder such as <code>{"{shop}"}</code> stays as it is; what follows the bar in <b>{"{product|…}"}</b> is translated.
editor-translation-ready = Ready, as shown. Write over it if you like.
# $language (String) – the survey’s own language
editor-translation-missing = Missing: without it, shoppers are asked in { $language }.

## Look and place

editor-place = Place
editor-place-hint = On phones everything that floats is a sheet at the lower edge.
editor-place-bottom-end = Lower corner, right (left in right-to-left languages)
editor-place-bottom-start = Lower corner, left
editor-place-top-end = Upper corner, right
editor-place-top-start = Upper corner, left
editor-place-dialog = In the middle of the window
editor-place-bar = A bar along the lower edge
editor-place-inline = Inside an element of the page
editor-place-page = Over the whole window
editor-place-tab = Behind a small tab at the edge, always there
# $element (String) – an element of a page, as HTML
# <code> – the same
editor-place-inline-note = Shown inside each element <code>{ $element }</code> of a page, and nowhere without one.
editor-place-tab-note = The tab is always there; a click on it opens the form. Goes well with “What could we do better?”
editor-accent = Colour of buttons
# $example (String) – a colour
editor-accent-hint = Such as { $example }, empty for ours. The text on it is black or white, whichever reads better.
editor-background = Background
editor-background-hint = Empty for white, and near-black in dark mode.
editor-radius = Round corners, in pixels
editor-radius-hint = 0 to 32, empty for ours.
editor-mode = Light or dark
editor-mode-auto = As the shopper’s device is set
editor-mode-light = Always light
editor-mode-dark = Always dark
editor-logo = Logo
editor-logo-hint = The address of a picture, https://… Empty for none. Your page’s security policy has to allow it (img-src).

## What has to happen

editor-when = What has to happen
editor-when-order = An order was placed
editor-when-order-hint = The thank-you page says so, or is one.
editor-when-visit = Somebody stays for this many seconds
editor-when-scroll = Somebody scrolls this many per cent down
editor-when-leave = The mouse leaves the window at the top
editor-when-leave-hint = Never on touch screens.
editor-when-click = Somebody clicks on an element (its CSS selector)
editor-when-call = The page calls for it
editor-page = Only on pages
# $example (String) – a pattern
editor-page-hint = A path, with * for anything: { $example }. Empty for every page.

## Whom

editor-whom = Whom
editor-sample = Per cent of shoppers to ask
editor-sample-hint = Decided by customer or order, so that it stays decided.
editor-customers = Customers
editor-customers-hint = By the customer reference that the tag carries.
editor-customers-all = All
editor-customers-new = New ones only
editor-customers-returning = Returning ones only
editor-countries = Countries
editor-countries-hint = Two letters each: LV, EE. Empty for all.
editor-page-languages = Languages of the page
editor-page-languages-hint = Tags: lv, pt-BR. Empty for all.
editor-minimum = Orders from this total on
editor-minimum-hint = Digits with a point: 49.90. Empty for all.
editor-currency = Its currency
editor-currency-hint = Three letters. Orders in other currencies are not asked about.
editor-products = One of these products
editor-products-hint = Your ids, one per line. Empty for all.
editor-schedule = From when to when
editor-not-before = Not before
# $zone (String) – the shop’s time zone
editor-not-before-hint = In your shop’s time, { $zone }. Empty for none.
editor-until = Not from then on

## Asking again

editor-again = When somebody is asked again
editor-again-every = About every order
editor-again-until-answered = About every order, until one is answered
editor-again-after = After this many days
editor-again-days = Days
editor-again-never = Never
editor-shown-limit = Shown about one order at most
editor-shown-limit-hint = This many times, unless it is answered or closed before.
editor-again-note = Known by the customer reference and the order that your tag carries. Without either, the form is shown at most once per page view, and more is impossible: nothing is stored in the shopper’s browser.
# $days (Number) – how many days of quiet
editor-quiet =
    { $days ->
        [one] Your settings also keep { $days } day of quiet after any survey.
       *[other] Your settings also keep { $days } days of quiet after any survey.
    }
# <link> – to the settings
editor-no-quiet = Days of quiet after any survey can be set in <link>Settings</link>.

## Preview

editor-preview = Preview
editor-preview-step = Step of the preview
editor-preview-end = The end
# $from (Number) – a rating
# $to (Number) – another
editor-preview-end-after = The end after { $from } to { $to }
editor-preview-language = Language of the preview
editor-preview-width = Width of the preview
editor-preview-phone = Phone
editor-preview-desktop = Desktop
editor-preview-draft = Show the draft
editor-preview-frame = The form as shoppers see it
editor-preview-empty = Add a question: it will be shown here.
# $wanted (String) – a language’s name in itself
# $shown (String) – the survey’s own language
editor-preview-missing = Some texts are missing in { $wanted }, so its readers get the survey in { $shown }.

## A file

# $name (String) – the survey’s name
editor-file-into = Load a file into “{ $name }”
editor-file-new = A survey from a file
editor-file-into-note = It becomes a draft: nothing is saved before you look at it and save it.
editor-file-new-note = It becomes a survey of this shop and waits until you start it.
# $count (Number) – how many things
# <strong> – the part that stands out
editor-file-wrong =
    { $count ->
        [one] <strong>One thing is wrong with this file.</strong> Nothing was loaded. Correct it below or in the file.
       *[other] <strong>{ $count } things are wrong with this file.</strong> Nothing was loaded. Correct them below or in the file.
    }
editor-file = File
editor-file-text = Its text
editor-file-text-hint = Paste what a survey’s page saved as a file: JSON of at most 1 MB.
editor-file-load = Load as a draft
editor-file-add = Add survey
editor-file-back = Back to the surveys

## What went wrong

editor-draft-missing = The form came without its draft. Go back, reload the page and try again.
editor-write-rating = Write a rating as a whole number.
# $example (String) – a day and a time
editor-write-moment = Write a day and a time, such as { $example }.

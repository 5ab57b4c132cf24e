# What is wrong with a survey, in the editor and in a file. In a file the place stands before it: “content.thanks: …”.

## The file as a whole

# $place (String) – where in the file
# $problem (String) – what is wrong there, as one of the others says it
survey-file-at = { $place }: { $problem }
# $count (Number) – how many are not listed
survey-file-more =
    { $count ->
        [one] There is { $count } more like these.
       *[other] There are { $count } more like these.
    }
survey-file-too-large = A survey’s file has at most 1 MB: this one is larger.
survey-file-empty = The file is empty: choose one that was saved here.
# $line (Number) – where
# $character (Number) – where in the line
survey-file-not-json = The file is not JSON: something is wrong in line { $line }, at character { $character }. Look for a missing comma, quote or brace there.
# $sample (String) – how it begins
survey-file-no-object = A survey’s file holds one JSON object: { $sample }.
survey-file-no-content = “content” is missing: it holds the language, the questions and the thanks.
survey-file-no-questions = This is missing: it is a list of questions.
# $count (Number) – how many there are
# $limit (Number) – the most
survey-file-questions-too-many = { $count } questions are too many: a survey has at most { $limit }.
# $kind (String) – what is written there
# $kinds (String) – what could be
survey-file-unknown-kind = There is no kind “{ $kind }”. Use one of { $kinds }.
survey-file-unknown-field = There is no such field here. Check its spelling, or remove it.

## Values that don’t fit

survey-file-missing = This is missing.
# $name (String) – a field
survey-file-field-missing = “{ $name }” is missing.
# $most (Number) – the highest number
survey-file-whole-number = Write a whole number from 0 to { $most } here.
survey-file-text = Write a text in quotes here.
survey-file-boolean = Write true or false here.
survey-file-list = Write a list in [ ] here.
# $braces (String) – the braces around it
survey-file-object = Write an object in { $braces } here.
# $problem (String) – why, in English
survey-file-unreadable = This can’t be read: { $problem }.

## Texts and links

# $length (Number) – how many characters it has
# $limit (Number) – the most
survey-file-text-too-long = This text has { $length } characters; at most { $limit } fit. Shorten it.
survey-file-control-character = This text holds a control character: type it again.
survey-file-link-text = A link needs words that say where it leads.
survey-file-link-address = Write a link that starts with https:// or mailto:, without spaces or quotes.

## Content

# $languages (String) – their tags
survey-file-locale = Use one of the languages { $languages }.
survey-file-no-question = A survey needs at least one question: add one.
# $limit (Number) – the most questions
survey-file-question-limit = A survey has at most { $limit } questions: remove some.
# $id (String) – the id
survey-file-same-question = Two questions have the id “{ $id }”: give one of them another.
survey-file-thanks = Write what is said at the end, such as “Thank you.”
survey-file-question-text = Write what is asked here.
survey-file-range = A scale rises from its lowest to its highest number, which is at most 10.

## Options

survey-file-two-options = Offer at least two options, one per line.
# $limit (Number) – the most options
survey-file-option-limit = A question has at most { $limit } options: remove some.
# $id (String) – an id that means something of its own
survey-file-reserved-option = The id “{ $id }” has a meaning of its own: use the question’s field “{ $id }”, or another id.
# $id (String) – the id
survey-file-same-option = Two options have the id “{ $id }”: give one of them another.
survey-file-option-text = An option needs words.
survey-file-option-line = An option is one line.

## Endings and branches

survey-file-ending-no-score = Endings differ by the rating of a score, and this survey asks for none: remove the ending, or add a question with a score.
survey-file-ending-order = The first rating is above the last: nobody would see it. Swap them.
survey-file-ending-thanks = Write what is said here.
survey-file-branch-option = This option is no longer there: choose another, or remove the branch.
survey-file-branch-order = The first rating is above the last: nobody would go this way. Swap them.
# $id (String) – a question’s id
survey-file-branch-nowhere = It leads to “{ $id }”, which is not there: choose another question or the end.
# $id (String) – a question’s id
survey-file-branch-back = It leads back to “{ $id }”. A branch only leads to questions further on, so that every survey ends.

## Translations

# $examples (String) – names of texts, quoted
survey-file-no-such-text = This survey has no such text. Texts are named like { $examples }.

## Rules and look

survey-file-seconds = Write a number of seconds from 0 to 3600.
survey-file-percent = Write a number of per cent from 1 to 100.
survey-file-selector = Write a CSS selector of 1 to 200 characters, such as #help or .feedback.
survey-file-pattern = A pattern starts with / or * and has at most 200 characters, such as /account* or *sale*.
survey-file-until = It would end before it starts: choose a later end.
survey-file-countries = Write countries as two letters each, such as LV, EE.
survey-file-languages = Write languages as tags, such as lv, pt-BR.
survey-file-minimum = The least total can’t be below 0.
# $limit (Number) – the most products
survey-file-products = List at most { $limit } products.
survey-file-days = Write a number of days from 1 to 730.
survey-file-shown-limit = Write a number from 1 to 20.
survey-file-logo = A picture’s address starts with https:// and has no spaces or quotes.
survey-file-radius = Write a number from 0 to 32.

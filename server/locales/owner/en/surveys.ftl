# A shop’s surveys: what each asks, whether it asks, and new ones from templates.

## Whether they ask

surveys-none-asks = No survey is asking at the moment.
# The shop has no other survey.
surveys-only-one-asks = Your survey is asking.
surveys-one-asks = One survey is asking; the others are waiting.
# $count (Number) – how many ask, from 2
surveys-several-ask =
    { $count ->
        [one] { $count } survey is asking. When several are due at once, the one that comes first here asks: the oldest.
       *[other] { $count } surveys are asking. When several are due at once, the one that comes first here asks: the oldest.
    }

## One survey

# $asked (Number) – how many were asked
# $answered (Number) – how many of them answered
# $day (String) – since when there is such a survey
# <strong> – each figure
surveys-figures = Asked <strong>{ $asked }</strong>, answered <strong>{ $answered }</strong> · since { $day }
surveys-live = Live
surveys-paused = Paused
surveys-pause = Pause
surveys-start = Start asking
# Behind what a question takes: the answer may stay empty.
surveys-optional = optional
# $count (Number) – how many questions are not listed
surveys-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
# $name (String) – the survey’s name
# <hidden> – what only screen readers say
surveys-edit = Edit<hidden> { $name }</hidden>
surveys-open = Open its page
surveys-duplicate = Duplicate
surveys-save-as-file = Save as a file
# The name of a survey’s duplicate.
# $name (String) – the survey’s name
surveys-copy-name = { $name } (copy)

## When it asks

surveys-when-order = Asks after an order.
surveys-when-open = Asks as soon as a page opens.
# $seconds (Number) – from 1
surveys-when-stay =
    { $seconds ->
        [one] Asks after { $seconds } second on a page.
       *[other] Asks after { $seconds } seconds on a page.
    }
# $percent (Number) – from 1 to 100
surveys-when-scroll = Asks after { $percent } % of a page has been scrolled.
surveys-when-leave = Asks when the mouse leaves the page.
surveys-when-click = Asks after a click on an element of your page.
surveys-when-call = Asks when your page calls for it.
# $pattern (String) – pages’ addresses, such as /account*
surveys-only-on = Only on { $pattern }.
# $percent (Number) – from 1 to 99
surveys-sample = Asks { $percent } % of shoppers.

## What a question takes, behind its text

surveys-kind-nps = 0 to 10
surveys-kind-nps-from-one = 1 to 10
surveys-kind-csat = one to five
surveys-kind-ces = 1 to 7
# $low (Number) – the lowest number
# $high (Number) – the highest
surveys-kind-scale = { $low } to { $high }
surveys-kind-yes-no = yes or no
surveys-kind-choice = one choice
surveys-kind-choices = as many choices as apply
surveys-kind-text = in their own words
surveys-kind-contact = an e-mail address, with consent

## A new one

surveys-add-title = Add a survey
surveys-add-note = It is in your shop’s language, and ready in all the others. You can edit every template. If another survey is asking already, the new one waits until you start it.
surveys-add = Add survey
surveys-from-file = From a file

## What went wrong

# $limit (Number) – the most surveys
surveys-too-many =
    { $limit ->
        [one] A shop has at most { $limit } survey. Edit one that is paused instead.
       *[other] A shop has at most { $limit } surveys. Edit one that is paused instead.
    }
surveys-unknown = This shop has no such survey.

# Read-only links to a survey’s report, and what they lead to.

share-title = Share the report
# $survey (String) – the survey’s name
# <link> – to the overview
share-of = { $survey } · <link>Back to the overview</link>

## A new link

share-new = A new link
share-new-note = Whoever has the link sees the figures and nothing else: no orders, no e-mail addresses, no way to change anything. Search engines are asked to stay away.
share-days = Which days
share-moves = It moves on from day to day.
share-stays = It stays on these days; late answers still count.
share-good-for = Good for
share-a-week = a week
share-a-year = a year
share-comments = With comments
share-comments-hint = The newest answers in words, without their orders. E-mail addresses in them are left out; names that shoppers wrote are not.
share-make = Make a link

## Days, as the name of a link

share-week = Always the last 7 days
share-month = Always the last 30 days
share-quarter = Always the last 90 days
share-year = Always the last year
share-all = All answers so far
# $period (String) – such as “from 1 to 30 November 2026”
share-fixed = Answers { $period }

## Links

share-links = Links
share-with-comments = with comments
# $day (String) – when
share-made = made on { $day }
# $day (String) – until when
share-good-until = good until { $day }
share-expired = expired
share-revoke = Revoke
share-revoke-sure = The link will stop working, and nobody who has it will see the report any more. Revoke it?

## The report

# $shop (String) – the shop’s name
# $day (String) – until when the link is good
share-foot = A report by { $shop }, to be read only. This link is good until { $day }.
share-no-report = There is no report here
share-no-report-note = This link leads to no report. It has been revoked, or a part of it is missing or altered: compare it with the one you were given, or ask for a new one.
share-link-expired = This link has expired
share-link-expired-note = This link was good for a limited time. Ask whoever gave it to you for a new one.
share-failed = That did not work

## What went wrong

share-choose-lifetime = Choose one of the times that the form offers.
# $limit (Number) – the most links
share-too-many =
    { $limit ->
        [one] A survey has at most { $limit } link. Revoke one that nobody needs any more.
       *[other] A survey has at most { $limit } links. Revoke one that nobody needs any more.
    }

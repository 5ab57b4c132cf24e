# Choosing the days that a page looks at.

period-chooser-label = Period
period-chooser-week = 7 days
period-chooser-month = 30 days
period-chooser-quarter = 90 days
period-chooser-year = Year
period-chooser-all = All
period-chooser-other = Other days
period-chooser-first = First day
period-chooser-last = Last day
period-chooser-show = Show these days

## Periods where they stand alone

period-chooser-last-week = Last 7 days
period-chooser-last-month = Last 30 days
period-chooser-last-quarter = Last 90 days
period-chooser-last-year = Last year
period-chooser-all-time = All time
# $from (String) – the first day
period-chooser-since = Since { $from }
# $to (String) – the last day, included
period-chooser-until = Up to { $to }
# $from (String) – the first day
# $to (String) – the last day, included
period-chooser-between = { $from } – { $to }

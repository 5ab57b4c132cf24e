# The days that are looked at, as they stand inside of a sentence: “12 answers in the last 30 days.”

periods-week = in the last 7 days
periods-month = in the last 30 days
periods-quarter = in the last 90 days
periods-year = in the last year
periods-all = so far
# $from (String) – the first day
periods-since = since { $from }
# $to (String) – the last day, included
periods-until = up to { $to }
# $day (String) – the only day
periods-on = on { $day }
# $from (String) – the first day, without what it has in common with the last
# $to (String) – the last day, included
periods-from-to = from { $from } to { $to }

# Figures with their units. No line breaks inside of these.

# $seconds (Number) – from 1 to 89
units-seconds =
    { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }
# $minutes (Number) – from 1 to 119
units-minutes = { $minutes } min
# $minutes (Number) – from 1 to 9
# $seconds (Number) – from 1 to 59
units-minutes-and-seconds = { $minutes } min { $seconds } s
# $hours (Number) – from 1 to 47
units-hours = { $hours } h
# $days (Number) – from 1
units-days =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
# Less than a minute ago.
units-just-now = just now
# $figure (String) – the figure, already written
units-percent = { $figure } %
# $figure (String) – the figure, already written
# $currency (String) – three letters, such as EUR
units-money = { $figure } { $currency }

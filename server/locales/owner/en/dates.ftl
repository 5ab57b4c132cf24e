# In which order the parts of a date stand. The names of months and weekdays are ICU’s.

# 3 March
# $day (Number) – the day of the month
# $month (String) – the month’s name, as it stands beside a day
dates-day = { $day } { $month }
# 3 March 2024
# $day (Number) – the day of the month
# $month (String) – the month’s name, as it stands beside a day
# $year (String) – the year
dates-full-day = { $day } { $month } { $year }
# 3 Mar
# $day (Number) – the day of the month
# $month (String) – the month’s name in few letters
dates-short-day = { $day } { $month }
# 3 Mar 2024
# $day (Number) – the day of the month
# $month (String) – the month’s name in few letters
# $year (String) – the year
dates-short-full-day = { $day } { $month } { $year }
# March 2024
# $month (String) – the month’s name, as it stands without a day
# $year (String) – the year
dates-month = { $month } { $year }
# Mar 2024
# $month (String) – the month’s name in few letters
# $year (String) – the year
dates-short-month = { $month } { $year }
# The next three stand behind “since”, “from” or “to”. Where that would decline a month’s name, write it in figures.

# A day with its year.
# $day (Number?) – the day of the month
# $month (String?) – the month’s name
# $day-digits (String?) – the day in two digits
# $month-digits (String?) – the month in two digits
# $year (String) – the year
dates-inside = { $day } { $month } { $year }
# The first day of a period that ends in the same month; that and the year follow.
# $day (Number?) – the day of the month
# $month (String?) – the month’s name
# $day-digits (String?) – the day in two digits
# $month-digits (String?) – the month in two digits
dates-inside-month = { $day }
# The first day of a period that ends in another month of the same year; the year follows.
# $day (Number?) – the day of the month
# $month (String?) – the month’s name
# $day-digits (String?) – the day in two digits
# $month-digits (String?) – the month in two digits
dates-inside-year = { $day } { $month }

# A week in a chart or table.
# $day (String) – its first day
dates-week-of = Week of { $day }

# 14:03
# $hour (String) – two digits, from 00 to 23
# $minute (String) – two digits
dates-time = { $hour }:{ $minute }
# 14:03:05
# $hour (String) – two digits, from 00 to 23
# $minute (String) – two digits
# $second (String) – two digits
dates-exact-time = { $hour }:{ $minute }:{ $second }
# Saturday, 21 November 2026, 14:03 (Europe/Riga)
# $weekday (String) – the weekday’s name
# $day (String) – the day with its year
# $time (String) – hour and minute
# $zone (String) – the time zone’s name
dates-moment = { $weekday }, { $day }, { $time } ({ $zone })
# 21 November 2026, 14:03:05
# $day (String) – the day with its year
# $time (String) – hour, minute and second
dates-exact-moment = { $day }, { $time }

dates-day = { $day }. { $month }
dates-full-day = { $year }. gada { $day }. { $month }
dates-short-day = { $day }. { $month }
dates-short-full-day = { $year }. g. { $day }. { $month }
dates-month = { $year }. gada { $month }
dates-short-month = { $year }. g. { $month }

dates-inside = { $day-digits }.{ $month-digits }.{ $year }
dates-inside-month = { $day-digits }.{ $month-digits }.
dates-inside-year = { $day-digits }.{ $month-digits }.

dates-week-of = Nedēļas sākums: { $day }

dates-time = { $hour }:{ $minute }
dates-exact-time = { $hour }:{ $minute }:{ $second }
dates-moment = { $day }, { $weekday }, { $time } ({ $zone })
dates-exact-moment = { $day }, { $time }

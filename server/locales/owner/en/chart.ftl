# Pictures of figures: what is written on them, and how they are described to who can’t see them.

# From one end to the other, such as an interval beside its figure.
# $low (String) – the lower figure
# $high (String) – the higher figure
chart-range = { $low } to { $high }

# $least (String) – the lowest score that there can be
# $most (String) – the highest
# $low (String) – the lower end of the interval
# $high (String) – its upper end
chart-interval = The score on its scale from { $least } to { $most }, with its interval from { $low } to { $high }
chart-histogram = How often each rating was given

## The score over time

chart-trend-day = The score of each day as a line and its interval as a band; the numbers are in the table below
chart-trend-week = The score of each week as a line and its interval as a band; the numbers are in the table below
chart-trend-month = The score of each month as a line and its interval as a band; the numbers are in the table below
# $name (String) – one of the three above
chart-trend-keys = { $name }. The arrow keys go from point to point.
# Written on the line of the score that the owner wants to reach.
# $score (String) – that score
chart-target = target { $score }
# $name (String) – a day, week or month
chart-point-empty = { $name }: no answers
# $name (String) – a day, week or month
# $score (String) – its score
# $low (String) – the lower end of the interval
# $high (String) – its upper end
# $count (Number) – how many answers
chart-point =
    { $count ->
        [one] { $name }: { $score }, between { $low } and { $high }, from { $count } answer
       *[other] { $name }: { $score }, between { $low } and { $high }, from { $count } answers
    }

## The same under the pointer, line by line

chart-no-answers = no answers
# $score (String) – the score
# $low (String) – the lower end of the interval
# $high (String) – its upper end
chart-between = { $score }, between { $low } and { $high }
# $count (Number) – how many answers
chart-from =
    { $count ->
        [one] from { $count } answer
       *[other] from { $count } answers
    }

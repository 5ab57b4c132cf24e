# The one thing that splits a survey’s answers most surely.

# $dimension (String) – its name, such as “Country”
split-title = What differs most: { $dimension }
split-score = Score
split-interval = Interval
# $count (Number) – how many answers, from 30
split-answers =
    { $count ->
        [one] { $count } answer
       *[other] { $count } answers
    }
split-note = Colour marks a group that surely differs from the other groups shown, even among so many comparisons.
# $count (Number) – how many answers, from 1
split-besides =
    { $count ->
        [one] { $count } answer is in none of these groups: its value is rare or not known. The line is the score of all answers.
       *[other] { $count } answers are in none of these groups: their values are rare or not known. The line is the score of all answers.
    }
split-more = See the full breakdown

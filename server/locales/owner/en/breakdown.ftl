# The breakdown: a score by what is known about the answers.

## What is looked at

# $question (String) – the question that is shown; behind it the others open
breakdown-question = Question: { $question }
# $dimension (String) – what the answers are grouped by; behind it the others open
breakdown-by = By: { $dimension }
breakdown-everything = Everything, surest first
breakdown-filters = Only these answers
# $dimension (String) – such as “Country”
# $value (String) – such as “Latvia”
breakdown-remove-filter = Remove the filter { $dimension }: { $value }
breakdown-all-answers = All answers

## Where there is nothing to show

breakdown-nothing-rated = This survey asks for no ratings.
breakdown-nothing-rated-note = Only ratings can be broken down: recommendation, satisfaction, effort, a scale, or yes and no.
breakdown-to-surveys = Go to surveys
# $period (String) – such as “in the last 30 days”
breakdown-none-in-period = No answers { $period }.
# $count (Number) – how many, from 1
# $period (String) – such as “in the last 30 days”
# <figure> – the part that stands out
breakdown-count-in-period =
    { $count ->
        [one] <figure>{ $count } answer</figure> { $period }.
       *[other] <figure>{ $count } answers</figure> { $period }.
    }
# $count (Number) – how many answers make a figure
breakdown-needs =
    { $count ->
        [one] { $count } answer makes a figure. From then on it can be compared by country, product and whatever else is known.
       *[other] { $count } answers make a figure. From then on it can be compared by country, product and whatever else is known.
    }
# $count (Number) – how many answers are missing, from 1
breakdown-needs-more =
    { $count ->
        [one] { $count } more answer makes a figure. From then on it can be compared by country, product and whatever else is known.
       *[other] { $count } more answers make a figure. From then on it can be compared by country, product and whatever else is known.
    }
breakdown-show-all-time = Show all time
breakdown-install = How to install the tag
breakdown-too-few-to-compare = No two groups have enough answers to be compared.
# $dimension (String) – such as “Country”
breakdown-nothing-known-of = Nothing is known of these answers under “{ $dimension }”.
breakdown-nothing-known = Nothing is known of these answers that would tell them apart.

## All answers

# $kind (String) – what the figure is: csat, ces, yes-no, scale; nps where it is a net score
# $figure (String) – the figure
# $top (String?) – the highest rating of a scale
# $count (Number) – how many answers, from 30
# <strong> – the figure
breakdown-summary =
    { $kind ->
        [csat]
            { $count ->
                [one] <strong>{ $figure }</strong> satisfied, from { $count } answer.
               *[other] <strong>{ $figure }</strong> satisfied, from { $count } answers.
            }
        [ces]
            { $count ->
                [one] <strong>{ $figure }</strong> found it easy, from { $count } answer.
               *[other] <strong>{ $figure }</strong> found it easy, from { $count } answers.
            }
        [yes-no]
            { $count ->
                [one] <strong>{ $figure }</strong> said yes, from { $count } answer.
               *[other] <strong>{ $figure }</strong> said yes, from { $count } answers.
            }
        [scale]
            { $count ->
                [one] <strong>{ $figure }</strong> out of { $top } on average, from { $count } answer.
               *[other] <strong>{ $figure }</strong> out of { $top } on average, from { $count } answers.
            }
       *[nps]
            { $count ->
                [one] <strong>{ $figure }</strong> from { $count } answer.
               *[other] <strong>{ $figure }</strong> from { $count } answers.
            }
    }
# $count (Number) – how many groups surely differ
breakdown-sure =
    { $count ->
        [0] Nothing here differs by more than chance.
        [1] One group differs by more than chance.
        [one] { $count } group differs by more than chance.
       *[other] { $count } groups differ by more than chance.
    }
# $low (String) – the lower end of the interval
# $high (String) – its upper end
breakdown-interval = 95 % sure that it lies between { $low } and { $high }.

## The table

breakdown-caption = The score by group, the surest difference first
breakdown-group = Group
breakdown-answers = Answers
breakdown-mean = Mean
breakdown-score = Score
breakdown-drawn = Interval
breakdown-difference = Against the others
# $count (Number) – how many answers a group has
# <unit> – shown where the column has no heading
breakdown-count =
    { $count ->
        [one] { $count }<unit> answer</unit>
       *[other] { $count }<unit> answers</unit>
    }
breakdown-only = Only these
# $value (String) – the group’s name
breakdown-only-label = Only these: { $value }
breakdown-no-others = no others to compare with
breakdown-surely-higher = surely higher
breakdown-surely-lower = surely lower
# Sure by itself, but not as one of so many comparisons.
breakdown-chance-of-many = may be chance, of so many

## What is not in the table

# $groups (Number) – how many groups have too few answers
# $answers (Number) – how many they have together
# $floor (Number) – how many a group needs
breakdown-too-small =
    { $groups ->
        [one]
            { $answers ->
                [one] { $groups } group with { $answers } answer is not listed: a group needs { $floor } answers to stand alone.
               *[other] { $groups } group with { $answers } answers is not listed: a group needs { $floor } answers to stand alone.
            }
       *[other]
            { $answers ->
                [one] { $groups } groups with { $answers } answer in total are not listed: a group needs { $floor } answers to stand alone.
               *[other] { $groups } groups with { $answers } answers in total are not listed: a group needs { $floor } answers to stand alone.
            }
    }
# Where one answer may be in several groups, so that their sum would be too much.
# $groups (Number) – how many groups have too few answers
# $floor (Number) – how many a group needs
breakdown-too-small-many =
    { $groups ->
        [one] { $groups } group with fewer answers is not listed: a group needs { $floor } answers to stand alone.
       *[other] { $groups } groups with fewer answers are not listed: a group needs { $floor } answers to stand alone.
    }
# $list (String) – by what, and how many groups: “Country (3) and Product (12)”
# $floor (Number) – how many answers a group needs
breakdown-too-small-each = Groups with too few answers: { $list }. A group needs { $floor } answers to stand alone.
# One of that list.
# $dimension (String) – such as “Country”
# $groups (Number) – how many groups
breakdown-too-small-one = { $dimension } ({ $groups })
# $count (Number) – how many comparisons are not listed
breakdown-more-comparisons =
    { $count ->
        [one] These are the surest. { $count } other comparison was made too; choose one kind of group under “By” to see all of them.
       *[other] These are the surest. { $count } other comparisons were made too; choose one kind of group under “By” to see all of them.
    }
# $count (Number) – how many groups are not listed
breakdown-more-groups =
    { $count ->
        [one] { $count } group is not listed: it differs even less surely.
       *[other] { $count } groups are not listed: they differ even less surely.
    }

## How to read it

breakdown-how-to-read = How to read this
breakdown-how-compared = Each group is compared with all other answers of which the same is known. Beside each figure stands the interval that holds the true one 95 times in 100.
# $count (Number) – how many comparisons, from 2
breakdown-how-many =
    { $count ->
        [one] Of { $count } comparison, some would stand out by chance alone, so all are judged together (Benjamini and Hochberg): of those that are coloured, at most one in twenty is chance, on average. A difference without colour may exclude zero by itself and still be one of those.
       *[other] Of { $count } comparisons, some would stand out by chance alone, so all are judged together (Benjamini and Hochberg): of those that are coloured, at most one in twenty is chance, on average. A difference without colour may exclude zero by itself and still be one of those.
    }
breakdown-how-cause = A group may differ because of something that goes along with it: people far away may mind the delivery, not the country. Narrow the answers down with “Only these” to see whether a difference stays.

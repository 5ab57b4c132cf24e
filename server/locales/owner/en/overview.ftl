# The overview: the score and how sure it is, its shape, and who said it.

## Above everything

# $day (String) – since when the survey asks
overview-live-since = live since { $day }
# The survey asks nobody at the moment.
overview-paused = paused
# $period (String) – such as “Last 30 days”
# $days (String) – which days these are
overview-days = { $period }, { $days }
overview-share = Share

## Before the first answer

overview-no-answers-yet = No answers yet.
# $count (Number) – how many, from 1
overview-asked-so-far =
    { $count ->
        [one] { $count } shopper has been asked. The first answer will appear here.
       *[other] { $count } shoppers have been asked. The first answer will appear here.
    }
overview-paste-tag = Paste this tag into the page that thanks shoppers for their order. The first answer will appear here.
overview-install = How to install it
overview-try = Try it in a demo shop

## The score

overview-score = The score
# $period (String) – such as “in the last 30 days”
overview-none-in-period = No answers { $period }.
# $count (Number) – how many, from 1
# $period (String) – such as “in the last 30 days”
# <figure> – the part that stands out
overview-count-in-period =
    { $count ->
        [one] <figure>{ $count } answer</figure> { $period }.
       *[other] <figure>{ $count } answers</figure> { $period }.
    }
# $count (Number) – how many answers are missing, from 1 to 30
overview-missing =
    { $count ->
        [1] One more answer makes a score. With fewer, it would say more about chance than about your shop.
        [one] { $count } more answer makes a score. With fewer, it would say more about chance than about your shop.
       *[other] { $count } more answers make a score. With fewer, it would say more about chance than about your shop.
    }
overview-show-all-time = Show all time
# Stands behind the score.
# $group (String) – whose share the score is: satisfied, easy; promoters where it is no share
# $count (Number) – how many answers, from 30
overview-from =
    { $group ->
        [satisfied]
            { $count ->
                [one] satisfied, from { $count } answer
               *[other] satisfied, from { $count } answers
            }
        [easy]
            { $count ->
                [one] found it easy, from { $count } answer
               *[other] found it easy, from { $count } answers
            }
       *[other]
            { $count ->
                [one] from { $count } answer
               *[other] from { $count } answers
            }
    }
# $score (String) – the score of the period before
overview-was = was { $score }
# $low (String) – the lower end of the interval
# $high (String) – its upper end
# <figure> – the part that stands out
overview-interval = 95 % sure that it lies <figure>between { $low } and { $high }</figure>.
# $mean (String) – the mean rating
# $low (String) – the lower end of its interval
# $high (String) – its upper end
# <figure> – the part that stands out
overview-mean = Mean rating <figure>{ $mean }</figure> out of 7, between { $low } and { $high }.

## How it moved

# $points (Number) – by how many points
# $low (String) – the lower end of the interval, in points with a sign
# $high (String) – its upper end
# <change> – the part that is coloured
overview-rise =
    { $points ->
        [one] <change>The rise of { $points } point</change> is more than chance: it lies between { $low } and { $high }.
       *[other] <change>The rise of { $points } points</change> is more than chance: it lies between { $low } and { $high }.
    }
# $points (Number) – by how many points
# $low (String) – the lower end of the interval, in points with a sign
# $high (String) – its upper end
# <change> – the part that is coloured
overview-fall =
    { $points ->
        [one] <change>The fall of { $points } point</change> is more than chance: it lies between { $low } and { $high }.
       *[other] <change>The fall of { $points } points</change> is more than chance: it lies between { $low } and { $high }.
    }
# $points (Number) – by how many points, from 1
# $low (String) – the lower end of the interval, in points with a sign
# $high (String) – its upper end
overview-rise-unsure =
    { $points ->
        [one] The rise of { $points } point may be chance: it lies between { $low } and { $high }.
       *[other] The rise of { $points } points may be chance: it lies between { $low } and { $high }.
    }
# $points (Number) – by how many points, from 1
# $low (String) – the lower end of the interval, in points with a sign
# $high (String) – its upper end
overview-fall-unsure =
    { $points ->
        [one] The fall of { $points } point may be chance: it lies between { $low } and { $high }.
       *[other] The fall of { $points } points may be chance: it lies between { $low } and { $high }.
    }
# $low (String) – the lower end of the interval, in points with a sign
# $high (String) – its upper end
overview-same = The same as before, give or take: the difference lies between { $low } and { $high } points.
# $days (Number) – how long the period is
overview-before-none =
    { $days ->
        [1] Nobody answered on the day before.
        [one] Nobody answered in the { $days } day before.
       *[other] Nobody answered in the { $days } days before.
    }
# $count (Number) – how many answers, from 1
# $days (Number) – how long the period is
overview-before-few =
    { $count ->
        [one] Only { $count } answer came in as many days before ({ $days }): too few to compare with.
       *[other] Only { $count } answers came in as many days before ({ $days }): too few to compare with.
    }

## The target

# $score (String) – the score to reach
overview-target = Target { $score }
overview-set-target = Set a target
# $least (String) – the lowest score that there can be
# $most (String) – the highest
overview-target-label = Score to reach, { $least } to { $most }
overview-target-note = It is drawn as a line. Leave it empty for no target.
overview-save-target = Save target
# $least (String) – the lowest score that there can be
# $most (String) – the highest
overview-target-wrong = A target is a whole number from { $least } to { $most }; leave it empty for none.
overview-target-nothing = This survey asks nothing that has a score, so there is nothing to aim at.
# $score (String) – the score to reach
# <figure> – the part that stands out
overview-target-reached = The target of <figure>{ $score }</figure> is reached, and not by chance.
# $score (String) – the score to reach
# <figure> – the part that stands out
overview-target-reached-unsure = The target of <figure>{ $score }</figure> is reached, though that may be chance.
# $score (String) – the score to reach
# <figure> – the part that stands out
overview-target-missed = The target of <figure>{ $score }</figure> is not reached, and not by chance.
# $score (String) – the score to reach
# <figure> – the part that stands out
overview-target-missed-unsure = The target of <figure>{ $score }</figure> is not reached, though that may be chance.

## The trend

overview-by-day = By day, with its 95 % band
overview-by-week = By week, with its 95 % band
overview-by-month = By month, with its 95 % band
overview-table-by-day = Score by day
overview-table-by-week = Score by week
overview-table-by-month = Score by month
overview-steps = Drawn by
overview-day = Day
overview-week = Week
overview-month = Month
overview-as-table = As a table
overview-score-column = Score
overview-interval-column = Interval

## The newest answers

overview-newest = Newest answers
overview-all-responses = All responses

## From asked to answered

overview-funnel = From asked to answered
overview-asked = Asked
overview-seen = Seen
overview-started = Tapped
overview-answered = Answered
overview-complete = Completed
overview-from-elsewhere = These answers came from elsewhere: how many people were asked for them is not known.
# $count (Number) – how many answers, from 1
overview-some-from-elsewhere =
    { $count ->
        [one] { $count } answer came from elsewhere, without those who were asked and said nothing: the true shares are smaller.
       *[other] { $count } answers came from elsewhere, without those who were asked and said nothing: the true shares are smaller.
    }
# $share (String) – in per cent
# <figure> – the part that stands out
overview-answer-rate = <figure>{ $share }</figure> of those who saw the question answered it.
# $period (String) – such as “in the last 30 days”
overview-nobody-asked = Nobody was asked { $period }.
# $time (String) – a length of time
# <figure> – the part that stands out
overview-time = Half answered within <figure>{ $time }</figure> of seeing it.
# $time (String) – a length of time
# $later (String) – another
# <figure> – the first time
# <end> – the second time
overview-time-to-end = Half answered within <figure>{ $time }</figure> of seeing it; half of those who went on to the end were there <end>{ $later }</end> later.
# $count (Number) – how many people, from 1
overview-stopped =
    { $count ->
        [one] { $count } person began and did not finish
       *[other] { $count } people began and did not finish
    }
overview-stopped-at = They stopped at
overview-at-end = The end, before sending it
overview-at-former = A question that is no longer asked
overview-people = People
# $count (Number) – how many people, from 1
overview-shares-of-started =
    { $count ->
        [one] Shares are of the { $count } person who began.
       *[other] Shares are of the { $count } people who began.
    }

## How they rated

overview-ratings = How they rated
overview-rating = Rating
overview-group = Group
overview-answers = Answers
overview-percent = Share

## What was answered to other questions

# $count (Number) – how many answers, from 1
overview-shares =
    { $count ->
        [one] Of { $count } answer.
       *[other] Of { $count } answers.
    }
# $count (Number) – how many answers, from 1
overview-shares-several =
    { $count ->
        [one] Of { $count } answer; several could be chosen.
       *[other] Of { $count } answers; several could be chosen.
    }
overview-shares-few = So few say as much about chance as about your shop.

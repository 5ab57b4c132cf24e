# Loyalty: what customers did after they answered, who answers at all, and what is at risk.

## What is looked at

# $period (String) – such as “in the last 30 days”
loyalty-first-purchases = first purchases { $period }
loyalty-windows = Watched for
# $days (Number) – 30, 90 or 365
loyalty-within = within { $days } days
# $days (Number) – 30, 90 or 365
loyalty-days = { $days } days

## Where there is nothing to show

loyalty-nothing-scored = This survey asks for no score.
loyalty-nothing-scored-note = What customers did afterwards is compared by how they rated you: recommendation, satisfaction or effort.
loyalty-to-surveys = Go to surveys
loyalty-no-customers = No order says yet who bought.
# <attribute> – what to add
loyalty-no-customers-note = Whether somebody came back can be seen once orders carry your own reference of the customer: a number or any other text that stays the same from order to order. It needs no name and no address. Add <attribute>data-customer</attribute> to the tag on the page that thanks for an order:
loyalty-no-customers-then = From then on every order counts here, whether it was answered or not.
loyalty-install = How to install it
# $period (String) – such as “in the last 30 days”
loyalty-nobody = No customer bought anything { $period }.
loyalty-show-all-time = Show all time

## Customers, as headings of rows

loyalty-all = All customers
# $rating (Number) – what they answered
loyalty-rated = Rated { $rating }
loyalty-silent = Asked, but silent
loyalty-not-asked = Not asked

## Who bought again

# $days (Number) – 30, 90 or 365
loyalty-again = Who bought again within { $days } days
# $days (Number) – 30, 90 or 365
loyalty-too-soon = Nobody’s { $days } days have passed yet.
loyalty-too-soon-note = A customer counts here once that much time has passed since the purchase. Choose a shorter time or an earlier period.
# $back (String) – how many bought again
# $count (Number) – of how many
# $days (Number) – 30, 90 or 365
# <part> – how many bought again
# <whole> – of how many
loyalty-again-of-all =
    { $count ->
        [one] <part>{ $back }</part> of <whole>{ $count } customer</whole> bought again within { $days } days.
       *[other] <part>{ $back }</part> of <whole>{ $count } customers</whole> bought again within { $days } days.
    }
# $group (String) – the highest group: promoters, satisfied or easy
# $floor (Number) – how many each group needs
loyalty-floor =
    { $group ->
        [promoters] At least { $floor } promoters and { $floor } detractors are needed before they can be compared; the numbers so far are below.
        [easy] At least { $floor } who found it easy and { $floor } who found it difficult are needed before they can be compared; the numbers so far are below.
       *[satisfied] At least { $floor } satisfied and { $floor } dissatisfied customers are needed before they can be compared; the numbers so far are below.
    }
# $group (String) – the highest group: promoters, satisfied or easy
# $high (String) – which share of it bought again
# $low (String) – which share of the lowest group did
# $days (Number) – 30, 90 or 365
# <first> – the first share
# <second> – the second share
loyalty-compared =
    { $group ->
        [promoters] <first>{ $high }</first> of promoters bought again within { $days } days, and <second>{ $low }</second> of detractors.
        [easy] <first>{ $high }</first> of those who found it easy bought again within { $days } days, and <second>{ $low }</second> of those who found it difficult.
       *[satisfied] <first>{ $high }</first> of satisfied customers bought again within { $days } days, and <second>{ $low }</second> of dissatisfied ones.
    }
# $low (String) – the lower end of the difference, in points with a sign
# $high (String) – its upper end
loyalty-more = The difference is more than chance: 95 % sure that it lies between { $low } and { $high } points.
# $group (String) – the highest group: promoters, satisfied or easy
# $low (String) – the lower end of the difference, in points with a sign
# $high (String) – its upper end
loyalty-less =
    { $group ->
        [promoters] Promoters bought again less often: 95 % sure that the difference is between { $low } and { $high } points.
        [easy] Those who found it easy bought again less often: 95 % sure that the difference is between { $low } and { $high } points.
       *[satisfied] Satisfied customers bought again less often: 95 % sure that the difference is between { $low } and { $high } points.
    }
# $low (String) – the lower end of the difference, in points with a sign
# $high (String) – its upper end
loyalty-may-be-chance = The difference may be chance: it lies between { $low } and { $high } points.
# <strong> – the part that stands out
loyalty-no-cause = <strong>What goes together, not what causes what:</strong> whoever rates high may have been a loyal customer before.
loyalty-by-rating = By each rating
# $days (Number) – 30, 90 or 365
loyalty-caption = Share of customers who bought again within { $days } days, by what they answered
loyalty-customers-who = Customers who
loyalty-customers = Customers
loyalty-bought-again = Bought again
loyalty-drawn = Interval
loyalty-difference = Against the others
# $count (Number) – how many customers
# <unit> – shown where the column has no heading
loyalty-count =
    { $count ->
        [one] { $count }<unit> customer</unit>
       *[other] { $count }<unit> customers</unit>
    }
# $low (String) – the lower end of the difference, in points with a sign
# $high (String) – its upper end
loyalty-points = { $low } to { $high } points
loyalty-surely-higher = surely higher
loyalty-surely-lower = surely lower
loyalty-chance = may be chance
loyalty-too-few = too few to compare
loyalty-how-to-read = How to read this
# $period (String) – such as “in the last 30 days”
# $days (Number) – 30, 90 or 365
loyalty-how-counted = Each customer counts once, with the first purchase { $period } and with what was answered about that purchase. Only those count whose whole { $days } days have passed since, so that nobody counts as lost who may still come. Tests are left out; a cancelled or refunded order is no purchase, here or later; orders of the same second are one. “Not asked” are purchases that no prompt of this survey went out for.
loyalty-how-sure = Beside each figure stands the interval that holds the true one 95 times in 100 (Wilson for shares, Newcombe for their differences). Each group is compared with all other customers. With so many comparisons one in twenty looks sure by chance.

## What they bought

# $days (Number) – 30, 90 or 365
loyalty-after = What they bought in those { $days } days
loyalty-after-by-group = Days, orders and money after the purchase, by group
loyalty-after-by-rating = Days, orders and money after the purchase, by rating
loyalty-days-to-next = Days to the next order, half of them sooner
loyalty-days-to-next-short = Days to the next order
loyalty-further-orders = Further orders of each customer
loyalty-further-orders-short = Further orders
# $currency (String) – three letters, such as EUR
loyalty-further-money = Further money of each customer, { $currency }
# $currency (String) – three letters, such as EUR
loyalty-further-money-short = Further money, { $currency }
# $floor (Number) – how many customers who came back it takes
loyalty-after-note = The purchase itself is not included, only what followed. Days are of those who came back. Money is of customers who paid for their purchase in that currency. A mean has an interval once { $floor } customers came back: most spend nothing more and a few spend much, so that with fewer no formula says how sure it is.
loyalty-no-interval = no interval yet
# $count (Number) – of how many a figure is
loyalty-n = n { $count }

## All windows at once

loyalty-all-windows = Bought again within 30, 90 and 365 days
loyalty-all-windows-table = Bought again, by window
loyalty-not-yet = not yet
# $part (Number) – how many
# $whole (Number) – of how many
loyalty-part-of = { $part } of { $whole }

## Who answers

loyalty-who-answers = Who answers
loyalty-what = What
loyalty-answered = Answered
loyalty-everybody = All
loyalty-orders = Orders
# $currency (String) – three letters, such as EUR
loyalty-order-total = What an order came to, half of them less, { $currency }
loyalty-by-returning = By customers who had bought before
loyalty-by-first-purchase = Customers, by their first purchase
# $days (Number) – 30, 90 or 365
loyalty-bought-again-within = Bought again within { $days } days
# $period (String) – such as “in the last 30 days”
loyalty-who-answers-note = Purchases { $period }. A customer had bought before if we know an earlier order, or if your shop says that there was one.
loyalty-all-answered = Every purchase that is known of these days was answered: there is nobody else to compare with. Cancelled and refunded orders are no purchases.
# $count (Number) – how many customers
loyalty-few-answered =
    { $count ->
        [one] So far { $count } customer has answered: too few to tell whether they are like the others.
       *[other] So far { $count } customers have answered: too few to tell whether they are like the others.
    }
loyalty-alike = Those who answered had bought before, and came back, about as often as the others: nothing here says that the score leaves somebody out.
# What they did, compared with those who did not answer.
# $returning (String) – whether they had bought before: more, less; same where that is not sure
# $again (String) – whether they came back: more, less; same where that is not sure
loyalty-unlike =
    { $returning ->
        [more]
            { $again ->
                [more] The score says less about those who did not answer: those who answered had bought before more often, and came back more often.
                [less] The score says less about those who did not answer: those who answered had bought before more often, and came back less often.
               *[same] The score says less about those who did not answer: those who answered had bought before more often.
            }
        [less]
            { $again ->
                [more] The score says less about those who did not answer: those who answered had bought before less often, and came back more often.
                [less] The score says less about those who did not answer: those who answered had bought before less often, and came back less often.
               *[same] The score says less about those who did not answer: those who answered had bought before less often.
            }
       *[same]
            { $again ->
                [more] The score says less about those who did not answer: those who answered came back more often.
               *[less] The score says less about those who did not answer: those who answered came back less often.
            }
    }

## Money at risk

loyalty-risk = Money at risk
# $group (String) – the lowest group: detractors, dissatisfied or difficult
loyalty-risk-none =
    { $group ->
        [detractors] No customer is a detractor by their latest answer.
        [difficult] No customer found it difficult by their latest answer.
       *[dissatisfied] No customer is dissatisfied by their latest answer.
    }
# $group (String) – the lowest group: detractors, dissatisfied or difficult
# $count (Number) – how many customers, from 1
# <strong> – the count
loyalty-risk-nothing-bought =
    { $group ->
        [detractors]
            { $count ->
                [one] <strong>{ $count } customer</strong> who is a detractor by their latest answer bought nothing in the last year.
               *[other] <strong>{ $count } customers</strong> who are detractors by their latest answer bought nothing in the last year.
            }
        [difficult]
            { $count ->
                [one] <strong>{ $count } customer</strong> who found it difficult by their latest answer bought nothing in the last year.
               *[other] <strong>{ $count } customers</strong> who found it difficult by their latest answer bought nothing in the last year.
            }
       *[dissatisfied]
            { $count ->
                [one] <strong>{ $count } customer</strong> who is dissatisfied by their latest answer bought nothing in the last year.
               *[other] <strong>{ $count } customers</strong> who are dissatisfied by their latest answer bought nothing in the last year.
            }
    }
# $group (String) – the lowest group: detractors, dissatisfied or difficult
# $amount (String) – amounts of money
# <strong> – the amounts
loyalty-risk-money =
    { $group ->
        [detractors] <strong>{ $amount }</strong> of the last year came from customers who are detractors by their latest answer.
        [difficult] <strong>{ $amount }</strong> of the last year came from customers who found it difficult by their latest answer.
       *[dissatisfied] <strong>{ $amount }</strong> of the last year came from customers who are dissatisfied by their latest answer.
    }
# Where no order has an amount.
# $group (String) – the lowest group: detractors, dissatisfied or difficult
# $count (Number) – how many orders, from 1
# <strong> – the count
loyalty-risk-orders =
    { $group ->
        [detractors]
            { $count ->
                [one] <strong>{ $count } order</strong> of the last year came from customers who are detractors by their latest answer.
               *[other] <strong>{ $count } orders</strong> of the last year came from customers who are detractors by their latest answer.
            }
        [difficult]
            { $count ->
                [one] <strong>{ $count } order</strong> of the last year came from customers who found it difficult by their latest answer.
               *[other] <strong>{ $count } orders</strong> of the last year came from customers who found it difficult by their latest answer.
            }
       *[dissatisfied]
            { $count ->
                [one] <strong>{ $count } order</strong> of the last year came from customers who are dissatisfied by their latest answer.
               *[other] <strong>{ $count } orders</strong> of the last year came from customers who are dissatisfied by their latest answer.
            }
    }
loyalty-last-year = In the last 365 days
loyalty-at-risk = At risk
loyalty-of-all = Of all
# $currency (String) – three letters, such as EUR
loyalty-money = Money, { $currency }
loyalty-risk-note = Whatever the period above: orders up to today, by the latest answer of each customer to this question. It is what they spent, not what you will lose.
loyalty-risk-answers = What they said

## By month

loyalty-cohorts = By month of the first order
loyalty-cohorts-none = Once a whole month has passed since the first order, you can see here who came back in which month.
loyalty-cohorts-note = Of the customers whose first order fell into a month, how many bought in each month after it. Whole months only.
loyalty-cohorts-table = Who bought again, by month of the first order
loyalty-first-order = First order
# A column’s heading.
# $months (Number) – how many months later, from 1
loyalty-months-later-short = +{ $months }
# $months (Number) – how many months later, from 1
loyalty-months-later =
    { $months ->
        [1] Bought in the month after it
        [one] Bought { $months } month later
       *[other] Bought { $months } months later
    }
loyalty-gone = Gone for a year
# $floor (Number) – how many customers a coloured cell needs
loyalty-cohorts-colours = A deeper colour is a larger share; with fewer than { $floor } customers there is none.
loyalty-cohorts-gone = “Gone for a year” means that they bought nothing in the last 365 days.
loyalty-cohorts-left-out = Customers whose first known order was not their first, as your shop told us, are in no row.

# One answered response as a line of a list, and answers as people say them.

# In the place of a comment where there is none.
answer-no-comment = No comment
answer-show-all = Show all
answer-show-less = Show less

## About the response, in few letters

answer-test = Test
# $order (String) – the order’s number
answer-order = Order { $order }
answer-no-order = No order
# The shopper had bought before.
answer-returning = returning
# The shopper had not bought before.
answer-new = new
# The shop’s server signed the order.
answer-signed = signed
answer-phone = phone
answer-tablet = tablet
answer-desktop = computer
answer-unknown-device = unknown device

## Answers

answer-yes = Yes
answer-no = No
# $rating (Number) – what was chosen
# $top (Number) – the highest that can be chosen
answer-rating = { $rating } of { $top }
# $rating (Number) – what was chosen
# $top (Number) – the highest that can be chosen
# $low (String) – what the lowest means, in the survey’s language
# $high (String) – what the highest means, in the survey’s language
answer-rating-between = { $rating } of { $top } ({ $low } … { $high })
# $email (String) – an e-mail address
answer-contact = { $email } (agreed to be contacted)

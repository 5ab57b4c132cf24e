# English
#
# Every built-in text that shoppers read. Phrased so that a shop's name, a product's name and a
# number fit in without inflection; polite form; no exclamation marks.
language = English
reviewed = yes

## The form

form-label = A question from { $shop }
close = Close
closed = The question is closed.
send = Send
next = Next
back = Back
# Where a shopper is in a survey of several steps.
progress = { $n } of { $of }
optional = Optional
required = Please answer this question.
saved = Saved
saving = Saving…
not-sent = Your answer could not be sent.
try-again = Try again
privacy = Privacy
characters-left = Characters left: { $n }
answered-elsewhere = We already have an answer about this order. Thank you.
# After the thanks: takes back everything that was answered.
withdraw = Withdraw my answers
withdrawn = Your answers are deleted.
# What the small tab at the edge of a shop's page says.
tab = Feedback
# The survey as a page of its own, where it asks nothing any more.
survey-closed = This survey is closed. Thank you for your interest.
# A link that somebody altered or that is too old.
link-wrong = This link does not work any more.

## Parts of questions

yes = Yes
no = No
other = Something else
other-text = What else?
none-of-these = None of these
choose-many = Choose all that apply.
email = Your e-mail address
email-wrong = Please check the e-mail address.
consent = { $shop } may write to me about my answers.
# An address is written, but its box is not ticked.
consent-missing = Tick the box so that we may write to you, or clear the address.
face-1 = Very dissatisfied
face-2 = Dissatisfied
face-3 = Neither satisfied nor dissatisfied
face-4 = Satisfied
face-5 = Very satisfied
# Stands for the product where its name isn't known; has to fit wherever { $product } stands.
product-fallback = your purchase

## Ends of scales

likely-low = Not at all likely
likely-high = Extremely likely
satisfied-low = Very dissatisfied
satisfied-high = Very satisfied
agree-low = Strongly disagree
agree-high = Strongly agree
often-low = Never
often-high = Very often
experience-low = Very poor
experience-high = Excellent

## Scores

nps = How likely are you to recommend { $shop } to a friend or colleague?
nps-why = What is the main reason for your score?
csat = How satisfied are you with your purchase from { $shop }?
csat-why = What is the main reason for your rating?
ces = { $shop } made it easy for me to place my order.
ces-why = What made it easy or difficult?
thanks = Thank you for your answer.

## Question library: experience

experience = How would you describe today’s experience?
find-way = It was easy to find my way around the site.
information = Did you find the information you needed?
information-missing = What information was missing?
checkout-problem = Did you have a problem at checkout?
checkout-problem-none = No, no problem
checkout-problem-payment = Paying
checkout-problem-delivery = Choosing the delivery
checkout-problem-address = Entering my address
checkout-problem-code = Using a discount code
checkout-problem-slow = The page was slow or did not work
answers-quality = How satisfied are you with the quality of our answers?
answers-speed = How satisfied are you with the speed of our answers?

## Question library: product

product = How satisfied are you with { $product }?
usage = How often do you use { $product }?
improved-day = How has { $product } improved your day?
improve = What would you improve about { $product }?
use-for = What do you use { $product } for?

## Question library: loyalty

buy-again = Would you buy from { $shop } again?
other-products = How likely are you to try our other products?
switch = How likely are you to switch to a competitor?
first-choice = Are we your first choice for products like this?
first-choice-why = Which shop would you choose first, and why?

## Question library: the way here

heard = How did you first hear about { $shop }?
heard-friend = From friends or family
heard-search = Through a search engine
heard-social = On social media
heard-advertisement = Through an advertisement
heard-press = From an article or a video
heard-passing = I passed by a shop
stopped = What almost stopped you from buying?
stopped-nothing = Nothing
stopped-price = The price
stopped-delivery-cost = The delivery costs
stopped-delivery-time = The delivery time
stopped-unsure = I was not sure it was right for me
stopped-payment = My way of paying was missing
stopped-trust = I did not know whether to trust the shop
contact = May we write to you about your answers?
comment = Is there anything else you would like to tell us?
tab-question = What can we do better?

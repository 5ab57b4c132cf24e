# Choosing the survey that a page is about.

# $survey (String) – the name of the survey that is shown; behind it the others open
survey-picker-chosen = Survey: { $survey }
# Stands behind the name of a survey that asks nobody at the moment.
survey-picker-paused = paused

## Where a shop has no survey

survey-picker-none = You have no survey yet.
survey-picker-none-note = Start from one of the surveys that shops usually send after an order.
survey-picker-add = Add a survey

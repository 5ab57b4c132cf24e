# The one page on which the first account, shop and survey are made.

# The browser’s title.
setup-begin = Get started
setup-title = Ask your first question
setup-note = One page, then a tag to paste. You can change everything later.

## You

setup-you = You
setup-email = E-mail
setup-email-hint = You sign in with it. Nothing is sent to it.
setup-password = Password
# $floor (Number) – the fewest characters
setup-password-hint =
    { $floor ->
        [one] At least { $floor } character; a short sentence is easy to remember.
       *[other] At least { $floor } characters; a short sentence is easy to remember.
    }

## The shop

setup-shop = Your shop
setup-shop-name = Name
setup-shop-name-hint = As your shoppers know it: it appears in the question.
setup-origin = Web address
# $example (String) – an address
setup-origin-hint = Where the tag will run, such as { $example }. This can wait.
setup-language = Language of the questions
setup-time-zone = Time zone
setup-time-zone-hint = It decides when your days begin and end.

## The survey

setup-template = What to ask
setup-create = Create account and survey

## What went wrong

setup-password-again = Type the password again: it was not saved.
# <link> – to the sign-in page
setup-account-exists = There is an account with this address already. <link>Sign in</link>
setup-link-wrong = This link does not work
setup-link-wrong-note = A set-up link works until the first account is made. As long as there is no account, a new link is printed each time the server starts. Copy the whole of the last one.
setup-link-wrong-sign-in = If there is an account already, sign in.
setup-link-expired = This link no longer works.

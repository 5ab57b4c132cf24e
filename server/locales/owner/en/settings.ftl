# A shop’s settings, its secrets, and the account of whoever looks.

## What was done

settings-saved = Saved.
settings-secret-replaced = The shop has a new secret. Put it on your server: orders signed with the old one are refused.
# When the form of a key is sent again, such as by reloading the page.
settings-key-made = The key was made. It was shown once and can’t be shown again.
# $name (String) – the key’s name; the key itself stands below
# <strong> – the part that stands out
settings-key-new = <strong>The key “{ $name }” was made.</strong> Copy it now: it won’t be shown again.
settings-key-revoked = The key has been revoked.
settings-password-changed = Your password has been changed. You were signed out everywhere else.

## Shop

settings-shop = Shop
settings-name = Name
settings-name-hint = As your shoppers know it: it appears in the questions.
settings-origins = Addresses
# $example (String) – an address
settings-origins-hint = Where the tag may run, one per line, such as { $example }.
settings-locale = Language
settings-locale-hint = For surveys that you add later.
settings-time-zone = Time zone
settings-time-zone-hint = It decides when your days begin and end.
settings-privacy = Link to your privacy page
settings-privacy-hint = Shown in the form, if you give one.
settings-quiet = Days of quiet between surveys
settings-quiet-hint = A customer who was asked anything is not asked again for this many days. It needs the customer reference on your tag. Leave it empty for no such rule.
settings-signed-only = Ask about signed orders only
# <link> – to the Install page
settings-signed-only-hint = Your server has to sign each order, as <link>Install</link> shows. Other orders are never asked about.
settings-save = Save shop

## Secret

settings-secret = Secret for signing orders
# <link> – to the Install page
settings-secret-note = Only for your server. <link>Install</link> shows how to sign with it.
settings-secret-show = Show the secret
settings-secret-new = Make a new secret
settings-secret-sure = Orders signed with the old secret will be refused at once. Make a new one?

## API keys

settings-keys = API keys
# <link> – to the API’s documentation
settings-keys-note = <link>The API’s description</link> says what programs can read with a key.
settings-keys-none = No program can read this shop’s figures yet.
# $ending (String) – the key’s last letters
# $day (String) – when it was made
# <code> – the letters
settings-key-facts = Ends in <code>{ $ending }</code> · made on { $day }
# $name (String) – the key’s name
# <hidden> – what only screen readers say
settings-key-revoke = Revoke<hidden> { $name }</hidden>
# $name (String) – the key’s name
settings-key-sure = Programs that use “{ $name }” will be refused at once. Revoke it?
settings-key-name = Name of a new key
settings-key-make = Make key

## You

settings-you = You
# $email (String) – the account’s address
# <strong> – the address
settings-signed-in = Signed in as <strong>{ $email }</strong>.
settings-language = Language of these pages
settings-language-hint = For your account only. Shoppers are asked in their own language.
settings-language-browser = As your browser
settings-language-save = Save language
settings-current-password = Current password
settings-current-password-hint = So that we know it’s you.
settings-new-password = New password
# $floor (Number) – the fewest characters
settings-new-password-hint =
    { $floor ->
        [one] At least { $floor } character.
       *[other] At least { $floor } characters.
    }
settings-change-password = Change password
# $count (Number) – how many browsers
settings-browsers =
    { $count ->
        [one] You are signed in on { $count } browser.
       *[other] You are signed in on { $count } browsers.
    }
settings-sign-out-everywhere = Sign out everywhere

## What went wrong

# $limit (Number) – the most addresses
settings-too-many-origins =
    { $limit ->
        [one] A shop has at most { $limit } address.
       *[other] A shop has at most { $limit } addresses.
    }
# $limit (Number) – the most days
settings-quiet-wrong = Write a number of days from 0 to { $limit }, or leave it empty.
# $example (String) – an address
settings-privacy-wrong = Write the page’s whole address, such as { $example }.
# $limit (Number) – the most keys
settings-too-many-keys =
    { $limit ->
        [one] A shop has at most { $limit } key: revoke one first.
       *[other] A shop has at most { $limit } keys: revoke one first.
    }
settings-no-such-key = This shop no longer has this key.
settings-not-your-password = This is not your current password.
settings-background = What this server does in the background

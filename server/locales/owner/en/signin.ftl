# Signing in.

# The page’s title and its button.
signin-title = Sign in
signin-email = E-mail
signin-password = Password
# $address (String) – the account’s e-mail address, or an example
# <command> – what to type on the server
signin-forgot = Forgotten your password? Whoever runs this server can set a new one: <command>afterword user password { $address }</command>

## What went wrong

signin-wrong-password = This e-mail address and password don’t match. Passwords are case-sensitive.
# $minutes (Number) – how long they have to wait, from 1
signin-too-many =
    { $minutes ->
        [one] Too many wrong passwords for this address. Try again in { $minutes } minute.
       *[other] Too many wrong passwords for this address. Try again in { $minutes } minutes.
    }
signin-too-many-everywhere = Too many sign-ins are failing right now. Try again in a few minutes.

## A one-time link that was used

signin-link-used = This link has been used
signin-link-used-note = A sign-in link works once. Sign in with your password, or restart the server for a new link.

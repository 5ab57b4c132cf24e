# What answers differ in, and the values of it.

dimensions-returning = New or returning
dimensions-product = Product
dimensions-category = Category
dimensions-total = Order total
dimensions-language = Language
dimensions-country = Country
dimensions-device = Device
dimensions-page = Page
dimensions-channel = Channel
dimensions-signature = Signature

## Customers

dimensions-returning-yes = Returning
dimensions-returning-no = New

## Whether the shop’s server signed the order

dimensions-signed = Signed
dimensions-not-signed = Not signed

## Devices

dimensions-phone = Phone
dimensions-tablet = Tablet
dimensions-desktop = Computer

## How the question reached the shopper

dimensions-prompt = In a corner of the page
dimensions-inline = Inside the page
dimensions-link = Link
dimensions-email = E-mail
dimensions-qr = QR code
dimensions-import = Imported

## What an order came to

# $to (Number) – what it was below
# $currency (String) – three letters, such as EUR
dimensions-below = below { $to } { $currency }
# $from (Number) – what it came to at least
# $to (Number) – what it was below
# $currency (String) – three letters, such as EUR
dimensions-between = { $from }–{ $to } { $currency }
# $from (Number) – what it came to at least
# $currency (String) – three letters, such as EUR
dimensions-from = { $from } { $currency } and more

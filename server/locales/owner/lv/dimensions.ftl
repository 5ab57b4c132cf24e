dimensions-returning = Jauns vai pastāvīgs pircējs
dimensions-product = Prece
dimensions-category = Kategorija
dimensions-total = Pasūtījuma summa
dimensions-language = Valoda
dimensions-country = Valsts
dimensions-device = Ierīce
dimensions-page = Lapa
dimensions-channel = Kanāls
dimensions-signature = Paraksts

## Customers

dimensions-returning-yes = Pircis jau agrāk
dimensions-returning-no = Jauns pircējs

## Whether the shop’s server signed the order

dimensions-signed = Parakstīts
dimensions-not-signed = Neparakstīts

## Devices

dimensions-phone = Tālrunis
dimensions-tablet = Planšete
dimensions-desktop = Dators

## How the question reached the shopper

dimensions-prompt = Lapas stūrī
dimensions-inline = Lapas saturā
dimensions-link = Saite
dimensions-email = E-pasts
dimensions-qr = QR kods
dimensions-import = Importēts

## What an order came to

dimensions-below = mazāk par { $to } { $currency }
dimensions-between = { $from }–{ $to } { $currency }
dimensions-from = { $from } { $currency } un vairāk

response-without-order = Atbilde bez pasūtījuma
response-test = Tests: netiek ieskaitīts nevienā rādītājā.
response-summary = { $survey }, { $became }, { $when }.
response-became-withdrawn = atbildēts, pēc tam atsaukts
response-became-asked = jautāts, bet nav redzēts
response-became-seen = redzēts, bet nav atbildēts
response-became-started = atbildēts, bet ne līdz galam
response-became-complete = atbildēts līdz galam
response-became-answered-closed = atbildēts, pēc tam aizvērts
response-became-closed = aizvērts bez atbildes
response-quote = „{ $text }”

## What was asked and answered

response-path = Ko jautāja un ko atbildēja
response-withdrawn = Atsaukts.
response-withdrawn-note = Pircējs izdzēsa visas atbildes. Par šo pasūtījumu vairs nevienam nejautās.
response-rated = { $answer }, { $group }
response-skipped = Izlaists
response-never-in-view = Nav redzēts
response-closed-here = Šeit aizvēra
response-left-here = Šeit pārtrauca

## When. The first column names what happened.

response-times = Kad
response-step = Kas notika
response-step-time = Kad
response-step-after = Pēc iepriekšējā soļa
response-placed = Pasūtījums veikts
response-asked = Pajautāts
response-seen = Redzēts
response-first-answer = Pirmā atbilde
response-complete = Pabeigts
response-closed = Aizvērts
response-taken-back = Atsaukts
response-delivered = Pasūtījums piegādāts
response-cancelled = Pasūtījums atcelts
response-refunded = Pasūtījuma nauda atmaksāta
response-at-once = uzreiz
response-zone = Laika josla: { $zone }.
response-shown =
    { $count ->
        [0] Jautājums nav parādīts nevienu reizi.
        [1] Jautājums parādīts vienu reizi.
        [zero] Jautājums parādīts { $count } reižu.
        [one] Jautājums parādīts { $count } reizi.
       *[other] Jautājums parādīts { $count } reizes.
    }

## The customer

response-customer = Šis klients
response-customer-unknown = Pasūtījumā klients nav norādīts. Ja skripta birkā ir <code>data-customer</code>, šeit redzamas tā paša klienta citas atbildes un pasūtījumi.
response-customer-named = Klients { $customer }
response-nothing-else = Nekas cits nav jautāts.
response-later = Vēlāk
response-earlier = Agrāk
response-other-orders = Citi pasūtījumi
response-no-other-orders = Citi pasūtījumi mums nav zināmi.
response-latest-orders = Redzami jaunākie: { $shown } no { $count }.

## The order

response-order = Pasūtījums
response-no-order = Pasūtījums nav zināms: lapa, kurā jautāja, to nenosauca.
response-order-number-alone = Par pasūtījumu { $order } ir zināms tikai numurs.
response-order-number = Numurs
response-order-placed = Veikts
response-order-state = Stāvoklis
response-order-first-name = Vārds
response-order-email = E-pasts
response-order-found = Atrasts
response-order-signed = Parakstīts
response-order-signed-yes = jā, to parakstīja jūsu serveris
response-order-signed-no = nē
response-order-delivered = piegādāts
response-order-cancelled = atcelts
response-order-refunded = nauda atmaksāta

## How it was asked

response-how = Kā tika jautāts
response-survey = Aptauja
response-survey-version = { $survey }, { $version }. versija
response-channel = Kanāls
response-channel-prompt = logs veikala lapā
response-channel-inline = veidlapa veikala lapas saturā
response-channel-link = saite
response-channel-email = saite e-pastā
response-channel-qr = kvadrātkods
response-channel-import = jūsu importēts fails
response-device = Ierīce
response-page = Lapa
response-site = Vietne
response-language = Valoda
response-country = Valsts
response-customer-reference = Klients
response-bought-before = Pircis jau agrāk
response-products = Preces
response-id = Identifikators
response-unknown = Šim veikalam nav šādas atbildes.

## Above the shop

demo-about = Par šo veikalu
demo-counts = Paraugveikals ar veikala { $shop } skripta birku. Šeit sniegtās atbildes tiek skaitītas.
demo-test = Paraugveikals ar veikala { $shop } skripta birku. Testa režīms: atbildes netiek iekļautas rādītājos.
demo-back = Atpakaļ uz pārskatu

## The product

demo-page-title = { $page } · { $shop }
demo-motto = darināts ar rokām, pa vienam
demo-cup = Krūze, sūnu zaļa
demo-cup-note = Akmens masa, divreiz apdedzināta malkas ceplī. Tilpums trīs decilitri, ilgi saglabā siltumu.
demo-cup-picture = Zaļa krūze uz lina auduma
demo-cart = Jūsu grozs
demo-amount = { $count } × { $price }
demo-shipping = Piegāde
demo-place-order = Pasūtīt
demo-stage = Nekas netiek pirkts un nekas nav jāmaksā: šī ir tikai izrāde.

## After the order

demo-thanks-title = Paldies
demo-thanks = Paldies, Anna
demo-thanks-note = Jūsu pasūtījums <strong>{ $order }</strong> ir ceļā uz mūsu cepļa telpu. Sīkāku informāciju nosūtījām uz jūsu e-pastu.
demo-cups = Krūze, sūnu zaļa, { $count } ×
demo-total = Kopā
demo-asked-once = Jautājums pats parādās stūrī. Ja šo lapu pārlādēsiet, par pasūtījumu, par kuru jau atbildēts vai kura jautājums aizvērts, vairs netiks jautāts.
demo-signed-only = Šis veikals jautā tikai par parakstītiem pasūtījumiem, bet paraugveikalam nav slepenās atslēgas, ar ko parakstīt: šeit nekas netiks jautāts. <link>Izmantot testa režīmu</link>
demo-again = Veikt vēl vienu pasūtījumu

## What went wrong

demo-no-shop = Pagaidām nav neviena veikala, kura skripta birku šeit izmantot. Vispirms izveidojiet kontu.

import-title = Importēšana
import-file-title = Importēt failu { $file }
import-olist-title = Importēt Olist datus
import-a-file-title = Importēt failu
import-note = Atbildes, pasūtījumi un klienti, ko zina cits rīks, no CSV faila. Nekas netiek ierakstīts, pirms esat redzējuši, kā fails tiek nolasīts.

## Choosing a file

import-no-survey = Vēl nav nevienas aptaujas.
import-no-survey-note = Atbildes pieder aptaujai. Pievienojiet tādu, kas jautā to, uz ko atbild jūsu fails.
import-add-survey = Pievienot aptauju
import-survey = Aptauja
import-survey-hint = Kurai aptaujai pieder šīs atbildes. Pasūtījumi tiek importēti neatkarīgi no izvēles.
import-file = Fails
import-file-hint = CSV, kā to eksportē jūsu aptauju rīks vai veikala sistēma, vai Afterword eksporta fails, līdz 2 GB. Kodējums, kolonnas un datumi tiek atpazīti, un tos var mainīt.
import-look = Apskatīt
import-can-hold = Kas failā var būt
import-answers = Atbildes
import-answers-note = Vērtējums, komentārs un jebkurš cits jautājums, katrs ar savu laiku.
import-orders = Pasūtījumi
import-orders-note = Numurs, summa, preces un laiks, kad tie veikti, piegādāti, atcelti vai nauda atmaksāta.
import-customers = Klienti
import-customers-note = Jūsu apzīmējums vai e-pasta adrese, no kuras par apzīmējumu kļūst tikai kontrolsumma.
import-twice = Ja vienu un to pašu failu importē divreiz, otrajā reizē nekas netiek pievienots. Jūsu serveris var arī sūtīt pasūtījumus, tiklīdz tie rodas: kā to darīt, rāda <link>Uzstādīšana</link>.

## What is wrong with an upload

import-broke-off = Augšupielāde pārtrūka, un nekas no tās nav saglabāts. Sūtiet vēlreiz.
import-too-many-files =
    { $limit ->
        [zero] Izvēlieties ne vairāk kā { $limit } failu reizē.
        [one] Izvēlieties ne vairāk kā { $limit } failu reizē.
       *[other] Izvēlieties ne vairāk kā { $limit } failus reizē.
    }
import-too-large = Tas ir vairāk nekā 2 GB. Uz servera izmantojiet „afterword import” vai sūtiet pa daļām.
import-no-file = Vispirms izvēlieties failu.
import-survey-first = Vispirms pievienojiet aptauju: atbildes pieder aptaujai.
import-one-file = Izvēlieties vienu failu reizē. Kopā tiek lasīti tikai Olist datu faili.
import-gone = Šīs augšupielādes vairs nav: tās glabājas septiņas dienas. Izvēlieties failu vēlreiz.
import-nothing-refused = Neviena šī faila rinda nav noraidīta.
import-unreadable = Failu nevar nolasīt: { $error }.
import-empty = Fails ir tukšs. Eksportējiet to vēlreiz.
import-workbook = Šī ir Excel darbgrāmata vai ZIP arhīvs. Saglabājiet lapu kā CSV (UTF-8) vai atarhivējiet un izvēlieties to failu.
import-old-workbook = Šī ir veca Excel darbgrāmata. Saglabājiet tās lapu kā CSV (UTF-8) un izvēlieties to failu.
import-pdf = Šis ir PDF. Eksportējiet atbildes kā CSV un izvēlieties to failu.
import-gzip = Šis fails ir saspiests (gzip). Atspiediet to un izvēlieties to, kas tajā bija.
import-no-header = Failam nav galvenes: pirmajā rindā jābūt kolonnu nosaukumiem.
import-too-many-columns =
    { $limit ->
        [zero] Pirmajā rindā ir vairāk nekā { $limit } kolonnu. Eksportējiet mazāk: pietiek ar atbildi, tās laiku, pasūtījumu un klientu.
        [one] Pirmajā rindā ir vairāk nekā { $limit } kolonna. Eksportējiet mazāk: pietiek ar atbildi, tās laiku, pasūtījumu un klientu.
       *[other] Pirmajā rindā ir vairāk nekā { $limit } kolonnas. Eksportējiet mazāk: pietiek ar atbildi, tās laiku, pasūtījumu un klientu.
    }
import-too-long = Pirmā rinda ir garāka par { $megabytes } MB, tātad šī nav tabula. Pārbaudiet, vai rindas beidzas un vai katra atvērtā pēdiņa ir aizvērta.
import-no-column = Šajā failā nav kolonnas „{ $name }”. Tajā ir: { $columns }.
import-olist-missing = Trūkst faila { $file }. Olist datu faili (atsauksmes, pasūtījumi, klienti, maksājumi un preces) ir saistīti: norādiet visus reizē.
import-olist-no-ratings = Olist vērtējumi ir no 1 līdz 5: izvēlieties aptauju, kas par apmierinātību jautā ar piecām zvaigznēm, sejiņām vai skaitļiem.

## An upload

import-just-uploaded = Aptaujā „{ $survey }”, augšupielādēts tikko.
import-uploaded = Aptaujā „{ $survey }”, augšupielādēts: { $when }.
import-failed = { $error } Tas, kas importēts iepriekš, paliek; importējot to pašu failu vēlreiz, turpināsies no tās vietas.
import-reading = Nolasa: { $percent } %
import-how-much = Cik daudz nolasīts
import-so-far =
    { $count ->
        [zero] Pagaidām { $count } rindu. Importētais paliek, lai kas notiktu; šo lapu var aizvērt.
        [one] Pagaidām { $count } rinda. Importētais paliek, lai kas notiktu; šo lapu var aizvērt.
       *[other] Pagaidām { $count } rindas. Importētais paliek, lai kas notiktu; šo lapu var aizvērt.
    }
import-stop = Apturēt
import-see-how-far = Skatīt, cik tālu ir ticis

## What became of it

import-stopped-title = Apturēts pirms beigām
import-dry-title = Lūk, kas no tā sanāktu
import-empty-title = Šajā failā nav rindu
import-known-title = Viss šajā failā jau bija zināms
import-done-title = Importēts
import-refused-rows = Noraidītās rindas
import-line = Rinda
import-why-refused = Kāpēc noraidīta
import-first-refused = Šīs ir pirmās: { $shown } no { $count }.
import-mend = Izlabojiet tās zemāk pieejamajā failā un importējiet to tāpat kā jebkuru citu: jau importētais paliek, kā ir.
import-refused-csv = Noraidītās rindas CSV failā
import-to-overview = Uz pārskatu
import-another = Importēt citu failu

## The report, sentence by sentence

import-no-rows = Zem galvenes nav nevienas rindas: nekas netika nolasīts.
import-rows-read =
    { $count ->
        [zero] Nolasīts { $count } rindu { $seconds } s laikā.
        [one] Nolasīta { $count } rinda { $seconds } s laikā.
       *[other] Nolasītas { $count } rindas { $seconds } s laikā.
    }
import-rows-tried =
    { $count ->
        [zero] Nolasīts { $count } rindu { $seconds } s laikā; nekas netika ierakstīts.
        [one] Nolasīta { $count } rinda { $seconds } s laikā; nekas netika ierakstīts.
       *[other] Nolasītas { $count } rindas { $seconds } s laikā; nekas netika ierakstīts.
    }
import-answers-became = Atbildes: { $parts }.
import-orders-became = Pasūtījumi: { $parts }.
import-answers-added =
    { $count ->
        [zero] { $count } pievienotas
        [one] { $count } pievienota
       *[other] { $count } pievienotas
    }
import-answers-changed =
    { $count ->
        [zero] { $count } papildinātas
        [one] { $count } papildināta
       *[other] { $count } papildinātas
    }
import-answers-known =
    { $count ->
        [zero] { $count } bija zināmas
        [one] { $count } bija zināma
       *[other] { $count } bija zināmas
    }
import-answers-would-add =
    { $count ->
        [zero] { $count } tiktu pievienotas
        [one] { $count } tiktu pievienota
       *[other] { $count } tiktu pievienotas
    }
import-answers-would-change =
    { $count ->
        [zero] { $count } tiktu papildinātas
        [one] { $count } tiktu papildināta
       *[other] { $count } tiktu papildinātas
    }
import-answers-known-already =
    { $count ->
        [zero] { $count } jau zināmas
        [one] { $count } jau zināma
       *[other] { $count } jau zināmas
    }
import-orders-added =
    { $count ->
        [zero] { $count } pievienoti
        [one] { $count } pievienots
       *[other] { $count } pievienoti
    }
import-orders-changed =
    { $count ->
        [zero] { $count } papildināti
        [one] { $count } papildināts
       *[other] { $count } papildināti
    }
import-orders-known =
    { $count ->
        [zero] { $count } bija zināmi
        [one] { $count } bija zināms
       *[other] { $count } bija zināmi
    }
import-orders-would-add =
    { $count ->
        [zero] { $count } tiktu pievienoti
        [one] { $count } tiktu pievienots
       *[other] { $count } tiktu pievienoti
    }
import-orders-would-change =
    { $count ->
        [zero] { $count } tiktu papildināti
        [one] { $count } tiktu papildināts
       *[other] { $count } tiktu papildināti
    }
import-orders-known-already =
    { $count ->
        [zero] { $count } jau zināmi
        [one] { $count } jau zināms
       *[other] { $count } jau zināmi
    }
import-repeated =
    { $count ->
        [zero] { $count } rindu failā ir vairākkārt; katra tiek ieskaitīta vienu reizi.
        [one] { $count } rinda failā ir vairākkārt; tā tiek ieskaitīta vienu reizi.
       *[other] { $count } rindas failā ir vairākkārt; katra tiek ieskaitīta vienu reizi.
    }
import-refused =
    { $count ->
        [zero] Noraidīts { $count } rindu.
        [one] Noraidīta { $count } rinda.
       *[other] Noraidītas { $count } rindas.
    }
import-stopped = Imports tika apturēts. Sāciet to no jauna ar to pašu failu: tas, kas jau ir, netiks pievienots divreiz.

## What has to be said first

import-questions =
    { $count ->
        [zero] Pirms šo failu var importēt, jāprecizē { $count } lietu:
        [1] Pirms šo failu var importēt, jāprecizē viena lieta:
        [one] Pirms šo failu var importēt, jāprecizē { $count } lieta:
       *[other] Pirms šo failu var importēt, jāprecizē { $count } lietas:
    }
import-ask-subject = Norādiet, kurā kolonnā ir vērtējums, komentārs vai pasūtījuma numurs: bez kāda no tiem nav ko importēt.
import-ask-answer-time = Norādiet, kurā kolonnā ir atbildes laiks: atbildes tiek ieskaitītas savās dienās.
import-ask-repeated = Divas kolonnas ir „{ $column }”: izvēlieties vienu.
import-ask-days = Kas datumos ir pirmais, diena vai mēnesis? Tos var lasīt abējādi.
import-ask-currency = Kādā valūtā ir summas? Norādiet to, piemēram, EUR, vai kolonnu, kurā tā ir.
import-ask-delimiter = Failā ir tikai viena kolonna: šūnas, visticamāk, atdala kas cits.
import-ask-zone = Šādas laika joslas nav: izvēlieties kādu no saraksta, piemēram, Europe/Riga.
import-ask-encoding = Šāds kodējums nav zināms.

## How it is read

import-how = Kā to nolasīt
import-olist-note = Olist datu faili ir saistīti: vērtējumi ar pasūtījumiem, cik samaksāts Brazīlijas reālos, kas nopirkts, kad piegādāts un kurš to pirka. Laiks ir Sanpaulu laiks.
import-records-note = Afterword eksporta fails: tas pats pasaka, kas tajā ir. Aptaujas, kuru šim veikalam nav, tiek importētas līdzi.
import-run = Importēt
import-try = Izmēģināt, neko neierakstot
import-look-again = Apskatīt vēlreiz
import-other-file = Izvēlēties citu failu
import-encoding = Kodējums
import-encoding-hint = Minējums: pārbaudiet, vai burti zemāk ir pareizi.
import-delimiter = Starp šūnām
import-comma = komats ,
import-semicolon = semikols ;
import-tab = tabulators
import-bar = vertikāla svītra |
import-days = 3/4/2026 ir
import-days-hint = Tā datumus var lasīt abējādi.
import-choose = Izvēlieties
import-day-first = 3. aprīlis (vispirms diena)
import-month-first = 4. marts (vispirms mēnesis)
import-zone = Faila laika josla
import-currency = Summu valūta

## Encodings, behind their names

import-encoding-of = { $name }: { $region }
import-little-endian = mazākais baits pirmais („Unicode”)
import-big-endian = lielākais baits pirmais
import-western = Rietumeiropa
import-central = Centrāleiropa
import-baltic = Baltija
import-cyrillic = kirilica
import-greek = grieķu
import-turkish = turku
import-hebrew = ebreju
import-arabic = arābu
import-vietnamese = vjetnamiešu
import-japanese = japāņu
import-simplified-chinese = ķīniešu, vienkāršotā
import-traditional-chinese = ķīniešu, tradicionālā
import-korean = korejiešu

## Columns

import-columns = Kas ir tā kolonnas
import-column = Kolonna
import-begins-with = Sākas ar
import-is = Ir
import-no-name = bez nosaukuma
import-empty-cells = tukšas
import-part-answer = Atbilde
import-part-order = Pasūtījums
import-part-customer = Klients
import-part-around = Kur un kā
import-part-own = Afterword eksporta failos
import-own-field = Jūsu lauks „{ $name }”
import-field-nothing = Izlaist
import-field-id = Rindas identifikators
import-field-answered-at = Atbildes laiks
import-field-asked-at = Jautāšanas laiks
import-field-completed-at = Pabeigšanas laiks
import-field-state = Vai atbilde ir pabeigta
import-field-answers = Visas atbildes, JSON
import-field-order-id = Pasūtījuma numurs
import-field-total = Pasūtījuma summa
import-field-currency = Valūta
import-field-placed-at = Pasūtījuma laiks
import-field-delivered-at = Piegādes laiks
import-field-cancelled-at = Atcelšanas laiks
import-field-refunded-at = Naudas atmaksas laiks
import-field-order-status = Pasūtījuma stāvoklis (atcelts, nauda atmaksāta)
import-field-customer = Klienta apzīmējums
import-field-email = E-pasta adrese
import-field-first-name = Vārds
import-field-orders-before = Cik pasūtījumu bija iepriekš
import-field-returning = Vai klients jau bija pircis
import-field-products = Preces pēc identifikatoriem
import-field-items = Pirkuma saturs, JSON
import-field-country = Valsts, divi burti
import-field-language = Valoda
import-field-device = Ierīce
import-field-channel = Kanāls
import-field-page = Lapa
import-field-test = Vai tas ir tests
import-field-verified = Vai pasūtījums bija parakstīts
import-field-version = Aptaujas versija
import-field-seen-at = Kad jautājums redzēts
import-field-dismissed-at = Kad veidlapa aizvērta
import-field-origin = Vietne
import-field-categories = Kategorijas
import-field-fields = Jūsu lauki, JSON
import-field-source = Kā uzzinājām par pasūtījumu
import-field-first-seen-at = Kad pirmoreiz uzzinājām par pasūtījumu
import-field-put-at = Kad pasūtījumu atsūtīja jūsu serveris
import-field-consent = Vai klientam drīkst rakstīt
import-field-further = Vai tā ir vēl viena atbilde par to pašu pasūtījumu

## The first rows

import-preview = Pirmās rindas, kā tās tiktu importētas
import-row-refused = Noraidīta: { $reason }
import-row-placed = veikts: { $when }
import-row-customer = klients { $customer }
import-row-cancelled = atcelts
import-row-refunded = nauda atmaksāta
import-row-delivered = piegādāts

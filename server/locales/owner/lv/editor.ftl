editor-title = Rediģēt „{ $name }”
editor-live = <link>Visas aptaujas</link> · tiek rādīta: saglabāto jautā uzreiz · { $version }. versija
editor-paused = <link>Visas aptaujas</link> · apturēta · { $version }. versija
editor-save-as-file = Saglabāt failā
editor-load-file = Ielādēt failu
editor-name = Aptaujas nosaukums
editor-name-hint = Jums: pircēji to neredz.
editor-save = Saglabāt
editor-keep = Paturēt
editor-not-saved = Vēl nav saglabāts.

## What was done

editor-saved = Saglabāts.
editor-now-separate =
    { $count ->
        [zero] Tā kā ir mainīts veids vai skala, šie no šī brīža ir atsevišķi jautājumi: { $questions }. Iepriekšējās atbildes paliek pie vecajiem.
        [one] Tā kā ir mainīts veids vai skala, šis no šī brīža ir atsevišķs jautājums: { $questions }. Iepriekšējās atbildes paliek pie vecā.
       *[other] Tā kā ir mainīts veids vai skala, šie no šī brīža ir atsevišķi jautājumi: { $questions }. Iepriekšējās atbildes paliek pie vecajiem.
    }
editor-quoted = „{ $text }”
editor-imported = <strong>Šis ir faila saturs kā melnraksts.</strong> Pagaidām nekas nav saglabāts: pārskatiet to un tad saglabājiet.
editor-overtaken = <strong>Kamēr rediģējāt, kāds šo aptauju saglabāja.</strong> Jūsu melnraksts ir zemāk, un nekas no tā nav zudis. Kas saglabāts tagad, skatiet <link>citā logā</link>.
editor-overwrite = Saglabāt manējo tā vietā

## What has to be mended

editor-look-again =
    { $count ->
        [zero] <strong>Jāpārbauda { $count } vietu.</strong> Pagaidām nekas nav saglabāts, un nekas nav zudis.
        [one] <strong>Jāpārbauda { $count } vieta.</strong> Pagaidām nekas nav saglabāts, un nekas nav zudis.
       *[other] <strong>Jāpārbauda { $count } vietas.</strong> Pagaidām nekas nav saglabāts, un nekas nav zudis.
    }
editor-more-wrong =
    { $count ->
        [zero] un vēl { $count }
        [one] un vēl { $count }
       *[other] un vēl { $count }
    }
editor-question-nth = { $number }. jautājums
editor-question-named = { $number }. jautājums, „{ $text }”
editor-in-language = { $language }, { $question }
editor-ending-nth = { $number }. nobeigums
editor-needs-look = jāpārbauda

## Parts of the page

editor-questions = Jautājumi
editor-ends = Nobeigums
editor-languages = Valodas
editor-look = Izskats un vieta
editor-rules = Kad un kam jautāt

## Questions

editor-placeholders = Vietturi
editor-placeholders-note = Katrā tekstā <code>{"{shop}"}</code> ir jūsu veikala nosaukums, <b>{"{product|jūsu pirkums}"}</b> – nopirktais, <c>{"{order|jūsu pasūtījums}"}</c> – pasūtījuma numurs un <d>{"{first_name|pircēj}"}</d> – pircējs. Aiz svītras ir tas, ko rādīt, ja tas nav zināms.
editor-no-question = Pagaidām nav neviena jautājuma. Pievienojiet kādu zemāk.
editor-question-limit =
    { $limit ->
        [zero] Aptaujā var būt ne vairāk kā { $limit } jautājumu.
        [one] Aptaujā var būt ne vairāk kā { $limit } jautājums.
       *[other] Aptaujā var būt ne vairāk kā { $limit } jautājumi.
    }
editor-new-question = Jauns jautājums
editor-unreached = Šeit neved neviena atbilde: kāds iepriekšējs zars to izlaiž.
editor-question = Jautājums
editor-kind = Atbildes veids
editor-kind-hint = Cits veids vai skala to padara par atsevišķu jautājumu ar saviem rādītājiem.
editor-low = Zemākais nozīmē
editor-high = Augstākais nozīmē
editor-required = Lai turpinātu, jāatbild
editor-required-contact = Veidlapa pieņem adresi tikai ar piekrišanu saņemt ziņas: labāk atstājiet neatzīmētu.
editor-remove-question = Noņemt<hidden> „{ $text }”</hidden>
editor-removed = Noņemts: „<question>{ $text }</question>”
editor-put-back = Atjaunot
editor-move-up = Pārvietot „{ $text }” uz augšu
editor-move-down = Pārvietot „{ $text }” uz leju
editor-from = No
editor-to = Līdz
editor-drawn-as = Izskats

## Kinds of answers

editor-kind-nps = Gatavība ieteikt, no 0 līdz 10 (NPS)
editor-kind-nps-from-one = Gatavība ieteikt, no 1 līdz 10 (atsevišķi rādītāji)
editor-kind-csat = Apmierinātība, no 1 līdz 5 (CSAT)
editor-kind-ces = Ērtums, no 1 līdz 7 (CES)
editor-kind-scale = Skala ar vārdiem galos
editor-kind-yes-no = Jā vai nē, ar īkšķiem
editor-kind-choice = Viena no vairākām iespējām
editor-kind-choices = Vairākas iespējas
editor-kind-text = Pašu vārdiem
editor-kind-contact = E-pasta adrese ar piekrišanu

## How they are drawn

editor-look-stars = Zvaigznes
editor-look-faces = Sejiņas
editor-look-numbers = Skaitļi
editor-look-line = Viena rinda
editor-look-lines = Vairākas rindas

## Options

editor-options = Iespējas, katra savā rindā
editor-options-hint = Pārformulēta rinda paliek tā pati iespēja, tāpat arī pārvietota. Lai iespēju aizstātu ar citu, izdzēsiet tās rindu un jauno ierakstiet beigās.
editor-other = Iespēja ar pašu tekstu
editor-other-hint = Piemēram, „Cits”; ja nevajag, atstājiet tukšu.
editor-none = Iespēja, kas izslēdz pārējās
editor-none-hint = Piemēram, „Neviens no šiem”; ja nevajag, atstājiet tukšu.
editor-shuffle = Ik reizi sajaukt iespēju secību
editor-shuffle-hint = Šīs divas paliek beigās.

## Where answers lead

editor-ways = Kurp ved atbildes
editor-all-end = Visas atbildes ved uz nobeigumu.
editor-all-on = Visas atbildes ved uz nākamo jautājumu.
editor-rest-end = Nosaka pirmā atbilstošā rinda; visas pārējās atbildes ved uz nobeigumu.
editor-rest-on = Nosaka pirmā atbilstošā rinda; visas pārējās atbildes ved uz nākamo jautājumu.
editor-add-option = Iespēja
editor-add-yes-no = Jā vai nē
editor-add-ratings = Daži vērtējumi
editor-leads-to = Ved uz
editor-not-further-on = (nav tālāk: { $id })
editor-remove-way = Noņemt<hidden> { $number }. zaru</hidden>
editor-who-chooses = Kas izvēlas
editor-option-gone = (vairs nav)
editor-who-says = Kas saka
editor-yes = Jā
editor-no = Nē
editor-ratings = Vērtējumi
editor-ratings-from = no
editor-ratings-to = līdz

## Adding a question

editor-add-question = Pievienot jautājumu
editor-library-note =
    { $count ->
        [zero] Bibliotēkas jautājumi ir gatavi { $count } valodās. Tukšu jautājumu formulējat un tulkojat jūs.
        [one] Bibliotēkas jautājumi ir gatavi { $count } valodā. Tukšu jautājumu formulējat un tulkojat jūs.
       *[other] Bibliotēkas jautājumi ir gatavi { $count } valodās. Tukšu jautājumu formulējat un tulkojat jūs.
    }
editor-topic-experience = Pieredze
editor-topic-product = Prece
editor-topic-loyalty = Lojalitāte
editor-topic-discovery = Kā jūs atrada
editor-topic-more = Papildu jautājumi
editor-empty = Tukšs
editor-add = Pievienot<hidden> „{ $text }”</hidden>

## The end

editor-thanks = Pateicība
editor-thanks-hint = Tiek teikta, kad aptauja ir pabeigta.
editor-offer = Piedāvājums visiem
editor-offer-hint = Kods, izloze, atlaide nākamajam pasūtījumam. Tas ir zem katras pateicības: atlīdzība nedrīkst būt atkarīga no atbildes, tāpēc tādai vietas nav.
editor-endings = Cita pateicība dažiem vērtējumiem
editor-endings-no-score = Pateicība var atšķirties pēc vērtējuma (no 0 līdz 10, zvaigznes, no 1 līdz 7). Šajā aptaujā tāda nav.
editor-endings-hint = Pēc atbildes uz „{ $question }”. Pirmā atbilstošā tiek teikta iepriekšējās pateicības vietā. Saite var vest uz atsauksmju vietni, palīdzības lapu vai saziņu.
editor-remove-ending = Noņemt<hidden> šo pateicību</hidden>
editor-link-text = Saites vārdi
editor-link-address = Kurp tā ved
editor-link-address-hint = https://… vai mailto:…; ja nevajag, atstājiet tukšu.

## Languages

editor-languages-note =
    { $count ->
        [zero] Pircējiem jautā lapas valodā vai kādā no viņu pārlūkprogrammas valodām, ja tajā ir visi teksti; citādi aptaujas valodā ({ $language }). Bibliotēkas teksti ir gatavi { $count } valodās; to, ko rakstījāt pats, tulkojat jūs.
        [one] Pircējiem jautā lapas valodā vai kādā no viņu pārlūkprogrammas valodām, ja tajā ir visi teksti; citādi aptaujas valodā ({ $language }). Bibliotēkas teksti ir gatavi { $count } valodā; to, ko rakstījāt pats, tulkojat jūs.
       *[other] Pircējiem jautā lapas valodā vai kādā no viņu pārlūkprogrammas valodām, ja tajā ir visi teksti; citādi aptaujas valodā ({ $language }). Bibliotēkas teksti ir gatavi { $count } valodās; to, ko rakstījāt pats, tulkojat jūs.
    }
editor-languages-none = Pagaidām nevienā citā valodā nav visu tekstu.
editor-languages-some =
    { $count ->
        [zero] Visi teksti ir vēl { $count } valodās.
        [one] Visi teksti ir vēl { $count } valodā.
       *[other] Visi teksti ir vēl { $count } valodās.
    }
editor-languages-all = Visi teksti ir visās valodās.
editor-translate = Tulkot
editor-translate-none = Neviena valoda nav atvērta
editor-translate-choice = { $language } – { $done }
editor-complete = pilnīgs
editor-done-of = { $done } no { $whole }
editor-translate-show = Rādīt
editor-not-reviewed = Gatavos tekstus šajā valodā ({ $language }) vēl nav lasījis neviens, kurš tajā runā. Ja kāds skan dīvaini, pārrakstiet to ar savu.
editor-translate-placeholders = Vietturis, piemēram, <code>{"{shop}"}</code>, paliek nemainīts; tas, kas <b>{"{product|…}"}</b> ir aiz svītras, tiek tulkots.
editor-translation-ready = Gatavs, kā redzams. Ja vēlaties, pārrakstiet.
editor-translation-missing = Trūkst: bez tā pircējiem tiek jautāts aptaujas valodā ({ $language }).

## Look and place

editor-place = Vieta
editor-place-hint = Tālruņos viss peldošais ir lapa apakšmalā.
editor-place-bottom-end = Apakšējais stūris, pa labi (valodās, ko raksta no labās puses, pa kreisi)
editor-place-bottom-start = Apakšējais stūris, pa kreisi
editor-place-top-end = Augšējais stūris, pa labi
editor-place-top-start = Augšējais stūris, pa kreisi
editor-place-dialog = Loga vidū
editor-place-bar = Josla gar apakšmalu
editor-place-inline = Lapas elementā
editor-place-page = Pāri visam logam
editor-place-tab = Aiz mazas cilnes malā, vienmēr klāt
editor-place-inline-note = Tiek rādīta katrā lapas elementā <code>{ $element }</code>, bet bez tāda – nekur.
editor-place-tab-note = Cilne vienmēr ir klāt; klikšķis uz tās atver veidlapu. Labi sader ar jautājumu „Ko mēs varētu darīt labāk?”
editor-accent = Pogu krāsa
editor-accent-hint = Piemēram, { $example }; tukšs nozīmē mūsu krāsu. Teksts uz tās ir melns vai balts – tāds, kuru vieglāk salasīt.
editor-background = Fons
editor-background-hint = Tukšs nozīmē baltu, bet tumšajā režīmā – gandrīz melnu.
editor-radius = Noapaļoti stūri, pikseļos
editor-radius-hint = No 0 līdz 32; tukšs nozīmē mūsu.
editor-mode = Gaišs vai tumšs
editor-mode-auto = Kā iestatīts pircēja ierīcē
editor-mode-light = Vienmēr gaišs
editor-mode-dark = Vienmēr tumšs
editor-logo = Logotips
editor-logo-hint = Attēla adrese, https://… Ja nevajag, atstājiet tukšu. Tā jāatļauj jūsu lapas drošības politikai (img-src).

## What has to happen

editor-when = Kam jānotiek
editor-when-order = Veikts pasūtījums
editor-when-order-hint = Par to paziņo pateicības lapa, vai arī šī tā ir.
editor-when-visit = Kāds paliek lapā tik sekunžu
editor-when-scroll = Kāds noritina lapu par tik procentiem
editor-when-leave = Pele atstāj logu caur augšmalu
editor-when-leave-hint = Skārienekrānos tas nenotiek nekad.
editor-when-click = Kāds noklikšķina uz elementa (tā CSS selektors)
editor-when-call = To izsauc lapa
editor-page = Tikai lapās
editor-page-hint = Ceļš, kurā * aizstāj jebko: { $example }. Tukšs nozīmē visas lapas.

## Whom

editor-whom = Kam jautāt
editor-sample = Cik procentiem pircēju jautāt
editor-sample-hint = To nosaka klients vai pasūtījums, tāpēc lēmums nemainās.
editor-customers = Klienti
editor-customers-hint = Pēc klienta atsauces skripta birkā.
editor-customers-all = Visi
editor-customers-new = Tikai jaunie
editor-customers-returning = Tikai tie, kas atgriežas
editor-countries = Valstis
editor-countries-hint = Katra ar diviem burtiem: LV, EE. Tukšs nozīmē visas.
editor-page-languages = Lapas valodas
editor-page-languages-hint = Valodu kodi: lv, pt-BR. Tukšs nozīmē visas.
editor-minimum = Pasūtījumi, sākot ar šādu summu
editor-minimum-hint = Cipari ar punktu: 49.90. Tukšs nozīmē visus.
editor-currency = Tās valūta
editor-currency-hint = Trīs burti. Par pasūtījumiem citās valūtās netiek jautāts.
editor-products = Kāda no šīm precēm
editor-products-hint = Jūsu preču identifikatori, katrs savā rindā. Tukšs nozīmē visas.
editor-schedule = No kura līdz kuram brīdim
editor-not-before = Ne agrāk kā
editor-not-before-hint = Pēc jūsu veikala laika, { $zone }. Ja nevajag, atstājiet tukšu.
editor-until = Vairs ne, sākot ar

## Asking again

editor-again = Kad kādam jautāt vēlreiz
editor-again-every = Par katru pasūtījumu
editor-again-until-answered = Par katru pasūtījumu, līdz par kādu ir atbildēts
editor-again-after = Pēc tik dienām
editor-again-days = Dienas
editor-again-never = Nekad
editor-shown-limit = Par vienu pasūtījumu rādīt ne vairāk kā
editor-shown-limit-hint = Tik reižu, ja pirms tam nav atbildēts vai aizvērts.
editor-again-note = To nosaka pēc klienta atsauces un pasūtījuma jūsu skripta birkā. Bez tiem veidlapa lapas skatījumā tiek parādīta ne vairāk kā vienu reizi, un vairāk nav iespējams: pircēja pārlūkprogrammā nekas netiek glabāts.
editor-quiet =
    { $days ->
        [zero] Jūsu iestatījumos ir arī { $days } klusuma dienu pēc jebkuras aptaujas.
        [one] Jūsu iestatījumos ir arī { $days } klusuma diena pēc jebkuras aptaujas.
       *[other] Jūsu iestatījumos ir arī { $days } klusuma dienas pēc jebkuras aptaujas.
    }
editor-no-quiet = Klusuma dienas pēc jebkuras aptaujas var noteikt sadaļā <link>Iestatījumi</link>.

## Preview

editor-preview = Priekšskatījums
editor-preview-step = Priekšskatījuma solis
editor-preview-end = Nobeigums
editor-preview-end-after = Nobeigums pēc vērtējuma no { $from } līdz { $to }
editor-preview-language = Priekšskatījuma valoda
editor-preview-width = Priekšskatījuma platums
editor-preview-phone = Tālrunis
editor-preview-desktop = Dators
editor-preview-draft = Rādīt melnrakstu
editor-preview-frame = Veidlapa, kādu to redz pircēji
editor-preview-empty = Pievienojiet jautājumu: tas tiks parādīts šeit.
editor-preview-missing = Šajā valodā ({ $wanted }) trūkst dažu tekstu, tāpēc tās lasītāji aptauju saņem aptaujas valodā ({ $shown }).

## A file

editor-file-into = Ielādēt failu aptaujā „{ $name }”
editor-file-new = Aptauja no faila
editor-file-into-note = Tas kļūst par melnrakstu: nekas netiek saglabāts, kamēr to neesat apskatījis un saglabājis.
editor-file-new-note = Tas kļūst par šī veikala aptauju un gaida, līdz to palaidīsiet.
editor-file-wrong =
    { $count ->
        [zero] <strong>Šajā failā ir { $count } kļūdu.</strong> Nekas nav ielādēts. Izlabojiet tās zemāk vai failā.
        [one] <strong>Šajā failā ir { $count } kļūda.</strong> Nekas nav ielādēts. Izlabojiet to zemāk vai failā.
       *[other] <strong>Šajā failā ir { $count } kļūdas.</strong> Nekas nav ielādēts. Izlabojiet tās zemāk vai failā.
    }
editor-file = Fails
editor-file-text = Tā teksts
editor-file-text-hint = Ielīmējiet to, ko aptaujas lapa saglabāja failā: JSON, ne lielāks par 1 MB.
editor-file-load = Ielādēt kā melnrakstu
editor-file-add = Pievienot aptauju
editor-file-back = Atpakaļ uz aptaujām

## What went wrong

editor-draft-missing = Veidlapa saņemta bez melnraksta. Atgriezieties, pārlādējiet lapu un mēģiniet vēlreiz.
editor-write-rating = Ierakstiet vērtējumu kā veselu skaitli.
editor-write-moment = Ierakstiet dienu un laiku, piemēram, { $example }.

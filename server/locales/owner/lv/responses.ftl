responses-note = { $survey }, jaunākās vispirms.
responses-test-answers = Testa atbildes
responses-show = Rādīt
responses-import = Importēt

## Downloads. Beside each stands whom it is for.

responses-export = Eksportēt
responses-csv-all = izklājlapām
responses-csv-shown = izklājlapām: tikai tas, kas redzams šeit
responses-ndjson-all = programmām, viena atbilde rindā
responses-ndjson-shown = programmām: tikai tas, kas redzams šeit
responses-orders = Pasūtījumi, CSV
responses-orders-note = visi mums zināmie pasūtījumi
responses-records = Viss, NDJSON
responses-records-note = aptaujas, pasūtījumi un atbildes importēšanai citviet

## Searching

responses-saved-views = Saglabātie skati
responses-all = Visas
responses-search-label = Vārdi, pasūtījuma numurs vai klients
responses-search-hint = Atrod atbildes, kurās ir visi šie vārdi; „pēdiņās” vārdi paliek kopā.
responses-search = Meklēt
responses-filters = Filtri
responses-filters-used = Filtri ({ $count })
responses-apply = Lietot filtrus

## What the list can be filtered by

responses-any = Jebkurš
responses-words = Vārdi
responses-group = Grupa
responses-score = Vērtējums
responses-completion = Pabeigtība
responses-complete = Pabeigtas
responses-incomplete = Nepabeigtas
responses-closed = Pircējs aizvēra
responses-comment = Komentārs
responses-with-comment = Ar komentāru
responses-without-comment = Bez komentāra
responses-language = Valoda
responses-used-filters = Izmantotie filtri
responses-remove-filter = Noņemt filtru:
responses-remove-all = Noņemt visus

## How many there are

responses-reading =
    { $count ->
        [zero] Meklēšana tiek sagatavota: pagaidām nolasītas { $count } atbildes.
        [one] Meklēšana tiek sagatavota: pagaidām nolasīta { $count } atbilde.
       *[other] Meklēšana tiek sagatavota: pagaidām nolasītas { $count } atbildes.
    }
responses-behind = Jaunākās atbildes vēl tiek nolasītas. Pēc brīža pārlādējiet lapu.
responses-count =
    { $count ->
        [zero] <figure>{ $count } atbilžu</figure>.
        [one] <figure>{ $count } atbilde</figure>.
       *[other] <figure>{ $count } atbildes</figure>.
    }
responses-count-part =
    { $count ->
        [zero] <figure>{ $count } atbilžu</figure>, redzamas no { $first }. līdz { $last }.
        [one] <figure>{ $count } atbilde</figure>, redzamas no { $first }. līdz { $last }.
       *[other] <figure>{ $count } atbildes</figure>, redzamas no { $first }. līdz { $last }.
    }
responses-found =
    { $count ->
        [zero] Atrastas <figure>{ $count } atbildes</figure>.
        [one] Atrasta <figure>{ $count } atbilde</figure>.
       *[other] Atrastas <figure>{ $count } atbildes</figure>.
    }
responses-found-part =
    { $count ->
        [zero] Atrastas <figure>{ $count } atbildes</figure>, redzamas no { $first }. līdz { $last }.
        [one] Atrasta <figure>{ $count } atbilde</figure>, redzamas no { $first }. līdz { $last }.
       *[other] Atrastas <figure>{ $count } atbildes</figure>, redzamas no { $first }. līdz { $last }.
    }

## Where there is none

responses-no-word = Tekstā „{ $text }” nav neviena vārda.
responses-no-word-note = Meklējiet burtus, ciparus vai emocijzīmi.
responses-no-more = Vairāk atbilžu nav.
responses-no-match = Neviena atbilde neatbilst.
responses-no-match-note = Noņemiet kādu filtru vai apskatiet <link>visas atbildes</link>.
responses-no-tests = Testa atbilžu vēl nav.
responses-no-tests-note = Pievienojiet skripta birkai <code>data-test</code>. Tad tā jautā katru reizi; atbildes parādās šeit un netiek ieskaitītas nevienā rādītājā.
responses-none = Atbilžu vēl nav.
responses-none-note = Tās parādīsies, tiklīdz kāds pircējs atbildēs. Vispirms skripta birkai jābūt pateicības lapā.

## From page to page

responses-pages = Lapas
responses-newest = Jaunākās
responses-newer = Uz jaunākām
responses-older = Uz vecākām

## Saved views

responses-saved-as = Saglabāts ar nosaukumu „{ $name }”.
responses-remove-view = Dzēst šo skatu
responses-save-view = Saglabāt šo skatu
responses-view-name = Skata nosaukums
responses-save = Saglabāt
responses-view-too-long = Šajā skatā ir pārāk daudz filtru, lai to saglabātu. Noņemiet dažus.
responses-too-many-views =
    { $limit ->
        [zero] Veikalam var būt ne vairāk kā { $limit } skatu. Vispirms kādu izdzēsiet.
        [one] Veikalam var būt ne vairāk kā { $limit } skats. Vispirms kādu izdzēsiet.
       *[other] Veikalam var būt ne vairāk kā { $limit } skati. Vispirms kādu izdzēsiet.
    }
responses-no-such-survey = Šim veikalam nav šādas aptaujas.

## What became of an order

responses-why = Kāpēc par šo pasūtījumu netika jautāts?
responses-order-number = Pasūtījuma numurs
responses-look-up = Uzmeklēt
responses-order-unknown = Par pasūtījumu { $order } mēs neko neesam saņēmuši. Pārbaudiet, vai skripta birka ir lapā, kuru redzēja šis pircējs, vai tajā ir tieši šis numurs un vai tur nekas nebloķē skriptus. Noraidīts pieprasījums šeit pēdas neatstāj: iemeslu parāda lapas konsole, un neatļautās vietnes ir redzamas sadaļā „Uzstādīšana”.
responses-order-unseen = Aptauja „{ $survey }” jautāja par pasūtījumu { $order } ({ $when }). Jautājums tā arī nenonāca redzeslokā: pircējs aizvēra lapu vai līdz tam neaizritināja.
responses-order-seen = Aptauja „{ $survey }” jautāja par pasūtījumu { $order } ({ $when }). Pircējs jautājumu redzēja (parādīts: { $shown } no { $limit }), bet neatbildēja.
responses-order-started = Aptauja „{ $survey }” jautāja par pasūtījumu { $order } ({ $when }). Pircējs atbildēja, bet ne līdz galam.
responses-order-complete = Aptauja „{ $survey }” jautāja par pasūtījumu { $order } ({ $when }). Pircējs atbildēja.
responses-order-withdrawn = Aptauja „{ $survey }” jautāja par pasūtījumu { $order } ({ $when }). Pircējs atbildēja un pēc tam visu atsauca: atbildes ir dzēstas, un par šo pasūtījumu vairs nevienam nejautās.
responses-order-answered-closed = Aptauja „{ $survey }” jautāja par pasūtījumu { $order } ({ $when }). Pircējs atbildēja un pēc tam veidlapu aizvēra.
responses-order-closed = Aptauja „{ $survey }” jautāja par pasūtījumu { $order } ({ $when }). Pircējs veidlapu aizvēra neatbildot.
responses-order-not-asked = Par pasūtījumu { $order } nekas netika jautāts ({ $when }).
responses-order-not-asked-later = Vēlāks pieprasījums ({ $when }) neko nejautāja.
responses-order-test = Pasūtījums { $order } (pirmoreiz redzēts: { $when }) ir testa pasūtījums. Par tādiem jautā katru reizi, un šeit tie pēdas neatstāj.
responses-order-nothing = Pasūtījums { $order } (pirmoreiz redzēts: { $when }) ir zināms, taču neviens jautājums par to nav reģistrēts.

## Why nothing was asked. Each is a sentence of its own.

responses-reason-of-survey = „{ $survey }”: { $reason }
responses-reason-nothing-live = Neviena aptauja nebija aktīva. To var atsākt sadaļā „Aptaujas”.
responses-reason-answered = Uz to jau bija atbildēts.
responses-reason-dismissed = Pircējs bija aizvēris veidlapu.
responses-reason-withdrawn = Pircējs bija atsaucis savas atbildes.
responses-reason-shown-often = Tā jau bija parādīta tik reižu, cik aptauju drīkst rādīt.
responses-reason-unsigned = Pasūtījums nebija parakstīts, bet jūsu iestatījumi ļauj jautāt tikai par parakstītiem pasūtījumiem.
responses-reason-trigger = Tajā lapā nenotika tas, ko aptauja gaida (tās nosacījums vai lapa).
responses-reason-not-yet = Aptaujas laiks vēl nebija sācies.
responses-reason-over = Aptaujas laiks bija beidzies.
responses-reason-not-sampled = Aptauja jautā tikai daļai pircēju, un šis nebija starp tiem.
responses-reason-not-new = Aptauja ir domāta jauniem klientiem, bet šis jau bija pircis.
responses-reason-not-returning = Aptauja ir domāta klientiem, kas jau ir pirkuši, bet agrāks šī klienta pasūtījums nav zināms.
responses-reason-customer-unknown = Aptauja šķir jaunus klientus no tiem, kas jau ir pirkuši, bet birkā klients nebija norādīts.
responses-reason-country = Aptauja ir domāta citām valstīm, vai arī pasūtījuma valsts nav zināma.
responses-reason-language = Aptauja ir domāta lapām citās valodās.
responses-reason-minimum = Pasūtījuma summa ir mazāka par aptaujas minimumu, vai arī summa šajā valūtā nav zināma.
responses-reason-products = Pasūtījumā nebija nevienas no aptaujas precēm.
responses-reason-asked-before = Aptauja katram klientam jautā vienu reizi un šim jau bija jautājusi.
responses-reason-answered-before = Aptauja jautā, līdz saņem atbildi, un šis klients jau bija atbildējis.
responses-reason-asked-lately = Aptauja šim klientam bija jautājusi nesen un nogaida ilgāk, pirms jautāt vēlreiz.
responses-reason-quiet-days = Šim klientam kaut kas bija jautāts nesen, un jūsu iestatījumi paredz dažas klusas dienas.

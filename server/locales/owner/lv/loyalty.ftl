## What is looked at

loyalty-first-purchases = pirmie pirkumi { $period }
loyalty-windows = Vērošanas ilgums
loyalty-within = { $days } dienu laikā
loyalty-days = { $days } dienas

## Where there is nothing to show

loyalty-nothing-scored = Šajā aptaujā nav jautājuma ar rādītāju.
loyalty-nothing-scored-note = Ko pircēji darīja pēc tam, salīdzina pēc tā, kā viņi jūs vērtēja: pēc gatavības ieteikt, apmierinātības vai ērtuma.
loyalty-to-surveys = Uz aptaujām
loyalty-no-customers = Neviens pasūtījums pagaidām nenorāda, kas pircis.
loyalty-no-customers-note = Vai kāds atgriezās, var redzēt, ja pasūtījumos ir jūsu pašu pircēja apzīmējums: numurs vai cits teksts, kas nemainās no pasūtījuma uz pasūtījumu. Vārds un adrese nav vajadzīgi. Lapā, kurā pateicaties par pasūtījumu, pievienojiet birkai <attribute>data-customer</attribute>:
loyalty-no-customers-then = Turpmāk šeit tiks ieskaitīts katrs pasūtījums neatkarīgi no tā, vai par to atbildēja.
loyalty-install = Kā to uzstādīt
loyalty-nobody = Neviens pircējs neko nepirka { $period }.
loyalty-show-all-time = Rādīt visu laiku

## Customers, as headings of rows

loyalty-all = Visi pircēji
loyalty-rated = Vērtējums { $rating }
loyalty-silent = Jautāts, bet neatbildēja
loyalty-not-asked = Netika jautāts

## Who bought again

loyalty-again = Kas pirka vēlreiz { $days } dienu laikā
loyalty-too-soon = Pagaidām nevienam nav pagājušas { $days } dienas.
loyalty-too-soon-note = Pircēju šeit ieskaita, kad kopš pirkuma pagājis tik daudz laika. Izvēlieties īsāku laiku vai agrāku periodu.
loyalty-again-of-all =
    { $count ->
        [zero] No <whole>{ $count } pircējiem</whole> { $days } dienu laikā vēlreiz pirka <part>{ $back }</part>.
        [one] No <whole>{ $count } pircēja</whole> { $days } dienu laikā vēlreiz pirka <part>{ $back }</part>.
       *[other] No <whole>{ $count } pircējiem</whole> { $days } dienu laikā vēlreiz pirka <part>{ $back }</part>.
    }
loyalty-floor =
    { $group ->
        [promoters] Lai salīdzinātu, vajag vismaz { $floor } ieteicēju un { $floor } kritizētāju; līdzšinējie skaitļi ir zemāk.
        [easy] Lai salīdzinātu, vajag vismaz { $floor } pircēju, kam bija viegli, un { $floor }, kam bija grūti; līdzšinējie skaitļi ir zemāk.
       *[satisfied] Lai salīdzinātu, vajag vismaz { $floor } apmierinātu un { $floor } neapmierinātu pircēju; līdzšinējie skaitļi ir zemāk.
    }
loyalty-compared =
    { $group ->
        [promoters] <first>{ $high }</first> ieteicēju pirka vēlreiz { $days } dienu laikā, bet kritizētāju – <second>{ $low }</second>.
        [easy] No tiem, kam bija viegli, vēlreiz { $days } dienu laikā pirka <first>{ $high }</first>, bet no tiem, kam bija grūti, – <second>{ $low }</second>.
       *[satisfied] <first>{ $high }</first> apmierināto pircēju pirka vēlreiz { $days } dienu laikā, bet neapmierināto – <second>{ $low }</second>.
    }
loyalty-more = Starpība nav nejauša: ar 95 % ticamību tā ir no { $low } līdz { $high } punktiem.
loyalty-less =
    { $group ->
        [promoters] Ieteicēji vēlreiz pirka retāk: ar 95 % ticamību starpība ir no { $low } līdz { $high } punktiem.
        [easy] Tie, kam bija viegli, vēlreiz pirka retāk: ar 95 % ticamību starpība ir no { $low } līdz { $high } punktiem.
       *[satisfied] Apmierinātie pircēji vēlreiz pirka retāk: ar 95 % ticamību starpība ir no { $low } līdz { $high } punktiem.
    }
loyalty-may-be-chance = Starpība var būt nejauša: tā ir no { $low } līdz { $high } punktiem.
loyalty-no-cause = <strong>Kas iet kopā, nevis kas ko izraisa:</strong> tas, kurš vērtē augstu, var būt bijis uzticīgs pircējs jau agrāk.
loyalty-by-rating = Pa vērtējumiem
loyalty-caption = Daļa pircēju, kas pirka vēlreiz { $days } dienu laikā, pēc viņu atbildes
loyalty-customers-who = Pircēji
loyalty-customers = Pircēju skaits
loyalty-bought-again = Pirka vēlreiz
loyalty-drawn = Intervāls
loyalty-difference = Pret pārējiem
loyalty-count =
    { $count ->
        [zero] { $count }<unit> pircēju</unit>
        [one] { $count }<unit> pircējs</unit>
       *[other] { $count }<unit> pircēji</unit>
    }
loyalty-points = no { $low } līdz { $high } punktiem
loyalty-surely-higher = droši augstāk
loyalty-surely-lower = droši zemāk
loyalty-chance = var būt nejaušība
loyalty-too-few = par maz, lai salīdzinātu
loyalty-how-to-read = Kā to lasīt
loyalty-how-counted = Katrs pircējs ieskaitīts vienreiz – ar pirmo pirkumu { $period } un ar to, ko atbildēja par šo pirkumu. Ieskaitīti tikai tie, kam kopš tā pagājušas visas { $days } dienas, lai par zaudētu neuzskatītu nevienu, kas vēl var atgriezties. Testa pasūtījumu nav; atcelts vai atmaksāts pasūtījums nav pirkums ne tagad, ne vēlāk; pasūtījumi vienā sekundē ir viens. „Netika jautāts” ir pirkumi, par kuriem šī aptauja jautājumu neuzdeva.
loyalty-how-sure = Blakus katram rādītājam ir intervāls, kurā patiesais rādītājs atrodas 95 reizēs no 100 (daļām – Vilsona, to starpībām – Ņūkomba metode). Katra grupa ir salīdzināta ar visiem pārējiem pircējiem. Kad salīdzinājumu ir tik daudz, viens no divdesmit izskatās drošs nejauši.

## What they bought

loyalty-after = Ko viņi šajās { $days } dienās pirka
loyalty-after-by-group = Dienas, pasūtījumi un nauda pēc pirkuma pa grupām
loyalty-after-by-rating = Dienas, pasūtījumi un nauda pēc pirkuma pa vērtējumiem
loyalty-days-to-next = Dienas līdz nākamajam pasūtījumam; pusei – mazāk
loyalty-days-to-next-short = Dienas līdz nākamajam pasūtījumam
loyalty-further-orders = Katra pircēja turpmākie pasūtījumi
loyalty-further-orders-short = Turpmākie pasūtījumi
loyalty-further-money = Katra pircēja turpmāk iztērētais, { $currency }
loyalty-further-money-short = Turpmāk iztērēts, { $currency }
loyalty-after-note = Pats pirkums nav ieskaitīts, tikai tas, kas sekoja. Dienas rēķinātas tiem, kas atgriezās. Nauda rēķināta pircējiem, kas par pirkumu maksāja šajā valūtā. Vidējam ir intervāls, kad atgriezušies { $floor } pircēji: vairums vairs netērē neko, bet daži tērē daudz, tāpēc ar mazāku skaitu neviena formula nepasaka, cik tas drošs.
loyalty-no-interval = intervāla vēl nav
loyalty-n = n { $count }

## All windows at once

loyalty-all-windows = Pirka vēlreiz 30, 90 un 365 dienu laikā
loyalty-all-windows-table = Pirka vēlreiz, pēc laika
loyalty-not-yet = vēl nav
loyalty-part-of = { $part } no { $whole }

## Who answers

loyalty-who-answers = Kas atbild
loyalty-what = Kas
loyalty-answered = Atbildēja
loyalty-everybody = Visi
loyalty-orders = Pasūtījumi
loyalty-order-total = Pasūtījuma summa; pusei – mazāka, { $currency }
loyalty-by-returning = No pircējiem, kas jau bija pirkuši
loyalty-by-first-purchase = Pircēji pēc pirmā pirkuma
loyalty-bought-again-within = Pirka vēlreiz { $days } dienu laikā
loyalty-who-answers-note = Pirkumi { $period }. Pircējs jau bija pircis, ja mums zināms agrāks pasūtījums vai tā saka jūsu veikals.
loyalty-all-answered = Par katru šo dienu zināmo pirkumu ir atbildēts: nav, ar ko salīdzināt. Atcelti un atmaksāti pasūtījumi nav pirkumi.
loyalty-few-answered =
    { $count ->
        [zero] Pagaidām atbildējuši { $count } pircēju: par maz, lai noteiktu, vai viņi ir tādi paši kā pārējie.
        [one] Pagaidām atbildējis { $count } pircējs: par maz, lai noteiktu, vai viņi ir tādi paši kā pārējie.
       *[other] Pagaidām atbildējuši { $count } pircēji: par maz, lai noteiktu, vai viņi ir tādi paši kā pārējie.
    }
loyalty-alike = Tie, kas atbildēja, bija pirkuši iepriekš un atgriezās apmēram tikpat bieži kā pārējie: nekas šeit neliecina, ka rādītājs kādu neatspoguļo.
loyalty-unlike =
    { $returning ->
        [more]
            { $again ->
                [more] Par tiem, kas neatbildēja, rādītājs liecina mazāk: tie, kas atbildēja, biežāk bija pirkuši iepriekš un biežāk atgriezās.
                [less] Par tiem, kas neatbildēja, rādītājs liecina mazāk: tie, kas atbildēja, biežāk bija pirkuši iepriekš, bet retāk atgriezās.
               *[same] Par tiem, kas neatbildēja, rādītājs liecina mazāk: tie, kas atbildēja, biežāk bija pirkuši iepriekš.
            }
        [less]
            { $again ->
                [more] Par tiem, kas neatbildēja, rādītājs liecina mazāk: tie, kas atbildēja, retāk bija pirkuši iepriekš, bet biežāk atgriezās.
                [less] Par tiem, kas neatbildēja, rādītājs liecina mazāk: tie, kas atbildēja, retāk bija pirkuši iepriekš un retāk atgriezās.
               *[same] Par tiem, kas neatbildēja, rādītājs liecina mazāk: tie, kas atbildēja, retāk bija pirkuši iepriekš.
            }
       *[same]
            { $again ->
                [more] Par tiem, kas neatbildēja, rādītājs liecina mazāk: tie, kas atbildēja, biežāk atgriezās.
               *[less] Par tiem, kas neatbildēja, rādītājs liecina mazāk: tie, kas atbildēja, retāk atgriezās.
            }
    }

## Money at risk

loyalty-risk = Apdraudētā nauda
loyalty-risk-none =
    { $group ->
        [detractors] Pēc pēdējās atbildes neviens pircējs nav kritizētājs.
        [difficult] Pēc pēdējās atbildes nevienam pircējam nebija grūti.
       *[dissatisfied] Pēc pēdējās atbildes neviens pircējs nav neapmierināts.
    }
loyalty-risk-nothing-bought =
    { $group ->
        [detractors]
            { $count ->
                [zero] <strong>{ $count } pircēju</strong>, kas pēc pēdējās atbildes ir kritizētāji, pēdējā gadā neko nepirka.
                [one] <strong>{ $count } pircējs</strong>, kas pēc pēdējās atbildes ir kritizētājs, pēdējā gadā neko nepirka.
               *[other] <strong>{ $count } pircēji</strong>, kas pēc pēdējās atbildes ir kritizētāji, pēdējā gadā neko nepirka.
            }
        [difficult]
            { $count ->
                [zero] <strong>{ $count } pircēju</strong>, kam pēc pēdējās atbildes bija grūti, pēdējā gadā neko nepirka.
                [one] <strong>{ $count } pircējs</strong>, kam pēc pēdējās atbildes bija grūti, pēdējā gadā neko nepirka.
               *[other] <strong>{ $count } pircēji</strong>, kam pēc pēdējās atbildes bija grūti, pēdējā gadā neko nepirka.
            }
       *[dissatisfied]
            { $count ->
                [zero] <strong>{ $count } pircēju</strong>, kas pēc pēdējās atbildes ir neapmierināti, pēdējā gadā neko nepirka.
                [one] <strong>{ $count } pircējs</strong>, kas pēc pēdējās atbildes ir neapmierināts, pēdējā gadā neko nepirka.
               *[other] <strong>{ $count } pircēji</strong>, kas pēc pēdējās atbildes ir neapmierināti, pēdējā gadā neko nepirka.
            }
    }
loyalty-risk-money =
    { $group ->
        [detractors] <strong>{ $amount }</strong> pēdējā gadā nākuši no pircējiem, kas pēc pēdējās atbildes ir kritizētāji.
        [difficult] <strong>{ $amount }</strong> pēdējā gadā nākuši no pircējiem, kam pēc pēdējās atbildes bija grūti.
       *[dissatisfied] <strong>{ $amount }</strong> pēdējā gadā nākuši no pircējiem, kas pēc pēdējās atbildes ir neapmierināti.
    }
loyalty-risk-orders =
    { $group ->
        [detractors]
            { $count ->
                [zero] <strong>{ $count } pasūtījumu</strong> pēdējā gadā nākuši no pircējiem, kas pēc pēdējās atbildes ir kritizētāji.
                [one] <strong>{ $count } pasūtījums</strong> pēdējā gadā nācis no pircējiem, kas pēc pēdējās atbildes ir kritizētāji.
               *[other] <strong>{ $count } pasūtījumi</strong> pēdējā gadā nākuši no pircējiem, kas pēc pēdējās atbildes ir kritizētāji.
            }
        [difficult]
            { $count ->
                [zero] <strong>{ $count } pasūtījumu</strong> pēdējā gadā nākuši no pircējiem, kam pēc pēdējās atbildes bija grūti.
                [one] <strong>{ $count } pasūtījums</strong> pēdējā gadā nācis no pircējiem, kam pēc pēdējās atbildes bija grūti.
               *[other] <strong>{ $count } pasūtījumi</strong> pēdējā gadā nākuši no pircējiem, kam pēc pēdējās atbildes bija grūti.
            }
       *[dissatisfied]
            { $count ->
                [zero] <strong>{ $count } pasūtījumu</strong> pēdējā gadā nākuši no pircējiem, kas pēc pēdējās atbildes ir neapmierināti.
                [one] <strong>{ $count } pasūtījums</strong> pēdējā gadā nācis no pircējiem, kas pēc pēdējās atbildes ir neapmierināti.
               *[other] <strong>{ $count } pasūtījumi</strong> pēdējā gadā nākuši no pircējiem, kas pēc pēdējās atbildes ir neapmierināti.
            }
    }
loyalty-last-year = Pēdējās 365 dienās
loyalty-at-risk = Apdraudēts
loyalty-of-all = No visa
loyalty-money = Nauda, { $currency }
loyalty-risk-note = Neatkarīgi no izvēlētā perioda: pasūtījumi līdz šodienai pēc katra pircēja pēdējās atbildes uz šo jautājumu. Tas ir iztērētais, nevis tas, ko zaudēsiet.
loyalty-risk-answers = Ko viņi teica

## By month

loyalty-cohorts = Pa pirmā pasūtījuma mēnešiem
loyalty-cohorts-none = Kad kopš pirmā pasūtījuma būs pagājis vesels mēnesis, šeit varēs redzēt, kas kurā mēnesī atgriezās.
loyalty-cohorts-note = Cik no pircējiem, kuru pirmais pasūtījums bija attiecīgajā mēnesī, pirka katrā nākamajā mēnesī. Tikai veseli mēneši.
loyalty-cohorts-table = Kas pirka vēlreiz, pa pirmā pasūtījuma mēnešiem
loyalty-first-order = Pirmais pasūtījums
loyalty-months-later-short = +{ $months }
loyalty-months-later =
    { $months ->
        [1] Pirka nākamajā mēnesī
        [zero] Pirka pēc { $months } mēnešiem
        [one] Pirka pēc { $months } mēneša
       *[other] Pirka pēc { $months } mēnešiem
    }
loyalty-gone = Gadu nav pirkuši
loyalty-cohorts-colours = Jo tumšāka krāsa, jo lielāka daļa; ja pircēju ir mazāk par { $floor }, krāsas nav.
loyalty-cohorts-gone = „Gadu nav pirkuši” nozīmē, ka pēdējās 365 dienās nav pirkuši neko.
loyalty-cohorts-left-out = Pircēji, kuru pirmais zināmais pasūtījums pēc jūsu veikala ziņām nebija pirmais, nav iekļauti nevienā rindā.

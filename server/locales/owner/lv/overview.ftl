## Above everything

overview-live-since = aktīva kopš: { $day }
overview-paused = apturēta
overview-days = { $period }, { $days }
overview-share = Kopīgot

## Before the first answer

overview-no-answers-yet = Atbilžu vēl nav.
overview-asked-so-far =
    { $count ->
        [zero] Aptaujāti { $count } pircēju. Pirmā atbilde parādīsies šeit.
        [one] Aptaujāts { $count } pircējs. Pirmā atbilde parādīsies šeit.
       *[other] Aptaujāti { $count } pircēji. Pirmā atbilde parādīsies šeit.
    }
overview-paste-tag = Ievietojiet šo birku lapā, kurā pircējiem pateicaties par pasūtījumu. Pirmā atbilde parādīsies šeit.
overview-install = Kā to uzstādīt
overview-try = Izmēģināt demonstrācijas veikalā

## The score

overview-score = Rādītājs
overview-none-in-period = Nav atbilžu { $period }.
overview-count-in-period =
    { $count ->
        [zero] <figure>{ $count } atbilžu</figure> { $period }.
        [one] <figure>{ $count } atbilde</figure> { $period }.
       *[other] <figure>{ $count } atbildes</figure> { $period }.
    }
overview-missing =
    { $count ->
        [zero] Rādītājam vajag vēl { $count } atbilžu. Ja to ir mazāk, tas vairāk liecinātu par nejaušību nekā par jūsu veikalu.
        [1] Rādītājam vajag vēl vienu atbildi. Ja to ir mazāk, tas vairāk liecinātu par nejaušību nekā par jūsu veikalu.
        [one] Rādītājam vajag vēl { $count } atbildi. Ja to ir mazāk, tas vairāk liecinātu par nejaušību nekā par jūsu veikalu.
       *[other] Rādītājam vajag vēl { $count } atbildes. Ja to ir mazāk, tas vairāk liecinātu par nejaušību nekā par jūsu veikalu.
    }
overview-show-all-time = Rādīt visu laiku
overview-from =
    { $group ->
        [satisfied]
            { $count ->
                [zero] apmierināti, no { $count } atbildēm
                [one] apmierināti, no { $count } atbildes
               *[other] apmierināti, no { $count } atbildēm
            }
        [easy]
            { $count ->
                [zero] atzina, ka bija viegli, no { $count } atbildēm
                [one] atzina, ka bija viegli, no { $count } atbildes
               *[other] atzina, ka bija viegli, no { $count } atbildēm
            }
       *[other]
            { $count ->
                [zero] no { $count } atbildēm
                [one] no { $count } atbildes
               *[other] no { $count } atbildēm
            }
    }
overview-was = iepriekš { $score }
overview-interval = Ar 95 % ticamību tas ir <figure>no { $low } līdz { $high }</figure>.
overview-mean = Vidējais vērtējums <figure>{ $mean }</figure> no 7, intervāls no { $low } līdz { $high }.

## How it moved

overview-rise =
    { $points ->
        [zero] <change>Kāpums par { $points } punktiem</change> nav nejaušība: intervāls no { $low } līdz { $high }.
        [one] <change>Kāpums par { $points } punktu</change> nav nejaušība: intervāls no { $low } līdz { $high }.
       *[other] <change>Kāpums par { $points } punktiem</change> nav nejaušība: intervāls no { $low } līdz { $high }.
    }
overview-fall =
    { $points ->
        [zero] <change>Kritums par { $points } punktiem</change> nav nejaušība: intervāls no { $low } līdz { $high }.
        [one] <change>Kritums par { $points } punktu</change> nav nejaušība: intervāls no { $low } līdz { $high }.
       *[other] <change>Kritums par { $points } punktiem</change> nav nejaušība: intervāls no { $low } līdz { $high }.
    }
overview-rise-unsure =
    { $points ->
        [zero] Kāpums par { $points } punktiem var būt nejaušs: intervāls no { $low } līdz { $high }.
        [one] Kāpums par { $points } punktu var būt nejaušs: intervāls no { $low } līdz { $high }.
       *[other] Kāpums par { $points } punktiem var būt nejaušs: intervāls no { $low } līdz { $high }.
    }
overview-fall-unsure =
    { $points ->
        [zero] Kritums par { $points } punktiem var būt nejaušs: intervāls no { $low } līdz { $high }.
        [one] Kritums par { $points } punktu var būt nejaušs: intervāls no { $low } līdz { $high }.
       *[other] Kritums par { $points } punktiem var būt nejaušs: intervāls no { $low } līdz { $high }.
    }
overview-same = Apmēram tāpat kā iepriekš: starpība ir no { $low } līdz { $high } punktiem.
overview-before-none =
    { $days ->
        [zero] Iepriekšējās { $days } dienās neviens neatbildēja.
        [1] Iepriekšējā dienā neviens neatbildēja.
        [one] Iepriekšējā { $days } dienā neviens neatbildēja.
       *[other] Iepriekšējās { $days } dienās neviens neatbildēja.
    }
overview-before-few =
    { $count ->
        [zero] Pirms tam tikpat ilgā laikā (dienu skaits: { $days }) saņemtas tikai { $count } atbilžu: par maz, lai salīdzinātu.
        [one] Pirms tam tikpat ilgā laikā (dienu skaits: { $days }) saņemta tikai { $count } atbilde: par maz, lai salīdzinātu.
       *[other] Pirms tam tikpat ilgā laikā (dienu skaits: { $days }) saņemtas tikai { $count } atbildes: par maz, lai salīdzinātu.
    }

## The target

overview-target = Mērķis { $score }
overview-set-target = Noteikt mērķi
overview-target-label = Sasniedzamais rādītājs, no { $least } līdz { $most }
overview-target-note = To attēlo kā līniju. Ja mērķa nav, atstājiet lauku tukšu.
overview-save-target = Saglabāt mērķi
overview-target-wrong = Mērķis ir vesels skaitlis no { $least } līdz { $most }; ja mērķa nav, atstājiet lauku tukšu.
overview-target-nothing = Šajā aptaujā nav jautājuma, kam būtu rādītājs, tāpēc mērķi noteikt nevar.
overview-target-reached = Mērķis <figure>{ $score }</figure> ir sasniegts, un tā nav nejaušība.
overview-target-reached-unsure = Mērķis <figure>{ $score }</figure> ir sasniegts, taču tā var būt nejaušība.
overview-target-missed = Mērķis <figure>{ $score }</figure> nav sasniegts, un tā nav nejaušība.
overview-target-missed-unsure = Mērķis <figure>{ $score }</figure> nav sasniegts, taču tā var būt nejaušība.

## The trend

overview-by-day = Pa dienām, ar 95 % joslu
overview-by-week = Pa nedēļām, ar 95 % joslu
overview-by-month = Pa mēnešiem, ar 95 % joslu
overview-table-by-day = Rādītājs pa dienām
overview-table-by-week = Rādītājs pa nedēļām
overview-table-by-month = Rādītājs pa mēnešiem
overview-steps = Attēlot pa
overview-day = Diena
overview-week = Nedēļa
overview-month = Mēnesis
overview-as-table = Kā tabula
overview-score-column = Rādītājs
overview-interval-column = Intervāls

## The newest answers

overview-newest = Jaunākās atbildes
overview-all-responses = Visas atbildes

## From asked to answered

overview-funnel = No jautājuma līdz atbildei
overview-asked = Jautāts
overview-seen = Ieraudzīts
overview-started = Atbildēt sākts
overview-answered = Atbildēts
overview-complete = Pabeigts
overview-from-elsewhere = Šīs atbildes nāk no citurienes: nav zināms, cik cilvēkiem tika jautāts.
overview-some-from-elsewhere =
    { $count ->
        [zero] { $count } atbilžu nāk no citurienes, bez tiem, kam jautāja un kas neatbildēja: patiesās daļas ir mazākas.
        [one] { $count } atbilde nāk no citurienes, bez tiem, kam jautāja un kas neatbildēja: patiesās daļas ir mazākas.
       *[other] { $count } atbildes nāk no citurienes, bez tiem, kam jautāja un kas neatbildēja: patiesās daļas ir mazākas.
    }
overview-answer-rate = No tiem, kas jautājumu ieraudzīja, atbildēja <figure>{ $share }</figure>.
overview-nobody-asked = Nevienam netika jautāts { $period }.
overview-time = Puse atbildēja šādā laikā pēc jautājuma ieraudzīšanas: <figure>{ $time }</figure>.
overview-time-to-end = Puse atbildēja šādā laikā pēc jautājuma ieraudzīšanas: <figure>{ $time }</figure>; pusei no tiem, kas turpināja līdz beigām, vēl vajadzēja: <end>{ $later }</end>.
overview-stopped =
    { $count ->
        [zero] { $count } cilvēku sāka un nepabeidza
        [one] { $count } cilvēks sāka un nepabeidza
       *[other] { $count } cilvēki sāka un nepabeidza
    }
overview-stopped-at = Apstājās pie
overview-at-end = Beigas, pirms nosūtīšanas
overview-at-former = Jautājums, ko vairs neuzdod
overview-people = Cilvēki
overview-shares-of-started =
    { $count ->
        [zero] Daļas ir no { $count } cilvēkiem, kas sāka.
        [one] Daļas ir no { $count } cilvēka, kas sāka.
       *[other] Daļas ir no { $count } cilvēkiem, kas sāka.
    }

## How they rated

overview-ratings = Kā vērtēja
overview-rating = Vērtējums
overview-group = Grupa
overview-answers = Atbildes
overview-percent = Daļa

## What was answered to other questions

overview-shares =
    { $count ->
        [zero] No { $count } atbildēm.
        [one] No { $count } atbildes.
       *[other] No { $count } atbildēm.
    }
overview-shares-several =
    { $count ->
        [zero] No { $count } atbildēm; varēja izvēlēties vairākas.
        [one] No { $count } atbildes; varēja izvēlēties vairākas.
       *[other] No { $count } atbildēm; varēja izvēlēties vairākas.
    }
overview-shares-few = Tik maz atbilžu tikpat liecina par nejaušību, cik par jūsu veikalu.

## What is looked at

breakdown-question = Jautājums: { $question }
breakdown-by = Pēc: { $dimension }
breakdown-everything = Viss, drošākās atšķirības vispirms
breakdown-filters = Tikai šīs atbildes
breakdown-remove-filter = Noņemt filtru { $dimension }: { $value }
breakdown-all-answers = Visas atbildes

## Where there is nothing to show

breakdown-nothing-rated = Šajā aptaujā nav vērtējumu.
breakdown-nothing-rated-note = Dalīt var tikai vērtējumus: gatavību ieteikt, apmierinātību, ērtumu, skalu vai jā un nē.
breakdown-to-surveys = Uz aptaujām
breakdown-none-in-period = Nav atbilžu { $period }.
breakdown-count-in-period =
    { $count ->
        [zero] <figure>{ $count } atbilžu</figure> { $period }.
        [one] <figure>{ $count } atbilde</figure> { $period }.
       *[other] <figure>{ $count } atbildes</figure> { $period }.
    }
breakdown-needs =
    { $count ->
        [zero] Rādītājam vajag { $count } atbilžu. Tad to varēs salīdzināt pēc valsts, preces un visa pārējā, kas zināms.
        [one] Rādītājam vajag { $count } atbildi. Tad to varēs salīdzināt pēc valsts, preces un visa pārējā, kas zināms.
       *[other] Rādītājam vajag { $count } atbildes. Tad to varēs salīdzināt pēc valsts, preces un visa pārējā, kas zināms.
    }
breakdown-needs-more =
    { $count ->
        [zero] Rādītājam vajag vēl { $count } atbilžu. Tad to varēs salīdzināt pēc valsts, preces un visa pārējā, kas zināms.
        [one] Rādītājam vajag vēl { $count } atbildi. Tad to varēs salīdzināt pēc valsts, preces un visa pārējā, kas zināms.
       *[other] Rādītājam vajag vēl { $count } atbildes. Tad to varēs salīdzināt pēc valsts, preces un visa pārējā, kas zināms.
    }
breakdown-show-all-time = Rādīt visu laiku
breakdown-install = Kā uzstādīt birku
breakdown-too-few-to-compare = Nav divu grupu, kurām būtu pietiekami daudz atbilžu, lai tās salīdzinātu.
breakdown-nothing-known-of = Par šīm atbildēm sadaļā „{ $dimension }” nekas nav zināms.
breakdown-nothing-known = Par šīm atbildēm nav zināms nekas, pēc kā tās atšķirt.

## All answers

breakdown-summary =
    { $kind ->
        [csat]
            { $count ->
                [zero] <strong>{ $figure }</strong> apmierināti, no { $count } atbildēm.
                [one] <strong>{ $figure }</strong> apmierināti, no { $count } atbildes.
               *[other] <strong>{ $figure }</strong> apmierināti, no { $count } atbildēm.
            }
        [ces]
            { $count ->
                [zero] <strong>{ $figure }</strong> atzina, ka bija viegli, no { $count } atbildēm.
                [one] <strong>{ $figure }</strong> atzina, ka bija viegli, no { $count } atbildes.
               *[other] <strong>{ $figure }</strong> atzina, ka bija viegli, no { $count } atbildēm.
            }
        [yes-no]
            { $count ->
                [zero] <strong>{ $figure }</strong> atbildēja „jā”, no { $count } atbildēm.
                [one] <strong>{ $figure }</strong> atbildēja „jā”, no { $count } atbildes.
               *[other] <strong>{ $figure }</strong> atbildēja „jā”, no { $count } atbildēm.
            }
        [scale]
            { $count ->
                [zero] <strong>{ $figure }</strong> no { $top } vidēji, { $count } atbilžu.
                [one] <strong>{ $figure }</strong> no { $top } vidēji, { $count } atbilde.
               *[other] <strong>{ $figure }</strong> no { $top } vidēji, { $count } atbildes.
            }
       *[nps]
            { $count ->
                [zero] <strong>{ $figure }</strong> no { $count } atbildēm.
                [one] <strong>{ $figure }</strong> no { $count } atbildes.
               *[other] <strong>{ $figure }</strong> no { $count } atbildēm.
            }
    }
breakdown-sure =
    { $count ->
        [0] Šeit nekas neatšķiras vairāk par nejaušību.
        [1] Viena grupa atšķiras vairāk par nejaušību.
        [zero] { $count } grupu atšķiras vairāk par nejaušību.
        [one] { $count } grupa atšķiras vairāk par nejaušību.
       *[other] { $count } grupas atšķiras vairāk par nejaušību.
    }
breakdown-interval = Ar 95 % ticamību tas ir no { $low } līdz { $high }.

## The table

breakdown-caption = Rādītājs pa grupām, drošākās atšķirības vispirms
breakdown-group = Grupa
breakdown-answers = Atbildes
breakdown-mean = Vidējais
breakdown-score = Rādītājs
breakdown-drawn = Intervāls
breakdown-difference = Pret pārējām
breakdown-count =
    { $count ->
        [zero] { $count }<unit> atbilžu</unit>
        [one] { $count }<unit> atbilde</unit>
       *[other] { $count }<unit> atbildes</unit>
    }
breakdown-only = Tikai šīs
breakdown-only-label = Tikai šīs: { $value }
breakdown-no-others = nav, ar ko salīdzināt
breakdown-surely-higher = droši augstāk
breakdown-surely-lower = droši zemāk
breakdown-chance-of-many = var būt nejaušība, jo salīdzinājumu ir daudz

## What is not in the table

breakdown-too-small =
    { $groups ->
        [zero]
            { $answers ->
                [zero] Nav parādītas { $groups } grupas, kurās kopā ir { $answers } atbilžu: grupai vajag { $floor } atbilžu.
                [one] Nav parādītas { $groups } grupas, kurās kopā ir { $answers } atbilde: grupai vajag { $floor } atbilžu.
               *[other] Nav parādītas { $groups } grupas, kurās kopā ir { $answers } atbildes: grupai vajag { $floor } atbilžu.
            }
        [one]
            { $answers ->
                [zero] Nav parādīta { $groups } grupa, kurā ir { $answers } atbilžu: grupai vajag { $floor } atbilžu.
                [one] Nav parādīta { $groups } grupa, kurā ir { $answers } atbilde: grupai vajag { $floor } atbilžu.
               *[other] Nav parādīta { $groups } grupa, kurā ir { $answers } atbildes: grupai vajag { $floor } atbilžu.
            }
       *[other]
            { $answers ->
                [zero] Nav parādītas { $groups } grupas, kurās kopā ir { $answers } atbilžu: grupai vajag { $floor } atbilžu.
                [one] Nav parādītas { $groups } grupas, kurās kopā ir { $answers } atbilde: grupai vajag { $floor } atbilžu.
               *[other] Nav parādītas { $groups } grupas, kurās kopā ir { $answers } atbildes: grupai vajag { $floor } atbilžu.
            }
    }
breakdown-too-small-many =
    { $groups ->
        [zero] Nav parādītas { $groups } grupas, kurās atbilžu ir mazāk: grupai vajag { $floor } atbilžu.
        [one] Nav parādīta { $groups } grupa, kurā atbilžu ir mazāk: grupai vajag { $floor } atbilžu.
       *[other] Nav parādītas { $groups } grupas, kurās atbilžu ir mazāk: grupai vajag { $floor } atbilžu.
    }
breakdown-too-small-each = Grupas ar pārāk maz atbildēm: { $list }. Grupai vajag { $floor } atbilžu.
breakdown-too-small-one = { $dimension } ({ $groups })
breakdown-more-comparisons =
    { $count ->
        [zero] Šīs ir drošākās atšķirības. Veikti vēl { $count } salīdzinājumi; lai redzētu visus, sadaļā „Pēc” izvēlieties vienu grupu veidu.
        [one] Šīs ir drošākās atšķirības. Veikts vēl { $count } salīdzinājums; lai redzētu visus, sadaļā „Pēc” izvēlieties vienu grupu veidu.
       *[other] Šīs ir drošākās atšķirības. Veikti vēl { $count } salīdzinājumi; lai redzētu visus, sadaļā „Pēc” izvēlieties vienu grupu veidu.
    }
breakdown-more-groups =
    { $count ->
        [zero] Nav parādītas { $count } grupas: to atšķirības ir vēl nedrošākas.
        [one] Nav parādīta { $count } grupa: tās atšķirība ir vēl nedrošāka.
       *[other] Nav parādītas { $count } grupas: to atšķirības ir vēl nedrošākas.
    }

## How to read it

breakdown-how-to-read = Kā to lasīt
breakdown-how-compared = Katra grupa ir salīdzināta ar visām pārējām atbildēm, par kurām zināms tas pats. Blakus katram rādītājam ir intervāls, kurā patiesais rādītājs atrodas 95 reizēs no 100.
breakdown-how-many =
    { $count ->
        [zero] No { $count } salīdzinājumiem daži izceltos tīri nejauši, tāpēc tie vērtēti kopā (Benjamini un Hohberga metode): no izkrāsotajiem nejaušs vidēji ir augstākais viens no divdesmit. Arī atšķirība bez krāsas viena pati var nepieļaut nulli un tomēr būt nejauša.
        [one] No { $count } salīdzinājuma daži izceltos tīri nejauši, tāpēc tie vērtēti kopā (Benjamini un Hohberga metode): no izkrāsotajiem nejaušs vidēji ir augstākais viens no divdesmit. Arī atšķirība bez krāsas viena pati var nepieļaut nulli un tomēr būt nejauša.
       *[other] No { $count } salīdzinājumiem daži izceltos tīri nejauši, tāpēc tie vērtēti kopā (Benjamini un Hohberga metode): no izkrāsotajiem nejaušs vidēji ir augstākais viens no divdesmit. Arī atšķirība bez krāsas viena pati var nepieļaut nulli un tomēr būt nejauša.
    }
breakdown-how-cause = Grupa var atšķirties kaut kā cita dēļ, kas ar to ir saistīts: tālu dzīvojošos var neapmierināt piegāde, nevis valsts. Sašauriniet atbildes ar „Tikai šīs”, lai redzētu, vai atšķirība saglabājas.

## The file as a whole

survey-file-at = { $place }: { $problem }
survey-file-more =
    { $count ->
        [zero] Ir vēl { $count } līdzīgu kļūdu.
        [one] Ir vēl { $count } līdzīga kļūda.
       *[other] Ir vēl { $count } līdzīgas kļūdas.
    }
survey-file-too-large = Aptaujas fails drīkst būt ne lielāks par 1 MB: šis ir lielāks.
survey-file-empty = Fails ir tukšs: izvēlieties šeit saglabātu failu.
survey-file-not-json = Fails nav JSON: kaut kas nav pareizi { $line }. rindā pie { $character }. rakstzīmes. Pārbaudiet, vai tur netrūkst komata, pēdiņu vai iekavas.
survey-file-no-object = Aptaujas failā ir viens JSON objekts: { $sample }.
survey-file-no-content = Trūkst „content”: tajā ir valoda, jautājumi un pateicība.
survey-file-no-questions = Tā trūkst: tas ir jautājumu saraksts.
survey-file-questions-too-many = { $count } jautājumi ir par daudz: aptaujā var būt ne vairāk kā { $limit }.
survey-file-unknown-kind = Nav veida „{ $kind }”. Izmantojiet kādu no šiem: { $kinds }.
survey-file-unknown-field = Šeit šāda lauka nav. Pārbaudiet, vai tas uzrakstīts pareizi, vai noņemiet to.

## Values that don’t fit

survey-file-missing = Tā trūkst.
survey-file-field-missing = Trūkst „{ $name }”.
survey-file-whole-number = Ierakstiet šeit veselu skaitli no 0 līdz { $most }.
survey-file-text = Ierakstiet šeit tekstu pēdiņās.
survey-file-boolean = Ierakstiet šeit true vai false.
survey-file-list = Ierakstiet šeit sarakstu starp [ ].
survey-file-object = Ierakstiet šeit objektu starp { $braces }.
survey-file-unreadable = To nevar nolasīt: { $problem }.

## Texts and links

survey-file-text-too-long = Teksta garums ir { $length } rakstzīmes; atļauts ne vairāk kā { $limit }. Saīsiniet to.
survey-file-control-character = Tekstā ir vadības rakstzīme: ierakstiet to no jauna.
survey-file-link-text = Saitei vajag vārdus, kas pasaka, kurp tā ved.
survey-file-link-address = Ierakstiet saiti, kas sākas ar https:// vai mailto:, bez atstarpēm un pēdiņām.

## Content

survey-file-locale = Izmantojiet kādu no šīm valodām: { $languages }.
survey-file-no-question = Aptaujai vajag vismaz vienu jautājumu: pievienojiet to.
survey-file-question-limit = Aptaujā var būt ne vairāk kā { $limit } jautājumi: dažus noņemiet.
survey-file-same-question = Diviem jautājumiem ir identifikators „{ $id }”: dodiet vienam no tiem citu.
survey-file-thanks = Ierakstiet, ko teikt beigās, piemēram, „Paldies.”
survey-file-question-text = Ierakstiet šeit jautājumu.
survey-file-range = Skala iet no mazākā skaitļa uz lielāko, kas nav lielāks par 10.

## Options

survey-file-two-options = Piedāvājiet vismaz divas iespējas, katru savā rindā.
survey-file-option-limit = Jautājumam var būt ne vairāk kā { $limit } iespējas: dažas noņemiet.
survey-file-reserved-option = Identifikatoram „{ $id }” ir sava nozīme: izmantojiet jautājuma lauku „{ $id }” vai citu identifikatoru.
survey-file-same-option = Divām iespējām ir identifikators „{ $id }”: dodiet vienai no tām citu.
survey-file-option-text = Iespējai vajag vārdus.
survey-file-option-line = Iespēja ir viena rinda.

## Endings and branches

survey-file-ending-no-score = Nobeigumi atšķiras pēc vērtējuma, bet šajā aptaujā tāda nav: noņemiet nobeigumu vai pievienojiet jautājumu ar vērtējumu.
survey-file-ending-order = Pirmais vērtējums ir lielāks par pēdējo: neviens to neredzētu. Apmainiet tos.
survey-file-ending-thanks = Ierakstiet, ko šeit teikt.
survey-file-branch-option = Šīs iespējas vairs nav: izvēlieties citu vai noņemiet zaru.
survey-file-branch-order = Pirmais vērtējums ir lielāks par pēdējo: neviens pa šo zaru neietu. Apmainiet tos.
survey-file-branch-nowhere = Tas ved uz „{ $id }”, kura nav: izvēlieties citu jautājumu vai nobeigumu.
survey-file-branch-back = Tas ved atpakaļ uz „{ $id }”. Zars ved tikai uz tālākiem jautājumiem, lai katra aptauja beigtos.

## Translations

survey-file-no-such-text = Šajā aptaujā šāda teksta nav. Tekstu nosaukumi ir, piemēram, { $examples }.

## Rules and look

survey-file-seconds = Ierakstiet sekunžu skaitu no 0 līdz 3600.
survey-file-percent = Ierakstiet procentu skaitu no 1 līdz 100.
survey-file-selector = Ierakstiet CSS selektoru ar 1 līdz 200 rakstzīmēm, piemēram, #help vai .feedback.
survey-file-pattern = Paraugs sākas ar / vai * un ir ne garāks par 200 rakstzīmēm, piemēram, /account* vai *sale*.
survey-file-until = Tas beigtos, pirms sāktos: izvēlieties vēlāku beigu laiku.
survey-file-countries = Rakstiet valstis ar diviem burtiem, piemēram, LV, EE.
survey-file-languages = Rakstiet valodas ar kodiem, piemēram, lv, pt-BR.
survey-file-minimum = Mazākā summa nevar būt zem 0.
survey-file-products = Norādiet ne vairāk kā { $limit } preces.
survey-file-days = Ierakstiet dienu skaitu no 1 līdz 730.
survey-file-shown-limit = Ierakstiet skaitli no 1 līdz 20.
survey-file-logo = Attēla adrese sākas ar https://, un tajā nav atstarpju un pēdiņu.
survey-file-radius = Ierakstiet skaitli no 0 līdz 32.

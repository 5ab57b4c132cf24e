keywords-note = { $survey }, { $period }.
keywords-promise = Ko saka { $low }, bet nesaka { $high }, un otrādi: saskaitīts, nevis iztulkots.
keywords-nobody = Neviens neko nav uzrakstījis { $period }.
keywords-nobody-note = Vārdi šeit parādīsies, tiklīdz pircēji kaut ko uzrakstīs. Aptaujā vajadzīgs jautājums, uz kuru atbild vārdiem.
keywords-all-time = Skatīt visu laiku
keywords-no-score = Šai aptaujai nav vērtējuma.
keywords-no-score-note = Šajā lapā redzami vārdi, kas zemus vērtējumus atšķir no augstiem. Šīs aptaujas atbildes lasiet sadaļā <link>Atbildes</link>.

## The languages to choose from

keywords-languages = Valoda
keywords-unknown-language = Nezināma valoda

## The two sides

keywords-say =
    { $group ->
        [promoters] Ieteicēji saka
        [detractors] Kritizētāji saka
        [easy] Tie, kam bija viegli, saka
        [difficult] Tie, kam bija grūti, saka
        [satisfied] Apmierinātie saka
       *[dissatisfied] Neapmierinātie saka
    }
keywords-newest =
    { $group ->
        [promoters] Ko nesen rakstīja ieteicēji
        [detractors] Ko nesen rakstīja kritizētāji
        [easy] Ko nesen rakstīja tie, kam bija viegli
        [difficult] Ko nesen rakstīja tie, kam bija grūti
        [satisfied] Ko nesen rakstīja apmierinātie
       *[dissatisfied] Ko nesen rakstīja neapmierinātie
    }
keywords-wrote-nothing = Viņi neko neuzrakstīja.
keywords-too-few = Vārdu ir par maz, lai tos salīdzinātu. Atbildes ar vārdiem: { $low } – <first>{ $low-count }</first>, { $high } – <second>{ $high-count }</second>.
keywords-floor = Kad katrā pusē būs { $floor } atbildes, šeit parādīsies vārdi, kas tās atšķir. Līdz tam lasiet uzrakstīto.

## The table of a side

keywords-none = Neviens vārds neizceļas.
keywords-none-note = Tas, ko viņi raksta, no pārējo vārdiem atšķiras ne vairāk, kā to varētu izskaidrot nejaušība.
keywords-word = Vārdi
keywords-sureness = Cik droši
keywords-share = <figure>{ $count }</figure> no { $all }
keywords-very-sure = ļoti droši
keywords-sure = droši
keywords-may-be-chance = varbūt nejaušība

## Below the tables

keywords-method = Vārdu katrā atbildē skaita vienu reizi. Redzami vārdi, ko abas puses lieto tik atšķirīgi, ka nejaušības dēļ tā notiktu tikai ar 1 vārdu no 20 (izredžu attiecības logaritms, kura apriorais sadalījums ir visas atbildes šajā valodā). Aplūkoto vārdu ir daudz, tāpēc daži no tiem, pie kuriem rakstīts „varbūt nejaušība”, patiešām ir nejaušība. Vārds rāda, par ko cilvēki raksta, nevis to, kas nosaka vērtējumu.
keywords-capped = Saskaitīts perioda jaunākajās atbildēs (ne vairāk kā { $count }); vecākās nav iekļautas.
keywords-behind = Kad atbilžu ir tik daudz, vārdus skaita reizi minūtē: jaunākās atbildes, iespējams, vēl nav ieskaitītas.

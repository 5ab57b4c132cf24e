setup-begin = Sākums
setup-title = Uzdodiet savu pirmo jautājumu
setup-note = Viena lapa, un pēc tam jāielīmē skripta birka. Vēlāk visu var mainīt.

## You

setup-you = Jūs
setup-email = E-pasts
setup-email-hint = Ar to jūs pierakstīsieties. Uz to nekas netiek sūtīts.
setup-password = Parole
setup-password-hint =
    { $floor ->
        [zero] Vismaz { $floor } rakstzīmju; īsu teikumu ir viegli atcerēties.
        [one] Vismaz { $floor } rakstzīme; īsu teikumu ir viegli atcerēties.
       *[other] Vismaz { $floor } rakstzīmes; īsu teikumu ir viegli atcerēties.
    }

## The shop

setup-shop = Jūsu veikals
setup-shop-name = Nosaukums
setup-shop-name-hint = Tāds, kādu to zina pircēji: tas ir redzams jautājumā.
setup-origin = Tīmekļa adrese
setup-origin-hint = Vietne, kurā darbosies skripta birka, piemēram, { $example }. To var norādīt arī vēlāk.
setup-language = Jautājumu valoda
setup-time-zone = Laika josla
setup-time-zone-hint = Tā nosaka, kad sākas un beidzas jūsu dienas.

## The survey

setup-template = Ko jautāt
setup-create = Izveidot kontu un aptauju

## What went wrong

setup-password-again = Ievadiet paroli vēlreiz: tā netika saglabāta.
setup-account-exists = Konts ar šādu adresi jau pastāv. <link>Pierakstīties</link>
setup-link-wrong = Šī saite nedarbojas
setup-link-wrong-note = Uzstādīšanas saite darbojas, līdz ir izveidots pirmais konts. Kamēr konta nav, serveris ik reizi, kad to palaiž, izdrukā jaunu saiti. Nokopējiet visu pēdējo saiti.
setup-link-wrong-sign-in = Ja konts jau ir, pierakstieties.
setup-link-expired = Šī saite vairs nedarbojas.

share-title = Kopīgot atskaiti
share-of = { $survey } · <link>Atpakaļ uz pārskatu</link>

## A new link

share-new = Jauna saite
share-new-note = Tas, kuram ir saite, redz rādītājus un neko citu: ne pasūtījumus, ne e-pasta adreses, un neko nevar mainīt. Meklētājprogrammas tiek lūgtas lapu neiekļaut.
share-days = Kuras dienas
share-moves = Katru dienu virzās uz priekšu.
share-stays = Paliek pie šīm dienām; vēlākas atbildes joprojām tiek pieskaitītas.
share-good-for = Derīga
share-a-week = nedēļu
share-a-year = gadu
share-comments = Ar komentāriem
share-comments-hint = Jaunākās atbildes vārdos, bez pasūtījumiem. E-pasta adreses tajās tiek izlaistas, bet pircēju ierakstītie vārdi – ne.
share-make = Izveidot saiti

## Days, as the name of a link

share-week = Vienmēr pēdējās 7 dienas
share-month = Vienmēr pēdējās 30 dienas
share-quarter = Vienmēr pēdējās 90 dienas
share-year = Vienmēr pēdējais gads
share-all = Visas līdzšinējās atbildes
share-fixed = Atbildes { $period }

## Links

share-links = Saites
share-with-comments = ar komentāriem
share-made = izveidota: { $day }
share-good-until = derīga līdz { $day }
share-expired = termiņš beidzies
share-revoke = Atsaukt
share-revoke-sure = Saite pārstās darboties, un neviens, kam tā ir, vairs neredzēs atskaiti. Vai to atsaukt?

## The report

share-foot = Veikala { $shop } atskaite, tikai lasīšanai. Šī saite ir derīga līdz { $day }.
share-no-report = Šeit nav atskaites
share-no-report-note = Šī saite neved ne uz vienu atskaiti. Tā ir atsaukta, vai arī kāda tās daļa trūkst vai ir mainīta: salīdziniet to ar saņemto vai palūdziet jaunu.
share-link-expired = Šīs saites termiņš ir beidzies
share-link-expired-note = Šī saite bija derīga tikai noteiktu laiku. Palūdziet jaunu tam, kurš to jums iedeva.
share-failed = Tas neizdevās

## What went wrong

share-choose-lifetime = Izvēlieties vienu no veidlapā piedāvātajiem termiņiem.
share-too-many =
    { $limit ->
        [zero] Aptaujai var būt ne vairāk kā { $limit } saišu. Atsauciet kādu, kas vairs nav vajadzīga.
        [one] Aptaujai var būt ne vairāk kā { $limit } saite. Atsauciet kādu, kas vairs nav vajadzīga.
       *[other] Aptaujai var būt ne vairāk kā { $limit } saites. Atsauciet kādu, kas vairs nav vajadzīga.
    }

## What was done

settings-saved = Saglabāts.
settings-secret-replaced = Veikalam ir jauna slepenā atslēga. Ievietojiet to savā serverī: ar veco atslēgu parakstīti pasūtījumi tiek noraidīti.
settings-key-made = Atslēga ir izveidota. Tā tika parādīta vienu reizi, un vēlreiz to parādīt nevar.
settings-key-new = <strong>Atslēga „{ $name }” ir izveidota.</strong> Nokopējiet to tagad: vēlreiz tā netiks parādīta.
settings-key-revoked = Atslēga ir atsaukta.
settings-password-changed = Parole ir nomainīta. Visās citās pārlūkprogrammās jūsu konts ir aizvērts.

## Shop

settings-shop = Veikals
settings-name = Nosaukums
settings-name-hint = Tāds, kādu to zina pircēji: tas ir redzams jautājumos.
settings-origins = Adreses
settings-origins-hint = Vietnes, kurās drīkst darboties skripta birka, katra savā rindā, piemēram, { $example }.
settings-locale = Valoda
settings-locale-hint = Aptaujām, ko pievienosiet vēlāk.
settings-time-zone = Laika josla
settings-time-zone-hint = Tā nosaka, kad sākas un beidzas jūsu dienas.
settings-privacy = Saite uz jūsu privātuma lapu
settings-privacy-hint = Ja to norādīsiet, tā būs redzama veidlapā.
settings-quiet = Klusuma dienas starp aptaujām
settings-quiet-hint = Klientam, kuram jau ir kas jautāts, tik dienas netiek uzdoti citi jautājumi. Vajadzīga klienta atsauce jūsu skripta birkā. Ja šāda noteikuma nevajag, atstājiet tukšu.
settings-signed-only = Jautāt tikai par parakstītiem pasūtījumiem
settings-signed-only-hint = Jūsu serverim jāparaksta katrs pasūtījums, kā parādīts lapā <link>Uzstādīšana</link>. Par pārējiem nekad netiek jautāts.
settings-save = Saglabāt veikalu

## Secret

settings-secret = Slepenā atslēga pasūtījumu parakstīšanai
settings-secret-note = Tikai jūsu serverim. Kā ar to parakstīt, parādīts lapā <link>Uzstādīšana</link>.
settings-secret-show = Parādīt slepeno atslēgu
settings-secret-new = Izveidot jaunu slepeno atslēgu
settings-secret-sure = Ar veco atslēgu parakstīti pasūtījumi tūlīt tiks noraidīti. Vai izveidot jaunu?

## API keys

settings-keys = API atslēgas
settings-keys-note = Ko programmas ar atslēgu var nolasīt, teikts <link>API aprakstā</link>.
settings-keys-none = Pagaidām neviena programma nevar nolasīt šī veikala rādītājus.
settings-key-facts = Beidzas ar <code>{ $ending }</code> · izveidota: { $day }
settings-key-revoke = Atsaukt<hidden> { $name }</hidden>
settings-key-sure = Programmas, kas izmanto atslēgu „{ $name }”, tūlīt tiks noraidītas. Vai to atsaukt?
settings-key-name = Jaunās atslēgas nosaukums
settings-key-make = Izveidot atslēgu

## You

settings-you = Jūs
settings-signed-in = Jūsu konts: <strong>{ $email }</strong>.
settings-language = Šo lapu valoda
settings-language-hint = Tikai jūsu kontam. Pircējiem jautājumi tiek uzdoti viņu valodā.
settings-language-browser = Tāda pati kā pārlūkprogrammai
settings-language-save = Saglabāt valodu
settings-current-password = Pašreizējā parole
settings-current-password-hint = Lai mēs zinātu, ka tas esat jūs.
settings-new-password = Jaunā parole
settings-new-password-hint =
    { $floor ->
        [zero] Vismaz { $floor } rakstzīmju.
        [one] Vismaz { $floor } rakstzīme.
       *[other] Vismaz { $floor } rakstzīmes.
    }
settings-change-password = Mainīt paroli
settings-browsers =
    { $count ->
        [zero] Jūsu konts ir atvērts { $count } pārlūkprogrammās.
        [one] Jūsu konts ir atvērts { $count } pārlūkprogrammā.
       *[other] Jūsu konts ir atvērts { $count } pārlūkprogrammās.
    }
settings-sign-out-everywhere = Izrakstīties visur

## What went wrong

settings-too-many-origins =
    { $limit ->
        [zero] Veikalam var būt ne vairāk kā { $limit } adrešu.
        [one] Veikalam var būt ne vairāk kā { $limit } adrese.
       *[other] Veikalam var būt ne vairāk kā { $limit } adreses.
    }
settings-quiet-wrong = Ierakstiet dienu skaitu no 0 līdz { $limit } vai atstājiet tukšu.
settings-privacy-wrong = Ierakstiet pilnu lapas adresi, piemēram, { $example }.
settings-too-many-keys =
    { $limit ->
        [zero] Veikalam var būt ne vairāk kā { $limit } atslēgu: vispirms kādu atsauciet.
        [one] Veikalam var būt ne vairāk kā { $limit } atslēga: vispirms kādu atsauciet.
       *[other] Veikalam var būt ne vairāk kā { $limit } atslēgas: vispirms kādu atsauciet.
    }
settings-no-such-key = Šim veikalam šādas atslēgas vairs nav.
settings-not-your-password = Šī nav jūsu pašreizējā parole.
settings-background = Ko šis serveris dara fonā

## Whether they ask

surveys-none-asks = Pašlaik neviena aptauja netiek rādīta.
surveys-only-one-asks = Jūsu aptauja tiek rādīta.
surveys-one-asks = Tiek rādīta viena aptauja; pārējās gaida.
surveys-several-ask =
    { $count ->
        [zero] Tiek rādītas { $count } aptaujas. Ja vienlaikus pienāk kārta vairākām, jautā tā, kas šeit ir pirmā: vecākā.
        [one] Tiek rādīta { $count } aptauja. Ja vienlaikus pienāk kārta vairākām, jautā tā, kas šeit ir pirmā: vecākā.
       *[other] Tiek rādītas { $count } aptaujas. Ja vienlaikus pienāk kārta vairākām, jautā tā, kas šeit ir pirmā: vecākā.
    }

## One survey

surveys-figures = Jautāts: <strong>{ $asked }</strong>, atbildēts: <strong>{ $answered }</strong> · kopš { $day }
surveys-live = Tiek rādīta
surveys-paused = Apturēta
surveys-pause = Apturēt
surveys-start = Sākt jautāt
surveys-optional = nav obligāts
surveys-more =
    { $count ->
        [zero] un vēl { $count } jautājumu
        [one] un vēl { $count } jautājums
       *[other] un vēl { $count } jautājumi
    }
surveys-edit = Rediģēt<hidden> { $name }</hidden>
surveys-open = Atvērt aptaujas lapu
surveys-duplicate = Dublēt
surveys-save-as-file = Saglabāt failā
surveys-copy-name = { $name } (kopija)

## When it asks

surveys-when-order = Jautā pēc pasūtījuma.
surveys-when-open = Jautā, tiklīdz atveras lapa.
surveys-when-stay =
    { $seconds ->
        [zero] Jautā pēc { $seconds } sekundēm lapā.
        [one] Jautā pēc { $seconds } sekundes lapā.
       *[other] Jautā pēc { $seconds } sekundēm lapā.
    }
surveys-when-scroll = Jautā, kad pārtīti { $percent } % lapas.
surveys-when-leave = Jautā, kad pele atstāj lapu.
surveys-when-click = Jautā pēc klikšķa uz jūsu lapas elementa.
surveys-when-call = Jautā, kad to izsauc jūsu lapa.
surveys-only-on = Tikai šeit: { $pattern }.
surveys-sample = Jautā { $percent } % pircēju.

## What a question takes, behind its text

surveys-kind-nps = no 0 līdz 10
surveys-kind-nps-from-one = no 1 līdz 10
surveys-kind-csat = no viena līdz pieciem
surveys-kind-ces = no 1 līdz 7
surveys-kind-scale = no { $low } līdz { $high }
surveys-kind-yes-no = jā vai nē
surveys-kind-choice = viena izvēle
surveys-kind-choices = vairākas izvēles
surveys-kind-text = pašu vārdiem
surveys-kind-contact = e-pasta adrese ar piekrišanu

## A new one

surveys-add-title = Pievienot aptauju
surveys-add-note = Tā būs jūsu veikala valodā un gatava arī visās pārējās. Katru veidni var rediģēt. Ja jau tiek rādīta cita aptauja, jaunā gaida, līdz to palaidīsiet.
surveys-add = Pievienot aptauju
surveys-from-file = No faila

## What went wrong

surveys-too-many =
    { $limit ->
        [zero] Veikalam var būt ne vairāk kā { $limit } aptauju. Rediģējiet kādu no apturētajām.
        [one] Veikalam var būt ne vairāk kā { $limit } aptauja. Rediģējiet kādu no apturētajām.
       *[other] Veikalam var būt ne vairāk kā { $limit } aptaujas. Rediģējiet kādu no apturētajām.
    }
surveys-unknown = Šim veikalam nav šādas aptaujas.

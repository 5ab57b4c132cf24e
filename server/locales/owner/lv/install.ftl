install-note = Viena skripta birka katrā jūsu veikala lapā vai tikai lapā, kurā pateicaties par pasūtījumu.

## Whether the tag was seen

install-not-seen = Vēl nav manīta
install-waits-for-any = Šī rinda mainīsies pati, kad skripta birka tiks ielādēta kādā jūsu veikala adresē. Pagaidām nav atļauta neviena: atveriet lapu, kurā ir birka, un tās adrese tiks piedāvāta šeit.
install-waits-for-one = Šī rinda mainīsies pati, kad skripta birka tiks ielādēta vietnē { $origin }.
install-waits-for-several =
    { $count ->
        [zero] Šī rinda mainīsies pati, kad skripta birka tiks ielādēta vietnē { $origin } vai vēl { $count } citās adresēs.
        [one] Šī rinda mainīsies pati, kad skripta birka tiks ielādēta vietnē { $origin } vai vēl { $count } citā adresē.
       *[other] Šī rinda mainīsies pati, kad skripta birka tiks ielādēta vietnē { $origin } vai vēl { $count } citās adresēs.
    }
install-seen = Manīta vietnē { $origin }: { $time }
install-seen-in-demo = Tas bija paraugveikals. Nākamais ir jūsējais.
install-works = Viss darbojas: skripta birka pieprasīja jautājumu lapā <code>{ $page }</code>.
install-works-with-order = Viss darbojas: skripta birka pieprasīja jautājumu lapā <code>{ $page }</code>. Pasūtījums atrasts: { $source }.
install-last-seen = Pēdējoreiz manīta vietnē { $origin }, kurā tā vairs nedrīkst darboties: { $time }
install-not-allowed = Šī adrese nav jūsu veikala adrešu vidū. Pievienojiet to <link>iestatījumos</link> vai atveriet lapu, kurā ir birka: tās adrese tiks piedāvāta šeit.
install-refused = Noraidīta vietnē { $origin }: { $time }
install-refused-note = Skripta birka tur tika ielādēta, taču šī adrese nav jūsu veikala adrešu vidū. Ja tā ir jūsu, atļaujiet to.
install-allow = Atļaut { $origin }

## When that was

install-ago-minutes = pirms { $count } min
install-ago-hours = pirms { $count } h
install-ago-days =
    { $count ->
        [zero] pirms { $count } dienām
        [one] pirms { $count } dienas
       *[other] pirms { $count } dienām
    }
install-on-day = { $day }

## Orders

install-last-orders = Pēdējie pasūtījumi
install-found = atrasts: { $source }
install-signed = parakstīts
install-test = tests
install-signed-test = parakstīts tests
install-all-orders = Visi pasūtījumi pēc tā, kā par katru uzzinājām vispirms
install-source-unknown = no lapas, kas nepateica, kā

## Steps

install-paste = Ielīmējiet skripta birku
install-paste-note = Jebkurā lapas vietā. Tā ielādējas paralēli jūsu lapai un neizmanto sīkdatnes. Lapā, kurā { $shop } neko nejautā, netiek ielādēts nekas cits.
install-paste-old = Iepriekšējā birka ar <code>data-shop</code> turpina darboties tāda, kāda ir.
install-order = Norādiet pasūtījumu
install-order-note = Tad par katru pasūtījumu tiek jautāts vienu reizi jebkurā ierīcē, un jūs redzat, par ko ir katra atbilde. Skripta birka pasūtījumu meklē pati: birkā, izsaukumā, Google Analytics 4 datu slānī, Ecwid un lapas schema.org datos.
install-try = Izmēģiniet
install-try-note = Veiciet pasūtījumu paraugveikalā, kurā ir jūsu skripta birka, vai pievienojiet birkai savā veikalā <code>data-test</code>: tad tā jautā ik reizi, un atbildes netiek iekļautas rādītājos.
install-try-open = Atvērt paraugveikalu
install-links = Jautājiet e-pastā, ar saiti vai QR kodu
install-links-note = Katrai aptaujai ir sava lapa, kas darbojas bez JavaScript. Atverot saiti, nekas netiek saglabāts, jo saites atver arī pasta programmas: saglabā tikai pircēja pieskāriens.
install-elsewhere = Jautājiet citviet savās lapās
install-elsewhere-note = To, kad aptauja jautā un kur parādās tās veidlapa, iestata aptaujas redaktorā, sadaļā <link>Aptaujas</link>.
install-server = Ziņojiet arī no sava servera
install-server-note = Tad ir zināmi arī pasūtījumi, kuru skripta birka netika palaista, un tas, kas ar tiem noticis: piegādāti, atcelti, nauda atmaksāta. Jūsu servera ziņotais ir uzskatāms par parakstītu, un neviena lapa to nevar mainīt.
install-server-file = Tam, kas jums jau ir zināms: <link>importējiet failu</link>.
install-policy = Ja jūsu lapām ir drošības politika
install-policy-note = Content-Security-Policy papildus jau esošajam ir vajadzīgs šis. Iekļauti stili vai skripti netiek izmantoti.
install-sign = Ja vēlaties, parakstiet pasūtījumus
install-sign-note = Par pasūtījumu, ko parakstījis jūsu serveris, nevar atbildēt kāda cita vārdā; tā atbildes ir atzīmētas kā <strong>pārbaudītas</strong>.

## Shop systems

install-by-hand = Jebkurš veikals, ar roku
install-by-hand-note = Piemēru vietā ierakstiet savas veikala sistēmas vietturus. Visu, izņemot veikalu, var izlaist.
install-woocommerce = Pakārtotās tēmas failā functions.php vai koda fragmentu spraudnī. Tas pateicības lapā izvada pasūtījumu un skripta birku.
install-magento-layout = Jūsu tēmā, <code>Magento_Checkout/layout/checkout_onepage_success.xml</code>:
install-magento-template = Pēc tam <code>Magento_Checkout/templates/afterword.phtml</code>. Pievienojiet šo serveri failam csp_whitelist.xml (script-src un connect-src).
install-prestashop = Jūsu tēmas faila <code>templates/checkout/order-confirmation.tpl</code> beigās (PrestaShop 1.7 un jaunākās versijās):
install-ecwid = Ielīmējiet vienkāršo skripta birku savas vietnes pielāgotajā kodā, lapā, kurā ir veikals. Pasūtījums tiks atrasts pats, kad tas būs veikts.
install-tag-manager = Jauna birka (tag) ar tipu Custom HTML un šo tekstu visās lapās (All Pages). Ja jūsu veikals caur datu slāni nosūta Google Analytics 4 notikumu <code>purchase</code>, pasūtījums tiek atrasts tur neatkarīgi no tā, vai tas ir pirms vai pēc birkas.
install-analytics-name = Jebkas ar Google Analytics 4
install-analytics = Ielīmējiet lapā vienkāršo skripta birku. gtag.js vai datu slāņa notikums <code>purchase</code> norāda numuru, summu, valūtu un preces.
install-shopify = Shopify pasūtījuma noformēšanas un pateicības lapās citu skripta birkas nedarbojas. Darbojas birka veikala lapās, bet pēc pasūtījuma – saite apstiprinājuma e-pastā, kartītē sūtījumā vai QR kodā (zemāk).
install-shopify-pages = Veikala lapām failā <file>theme.liquid</file> pirms <code>{ $element }</code>. Aptaujas redaktorā izvēlieties citu nosacījumu, nevis pasūtījumu.
install-late-name = Lapa, kas pasūtījumu uzzina vēlāk
install-late = Izsauciet to, kad zināt pasūtījumu, pirms vai pēc birkas ielādes.

## The tag’s attributes

install-data-order = Jūsu pasūtījuma numurs.
install-data-total = Samaksātā summa, cipari ar punktu.
install-data-currency = Trīs burti, piemēram, EUR.
install-data-customer = Jūsu atsauce uz klientu, lai atšķirtu jaunus klientus no atkārtotiem un nevienam nejautātu pārāk bieži. Vārds vai adrese nav vajadzīga.
install-data-field = Līdz desmit jūsu paša laukiem, piemēram, data-field-store. Kas garāks par 200 rakstzīmēm, tiek nogriezts.

## From a server

install-server-again = Nosūtot to pašu vēlreiz, nekas nemainās, un tas, kas ziņojumā nav minēts, paliek, kā ir.
install-server-many = Vairāki reizē
install-server-many-note = Viens pasūtījums rindā, katrs ar savu <code>id</code>, vai JSON masīvs: līdz 10 000 pasūtījumu un 8 MB. Atbildē tie ir saskaitīti un norādīts, kurus nevarēja nolasīt.
install-delivered-at = Tāpat <cancelled>cancelled_at</cancelled> un <refunded>refunded_at</refunded>: laiks vai null, lai to atsauktu. Atcelts vai atmaksāts pasūtījums nav pirkums.
install-orders-before = Cik pasūtījumu šis klients veicis iepriekš, ja jūsu veikals to zina.
install-test-field = Rādītājos tas netiek iekļauts.

## Links

install-no-survey = Pagaidām nav nevienas aptaujas.
install-page-link = Aptaujas lapa. Aiz tās var norādīt pasūtījuma numuru, lai par to jautātu vienu reizi: tā vietā ielieciet savas pasta sistēmas vietturi.
install-one-click = Viens pieskāriens e-pastā: lapā jau ir izvēlēts skaitlis, kuram pieskārās.
install-qr = QR kods sūtījumiem, čekiem un galdiem:
install-open-page = Atvērt lapu

## Elsewhere

install-inline-name = Lapas elementā
install-inline = Piemēram, klienta kontā. Aptaujai izvēlieties vietu „{ $place }”.
install-call-name = Kad to nosaka jūsu lapa
install-call = Izvēlieties nosacījumu „{ $trigger }”.

## A security policy

install-policy-wasm = Direktīvā script-src, ja varat: veidlapa reaģē nedaudz ātrāk. Viss darbojas arī bez tā.
install-policy-img = Logotipa vietne, ja aptaujā tāds ir.
install-policy-types = Ja izmantojat <code>{ $directive }</code>. Ja tas tiek noraidīts, nekas netiek jautāts un nekas nesalūst.

## Signing

install-show-secret = Parādīt veikala slepeno atslēgu
install-show-secret-note = Tikai jūsu serverim: nekad nelieciet to lapā.
install-sign-in = Parakstīšana valodā { $language }
install-signed-tag = Parakstītā skripta birka
install-signed-tag-note = Parakstītas tiek virknes order, total, currency, customer un time tieši tā, kā tās ir skripta birkā; tukšas, ja birkā to nav. Laiks ir veselās sekundēs kopš 1970. gada. Paraksts ir derīgs 90 dienas.

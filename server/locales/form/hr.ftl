# Croatian
language = Hrvatski
reviewed = no

## The form

form-label = Pitanje trgovine { $shop }
close = Zatvori
closed = Pitanje je zatvoreno.
send = Pošalji
next = Dalje
back = Natrag
progress = { $n } od { $of }
optional = Neobavezno
required = Molimo vas da odgovorite na ovo pitanje.
saved = Spremljeno
saving = Spremanje…
not-sent = Slanje vašeg odgovora nije uspjelo.
try-again = Pokušaj ponovno
privacy = Privatnost
characters-left = Preostalo znakova: { $n }
answered-elsewhere = Odgovor o ovoj narudžbi već imamo. Hvala.
withdraw = Povuci moje odgovore
withdrawn = Vaši su odgovori izbrisani.
tab = Vaše mišljenje
survey-closed = Ova je anketa zatvorena. Hvala na zanimanju.
link-wrong = Ova poveznica više ne radi.

## Parts of questions

yes = Da
no = Ne
other = Nešto drugo
other-text = Što drugo?
none-of-these = Ništa od navedenog
choose-many = Odaberite sve odgovore koji vrijede.
email = Vaša adresa e-pošte
email-wrong = Molimo vas da provjerite adresu e-pošte.
consent = Trgovina { $shop } može mi pisati u vezi s mojim odgovorima.
consent-missing = Označite kućicu kako bismo vam smjeli pisati ili izbrišite adresu.
face-1 = Vrlo nezadovoljni
face-2 = Nezadovoljni
face-3 = Ni zadovoljni ni nezadovoljni
face-4 = Zadovoljni
face-5 = Vrlo zadovoljni
product-fallback = Kupljeni proizvod

## Ends of scales

likely-low = Nimalo vjerojatno
likely-high = Izrazito vjerojatno
satisfied-low = Vrlo nezadovoljni
satisfied-high = Vrlo zadovoljni
agree-low = Uopće se ne slažem
agree-high = U potpunosti se slažem
often-low = Nikad
often-high = Vrlo često
experience-low = Vrlo loše
experience-high = Izvrsno

## Scores

nps = Koliko je vjerojatno da ćete trgovinu { $shop } preporučiti prijateljima ili kolegama?
nps-why = Koji je glavni razlog vaše ocjene?
csat = Koliko ste zadovoljni kupnjom u trgovini { $shop }?
csat-why = Koji je glavni razlog vaše ocjene?
ces = Naručivanje u trgovini { $shop } bilo mi je jednostavno.
ces-why = Što je bilo jednostavno, a što teško?
thanks = Hvala na odgovoru.

## Question library: experience

experience = Kako biste ocijenili današnji posjet našoj trgovini?
find-way = Bilo je lako snaći se na stranici.
information = Jeste li pronašli informacije koje su vam trebale?
information-missing = Koje su informacije nedostajale?
checkout-problem = Jeste li imali problema pri dovršavanju narudžbe?
checkout-problem-none = Ne, nije bilo problema
checkout-problem-payment = S plaćanjem
checkout-problem-delivery = S odabirom dostave
checkout-problem-address = S unosom adrese
checkout-problem-code = S korištenjem koda za popust
checkout-problem-slow = Stranica je bila spora ili nije radila
answers-quality = Koliko ste zadovoljni kvalitetom naših odgovora?
answers-speed = Koliko ste zadovoljni brzinom naših odgovora?

## Question library: product

product = { $product }: koliko ste zadovoljni?
usage = { $product }: koliko često to koristite?
improved-day = { $product }: kako vam je to uljepšalo dan?
improve = { $product }: što biste poboljšali?
use-for = { $product }: za što to koristite?

## Question library: loyalty

buy-again = Biste li ponovno kupovali u trgovini { $shop }?
other-products = Koliko je vjerojatno da ćete isprobati naše druge proizvode?
switch = Koliko je vjerojatno da ćete prijeći konkurenciji?
first-choice = Jesmo li vaš prvi izbor za ovakve proizvode?
first-choice-why = Koju biste trgovinu odabrali prvu i zašto?

## Question library: the way here

heard = Kako ste prvi put čuli za trgovinu { $shop }?
heard-friend = Od prijatelja ili obitelji
heard-search = Putem tražilice
heard-social = Na društvenim mrežama
heard-advertisement = Putem oglasa
heard-press = Iz članka ili videozapisa
heard-passing = Prolazeći pokraj trgovine
stopped = Što vas je zamalo odvratilo od kupnje?
stopped-nothing = Ništa
stopped-price = Cijena
stopped-delivery-cost = Troškovi dostave
stopped-delivery-time = Rok dostave
stopped-unsure = Nedoumica je li to pravi izbor za mene
stopped-payment = Nije bilo mojeg načina plaćanja
stopped-trust = Nedoumica može li se trgovini vjerovati
contact = Smijemo li vam pisati u vezi s vašim odgovorima?
comment = Želite li nam reći još nešto?
tab-question = Što možemo učiniti bolje?

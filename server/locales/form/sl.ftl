# Slovene
language = Slovenščina
reviewed = no

## The form

form-label = Vprašanje trgovine { $shop }
close = Zapri
closed = Vprašanje je zaprto.
send = Pošlji
next = Naprej
back = Nazaj
progress = { $n } od { $of }
optional = Neobvezno
required = Prosimo, odgovorite na to vprašanje.
saved = Shranjeno
saving = Shranjevanje …
not-sent = Vašega odgovora ni bilo mogoče poslati.
try-again = Poskusi znova
privacy = Zasebnost
characters-left = Preostali znaki: { $n }
answered-elsewhere = Odgovor o tem naročilu smo že prejeli. Hvala.
withdraw = Umakni moje odgovore
withdrawn = Vaši odgovori so izbrisani.
tab = Vaše mnenje
survey-closed = Ta anketa je zaključena. Hvala za zanimanje.
link-wrong = Ta povezava ne deluje več.

## Parts of questions

yes = Da
no = Ne
other = Nekaj drugega
other-text = Kaj drugega?
none-of-these = Nič od naštetega
choose-many = Izberite vse ustrezne odgovore.
email = Vaš e-poštni naslov
email-wrong = Prosimo, preverite e-poštni naslov.
consent = Trgovina { $shop } mi lahko piše glede mojih odgovorov.
consent-missing = Označite polje, da vam smemo pisati, ali izbrišite naslov.
face-1 = Zelo nezadovoljni
face-2 = Nezadovoljni
face-3 = Niti zadovoljni niti nezadovoljni
face-4 = Zadovoljni
face-5 = Zelo zadovoljni
product-fallback = Kupljeni izdelek

## Ends of scales

likely-low = Sploh ni verjetno
likely-high = Izjemno verjetno
satisfied-low = Zelo nezadovoljni
satisfied-high = Zelo zadovoljni
agree-low = Sploh se ne strinjam
agree-high = Popolnoma se strinjam
often-low = Nikoli
often-high = Zelo pogosto
experience-low = Zelo slabo
experience-high = Odlično

## Scores

nps = Kako verjetno je, da bi trgovino { $shop } priporočili prijateljem ali sodelavcem?
nps-why = Kaj je glavni razlog za vašo oceno?
csat = Kako zadovoljni ste z nakupom v trgovini { $shop }?
csat-why = Kaj je glavni razlog za vašo oceno?
ces = V trgovini { $shop } je bilo preprosto oddati naročilo.
ces-why = Kaj je bilo preprosto in kaj težavno?
thanks = Hvala za vaš odgovor.

## Question library: experience

experience = Kako bi ocenili današnji obisk naše trgovine?
find-way = Na strani se je bilo preprosto znajti.
information = Ali ste našli informacije, ki ste jih potrebovali?
information-missing = Katere informacije so manjkale?
checkout-problem = Ali ste imeli težave pri zaključku naročila?
checkout-problem-none = Ne, brez težav
checkout-problem-payment = Pri plačilu
checkout-problem-delivery = Pri izbiri dostave
checkout-problem-address = Pri vnosu naslova
checkout-problem-code = Pri uporabi kode za popust
checkout-problem-slow = Stran je bila počasna ali ni delovala
answers-quality = Kako zadovoljni ste s kakovostjo naših odgovorov?
answers-speed = Kako zadovoljni ste s hitrostjo naših odgovorov?

## Question library: product

product = { $product }: kako zadovoljni ste?
usage = { $product }: kako pogosto to uporabljate?
improved-day = { $product }: kako vam je to polepšalo dan?
improve = { $product }: kaj bi izboljšali?
use-for = { $product }: za kaj to uporabljate?

## Question library: loyalty

buy-again = Ali bi v trgovini { $shop } znova nakupovali?
other-products = Kako verjetno je, da bi preizkusili naše druge izdelke?
switch = Kako verjetno je, da bi prešli h konkurenci?
first-choice = Ali smo vaša prva izbira za tovrstne izdelke?
first-choice-why = Katero trgovino bi izbrali najprej in zakaj?

## Question library: the way here

heard = Kako ste prvič slišali za trgovino { $shop }?
heard-friend = Od prijateljev ali družine
heard-search = Prek spletnega iskalnika
heard-social = Na družbenih omrežjih
heard-advertisement = Prek oglasa
heard-press = Iz članka ali videoposnetka
heard-passing = Na poti mimo trgovine
stopped = Kaj vas je skoraj odvrnilo od nakupa?
stopped-nothing = Nič
stopped-price = Cena
stopped-delivery-cost = Stroški dostave
stopped-delivery-time = Čas dostave
stopped-unsure = Dvom, ali je to prava izbira zame
stopped-payment = Ni bilo mojega načina plačila
stopped-trust = Dvom, ali je trgovini mogoče zaupati
contact = Ali vam lahko pišemo glede vaših odgovorov?
comment = Ali nam želite povedati še kaj?
tab-question = Kaj lahko naredimo bolje?

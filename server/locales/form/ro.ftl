# Romanian
language = Română
reviewed = no

## The form

form-label = O întrebare de la { $shop }
close = Închide
closed = Întrebarea a fost închisă.
send = Trimite
next = Înainte
back = Înapoi
progress = { $n } din { $of }
optional = Opțional
required = Vă rugăm să răspundeți la această întrebare.
saved = Salvat
saving = Se salvează…
not-sent = Răspunsul dvs. nu a putut fi trimis.
try-again = Încearcă din nou
privacy = Confidențialitate
characters-left = Caractere rămase: { $n }
answered-elsewhere = Am primit deja un răspuns despre această comandă. Vă mulțumim.
withdraw = Retrage răspunsurile mele
withdrawn = Răspunsurile dvs. au fost șterse.
tab = Părerea dvs.
survey-closed = Acest sondaj s-a încheiat. Vă mulțumim pentru interes.
link-wrong = Acest link nu mai funcționează.

## Parts of questions

yes = Da
no = Nu
other = Altceva
other-text = Ce anume?
none-of-these = Niciuna dintre acestea
choose-many = Alegeți toate variantele potrivite.
email = Adresa dvs. de e-mail
email-wrong = Vă rugăm să verificați adresa de e-mail.
consent = Sunt de acord ca { $shop } să îmi scrie despre răspunsurile mele.
consent-missing = Bifați caseta ca să vă putem scrie sau ștergeți adresa.
face-1 = Satisfacție foarte scăzută
face-2 = Satisfacție scăzută
face-3 = Satisfacție medie
face-4 = Satisfacție ridicată
face-5 = Satisfacție foarte ridicată
product-fallback = achiziția dvs.

## Ends of scales

likely-low = Deloc probabil
likely-high = Extrem de probabil
satisfied-low = Foarte scăzut
satisfied-high = Foarte ridicat
agree-low = Dezacord total
agree-high = Acord total
often-low = Niciodată
often-high = Foarte des
experience-low = Foarte slabă
experience-high = Excelentă

## Scores

nps = Cât de probabil este să recomandați { $shop } unui prieten sau coleg?
nps-why = Care este motivul principal al punctajului acordat?
csat = Care este nivelul dvs. de satisfacție față de achiziția de la { $shop }?
csat-why = Care este motivul principal al evaluării dvs.?
ces = Mi-a fost ușor să plasez comanda la { $shop }.
ces-why = Ce a fost ușor sau dificil?
thanks = Vă mulțumim pentru răspuns.

## Question library: experience

experience = Cum ați descrie experiența dvs. de astăzi?
find-way = Mi-a fost ușor să mă orientez pe site.
information = Ați găsit informațiile de care aveați nevoie?
information-missing = Ce informații lipseau?
checkout-problem = Ați întâmpinat vreo problemă la finalizarea comenzii?
checkout-problem-none = Nu, nicio problemă
checkout-problem-payment = La plată
checkout-problem-delivery = La alegerea livrării
checkout-problem-address = La introducerea adresei
checkout-problem-code = La folosirea unui cod de reducere
checkout-problem-slow = Pagina era lentă sau nu funcționa
answers-quality = Care este nivelul dvs. de satisfacție față de calitatea răspunsurilor noastre?
answers-speed = Care este nivelul dvs. de satisfacție față de rapiditatea răspunsurilor noastre?

## Question library: product

product = Care este nivelul dvs. de satisfacție față de { $product }?
usage = Cât de des folosiți { $product }?
improved-day = Cum v-a făcut { $product } ziua mai bună?
improve = Ce ați îmbunătăți la { $product }?
use-for = La ce folosiți { $product }?

## Question library: loyalty

buy-again = Ați mai cumpăra de la { $shop }?
other-products = Cât de probabil este să încercați celelalte produse ale noastre?
switch = Cât de probabil este să treceți la un concurent?
first-choice = Suntem prima dvs. alegere pentru astfel de produse?
first-choice-why = Ce magazin ați alege mai întâi și de ce?

## Question library: the way here

heard = Cum ați aflat prima dată despre { $shop }?
heard-friend = De la prieteni sau familie
heard-search = Printr-un motor de căutare
heard-social = Pe rețelele sociale
heard-advertisement = Dintr-o reclamă
heard-press = Dintr-un articol sau un videoclip
heard-passing = Am trecut pe lângă un magazin
stopped = Ce era cât pe ce să vă împiedice să cumpărați?
stopped-nothing = Nimic
stopped-price = Prețul
stopped-delivery-cost = Costurile de livrare
stopped-delivery-time = Timpul de livrare
stopped-unsure = Nu știam dacă mi se potrivește
stopped-payment = Lipsea metoda mea de plată
stopped-trust = Nu știam dacă pot avea încredere în magazin
contact = Putem să vă scriem despre răspunsurile dvs.?
comment = Mai este ceva ce ați dori să ne spuneți?
tab-question = Ce putem face mai bine?

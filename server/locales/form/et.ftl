# Estonian
language = Eesti
reviewed = no

## The form

form-label = Küsimus poelt { $shop }
close = Sulge
closed = Küsimus on suletud.
send = Saada
next = Edasi
back = Tagasi
progress = { $n } / { $of }
optional = Vabatahtlik
required = Palun vastake sellele küsimusele.
saved = Salvestatud
saving = Salvestamine…
not-sent = Teie vastust ei õnnestunud saata.
try-again = Proovi uuesti
privacy = Privaatsus
characters-left = Tähemärke alles: { $n }
answered-elsewhere = Selle tellimuse kohta on vastus juba saadud. Täname.
withdraw = Võta minu vastused tagasi
withdrawn = Teie vastused on kustutatud.
tab = Tagasiside
survey-closed = See küsitlus on lõppenud. Täname huvi eest.
link-wrong = See link enam ei tööta.

## Parts of questions

yes = Jah
no = Ei
other = Muu
other-text = Palun täpsustage
none-of-these = Mitte ükski neist
choose-many = Valige kõik sobivad vastused.
email = Teie e-posti aadress
email-wrong = Palun kontrollige e-posti aadressi.
consent = Pood { $shop } võib mulle minu vastuste kohta kirjutada.
consent-missing = Märkige ruut, et võiksime Teile kirjutada, või kustutage aadress.
face-1 = Üldse mitte rahul
face-2 = Ei ole rahul
face-3 = Nii ja naa
face-4 = Rahul
face-5 = Väga rahul
product-fallback = Teie ost

## Ends of scales

likely-low = Väga ebatõenäoliselt
likely-high = Väga tõenäoliselt
satisfied-low = Üldse mitte rahul
satisfied-high = Väga rahul
agree-low = Ei nõustu üldse
agree-high = Nõustun täielikult
often-low = Mitte kunagi
often-high = Väga sageli
experience-low = Väga halb
experience-high = Suurepärane

## Scores

nps = Kui tõenäoliselt soovitaksite poodi { $shop } sõbrale või kolleegile?
nps-why = Mis on teie hinnangu peamine põhjus?
csat = Kui rahul olete oma ostuga poest { $shop }?
csat-why = Mis on teie hinnangu peamine põhjus?
ces = Poest { $shop } oli lihtne tellida.
ces-why = Mis oli lihtne või keeruline?
thanks = Täname vastuse eest.

## Question library: experience

experience = Kuidas kirjeldaksite oma tänast kogemust?
find-way = Veebilehel oli lihtne orienteeruda.
information = Kas leidsite vajaliku teabe?
information-missing = Millisest teabest jäi puudu?
checkout-problem = Kas tellimuse vormistamisel tekkis probleeme?
checkout-problem-none = Ei, probleeme ei olnud
checkout-problem-payment = Maksmine
checkout-problem-delivery = Tarneviisi valimine
checkout-problem-address = Aadressi sisestamine
checkout-problem-code = Sooduskoodi kasutamine
checkout-problem-slow = Leht oli aeglane või ei töötanud
answers-quality = Kui rahul olete meie vastuste kvaliteediga?
answers-speed = Kui rahul olete meie vastamise kiirusega?

## Question library: product

product = { $product }: kui rahul te selle tootega olete?
usage = { $product }: kui sageli te seda toodet kasutate?
improved-day = { $product }: kuidas on see toode teie päeva paremaks muutnud?
improve = { $product }: mida te selle toote juures parandaksite?
use-for = { $product }: milleks te seda toodet kasutate?

## Question library: loyalty

buy-again = Kas ostaksite poest { $shop } uuesti?
other-products = Kui tõenäoliselt prooviksite meie teisi tooteid?
switch = Kui tõenäoliselt vahetaksite meid mõne konkurendi vastu?
first-choice = Kas oleme selliste toodete puhul teie esimene valik?
first-choice-why = Millise poe valiksite esimesena ja miks?

## Question library: the way here

heard = Kuidas te poest { $shop } esimest korda kuulsite?
heard-friend = Sõpradelt või perelt
heard-search = Otsingumootorist
heard-social = Sotsiaalmeediast
heard-advertisement = Reklaamist
heard-press = Artiklist või videost
heard-passing = Möödusin poest
stopped = Mis oleks peaaegu takistanud teid ostmast?
stopped-nothing = Mitte miski
stopped-price = Hind
stopped-delivery-cost = Tarnekulu
stopped-delivery-time = Tarneaeg
stopped-unsure = Ma ei olnud kindel, kas see mulle sobib
stopped-payment = Mulle sobiv makseviis puudus
stopped-trust = Ma ei teadnud, kas poodi saab usaldada
contact = Kas võime teile teie vastuste kohta kirjutada?
comment = Kas soovite meile veel midagi öelda?
tab-question = Mida saaksime paremini teha?

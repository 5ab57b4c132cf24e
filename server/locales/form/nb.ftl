# Norwegian Bokmål
language = Norsk bokmål
reviewed = no

## The form

form-label = Et spørsmål fra { $shop }
close = Lukk
closed = Spørsmålet er lukket.
send = Send
next = Neste
back = Tilbake
progress = { $n } av { $of }
optional = Valgfritt
required = Vennligst svar på dette spørsmålet.
saved = Lagret
saving = Lagrer…
not-sent = Svaret ditt kunne ikke sendes.
try-again = Prøv igjen
privacy = Personvern
characters-left = Tegn igjen: { $n }
answered-elsewhere = Vi har allerede fått et svar om denne bestillingen. Takk.
withdraw = Trekk tilbake svarene mine
withdrawn = Svarene dine er slettet.
tab = Tilbakemelding
survey-closed = Denne undersøkelsen er avsluttet. Takk for interessen.
link-wrong = Denne lenken virker ikke lenger.

## Parts of questions

yes = Ja
no = Nei
other = Noe annet
other-text = Hva annet?
none-of-these = Ingen av disse
choose-many = Velg alle som passer.
email = E-postadressen din
email-wrong = Vennligst kontroller e-postadressen.
consent = { $shop } kan skrive til meg om svarene mine.
consent-missing = Kryss av i ruten slik at vi kan skrive til deg, eller fjern adressen.
face-1 = Svært misfornøyd
face-2 = Misfornøyd
face-3 = Verken fornøyd eller misfornøyd
face-4 = Fornøyd
face-5 = Svært fornøyd
product-fallback = kjøpet ditt

## Ends of scales

likely-low = Ikke sannsynlig i det hele tatt
likely-high = Svært sannsynlig
satisfied-low = Svært misfornøyd
satisfied-high = Svært fornøyd
agree-low = Helt uenig
agree-high = Helt enig
often-low = Aldri
often-high = Svært ofte
experience-low = Svært dårlig
experience-high = Utmerket

## Scores

nps = Hvor sannsynlig er det at du vil anbefale { $shop } til en venn eller kollega?
nps-why = Hva er hovedgrunnen til poengsummen du ga?
csat = Hvor fornøyd er du med kjøpet ditt hos { $shop }?
csat-why = Hva er hovedgrunnen til vurderingen din?
ces = { $shop } gjorde det enkelt for meg å bestille.
ces-why = Hva var enkelt eller vanskelig?
thanks = Takk for svaret.

## Question library: experience

experience = Hvordan vil du beskrive opplevelsen din i dag?
find-way = Det var lett å finne frem på nettstedet.
information = Fant du informasjonen du trengte?
information-missing = Hvilken informasjon manglet?
checkout-problem = Hadde du problemer i kassen?
checkout-problem-none = Nei, ingen problemer
checkout-problem-payment = Betaling
checkout-problem-delivery = Valg av levering
checkout-problem-address = Utfylling av adressen min
checkout-problem-code = Bruk av en rabattkode
checkout-problem-slow = Siden var treg eller virket ikke
answers-quality = Hvor fornøyd er du med kvaliteten på svarene våre?
answers-speed = Hvor fornøyd er du med hvor raskt vi svarer?

## Question library: product

product = Hvor fornøyd er du med { $product }?
usage = Hvor ofte bruker du { $product }?
improved-day = Hvordan har { $product } gjort dagen din bedre?
improve = Hva ville du forbedret med { $product }?
use-for = Hva bruker du { $product } til?

## Question library: loyalty

buy-again = Ville du handlet hos { $shop } igjen?
other-products = Hvor sannsynlig er det at du vil prøve de andre produktene våre?
switch = Hvor sannsynlig er det at du vil bytte til en konkurrent?
first-choice = Er vi førstevalget ditt for slike produkter?
first-choice-why = Hvilken butikk ville du valgt først, og hvorfor?

## Question library: the way here

heard = Hvordan hørte du om { $shop } første gang?
heard-friend = Fra venner eller familie
heard-search = Gjennom en søkemotor
heard-social = På sosiale medier
heard-advertisement = Gjennom en reklame
heard-press = Fra en artikkel eller en video
heard-passing = Jeg gikk forbi en butikk
stopped = Hva gjorde at du nesten lot være å kjøpe?
stopped-nothing = Ingenting
stopped-price = Prisen
stopped-delivery-cost = Fraktkostnadene
stopped-delivery-time = Leveringstiden
stopped-unsure = Jeg var usikker på om det var riktig for meg
stopped-payment = Betalingsmåten min manglet
stopped-trust = Jeg visste ikke om jeg kunne stole på butikken
contact = Kan vi skrive til deg om svarene dine?
comment = Er det noe mer du vil fortelle oss?
tab-question = Hva kan vi gjøre bedre?

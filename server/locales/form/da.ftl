# Danish
language = Dansk
reviewed = no

## The form

form-label = Et spørgsmål fra { $shop }
close = Luk
closed = Spørgsmålet er lukket.
send = Send
next = Næste
back = Tilbage
progress = { $n } af { $of }
optional = Valgfrit
required = Besvar venligst dette spørgsmål.
saved = Gemt
saving = Gemmer…
not-sent = Dit svar kunne ikke sendes.
try-again = Prøv igen
privacy = Privatliv
characters-left = Tegn tilbage: { $n }
answered-elsewhere = Vi har allerede fået et svar om denne bestilling. Tak.
withdraw = Træk mine svar tilbage
withdrawn = Dine svar er slettet.
tab = Feedback
survey-closed = Denne undersøgelse er afsluttet. Tak for din interesse.
link-wrong = Dette link virker ikke længere.

## Parts of questions

yes = Ja
no = Nej
other = Andet
other-text = Hvad andet?
none-of-these = Ingen af disse
choose-many = Vælg alle, der passer.
email = Din e-mailadresse
email-wrong = Kontrollér venligst e-mailadressen.
consent = { $shop } må gerne skrive til mig om mine svar.
consent-missing = Sæt kryds i feltet, så vi må skrive til dig, eller slet adressen.
face-1 = Meget utilfreds
face-2 = Utilfreds
face-3 = Hverken tilfreds eller utilfreds
face-4 = Tilfreds
face-5 = Meget tilfreds
product-fallback = dit køb

## Ends of scales

likely-low = Slet ikke sandsynligt
likely-high = Yderst sandsynligt
satisfied-low = Meget utilfreds
satisfied-high = Meget tilfreds
agree-low = Helt uenig
agree-high = Helt enig
often-low = Aldrig
often-high = Meget ofte
experience-low = Meget dårlig
experience-high = Fremragende

## Scores

nps = Hvor sandsynligt er det, at du vil anbefale { $shop } til en ven eller kollega?
nps-why = Hvad er den vigtigste grund til din score?
csat = Hvor tilfreds er du med dit køb hos { $shop }?
csat-why = Hvad er den vigtigste grund til din vurdering?
ces = { $shop } gjorde det nemt for mig at bestille.
ces-why = Hvad var nemt eller svært?
thanks = Tak for dit svar.

## Question library: experience

experience = Hvordan vil du beskrive din oplevelse i dag?
find-way = Det var nemt at finde rundt på hjemmesiden.
information = Fandt du de oplysninger, du havde brug for?
information-missing = Hvilke oplysninger manglede?
checkout-problem = Havde du problemer, da du gennemførte købet?
checkout-problem-none = Nej, ingen problemer
checkout-problem-payment = Betalingen
checkout-problem-delivery = Valg af levering
checkout-problem-address = Indtastning af min adresse
checkout-problem-code = Brug af en rabatkode
checkout-problem-slow = Siden var langsom eller virkede ikke
answers-quality = Hvor tilfreds er du med kvaliteten af vores svar?
answers-speed = Hvor tilfreds er du med, hvor hurtigt vi svarer?

## Question library: product

product = Hvor tilfreds er du med { $product }?
usage = Hvor ofte bruger du { $product }?
improved-day = Hvordan har { $product } gjort din dag bedre?
improve = Hvad ville du forbedre ved { $product }?
use-for = Hvad bruger du { $product } til?

## Question library: loyalty

buy-again = Ville du handle hos { $shop } igen?
other-products = Hvor sandsynligt er det, at du vil prøve vores andre produkter?
switch = Hvor sandsynligt er det, at du vil skifte til en konkurrent?
first-choice = Er vi dit førstevalg, når det gælder produkter som dette?
first-choice-why = Hvilken butik ville du vælge først, og hvorfor?

## Question library: the way here

heard = Hvordan hørte du første gang om { $shop }?
heard-friend = Fra venner eller familie
heard-search = Via en søgemaskine
heard-social = På sociale medier
heard-advertisement = Via en reklame
heard-press = Fra en artikel eller en video
heard-passing = Jeg kom forbi en butik
stopped = Hvad fik dig næsten til at lade være med at købe?
stopped-nothing = Ingenting
stopped-price = Prisen
stopped-delivery-cost = Leveringsomkostningerne
stopped-delivery-time = Leveringstiden
stopped-unsure = Jeg var ikke sikker på, om det var det rette for mig
stopped-payment = Min betalingsmetode manglede
stopped-trust = Jeg vidste ikke, om jeg kunne stole på butikken
contact = Må vi skrive til dig om dine svar?
comment = Er der andet, du gerne vil fortælle os?
tab-question = Hvad kan vi gøre bedre?

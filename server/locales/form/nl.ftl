# Dutch
language = Nederlands
reviewed = no

## The form

form-label = Een vraag van { $shop }
close = Sluiten
closed = De vraag is gesloten.
send = Versturen
next = Volgende
back = Terug
progress = { $n } van { $of }
optional = Optioneel
required = Beantwoord alstublieft deze vraag.
saved = Opgeslagen
saving = Opslaan…
not-sent = Uw antwoord kon niet worden verstuurd.
try-again = Opnieuw proberen
privacy = Privacy
characters-left = Resterende tekens: { $n }
answered-elsewhere = Over deze bestelling hebben we al een antwoord ontvangen. Hartelijk dank.
withdraw = Mijn antwoorden intrekken
withdrawn = Uw antwoorden zijn verwijderd.
tab = Feedback
survey-closed = Deze enquête is gesloten. Hartelijk dank voor uw belangstelling.
link-wrong = Deze link werkt niet meer.

## Parts of questions

yes = Ja
no = Nee
other = Anders
other-text = Namelijk
none-of-these = Geen van deze
choose-many = Kies alles wat van toepassing is.
email = Uw e-mailadres
email-wrong = Controleer alstublieft het e-mailadres.
consent = { $shop } mag mij schrijven over mijn antwoorden.
consent-missing = Vink het vakje aan zodat we u mogen schrijven, of maak het adresveld leeg.
face-1 = Zeer ontevreden
face-2 = Ontevreden
face-3 = Niet tevreden en niet ontevreden
face-4 = Tevreden
face-5 = Zeer tevreden
product-fallback = uw aankoop

## Ends of scales

likely-low = Zeer onwaarschijnlijk
likely-high = Zeer waarschijnlijk
satisfied-low = Zeer ontevreden
satisfied-high = Zeer tevreden
agree-low = Helemaal mee oneens
agree-high = Helemaal mee eens
often-low = Nooit
often-high = Zeer vaak
experience-low = Zeer slecht
experience-high = Uitstekend

## Scores

nps = Hoe waarschijnlijk is het dat u { $shop } aanbeveelt aan een vriend of collega?
nps-why = Wat is de belangrijkste reden voor uw score?
csat = Hoe tevreden bent u over uw aankoop bij { $shop }?
csat-why = Wat is de belangrijkste reden voor uw beoordeling?
ces = { $shop } maakte het mij gemakkelijk om te bestellen.
ces-why = Wat was gemakkelijk of juist lastig?
thanks = Hartelijk dank voor uw antwoord.

## Question library: experience

experience = Hoe zou u uw ervaring van vandaag omschrijven?
find-way = Ik kon gemakkelijk mijn weg vinden op de website.
information = Hebt u de informatie gevonden die u nodig had?
information-missing = Welke informatie ontbrak?
checkout-problem = Had u een probleem bij het afrekenen?
checkout-problem-none = Nee, geen probleem
checkout-problem-payment = Bij het betalen
checkout-problem-delivery = Bij het kiezen van de bezorging
checkout-problem-address = Bij het invullen van mijn adres
checkout-problem-code = Bij het gebruik van een kortingscode
checkout-problem-slow = De pagina was traag of werkte niet
answers-quality = Hoe tevreden bent u over de kwaliteit van onze antwoorden?
answers-speed = Hoe tevreden bent u over de snelheid van onze antwoorden?

## Question library: product

product = Hoe tevreden bent u over { $product }?
usage = Hoe vaak gebruikt u { $product }?
improved-day = Hoe heeft { $product } uw dag verbeterd?
improve = Wat zou u verbeteren aan { $product }?
use-for = Waarvoor gebruikt u { $product }?

## Question library: loyalty

buy-again = Zou u opnieuw bij { $shop } kopen?
other-products = Hoe waarschijnlijk is het dat u onze andere producten probeert?
switch = Hoe waarschijnlijk is het dat u overstapt naar een concurrent?
first-choice = Zijn wij uw eerste keus voor dit soort producten?
first-choice-why = Welke winkel zou u als eerste kiezen, en waarom?

## Question library: the way here

heard = Hoe hoorde u voor het eerst over { $shop }?
heard-friend = Van vrienden of familie
heard-search = Via een zoekmachine
heard-social = Op sociale media
heard-advertisement = Via een advertentie
heard-press = Via een artikel of een video
heard-passing = Ik kwam langs een winkel
stopped = Wat heeft u er bijna van weerhouden om te kopen?
stopped-nothing = Niets
stopped-price = De prijs
stopped-delivery-cost = De bezorgkosten
stopped-delivery-time = De levertijd
stopped-unsure = Ik wist niet zeker of het geschikt voor mij was
stopped-payment = Mijn betaalmethode ontbrak
stopped-trust = Ik wist niet of ik de winkel kon vertrouwen
contact = Mogen wij u schrijven over uw antwoorden?
comment = Wilt u ons nog iets anders vertellen?
tab-question = Wat kunnen wij beter doen?

# German
language = Deutsch
reviewed = no

## The form

form-label = Eine Frage von { $shop }
close = Schließen
closed = Die Frage wurde geschlossen.
send = Senden
next = Weiter
back = Zurück
progress = { $n } von { $of }
optional = Freiwillig
required = Bitte beantworten Sie diese Frage.
saved = Gespeichert
saving = Wird gespeichert …
not-sent = Ihre Antwort konnte nicht gesendet werden.
try-again = Erneut versuchen
privacy = Datenschutz
characters-left = Noch { $n } Zeichen
answered-elsewhere = Zu dieser Bestellung haben wir bereits eine Antwort. Vielen Dank.
withdraw = Meine Antworten zurückziehen
withdrawn = Ihre Antworten wurden gelöscht.
tab = Feedback
survey-closed = Diese Umfrage ist beendet. Vielen Dank für Ihr Interesse.
link-wrong = Dieser Link funktioniert nicht mehr.

## Parts of questions

yes = Ja
no = Nein
other = Sonstiges
other-text = Bitte angeben
none-of-these = Nichts davon
choose-many = Bitte wählen Sie alles Zutreffende aus.
email = Ihre E-Mail-Adresse
email-wrong = Bitte prüfen Sie die E-Mail-Adresse.
consent = { $shop } darf mir zu meinen Antworten schreiben.
consent-missing = Kreuzen Sie das Kästchen an, damit wir Ihnen schreiben dürfen, oder leeren Sie das Adressfeld.
face-1 = Sehr unzufrieden
face-2 = Unzufrieden
face-3 = Weder zufrieden noch unzufrieden
face-4 = Zufrieden
face-5 = Sehr zufrieden
product-fallback = Ihr Einkauf

## Ends of scales

likely-low = Äußerst unwahrscheinlich
likely-high = Äußerst wahrscheinlich
satisfied-low = Sehr unzufrieden
satisfied-high = Sehr zufrieden
agree-low = Stimme überhaupt nicht zu
agree-high = Stimme voll und ganz zu
often-low = Nie
often-high = Sehr oft
experience-low = Sehr schlecht
experience-high = Ausgezeichnet

## Scores

nps = Wie wahrscheinlich ist es, dass Sie { $shop } Freunden oder Kollegen weiterempfehlen?
nps-why = Was ist der Hauptgrund für Ihre Bewertung?
csat = Wie zufrieden sind Sie mit Ihrem Einkauf bei { $shop }?
csat-why = Was ist der Hauptgrund für Ihre Bewertung?
ces = { $shop } hat mir das Bestellen leicht gemacht.
ces-why = Was war einfach, was war schwierig?
thanks = Vielen Dank für Ihre Antwort.

## Question library: experience

experience = Wie würden Sie Ihre heutige Erfahrung beschreiben?
find-way = Ich habe mich auf der Website leicht zurechtgefunden.
information = Haben Sie die Informationen gefunden, die Sie brauchten?
information-missing = Welche Informationen haben gefehlt?
checkout-problem = Gab es beim Bestellvorgang ein Problem?
checkout-problem-none = Nein, kein Problem
checkout-problem-payment = Beim Bezahlen
checkout-problem-delivery = Bei der Auswahl der Lieferung
checkout-problem-address = Bei der Eingabe meiner Adresse
checkout-problem-code = Beim Einlösen eines Rabattcodes
checkout-problem-slow = Die Seite war langsam oder funktionierte nicht
answers-quality = Wie zufrieden sind Sie mit der Qualität unserer Antworten?
answers-speed = Wie zufrieden sind Sie mit der Schnelligkeit unserer Antworten?

## Question library: product

product = { $product }: Wie zufrieden sind Sie damit?
usage = { $product }: Wie oft nutzen Sie das Produkt?
improved-day = Wie hat { $product } Ihren Tag verbessert?
improve = { $product }: Was würden Sie daran verbessern?
use-for = { $product }: Wofür nutzen Sie das Produkt?

## Question library: loyalty

buy-again = Würden Sie wieder bei { $shop } einkaufen?
other-products = Wie wahrscheinlich ist es, dass Sie unsere anderen Produkte ausprobieren?
switch = Wie wahrscheinlich ist es, dass Sie zu einem anderen Anbieter wechseln?
first-choice = Sind wir für solche Produkte Ihre erste Wahl?
first-choice-why = Welchen Shop würden Sie zuerst wählen und warum?

## Question library: the way here

heard = Wie sind Sie auf { $shop } aufmerksam geworden?
heard-friend = Durch Freunde oder Familie
heard-search = Über eine Suchmaschine
heard-social = In den sozialen Medien
heard-advertisement = Durch Werbung
heard-press = Durch einen Artikel oder ein Video
heard-passing = Ich bin an einem Geschäft vorbeigekommen
stopped = Was hätte Sie beinahe vom Kauf abgehalten?
stopped-nothing = Nichts
stopped-price = Der Preis
stopped-delivery-cost = Die Versandkosten
stopped-delivery-time = Die Lieferzeit
stopped-unsure = Ich war nicht sicher, ob es das Richtige für mich ist
stopped-payment = Meine Zahlungsart fehlte
stopped-trust = Ich wusste nicht, ob ich dem Shop vertrauen kann
contact = Dürfen wir Ihnen zu Ihren Antworten schreiben?
comment = Möchten Sie uns noch etwas mitteilen?
tab-question = Was können wir besser machen?

# Swedish
language = Svenska
reviewed = yes

## The form

form-label = En fråga från { $shop }
close = Stäng
closed = Frågan är stängd.
send = Skicka
next = Nästa
back = Tillbaka
progress = { $n } av { $of }
optional = Valfritt
required = Svara på den här frågan.
saved = Sparat
saving = Sparar…
not-sent = Ditt svar kunde inte skickas.
try-again = Försök igen
privacy = Integritet
characters-left = { $n } tecken kvar
answered-elsewhere = Vi har redan fått ett svar om den här beställningen. Tack.
withdraw = Ta tillbaka mina svar
withdrawn = Dina svar har raderats.
tab = Tyck till
survey-closed = Den här enkäten är avslutad. Tack för ditt intresse.
link-wrong = Den här länken fungerar inte längre.

## Parts of questions

yes = Ja
no = Nej
other = Annat
other-text = Ange vad
none-of-these = Inget av dessa
choose-many = Välj alla alternativ som stämmer.
email = Din e-postadress
email-wrong = Kontrollera e-postadressen.
consent = { $shop } får skriva till mig om mina svar.
consent-missing = Kryssa i rutan så att vi får skriva till dig, eller ta bort adressen.
face-1 = Mycket missnöjd
face-2 = Missnöjd
face-3 = Varken nöjd eller missnöjd
face-4 = Nöjd
face-5 = Mycket nöjd
product-fallback = det du köpte

## Ends of scales

likely-low = Inte alls troligt
likely-high = Mycket troligt
satisfied-low = Mycket missnöjd
satisfied-high = Mycket nöjd
agree-low = Instämmer inte alls
agree-high = Instämmer helt
often-low = Aldrig
often-high = Mycket ofta
experience-low = Mycket dålig
experience-high = Utmärkt

## Scores

nps = Hur troligt är det att du skulle rekommendera { $shop } till en vän eller kollega?
nps-why = Vad är det främsta skälet till ditt betyg?
csat = Hur nöjd är du med ditt köp hos { $shop }?
csat-why = Vad är det främsta skälet till ditt betyg?
ces = { $shop } gjorde det enkelt för mig att beställa.
ces-why = Vad var enkelt eller svårt?
thanks = Tack för ditt svar.

## Question library: experience

experience = Hur skulle du beskriva din upplevelse i dag?
find-way = Det var lätt att hitta rätt på webbplatsen.
information = Hittade du den information du behövde?
information-missing = Vilken information saknades?
checkout-problem = Stötte du på något problem i kassan?
checkout-problem-none = Nej, inga problem
checkout-problem-payment = Att betala
checkout-problem-delivery = Att välja leverans
checkout-problem-address = Att fylla i min adress
checkout-problem-code = Att använda en rabattkod
checkout-problem-slow = Sidan var långsam eller fungerade inte
answers-quality = Hur nöjd är du med kvaliteten på våra svar?
answers-speed = Hur nöjd är du med hur snabbt vi svarar?

## Question library: product

product = Hur nöjd är du med { $product }?
usage = Hur ofta använder du { $product }?
improved-day = På vilket sätt har { $product } gjort din dag bättre?
improve = Vad skulle du vilja förbättra med { $product }?
use-for = Vad använder du { $product } till?

## Question library: loyalty

buy-again = Skulle du handla hos { $shop } igen?
other-products = Hur troligt är det att du skulle prova våra andra produkter?
switch = Hur troligt är det att du skulle byta till en konkurrent?
first-choice = Är vi ditt förstahandsval för den här typen av produkter?
first-choice-why = Vilken butik skulle du välja i första hand, och varför?

## Question library: the way here

heard = Hur hörde du talas om { $shop } första gången?
heard-friend = Genom vänner eller familj
heard-search = Via en sökmotor
heard-social = I sociala medier
heard-advertisement = Genom en annons
heard-press = Genom en artikel eller en video
heard-passing = Jag gick förbi en butik
stopped = Vad var nära att få dig att avstå från köpet?
stopped-nothing = Ingenting
stopped-price = Priset
stopped-delivery-cost = Fraktkostnaden
stopped-delivery-time = Leveranstiden
stopped-unsure = Jag var osäker på om det skulle passa mig
stopped-payment = Mitt betalsätt saknades
stopped-trust = Jag visste inte om jag kunde lita på butiken
contact = Får vi skriva till dig om dina svar?
comment = Är det något mer du vill berätta för oss?
tab-question = Vad kan vi göra bättre?

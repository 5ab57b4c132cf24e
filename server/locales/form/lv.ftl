# Latvian
language = Latviešu
reviewed = yes

## The form

form-label = Jautājums no veikala „{ $shop }”
close = Aizvērt
closed = Jautājums ir aizvērts.
send = Nosūtīt
next = Tālāk
back = Atpakaļ
progress = { $n } no { $of }
optional = Nav obligāti
required = Lūdzu, atbildiet uz šo jautājumu.
saved = Saglabāts
saving = Saglabā…
not-sent = Atbildi neizdevās nosūtīt.
try-again = Mēģināt vēlreiz
privacy = Privātums
characters-left = Atlikušās rakstzīmes: { $n }
answered-elsewhere = Par šo pasūtījumu atbilde jau ir saņemta. Paldies.
withdraw = Atsaukt manas atbildes
withdrawn = Jūsu atbildes ir izdzēstas.
tab = Atsauksmes
survey-closed = Šī aptauja ir noslēgusies. Paldies par interesi.
link-wrong = Šī saite vairs nedarbojas.

## Parts of questions

yes = Jā
no = Nē
other = Cita atbilde
other-text = Lūdzu, precizējiet
none-of-these = Nekas no minētā
choose-many = Atzīmējiet visas atbilstošās atbildes.
email = Jūsu e-pasta adrese
email-wrong = Lūdzu, pārbaudiet e-pasta adresi.
consent = Veikals „{ $shop }” drīkst man rakstīt par manām atbildēm.
consent-missing = Atzīmējiet rūtiņu, lai mēs drīkstētu jums rakstīt, vai izdzēsiet adresi.
face-1 = Ļoti neapmierināti
face-2 = Neapmierināti
face-3 = Ne apmierināti, ne neapmierināti
face-4 = Apmierināti
face-5 = Ļoti apmierināti
product-fallback = Jūsu pirkums

## Ends of scales

likely-low = Noteikti nē
likely-high = Noteikti jā
satisfied-low = Ļoti neapmierināti
satisfied-high = Ļoti apmierināti
agree-low = Pilnībā nepiekrītu
agree-high = Pilnībā piekrītu
often-low = Nekad
often-high = Ļoti bieži
experience-low = Ļoti slikti
experience-high = Teicami

## Scores

nps = Cik iespējams, ka jūs ieteiktu veikalu „{ $shop }” draugam vai kolēģim?
nps-why = Kāds ir galvenais jūsu vērtējuma iemesls?
csat = Cik apmierināti esat ar pirkumu veikalā „{ $shop }”?
csat-why = Kāds ir galvenais jūsu vērtējuma iemesls?
ces = Veikalā „{ $shop }” bija viegli veikt pasūtījumu.
ces-why = Kas bija viegli un kas – sarežģīti?
thanks = Paldies par atbildi.

## Question library: experience

experience = Kā jūs vērtējat šodienas pieredzi mūsu veikalā?
find-way = Vietnē bija viegli orientēties.
information = Vai atradāt vajadzīgo informāciju?
information-missing = Kādas informācijas pietrūka?
checkout-problem = Vai pasūtījuma noformēšanas laikā jums radās kādas problēmas?
checkout-problem-none = Nē, problēmu nebija
checkout-problem-payment = Maksājuma veikšana
checkout-problem-delivery = Piegādes izvēle
checkout-problem-address = Adreses ievadīšana
checkout-problem-code = Atlaides koda izmantošana
checkout-problem-slow = Lapa darbojās lēni vai nedarbojās
answers-quality = Cik apmierināti esat ar mūsu atbilžu kvalitāti?
answers-speed = Cik apmierināti esat ar to, cik ātri mēs atbildam?

## Question library: product

product = { $product }: cik apmierināti esat ar šo preci?
usage = { $product }: cik bieži izmantojat šo preci?
improved-day = { $product }: kā šī prece ir uzlabojusi jūsu ikdienu?
improve = { $product }: ko jūs šajā precē uzlabotu?
use-for = { $product }: kam jūs šo preci izmantojat?

## Question library: loyalty

buy-again = Vai jūs atkal iepirktos veikalā „{ $shop }”?
other-products = Cik iespējams, ka jūs izmēģinātu citas mūsu preces?
switch = Cik iespējams, ka jūs pārietu pie kāda mūsu konkurenta?
first-choice = Vai mēs esam jūsu pirmā izvēle, kad vajadzīgas šādas preces?
first-choice-why = Kuru veikalu jūs izvēlētos vispirms un kāpēc?

## Question library: the way here

heard = Kā jūs pirmoreiz uzzinājāt par veikalu „{ $shop }”?
heard-friend = No draugiem vai ģimenes
heard-search = Ar meklētājprogrammas palīdzību
heard-social = Sociālajos tīklos
heard-advertisement = No reklāmas
heard-press = No raksta vai video
heard-passing = Gāju garām veikalam
stopped = Kas jūs gandrīz atturēja no pirkuma?
stopped-nothing = Nekas
stopped-price = Cena
stopped-delivery-cost = Piegādes maksa
stopped-delivery-time = Piegādes laiks
stopped-unsure = Šaubījos, vai prece man būs piemērota
stopped-payment = Trūka man vajadzīgā maksājuma veida
stopped-trust = Nezināju, vai veikalam var uzticēties
contact = Vai drīkstam jums rakstīt par jūsu atbildēm?
comment = Vai ir vēl kas, ko vēlaties mums pastāstīt?
tab-question = Ko mēs varētu darīt labāk?

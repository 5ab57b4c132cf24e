# Lithuanian
language = Lietuvių
reviewed = no

## The form

form-label = Parduotuvės „{ $shop }“ klausimas
close = Uždaryti
closed = Klausimas uždarytas.
send = Siųsti
next = Toliau
back = Atgal
progress = { $n } iš { $of }
optional = Neprivaloma
required = Prašome atsakyti į šį klausimą.
saved = Išsaugota
saving = Išsaugoma…
not-sent = Nepavyko išsiųsti jūsų atsakymo.
try-again = Bandyti dar kartą
privacy = Privatumas
characters-left = Liko ženklų: { $n }
answered-elsewhere = Atsakymą apie šį užsakymą jau gavome. Dėkojame.
withdraw = Atsiimti mano atsakymus
withdrawn = Jūsų atsakymai ištrinti.
tab = Atsiliepimai
survey-closed = Ši apklausa baigta. Dėkojame už susidomėjimą.
link-wrong = Ši nuoroda nebeveikia.

## Parts of questions

yes = Taip
no = Ne
other = Kita
other-text = Prašome patikslinti
none-of-these = Nė vienas iš šių variantų
choose-many = Pasirinkite visus tinkamus atsakymus.
email = Jūsų el. pašto adresas
email-wrong = Patikrinkite el. pašto adresą.
consent = Parduotuvė „{ $shop }“ gali man rašyti dėl mano atsakymų.
consent-missing = Pažymėkite langelį, kad galėtume jums rašyti, arba ištrinkite adresą.
face-1 = Labai nepatenkinti
face-2 = Nepatenkinti
face-3 = Nei patenkinti, nei nepatenkinti
face-4 = Patenkinti
face-5 = Labai patenkinti
product-fallback = Jūsų pirkinys

## Ends of scales

likely-low = Labai maža
likely-high = Labai didelė
satisfied-low = Labai nepatenkinti
satisfied-high = Labai patenkinti
agree-low = Visiškai nesutinku
agree-high = Visiškai sutinku
often-low = Niekada
often-high = Labai dažnai
experience-low = Labai bloga
experience-high = Puiki

## Scores

nps = Kokia tikimybė, kad rekomenduosite parduotuvę „{ $shop }“ draugui ar kolegai?
nps-why = Kokia pagrindinė jūsų įvertinimo priežastis?
csat = Kiek esate patenkinti savo pirkiniu parduotuvėje „{ $shop }“?
csat-why = Kokia pagrindinė jūsų įvertinimo priežastis?
ces = Užsisakyti parduotuvėje „{ $shop }“ buvo lengva.
ces-why = Kas buvo lengva, o kas sudėtinga?
thanks = Dėkojame už atsakymą.

## Question library: experience

experience = Kaip apibūdintumėte savo šiandienos patirtį?
find-way = Svetainėje buvo lengva orientuotis.
information = Ar radote reikiamą informaciją?
information-missing = Kokios informacijos trūko?
checkout-problem = Ar pateikiant užsakymą kilo problemų?
checkout-problem-none = Ne, problemų nekilo
checkout-problem-payment = Mokėjimas
checkout-problem-delivery = Pristatymo būdo pasirinkimas
checkout-problem-address = Adreso įvedimas
checkout-problem-code = Nuolaidos kodo panaudojimas
checkout-problem-slow = Puslapis veikė lėtai arba neveikė
answers-quality = Kiek esate patenkinti mūsų atsakymų kokybe?
answers-speed = Kiek esate patenkinti tuo, kaip greitai atsakome?

## Question library: product

product = { $product }: kiek esate patenkinti šia preke?
usage = { $product }: kaip dažnai naudojate šią prekę?
improved-day = { $product }: kaip ši prekė pagerino jūsų kasdienybę?
improve = { $product }: ką šioje prekėje patobulintumėte?
use-for = { $product }: kam naudojate šią prekę?

## Question library: loyalty

buy-again = Ar dar kartą pirktumėte parduotuvėje „{ $shop }“?
other-products = Kokia tikimybė, kad išbandysite kitas mūsų prekes?
switch = Kokia tikimybė, kad pereisite pas konkurentus?
first-choice = Ar esame jūsų pirmasis pasirinkimas perkant tokias prekes?
first-choice-why = Kurią parduotuvę rinktumėtės pirmiausia ir kodėl?

## Question library: the way here

heard = Kaip pirmą kartą sužinojote apie parduotuvę „{ $shop }“?
heard-friend = Iš draugų ar šeimos
heard-search = Per paieškos sistemą
heard-social = Socialiniuose tinkluose
heard-advertisement = Iš reklamos
heard-press = Iš straipsnio ar vaizdo įrašo
heard-passing = Ėjau pro parduotuvę
stopped = Kas vos neatbaidė jūsų nuo pirkimo?
stopped-nothing = Niekas
stopped-price = Kaina
stopped-delivery-cost = Pristatymo kaina
stopped-delivery-time = Pristatymo laikas
stopped-unsure = Abejojau, ar man tai tiks
stopped-payment = Nebuvo man tinkamo mokėjimo būdo
stopped-trust = Nežinojau, ar galima pasitikėti parduotuve
contact = Ar galime jums parašyti dėl jūsų atsakymų?
comment = Ar norėtumėte mums pasakyti dar ką nors?
tab-question = Ką galėtume daryti geriau?

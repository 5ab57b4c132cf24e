# Hungarian
language = Magyar
reviewed = no

## The form

form-label = Kérdés a következőtől: { $shop }
close = Bezárás
closed = A kérdés bezárult.
send = Küldés
next = Tovább
back = Vissza
progress = { $n } / { $of }
optional = Nem kötelező
required = Kérjük, válaszoljon erre a kérdésre.
saved = Mentve
saving = Mentés…
not-sent = A válaszát nem sikerült elküldeni.
try-again = Próbálja újra
privacy = Adatvédelem
characters-left = Hátralévő karakterek: { $n }
answered-elsewhere = Erről a rendelésről már kaptunk választ. Köszönjük.
withdraw = Válaszaim visszavonása
withdrawn = A válaszait töröltük.
tab = Visszajelzés
survey-closed = Ez a felmérés már lezárult. Köszönjük az érdeklődését.
link-wrong = Ez a link már nem működik.

## Parts of questions

yes = Igen
no = Nem
other = Egyéb
other-text = Éspedig?
none-of-these = Ezek közül egyik sem
choose-many = Jelölje be az összes megfelelő választ.
email = Az Ön e-mail-címe
email-wrong = Kérjük, ellenőrizze az e-mail-címet.
consent = A webáruház ({ $shop }) írhat nekem a válaszaimmal kapcsolatban.
consent-missing = Jelölje be a négyzetet, hogy írhassunk Önnek, vagy törölje a címet.
face-1 = Nagyon elégedetlen
face-2 = Elégedetlen
face-3 = Sem elégedett, sem elégedetlen
face-4 = Elégedett
face-5 = Nagyon elégedett
product-fallback = A megvásárolt termék

## Ends of scales

likely-low = Egyáltalán nem valószínű
likely-high = Rendkívül valószínű
satisfied-low = Nagyon elégedetlen
satisfied-high = Nagyon elégedett
agree-low = Egyáltalán nem értek egyet
agree-high = Teljes mértékben egyetértek
often-low = Soha
often-high = Nagyon gyakran
experience-low = Nagyon rossz
experience-high = Kiváló

## Scores

nps = Mennyire valószínű, hogy ajánlaná webáruházunkat ({ $shop }) egy barátjának vagy kollégájának?
nps-why = Mi a fő oka annak, hogy ezt a pontszámot adta?
csat = Mennyire elégedett a webáruházunkban ({ $shop }) történt vásárlásával?
csat-why = Mi az értékelésének fő oka?
ces = Könnyű volt leadnom a rendelésemet a webáruházban ({ $shop }).
ces-why = Mi tette könnyűvé vagy nehézzé?
thanks = Köszönjük a válaszát.

## Question library: experience

experience = Milyen volt a mai látogatása webáruházunkban?
find-way = Könnyű volt eligazodni az oldalon.
information = Megtalálta a szükséges információkat?
information-missing = Milyen információ hiányzott?
checkout-problem = Felmerült valamilyen probléma a rendelés leadásakor?
checkout-problem-none = Nem, nem volt probléma
checkout-problem-payment = A fizetésnél
checkout-problem-delivery = A szállítás kiválasztásánál
checkout-problem-address = A cím megadásánál
checkout-problem-code = A kuponkód beváltásánál
checkout-problem-slow = Az oldal lassú volt vagy nem működött
answers-quality = Mennyire elégedett a válaszaink minőségével?
answers-speed = Mennyire elégedett a válaszadásunk gyorsaságával?

## Question library: product

product = { $product }: mennyire elégedett vele?
usage = { $product }: milyen gyakran használja?
improved-day = { $product }: mivel tette jobbá a napját?
improve = { $product }: mit javítana rajta?
use-for = { $product }: mire használja?

## Question library: loyalty

buy-again = Vásárolna újra a webáruházunkban ({ $shop })?
other-products = Mennyire valószínű, hogy kipróbálja más termékeinket is?
switch = Mennyire valószínű, hogy egy versenytársunkra vált?
first-choice = Mi vagyunk az első választása az ilyen termékek vásárlásakor?
first-choice-why = Melyik üzletet választaná elsőként, és miért?

## Question library: the way here

heard = Honnan hallott először a webáruházunkról ({ $shop })?
heard-friend = Barátoktól vagy családtagoktól
heard-search = Internetes keresőből
heard-social = A közösségi médiából
heard-advertisement = Hirdetésből
heard-press = Cikkből vagy videóból
heard-passing = Egy üzlet mellett elhaladva
stopped = Mi tartotta vissza majdnem a vásárlástól?
stopped-nothing = Semmi
stopped-price = Az ár
stopped-delivery-cost = A szállítási költség
stopped-delivery-time = A szállítási idő
stopped-unsure = Nem voltam benne biztos, hogy nekem való
stopped-payment = Hiányzott az általam használt fizetési mód
stopped-trust = Nem tudtam, megbízhatok-e az üzletben
contact = Írhatunk Önnek a válaszaival kapcsolatban?
comment = Van még valami, amit szeretne elmondani nekünk?
tab-question = Mit csinálhatnánk jobban?

# Slovak
language = Slovenčina
reviewed = no

## The form

form-label = Otázka od obchodu { $shop }
close = Zavrieť
closed = Otázka bola zatvorená.
send = Odoslať
next = Ďalej
back = Späť
progress = { $n } z { $of }
optional = Nepovinné
required = Odpovedzte, prosím, na túto otázku.
saved = Uložené
saving = Ukladá sa…
not-sent = Vašu odpoveď sa nepodarilo odoslať.
try-again = Skúsiť znova
privacy = Ochrana súkromia
characters-left = Zostáva znakov: { $n }
answered-elsewhere = Odpoveď k tejto objednávke už máme. Ďakujeme.
withdraw = Vziať odpovede späť
withdrawn = Vaše odpovede boli vymazané.
tab = Spätná väzba
survey-closed = Tento dotazník je už uzavretý. Ďakujeme za váš záujem.
link-wrong = Tento odkaz už nefunguje.

## Parts of questions

yes = Áno
no = Nie
other = Iná odpoveď
other-text = Aká?
none-of-these = Žiadna z uvedených možností
choose-many = Vyberte všetky odpovede, ktoré platia.
email = Vaša e-mailová adresa
email-wrong = Skontrolujte, prosím, e-mailovú adresu.
consent = Obchod { $shop } mi môže napísať v súvislosti s mojimi odpoveďami.
consent-missing = Zaškrtnite políčko, aby sme vám mohli napísať, alebo adresu vymažte.
face-1 = Veľká nespokojnosť
face-2 = Nespokojnosť
face-3 = Ani spokojnosť, ani nespokojnosť
face-4 = Spokojnosť
face-5 = Veľká spokojnosť
product-fallback = Zakúpený produkt

## Ends of scales

likely-low = Vôbec nie je pravdepodobné
likely-high = Mimoriadne pravdepodobné
satisfied-low = Veľká nespokojnosť
satisfied-high = Veľká spokojnosť
agree-low = Rozhodne nesúhlasím
agree-high = Rozhodne súhlasím
often-low = Nikdy
often-high = Veľmi často
experience-low = Veľmi zle
experience-high = Výborne

## Scores

nps = Nakoľko je pravdepodobné, že obchod { $shop } odporučíte priateľovi alebo kolegovi?
nps-why = Aký je hlavný dôvod vášho hodnotenia?
csat = Aká je vaša spokojnosť s nákupom v obchode { $shop }?
csat-why = Aký je hlavný dôvod vášho hodnotenia?
ces = Objednať v obchode { $shop } bolo jednoduché.
ces-why = Čo bolo jednoduché a čo náročné?
thanks = Ďakujeme za vašu odpoveď.

## Question library: experience

experience = Ako hodnotíte dnešnú návštevu nášho obchodu?
find-way = Na webe bolo jednoduché zorientovať sa.
information = Našli ste informácie, ktoré ste potrebovali?
information-missing = Aké informácie chýbali?
checkout-problem = Vyskytol sa pri dokončovaní objednávky nejaký problém?
checkout-problem-none = Nie, žiadny problém
checkout-problem-payment = S platbou
checkout-problem-delivery = S výberom doručenia
checkout-problem-address = So zadaním adresy
checkout-problem-code = S použitím zľavového kódu
checkout-problem-slow = Stránka bola pomalá alebo nefungovala
answers-quality = Aká je vaša spokojnosť s kvalitou našich odpovedí?
answers-speed = Aká je vaša spokojnosť s rýchlosťou našich odpovedí?

## Question library: product

product = { $product }: aká je vaša spokojnosť?
usage = { $product }: ako často to používate?
improved-day = { $product }: v čom vám to zlepšilo deň?
improve = { $product }: čo by ste zlepšili?
use-for = { $product }: na čo to používate?

## Question library: loyalty

buy-again = Nakúpili by ste v obchode { $shop } znova?
other-products = Nakoľko je pravdepodobné, že vyskúšate naše ďalšie produkty?
switch = Nakoľko je pravdepodobné, že prejdete ku konkurencii?
first-choice = Sme pre vás prvou voľbou pri nákupe podobných produktov?
first-choice-why = Ktorý obchod by ste si vybrali ako prvý a prečo?

## Question library: the way here

heard = Ako ste sa prvýkrát dozvedeli o obchode { $shop }?
heard-friend = Od priateľov alebo rodiny
heard-search = Z internetového vyhľadávača
heard-social = Zo sociálnych sietí
heard-advertisement = Z reklamy
heard-press = Z článku alebo videa
heard-passing = Cestou okolo predajne
stopped = Čo vás takmer odradilo od nákupu?
stopped-nothing = Nič
stopped-price = Cena
stopped-delivery-cost = Cena doručenia
stopped-delivery-time = Čas doručenia
stopped-unsure = Neistota, či je to pre mňa to pravé
stopped-payment = Chýbal môj spôsob platby
stopped-trust = Neistota, či sa dá obchodu dôverovať
contact = Môžeme vám v súvislosti s vašimi odpoveďami napísať?
comment = Je ešte niečo, čo by ste nám chceli povedať?
tab-question = Čo môžeme robiť lepšie?

# Czech
language = Čeština
reviewed = no

## The form

form-label = Otázka od obchodu { $shop }
close = Zavřít
closed = Otázka byla zavřena.
send = Odeslat
next = Další
back = Zpět
progress = { $n } z { $of }
optional = Nepovinné
required = Odpovězte prosím na tuto otázku.
saved = Uloženo
saving = Ukládání…
not-sent = Vaši odpověď se nepodařilo odeslat.
try-again = Zkusit znovu
privacy = Ochrana soukromí
characters-left = Zbývá znaků: { $n }
answered-elsewhere = Odpověď k této objednávce už máme. Děkujeme.
withdraw = Vzít odpovědi zpět
withdrawn = Vaše odpovědi byly smazány.
tab = Zpětná vazba
survey-closed = Tento dotazník je už uzavřen. Děkujeme za váš zájem.
link-wrong = Tento odkaz už nefunguje.

## Parts of questions

yes = Ano
no = Ne
other = Jiná odpověď
other-text = Jaká?
none-of-these = Žádná z uvedených možností
choose-many = Vyberte všechny odpovědi, které platí.
email = Vaše e-mailová adresa
email-wrong = Zkontrolujte prosím e-mailovou adresu.
consent = Obchod { $shop } mi může napsat ohledně mých odpovědí.
consent-missing = Zaškrtněte políčko, abychom vám mohli napsat, nebo adresu smažte.
face-1 = Velká nespokojenost
face-2 = Nespokojenost
face-3 = Ani spokojenost, ani nespokojenost
face-4 = Spokojenost
face-5 = Velká spokojenost
product-fallback = Zakoupený produkt

## Ends of scales

likely-low = Velmi nepravděpodobné
likely-high = Velmi pravděpodobné
satisfied-low = Velmi nízká
satisfied-high = Velmi vysoká
agree-low = Rozhodně nesouhlasím
agree-high = Rozhodně souhlasím
often-low = Nikdy
often-high = Velmi často
experience-low = Velmi špatně
experience-high = Výborně

## Scores

nps = Jak je pravděpodobné, že byste obchod { $shop } doporučili příteli nebo kolegovi?
nps-why = Jaký je hlavní důvod vašeho hodnocení?
csat = Jaká je vaše spokojenost s nákupem v obchodě { $shop }?
csat-why = Jaký je hlavní důvod vašeho hodnocení?
ces = Objednat v obchodě { $shop } bylo snadné.
ces-why = Co bylo snadné a co obtížné?
thanks = Děkujeme za vaši odpověď.

## Question library: experience

experience = Jak hodnotíte dnešní návštěvu našeho obchodu?
find-way = Na webu bylo snadné se zorientovat.
information = Našli jste informace, které jste potřebovali?
information-missing = Jaké informace chyběly?
checkout-problem = Vyskytl se při dokončování objednávky nějaký problém?
checkout-problem-none = Ne, žádný problém
checkout-problem-payment = S platbou
checkout-problem-delivery = S výběrem dopravy
checkout-problem-address = Se zadáním adresy
checkout-problem-code = S použitím slevového kódu
checkout-problem-slow = Stránka byla pomalá nebo nefungovala
answers-quality = Jaká je vaše spokojenost s kvalitou našich odpovědí?
answers-speed = Jaká je vaše spokojenost s rychlostí našich odpovědí?

## Question library: product

product = { $product }: jaká je vaše spokojenost?
usage = { $product }: jak často to používáte?
improved-day = { $product }: v čem vám to zlepšilo den?
improve = { $product }: co byste zlepšili?
use-for = { $product }: k čemu to používáte?

## Question library: loyalty

buy-again = Nakoupili byste v obchodě { $shop } znovu?
other-products = Jak je pravděpodobné, že vyzkoušíte naše další produkty?
switch = Jak je pravděpodobné, že přejdete ke konkurenci?
first-choice = Jsme pro vás první volbou při nákupu podobných produktů?
first-choice-why = Který obchod byste zvolili jako první a proč?

## Question library: the way here

heard = Jak jste se poprvé dozvěděli o obchodu { $shop }?
heard-friend = Od přátel nebo rodiny
heard-search = Z internetového vyhledávače
heard-social = Ze sociálních sítí
heard-advertisement = Z reklamy
heard-press = Z článku nebo videa
heard-passing = Cestou kolem prodejny
stopped = Co vás málem odradilo od nákupu?
stopped-nothing = Nic
stopped-price = Cena
stopped-delivery-cost = Cena dopravy
stopped-delivery-time = Doba dodání
stopped-unsure = Nejistota, zda je to pro mě to pravé
stopped-payment = Chyběl můj způsob platby
stopped-trust = Nejistota, zda se dá obchodu věřit
contact = Můžeme vám ohledně vašich odpovědí napsat?
comment = Je ještě něco, co byste nám chtěli sdělit?
tab-question = Co můžeme dělat lépe?

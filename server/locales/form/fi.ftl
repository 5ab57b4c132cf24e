# Finnish
language = Suomi
reviewed = no

## The form

form-label = { $shop } kysyy
close = Sulje
closed = Kysymys on suljettu.
send = Lähetä
next = Seuraava
back = Takaisin
progress = { $n }/{ $of }
optional = Vapaaehtoinen
required = Vastaa tähän kysymykseen.
saved = Tallennettu
saving = Tallennetaan…
not-sent = Vastaustasi ei voitu lähettää.
try-again = Yritä uudelleen
privacy = Tietosuoja
characters-left = Merkkejä jäljellä: { $n }
answered-elsewhere = Olemme jo saaneet vastauksen tästä tilauksesta. Kiitos.
withdraw = Peru vastaukseni
withdrawn = Vastauksesi on poistettu.
tab = Palaute
survey-closed = Tämä kysely on päättynyt. Kiitos mielenkiinnostasi.
link-wrong = Tämä linkki ei enää toimi.

## Parts of questions

yes = Kyllä
no = Ei
other = Jokin muu
other-text = Mikä muu?
none-of-these = Ei mikään näistä
choose-many = Valitse kaikki sopivat vaihtoehdot.
email = Sähköpostiosoitteesi
email-wrong = Tarkista sähköpostiosoite.
consent = { $shop } saa kirjoittaa minulle vastauksistani.
consent-missing = Rastita ruutu, jotta voimme kirjoittaa sinulle, tai tyhjennä osoite.
face-1 = Erittäin tyytymätön
face-2 = Tyytymätön
face-3 = Ei tyytyväinen eikä tyytymätön
face-4 = Tyytyväinen
face-5 = Erittäin tyytyväinen
product-fallback = Ostoksesi

## Ends of scales

likely-low = En lainkaan todennäköisesti
likely-high = Erittäin todennäköisesti
satisfied-low = Erittäin tyytymätön
satisfied-high = Erittäin tyytyväinen
agree-low = Täysin eri mieltä
agree-high = Täysin samaa mieltä
often-low = En koskaan
often-high = Erittäin usein
experience-low = Erittäin huono
experience-high = Erinomainen

## Scores

nps = Kuinka todennäköisesti suosittelisit verkkokauppaa { $shop } ystävälle tai työkaverille?
nps-why = Mikä on tärkein syy antamallesi arvosanalle?
csat = Kuinka tyytyväinen olet ostokseesi verkkokaupasta { $shop }?
csat-why = Mikä on tärkein syy antamallesi arviolle?
ces = { $shop } teki tilaamisesta minulle helppoa.
ces-why = Mikä oli helppoa tai vaikeaa?
thanks = Kiitos vastauksestasi.

## Question library: experience

experience = Millainen kokemuksesi oli tänään?
find-way = Sivustolla oli helppo liikkua.
information = Löysitkö tarvitsemasi tiedot?
information-missing = Mitä tietoa jäit kaipaamaan?
checkout-problem = Oliko sinulla ongelmia kassalla?
checkout-problem-none = Ei ollut ongelmia
checkout-problem-payment = Maksaminen
checkout-problem-delivery = Toimitustavan valinta
checkout-problem-address = Osoitteen syöttäminen
checkout-problem-code = Alennuskoodin käyttäminen
checkout-problem-slow = Sivu oli hidas tai ei toiminut
answers-quality = Kuinka tyytyväinen olet vastaustemme laatuun?
answers-speed = Kuinka tyytyväinen olet vastaustemme nopeuteen?

## Question library: product

product = { $product }: kuinka tyytyväinen olet tuotteeseen?
usage = { $product }: kuinka usein käytät tuotetta?
improved-day = { $product }: miten tuote on parantanut päivääsi?
improve = { $product }: mitä parantaisit tuotteessa?
use-for = { $product }: mihin käytät tuotetta?

## Question library: loyalty

buy-again = Ostaisitko verkkokaupasta { $shop } uudelleen?
other-products = Kuinka todennäköisesti kokeilisit muita tuotteitamme?
switch = Kuinka todennäköisesti vaihtaisit kilpailijaan?
first-choice = Olemmeko ensisijainen valintasi, kun ostat tällaisia tuotteita?
first-choice-why = Minkä kaupan valitsisit ensimmäisenä ja miksi?

## Question library: the way here

heard = Miten kuulit ensimmäisen kerran verkkokaupasta { $shop }?
heard-friend = Ystäviltä tai perheeltä
heard-search = Hakukoneen kautta
heard-social = Sosiaalisessa mediassa
heard-advertisement = Mainoksesta
heard-press = Artikkelista tai videosta
heard-passing = Kuljin liikkeen ohi
stopped = Mikä oli vähällä estää sinua ostamasta?
stopped-nothing = Ei mikään
stopped-price = Hinta
stopped-delivery-cost = Toimituskulut
stopped-delivery-time = Toimitusaika
stopped-unsure = En ollut varma, sopiiko se minulle
stopped-payment = Minulle sopiva maksutapa puuttui
stopped-trust = En tiennyt, voinko luottaa kauppaan
contact = Saammeko kirjoittaa sinulle vastauksistasi?
comment = Haluatko kertoa meille vielä jotain muuta?
tab-question = Mitä voimme tehdä paremmin?

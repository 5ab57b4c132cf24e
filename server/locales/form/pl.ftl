# Polish
language = Polski
reviewed = no

## The form

form-label = Pytanie od sklepu { $shop }
close = Zamknij
closed = Pytanie zostało zamknięte.
send = Wyślij
next = Dalej
back = Wstecz
progress = { $n } z { $of }
optional = Nieobowiązkowe
required = Prosimy odpowiedzieć na to pytanie.
saved = Zapisano
saving = Zapisywanie…
not-sent = Nie udało się wysłać odpowiedzi.
try-again = Spróbuj ponownie
privacy = Prywatność
characters-left = Pozostało znaków: { $n }
answered-elsewhere = Odpowiedź dotycząca tego zamówienia już do nas dotarła. Dziękujemy.
withdraw = Wycofaj moje odpowiedzi
withdrawn = Odpowiedzi zostały usunięte.
tab = Opinia
survey-closed = Ta ankieta jest już zamknięta. Dziękujemy za zainteresowanie.
link-wrong = Ten link już nie działa.

## Parts of questions

yes = Tak
no = Nie
other = Inna odpowiedź
other-text = Jaka?
none-of-these = Żadna z tych odpowiedzi
choose-many = Prosimy zaznaczyć wszystkie pasujące odpowiedzi.
email = Adres e-mail
email-wrong = Prosimy sprawdzić adres e-mail.
consent = Sklep { $shop } może napisać do mnie w sprawie moich odpowiedzi.
consent-missing = Proszę zaznaczyć pole, abyśmy mogli napisać, lub usunąć adres.
face-1 = Duże niezadowolenie
face-2 = Niezadowolenie
face-3 = Ani zadowolenie, ani niezadowolenie
face-4 = Zadowolenie
face-5 = Duże zadowolenie
product-fallback = Zakupiony produkt

## Ends of scales

likely-low = Bardzo mało prawdopodobne
likely-high = Bardzo prawdopodobne
satisfied-low = Bardzo niskie
satisfied-high = Bardzo wysokie
agree-low = Zdecydowanie się nie zgadzam
agree-high = Zdecydowanie się zgadzam
often-low = Nigdy
often-high = Bardzo często
experience-low = Bardzo źle
experience-high = Znakomicie

## Scores

nps = Na ile prawdopodobne jest, że poleci Pan/Pani sklep { $shop } znajomym lub współpracownikom?
nps-why = Jaki jest główny powód tej oceny?
csat = Jak ocenia Pan/Pani swoje zadowolenie z zakupów w sklepie { $shop }?
csat-why = Jaki jest główny powód tej oceny?
ces = Złożenie zamówienia w sklepie { $shop } było łatwe.
ces-why = Co było łatwe, a co sprawiło trudność?
thanks = Dziękujemy za odpowiedź.

## Question library: experience

experience = Jak ocenia Pan/Pani dzisiejszą wizytę w naszym sklepie?
find-way = Poruszanie się po stronie było łatwe.
information = Czy na stronie były potrzebne Panu/Pani informacje?
information-missing = Jakich informacji zabrakło?
checkout-problem = Czy podczas składania zamówienia wystąpił jakiś problem?
checkout-problem-none = Nie, żadnego problemu nie było
checkout-problem-payment = Przy płatności
checkout-problem-delivery = Przy wyborze dostawy
checkout-problem-address = Przy podawaniu adresu
checkout-problem-code = Przy użyciu kodu rabatowego
checkout-problem-slow = Strona działała wolno lub wcale
answers-quality = Jak ocenia Pan/Pani swoje zadowolenie z jakości naszych odpowiedzi?
answers-speed = Jak ocenia Pan/Pani swoje zadowolenie z szybkości naszych odpowiedzi?

## Question library: product

product = { $product }: jak ocenia Pan/Pani swoje zadowolenie?
usage = { $product }: jak często Pan/Pani z tego korzysta?
improved-day = { $product }: co dzięki temu zmieniło się na lepsze na co dzień?
improve = { $product }: co warto by ulepszyć?
use-for = { $product }: do czego Pan/Pani tego używa?

## Question library: loyalty

buy-again = Czy zrobi Pan/Pani ponownie zakupy w sklepie { $shop }?
other-products = Na ile prawdopodobne jest, że wypróbuje Pan/Pani inne nasze produkty?
switch = Na ile prawdopodobne jest, że przejdzie Pan/Pani do konkurencji?
first-choice = Czy nasz sklep jest dla Pana/Pani pierwszym wyborem przy zakupie takich produktów?
first-choice-why = Jaki sklep wybiera Pan/Pani w pierwszej kolejności i dlaczego?

## Question library: the way here

heard = Skąd zna Pan/Pani sklep { $shop }?
heard-friend = Od znajomych lub rodziny
heard-search = Z wyszukiwarki internetowej
heard-social = Z mediów społecznościowych
heard-advertisement = Z reklamy
heard-press = Z artykułu lub filmu
heard-passing = Ze sklepu mijanego po drodze
stopped = Co prawie powstrzymało Pana/Panią przed zakupem?
stopped-nothing = Nic
stopped-price = Cena
stopped-delivery-cost = Koszty dostawy
stopped-delivery-time = Czas dostawy
stopped-unsure = Brak pewności, czy to produkt dla mnie
stopped-payment = Brak mojego sposobu płatności
stopped-trust = Brak pewności, czy sklepowi można zaufać
contact = Czy możemy napisać do Pana/Pani w sprawie tych odpowiedzi?
comment = Czy chce Pan/Pani przekazać nam coś jeszcze?
tab-question = Co możemy robić lepiej?

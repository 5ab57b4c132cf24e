# Italian
language = Italiano
reviewed = no

## The form

form-label = Una domanda da { $shop }
close = Chiudi
closed = La domanda è stata chiusa.
send = Invia
next = Avanti
back = Indietro
progress = { $n } di { $of }
optional = Facoltativo
required = Per favore, risponda a questa domanda.
saved = Salvato
saving = Salvataggio in corso…
not-sent = Non è stato possibile inviare la risposta.
try-again = Riprova
privacy = Privacy
characters-left = Caratteri rimanenti: { $n }
answered-elsewhere = Per questo ordine abbiamo già ricevuto una risposta. Grazie.
withdraw = Ritira le mie risposte
withdrawn = Le sue risposte sono state eliminate.
tab = La sua opinione
survey-closed = Questo sondaggio è chiuso. Grazie per l’interesse.
link-wrong = Questo link non funziona più.

## Parts of questions

yes = Sì
no = No
other = Altro
other-text = Che cosa, in particolare?
none-of-these = Nessuna di queste opzioni
choose-many = Selezioni tutte le risposte pertinenti.
email = Il suo indirizzo e-mail
email-wrong = Per favore, controlli l’indirizzo e-mail.
consent = Accetto che { $shop } mi scriva in merito alle mie risposte.
consent-missing = Selezioni la casella per permetterci di scriverle oppure cancelli l’indirizzo.
face-1 = Soddisfazione molto bassa
face-2 = Soddisfazione bassa
face-3 = Soddisfazione media
face-4 = Soddisfazione alta
face-5 = Soddisfazione molto alta
product-fallback = il suo acquisto

## Ends of scales

likely-low = Per niente probabile
likely-high = Estremamente probabile
satisfied-low = Molto basso
satisfied-high = Molto alto
agree-low = Completamente in disaccordo
agree-high = Completamente d’accordo
often-low = Mai
often-high = Molto spesso
experience-low = Pessima
experience-high = Eccellente

## Scores

nps = Quanto è probabile che consigli { $shop } a un amico o a un collega?
nps-why = Qual è il motivo principale del suo voto?
csat = Qual è il suo livello di soddisfazione per l’acquisto da { $shop }?
csat-why = Qual è il motivo principale della sua valutazione?
ces = { $shop } mi ha reso facile effettuare l’ordine.
ces-why = Che cosa è stato facile o difficile?
thanks = Grazie per la risposta.

## Question library: experience

experience = Come descriverebbe la sua esperienza di oggi?
find-way = È stato facile orientarsi nel sito.
information = Ha trovato le informazioni di cui aveva bisogno?
information-missing = Quali informazioni mancavano?
checkout-problem = Ha avuto problemi al momento dell’ordine?
checkout-problem-none = No, nessun problema
checkout-problem-payment = Nel pagamento
checkout-problem-delivery = Nella scelta della consegna
checkout-problem-address = Nell’inserimento dell’indirizzo
checkout-problem-code = Nell’uso di un codice sconto
checkout-problem-slow = La pagina era lenta o non funzionava
answers-quality = Qual è il suo livello di soddisfazione per la qualità delle nostre risposte?
answers-speed = Qual è il suo livello di soddisfazione per la rapidità delle nostre risposte?

## Question library: product

product = Qual è il suo livello di soddisfazione per { $product }?
usage = Con quale frequenza usa { $product }?
improved-day = In che modo { $product } ha migliorato la sua giornata?
improve = Come si potrebbe migliorare { $product }?
use-for = Per che cosa usa { $product }?

## Question library: loyalty

buy-again = Acquisterebbe di nuovo da { $shop }?
other-products = Quanto è probabile che provi gli altri nostri prodotti?
switch = Quanto è probabile che passi a un concorrente?
first-choice = Siamo la sua prima scelta per prodotti come questo?
first-choice-why = Quale negozio sceglierebbe per primo e perché?

## Question library: the way here

heard = Come ha conosciuto { $shop }?
heard-friend = Da amici o familiari
heard-search = Con un motore di ricerca
heard-social = Sui social media
heard-advertisement = Da una pubblicità
heard-press = Da un articolo o un video
heard-passing = Passando davanti a un negozio
stopped = Che cosa stava per farla rinunciare all’acquisto?
stopped-nothing = Niente
stopped-price = Il prezzo
stopped-delivery-cost = Le spese di consegna
stopped-delivery-time = I tempi di consegna
stopped-unsure = Non sapevo se facesse al caso mio
stopped-payment = Mancava il mio metodo di pagamento
stopped-trust = Non sapevo se fidarmi del negozio
contact = Possiamo scriverle in merito alle sue risposte?
comment = C’è altro che desidera dirci?
tab-question = Che cosa possiamo fare meglio?

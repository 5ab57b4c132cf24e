# French
language = Français
reviewed = no

## The form

form-label = Une question de { $shop }
close = Fermer
closed = La question a été fermée.
send = Envoyer
next = Suivant
back = Retour
progress = { $n } sur { $of }
optional = Facultatif
required = Veuillez répondre à cette question.
saved = Enregistré
saving = Enregistrement…
not-sent = Votre réponse n’a pas pu être envoyée.
try-again = Réessayer
privacy = Confidentialité
characters-left = Caractères restants : { $n }
answered-elsewhere = Nous avons déjà reçu une réponse pour cette commande. Merci.
withdraw = Retirer mes réponses
withdrawn = Vos réponses ont été supprimées.
tab = Votre avis
survey-closed = Cette enquête est terminée. Merci de votre intérêt.
link-wrong = Ce lien ne fonctionne plus.

## Parts of questions

yes = Oui
no = Non
other = Autre
other-text = Merci de préciser
none-of-these = Aucune de ces réponses
choose-many = Sélectionnez toutes les réponses qui conviennent.
email = Votre adresse e-mail
email-wrong = Veuillez vérifier l’adresse e-mail.
consent = J’accepte que { $shop } m’écrive au sujet de mes réponses.
consent-missing = Cochez la case pour que nous puissions vous écrire, ou effacez l’adresse.
face-1 = Satisfaction très faible
face-2 = Satisfaction faible
face-3 = Satisfaction moyenne
face-4 = Satisfaction élevée
face-5 = Satisfaction très élevée
product-fallback = votre achat

## Ends of scales

likely-low = Pas du tout probable
likely-high = Extrêmement probable
satisfied-low = Très faible
satisfied-high = Très élevé
agree-low = Pas du tout d’accord
agree-high = Tout à fait d’accord
often-low = Jamais
often-high = Très souvent
experience-low = Très mauvaise
experience-high = Excellente

## Scores

nps = Quelle est la probabilité que vous recommandiez { $shop } à un ami ou à un collègue ?
nps-why = Quelle est la raison principale de votre note ?
csat = Quel est votre niveau de satisfaction concernant votre achat chez { $shop } ?
csat-why = Quelle est la raison principale de votre note ?
ces = { $shop } m’a permis de passer commande facilement.
ces-why = Qu’est-ce qui a été facile ou difficile ?
thanks = Merci pour votre réponse.

## Question library: experience

experience = Comment décririez-vous votre expérience d’aujourd’hui ?
find-way = Il m’a été facile de m’orienter sur le site.
information = Avez-vous trouvé les informations dont vous aviez besoin ?
information-missing = Quelles informations manquaient ?
checkout-problem = Avez-vous rencontré un problème au moment de passer commande ?
checkout-problem-none = Non, aucun problème
checkout-problem-payment = Le paiement
checkout-problem-delivery = Le choix de la livraison
checkout-problem-address = La saisie de mon adresse
checkout-problem-code = L’utilisation d’un code promo
checkout-problem-slow = La page était lente ou ne fonctionnait pas
answers-quality = Quel est votre niveau de satisfaction concernant la qualité de nos réponses ?
answers-speed = Quel est votre niveau de satisfaction concernant la rapidité de nos réponses ?

## Question library: product

product = Quel est votre niveau de satisfaction concernant { $product } ?
usage = À quelle fréquence utilisez-vous { $product } ?
improved-day = En quoi votre journée est-elle meilleure grâce à { $product } ?
improve = Comment pourrait-on améliorer { $product } ?
use-for = Dans quel but utilisez-vous { $product } ?

## Question library: loyalty

buy-again = Achèteriez-vous à nouveau chez { $shop } ?
other-products = Quelle est la probabilité que vous essayiez nos autres produits ?
switch = Quelle est la probabilité que vous vous tourniez vers un concurrent ?
first-choice = Sommes-nous votre premier choix pour ce type de produits ?
first-choice-why = Quelle boutique choisiriez-vous en premier, et pourquoi ?

## Question library: the way here

heard = Comment avez-vous découvert { $shop } ?
heard-friend = Par des amis ou des proches
heard-search = Par un moteur de recherche
heard-social = Sur les réseaux sociaux
heard-advertisement = Par une publicité
heard-press = Par un article ou une vidéo
heard-passing = En passant devant une boutique
stopped = Qu’est-ce qui a failli vous empêcher d’acheter ?
stopped-nothing = Rien
stopped-price = Le prix
stopped-delivery-cost = Les frais de livraison
stopped-delivery-time = Le délai de livraison
stopped-unsure = Je ne savais pas si cela me conviendrait
stopped-payment = Mon moyen de paiement n’était pas proposé
stopped-trust = Je ne savais pas si je pouvais faire confiance à la boutique
contact = Pouvons-nous vous écrire au sujet de vos réponses ?
comment = Souhaitez-vous nous dire autre chose ?
tab-question = Que pouvons-nous améliorer ?

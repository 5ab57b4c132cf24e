## Kinds

scores-nps = Gatavība ieteikt (NPS)
scores-nps-from-one = Gatavība ieteikt (NPS), no 1
scores-csat = Klientu apmierinātība
scores-ces = Pirkšanas ērtums
scores-scale = Skala
scores-yes-no = Jā vai nē
scores-choices = Izvēles
scores-text = Atbildes vārdos
scores-contact = Kontakti

## Groups, where they are counted

scores-promoters = Ieteicēji
scores-passives = Neitrālie
scores-detractors = Kritizētāji
scores-satisfied = Apmierinātie
scores-neutral = Neitrālie
scores-dissatisfied = Neapmierinātie

## Groups, as the name of the people and of one answer alike

scores-easy = Viegli
scores-difficult = Grūti

## Groups, as the subject inside of a sentence

scores-people-promoters = ieteicēji
scores-people-passives = neitrālie
scores-people-detractors = kritizētāji
scores-people-easy = tie, kam bija viegli
scores-people-difficult = tie, kam bija grūti
scores-people-satisfied = apmierinātie
scores-people-neutral = neitrālie
scores-people-dissatisfied = neapmierinātie

## What one answer of a group is

scores-one-promoter = Ieteicējs
scores-one-passive = Neitrāls
scores-one-detractor = Kritizētājs
scores-one-satisfied = Apmierināts
scores-one-neutral = Neitrāls
scores-one-dissatisfied = Neapmierināts

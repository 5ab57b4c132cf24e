split-title = Kas atšķiras visvairāk: { $dimension }
split-score = Rādītājs
split-interval = Intervāls
split-answers =
    { $count ->
        [zero] { $count } atbilžu
        [one] { $count } atbilde
       *[other] { $count } atbildes
    }
split-note = Ar krāsu izceltas grupas, kas droši atšķiras no pārējām šeit redzamajām, arī ņemot vērā, cik daudz kas ir salīdzināts.
split-besides =
    { $count ->
        [zero] { $count } atbilžu neietilpst nevienā no šīm grupām: vērtība ir reta vai nav zināma. Līnija rāda visu atbilžu rādītāju.
        [one] { $count } atbilde neietilpst nevienā no šīm grupām: vērtība ir reta vai nav zināma. Līnija rāda visu atbilžu rādītāju.
       *[other] { $count } atbildes neietilpst nevienā no šīm grupām: vērtība ir reta vai nav zināma. Līnija rāda visu atbilžu rādītāju.
    }
split-more = Skatīt visu dalījumu

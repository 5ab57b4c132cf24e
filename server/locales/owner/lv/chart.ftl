chart-range = no { $low } līdz { $high }

chart-interval = Rādītājs skalā no { $least } līdz { $most } un tā intervāls no { $low } līdz { $high }
chart-histogram = Cik bieži izvēlēts katrs vērtējums

## The score over time

chart-trend-day = Katras dienas rādītājs kā līnija un tā intervāls kā josla; skaitļi ir tabulā zemāk
chart-trend-week = Katras nedēļas rādītājs kā līnija un tā intervāls kā josla; skaitļi ir tabulā zemāk
chart-trend-month = Katra mēneša rādītājs kā līnija un tā intervāls kā josla; skaitļi ir tabulā zemāk
chart-trend-keys = { $name }. No punkta uz punktu var pāriet ar bultiņu taustiņiem.
chart-target = mērķis { $score }
chart-point-empty = { $name }: atbilžu nav
chart-point =
    { $count ->
        [zero] { $name }: { $score }, intervāls no { $low } līdz { $high }, { $count } atbilžu
        [one] { $name }: { $score }, intervāls no { $low } līdz { $high }, { $count } atbilde
       *[other] { $name }: { $score }, intervāls no { $low } līdz { $high }, { $count } atbildes
    }

## The same under the pointer, line by line

chart-no-answers = atbilžu nav
chart-between = { $score }, intervāls no { $low } līdz { $high }
chart-from =
    { $count ->
        [zero] { $count } atbilžu
        [one] { $count } atbilde
       *[other] { $count } atbildes
    }

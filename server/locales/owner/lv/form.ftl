form-look-again =
    { $count ->
        [zero] Zemāk jāpārbauda { $count } lauku. Pagaidām nekas nav saglabāts.
        [1] Zemāk jāpārbauda viens lauks. Pagaidām nekas nav saglabāts.
        [one] Zemāk jāpārbauda { $count } lauks. Pagaidām nekas nav saglabāts.
       *[other] Zemāk jāpārbauda { $count } lauki. Pagaidām nekas nav saglabāts.
    }

## A form that can’t be taken

form-too-large = Nosūtītais ir pārāk liels. Aptaujas fails drīkst būt ne lielāks par 1 MB: atgriezieties un nosūtiet mazāk.
form-unreadable = Veidlapu nevar nolasīt ({ $problem }). Atgriezieties, pārlādējiet lapu un nosūtiet vēlreiz.

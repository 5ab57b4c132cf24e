form-look-again =
    { $count ->
        [zero] Zemāk jāpārbauda { $count } lauku. Pagaidām nekas nav saglabāts.
        [1] Zemāk jāpārbauda viens lauks. Pagaidām nekas nav saglabāts.
        [one] Zemāk jāpārbauda { $count } lauks. Pagaidām nekas nav saglabāts.
       *[other] Zemāk jāpārbauda { $count } lauki. Pagaidām nekas nav saglabāts.
    }

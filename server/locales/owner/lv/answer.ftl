answer-no-comment = Bez komentāra
answer-show-all = Rādīt visu
answer-show-less = Rādīt mazāk

## About the response, in few letters

answer-test = Tests
answer-order = Pasūtījums { $order }
answer-no-order = Bez pasūtījuma
answer-returning = pircis jau agrāk
answer-new = pērk pirmoreiz
answer-signed = parakstīts
answer-phone = tālrunis
answer-tablet = planšete
answer-desktop = dators
answer-unknown-device = nezināma ierīce

## Answers

answer-yes = Jā
answer-no = Nē
answer-rating = { $rating } no { $top }
answer-rating-between = { $rating } no { $top } ({ $low } … { $high })
answer-contact = { $email } (piekrīt saziņai)

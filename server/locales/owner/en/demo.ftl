# The made-up shop that carries the owner’s tag. It is played for the owner, who orders there to try the tag.

## Above the shop

demo-about = About this shop
# $shop (String) – the owner’s shop
demo-counts = A made-up shop with the tag of { $shop }. What you answer here counts.
# $shop (String) – the owner’s shop
demo-test = A made-up shop with the tag of { $shop }. Test mode: answers stay out of every figure.
demo-back = Back to the overview

## The product

# The browser’s title.
# $page (String) – what the page shows
# $shop (String) – the owner’s shop
demo-page-title = { $page } · { $shop }
demo-motto = made by hand, one at a time
demo-cup = Cup, moss
demo-cup-note = Stoneware, fired twice in a wood kiln. Holds three decilitres and keeps them warm.
demo-cup-picture = A green cup on a linen cloth
demo-cart = Your cart
# $count (Number) – how many
# $price (String) – of one
demo-amount = { $count } × { $price }
demo-shipping = Shipping
demo-place-order = Place order
demo-stage = Nothing is bought and nothing is paid: this is only a stage.

## After the order

demo-thanks-title = Thank you
demo-thanks = Thank you, Anna
# $order (String) – the order’s number
# <strong> – the number
demo-thanks-note = Your order <strong>{ $order }</strong> is on its way to our kiln room. We have sent you the details by e-mail.
# $count (Number) – how many cups
demo-cups = Cup, moss, { $count } ×
demo-total = Total
demo-asked-once = The question appears in the corner by itself. If you reload this page, an order that has been answered or closed is not asked about again.
# <link> – to the same shop in test mode
demo-signed-only = This shop asks about signed orders only, and a made-up shop has no secret to sign with: nothing will be asked here. <link>Use test mode</link>
demo-again = Place another order

## What went wrong

demo-no-shop = There is no shop yet whose tag could be used here. Create your account first.

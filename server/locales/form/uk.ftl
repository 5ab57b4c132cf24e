# Ukrainian
language = Українська
reviewed = no

## The form

form-label = Запитання від магазину «{ $shop }»
close = Закрити
closed = Запитання закрито.
send = Надіслати
next = Далі
back = Назад
progress = { $n } з { $of }
optional = Необов’язково
required = Будь ласка, дайте відповідь на це запитання.
saved = Збережено
saving = Збереження…
not-sent = Не вдалося надіслати вашу відповідь.
try-again = Спробувати ще раз
privacy = Конфіденційність
characters-left = Залишилося символів: { $n }
answered-elsewhere = Відповідь щодо цього замовлення вже отримано. Дякуємо.
withdraw = Відкликати мої відповіді
withdrawn = Ваші відповіді видалено.
tab = Ваш відгук
survey-closed = Це опитування завершено. Дякуємо за інтерес.
link-wrong = Це посилання більше не працює.

## Parts of questions

yes = Так
no = Ні
other = Інше
other-text = Будь ласка, уточніть
none-of-these = Нічого з переліченого
choose-many = Виберіть усі відповідні варіанти.
email = Ваша електронна адреса
email-wrong = Будь ласка, перевірте електронну адресу.
consent = Магазин «{ $shop }» може писати мені щодо моїх відповідей.
consent-missing = Поставте позначку, щоб ми могли вам написати, або видаліть адресу.
face-1 = Дуже незадоволені
face-2 = Незадоволені
face-3 = Ні задоволені, ні незадоволені
face-4 = Задоволені
face-5 = Дуже задоволені
product-fallback = Ваша покупка

## Ends of scales

likely-low = Вкрай малоймовірно
likely-high = Дуже ймовірно
satisfied-low = Дуже незадоволені
satisfied-high = Дуже задоволені
agree-low = Категорично не погоджуюся
agree-high = Повністю погоджуюся
often-low = Ніколи
often-high = Дуже часто
experience-low = Дуже погано
experience-high = Чудово

## Scores

nps = Наскільки ймовірно, що ви порекомендуєте магазин «{ $shop }» друзям або колегам?
nps-why = Яка головна причина вашої оцінки?
csat = Наскільки ви задоволені покупкою в магазині «{ $shop }»?
csat-why = Яка головна причина вашої оцінки?
ces = Зробити замовлення в магазині «{ $shop }» було легко.
ces-why = Що було легко, а що складно?
thanks = Дякуємо за відповідь.

## Question library: experience

experience = Як ви оцінюєте сьогоднішнє відвідування нашого магазину?
find-way = На сайті було легко орієнтуватися.
information = Чи знайшли ви потрібну інформацію?
information-missing = Якої інформації бракувало?
checkout-problem = Чи виникли у вас проблеми під час оформлення замовлення?
checkout-problem-none = Ні, проблем не було
checkout-problem-payment = Оплата
checkout-problem-delivery = Вибір доставки
checkout-problem-address = Введення адреси
checkout-problem-code = Застосування промокоду
checkout-problem-slow = Сторінка працювала повільно або не працювала
answers-quality = Наскільки ви задоволені якістю наших відповідей?
answers-speed = Наскільки ви задоволені швидкістю наших відповідей?

## Question library: product

product = { $product }: наскільки ви задоволені цим товаром?
usage = { $product }: як часто ви користуєтеся цим товаром?
improved-day = { $product }: як цей товар покращив ваш день?
improve = { $product }: що б ви покращили в цьому товарі?
use-for = { $product }: для чого ви використовуєте цей товар?

## Question library: loyalty

buy-again = Чи купували б ви знову в магазині «{ $shop }»?
other-products = Наскільки ймовірно, що ви спробуєте інші наші товари?
switch = Наскільки ймовірно, що ви перейдете до конкурента?
first-choice = Чи обираєте ви нас насамперед, коли купуєте такі товари?
first-choice-why = Який магазин ви обрали б насамперед і чому?

## Question library: the way here

heard = Як ви вперше дізналися про магазин «{ $shop }»?
heard-friend = Від друзів або рідних
heard-search = Через пошукову систему
heard-social = У соціальних мережах
heard-advertisement = З реклами
heard-press = Зі статті або відео
heard-passing = Магазин був по дорозі
stopped = Що ледь не завадило вам зробити покупку?
stopped-nothing = Нічого
stopped-price = Ціна
stopped-delivery-cost = Вартість доставки
stopped-delivery-time = Термін доставки
stopped-unsure = Сумніви, чи мені це підійде
stopped-payment = Не було зручного мені способу оплати
stopped-trust = Сумніви, чи можна довіряти магазину
contact = Чи можна написати вам щодо ваших відповідей?
comment = Чи хотіли б ви сказати нам ще щось?
tab-question = Що ми можемо робити краще?

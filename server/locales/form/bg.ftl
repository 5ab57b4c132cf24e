# Bulgarian
language = Български
reviewed = yes

## The form

form-label = Въпрос от { $shop }
close = Затвори
closed = Въпросът е затворен.
send = Изпрати
next = Напред
back = Назад
progress = { $n } от { $of }
optional = По желание
required = Моля, отговорете на този въпрос.
saved = Запазено
saving = Запазване…
not-sent = Отговорът ви не можа да бъде изпратен.
try-again = Опитай отново
privacy = Поверителност
characters-left = Оставащи знаци: { $n }
answered-elsewhere = Вече имаме отговор за тази поръчка. Благодарим ви.
withdraw = Оттегли отговорите ми
withdrawn = Отговорите ви са изтрити.
tab = Обратна връзка
survey-closed = Тази анкета приключи. Благодарим ви за интереса.
link-wrong = Тази връзка вече не работи.

## Parts of questions

yes = Да
no = Не
other = Друго
other-text = Моля, уточнете
none-of-these = Нито едно от изброените
choose-many = Изберете всички подходящи отговори.
email = Вашият имейл адрес
email-wrong = Моля, проверете имейл адреса.
consent = { $shop } може да ми пише относно отговорите ми.
consent-missing = Отбележете полето, за да можем да ви пишем, или изтрийте адреса.
face-1 = Много недоволни
face-2 = Недоволни
face-3 = Нито доволни, нито недоволни
face-4 = Доволни
face-5 = Много доволни
product-fallback = закупеното

## Ends of scales

likely-low = Изобщо не е вероятно
likely-high = Изключително вероятно
satisfied-low = Много недоволни
satisfied-high = Много доволни
agree-low = Пълно несъгласие
agree-high = Пълно съгласие
often-low = Никога
often-high = Много често
experience-low = Много лошо
experience-high = Отлично

## Scores

nps = Колко вероятно е да препоръчате { $shop } на приятел или колега?
nps-why = Каква е основната причина за вашата оценка?
csat = Доколко сте доволни от покупката си от { $shop }?
csat-why = Каква е основната причина за вашата оценка?
ces = Беше ми лесно да поръчам от { $shop }.
ces-why = Какво ви улесни или затрудни?
thanks = Благодарим ви за отговора.

## Question library: experience

experience = Как бихте описали преживяването си при нас днес?
find-way = Беше ми лесно да се ориентирам в сайта.
information = Намерихте ли нужната ви информация?
information-missing = Каква информация липсваше?
checkout-problem = Имахте ли проблем при завършването на поръчката?
checkout-problem-none = Не, нямах проблем
checkout-problem-payment = Плащане
checkout-problem-delivery = Избор на доставка
checkout-problem-address = Въвеждане на адреса
checkout-problem-code = Използване на код за отстъпка
checkout-problem-slow = Страницата беше бавна или не работеше
answers-quality = Доколко сте доволни от качеството на нашите отговори?
answers-speed = Доколко сте доволни от бързината на нашите отговори?

## Question library: product

product = Доколко сте доволни от { $product }?
usage = Колко често използвате { $product }?
improved-day = Как се подобри ежедневието ви благодарение на { $product }?
improve = Какво бихте подобрили при { $product }?
use-for = За какво използвате { $product }?

## Question library: loyalty

buy-again = Бихте ли пазарували отново от { $shop }?
other-products = Колко вероятно е да опитате другите ни продукти?
switch = Колко вероятно е да преминете към наш конкурент?
first-choice = Ние ли сме първият ви избор за подобни продукти?
first-choice-why = Кой магазин бихте избрали на първо място и защо?

## Question library: the way here

heard = Как научихте за { $shop } за първи път?
heard-friend = От приятели или близки
heard-search = Чрез търсачка
heard-social = От социалните мрежи
heard-advertisement = От реклама
heard-press = От статия или видео
heard-passing = Минах покрай магазин
stopped = Какво едва не ви отказа от покупката?
stopped-nothing = Нищо
stopped-price = Цената
stopped-delivery-cost = Цената на доставката
stopped-delivery-time = Срокът за доставка
stopped-unsure = Колебаех се дали е подходящо за мен
stopped-payment = Липсваше удобен за мен начин на плащане
stopped-trust = Не знаех дали мога да се доверя на магазина
contact = Може ли да ви пишем относно отговорите ви?
comment = Има ли още нещо, което бихте искали да ни кажете?
tab-question = Какво можем да правим по-добре?

# Russian
language = Русский
reviewed = no

## The form

form-label = Вопрос от магазина «{ $shop }»
close = Закрыть
closed = Вопрос закрыт.
send = Отправить
next = Далее
back = Назад
progress = { $n } из { $of }
optional = Необязательно
required = Пожалуйста, ответьте на этот вопрос.
saved = Сохранено
saving = Сохранение…
not-sent = Не удалось отправить ваш ответ.
try-again = Попробовать ещё раз
privacy = Конфиденциальность
characters-left = Осталось символов: { $n }
answered-elsewhere = Ответ по этому заказу уже получен. Спасибо.
withdraw = Отозвать мои ответы
withdrawn = Ваши ответы удалены.
tab = Обратная связь
survey-closed = Этот опрос завершён. Спасибо за интерес.
link-wrong = Эта ссылка больше не работает.

## Parts of questions

yes = Да
no = Нет
other = Другое
other-text = Уточните, пожалуйста
none-of-these = Ничего из перечисленного
choose-many = Выберите все подходящие варианты.
email = Ваш адрес электронной почты
email-wrong = Пожалуйста, проверьте адрес электронной почты.
consent = Магазин «{ $shop }» может писать мне по поводу моих ответов.
consent-missing = Отметьте поле, чтобы мы могли вам написать, или удалите адрес.
face-1 = Очень недовольны
face-2 = Недовольны
face-3 = Ни довольны, ни недовольны
face-4 = Довольны
face-5 = Очень довольны
product-fallback = Ваша покупка

## Ends of scales

likely-low = Крайне маловероятно
likely-high = Очень вероятно
satisfied-low = Очень недовольны
satisfied-high = Очень довольны
agree-low = Совершенно не согласны
agree-high = Полностью согласны
often-low = Никогда
often-high = Очень часто
experience-low = Очень плохо
experience-high = Отлично

## Scores

nps = Насколько вероятно, что вы порекомендуете магазин «{ $shop }» друзьям или коллегам?
nps-why = Какова главная причина вашей оценки?
csat = Насколько вы довольны покупкой в магазине «{ $shop }»?
csat-why = Какова главная причина вашей оценки?
ces = Сделать заказ в магазине «{ $shop }» было легко.
ces-why = Что было легко, а что сложно?
thanks = Спасибо за ответ.

## Question library: experience

experience = Как вы оцените сегодняшнее посещение нашего магазина?
find-way = На сайте было легко ориентироваться.
information = Нашли ли вы нужную информацию?
information-missing = Какой информации не хватило?
checkout-problem = Возникли ли у вас проблемы при оформлении заказа?
checkout-problem-none = Нет, проблем не было
checkout-problem-payment = Оплата
checkout-problem-delivery = Выбор доставки
checkout-problem-address = Ввод адреса
checkout-problem-code = Применение промокода
checkout-problem-slow = Страница работала медленно или не работала
answers-quality = Насколько вы довольны качеством наших ответов?
answers-speed = Насколько вы довольны скоростью наших ответов?

## Question library: product

product = { $product }: насколько вы довольны этим товаром?
usage = { $product }: как часто вы пользуетесь этим товаром?
improved-day = { $product }: как этот товар улучшил ваш день?
improve = { $product }: что бы вы улучшили в этом товаре?
use-for = { $product }: для чего вы используете этот товар?

## Question library: loyalty

buy-again = Купили бы вы снова в магазине «{ $shop }»?
other-products = Насколько вероятно, что вы попробуете другие наши товары?
switch = Насколько вероятно, что вы перейдёте к конкуренту?
first-choice = Мы для вас первый выбор, когда нужны такие товары?
first-choice-why = Какой магазин вы выбрали бы в первую очередь и почему?

## Question library: the way here

heard = Как вы впервые узнали о магазине «{ $shop }»?
heard-friend = От друзей или близких
heard-search = Через поисковую систему
heard-social = В социальных сетях
heard-advertisement = Из рекламы
heard-press = Из статьи или видео
heard-passing = Магазин был по пути
stopped = Что едва не помешало вам сделать покупку?
stopped-nothing = Ничего
stopped-price = Цена
stopped-delivery-cost = Стоимость доставки
stopped-delivery-time = Срок доставки
stopped-unsure = Сомнения, подойдёт ли мне это
stopped-payment = Не было удобного мне способа оплаты
stopped-trust = Сомнения, можно ли доверять магазину
contact = Можно ли написать вам по поводу ваших ответов?
comment = Хотите рассказать нам что-нибудь ещё?
tab-question = Что мы можем делать лучше?

# Arabic
language = العربية
reviewed = no

## The form

form-label = سؤال من متجر { $shop }
close = إغلاق
closed = أُغلق السؤال.
send = إرسال
next = التالي
back = رجوع
progress = { $n } من { $of }
optional = اختياري
required = يرجى الإجابة عن هذا السؤال.
saved = تم الحفظ
saving = جارٍ الحفظ…
not-sent = تعذّر إرسال إجابتك.
try-again = إعادة المحاولة
privacy = الخصوصية
characters-left = الأحرف المتبقية: { $n }
answered-elsewhere = لدينا بالفعل إجابة بشأن هذا الطلب. شكرًا لك.
withdraw = سحب إجاباتي
withdrawn = حُذفت إجاباتك.
tab = رأيك
survey-closed = هذا الاستبيان مغلق. شكرًا لاهتمامك.
link-wrong = لم يعد هذا الرابط يعمل.

## Parts of questions

yes = نعم
no = لا
other = شيء آخر
other-text = ما هو؟
none-of-these = لا شيء مما سبق
choose-many = يرجى اختيار كل ما ينطبق.
email = عنوان بريدك الإلكتروني
email-wrong = يرجى التحقق من عنوان البريد الإلكتروني.
consent = يمكن لمتجر { $shop } مراسلتي بشأن إجاباتي.
consent-missing = ضع علامة في المربع لنتمكن من مراسلتك، أو امسح العنوان.
face-1 = عدم رضا شديد
face-2 = عدم رضا
face-3 = بين الرضا وعدمه
face-4 = رضا
face-5 = رضا تام
product-fallback = المنتج الذي اشتريته

## Ends of scales

likely-low = غير محتمل إطلاقًا
likely-high = محتمل للغاية
satisfied-low = عدم رضا شديد
satisfied-high = رضا تام
agree-low = لا أوافق بشدة
agree-high = أوافق بشدة
often-low = أبدًا
often-high = كثيرًا جدًا
experience-low = سيئة جدًا
experience-high = ممتازة

## Scores

nps = ما مدى احتمال توصيتك بمتجر { $shop } لصديق أو زميل؟
nps-why = ما السبب الرئيسي وراء هذه الدرجة؟
csat = ما مدى رضاك عن مشترياتك من متجر { $shop }؟
csat-why = ما السبب الرئيسي وراء تقييمك؟
ces = سهّل عليّ متجر { $shop } تقديم طلبي.
ces-why = ما الذي جعل الأمر سهلًا أو صعبًا؟
thanks = شكرًا على إجابتك.

## Question library: experience

experience = كيف كانت تجربتك اليوم؟
find-way = كان التنقل في الموقع سهلًا.
information = هل وجدت المعلومات اللازمة؟
information-missing = ما المعلومات التي كانت ناقصة؟
checkout-problem = هل واجهت مشكلة عند إتمام الطلب؟
checkout-problem-none = لا، لم أواجه أي مشكلة
checkout-problem-payment = في الدفع
checkout-problem-delivery = في اختيار التوصيل
checkout-problem-address = في إدخال العنوان
checkout-problem-code = في استخدام رمز الخصم
checkout-problem-slow = كانت الصفحة بطيئة أو لا تعمل
answers-quality = ما مدى رضاك عن جودة ردودنا؟
answers-speed = ما مدى رضاك عن سرعة ردودنا؟

## Question library: product

product = ما مدى رضاك عن { $product }؟
usage = ما مدى تكرار استخدامك { $product }؟
improved-day = كيف أصبح يومك أفضل بفضل { $product }؟
improve = ما الذي يمكن تحسينه في { $product }؟
use-for = ما الغرض من استخدامك { $product }؟

## Question library: loyalty

buy-again = هل لديك رغبة في الشراء مجددًا من متجر { $shop }؟
other-products = ما مدى احتمال تجربتك لمنتجاتنا الأخرى؟
switch = ما مدى احتمال انتقالك إلى متجر منافس؟
first-choice = هل نحن خيارك الأول لمثل هذه المنتجات؟
first-choice-why = أي متجر سيكون خيارك الأول، ولماذا؟

## Question library: the way here

heard = كيف سمعت عن متجر { $shop } لأول مرة؟
heard-friend = من الأصدقاء أو العائلة
heard-search = عبر محرك بحث
heard-social = عبر وسائل التواصل الاجتماعي
heard-advertisement = من خلال إعلان
heard-press = من مقال أو فيديو
heard-passing = عند المرور بأحد المتاجر
stopped = ما الذي كاد يمنعك من الشراء؟
stopped-nothing = لا شيء
stopped-price = السعر
stopped-delivery-cost = تكلفة التوصيل
stopped-delivery-time = مدة التوصيل
stopped-unsure = لم أكن على يقين من أنه مناسب لي
stopped-payment = لم تتوفر وسيلة الدفع التي أستخدمها
stopped-trust = لم أعرف هل يمكن الوثوق بالمتجر
contact = هل يمكننا مراسلتك بشأن إجاباتك؟
comment = هل لديك أي ملاحظات أخرى لنا؟
tab-question = ما الذي يمكننا تحسينه؟

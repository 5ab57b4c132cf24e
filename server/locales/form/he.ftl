# Hebrew
language = עברית
reviewed = no

## The form

form-label = שאלה מאת { $shop }
close = סגירה
closed = השאלה נסגרה.
send = שליחה
next = המשך
back = חזרה
progress = { $n } מתוך { $of }
optional = לא חובה
required = נא לענות על שאלה זו.
saved = נשמר
saving = מתבצעת שמירה…
not-sent = לא הצלחנו לשלוח את התשובה.
try-again = לנסות שוב
privacy = פרטיות
characters-left = תווים שנותרו: { $n }
answered-elsewhere = כבר התקבלה תשובה לגבי הזמנה זו. תודה.
withdraw = מחיקת התשובות שלי
withdrawn = התשובות שלכם נמחקו.
tab = משוב
survey-closed = הסקר הזה נסגר. תודה על ההתעניינות.
link-wrong = הקישור הזה כבר אינו פעיל.

## Parts of questions

yes = כן
no = לא
other = משהו אחר
other-text = מה בדיוק?
none-of-these = אף אחת מהאפשרויות
choose-many = נא לבחור את כל התשובות המתאימות.
email = כתובת האימייל שלכם
email-wrong = נא לבדוק את כתובת האימייל.
consent = החנות { $shop } רשאית לכתוב לי בנוגע לתשובות שלי.
consent-missing = יש לסמן את התיבה כדי שנוכל לכתוב אליך, או למחוק את הכתובת.
face-1 = מאוד לא מרוצה
face-2 = לא מרוצה
face-3 = מרוצה במידה בינונית
face-4 = מרוצה
face-5 = מרוצה מאוד
product-fallback = המוצר שרכשתם

## Ends of scales

likely-low = כלל לא סביר
likely-high = סביר מאוד
satisfied-low = מאוד לא מרוצה
satisfied-high = מרוצה מאוד
agree-low = חוסר הסכמה מוחלט
agree-high = הסכמה מלאה
often-low = אף פעם
often-high = לעיתים קרובות מאוד
experience-low = גרועה מאוד
experience-high = מצוינת

## Scores

nps = עד כמה סביר שתמליצו על החנות { $shop } לחברים או לעמיתים?
nps-why = מהי הסיבה העיקרית לציון שנתתם?
csat = מהי מידת שביעות הרצון שלכם מהרכישה בחנות { $shop }?
csat-why = מהי הסיבה העיקרית לדירוג שלכם?
ces = היה לי קל לבצע הזמנה בחנות { $shop }.
ces-why = מה הקל או הקשה עליכם?
thanks = תודה על התשובה.

## Question library: experience

experience = איך הייתם מתארים את החוויה שלכם היום?
find-way = היה קל להתמצא באתר.
information = האם מצאתם את המידע שהיה נחוץ לכם?
information-missing = איזה מידע היה חסר?
checkout-problem = האם נתקלתם בבעיה בעת השלמת ההזמנה?
checkout-problem-none = לא, לא הייתה בעיה
checkout-problem-payment = בתשלום
checkout-problem-delivery = בבחירת המשלוח
checkout-problem-address = בהזנת הכתובת
checkout-problem-code = במימוש קוד הנחה
checkout-problem-slow = הדף היה איטי או לא עבד
answers-quality = מהי מידת שביעות הרצון שלכם מאיכות התשובות שלנו?
answers-speed = מהי מידת שביעות הרצון שלכם ממהירות המענה שלנו?

## Question library: product

product = { $product }: מהי מידת שביעות הרצון שלכם?
usage = { $product }: מהי תדירות השימוש שלכם?
improved-day = איך היום שלכם השתפר בזכות { $product }?
improve = { $product }: מה הייתם משפרים?
use-for = { $product }: לאיזה צורך זה משמש אתכם?

## Question library: loyalty

buy-again = האם הייתם קונים שוב בחנות { $shop }?
other-products = עד כמה סביר שתנסו מוצרים אחרים שלנו?
switch = עד כמה סביר שתעברו למתחרים?
first-choice = האם אנחנו הבחירה הראשונה שלכם למוצרים כאלה?
first-choice-why = באיזו חנות הייתם בוחרים ראשונה, ולמה?

## Question library: the way here

heard = איך שמעתם לראשונה על החנות { $shop }?
heard-friend = מחברים או ממשפחה
heard-search = דרך מנוע חיפוש
heard-social = ברשתות החברתיות
heard-advertisement = דרך פרסומת
heard-press = מכתבה או מסרטון
heard-passing = עברתי ליד חנות
stopped = מה כמעט מנע מכם לקנות?
stopped-nothing = שום דבר
stopped-price = המחיר
stopped-delivery-cost = עלות המשלוח
stopped-delivery-time = זמן המשלוח
stopped-unsure = לא היה לי ברור אם זה מתאים לי
stopped-payment = אמצעי התשלום שלי היה חסר
stopped-trust = לא היה לי ברור אם אפשר לסמוך על החנות
contact = האם נוכל לכתוב לכם בנוגע לתשובות שלכם?
comment = יש עוד משהו שתרצו לספר לנו?
tab-question = מה נוכל לעשות טוב יותר?

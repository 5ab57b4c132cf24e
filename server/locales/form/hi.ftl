# Hindi
language = हिन्दी
reviewed = no

## The form

form-label = { $shop } की ओर से एक प्रश्न
close = बंद करें
closed = प्रश्न बंद कर दिया गया है।
send = भेजें
next = आगे
back = पीछे
progress = { $of } में से { $n }
optional = वैकल्पिक
required = कृपया इस प्रश्न का उत्तर दें।
saved = सहेजा गया
saving = सहेजा जा रहा है…
not-sent = आपका उत्तर नहीं भेजा जा सका।
try-again = फिर से कोशिश करें
privacy = गोपनीयता
characters-left = शेष अक्षर: { $n }
answered-elsewhere = इस ऑर्डर के बारे में हमें उत्तर पहले ही मिल चुका है। धन्यवाद।
withdraw = अपने उत्तर वापस लें
withdrawn = आपके उत्तर हटा दिए गए हैं।
tab = आपकी राय
survey-closed = यह सर्वेक्षण बंद हो चुका है। आपकी रुचि के लिए धन्यवाद।
link-wrong = यह लिंक अब काम नहीं करता।

## Parts of questions

yes = हाँ
no = नहीं
other = कुछ और
other-text = और क्या?
none-of-these = इनमें से कोई नहीं
choose-many = जो भी लागू हों, सभी चुनें।
email = आपका ईमेल पता
email-wrong = कृपया ईमेल पता जाँचें।
consent = मेरे उत्तरों के बारे में { $shop } की ओर से मुझे लिखा जा सकता है।
consent-missing = हम आपको लिख सकें, इसके लिए बॉक्स पर निशान लगाएँ, या पता हटा दें।
face-1 = बहुत असंतुष्ट
face-2 = असंतुष्ट
face-3 = न संतुष्ट, न असंतुष्ट
face-4 = संतुष्ट
face-5 = बहुत संतुष्ट
product-fallback = ख़रीदी गई वस्तु

## Ends of scales

likely-low = बिल्कुल संभावना नहीं
likely-high = बहुत अधिक संभावना
satisfied-low = बहुत असंतुष्ट
satisfied-high = बहुत संतुष्ट
agree-low = पूरी तरह असहमत
agree-high = पूरी तरह सहमत
often-low = कभी नहीं
often-high = बहुत बार
experience-low = बहुत ख़राब
experience-high = बेहतरीन

## Scores

nps = इसकी कितनी संभावना है कि आप किसी मित्र या सहकर्मी को { $shop } की सिफ़ारिश करें?
nps-why = आपके इस स्कोर का मुख्य कारण क्या है?
csat = { $shop } से की गई अपनी ख़रीदारी से आप कितने संतुष्ट हैं?
csat-why = आपकी इस रेटिंग का मुख्य कारण क्या है?
ces = { $shop } पर ऑर्डर देना मेरे लिए आसान रहा।
ces-why = किस बात ने इसे आसान या मुश्किल बनाया?
thanks = आपके उत्तर के लिए धन्यवाद।

## Question library: experience

experience = आज का आपका अनुभव कैसा रहा?
find-way = साइट पर सही जगह पहुँचना आसान था।
information = क्या आपको ज़रूरी जानकारी मिली?
information-missing = किस जानकारी की कमी थी?
checkout-problem = क्या चेकआउट के समय कोई समस्या आई?
checkout-problem-none = नहीं, कोई समस्या नहीं
checkout-problem-payment = भुगतान करने में
checkout-problem-delivery = डिलीवरी चुनने में
checkout-problem-address = पता डालने में
checkout-problem-code = डिस्काउंट कोड इस्तेमाल करने में
checkout-problem-slow = पेज धीमा था या काम नहीं कर रहा था
answers-quality = हमारे उत्तरों की गुणवत्ता से आप कितने संतुष्ट हैं?
answers-speed = हमारे उत्तर देने की गति से आप कितने संतुष्ट हैं?

## Question library: product

product = { $product } से आप कितने संतुष्ट हैं?
usage = { $product } का उपयोग आप कितनी बार करते हैं?
improved-day = { $product } से आपका दिन कैसे बेहतर हुआ?
improve = { $product } में आप क्या सुधार चाहेंगे?
use-for = { $product } का उपयोग आप किसलिए करते हैं?

## Question library: loyalty

buy-again = क्या आप { $shop } से दोबारा ख़रीदारी करेंगे?
other-products = इसकी कितनी संभावना है कि आप हमारे दूसरे उत्पाद आज़माएँ?
switch = इसकी कितनी संभावना है कि आप हमारी जगह किसी प्रतिस्पर्धी को चुनें?
first-choice = क्या ऐसे उत्पादों के लिए हम आपकी पहली पसंद हैं?
first-choice-why = आपकी पहली पसंद कौन-सी दुकान होगी और क्यों?

## Question library: the way here

heard = आपने { $shop } के बारे में पहली बार कैसे सुना?
heard-friend = दोस्तों या परिवार से
heard-search = सर्च इंजन से
heard-social = सोशल मीडिया से
heard-advertisement = किसी विज्ञापन से
heard-press = किसी लेख या वीडियो से
heard-passing = दुकान के पास से गुज़रते हुए
stopped = किस बात ने आपको ख़रीदने से लगभग रोक दिया था?
stopped-nothing = किसी बात ने नहीं
stopped-price = क़ीमत
stopped-delivery-cost = डिलीवरी शुल्क
stopped-delivery-time = डिलीवरी का समय
stopped-unsure = यक़ीन नहीं था कि यह मेरे लिए सही है
stopped-payment = भुगतान का मेरा तरीक़ा उपलब्ध नहीं था
stopped-trust = पता नहीं था कि दुकान पर भरोसा किया जा सकता है या नहीं
contact = क्या हम आपके उत्तरों के बारे में आपको लिख सकते हैं?
comment = क्या आप हमें कुछ और बताना चाहेंगे?
tab-question = हम क्या बेहतर कर सकते हैं?

# Turkish
language = Türkçe
reviewed = no

## The form

form-label = { $shop } mağazasından bir soru
close = Kapat
closed = Soru kapatıldı.
send = Gönder
next = İleri
back = Geri
progress = { $n } / { $of }
optional = İsteğe bağlı
required = Lütfen bu soruyu yanıtlayın.
saved = Kaydedildi
saving = Kaydediliyor…
not-sent = Yanıtınız gönderilemedi.
try-again = Tekrar dene
privacy = Gizlilik
characters-left = Kalan karakter: { $n }
answered-elsewhere = Bu siparişle ilgili bir yanıtı zaten aldık. Teşekkür ederiz.
withdraw = Yanıtlarımı geri çek
withdrawn = Yanıtlarınız silindi.
tab = Geri bildirim
survey-closed = Bu anket kapandı. İlginiz için teşekkür ederiz.
link-wrong = Bu bağlantı artık çalışmıyor.

## Parts of questions

yes = Evet
no = Hayır
other = Diğer
other-text = Lütfen belirtin
none-of-these = Bunların hiçbiri
choose-many = Uygun olanların tümünü seçin.
email = E-posta adresiniz
email-wrong = Lütfen e-posta adresini kontrol edin.
consent = { $shop } mağazası, yanıtlarım hakkında bana yazabilir.
consent-missing = Size yazabilmemiz için kutuyu işaretleyin veya adresi silin.
face-1 = Hiç memnun değilim
face-2 = Memnun değilim
face-3 = Ne memnunum ne de memnun değilim
face-4 = Memnunum
face-5 = Çok memnunum
product-fallback = Satın aldığınız ürün

## Ends of scales

likely-low = Hiç olası değil
likely-high = Son derece olası
satisfied-low = Hiç memnun değilim
satisfied-high = Çok memnunum
agree-low = Kesinlikle katılmıyorum
agree-high = Kesinlikle katılıyorum
often-low = Hiçbir zaman
often-high = Çok sık
experience-low = Çok kötü
experience-high = Mükemmel

## Scores

nps = { $shop } mağazasını bir arkadaşınıza veya iş arkadaşınıza tavsiye etme olasılığınız nedir?
nps-why = Bu puanı vermenizin başlıca nedeni nedir?
csat = { $shop } mağazasından yaptığınız alışverişten ne kadar memnunsunuz?
csat-why = Bu değerlendirmenizin başlıca nedeni nedir?
ces = { $shop } mağazasında sipariş vermek benim için kolaydı.
ces-why = Sipariş vermeyi kolaylaştıran veya zorlaştıran neydi?
thanks = Yanıtınız için teşekkür ederiz.

## Question library: experience

experience = Bugünkü deneyiminizi nasıl tanımlarsınız?
find-way = Sitede aradığım yere ulaşmak kolaydı.
information = İhtiyacınız olan bilgileri buldunuz mu?
information-missing = Hangi bilgiler eksikti?
checkout-problem = Siparişinizi tamamlarken bir sorun yaşadınız mı?
checkout-problem-none = Hayır, sorun yaşamadım
checkout-problem-payment = Ödeme yaparken
checkout-problem-delivery = Teslimatı seçerken
checkout-problem-address = Adresimi girerken
checkout-problem-code = İndirim kodu kullanırken
checkout-problem-slow = Sayfa yavaştı veya çalışmadı
answers-quality = Yanıtlarımızın kalitesinden ne kadar memnunsunuz?
answers-speed = Yanıt verme hızımızdan ne kadar memnunsunuz?

## Question library: product

product = { $product } sizi ne kadar memnun etti?
usage = { $product }: Ne sıklıkla kullanıyorsunuz?
improved-day = { $product } gününüzü nasıl güzelleştirdi?
improve = { $product } için ne gibi iyileştirmeler önerirsiniz?
use-for = { $product }: Ne için kullanıyorsunuz?

## Question library: loyalty

buy-again = { $shop } mağazasından tekrar alışveriş yapar mısınız?
other-products = Diğer ürünlerimizi deneme olasılığınız nedir?
switch = Bir rakibimize geçme olasılığınız nedir?
first-choice = Bu tür ürünlerde ilk tercihiniz biz miyiz?
first-choice-why = İlk tercihiniz hangi mağaza olurdu ve neden?

## Question library: the way here

heard = { $shop } mağazasını ilk olarak nereden duydunuz?
heard-friend = Arkadaşlarımdan veya ailemden
heard-search = Arama motorundan
heard-social = Sosyal medyadan
heard-advertisement = Bir reklamdan
heard-press = Bir yazıdan veya videodan
heard-passing = Bir mağazanın önünden geçerken
stopped = Sizi satın almaktan neredeyse vazgeçiren ne oldu?
stopped-nothing = Hiçbir şey
stopped-price = Fiyat
stopped-delivery-cost = Teslimat ücreti
stopped-delivery-time = Teslimat süresi
stopped-unsure = Bana uygun olduğundan emin değildim
stopped-payment = Kullandığım ödeme yöntemi yoktu
stopped-trust = Mağazaya güvenip güvenemeyeceğimi bilmiyordum
contact = Yanıtlarınızla ilgili size yazabilir miyiz?
comment = Bize söylemek istediğiniz başka bir şey var mı?
tab-question = Neyi daha iyi yapabiliriz?

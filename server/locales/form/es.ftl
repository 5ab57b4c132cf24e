# Spanish
language = Español
reviewed = no

## The form

form-label = Una pregunta de { $shop }
close = Cerrar
closed = La pregunta se ha cerrado.
send = Enviar
next = Siguiente
back = Atrás
progress = { $n } de { $of }
optional = Opcional
required = Responda a esta pregunta, por favor.
saved = Guardado
saving = Guardando…
not-sent = No se ha podido enviar su respuesta.
try-again = Reintentar
privacy = Privacidad
characters-left = Caracteres restantes: { $n }
answered-elsewhere = Ya hemos recibido una respuesta sobre este pedido. Gracias.
withdraw = Retirar mis respuestas
withdrawn = Sus respuestas se han eliminado.
tab = Su opinión
survey-closed = Esta encuesta está cerrada. Gracias por su interés.
link-wrong = Este enlace ya no funciona.

## Parts of questions

yes = Sí
no = No
other = Otra opción
other-text = ¿Cuál?
none-of-these = Ninguna de estas opciones
choose-many = Seleccione todas las opciones que correspondan.
email = Su correo electrónico
email-wrong = Compruebe la dirección de correo electrónico.
consent = Acepto que { $shop } me escriba acerca de mis respuestas.
consent-missing = Marque la casilla para que podamos escribirle o borre la dirección.
face-1 = Satisfacción muy baja
face-2 = Satisfacción baja
face-3 = Satisfacción media
face-4 = Satisfacción alta
face-5 = Satisfacción muy alta
product-fallback = su compra

## Ends of scales

likely-low = Nada probable
likely-high = Sumamente probable
satisfied-low = Muy bajo
satisfied-high = Muy alto
agree-low = Totalmente en desacuerdo
agree-high = Totalmente de acuerdo
often-low = Nunca
often-high = Muy a menudo
experience-low = Muy mala
experience-high = Excelente

## Scores

nps = ¿Qué probabilidad hay de que recomiende { $shop } a un amigo o compañero?
nps-why = ¿Cuál es el motivo principal de su puntuación?
csat = ¿Cuál es su grado de satisfacción con su compra en { $shop }?
csat-why = ¿Cuál es el motivo principal de su valoración?
ces = { $shop } me ha facilitado hacer el pedido.
ces-why = ¿Qué le ha resultado fácil o difícil?
thanks = Gracias por su respuesta.

## Question library: experience

experience = ¿Cómo describiría su experiencia de hoy?
find-way = Me ha resultado fácil orientarme en el sitio web.
information = ¿Ha encontrado la información que necesitaba?
information-missing = ¿Qué información faltaba?
checkout-problem = ¿Ha tenido algún problema al finalizar la compra?
checkout-problem-none = No, ningún problema
checkout-problem-payment = Al pagar
checkout-problem-delivery = Al elegir el envío
checkout-problem-address = Al introducir mi dirección
checkout-problem-code = Al usar un código de descuento
checkout-problem-slow = La página iba lenta o no funcionaba
answers-quality = ¿Cuál es su grado de satisfacción con la calidad de nuestras respuestas?
answers-speed = ¿Cuál es su grado de satisfacción con la rapidez de nuestras respuestas?

## Question library: product

product = ¿Cuál es su grado de satisfacción con { $product }?
usage = ¿Con qué frecuencia utiliza { $product }?
improved-day = ¿En qué ha mejorado su día gracias a { $product }?
improve = ¿Qué mejoraría de { $product }?
use-for = ¿Para qué utiliza { $product }?

## Question library: loyalty

buy-again = ¿Volvería a comprar en { $shop }?
other-products = ¿Qué probabilidad hay de que pruebe nuestros otros productos?
switch = ¿Qué probabilidad hay de que se pase a la competencia?
first-choice = ¿Somos su primera opción para productos como este?
first-choice-why = ¿Qué tienda elegiría en primer lugar y por qué?

## Question library: the way here

heard = ¿Cómo conoció { $shop }?
heard-friend = Por amigos o familiares
heard-search = A través de un buscador
heard-social = En las redes sociales
heard-advertisement = Por un anuncio
heard-press = Por un artículo o un vídeo
heard-passing = Al pasar por delante de una tienda
stopped = ¿Qué ha estado a punto de hacerle renunciar a la compra?
stopped-nothing = Nada
stopped-price = El precio
stopped-delivery-cost = Los gastos de envío
stopped-delivery-time = El plazo de entrega
stopped-unsure = No sabía si era lo adecuado para mí
stopped-payment = No estaba disponible mi forma de pago
stopped-trust = No sabía si podía confiar en la tienda
contact = ¿Podemos escribirle acerca de sus respuestas?
comment = ¿Hay algo más que quiera decirnos?
tab-question = ¿Qué podemos mejorar?

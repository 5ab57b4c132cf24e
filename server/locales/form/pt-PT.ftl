# Portuguese (Portugal)
language = Português (Portugal)
reviewed = no

## The form

form-label = Uma pergunta da loja { $shop }
close = Fechar
closed = A pergunta foi fechada.
send = Enviar
next = Seguinte
back = Voltar
progress = { $n } de { $of }
optional = Opcional
required = Por favor, responda a esta pergunta.
saved = Guardado
saving = A guardar…
not-sent = Não foi possível enviar a sua resposta.
try-again = Tentar novamente
privacy = Privacidade
characters-left = Caracteres restantes: { $n }
answered-elsewhere = Já recebemos uma resposta sobre esta encomenda. Agradecemos.
withdraw = Retirar as minhas respostas
withdrawn = As suas respostas foram eliminadas.
tab = A sua opinião
survey-closed = Este inquérito está encerrado. Agradecemos o seu interesse.
link-wrong = Esta ligação já não funciona.

## Parts of questions

yes = Sim
no = Não
other = Outra opção
other-text = Qual?
none-of-these = Nenhuma destas opções
choose-many = Selecione todas as opções aplicáveis.
email = O seu endereço de e-mail
email-wrong = Por favor, verifique o endereço de e-mail.
consent = Aceito que a loja { $shop } me escreva sobre as minhas respostas.
consent-missing = Assinale a caixa para que possamos escrever-lhe ou apague o endereço.
face-1 = Satisfação muito baixa
face-2 = Satisfação baixa
face-3 = Satisfação média
face-4 = Satisfação alta
face-5 = Satisfação muito alta
product-fallback = a sua compra

## Ends of scales

likely-low = Nada provável
likely-high = Extremamente provável
satisfied-low = Muito baixo
satisfied-high = Muito alto
agree-low = Discordo totalmente
agree-high = Concordo totalmente
often-low = Nunca
often-high = Com muita frequência
experience-low = Muito má
experience-high = Excelente

## Scores

nps = Qual é a probabilidade de recomendar a loja { $shop } a um amigo ou colega?
nps-why = Qual é o principal motivo da sua avaliação?
csat = Qual é o seu grau de satisfação com a compra na loja { $shop }?
csat-why = Qual é o principal motivo da sua avaliação?
ces = Foi fácil fazer a minha encomenda na loja { $shop }.
ces-why = O que foi fácil ou difícil?
thanks = Agradecemos a sua resposta.

## Question library: experience

experience = Como descreveria a sua experiência de hoje?
find-way = Foi fácil orientar-me no site.
information = Encontrou a informação de que precisava?
information-missing = Que informação faltava?
checkout-problem = Teve algum problema ao finalizar a compra?
checkout-problem-none = Não, nenhum problema
checkout-problem-payment = Ao pagar
checkout-problem-delivery = Ao escolher a entrega
checkout-problem-address = Ao introduzir a minha morada
checkout-problem-code = Ao utilizar um código de desconto
checkout-problem-slow = A página estava lenta ou não funcionava
answers-quality = Qual é o seu grau de satisfação com a qualidade das nossas respostas?
answers-speed = Qual é o seu grau de satisfação com a rapidez das nossas respostas?

## Question library: product

product = Qual é o seu grau de satisfação com { $product }?
usage = Com que frequência utiliza { $product }?
improved-day = De que forma { $product } melhorou o seu dia?
improve = Como se poderia melhorar { $product }?
use-for = Para que utiliza { $product }?

## Question library: loyalty

buy-again = Voltaria a comprar na loja { $shop }?
other-products = Qual é a probabilidade de experimentar os nossos outros produtos?
switch = Qual é a probabilidade de mudar para um concorrente?
first-choice = Somos a sua primeira escolha para produtos como este?
first-choice-why = Que loja escolheria em primeiro lugar, e porquê?

## Question library: the way here

heard = Como conheceu a loja { $shop }?
heard-friend = Por amigos ou familiares
heard-search = Através de um motor de pesquisa
heard-social = Nas redes sociais
heard-advertisement = Através de um anúncio
heard-press = Num artigo ou num vídeo
heard-passing = Passei por uma loja
stopped = O que quase impediu a sua compra?
stopped-nothing = Nada
stopped-price = O preço
stopped-delivery-cost = Os custos de entrega
stopped-delivery-time = O prazo de entrega
stopped-unsure = Não sabia se era o mais indicado para mim
stopped-payment = Faltava o meu método de pagamento
stopped-trust = Não sabia se podia confiar na loja
contact = Podemos escrever-lhe sobre as suas respostas?
comment = Há mais alguma coisa que nos queira dizer?
tab-question = O que podemos fazer melhor?

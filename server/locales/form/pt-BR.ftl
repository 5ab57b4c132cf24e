# Portuguese (Brazil)
language = Português (Brasil)
reviewed = no

## The form

form-label = Uma pergunta da loja { $shop }
close = Fechar
closed = A pergunta foi fechada.
send = Enviar
next = Avançar
back = Voltar
progress = { $n } de { $of }
optional = Opcional
required = Por favor, responda a esta pergunta.
saved = Salvo
saving = Salvando…
not-sent = Não foi possível enviar sua resposta.
try-again = Tentar novamente
privacy = Privacidade
characters-left = Caracteres restantes: { $n }
answered-elsewhere = Já recebemos uma resposta sobre este pedido. Agradecemos.
withdraw = Retirar minhas respostas
withdrawn = Suas respostas foram excluídas.
tab = Sua opinião
survey-closed = Esta pesquisa está encerrada. Agradecemos seu interesse.
link-wrong = Este link não funciona mais.

## Parts of questions

yes = Sim
no = Não
other = Outra opção
other-text = Qual?
none-of-these = Nenhuma destas opções
choose-many = Selecione todas as opções que se aplicam.
email = Seu endereço de e-mail
email-wrong = Por favor, verifique o endereço de e-mail.
consent = Aceito que a loja { $shop } me escreva sobre minhas respostas.
consent-missing = Marque a caixa para que possamos escrever para você ou apague o endereço.
face-1 = Satisfação muito baixa
face-2 = Satisfação baixa
face-3 = Satisfação média
face-4 = Satisfação alta
face-5 = Satisfação muito alta
product-fallback = sua compra

## Ends of scales

likely-low = Nada provável
likely-high = Extremamente provável
satisfied-low = Muito baixo
satisfied-high = Muito alto
agree-low = Discordo totalmente
agree-high = Concordo totalmente
often-low = Nunca
often-high = Com muita frequência
experience-low = Muito ruim
experience-high = Excelente

## Scores

nps = Qual é a probabilidade de você recomendar a loja { $shop } a um amigo ou colega?
nps-why = Qual é o principal motivo da sua nota?
csat = Qual é o seu grau de satisfação com a compra na loja { $shop }?
csat-why = Qual é o principal motivo da sua avaliação?
ces = Foi fácil fazer meu pedido na loja { $shop }.
ces-why = O que foi fácil ou difícil?
thanks = Agradecemos sua resposta.

## Question library: experience

experience = Como você descreveria sua experiência de hoje?
find-way = Foi fácil me orientar no site.
information = Você encontrou as informações de que precisava?
information-missing = Que informações faltaram?
checkout-problem = Você teve algum problema ao finalizar a compra?
checkout-problem-none = Não, nenhum problema
checkout-problem-payment = Ao pagar
checkout-problem-delivery = Ao escolher a entrega
checkout-problem-address = Ao preencher meu endereço
checkout-problem-code = Ao usar um cupom de desconto
checkout-problem-slow = A página estava lenta ou não funcionou
answers-quality = Qual é o seu grau de satisfação com a qualidade das nossas respostas?
answers-speed = Qual é o seu grau de satisfação com a rapidez das nossas respostas?

## Question library: product

product = Qual é o seu grau de satisfação com { $product }?
usage = Com que frequência você usa { $product }?
improved-day = De que forma { $product } melhorou o seu dia?
improve = O que você melhoraria em { $product }?
use-for = Para que você usa { $product }?

## Question library: loyalty

buy-again = Você compraria novamente na loja { $shop }?
other-products = Qual é a probabilidade de você experimentar nossos outros produtos?
switch = Qual é a probabilidade de você mudar para um concorrente?
first-choice = Somos sua primeira escolha para produtos como este?
first-choice-why = Que loja você escolheria primeiro e por quê?

## Question library: the way here

heard = Como você conheceu a loja { $shop }?
heard-friend = Por amigos ou familiares
heard-search = Por um buscador
heard-social = Nas redes sociais
heard-advertisement = Por um anúncio
heard-press = Em um artigo ou vídeo
heard-passing = Passei em frente a uma loja
stopped = O que quase impediu sua compra?
stopped-nothing = Nada
stopped-price = O preço
stopped-delivery-cost = O valor do frete
stopped-delivery-time = O prazo de entrega
stopped-unsure = Eu não sabia se era o ideal para mim
stopped-payment = Faltava minha forma de pagamento
stopped-trust = Eu não sabia se podia confiar na loja
contact = Podemos escrever para você sobre suas respostas?
comment = Gostaria de nos dizer mais alguma coisa?
tab-question = O que podemos fazer melhor?

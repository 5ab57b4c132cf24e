# Korean
language = 한국어
reviewed = no

## The form

form-label = { $shop }에서 드리는 질문
close = 닫기
closed = 질문을 닫았습니다.
send = 보내기
next = 다음
back = 이전
progress = { $n } / { $of }
optional = 선택 사항
required = 이 질문에 답해 주세요.
saved = 저장됨
saving = 저장 중…
not-sent = 답변을 보내지 못했습니다.
try-again = 다시 시도
privacy = 개인정보 보호
characters-left = 남은 글자 수: { $n }
answered-elsewhere = 이 주문에 대한 답변은 이미 받았습니다. 감사합니다.
withdraw = 내 답변 철회하기
withdrawn = 답변이 삭제되었습니다.
tab = 의견 보내기
survey-closed = 이 설문은 종료되었습니다. 관심을 가져 주셔서 감사합니다.
link-wrong = 이 링크는 더 이상 사용할 수 없습니다.

## Parts of questions

yes = 예
no = 아니요
other = 기타
other-text = 구체적으로 알려 주세요
none-of-these = 해당 사항 없음
choose-many = 해당하는 항목을 모두 선택해 주세요.
email = 이메일 주소
email-wrong = 이메일 주소를 확인해 주세요.
consent = { $shop }에서 제 답변과 관련해 이메일을 보내는 것에 동의합니다.
consent-missing = 연락을 받으시려면 확인란에 표시하시고, 그렇지 않으면 주소를 지워 주세요.
face-1 = 매우 불만족
face-2 = 불만족
face-3 = 보통
face-4 = 만족
face-5 = 매우 만족
product-fallback = 구매하신 상품

## Ends of scales

likely-low = 전혀 없음
likely-high = 매우 높음
satisfied-low = 매우 불만족
satisfied-high = 매우 만족
agree-low = 전혀 동의하지 않음
agree-high = 매우 동의함
often-low = 전혀 안 함
often-high = 매우 자주
experience-low = 매우 나쁨
experience-high = 매우 좋음

## Scores

nps = { $shop } 이용을 친구나 동료에게 추천하실 가능성은 얼마나 되나요?
nps-why = 그 점수를 주신 가장 큰 이유는 무엇인가요?
csat = { $shop }에서의 구매에 얼마나 만족하시나요?
csat-why = 그렇게 평가하신 가장 큰 이유는 무엇인가요?
ces = { $shop }에서 주문하기가 쉬웠다.
ces-why = 어떤 점이 쉽거나 어려웠나요?
thanks = 답변해 주셔서 감사합니다.

## Question library: experience

experience = 오늘 이용 경험은 어떠셨나요?
find-way = 사이트에서 원하는 곳을 쉽게 찾을 수 있었다.
information = 필요한 정보를 찾으셨나요?
information-missing = 어떤 정보가 부족했나요?
checkout-problem = 결제 과정에서 문제가 있었나요?
checkout-problem-none = 아니요, 문제없었음
checkout-problem-payment = 대금 결제
checkout-problem-delivery = 배송 방법 선택
checkout-problem-address = 주소 입력
checkout-problem-code = 할인 코드 사용
checkout-problem-slow = 페이지가 느리거나 작동하지 않음
answers-quality = 저희 답변의 품질에 얼마나 만족하시나요?
answers-speed = 저희 답변의 속도에 얼마나 만족하시나요?

## Question library: product

product = { $product }에 얼마나 만족하시나요?
usage = { $product }, 얼마나 자주 사용하시나요?
improved-day = { $product } 덕분에 일상이 어떻게 나아졌나요?
improve = { $product }에서 개선했으면 하는 점은 무엇인가요?
use-for = { $product }, 어떤 용도로 사용하시나요?

## Question library: loyalty

buy-again = { $shop }에서 다시 구매하시겠어요?
other-products = 저희의 다른 상품을 이용해 보실 가능성은 얼마나 되나요?
switch = 다른 업체로 옮기실 가능성은 얼마나 되나요?
first-choice = 이런 상품을 구매할 때 저희를 가장 먼저 선택하시나요?
first-choice-why = 어느 쇼핑몰을 가장 먼저 선택하시나요? 그 이유는 무엇인가요?

## Question library: the way here

heard = { $shop }에 대해 처음에 어떻게 알게 되셨나요?
heard-friend = 친구나 가족
heard-search = 검색 엔진
heard-social = 소셜 미디어
heard-advertisement = 광고
heard-press = 기사나 동영상
heard-passing = 매장 앞을 지나다가
stopped = 구매를 망설이게 한 것은 무엇인가요?
stopped-nothing = 없음
stopped-price = 가격
stopped-delivery-cost = 배송비
stopped-delivery-time = 배송 기간
stopped-unsure = 나에게 맞을지 확신이 없었음
stopped-payment = 원하는 결제 수단이 없었음
stopped-trust = 믿을 수 있는 쇼핑몰인지 알 수 없었음
contact = 답변과 관련해 이메일을 보내 드려도 될까요?
comment = 더 하고 싶은 말씀이 있으신가요?
tab-question = 어떤 점을 개선하면 좋을까요?

# Chinese (Traditional)
language = 繁體中文
reviewed = no

## The form

form-label = 來自{ $shop }的問題
close = 關閉
closed = 問題已關閉。
send = 送出
next = 下一步
back = 上一步
progress = 第 { $n } 步，共 { $of } 步
optional = 選填
required = 請回答此問題。
saved = 已儲存
saving = 正在儲存…
not-sent = 您的回答未能送出。
try-again = 再試一次
privacy = 隱私權
characters-left = 還可輸入 { $n } 個字
answered-elsewhere = 我們已收到這筆訂單的回答，謝謝您。
withdraw = 撤回我的回答
withdrawn = 您的回答已刪除。
tab = 意見回饋
survey-closed = 本次問卷調查已結束，感謝您的關注。
link-wrong = 此連結已失效。

## Parts of questions

yes = 是
no = 否
other = 其他
other-text = 請具體說明
none-of-these = 以上皆非
choose-many = 請選擇所有符合的選項。
email = 您的電子郵件地址
email-wrong = 請檢查電子郵件地址。
consent = 我同意{ $shop }就我的回答寄電子郵件給我。
consent-missing = 請勾選方框，允許我們寫信給您，或清空電子郵件地址。
face-1 = 非常不滿意
face-2 = 不滿意
face-3 = 普通
face-4 = 滿意
face-5 = 非常滿意
product-fallback = 所購商品

## Ends of scales

likely-low = 完全不可能
likely-high = 非常可能
satisfied-low = 非常不滿意
satisfied-high = 非常滿意
agree-low = 非常不同意
agree-high = 非常同意
often-low = 從不
often-high = 非常頻繁
experience-low = 非常差
experience-high = 非常好

## Scores

nps = 您有多大可能將{ $shop }推薦給朋友或同事？
nps-why = 您給這個分數的主要原因是什麼？
csat = 您對這次在{ $shop }的購物有多滿意？
csat-why = 您給這個評價的主要原因是什麼？
ces = 在{ $shop }下單很輕鬆。
ces-why = 哪些地方讓您覺得方便或不便？
thanks = 感謝您的回答。

## Question library: experience

experience = 您今天的體驗如何？
find-way = 在網站上瀏覽和尋找都很方便。
information = 您找到需要的資訊了嗎？
information-missing = 缺少了哪些資訊？
checkout-problem = 您在結帳時遇到問題了嗎？
checkout-problem-none = 沒有遇到問題
checkout-problem-payment = 付款
checkout-problem-delivery = 選擇配送方式
checkout-problem-address = 填寫地址
checkout-problem-code = 使用折扣碼
checkout-problem-slow = 頁面緩慢或無法使用
answers-quality = 您對我們的回覆品質有多滿意？
answers-speed = 您對我們的回覆速度有多滿意？

## Question library: product

product = 您對{ $product }有多滿意？
usage = 您使用{ $product }的頻率如何？
improved-day = { $product }為您的日常生活帶來了哪些改善？
improve = 您覺得{ $product }有哪些地方需要改進？
use-for = 您用{ $product }來做什麼？

## Question library: loyalty

buy-again = 您還會在{ $shop }購物嗎？
other-products = 您有多大可能嘗試我們的其他商品？
switch = 您有多大可能轉而選擇其他商家？
first-choice = 購買這類商品時，我們是您的首選嗎？
first-choice-why = 您會首選哪家商店？為什麼？

## Question library: the way here

heard = 您最初是如何得知{ $shop }的？
heard-friend = 朋友或家人
heard-search = 搜尋引擎
heard-social = 社群媒體
heard-advertisement = 廣告
heard-press = 文章或影片
heard-passing = 路過實體店
stopped = 是什麼差點讓您放棄購買？
stopped-nothing = 沒有
stopped-price = 價格
stopped-delivery-cost = 運費
stopped-delivery-time = 配送時間
stopped-unsure = 不確定是否適合自己
stopped-payment = 沒有我想用的付款方式
stopped-trust = 不確定這家商店是否可信
contact = 我們可以就您的回答寄電子郵件給您嗎？
comment = 您還有什麼想告訴我們的嗎？
tab-question = 我們哪些地方可以做得更好？

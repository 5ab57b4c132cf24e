# Japanese
language = 日本語
reviewed = no

## The form

form-label = { $shop }からの質問
close = 閉じる
closed = 質問を閉じました。
send = 送信
next = 次へ
back = 戻る
progress = { $n } / { $of }
optional = 任意
required = この質問にお答えください。
saved = 保存しました
saving = 保存しています…
not-sent = 回答を送信できませんでした。
try-again = もう一度試す
privacy = プライバシー
characters-left = 残り{ $n }文字
answered-elsewhere = このご注文についてはすでに回答をいただいております。ありがとうございます。
withdraw = 回答を取り消す
withdrawn = 回答を削除しました。
tab = ご意見
survey-closed = このアンケートは終了しました。ご関心をお寄せいただきありがとうございます。
link-wrong = このリンクは無効になっています。

## Parts of questions

yes = はい
no = いいえ
other = その他
other-text = 具体的にお聞かせください
none-of-these = 当てはまるものはない
choose-many = 当てはまるものをすべてお選びください。
email = メールアドレス
email-wrong = メールアドレスをご確認ください。
consent = { $shop }が私の回答についてメールで連絡することに同意します。
consent-missing = ご連絡してもよい場合はチェックを入れてください。そうでない場合はアドレスを消してください。
face-1 = とても不満
face-2 = 不満
face-3 = どちらともいえない
face-4 = 満足
face-5 = とても満足
product-fallback = ご購入の商品

## Ends of scales

likely-low = まったくない
likely-high = 非常に高い
satisfied-low = とても不満
satisfied-high = とても満足
agree-low = まったくそう思わない
agree-high = とてもそう思う
often-low = まったくない
often-high = 非常に頻繁
experience-low = とても悪い
experience-high = とても良い

## Scores

nps = { $shop }を友人や同僚にすすめる可能性はどのくらいありますか？
nps-why = その点数をつけた主な理由をお聞かせください。
csat = { $shop }でのお買い物にどのくらいご満足いただけましたか？
csat-why = その評価の主な理由をお聞かせください。
ces = { $shop }での注文は簡単だった。
ces-why = 簡単だった点や難しかった点をお聞かせください。
thanks = ご回答ありがとうございました。

## Question library: experience

experience = 本日のご利用はいかがでしたか？
find-way = サイトはわかりやすく、迷わずに利用できた。
information = 必要な情報は見つかりましたか？
information-missing = どのような情報が足りませんでしたか？
checkout-problem = ご購入手続きで何か問題がありましたか？
checkout-problem-none = いいえ、問題はなかった
checkout-problem-payment = お支払い
checkout-problem-delivery = 配送方法の選択
checkout-problem-address = 住所の入力
checkout-problem-code = クーポンコードの利用
checkout-problem-slow = ページが遅い、または動かなかった
answers-quality = 当店からの回答の質にどのくらい満足していますか？
answers-speed = 当店からの回答の速さにどのくらい満足していますか？

## Question library: product

product = { $product }にどのくらい満足していますか？
usage = { $product }をどのくらいの頻度でお使いですか？
improved-day = { $product }によって、毎日の暮らしはどのように良くなりましたか？
improve = { $product }について、改善してほしい点をお聞かせください。
use-for = { $product }を何にお使いですか？

## Question library: loyalty

buy-again = { $shop }でまたお買い物をしたいと思いますか？
other-products = 当店のほかの商品を試してみる可能性はどのくらいありますか？
switch = ほかのお店に乗り換える可能性はどのくらいありますか？
first-choice = このような商品を買うとき、当店を最初に選びますか？
first-choice-why = 最初に選ぶお店はどこですか？その理由もお聞かせください。

## Question library: the way here

heard = { $shop }を最初にどのようにしてお知りになりましたか？
heard-friend = 友人や家族から
heard-search = 検索エンジン
heard-social = SNS
heard-advertisement = 広告
heard-press = 記事や動画
heard-passing = 店舗の前を通りかかって
stopped = ご購入をやめようかと迷われた理由は何ですか？
stopped-nothing = 特になし
stopped-price = 価格
stopped-delivery-cost = 送料
stopped-delivery-time = お届けまでの日数
stopped-unsure = 自分に合うかわからなかった
stopped-payment = 使いたい支払い方法がなかった
stopped-trust = 信頼できるお店かわからなかった
contact = ご回答についてメールでご連絡してもよろしいですか？
comment = ほかにお伝えになりたいことはありますか？
tab-question = 改善すべき点をお聞かせください。

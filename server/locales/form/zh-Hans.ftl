# Chinese (Simplified)
language = 简体中文
reviewed = yes

## The form

form-label = 来自{ $shop }的问题
close = 关闭
closed = 问题已关闭。
send = 提交
next = 下一步
back = 上一步
progress = 第 { $n } 步，共 { $of } 步
optional = 选填
required = 请回答此问题。
saved = 已保存
saving = 正在保存…
not-sent = 您的回答未能发送。
try-again = 重试
privacy = 隐私
characters-left = 还可输入 { $n } 个字
answered-elsewhere = 此订单已收到回答，谢谢您。
withdraw = 撤回我的回答
withdrawn = 您的回答已删除。
tab = 意见反馈
survey-closed = 本次调查已结束，感谢您的关注。
link-wrong = 此链接已失效。

## Parts of questions

yes = 是
no = 否
other = 其他
other-text = 请具体说明
none-of-these = 以上都不是
choose-many = 请选择所有符合的选项。
email = 您的电子邮箱
email-wrong = 请检查电子邮箱地址。
consent = 我同意{ $shop }就我的回答给我发邮件。
consent-missing = 请勾选方框，允许我们给您写信，或清空电子邮箱。
face-1 = 非常不满意
face-2 = 不满意
face-3 = 一般
face-4 = 满意
face-5 = 非常满意
product-fallback = 所购商品

## Ends of scales

likely-low = 完全不可能
likely-high = 非常可能
satisfied-low = 非常不满意
satisfied-high = 非常满意
agree-low = 非常不同意
agree-high = 非常同意
often-low = 从不
often-high = 非常频繁
experience-low = 非常差
experience-high = 非常好

## Scores

nps = 您有多大可能将{ $shop }推荐给朋友或同事？
nps-why = 您给出这个分数的主要原因是什么？
csat = 您对在{ $shop }的这次购物有多满意？
csat-why = 您给出这个评价的主要原因是什么？
ces = 在{ $shop }下单很轻松。
ces-why = 哪些地方让您觉得方便或不便？
thanks = 感谢您的回答。

## Question library: experience

experience = 您今天的体验如何？
find-way = 在网站上浏览和查找都很方便。
information = 您找到所需的信息了吗？
information-missing = 缺少了哪些信息？
checkout-problem = 您在结账时遇到问题了吗？
checkout-problem-none = 没有遇到问题
checkout-problem-payment = 付款
checkout-problem-delivery = 选择配送方式
checkout-problem-address = 填写地址
checkout-problem-code = 使用优惠码
checkout-problem-slow = 页面缓慢或无法使用
answers-quality = 您对我们的回复质量有多满意？
answers-speed = 您对我们的回复速度有多满意？

## Question library: product

product = 您对{ $product }有多满意？
usage = 您使用{ $product }的频率如何？
improved-day = { $product }给您的日常生活带来了哪些改善？
improve = 您觉得{ $product }有哪些地方需要改进？
use-for = 您用{ $product }来做什么？

## Question library: loyalty

buy-again = 您还会在{ $shop }购物吗？
other-products = 您有多大可能尝试我们的其他商品？
switch = 您有多大可能转而选择其他商家？
first-choice = 购买这类商品时，我们是您的首选吗？
first-choice-why = 您会首选哪家商店？为什么？

## Question library: the way here

heard = 您最初是如何得知{ $shop }的？
heard-friend = 朋友或家人
heard-search = 搜索引擎
heard-social = 社交媒体
heard-advertisement = 广告
heard-press = 文章或视频
heard-passing = 路过实体店
stopped = 是什么差点让您放弃购买？
stopped-nothing = 没有
stopped-price = 价格
stopped-delivery-cost = 运费
stopped-delivery-time = 配送时间
stopped-unsure = 不确定是否适合自己
stopped-payment = 没有我想用的付款方式
stopped-trust = 不确定这家商店是否可信
contact = 我们可以就您的回答给您发邮件吗？
comment = 您还有什么想告诉我们的吗？
tab-question = 我们哪些地方可以做得更好？

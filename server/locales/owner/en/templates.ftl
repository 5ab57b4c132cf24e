# The surveys that owners start from: the name, and what each finds out.

templates-nps = Net Promoter Score
templates-nps-note = 0 to 10. Whether they would recommend you to friends; the figure most shops compare.
templates-csat = Customer satisfaction
templates-csat-note = One to five stars. Whether they are happy with this order.
templates-ces = Customer effort
templates-ces-note = 1 to 7. Whether buying was easy; the one to ask after changing your checkout.
templates-experience = Shopping experience
templates-experience-note = How the visit was, whether they found their way, and what went wrong at checkout.
templates-product = Product
templates-product-note = How they like what they bought, how often they use it, and what to improve.
templates-loyalty = Loyalty
templates-loyalty-note = Whether they recommend you, would buy again, and whom they would choose instead.
templates-discovery = How customers find you
templates-discovery-note = How they heard of you, and what almost stopped them from buying.
templates-feedback = Complaints and suggestions
templates-feedback-note = What you can do better. Goes well with the small tab at the edge of every page.

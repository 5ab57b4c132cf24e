"""What the Olist files say, counted straight from them: for the loyalty page and the answers.

    pip install statsmodels && python3 olist.py FOLDER > olist.json

FOLDER has the Brazilian E-Commerce Public Dataset by Olist (CC BY-NC-SA 4.0), whose rows are not
part of the project: what is written here are counts and figures of all of it.

Read row by row as somebody would who has only the files and the page's words for what it shows:

- An order that was canceled is no purchase. A customer is the person behind the order
  (customer_unique_id). Times are São Paulo's, and so are days and months.
- Each customer enters with the first purchase of the period and with the latest rating of it. What
  was bought in the same second is that purchase too; where these were rated differently, the
  better one stands for them.
- "Bought again within 30 days" is said of customers whose 30 days have passed at NOW.
- Money and orders per customer are of those whose window has passed; money in BRL.
- A mean has an interval from 50 customers who came back on, a median from six values on.
"""

import csv
import json
import sys
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from scipy.stats import quantile_test
from scores import hall
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

ZONE = ZoneInfo("America/Sao_Paulo")
NOW = datetime(2018, 11, 1, tzinfo=ZONE)
WINDOWS = [30, 90, 365]
DAY = 86_400
YEAR = 365 * DAY
# The whole time, and a part of it, so that first purchases of the period aren't the first of all.
PERIODS = [(None, date(2018, 11, 1)), (date(2018, 1, 1), date(2018, 7, 31))]
GROUPS = {"high": (4, 5), "middle": (3,), "low": (1, 2)}


def read(folder, name):
    path = Path(folder) / f"olist_{name}_dataset.csv"
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def moment(text):
    """A time of the files, as seconds since 1970."""
    at = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=ZONE)
    return int(at.timestamp())


def month(at):
    local = datetime.fromtimestamp(at, ZONE)
    return local.year, local.month


def months_between(first, later):
    return (later[0] - first[0]) * 12 + later[1] - first[1]


def share(part, n, others=None):
    """A share with its interval, and that of its difference from the others'."""
    told = {"part": part, "n": n, "interval": None, "difference": None}
    if n:
        told["interval"] = [float(end) for end in proportion_confint(part, n, method="wilson")]
    if n and others and others[1]:
        ends = confint_proportions_2indep(part, n, *others, method="newcomb", compare="diff")
        told["difference"] = [float(end) for end in ends]
    return told


def median(values):
    """The middle, halfway where two are in it, between two values that hold it 95 times in 100."""
    if not values:
        return None
    values = sorted(values)
    half = len(values) // 2
    middle = values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2
    interval = None
    if len(values) >= 6:
        ends = quantile_test(values, q=0, p=0.5).confidence_interval(0.95)
        interval = [float(ends.low), float(ends.high)]
    return {"value": middle, "n": len(values), "interval": interval}


def mean(values):
    if not values:
        return None
    enough = sum(value > 0 for value in values) >= 50
    interval = hall(values) if enough else None
    return {"value": sum(values) / len(values), "n": len(values), "interval": interval}


class Shop:
    def __init__(self, folder):
        person = {row["customer_id"]: row["customer_unique_id"] for row in read(folder, "customers")}
        self.cents = defaultdict(int)
        for row in read(folder, "order_payments"):
            self.cents[row["order_id"]] += round(100 * float(row["payment_value"]))
        self.ratings = [
            (moment(row["review_answer_timestamp"]), int(row["review_score"]), row["order_id"])
            for row in read(folder, "order_reviews")
        ]
        self.placed, self.customer = {}, {}
        self.purchases = defaultdict(list)
        for row in read(folder, "orders"):
            order = row["order_id"]
            self.customer[order] = person[row["customer_id"]]
            if row["order_status"] != "canceled":
                self.placed[order] = moment(row["order_purchase_timestamp"])
                self.purchases[self.customer[order]].append(order)
        for orders in self.purchases.values():
            orders.sort(key=self.placed.get)
        # No two of the ratings that matter are of one second: which is the latest is never open.
        self.rating_of, self.last_rating_of = {}, {}
        for at, rating, order in sorted(self.ratings):
            self.rating_of[order] = rating
            self.last_rating_of[self.customer[order]] = rating

    def answers(self):
        counts = Counter(rating for _, rating, _ in self.ratings)
        by_month = defaultdict(Counter)
        for at, rating, _ in self.ratings:
            by_month[month(at)][rating] += 1

        def csat(ratings):
            return share(ratings[4] + ratings[5], ratings.total())

        return {
            "n": len(self.ratings),
            "csat": csat(counts),
            "months": [
                {"month": f"{year}-{number:02}-01", **csat(ratings)}
                for (year, number), ratings in sorted(by_month.items())
            ],
        }

    def in_period(self, order, period):
        day = datetime.fromtimestamp(self.placed[order], ZONE).date()
        return (period[0] is None or period[0] <= day) and day <= period[1]

    def journeys(self, period):
        """Each customer of the period: rating, seconds watched, and what came after: when, and for
        how much."""
        found = []
        for orders in self.purchases.values():
            bought = [order for order in orders if self.in_period(order, period)]
            if not bought:
                continue
            begun = self.placed[bought[0]]
            same = [order for order in bought if self.placed[order] == begun]
            first = max(same, key=lambda order: self.rating_of.get(order, 0))
            after = [
                (self.placed[order] - begun, self.cents[order])
                for order in orders
                if self.placed[order] > begun
            ]
            watched = int(NOW.timestamp()) - begun
            found.append((self.rating_of.get(first), watched, after))
        return found

    def line(self, journeys, window, everybody=None):
        told = {"again": []}
        for days in WINDOWS:
            part, n = again(journeys, days)
            others = None
            if everybody is not None:
                all_part, all_n = again(everybody, days)
                others = (all_part - part, all_n - n)
            told["again"].append(share(part, n, others))
        passed = [journey for journey in journeys if journey[1] >= window * DAY]
        within = [
            [(wait, cents) for wait, cents in after if wait <= window * DAY]
            for _, _, after in passed
        ]
        told["days"] = median([after[0][0] / DAY for after in within if after])
        told["orders"] = mean([len(after) for after in within])
        told["spent"] = mean([sum(cents for _, cents in after) / 100 for after in within])
        return told

    def crowd(self, orders, journeys, window):
        returning = 0
        for order in orders:
            first = self.purchases[self.customer[order]][0]
            returning += self.placed[first] < self.placed[order]
        return {
            "orders": len(orders),
            "total": median([self.cents[order] for order in orders]),
            "returning": share(returning, len(orders)),
            "customers": len(journeys),
            "again": share(*again(journeys, window)),
        }

    def loyalty(self, period, window):
        journeys = self.journeys(period)
        rated = [journey for journey in journeys if journey[0] is not None]

        def of(*ratings):
            chosen = [journey for journey in journeys if journey[0] in ratings]
            return self.line(chosen, window, journeys)

        bought = [order for order in self.placed if self.in_period(order, period)]
        answered = [order for order in bought if order in self.rating_of]
        return {
            "from": period[0] and str(period[0]),
            "to": str(period[1]),
            "window": window,
            "all": self.line(journeys, window),
            "groups": {name: of(*ratings) for name, ratings in GROUPS.items()},
            # Everybody was asked, and everybody answered: these are the files of the reviews.
            "silent": of(),
            "not_asked": of(None),
            "ratings": {rating: of(rating) for rating in (5, 4, 3, 2, 1)},
            "respondents": self.crowd(answered, rated, window),
            "everybody": self.crowd(bought, journeys, window),
        }

    def cohorts(self):
        this_month = (NOW.year, NOW.month)
        by_month = defaultdict(list)
        for orders in self.purchases.values():
            by_month[month(self.placed[orders[0]])].append([self.placed[order] for order in orders])
        told = []
        for first, customers in sorted(by_month.items()):
            whole = min(12, max(0, months_between(first, this_month) - 1))
            bought = [
                sum(any(months_between(first, month(at)) == after for at in times) for times in customers)
                for after in range(1, whole + 1)
            ]
            year, number = (first[0], first[1] + 1) if first[1] < 12 else (first[0] + 1, 1)
            ended = datetime(year, number, 1, tzinfo=ZONE)
            silent = None
            if NOW.timestamp() - ended.timestamp() >= YEAR:
                silent = sum(NOW.timestamp() - times[-1] >= YEAR for times in customers)
            told.append(
                {
                    "month": f"{first[0]}-{first[1]:02}-01",
                    "customers": len(customers),
                    "bought": bought,
                    "silent": silent,
                }
            )
        return told[-24:]

    def at_risk(self):
        unhappy = {who for who, rating in self.last_rating_of.items() if rating in GROUPS["low"]}
        year = [order for order, at in self.placed.items() if NOW.timestamp() - at < YEAR]
        theirs = [order for order in year if self.customer[order] in unhappy]
        return {
            "unhappy": len(unhappy),
            "customers": len({self.customer[order] for order in theirs}),
            "orders": len(theirs),
            "all_orders": len(year),
            "cents": sum(self.cents[order] for order in theirs),
            "all_cents": sum(self.cents[order] for order in year),
        }


def again(journeys, window):
    """How many bought again in so many days, of how many of whom that can be said."""
    passed = [after for _, watched, after in journeys if watched >= window * DAY]
    back = sum(any(wait <= window * DAY for wait, _ in after) for after in passed)
    return back, len(passed)


def main():
    shop = Shop(sys.argv[1])
    reference = {
        "now": int(NOW.timestamp()),
        "zone": ZONE.key,
        "answers": shop.answers(),
        "loyalty": [shop.loyalty(period, window) for period in PERIODS for window in WINDOWS],
        "cohorts": shop.cohorts(),
        "at_risk": shop.at_risk(),
    }
    print(json.dumps(reference, indent=1))


if __name__ == "__main__":
    main()

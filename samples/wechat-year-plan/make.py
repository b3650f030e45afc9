"""Makes budgets.csv and purchases.csv of the sample year; the figures and their sources stand in README.md. Same output every time."""
import csv
import datetime
import pathlib
import random

HERE = pathlib.Path(__file__).resolve().parent
YEAR = 2026
random.seed(20260101)

# budget, display name, preset, total in yuan, lines (id, display name, yuan) where there is no preset
BUDGETS = [
    ("wechat-2026", "WeChat year plan 2026 (公众号与视频号年度运营)", "", 4_000_000, [
        ("content-team", "Content team (内容团队)", 900_000),
        ("tech-team", "Technical team (技术团队)", 700_000),
        ("operations", "Operations team (运营团队)", 1_100_000),
        ("tools", "Tool subscriptions (工具订阅)", 250_000),
        ("production", "Content production (内容制作)", 350_000),
        ("campaigns", "Campaign marketing (活动营销)", 450_000),
        ("incentives", "User incentives (用户激励)", 250_000),
    ]),
    ("content-launch", "Content launch (内容首发)", "five-three-two", 1_000_000, []),
    ("live-season", "Live season (直播季)", "forty-thirty-twenty-ten", 1_000_000, []),
    ("fan-year", "Fan life year (粉丝年)", "four-three-two-one", 500_000, []),
]

rows = []


def day(month):
    return datetime.date(YEAR, month, random.randint(1, 28))


def buy(budget, date, line, amount, purpose, kind="order", item="", invoice=None):
    rows.append([date, budget, line, item, kind, f"{amount:.2f}", f"{invoice if invoice is not None else amount:.2f}", purpose])


for month in range(1, 13):
    # Salaries: a twelfth of each team's line, spent directly.
    for line, yearly in (("content-team", 880_000), ("tech-team", 690_000), ("operations", 1_080_000)):
        buy("wechat-2026", datetime.date(YEAR, month, 25), line, round(yearly / 12, 2), f"Salaries {YEAR}-{month:02d}", "expense", "salary")
    # Tools: 50,000 to 100,000 a tool and year (BUD-16), paid monthly.
    for tool, yearly in (("SCRM suite", 96_000), ("Analytics suite", 78_000), ("Design suite", 52_000)):
        buy("wechat-2026", datetime.date(YEAR, month, 5), "tools", round(yearly / 12, 2), f"{tool}, {YEAR}-{month:02d}", "expense")
    # Production: host, venue and props (BUD-07), ordered first, invoiced a little below.
    for _ in range(8):
        host, venue, props = random.choice((2_000, 2_400, 3_000)), random.choice((500, 800, 1_000)), random.choice((200, 300, 500))
        amount = host + venue + props
        buy("wechat-2026", day(month), "production", amount, f"Shoot: host {host}, venue {venue}, props {props}", invoice=round(amount * random.choice((1, 1, 0.95, 0.9)), 2))
    # New users at 72 to 80 yuan each (BUD-16: at most 80) and orders at a CPS of 98.
    for _ in range(6):
        users = random.randint(35, 90)
        buy("wechat-2026", day(month), "campaigns", users * random.randint(72, 80), f"Acquisition of {users} users")
    for _ in range(6):
        orders = random.randint(15, 50)
        buy("wechat-2026", day(month), "incentives", orders * 98, f"{orders} orders at CPS 98")
    # The presets' budgets.
    buy("content-launch", day(month), "content", random.randint(20, 38) * 1000, "Materials and creative incentives")
    buy("content-launch", day(month), "content", random.randint(2, 3) * 1000, "Creative incentives", "expense")
    for _ in range(2):
        buy("content-launch", day(month), "traffic", random.randint(7, 12) * 1000, "Promotion of Channels videos")
    buy("content-launch", day(month), "tech", random.randint(9, 15) * 1000, "Mini program hosting", "expense")
    for _ in range(2):
        buy("live-season", day(month), "content", random.randint(5, 16) * 1000, "KOL fee", item="kol")
    buy("live-season", day(month), "promotion", random.randint(14, 23) * 1000, "Live room traffic")
    buy("live-season", day(month), "activity", random.randint(8, 15) * 1000, "Live event")
    buy("fan-year", day(month), "base-operation", 16_000, f"Community posts {YEAR}-{month:02d}", "expense", "salary")
    for _ in range(2):
        buy("fan-year", day(month), "content", random.randint(3, 6) * 1000, "IP content")
    buy("fan-year", day(month), "tech", random.randint(4, 8) * 1000, "Data tools")
    buy("fan-year", day(month), "innovation", random.randint(2, 4) * 1000, "Test of a new format")

# Ordered for the new year: still held when the year ends.
for budget, line, amount, purpose in (
    ("wechat-2026", "campaigns", 18_000, "Spring festival warm-up"),
    ("content-launch", "content", 24_000, "Spring festival short films"),
    ("content-launch", "traffic", 15_000, "Spring festival promotion"),
    ("live-season", "promotion", 20_000, "New year live room traffic"),
    ("fan-year", "content", 8_000, "Fan day film"),
):
    buy(budget, datetime.date(YEAR, 12, 28), line, amount, purpose, "open")

# Refunds, and orders that were called off; and what must not pass: more than a whole line, and a fee on the wrong line.
for month in (3, 6, 9, 11):
    buy("wechat-2026", day(month), "campaigns", 4_000, "Booth, called off", "cancelled")
    buy("live-season", day(month), "activity", 3_000, "Stage hire, half of it returned", "refunded", invoice=1_500)
buy("wechat-2026", datetime.date(YEAR, 6, 18), "campaigns", 460_000, "Celebrity live room for 6.18")
buy("wechat-2026", datetime.date(YEAR, 11, 11), "incentives", 300_000, "Coupons for 11.11")
buy("content-launch", datetime.date(YEAR, 10, 1), "traffic", 310_000, "Golden week takeover")
buy("live-season", datetime.date(YEAR, 11, 11), "activity", 250_000, "Arena for 11.11")
buy("fan-year", datetime.date(YEAR, 12, 12), "innovation", 60_000, "Metaverse fan hall")
buy("live-season", datetime.date(YEAR, 8, 8), "promotion", 12_000, "KOL fee booked as promotion", item="kol")
buy("fan-year", datetime.date(YEAR, 8, 8), "content", 9_000, "Editor's salary booked as content", "expense", "salary")

rows.sort(key=lambda row: row[0])

with open(HERE / "budgets.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["budget", "display_name", "preset", "line", "line_name", "amount"])
    for budget, name, preset, total, lines in BUDGETS:
        if preset:
            out.writerow([budget, name, preset, "", "", f"{total:.2f}"])
        for line, line_name, amount in lines:
            out.writerow([budget, name, "", line, line_name, f"{amount:.2f}"])

with open(HERE / "purchases.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["reference", "date", "budget", "line", "cost_item", "kind", "amount", "invoiced", "purpose"])
    for number, (date, budget, line, item, kind, amount, invoice, purpose) in enumerate(rows, 1):
        out.writerow([f"PO-{YEAR}-{number:04d}", date.isoformat(), budget, line, item, kind, amount, invoice, purpose])

"""How many by date: by day, month or year, with a table that leads to each, and as JSON and SVG. Argument: the program."""
import json
import re

from server import Server, ledger, look
from tap import equal, holds, main


def text(day):
    return f"The Russian defence ministry said on {day} that 7 Russian soldiers were killed in the strike on Makiivka on {day}."


def documents(days):
    return [{"id": f"t{n}", "published": published, "outlet": "Wire", "text": text(day)} for n, (published, day) in enumerate(days)]


def case_days_months_and_years(folder):
    days = [("2023-01-02", "1 January 2023"), ("2023-01-03", "1 January 2023"), ("2023-01-05", "4 January 2023")]
    with Server(ledger(folder, documents(days))) as server:
        answer = server.get("/api/v1/days/claims")
        equal((answer["by"], answer["counted"], answer["undated"], answer["more"]), ("day", 3, 0, False))
        equal([(d["from"], d["to"], d["count"]) for d in answer["days"]], [("2023-01-01", "2023-01-01", 2), ("2023-01-02", "2023-01-02", 0), ("2023-01-03", "2023-01-03", 0), ("2023-01-04", "2023-01-04", 1)])
        equal([d["count"] for d in server.get("/api/v1/days/documents")["days"]], [1, 1, 0, 1])
        equal(server.get("/api/v1/days/claims?from=2023-01-04&to=2023-01-04")["counted"], 1)
        equal(server.get("/api/v1/days/claims?outlet=nobody"), {"by": "day", "counted": 0, "undated": 0, "more": False, "days": []})
        status, headers, chart = server.ask("/api/v1/days/claims/chart.svg")
        equal((status, headers["Content-Type"]), (200, "image/svg+xml"))
        holds(chart.decode(), "<desc>2023-01-01: 2; 2023-01-04: 1</desc>", "3 claims by day that they are about")
        page = server.page("/search?outlet=Wire")
        holds(look(page), "The same as a table", "3 claims by day")
        there = re.search(r'href="(/search\?[^"]*from=2023-01-04&amp;to=2023-01-04)"', page)[1].replace("&amp;", "&")
        holds(there, "outlet=Wire")
        equal(server.page(there).count('<li>'), server.page("/search?from=2023-01-04&to=2023-01-04").count('<li>'))
        holds(look(server.page("/documents")), "3 documents by day of publication")
        equal("The same as a table" in server.page("/documents?after=1-0-0"), False)            # on the first page only
        equal(server.ask("/api/v1/days/claims?from=soon")[0], 400)
        equal(server.ask("/api/v1/days/claims?after=1-0-0")[0], 400)


def case_long_stretches_are_months_or_years(folder):
    with Server(ledger(folder, documents([("2022-01-02", "1 January 2022"), ("2023-03-02", "1 March 2023")]))) as server:
        answer = server.get("/api/v1/days/claims")
        equal((answer["by"], len(answer["days"]), answer["days"][0], answer["days"][-1]["to"]), ("month", 15, {"from": "2022-01-01", "to": "2022-01-31", "count": 1}, "2023-03-31"))


def case_decades_are_years_and_the_oldest_are_cut(folder):
    with Server(ledger(folder, documents([("1936-09-02", "1 September 1936"), ("2001-09-02", "1 September 2001"), ("2023-03-02", "1 March 2023")]))) as server:
        answer = server.get("/api/v1/days/documents")
        equal((answer["by"], len(answer["days"]), answer["counted"], sum(d["count"] for d in answer["days"])), ("year", 62, 3, 2))


def case_undated_documents_are_counted_apart(folder):
    undated = [{"id": "u", "outlet": "Wire", "text": "Officials said 7 soldiers were killed."}]
    with Server(ledger(folder, undated)) as server:
        equal([server.get("/api/v1/days/documents")[name] for name in ("counted", "undated", "days")], [1, 1, []])


main(globals())

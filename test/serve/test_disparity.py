"""Tables of deaths and people over HTTP: what is said is what the command says, kept or sent; a claim laid over them; hostile tables are text and have
their limits. Argument: the program."""
import json
import os
import re
from urllib.parse import urlencode

import jsonschema

from server import DEATHS, EVIL, PEOPLE, PROGRAM, Server, import_tables, ledger, look, said
from tap import equal, holds, main, run, write

FORM = "application/x-www-form-urlencoded"
CLAIM = [{"id": "shares", "published": "2023-04-02",
          "text": "Soldiers from the Delta region are 30 to 40 times more likely to have been killed than soldiers from the capital, the defence ministry in London said."}]
BODY = {"deaths": DEATHS, "population": PEOPLE, "by": "region", "reference": "Capital"}


def ask(server, **fields):
    status, headers, body = server.ask("/api/v1/disparity", "POST", json.dumps({**BODY, **fields}), Content_Type="application/json")
    return status, headers, json.loads(body) if headers["Content-Type"].startswith("application/") else body.decode()


def of_command(folder, *more):
    deaths, people = write(folder, "d.csv", DEATHS), write(folder, "p.csv", PEOPLE)
    lines = run(PROGRAM, "disparity", "--deaths", deaths, "--population", people, "--by", "region", "--reference", "Capital", "--format", "jsonl", *more).out
    return [json.loads(line) for line in lines.splitlines()]


def case_the_api_says_what_the_command_says(folder):
    path = ledger(folder)
    query = import_tables(folder, path)
    with Server(path) as server:
        schema = server.get("/api/v1/openapi.json")["components"]
        wanted = of_command(folder, "--says", "30..40", "--of", "Delta")
        status, _, sent = ask(server, says="30..40", of="Delta")
        kept = server.get(f"/api/v1/disparity?{query}&says=30..40&of=Delta")
        for answer in (sent, kept):
            jsonschema.Draft202012Validator({"$ref": "#/components/schemas/Disparity", "components": schema}).validate(answer)
            rows = [{name: value for name, value in row.items() if name != "window"} for row in wanted if "name" in row]
            equal(answer["rows"], rows)
            equal(answer["strays"], [{"name": row["stray"], "deaths": row["deaths"], "suggestions": row["suggestions"]} for row in wanted if "stray" in row])
            equal(answer["notes"], [row["note"] for row in wanted if "note" in row])
            claim = next(row for row in wanted if "said" in row)
            equal([answer["said"][name] for name in ("of", "said_low", "said_high", "computed", "low", "high", "verdict")],
                  [claim[name] for name in ("of", "said_low", "said_high", "computed", "low", "high", "verdict")])
        equal((status, sent["said"]["verdict"], sent["strays"][0]["suggestions"]), (200, "consistent", ["Delta"]))
        equal((kept["deaths"]["file"], sent["deaths"]["file"], kept["deaths"]["sha256"]), ("deaths.csv", None, sent["deaths"]["sha256"]))
        equal(server.get("/api/v1/tables")["tables"], [{"sha256": kept["deaths"]["sha256"], "file": "deaths.csv"}, {"sha256": kept["population"]["sha256"], "file": "people.csv"}])
        csv = server.ask(f"/api/v1/disparity/rates.csv?{query}")
        equal(csv[1]["Content-Disposition"], 'attachment; filename="disparity.csv"')
        equal(csv[2].decode(), run(PROGRAM, "disparity", "--deaths", os.path.join(folder, "d.csv"), "--population", os.path.join(folder, "p.csv"),
                                   "--by", "region", "--reference", "Capital", "--format", "csv").out)
        for chart, words in (("chart", "logarithmic axis"), ("funnel", "99.8% limits")):
            drawn = server.ask(f"/api/v1/disparity/{chart}.svg?{query}")[2].decode()
            holds(drawn, "<svg", words, "cover chance alone", "Not in the chart: Delt (2)")
            equal(ask(server, format=chart)[2], drawn)
        equal(ask(server, denominator="men")[2]["rows"][0]["people"], 48000)
        equal(ask(server, level=99.8)[2]["level"], 99.8)


def case_a_claim_of_the_ledger_is_laid_over_it(folder):
    path = ledger(folder, CLAIM)
    query = import_tables(folder, path)
    claim = next(row["id"] for row in said(path, "claims") if row["quantity"]["unit"] == "times")
    with Server(path) as server:
        laid = server.get(f"/api/v1/disparity?{query}&claim={claim}&of=Delta")["said"]
        equal((laid["claim"], laid["verdict"], laid["said_low"], laid["said_high"]), (claim, "consistent", 30, 40))
        page = server.page(f"/disparity?{query}&claim={claim}&of=Delta")
        holds(page, "consistent.", f'href="/c/{claim}"', "claimed:")
        holds(server.page("/c/" + claim), f'href="/disparity?claim={claim}"')
        holds(server.page(f"/disparity?claim={claim}"), f'value="{claim}"', "Tables of the ledger")


def case_the_page_computes_and_shows_the_table_first(folder):
    path = ledger(folder)
    with Server(path) as server:
        empty = server.page("/disparity")
        assert "Tables of the ledger" not in empty
        secret = re.search(r'name="csrf" value="([0-9a-f]{64})"', empty)[1]
        query = import_tables(folder, path)                                    # while the server runs
        holds(server.page("/disparity"), "Tables of the ledger", "deaths.csv")
        fields = {"csrf": secret, **BODY, "says": "30..40", "of": "Delta"}
        status, _, body = server.ask("/disparity", "POST", urlencode(fields), Content_Type=FORM)
        page = body.decode()
        look(page)
        equal(status, 200)
        assert page.index("<table>") < page.index("Said: 30..40") < page.index("<svg") < page.index("<form method")
        holds(page, "No people under &quot;Delt&quot; (2 deaths); near it: &quot;Delta&quot;", "logarithmic axis", "99.8% limits", 'aria-current="page">Disparity')
        look(server.page(f"/disparity?{query}"))
        holds(server.page(f"/disparity?{query}"), "/api/v1/disparity/rates.csv?deaths=")
        status, headers, body = server.ask("/disparity", "POST", urlencode({**fields, "format": "csv"}), Content_Type=FORM)
        equal((status, headers["Content-Type"], body.decode().split(",")[0]), (200, "text/csv; charset=utf-8", "window"))
        mended = server.ask("/disparity", "POST", urlencode({**fields, "reference": "Capitol"}), Content_Type=FORM)[2].decode()
        holds(mended, 'role="alert"', "is it &quot;Capital&quot;?", "Delta,140")       # what was pasted is still there
        equal(server.ask("/disparity", "POST", urlencode({**fields, "csrf": "0" * 64}), Content_Type=FORM)[0], 403)


def case_hostile_tables_are_text_and_have_limits(folder):
    path = ledger(folder)
    with Server(path) as server:
        secret = re.search(r'name="csrf" value="([0-9a-f]{64})"', server.page("/disparity"))[1]
        quoted = '"' + EVIL.replace('"', '""') + '"'
        tables = {"deaths": f"region,deaths\n{quoted},5\n=1+1,4\n{quoted}x,3\nB,{EVIL}\n", "population": f"region,people\n{quoted},100\n=1+1,200\n"}
        status, _, body = server.ask("/disparity", "POST", urlencode({"csrf": secret, **tables, "by": "region", "reference": "=1+1"}), Content_Type=FORM)
        text = look(body.decode())
        equal(status, 200)
        holds(text, EVIL)
        assert b"<script>alert" not in body
        drawn = ask(server, **tables, reference="=1+1", format="chart")[2]
        assert "<script" not in drawn and "<img" not in drawn
        holds(ask(server, **tables, reference="=1+1", format="csv")[2], ",'=1+1,")     # no formula for a spreadsheet
        few = "region,people\nA,10\nB,10\n"
        for wanted, fields in [(422, {"deaths": ""}), (422, {"deaths": None}), (422, {"by": "town"}), (422, {"by": None}), (422, {"reference": "Nowhere"}),
                               (422, {"level": "100"}), (422, {"level": "x"}), (422, {"says": "many"}), (422, {"claim": 24 * "0"}), (422, {"of": "Nowhere"}),
                               (422, {"from": "2022-01-01"}), (422, {"from": "soon", "date": "region"}), (422, {"where": "a"}), (422, {"format": "pdf"}),
                               (422, {"says": "2", "claim": "x"}), (422, {"population": "region,people\nA,0\n"}), (400, {"colour": "red"}), (400, {"by": 1}),
                               (400, {"by": 501 * "x"}), (400, {"by": "a\u0001"}), (422, {"deaths": "region,deaths\nA,1000000001\n", "population": few, "reference": "B"}),
                               (422, {"population": "region,people\n" + "".join(f"n{i},5\n" for i in range(1001))}),
                               (413, {"deaths": "region\n" + (1 << 20) * "a\n" + "a\n"})]:
            status, headers, answer = ask(server, **fields)
            equal((str(fields)[:60], status, headers["Content-Type"]), (str(fields)[:60], wanted, "application/problem+json"))
        problem = ask(server, level="x")[2]
        equal(problem["errors"][0]["pointer"], "/level")
        equal(ask(server, deaths="region,deaths\nA,x\nB,2\n", population=few, reference="B")[2]["complaints"],
              [{"table": "deaths", "line": 2, "reason": '"x" is no number of deaths; the row is left out'}])
        equal(server.ask("/api/v1/disparity", "POST", "[" * 100, Content_Type="application/json")[0], 413)
        equal(server.ask("/api/v1/disparity?deaths=x&population=y")[0], 422)


main(globals())

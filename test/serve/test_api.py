"""The API: what it says is what the command line says and what its own description promises; pages, cursors, caches and errors. Argument: the program."""
import html
import json
import re
import time
import urllib.parse

import jsonschema

from server import DOCUMENTS, EVIL, PROGRAM, Server, import_series, import_tables, ledger, said
from tap import equal, holds, main, run


def case_every_answer_is_as_described(folder):
    path = ledger(folder)
    import_series(folder, path)
    assessed = import_tables(folder, path)
    with Server(path) as server:
        api = server.get("/api/v1/openapi.json")
        equal(api["openapi"], "3.1.0")
        claim = server.get("/api/v1/claims?limit=1")["claims"][0]["claim"]["id"]
        question = server.get(f"/api/v1/claims/{claim}")["question"]
        server.decide(claim, "correct", payload={"point": 64}, reason="a slip")
        parts = {"{id}": claim, "{version}": "1", "{claimant}": "rus-mod", "{name}": "dead%20%26%20lost", "{number}": "1", "{before}": "1"}
        seen = 0
        for route, methods in api["paths"].items():
            operation = methods.get("get")
            if not operation:
                continue
            there = route.replace("{id}", question) if "question" in route else route
            for name, value in parts.items():
                there = there.replace(name, value)
            if route.startswith("/api/v1/disparity"):
                there += "?" + assessed
            if route.endswith("/merge"):
                there += "?claimant=" + next(n["name"] for n in server.get("/api/v1/names")["names"] if n["role"] == "claimant" and n["name"] not in (None, "rus-mod") and re.fullmatch("[a-z-]+", n["name"]))
            status, headers, body = server.ask(there)
            equal((there, status), (there, 200))
            content = operation["responses"]["200"]["content"]
            if "application/json" in content:
                schema = {**content["application/json"]["schema"], "components": api["components"]}
                resolved = json.loads(json.dumps(schema))
                jsonschema.Draft202012Validator(resolved).validate(json.loads(body))
                equal(headers["Content-Type"], "application/json")
                seen += 1
            elif "image/svg+xml" in content:
                equal(headers["Content-Type"], "image/svg+xml")
        assert seen >= 16, seen


def case_an_answer_is_the_same_whatever_was_asked_before(folder):
    days = [{"id": f"n{day}", "published": f"2023-03-{day:02}", "text": f"The Russian defence ministry said {100 + day} Russian soldiers had been killed since the start of the war."} for day in range(1, 9)]
    path = ledger(folder, DOCUMENTS + days)
    def asked(server, back):
        ids = [row["claim"]["id"] for row in server.get("/api/v1/claims")["claims"]]
        there = [f"/api/v1/{kind}/{claim}{more}" for claim in ids for kind, more in
                 [("claims", ""), ("questions", ""), ("questions", "?limit=2"), ("statements", "")]] + [f"/api/v1/findings?question={claim}" for claim in ids]
        return {place: server.ask(place)[2] for place in (reversed(there) if back else there)}
    with Server(path) as server:
        first = asked(server, False)
        equal(asked(server, False), first)                                      # as they are kept
    with Server(path) as server:
        equal(asked(server, True), first)
    ladders = [json.loads(body) for place, body in first.items() if place.endswith("?limit=2")]
    assert any(ladder["left_out"] for ladder in ladders), ladders
    assert all(len(ladder["ladder"]) <= 2 for ladder in ladders), ladders      # that of an early claim too: the last two that were said


def case_imported_series_are_answered_drawn_and_their_findings_stand_with_the_others(folder):
    path = ledger(folder, DOCUMENTS + [{"id": "day", "published": "2023-01-02", "text": "The Russian defence ministry said 183 Russian soldiers had been killed since the start of the war."}])
    with Server(path) as server:
        equal(server.get("/api/v1/series")["series"], [])
        holds(server.page("/series"), "No table was imported")
        equal(server.ask("/series/rus-mod/none")[0], 404)
        before = server.ask("/api/v1/findings?code=total_checked")
        equal(json.loads(before[2])["findings"], [])
        there = import_series(folder, path)                                    # while the server runs
        status, _, after = server.ask("/api/v1/findings?code=total_checked", If_None_Match=before[1]["ETag"])
        equal((status, len(json.loads(after)["findings"]) > 0), (200, True))
        head = server.get("/api/v1/series")["series"][0]
        equal((head["claimant"], head["name"], head["from"], head["to"], head["days"], head["outcome"]),
              ("rus-mod", "dead & lost", "2022-12-30", "2023-01-03", 5, ["killed"]))
        table = server.get(there)
        equal([(p["day"], p["total"], p["daily"]) for p in table["points"]][:3], [("2022-12-30", 100, None), ("2022-12-31", 120, 20), ("2023-01-01", 183, 63)])
        equal([(d["day"], d["value"], d["before"], d["margin"]) for d in table["record_days"]], [("2023-01-01", 63, 20, 43)])
        equal([(d["day"], d["state"]) for d in table["sums_open"]], [("2022-12-31", "open"), ("2023-01-01", "open"), ("2023-01-02", "falls"), ("2023-01-03", "open")])
        equal([m["month"] for m in table["months"]], ["2022-12", "2023-01"])
        holds(server.ask(there + "/days.csv")[2].decode(), "day,total,stated,derived", "2023-01-01,183,,63,true,exact,4")
        equal((table["series"], table["records"], [e["kind"] for e in table["table_errors"]]), (head, ["2023-01-01"], ["transposed"]))
        equal([p["day"] for p in server.get(there + "?from=2023-01-02&to=2023-01-02")["points"]], ["2023-01-02"])
        equal(server.ask(there + "?from=soon")[0], 400)
        found = server.get("/api/v1/findings?code=total_checked,table_error")["findings"]
        equal({f["series"] for f in found}, {"rus-mod dead & lost"})
        assert {"total_checked", "table_error"} == {f["code"] for f in found}, found
        holds(server.ask(there + "/chart.svg")[2].decode(), "<svg", "dead &amp; lost, counted by Ministry of Defence of Russia", "1 day has more")
        page = server.page("/series/rus-mod/dead%20%26%20lost")
        holds(page, "dead &amp; lost, counted by Ministry of Defence of Russia", "transposed", "<svg", "Record days", "Do the totals add up?", "By month")
        tables = server.page("/series")
        holds(tables, 'href="/series/rus-mod/dead%20%26%20lost"')
        assert re.search(r"<td><time>\d{4}-\d\d-\d\dT\d\d:\d\dZ</time></td>", tables), tables      # to the minute
        holds(server.page("/findings?code=table_error"), "A slip in a table", "Real if the table stands", "table.csv, line 4")
        holds(server.page("/method"), "A slip in a table</a> <code>table_error</code>: Real if the table stands as its maker wrote it")


def case_a_claimants_own_claims_are_a_series_with_a_page(folder):
    told = [{"id": f"own-{n}", "outlet": EVIL, "published": f"2023-01-{n + 2:02}", "text": f"The Russian defence ministry said on {n + 2} January 2023 that {500 + 10 * n * n} Russian "
             f"soldiers had been killed since the start of the war. It said {10 * (2 * n - 1)} Russian soldiers were killed on {n + 1} January 2023."} for n in range(1, 6)]
    with Server(ledger(folder, DOCUMENTS + told)) as server:
        heads = server.get("/api/v1/series/rus-mod")["series"]
        name = "own killed RUS military"
        head = [h for h in heads if h["name"] == name][0]
        equal((head["file"], head["sha256"], head["claims"]), (None, None, 5))
        there = "/api/v1/series/rus-mod/" + name.replace(" ", "%20")
        table = server.get(there)
        total = [p for p in table["points"] if p["day"] == "2023-01-05"][0]
        equal((total["total"], len(total["total_claim"]), table["table_errors"]), (590, 24, []))
        holds(server.ask(there + "/chart.svg")[2].decode(), "<svg", name)
        holds(server.page("/series"), 'href="/series/rus-mod"')
        holds(server.page("/series/rus-mod"), "Series of its own claims", 'href="/series/rus-mod/own%20killed%20RUS%20military"')
        holds(server.page("/series/rus-mod/" + name.replace(" ", "%20")), "Its days, and the claims that tell them", f'href="/c/{total["total_claim"]}"', "Record days")
        equal(server.get("/api/v1/series/nobody")["series"], [])
        equal(server.ask("/api/v1/series/rus-mod/own%20nothing")[0], 404)
        equal(server.get(there.rsplit("/", 1)[0] + "?as_of=2020-01-01")["series"], [])


def case_what_is_not_described_is_refused_as_described(folder):
    path = ledger(folder)
    with Server(path) as server:
        problem = server.get("/api/v1/openapi.json")["components"]["schemas"]["Problem"]
        for there, wanted in [("/api/v1/claims?limit=0", 400), ("/api/v1/claims?limit=1001", 400), ("/api/v1/claims?colour=red", 400),
                              ("/api/v1/claims?after=x", 400), ("/api/v1/claims?outcome=dead", 400), ("/api/v1/claims?from=yesterday", 400),
                              ("/api/v1/claims?as_of=soon", 400), ("/api/v1/claims?text=%ff", 400), ("/api/v1/claims?text=%0", 400),
                              ("/api/v1/claims?side=a&side=b", 400), ("/api/v1/findings?code=murder", 400), ("/api/v1/findings?after=1", 400),
                              ("/api/v1/questions?after=1", 400), ("/api/v1/questions/q0", 404), ("/api/v1/claims/" + 24 * "0", 404),
                              ("/api/v1/claims/x", 404), ("/api/v1/documents/999", 404), ("/api/v1/documents/x", 404), ("/api/v1", 404),
                              ("/api/v1/statements/x", 404), ("/api/v1/series/nobody/chart.svg", 404), ("/api/v1/claims?" + 9000 * "a", 413),
                              ("/api/v1/claims?" + "&".join(f"a{i}=1" for i in range(40)), 400), ("/api/v1/export/claims?format=pdf", 400)]:
            status, headers, body = server.ask(there)
            equal((there[:60], status), (there[:60], wanted))
            equal(headers["Content-Type"], "application/problem+json")
            found = json.loads(body)
            jsonschema.Draft202012Validator(problem).validate(found)
            equal(found["status"], wanted)
        status, headers, body = server.ask("/nothere", Accept="text/html,*/*")
        equal((status, headers["Content-Type"]), (404, "text/html; charset=utf-8"))
        holds(body.decode(), "nothing is at this address")
        holds(server.ask("/api/v1/changes?colour=red")[2].decode(), "colour is no parameter here; these are: limit, since")
        equal(server.ask("/api/v1/claims", "DELETE")[0], 405)
        equal(server.ask("/api/v1/claims", "POST", "{}", Content_Type="application/json")[0], 405)


def case_it_says_what_the_command_line_says(folder):
    path = ledger(folder)
    with Server(path) as server:
        equal([row["claim"] for row in server.pages_of("/api/v1/claims", "claims")], said(path, "claims"))
        equal([row["document"] for row in server.pages_of("/api/v1/documents", "documents")], said(path, "documents"))
        equal(server.pages_of("/api/v1/questions", "questions"), said(path, "questions"))
        equal(server.pages_of("/api/v1/questions?least=2", "questions"), said(path, "questions", "--least", "2"))
        equal(server.pages_of("/api/v1/findings", "findings"), said(path, "findings"))
        equal(server.pages_of("/api/v1/findings?code=rereport,revision,circular", "findings"), said(path, "findings", "--code", "rereport,revision,circular"))
        equal(server.get("/api/v1/sources")["sources"], said(path, "sources"))
        equal(server.get("/api/v1/names")["names"], said(path, "names"))
        most = max(said(path, "questions"), key=lambda row: row["statements"])["question"]
        equal(server.get("/api/v1/questions/" + most)["ladder"], said(path, "questions", most))
        equal(server.pages_of("/api/v1/findings?question=" + most, "findings"), said(path, "findings", "--question", most))
        claim = said(path, "claims")[0]["id"]
        equal(server.get("/api/v1/statements/" + claim)["hops"], said(path, "statement", claim))
        title = server.get("/api/v1/questions/" + most)["title"]
        equal(title, "Killed, Russian military, Makiivka, 1 January 2023")
        equal([row["title"] for row in said(path, "questions") if row["question"] == most], [title])
        for there in ["/questions", "/q/" + most, f"/api/v1/questions/{most}/chart.svg", "/api/v1/export/questions/" + most]:
            holds(server.ask(there)[2].decode(), title)
        equal(server.ask(f"/api/v1/questions/{most}/chart.svg")[2].decode(), run(PROGRAM, "chart", "question", most, "--ledger", path).out)
        filters = {"--claimant": "rus-mod", "--outcome": "killed"}
        query = urllib.parse.urlencode({name[2:]: value for name, value in filters.items()})
        equal([row["claim"] for row in server.pages_of("/api/v1/claims?" + query, "claims")], said(path, "claims", *sum(filters.items(), ())))
        equal(server.ask("/api/v1/export/claims?format=csv")[2].decode(), run(PROGRAM, "claims", "--ledger", path, "--format", "csv").out)
        equal(server.ask("/api/v1/export/claims?format=jsonl")[2].decode(), run(PROGRAM, "claims", "--ledger", path, "--format", "jsonl").out)


def case_a_moment_of_the_past_is_told_as_it_was(folder):
    path = ledger(folder)
    with Server(path) as server:
        for there, key in [("claims", "claims"), ("documents", "documents"), ("questions", "questions"), ("findings", "findings"), ("sources", "sources")]:
            equal(server.get(f"/api/v1/{there}?as_of=2001-01-01")[key], [])
            equal(server.get(f"/api/v1/{there}?as_of=2100-01-01")[key], server.get(f"/api/v1/{there}")[key])


def case_an_unchanged_ledger_is_not_sent_again(folder):
    path = ledger(folder)
    with Server(path) as server:
        for there in ["/api/v1/claims", "/api/v1/findings", "/questions", "/d/1"]:
            status, headers, body = server.ask(there)
            tag = headers["ETag"]
            assert status == 200 and re.fullmatch(r'"[!-~]+"', tag), tag
            again, _, nothing = server.ask(there, If_None_Match=tag)
            equal((again, nothing), (304, b""))
            assert server.ask(there + "?limit=3" if "claims" in there else "/documents", If_None_Match=tag)[0] == 200
        tag = server.ask("/api/v1/claims")[1]["ETag"]
        claim = server.get("/api/v1/claims")["claims"][0]["claim"]["id"]
        equal(server.decide(claim, "accept")[0], 200)
        status, headers, _ = server.ask("/api/v1/claims", If_None_Match=tag)
        equal(status, 200)
        assert headers["ETag"] != tag


def case_the_next_page_is_in_the_header_too(folder):
    path = ledger(folder)
    with Server(path) as server:
        _, headers, body = server.ask("/api/v1/claims?limit=1&side=RUS")
        link = re.fullmatch(r'<([^>]+)>; rel="next"', headers["Link"])
        holds(link[1], "side=RUS", "limit=1", "after=")
        first, second = json.loads(body)["claims"], server.get(link[1])["claims"]
        assert first[0]["row"] < second[0]["row"]


def case_the_first_page_goes_on(folder):
    with Server(ledger(folder)) as server:
        equal(server.ask("/?limit=1&after=q0000000000000001")[0], 200)
        equal(server.ask("/?colour=red")[0], 400)


def case_offsets_are_counted_three_ways(folder):
    path = ledger(folder)
    with Server(path) as server:
        for version, document in enumerate(DOCUMENTS, 1):
            answer = server.get(f"/api/v1/documents/{version}")
            text = document["text"]
            utf16 = text.encode("utf-16-le")
            equal("".join(s["text"] for s in answer["segments"]), text)
            for s in answer["segments"]:
                equal(text.encode()[s["start"]:s["end"]].decode(), s["text"])
                equal(text[s["code_points"][0]:s["code_points"][1]], s["text"])
                equal(utf16[2 * s["utf16"][0]:2 * s["utf16"][1]].decode("utf-16-le"), s["text"])
            marked = {c for s in answer["segments"] for c in s["claims"]}
            equal(marked, {row["claim"]["id"] for row in server.get("/api/v1/claims")["claims"] if row["claim"]["doc"] == document["id"]})


def case_what_is_added_meanwhile_is_seen(folder):
    path = ledger(folder, DOCUMENTS[:1])
    with Server(path) as server:
        before = server.get("/api/v1/findings")["findings"]
        ledger(folder, DOCUMENTS[:2])
        after = server.get("/api/v1/findings")["findings"]
        equal(after, said(path, "findings"))
        assert len(after) > len(before)
        equal(len(server.get("/api/v1/documents")["documents"]), 2)


def case_an_empty_ledger_is_answered_with_why(folder):
    path = ledger(folder, [{"id": "a", "text": "Nothing happened."}])
    with Server(path) as server:
        for there in ["claims", "questions", "findings", "sources", "decisions"]:
            answer = server.get("/api/v1/" + there)
            equal((answer[there], answer["next"]), ([], None))
            assert answer["why"]


def case_head_has_no_body(folder):
    path = ledger(folder)
    with Server(path) as server:
        status, headers, body = server.ask("/api/v1/claims", "HEAD")
        equal((status, body), (200, b""))


def case_exports_open_elsewhere(folder):
    path = ledger(folder)
    with Server(path) as server:
        status, headers, body = server.ask("/api/v1/export/claims?format=csv&bom=1")
        equal((status, body[:3]), (200, b"\xef\xbb\xbf"))
        holds(headers["Content-Disposition"], "claims.csv")
        import csv
        for row in csv.DictReader(body.decode("utf-8-sig").splitlines(keepends=True)):
            for value in row.values():
                assert not value or value[0] not in "=@+", value
        features = json.loads(server.ask("/api/v1/export/claims?format=geojson")[2])["features"]
        equal([f["properties"] for f in features], said(path, "claims"))
        assert any(f["geometry"] for f in features)
        for f in features:
            assert f["geometry"] is None or -180 <= f["geometry"]["coordinates"][0] <= 180
        most = max(said(path, "questions"), key=lambda row: row["statements"])["question"]
        report = server.ask("/api/v1/export/questions/" + most)[2].decode()
        holds(report, "<svg", "rus-mod", "<style>")
        assert not re.search(r'<script|<link|href="[^#]|src="', report), "a report needs nothing else"


def case_figures_are_numbers_and_hits_are_landed_on(folder):
    path = ledger(folder)
    with Server(path) as server:
        def figures(query):
            return [row["claim"]["quantity"]["text"] for row in server.get("/api/v1/claims?" + query)["claims"]]
        every = figures("")
        for query, wanted in [("figure=89", ["89"]), ("figure=60..89", ["63", "89"]), ("figure=%3E89", ["about 400"]), ("figure=21", []),
                              ("figure=%3C%3D20", ["At least 12", "More than 20"]), ("figure=89&text=wire", []), ("figure=89&outlet=Post", ["89"])]:
            equal((query, figures(query)), (query, wanted))
            if "&" not in query:
                equal([c["quantity"]["text"] for c in said(path, "claims", "--figure", urllib.parse.unquote(query[7:]))], wanted)
        equal(server.ask("/api/v1/claims?figure=many")[0], 400)
        assert len(every) > 5, every
        for words, shown, value in [("89", 1, "89"), ("%3E80", 2, "&gt;80"), ("Makiivka+60..80", 1, "60..80"), ("220+soldiers+60..80", 0, "60..80"), ("soldiers", 4, "")]:
            page = server.page("/search?text=" + words)
            equal((words, page.count('<li><a href="/c/')), (words, shown))
            holds(page, f'name="figure" type="text" value="{value}"')
        for typed, shown, said_so in [("claimant:rus-mod Makiivka", 2, ""), ('claimant:"Russia MoD" outlet:wire', 1, "“Russia MoD” is looked for as"),
                                      ("side:Ukrainian Bakhmut", 1, "“Ukrainian” is looked for as"), ("claimant:nobody", 0, "is no claimant of this ledger"),
                                      ("soldiers who:ann", 0, "Character 10: who:ann was looked for as words"),
                                      ("side:RUS place:Kherson", 0, "3 without place “Kherson”</a>")]:
            page = server.page("/search?text=" + urllib.parse.quote(typed))
            equal((typed, page.count('<li><a href="/c/')), (typed, shown))
            holds(page, said_so)
        equal(html.unescape(re.search(r'name="claimant" type="text" value="([^"]*)"', server.page("/documents?claimant=Russian+defence+ministry"))[1]), "rus-mod")
        page = server.page("/search?text=%22general+staff%22")
        holds(page, '<mark class="hit"', "General Staff</mark>")
        there = re.search(r'href="(/d/1\?text=[^#"]*)#(c-[0-9a-f]{24})"', page)
        document = server.page(there[1])
        holds(document, f'id="{there[2]}"', 'id="hit"', ">General Staff</mark>")
        page = server.page("/documents?text=KHERSON")
        document = server.page(re.search(r'href="(/d/\d+\?text=KHERSON)#hit"', page)[1])
        holds(document, '<span id="hit"><mark class="', ">Kherson</mark></span>")
        text = re.search(r'<pre class="text"[^>]*>\n(.*?)</pre>', document, re.S)[1]
        text = re.sub(r'<a class="number[^>]*>.*?</a>', "", text)
        equal(html.unescape(re.sub(r"<[^>]*>", "", text)), DOCUMENTS[1]["text"])


def case_a_claim_says_where_its_figure_was_first_said_and_who_told_it_again(folder):
    air = {"id": "air", "outlet": "Wire", "published": "2023-01-06", "text": "Ukraine's General Staff said on Friday that its troops destroyed three Russian air defence systems near Bakhmut on January 5."}
    again = {**DOCUMENTS[0], "id": "wire-2", "text": "WASHINGTON (Wire) - " + DOCUMENTS[0]["text"], "published": "2023-01-03"}
    with Server(ledger(folder, DOCUMENTS + [air, again])) as server:
        claims = [item["claim"] for item in server.get("/api/v1/claims?limit=100")["claims"]]
        pages = [server.page("/c/" + claim["id"]) for claim in claims]
        assert any("<td>first said here</td>" in page for page in pages)
        told = re.findall(r"<p>(\d+ claims in [^<]*)</p>", "".join(pages))
        assert told and not [line for line in told if re.search(r"\b1 (documents|outlets|texts)|\b(2|3) (document|outlet|text)\b", line)], told
        questions = server.page("/questions?least=1")
        assert "air defence" in questions and "air_defence" not in questions, questions


def case_the_past_leads_to_the_past(folder):
    path = ledger(folder)
    with Server(path) as server:
        claim = server.get("/api/v1/claims")["claims"][0]["claim"]["id"]
        moment = server.get("/api/v1/changes?limit=1000")["changes"][-1]["at"]
        moment = moment[:19] + "Z"   # that second's end
        time.sleep(1.1)
        server.decide(claim, "correct", payload={"point": 64}, reason="later")
        for there in ["/questions?least=1", "/findings", "/c/" + claim, "/sources", "/search", "/s/rus-mod", "/documents"]:
            page = server.page(there + ("&" if "?" in there else "?") + "as_of=" + moment)
            holds(page, "As of " + moment, "Show it as of now")
            main_part = page.split("<main", 1)[1].split("<footer", 1)[0]
            for link in re.findall(r'href="(/[^"]*)"', main_part):
                if re.match(r"/(questions|findings|documents|sources|search|q/|c/[0-9a-f]+(?!/r|[0-9a-f])|s/)", link):
                    assert "as_of=" + urllib.parse.quote(moment, safe="") in link, (there, link)
                    equal(server.ask(html.unescape(link))[0], 200)
            assert "later" not in main_part, there
        holds(server.page("/c/" + claim), "later", 'name="as_of"')
        equal(server.ask("/inbox?as_of=" + moment)[0], 400)


def case_names_and_sources_have_pages(folder):
    path = ledger(folder)
    with Server(path) as server:
        equal(server.pages_of("/api/v1/names", "names"), server.get("/api/v1/names")["names"])
        equal(server.pages_of("/api/v1/sources", "sources"), server.get("/api/v1/sources")["sources"])
        holds(server.page("/sources?limit=1"), "More")
        equal(server.ask("/api/v1/sources?after=x")[0], 400)


main(globals())

"""Claims that a reviewer makes from words of a document: verified against the stored text, in the decision log, taken back like any other decision, and
still there when the document is read anew. Argument: the program."""
import html
import json
import re
import urllib.parse

import jsonschema

from server import DOCUMENTS, EVIL, PROGRAM, Server, ledger, look, said
from tap import equal, holds, main, run, write

TEXT = ("The clinic’s ledger lists people brought in on 3 March 2021. Of those, 14 did not survive the night, a nurse told us.\n\n"
        "The mayor of Harran spoke of 2,500 refugees. In the square 14 lamps burned.\nIt was cold — “very cold”, she said; more\nthan 30 froze, a guard in Harran said.")
MISSED = {"id": "missed", "outlet": "Valley News", "published": "2021-03-04", "title": "A night in Harran", "text": TEXT}


def span(words, nth=0):
    data, at = TEXT.encode(), -1
    for _ in range(nth + 1):
        at = data.index(words.encode(), at + 1)
    return {"start": at, "end": at + len(words.encode()), "quote": words}


def post(server, version, **fields):
    status, headers, body = server.ask(f"/api/v1/documents/{version}/claims", "POST", json.dumps(fields), Content_Type="application/json")
    return status, headers, json.loads(body)


def version_of(server, name):
    return [d["id"] for d in server.get("/api/v1/documents")["documents"] if d["document"]["doc"] == name][0]


def form(server, page, **fields):
    """The form of a page, sent as a browser would."""
    found = re.search(r'<form method="post" action="([^"]+)">(.*?)</form>', page, re.S)
    values = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', found[2], re.S))
    values = {name: html.unescape(value) for name, value in values.items()} | fields
    return server.ask(html.unescape(found[1]), "POST", urllib.parse.urlencode({k: v.replace("\n", "\r\n") for k, v in values.items()}),
                      Content_Type="application/x-www-form-urlencoded")


def case_a_claim_is_made_stands_in_the_log_and_is_taken_back(folder):
    path = ledger(folder, DOCUMENTS + [MISSED])
    before = said(path, "claims")
    with Server(path, "--reviewer", "ann") as server:
        version = version_of(server, "missed")
        status, headers, made = post(server, version, **span("14"), point=14, outcome="killed", outcome_words="did not survive", side="RUS", **{"class": "civilian"},
                                     claimant_words="a nurse", period_words="the night", **{"from": "2021-03-03"}, place_name="Harran", reason="no word of ours")
        equal(status, 201)
        api = server.get("/api/v1/openapi.json")
        jsonschema.Draft202012Validator({"$ref": "#/components/schemas/ClaimAnswer", "components": api["components"]}).validate(made)
        claim = made["claim"]
        equal(headers["Location"], "/api/v1/claims/" + claim["id"])
        equal((made["decision"], made["reviewer"], claim["rule"], claim["confidence"]), ("accepted", "ann", "by_hand", 1))
        equal((claim["quantity"]["text"], claim["quantity"]["low"], claim["quantity"]["high"], claim["outcome"]["text"] if isinstance(claim["outcome"], dict) else None,
               claim["claimant"]["text"], claim["period"]["from"], claim["period"]["to"]), ("14", 14, 14, "did not survive", "a nurse", "2021-03-03", "2021-03-03"))
        equal(claim["sentence"]["text"] if "text" in claim["sentence"] else TEXT.encode()[claim["sentence"]["start"]:claim["sentence"]["end"]].decode(),
              "Of those, 14 did not survive the night, a nurse told us.")
        assert made["question"] and "14" in made["says"], made
        equal(len(said(path, "claims")), len(before) + 1)
        equal(run(PROGRAM, "verify", "--ledger", path).code, 0)
        holds(server.page(f"/d/{version}"), f'id="c-{claim["id"]}"', ">14</mark>")
        holds(server.page("/c/" + claim["id"]), "a reviewer made this claim", "accepted by ann", "no word of ours")
        equal([c["change"] for c in server.get("/api/v1/changes?limit=1000")["changes"] if c["claim"] == claim["id"]], ["insert", "decide"])
        equal([c["claim"] for c in server.get("/api/v1/decisions")["decisions"]], [claim["id"]])
        # what an engine reads later does not touch it
        segments = [s for s in server.get(f"/api/v1/documents/{version}")["segments"] if claim["id"] in s["claims"] and "quantity" in s["kinds"]]
        equal([(s["text"], s["start"]) for s in segments], [("14", span("14")["start"])])
        # and again: it is there
        status, _, problem = post(server, version, **span("14"), point=14, outcome="killed")
        equal(status, 409)
        holds(problem["detail"], claim["id"])
        # taken back in the log: gone; put back: there
        log = server.page("/log")
        equal(form(server, log, decision=re.search(r'name="decision" value="(\d+)"', log)[1])[0], 303)
        equal(said(path, "claims"), before)
        holds(server.page("/c/" + claim["id"]), "Taken back", "Revision 2 of 2", ">14</mark>")
        holds(server.page(f"/c/{claim['id']}/r1"), "Revision 1 of 2", "made by a reviewer", "which does not stand any more")
        equal([(v["change"], v["decision"]) for v in server.get(f"/api/v1/claims/{claim['id']}/revisions")["revisions"]], [("decide", "accepted"), ("decide", "proposed")])
        equal(server.ask("/api/v1/claims/" + claim["id"])[0], 404)
        log = server.page("/log")
        equal(form(server, log, decision=re.search(r'name="decision" value="(\d+)"', log)[1])[0], 303)
        equal(len(said(path, "claims")), len(before) + 1)
        # a changed text withdraws it, and says so
        equal(run(PROGRAM, "add", "--ledger", path, write(folder, "newer.jsonl", json.dumps(dict(MISSED, text=TEXT + " More.")) + "\n")).code, 0)
        equal(said(path, "claims"), before)
        holds(server.page("/c/" + claim["id"]), "Withdrawn", "Revision 4 of 4")


def case_it_is_made_without_script(folder):
    path = ledger(folder, DOCUMENTS + [MISSED])
    with Server(path) as server:
        version = version_of(server, "missed")
        holds(server.page(f"/d/{version}"), f'action="/d/{version}/claim"', 'name="figure"')
        choice = server.page(f"/d/{version}/claim")
        look(choice)
        holds(choice, "Figures of this text that are in no claim", f"/d/{version}/claim?figure=14&amp;after=", "2,500")
        several = server.page(f"/d/{version}/claim?figure=14")
        holds(several, "These words stand in several places", "lamps")
        links = re.findall(r'href="(/d/\d+/claim\?figure=14&amp;after=\d+)"', several)
        equal(len(links), 2)
        page = server.page(html.unescape(links[0]))
        look(page)
        holds(page, "did not survive", 'name="point"', 'value="14"', "Make this claim")
        # a mistake costs nothing that was typed
        status, _, body = form(server, page, point="14", outcome="killed", outcome_words="were slain", claimant_words="a nurse")
        again = body.decode()
        holds(again, "does not stand in the text as it is stored", "Nothing was written", 'value="a nurse"')
        look(again)
        status, headers, _ = form(server, again, point="14", outcome="killed", outcome_words="did not survive", claimant_words="a nurse")
        equal(status, 303)
        holds(server.page(headers["Location"]), "a nurse", "did not survive")
        # words over a line break, and not digits
        page = server.page(f"/d/{version}/claim?figure=" + urllib.parse.quote("more than 30"))
        status, headers, _ = form(server, page, point="30", qualifier="more_than", outcome="killed", outcome_words="froze", claimant_words="a guard in Harran")
        equal(status, 303)
        made = server.get("/api/v1/claims/" + headers["Location"][3:])["claim"]
        equal((made["quantity"]["text"], made["quantity"]["low"], made["quantity"]["high"]), ("more\nthan 30", 31, None))
        # a number of digits in groups is proposed
        holds(server.page(f"/d/{version}/claim?figure=2%2C500"), 'name="point" type="number" min="0" step="any" maxlength="500" autocomplete="off" value="2500"')
        holds(server.page(f"/d/{version}/claim?figure=thirteen"), "do not stand in the text")
        # the same twice leads to the one there is
        page = server.page(f"/d/{version}/claim?figure=" + urllib.parse.quote("more than 30"))
        holds(form(server, page, point="30", qualifier="more_than", outcome="killed")[2].decode(), "have a claim with this outcome already", "The claim that there is")


def case_what_does_not_fit_the_text_is_refused_with_its_place(folder):
    path = ledger(folder, DOCUMENTS + [MISSED])
    with Server(path) as server:
        version, before = version_of(server, "missed"), server.get("/api/v1/status")
        dash = TEXT.encode().index("—".encode())
        good = {**span("14"), "point": 14, "outcome": "killed"}
        for change, pointer, word in [
                ({"quote": "15"}, "/quote", "which is not the quote"), ({"quote": None}, "/quote", "quote the words"), ({"start": None}, "/start", "start must be"),
                ({"end": 10 ** 9}, "/end", "end must be"), ({"end": good["start"]}, "/end", "end must be"), ({"start": -1}, "/start", "start must be"),
                ({"start": 1.5}, "/start", "start must be"), ({"start": dash + 1, "end": dash + 4, "quote": "x"}, "/start", "cut a letter in two"),
                ({"outcome": None}, "/outcome", "has to be said"), ({"outcome": "dead"}, "/outcome", "is none"), ({"class": "soldier"}, "/class", "is none"),
                ({"point": None}, "/point", "say which number"), ({"point": -3}, "/point", "must be a number from 0"), ({"point": 1e300}, "/point", "must be a number"),
                ({"low": 20, "high": 10}, "/low", "low is above high"), ({"qualifier": "range", "point": None, "low": 3}, "/low", "two bounds"),
                ({"side": "a b"}, "/side", "is an id"), ({"side": EVIL}, "/side", "is an id"), ({"claimant": "x" * 65}, "/claimant", "is an id"),
                ({"from": "yesterday"}, "/from", "is no date"), ({"from": "2021-03-03", "to": "2021-03-01"}, "/to", "before from"),
                ({"outcome_words": "perished"}, "/outcome_words", "does not stand in the text"), ({"place_words": EVIL}, "/place_words", "does not stand"),
                ({"victims_words": "Harran"}, "/victims_words", "more than once"), ({"reason": "a\u0007b"}, "/reason", "control character"),
                ({"reason": "x" * 501}, "/reason", "longer than 500"), ({"place_name": "a\nb"}, "/place_name", "one line")]:
            status, _, problem = post(server, version, **{k: v for k, v in {**good, **change}.items() if v is not None})
            assert status in (400, 422), (change, status, problem)
            equal((change, problem["errors"][0]["pointer"]), (change, pointer))
            holds(problem["detail"], word)
        for body, wanted in [("", 400), ("[]", 400), ("{", 400), ('{"colour":1}', 400), (json.dumps({**good, "start": "1"}), 400), ('{"start":{}}', 413), ("x" * 70000, 413),
                             (json.dumps({**good, "reason": "takes back decision 1"}), 422)]:
            equal((body[:30], server.ask(f"/api/v1/documents/{version}/claims", "POST", body, Content_Type="application/json")[0]), (body[:30], wanted))
        equal(post(server, 999, **good)[0], 404)
        equal(post(server, "x", **good)[0], 404)
        equal(server.ask(f"/d/{version}/claim", "POST", "start=1", Content_Type="application/x-www-form-urlencoded")[0], 403)
        for there, wanted in [(f"/d/{version}/claim?figure=14&after=x", 400), (f"/d/{version}/claim?figure=14&after=999999", 400), ("/d/999/claim", 404), ("/d/x/claim?figure=1", 404),
                              (f"/d/{version}/claim?figure=" + "9" * 600, 400), (f"/d/{version}/claim?colour=red", 400)]:
            equal((there[:50], server.ask(there)[0]), (there[:50], wanted))
        equal(server.get("/api/v1/status"), before)
        # a newer version: the old one is read only
        newer = dict(MISSED, text=TEXT + " More.")
        equal(run(PROGRAM, "add", "--ledger", path, write(folder, "newer.jsonl", json.dumps(newer) + "\n")).code, 0)
        equal(post(server, version, **good)[0], 409)
        equal(server.ask(f"/d/{version}/claim")[0], 409)


def case_a_hostile_text_is_a_text(folder):
    path = ledger(folder)
    with Server(path) as server:
        version = version_of(server, EVIL)
        page = server.page(f"/d/{version}/claim?figure=" + urllib.parse.quote("1+1"))
        look(page)
        look(server.page(f"/d/{version}/claim"))
        look(server.page(f"/d/{version}/claim?figure=" + urllib.parse.quote(EVIL)))
        status, headers, _ = form(server, page, point="2", outcome="wounded", victims_words=EVIL, reason=EVIL)
        equal(status, 303)
        made = server.page(headers["Location"])
        look(made)
        assert EVIL not in made


def case_who_may_not_review_makes_none(folder):
    path = ledger(folder, DOCUMENTS + [MISSED])
    with Server(path, "--read-only") as server:
        version = version_of(server, "missed")
        equal(post(server, version, **span("14"), point=14, outcome="killed")[0], 403)
        page = server.page(f"/d/{version}/claim?figure=14")
        assert "<form method" not in page
        assert 'name="figure"' not in server.page(f"/d/{version}")


main(globals())

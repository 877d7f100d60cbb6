"""Revisions of a claim: each has an address whose page, answer and citation stay as they are, whatever is read or decided since. Argument: the program."""
import json
import re

from server import DOCUMENTS, EVIL, PROGRAM, Server, ledger, look
from tap import equal, holds, main, run, write


def main_of(page):
    """What a page says, without what tells of newer ones: its banner, its table of revisions, its foot."""
    found = re.search(r'<main.*?</p>\n(.*?)<h2>Revisions', page, re.S)
    return found[1]


def first(server, text):
    return [row["claim"]["id"] for row in server.get("/api/v1/claims")["claims"] if text in row["claim"]["quantity"]["text"]][0]


def case_what_a_citation_shows_stays_as_it_was(folder):
    path = ledger(folder)
    with Server(path) as server:
        claim = first(server, "63")
        there = f"/api/v1/claims/{claim}/revisions"
        equal([(v["number"], v["change"], v["address"]) for v in server.get(there)["revisions"]], [(1, "insert", f"/c/{claim}/r1")])
        page, answer = server.page(f"/c/{claim}/r1"), server.get(there + "/1")
        cited = {form: server.ask(f"{there}/1/cite?format={form}")[2].decode() for form in ("bibtex", "csl")}
        holds(page, "Revision 1 of 1", "It is the newest", f"Tollbook c/{claim}/r1")
        equal((answer["newest"], answer["decision"], "63" in answer["says"]), (1, "proposed", True))
        server.decide(claim, "accept", reason="seen in print")
        server.decide(claim, "correct", payload={"point": 64}, reason="a slip")
        rows = server.get(there)["revisions"]
        equal([(v["number"], v["change"], v["decision"], v["reason"], v["corrected"]) for v in rows],
              [(1, "insert", None, None, None), (2, "decide", "accepted", "seen in print", None), (3, "decide", "corrected", "a slip", {"point": 64})])
        after = server.page(f"/c/{claim}/r1")
        equal(main_of(after), main_of(page))
        holds(after, "Revision 1 of 3", "There is a newer one", "our reviewers’ decision, corrected fields", f'href="/c/{claim}"')
        again = server.get(there + "/1")
        equal((again.pop("newest"), answer.pop("newest")), (3, 1))
        equal(again, answer)
        equal({form: server.ask(f"{there}/1/cite?format={form}")[2].decode() for form in ("bibtex", "csl")}, cited)
        third = server.get(there + "/3")
        equal((third["decision"], third["corrected"], third["claim"]["quantity"]["point"], "64" in third["says"]), ("corrected", {"point": 64}, 63, True))
        holds(server.page(f"/c/{claim}/r3"), "Revision 3 of 3", "The figure: 64")
        holds(server.page(f"/c/{claim}"), f"Tollbook c/{claim}/r3", f'href="/c/{claim}/r2"', f"/api/v1/claims/{claim}/revisions/3/cite?format=bibtex")
        for name in ("r1", "r2", "r3"):
            look(server.page(f"/c/{claim}/{name}"))
        # taken back: a step of its own
        server.decide(claim, "undo")
        equal(len(server.get(there)["revisions"]), 4)
        equal(server.get(there + "/4")["decision"], "proposed")


def case_a_new_version_withdraws_and_what_is_known_of_a_document_revises(folder):
    path = ledger(folder)
    with Server(path) as server:
        claim = first(server, "63")
        page = server.page(f"/c/{claim}/r1")
        one = dict(DOCUMENTS[0], title="Strike on Makiivka, corrected")
        equal(run(PROGRAM, "add", "--ledger", path, write(folder, "more.jsonl", json.dumps(one) + "\n")).code, 0)
        equal([v["change"] for v in server.get(f"/api/v1/claims/{claim}/revisions")["revisions"]], ["insert", "revise"])
        holds(server.page(f"/c/{claim}/r1"), "which differs in: what is known of the document", "Strike on Makiivka</a>")
        holds(server.page(f"/c/{claim}/r2"), "Strike on Makiivka, corrected</a>")
        two = dict(one, text=one["text"].replace("63", "67"))
        equal(run(PROGRAM, "add", "--ledger", path, write(folder, "most.jsonl", json.dumps(two) + "\n")).code, 0)
        equal([v["change"] for v in server.get(f"/api/v1/claims/{claim}/revisions")["revisions"]], ["insert", "revise", "withdraw"])
        holds(server.page(f"/c/{claim}"), "Withdrawn", "63", f"Tollbook c/{claim}/r3")
        gone = server.page(f"/c/{claim}/r3")
        holds(gone, "Withdrawn", "63")
        equal(server.get(f"/api/v1/claims/{claim}/revisions/3")["claim"]["quantity"]["text"], "63")
        after = server.page(f"/c/{claim}/r1")
        equal(main_of(after), main_of(page))
        holds(after, "There is a newer one", "which does not stand any more")
        # the text comes back: the claim too, and its numbers go on
        equal(run(PROGRAM, "add", "--ledger", path, write(folder, "in2.jsonl", json.dumps(one) + "\n")).code, 0)
        equal([v["change"] for v in server.get(f"/api/v1/claims/{claim}/revisions")["revisions"]], ["insert", "revise", "withdraw", "insert"])


def case_a_past_leads_to_its_newest_revision(folder):
    path = ledger(folder)
    with Server(path) as server:
        claim = first(server, "89")
        server.decide(claim, "accept")
        past = server.page(f"/c/{claim}?as_of=2199-01-01")
        holds(past, f'href="/c/{claim}/r2"', f"Tollbook c/{claim}/r2")
        equal(server.get(f"/api/v1/claims/{claim}/revisions?as_of=2199-01-01")["revisions"][1]["decision"], "accepted")


def case_citations_are_files_that_reference_managers_read(folder):
    path = ledger(folder)
    with Server(path) as server:
        claim = [row["claim"]["id"] for row in server.get("/api/v1/claims")["claims"] if row["claim"]["doc"] == EVIL][0]
        status, headers, body = server.ask(f"/api/v1/claims/{claim}/revisions/1/cite")
        equal((status, headers["Content-Disposition"]), (200, 'attachment; filename="claim.bib"'))
        text = body.decode()
        holds(text, f"@misc{{tollbook-{claim[:12]}-r1,", f"Tollbook c/{claim}/r1: bytes", "SHA-256")
        depth = 0
        for c in re.sub(r"\\[{}]", "", text):
            depth += (c == "{") - (c == "}")
            assert depth >= 0, text
        equal(depth, 0)
        item = json.loads(server.ask(f"/api/v1/claims/{claim}/revisions/1/cite?format=csl")[2])
        equal((len(item), item[0]["id"], item[0]["title"], item[0]["issued"]), (1, f"tollbook-{claim[:12]}-r1", EVIL, {"date-parts": [[2023, 1, 5]]}))
        page = server.page(f"/c/{claim}/r1")
        assert EVIL not in page
        look(page)


def case_what_is_no_revision_is_refused(folder):
    path = ledger(folder)
    with Server(path) as server:
        claim = first(server, "63")
        for there, wanted in [(f"/c/{claim}/r0", 404), (f"/c/{claim}/r2", 404), (f"/c/{claim}/1", 404), (f"/c/{claim}/r1x", 404), (f"/c/{claim}/r-1", 404),
                              (f"/c/{claim}/r99999999999999999999", 404), (f"/c/{24 * '0'}/r1", 404), ("/c/x/r1", 404), (f"/c/{claim}/r1?as_of=2023-01-01", 400),
                              (f"/api/v1/claims/{claim}/revisions/r1", 404), (f"/api/v1/claims/{claim}/revisions/2", 404), (f"/api/v1/claims/{24 * '0'}/revisions", 404),
                              (f"/api/v1/claims/{claim}/revisions?as_of=soon", 400), (f"/api/v1/claims/{claim}/revisions/1/cite?format=pdf", 400),
                              (f"/api/v1/claims/{claim}/revisions/1/cite?format=xlsx", 400), (f"/api/v1/claims/{claim}/revisions/7/cite", 404)]:
            equal((there, server.ask(there)[0]), (there, wanted))
        status, headers, _ = server.ask(f"/c/{claim}/r1")
        equal(server.ask(f"/c/{claim}/r1", If_None_Match=headers["ETag"])[0], 304)


main(globals())

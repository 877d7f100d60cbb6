"""Feeds: valid Atom and JSON Feed with ids that stay, filters, changes of every kind, a question's and findings', 304 where nothing changed. Argument: the program."""
import json
import os
import re
import xml.etree.ElementTree as tree

from server import DOCUMENTS, EVIL, PROGRAM, Server, ledger
from tap import equal, holds, main, run, write

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"


def atom(server, there):
    """A feed that is as RFC 4287 wants it; its entries."""
    status, headers, body = server.ask(there)
    equal((there, status, headers["Content-Type"]), (there, 200, "application/atom+xml; charset=utf-8"))
    feed = tree.fromstring(body)
    equal(feed.tag, ATOM + "feed")
    for name in ("id", "title", "updated"):
        equal((name, len(feed.findall(ATOM + name))), (name, 1))
    assert re.fullmatch(MOMENT, feed.find(ATOM + "updated").text) and feed.find(f"{ATOM}author/{ATOM}name").text == "Tollbook"
    equal([link.get("rel") for link in feed.findall(ATOM + "link")], ["self"])
    entries = feed.findall(ATOM + "entry")
    for entry in entries:
        for name in ("id", "title", "updated", "content"):
            equal((name, len(entry.findall(ATOM + name))), (name, 1))
        assert entry.find(ATOM + "id").text.startswith("tag:tollbook,2026:"), entry
        assert re.fullmatch(MOMENT, entry.find(ATOM + "updated").text)
        assert entry.find(ATOM + "link").get("href").startswith(server.base + "/"), entry
    ids = [entry.find(ATOM + "id").text for entry in entries]
    equal(len(ids), len(set(ids)))
    moments = [entry.find(ATOM + "updated").text for entry in entries]
    equal(moments, sorted(moments, reverse=True))
    return [(entry.find(ATOM + "id").text, entry.find(ATOM + "category").get("term"), entry.find(ATOM + "title").text, entry.find(ATOM + "link").get("href")[len(server.base):]) for entry in entries]


def claim_of(server, text):
    return [row["claim"]["id"] for row in server.get("/api/v1/claims")["claims"] if row["claim"]["quantity"]["text"] == text][0]


def case_what_happens_to_claims_is_told_once_and_keeps_its_id(folder):
    path = ledger(folder)
    with Server(path) as server:
        claims = server.get("/api/v1/claims?limit=100")["claims"]
        first = atom(server, "/claims.atom")
        equal((len(first), {kind for _, kind, _, _ in first}), (len(claims), {"insert"}))
        holds(" ".join(title for _, _, title, _ in first), "New: 63 killed, Russia, says", "in Wire", EVIL)
        for _, _, _, link in first:
            equal(server.ask(link)[0], 200)
        claim = claim_of(server, "63")
        server.decide(claim, "correct", payload={"point": 64}, reason="a slip")
        second = atom(server, "/claims.atom")
        equal(second[1:], first)
        equal((second[0][1], second[0][3]), ("decide", "/c/" + claim))
        holds(second[0][2], "Corrected: 63 killed")
        newer = dict(DOCUMENTS[0], text=DOCUMENTS[0]["text"].replace("63", "67"))
        equal(run(PROGRAM, "add", "--ledger", path, write(folder, "newer.jsonl", json.dumps(newer) + "\n")).code, 0)
        third = atom(server, "/claims.atom")
        equal(sorted(kind for _, kind, _, _ in third[:len(third) - len(second)]), ["insert", "insert", "withdraw", "withdraw"])
        holds(" ".join(title for _, _, title, _ in third), "Withdrawn: 63 killed", "New: 67 killed")
        equal(third[len(third) - len(second):], second)
        for _, _, _, link in third:
            equal(server.ask(link)[0], 200)


def case_json_feed_says_the_same(folder):
    path = ledger(folder)
    with Server(path) as server:
        question = server.get("/api/v1/questions?least=2")["questions"][0]["question"]
        for there in ("/claims", f"/q/{question}/changes", "/findings"):
            feed = server.get(there + ".json")
            equal((feed["version"], feed["feed_url"]), ("https://jsonfeed.org/version/1.1", server.base + there + ".json"))
            equal([(i["id"], i["tags"][0], i["title"], i["url"][len(server.base):]) for i in feed["items"]], atom(server, there + ".atom"))
            assert feed["items"], there


def case_filters_choose_and_nothing_changed_is_nothing_sent(folder):
    path = ledger(folder)
    with Server(path) as server:
        for there in ("claimant=rus-mod&outcome=killed", "outlet=Wire", "figure=89", "text=Kherson", "side=UKR&figure=20", "place=Nowhere", "from=2023-01-03"):
            wanted = {"/c/" + row["claim"]["id"] for row in server.get("/api/v1/claims?" + there)["claims"]}
            equal((there, {link for _, _, _, link in atom(server, "/claims.atom?" + there)}), (there, wanted))
        assert atom(server, "/claims.atom?outlet=Wire")
        page = server.page("/search?outlet=Wire&side=RUS")
        holds(page, 'href="/claims.atom?outlet=Wire&amp;side=RUS"')
        for there in ("/claims.atom?outlet=Wire", "/claims.json", "/findings.atom"):
            status, headers, _ = server.ask(there)
            equal((status, server.ask(there, If_None_Match=headers["ETag"])[0]), (200, 304))
        etag = server.ask("/claims.atom")[1]["ETag"]
        server.decide(claim_of(server, "63"), "accept")
        equal(server.ask("/claims.atom", If_None_Match=etag)[0], 200)


def case_a_question_has_a_feed_of_all_its_claims(folder):
    path = ledger(folder)
    with Server(path) as server:
        claim = claim_of(server, "63")
        question = server.get("/api/v1/claims/" + claim)["question"]
        holds(server.page("/q/" + question), f'href="/q/{question}/changes.atom"')
        before = atom(server, f"/q/{question}/changes.atom")
        assert "/c/" + claim in [link for _, _, _, link in before], before
        server.decide(claim, "accept")
        after = atom(server, f"/q/{question}/changes.atom")
        equal((after[1:], after[0][1], after[0][3]), (before, "decide", "/c/" + claim))
        assert after[0][0] in [i for i, _, _, _ in atom(server, "/claims.atom")]


def case_findings_come_with_the_claims_they_are_about(folder):
    path = ledger(folder)
    with Server(path) as server:
        known = {f["id"]: f["code"] for f in server.get("/api/v1/findings?limit=1000")["findings"]}
        found = atom(server, "/findings.atom")
        assert found
        for name, code, _, _ in found:
            equal(known[name.split(":")[3]], code)
        revisions = atom(server, "/findings.atom?code=revision")
        equal({code for _, code, _, _ in revisions}, {"revision"})
        holds(server.page("/findings?code=revision"), 'href="/findings.atom?code=revision"')
        equal(atom(server, "/findings.atom?code=date_error"), [])


def case_hostile_texts_and_wrong_questions(folder):
    path = ledger(folder)
    with Server(path) as server:
        body = server.ask("/claims.atom")[2].decode()
        assert "<script" not in body and "<img" not in body
        for there, wanted in [("/claims.atom?as_of=2023-01-01", 400), ("/claims.atom?outcome=dead", 400), ("/claims.atom?limit=3", 400), ("/q/q0/changes.atom", 404),
                              ("/findings.atom?code=murder", 400), ("/findings.json?side=RUS", 400), ("/q/x/changes.rss", 404), ("/claims.atom?from=soon", 400)]:
            equal((there, server.ask(there)[0]), (there, wanted))
    os.mkdir(os.path.join(folder, "empty"))
    with Server(ledger(os.path.join(folder, "empty"), [{"id": "none", "text": "It was cold in the valley, and the road was closed all day."}])) as server:
        equal(atom(server, "/claims.atom"), [])
        equal(atom(server, "/findings.atom"), [])


main(globals())

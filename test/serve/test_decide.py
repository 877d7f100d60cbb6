"""Decisions: the state that the reviewer saw is compared, the newest counts, everything is taken back, none that was acknowledged is lost when the server
is killed. Argument: the program."""
import html
import json
import os
import re
import signal
from urllib.parse import urlencode

from server import PROGRAM, Server, ledger, said
from tap import equal, holds, main, run

KIND = "application/x-www-form-urlencoded"


def case_a_decision_is_for_what_was_seen(folder):
    path = ledger(folder)
    with Server(path) as server:
        claim = server.get("/api/v1/claims")["claims"][0]["claim"]["id"]
        there = "/api/v1/claims/" + claim
        seen = server.ask(there)[1]["ETag"]
        status, headers, body = server.decide(claim, "correct", seen, payload={"point": 64, "low": 64, "high": 64}, reason="misprint")
        equal(status, 200)
        answer = json.loads(body)
        equal((answer["decision"], answer["corrected"]["point"], answer["reviewer"]), ("corrected", 64, "local"))
        assert headers["ETag"] != seen
        status, newer, _ = server.decide(claim, "reject", seen)
        equal((status, newer["ETag"], server.ask(there)[1]["ETag"]), (412, headers["ETag"], headers["ETag"]))
        equal(server.decide(claim, "defer")[0], 422)   # only undo takes back what was decided
        equal(server.ask(there + "/decisions", "POST", '{"action":"accept"}', Content_Type="application/json")[0], 428)
        equal(server.decide(claim, "reject")[0], 200)
        equal(said(path, "claims", "--id", claim), [])
        equal(server.decide(claim, "undo")[0], 200)
        equal(len(said(path, "claims", "--id", claim)), 1)
        history = server.get(there + "/decisions")["decisions"]
        equal([d["action"] for d in history], ["proposed", "rejected", "corrected"])
        equal(history[2]["reason"], "misprint")
        equal(server.get("/api/v1/decisions")["decisions"], history)
        equal([bool(server.get(f"/api/v1/decisions?limit={limit}")["next"]) for limit in (2, 3)], [True, False])   # the last page is the last
        holds(server.page("/log"), "misprint")


def case_a_rejected_claim_leaves_the_reckoning_at_once(folder):
    path = ledger(folder)
    with Server(path) as server:
        most = max(said(path, "questions"), key=lambda row: row["statements"])["question"]
        before = server.get("/api/v1/questions/" + most)["ladder"]
        total = sum(q["statements"] for q in server.get("/api/v1/questions")["questions"])
        equal(server.decide(before[0]["statement"], "reject")[0], 200)
        after = server.get("/api/v1/questions")["questions"]
        equal(after, said(path, "questions"))
        assert sum(q["statements"] for q in after) < total
        equal(server.decide(before[0]["statement"], "undo")[0], 200)
        equal(server.get("/api/v1/questions/" + most)["ladder"], before)


def form_of(page):
    found = dict(re.findall(r'name="(csrf|claim|if_match|next)" value="([^"]*)"', page))
    return {name: html.unescape(value) for name, value in found.items()}


def case_the_inbox_goes_on_by_itself_and_all_is_undone(folder):
    path = ledger(folder)
    before = said(path, "claims")
    with Server(path) as server:
        there, done = "/inbox", []
        for action in ["accept", "reject", "defer"] * 4:
            page = server.page(there)
            form = form_of(page)
            if not form.get("claim"):
                break
            status, headers, _ = server.ask("/inbox", "POST", urlencode({**form, "action": action}), Content_Type=KIND)
            equal(status, 303)
            done.append(form["claim"])
            there = headers["Location"]
        equal(len(set(done)), len(done))
        equal(len(done), len(before))
        holds(server.page(there), "Nothing waits")
        for claim in done:
            equal(server.decide(claim, "undo")[0], 200)
        equal(said(path, "claims"), before)
        for row in server.get("/api/v1/claims")["claims"]:
            equal(row["decision"], "proposed")


def case_an_edit_in_the_form_is_a_correction(folder):
    path = ledger(folder)
    with Server(path) as server:
        claim = server.get("/api/v1/claims")["claims"][0]["claim"]["id"]
        form = form_of(server.page("/c/" + claim))
        for fields, wanted in [({"set_point": "x"}, 400), ({"set_colour": "1"}, 400), ({}, 422), ({"set_point": "65", "set_outcome": "wounded"}, 303)]:
            status, _, body = server.ask("/inbox", "POST", urlencode({**form, "action": "correct", **fields}), Content_Type=KIND)
            equal((fields, status), (fields, wanted))
        equal(server.get("/api/v1/claims/" + claim)["corrected"], {"point": 65, "outcome": "wounded"})


def case_no_acknowledged_decision_is_lost_by_a_kill(folder):
    path = ledger(folder)
    acknowledged = 0
    for turn in range(4):
        server = Server(path)
        claims = [row["claim"]["id"] for row in server.get("/api/v1/claims")["claims"]]
        for i in range(3 + turn):
            status, _, _ = server.decide(claims[i % len(claims)], "accept", reason=f"{turn}-{i}")
            equal(status, 200)
            acknowledged += 1
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
        server.process.stderr.close()
        with Server(path) as again:
            reasons = [d["reason"] for d in again.get("/api/v1/decisions?limit=1000")["decisions"]]
            equal(len(reasons), acknowledged)
            holds(" ".join(reasons), f"{turn}-{2 + turn}")
    equal(run(PROGRAM, "verify", "--ledger", path).code, 0)


main(globals())

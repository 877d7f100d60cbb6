"""Decisions: the state that the reviewer saw is compared, the newest counts, everything is taken back, none that was acknowledged is lost when the server
is killed. Argument: the program."""
import html
import http.client
import json
import os
import re
import signal
import threading
import time
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


def case_a_claim_stands_beside_what_it_looks_like(folder):
    by = "said the Russian defence ministry"
    path = ledger(folder, [
        {"id": "one", "outlet": "Wire", "published": "2023-01-02", "text": f"63 Russian soldiers were killed in Makiivka on January 1, 2023, {by}."},
        {"id": "two", "outlet": "Post", "published": "2023-01-03", "text": f"63 Russian soldiers were killed in Makiivka on January 1, 2023, {by} on Monday."},
        {"id": "three", "outlet": "Wire", "published": "2023-01-04", "text": f"89 Russian soldiers were killed in Makiivka on January 1, 2023, {by}."},
        {"id": "four", "outlet": "Post", "published": "2023-01-05",
         "text": "About 400 Russian soldiers were killed in Makiivka on January 1, 2023, the Ukrainian General Staff said."},
        {"id": "five", "outlet": "Post", "published": "2023-01-06", "text": "Three civilians were wounded in Kherson on January 5, 2023, the governor said."}])
    with Server(path) as server:
        def like(document):
            page = server.page("/inbox?document=" + document)
            found = re.search(r'<section aria-label="Looks like">(.*?)</section>', page, re.S)
            return [re.sub("<[^>]*>", " ", item) for item in re.findall("<li>(.*?)</li>", found[1], re.S)] if found else []
        rows = like("one")
        equal(len(rows), 3)
        for row, words in zip(rows, (("the same words", "Says the same."), ("the same claimant", "figure 89, here 63."),
                                     ("another claimant", "figure About 400, here 63; whose word General Staff of the Armed Forces of Ukraine, here Ministry of Defence of Russia"))):
            holds(row, *words)
        equal(like("five"), [])
        here = form_of(server.page("/inbox?document=three"))["claim"]
        assert here not in "".join(re.findall(r'<section aria-label="Looks like">.*?</section>', server.page("/inbox?document=three"), re.S))
    with Server(path, "--read-only") as server:
        assert "Looks like" not in server.page("/inbox?document=one")


def case_an_edit_in_the_form_is_a_correction(folder):
    path = ledger(folder)
    with Server(path) as server:
        claim = server.get("/api/v1/claims")["claims"][0]["claim"]["id"]
        form = form_of(server.page("/c/" + claim))
        for fields, wanted in [({"set_point": "x"}, 400), ({"set_colour": "1"}, 400), ({}, 422), ({"set_point": "65", "set_outcome": "wounded"}, 303)]:
            status, _, body = server.ask("/inbox", "POST", urlencode({**form, "action": "correct", **fields}), Content_Type=KIND)
            equal((fields, status), (fields, wanted))
        equal(server.get("/api/v1/claims/" + claim)["corrected"], {"point": 65, "outcome": "wounded"})


def write_until_it_dies(server, claims, turn, acknowledged):
    """Decisions and documents, one after another; what was answered is remembered."""
    for n in range(10000):
        try:
            if n % 4 == 3:
                name = f"sent-{turn}-{n}"
                status, _, _ = server.ask(f"/api/v1/documents?name={name}", "POST", f"{name}: officials said {n + 2} soldiers were killed.".encode(),
                                          Content_Type="text/plain")
                assert status == 201, status
            else:
                name = f"{turn}-{n}"
                status, _, _ = server.decide(claims[n % len(claims)], "accept", reason=name)
                assert status == 200, status
        except (OSError, http.client.HTTPException):
            return
        acknowledged.append(name)


def case_nothing_acknowledged_is_lost_by_a_kill_while_writing(folder):
    path = ledger(folder)
    acknowledged = []
    for turn in range(6):
        server = Server(path)
        claims = [row["claim"]["id"] for row in server.get("/api/v1/claims")["claims"]][:6]
        before = len(acknowledged)
        writer = threading.Thread(target=write_until_it_dies, args=(server, claims, turn, acknowledged))
        writer.start()
        for _ in range(3000):   # not before something is written, and at another moment each time
            if len(acknowledged) > before + turn:
                break
            time.sleep(0.01)
        time.sleep(0.007 * turn)
        os.kill(server.process.pid, signal.SIGKILL)
        writer.join()
        server.process.wait()
        server.process.stderr.close()
    assert acknowledged
    with Server(path) as again:
        kept = {d["reason"] for d in again.pages_of("/api/v1/decisions", "decisions", 1000)}
        kept |= {row["document"]["doc"] for row in again.pages_of("/api/v1/documents", "documents", 1000)}
        equal([name for name in acknowledged if name not in kept], [])
    equal(run(PROGRAM, "verify", "--ledger", path).code, 0)


def post(server, path, **fields):
    return server.ask(path, "POST", urlencode(fields), Content_Type=KIND)


def case_each_step_is_taken_back_without_limit(folder):
    path = ledger(folder)
    before = said(path, "claims")
    with Server(path) as server:
        there, done = "/inbox?side=RUS&outcome=killed", []
        for action in ["accept", "reject", "flag", "defer", "accept"]:
            form = form_of(server.page(there))
            if "claim" not in form:
                break
            status, headers, _ = post(server, "/inbox", **form, action=action)
            equal(status, 303)
            there = headers["Location"]
            assert there.startswith("/inbox?") and "side=RUS" in there and "outcome=killed" in there, there   # the filters stay
            done.append((form["claim"], action))
        assert len(done) >= 3, done
        kept = server.get("/api/v1/claims?rejected=1")["claims"]
        equal(sorted(row["decision"] for row in kept if row["decision"] != "proposed"), ["accepted", "rejected"] if len(done) < 5 else ["accepted", "accepted", "rejected"])
        flagged = form_of(server.page("/inbox?flagged=1"))
        equal(flagged["claim"], done[2][0])
        equal([server.ask("/inbox?flagged=1" + more)[0] for more in ("&side=RUS", "&side=", "&text=a", "&as_of=2023-01-01")], [400, 200, 400, 400])
        assert flagged["claim"] not in server.page("/inbox").split("Last decisions")[0]
        holds(server.page("/c/" + flagged["claim"]), "a second reader is wanted")
        holds(server.page("/log"), "flagged")
        # a second decision on one claim, so that there is something between
        equal(server.decide(done[0][0], "correct", payload={"point": 65})[0], 200)
        backs = 0
        while True:
            page = server.page("/inbox?side=RUS")
            if 'value="back"' not in page:
                break
            form = form_of(page)
            status, headers, _ = post(server, "/inbox", csrf=form["csrf"], next="?side=RUS", action="back")
            equal(status, 303)
            assert headers["Location"].startswith("/inbox?side=RUS&after="), headers["Location"]
            backs += 1
            if backs == 1:   # what was decided before counts again
                equal(server.get("/api/v1/claims/" + done[0][0])["decision"], "accepted")
            assert backs < 20
        equal(backs, sum(action != "defer" for _, action in done) + 1)
        equal(said(path, "claims"), before)
        equal({row["decision"] for row in server.get("/api/v1/claims?rejected=1")["claims"]}, {"proposed"})
        assert done[2][0] not in server.page("/inbox?flagged=1").split("Last decisions")[0]
        equal(post(server, "/inbox", csrf=form["csrf"], action="back")[0], 422)


def case_many_at_once_and_back_at_once(folder):
    path = ledger(folder)
    before = said(path, "claims")
    with Server(path) as server:
        page = server.page("/inbox/batch?side=RUS")
        picks = {name: html.unescape(value) for name, value in re.findall(r'name="(pick-\d+)" checked value="([^"]*)"', page)}
        assert len(picks) >= 2, page
        csrf = form_of(page)["csrf"]
        left_out = picks.pop("pick-1")
        status, headers, _ = post(server, "/inbox/batch", csrf=csrf, next="?side=RUS", action="accept", reason="looked at", **picks)
        equal((status, headers["Location"]), (303, "/inbox?side=RUS"))
        decisions = server.get("/api/v1/decisions")["decisions"]
        equal((len(decisions), {d["recorded_at"] for d in decisions} == {decisions[0]["recorded_at"]}, decisions[0]["reason"]), (len(picks), True, "looked at"))
        equal(post(server, "/inbox/batch", csrf=csrf, action="accept", **picks, **{"pick-1": left_out})[0], 412)   # all or none
        equal(len(server.get("/api/v1/decisions")["decisions"]), len(picks))
        for fields, wanted in [({}, 422), ({"pick-1": "x"}, 400), ({"pick-1": left_out, "action": "undo"}, 422), ({"pick-1": left_out, "csrf": "0"}, 403)]:
            equal((fields, post(server, "/inbox/batch", **{"csrf": csrf, "action": "accept", **fields})[0]), (fields, wanted))
        holds(server.page("/inbox"), f"Your last decision: {len(picks)} claim")
        equal(post(server, "/inbox", csrf=csrf, action="back")[0], 303)
        equal(said(path, "claims"), before)
        equal({row["decision"] for row in server.get("/api/v1/claims")["claims"]}, {"proposed"})


def case_the_log_puts_back_what_counts(folder):
    path = ledger(folder)
    with Server(path) as server:
        claim = server.get("/api/v1/claims")["claims"][0]["claim"]["id"]
        server.decide(claim, "accept")
        server.decide(claim, "correct", payload={"point": 64, "outcome": "wounded"})
        page = server.page("/log")
        holds(page, "The figure: 64; What became of them: wounded")
        equal(re.findall(r'name="decision" value="(\d+)"', page), ["2"])   # only what counts
        csrf = form_of(page)["csrf"]
        equal(post(server, "/log", csrf=csrf, decision="1")[0], 412)
        equal(post(server, "/log", csrf=csrf, decision="9")[0], 404)
        equal(post(server, "/log", csrf="0" * 64, decision="2")[0], 403)
        equal(post(server, "/log", csrf=csrf, decision="2")[0], 303)
        answer = server.get("/api/v1/claims/" + claim)
        equal((answer["decision"], answer["corrected"]), ("accepted", None))
        equal(post(server, "/log", csrf=csrf, decision="3")[0], 303)   # and that again
        answer = server.get("/api/v1/claims/" + claim)
        equal((answer["decision"], answer["corrected"]), ("corrected", {"point": 64, "outcome": "wounded"}))


def case_another_program_decides_meanwhile(folder):
    path = ledger(folder)
    with Server(path) as server:
        claim = server.get("/api/v1/claims")["claims"][0]["claim"]["id"]
        seen = server.ask("/api/v1/claims/" + claim)[1]["ETag"]
        equal(run(PROGRAM, "review", "reject", claim, "--ledger", path, "--reviewer", "ann").code, 0)
        status, headers, _ = server.decide(claim, "accept", seen)
        equal((status, headers["ETag"] != seen), (412, True))
        equal([d["reviewer"] for d in server.get("/api/v1/decisions")["decisions"]], ["ann"])


def case_links_keep_what_was_corrected_and_reasons_are_plain(folder):
    path = ledger(folder)
    with Server(path) as server:
        one, two = [row["claim"]["id"] for row in server.get("/api/v1/claims")["claims"]][:2]
        server.decide(one, "correct", payload={"point": 64})
        equal(server.decide(one, "join", **{"with": two})[0], 200)
        equal(server.get("/api/v1/claims/" + one)["corrected"], {"statement": two, "point": 64})
        equal(server.decide(one, "alone")[0], 200)
        equal(server.get("/api/v1/claims/" + one)["corrected"], {"statement": "alone", "point": 64})
        equal(server.ask("/api/v1/decisions?limit=1")[2].count(b'"statement"'), 1)
        for body in [{"reason": "a\u0007b"}, {"reason": "\u009b2J"}, {"payload": {"side": "a\u0000"}}, {"reason": "\u007f"}]:
            equal((body, server.decide(two, "correct", **{"payload": {"point": 1}, **body})[0]), (body, 400))
        equal(server.decide(two, "accept", reason="takes back decision 1")[0], 422)
        page = server.page("/inbox/batch")
        pick = html.unescape(re.search(r'name="pick-1" checked value="([^"]*)"', page)[1])
        form = form_of(server.page("/c/" + two))
        for reason, wanted in [("takes back decision 1", 422), ("\u009b2J", 400)]:
            equal((reason, post(server, "/inbox", **form, action="accept", reason=reason)[0]), (reason, wanted))
            equal((reason, post(server, "/inbox/batch", csrf=form["csrf"], action="accept", reason=reason, **{"pick-1": pick})[0]), (reason, wanted))
        equal(post(server, "/inbox", **form, action="correct", set_side="\u009b2J")[0], 400)
        equal(len(server.get("/api/v1/decisions")["decisions"]), 3)
        equal(server.decide(two, "accept", reason="two\nlines, caf\u00e9")[0], 200)


def case_two_documents_with_one_text_are_decided_on_apart(folder):
    text = "Officials said that 14 soldiers were killed in a raid on Tel Abar on 3 March 2021."
    path = ledger(folder, [{"id": name, "outlet": name, "text": text, "published": "2021-03-04"} for name in ("one", "two")])
    with Server(path) as server:
        there = "/inbox"
        for _ in range(2):
            form = form_of(server.page(there))
            status, headers, _ = post(server, "/inbox", **form, action="accept")
            equal(status, 303)
            there = headers["Location"]
        equal([row["decision"] for row in server.get("/api/v1/claims")["claims"]], ["accepted", "accepted"])


main(globals())

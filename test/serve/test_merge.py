"""Two ids of one claimant: what would change is shown first, then corrected at one moment; questions and findings follow, and one step takes all back.
Argument: the program."""
import html
import json
import re
import urllib.parse

from server import Server, ledger, look
from tap import equal, holds, main

DOCUMENTS = [{"id": f"m{n}", "published": f"2023-03-0{n}", "outlet": "Wire", "text": text} for n, text in enumerate([
    "The Russian defence ministry said on Wednesday that 95 Russian soldiers were killed in the strike on Makiivka on 1 January 2023.",
    "The White House said on Thursday that 89 Russian soldiers were killed in the strike on Makiivka on 1 January 2023.",
    "The White House said on Friday that 91 Russian soldiers were killed in the strike on Makiivka on 1 January 2023.",
], 1)]


def claims_of(server, claimant):
    return [row for row in server.get(f"/api/v1/claims?claimant={claimant}")["claims"]]


def codes(server):
    return sorted(f["code"] for f in server.get("/api/v1/findings")["findings"])


def post(server, path, body, **headers):
    status, _, answer = server.ask(path, "POST", json.dumps(body), Content_Type="application/json", **headers)
    return status, json.loads(answer)


def case_claims_change_hands_and_what_follows_follows(folder):
    with Server(ledger(folder, DOCUMENTS)) as server:
        other = claims_of(server, "rus-mod")[0]["claim"]["claimant"]
        gov = [row["claim"] for row in server.get("/api/v1/claims")["claims"] if row["claim"]["claimant"]["id"] not in (None, "rus-mod")]
        one = gov[0]["claimant"]["id"]
        equal(len(gov), 2)
        before, ladder = codes(server), server.get(f"/api/v1/questions/{gov[0]['id']}")["ladder"]
        equal({row["claimant"] for row in ladder}, {"rus-mod", one})
        server.decide(gov[1]["id"], "correct", payload={"point": 92}, reason="misread")
        seen = server.get(f"/api/v1/claimants/{one}/merge?claimant=rus-mod")
        equal(([c["claim"] for c in seen["claims"]], seen["more"], seen["into"]), ([c["id"] for c in gov], False, "rus-mod"))
        status, done = post(server, f"/api/v1/claimants/{one}/merge", {"into": "rus-mod", "state": seen["state"], "reason": "one office"})
        equal((status, done), (200, {"claimant": one, "into": "rus-mod", "merged": 2, "more": False}))
        row = server.get(f"/api/v1/claims/{gov[1]['id']}")
        equal((row["decision"], row["corrected"]), ("corrected", {"point": 92, "claimant": "rus-mod", "claimant_side": other["side"], "claimant_kind": other["kind"]}))
        equal({c["claimant"] for c in server.get(f"/api/v1/questions/{gov[0]['id']}")["ladder"]}, {"rus-mod"})
        assert "conflict" in before and "conflict" not in codes(server), (before, codes(server))     # a figure revised, no rival's
        log = server.get("/api/v1/decisions")["decisions"]
        equal([d["reason"] for d in log[:2]], [f"{one} is rus-mod: one office"] * 2)
        equal(log[0]["recorded_at"], log[1]["recorded_at"])
        equal(server.get(f"/api/v1/claimants/{one}/merge?claimant=rus-mod")["claims"], [])     # nothing is left
        page = server.page("/inbox")
        holds(look(page), "Your last decision: 2 claims corrected.")
        secret = re.search(r'name="csrf" value="(\w+)"', page)[1]
        equal(server.ask("/inbox", "POST", urllib.parse.urlencode({"csrf": secret, "action": "back"}), Content_Type="application/x-www-form-urlencoded", Origin=server.base)[0], 303)
        equal({c["claimant"] for c in server.get(f"/api/v1/questions/{gov[0]['id']}")["ladder"]}, {"rus-mod", one})
        equal([server.get(f"/api/v1/claims/{c['id']}")["corrected"] for c in gov], [None, {"point": 92}])     # what was before


def case_the_page_shows_each_and_leaves_what_is_ticked(folder):
    with Server(ledger(folder, DOCUMENTS)) as server:
        gov = [row["claim"] for row in server.get("/api/v1/claims")["claims"] if row["claim"]["claimant"]["id"] not in (None, "rus-mod")]
        one = gov[0]["claimant"]["id"]
        holds(server.page(f"/s/{one}"), f'action="/s/{one}/merge"')
        page = server.page(f"/s/{one}/merge?claimant=rus-mod")
        holds(look(page), "Ministry of Defence of Russia", "leave this one as it is", "Correct all but those that are ticked (2)")
        form = dict(re.findall(r'name="(csrf|into|state)" value="([^"]*)"', page))
        status, headers, _ = server.ask(f"/s/{one}/merge", "POST", urllib.parse.urlencode({**form, "leave": gov[0]["id"]}), Content_Type="application/x-www-form-urlencoded", Origin=server.base)
        equal((status, headers["Location"]), (303, "/s/rus-mod"))
        equal([server.get(f"/api/v1/claims/{c['id']}")["decision"] for c in gov], ["proposed", "corrected"])
        status, _, body = server.ask(f"/s/{one}/merge", "POST", urllib.parse.urlencode(form), Content_Type="application/x-www-form-urlencoded", Origin=server.base)
        equal(status, 412)                                                      # of the state before
        holds(html.unescape(body.decode()), "the ledger changed")
        equal(server.ask(f"/s/{one}/merge", "POST", urllib.parse.urlencode({**form, "csrf": "0" * 64}), Content_Type="application/x-www-form-urlencoded", Origin=server.base)[0], 403)


def case_what_cannot_be_merged_says_why(folder):
    path = ledger(folder, DOCUMENTS)
    with Server(path) as server:
        state = server.get("/api/v1/claimants/usa-gov/merge?claimant=rus-mod")["state"]
        for there, wanted in (("/api/v1/claimants/rus-mod/merge", 400), ("/api/v1/claimants/rus-mod/merge?claimant=rus-mod", 422), ("/api/v1/claimants/rus-mod/merge?claimant=nobody", 422),
                              ("/s/rus-mod/merge?claimant=%3Cb%3E", 422), ("/s/rus-mod/merge", 400)):
            equal((there, server.ask(there)[0]), (there, wanted))
        equal(server.get("/api/v1/claimants/unheard-of/merge?claimant=rus-mod")["claims"], [])
        for body, wanted in (({}, 400), ({"into": "rus-mod"}, 428), ({"into": "rus-mod", "state": "9-9"}, 412), ({"into": 7, "state": state}, 400), ({"into": "rus-mod", "state": state, "all": True}, 400),
                             ({"into": "rus-mod", "state": state, "leave": "x"}, 400), ({"into": "rus-mod", "state": state, "leave": [1]}, 400), ({"into": "rus-mod", "state": state, "reason": "a\u0007"}, 400),
                             ([], 400)):
            equal((body, post(server, "/api/v1/claimants/usa-gov/merge", body)[0]), (body, wanted))
        equal(post(server, "/api/v1/claimants/unheard-of/merge", {"into": "rus-mod", "state": state})[0], 422)
        equal(server.get("/api/v1/decisions")["decisions"], [])
    with Server(path, "--read-only") as server:
        equal(post(server, "/api/v1/claimants/usa-gov/merge", {"into": "rus-mod", "state": state})[0], 403)


main(globals())

"""Documents that are sent: tried first, added, the same one again changes nothing; pages, JSON, pasted forms; what cannot be read is refused with the reason.
Argument: the program."""
import json
import re
import threading
from urllib.parse import quote, urlencode

import jsonschema

from server import EVIL, Server, ledger, said
from tap import equal, holds, main, run, write
from server import PROGRAM

TEXT = ("Officials in Harran said on 3 March 2021 that 14 soldiers were killed in a raid on Tel Abar. The army had 23 checkpoints there, and "
        "about 400 families fled.\n\nAnother 9 soldiers were wounded, the defence ministry said.\n")
FORM = "application/x-www-form-urlencoded"


def send(server, body, kind="text/plain", query="", **headers):
    status, head, answer = server.ask("/api/v1/documents" + query, "POST", body.encode() if isinstance(body, str) else body, Content_Type=kind, **headers)
    return status, head, json.loads(answer)


def counts(path):
    return len(said(path, "documents")), len(said(path, "claims"))


def case_it_is_tried_added_and_known(folder):
    path = ledger(folder)
    before = counts(path)
    with Server(path) as server:
        api = server.get("/api/v1/openapi.json")
        schema = {"$ref": "#/components/schemas/Intake", "components": api["components"]}
        equal(sorted(api["paths"]["/api/v1/documents"]["post"]["requestBody"]["content"]), ["application/json", "text/html", "text/plain"])
        query = "?name=harran.txt&outlet=Daily&published=2021-03-04"
        status, _, tried = send(server, TEXT, query=query + "&dry_run=1")
        jsonschema.Draft202012Validator(schema).validate(tried)
        equal((status, tried["id"], tried["change"], tried["dry_run"], tried["published"]), (200, None, "inserted", True, "2021-03-04"))
        equal([c["quantity"]["text"] for c in tried["claims"]], ["14", "9"])
        equal([left["text"] for left in tried["left_out"]], ["23", "about 400"])
        for left in tried["left_out"]:
            equal(TEXT.encode()[left["start"]:left["end"]].decode(), left["text"])
        equal(counts(path), before)   # nothing was written
        status, head, added = send(server, TEXT, query=query)
        jsonschema.Draft202012Validator(schema).validate(added)
        equal((status, added["change"], added["claims"]), (201, "inserted", tried["claims"]))
        equal(head["Location"], f"/api/v1/documents/{added['id']}")
        equal(counts(path), (before[0] + 1, before[1] + 2))
        equal([row["claim"] for row in server.get("/api/v1/claims?document=harran.txt")["claims"]], added["claims"])
        for again in ["", query, "?name=other.txt", "?dry_run=1"]:
            status, _, known = send(server, TEXT, query=again)
            equal((again, status, known["id"], known["change"]), (again, 200, added["id"], "unchanged"))
        status, _, other = send(server, TEXT, query="?outlet=Weekly")   # another outlet that says the same is another document
        equal((status, other["change"], other["document"][:5]), (201, "inserted", "sent-"))
        status, _, newer = send(server, TEXT.replace("14", "15"), query="?name=harran.txt&dry_run=1")
        equal((status, newer["change"], newer["id"]), (200, "new_version", None))
        status, _, newer = send(server, TEXT.replace("14", "15"), query="?name=harran.txt")
        equal((status, newer["change"]), (201, "new_version"))
        equal(newer["outlet"], "Daily")   # what was known of it is still known
        status, _, titled = send(server, TEXT.replace("14", "15"), query="?title=Raid")
        equal((status, titled["change"], titled["document"]), (201, "new_version", "harran.txt"))
    equal(run(PROGRAM, "verify", "--ledger", path).code, 0)


def case_pages_and_json(folder):
    path = ledger(folder)
    page = ("<!DOCTYPE html><html lang=en><head><title>Raid on Tel Abar</title><meta property='article:published_time' content='2021-03-04T10:00:00Z'></head>"
            "<body><nav><a href=/>Home</a></nav><article><h1>Raid on Tel Abar</h1><p>Officials said that 14 soldiers were killed in a raid on Tel Abar "
            "on 3 March 2021, in the caf\u00e9 of the old station.</p><p>The governor said that another 9 soldiers were wounded in the same raid "
            "and taken to hospitals of the province during the night.</p></article><footer>Imprint</footer></body></html>")
    with Server(path) as server:
        status, _, answer = send(server, page.encode("windows-1252"), "text/html; charset=windows-1252", "?name=raid.html")
        equal((status, answer["published"], answer["title"]), (201, "2021-03-04", "Raid on Tel Abar"))
        equal(answer["claims"][0]["quantity"]["text"], "14")
        text = "".join(s["text"] for s in server.get(f"/api/v1/documents/{answer['id']}")["segments"])
        assert "caf\u00e9" in text and "<p>" not in text and "Imprint" not in text, text
        equal(send(server, page.encode("windows-1252"), "text/html; charset=windows-1252")[2]["id"], answer["id"])
        body = json.dumps({"text": TEXT, "outlet": "Daily", "published": "2021-03-04", "title": EVIL, "id": "h-1"})
        status, _, answer = send(server, body, "application/json")
        equal((status, answer["document"], answer["title"], answer["outlet"]), (201, "h-1", EVIL, "Daily"))
        assert "<script>alert" not in server.page(f"/d/{answer['id']}")
        equal(send(server, json.dumps({"html": page}), "application/json", "?dry_run=1")[2]["title"], "Raid on Tel Abar")


def case_what_cannot_be_read_is_refused(folder):
    path = ledger(folder)
    before = counts(path)
    with Server(path) as server:
        for body, kind, wanted, words in [
                ("", "text/plain", 422, "nothing was sent"), (b"\xff\xfeA", "text/plain", 422, "UTF-16"), (b"%PDF-1.4\xff", "text/plain", 422, "PDF"),
                ("\0", "text/plain", 422, "NUL"), ("<html><body></body></html>", "text/html", 422, ""), ("x", "image/png", 415, "text/plain"),
                ("x", "multipart/form-data", 415, ""), ("x", None, 415, ""), ("{", "application/json", 400, "no JSON"), ("{}", "application/json", 400, "text"),
                ('{"text":"a","html":"b"}', "application/json", 400, "not both"), ('{"text":5}', "application/json", 400, "string"),
                ('{"text":"a","body":"b"}', "application/json", 400, "no part"), ('{"text":["a"]}', "application/json", 413, "deeper"),
                ('{"text":"a\\u0000b"}', "application/json", 400, "NUL"), ("[" * 60000, "application/json", 413, ""),
                (json.dumps({"text": "a", "title": "x" * 3000}), "application/json", 400, "longer"),
                ('{"text":"a","published":"yesterday"}', "application/json", 400, "no date"), ("x" * (9 << 20), "text/plain", 413, "bytes were sent"),
                ("Der Minister sagte am Montag, dass vierzehn Soldaten bei dem Angriff auf die Stadt get\u00f6tet worden seien. " * 5, "text/plain", 422, "language")]:
            headers = {"Content_Type": kind} if kind else {}
            status, head, answer = server.ask("/api/v1/documents", "POST", body.encode() if isinstance(body, str) else body, **headers)
            equal((body[:30], status), (body[:30], wanted))
            equal(head["Content-Type"], "application/problem+json")
            holds(json.loads(answer)["detail"], words)
        equal(send(server, TEXT, query="?colour=red")[0], 400)
        equal(send(server, TEXT, query="?dry_run=yes")[0], 400)
        equal(send(server, TEXT, Origin="http://elsewhere.example")[0], 403)
        equal(send(server, TEXT, Sec_Fetch_Site="cross-site")[0], 403)
    equal(counts(path), before)
    with Server(path, "--read-only") as server:
        equal(send(server, TEXT)[0], 403)
        equal(send(server, TEXT, query="?dry_run=1")[0], 200)


def case_only_admins_add(folder):
    path = ledger(folder)
    lines, tokens = [], {}
    for scope in ["read", "review", "admin"]:
        made = run(PROGRAM, "serve", "--new-token", scope, "--scope", scope)
        tokens[scope] = re.search(r"the token is (\S+)", made.err)[1]
        lines.append(made.out)
    with Server(path, "--tokens", write(folder, "tokens", "".join(lines))) as server:
        for scope, wanted in [("read", 403), ("review", 403), ("admin", 201)]:
            equal((scope, send(server, TEXT, Authorization="Bearer " + tokens[scope])[0]), (scope, wanted))
        equal(send(server, TEXT)[0], 401)
        equal(server.ask("/api/v1/documents", "POST", b"x" * (1 << 20), Content_Type="text/plain")[0], 401)


def case_a_pasted_article_is_tried_and_added_without_script(folder):
    path = ledger(folder)
    before = counts(path)
    with Server(path) as server:
        page = server.page("/import")
        csrf = re.search(r'name="csrf" value="(\w{64})"', page)[1]
        fields = {"csrf": csrf, "text": TEXT.replace("\n", "\r\n"), "outlet": EVIL, "published": "2021-03-04", "title": "", "url": "", "name": ""}
        status, _, body = server.ask("/import", "POST", urlencode({**fields, "do": "try"}), Content_Type=FORM)
        page = body.decode()
        equal(status, 200)
        holds(page, "2 claims would be read", "Left out", "<b>14</b>", 'value="add"', "Tel Abar")
        assert "<script>alert" not in page
        equal(counts(path), before)
        status, headers, _ = server.ask("/import", "POST", urlencode({**fields, "do": "add"}), Content_Type=FORM)
        equal(status, 303)
        holds(server.page(headers["Location"]), "Tel Abar")
        equal(counts(path), (before[0] + 1, before[1] + 2))
        text = "".join(s["text"] for s in server.get("/api/v1" + headers["Location"].replace("/d/", "/documents/"))["segments"])
        equal(text, TEXT)
        status, _, body = server.ask("/import", "POST", urlencode({**fields, "do": "try"}), Content_Type=FORM)
        holds(body.decode(), "has", "already")
        for change, wanted in [({"csrf": "0" * 64}, 403), ({"text": ""}, 422), ({"published": "soon"}, 400)]:
            equal((change, server.ask("/import", "POST", urlencode({**fields, "do": "add", **change}), Content_Type=FORM)[0]), (change, wanted))


def case_changes_follow_each_other(folder):
    path = ledger(folder)
    with Server(path) as server:
        first = server.get("/api/v1/changes?limit=1000")
        equal({c["change"] for c in first["changes"]}, {"insert"})
        equal(sorted(c["claim"] for c in first["changes"]), sorted(c["id"] for c in said(path, "claims")))
        equal((first["more"], first["seq"]), (False, first["changes"][-1]["seq"]))
        equal(server.get(f"/api/v1/changes?since={first['seq']}")["changes"], [])
        claim = first["changes"][0]["claim"]
        server.decide(claim, "correct", payload={"point": 64}, reason="a slip")
        send(server, TEXT, query="?name=h")
        send(server, TEXT.replace("14", "15"), query="?name=h")
        server.decide(claim, "undo")
        rest = server.get(f"/api/v1/changes?since={first['seq']}")["changes"]
        equal([c["change"] for c in rest], ["decide", "insert", "insert"] + [c["change"] for c in rest[3:-1]] + ["decide"])
        equal((rest[0]["decision"], rest[0]["corrected"], rest[0]["reason"], rest[-1]["decision"]), ("corrected", {"point": 64}, "a slip", "proposed"))
        equal(sum(c["change"] == "withdraw" for c in rest), sum(c["change"] == "insert" for c in rest) - 2)   # as many claims as before
        assert any(c["change"] == "withdraw" and c["words"] == "14" for c in rest), rest
        assert any(c["change"] == "insert" and c["words"] == "15" for c in rest), rest
        equal(sorted(c["seq"] for c in rest), [c["seq"] for c in rest])
        seen, since = [], 0
        for _ in range(100):
            page = server.get(f"/api/v1/changes?since={since}&limit=1")
            seen += page["changes"]
            since = page["seq"]
            if not page["more"]:
                break
        equal(seen, first["changes"] + rest)
        equal([json.loads(line) for line in run(PROGRAM, "changes", "--ledger", path).out.splitlines()], seen)
        equal(server.ask("/api/v1/changes?since=x")[0], 400)


def case_one_text_sent_by_many_at_once_is_one_document(folder):
    path = ledger(folder)
    before = counts(path)
    long = TEXT + "".join(f"\n\nThe mayor said that {n} houses stood empty." for n in range(1000, 3000))
    with Server(path, "--threads", "8") as server:
        answers = []
        senders = [threading.Thread(target=lambda n=n: answers.append(send(server, long, query=f"?name=n{n}&title=T"))) for n in range(8)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        equal(sorted((status, answer["change"]) for status, _, answer in answers), [(200, "unchanged")] * 7 + [(201, "inserted")])
        equal(len({(answer["id"], answer["document"], json.dumps(answer["claims"]), json.dumps(answer["left_out"])) for _, _, answer in answers}), 1)
    equal(counts(path), (before[0] + 1, before[1] + len(answers[0][2]["claims"])))
    equal(run(PROGRAM, "verify", "--ledger", path).code, 0)


main(globals())

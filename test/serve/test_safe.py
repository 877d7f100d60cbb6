"""What must not get through: other hosts, other origins, other sites' forms, missing or wrong tokens, large bodies, hostile texts. Argument: the program."""
import html
import json
import os
import re
import socket
import time

from server import EVIL, PROGRAM, Server, ledger, look
from tap import equal, holds, main, run, write

PAGES = ["/", "/questions", "/findings", "/documents", "/d/1", "/d/2", "/d/3", "/sources", "/series", "/series/rus-mod", "/disparity", "/search", "/search?text=Makiivka", "/inbox", "/log", "/method", "/settings"]


def case_hostile_texts_are_shown_as_text(folder):
    path = ledger(folder)
    with Server(path) as server:
        for row in server.get("/api/v1/claims")["claims"]:
            text = look(server.page("/c/" + row["claim"]["id"]))
        for question in server.get("/api/v1/questions")["questions"]:
            look(server.page("/q/" + question["question"]))
        for there in PAGES:
            look(server.page(there))
        holds(look(server.page("/documents")), EVIL)
        holds(look(server.page("/d/3")), EVIL)
        status, headers, body = server.ask("/search?text=" + "%22%3E%3Cscript%3Ex")
        assert b"<script>x" not in body
        assert b"<script>x" not in server.ask("/%3Cscript%3Ex")[2]
        assert b"<script>x" not in server.ask("/c/%3Cscript%3Ex")[2]
        for address in (b'/c/x"><script>x?as_of=2023-01-01', b'/s/x"><script>x?as_of=2023-01-01'):
            said = raw(server, b"GET " + address + b" HTTP/1.1\r\nHost: " + server.host.encode() + b"\r\nConnection: close\r\n\r\n")
            assert said.startswith(b"HTTP/1.1 ") and b'"><script>x' not in said, said


def case_the_text_on_the_page_is_the_text_as_stored(folder):
    path = ledger(folder)
    with Server(path) as server:
        for version in (1, 2, 3):
            stored = "".join(s["text"] for s in server.get(f"/api/v1/documents/{version}")["segments"])
            shown = re.search(r'<pre class="text" dir="auto">\n(.*?)</pre>', server.page(f"/d/{version}"), re.S)[1]
            equal(html.unescape(re.sub(r"<[^>]+>", "", shown)), stored)


def case_every_answer_has_the_headers_that_bind_it(folder):
    path = ledger(folder)
    with Server(path) as server:
        for there in PAGES + ["/api/v1/claims", "/nothing", "/style.css", "/script.js", "/c/x"]:
            headers = server.ask(there)[1]
            holds(headers["Content-Security-Policy"], "default-src 'self'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'")
            assert "unsafe" not in headers["Content-Security-Policy"]
            equal((headers["X-Content-Type-Options"], headers["Referrer-Policy"]), ("nosniff", "same-origin"))
            assert "Access-Control-Allow-Origin" not in headers


def case_another_host_or_origin_is_refused(folder):
    path = ledger(folder)
    with Server(path) as server:
        port = server.host.split(":")[1]
        for host, wanted in [("evil.example", 421), (f"evil.example:{port}", 421), ("127.0.0.1.evil.example", 421), ("localhost:80a", 421), ("", 421),
                             (f"localhost:{port}", 200), ("127.0.0.1", 200), ("[::1]:1", 200)]:
            equal((host, server.ask("/api/v1/claims", Host=host)[0]), (host, wanted))
        claim = server.get("/api/v1/claims")["claims"][0]["claim"]["id"]
        there, tag = f"/api/v1/claims/{claim}/decisions", server.ask("/api/v1/claims/" + claim)[1]["ETag"]
        body = json.dumps({"action": "accept"})
        for headers, wanted in [({"Content_Type": "application/json", "Origin": "http://evil.example"}, 403), ({"Content_Type": "application/json", "Origin": "null"}, 403),
                                ({"Content_Type": "application/json", "Sec_Fetch_Site": "cross-site"}, 403), ({"Content_Type": "text/plain"}, 415),
                                ({"Content_Type": "application/x-www-form-urlencoded"}, 415), ({}, 415),
                                ({"Content_Type": "application/json", "Origin": server.base, "Sec_Fetch_Site": "same-origin"}, 200)]:
            status, _, answer = server.ask(there, "POST", body, If_Match=tag, **headers)
            equal((headers, status), (headers, wanted))
        equal(len(server.get("/api/v1/decisions")["decisions"]), 1)


def case_a_form_without_our_secret_is_refused(folder):
    path = ledger(folder)
    with Server(path) as server:
        claim = server.get("/api/v1/claims")["claims"][0]["claim"]["id"]
        form = dict(re.findall(r'name="(csrf|claim|if_match|next)" value="([^"]*)"', server.page("/c/" + claim)))
        form = {name: html.unescape(value) for name, value in form.items()}
        from urllib.parse import urlencode
        kind = "application/x-www-form-urlencoded"
        for change, wanted in [({"csrf": "0" * 64}, 403), ({"csrf": ""}, 403), ({}, 303)]:
            status, headers, _ = server.ask("/inbox", "POST", urlencode({**form, "action": "accept", **change}), Content_Type=kind)
            equal((change, status), (change, wanted))
        equal(headers["Location"], "/c/" + claim)
        status, _, body = server.ask("/inbox", "POST", urlencode({**form, "action": "reject"}), Content_Type=kind)
        equal(status, 412)
        holds(body.decode(), "look at it again", f'href="/c/{claim}"')


def case_an_open_address_wants_tokens(folder):
    path = ledger(folder)
    result = run(PROGRAM, "serve", "--ledger", path, "--listen", "0.0.0.0:0")
    equal(result.code, 2)
    holds(result.err, "--tokens")
    lines, tokens = [], {}
    for name, scope in [("rita", "read"), ("ruth", "review"), ("rosa", "review")]:
        made = run(PROGRAM, "serve", "--new-token", name, "--scope", scope)
        equal(made.code, 0)
        tokens[scope] = tokens[name] = re.search(r"the token is (\S+)", made.err)[1]
        equal(len(tokens[scope]), 43)
        assert tokens[scope] not in made.out
        lines.append(made.out)
    file = write(folder, "tokens", "# who may come\n" + "".join(lines))
    with Server(path, "--tokens", file) as server:
        equal(server.ask("/api/v1/claims")[0], 401)
        holds(server.ask("/")[1]["WWW-Authenticate"], "Basic")
        for wrong in ["Bearer x", "Bearer " + 300 * "a", "Basic !!!", "Basic eDp5", "bearer " + tokens["read"]]:
            equal((wrong[:12], server.ask("/api/v1/claims", Authorization=wrong)[0]), (wrong[:12], 401))
        import base64
        basic = "Basic " + base64.b64encode(b"rita:" + tokens["read"].encode()).decode()
        equal(server.ask("/", Authorization=basic)[0], 200)
        equal(server.ask("/api/v1/claims", Authorization="Bearer " + tokens["read"])[0], 200)
        equal([server.ask("/api/v1/claims", Host="tolls.example", **more)[0] for more in ({}, {"Authorization": basic})], [401, 200])   # behind a proxy
        claim = json.loads(server.ask("/api/v1/claims", Authorization=basic)[2])["claims"][0]["claim"]["id"]
        tag = server.ask("/api/v1/claims/" + claim, Authorization=basic)[1]["ETag"]
        for scope, wanted in [("read", 403), ("review", 200)]:
            status, _, _ = server.ask(f"/api/v1/claims/{claim}/decisions", "POST", '{"action":"accept"}', Content_Type="application/json", If_Match=tag,
                                      Authorization="Bearer " + tokens[scope])
            equal((scope, status), (scope, wanted))
        equal(json.loads(server.ask("/api/v1/decisions", Authorization=basic)[2])["decisions"][0]["reviewer"], "rosa")
        _, headers, page = server.ask("/inbox", Authorization="Bearer " + tokens["rosa"])
        holds(page.decode(), "Your last decision")
        equal(headers["Vary"], "Authorization, Cookie")
        for name, wanted in [("rosa", 304), ("ruth", 200)]:   # her page is nobody else's
            status, _, page = server.ask("/inbox", Authorization="Bearer " + tokens[name], If_None_Match=headers["ETag"])
            equal((name, status, b"Your last decision" in page), (name, wanted, False))
    for bad in ["", "rita read\n", "rita read zz\n", "rita king " + 64 * "0" + "\n"]:
        result = run(PROGRAM, "serve", "--ledger", path, "--listen", "127.0.0.1:0", "--tokens", write(folder, "bad", bad))
        equal(result.code, 2)


def raw(server, data, wait=3):
    host, port = server.host.split(":")
    with socket.create_connection((host, int(port)), timeout=wait) as connection:
        try:
            connection.sendall(data)
            return connection.recv(4096)
        except (TimeoutError, ConnectionError):
            return b""


def case_limits_cost_only_the_request(folder):
    path = ledger(folder)
    with Server(path) as server:
        claim = server.get("/api/v1/claims")["claims"][0]["claim"]["id"]
        there, tag = f"/api/v1/claims/{claim}/decisions", server.ask("/api/v1/claims/" + claim)[1]["ETag"]
        for body, wanted in [("x" * 70000, 413), ("[" * 60000, 413), ("{", 400), ("", 400), ("[]", 400), ('{"action":5}', 400), ('{"act":"accept"}', 400),
                             ('{"action":"kill"}', 422), ('{"action":"correct"}', 422), ('{"action":"correct","payload":{"colour":"red"}}', 400),
                             ('{"action":"correct","payload":{"point":-1}}', 400), ('{"action":"correct","payload":{"point":"9"}}', 400),
                             ('{"action":"join"}', 422), ('{"action":"accept","reason":"\\ud800"}', None)]:
            status, _, answer = server.ask(there, "POST", body, Content_Type="application/json", If_Match=tag)
            assert wanted is None or (body[:40], status) == (body[:40], wanted), (body[:40], status, answer)
        for data in [b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 60000 + b"\r\n\r\n", b"\x00\x01\x02\r\n\r\n", b"GET " + b"/" * 40000 + b" HTTP/1.1\r\n\r\n"]:
            raw(server, data, 1)
        idle = [socket.create_connection(tuple(server.host.split(":")), timeout=5) for _ in range(40)]
        equal(server.ask("/api/v1/status")[0], 200)
        for connection in idle:
            connection.close()
        equal(server.ask("/api/v1/status")[0], 200)


def case_pages_are_light(folder):
    import gzip
    path = ledger(folder)
    with Server(path) as server:
        assert len(gzip.compress(server.ask("/script.js")[2])) <= 25 * 1024
        assert len(gzip.compress(server.ask("/style.css")[2])) <= 12 * 1024


def case_read_only_takes_no_decisions(folder):
    path = ledger(folder)
    with Server(path, "--read-only") as server:
        claim = server.get("/api/v1/claims")["claims"][0]["claim"]["id"]
        equal(server.decide(claim, "accept")[0], 403)
        assert 'value="accept"' not in server.page("/c/" + claim)


main(globals())

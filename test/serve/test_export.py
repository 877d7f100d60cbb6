"""Exports over HTTP: the bytes of the command line, in every format and with every filter; what does not go together is refused; what is large is sent
whole; the page's links lead to files. Argument: the program."""
import html
import json
import os
import re
import socket
import time
import urllib.parse

from server import EVIL, PROGRAM, Server, equal, ledger, run, said
from tap import holds, main

with open(PROGRAM, "rb") as program:
    PROGRAM_BYTES = program.read()
MEASURABLE = b"__asan_init" not in PROGRAM_BYTES and b"__tsan_init" not in PROGRAM_BYTES   # a sanitizer's own memory is no measure
FORMATS = ("csv", "jsonl", "geojson", "xlsx", "zip", "ucdp", "acled", "jsonld", "annotations", "bibtex", "csl", "html")


def exported(path, *options):
    file = path + ".out"
    equal(run(PROGRAM, "export", "--ledger", path, *options, "-o", file).code, 0)
    with open(file, "rb") as opened:
        return opened.read()


def case_every_format_has_the_bytes_of_the_command_line(folder):
    path = ledger(folder)
    with Server(path) as server:
        for form in FORMATS:
            for query, options in [("", ()), ("&side=RUS&outcome=killed", ("--side", "RUS", "--outcome", "killed")),
                                   ("&figure=60..89&as_of=2999-01-01", ("--figure", "60..89", "--as-of", "2999-01-01"))]:
                status, headers, body = server.ask(f"/api/v1/export/claims?format={form}{query}")
                equal((form, query, status), (form, query, 200))
                assert body == exported(path, "--format", form, *options), (form, query)
                holds(headers["Content-Disposition"], "attachment; filename=")
        question = max(said(path, "questions"), key=lambda row: row["statements"])["question"]
        equal(server.ask("/api/v1/export/questions/" + question)[2], exported(path, "--format", "html", "--question", question))
        for query, options in [("csv&hxl=1", ("csv", "--hxl")), ("csv&bom=1", ("csv", "--bom", "--csv-safe")), ("acled&policy=acled", ("acled", "--policy", "acled")),
                               ("ucdp&left_out=1", ("ucdp", "--left-out")), ("zip&statements=1", ("zip", "--statements")), ("xlsx&hxl=1&rejected=1", ("xlsx", "--hxl", "--rejected"))]:
            equal(server.ask("/api/v1/export/claims?format=" + query)[2], exported(path, "--format", *options))


def case_what_does_not_go_together_is_refused(folder):
    path = ledger(folder)
    with Server(path) as server:
        for query, wanted in [("format=pdf", "is none"), ("format=jsonl&bom=1", "only"), ("format=zip&hxl=1", "only"), ("format=csv&left_out=1", "only"),
                              ("format=csv&policy=acled", "only"), ("format=ucdp&policy=most", "strict or acled"), ("hxl=2", "0 or 1"), ("question=q1", "no parameter")]:
            status, headers, body = server.ask("/api/v1/export/claims?" + query)
            equal((query, status, headers["Content-Type"]), (query, 400, "application/problem+json"))
            holds(json.loads(body)["detail"], wanted)
            equal(headers["Content-Disposition"], None)
        equal(server.ask("/api/v1/export/questions/q0000000000000000")[0], 404)


def case_what_is_large_is_sent_whole_and_memory_stays_flat(folder):
    document = {"outlet": "Wire", "published": "2023-01-02", "text": "\n\n".join(
        f"The Russian defence ministry said that {n} of its soldiers were killed in Makiivka on January 1." for n in range(20, 60))}
    path = ledger(folder, [{**document, "id": f"d{i}", "text": document["text"] + f"\n\nNote {i}."} for i in range(150)])
    with Server(path) as server:
        def resident():
            with open(f"/proc/{server.process.pid}/status", encoding="ascii") as file:
                return int(re.search(r"VmHWM:\s+(\d+)", file.read())[1]) << 10
        server.ask("/api/v1/export/claims?format=csv&side=UKR")
        before = resident()
        wanted = exported(path, "--format", "annotations")
        assert len(wanted) > 16 << 20, len(wanted)
        for _ in range(3):
            status, headers, body = server.ask("/api/v1/export/claims?format=annotations")
            equal((status, int(headers["Content-Length"])), (200, len(wanted)))
            assert body == wanted
        assert not MEASURABLE or resident() < before + (12 << 20), (before, resident())
        status, headers, body = server.ask("/api/v1/export/claims?format=annotations", "HEAD")
        equal((status, body, int(headers["Content-Length"])), (200, b"", len(wanted)))
        def files():
            return len(os.listdir(f"/proc/{server.process.pid}/fd"))
        before, requests, others = files(), 40, 12   # others: connections that are just being closed, readers that were opened for one more request at once
        for _ in range(requests):
            server.ask("/api/v1/export/claims?format=csv")
        deadline = time.monotonic() + 20
        while files() > before + others and time.monotonic() < deadline:
            time.sleep(0.05)
        assert files() <= before + others, (before, files())


def case_no_more_than_eight_large_files_wait_at_once(folder):
    words = "\n\n".join(f"The Russian defence ministry said that {n} of its soldiers were killed in Makiivka on January 1." for n in range(20, 60))
    path = ledger(folder, [{"id": f"d{i}", "outlet": "Wire", "published": "2023-01-02", "text": words + f"\n\nNote {i}."} for i in range(150)])
    there = "/api/v1/export/claims?format=annotations"
    with Server(path, "--threads", "4") as server:
        host, port = server.host.split(":")
        waiting = []
        for _ in range(8):   # who asks and does not read
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.connect((host, int(port)))
            connection.sendall(f"GET {there} HTTP/1.1\r\nHost: {server.host}\r\n\r\n".encode())
            connection.recv(16)   # it is being sent
            waiting.append(connection)
        status, headers, body = server.ask(there)
        equal((status, headers["Retry-After"], headers["Content-Type"]), (503, "2", "application/problem+json"))
        holds(json.loads(body)["detail"], "come again")
        equal(server.ask("/api/v1/export/claims?format=csv&side=UKR")[0], 200)   # small ones need no file
        for connection in waiting:
            connection.close()
        deadline = time.monotonic() + 20
        while (status := server.ask(there, "HEAD")[0]) == 503 and time.monotonic() < deadline:
            time.sleep(0.1)
        equal(status, 200)


def case_the_page_leads_to_files_with_its_own_filters(folder):
    path = ledger(folder)
    with Server(path) as server:
        page = server.page("/export?side=RUS&outcome=killed&rejected=1")
        links = [html.unescape(link) for link in re.findall(r'href="(/api/v1/export/claims[^"]*)"', page)]
        equal({urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)["format"][0] for link in links}, set(FORMATS))
        for link in links:
            equal((link, server.ask(link)[0]), (link, 200))
            holds(link, "side=RUS", "outcome=killed", "rejected=1")
        rows = said(path, "claims", "--side", "RUS", "--outcome", "killed")[:5]
        equal(re.findall(r'<a href="/c/([0-9a-f]{24})"', page), [row["id"] for row in rows])
        holds(page, "curl -o claims.xlsx", "pd.read_csv(", "readr::read_csv(", "rejected are among them")
        holds(server.page("/export?side=NOBODY"), "No claim matches")
        hostile = server.page("/export?outlet=" + urllib.parse.quote(EVIL))
        assert "<script>alert" not in hostile and "<img src=x" not in hostile
        holds(server.page("/search?text=Makiivka&figure=89"), 'href="/export?text=Makiivka&amp;figure=89"')
        holds(server.page("/"), 'href="/export"')


main(globals())

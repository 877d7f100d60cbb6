"""A ledger with a small war in it and a server on it, for the tests of this folder."""
import hashlib
import http.client
import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from html.parser import HTMLParser

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "story"))
from tap import equal, run, write  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1])
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
DOCUMENTS = [
    {"id": "wire-1", "outlet": "Wire", "published": "2023-01-02", "title": "Strike on Makiivka",
     "text": "Russia’s defence ministry said on Monday that 63 of its soldiers were killed in Makiivka on January 1.\n\n"
             "The Ukrainian General Staff said on Monday that about 400 Russian soldiers were killed in Makiivka on January 1."},
    {"id": "post-1", "outlet": "Post", "published": "2023-01-04", "title": "Toll raised",
     "text": "The Russian defence ministry said on January 4 that 89 of its soldiers were killed in Makiivka on January 1.\n\n"
             "At least 12 civilians were wounded in Kherson on January 3, the regional governor said. 😀 Up to 30 houses were damaged there."},
    {"id": EVIL, "outlet": EVIL, "published": "2023-01-05", "title": EVIL,
     "text": f"The Russian defence ministry said that 89 of its soldiers {EVIL} were killed in Makiivka on January 1.\n\n"
             "=1+1 More than 20 Ukrainian soldiers were killed near Bakhmut on January 4, the Russian defence ministry said."},
]


def ledger(folder, documents=DOCUMENTS):
    path = os.path.join(folder, "ledger.db")
    file = write(folder, "in.jsonl", "".join(json.dumps(d) + "\n" for d in documents))
    equal(run(PROGRAM, "add", "--ledger", path, file).code, 0)
    return path


def import_series(folder, path):
    """A made-up table of the ministry's daily figures; its third total has two digits changed over, and its name wants escaping."""
    table = write(folder, "table.csv", "day,sum\n2022-12-30,100\n2022-12-31,120\n2023-01-01,183\n2023-01-02,180\n2023-01-03,190\n")
    mapping = write(folder, "table.map", "claimant = rus-mod\nclaimant_side = RUS\nside = RUS\ndate = day\n[dead & lost]\nclass = military\noutcome = killed\ntotal = sum\n")
    equal(run(PROGRAM, "import", "series", table, "--map", mapping, "--ledger", path).code, 0)
    return "/api/v1/series/rus-mod/dead%20%26%20lost"


DEATHS = "region,deaths\nDelta,140\nCapital,300\nDelt,2\nIslands,1\n"
PEOPLE = "region,people,men\nDelta,100000,48000\nCapital,6000000,2900000\nIslands,30000,15000\n"


def import_tables(folder, path):
    """Made-up deaths and people into the ledger; the query that asks for them."""
    sums = []
    for name, text in (("deaths.csv", DEATHS), ("people.csv", PEOPLE)):
        equal(run(PROGRAM, "import", "table", write(folder, name, text), "--ledger", path).code, 0)
        sums.append(hashlib.sha256(text.encode()).hexdigest())
    return f"deaths={sums[0]}&population={sums[1]}&by=region&reference=Capital"


class Looker(HTMLParser):
    """Every element that is open must be closed, and nothing may run or reach out."""
    void = {"meta", "link", "input", "br", "img", "hr"}

    def __init__(self):
        super().__init__()
        self.stack, self.text, self.found = [], [], []

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            assert not name.startswith("on") and name != "style", (tag, name)
            if name in ("src", "href", "action"):
                assert value.startswith(("/", "#")) and not value.startswith("//"), (tag, value)
        if tag == "script":
            assert dict(attributes).get("src") == "/script.js"
        assert tag not in ("img", "iframe", "object", "embed", "base", "style"), tag
        self.found.append(tag)
        if tag not in self.void:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attributes):
        assert tag in ("path", "circle") or tag in self.void, tag

    def handle_endtag(self, tag):
        if tag in ("path", "circle"):
            return
        equal((self.stack or [None])[-1], tag)
        self.stack.pop()

    def handle_data(self, data):
        if self.stack and self.stack[-1] != "script":
            self.text.append(data)
        elif self.stack:
            equal(data.strip(), "")


def look(page):
    looker = Looker()
    looker.feed(page)
    equal(looker.stack, [])
    for tag in ("h1", "main", "nav"):
        equal((tag, looker.found.count(tag)), (tag, 1))
    return "".join(looker.text)


class Server:
    def __init__(self, path, *options):
        self.path = path
        self.process = subprocess.Popen([PROGRAM, "serve", "--ledger", path, "--listen", "127.0.0.1:0", *options], stderr=subprocess.PIPE, text=True)
        line = self.process.stderr.readline()
        found = re.search(r"http://[^ ]+", line)
        assert found, line + self.process.stderr.read()
        self.base = found[0]
        self.host = self.base[7:]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        code = self.process.wait(20)
        assert code == 0, f"the server ended with {code}: {self.process.stderr.read()}"
        self.process.stderr.close()

    def ask(self, path, method="GET", body=None, **headers):
        """Status, headers and body; nothing is followed."""
        connection = http.client.HTTPConnection(self.host, timeout=30)
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer.status, answer.headers, data

    def get(self, path, **headers):
        status, _, body = self.ask(path, **headers)
        equal((path, status), (path, 200))
        return json.loads(body)

    def page(self, path):
        status, headers, body = self.ask(path)
        equal((path, status), (path, 200))
        equal(headers["Content-Type"], "text/html; charset=utf-8")
        return body.decode()

    def pages_of(self, path, key, limit=2):
        """Every row of a list, page by page."""
        rows, after = [], None
        for _ in range(1000):
            answer = self.get(path + ("&" if "?" in path else "?") + f"limit={limit}" + (f"&after={after}" if after else ""))
            rows += answer[key]
            after = answer["next"]
            if not after:
                return rows
        raise AssertionError("the list does not end")

    def decide(self, claim, action, etag=None, **more):
        if etag is None:
            etag = self.ask("/api/v1/claims/" + claim)[1]["ETag"]
        return self.ask(f"/api/v1/claims/{claim}/decisions", "POST", json.dumps({"action": action, **more}), Content_Type="application/json", If_Match=etag)


def said(path, command, *arguments):
    result = run(PROGRAM, command, "--ledger", path, *arguments, "--format", "jsonl")
    equal((result.code, result.err), (0, ""))
    return [json.loads(line) for line in result.out.splitlines()]

"""`tollbook fetch` against a server of our own on the loopback address; no other host is ever asked. Argument: the program."""
import gzip
import http.server
import json
import os
import sys
import threading
import time

from tap import equal, holds, main, run, write

PROGRAM = os.path.abspath(sys.argv[1])


def page(number, where="Makiivka", more=""):
    return (f"<html><head><title>Toll rises</title></head><body><article><h1>Toll rises near {where}</h1><p>Russia's defence ministry said on Monday that {number} of its "
            f"servicemen had been killed near {where}.</p>{more}</article></body></html>").encode()


class Server:
    """Answers from a dictionary: path -> bytes, or a function of the handler. Notes every request."""

    def __init__(self, pages):
        outer = self
        self.pages, self.asked = pages, []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                outer.asked.append((self.path, dict(self.headers), time.monotonic()))
                answer = outer.pages.get(self.path)
                if callable(answer):
                    return answer(self)
                return self.give(answer) if answer is not None else self.give(b"gone", 404)

            def give(self, body, status=200, kind="text/html; charset=utf-8", **headers):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *arguments: None      # clients that go away are what is tested
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    def paths(self):
        return [path for path, _, _ in self.asked]


def fetch(folder, *arguments, delay="1", **more):
    return run(PROGRAM, "fetch", "--ledger", os.path.join(folder, "l.db"), "--delay", delay, *arguments, **more)


def claims(folder, *arguments):
    result = run(PROGRAM, "claims", "--ledger", os.path.join(folder, "l.db"), "--format", "jsonl", *arguments)
    return [(claim["doc"], claim["quantity"]["point"]) for claim in map(json.loads, result.out.splitlines()) if claim["zone"] == "body"]


def warcs(folder):
    return sorted(name for name in os.listdir(folder) if name.endswith(".warc.gz"))


def case_a_page(folder):
    server = Server({"/a": page(63)})
    result = fetch(folder, server.base + "/a")
    equal(result.code, 0)
    holds(result.err, "fetched 1, unchanged 0, failed 0", "inserted 1")
    equal(claims(folder), [(server.base + "/a", 63)])
    equal(server.paths(), ["/robots.txt", "/a"])
    holds(server.asked[1][1]["User-Agent"], "tollbook/")
    name = os.path.join(folder, warcs(folder)[0])
    kept = gzip.open(name).read()
    holds(kept.decode(), "WARC-Type: warcinfo", "WARC-Type: response", "WARC-Target-URI: " + server.base + "/a", "HTTP/1.1 200", "63 of its")
    again = run(PROGRAM, "read", "--format", "jsonl", name)
    equal({json.loads(text)["doc"] for text in again.out.splitlines()}, {server.base + "/a"})


def case_what_did_not_change_is_not_sent_again(folder):
    def tagged(handler):
        if handler.headers.get("If-None-Match") == '"1"' and handler.headers.get("If-Modified-Since"):
            return handler.give(b"", 304)
        return handler.give(page(63), ETag='"1"', Last_Modified="Wed, 04 Jan 2023 10:00:00 GMT")

    server = Server({"/a": tagged})
    equal(fetch(folder, server.base + "/a").code, 0)
    result = fetch(folder, server.base + "/a")
    equal(result.code, 0)
    holds(result.err, "fetched 0, unchanged 1, failed 0")
    equal(len(warcs(folder)), 1)


def case_a_changed_text_shows_its_figures(folder):
    server = Server({"/a": page(63)})
    fetch(folder, server.base + "/a")
    server.pages["/a"] = page(89)
    result = fetch(folder, server.base + "/a")
    holds(result.err, "a new version with other figures", "no longer: 63 killed [RUS] (Russia's defence ministry)", "new:       89 killed", "new versions 1")
    equal(claims(folder), [(server.base + "/a", 89)])
    server.pages["/a"] = page(89, more="<p>The weather was fine on that day, and everybody in town went about their business.</p>")
    holds(fetch(folder, server.base + "/a").err, "a new version with the same figures")
    server.pages["/a"] = page(89).replace(b"killed", b"seen")
    holds(fetch(folder, server.base + "/a").err, "no longer: 89 killed")
    server.pages["/a"] = page(89).replace(b"killed", b"met")
    holds(fetch(folder, server.base + "/a").err, "a new version with the same figures")


def case_robots_are_obeyed(folder):
    server = Server({"/a": page(63), "/b/c": page(64), "/d": page(65), "/robots.txt": b"User-agent: *\nDisallow: /a\n\nUser-agent: Tollbook\nDisallow: /b\nAllow: /b/open\nCrawl-delay: 1\n"})
    result = fetch(folder, *(server.base + path for path in ("/a", "/b/c", "/d")))
    equal(result.code, 3)
    holds(result.err, "/b/c: its server does not allow to fetch it (robots.txt)", "fetched 2, unchanged 0, failed 1")
    equal(server.paths(), ["/robots.txt", "/a", "/d"])
    assert server.asked[2][2] - server.asked[1][2] > 0.9
    other = Server({"/a": page(63), "/robots.txt": lambda handler: handler.give(b"", 503)})
    result = fetch(folder, other.base + "/a")
    holds(result.err, "does not say what it allows")
    equal(other.paths(), ["/robots.txt"])


def case_a_pause_between_two_exchanges(folder):
    server = Server({"/a": page(63), "/b": page(64)})
    fetch(folder, server.base + "/a", server.base + "/b", delay="400")
    assert server.asked[2][2] - server.asked[1][2] > 0.35, server.asked


def case_redirects(folder):
    server = Server({"/a": lambda h: h.give(b"", 301, Location="/b"), "/b": lambda h: h.give(b"", 302, Location="/c"), "/c": page(63),
                     "/loop": lambda h: h.give(b"", 302, Location="/loop"), "/file": lambda h: h.give(b"", 302, Location="file:///etc/passwd")})
    result = fetch(folder, server.base + "/a", server.base + "/loop", server.base + "/file")
    equal((result.code, claims(folder)), (3, [(server.base + "/c", 63)]))
    holds(result.err, "/loop: more than 10 redirects", "failed 2")


def case_servers_that_misbehave(folder):
    zeros = gzip.compress(bytes(50 << 20))   # made before the clock runs

    def slow(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"<p>x")
            handler.wfile.flush()
            time.sleep(0.1)

    def short(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        handler.wfile.write(page(9))
        handler.close_connection = True

    def nothing(handler):
        handler.close_connection = True

    def large(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(64):
                handler.wfile.write(b"x" * 65536)
        except OSError:
            pass
        handler.close_connection = True

    def bomb(handler):
        handler.give(zeros, Content_Encoding="gzip")

    server = Server({"/slow": slow, "/short": short, "/nothing": nothing, "/large": large, "/bomb": bomb, "/good": page(63), "/500": lambda h: h.give(b"", 500)})
    paths = ["/slow", "/short", "/nothing", "/large", "/bomb", "/500", "/none", "/good"]
    result = fetch(folder, "--timeout", "4", "--most", "1", *(server.base + path for path in paths))
    equal((result.code, claims(folder)), (3, [(server.base + "/good", 63)]))
    holds(result.err, "/slow: the server took longer than 4 s", "/short: the server closed before", "/nothing: the server closed before", "/large: larger than 1048576 bytes",
          "/bomb: larger than", "/500: the server answered with status 500", "/none: the server answered with status 404", "fetched 1, unchanged 0, failed 7")


def case_nobody_answers(folder):
    server = Server({})
    server.server.shutdown()
    server.server.server_close()
    result = fetch(folder, server.base + "/a", "ftp://127.0.0.1/a", os.path.join(folder, "none.txt"))
    equal(result.code, 3)
    holds(result.err, "cannot be reached", "neither an address", "fetched 0, unchanged 0, failed 3")
    equal(warcs(folder), [])


def case_a_feed_and_a_list_of_feeds(folder):
    server = Server({"/1": page(63), "/2": page(64, "Kyiv"), "/3": page(65, "Kherson")})
    rss = f"""<?xml version="1.0"?><rss><channel><title>The Post</title><item><title>One</title><link>{server.base}/1</link><pubDate>Wed, 04 Jan 2023 10:00:00 GMT</pubDate>
<description>short</description></item><item><link>/2</link></item></channel></rss>"""
    server.pages["/feed"] = rss.encode()
    server.pages["/atom"] = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>x</id><link href="{server.base}/3"/></entry><entry><link href="{server.base}/1"/></entry></feed>'.encode()
    opml = write(folder, "feeds.opml", f'<opml><body><outline xmlUrl="{server.base}/feed"/><outline xmlUrl="{server.base}/atom"/></body></opml>')
    result = fetch(folder, opml)
    equal((result.code, sorted(claims(folder))), (0, [(server.base + f"/{n}", 62 + n) for n in (1, 2, 3)]))
    equal(sorted(server.paths()), ["/1", "/2", "/3", "/atom", "/feed", "/robots.txt"])
    shown = run(PROGRAM, "documents", "--ledger", os.path.join(folder, "l.db"), "--format", "jsonl").out
    holds(shown, "2023-01-04", "The Post")


def case_a_list_of_addresses(folder):
    server = Server({"/1": page(63), "/2": page(64)})
    result = fetch(folder, write(folder, "list.txt", f"# mine\n{server.base}/1\n\n{server.base}/2#part\n{server.base}/2\n"))
    equal((result.code, len(claims(folder))), (0, 2))


def case_other_charsets(folder):
    text = page(63).decode().replace("Makiivka.", "Макеевка.")
    server = Server({"/a": lambda h: h.give(text.encode("cp1251"), kind="text/html; charset=windows-1251")})
    equal(fetch(folder, server.base + "/a").code, 0)
    shown = run(PROGRAM, "claims", "--ledger", os.path.join(folder, "l.db"), "--format", "csv").out
    holds(shown, "Макеевка")


def case_a_disk_that_takes_nothing(folder):
    server = Server({"/a": page(63)})
    result = fetch(folder, "--warc", "/dev/full/x", server.base + "/a")
    equal(result.code, 2)
    holds(result.err, "cannot be written")
    equal(os.path.exists(os.path.join(folder, "l.db")), False)


def case_wrong_use(folder):
    for arguments, said in (([], "name addresses"), (["--delay", "x", "http://127.0.0.1/"], "a number from 1")):
        result = run(PROGRAM, "fetch", *arguments)
        equal(result.code, 2)
        holds(result.err, said)


main(globals())

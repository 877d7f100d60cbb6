"""What `tollbook read` takes: pages, packed files, WARC, CSV, charsets, limits. With the plumbing's engine (every "N killed" is a claim).
Argument: the program."""
import base64
import bz2
import gzip
import io
import json
import lzma
import os
import sys
import tarfile
import zipfile
import zlib

from tap import equal, holds, main, run, write
from warcs import http, info, packed, page, record

PROGRAM = os.path.abspath(sys.argv[1])
with open(PROGRAM, "rb") as program_file:
    PROGRAM_BYTES = program_file.read()
MEASURABLE = b"__asan_init" not in PROGRAM_BYTES and b"__tsan_init" not in PROGRAM_BYTES


def read(*arguments, **more):
    return run(PROGRAM, "read", *arguments, **more)


def found(result):
    """(document, number) of each claim."""
    return [(claim["doc"], claim["quantity"]["point"]) for claim in map(json.loads, result.out.splitlines())]


def reads(path, *wanted, arguments=(), code=0, said=()):
    for jobs in ("1", "3"):
        result = read("--jobs", jobs, *arguments, path)
        equal((found(result), result.code), (list(wanted), code))
        holds(result.err, *said)
        if not said:
            equal(result.err, "")
    return result


def line(**fields):
    return json.dumps(fields, ensure_ascii=False) + "\n"


# --- packed files

def case_gzip_under_any_name(folder):
    reads(write(folder, "a.txt.gz", gzip.compress(b"5 killed")), ("a.txt", 5))
    reads(write(folder, "b.txt", gzip.compress(b"5 killed")), ("b.txt", 5))
    reads(write(folder, "c.jsonl.gz", gzip.compress(b'{"id":"x","text":"6 killed"}\n')), ("x", 6))
    reads(write(folder, "d.gz", gzip.compress(gzip.compress(b"7 killed"))), ("d", 7))
    result = read("-", stdin=gzip.compress(b"8 killed"))
    equal((found(result), result.code), ([("stdin", 8)], 0))


def case_members_one_after_another(folder):
    lines = b"".join(gzip.compress(line(id=str(n), text=f"{n} killed").encode()) for n in range(1, 300))
    reads(write(folder, "a.jsonl.gz", lines), *((str(n), n) for n in range(1, 300)))
    reads(write(folder, "b.jsonl.gz", lines + bytes(1000)), *((str(n), n) for n in range(1, 300)))   # padding, as on tapes


def case_a_broken_member_costs_only_itself(folder):
    members = [gzip.compress((line(id=str(n), text=f"{n} killed") + line(id=f"b{n}", text=f"{n} killed")).encode()) for n in (1, 2, 3)]
    middle = bytearray(members[1])
    middle[len(middle) // 2] ^= 0xff
    result = read(write(folder, "a.jsonl.gz", members[0] + bytes(middle) + members[2]))
    equal(result.code, 3)
    equal([doc for doc, _ in found(result) if doc not in ("2", "b2")], ["1", "b1", "3", "b3"])
    holds(result.err, "broken gzip data", "byte ")
    reads(write(folder, "b.jsonl.gz", members[0] + b"rubbish!" * 40 + members[2]), ("1", 1), ("b1", 1), ("3", 3), ("b3", 3), code=3, said=["not gzip data"])


def case_a_file_cut_short_is_said(folder):
    whole = gzip.compress(b"".join(line(id=str(n), text=f"{n} killed {os.urandom(20).hex()}").encode() for n in range(1, 3000)))
    result = read(write(folder, "a.jsonl.gz", whole[:-1000]))
    equal(result.code, 3)
    holds(result.err, "cut short")
    assert 2000 < len(found(result)) < 3000


def case_a_bomb_is_left_out(folder):
    good = write(folder, "good.txt", "5 killed")
    bomb = write(folder, "bomb.txt.gz", gzip.compress(bytes(50 << 20)))
    result = read(bomb, good)
    equal((found(result), result.code), ([("good.txt", 5)], 3))
    holds(result.err, "bomb.txt.gz", "250 times")
    nested = write(folder, "deep.gz", gzip.compress(gzip.compress(gzip.compress(bytes(300 << 20)))))
    result = read(nested, good)
    equal((found(result), result.code), ([("good.txt", 5)], 3))
    assert not MEASURABLE or result.peak < 100e6, result.peak


def case_layers_have_a_limit(folder):
    data = b"5 killed"
    for _ in range(8):
        data = gzip.compress(data)
    reads(write(folder, "eight", data), ("eight", 5))
    reads(write(folder, "nine", gzip.compress(data)), code=3, said=["nested deeper than 8"])


# --- charsets

RUSSIAN = "Минобороны сообщило: 5 killed. Ещё двое ранены, заявили в ведомстве вечером в понедельник, данные проверяются."


def case_texts_in_other_charsets(folder):
    reads(write(folder, "a.txt", RUSSIAN.encode("cp1251")), ("a.txt", 5))
    reads(write(folder, "b.txt", RUSSIAN.encode("utf-16")), ("b.txt", 5))
    reads(write(folder, "c.txt", RUSSIAN.encode("utf-32")), ("c.txt", 5))
    result = reads(write(folder, "d.txt", "Café: 5 killed".encode("latin-1")), ("d.txt", 5), arguments=["--charset", "iso-8859-1"])
    claim = json.loads(result.out)
    equal(claim["quantity"]["start"], len("Café: ".encode()))


def case_damaged_utf8_is_no_other_charset(folder):
    damaged = RUSSIAN.encode() + b" \xff" + RUSSIAN.encode()
    reads(write(folder, "a.txt", damaged), code=3, said=["invalid UTF-8"])


def case_a_wrong_charset_is_said(folder):
    reads(write(folder, "a.txt", b"5 killed \xff"), code=3, arguments=["--charset", "klingon"], said=["invalid UTF-8"])
    reads(write(folder, "a.txt", b"5 killed \xff"), code=3, arguments=["--charset", "shift_jis"], said=["SHIFT_JIS", "byte 9"])


# --- WARC

def case_warc_records(folder):
    records = [info(), page("<html><body><p>5 killed</p></body></html>", "http://example.org/5"),
               record(b"GET / HTTP/1.1\r\n\r\n", kind="request"), record(b"<p>6 killed</p>", "http://example.org/6", "resource", "text/html"),
               record(b"7 killed\n", "http://example.org/7", "conversion", "text/plain"), record(b"fetchTimeMs: 1\r\n", kind="metadata", media="application/warc-fields")]
    wanted = [(f"http://example.org/{n}", n) for n in (5, 6, 7)]
    reads(write(folder, "a.warc", b"".join(records)), *wanted)
    reads(write(folder, "a.warc.gz", packed(*records)), *wanted)
    reads(write(folder, "whole.gz", gzip.compress(b"".join(records))), *wanted)


def case_bodies_as_servers_send_them(folder):
    body = b"<p>5 killed</p>"
    chunked = b"8\r\n<p>5 kil\r\n7;x=y\r\nled</p>\r\n0\r\n\r\n"
    deflate = zlib.compressobj(wbits=-15)
    bare = deflate.compress(body) + deflate.flush()
    for headers, sent in (
        ({"transfer_encoding": "chunked"}, chunked), ({"content_encoding": "gzip"}, gzip.compress(body)), ({"content_encoding": "deflate"}, zlib.compress(body)),
        ({"content_encoding": "deflate"}, bare), ({"content_encoding": "gzip, gzip"}, gzip.compress(gzip.compress(body))),
        ({"content_encoding": "gzip"}, body), ({"transfer_encoding": "chunked"}, body), ({"content_encoding": "identity"}, body),
        ({"content_encoding": "br"}, base64.b64decode("CweAPHA+NSBraWxsZWQ8L3A+Aw==")),
        ({"content_encoding": "gzip", "transfer_encoding": "chunked"}, b"%x\r\n" % len(gzip.compress(body)) + gzip.compress(body) + b"\r\n0\r\n\r\n"),
    ):
        reads(write(folder, "a.warc", page(sent, **headers)), ("http://example.org/a", 5))
    for headers, sent, said in (
        ({"transfer_encoding": "chunked"}, chunked[:-12], "chunks are broken"), ({"content_encoding": "gzip"}, gzip.compress(body)[:-9], "broken or cut short"),
        ({"content_encoding": "snappy"}, body, "snappy"), ({"content_encoding": ", ".join(["gzip"] * 5)}, body, "content encodings"),
    ):
        good = page("<p>9 killed</p>", "http://example.org/9")
        reads(write(folder, "a.warc", page(sent, **headers) + good), ("http://example.org/9", 9), code=3, said=[said, "http://example.org/a"])


def case_what_holds_no_text_is_skipped_and_counted(folder):
    records = [page("<p>5 killed</p>", "http://example.org/5"), page(b"\x89PNG\r\n", "http://example.org/i", content_type="image/png"),
               page(b"\x89PNG\r\n", "http://example.org/lie"), page("gone", "http://example.org/404", status="404 Not Found"),
               page("", "http://example.org/empty"), record(b"", "http://example.org/5", "revisit"), page("a{}", "http://example.org/c", content_type="text/css")]
    path = write(folder, "a.warc.gz", packed(*records))
    reads(path, ("http://example.org/5", 5), said=["skipped 6: 3 no text in this kind of file, 1 no page at this address, 1 unchanged", "1 no text"])
    result = read("--verbose", path)
    holds(result.err, "http://example.org/i: skipped: image/png", "http://example.org/404: skipped: HTTP status 404", "http://example.org/empty: skipped: empty")


def case_wrong_lengths(folder):
    good = [page(f"<p>{n} killed</p>", f"http://example.org/{n}") for n in (1, 2, 3)]
    bad = http("<p>8 killed</p>", content_type="text/html")
    short = record(bad, "http://example.org/8", length=len(bad) - 4)
    reads(write(folder, "short.warc", good[0] + short + good[1] + good[2]), *((f"http://example.org/{n}", n) for n in (1, 8, 2, 3)), code=3,
          said=["Content-Length is wrong", "http://example.org/8"])
    long = record(bad, "http://example.org/8", length=len(bad) + 4 + len(good[1]) // 2)
    reads(write(folder, "long.warc", good[0] + long + good[1] + good[2]), *((f"http://example.org/{n}", n) for n in (1, 8)), ("http://example.org/3", 3), code=3,
          said=["Content-Length is too large"])
    none = record(bad, "http://example.org/8", length="x")
    reads(write(folder, "none.warc", good[0] + none + good[1]), *((f"http://example.org/{n}", n) for n in (1, 2)), code=3, said=["no Content-Length"])
    beyond = record(bad, "http://example.org/8", length=10 ** 18)
    result = read(write(folder, "beyond.warc", good[0] + beyond))
    equal((found(result), result.code), ([("http://example.org/1", 1)], 3))
    holds(result.err, "http://example.org/8", "cut short")
    reads(write(folder, "rubbish.warc", good[0] + b"rubbish\r\n\r\nmore\n" + good[1]), *((f"http://example.org/{n}", n) for n in (1, 2)), code=3,
          said=["Content-Length is wrong"])


def case_a_record_in_a_broken_member(folder):
    good = [gzip.compress(page(f"<p>{n} killed</p>" + "<!-- -->" * 50, f"http://example.org/{n}")) for n in (1, 2, 3)]
    broken = bytearray(good[1])
    broken[40:60] = bytes(20)
    result = read(write(folder, "a.warc.gz", good[0] + bytes(broken) + good[2]))
    equal((found(result), result.code), ([("http://example.org/1", 1), ("http://example.org/3", 3)], 3))
    holds(result.err, "broken gzip data")
    result = read(write(folder, "b.warc.gz", good[0] + good[1] + good[2][:-60]))
    equal((found(result), result.code), ([("http://example.org/1", 1), ("http://example.org/2", 2)], 3))
    holds(result.err, "cut short")


def case_a_page_of_500_megabytes(folder):
    path = os.path.join(folder, "a.warc")
    with open(path, "wb") as file:
        file.write(page("<p>1 killed</p>", "http://example.org/1"))
        head = http("", content_type="text/html")
        file.write(record(head, "http://example.org/big", length=len(head) + (500 << 20))[:-4])
        file.seek(500 << 20, 1)
        file.write(b"\r\n\r\n" + page("<p>2 killed</p>", "http://example.org/2"))
    result = read("--jobs", "1", path)
    equal((found(result), result.code), ([("http://example.org/1", 1), ("http://example.org/2", 2)], 3))
    holds(result.err, "http://example.org/big", "larger than the limit")
    assert not MEASURABLE or result.peak < 40e6, result.peak


def case_a_page_that_unpacks_to_500_megabytes(folder):
    huge = page(gzip.compress(b"x" * (500 << 20)), "http://example.org/big", content_encoding="gzip")
    path = write(folder, "a.warc", huge + page("<p>2 killed</p>", "http://example.org/2"))
    reads(path, ("http://example.org/2", 2), code=3, said=["http://example.org/big", "larger than the limit"])


def case_a_long_archive_is_flat_and_in_order(folder):
    filler = "<p>" + "word " * 2000 + "</p>"
    few, many = os.path.join(folder, "few.warc.gz"), os.path.join(folder, "many.warc.gz")
    for path, count in ((few, 500), (many, 5000)):
        with open(path, "wb") as file:
            for n in range(1, count + 1):
                file.write(gzip.compress(page(f"<p>{n} killed</p>{filler}", f"http://example.org/{n}"), 1))
    for jobs in ("1", "4"):
        small, large = read("--jobs", jobs, few), read("--jobs", jobs, many)
        equal(found(large), [(f"http://example.org/{n}", n) for n in range(1, 5001)])
        assert not MEASURABLE or large.peak < small.peak * 1.3 + 4e6, (small.peak, large.peak)


def case_pages_in_other_charsets(folder):
    text = "<p>" + RUSSIAN + "</p>"
    koi8 = text.replace("—", "-").encode("koi8-r")
    reads(write(folder, "a.warc", page(koi8, content_type="text/html; charset=koi8-r")), ("http://example.org/a", 5))
    inside = ('<meta charset="windows-1251">' + text).encode("cp1251")
    reads(write(folder, "b.warc", page(inside, content_type="text/html")), ("http://example.org/a", 5))
    reads(write(folder, "c.html", inside), ("c.html", 5))
    reads(write(folder, "d.html", b"<p>5 killed \xff\xfe</p>"), ("d.html", 5))


# --- CSV

def case_csv_by_its_header(folder):
    rows = 'id,date,source,Text,url\r\na,2023-01-04,Post,"5 killed, it said.\r\n""More"" than that",http://e/a\r\nb,,,6 killed,\r\n'
    result = reads(write(folder, "a.csv", rows), ("a", 5), ("b", 6))
    claim = json.loads(result.out.splitlines()[0])
    equal((claim["published"], claim["quantity"]["start"]), ("2023-01-04", 0))
    reads(write(folder, "b.txt", "\ufeff" + rows), ("a", 5), ("b", 6))
    reads(write(folder, "c.csv", "id;text\na;5 killed, or more\n"), ("a", 5))
    reads(write(folder, "d.tsv", "id\ttext\na\t5 killed, or \"more\"\n"), ("a", 5))
    reads(write(folder, "e.csv", "when,words\n4 Jan 2023,5 killed\n"), ("e.csv:2", 5), arguments=["--text-column", "words", "--columns", "published=when"])
    equal(json.loads(reads(write(folder, "e.csv", "when,words\n4 Jan 2023,5 killed\n"), ("e.csv:2", 5),
                           arguments=["--columns", "text=words,published=when"]).out)["published"], "2023-01-04")
    reads(write(folder, "f.csv.gz", gzip.compress(b"url,text\nhttp://e/1,5 killed\n")), ("http://e/1", 5))


def case_csv_in_another_charset(folder):
    reads(write(folder, "a.csv", f'id,text\na,"{RUSSIAN}"\n'.encode("cp1251")), ("a", 5))


def case_csv_with_mistakes(folder):
    rows = 'id,text\na,1 killed\nb,2 killed,more\nc\nd,""\n"e"x,3 killed\nf,"4 killed"\n\ng,5" gun and 6 killed\nh,"7 killed\n'
    reads(write(folder, "a.csv", rows), ("a", 1), ("f", 4), ("g", 6), code=3,
          said=[":3: 3 cells where the header row has 2", ":4: 1 cells", ":5: its text is empty", ":6: something stands behind", ":10: a cell whose quote is never closed"])
    reads(write(folder, "b.csv", "one,two\n1,2\n"), code=3, said=['no column "text"', "--columns text=NAME"])
    reads(write(folder, "c.csv", "id,text,published\na,5 killed,01/02/2023\n"), ("a", 5), code=3, said=["is not a date"])
    reads(write(folder, "d.csv", ""), code=3, said=["empty"])


def case_json_lines_with_other_names(folder):
    path = write(folder, "a.jsonl", line(uri="u", body="5 killed", day="2023-01-04"))
    result = reads(path, ("u", 5), arguments=["--text-column", "body", "--columns", "id=uri,published=day"])
    equal(json.loads(result.out)["published"], "2023-01-04")
    reads(path, code=3, said=['no "text"', "--columns text=NAME"])
    for words, said in (("text", "is no FIELD=NAME"), ("txt=a", "names no field"), ("text=" + "x" * 100, "is no FIELD=NAME")):
        result = read("--columns", words, path)
        equal(result.code, 2)
        holds(result.err, said)


# --- archives

def zipped(files, **more):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED, **more) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return memory.getvalue()


def tarred(files, mode="w"):
    memory = io.BytesIO()
    with tarfile.open(fileobj=memory, mode=mode) as file:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            file.addfile(entry, io.BytesIO(data))
    return memory.getvalue()


FILES = {"a.txt": b"5 killed", "deep/er/b.html": b"<p>6 killed</p>", "c.jsonl": b'{"id":"x","text":"7 killed"}\n', "i.png": b"\x89PNG\r\n"}


def case_archives_of_all_kinds(folder):
    for data in (zipped(FILES), tarred(FILES), tarred(FILES, "w:gz"), tarred(FILES, "w:bz2"), tarred(FILES, "w:xz")):
        reads(write(folder, "news.bin", data), ("news.bin/a.txt", 5), ("news.bin/deep/er/b.html", 6), ("x", 7), said=["skipped 1: 1 no text in this kind"])
        result = read("-", stdin=data)
        equal((found(result), result.code), ([("stdin/a.txt", 5), ("stdin/deep/er/b.html", 6), ("x", 7)], 0))
    reads(write(folder, "a.txt.bz2", bz2.compress(b"5 killed")), ("a.txt", 5))
    reads(write(folder, "b.txt.xz", lzma.compress(b"5 killed")), ("b.txt", 5))


def case_archives_in_archives(folder):
    inner = zipped({"a.txt": b"5 killed"})
    reads(write(folder, "a.tar", tarred({"in.zip": inner, "b.txt.gz": gzip.compress(b"6 killed")})), ("a.tar/in.zip/a.txt", 5), ("a.tar/b.txt", 6))
    data = b"5 killed"
    for _ in range(9):
        data = tarred({"x": data})
    reads(write(folder, "deep.tar", data), code=3, said=["nested deeper than 8"])


def case_metadata_by_the_base_name(folder):
    table = write(folder, "m.jsonl", line(doc="a.txt", published="2023-01-04") + line(doc="x.zip/b.txt", published="2023-01-05"))
    result = read("--metadata", table, write(folder, "x.zip", zipped({"sub/a.txt": b"5 killed", "b.txt": b"6 killed"})))
    equal([json.loads(text)["published"] for text in result.out.splitlines()], ["2023-01-04", "2023-01-05"])


def case_wacz(folder):
    pages = b'{"format":"json-pages-1.0","id":"pages","title":"All"}\n{"id":"1","url":"http://example.org/5","title":"x"}\n'
    files = {"pages/pages.jsonl": pages, "archive/data.warc.gz": packed(info(), page("<p>5 killed</p>", "http://example.org/5")),
             "indexes/index.cdx.gz": gzip.compress(b'org,example)/5 20230104101112 {"url":"http://example.org/5"}\n'),
             "datapackage.json": b'{"profile":"data-package","wacz_version":"1.1.1","resources":[]}'}
    reads(write(folder, "a.wacz", zipped(files)), ("http://example.org/5", 5), said=["skipped 3"])


def case_archives_with_mistakes(folder):
    whole = zipped({f"{n}.txt": f"{n} killed {os.urandom(400).hex()}".encode() for n in range(1, 20)})
    broken = bytearray(whole)
    at = whole.index(b"3.txt") + 60
    broken[at:at + 40] = bytes(40)
    result = read(write(folder, "a.zip", bytes(broken)))
    equal(result.code, 3)
    holds(result.err, "a.zip/3.txt", "broken archive")
    assert ("a.zip/4.txt", 4) in found(result) and ("a.zip/2.txt", 2) in found(result), found(result)
    tar = tarred({f"{n}.txt": f"{n} killed".encode() for n in (1, 2, 3)})
    result = read(write(folder, "b.tar", tar[:2000]))
    equal((found(result)[:1], result.code), ([("b.tar/1.txt", 1)], 3))
    holds(result.err, "b.tar", "broken archive")
    reads(write(folder, "c.zip", b"PK\x03\x04rubbish"), code=3, said=["c.zip", "archive"])
    reads(write(folder, "d.docx", zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})), code=3, said=["an office document"])
    reads(write(folder, "e.zip", zipped({})), code=3, said=["an archive without a file"])


def case_a_bomb_in_an_archive(folder):
    good = write(folder, "good.txt", "5 killed")
    for data in (zipped({"bomb.txt": bytes(300 << 20)}), tarred({"bomb.gz": gzip.compress(bytes(300 << 20))}), lzma.compress(bytes(300 << 20))):
        result = read(write(folder, "bomb", data), good)
        equal((found(result), result.code), ([("good.txt", 5)], 3))
        holds(result.err, "250 times")
        assert not MEASURABLE or result.peak < 120e6, result.peak


# --- feeds

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The &lt;Post&gt;</title>
<item><title>Toll &amp; more</title><link>http://example.org/1</link><pubDate>Wed, 04 Jan 2023 10:00:00 GMT</pubDate>
<description>short, 1 killed</description><content:encoded><![CDATA[<p>5 killed</p>]]></content:encoded></item>
<item><guid>tag:2</guid><description>&lt;p&gt;6 killed&lt;/p&gt;</description></item><item><title>empty</title></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>
<entry><id>tag:1</id><title>T</title><link rel="self" href="http://example.org/self"/><link href="http://example.org/1"/><updated>2023-01-05T00:00:00Z</updated>
<published>2023-01-04T00:00:00Z</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>5 killed</p></div></content><summary>1 killed</summary></entry>
<entry><id>tag:2</id><content type="text">6 killed &lt;p&gt;</content></entry></feed>"""

JSON_FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [
    {"id": "tag:1", "url": "http://example.org/1", "title": "T", "content_html": "<p>5 killed</p>", "date_published": "2023-01-04T00:00:00Z"},
    {"id": 2, "content_text": "6 killed"}]}


def case_feeds(folder):
    result = reads(write(folder, "a.xml", RSS), ("http://example.org/1", 5), ("tag:2", 6), said=["skipped 1: 1 no text"])
    equal(json.loads(result.out.splitlines()[0])["published"], "2023-01-04")
    result = reads(write(folder, "b.xml", ATOM), ("tag:1", 5), ("tag:2", 6))
    equal(json.loads(result.out.splitlines()[0])["published"], "2023-01-04")
    reads(write(folder, "c.json", json.dumps(JSON_FEED)), ("tag:1", 5), ("2", 6))
    reads(write(folder, "d.xml", RSS.replace("utf-8", "windows-1251").replace("Toll", "Ж").encode("cp1251")), ("http://example.org/1", 5), ("tag:2", 6), said=["skipped 1"])
    feed = page(RSS, "http://example.org/feed", content_type="application/rss+xml")
    reads(write(folder, "e.warc", feed + page("<p>7 killed</p>", "http://example.org/7")), ("http://example.org/1", 5), ("tag:2", 6), ("http://example.org/7", 7),
          said=["skipped 1"])
    rows = read("--format", "csv", write(folder, "f.xml", RSS))
    holds(rows.out, "The <Post>", "Toll & more")


def case_feeds_with_mistakes(folder):
    reads(write(folder, "a.xml", RSS[:RSS.index("<item><title>empty")] + "<item><b></c>"), ("http://example.org/1", 5), ("tag:2", 6), code=3, said=["broken XML"])
    laughs = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 100 + '"><!ENTITY c "' + "&b;" * 100 + '"><!ENTITY d "' + "&c;" * 100 + '"><!ENTITY e "' + "&d;" * 100 + '">]>'
    result = read(write(folder, "b.xml", '<?xml version="1.0"?>' + laughs + RSS[RSS.index("<rss"):].replace("short", "&e;")))
    assert not MEASURABLE or result.peak < 200e6, result.peak
    inside = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + RSS[RSS.index("<rss"):].replace("Toll &amp; more", "&x;")
    assert "root:" not in read("--format", "csv", write(folder, "c.xml", inside)).out
    deep = '<?xml version="1.0"?><rss>' + "<a>" * 100000
    result = read(write(folder, "d.xml", deep))
    equal(result.code, 3)
    reads(write(folder, "e.json", json.dumps(JSON_FEED)[:-10]), code=3, said=["broken JSON"])
    reads(write(folder, "f.json", '{"version":"https://jsonfeed.org/version/1","items":' + "[" * 100000), code=3, said=["nested deeper"])
    reads(write(folder, "g.opml", '<?xml version="1.0"?><opml><body><outline xmlUrl="http://example.org/feed"/></body></opml>'), said=["skipped 1"])


def case_days_yet_to_come(folder):
    lines = '{"id":"a","text":"5 killed","published":"2199-05-01"}\n{"id":"b","text":"6 killed","published":"2023-05-01"}\n'
    path = write(folder, "future.jsonl", lines)
    result = read(path)
    equal((result.code, [c["published"] for c in map(json.loads, result.out.splitlines())]), (3, [None, "2023-05-01"]))
    holds(result.err, "a: ", "2199-05-01", "yet to come")


# --- mail

PLAIN = "From: Press <press@example.org>\r\nTo: a@b\r\nSubject: =?utf-8?q?Toll_?= =?utf-8?b?cmlzZXM=?=\r\nDate: Wed, 4 Jan 2023 10:00:00 +0300\r\nMessage-ID: <1@x>\r\n"


def case_mail(folder):
    result = reads(write(folder, "a.eml", PLAIN + "\r\n5 killed\r\n"), ("a.eml", 5))
    equal(json.loads(result.out)["published"], "2023-01-04")
    row = read("--format", "csv", write(folder, "a.eml", PLAIN + "\r\n5 killed\r\n")).out
    holds(row, "Toll rises", "Press")
    reads(write(folder, "b.eml", PLAIN + "Content-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + base64.encodebytes("Погибли: 6 killed".encode("koi8-r")).decode()), ("b.eml", 6))
    reads(write(folder, "c.eml", PLAIN + "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>7 kil=\r\nled =C3=A9</p>\r\n"), ("c.eml", 7))
    both = ('Content-Type: multipart/mixed; boundary="x y"\r\n\r\npreamble 1 killed\r\n--x y\r\nContent-Type: multipart/alternative; boundary=z\r\n\r\n'
            "--z\r\nContent-Type: text/html\r\n\r\n<p>8 killed</p>\r\n--z\r\nContent-Type: text/plain\r\n\r\n9 killed\r\n--z--\r\n"
            "--x y\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment\r\n\r\n%PDF\r\n"
            "--x y\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b\r\nSubject: c\r\n\r\n10 killed\r\n--x y--\r\n")
    result = read(write(folder, "d.eml", PLAIN + both))
    equal((sorted(found(result)), result.code), ([("d.eml", 9), ("d.eml/1", 10)], 0))
    box = "From x Wed Jan  4 2023\n" + (PLAIN + "\n5 killed\n>From here\n\nFrom x Wed Jan  4 2023\nSubject: y\n\n6 killed\n").replace("\r", "")
    reads(write(folder, "a.mbox", box), ("<1@x>", 5), ("a.mbox/2", 6))


def case_mails_attached_to_a_mail(folder):
    parts = "".join(f"--q\r\n%sFrom: a@b\r\n{more}\r\n{n} killed\r\nFrom here on it is quiet\r\n" for n, more in ((5, "Message-ID: <five@x>\r\n"), (6, ""), (7, "")))
    mixed = "Content-Type: multipart/mixed; boundary=q\r\n\r\n" + parts.replace("%s", "Content-Type: message/rfc822\r\n\r\n") + "--q--\r\n"
    reads(write(folder, "a.eml", PLAIN + mixed), ("<five@x>", 5), ("a.eml/2", 6), ("a.eml/3", 7))
    digest = "Content-Type: multipart/digest; boundary=q\r\n\r\n" + parts.replace("%s", "\r\n") + "--q--\r\n"   # its parts are mails without saying so
    reads(write(folder, "b.eml", PLAIN + digest), ("<five@x>", 5), ("b.eml/2", 6), ("b.eml/3", 7))


def case_mail_with_mistakes(folder):
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(40))
    reads(write(folder, "a.eml", PLAIN + deep + "\r\n5 killed"), code=3, said=["deeper than 16"])
    reads(write(folder, "b.eml", PLAIN + "Content-Type: image/png\r\n\r\nx"), said=["1 no text in this kind of file", "1 no text"])
    reads(write(folder, "c.eml", PLAIN + "Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n\r\n5 killed, cut short"), ("c.eml", 5))
    reads(write(folder, "d.eml", PLAIN + "Content-Transfer-Encoding: base64\r\n\r\n!!!" + base64.b64encode(b"6 killed").decode() + "="), ("d.eml", 6))


def case_a_page_saved_with_its_pictures(folder):
    saved = ("From: <Saved by Blink>\r\nSnapshot-Content-Location: http://example.org/5\r\nSubject: x\r\nDate: Wed, 4 Jan 2023 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
             'Content-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n----b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
             "<html><p>5 killed</p></html>\r\n----b\r\nContent-Type: image/png\r\n\r\nx\r\n----b--\r\n")
    reads(write(folder, "a.mhtml", saved), ("a.mhtml", 5))


# --- what something is, is told by its content

def case_names_lie(folder):
    reads(write(folder, "a.pdf", "5 killed"), ("a.pdf", 5))
    reads(write(folder, "b.txt", line(id="x", text="5 killed")), ("x", 5))
    reads(write(folder, "c.jpg", page("<p>5 killed</p>")), ("http://example.org/a", 5))
    reads(write(folder, "d.txt", "From the front: 5 killed"), ("d.txt", 5))
    reads(write(folder, "e.txt", "Killed, wounded and text\n5 killed"), ("e.txt", 5))


main(globals())

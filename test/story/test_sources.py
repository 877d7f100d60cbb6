"""What `tollbook read` takes: pages, packed files, WARC, CSV, charsets, limits. With the plumbing's engine (every "N killed" is a claim).
Argument: the program."""
import base64
import gzip
import json
import os
import sys
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


# --- what something is, is told by its content

def case_names_lie(folder):
    reads(write(folder, "a.pdf", "5 killed"), ("a.pdf", 5))
    reads(write(folder, "b.txt", line(id="x", text="5 killed")), ("x", 5))
    reads(write(folder, "c.jpg", page("<p>5 killed</p>")), ("http://example.org/a", 5))
    reads(write(folder, "d.txt", "From the front: 5 killed"), ("d.txt", 5))
    reads(write(folder, "e.txt", "Killed, wounded and text\n5 killed"), ("e.txt", 5))


main(globals())

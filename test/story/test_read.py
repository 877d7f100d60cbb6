"""`tollbook read` from outside, with the plumbing's engine (every "N killed" is a claim): input, bad input, output, threads, exit codes.
Arguments: the program, the claim schema."""
import csv
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys

from tap import equal, holds, main, run, write

PROGRAM, SCHEMA = os.path.abspath(sys.argv[1]), sys.argv[2]
with open(PROGRAM, "rb") as program_file:
    PROGRAM_BYTES = program_file.read()
MEASURABLE = b"__asan_init" not in PROGRAM_BYTES and b"__tsan_init" not in PROGRAM_BYTES   # a sanitizer's own memory is no measure


def read(*arguments, **more):
    return run(PROGRAM, "read", *arguments, **more)


def claims(result):
    return [json.loads(line) for line in result.out.splitlines()]


def documents(result):
    return [claim["doc"] for claim in claims(result)]


def line(**fields):
    return json.dumps(fields, ensure_ascii=False) + "\n"


GOOD = line(id="good", text="12 killed")


# --- the program

def case_help_comes_without_arguments(folder):
    for arguments in ([], ["help"], ["--help"], ["-h"]):
        result = run(PROGRAM, *arguments)
        equal(result.code, 0)
        holds(result.out, "Commands:", "read", "Exit codes:")
        equal(result.err, "")


def case_help_of_a_command(folder):
    first = run(PROGRAM, "help", "read")
    equal(first.code, 0)
    holds(first.out, "--metadata FILE", "--published DATE", "--outlet NAME", "--format", "--tables DIR", "--jobs N", "--from")
    equal(read("--help").out, first.out)
    equal(read("x", "-h").out, first.out)


def case_version(folder):
    result = run(PROGRAM, "--version")
    equal(result.code, 0)
    assert re.fullmatch(r"tollbook \d+\.\d+\.\d+ \(tables [0-9a-f]{12}\)\n", result.out), result.out


def case_wrong_use_is_exit_2(folder):
    path = write(folder, "a.txt", "12 killed")
    for arguments, said in (
        (["reed"], 'no command "reed"'), (["help", "reed"], 'no command "reed"'), (["--reed"], "unknown option --reed"),
        (["read"], "name the files"), (["read", "--colour", path], "unknown option --colour"), (["read", "--frm", path], "perhaps --from was meant"),
        (["read", "-x", path], "unknown option -x"), (["read", "--format", "xml", path], "jsonl|csv|table"), (["read", path, "--format"], "needs a value"),
        (["read", "--published", "yesterday", path], "a date, YYYY-MM-DD"), (["read", "--published", "2023-02-29", path], "a date, YYYY-MM-DD"),
        (["read", "--jobs", "0", path], "a number from 1"), (["read", "--jobs", "-1", path], "a number from 1"),
        (["read", "--jobs", "99999999999999999999999", path], "a number from 1"), (["read", "--csv-safe=yes", path], "takes no value"),
        (["read", "--outlet", "", path], "not empty"), (["read", "--tables", folder + "/none", path], "none"),
    ):
        result = run(PROGRAM, *arguments)
        equal((arguments, result.code), (arguments, 2))
        holds(result.err, "tollbook: ", said)
        equal(result.out, "")


def case_options_stand_anywhere(folder):
    path = write(folder, "a.txt", "12 killed")
    dash = write(folder, "-a.txt", "13 killed")
    equal(documents(read(path, "--published=2023-01-02", "--outlet", "Post")), ["a.txt"])
    equal(documents(read("--", "-a.txt", cwd=folder)), ["-a.txt"])
    equal(claims(read(dash))[0]["quantity"]["point"], 13)


# --- good input

def case_text_files_in_order(folder):
    paths = [write(folder, f"{n}.txt", f"Then {n} killed.") for n in (5, 3, 9)]
    result = read(*paths)
    equal((result.code, result.err), (0, ""))
    equal([(claim["doc"], claim["quantity"]["point"]) for claim in claims(result)], [("5.txt", 5), ("3.txt", 3), ("9.txt", 9)])


def case_standard_input(folder):
    result = read("-", stdin=b"7 killed")
    equal((result.code, documents(result)), (0, ["stdin"]))
    result = read("--from", "jsonl", "-", stdin=GOOD.encode())
    equal((result.code, documents(result)), (0, ["good"]))


def case_json_lines_by_the_ending(folder):
    path = write(folder, "a.jsonl", GOOD + "\n  \r\n" + line(id=12, text="3 killed", published=None, outlet="").replace("}", ', "more": {"text": ["x", 1e999]}}') + GOOD.strip())
    result = read(path)
    equal((result.code, result.err, documents(result)), (0, "", ["good", "12", "good"]))
    equal(read("--from", "text", path).code, 0)


def case_a_byte_order_mark_counts(folder):
    text = write(folder, "a.txt", "\ufeff12 killed")
    claim = claims(read(text))[0]
    equal((claim["quantity"]["start"], claim["quantity"]["text"]), (3, "12"))
    lines = write(folder, "b.jsonl", "\ufeff" + GOOD)
    equal(claims(read(lines))[0]["quantity"]["start"], 0)


def case_escapes_become_their_characters(folder):
    path = write(folder, "a.jsonl", r'{"id":"\u0061\/b","text":"\u041a\ud83d\ude00 \"\n12 killed"}' + "\n")
    claim = claims(read(path))[0]
    equal((claim["doc"], claim["quantity"]["start"]), ("a/b", len("К😀 \"\n".encode())))


def case_what_a_document_says_counts_before_the_table_and_the_defaults(folder):
    table = write(folder, "m.jsonl", line(doc="a", published="2023-01-02", outlet="Table") + line(doc="t.txt", published="2023-01-03T10:00:00Z", title="T"))
    path = write(folder, "a.jsonl", line(id="a", text="1 killed", published="2022-05-05", outlet="Own") + line(id="a", text="2 killed")
                 + line(id="b", text="3 killed"))
    text = write(folder, "t.txt", "4 killed")
    result = read("--metadata", table, "--published", "2020-01-01", "--outlet", "Default", "--format", "csv", path, text)
    equal((result.code, result.err), (0, ""))
    rows = list(csv.DictReader(io.StringIO(result.out, newline="")))
    equal([(row["published"], row["outlet"], row["title"]) for row in rows],
          [("2022-05-05", "Own", ""), ("2023-01-02", "Table", ""), ("2020-01-01", "Default", ""), ("2023-01-03", "Default", "T")])


def case_an_unknown_date_stays_unknown(folder):
    equal(claims(read("-", stdin=b"1 killed"))[0]["published"], None)


# --- bad input: a message with file and place, exit code 3, and the others still read

def lost(folder, data, *said, name="bad.txt", found=()):
    """One bad file between two good ones."""
    before, after = write(folder, "before.txt", "1 killed"), write(folder, "after.txt", "2 killed")
    path = write(folder, name, data)
    for jobs in ("1", "3"):
        result = read("--jobs", jobs, before, path, after)
        equal(result.code, 3)
        equal(documents(result), ["before.txt", *found, "after.txt"])
        holds(result.err, path, *said)
        assert all(said_line.startswith("tollbook: ") for said_line in result.err.splitlines()), result.err
    return result


def case_an_empty_file(folder):
    lost(folder, "", "empty")
    lost(folder, "", "empty", name="bad.jsonl")


def case_a_nul_byte(folder):
    lost(folder, b"5 killed\0", "byte 8", "NUL")


def case_binary_files_are_named(folder):
    lost(folder, b"\x1f\x8b\x08\x00\x00", "the gzip data ends in the middle")
    lost(folder, b"\x89PNG\r\n\x1a\n\0\0", "PNG")
    lost(folder, b"%PDF-1.4\n\xe2\xe3", "PDF", "pdftotext")
    lost(folder, bytes(range(256)), "byte 0", "NUL")


def case_invalid_utf8_is_never_repaired(folder):
    lost(folder, b"5 killed \x93here\x94", "byte 9", "invalid UTF-8", "0x93", "iconv")
    lost(folder, b"5 killed \xed\xa0\x80", "byte 9")     # half a surrogate pair
    lost(folder, b"5 killed \xc0\xaf", "byte 9")         # longer than need be
    lost(folder, b"5 killed \xe2\x82", "byte 9")         # cut short
    lost(folder, GOOD.encode() + b'{"id":"x","text":"\xff 5 killed"}\n' + GOOD.encode(), ":2", "invalid UTF-8 at byte 18 of the line",
         name="bad.jsonl", found=["good", "good"])


def case_a_directory(folder):
    os.mkdir(os.path.join(folder, "sub"))
    good = write(folder, "a.txt", "1 killed")
    result = read(os.path.join(folder, "sub"), good)
    equal((result.code, documents(result)), (3, ["a.txt"]))
    holds(result.err, "sub", "directory", "name the files")


def case_names_that_are_not_utf8(folder):
    path, good = os.path.join(os.fsencode(folder), b"bad-\xff.txt"), write(folder, "a.txt", "1 killed")
    with open(path, "wb") as file:
        file.write(b"2 killed")
    for format in ("jsonl", "csv", "table"):
        result = read("--format", format, path, good)
        equal(result.code, 3)
        holds(result.err, "name is not UTF-8")
        holds(result.out, "a.txt")
    result = read("--outlet", b"\xff", good)
    equal((result.code, result.out), (2, ""))
    holds(result.err, "not UTF-8")


def case_a_missing_file(folder):
    good = write(folder, "a.txt", "1 killed")
    result = read(folder + "/none.txt", good)
    equal((result.code, documents(result)), (3, ["a.txt"]))
    holds(result.err, "none.txt", "no such file")


def case_an_unreadable_file(folder):
    closed, good = write(folder, "closed.txt", "1 killed"), write(folder, "a.txt", "2 killed")
    os.chmod(closed, 0)
    try:
        result = read(closed, good, **({"user": 65534, "group": 65534, "extra_groups": []} if os.getuid() == 0 else {}))
    except PermissionError:
        return "nobody may not run the program where it lies"
    equal((result.code, documents(result)), (3, ["a.txt"]))
    holds(result.err, "closed.txt", "permissions")


def case_a_closed_standard_input(folder):
    result = run("sh", "-c", '"$0" read - <&-', PROGRAM)
    equal((result.code, result.out), (3, ""))
    holds(result.err, "stdin")


def case_broken_json(folder):
    for bad, said in (
        ('{"id":"x","text":"5 killed"', "broken JSON"), ('{"id":"x" "text":"y"}', "broken JSON near byte"), ("nonsense", "broken JSON near byte"),
        ('{"id":"x","text":"5 killed"} {}', "broken JSON"), ('["5 killed"]', "not a JSON object"), ('"5 killed"', "not a JSON object"),
        ("12", "not a JSON object"), ('{"id":"x","text":"a\tb"}', "broken JSON"), ("{'id':1}", "broken JSON"),
        ('{"id":"x"}', 'no "text"'), ('{"id":"x","text":null}', 'no "text"'), ('{"id":"x","text":5}', '"text" is not a string'),
        ('{"id":"x","text":["5 killed"]}', '"text" is not a string'), ('{"id":"x","text":""}', '"text" is empty'), ('{"text":"5 killed"}', 'no "id"'),
        ('{"id":"","text":"5 killed"}', '"id" is empty'), ('{"id":{},"text":"5 killed"}', 'no "id"'), ('{"id":"x","text":"a","text":"b"}', '"text" is there twice'),
        (r'{"id":"x","text":"5 killed \ud800."}', "the escape at byte 27"), (r'{"id":"x","text":"5 killed \udc00"}', "the escape at byte 27"),
        (r'{"id":"x","text":"5 killed \ud800\u0041"}', "the escape at byte 27"), (r'{"id":"x","text":"\u0000"}', "the escape at byte 18"),
        ('{"id":"x","deep":' + "[" * 300 + "]" * 300 + "}", "nested deeper than 256"), ('{"id":"x","text":"a\0"}', "NUL"),
    ):
        lost(folder, GOOD + bad + "\n" + GOOD, ":2: ", said, name="bad.jsonl", found=["good", "good"])


def case_a_wrong_date_stays_unknown_and_is_said(folder):
    data = "".join(line(id=str(n), text="5 killed", published=date) for n, date in enumerate(("2023-13-01", "last week", 20230101, [], "2023-02-29")))
    result = lost(folder, data, ":1: ", ":2: ", ":3: ", ":4: ", ":5: ", "not a date", "2023-13-01", "YYYY-MM-DD", name="bad.jsonl", found=list("01234"))
    equal([claim["published"] for claim in claims(result)], [None] * 7)
    path = write(folder, "c.jsonl", line(id="c", text="5 killed", published="soon"))
    equal(claims(read("--published", "2023-01-01", path))[0]["published"], None)


def case_other_fields_of_the_wrong_type_are_left_out_and_said(folder):
    lost(folder, line(id="x", text="5 killed", title=5, outlet=["a"], url=False), '"title"', '"outlet"', '"url"', "not a string", name="bad.jsonl", found=["x"])


def case_metadata_with_mistakes(folder):
    good = write(folder, "a.txt", "1 killed")
    table = write(folder, "m.jsonl", line(doc="a.txt", published="2023-01-01") + line(doc="a.txt", published="2023-02-02") + "{\n"
                  + line(published="2023-01-01") + line(doc="b", published="someday"))
    result = read("--metadata", table, good)
    equal((result.code, claims(result)[0]["published"]), (3, "2023-01-01"))
    holds(result.err, "m.jsonl:2: ", 'second row for "a.txt"', "m.jsonl:3: broken JSON", 'm.jsonl:4: no "doc"', "m.jsonl:5: ", "not a date")
    for path, said in ((folder + "/none", "no such file"), (folder, "directory")):
        result = read("--metadata", path, good)
        equal((result.code, result.out), (3, ""))
        holds(result.err, path, said)


def case_a_line_of_a_gibibyte(folder):
    good = write(folder, "a.txt", "1 killed")
    path = os.path.join(folder, "long.jsonl")
    with open(path, "wb") as file:
        file.write(GOOD.encode() + b'{"id":"long","text":"')
        file.truncate(1 << 30)                        # the rest is a hole: bytes to read, no disk
        file.seek(1 << 30)
        file.write(b"\n" + GOOD.encode())
    result = read(path, good)
    equal((result.code, documents(result)), (3, ["good", "good", "a.txt"]))
    holds(result.err, "long.jsonl:2: ", "longer than 64 MiB")
    assert not MEASURABLE or result.peak < 150e6, result.peak


def case_a_text_of_a_gibibyte(folder):
    good = write(folder, "a.txt", "1 killed")
    path = write(folder, "long.txt", "")
    os.truncate(path, 1 << 30)
    result = read(path, good)
    equal((result.code, documents(result)), (3, ["a.txt"]))
    holds(result.err, "long.txt: ", "longer than 64 MiB")
    assert not MEASURABLE or result.peak < 50e6, result.peak
    with open(path, "rb") as file:
        feeder = subprocess.Popen(["cat"], stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        result = read("-", good, stdin=feeder.stdout)
        feeder.stdout.close()
        feeder.wait()
    equal((result.code, documents(result)), (3, ["a.txt"]))
    holds(result.err, "stdin: ", "longer than 64 MiB")
    assert not MEASURABLE or result.peak < 200e6, result.peak


def case_the_largest_document_is_read(folder):
    limit = 64 << 20
    fits = write(folder, "fits.txt", b"1 killed " + b"x" * (limit - 9))
    over = write(folder, "over.txt", b"1 killed " + b"x" * (limit - 8))
    result = read(fits, over)
    equal((result.code, documents(result)), (3, ["fits.txt"]))


def case_a_document_the_engine_gives_up_on(folder):
    path = write(folder, "a.jsonl", GOOD + line(id="s", text="STUBBORN 5 killed") + GOOD)
    result = read(path)
    equal((result.code, documents(result)), (3, ["good", "good"]))
    holds(result.err, "stubborn: this document cannot be read")


def case_a_language_without_tables_is_skipped_and_counted(folder):
    path = write(folder, "a.jsonl", GOOD + line(id="f", text="FOREIGN") + line(id="g", text="FOREIGN 5 killed") + GOOD)
    result = read(path)
    equal((result.code, documents(result)), (0, ["good", "g", "good"]))
    holds(result.err, "f: skipped: its language has no word tables", "skipped 1: 1 in a language without word tables")
    many = write(folder, "b.jsonl", "".join(line(id=f"f{n}", text="FOREIGN") for n in range(300)))
    named = read(many)
    equal((named.err.count(": skipped: "), read(many, "--verbose").err.count(": skipped: ")), (20, 300))
    holds(named.err, "skipped 300: 300 in a language", "f0: skipped", "f19: skipped")
    equal(named.err, read("--jobs", "3", many).err)


def case_messages_cannot_steer_a_terminal(folder):
    result = read(folder + "/\x1b[31mred\n\u009b2J.txt")
    equal(result.code, 3)
    assert "\x1b" not in result.err and "\u009b" not in result.err and result.err.count("\n") == 1, result.err


# --- output

def case_json_lines_obey_the_schema(folder):
    try:
        import jsonschema
    except ImportError:
        return "python3-jsonschema is not there"
    with open(SCHEMA, encoding="utf-8") as file:
        schema = json.load(file)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    text = "“Quoted” \\ \t 12 killed, then 3 wounded\n"
    for claim in claims(read("--published", "2023-01-02", "-", stdin=text.encode())):
        validator.validate(claim)
        equal(list(claim), [name for name in schema["properties"] if name in claim])
        for name, part in claim.items():
            if isinstance(part, dict) and "properties" in schema["properties"][name]:
                equal(list(part), [key for key in schema["properties"][name]["properties"] if key in part])


def case_csv_reads_back(folder):
    path = write(folder, 'od"d, name.txt', "12 killed and 3 wounded")
    result = read("--format", "csv", "--outlet", "=cmd()", path, "-", stdin=b"4 killed")
    equal(result.out.count("\r\n"), 4)
    equal(result.out.replace("\r\n", "").count("\n"), 0)
    rows = list(csv.reader(io.StringIO(result.out, newline="")))
    equal({len(row) for row in rows}, {len(rows[0])})
    rows = list(csv.DictReader(io.StringIO(result.out, newline="")))
    equal([(row["doc"], row["low"], row["high"], row["outcome"], row["outlet"]) for row in rows],
          [('od"d, name.txt', "12", "12", "killed", "=cmd()"), ('od"d, name.txt', "3", "3", "wounded", "=cmd()"), ("stdin", "4", "4", "killed", "=cmd()")])
    safe = read("--format", "csv", "--csv-safe", "--outlet", "=cmd()", "-", stdin=b"4 killed")
    equal(list(csv.DictReader(io.StringIO(safe.out, newline="")))[0]["outlet"], "'=cmd()")


def case_csv_without_claims_has_its_header(folder):
    result = read("--format", "csv", "-", stdin=b"nothing")
    equal((result.code, result.out.count("\r\n")), (0, 1))


def on_terminal(*arguments, env=None):
    """Output and exit code of the program on a terminal of its own."""
    master, slave = pty.openpty()
    process = subprocess.Popen([PROGRAM, *arguments], stdin=subprocess.DEVNULL, stdout=slave, stderr=subprocess.PIPE, env={**os.environ, **(env or {})})
    os.close(slave)
    parts = []
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    os.close(master)
    process.stderr.close()
    return process.wait(), b"".join(parts).decode()


def case_a_table_on_a_terminal(folder):
    path = write(folder, "a.txt", "12 killed")
    for columns in (40, 72, 100, 160):
        code, out = on_terminal("read", path, env={"COLUMNS": str(columns)})
        equal(code, 0)
        holds(out, "a.txt", "HOW MANY", "WHO SAYS SO", "12", "killed", "“12 killed”")
        assert max(map(len, out.split("\r\n"))) <= columns, out
    code, out = on_terminal("read", "--format", "jsonl", path)
    equal(json.loads(out)["doc"], "a.txt")


def case_a_table_cannot_steer_the_terminal(folder):
    path = write(folder, "a.jsonl", line(id="a\x1b[2Jb", title="\u202ex\x07", outlet="o\x9bo", text="12 killed"))
    result = read("--format", "table", path)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", result.out), repr(result.out)


def case_a_reader_that_goes_away_is_no_error(folder):
    path = write(folder, "a.jsonl", GOOD * 20000)
    for handler in (signal.SIG_DFL, signal.SIG_IGN):
        process = subprocess.Popen([PROGRAM, "read", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, restore_signals=False,
                                   preexec_fn=lambda: signal.signal(signal.SIGPIPE, handler))
        process.stdout.readline()
        process.stdout.close()
        equal(process.stderr.read(), b"")
        process.stderr.close()
        assert process.wait() in (0, -signal.SIGPIPE)


def case_a_full_disk_is_said(folder):
    path = write(folder, "a.txt", "12 killed")
    for arguments in ([path], ["--format", "csv", path]):
        with open("/dev/full", "wb") as full:
            result = read(*arguments, stdout=full)
        equal(result.code, 2)
        holds(result.err, "cannot write the output")


def case_the_summary_is_for_who_asks(folder):
    path = write(folder, "a.txt", "12 killed and 3 wounded")
    equal(read(path).err, "")
    equal(read("--verbose", path).err, "tollbook: 2 claims in 1 document, 0 complaints\n")


# --- threads

def case_the_same_bytes_on_any_number_of_threads(folder):
    lines = []
    for n in range(3000):
        lines.append("{broken\n" if n % 97 == 0 else line(id=f"d{n}", text=f"STUBBORN {n}" if n % 101 == 0 else f"{n} killed " * (n % 50)))
    lines.append(line(id="large", text="5 killed " + "x" * 3000000) * 3)
    path, texts = write(folder, "a.jsonl", "".join(lines)), [write(folder, f"{n}.txt", f"{n} wounded") for n in range(30)]
    for format in ("jsonl", "csv", "table"):
        results = [read("--jobs", jobs, "--format", format, path, *texts) for jobs in ("1", "2", "4", "9")]
        equal(results[0].code, 3)
        assert len(results[0].out) > 100000
        for other in results[1:]:
            assert (other.code, other.out, other.err) == (results[0].code, results[0].out, results[0].err)


def case_memory_is_flat(folder):
    document = line(id="x", text="12 killed " + "word " * 400).encode()
    few, many = write(folder, "few.jsonl", document * 3000), write(folder, "many.jsonl", b"")
    with open(many, "wb") as file:
        for _ in range(30000):
            file.write(document)
    for jobs in ("1", "4"):
        small, large = read("--jobs", jobs, few), read("--jobs", jobs, many)
        equal((small.code, large.code), (0, 0))
        assert not MEASURABLE or large.peak < min(small.peak * 1.5 + 4e6, 100e6), (small.peak, large.peak)


def case_memory_is_flat_with_documents_of_all_sizes(folder):
    path = write(folder, "mixed.jsonl", b"")
    with open(path, "wb") as file:
        for gap in range(240):          # a large document ends its batch: let it stand at every place of one
            for n in range(gap * 7 % 61):
                file.write(GOOD.encode())
            file.write(line(id="large", text="12 killed " + "word " * 200000).encode())
    for jobs in ("1", "4"):
        result = read("--jobs", jobs, path)
        equal(result.code, 0)
        assert not MEASURABLE or result.peak < 60e6, result.peak


def case_a_document_with_very_many_claims_goes_out_in_pieces(folder):
    path = write(folder, "a.txt", "".join(f"{n} killed\n" for n in range(1, 200000)))
    first = read("--jobs", "1", path)
    equal((first.code, first.out.count("\n")), (0, 199999))
    equal(read("--jobs", "2", path).out, first.out)
    assert not MEASURABLE or first.peak < 100e6, first.peak        # the output alone has 140 MB
    with open("/dev/full", "wb") as full:
        equal(read("--jobs", "1", path, stdout=full).code, 2)


def case_what_comes_through_a_slow_pipe_goes_on_at_once(folder):
    for jobs in ("1", "4"):
        process = subprocess.Popen([PROGRAM, "read", "--jobs", jobs, "--from", "jsonl", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for n in range(5):
            process.stdin.write(line(id=str(n), text="1 killed").encode())
            process.stdin.flush()
            equal(json.loads(process.stdout.readline())["doc"], str(n))
        process.stdin.close()
        equal((process.stdout.read(), process.wait()), (b"", 0))
        process.stdout.close()


main(globals())

"""`tollbook add`, `claims`, `documents`, `sources` and `verify` from outside, with the plumbing's engine (every "N killed" is a claim).
Argument: the program."""
import csv
import io
import json
import os
import resource
import sqlite3
import sys
import time

from tap import equal, holds, main, run, write

PROGRAM = os.path.abspath(sys.argv[1])


class Ledger:
    def __init__(self, folder, name="t.db"):
        self.path = os.path.join(folder, name)

    def __call__(self, command, *arguments, **more):
        return run(PROGRAM, command, "--ledger", self.path, *arguments, **more)

    def rows(self, command, *arguments):
        result = self(command, *arguments)
        equal((result.code, result.err), (0, ""))
        return [json.loads(line) for line in result.out.splitlines()]

    def points(self, *arguments):
        return [claim["quantity"]["point"] for claim in self.rows("claims", *arguments)]

    def sql(self, script):
        """Behind the ledger's back, past its triggers."""
        with sqlite3.connect(self.path) as db:
            for name, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
                db.execute(f"DROP TRIGGER {name}")
            db.executescript(script)
        db.close()


def lines(*records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def some(folder):
    return write(folder, "a.jsonl", lines(
        {"id": "one", "text": "Moscow said 63 killed. Later it said 89 killed.", "published": "2023-01-02", "outlet": "Post", "title": "Toll rises"},
        {"id": "two", "text": "Kyiv said 400 killed — “a strike”.", "published": "2023-01-03", "outlet": "Times", "url": "https://times.example/2"},
        {"id": "three", "text": "Nothing happened.", "published": "2023-01-05", "outlet": "Post"}))


# --- adding

def case_adding_again_changes_nothing(folder):
    ledger, path = Ledger(folder), some(folder)
    result = ledger("add", path)
    equal((result.code, result.out), (0, ""))
    equal(result.err, "tollbook: inserted 3, unchanged 0, new versions 0, re-read 0, rejected 0; 3 claims\n")
    before = open(ledger.path, "rb").read()
    result = ledger("add", path)
    equal((result.code, result.err), (0, "tollbook: inserted 0, unchanged 3, new versions 0, re-read 0, rejected 0; 0 claims\n"))
    equal(open(ledger.path, "rb").read(), before)


def case_a_day_yet_to_come_is_not_kept(folder):
    ledger = Ledger(folder)
    result = ledger("add", write(folder, "b.jsonl", lines({"id": "one", "text": "Moscow said 63 killed.", "published": "2199-05-01"})))
    holds(result.err, "one: ", "2199-05-01", "yet to come", "inserted 1")
    equal([claim["published"] for claim in ledger.rows("claims")], [None])


def case_claims_come_out_as_read_prints_them(folder):
    ledger, path = Ledger(folder), some(folder)
    ledger("add", path)
    for form in ("jsonl", "csv"):
        read, asked = run(PROGRAM, "read", "--format", form, path), ledger("claims", "--format", form)
        equal((read.code, asked.code), (0, 0))
        equal(asked.out, read.out)
    holds(ledger("claims", "--format", "table").out, "Toll rises", "HOW MANY", "“400 killed”")


def case_the_ledger_is_the_same_on_any_number_of_threads(folder):
    path = write(folder, "many.jsonl", lines(*({"id": f"d{n}", "text": f"{n} killed. " * (n % 7)} if n % 7 else {"id": f"d{n}", "text": "quiet"} for n in range(300))))
    outputs = []
    for jobs in ("1", "2", "5"):
        ledger = Ledger(folder, f"{jobs}.db")
        holds(ledger("add", "--jobs", jobs, path).err, "inserted 300")
        outputs.append((ledger("claims").out, [row["doc"] for row in ledger.rows("documents")]))
    assert outputs[0] == outputs[1] == outputs[2]
    equal(outputs[0][1], [f"d{n}" for n in range(300)])


def case_a_changed_text_is_a_new_version(folder):
    ledger = Ledger(folder)
    ledger("add", write(folder, "a.txt", "63 killed"))
    time.sleep(0.01)
    seconds, micros = divmod(time.time_ns() // 1000, 1000000)   # one look at the clock: two may stand on either side of a full second
    between = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{micros:06}Z"
    time.sleep(0.01)
    holds(ledger("add", write(folder, "a.txt", "89 killed")).err, "inserted 0, unchanged 0, new versions 1")
    equal((ledger.points(), ledger.points("--history"), ledger.points("--as-of", between)), ([89], [63, 89], [63]))
    equal(ledger.points("--as-of", "2001-01-01"), [])
    equal([(row["version"], row["superseded_at"] is None) for row in ledger.rows("documents", "--history")], [(1, False), (2, True)])


def case_what_is_not_said_again_stays_known(folder):
    ledger, path = Ledger(folder), write(folder, "a.txt", "63 killed")
    ledger("add", "--published", "2023-01-02", "--outlet", "Post", path)
    holds(ledger("add", path).err, "unchanged 1")
    holds(ledger("add", "--published", "2023-01-03", path).err, "new versions 1")
    row, = ledger.rows("documents")
    equal((row["published"], row["outlet"], row["version"]), ("2023-01-03", "Post", 2))
    equal(ledger.rows("claims")[0]["published"], "2023-01-03")


def case_bad_documents_cost_only_themselves(folder):
    ledger = Ledger(folder)
    good, bad = write(folder, "a.txt", "1 killed"), write(folder, "bad.txt", b"2 killed \xff")
    path = write(folder, "b.jsonl", lines({"id": "x", "text": "3 killed"}) + "{\n" + lines({"id": "s", "text": "STUBBORN 5 killed"}, {"id": "y", "text": "4 killed"}))
    result = ledger("add", bad, good, path)
    equal((result.code, ledger.points()), (3, [1, 3, 4]))
    holds(result.err, "bad.txt", "invalid UTF-8", "b.jsonl:2", "inserted 3", "rejected 3")


def case_a_language_without_tables_is_no_document(folder):
    ledger = Ledger(folder)
    path = write(folder, "a.jsonl", lines({"id": "x", "text": "3 killed"}, {"id": "f", "text": "FOREIGN"}, {"id": "g", "text": "FOREIGN 5 killed"}))
    result = ledger("add", path)
    equal((result.code, ledger.points(), len(ledger.rows("documents"))), (0, [3, 5], 2))   # where a claim is, nothing is skipped
    holds(result.err, "f: skipped: its language has no word tables", "skipped 1: 1 in a language without word tables", "inserted 2")
    result = ledger("add", write(folder, "b.jsonl", lines(*({"id": f"f{n}", "text": "FOREIGN"} for n in range(30)))))
    equal((result.code, result.err.count(": skipped: "), len(ledger.rows("documents"))), (0, 20, 2))
    holds(result.err, "skipped 30: 30 in a language")
    equal(ledger("add", "--verbose", os.path.join(folder, "b.jsonl")).err.count(": skipped: "), 30)


def case_documents_without_claims_may_be_left_out(folder):
    ledger = Ledger(folder)
    path = write(folder, "a.jsonl", lines({"id": "x", "text": "3 killed"}, {"id": "y", "text": "nobody"}, {"id": "z", "text": "FOREIGN"}))
    result = ledger("add", "--claims-only", path)
    equal((result.code, ledger.points(), len(ledger.rows("documents"))), (0, [3], 1))
    holds(result.err, "z: skipped: its language", "skipped 2: 1 in a language without word tables, 1 without a claim", "inserted 1")
    equal("y: skipped" in result.err, False)   # of a crawl nearly all: named only where that is asked for
    holds(ledger("add", "--claims-only", "--verbose", path).err, "y: skipped: no claim in it")
    # A document that is known is never left out: its claims are gone now, whatever the language of its new text.
    for text in ("nobody", "FOREIGN"):
        ledger("add", write(folder, "b.jsonl", lines({"id": "x", "text": "3 killed"})))
        result = ledger("add", "--claims-only", write(folder, "b.jsonl", lines({"id": "x", "text": text})))
        holds(result.err, "new versions 1")
        equal(ledger.points(), [])


def case_the_ledger_is_named_by_the_environment(folder):
    path = write(folder, "a.txt", "63 killed")
    equal(run(PROGRAM, "add", path, env={"TOLLBOOK_LEDGER": folder + "/named.db"}).code, 0)
    equal(run(PROGRAM, "claims", env={"TOLLBOOK_LEDGER": folder + "/named.db"}).out.count("\n"), 1)
    equal(run(PROGRAM, "add", path, cwd=folder, env={"TOLLBOOK_LEDGER": ""}).code, 0)
    assert os.path.exists(folder + "/tollbook.db")


# --- asking

def case_filters(folder):
    ledger = Ledger(folder)
    ledger("add", some(folder))
    for arguments, found in (
        ([], [63, 89, 400]), (["--outlet", "post"], [63, 89]), (["--text", "killed 400"], [400]), (["--text", '"killed 400"'], []), (["--document", "two"], [400]),
        (["--from", "2023-01-03"], [400]), (["--to", "2023-01-02"], [63, 89]), (["--limit", "2"], [63, 89]), (["--outcome", "killed,wounded"], [63, 89, 400]),
        (["--outcome", "wounded"], []), (["--side", "FRA"], []), (["--claimant", "nobody"], []), (["--place", "Atlantis"], []),
    ):
        equal((arguments, ledger.points(*arguments)), (arguments, found))
    one = ledger.rows("claims", "--outlet", "Times")[0]
    equal(ledger.rows("claims", "--id", one["id"]), [one])


def case_documents_and_names(folder):
    ledger = Ledger(folder)
    ledger("add", some(folder))
    rows = ledger.rows("documents")
    equal([(row["doc"], row["claims"], row["outlet"]) for row in rows], [("one", 2, "Post"), ("two", 1, "Times"), ("three", 0, "Post")])
    equal((rows[0]["title"], rows[0]["url"], rows[1]["url"], rows[1]["bytes"]), ("Toll rises", None, "https://times.example/2", len("Kyiv said 400 killed — “a strike”.".encode())))
    equal([row["doc"] for row in ledger.rows("documents", "--text", "happened")], ["three"])
    equal([row["doc"] for row in ledger.rows("documents", "--outcome", "killed", "--from", "2023-01-03")], ["two"])
    table = list(csv.DictReader(io.StringIO(ledger("documents", "--format", "csv").out, newline="")))
    equal([row["sha256"] for row in table], [row["sha256"] for row in rows])
    sources = ledger.rows("names")
    equal([(row["role"], row["name"], row["claims"], row["documents"]) for row in sources if row["role"] == "outlet"], [("outlet", "Post", 2, 1), ("outlet", "Times", 1, 1)])
    equal(sum(row["claims"] for row in sources if row["role"] == "claimant"), 3)
    holds(ledger("names", "--format", "table").out, "ROLE", "outlet", "Post")
    holds(ledger("documents", "--format", "table", env={"COLUMNS": "100"}).out, "DOCUMENT", "one", "Toll rises")


def case_wrong_use_is_exit_2(folder):
    ledger = Ledger(folder)
    ledger("add", some(folder))
    for arguments, said in (
        (["add"], "name the files"), (["claims", "x"], "takes no files"), (["verify", "x"], "takes no files"), (["claims", "--outcome", "slain"], "killed_or_wounded"),
        (["claims", "--as-of", "tomorrow"], "no date"), (["claims", "--from", "x"], "date"), (["documents", "--limit", "0"], "number"),
    ):
        result = ledger(*arguments)
        equal((arguments, result.code, result.out), (arguments, 2, ""))
        holds(result.err, said)


# --- evidence

def case_verify_reads_everything_again(folder):
    ledger = Ledger(folder)
    ledger("add", some(folder))
    result = ledger("verify")
    equal((result.code, result.err), (0, ""))
    holds(result.out, "3 claims", "3 texts")


def case_one_changed_byte_is_exit_4_and_named(folder):
    for script, said in (
        ("UPDATE text SET bytes = CAST(replace(CAST(bytes AS TEXT), '400', '401') AS BLOB)", ("two", "byte 0", "SHA-256")),
        ("UPDATE claim SET quantity_text = '401' WHERE quantity_text = '400'", ("two", "byte 12", "quantity", '"401"', '"400"')),
        ("UPDATE claim SET quantity_off = quantity_off - 1 WHERE quantity_text = '400'", ("two", "byte 9", "quantity", '" 40"')),
        ("UPDATE claim SET point = 401 WHERE quantity_text = '400'", ("two", "value", "byte 10")),
        ("UPDATE version SET published = published + 1 WHERE number = 1 AND url IS NOT NULL", ("two", "date of publication")),
    ):
        ledger = Ledger(folder, f"{len(script)}.db")
        ledger("add", some(folder))
        claim = ledger.rows("claims")[2]["id"]
        ledger.sql(script)
        result = ledger("verify")
        equal((script, result.code, result.out), (script, 4, ""))
        holds(result.err, *said)
        assert "UPDATE claim" not in script or claim in result.err, result.err


def case_a_damaged_file_is_exit_4_or_5(folder):
    ledger = Ledger(folder)
    ledger("add", write(folder, "m.jsonl", lines(*({"id": f"d{n}", "text": f"{n} killed. " * 50} for n in range(50)))))
    size = os.path.getsize(ledger.path)
    with open(ledger.path, "r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size // 2))
    result = ledger("verify")
    assert result.code in (4, 5), (result.code, result.err)
    holds(result.err, ledger.path)


# --- ledgers that are none, or cannot be written

def case_what_is_no_ledger_is_exit_5(folder):
    text = write(folder, "a.txt", "1 killed")
    other = os.path.join(folder, "other.db")
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t (a)")
    db.close()
    newer = Ledger(folder, "newer.db")
    newer("add", text)
    newer.sql("PRAGMA user_version = 99")
    for path, said in ((folder, "directory"), (text, "not an SQLite file"), (other, "another program"), (newer.path, "newer"), (folder + "/no/x.db", "cannot be opened")):
        result = run(PROGRAM, "add", "--ledger", path, text)
        equal((path, result.code), (path, 5))
        holds(result.err, path, said)
    for command in ("claims", "documents", "names", "verify"):
        result = run(PROGRAM, command, "--ledger", folder + "/none.db")
        equal((result.code, result.out), (5, ""))
        holds(result.err, "none.db", "no such ledger", "tollbook add")


def case_a_locked_ledger_says_who_holds_it(folder):
    ledger = Ledger(folder)
    ledger("add", write(folder, "a.txt", "1 killed"))
    db = sqlite3.connect(ledger.path, isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    result = ledger("add", write(folder, "b.txt", "2 killed"))
    equal(result.code, 5)
    holds(result.err, ledger.path, "locked", f"process {os.getpid()}", "inserted 0")
    equal(ledger.points(), [1])
    db.execute("ROLLBACK")
    db.close()
    equal(ledger("add", folder + "/b.txt").code, 0)


def case_a_full_disk_keeps_what_was_added(folder):
    ledger = Ledger(folder)
    path = write(folder, "m.jsonl", lines(*({"id": f"d{n}", "text": f"{n} killed. " + "x" * 20000} for n in range(100))))
    result = ledger("add", path, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (800000, 800000)))
    equal(result.code, 5)
    holds(result.err, ledger.path, "what was added before stands", "inserted ")
    inserted = int(result.err.split("inserted ")[1].split(",")[0])
    assert 3 < inserted < 100, inserted
    equal(ledger("verify").code, 0)
    equal(len(ledger.points()), inserted)
    holds(ledger("add", path).err, f"inserted {100 - inserted}, unchanged {inserted}")


def case_two_programs_add_at_once(folder):
    import subprocess
    ledger = Ledger(folder)
    paths = [write(folder, f"{name}.jsonl", lines(*({"id": f"{name}{n}", "text": f"{n} killed"} for n in range(200)))) for name in "ab"]
    running = [subprocess.Popen([PROGRAM, "add", "--ledger", ledger.path, path], stderr=subprocess.PIPE) for path in paths]
    for process in running:
        err = process.communicate()[1].decode()
        equal((process.returncode, "inserted 200" in err), (0, True))
    equal(len(ledger.points()), 400)
    equal(ledger("verify").code, 0)


if __name__ == "__main__":
    main(globals())

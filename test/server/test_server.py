"""The ledger on a real PostgreSQL server, from outside, with the plumbing's engine (every "N killed" is a claim): the answers are those of a file, several
programs write at once, and what can go wrong with a server is said. Arguments: the program, the folder of tap.py."""
import json
import os
import subprocess
import sys
import threading
import time

sys.path.insert(0, sys.argv[2])
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from tap import equal, holds, main, run, write
from with_postgres import Server

PROGRAM = os.path.abspath(sys.argv[1])
server = Server()


def psql(sql, schema=None):
    url = server.url + (f"&options=-csearch_path%3D{schema}" if schema else "")
    result = subprocess.run([os.path.join(server.bin, "psql"), "-XAtq", "-d", url, "-c", sql], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert not result.returncode, result.stdout
    return result.stdout.strip()


def place(name):
    """A ledger's URL, in a schema of its own."""
    psql(f"CREATE SCHEMA {name}")
    return f"{server.url}&options=-csearch_path%3D{name}"


def articles(folder, name, first, count, words="Moscow said {n} killed near Kyiv. Kyiv said {m} killed “in a strike”."):
    lines = [{"id": f"{name}-{n}", "text": words.format(n=n, m=n * 7), "published": "2023-01-02", "outlet": "Post" if n % 2 else "Times",
              "title": f"Number {n}"} for n in range(first, first + count)]
    return write(folder, name + ".jsonl", "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


def case_the_answers_are_those_of_a_file(folder):
    ledgers = [place("answers"), os.path.join(folder, "t.db")]
    outs = []
    for ledger in ledgers:
        said = [run(PROGRAM, "add", "--ledger", ledger, given).err for given in (articles(folder, "a", 1, 60),) * 2]
        said.append(run(PROGRAM, "add", "--ledger", ledger, articles(folder, "a", 1, 5, "Moscow now says {n} killed.")).err)
        answers = [run(PROGRAM, command, "--ledger", ledger, *arguments) for command, arguments in (
            ("claims", []), ("claims", ["--outlet", "post"]), ("claims", ["--text", '"said 14 killed"']), ("claims", ["--text", "mosc* 11"]), ("claims", ["--text", "kyiv strike"]),
            ("claims", ["--text", "“in"]), ("claims", ["--document", "a-3", "--outcome", "killed"]), ("claims", ["--from", "2023-01-03"]),
            ("claims", ["--limit", "7"]), ("claims", ["--as-of", "2001-01-01"]), ("names", []), ("names", ["--outlet", "Times"]))]
        equal([answer.err for answer in answers], [""] * len(answers))
        documents = [json.loads(line) for line in run(PROGRAM, "documents", "--ledger", ledger, "--history").out.splitlines()]
        outs.append((said, [answer.out for answer in answers], [(d.get("name") or d.get("doc"), d.get("version"), d.get("claims")) for d in documents]))
        holds(run(PROGRAM, "verify", "--ledger", ledger).out, "65 texts")
        health = [row for row in map(json.loads, run(PROGRAM, "doctor", "--ledger", ledger).out.splitlines()) if row["check"] in ("contents", "readings")]
        outs[-1] += ([(row["state"], row["found"]) for row in health],)
    equal(outs[0][3], [("ok", "115 claims in 60 documents"), ("ok", "all by this program with these tables")])
    equal(outs[0], outs[1])
    counts = [len(out.splitlines()) for out in outs[0][1]]
    assert counts[0] == 115 and counts[1] and counts[6] == 1 and counts[8] == 7 and not counts[9], counts


def case_a_page_is_kept_as_in_a_file(folder):
    page = write(folder, "page.html", "<html><head><title>Strike</title></head><body><article><h1>A strike in the town</h1>" + "".join(
        f"<p>The ministry said on day {n} that {n} killed lay under the ruins of the school, and that nobody knew more of it.</p>" for n in range(3, 9))
        + "</article></body></html>")
    outs = []
    for ledger in (place("pages"), os.path.join(folder, "p.db")):
        outs.append((run(PROGRAM, "add", "--ledger", ledger, page).err, run(PROGRAM, "verify", "--ledger", ledger).out))
    equal(outs[0], outs[1])
    holds(outs[0][0], "inserted 1")
    equal(psql("SELECT count(*) FROM page", "pages"), "1")


def case_several_programs_write_at_once(folder):
    ledger, results = place("writers"), []
    paths = [articles(folder, f"w{k}", k * 1000, 120) for k in range(3)] + [articles(folder, "w0", 0, 120)]
    batches = ["1", "16", "500", "16"]   # 500 is more than there is: such a program holds its turn to the end
    threads = [threading.Thread(target=lambda p=p, b=b: results.append(run(PROGRAM, "add", "--batch", b, "--ledger", ledger, p)))
        for p, b in zip(paths, batches)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    equal([result.code for result in results], [0] * 4)
    equal(psql("SELECT count(*), count(DISTINCT id) FROM document", "writers"), "360|360")   # the same document of two programs is one
    equal(psql("SELECT count(*) FROM claim", "writers"), "720")
    equal(psql("SELECT count(*) FROM reading a JOIN reading b ON b.id = a.id + 1 WHERE b.recorded_at <= a.recorded_at", "writers"), "0")
    equal(run(PROGRAM, "verify", "--ledger", ledger).code, 0)


def case_rows_of_many_parts_are_all_there_and_a_refusal_among_them_loses_the_batch(folder):
    ledger = place("parts")
    path = articles(folder, "p", 1, 300, "Moscow said {n} killed near Kyiv. " + "Nothing else was said of it that day. " * 200)   # two megabytes
    said = run(PROGRAM, "add", "--batch", "1000", "--ledger", ledger, path).err
    holds(said, "inserted 300", "300 claims")
    equal(run(PROGRAM, "verify", "--ledger", ledger).code, 0)
    equal(psql("SELECT count(*) FROM claim c JOIN reading r ON r.id = c.reading JOIN version v ON v.id = r.version JOIN text x ON x.id = v.text", "parts"), "300")
    psql("ALTER TABLE sentence ADD CONSTRAINT few CHECK (id >> 24 <= 450)", "parts")
    other = articles(folder, "q", 1001, 300, "Moscow said {n} killed near Kyiv. " + "Nothing more was said of it that day. " * 200)
    refused = run(PROGRAM, "add", "--batch", "1000", "--ledger", ledger, other)
    assert refused.code and "few" in refused.err, refused
    equal(psql("SELECT count(*) FROM document", "parts"), "300")
    psql("ALTER TABLE sentence DROP CONSTRAINT few", "parts")
    holds(run(PROGRAM, "add", "--batch", "1000", "--ledger", ledger, other).err, "inserted 300")
    equal(run(PROGRAM, "verify", "--ledger", ledger).code, 0)


def case_a_program_killed_leaves_whole_documents(folder):
    ledger, path = place("killed"), articles(folder, "k", 1, 4000)
    run(PROGRAM, "add", "--ledger", ledger, articles(folder, "j", 1, 1))
    for wait in (0.05, 0.1, 0.2):
        process = subprocess.Popen([PROGRAM, "add", "--ledger", ledger, path], stderr=subprocess.DEVNULL)
        time.sleep(wait)
        process.kill()
        process.wait()
        for _ in range(100):   # the server notices that nobody is there
            if psql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == "0":
                break
            time.sleep(0.05)
        equal(psql("SELECT count(*) FROM reading r WHERE r.claims <> (SELECT count(*) FROM claim c WHERE c.reading = r.id)", "killed"), "0")
        equal(run(PROGRAM, "verify", "--ledger", ledger).code, 0)
    equal(run(PROGRAM, "add", "--ledger", ledger, path).code, 0)
    equal(psql("SELECT count(*) FROM document", "killed"), "4001")


def case_a_changed_row_is_found(folder):
    ledger = place("changed")
    run(PROGRAM, "add", "--ledger", ledger, articles(folder, "c", 1, 3))
    psql("ALTER TABLE claim DISABLE TRIGGER ALL; UPDATE claim SET point = 5 WHERE id = (SELECT max(id) FROM claim)", "changed")
    result = run(PROGRAM, "verify", "--ledger", ledger)
    equal(result.code, 4)
    holds(result.err, "c-3", "was changed after it was recorded")


def case_a_row_that_refers_to_nothing_is_found(folder):
    ledger = place("orphans")
    run(PROGRAM, "add", "--ledger", ledger, articles(folder, "o", 1, 3))
    equal(run(PROGRAM, "verify", "--ledger", ledger).code, 0)
    for table, column in (("version", "document"), ("version", "text"), ("reading", "version"), ("reading", "edition")):
        psql(f"ALTER TABLE {table} DISABLE TRIGGER ALL; UPDATE {table} SET {column} = {column} + 1000 WHERE id = 2", "orphans")
        result = run(PROGRAM, "verify", "--ledger", ledger)
        equal(result.code, 4)
        holds(result.err, f"row 2 of its table {table}")
        psql(f"UPDATE {table} SET {column} = {column} - 1000 WHERE id = 2", "orphans")
    equal(run(PROGRAM, "verify", "--ledger", ledger).code, 0)


def case_a_lock_is_waited_for_and_named(folder):
    ledger, path = place("locked"), articles(folder, "l", 1, 1)
    run(PROGRAM, "add", "--ledger", ledger, path)
    holder = subprocess.Popen([os.path.join(server.bin, "psql"), "-Xq", "-d", ledger, "-c",
        "BEGIN; SELECT pg_advisory_xact_lock(1416588396, hashtext(current_schema())); SELECT pg_sleep(30)"], stdout=subprocess.DEVNULL)
    while psql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == "0":
        time.sleep(0.05)
    result = run(PROGRAM, "add", "--ledger", ledger, articles(folder, "m", 1, 1))
    equal(result.code, 5)
    holds(result.err, "locked by another program")
    equal(len(run(PROGRAM, "claims", "--ledger", ledger).out.splitlines()), 2)   # reading does not wait
    holder.kill()
    holder.wait()


def case_what_is_no_ledger_says_what_it_is(folder):
    empty = place("empty")
    result = run(PROGRAM, "claims", "--ledger", empty)
    equal(result.code, 5)
    holds(result.err, "there is no ledger")
    other = place("other")
    psql("CREATE TABLE t (a INTEGER)", "other")
    result = run(PROGRAM, "add", "--ledger", other, articles(folder, "o", 1, 1))
    equal(result.code, 5)
    holds(result.err, "other tables", "CREATE SCHEMA")
    newer = place("newer")
    run(PROGRAM, "add", "--ledger", newer, articles(folder, "n", 1, 1))
    psql("INSERT INTO migration VALUES (99, 1, 'later')", "newer")
    holds(run(PROGRAM, "claims", "--ledger", newer).err, "newer than schema")
    result = run(PROGRAM, "claims", "--ledger", f"{server.url}&options=-csearch_path%3Dnowhere")
    equal(result.code, 5)
    holds(result.err, "does not exist")


def case_a_server_that_is_not_there_is_said_without_the_password(folder):
    result = run(PROGRAM, "claims", "--ledger", f"postgresql://toll:s3cret@/postgres?host={folder}")
    equal(result.code, 5)
    holds(result.err, "cannot be reached")
    assert "s3cret" not in result.err, result.err


def case_a_server_that_goes_away_ends_it_and_what_was_stored_stands(folder):
    ledger, path = place("gone"), articles(folder, "g", 1, 6000)
    process = subprocess.Popen([PROGRAM, "add", "--ledger", ledger, path], stderr=subprocess.PIPE, text=True)
    while psql("SELECT count(*) FROM pg_class WHERE relname = 'document' AND relnamespace = 'gone'::regnamespace") == "0":
        time.sleep(0.02)
    server.stop("immediate")
    said = process.communicate()[1]
    server.start()
    assert process.returncode == 5, (process.returncode, said)
    holds(said, "went away", "what was added before stands")
    verified = run(PROGRAM, "verify", "--ledger", ledger)
    equal((verified.code, verified.err), (0, ""))
    equal(run(PROGRAM, "add", "--ledger", ledger, path).code, 0)
    equal(psql("SELECT count(*) FROM document", "gone"), "6000")


if __name__ == "__main__":
    with server:
        main(globals())

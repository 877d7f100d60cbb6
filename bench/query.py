#!/usr/bin/env python3
"""What each query command costs on a large ledger. In: the program and a ledger (bench_reckon_kept with a third argument leaves one of
1,000,000 claims; one `tollbook add` on it reckons it for the program's own tables), how often to ask each. Out: a line a command: median, 95th percentile and
worst, in milliseconds of processor time, start and printing included; and those that are over the goal. What is asked about is drawn at random.
Usage: query.py TOLLBOOK LEDGER [TIMES]"""
import os
import random
import sqlite3
import subprocess
import sys

GOAL = 50


def drawn(ledger, times):
    """For each time: a claim and what it has."""
    db = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
    last = db.execute("SELECT max(id) FROM reading").fetchone()[0]
    rows = []
    while len(rows) < times:
        row = db.execute(
            "SELECT lower(hex(c.key)), a.slug, w.value, p.gazetteer, k.word, date(coalesce(c.period_from, c.stated, v.published) * 86400, 'unixepoch'), "
            "d.name, o.value, CAST(substr(x.bytes, coalesce(n.off, 0) + 1, coalesce(n.len, 40)) AS TEXT) FROM claim c "
            "JOIN reading r ON r.id = c.reading JOIN version v ON v.id = r.version JOIN document d ON d.id = v.document JOIN text x ON x.id = v.text "
            "LEFT JOIN sentence n ON n.id = c.sentence LEFT JOIN actor a ON a.id = c.claimant LEFT JOIN word w ON w.id = c.side LEFT JOIN word o ON o.id = v.outlet "
            "LEFT JOIN place p ON p.id = c.place JOIN code k ON k.field = 'outcome' AND k.code = c.outcome WHERE c.id >= ? LIMIT 1",
            (random.randint(1, last) << 24 | random.randint(1, 20),)).fetchone()
        if row and all(row[:1]):
            rows.append(row)
    return rows


def commands(row):
    claim, claimant, side, place, outcome, day, document, outlet, sentence = row
    word = random.choice((sentence or "").split()[1:-1] or ["00000"])  # whole words: the first and the last may be cut
    few = ["--limit", "20"]
    yield "claims", ["claims", *few]
    yield "claims --side --outcome", ["claims", "--side", side or "RUS", "--outcome", outcome, *few]
    yield "claims --claimant", ["claims", "--claimant", claimant or "rus-mod", *few]
    yield "claims --place", ["claims", "--place", place or "Kyiv", *few]
    yield "claims --from --to", ["claims", "--from", day or "2023-01-01", "--to", day or "2023-01-01", *few]
    yield "claims --claimant --place --from --to", ["claims", "--claimant", claimant or "rus-mod", "--place", place or "Kyiv", "--from", day, "--to", day, *few]
    yield "claims --text", ["claims", "--text", word, *few]
    yield "claims --document", ["claims", "--document", document]
    yield "claims --outlet", ["claims", "--outlet", outlet or "x", *few]
    yield "claims --id", ["claims", "--id", claim]
    yield "documents", ["documents", *few]
    yield "documents --text", ["documents", "--text", word, *few]
    yield "documents --side --place", ["documents", "--side", side or "RUS", "--place", place or "Kyiv", *few]
    yield "documents --document", ["documents", "--document", document]
    yield "findings", ["findings", *few]
    yield "findings --code conflict", ["findings", "--code", "conflict", *few]
    yield "findings --question", ["findings", "--question", claim, "--limit", "100"]
    yield "questions", ["questions", *few]
    yield "questions ID", ["questions", claim, "--limit", "200"]
    yield "statement", ["statement", claim]
    yield "sources", ["sources"]
    yield "say", ["say", claim]


def main():
    program, ledger = sys.argv[1:3]
    times = int(sys.argv[3]) if len(sys.argv) > 3 else 40
    random.seed(5)
    took = {}
    for row in drawn(ledger, times):
        for name, arguments in commands(row):
            child = subprocess.Popen([program, arguments[0], "--ledger", ledger, *arguments[1:]], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            said = child.stderr.read()
            _, status, usage = os.wait4(child.pid, 0)
            if os.waitstatus_to_exitcode(status) not in (0, 1):
                sys.exit(f"query.py: {' '.join(arguments)}: {said.decode()}")
            took.setdefault(name, []).append((usage.ru_utime + usage.ru_stime) * 1000)
    print("what\tmedian\t95th\tworst\tms of the processor")
    over = []
    for name, each in took.items():
        each.sort()
        high = each[min(len(each) - 1, len(each) * 95 // 100)]
        print(f"{name}\t{each[len(each) // 2]:.0f}\t{high:.0f}\t{each[-1]:.0f}")
        if high > GOAL:
            over.append(name)
    print(f"over {GOAL} ms at the 95th percentile: {', '.join(over) or 'none'}")


if __name__ == "__main__":
    main()

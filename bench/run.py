#!/usr/bin/env python3
"""Measures the program beside a baseline of the same run: `wc -w` in a UTF-8 locale over the same bytes, so that a ratio means the same on any machine.

In: a text file or a folder of texts (examples/ where none is given), repeated as documents until --size MB are reached. Out: a table on stdout:
what, MB/s (the best of --rounds), ratio to the baseline, peak memory. Programs of the rooms (bench/bench_*.c) print `what<TAB>bytes a second` and
are found by their name; to add one, list it in ROOM_bench. Texts full of losses are slower to read than others: both kinds are measured. A benchmark is never a test: nothing here fails for being slow."""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import pages

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"


def texts_of(path):
    """The texts under a path: .txt files as they are, .jsonl files by their `text`."""
    path = pathlib.Path(path)
    texts = []
    for file in sorted(p for p in (path.rglob("*") if path.is_dir() else [path]) if p.is_file()):
        if file.suffix == ".jsonl":
            records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
            texts += [record["text"] for record in records if isinstance(record.get("text"), str)]
        elif file.suffix == ".txt" or not path.is_dir():
            texts.append(file.read_text(encoding="utf-8", errors="replace"))
    return [text for text in texts if text.strip()]


def write_corpus(folder, texts, size):
    """Documents as files, in sub-folders of 1,000, and all of them in one file and one JSON Lines file. Their names, their bytes."""
    names, total = [], 0
    with open(folder / "all.txt", "w", encoding="utf-8") as joined, open(folder / "all.jsonl", "w", encoding="utf-8") as lines:
        while total < size:
            for text in texts:
                number = len(names)
                name = folder / f"{number // 1000:03}" / f"{number:06}.txt"
                name.parent.mkdir(exist_ok=True)
                body = f"{text}\n"
                name.write_text(body, encoding="utf-8")
                joined.write(body)
                lines.write(json.dumps({"id": name.name, "text": body}, ensure_ascii=False) + "\n")
                names.append(str(name.relative_to(folder)))
                total += len(body.encode())
                if total >= size:
                    break
    return names, total


def run(command, folder, stdin=None, environment=None):
    """Seconds, peak memory in MB and exit status of a command whose output nobody reads."""
    start = time.perf_counter()
    with open(stdin or os.devnull, "rb") as source, open(os.devnull, "wb") as sink:
        process = subprocess.Popen(command, cwd=folder, stdin=source, stdout=sink, stderr=subprocess.PIPE, env=environment)
        process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - start, usage.ru_maxrss / 1024, process.returncode


class Table:
    def __init__(self):
        self.baseline = None

    def row(self, what, rate, note=""):
        if self.baseline is None:
            self.baseline = rate
        print(f"{what:<42}{rate:>10.1f} MB/s{rate / self.baseline:>9.2f} x  {note}", flush=True)

    def measure(self, what, command, folder, size, rounds, **more):
        runs = [run(command, folder, **more) for _ in range(rounds)]
        if any(status not in (0, 1) for _, _, status in runs):
            print(f"{what:<42}{'failed, exit status ' + str(runs[0][2]):>24}", flush=True)
            return None
        seconds = min(r[0] for r in runs)
        self.row(what, size / seconds / 1e6, f"{max(r[1] for r in runs):.0f} MB peak")
        return seconds


def bench_program(table, folder, names, size, rounds):
    program = BUILD / "tollbook"
    if not program.exists():
        print("build/tollbook is not there: its rows are left out")
        return
    program = str(program.resolve())
    (folder / "one.txt").write_text("No figure.\n", encoding="utf-8")
    starts = sorted(run([program, "read", "one.txt"], folder)[0] for _ in range(20))
    print(f"{'start-up (read one line), median of 20':<42}{starts[10] * 1000:>10.1f} ms")
    jsonl = ["--format", "jsonl"]
    table.measure("read, files, 1 job", [program, "read", "--jobs", "1", *jsonl, *names], folder, size, rounds)
    table.measure("read, files, all processors", [program, "read", *jsonl, *names], folder, size, rounds)
    table.measure("read, JSON Lines, 1 job", [program, "read", "--jobs", "1", *jsonl, "all.jsonl"], folder, size, rounds)
    table.measure("read, one long text, 1 job", [program, "read", "--jobs", "1", *jsonl, "all.txt"], folder, size, rounds)
    ledger = folder / "bench.ledger"
    small = names[: max(1, len(names) // 10)]  # a tenth: the ledger is about claims, not bytes
    small_size = sum((folder / name).stat().st_size for name in small)
    seconds = table.measure("add, a tenth of the files", [program, "add", "--ledger", str(ledger), *small], folder, small_size, 1)
    if seconds:
        listed = subprocess.run([program, "claims", "--ledger", str(ledger), *jsonl], capture_output=True, check=False).stdout.count(b"\n")
        print(f"{'  claims stored':<42}{listed:>10} ({listed / seconds:.0f} a second, reading included)")
        table.measure("verify", [program, "verify", "--ledger", str(ledger)], folder, small_size, rounds)


def bench_archives(texts, options):
    """WARC of pages made around the texts (pages.py), packed record by record, to claims; the same with two jobs."""
    program = BUILD / "tollbook"
    if not program.exists():
        return
    folder = pathlib.Path(tempfile.mkdtemp(prefix="tollbook-bench-"))
    try:
        size, count = pages.write_warc(folder / "pages.warc.gz", texts, options.size * 1000000)
        packed = (folder / "pages.warc.gz").stat().st_size
        print(f"\nWARC, gzip: {count} pages, {size / 1e6:.1f} MB of HTML ({packed / 1e6:.1f} MB packed); MB/s of HTML")
        table = Table()
        command = [str(program.resolve()), "read", "-q", "--format", "jsonl"]
        table.measure("baseline: zcat", ["zcat", "pages.warc.gz"], folder, size, options.rounds)
        one = table.measure("read, WARC of pages, 1 job", [*command, "--jobs", "1", "pages.warc.gz"], folder, size, options.rounds)
        two = table.measure("read, WARC of pages, 2 jobs", [*command, "--jobs", "2", "pages.warc.gz"], folder, size, options.rounds)
        if one and two:
            print(f"{'  two jobs against one':<42}{one / two:>10.2f} x")
    finally:
        shutil.rmtree(folder)


def bench_prose(options):
    """Text with few losses in it, as most news is: the manual's pages (or --prose PATH), beside a baseline of their own."""
    program = BUILD / "tollbook"
    path = pathlib.Path(options.prose)
    texts = texts_of(path) or [file.read_text(encoding="utf-8") for file in sorted(path.glob("*.md"))]
    if not program.exists() or not texts:
        return
    folder = pathlib.Path(tempfile.mkdtemp(prefix="tollbook-bench-"))
    try:
        names, size = write_corpus(folder, texts, options.size * 1000000)
        print(f"\nother prose: {len(texts)} texts repeated to {len(names)} documents, {size / 1e6:.1f} MB")
        table = Table()
        table.measure("baseline: wc -w (C.UTF-8)", ["wc", "-w", "all.txt"], folder, size, options.rounds, environment=dict(os.environ, LC_ALL="C.UTF-8"))
        command = [str(program.resolve()), "read", "--jobs", "1", "--format", "jsonl"]
        table.measure("read, JSON Lines, 1 job", [*command, "all.jsonl"], folder, size, options.rounds)
        table.measure("read, one long text, 1 job", [*command, "all.txt"], folder, size, options.rounds)
    finally:
        shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser(description="Measure Tollbook beside wc -w.")
    parser.add_argument("path", nargs="?", default=ROOT / "examples", help="a text or a folder of texts (default: examples/)")
    parser.add_argument("--prose", default=ROOT / "docs", help="ordinary text, with few losses in it (default: docs/)")
    parser.add_argument("--size", type=int, default=50, help="MB to repeat the texts to (default: 50)")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many (default: 3)")
    options = parser.parse_args()
    texts = texts_of(options.path)
    if not texts:
        print(f"bench: no text in {options.path}", file=sys.stderr)
        return 2
    folder = pathlib.Path(tempfile.mkdtemp(prefix="tollbook-bench-"))
    try:
        names, size = write_corpus(folder, texts, options.size * 1000000)
        print(f"{len(texts)} texts repeated to {len(names)} documents, {size / 1e6:.1f} MB; best of {options.rounds}")
        table = Table()
        table.measure("baseline: wc -w (C.UTF-8)", ["wc", "-w", "all.txt"], folder, size, options.rounds, environment=dict(os.environ, LC_ALL="C.UTF-8"))
        bench_program(table, folder, names, size, options.rounds)
        for program in sorted((BUILD / "bench").glob("bench_*")):
            if program.is_file() and os.access(program, os.X_OK):
                said = subprocess.run([program, folder / "all.txt"], capture_output=True, text=True, check=False).stdout
                for what, *figures in (line.split("\t") for line in said.splitlines()):
                    if ": " in what:  # ROOM: WHAT and bytes a second
                        table.row(what, float(figures[0]) / 1e6)
                    else:
                        print(f"{program.name[6:] + ': ' + what:<42}{'  '.join(figures):>10}")
    finally:
        shutil.rmtree(folder)
    bench_archives(texts, options)
    bench_prose(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())

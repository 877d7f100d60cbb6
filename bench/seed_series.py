"""What the claims of the five seed articles are worth against the General Staff's own series: the seven points that issue 7 names.

    bench/seed_series.py PROGRAM SHARED

In: the program and the shared folder (seeds/, gold/seeds/documents.jsonl, data/series/). Out: a line a point: found, or what is missing. Exit code 1 where
one is missing. A ledger in a folder of its own; some tenths of a second."""
import json
import pathlib
import subprocess
import sys
import tempfile

PROGRAM, SHARED = sys.argv[1], pathlib.Path(sys.argv[2])


def run(*arguments):
    result = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, arguments))}: {result.stderr}")
    return result.stdout


def checked():
    with tempfile.TemporaryDirectory() as folder:
        ledger = pathlib.Path(folder) / "seeds.db"
        run("add", "--ledger", ledger, "--metadata", SHARED / "gold/seeds/documents.jsonl", *sorted((SHARED / "seeds").glob("*.txt")))
        run("import", "series", SHARED / "data/series/ukraine-general-staff-losses.jsonl", "--preset", "ukraine-general-staff", "--ledger", ledger)
        return [json.loads(line) for line in run("check", "--ledger", ledger, "--series", "personnel", "--format", "jsonl").splitlines()]


def values(finding):
    return {reading["value"] for reading in finding.get("readings", [])}


POINTS = [
    ("1,090 is exact for the loss day 11 March 2023", lambda f: f["finding"] == "total_checked" and "1,090" in f["figure"] and f["verdict"] == "exact" and
     (f["day"], f["convention"]) == ("2023-03-12", "by the day of the loss")),
    ("71,200 is exact", lambda f: f["finding"] == "total_checked" and "71,200" in f["figure"] and f["verdict"] == "exact" and f["value"] == 71200),
    ("159,000 is rounded from 159,090", lambda f: f["finding"] == "total_checked" and f["figure"] == "159,000" and f["verdict"] == "rounded" and f["value"] == 159090),
    ("950 is inside 71,200", lambda f: f["finding"] == "included" and f["figure"] == "950" and f["verdict"] == "holds" and f["value"] == 71200),
    ("12,730 for October 2022 is near, with 12,740 and 12,860", lambda f: f["finding"] == "total_checked" and f["figure"] == "12,730" and f["verdict"] == "near" and
     {12740, 12860} <= values(f)),
    ("the record of 1,090 is refuted by 1,140 reported on 11 February 2023", lambda f: f["finding"] == "record_checked" and "1,090" in f["figure"] and
     (f["verdict"], f["day"], f["value"]) == ("fails", "2023-02-11", 1140)),
    ("60 over 6 February 2023 holds", lambda f: f["finding"] == "difference_checked" and f["figure"] == "60" and (f["verdict"], f["day"], f["value"]) == ("holds", "2023-02-07", 1030)),
]


def main():
    findings, missing = checked(), 0
    for words, wanted in POINTS:
        found = [f for f in findings if wanted(f)]
        missing += not found
        print(f"{'found  ' if found else 'MISSING'} {words}" + (f": {found[0]['reason']}" if found else ""))
    print(f"{len(POINTS) - missing} of {len(POINTS)}")
    sys.exit(missing > 0)


main()

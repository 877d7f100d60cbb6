"""Stories through the reckoning: tables of documents and claims (reckon/NAME.table) to findings and questions (reckon/NAME.golden), the same bytes when the documents
come backwards and are settled one by one. `-u` rewrites the golden files. Arguments: the program reckon_run, the folder of tables."""
import pathlib
import subprocess
import sys

from tap import equal, holds, main

UPDATE = "-u" in sys.argv
PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])


def reckon(name, *arguments):
    table = (FOLDER / f"{name}.table").read_bytes()
    result = subprocess.run([PROGRAM, *arguments], input=table, capture_output=True, timeout=60)
    equal((result.returncode, result.stderr.decode()), (0, ""))
    return result.stdout.decode()


def rows(name, code):
    """The findings of a code: (verdict, drift or terms, figure, claims)."""
    return [tuple(line.split("\t")[1:5]) for line in reckon(name).splitlines() if line.startswith(code + "\t")]


def golden(name):
    def case(folder):
        path, now = FOLDER / f"{name}.golden", reckon(name)
        if UPDATE:
            path.write_text(now, encoding="utf-8")
        equal(now, path.read_text(encoding="utf-8"))
        equal(reckon(name, "reverse"), now)
    return case


for table in sorted(FOLDER.glob("*.table")):
    globals()[f"case_golden_{table.stem}"] = golden(table.stem)


def case_a_revision_and_the_only_conflict(folder):
    equal([row[3] for row in rows("barracks", "revision")], ["north-post:63 | north-post:89"])
    equal([(row[2], row[3]) for row in rows("barracks", "conflict")], [("ratio 4.49", "north-post:89 | north-post:400")])


def case_no_other_conflict_anywhere(folder):
    for path in FOLDER.glob("*.table"):
        if path.stem != "barracks":
            equal((path.stem, rows(path.stem, "conflict")), (path.stem, []))


def case_admissions(folder):
    claims = " ".join(row[3] for row in rows("barracks", "admission"))
    holds(claims, "at least 89", "north-post:89", "north-post:63")
    equal("hundreds" in claims or "400" in claims, False)


def case_an_apparent_conflict_names_its_terms(folder):
    equal([(row[1], row[3]) for row in rows("daily", "apparent_conflict")],
          [("outcome:differs,window:differs,scope:unsaid", "isle-mail:1,090 | east-wire:more than 500")])


def case_drift_is_typed(folder):
    drift = {(row[1], row[3].split(" | ")[-1]) for row in rows("daily", "drift")}
    for expected in [("qualifier", "isle-mail:220"), ("place", "isle-mail:220"), ("window", "isle-mail:220"), ("number", "isle-mail:ten")]:
        equal((expected, expected in drift), (expected, True))


def case_arithmetic(folder):
    equal([row[:3] for row in rows("month", "average_checked")], [("holds", "-", "value 410.6")])
    equal([row[2] for row in rows("daily", "difference_checked")], ["value 1030.0"])
    equal([row[3] for row in rows("month", "included")], ["south-star:950 | south-star:at least 71,200"])


def case_a_record_is_refuted_by_the_claimants_own_figure(folder):
    equal(sorted((row[0], row[3]) for row in rows("record", "record_checked")), [("fails", "a:record 1,090 | b:1,140"), ("open", "d:record 400")])


def case_a_difference_is_tested_against_the_series(folder):
    equal([(row[0], row[2], row[3]) for row in rows("record", "difference_checked")], [("holds", "value 1030.0", "a:60 | a:record 1,090 | c:1,030")])


def case_bounds_that_share_a_value_say_nothing(folder):
    for code in ("conflict", "apparent_conflict", "revision", "part_exceeds_total"):
        equal((code, rows("agree", code)), (code, []))


def case_a_rising_toll_is_no_conflict(folder):
    equal(sorted((row[0], row[3]) for row in rows("risen", "revision")), [("-", "c:50 | d:52"), ("sibling", "a:20 | c:50")])
    equal(rows("risen", "conflict"), [])


def case_parts(folder):
    equal([row[3] for row in rows("parts", "part_exceeds_total")], ["b:8 | a:6"])
    equal([row[3] for row in rows("parts", "apparent_conflict")], ["d:7 | c:4"])


def case_a_headline_joins_one_claimant(folder):
    equal([row[3] for row in rows("rivals", "rereport")], ["a:12 | a:12"])
    for code in ("conflict", "apparent_conflict"):
        equal(rows("rivals", code), [])


main(globals())

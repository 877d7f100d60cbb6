"""Two ids of one claimant become one and are parted again, from outside: what is printed, command by command, stands in review.golden (-u writes it anew).
Arguments: the program, the golden file."""
import json
import pathlib
import sys

from tap import equal, holds, main, run, write

UPDATE = "-u" in sys.argv
if UPDATE:
    sys.argv.remove("-u")
PROGRAM, GOLDEN = sys.argv[1], pathlib.Path(sys.argv[2])
DOCUMENTS = [{"id": f"day-{n}", "published": f"2023-03-0{n}", "outlet": "Wire", "text": text} for n, text in enumerate([
    "The Russian defence ministry said on Wednesday that 95 Russian soldiers were killed in the strike on Makiivka on 1 January 2023.",
    "The White House said on Thursday that 89 Russian soldiers were killed in the strike on Makiivka on 1 January 2023.",
    "The White House said on Friday that 91 Russian soldiers were killed in the strike on Makiivka on 1 January 2023.",
], 1)]
MERGE = ["review", "merge", "usa-gov", "rus-mod", "--reviewer", "ann"]


def ledger(folder):
    path = folder + "/ledger.db"
    equal(run(PROGRAM, "add", "--ledger", path, write(folder, "in.jsonl", "".join(json.dumps(d) + "\n" for d in DOCUMENTS))).code, 0)
    return path


def rows(path, *command):
    result = run(PROGRAM, *command, "--ledger", path)
    equal((result.code, result.err), (0, ""))
    return [json.loads(line) for line in result.out.splitlines()]


def ids(path, claimant):
    return [row["id"] for row in rows(path, "claims") if row["claimant"]["id"] == claimant]


def ladder(path):
    return sorted((row["claimant"], row["figure"]) for row in rows(path, "questions", ids(path, "rus-mod")[0]))


def case_what_is_printed_stands_in_the_golden_file(folder):
    path, said = ledger(folder), []
    for command in (MERGE + ["--dry-run"], ["findings", "--format", "table"], MERGE + ["--reason", "one office", "--format", "table"], MERGE, ["findings", "--format", "table"],
                    ["review", "back", "--reviewer", "ann"], ["findings", "--format", "table"], ["review", "back", "--reviewer", "ann"], ["review", "back", "1", "--reviewer", "ben"],
                    ["review", "back", "9", "--reviewer", "ben"], ["review", "merge", "usa-gov", "nobody", "--reviewer", "ann"], ["review", "merge", "usa-gov", "usa-gov", "--reviewer", "ann"],
                    ["review", "merge", "usa-gov", "rus-mod"], ["review", "merge", "usa-gov", "--reviewer", "ann"], ["review", "back", "x", "--reviewer", "ann"], MERGE + ["--leave", "89"]):
        result = run(PROGRAM, *command, "--ledger", path, env={"COLUMNS": "120"})
        said.append(f"$ tollbook {' '.join(command)}\n{result.out}{result.err}= {result.code}\n")
    if UPDATE:
        GOLDEN.write_text("\n".join(said), encoding="utf-8")
    equal("\n".join(said).splitlines(), GOLDEN.read_text(encoding="utf-8").splitlines())


def case_claims_change_hands_and_come_back_with_what_was_corrected(folder):
    path = ledger(folder)
    first, second = ids(path, "usa-gov")
    before = ladder(path)
    equal(run(PROGRAM, "review", "correct", second, "--set", '{"point":92,"low":92,"high":92}', "--reviewer", "ben", "--ledger", path).code, 0)
    equal(run(PROGRAM, *MERGE, "--ledger", path).code, 0)
    equal(ladder(path), [("rus-mod", "89"), ("rus-mod", "91 (corrected: 92)"), ("rus-mod", "95")])
    decided = [row for row in rows(path, "changes") if row["change"] == "decide"]
    equal([(row["claim"], row["reviewer"], row["reason"]) for row in decided[1:]], [(c, "ann", "usa-gov is rus-mod") for c in (first, second)])
    equal(decided[1]["seq"], decided[2]["seq"])                                 # one moment
    equal(run(PROGRAM, "review", "back", "--reviewer", "ann", "--ledger", path).code, 0)
    equal(ladder(path), sorted((who, "91 (corrected: 92)" if figure == "91" else figure) for who, figure in before))
    equal(run(PROGRAM, "review", "back", "--reviewer", "ben", "--ledger", path).code, 0)
    equal(ladder(path), before)


def case_what_is_left_stays(folder):
    path = ledger(folder)
    first, second = ids(path, "usa-gov")
    result = run(PROGRAM, *MERGE, "--leave", first, "--ledger", path)
    equal((result.code, [json.loads(line)["claim"] for line in result.out.splitlines()]), (0, [second]))
    holds(result.err, "1 claim of usa-gov is rus-mod's now")
    equal(ladder(path), [("rus-mod", "91"), ("rus-mod", "95"), ("usa-gov", "89")])
    equal(run(PROGRAM, *MERGE, "--leave", first, "--ledger", path).code, 2)       # nothing is left
    result = run(PROGRAM, *MERGE, "--leave", "0" * 24, "--ledger", path)
    equal(result.code, 2)
    holds(result.err, "no claim of usa-gov that would change")
    equal(ladder(path), [("rus-mod", "91"), ("rus-mod", "95"), ("usa-gov", "89")])


def case_no_reason_takes_back_by_its_words(folder):
    path = ledger(folder)
    result = run(PROGRAM, "review", "reject", ids(path, "usa-gov")[0], "--reviewer", "ann", "--reason", "takes back decision 1", "--ledger", path)
    equal(result.code, 2)
    holds(result.err, "does not begin with")


main(globals())

#!/usr/bin/env python3
"""Counts test cases over build folders and ends with "N passed, N failed".

In: build folders in which `meson test` ran (their meson-logs/testlog.json), --broken=WHAT for every step that did not even get
that far, and --skipped=WHAT for what could not be tried on this machine. Every `ok` and `not ok` line of a program that speaks TAP is a case; a program that does not is one case. A program that
died, timed out or passed fewer cases than it announced is a failure even where all its lines say ok; no log, no pass. What was skipped
is neither passed nor failed; it is counted and named."""
import json
import pathlib
import re
import sys

LINE = re.compile(r"^(not )?ok\b(.*(?:\n# .*)*)$", re.M)  # with the comments that follow it
NAMED = 40  # skipped cases of a folder that are named
PLAN = re.compile(r"^1\.\.(\d+)", re.M)


def count(test):
    """Of one program: how many cases passed, how many failed, the names of those that were skipped, the names of the failed."""
    name = test["name"]
    good = test["result"] in ("OK", "EXPECTEDFAIL")
    cases = LINE.findall(test.get("stdout", ""))
    if test["result"] == "SKIP":
        why = re.search(r"# SKIP\b.*", test.get("stdout", ""))
        return 0, 0, [f"{name}: {why.group() if why else 'all of it'}"], []
    if not cases:
        return int(good), int(not good), [], [] if good else [f"{name}: {test['result']}"]
    skipped = [f"{name}:{rest.splitlines()[0]}" for _, rest in cases if re.search(r"# (TODO|SKIP)\b", rest.split("\n")[0])]
    failed = [f"{name}:{rest}" for bad, rest in cases if bad and not re.search(r"# (TODO|SKIP)\b", rest.split("\n")[0])]
    passed = len(cases) - len(failed) - len(skipped)
    plan = PLAN.search(test["stdout"])
    if not failed and (not good or (plan and int(plan.group(1)) != len(cases))):
        failed.append(f"{name}: {test['result']} after {len(cases)} of {plan.group(1) if plan else '?'} cases")
    return passed, len(failed), skipped, failed


def read(folder):
    """The records of a folder's log, one JSON object a line."""
    log = pathlib.Path(folder) / "meson-logs" / "testlog.json"
    if not log.exists():
        return []
    return [json.loads(line) for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]


def main(arguments):
    broken = [a.removeprefix("--broken=") for a in arguments if a.startswith("--broken=")]
    untried = [a.removeprefix("--skipped=") for a in arguments if a.startswith("--skipped=")]
    passed = failed = 0
    for folder in (a for a in arguments if not a.startswith("--")):
        results = [count(test) for test in read(folder)]
        good, bad = (sum(r[i] for r in results) for i in range(2))
        skipped = [line for r in results for line in r[2]]
        if not results:
            broken.append(f"{folder}: no test ran")
        print(f"{folder}: {good} passed, {bad} failed, {len(skipped)} skipped, in {len(results)} programs")
        for line in skipped[:NAMED]:
            print(f"  SKIPPED {line}")
        if len(skipped) > NAMED:
            print(f"  SKIPPED and {len(skipped) - NAMED} more")
        for line in (line for r in results for line in r[3]):
            print(f"  FAILED {line}")
        passed, failed = passed + good, failed + bad
    for what in untried:
        print(f"  SKIPPED {what}")
    for what in broken:
        print(f"  FAILED {what}")
    failed += len(broken)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""The counter behind `N passed, N failed` must never count a failure as nothing. In: made-up logs. Out: TAP."""
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CASES = [  # what; log records or None for no log; arguments; last line; exit status
    ("TAP lines are cases", [("OK", "1..2\nok 1 - a\nok 2 - b\n")], [], "2 passed, 0 failed", 0),
    ("a failed line counts", [("FAIL", "1..2\nok 1 - a\nnot ok 2 - b\n")], [], "1 passed, 1 failed", 1),
    ("a program without TAP is one case", [("OK", "hello\n"), ("FAIL", "")], [], "1 passed, 1 failed", 1),
    ("a crash behind good lines counts", [("ERROR", "1..3\nok 1 - a\nok 2 - b\n")], [], "2 passed, 1 failed", 1),
    ("a plan that was not kept counts", [("OK", "1..3\nok 1 - a\n")], [], "1 passed, 1 failed", 1),
    ("a timeout counts", [("TIMEOUT", "ok 1 - a\n")], [], "1 passed, 1 failed", 1),
    ("a case that is known to fail is no failure", [("OK", "1..2\nok 1 - a\nnot ok 2 - b # TODO pending\n")], [], "1 passed, 0 failed", 0),
    ("a skipped case is neither", [("OK", "1..2\nok 1 - a\nok 2 - b # SKIP no such file\n"), ("SKIP", "")], [], "1 passed, 0 failed", 0),
    ("a build that broke counts", [("OK", "ok 1 - a\n")], ["--broken=building x"], "1 passed, 1 failed", 1),
    ("no log is a failure", None, [], "0 passed, 1 failed", 1),
]
SAID = [  # what; log records; arguments; exit status; lines that are among those of the result
    ("a skipped case is named", [("OK", "1..2\nok 1 - a\nok 2 - b # SKIP no such file\n")], [], 0, ["  SKIPPED t0: 2 - b # SKIP no such file"]),
    ("a skipped program is named, with its reason", [("SKIP", "1..0 # SKIP no browser starts here\n"), ("SKIP", "")], [], 1,
     ["  SKIPPED t0: # SKIP no browser starts here", "  SKIPPED t1: all of it"]),
    ("what could not be tried is named", [("OK", "ok 1 - a\n")], ["--skipped=browser: none here"], 0, ["  SKIPPED browser: none here", "1 passed, 0 failed"]),
]


def count(records, arguments):
    with tempfile.TemporaryDirectory() as folder:
        if records is not None:
            logs = pathlib.Path(folder) / "meson-logs"
            logs.mkdir()
            lines = [json.dumps({"name": f"t{i}", "result": result, "stdout": out}) for i, (result, out) in enumerate(records)]
            (logs / "testlog.json").write_text("\n".join(lines), encoding="utf-8")
        return subprocess.run([sys.executable, ROOT / "tools/count_tests.py", folder, *arguments], capture_output=True, text=True, check=False)


def main():
    print(f"1..{len(CASES) + len(SAID)}")
    results = []
    for what, records, arguments, last, code in CASES:
        got = count(records, arguments)
        results.append((what, got.stdout.splitlines()[-1:] == [last] and got.returncode == code, got.stdout))
    for what, records, arguments, code, lines in SAID:
        got = count(records, arguments)
        results.append((what, got.returncode == code and set(lines) <= set(got.stdout.splitlines()), got.stdout))
    for number, (what, good, said) in enumerate(results, 1):
        print(f"{'' if good else 'not '}ok {number} - {what}")
        if not good:
            print("".join(f"# {line}\n" for line in said.splitlines()), end="")
    return 0 if all(good for _, good, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main())

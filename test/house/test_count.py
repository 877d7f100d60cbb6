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


def main():
    print(f"1..{len(CASES)}")
    status = 0
    for number, (what, records, arguments, last, code) in enumerate(CASES, 1):
        with tempfile.TemporaryDirectory() as folder:
            if records is not None:
                logs = pathlib.Path(folder) / "meson-logs"
                logs.mkdir()
                lines = [json.dumps({"name": f"t{i}", "result": result, "stdout": out}) for i, (result, out) in enumerate(records)]
                (logs / "testlog.json").write_text("\n".join(lines), encoding="utf-8")
            got = subprocess.run([sys.executable, ROOT / "tools/count_tests.py", folder, *arguments], capture_output=True, text=True, check=False)
            good = got.stdout.splitlines()[-1:] == [last] and got.returncode == code
            print(f"{'' if good else 'not '}ok {number} - {what}")
            if not good:
                status = 1
                print("".join(f"# {line}\n" for line in got.stdout.splitlines()), end="")
    return status


if __name__ == "__main__":
    sys.exit(main())

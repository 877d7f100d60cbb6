#!/usr/bin/env python3
"""Checks the house's outward form. In: the tracked and new sources under the root. Out: a TAP case a rule; --fix formats in place.

Rules: clang-format leaves every .c file as it is (headers are laid out by hand, in columns of meaning); lines end without blanks and, in C,
at column 150 even in comments; a source opens with a comment that says what comes in and out; nothing in C is put off; no name of a machine's folders or of a package registry."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ("src", "include", "test", "tools", "bench")
MACHINE = re.compile(r"/(work|home|root)/\w|(registry\.npmjs|pypi|deb\.debian|crates|proxy\.golang)\.(org|io)")
LATER = re.compile(r"\b(TODO|FIXME|XXX)\b")


def sources(*endings):
    return sorted(p for f in FOLDERS for p in (ROOT / f).rglob("*") if p.is_file() and p.suffix in endings)


def name(path):
    return str(path.relative_to(ROOT))


def lines(paths, wrong):
    """'file:line' wherever wrong(line) holds."""
    found = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if wrong(line):
                found.append(f"{name(path)}:{number}")
    return found


def unformatted():
    def differs(path):
        return subprocess.run(["clang-format", "--dry-run", "-Werror", str(path)], capture_output=True, check=False).returncode != 0
    return [name(p) for p in sources(".c") if differs(p)]


def unopened():
    return [name(p) for p in sources(".c", ".h") if not p.read_text(encoding="utf-8").startswith("/*")]


def main():
    if "--fix" in sys.argv:
        for path in sources(".c"):
            subprocess.run(["clang-format", "-i", str(path)], check=True)
        return 0
    c, every = sources(".c", ".h"), sources(".c", ".h", ".py", ".sh", ".build", ".sql")
    rules = [
        ("clang-format agrees (./run format mends it)", unformatted()),
        ("a source opens with its comment", unopened()),
        ("no line of C is longer than 150 columns", lines([p for p in c if p.suffix == ".c"], lambda line: len(line) > 150)),
        ("no line ends in blanks and no C is indented with tabs", lines(c, lambda line: line != line.rstrip() or line.startswith("\t"))),
        ("nothing is left for later", lines(c, LATER.search)),
        ("no machine's folder and no registry is named", lines([p for p in every if p != pathlib.Path(__file__).resolve()], MACHINE.search)),
    ]
    print(f"1..{len(rules)}")
    for number, (rule, wrong) in enumerate(rules, 1):
        print(f"{'not ' if wrong else ''}ok {number} - {rule}")
        for place in wrong:
            print(f"# {place}")
    return 1 if any(wrong for _, wrong in rules) else 0


if __name__ == "__main__":
    sys.exit(main())

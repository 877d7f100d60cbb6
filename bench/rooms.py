#!/usr/bin/env python3
"""Where the time of reading goes, room by room.

In: a text. Out: for each room of src/ the share of the instructions that reading the text takes; with --files for each file that takes more than
one in a hundred. Builds the release program with line numbers into build-rooms and counts with valgrind's callgrind, so that what else the machine does
changes nothing. What a room has the C library do is charged to the room; so is a look-up that the compiler put into it. Hashing is left out: valgrind
knows no SHA instructions and counts ten times what it takes.

usage: bench/rooms.py [--files] TEXT...
"""
import collections
import pathlib
import re
import subprocess
import sys
import tempfile

BENCH = "bench/bench_engine"


def build(folder):
    if not (folder / "build.ninja").exists():
        subprocess.run(["meson", "setup", str(folder), "-Dbuildtype=release", "-Ddebug=true"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["ninja", "-C", str(folder), BENCH], check=True, stdout=subprocess.DEVNULL)


def count(folder, text, out):
    command = ["valgrind", "--tool=callgrind", "--toggle-collect=toll_run_read", f"--callgrind-out-file={out}", str(folder / BENCH), text]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def source_of(path):
    """ROOM/FILE of a path below src/; None = not ours."""
    found = re.search(r"src/(\w+(?:/\w+)+\.[ch])$", path)
    return found and found[1]


class Names:
    """callgrind writes a name once, with a number, and then the number alone."""

    def __init__(self):
        self.known = {}

    def read(self, text):
        number, _, name = text.strip().partition(" ")
        if name:
            self.known[number] = name
        return self.known.get(number, "")


def read(lines):
    """Instructions by file: those of its functions, and of the foreign functions that they call."""
    files, functions, cost = Names(), Names(), collections.Counter()
    here = there = callee = None
    called = False
    for line in lines:
        key, equals, text = line.partition("=")
        if not equals:
            numbers = line.split()
            if not here or len(numbers) != 2 or not re.fullmatch(r"[+-]?\d+|\*", numbers[0]):
                continue
            if not called:
                cost[here] += int(numbers[1])
            elif not there and "sha256" not in callee:
                cost[here] += int(numbers[1])
            called, there = False, here
        elif key == "fl":
            here = there = source_of(files.read(text))
        elif key in ("cfi", "cfl"):
            there = source_of(files.read(text))
        elif key in ("fi", "fe"):
            files.read(text)  # of a header, compiled into the function: the function's all the same
        elif key == "fn":
            functions.read(text)
        elif key == "cfn":
            callee = functions.read(text)
        elif key == "calls":
            called = True
    return cost


def table(cost, by_file):
    parts = collections.Counter()
    for file, value in cost.items():
        parts[file if by_file else file.split("/")[0]] += value
    whole = sum(parts.values())
    return {part: value / whole for part, value in parts.most_common()}


def main():
    by_file = "--files" in sys.argv
    texts = [argument for argument in sys.argv[1:] if argument != "--files"]
    if not texts:
        sys.exit(__doc__)
    folder = pathlib.Path("build-rooms")
    build(folder)
    shares = []
    with tempfile.TemporaryDirectory() as scratch:
        for text in texts:
            out = pathlib.Path(scratch) / "callgrind.out"
            count(folder, text, out)
            with open(out, encoding="utf-8", errors="replace") as lines:
                shares.append(table(read(lines), by_file))
    print("\t".join(["file" if by_file else "room", *texts]))
    for part in sorted(set().union(*shares), key=lambda part: -max(share.get(part, 0) for share in shares)):
        if not by_file or max(share.get(part, 0) for share in shares) >= 0.01:
            print("\t".join([part, *(f"{100 * share.get(part, 0):.1f} %" for share in shares)]))


if __name__ == "__main__":
    main()

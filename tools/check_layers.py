#!/usr/bin/env python3
"""Holds every #include in src/ to the graph in src/layers.txt. In: the two. Out: TAP, one case a room.

Wrong are: a room that includes a room which its line does not name, another room's inside.h, a .c file, a header that is not there, or a path
that is neither "room/header.h" nor in the room's own folders; a room without a line; a line that names a room before it stands.
With --self-test it plants such includes in a copy of the graph and demands that each is found."""
import pathlib
import re
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.M)


def read_graph(text):
    graph, errors = {}, []
    for number, line in enumerate(text.splitlines(), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        room, _, others = line.partition(":")
        graph[room.strip()] = set(others.split())
        for other in others.split():
            if other not in graph or other == room.strip():
                errors.append(f"layers.txt:{number}: {room.strip()} names {other}, which does not stand above it")
    return graph, errors


def check_include(source, room, file, quoted, path, allowed):
    """What is wrong with one include, or None. source is the folder of the rooms."""
    if path.endswith(".c"):
        return "includes a source file"
    parts = path.split("/")
    if parts[0] == "tollbook":
        return None if (source.parent / "include" / path).exists() or not quoted else "names a public header in quotes that is not there"
    known = (source / parts[0]).is_dir()
    if not quoted and not known:
        return None  # a system's or library's header
    if len(parts) == 1:
        build = file.parent / "meson.build"
        made = build.exists() and f"'{path}'" in build.read_text(encoding="utf-8")  # the build makes it in the room's own folder
        return None if made or (file.parent / path).exists() else "is in no folder that the build looks in"
    if not known or not (source / path).exists():
        return "is not there"
    if parts[0] == room:
        return None
    if len(parts) > 2 or parts[1].startswith("inside"):  # a room's inner folders are its own
        return f"is the private header of {parts[0]}"
    return None if parts[0] in allowed else f"is of {parts[0]}, which src/layers.txt does not allow {room}"


def check_room(source, room, graph):
    if room not in graph:
        return [f"{room}: has no line in src/layers.txt"]
    errors = []
    for file in sorted(p for p in (source / room).rglob("*") if p.suffix in (".c", ".h", ".S")):
        text = file.read_text(encoding="utf-8")
        for found in INCLUDE.finditer(text):
            wrong = check_include(source, room, file, found[1] == '"', found[2], graph[room])
            if wrong:
                errors.append(f"{file.relative_to(source)}:{text[:found.start()].count(chr(10)) + 1}: {found[2]} {wrong}")
    return errors


def check(source):
    """Room -> errors, and under 'layers.txt' what is wrong with the graph itself."""
    graph, errors = read_graph((source / "layers.txt").read_text(encoding="utf-8"))
    rooms = sorted(p.name for p in source.iterdir() if p.is_dir() and any(q.suffix in (".c", ".h") for q in p.iterdir()))
    return {"layers.txt": errors} | {room: check_room(source, room, graph) for room in rooms}


PLANTED = [  # an include, and what the checker must say of it (None: nothing)
    ("lex", '#include "base/base.h"', None),
    ("lex", '#include "lex/inside.h"', None),
    ("lex", '#include "inside.h"', None),
    ("lex", "#include <stdio.h>", None),
    ("lex", "#include <tollbook/claim.h>", None),
    ("lex", '#include "claim/claim.h"', "does not allow"),
    ("lex", "  #  include   <claim/claim.h>", "does not allow"),
    ("lex", '#include "base/inside.h"', "private"),
    ("lex", '#include "base/base.c"', "source file"),
    ("lex", '#include "../claim/claim.h"', "not there"),
    ("lex", '#include "nowhere.h"', "no folder"),
    ("lex", '#include "generated.h"', None),
    ("claim", '#include "lex/lex.h"', None),
    ("claim", '#include "claim/inner/inner.h"', None),
    ("ledger", '#include "claim/inner/inner.h"', "private"),
    ("ledger", '#include "claim/claim.h"', None),
    ("ledger", '#include "lex/lex.h"', "does not allow"),
    ("base", '#include "lex/lex.h"', "does not allow"),
]


def self_test():
    results = []
    for room, line, wanted in PLANTED:
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder) / "src"
            for name in ("base", "lex", "claim", "ledger"):
                (source / name).mkdir(parents=True)
                for header in (f"{name}.h", "inside.h"):
                    (source / name / header).write_text("/* */\n", encoding="utf-8")
            (source / "claim" / "inner").mkdir()
            (source / "claim" / "inner" / "inner.h").write_text("/* */\n", encoding="utf-8")
            (source / "lex" / "meson.build").write_text("custom_target(output: 'generated.h')\n", encoding="utf-8")
            (source / "layers.txt").write_text("base:\nlex: base\nclaim: base lex\nledger: base claim # no lex\n", encoding="utf-8")
            (source / room / "planted.c").write_text(f"/* */\n{line}\n", encoding="utf-8")
            said = [e for errors in check(source).values() for e in errors]
            good = not said if wanted is None else len(said) == 1 and wanted in said[0] and "planted.c:2" in said[0]
            results.append((f"{room} with {line.strip('# ')} is {'allowed' if wanted is None else 'found'}", [] if good else said or ["nothing was said"]))
    _, errors = read_graph("base: lex\nlex: base\n")
    results.append(("a graph that points upwards is found", [] if len(errors) == 1 else ["nothing was said"]))
    return results


def main():
    results = self_test() if "--self-test" in sys.argv else sorted(check(ROOT / "src").items())
    print(f"1..{len(results)}")
    for number, (case, errors) in enumerate(results, 1):
        print(f"{'not ' if errors else ''}ok {number} - {case}")
        for error in errors:
            print(f"# {error}")
    return 1 if any(errors for _, errors in results) else 0


if __name__ == "__main__":
    sys.exit(main())

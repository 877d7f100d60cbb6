#!/usr/bin/env python3
"""The spec runner must find what does not hold. In: made-up spec files and a made-up program that claims every number of a text. Out: TAP."""
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = r'''#!/usr/bin/env python3
import json, re, sys
for line in sys.stdin:
    record = json.loads(line)
    for found in re.finditer(r"\d+", record["text"]):
        number = float(found[0])
        print(json.dumps({"doc": record["id"], "published": record.get("published"), "text": found[0], "chain": [{"text": "Reuters"}, {"text": "the Post"}],
            "quantity": {"text": found[0], "point": number}, "outcome": {"code": "killed"}, "victims": {"side": None}, "show": sys.argv[1]}))
'''


def case(name, text, expected, head=""):
    return f"```case {name}\n{head}---\n{text}\n---\n{expected}\n```\n"


NEGATIVE = case("negative", "Nothing here.", "none")
CASES = [  # what; the file; arguments; lines that the output must hold
    ("a case that holds passes", case("a", "63 died", '"63" outcome=killed point=63 side=null') + NEGATIVE, [], ["ok 1 - x: a", "1..3"]),
    ("a wrong field is found", case("a", "63 died", '"63" outcome=wounded') + NEGATIVE, [], ['not ok 1 - x: a', '# "63" outcome: got killed, wanted wounded']),
    ("wrong words are found", case("a", "63 died", '"64"') + NEGATIVE, [], ["not ok 1 - x: a"]),
    ("a missing claim is found", case("a", "63 died", '"63"\n"64"') + NEGATIVE, [], ["not ok 1 - x: a", '# missing: "64"']),
    ("an unexpected claim is found", case("a", "63 of 64", '"63"') + NEGATIVE, [], ["not ok 1 - x: a"]),
    ("a claim where none may be is found", case("a", "63 died", "none"), [], ["not ok 1 - x: a"]),
    ("lists and paths are compared", case("a", "63 died", '"63" via="Reuters > the Post" quantity.point=63') + NEGATIVE, [], ["ok 1 - x: a"]),
    ("what is known goes along", case("a", "63 died", '"63" published=2023-02-13', "published: 2023-02-13\n") + NEGATIVE, [], ["ok 1 - x: a"]),
    ("mentions are asked for by show", case("a", "63 died", '"63" show=show', "show: mentions\n") + NEGATIVE, [], ["ok 1 - x: a"]),
    ("a pending case that fails is skipped", case("a", "63 died", "none", "pending: later\n") + NEGATIVE, [], ["ok 1 - x: a # SKIP pending: later"]),
    ("a pending case that holds fails", case("a", "63 died", '"63"', "pending: later\n") + NEGATIVE, [], ["not ok 1 - x: a"]),
    ("a file without a negative case fails", case("a", "63 died", '"63"'), [], ["not ok 2 - x: the file is well formed"]),
    ("an unknown field above the text fails", case("a", "63 died", '"63"', "publisher: x\n"), [], ["not ok 1 - x: the file is well formed"]),
    ("words without quotes fail", case("a", "63 died", "63") + NEGATIVE, [], ["not ok 1 - x: the file is well formed"]),
    ("an open fence fails", NEGATIVE + "```case b\n---\nx\n---\nnone\n", [], ["not ok 2 - x: the file is well formed"]),
    ("two cases of one name fail", NEGATIVE + NEGATIVE, [], ["not ok 3 - x: the file is well formed"]),
    ("only some cases are run", case("a", "63 died", '"64"') + NEGATIVE, ["--only=negative"], ["ok 1 - x: negative", "1..2"]),
]


def rewriting(folder, program):
    """-u writes what came out, keeps the fields of the case, and leaves the cases that hold."""
    file = folder / "x.md"
    file.write_text("# T\n" + case("a", "63 or 64 died", '"60" outcome=wounded') + NEGATIVE + case("b", "no number", '"7"'), encoding="utf-8")
    subprocess.run([sys.executable, ROOT / "test/spec/run_spec.py", "-u", program, file], capture_output=True, check=False)
    wanted = "# T\n" + case("a", "63 or 64 died", '"63" outcome=killed\n"64" outcome=killed') + NEGATIVE + case("b", "no number", "none")
    return file.read_text(encoding="utf-8") == wanted


def main():
    print(f"1..{len(CASES) + 1}")
    failed = 0
    for number, (what, text, arguments, wanted) in enumerate(CASES + [("expectations are rewritten", None, None, None)], 1):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            program = folder / "program"
            program.write_text(PROGRAM, encoding="utf-8")
            program.chmod(0o755)
            if text is None:
                good, out = rewriting(folder, program), ""
            else:
                (folder / "x.md").write_text(text, encoding="utf-8")
                done = subprocess.run([sys.executable, ROOT / "test/spec/run_spec.py", *arguments, program, folder / "x.md"], capture_output=True, text=True, check=False)
                out = done.stdout + done.stderr
                good = all(line in out.splitlines() for line in wanted) and done.returncode == int("not ok" in out)
        print(f"{'' if good else 'not '}ok {number} - {what}")
        print("".join(f"# {line}\n" for line in out.splitlines() if not good), end="")
        failed += not good
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

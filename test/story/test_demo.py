"""The demo and the manual, as a newcomer meets them. `./run demo` is run with the program under test (nothing is built), and every console
block of README.md and docs/*.md is run and its output compared: what the manual shows is what the program does. After a change that is
meant, `python3 test/story/test_demo.py PROGRAM ROOT -u` writes the outputs anew; read the difference.
`-l` lists what the engine reads otherwise than examples.tsv, in which the examples were read by hand.
Arguments: the program, the project's root."""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request

from tap import equal, holds, main, run

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
EXAMPLES = os.path.join(ROOT, "examples")
BLOCK = re.compile(r"(?<=\n)```console\n(.*?)(?<=\n)```\n", re.DOTALL)


def demo(folder, width):
    ledger = os.path.join(folder, f"demo-{width}.ledger")
    result = run("/bin/bash", os.path.join(ROOT, "run"), "demo", env={"TOLLBOOK": PROGRAM, "DEMO_LEDGER": ledger, "COLUMNS": str(width)})
    equal(result.code, 0)
    return result, ledger


def served_demo(folder, *options):
    """serve --demo, ended as soon as it answers; what its folder for passing files held meanwhile, and holds then."""
    passing = os.path.join(folder, "passing")
    os.makedirs(passing, exist_ok=True)
    with subprocess.Popen([PROGRAM, "serve", "--demo", "--listen", "127.0.0.1:0", *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          text=True, env={**os.environ, "TMPDIR": passing}) as server:
        told = next(line for line in server.stderr if "http://" in line)
        with urllib.request.urlopen(re.search(r"http://[^ ]+", told)[0] + "/api/v1/claims?limit=1000") as answer:
            claims = [row["claim"] for row in json.load(answer)["claims"]]
        during = os.listdir(passing)
        server.terminate()
        equal(server.wait(20), 0)
    return claims, during, os.listdir(passing)


def case_the_program_has_the_examples_in_it(folder):
    wanted = [json.loads(line) for line in run(PROGRAM, "claims", "--ledger", demo(folder, 100)[1], "--format", "jsonl").out.splitlines()]
    claims, during, after = served_demo(folder)
    equal((len(claims), claims, len(during), after), (len(wanted), wanted, 1, []))
    kept = os.path.join(folder, "kept.ledger")
    claims, during, after = served_demo(folder, "--ledger", kept)
    equal((claims, after), (wanted, []))
    equal([json.loads(line) for line in run(PROGRAM, "claims", "--ledger", kept, "--format", "jsonl").out.splitlines()], wanted)
    equal(run(PROGRAM, "serve", "--demo", env={"TMPDIR": os.path.join(folder, "none")}).code, 2)


def case_the_demo_reads_all_examples_and_ends_with_verify(folder):
    result, ledger = demo(folder, 100)
    names = [os.path.basename(path) for path in glob.glob(EXAMPLES + "/*.txt")]
    for path in glob.glob(EXAMPLES + "/*.jsonl"):
        if not path.endswith("metadata.jsonl"):
            with open(path, encoding="utf-8") as file:
                names += [json.loads(line)["id"] for line in file]
    assert len(names) >= 20, names
    documents = run(PROGRAM, "documents", "--ledger", ledger, "--format", "jsonl")
    equal(sorted(json.loads(line)["doc"] for line in documents.out.splitlines()), sorted(names))
    assert re.search(r"\nverified: \d+ claims with \d+ spans in \d+ texts", "\n" + result.out), result.out[-500:]
    assert result.out.rstrip().splitlines()[-1].startswith("verified: "), result.out[-500:]


def case_the_demo_shows_whose_word_stands_behind_a_figure(folder):
    result, _ = demo(folder, 120)
    holds(result.out, "HOW MANY", "WHO SAYS SO", "63 ", "89 ", ">220", "[rus-mod]", "[gaza-health-ministry]", "[un-ohchr]", "Makiivka", "Solhan", "“hundreds”")
    holds(result.err, "tollbook add", "tollbook claims", "tollbook verify")


def case_the_toll_of_the_readme_is_raised_and_not_lowered(folder):
    _, ledger = demo(folder, 100)
    found = [json.loads(line) for line in run(PROGRAM, "findings", "--ledger", ledger, "--code", "revision", "--format", "jsonl").out.splitlines()]
    raised = [f for f in found if [c["text"] for c in f["claims"]] == ["63", "89"]]
    equal([(f["difference"], f["verdict"], {c["claimant"] for c in f["claims"]} >= {"rus-mod"}) for f in raised], [(26, None, True)])  # the ministry's own, though a headline says Moscow


def case_the_demo_keeps_to_the_terminal(folder):
    for width in (80, 120):
        result, _ = demo(folder, width)
        for line in result.out.splitlines():
            assert len(line) <= width or line.startswith("verified: "), (width, line)


def case_every_example_says_when_and_where_it_was_published(folder):
    with open(os.path.join(EXAMPLES, "metadata.jsonl"), encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    equal(sorted(row["doc"] for row in rows), sorted(os.path.basename(path) for path in glob.glob(EXAMPLES + "/*.txt")))
    assert all(row["published"] and row["outlet"] for row in rows)


def texts():
    """The examples by name."""
    found = {}
    for path in glob.glob(EXAMPLES + "/*.txt"):
        with open(path, encoding="utf-8", newline="") as file:
            found[os.path.basename(path)] = file.read()
    with open(os.path.join(EXAMPLES, "agencies.jsonl"), encoding="utf-8") as file:
        found.update((row["id"], row["text"]) for row in map(json.loads, file))
    return found


def by_hand():
    """examples.tsv, each row with the bytes of its words; a word that stands too often to be told apart ("a") has none."""
    all_texts = texts()
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "examples.tsv"), encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    for row in (dict(zip(lines[0], line)) for line in lines[1:]):
        if row["nth"] == "*":
            continue
        text = all_texts[row["doc"]]
        places = [m.start() for m in re.finditer(r"(?<![\w,.-])" + re.escape(row["words"]) + r"(?!\w|[,.]\d)", text)]
        off = places[int(row["nth"] or 1) - 1]
        row["start"] = len(text[:off].encode())
        row["end"] = row["start"] + len(row["words"].encode())
        yield row


def sentence(claim):
    return texts()[claim["doc"]].encode()[claim["sentence"]["start"]:claim["sentence"]["end"]].decode()


def often():
    """Words of rows that have no place."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "examples.tsv"), encoding="utf-8") as file:
        return {line.split("\t")[1].lower() for line in file if not line.startswith("#") and line.split("\t")[2] == "*"}


def wrong_in(row, claim):
    """The names of the parts in which a claim is not what was written down by hand."""
    quantity = claim["quantity"]
    parts = {"low": quantity["low"], "high": quantity["high"], "unit": quantity["unit"], "outcome": claim["outcome"]["code"],
             "side": claim["victims"]["side"], "claimant": claim["claimant"]["id"]}
    for name, got in parts.items():
        shown = "" if got is None else f"{got:g}" if isinstance(got, float) else str(got)
        if row[name] != "*" and shown not in row[name].split("/"):
            yield f"{name} {shown or '-'} instead of {row[name] or '-'}"


def readings():
    """Pairs of a row and what is wrong with its claim (None where there is no claim), and the claims that stand in no row."""
    paths = sorted(glob.glob(EXAMPLES + "/*.txt")) + [os.path.join(EXAMPLES, "agencies.jsonl")]
    result = run(PROGRAM, "read", "--metadata", os.path.join(EXAMPLES, "metadata.jsonl"), *paths)
    equal((result.code, result.err), (0, ""))
    claims = [json.loads(line) for line in result.out.splitlines()]
    pairs, known = [], set()
    for row in by_hand():
        found = [claim for claim in claims if claim["doc"] == row["doc"] and claim["quantity"]["start"] < row["end"] and row["start"] < claim["quantity"]["end"]]
        known.update(claim["id"] for claim in found)
        pairs.append((row, min((list(wrong_in(row, claim)) for claim in found), key=len) if found else None))
    return pairs, [claim for claim in claims if claim["id"] not in known and claim["quantity"]["text"].lower() not in often()]


def case_the_examples_are_read_as_by_hand(folder):
    """Floors, below which something broke; how well the engine reads is measured on other people's texts (docs/figures.md)."""
    rows, more = readings()
    found = sum(wrong is not None for _, wrong in rows)
    right = sum(wrong == [] for _, wrong in rows)
    print(f"# {len(rows)} figures, {found} found, {right} right in value, unit, outcome, side and claimant; {len(more)} claims that are none")
    assert len(rows) > 140, len(rows)
    assert found >= 0.70 * len(rows), (found, len(rows))
    assert right >= 0.40 * len(rows), (right, len(rows))
    assert len(more) <= 0.05 * len(rows), [sentence(claim) for claim in more]


def case_menus_and_captions_claim_nothing(folder):
    """The copy of a web page has a motorway, a bank and a think-tank in it."""
    path = os.path.join(EXAMPLES, "08-bakhmut-web-copy.txt")
    claims = [json.loads(line) for line in run(PROGRAM, "read", "--published", "2023-03-13", path).out.splitlines()]
    assert claims
    for claim in claims:
        if claim["quantity"]["text"] in ("5", "23", "Five"):
            raise AssertionError(sentence(claim))


def commands_of(block):
    """A block's commands, each with the output that stands under it."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)
    assert parts[0] == "", "a console block begins with a command: " + parts[0]
    for part in parts[1:]:
        lines = part.split("\n")
        count = next(i for i, line in enumerate(lines) if not line.endswith("\\")) + 1
        yield "\n".join(lines[:count]), "\n".join(lines[count:])


def place(folder):
    """A folder that looks like a fresh checkout after ./run build."""
    os.makedirs(os.path.join(folder, "build"))
    os.symlink(PROGRAM, os.path.join(folder, "build", "tollbook"))
    for name in ("examples", "lang", "world"):
        shutil.copytree(os.path.join(ROOT, name), os.path.join(folder, name))


def shown_by(command, folder):
    environment = {**os.environ, "COLUMNS": "100", "LC_ALL": "C.UTF-8"}
    return subprocess.run(["/bin/bash", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          encoding="utf-8", timeout=120).stdout


def manual(folder, rewrite):
    """Runs the console blocks of one page after another; each page begins in a fresh checkout. Returns how many commands were run."""
    count, wrong = 0, []
    for path in [os.path.join(ROOT, "README.md"), *sorted(glob.glob(ROOT + "/docs/*.md"))]:
        here = os.path.join(folder, os.path.basename(path))
        with open(path, encoding="utf-8") as file:
            text = file.read()

        def run_block(match):
            nonlocal count
            out = []
            for command, wanted in commands_of(match.group(1)):
                if not os.path.exists(here):
                    place(here)
                got = shown_by(command, here)
                count += 1
                if got != wanted:
                    wrong.append(f"{os.path.basename(path)}: $ {command}\n--- the page\n{wanted}--- the program\n{got}")
                out.append(f"$ {command}\n{got}")
            return "```console\n" + "".join(out) + "```\n"

        fresh = BLOCK.sub(run_block, text)
        if rewrite and fresh != text:
            with open(path, "w", encoding="utf-8") as file:
                file.write(fresh)
    assert rewrite or not wrong, "\n".join([*wrong, "if that is meant: ./run manual"])
    return count


def case_what_the_manual_shows_is_what_the_program_does(folder):
    assert manual(folder, False) >= 8


if __name__ == "__main__":
    if sys.argv[-1] == "-l":
        rows, more = readings()
        for row, wrong in rows:
            if wrong != []:
                print(row["doc"], repr(row["words"]), "not found" if wrong is None else ", ".join(wrong), sep="\t")
        for claim in more:
            print(claim["doc"], repr(claim["quantity"]["text"]), "is no claim: " + sentence(claim), sep="\t")
    elif sys.argv[-1] == "-u":
        import tempfile
        with tempfile.TemporaryDirectory() as folder:
            print(manual(folder, True), "commands run")
    else:
        main(globals())

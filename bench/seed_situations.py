"""Which of the sixteen situations in the five seed articles the reckoning finds, and every conflict it claims.

    bench/seed_situations.py PROGRAM SHARED                    with the claims that the program reads itself
    bench/seed_situations.py PROGRAM SHARED --gold RECKON_RUN  with the claims of gold/seeds, through the story tests' reckon_run

In: the program and the shared folder (seeds/, gold/seeds/). Out: a line a situation: found, or what is missing. Exit code 1 where one is missing or a
conflict is claimed that is none."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile


class Finding:
    """A finding with its claims as (article number, words)."""

    def __init__(self, code, verdict, marks, ratio, value, claims):
        self.code, self.verdict, self.marks, self.ratio, self.value, self.claims = code, verdict, set(marks), ratio, value, claims

    def has(self, *wanted):
        """Each wanted "003:89": a claim of article 003 whose words end so."""
        return all(any(doc == want[:3] and words.endswith(want[4:]) for doc, words in self.claims) for want in wanted)

    def __str__(self):
        return f"{self.code} {self.verdict or ''} {','.join(sorted(self.marks))} | " + " ; ".join(f"{doc}:{words}" for doc, words in self.claims)


def run(*command, **options):
    result = subprocess.run(command, capture_output=True, check=False, **options)
    if result.returncode not in (0, 1):
        sys.exit(f"{command[0]}: {result.stderr.decode()}")
    return result.stdout.decode()


def read_by_program(program, shared):
    with tempfile.TemporaryDirectory() as folder:
        ledger = os.path.join(folder, "seeds.db")
        run(program, "add", "--ledger", ledger, "--metadata", str(shared / "gold/seeds/documents.jsonl"), *sorted(map(str, (shared / "seeds").glob("*.txt"))))
        found = [json.loads(line) for line in run(program, "findings", "--ledger", ledger, "--format", "jsonl").splitlines()]
        questions = [json.loads(line) for line in run(program, "questions", "--ledger", ledger, "--format", "jsonl").splitlines()]
    marks = [f["drift"] + [k for k, v in f["terms"].items() if v != "same"] for f in found]
    return [Finding(f["code"], f["verdict"], m, f["ratio"], f["value"], [(c["doc"][:3], c["text"]) for c in f["claims"]]) for f, m in zip(found, marks)], \
        [q["figures"] for q in questions]


def claimant_cells(claim):
    slug = claim.get("claimant_id")
    if not slug:
        return []
    of = slug[:3].upper() if slug[3:4] == "-" else None
    return [f"id={slug}", f"kind={'party' if of else 'person'}"] + ([f"of={of}"] if of else [])


def read_gold(reckon_run, shared):
    table = []
    claims = [json.loads(line) for line in (shared / "gold/seeds/claims.jsonl").open()]
    for document in map(json.loads, (shared / "gold/seeds/documents.jsonl").open()):
        text = (shared / "seeds" / document["doc"]).read_bytes()
        flat = text.replace(b"\t", b" ").replace(b"\\", b"/").decode("utf-8").replace("\n", "\\n")
        table.append("\t".join(["document", document["doc"][:3], document.get("outlet") or "", document.get("published") or "", flat]))
        for c in claims:
            if c["doc"] != document["doc"]:
                continue
            cells = ["claim", f"off={c['start']}", f"len={c['end'] - c['start']}"] + claimant_cells(c)
            for key in ("point", "low", "high", "qualifier", "unit", "outcome", "side", "class", "modality", "verified", "from", "to", "stated"):
                if c.get(key) is not None:
                    cells.append(f"{key}={c[key]}")
            if c.get("place"):
                cells.append(f"place={c['place']}")
            if c.get("claimant"):
                cells.append(f"claimant={c['claimant']}")
            if c.get("zone"):
                cells.append(f"zone={c['zone']}")
            if c.get("alternatives"):
                cells.append("alternative=" + str(c["alternatives"][0].get("claimant_id") if isinstance(c["alternatives"][0], dict) else c["alternatives"][0]))
            cells.append(f"period={c.get('period_kind') or 'unknown'}")
            table.append("\t".join(cells))
    found, questions = [], []
    for line in run(reckon_run, input="\n".join(table).encode()).splitlines():
        cells = line.split("\t")
        if cells[0] == "question":
            questions.append(cells[2])
            continue
        figure = cells[3].split()
        found.append(Finding(cells[0], None if cells[1] == "-" else cells[1], [m.split(":")[0] for m in cells[2].split(",") if m != "-"],
                             float(figure[1]) if figure[0] == "ratio" else None, float(figure[1]) if figure[0] == "value" else None,
                             [tuple(claim.split(":", 1)) for claim in cells[4].split(" | ")]))
    return found, questions


def situations(found, questions):
    """(number, name, list of what is missing)."""
    def some(code, *claims, **more):
        return any(f.code == code and f.has(*claims) and more.get("marks", set()) <= f.marks and more.get("verdict", f.verdict) == f.verdict for f in found)

    def conflicts():
        return [f for f in found if f.code == "conflict"]

    def missing(*pairs):
        return [name for name, good in pairs if not good]
    yield 1, "revision 63 -> 89", missing(("revision", some("revision", "003:63", "003:89")))
    yield 2, "conflict 89 / 400", missing(("conflict", some("conflict", "003:89", "003:400")), ("ratio 4.5", any(f.ratio and abs(f.ratio - 4.49) < 0.02 for f in conflicts())),
                                          ("the wounded 300 in none", not any(f.has("003:300") for f in conflicts())))
    yield 3, "apparent conflict 500 / 1,090", missing(("outcome, window and scope", some("apparent_conflict", "000:500", "001:1,090", marks={"outcome", "window", "scope"})))
    yield 4, "the Russian ministry's 220", missing(("one statement, 000 twice and 001", any(f.code == "rereport" and sum(c == ("000", "more than 220") for c in f.claims) == 2
                                                                                          and f.has("001:220") for f in found)),
                                                   *[(f"drift of {m}", some("drift", "000:220", "001:220", marks={m})) for m in ("qualifier", "place", "window")])
    yield 5, "armoured vehicles", missing(("drift of number", some("drift", "000:three", "000:seven", "001:ten", marks={"number"})))
    yield 6, "30+ / 30-40 / up to 40", missing(("one statement", some("rereport", "000:30+ times", "001:30-40 times", "001:up to 40 times")),
                                               ("drift of number", some("drift", "001:up to 40 times", marks={"number"}) or some("drift", "000:30+ times", marks={"number"})),
                                               ("deaths / casualties", some("drift", "001:30-40 times", marks={"outcome"})))
    yield 7, "75% of Astrakhan", missing(("one statement", some("rereport", "000:75%", "001:75 per cent")))
    yield 8, "headline mismatches", missing(("1,000 / 1,090", some("headline_mismatch", "001:1,000", "001:1,090")), ("13,000 / 12,730", some("headline_mismatch", "002:13,000", "002:12,730")),
                                            ("at least 89 / 89", some("headline_mismatch", "003:at least 89", "003:89")))
    yield 9, "average over 31 days", missing(("holds", some("average_checked", "002:400", "002:12,730", verdict="holds")))
    yield 10, "difference 1,090 - 60", missing(("1,030", any(f.code == "difference_checked" and f.has("001:60", "001:1,090") and f.value == 1030 for f in found)))
    yield 11, "admissions", missing(*[(words, some("admission", "003:" + words)) for words in ("63", "89", "6,000")])
    yield 12, "attribution of 159,000", missing(("open", some("attribution_open", "001:159,000")))
    yield 13, "February 24, 2021", missing(("date_error", any(f.code == "date_error" and f.claims[0][0] == "003" for f in found)))
    yield 14, "a further 950 in 71,200", missing(("included", some("included", "002:950", "002:71,200")))
    yield 15, "two outlets, one origin", missing(("220", some("circular", "000:220", "001:220")), ("30 times", some("circular", "000:30+ times", "001:30-40 times")))
    at = [q for q in questions if "more than 800" in q]
    together = bool(at) and "hundreds" in at[0] and ("exceeded 800" in at[0] or some("rereport", "004:more than 800", "004:exceeded 800"))
    yield 16, "800 and 800 and hundreds", missing(("one question", together or some("rereport", "004:hundreds", "004:more than 800", "004:exceeded 800")),
                                                  ("no conflict", not any(f.has("004:800") for f in conflicts())))
    yield 0, "no other conflict", [str(f) for f in conflicts() if not f.has("003:89", "003:400")]


def main():
    program, shared = sys.argv[1], pathlib.Path(sys.argv[2])
    found, questions = read_gold(sys.argv[4], shared) if "--gold" in sys.argv else read_by_program(program, shared)
    lacking = 0
    for number, name, missing in situations(found, questions):
        lacking += bool(missing)
        print(f"{number or '':>2} {name}: " + ("missing: " + "; ".join(missing) if missing else "found" if number else "none"))
    print(f"{17 - lacking} of 17")
    if "--all" in sys.argv:
        print(*found, sep="\n")
    return lacking > 0


sys.exit(main())

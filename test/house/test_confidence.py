#!/usr/bin/env python3
"""The tool that fits confidences, on made-up claims whose true chances are known. In: nothing. Out: TAP."""
import io
import json
import math
import pathlib
import random
import sys
import tempfile
from contextlib import redirect_stdout

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
sys.dont_write_bytecode = True
import fit_confidence as tool  # noqa: E402

TRUE = {"always": -0.5, "good": 2.0, "bad": -1.5, "idle": 0.0}


def record(doc, grounds, point=1, published=None, words="1"):
    quantity = {"text": words, "point": point, "low": point, "high": point, "unit": "people"}
    return {"doc": doc, "published": published, "grounds": grounds, "quantity": quantity, "outcome": {"code": "killed"},
            "victims": {"side": "SDN"}, "claimant": {"id": None}}


def made_up(count, seed=1):
    """Claims, five a document, right with the chance that TRUE gives their grounds."""
    source, claims = random.Random(seed), []
    for i in range(count):
        grounds = ["always"] + [g for g in ("good", "bad", "idle") if source.random() < 0.4]
        chance = 1 / (1 + math.exp(-sum(TRUE[g] for g in grounds)))
        claims.append(tool.Claim("made-up", record(f"doc-{i // 5}", grounds, point=i), source.random() < chance))
    return claims


def weights_are_found_again():
    weights = tool.fit(made_up(6000), list(TRUE), 1.0)
    assert all(abs(weights[g] - TRUE[g]) < 0.2 for g in TRUE), weights


def a_penalty_draws_weights_to_nothing_but_keeps_the_mean():
    claims = made_up(1000)
    weights = tool.fit(claims, list(TRUE), 1e6)
    right = sum(c.right for c in claims) / len(claims)
    assert all(abs(weights[g]) < 0.01 for g in ("good", "bad", "idle")), weights
    assert abs(tool.chance(weights, {"always"}) - right) < 0.01, weights


def held_back_chances_are_calibrated():
    claims = made_up(2000)
    tool.hold_back(claims, list(TRUE), 1.0)
    assert all(len(c.chances) == tool.SHUFFLES for c in claims)
    error = sum(map(tool.calibration_error, tool.by_shuffle(claims))) / tool.SHUFFLES
    assert error < 0.04, error


def overconfidence_is_seen():
    assert abs(tool.calibration_error([(0.95, i % 2) for i in range(100)]) - 0.45) < 1e-9
    assert tool.calibration_error([(0.25, i % 4 == 0) for i in range(100)]) < 1e-9
    assert abs(tool.calibration_error([(1.0, False), (0.0, False)]) - 0.5) < 1e-9


def a_claim_is_judged_without_its_document():
    """A ground that stands in one document only, always right there, must not help that document."""
    claims = made_up(300) + [tool.Claim("made-up", record("odd", ["always", "odd"], point=1000 + i), True) for i in range(20)]
    tool.hold_back(claims, [*TRUE, "odd"], 0.1)
    odd = [p for c in claims if "odd" in c.grounds for p in c.chances]
    assert max(odd) < 0.7, max(odd)
    assert tool.chance(tool.fit(claims, [*TRUE, "odd"], 0.1), {"always", "odd"}) > 0.9


def near_copies_weigh_as_one_and_are_held_back_together():
    claims = [tool.Claim("a", record(f"copy-{i}", ["always"], point=17, published=f"2022-05-0{i + 1}"), True) for i in range(3)]
    claims.append(tool.Claim("a", record("late", ["always"], point=17, published="2022-06-01"), True))
    claims.append(tool.Claim("a", record("other", ["always"], point=18, published="2022-05-01"), True))
    tool.weigh(claims)
    assert [round(c.weight, 3) for c in claims] == [0.333, 0.333, 0.333, 1, 1], [c.weight for c in claims]
    together = tool.bundles(claims)
    assert len({together[c.doc] for c in claims[:3]}) == 1 and len(set(together.values())) == 3, together


def the_table_is_written_and_read_back():
    with tempfile.TemporaryDirectory() as folder:
        table = pathlib.Path(folder) / "confidence.tsv"
        table.write_text("# kept\nfeature\tweight\tnote\nalways\t0\tas it was\ngood\t0\t\n", encoding="utf-8")
        tool.write_table(table, {"always": -0.5, "good": 1.234})
        assert table.read_text(encoding="utf-8") == "# kept\nfeature\tweight\tnote\nalways\t-0.50\tas it was\ngood\t1.23\t\n", table.read_text()


def examples_are_judged_by_every_core_field():
    with tempfile.TemporaryDirectory() as folder:
        rows, claims = pathlib.Path(folder) / "gold.tsv", pathlib.Path(folder) / "claims.jsonl"
        rows.write_text("# why\ndoc\twords\tnth\tlow\thigh\tunit\toutcome\tside\tclaimant\n"
                        "a\t1\t\t1\t1\tpeople\tkilled\tSDN/rsf\t\na\t2\t\t2\t2\tpeople\tkilled\tETH\t\na\t3\t\t3\t3\tpeople\tkilled\tSDN\t*\n", encoding="utf-8")
        made = [record("in/a", ["always"], n, words=str(n)) for n in (1, 2, 3)]
        claims.write_text("".join(json.dumps(r) + "\n" for r in made), encoding="utf-8")
        assert [c.right for c in tool.read_examples("x", rows, claims)] == [True, False]


CASES = [weights_are_found_again, a_penalty_draws_weights_to_nothing_but_keeps_the_mean, held_back_chances_are_calibrated, overconfidence_is_seen,
         a_claim_is_judged_without_its_document, near_copies_weigh_as_one_and_are_held_back_together, the_table_is_written_and_read_back,
         examples_are_judged_by_every_core_field]


def main():
    print(f"1..{len(CASES)}")
    status = 0
    for number, case in enumerate(CASES, 1):
        talk, wrong = io.StringIO(), ""
        try:
            with redirect_stdout(talk):
                case()
        except Exception as error:  # whatever goes wrong is a failure of this case
            wrong, status = f"{type(error).__name__}: {error}", 1
        print(f"{'not ' if wrong else ''}ok {number} - {case.__name__.replace('_', ' ')}" + (f"\n# {wrong}" if wrong else ""))
    return status


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Fit the weights of a claim's confidence to texts read by hand, and say how far they can be trusted.

In: sets of claims. Each is a name, the gold records of its documents, and what `tollbook show claims --format jsonl` makes of them (the claims with
their grounds). The scorer, given as a file, says which claims are right: one that counts has value, unit, outcome, side and claimant right; a claim
that no gold record answers to is wrong. A gold file that ends in .tsv is the project's own test/story/examples.tsv.
Out: the reliability curve and the expected calibration error (ten bins of equal width), each claim judged by weights fitted without its document
(and without documents that tell the same figure in the same days); and with --write the table anew, its weights fitted to all claims.

The weights are a logistic regression with an L2 penalty on all but `always`, by Newton's method. A figure that several documents tell within three
days weighs as one claim in all, so that near-identical headlines do not rule the rest.

usage: fit_confidence.py --scorer FILE --table FILE [--write] [--markdown] [--penalty X] NAME GOLD CLAIMS [NAME GOLD CLAIMS]...
"""
import argparse
import datetime
import importlib.util
import json
import math
import os
import random
import sys

BINS, FOLDS, SHUFFLES, NEAR_DAYS, LEAST = 10, 10, 10, 3, 0.01
ALWAYS = "always"


class Claim:
    """One claim: its set and document, the grounds that hold, whether it is right, how much it weighs, and its chance when held back."""

    def __init__(self, name, record, right):
        quantity = record["quantity"]
        self.set, self.doc, self.grounds, self.right = name, (name, os.path.basename(record["doc"])), frozenset(record["grounds"]), right
        self.figure = (quantity["point"], quantity["low"], quantity["high"], quantity["unit"], record["outcome"]["code"])
        self.day = datetime.date.fromisoformat(record["published"]).toordinal() if record["published"] else None
        self.weight, self.chances = 1.0, []

    def tells_the_same(self, other):
        if self.figure != other.figure:
            return False
        return self.doc == other.doc or (None not in (self.day, other.day) and abs(self.day - other.day) <= NEAR_DAYS)


def lines_of(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def load_scorer(path):
    spec = importlib.util.spec_from_file_location("scorer", path)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def read_set(scorer, name, gold_path, claims_path):
    records = lines_of(claims_path)
    gold = [scorer.gold_fields(r) for r in lines_of(gold_path)]
    _, pairs, verdicts = scorer.score(gold, [scorer.pred_fields(r) for r in records])
    right = {i for j, i in pairs if all(verdicts[j, i][field] for field in scorer.CORE)}
    return [Claim(name, r, i in right) for i, r in enumerate(records)]


def agrees(row, record):
    """Is the claim what was written down by hand? The rows of examples.tsv: an empty cell is none, a/b means that either will do."""
    quantity = record["quantity"]
    parts = {"low": quantity["low"], "high": quantity["high"], "unit": quantity["unit"], "outcome": record["outcome"]["code"],
             "side": record["victims"]["side"], "claimant": record["claimant"]["id"]}
    shown = {name: "" if value is None else f"{value:g}" if isinstance(value, float) else str(value) for name, value in parts.items()}
    return all(shown[name] in row[name].split("/") for name in parts)


def read_examples(name, gold_path, claims_path):
    """The project's own examples (test/story/examples.tsv). Claims of which not every core field was asked for are left out."""
    with open(gold_path, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    rows, claims = [dict(zip(lines[0], line)) for line in lines[1:]], []
    for record in lines_of(claims_path):
        words = record["quantity"]["text"]
        near = [row for row in rows if row["doc"] == os.path.basename(record["doc"]) and (row["words"] in words or words in row["words"])]
        best = max(near, key=lambda row: (row["words"] == words, agrees(row, record)), default=None)
        if best is None or "*" in (best["nth"], best["outcome"], best["side"], best["claimant"]):
            continue
        rows.remove(best)
        claims.append(Claim(name, record, agrees(best, record)))
    return claims


def weigh(claims):
    for claim in claims:
        claim.weight = 1 / len({other.doc for other in claims if claim.tells_the_same(other)})


def bundles(claims):
    """Documents that tell a figure in common, as sets that are held back together."""
    parent = {claim.doc: claim.doc for claim in claims}

    def root(doc):
        while parent[doc] != doc:
            doc = parent[doc]
        return doc

    for i, claim in enumerate(claims):
        for other in claims[:i]:
            if claim.tells_the_same(other) and claim.figure[0] is not None and claim.figure[0] >= 5:
                parent[root(claim.doc)] = root(other.doc)
    return {doc: root(doc) for doc in parent}


# --- logistic regression
def chance(weights, grounds):
    total = sum(weights.get(ground, 0.0) for ground in grounds)
    return min(max(1 / (1 + math.exp(-total)), LEAST), 1 - LEAST)


def solve(matrix, right):
    """Gauss, with the largest pivot first."""
    rows = [row[:] + [value] for row, value in zip(matrix, right)]
    for i in range(len(rows)):
        best = max(range(i, len(rows)), key=lambda k: abs(rows[k][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for k in range(i + 1, len(rows)):
            factor = rows[k][i] / rows[i][i]
            if factor:
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i])]
    out = [0.0] * len(rows)
    for i in reversed(range(len(rows))):
        out[i] = (rows[i][-1] - sum(rows[i][j] * out[j] for j in range(i + 1, len(rows)))) / rows[i][i]
    return out


def fit(claims, grounds, penalty):
    """Newton steps; `always`, the first ground, goes without penalty."""
    place = {ground: i for i, ground in enumerate(grounds)}
    held = [[place[g] for g in claim.grounds if g in place] for claim in claims]
    weights, count = [0.0] * len(grounds), len(grounds)
    for _ in range(50):
        slope = [0.0] + [-penalty * w for w in weights[1:]]
        curve = [[0.0] * count for _ in range(count)]
        for i in range(count):
            curve[i][i] = penalty if i else 1e-9
        for claim, on in zip(claims, held):
            p = 1 / (1 + math.exp(-sum(weights[i] for i in on)))
            for i in on:
                slope[i] += claim.weight * (claim.right - p)
                for j in on:
                    curve[i][j] += claim.weight * p * (1 - p)
        step = solve(curve, slope)
        weights = [w + s for w, s in zip(weights, step)]
        if max(map(abs, step)) < 1e-9:
            break
    return dict(zip(grounds, weights))


# --- how far it can be trusted
def hold_back(claims, grounds, penalty):
    together = bundles(claims)
    for seed in range(SHUFFLES):
        names = sorted(set(together.values()))
        random.Random(seed).shuffle(names)
        fold_of = {name: i % FOLDS for i, name in enumerate(names)}
        for fold in range(FOLDS):
            weights = fit([c for c in claims if fold_of[together[c.doc]] != fold], grounds, penalty)
            for claim in claims:
                if fold_of[together[claim.doc]] == fold:
                    claim.chances.append(chance(weights, claim.grounds))


def bin_of(p):
    return min(BINS - 1, int(p * BINS))


def calibration_error(judged):
    """judged: (chance, right) pairs. The mean over claims of how far a bin's chance lies from its share of right claims."""
    gaps = [0.0] * BINS
    for p, right in judged:
        gaps[bin_of(p)] += p - right
    return sum(map(abs, gaps)) / len(judged)


def by_shuffle(claims):
    return [[(c.chances[i], c.right) for c in claims] for i in range(SHUFFLES)]


def chance_error(claims):
    """What a perfectly calibrated reader would show on so few claims: the measure's own noise."""
    source, errors = random.Random(1), []
    for judged in by_shuffle(claims):
        errors += [calibration_error([(p, source.random() < p) for p, _ in judged]) for _ in range(20)]
    return sum(errors) / len(errors)


def summary(name, claims):
    rounds = by_shuffle(claims)
    error = sum(map(calibration_error, rounds)) / len(rounds)
    flat = [pair for judged in rounds for pair in judged]
    said, right = sum(p for p, _ in flat) / len(flat), sum(r for _, r in flat) / len(flat)
    squares = sum((p - r) ** 2 for p, r in flat) / len(flat)
    return [name, str(len(claims)), f"{said:.3f}", f"{right:.3f}", f"{error:.3f}", f"{chance_error(claims):.3f}", f"{squares:.3f}"]


def curve(claims):
    """A row a bin, averaged over the shuffles: how many claims, what they say on average, how many are right."""
    sums = [[0.0, 0.0, 0.0] for _ in range(BINS)]
    for judged in by_shuffle(claims):
        for p, right in judged:
            for i, value in enumerate((1, p, right)):
                sums[bin_of(p)][i] += value / SHUFFLES
    for i, (count, said, right) in enumerate(sums):
        span = f"{i / BINS:.1f} to {(i + 1) / BINS:.1f}"
        if count >= 0.5:
            yield [span, f"{count:.0f}", f"{said / count:.2f}", f"{right / count:.2f}", "#" * round(right / count * 30)]
        else:
            yield [span, "0", "", "", ""]


def abroad(claims, grounds, penalty, name):
    """One set judged by weights fitted to the others alone."""
    weights = fit([c for c in claims if c.set != name], grounds, penalty)
    return calibration_error([(chance(weights, c.grounds), c.right) for c in claims if c.set == name])


def print_table(head, rows, markdown):
    rows = [head] + list(rows)
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    for number, row in enumerate(rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths)]
        print("| " + " | ".join(cells) + " |" if markdown else "  ".join(cells).rstrip())
        if markdown and not number:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    print()


# --- the table
def read_table(path):
    """The lines of the table; its rows are cut into cells."""
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") if not line.startswith("#") else line.rstrip("\n") for line in file]


def write_table(path, weights):
    lines = read_table(path)
    for cells in lines:
        if not isinstance(cells, str) and cells[0] in weights:
            cells[1] = f"{weights[cells[0]]:.2f}"
    with open(path, "w", encoding="utf-8") as file:
        file.writelines((line if isinstance(line, str) else "\t".join(line)) + "\n" for line in lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="NAME GOLD CLAIMS")
    parser.add_argument("--scorer", required=True, help="score_claims.py of the gold sets")
    parser.add_argument("--table", required=True, help="confidence.tsv: which grounds to weigh")
    parser.add_argument("--penalty", type=float, default=2.0, help="of squared weights (2)")
    parser.add_argument("--markdown", action="store_true", help="print tables for the manual")
    parser.add_argument("--write", action="store_true", help="put the weights into the table")
    options = parser.parse_args()
    if len(options.sets) % 3:
        parser.error("a set is a name, its gold records and its claims")
    grounds = [row[0] for row in read_table(options.table) if not isinstance(row, str)][1:]
    if not grounds or grounds[0] != ALWAYS:
        parser.error(f"{options.table}: the first row must be `{ALWAYS}`")
    scorer, claims = load_scorer(options.scorer), []
    for i in range(0, len(options.sets), 3):
        name, gold_path, claims_path = options.sets[i:i + 3]
        claims += read_examples(name, gold_path, claims_path) if gold_path.endswith(".tsv") else read_set(scorer, name, gold_path, claims_path)
    weigh(claims)
    hold_back(claims, grounds, options.penalty)
    names = options.sets[::3]
    gold = [name for name, path in zip(names, options.sets[1::3]) if not path.endswith(".tsv")]
    parts = [("all", claims)] if len(gold) == len(names) else [("all", claims), ("all gold", [c for c in claims if c.set in gold])]
    parts += [(name, [c for c in claims if c.set == name]) for name in names]
    head = ["set", "claims", "mean confidence", "right", "calibration error", "of chance alone", "squared error"]
    if len(names) > 1:
        head.append("fitted to the other sets")
    rows = []
    for name, part in parts:
        rows.append(summary(name, part))
        if len(names) > 1:
            rows[-1].append(f"{abroad(claims, grounds, options.penalty, name):.3f}" if name in names else "")
    print_table(head, rows, options.markdown)
    print_table(["confidence", "claims", "mean", "right", ""], curve(claims), options.markdown)
    weights = fit(claims, grounds, options.penalty)
    held = {g: sum(g in c.grounds for c in claims) for g in grounds}
    share = {g: sum(c.right for c in claims if g in c.grounds) / max(1, held[g]) for g in grounds}
    print_table(["ground", "weight", "claims", "right"], ([g, f"{weights[g]:+.2f}", str(held[g]), f"{share[g]:.2f}"] for g in grounds), options.markdown)
    if options.write:
        write_table(options.table, weights)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Scores the reader on test/gold: how many of the hand-made records it finds, and how many it has right in value, unit, outcome, side and claimant.

usage: score_gold.py PROGRAM [FOLDER]
       score_gold.py PROGRAM FOLDER --least HALF:MEASURE=VALUE ...   as a test (TAP): each measure reaches its value

HALF is even (read while rules are written) or odd (held: its texts and mistakes are not to be read), by the number a file's name begins with. MEASURE is
found, core or full (class, period, place and modality as well): F1 over pairs of a record and a claim whose quantities overlap, each in one pair, the
likest first. A record with a doubt weighs half. Claimants are the same by their id, else by most of their words."""
import json
import pathlib
import re
import subprocess
import sys

SMALL = set("the a an of for s in on and or by to its his her their".split())
CORE, FULL = ("value", "unit", "outcome", "side", "claimant"), ("class", "period", "place", "modality")


def words(text):
    return set(re.findall(r"\w+", (text or "").lower())) - SMALL


def alike(record, claim):
    """Which fields of a claim are the record's."""
    quantity, claimant, period = claim["quantity"], claim["claimant"], claim["period"]
    mine, theirs = words(record["claimant"]), words(claimant["text"])
    named = bool(mine and theirs) and len(mine & theirs) >= 0.6 * min(len(mine), len(theirs))
    nobody = not (record["claimant"] or record["claimant_id"])
    place, other = (record["place"] or "").lower(), (claim["place"]["text"] or "").lower()
    return {"value": all(record[key] == quantity[key] for key in ("point", "low", "high")), "unit": record["unit"] == quantity["unit"],
            "outcome": record["outcome"] == claim["outcome"]["code"], "side": record["side"] == claim["victims"]["side"],
            "claimant": not (claimant["text"] or claimant["id"]) if nobody
            else named or (record["claimant_id"] is not None and record["claimant_id"] == claimant["id"]),
            "class": record["class"] == claim["victims"]["class"], "modality": record["modality"] == claim["modality"],
            "period": (record["period_kind"], record["from"], record["to"]) == (period["kind"], period["from"], period["to"]),
            "place": bool(place and other and (place in other or other in place)) or not (place or other)}


def pairs(records, claims):
    """(record, claim, fields) one to one: the pairs with most fields alike first."""
    possible = []
    for i, record in enumerate(records):
        for k, claim in enumerate(claims):
            overlap = min(record["end"], claim["quantity"]["end"]) - max(record["start"], claim["quantity"]["start"])
            if record["doc"] == claim["doc"] and overlap > 0:
                fields = alike(record, claim)
                possible.append((-sum(fields.values()), -overlap, i, k, fields))
    taken, made = (set(), set()), []
    for _, _, i, k, fields in sorted(possible, key=lambda each: each[:4]):
        if i not in taken[0] and k not in taken[1]:
            taken[0].add(i), taken[1].add(k)
            made.append((records[i], claims[k], fields))
    return made


def score(records, claims):
    weight = lambda record: 0.5 if record.get("doubt") else 1.0
    found = pairs(records, claims)
    out = {}
    for measure, needed in (("found", ()), ("core", CORE), ("full", CORE + FULL)):
        good = [record for record, _, fields in found if all(fields[name] for name in needed)]
        recall = sum(map(weight, good)) / sum(map(weight, records))
        precision = len(good) / len(claims) if claims else 0
        out[measure] = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return out


def read_lines(text):
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def main():
    arguments = sys.argv[1:]
    least = arguments[arguments.index("--least") + 1:] if "--least" in arguments else []
    given = arguments[:arguments.index("--least")] if least else arguments
    if not given:
        sys.exit(__doc__)
    folder = pathlib.Path(given[1]) if len(given) > 1 else pathlib.Path(__file__).resolve().parent.parent / "test" / "gold"
    texts = sorted((folder / "docs").glob("*.txt"))
    out = subprocess.run([given[0], "read", "--format", "jsonl", "--metadata", folder / "documents.jsonl", *texts], stdout=subprocess.PIPE, check=True).stdout
    halves = {"even": 0, "odd": 1}
    records, claims = read_lines((folder / "claims.jsonl").read_text("utf-8")), read_lines(out.decode())
    of = lambda rows, rest: [row for row in rows if int(re.match(r"\d+", row["doc"]).group()) % 2 == rest]
    scores = {half: score(of(records, rest), of(claims, rest)) for half, rest in halves.items()}
    if not least:
        for half, measures in scores.items():
            print(f"{half:4}  " + "  ".join(f"{name} {value:.3f}" for name, value in measures.items()))
        return
    print(f"1..{len(least)}")
    failed = 0
    for number, goal in enumerate(least, 1):
        half, measure, value = re.fullmatch(r"(\w+):(\w+)=([\d.]+)", goal).groups()
        got = scores[half][measure]
        good = got >= float(value)
        failed += not good
        print(f"{'ok' if good else 'not ok'} {number} - gold, {half} half: {measure} {got:.3f} is at least {value}")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()

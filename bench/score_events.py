"""How well documents of one event are linked: data/shootings, pairs of documents on the same incident.

    bench/score_events.py PROGRAM SHARED [SPLIT]

In: the program and the shared folder. Out: precision, recall and F1 over pairs of documents, of the links (`tollbook events --links`) and of the groups they make
(`tollbook events`), on one split (default dev)."""
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile


def pairs_of(lists):
    return {tuple(sorted(pair)) for members in lists for pair in itertools.combinations(members, 2)}


def ask(program, path, *options):
    result = subprocess.run([program, "events", "--from", "jsonl", *options, path], capture_output=True, check=True)
    return [json.loads(line)["documents"] for line in result.stdout.splitlines()]


def main():
    program, shared, split = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "dev"
    documents = [d for d in map(json.loads, (shared / "data/shootings/articles.jsonl").open()) if d["split"] == split]
    incidents = {}
    for d in documents:
        incidents.setdefault(d["incident_id"], []).append(d["id"])
    wanted = pairs_of(incidents.values())
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for d in documents:
            file.write(json.dumps({"id": d["id"], "published": d["date"], "text": d["title"] + "\n\n" + d["text"]}) + "\n")
        file.flush()
        found = {"links": pairs_of(ask(program, file.name, "--links")), "groups": pairs_of(ask(program, file.name))}
    print(f"{len(documents)} documents, {len(incidents)} incidents, {len(wanted)} pairs")
    for what, pairs in found.items():
        right = len(pairs & wanted)
        precision, recall = right / max(1, len(pairs)), right / max(1, len(wanted))
        print(f"{what}\tprecision {precision:.3f}\trecall {recall:.3f}\tF1 {2 * precision * recall / max(1e-9, precision + recall):.3f}")


main()

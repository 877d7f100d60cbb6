#!/usr/bin/env python3
"""Check the word tables of a language folder before they are compiled.

In: lang/LANGUAGE/*.tsv. Out: one line for every fault, and a line of counts. Exit code 1 where there is a fault.
Faults: not UTF-8, no opening comment, a row with more columns than the header, blanks at a line's end or a cell's edges, an empty phrase,
a phrase twice in one class with other attributes (the reader could not know which row is meant), a phrase twice in one row,
an attribute outside the list that its table promises. The compiler checks form too; this says more, in the author's words.

usage: check_tables.py [FOLDER [TABLE...]]
"""
import os
import re
import sys
import unicodedata

ALLOWED = {
    ("victims", "class"): {"military", "civilian", "mixed", "unknown"},
    ("victims", "side_open"): {"", "yes"},
    ("materiel", "category"): {"tank", "armoured_vehicle", "artillery", "rocket_launcher", "air_defence", "aircraft", "helicopter", "drone",
                               "missile", "ship", "vehicle", "other"},
    ("cues", "modality"): {"asserted", "estimated", "admitted", "denied", "questioned"},
    ("cues", "kind"): {"say", "think", "show", "relay", "count", "record"},
    ("cues", "strength"): {"strong", "weak"},
    ("institutions", "kind"): {"party", "official", "agency", "ngo", "igo", "outlet"},
    ("titles", "role"): {"spokesperson", "official", "military", "police", "medic", "witness", "resident", "expert", "activist", "journalist", "person",
                         "anonymous", "own"},
    ("hedges", "modality"): {"", "asserted", "estimated", "admitted", "denied", "questioned"},
    ("hedges", "verified"): {"", "verified", "unverified"},
    ("context", "weight"): {"3", "2", "1", "0", "-1", "-2", "-3", "-8", "-10"},
    ("boilerplate", "kind"): {"menu", "related", "comment", "share", "cookie", "copyright", "newsletter", "caption", "correction", "wire"},
    ("boilerplate", "where"): {"any", "line"},
    ("page", "kind"): {"related", "share", "comment", "consent", "newsletter", "ad", "legal", "byline"},
    ("page", "where"): {"open", "whole"},
}


def kinds(prefix, *of_rules):
    """The kinds of words that the code asks for, by the names that src/claim/words.h gives them, and those of date.rules."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src", "claim", "words.h"), encoding="utf-8") as f:
        return {"", *of_rules, *re.findall(rf'X\({prefix}_[A-Z]+, "([a-z]+)"\)', f.read())}


ALLOWED[("period", "kind")] = kinds("TIME", "named")
ALLOWED[("where", "kind")] = kinds("PLACE")

NO_PHRASES = {"confidence", "page"}        # numbers about claims; phrases that only pages are looked through for


def fold(text):
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "'").replace("\u2013", "-"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def check(path, faults):
    table = os.path.basename(path)[:-4]
    with open(path, "rb") as f:
        try:
            text = f.read().decode("utf-8")
        except UnicodeDecodeError as e:
            faults.append(f"{path}: not UTF-8 at byte {e.start}")
            return 0, 0
    lines = text.split("\n")
    if lines[-1] != "":
        faults.append(f"{path}: no newline at the end")
    comments = 0
    while comments < len(lines) and lines[comments].startswith("#"):
        comments += 1
    if not 1 <= comments <= 12:
        faults.append(f"{path}: opens with {comments} comment lines; say what it is, who reads it, its columns, how to add a row")
    header, phrases, rows, seen = None, 0, 0, {}
    for number, line in enumerate(lines, 1):
        where = f"{path}:{number}"
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            if table not in NO_PHRASES and not any(c.startswith("@") for c in header):
                faults.append(f"{where}: no column is headed @class")
            continue
        rows += 1
        if len(cells) > len(header):
            faults.append(f"{where}: {len(cells)} cells under {len(header)} columns")
            continue
        if line != line.rstrip(" "):
            faults.append(f"{where}: blanks at the end of the line")
        cells += [""] * (len(header) - len(cells))
        other = tuple(c for h, c in zip(header, cells) if not h.startswith("@"))
        named = cells[header.index("class")] if "class" in header else ""
        for head, cell in zip(header, cells):
            if cell != cell.strip():
                faults.append(f"{where}: blank at the edge of column {head}")
            if not head.startswith("@"):
                allowed = ALLOWED.get((table, head))
                if allowed and cell not in allowed:
                    faults.append(f"{where}: {head} is `{cell}`, not one of {' '.join(sorted(allowed))}")
                continue
            for phrase in cell.split("|") if cell else []:
                phrases += 1
                if not phrase or phrase != phrase.strip() or "  " in phrase:
                    faults.append(f"{where}: empty phrase or blanks in column {head}: `{phrase}`")
                key = (named if head == "@*" else head, fold(phrase))
                if key in seen and (seen[key][0] != other or (seen[key][1] == number and seen[key][2] == phrase)):
                    faults.append(f"{where}: `{phrase}` stands in line {seen[key][1]} too, in the same class")
                seen.setdefault(key, (other, number, phrase))
    if header is None:
        faults.append(f"{path}: no header row")
    return rows, phrases


def main(arguments):
    folder = arguments[0] if arguments else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lang", "en")
    names = arguments[1:] or sorted(n[:-4] for n in os.listdir(folder) if n.endswith(".tsv"))
    faults, rows, phrases = [], 0, 0
    for name in names:
        r, p = check(os.path.join(folder, name + ".tsv"), faults)
        rows, phrases = rows + r, phrases + p
    for fault in faults:
        print(fault)
    print(f"{len(names)} tables, {rows} rows, {phrases} phrases, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

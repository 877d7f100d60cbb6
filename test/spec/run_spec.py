#!/usr/bin/env python3
"""Runs the cases of the language's manual (test/spec/*.md) and prints TAP. In: the program, and files, or none for every file beside this one.

A case is a fenced block: what is known about the text, the text, and what must come out, parted by lines of three dashes:

    ```case a bound and its claimant
    published: 2023-02-13
    ---
    The ministry in Moscow said on Sunday that more than 220 Ukrainian soldiers had been killed.
    ---
    "more than 220" low=221 high=null outcome=killed side=UKR claimant_id=rus-mod
    ```

Above the text stand `published`, `outlet`, `title`, `url` (as in JSON Lines input), `show: mentions` (or tokens, phrases, article; claims if it is not
said) and
`pending: WHY` for a case that cannot hold yet: it must fail, so that it cannot rot. Each line below is one claim (mention, token) in the text's order: its
words in quotes, as JSON has them, then the fields that the case is about; fields that are not named are free. `none` says that nothing may
come out. Every file of claims has at least one such case. Field names: NAMES below, or a path into the record (quantity.point).

  --only=WORD   the cases whose file or name holds WORD        -u            write what came out into the failing cases, with the same fields
  --seeds=DIR   write the texts into DIR, for the fuzzers"""
import json
import pathlib
import re
import subprocess
import sys

FENCE = re.compile(r"^```case ([^\n]+)\n(.*?)^```$", re.M | re.S)
NAMES = {  # a field's short name -> its path in a claim; a list gives its items' texts
    "qualifier": "quantity.qualifier", "point": "quantity.point", "low": "quantity.low", "high": "quantity.high", "unit": "quantity.unit",
    "outcome": "outcome.code", "outcome_text": "outcome.text", "side": "victims.side", "class": "victims.class", "category": "victims.category",
    "subject": "victims.text", "formation": "victims.unit", "claimant": "claimant.text", "claimant_id": "claimant.id", "claimant_side": "claimant.side",
    "kind": "claimant.kind", "via": "chain.text", "via_id": "chain.id", "roles": "chain.role", "stated": "stated.date", "period": "period.kind",
    "from": "period.from", "to": "period.to", "basis": "period.basis", "place": "place.text", "place_id": "place.id", "precision": "place.precision"}
USUAL = {"claims": ["qualifier", "low", "high", "unit", "outcome", "side", "class", "claimant_id"], "mentions": ["kind"], "tokens": [], "phrases": ["kind"],
         "article": ["outlet", "author", "published", "published_from", "standfirst", "text", "captions"]}
WORDS = {"claims": "quantity.text", "article": "title"}


class Case:
    def __init__(self, file, name, body):
        self.file, self.name, self.fields = file, name, {}
        parts = re.split(r"^---\n", body, maxsplit=2, flags=re.M)
        if len(parts) != 3:
            raise ValueError(f"{file.name}: case '{name}' needs two lines of three dashes")
        self.head, self.text, self.tail = parts
        for line in self.head.splitlines():
            key, _, value = line.partition(":")
            if key not in ("published", "outlet", "title", "url", "show", "pending"):
                raise ValueError(f"{file.name}: case '{name}' has an unknown field '{key}'")
            self.fields[key] = value.strip()
        self.text = self.text.removesuffix("\n")
        self.show = self.fields.get("show", "claims")
        if self.show not in USUAL:
            raise ValueError(f"{file.name}: case '{name}' wants to see '{self.show}'; there are {', '.join(USUAL)}")
        self.wanted = [read_line(line, f"{file.name}: case '{name}'") for line in self.tail.splitlines() if line.strip() and line.strip() != "none"]
        if not self.wanted and "none" not in self.tail.split():
            raise ValueError(f"{file.name}: case '{name}' expects nothing: say none")


def read_line(line, where):
    """The words and the fields of one expectation."""
    try:
        words, end = json.JSONDecoder().raw_decode(line.strip())
        if not isinstance(words, str):
            raise ValueError
    except ValueError:
        raise ValueError(f"{where}: a line begins with the words in quotes: {line}") from None
    fields = {}
    for found in re.finditer(r'\s+([\w.]+)=("(?:[^"\\]|\\.)*"|\S*)', line.strip()[end:]):
        fields[found[1]] = json.loads(found[2]) if found[2].startswith('"') else found[2]
    if re.sub(r'\s+[\w.]+=("(?:[^"\\]|\\.)*"|\S*)', "", line.strip()[end:]).strip():
        raise ValueError(f"{where}: behind the words stand field=value: {line}")
    return words, fields


def value_of(record, path):
    """What stands at a path, as a string: null, numbers without .0, a list's items joined by ' > '."""
    for step in path.split("."):
        if isinstance(record, list):
            record = [item.get(step) for item in record]
        else:
            record = record.get(step) if isinstance(record, dict) else None
    if isinstance(record, list):
        return " > ".join(value_of({"x": item}, "x") for item in record) or "none"
    if isinstance(record, float) and record.is_integer():
        record = int(record)
    return record if isinstance(record, str) else json.dumps(record)


def words_of(record, show):
    return value_of(record, WORDS.get(show, "text"))


def field_of(record, show, name):
    return value_of(record, NAMES.get(name, name) if show == "claims" else name)


def differences(case, records):
    """Lines that say how what came out differs; none where it holds."""
    wrong = [f"no words say what became of {words_of(r, case.show)}" for r in records if case.show == "claims" and not value_of(r, "outcome.text")]
    for i in range(max(len(records), len(case.wanted))):
        if i >= len(records):
            wrong.append(f"missing: {json.dumps(case.wanted[i][0], ensure_ascii=False)}")
        elif i >= len(case.wanted):
            wrong.append(f"unexpected: {line_of(records[i], case.show, USUAL[case.show])}")
        else:
            words, fields = case.wanted[i]
            if words_of(records[i], case.show) != words:
                wrong.append(f"words: got {json.dumps(words_of(records[i], case.show), ensure_ascii=False)}, wanted {json.dumps(words, ensure_ascii=False)}")
            for name, value in fields.items():
                if field_of(records[i], case.show, name) != value:
                    wrong.append(f"{json.dumps(words, ensure_ascii=False)} {name}: got {field_of(records[i], case.show, name)}, wanted {value}")
    return wrong


def line_of(record, show, names):
    def quoted(value):
        return value if re.fullmatch(r'[^\s"]+', value) else json.dumps(value, ensure_ascii=False)
    return " ".join([json.dumps(words_of(record, show), ensure_ascii=False)] + [f"{name}={quoted(field_of(record, show, name))}" for name in names])


def rewritten(case, records):
    """The case's block with what came out; each line keeps the fields of the line in its place."""
    lines = []
    for i, record in enumerate(records):
        names = list(case.wanted[min(i, len(case.wanted) - 1)][1]) if case.wanted else USUAL[case.show]
        lines.append(line_of(record, case.show, names) + "\n")
    return f"```case {case.name}\n{case.head}---\n{case.text}\n---\n{''.join(lines) or 'none' + chr(10)}```"


def run_program(program, show, cases):
    """Case number -> its records; one run of the program for all the cases that show the same."""
    lines = []
    for number, case in cases:
        record = {"id": str(number), "text": case.text} | {k: case.fields[k] for k in ("published", "outlet", "title", "url") if k in case.fields}
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    command = [program, "read"] if show == "claims" else [program, "show", show]
    done = subprocess.run([*command, "--from", "jsonl", "--format", "jsonl", "-"], input="".join(lines).encode(), capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode(errors='replace').strip()}")
    records = {number: [] for number, _ in cases}
    for line in done.stdout.decode().splitlines():
        record = json.loads(line)
        records[int(record["doc"])].append(record)
    return records


def read_files(files):
    """Every case, and file -> what is wrong with it as a whole."""
    cases, broken = [], {}
    for file in files:
        text = file.read_text(encoding="utf-8")
        try:
            found = [Case(file, match[1].strip(), match[2]) for match in FENCE.finditer(text)]
        except ValueError as error:
            broken[file] = str(error)
            continue
        cases += found
        names = [case.name for case in found]
        if len(found) != len(re.findall(r"^```case\b", text, re.M)):
            broken[file] = "a fence is not closed, or a case has no name"
        elif len(set(names)) != len(names):
            broken[file] = f"two cases of one name: {sorted(n for n in names if names.count(n) > 1)[0]}"
        elif any(case.show == "claims" for case in found) and not any(not case.wanted for case in found):
            broken[file] = "no negative case: none of its cases expects none"
    return cases, broken


def report(number, name, wrong, why=None):
    print(f"{'not ' if wrong else ''}ok {number} - {name}" + (f" # {why}" if why else ""))
    for line in wrong:
        print(f"# {line}")


def main(arguments):
    options = dict((a.lstrip("-").split("=", 1) + [""])[:2] for a in arguments if a.startswith("-"))
    plain = [a for a in arguments if not a.startswith("-")]
    files = [pathlib.Path(a) for a in plain if a.endswith(".md")] or sorted(pathlib.Path(__file__).resolve().parent.glob("*.md"))
    cases, broken = read_files(files)
    if "seeds" in options:
        folder = pathlib.Path(options["seeds"])
        folder.mkdir(parents=True, exist_ok=True)
        for number, case in enumerate(cases):
            (folder / f"spec-{number:04}").write_text(case.text, encoding="utf-8")
        return 0
    cases = [case for case in cases if options.get("only", "") in f"{case.file.stem}: {case.name}"]
    results = {}
    for show in USUAL:
        shown = [(number, case) for number, case in enumerate(cases) if case.show == show]
        if shown:
            results |= run_program(plain[0], show, shown)
    print(f"1..{len(cases) + len(files)}")
    failed = 0
    for number, case in enumerate(cases):
        wrong = differences(case, results[number])
        if wrong and "u" in options and "pending" not in case.fields:
            text = case.file.read_text(encoding="utf-8")
            old = next(m[0] for m in FENCE.finditer(text) if m[1].strip() == case.name)
            case.file.write_text(text.replace(old, rewritten(case, results[number])), encoding="utf-8")
            wrong = []
        if "pending" in case.fields:
            wrong = [] if wrong else ["it is marked pending and holds: take the mark away"]
            report(number + 1, f"{case.file.stem}: {case.name}", wrong, None if wrong else f"SKIP pending: {case.fields['pending']}")
        else:
            report(number + 1, f"{case.file.stem}: {case.name}", wrong)
        failed += bool(wrong)
    for number, file in enumerate(files, len(cases) + 1):
        wrong = [broken[file]] if file in broken else []
        report(number, f"{file.stem}: the file is well formed", wrong)
        failed += bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except RuntimeError as problem:
        print(f"not ok 1 - {problem}".replace("\n", " "))
        sys.exit(1)

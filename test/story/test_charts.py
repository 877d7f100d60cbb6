"""Charts from outside: the golden files and what the program draws are well-formed SVG without script, style, outside reference or colour; hostile
names stay text; what cannot be drawn is said. Arguments: the program, the project's root."""
import json
import os
import sys
import xml.etree.ElementTree as tree

from tap import equal, holds, main, run, write

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = sys.argv[2]
SVG = "{http://www.w3.org/2000/svg}"
EVIL = '"><script>alert(1)</script>'
SAID = [("a", "2023-01-02", "63"), ("b", "2023-01-04", "89")]


def ledger(folder):
    documents = [{"id": EVIL + name, "outlet": EVIL, "title": EVIL, "published": day,
                  "text": f"The Russian defence ministry said on {day} that {count} of its soldiers were killed in Makiivka on January 1, 2023."}
                 for name, day, count in SAID]
    documents.append({"id": "c", "outlet": "Wire", "published": "2023-01-03",
                      "text": "About 400 Russian soldiers were killed in Makiivka on January 1, 2023, the Ukrainian General Staff said on January 2."})
    path = os.path.join(folder, "ledger.db")
    file = write(folder, "in.jsonl", "".join(json.dumps(d) + "\n" for d in documents))
    equal(run(PROGRAM, "add", "--ledger", path, file).code, 0)
    return path


def looked_at(text):
    root = tree.fromstring(text)
    equal(root.tag, SVG + "svg")
    equal(root.get("role"), "img")
    assert root.get("aria-label") and root.find(SVG + "title").text and root.find(SVG + "desc").text
    for part in root.iter():
        assert part.tag in {SVG + name for name in ("svg", "title", "desc", "text", "path", "circle")}, part.tag
        for name, value in part.attrib.items():
            assert not name.startswith("on") and name != "style" and "url(" not in value, (name, value)
            assert name not in ("fill", "stroke") or value in ("none", "currentColor"), (name, value)
    return " ".join(part.text or "" for part in root.iter())


def case_golden_charts_are_well_formed(folder):
    names = sorted(os.listdir(os.path.join(ROOT, "test/unit/charts")))
    assert len(names) >= 4
    for name in names:
        with open(os.path.join(ROOT, "test/unit/charts", name), encoding="utf-8") as file:
            looked_at(file.read())


def case_a_question_is_drawn_with_every_figure_and_no_sum(folder):
    path = ledger(folder)
    rows = [json.loads(line) for line in run(PROGRAM, "questions", "--ledger", path).out.splitlines()]
    most = max(rows, key=lambda row: row["statements"])
    result = run(PROGRAM, "chart", "question", most["question"], "--ledger", path)
    equal((result.code, result.err), (0, ""))
    words = looked_at(result.out)
    holds(words, "63", "89", "Ministry of Defence of Russia", "Killed, Russian military, Makiivka, 1 January 2023", "latest from each", "None is an estimate")
    again = run(PROGRAM, "chart", "question", most["question"], "--ledger", path, "-o", os.path.join(folder, "x.svg"))
    equal((again.code, again.out), (0, ""))
    with open(os.path.join(folder, "x.svg"), encoding="utf-8") as file:
        equal(file.read(), result.out)


def case_a_series_is_drawn(folder):
    path = ledger(folder)
    result = run(PROGRAM, "chart", "series", "rus-mod", "--ledger", path)
    equal((result.code, result.err), (0, ""))
    holds(looked_at(result.out), "Ministry of Defence of Russia: 2 figures under 1 definition ", "Killed, Russian military, Makiivka, by period")


def case_what_cannot_be_drawn_is_said(folder):
    path = ledger(folder)
    for words, wanted in [(("question", "q0"), "there is no"), (("series", "nobody"), "no dated figures"), (("pie", "x"), "chart takes"),
                          (("compare", "0f3a9c1d2b4e5f6071829304", "0f3a9c1d2b4e5f6071829304"), "there is no"), (("question",), "chart takes")]:
        result = run(PROGRAM, "chart", *words, "--ledger", path)
        equal((result.code, result.out), (2, ""))
        holds(result.err, wanted)


main(globals())

"""Exports from outside, each format read by a reader that is not ours: openpyxl, zipfile, csv, json. Every figure is the one that `tollbook claims`
prints, hostile texts stay text, and what a format cannot hold is said. Arguments: the program, the project's root."""
import contextlib
import csv
import datetime
import hashlib
import html.parser
import io
import json
import math
import os
import re
import sqlite3
import stat
import sys
import threading
import zipfile

import openpyxl

from tap import equal, holds, main, run, write

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = sys.argv[2]
with open(PROGRAM, "rb") as program:
    PROGRAM_BYTES = program.read()
MEASURABLE = b"__asan_init" not in PROGRAM_BYTES and b"__tsan_init" not in PROGRAM_BYTES   # a sanitizer's own memory is no measure
EVIL = '=cmd()"><script>alert(1)</script>{}\\%&_, "quoted"'
DOCUMENTS = [
    {"id": "wire-1", "outlet": "Wire", "published": "2023-01-02", "title": "Strike on Makiivka", "url": "https://wire.example/1?a=b&c={d}",
     "text": "Russia’s defence ministry said on Monday that 63 of its soldiers were killed in Makiivka on January 1.\n\n"
             "The Ukrainian General Staff said on Monday that about 400 Russian soldiers were killed in Makiivka on January 1. "
             "Hundreds of Russian soldiers were killed there on January 1, a Ukrainian official said."},
    {"id": "post-1", "outlet": "Post & Sons", "published": "2023-01-04", "title": "Toll raised",
     "text": "The Russian defence ministry said on Wednesday, Reuters reports, that 89 of its soldiers were killed in Makiivka on January 1.\n\n"
             "At least 12 civilians were wounded in Kherson on January 3, the regional governor said. 😀 Up to 30 houses were damaged there."},
    {"id": EVIL, "outlet": EVIL, "published": "2023-01-05", "title": EVIL,
     "text": f"The Russian defence ministry said that 89 of its soldiers {EVIL} were killed in Makiivka on January 1.\n\n"
             "=1+1 More than 20 Ukrainian soldiers were killed near Bakhmut on January 4, the Russian defence ministry said. "
             "From 5 to 7 civilians were killed in Kherson on January 3, the regional governor said. "
             "Russia has lost 100,000 soldiers killed since February 24, 2022, the Ukrainian General Staff said."},
]


def ledger(folder, documents=DOCUMENTS):
    path = os.path.join(folder, "ledger.db")
    file = write(folder, "in.jsonl", "".join(json.dumps(d) + "\n" for d in documents))
    equal(run(PROGRAM, "add", "--ledger", path, file).code, 0)
    return path


def export(path, *options):
    """The bytes on stdout."""
    file = path + ".out"
    result = run(PROGRAM, "export", "--ledger", path, *options, "-o", file)
    equal(result.code, 0)
    with open(file, "rb") as opened:
        return opened.read()


def claims(path, *options):
    """What `tollbook claims` says, as CSV's cells and as JSON."""
    rows = list(csv.DictReader(io.StringIO(run(PROGRAM, "claims", "--ledger", path, "--format", "csv", *options).out, newline="")))
    return rows, [json.loads(line) for line in run(PROGRAM, "claims", "--ledger", path, "--format", "jsonl", *options).out.splitlines()]


def table(data):
    rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    assert rows and all(len(row) == len(rows[0]) for row in rows), "rows differ in length"
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def case_csv_jsonl_and_geojson_are_what_claims_prints(folder):
    path = ledger(folder)
    for form in ("csv", "jsonl"):
        equal(export(path, "--format", form).decode(), run(PROGRAM, "claims", "--ledger", path, "--format", form).out)
    features = json.loads(export(path, "--format", "geojson"))["features"]
    equal([f["properties"] for f in features], claims(path)[1])
    assert any(f["geometry"] for f in features) and any(not f["geometry"] for f in features)
    for f in features:
        place = f["properties"]["place"]
        equal(f["geometry"], {"type": "Point", "coordinates": [place["lon"], place["lat"]]} if place["lat"] is not None else None)


def case_filters_choose_the_same_claims_everywhere(folder):
    path = ledger(folder)
    some = ("--side", "RUS", "--outcome", "killed", "--outlet", "wire")
    wanted = [row["id"] for row in claims(path, *some)[0]]
    assert 0 < len(wanted) < len(claims(path)[0])
    equal([row["id"] for row in table(export(path, "--format", "csv", *some))], wanted)
    sheet = openpyxl.load_workbook(io.BytesIO(export(path, "--format", "xlsx", *some)))["claims"]
    equal([row[0].value for row in sheet.iter_rows(min_row=2)], wanted)
    package = zipfile.ZipFile(io.BytesIO(export(path, "--format", "zip", *some)))
    equal([row["id"] for row in table(package.read("claims.csv"))], wanted)
    holds(package.read("README.md").decode(), "side RUS, outcome killed, outlet wire", f"{len(wanted)} claims in 1 documents")
    for figure, words in ((">80", "more than 80"), (">=80", "from 80"), ("<80", "less than 80"), ("<=80", "up to 80"), ("60..89", "from 60 to 89"),
                          ("63..", "from 63"), ("..63", "up to 63"), ("0..", "from 0"), (">0", "more than 0")):
        wanted = [row["id"] for row in claims(path, "--figure", figure)[0]]
        package = zipfile.ZipFile(io.BytesIO(export(path, "--format", "zip", "--figure", figure)))
        equal([row["id"] for row in table(package.read("claims.csv"))], wanted)
        holds(package.read("README.md").decode(), f"- Asked for: figures {words}.\n")
        equal(json.loads(package.read("datapackage.json"))["tollbook"]["asked"], f"figures {words}")


def case_a_workbook_has_typed_cells_a_frozen_header_sources_and_notes(folder):
    path = ledger(folder)
    rows = claims(path)[0]
    book = openpyxl.load_workbook(io.BytesIO(export(path, "--format", "xlsx")))
    equal(book.sheetnames, ["claims", "sources", "notes"])
    sheet = book["claims"]
    equal(sheet.freeze_panes, "B2")
    names = [cell.value for cell in sheet[1]]
    equal(names, list(rows[0]))
    for cells, row in zip(sheet.iter_rows(min_row=2), rows, strict=True):
        for name, cell in zip(names, cells):
            text = row[name]
            if text == "":
                equal((name, cell.value), (name, None))
            elif name in ("published", "stated", "from", "to"):
                equal((name, cell.value), (name, datetime.datetime.fromisoformat(text)))
                equal(cell.number_format, "yyyy-mm-dd")
            elif name in ("point", "low", "high", "lat", "lon", "confidence") or name.endswith(("_start", "_end")):
                assert isinstance(cell.value, (int, float)), name
                assert math.isclose(cell.value, float(text)), (name, cell.value, text)
            else:
                equal((name, cell.value, cell.data_type), (name, text, "s"))
    sources = list(book["sources"].iter_rows(min_row=2, values_only=True))
    equal([row[0] for row in sources], ["wire-1", "post-1", EVIL])
    notes = {row[0].value: row[1].value for row in book["notes"].iter_rows()}
    equal(notes["Claims"], f"{len(rows)} in 3 documents")
    equal(notes["Asked for"], "all claims")
    assert set(names) <= set(notes)


def case_a_workbook_keeps_old_days_and_long_texts_within_what_a_cell_holds(folder):
    long = "😀 very " * 9000
    text = "The Russian defence ministry said that 63 of its soldiers were killed in Makiivka on January 1."
    path = ledger(folder, [{"id": "old", "published": "1871-01-02", "title": long, "text": text}])
    equal(len(claims(path)[0]), 1)
    book = openpyxl.load_workbook(io.BytesIO(export(path, "--format", "xlsx")))
    row = {head.value: cell.value for head, cell in zip(book["claims"][1], book["claims"][2])}
    equal((row["published"], row["sentence_text"]), ("1871-01-02", text))
    assert 32760 < len(row["title"].encode("utf-16-le")) // 2 <= 32767 and long.startswith(row["title"])
    notes = {row[0].value: row[1].value for row in book["notes"].iter_rows()}
    holds(notes["Cut off"], "2 texts")   # the title of the claim and of its source


def case_a_package_describes_its_tables_and_they_belong_together(folder):
    path = ledger(folder)
    data = export(path, "--format", "zip")
    package = zipfile.ZipFile(io.BytesIO(data))
    equal(package.testzip(), None)
    described = json.loads(package.read("datapackage.json"))
    names = [r["path"] for r in described["resources"]]
    equal(sorted(package.namelist()), sorted(names + ["README.md", "LICENSE.txt", "codebook.csv", "datapackage.json"]))
    tables = {}
    book = table(package.read("codebook.csv"))
    for resource in described["resources"]:
        raw = package.read(resource["path"])
        equal(resource["bytes"], len(raw))
        rows = tables[resource["name"]] = table(raw)
        header = raw.decode().split("\r\n")[0].split(",")
        fields = resource["schema"]["fields"]
        equal([f["name"] for f in fields], header)
        equal([(b["column"], b["type"], b["meaning"]) for b in book if b["file"] == resource["path"]], [(f["name"], f["type"], f["description"]) for f in fields])
        for row in rows:
            for field in fields:
                value = row[field["name"]]
                if value:
                    {"string": str, "integer": int, "number": float, "date": datetime.date.fromisoformat}[field["type"]](value)
    for resource in described["resources"]:
        for key in resource["schema"].get("foreignKeys", []):
            there = {tuple(row[f] for f in key["reference"]["fields"]) for row in tables[key["reference"]["resource"]]}
            assert all(tuple(row[f] for f in key["fields"]) in there for row in tables[resource["name"]]), resource["name"]
    equal(tables["claims"], claims(path)[0])
    assert tables["links"] and any(row["text"] == "Reuters" for row in tables["links"]), tables["links"]
    for row in tables["documents"]:
        text = next(d["text"] for d in DOCUMENTS if d["id"] == row["doc"])
        equal(row["doc_sha256"], hashlib.sha256(text.encode()).hexdigest())
    for row in tables["evidence"]:
        text = next(d["text"] for d in DOCUMENTS if d["id"] == row["doc"])
        equal(text.encode()[int(row["start"]):int(row["end"])].decode(), row["text"])
        equal(text[int(row["code_point_start"]):int(row["code_point_end"])], row["text"])
    equal(export(path, "--format", "zip"), data)   # the same bytes again: no clock
    equal(export(path, "--format", "xlsx"), export(path, "--format", "xlsx"))


def case_statements_say_which_claims_are_one_utterance(folder):
    words = "The Russian defence ministry said on January 4 that 89 of its soldiers were killed in Makiivka on January 1."
    path = ledger(folder, [{"id": "a", "outlet": "Wire", "published": "2023-01-04", "text": words + " It gave no names."},
                           {"id": "b", "outlet": "Copy", "published": "2023-01-04", "text": words}, {"id": "b2", "outlet": "Twin", "published": "2023-01-04", "text": words},
                           {"id": "c", "outlet": "Other", "published": "2023-01-05", "text": words.replace("89", "Some 89")}])
    package = zipfile.ZipFile(io.BytesIO(export(path, "--format", "zip", "--statements")))
    described = json.loads(package.read("datapackage.json"))
    assert "statements" in [r["name"] for r in described["resources"]]
    rows = table(package.read("statements.csv"))
    equal([(row["doc"], row["claim"]) for row in rows], [(row["doc"], row["id"]) for row in claims(path)[0]])
    past = zipfile.ZipFile(io.BytesIO(export(path, "--format", "zip", "--statements", "--as-of", "2999-01-01")))
    equal(table(past.read("statements.csv")), rows)   # reckoned anew and kept: the same
    told = [row for row in rows if row["link"] != "head"]
    assert told and all(row["told_from"] for row in told)
    for row in rows:
        tree = [json.loads(line) for line in run(PROGRAM, "statement", row["claim"], "--ledger", path, "--format", "jsonl").out.splitlines()]
        own = next(hop for hop in tree if (hop["claim"], hop["document"]) == (row["claim"], row["doc"]))
        equal((row["link"], row["drift"], row["told_from"]), (own["link"], own["drift"] or "", own["from"] or ""))
    assert "statements.csv" not in zipfile.ZipFile(io.BytesIO(export(path, "--format", "zip"))).namelist()


def case_decisions_go_with_a_package(folder):
    path = ledger(folder)
    first, second = claims(path)[0][:2]
    for words in (("correct", first["id"], "--set", '{"point": 64}'), ("reject", second["id"])):
        result = run(PROGRAM, "review", *words, "--ledger", path, "--reviewer", "ann", "--reason", "a test")
        equal((result.code, result.err), (0, ""))
    package = zipfile.ZipFile(io.BytesIO(export(path, "--format", "zip")))
    rows = table(package.read("decisions.csv"))
    equal([(row["claim"], row["decision"], row["reviewer"], json.loads(row["correction"])) for row in rows], [(first["id"], "corrected", "ann", {"point": 64})])
    assert second["id"] not in [row["id"] for row in table(package.read("claims.csv"))]
    package = zipfile.ZipFile(io.BytesIO(export(path, "--format", "zip", "--rejected")))
    assert second["id"] in [row["id"] for row in table(package.read("claims.csv"))]


def number(text):
    return float(text) if text else None


def case_ucdp_and_acled_hold_only_what_the_words_name(folder):
    path = ledger(folder)
    rows, _ = claims(path)
    by_key = {(row["doc"], row["id"]): row for row in rows}
    for form, count, best in (("ucdp", 49, "best"), ("acled", 31, "fatalities")):
        data = export(path, "--format", form)
        written, left = table(data), table(export(path, "--format", form, "--left-out"))
        header = data.decode().split("\r\n")[0].split(",")
        equal(len([name for name in header if not name.startswith("tollbook_")]), count)
        keys = [(row["tollbook_doc"], row["tollbook_claim"]) for row in written + left]
        equal(sorted(keys), sorted(by_key))   # each claim once: a row, or a reason
        assert all(row["tollbook_reason"] for row in left) and written and left
        seen = set()
        for row in written:
            claim = by_key[row["tollbook_doc"], row["tollbook_claim"]]
            seen.add(claim["qualifier"])
            equal((claim["outcome"], claim["unit"]), ("killed", "people"))
            low, high = (row["low"], row["high"]) if form == "ucdp" else (row["tollbook_low"], row["tollbook_high"])
            exact = claim["qualifier"] == "exact"
            equal(number(row[best]), number(claim["point"]) if exact else None)
            equal((number(low), number(high)), (None, None) if claim["qualifier"] == "vague" else (number(claim["low"]), number(claim["high"])))
            if form == "ucdp":
                deaths = [row[name] for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown") if row[name]]
                equal(deaths, [row["best"]] if exact else [])
                if row["deaths_a"]:
                    equal(row["side_a"], claim["side"])
            if not exact:
                holds(row["tollbook_does_not_fit"], best, claim["quantity_text"])
            for name in ("conflict_name", "side_b", "event_type", "actor1", "actor2", "type_of_violence"):
                equal(row.get(name, ""), "")
        assert {"exact", "vague", "about", "more_than", "range"} <= seen, seen
        reasons = " ".join(row["tollbook_reason"] for row in left)
        holds(reasons, "outcome wounded", "outcome damaged", "period cumulative")


def case_a_vague_word_is_a_number_only_by_a_named_policy(folder):
    path = ledger(folder)
    vague = next(row["id"] for row in claims(path)[0] if row["qualifier"] == "vague")
    for policy, low, fatalities in (((), "", ""), (("--policy", "strict"), "200", ""), (("--policy", "acled"), "100", "100")):
        row = next(row for row in table(export(path, "--format", "ucdp", *policy)) if row["tollbook_claim"] == vague)
        equal((row["low"], row["best"], row["high"]), (low, "", "999" if low else ""))
        row = next(row for row in table(export(path, "--format", "acled", *policy)) if row["tollbook_claim"] == vague)
        equal((row["tollbook_low"], row["fatalities"]), (low, fatalities))


def case_hxl_tags_stand_under_the_header(folder):
    path = ledger(folder)
    rows = list(csv.reader(io.StringIO(export(path, "--format", "csv", "--hxl").decode(), newline="")))
    equal(len(rows), len(claims(path)[0]) + 2)
    tags = dict(zip(rows[0], rows[1]))
    for tag in rows[1]:
        assert tag == "" or re.fullmatch(r"#[a-z]+(\+[a-z]+)*", tag), tag
    equal((tags["low"], tags["high"], tags["lat"], tags["published"]), ("#affected+num+min", "#affected+num+max", "#geo+lat", "#date+reported"))
    sheet = openpyxl.load_workbook(io.BytesIO(export(path, "--format", "xlsx", "--hxl")))["claims"]
    equal(sheet.freeze_panes, "B3")
    equal([cell.value or "" for cell in sheet[2]], rows[1])


def case_linked_data_says_claim_and_never_rates(folder):
    path = ledger(folder)
    data = export(path, "--format", "jsonld")
    graph = json.loads(data)
    equal(graph["@context"], "https://schema.org")
    assert b"Review" not in data and b"ating" not in data
    _, wanted = claims(path)
    for node, claim in zip(graph["@graph"], wanted, strict=True):
        equal(node["@type"], "Claim")
        quantity = node["about"][0]
        equal([quantity.get(key) for key in ("value", "minValue", "maxValue")], [claim["quantity"][key] for key in ("point", "low", "high")])
        equal(quantity["description"], claim["quantity"]["text"])
        if claim["claimant"]["id"]:
            equal(node["author"]["identifier"], claim["claimant"]["id"])
        equal(node["appearance"][0]["@id"], "urn:sha256:" + claim["doc_sha256"])
    equal(len({node["@id"] for node in graph["@graph"]}), len(wanted))


def case_annotations_select_the_words_in_code_points_and_in_bytes(folder):
    path = ledger(folder)
    page = json.loads(export(path, "--format", "annotations"))
    equal(page["type"], "AnnotationPage")
    texts = {hashlib.sha256(d["text"].encode()).hexdigest(): d["text"] for d in DOCUMENTS}
    ids = set()
    for item in page["items"]:
        ids.add(item["id"])
        text = texts[item["target"]["tollbook:sha256"]]
        quote, points, data = item["target"]["selector"]
        equal((quote["type"], points["type"], data["type"]), ("TextQuoteSelector", "TextPositionSelector", "DataPositionSelector"))
        equal(text[points["start"]:points["end"]], quote["exact"])
        equal(text.encode()[data["start"]:data["end"]].decode(), quote["exact"])
        equal(text[max(0, points["start"] - 32):points["start"]], quote["prefix"])
        equal(text[points["end"]:points["end"] + 32], quote["suffix"])
    equal(len(ids), len(page["items"]))
    assert len(page["items"]) > 3 * len(claims(path)[0])


def case_documents_are_cited_once_each(folder):
    path = ledger(folder)
    entries = json.loads(export(path, "--format", "csl"))
    equal([e["title"] for e in entries], ["Strike on Makiivka", "Toll raised", EVIL])
    equal(entries[0]["issued"], {"date-parts": [[2023, 1, 2]]})
    equal(entries[0]["URL"], DOCUMENTS[0]["url"])
    text = export(path, "--format", "bibtex").decode()
    keys = re.findall(r"^@misc\{([^,]+),$", text, re.M)
    equal(keys, [e["id"] for e in entries])
    for entry in text.split("\n\n")[:-1]:
        depth, at = 0, 0
        while at < len(entry):
            if entry[at] == "\\" and entry[at + 1] in "&%$#_":
                at += 2
                continue
            depth += {"{": 1, "}": -1}.get(entry[at], 0)
            assert depth > 0 or at < 5 or at >= len(entry) - 1, entry
            at += 1
        equal(depth, 0)
    holds(text, "howpublished = {Post \\& Sons}", "url = {https://wire.example/1?a=b&c=%7Bd%7D}", "\\textbraceleft{}", "year = {2023}")


class Report(html.parser.HTMLParser):
    """A report as a reader sees it: ids, links, quotes with the figure marked in them, headings."""
    def __init__(self, data):
        super().__init__(convert_charrefs=True)
        self.ids, self.links, self.tags, self.quotes, self.marks, self.items, self.levels, self.open = [], [], set(), [], [], {}, [], []
        self.feed(data.decode())
        equal(self.open, [])

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.tags.add(tag)
        assert not any(name.startswith("on") or name in ("src", "style", "srcset") for name in named), named
        self.ids += [named["id"]] if "id" in named else []
        self.links += [named["href"]] if "href" in named else []
        if tag in ("h1", "h2", "h3", "h4", "h5"):
            self.levels.append(int(tag[1]))
        if tag not in ("meta", "br", "path", "circle"):
            self.open.append((tag, named.get("id")))
        if tag == "blockquote":
            self.quotes.append("")
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag):
        if tag not in ("path", "circle"):
            equal(self.open.pop()[0], tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.add(tag)

    def handle_data(self, data):
        tags = [tag for tag, _ in self.open]
        if "blockquote" in tags:
            self.quotes[-1] += data
        if "mark" in tags:
            self.marks[-1] += data
        for tag, name in self.open:
            if name:
                self.items[name] = self.items.get(name, "") + data


def looked_at(data):
    """What holds for every report: nothing that runs or is fetched, links that lead somewhere, headings in order, words that stand in a text."""
    report = Report(data)
    assert report.tags.isdisjoint({"script", "img", "link", "iframe", "object", "form", "embed", "base", "input"}), report.tags
    holds(data.decode(), "default-src 'none'", '<html lang="en">')
    equal(len(report.ids), len(set(report.ids)))
    for link in report.links:
        assert link[1:] in report.ids if link.startswith("#") else link.startswith(("https://", "http://")), link
    equal(report.levels.count(1), 1)
    for before, after in zip(report.levels, report.levels[1:]):
        assert after <= before + 1, report.levels
    equal(len(report.quotes), len(report.marks))
    for quote, mark in zip(report.quotes, report.marks):
        assert mark in quote and any(quote in d["text"] for d in DOCUMENTS), quote
    return report


def case_a_ledgers_report_has_every_claim_under_its_words(folder):
    path = ledger(folder)
    rows, _ = claims(path)
    report = looked_at(export(path, "--format", "html"))
    items = [text for name, text in report.items.items() if name.startswith("c-")]
    equal(len(items), len(rows))
    for row in rows:
        assert any(f"claim {row['id']}" in text and text.startswith(row["number"]) for text in items), row
    equal(set(report.quotes), {row["sentence_text"] for row in rows})
    assert "svg" in report.tags and any(link.startswith("#c-") for link in report.links)
    some = looked_at(export(path, "--format", "html", "--side", "UKR"))
    equal(len([name for name in some.items if name.startswith("c-")]), len(claims(path, "--side", "UKR")[0]))
    assert "svg" not in some.tags
    looked_at(export(path, "--format", "html", "--as-of", "2999-01-01"))
    looked_at(export(path, "--format", "html", "--side", "NOBODY"))


def case_an_institutions_id_in_a_report_stays_text(folder):
    path = ledger(folder)
    with contextlib.closing(sqlite3.connect(path)) as opened, opened:
        equal(opened.execute("UPDATE actor SET slug = ? WHERE slug = 'rus-mod'", ("<script>\"&'",)).rowcount, 1)
    report = looked_at(export(path, "--format", "html", "--side", "RUS"))
    assert any("<script>\"&'" in text for text in report.items.values()), report.items


def case_a_questions_report_has_the_words_of_every_figure(folder):
    path = ledger(folder)
    rows = [json.loads(line) for line in run(PROGRAM, "questions", "--ledger", path, "--format", "jsonl").out.splitlines()]
    most = max(rows, key=lambda row: row["statements"])
    assert most["statements"] > 1
    ladder = [json.loads(line) for line in run(PROGRAM, "questions", most["question"], "--ledger", path, "--format", "jsonl").out.splitlines()]
    data = export(path, "--format", "html", "--question", most["question"])
    report = looked_at(data)
    assert {row["figure"] for row in ladder} <= set(report.marks)
    for row in ladder:
        assert any(f"claim {row['statement'].lstrip('s')}" in text for text in report.items.values()), row
    equal(len([link for link in report.links if link.startswith("#c-")]) >= len(ladder), True)
    equal(export(path, "--format", "html", "--question", ladder[0]["statement"].lstrip("s")), data)   # by the id of a claim on it
    past = looked_at(export(path, "--format", "html", "--question", most["question"], "--as-of", "2999-01-01"))
    equal(past.marks, report.marks)
    equal(run(PROGRAM, "export", "--ledger", path, "--question", most["question"]).out.encode(), data)   # a question alone is a report
    result = run(PROGRAM, "export", "--ledger", path, "--question", "q0000000000000000", "-o", os.path.join(folder, "x.html"))
    equal((result.code, os.path.exists(os.path.join(folder, "x.html"))), (2, False))
    holds(result.err, "there is no question or claim")


def case_a_mark_and_guards_only_where_they_are_asked_for(folder):
    path = ledger(folder)
    for form in ("csv", "ucdp", "acled"):
        plain, marked = export(path, "--format", form), export(path, "--format", form, "--bom", "--csv-safe")
        assert not plain.startswith(b"\xef\xbb\xbf") and marked.startswith(b"\xef\xbb\xbf")
        assert b"'=cmd" not in plain and b"'=cmd" in marked
    package = zipfile.ZipFile(io.BytesIO(export(path, "--format", "zip", "--bom")))
    for name in package.namelist():
        equal((name, package.read(name).startswith(b"\xef\xbb\xbf")), (name, name.endswith(".csv")))
    package = zipfile.ZipFile(io.BytesIO(export(path, "--format", "zip", "--csv-safe")))
    equal(table(package.read("documents.csv"))[2]["title"], "'" + EVIL)
    assert any(row["lon"] and not row["lon"].startswith("'") for row in table(package.read("claims.csv")))


def case_an_empty_answer_is_a_whole_file(folder):
    path = ledger(folder)
    none = ("--side", "NOBODY")
    for form in ("csv", "ucdp", "acled"):
        equal(table(export(path, "--format", form, *none)), [])
    for form in ("geojson", "jsonld", "annotations", "csl"):
        json.loads(export(path, "--format", form, *none))
    equal(export(path, "--format", "bibtex", *none), b"")
    equal(openpyxl.load_workbook(io.BytesIO(export(path, "--format", "xlsx", *none)))["claims"].max_row, 1)
    equal(table(zipfile.ZipFile(io.BytesIO(export(path, "--format", "zip", *none))).read("claims.csv")), [])


def case_what_cannot_be_is_said_and_leaves_what_was_there(folder):
    path = ledger(folder)
    for options, wanted in [(("--format", "pdf"), "there is no format pdf"), (("-o", os.path.join(folder, "x.doc")), "no format has the extension"),
                            (("--format", "jsonl", "--bom"), "csv, ucdp, acled and zip only"), (("--format", "zip", "--hxl"), "csv and xlsx only"),
                            (("--format", "csv", "--statements"), "zip only"), (("--format", "csv", "--left-out"), "ucdp and acled only"), (("--format", "csv", "--policy", "acled"), "ucdp and acled only"),
                            (("--format", "csv", "--question", "q1"), "html only"), (("--question", "q1", "-o", os.path.join(folder, "x.csv")), "html only"), (("file.txt",), "takes no files"),
                            (("--outcome", "dead"), "is none")]:
        result = run(PROGRAM, "export", "--ledger", path, *options)
        equal((options, result.code, result.out), (options, 2, ""))
        holds(result.err, wanted)
    kept = write(folder, "kept.csv", "before")
    result = run(PROGRAM, "export", "--ledger", os.path.join(folder, "none.db"), "-o", kept)
    equal(result.code, 5)
    result = run(PROGRAM, "export", "--ledger", path, "-o", os.path.join(folder, "no", "where.csv"))
    equal(result.code, 2)
    holds(result.err, "cannot be written")
    result = run(PROGRAM, "export", "--ledger", path, "--format", "xlsx", "-o", os.path.join(folder, "x.xlsx"), env={"TMPDIR": os.path.join(folder, "none")})
    equal(result.code, 2)
    holds(result.err, "TMPDIR")
    equal([name for name in os.listdir(folder) if name.startswith("x.")], [])
    with open(kept, encoding="utf-8") as file:
        equal(file.read(), "before")


def case_a_file_takes_its_name_once_whole_and_nothing_else_is_replaced(folder):
    path = ledger(folder)
    wanted = run(PROGRAM, "claims", "--ledger", path, "--format", "csv").out.encode()
    place = os.path.join(folder, "out")
    os.mkdir(place)

    def written(name):
        equal(run(PROGRAM, "export", "--ledger", path, "-o", os.path.join(place, name)).code, 0)

    def holds_all(name):
        with open(os.path.join(place, name), "rb") as file:
            equal(file.read(), wanted)

    own = write(place, "a.csv.part", "somebody's own")
    before = os.umask(0o027)
    written("a.csv")
    os.umask(before)
    holds_all("a.csv")
    equal(stat.S_IMODE(os.stat(os.path.join(place, "a.csv")).st_mode), 0o640)
    with open(own, encoding="utf-8") as file:
        equal(file.read(), "somebody's own")
    write(place, "kept.csv", "before")
    os.symlink("kept.csv", os.path.join(place, "link.csv"))
    written("link.csv")
    assert os.path.islink(os.path.join(place, "link.csv"))
    holds_all("kept.csv")
    pipe, got = os.path.join(place, "pipe.csv"), []
    os.mkfifo(pipe)

    def read():
        with open(pipe, "rb") as file:
            got.append(file.read())

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    written("pipe.csv")
    reader.join(60)
    equal(got, [wanted])
    assert stat.S_ISFIFO(os.lstat(pipe).st_mode)
    equal(sorted(os.listdir(place)), ["a.csv", "a.csv.part", "kept.csv", "link.csv", "pipe.csv"])


FLAT = ("csv", "xlsx", "zip", "annotations", "ucdp")


def case_memory_does_not_grow_with_the_ledger(folder):
    sizes = {}
    for count in (60, 1200):
        place = os.path.join(folder, str(count))
        os.mkdir(place)
        path = ledger(place, [{**DOCUMENTS[i % 2], "id": f"d{i}", "text": DOCUMENTS[i % 2]["text"] + f"\n\nNote {i}."} for i in range(count)])
        for form in FLAT:
            result = run(PROGRAM, "export", "--ledger", path, "--format", form, "-o", os.path.join(place, "out"))
            equal(result.code, 0)
            sizes[form, count] = result.peak
    for form in FLAT:
        assert not MEASURABLE or sizes[form, 1200] < sizes[form, 60] + (6 << 20), (form, sizes)


main(globals())

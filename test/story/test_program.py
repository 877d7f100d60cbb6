"""The program itself on articles written for this test: claims obey the schema to the letter, their words stand where they say, the order and
bytes are the same on any number of threads, and each stage can be looked at. What the engine ought to find in a sentence is tested in test/spec.
Arguments: the program, the claim schema, the project's root."""
import csv
import io
import json
import os
import re
import shutil
import sys

from tap import equal, holds, main, run, write

PROGRAM, SCHEMA, ROOT = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3]

BARRACKS = """Rockets kill dozens in barracks

The defence ministry of Russia said on Wednesday that at least 89 servicemen were killed when rockets hit a school in Makiivka. Ukraine's
military said that up to 400 soldiers died and about 300 more were wounded, Reuters reported. “Hundreds” of them had been called up in the
autumn, one blogger claimed. The figures could not be independently verified.
"""
TOWN = """Shelling of a town

Two women and a child were killed and more than 20 people wounded by shells in Kherson on Sunday, the governor said on Telegram.
Air defence shot down 15 of 17 drones overnight, according to the air force. Nearly 6,000 civilians have died since the war began, the UN said.
"""
QUIET = "The harvest was good this year, and the mill ran until November.\n"


def read(*arguments, **more):
    return run(PROGRAM, "read", *arguments, **more)


def articles(folder):
    paths = [write(folder, name, text) for name, text in (("barracks.txt", BARRACKS), ("town.txt", TOWN), ("quiet.txt", QUIET))]
    lines = "".join(json.dumps({"id": f"n{n}", "text": text, "published": "2023-01-04", "outlet": "Post", "title": text.split("\n")[0]}) + "\n"
                    for n, text in enumerate((BARRACKS, QUIET, TOWN)))
    return paths, write(folder, "all.jsonl", lines)


def texts():
    return {"barracks.txt": BARRACKS, "town.txt": TOWN, "quiet.txt": QUIET, "n0": BARRACKS, "n1": QUIET, "n2": TOWN}



PAGE = """<!doctype html><html lang="en"><head><title>Barracks hit | Post</title><meta property="og:site_name" content="Post">
<meta property="article:published_time" content="%s"></head><body><nav><a href="/">Home</a></nav><article><h1>Rockets kill dozens in barracks</h1>
<div class="article-body"><p>The defence ministry of Russia said on Wednesday that at least 89&nbsp;servicemen were killed when rockets hit a school in Makiivka.</p>
<p>Ukraine's military said that up to 400 soldiers died and about 300 more were wounded, and that the figures would rise.</p></div></article>
<aside class="related"><p>Some 5,000 soldiers were killed in the spring, the ministry said in a report. It gave no names.</p></aside></body></html>"""


FRENCH = """Le conseil municipal s'est réuni deux fois la semaine dernière pour parler du pont, fermé depuis les crues du printemps. Les ingénieurs
qui ont examiné ses piles ont dit aux élus qu'il pourrait être réparé avant la fin de l'année si l'argent était trouvé.
"""


def case_a_language_that_has_no_folder(folder):
    result = read(write(folder, "quiet.txt", QUIET * 5), write(folder, "fr.txt", FRENCH), write(folder, "both.txt", FRENCH + TOWN))
    equal((result.code, {json.loads(line)["doc"] for line in result.out.splitlines()}), (0, {"both.txt"}))
    equal(result.err, "tollbook: fr.txt: skipped: its language has no word tables\n"
          "tollbook: skipped 1: 1 in a language without word tables (--verbose names them)\n")
    page = '<!doctype html><html lang="fr"><title>Le pont</title><article><p>Le pont est fermé depuis les crues du printemps et les gens font un détour.</p></article>'
    holds(read(write(folder, "page.html", page)).err, "page.html: skipped: its language has no word tables (the page says fr)")


def case_near_duplicates_are_noted_against_the_ledger(folder):
    ledger = os.path.join(folder, "t.db")
    add = lambda *more: run(PROGRAM, "add", "--ledger", ledger, "--verbose", *more)
    text = BARRACKS + TOWN + FRENCH
    result = add(write(folder, "a.txt", text), write(folder, "b.txt", TOWN))
    equal(("nearly" in result.err, result.code), (False, 0))
    result = add(write(folder, "c.txt", text.replace("Makiivka", "Horlivka")))
    holds(result.err, "c.txt: nearly the same text as a.txt", "noted 1 document with nearly the text of another", "inserted 1")
    result = add(write(folder, "0.txt", text.replace("Kherson", "Odesa")), write(folder, "d.txt", QUIET * 30))   # the earlier name is the later document
    holds(result.err, "0.txt: nearly the same text as a.txt", "noted 1 document with", "inserted 2")
    equal("nearly" in add(os.path.join(folder, "c.txt")).err, False)   # each pair once
    equal(len(run(PROGRAM, "documents", "--ledger", ledger, "--format", "jsonl").out.splitlines()), 5)   # and nothing is dropped


def case_a_page_is_read_as_its_article(folder):
    page = write(folder, "page.html", PAGE % "2023-01-04T10:00:00Z")
    result = read(page)
    equal((result.code, result.err), (0, ""))
    claims = [json.loads(line) for line in result.out.splitlines()]
    equal([c["quantity"]["text"] for c in claims], ["dozens", "at least 89", "up to 400", "about 300"])
    equal({c["published"] for c in claims}, {"2023-01-04"})
    equal([c["zone"] for c in claims], ["headline", "body", "body", "body"])
    shown = json.loads(run(PROGRAM, "show", "article", "--format", "jsonl", page).out)
    equal((shown["title"], shown["outlet"], shown["language"]), ("Rockets kill dozens in barracks", "Post", "en"))
    clean, html = shown["clean"].encode(), open(page, "rb").read()
    for claim in claims:
        for span in spans(claim):
            equal(clean[span["start"]:span["end"]].decode(), span["text"])
    for zone in shown["zones"]:
        equal(html[zone["page_start"]:][:20], clean[zone["start"]:][:20])
    ledger = os.path.join(folder, "pages.ledger")
    equal(run(PROGRAM, "add", "--ledger", ledger, page, page).err.split(";")[0].split("inserted ")[1], "1, unchanged 1, new versions 0, re-read 0, rejected 0")
    equal(run(PROGRAM, "verify", "--ledger", ledger).code, 0)


def case_a_page_of_tomorrow_is_read_and_its_day_not_believed(folder):
    result = read(write(folder, "page.html", PAGE % "2131-01-04"))
    equal(result.code, 3)
    holds(result.err, "page.html", "2131-01-04", "yet to come")
    equal({json.loads(line)["published"] for line in result.out.splitlines()}, {None})


def case_a_page_nested_100000_deep(folder):
    text = "<p>The ministry said that 12 Russian soldiers were killed near Kherson on Sunday, and that the fighting went on into the night.</p>"
    result = read(write(folder, "deep.html", "<html>" + "<div>" * 100000 + text + "</div>" * 100000))
    equal((result.code, [json.loads(line)["quantity"]["text"] for line in result.out.splitlines()]), (0, ["12"]))


def all_claims(folder):
    paths, lines = articles(folder)
    result = read("--published", "2023-01-04", *paths, lines)
    equal((result.code, result.err), (0, ""))
    return [json.loads(line) for line in result.out.splitlines()]


def spans(thing):
    """Every object with text, start and end in a claim."""
    if isinstance(thing, dict):
        if thing.get("text") is not None and thing.get("start") is not None:
            yield thing
        for value in thing.values():
            yield from spans(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from spans(value)


def case_claims_obey_the_schema(folder):
    try:
        import jsonschema
    except ImportError:
        return "python3-jsonschema is not there"
    with open(SCHEMA, encoding="utf-8") as file:
        schema = json.load(file)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    found = all_claims(folder)
    assert len(found) >= 10, len(found)
    for claim in found:
        validator.validate(claim)
        equal(list(claim), list(schema["properties"]))
        for name, part in claim.items():
            parts = part if isinstance(part, list) else [part]
            about = schema["properties"][name].get("items", schema["properties"][name])
            for one in parts:
                if isinstance(one, dict):
                    equal(list(one), [key for key in about["properties"] if key in one])
                    assert set(one) <= set(about["properties"]), (name, one)


def case_words_stand_where_the_claim_says(folder):
    count = 0
    for claim in all_claims(folder):
        data = texts()[claim["doc"]].encode()
        for span in spans(claim):
            equal(data[span["start"]:span["end"]].decode(), span["text"])
            count += 1
        sentence = claim["sentence"]
        assert sentence["start"] <= claim["quantity"]["start"] and claim["quantity"]["end"] <= sentence["end"], claim
    assert count > 30, count


def case_ids_are_stable_and_distinct(folder):
    first, again = all_claims(folder), all_claims(folder)
    equal(first, again)
    for name in texts():
        ids = [claim["id"] for claim in first if claim["doc"] == name]
        equal(len(ids), len(set(ids)))
    by_text = {claim["id"] for claim in first if claim["doc"] == "barracks.txt"}
    equal(by_text, {claim["id"] for claim in first if claim["doc"] == "n0"})


def case_a_known_article(folder):
    found = {claim["quantity"]["text"]: claim for claim in all_claims(folder) if claim["doc"] == "barracks.txt"}
    eighty_nine = found["at least 89"]
    equal((eighty_nine["quantity"]["low"], eighty_nine["quantity"]["high"], eighty_nine["outcome"]["code"]), (89, None, "killed"))
    equal(found["up to 400"]["quantity"]["high"], 400)
    assert not [claim for claim in all_claims(folder) if claim["doc"] in ("quiet.txt", "n1")]


def case_the_same_bytes_on_any_number_of_threads(folder):
    paths, lines = articles(folder)
    with open(lines, encoding="utf-8") as file:
        many = write(folder, "many.jsonl", file.read() * 300)
    for format in ("jsonl", "csv", "table"):
        results = [read("--jobs", jobs, "--format", format, *paths, many) for jobs in ("1", "2", "4")]
        equal({result.code for result in results}, {0})
        assert len(results[0].out) > 100000
        assert results[0].out == results[1].out == results[2].out, format


def case_csv_says_what_json_says(folder):
    paths, lines = articles(folder)
    rows = list(csv.DictReader(io.StringIO(read("--format", "csv", *paths, lines).out, newline="")))
    found = [json.loads(line) for line in read(*paths, lines).out.splitlines()]
    equal(len(rows), len(found))
    for row, claim in zip(rows, found):
        quantity = claim["quantity"]
        equal((row["id"], row["doc"], row["quantity_text"], row["outcome"]), (claim["id"], claim["doc"], quantity["text"], claim["outcome"]["code"]))
        equal([float(row[key]) if row[key] else None for key in ("point", "low", "high")], [quantity[key] for key in ("point", "low", "high")])
        equal((row["claimant_id"] or None, row["side"] or None, row["from"] or None), (claim["claimant"]["id"], claim["victims"]["side"], claim["period"]["from"]))


def case_stages_can_be_looked_at(folder):
    paths, _ = articles(folder)
    for stage in ("tokens", "mentions"):
        result = run(PROGRAM, "show", stage, "--format", "jsonl", paths[0])
        equal((result.code, result.err), (0, ""))
        lines = [json.loads(line) for line in result.out.splitlines()]
        assert lines
        for line in lines:
            equal(BARRACKS.encode()[line["start"]:line["end"]].decode(), line["text"])
    assert "at least 89" in {line["text"] for line in lines if line["kind"] == "quantity"}
    equal(run(PROGRAM, "show", "phrases", paths[0]).code, 0)
    shown = [json.loads(line) for line in run(PROGRAM, "show", "claims", "--format", "jsonl", paths[0]).out.splitlines()]
    grounds = [claim.pop("grounds") for claim in shown]
    equal(shown, [json.loads(line) for line in read(paths[0]).out.splitlines()])
    assert all("always" in names for names in grounds) and any("place_said" in names for names in grounds), grounds
    for arguments in (["show"], ["show", "tokens"], ["show", "nonsense", paths[0]]):
        equal(run(PROGRAM, *arguments).code, 2)
    equal(run(PROGRAM, "show", "tokens", folder + "/none").code, 3)


def case_a_claim_is_explained(folder):
    paths, _ = articles(folder)
    claim = next(claim for claim in all_claims(folder) if claim["quantity"]["text"] == "at least 89")
    result = run(PROGRAM, "explain", "--claim", claim["id"][:12], *paths)
    equal((result.code, result.err), (0, ""))
    holds(result.out, claim["id"], "at least 89", "killed", claim["rule"], "servicemen", "victims.tsv:")
    equal(result.out.count("how many"), 1)
    result = run(PROGRAM, "explain", *paths)
    equal(result.out.count("how many"), len([claim for claim in all_claims(folder) if claim["doc"].endswith(".txt")]))
    equal(run(PROGRAM, "explain", "--claim", "nothing", *paths).code, 2)
    path = next(path for path in paths if os.path.basename(path) == claim["doc"])
    result = run(PROGRAM, "explain", f"{path}:{claim['sentence']['start']}")
    equal(result.code, 0)
    holds(result.out, "at least 89", "killed")
    result = run(PROGRAM, "explain", path + ":99999999")
    equal((result.code, result.out), (2, ""))
    holds(result.err, "byte 99999999")


def case_tables_from_a_folder(folder):
    tables = os.path.join(folder, "tables")
    os.mkdir(tables)
    for name in ("lang", "world"):
        shutil.copytree(os.path.join(ROOT, name), os.path.join(tables, name))
    path = write(folder, "a.txt", "The army said that 12 soldiers were killed.\n")
    built_in, compiled = read(path), read("--tables", tables, path)
    equal((compiled.code, compiled.err), (0, ""))
    equal(compiled.out, built_in.out)
    assert compiled.out.count("\n") == 1, compiled.out
    with open(os.path.join(tables, "lang", "en", "outcome.tsv"), "a", encoding="utf-8") as file:
        file.write("this is\tno\trow\tof\tthis\ttable\tat\tall\tit\thas\ttoo\tmany\tcells\n")
    broken = read("--tables", tables, path)
    equal((broken.code, broken.out), (2, ""))
    holds(broken.err, "outcome.tsv")
    missing = read("--tables", folder + "/none", path)
    equal((missing.code, missing.out), (2, ""))
    holds(missing.err, folder + "/none")


def case_everything_there_is_is_in_the_manuals(folder):
    commands = re.findall(r"^  (\w+) +\S", run(PROGRAM, "help").out.split("Commands:")[1], re.M)
    assert {"read", "show", "explain", "help"} <= set(commands), commands
    manuals = []
    for name in ("cli.md", "tollbook.1"):
        with open(os.path.join(ROOT, "docs", name), encoding="utf-8") as file:
            manuals.append((name, file.read().replace("\\-", "-")))
    for command in commands:
        options = re.findall(r"^  (--[\w-]+)", run(PROGRAM, "help", command).out, re.M) if command != "help" else []
        for name, manual in manuals:
            missing = [word for word in [f"tollbook {command}", *options] if word not in manual]
            assert not missing, f"docs/{name} does not say what {', '.join(missing)} of `tollbook {command}` is"
    header = read("--format", "csv", "-", stdin=b"x").out.strip().split(",")
    missing = [column for column in header if not re.search(rf"`[^`]*\b{column}\b[^`]*`", manuals[0][1])]
    assert not missing, f"docs/cli.md does not say what the columns {', '.join(missing)} are"


main(globals())

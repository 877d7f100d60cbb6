#!/usr/bin/env python3
"""Checks the tables of actors: world/{countries,groups,actors,outlets,persons,conflicts}.tsv.

In:  the folder that holds them (default: world/ beside tools/). Out: one `FILE:LINE: what is wrong` a mistake on stdout, then
`N passed, N failed` (a case is a file); exit 1 where there is a mistake. The table compiler checks shape only; this checks what
the rows mean to one another: ids that exist, codes and dates that are real, phrases that name one row of their class.
`--ambiguous` also lists phrases that stand in several classes (no mistake: the engine settles them); `--self-test` runs the checks
on small broken tables and fails where one of them goes unseen. Python 3 without packages; well under a second.
"""
import datetime
import pathlib
import re
import sys
import tempfile
import unicodedata

ISO = set("""
ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR BLZ BMU BOL
BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM
DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY
HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY
LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM
NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU
SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON
TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
""".split())
FORMER = {"XKX", "SUN", "YUG", "CSK", "DDR", "VDR"}     # in use beside ISO 3166-1, see world/countries.tsv

COLUMNS = {
    "countries": ["id", "name", "@country", "@nationality", "@capital", "capital_place"],
    "groups": ["id", "name", "@group", "country", "kind", "aligned", "also"],
    "actors": ["id", "name", "@actor", "side", "kind"],
    "outlets": ["id", "@outlet", "role", "country", "@outlet_domain"],
    "persons": ["@person", "institution", "side", "from", "to"],
    "conflicts": ["id", "name", "@conflict", "parties", "countries", "from", "to", "start"],
}
KINDS = {
    "groups": {"armed_group", "state_force", "alliance", "paramilitary", "common"},
    "actors": {"party", "official", "agency", "ngo", "igo", "outlet", "thinktank", "witness", "person"},
}
ROLES = {"agency", "outlet", "channel"}
# Institutions that the engine composes from a nationality and an institution word: `rus-mod`, `ukr-gov`, `kharkiv-governor`.
COMPOSED = {"gov", "mod", "mfa", "army", "armed-forces", "general-staff", "navy", "air-force", "police", "interior-ministry",
            "health-ministry", "intelligence", "president", "parliament"}
OFFICES = ("-mayor", "-governor", "-rma")          # of a place: `kyiv-mayor`, `donetsk-rma`
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*$")


def fold(phrase):
    """The matcher's view of a phrase: no case, no accents, plain apostrophes and dashes."""
    plain = unicodedata.normalize("NFKD", phrase.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain.translate({0x2018: "'", 0x2019: "'", 0x2BC: "'", 0x2010: "-", 0x2011: "-", 0x2013: "-", 0x2014: "-"})


def read_table(path, say):
    """Rows as (line, {column: cell}); reports what is wrong with the file's shape."""
    want = COLUMNS[path.stem]
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        return say(path, 0, f"cannot be read: {error.strerror}") or []
    except UnicodeDecodeError as error:
        return say(path, 0, f"is not UTF-8 at byte {error.start}") or []
    if "\r" in text or not text.endswith("\n"):
        say(path, 0, "has carriage returns or no newline at its end")
    lines = text.split("\n")
    comment = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if not 3 <= comment <= 8:
        say(path, 1, f"opens with {comment} comment lines, not 3 to 8")
    header, rows = None, []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            if header != want:
                say(path, number, f"header is {header}, expected {want}")
                return []
        elif len(cells) != len(header):
            say(path, number, f"has {len(cells)} cells, the header {len(header)}")
        else:
            rows.append((number, dict(zip(header, cells))))
    if not rows:
        say(path, 0, "has no rows")
    return rows


def day(cell):
    return datetime.date.fromisoformat(cell) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell) else None


def check_dates(path, number, row, say):
    """`from` <= `start` <= `to`; an empty one is open. Returns the closed range."""
    values = {}
    for column in ("from", "to", "start"):
        cell = row.get(column, "")
        if not cell:
            continue
        try:
            values[column] = day(cell)
        except ValueError:
            values[column] = None
        if values[column] is None:
            say(path, number, f"{column} '{cell}' is no date (YYYY-MM-DD)")
            return None
    first = values.get("from", datetime.date.min)
    last = values.get("to", datetime.date.max)
    if first > last or not first <= values.get("start", first) <= last:
        say(path, number, f"from '{row['from']}', start '{row.get('start', '')}', to '{row['to']}' are out of order")
    return first, last


def check_phrases(path, rows, say):
    """Every phrase clean, and naming one row of its class (persons: one row at a time). Returns {class: {phrase: line}}."""
    seen = {}
    for number, row in rows:
        span = None
        if path.stem == "persons":
            span = check_dates(path, number, row, lambda *_: None) or (datetime.date.min, datetime.date.max)
        for column, cell in row.items():
            if not column.startswith("@") or not cell:
                continue
            known = seen.setdefault(column[1:], {})
            for phrase in cell.split("|"):
                key = fold(phrase)
                if not key or key != key.strip() or "  " in key:
                    say(path, number, f"{column} holds an empty phrase or stray spaces: '{phrase}'")
                for other, other_span in known.get(key, []):
                    if span is None or other == number or (span[0] <= other_span[1] and other_span[0] <= span[1]):
                        say(path, number, f"{column} '{phrase}' stands in line {other} too: a phrase names one row of its class")
                known.setdefault(key, []).append((number, span))
    return seen


def check_references(tables, paths, say):
    ids = {name: {row["id"] for _, row in rows} - {""} for name, rows in tables.items() if name != "persons"}
    sides = ids["countries"] | ids["groups"]
    taken = {}
    for name, rows in tables.items():
        path = paths[name]
        for number, row in rows:
            ident = row.get("id")
            if ident is not None:
                pattern_ok = ident in ISO | FORMER | {""} if name == "countries" else SLUG.match(ident)
                if not pattern_ok:
                    say(path, number, f"id '{ident}' is no " + ("ISO 3166-1 alpha-3 code" if name == "countries" else "slug"))
                common = name == "groups" and row["kind"] == "common"  # words for a group of a row of its own, or for one that has no others
                where = number if common else taken.setdefault((name, ident), number)
                if where != number:
                    say(path, number, f"id '{ident}' stands in line {where} too")
                if common:
                    taken.setdefault((name, ident), number)
            if "name" in row and not row["name"]:
                say(path, number, "name is empty")
            if name in KINDS and row["kind"] not in KINDS[name]:
                say(path, number, f"kind '{row['kind']}' is none of {' '.join(sorted(KINDS[name]))}")
            if name == "outlets":
                if row["role"] not in ROLES:
                    say(path, number, f"role '{row['role']}' is none of {' '.join(sorted(ROLES))}")
                if row["@outlet_domain"] and not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", row["@outlet_domain"]):
                    say(path, number, f"domain '{row['@outlet_domain']}' is no host name")
            for column in ("country", "side", "aligned"):
                cell, known = row.get(column, ""), ids["countries"] if column == "country" else sides
                if cell and cell not in known:
                    say(path, number, f"{column} '{cell}' is no id of countries.tsv" + ("" if column == "country" else " or groups.tsv"))
            for cell in row.get("also", "").split():
                if cell not in sides:
                    say(path, number, f"also '{cell}' is no id of countries.tsv or groups.tsv")
            if name in ("persons", "conflicts"):
                check_dates(path, number, row, say)
            if name == "persons":
                check_institution(path, number, row, ids, say)
            if name == "conflicts":
                parties = [p for side in row["parties"].split(" vs ") for p in side.split("+")]
                for cell, known in [(p, sides) for p in parties] + [(c, ids["countries"]) for c in row["countries"].split("+")]:
                    if cell not in known:
                        say(path, number, f"'{cell}' is no id of countries.tsv" + (" or groups.tsv" if known is sides else ""))
                for party in parties:
                    if parties.count(party) > 1:
                        say(path, number, f"party '{party}' stands on two sides or twice on one")
                        break
    for ident in sorted((ids["groups"] & ids["actors"]) | (ids["actors"] & ids["outlets"])):
        say(paths["actors"], taken[("actors", ident)], f"id '{ident}' is an id of groups.tsv or outlets.tsv too")


def check_institution(path, number, row, ids, say):
    """An actor's or group's id, or one that the engine composes from a country's code or a place and an institution word."""
    cell = row["institution"]
    head, _, tail = cell.partition("-")
    composed = (head.upper() in ids["countries"] and tail in COMPOSED) or (SLUG.match(cell) and cell.endswith(OFFICES))
    if not cell or (cell not in ids["actors"] | ids["groups"] and not composed):
        say(path, number, f"institution '{cell}' is no id of actors.tsv or groups.tsv and no composed one (rus-mod, ukr-gov)")


def check(folder, ambiguous=False):
    """Runs every check; returns the mistakes as (file name, text)."""
    mistakes = []

    def say(path, number, text):
        mistakes.append((path.name, f"{path}:{number}: {text}" if number else f"{path}: {text}"))

    paths = {name: folder / f"{name}.tsv" for name in COLUMNS}
    tables = {name: read_table(path, say) for name, path in paths.items()}
    classes = {}
    for name, rows in tables.items():
        for class_, known in check_phrases(paths[name], rows, say).items():
            for phrase, lines in known.items():
                classes.setdefault(phrase, []).append(f"{class_} ({name}.tsv:{lines[0][0]})")
    check_references(tables, paths, say)
    if ambiguous:
        for phrase, where in sorted(classes.items()):
            if len(where) > 1:
                print(f"{phrase}: {', '.join(where)}")
    return mistakes


GOOD = {
    "countries": "UKR\tUkraine\tUkraine\tUkrainian\tKyiv\tKyiv\nRUS\tRussia\tRussia\tRussian\tMoscow\tMoscow\n",
    "groups": "wagner\tWagner\tWagner\tRUS\tparamilitary\tRUS\t\n",
    "actors": "isw\tISW\tISW\t\tthinktank\n",
    "outlets": "reuters\tReuters\tagency\tUKR\treuters.com\n",
    "persons": "Peskov\trus-gov\tRUS\t2000-01-01\t\n",
    "conflicts": "war\tWar\twar in Ukraine\tRUS+wagner vs UKR\tUKR\t2022-02-24\t\t2022-02-24\n",
}
BROKEN = [                                          # table, words replaced, by what, words of the message
    ("countries", "UKR\tU", "UKX\tU", "no ISO 3166-1"), ("countries", "Russian", "ukrainian", "names one row of its class"),
    ("countries", "Kyiv\tKyiv", "Kyiv", "cells, the header"), ("countries", "RUS\tR", "UKR\tR", "stands in line"),
    ("groups", "paramilitary", "militia", "kind 'militia'"), ("groups", "\tRUS\t\n", "\tnobody\t\n", "aligned 'nobody'"), ("groups", "\t\n", "\tnobody\n", "also 'nobody'"),
    ("groups", "wagner\t", "Wagner\t", "no slug"), ("actors", "ISW\t\t", "ISW||\t\t", "empty phrase"),
    ("actors", "isw\t", "wagner\t", "is an id of groups.tsv"), ("outlets", "agency", "wire", "role 'wire'"),
    ("outlets", "reuters.com", "reuters", "no host name"), ("outlets", "UKR", "ZZZ", "country 'ZZZ'"),
    ("persons", "rus-gov", "rus-circus", "institution"), ("persons", "2000-01-01", "2000-02-30", "is no date"),
    ("persons", "\t\n", "\t\nPeskov\trus-mod\tRUS\t2001-01-01\t\n", "names one row"),
    ("conflicts", "\t\t2022-02-24\n", "\t2021-01-01\t2022-02-24\n", "out of order"), ("conflicts", "wagner", "wagnr", "'wagnr'"),
    ("conflicts", " vs UKR", " vs UKR+RUS", "two sides"), ("conflicts", "UKR\t2022", "UK\t2022", "'UK'"),
]


def self_test():
    """The small good tables must pass, and each broken copy must be caught with the right message."""
    failed = 0
    for table, old, new, words in [("groups", "", "", None)] + BROKEN:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            for stem, rows in GOOD.items():
                rows = rows.replace(old, new, 1) if stem == table else rows
                (folder / f"{stem}.tsv").write_text("# a\n# b\n# c\n" + "\t".join(COLUMNS[stem]) + "\n" + rows, encoding="utf-8")
            mistakes = [text for _, text in check(folder)]
        if bool(mistakes) != bool(words) or (words and not any(words in text for text in mistakes)):
            failed += 1
            print(f"self-test: {table} with '{new}' for '{old}': expected '{words}', got {mistakes}")
    print(f"{len(BROKEN) + 1 - failed} passed, {failed} failed")
    return 1 if failed else 0


def main(arguments):
    if "--self-test" in arguments:
        return self_test()
    folders = [a for a in arguments if not a.startswith("--")]
    folder = pathlib.Path(folders[0]) if folders else pathlib.Path(__file__).resolve().parent.parent / "world"
    mistakes = check(folder, "--ambiguous" in arguments)
    for _, text in mistakes:
        print(text)
    failed = len({name for name, _ in mistakes})
    print(f"{len(COLUMNS) - failed} passed, {failed} failed")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

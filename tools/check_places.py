#!/usr/bin/env python3
"""Checks world/places.tsv, regions.tsv and axes.tsv: columns, unique ids, known codes, coordinates inside the country's rough box, no
phrase that world/not_places.tsv gives away as another word, no phrase twice in one row or in one table and country. Reads tables, prints TAP
with "file:line: cause" for each fault; exits 1 if there was one. Standard library only; well under a second.

usage: check_places.py [WORLD_FOLDER]"""
import pathlib
import sys
import unicodedata

COLUMNS = ["@place", "id", "name", "country", "admin", "lat", "lon", "precision", "population"]
PRECISIONS = {"exact", "near", "district", "province", "axis"}
# Rough boxes: south, north, west, east, in degrees, with a margin of some tenths; seas and islands of the state included.
BOXES = {
    "VNM": (8, 23.5, 102, 110), "LAO": (13.8, 22.6, 100, 107.8), "MNE": (41.8, 43.6, 18.4, 20.4), "MKD": (40.8, 42.4, 20.4, 23.1),
    "ZAF": (-35, -22, 16, 33), "NPL": (26.3, 30.5, 80, 88.3), "PNG": (-12, 0, 140.8, 160), "FLK": (-53, -51, -62, -57),
    "SGS": (-60, -53, -39, -26), "CUB": (19.7, 23.4, -85, -74),
    "AFG": (29, 39, 60, 75.2), "AGO": (-18.5, -4, 11, 24.5), "ARE": (22, 26.5, 51, 57), "ARG": (-55.2, -21.7, -73.7, -53.5),
    "ARM": (38.5, 41.7, 43, 47), "AZE": (38, 42.3, 44.5, 51), "BDI": (-4.8, -2, 28.8, 31.2), "BEN": (6, 12.7, 0.5, 4),
    "BFA": (9, 15.5, -6, 2.8), "BGD": (20, 27, 87.8, 93), "BIH": (42.3, 45.5, 15.5, 20), "BLR": (51, 56.5, 23, 33),
    "CAF": (2, 11.3, 14, 28), "CHL": (-56, -17, -76, -66), "CHN": (18, 54, 73, 135.5), "CIV": (4, 11, -9, -2), "CMR": (1.5, 13.5, 8, 16.5),
    "COD": (-14, 5.8, 12, 31.8), "COL": (-4.5, 13, -79.5, -66.5), "DZA": (18.5, 37.5, -9, 12.2), "ECU": (-5.2, 1.8, -81.5, -75),
    "EGY": (21.5, 32, 24.5, 37), "ERI": (12, 18.2, 36, 43.5), "ESH": (20.5, 28, -17.5, -8.5), "ESP": (35.5, 44, -9.5, 4.5),
    "ETH": (3, 15, 32.8, 48.2), "FRA": (41, 51.3, -5.5, 9.8), "GBR": (49.5, 61, -8.7, 2), "GEO": (41, 43.8, 39.8, 47),
    "GIN": (7, 13, -15.3, -7.5), "GTM": (13.5, 18, -92.5, -88), "HND": (12.8, 16.6, -89.5, -83), "HRV": (42.2, 46.7, 13.3, 19.6),
    "HTI": (17.8, 20.2, -74.7, -71.4), "IDN": (-11.2, 6.2, 94.8, 141.2), "IND": (6.5, 35.8, 68, 97.6), "IRN": (25, 40, 44, 63.5),
    "BEL": (49.4, 51.6, 2.5, 6.5), "GRC": (34.7, 41.8, 19.3, 29.7), "MNG": (41.5, 52.2, 87.7, 120), "NOR": (57.9, 71.3, 4.4, 31.3),
    "SLB": (-12.5, -6.5, 155.4, 168), "IRQ": (29, 37.6, 38.6, 48.8), "ISR": (29.3, 33.5, 34.2, 35.95), "JOR": (29, 33.5, 34.8, 39.4), "KAZ": (40.4, 55.6, 46, 87.5),
    "KEN": (-5, 5.2, 33.8, 42), "KGZ": (39, 43.4, 69, 80.4), "KHM": (10, 14.8, 102.2, 107.8), "KOR": (33, 38.7, 124.4, 131),
    "LBN": (33, 34.8, 35, 36.7), "LBR": (4.2, 8.7, -11.6, -7.3), "LBY": (19.4, 33.3, 9.2, 25.3), "LKA": (5.8, 10, 79.5, 82),
    "MDA": (45.3, 48.6, 26.5, 30.2), "MEX": (14.4, 32.8, -118, -86.5), "MLI": (10, 25.1, -12.4, 4.4), "MMR": (9.5, 28.7, 92, 101.3),
    "MOZ": (-27, -10.3, 30, 41), "NAM": (-29, -14.5, 11.5, 25.4), "NER": (11.5, 23.7, 0, 16.1), "NGA": (4, 14, 2.6, 14.8),
    "NIC": (10.6, 15.1, -87.8, -82.5), "PAK": (23.5, 37.2, 60.8, 77.6), "PAN": (7, 9.8, -83.2, -77), "PER": (-18.5, 0.1, -81.5, -68.5),
    "PHL": (4.5, 21, 116.8, 127), "POL": (48.9, 55, 14, 24.3), "PRK": (37.6, 43.1, 124, 131), "PSE": (31.1, 32.7, 34.1, 35.7),
    "RUS": (41, 82, 19.5, 180), "RWA": (-3, -1, 28.8, 31), "SAU": (16, 32.3, 34.4, 55.8), "SDN": (8.6, 23.3, 21.7, 39),
    "SEN": (12.2, 16.8, -17.7, -11.3), "SLE": (6.8, 10.1, -13.4, -10.2), "SLV": (13, 14.6, -90.2, -87.6), "SOM": (-1.8, 12.1, 40.8, 51.6),
    "SRB": (41.8, 46.3, 18.7, 23.1), "SSD": (3.4, 12.4, 23.3, 36), "SYR": (32.2, 37.5, 35.5, 42.5), "TCD": (7.3, 23.6, 13.3, 24.1),
    "TGO": (6, 11.3, -0.3, 2), "THA": (5.5, 20.6, 97.2, 105.8), "TJK": (36.6, 41.2, 67.2, 75.3), "TLS": (-9.6, -8, 124, 127.4),
    "TUN": (30, 37.6, 7.4, 11.8), "TUR": (35.7, 42.3, 25.5, 45), "TZA": (-11.9, -0.9, 29.2, 40.6), "UGA": (-1.6, 4.3, 29.4, 35.1),
    "UKR": (43, 52.6, 22, 40.4), "USA": (18, 72, -180, -66), "UZB": (37, 45.7, 55.9, 73.3), "VEN": (0.5, 12.4, -73.5, -59.5),
    "XKX": (41.8, 43.4, 20, 21.9), "YEM": (12, 19.1, 41.8, 54.7), "ZWE": (-22.5, -15.5, 25, 33.1),
}


def fold(text):
    parts = unicodedata.normalize("NFD", text.replace("’", "'"))
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()


def rows(path):
    """(line, cells) of a table; the first is the header."""
    for line, text in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if text and not text.startswith("#"):
            yield line, text.split("\t")


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def faults_of(cells, stops, ids, phrases):
    if len(cells) != len(COLUMNS):
        yield f"{len(cells)} columns, {len(COLUMNS)} expected"
        return
    place, id_, name, country, admin, lat, lon, precision, population = cells
    if any(cell != cell.strip() for cell in cells):
        yield "a cell begins or ends with a blank"
    if not id_ or id_ in ids:
        yield f"id '{id_}' is empty or stands twice"
    ids.add(id_)
    if not name:
        yield "no name"
    if country and country not in BOXES:    # a sea has none
        yield f"country '{country}' has no box in this program"
    if precision not in PRECISIONS:
        yield f"precision '{precision}' is none of {', '.join(sorted(PRECISIONS))}"
    if population and not population.isdigit():
        yield f"population '{population}' is not a number"
    if (lat == "") != (lon == ""):
        yield "lat without lon"
    if lat and lon and country in BOXES:
        south, north, west, east = BOXES[country]
        at = number(lat), number(lon)
        if None in at or not (south <= at[0] <= north and west <= at[1] <= east):
            yield f"{lat} {lon} is not in {country}"
    row = set()
    for phrase in place.split("|"):
        folded = fold(phrase)
        if folded in row:
            yield f"'{phrase}' stands twice"
        row.add(folded)
        if not folded:
            yield "an empty phrase"
        elif folded in stops:
            yield f"'{phrase}' stands in not_places.tsv"
        elif (folded, country) in phrases:
            yield f"'{phrase}' is already the phrase of line {phrases[folded, country]}"


def check_table(path, stops, ids):
    """The faults of one table, each as "line: cause", and the number of its rows."""
    phrases, faults = {}, []
    lines = list(rows(path))
    if not lines or lines[0][1] != COLUMNS:
        return [f"1: the header is not {' '.join(COLUMNS)}"], 0
    for line, cells in lines[1:]:
        faults += [f"{line}: {fault}" for fault in faults_of(cells, stops, ids, phrases)]
        if len(cells) == len(COLUMNS):
            phrases.update({(fold(phrase), cells[3]): line for phrase in cells[0].split("|")})
    return faults, len(lines) - 1


def main():
    world = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent / "world")
    tables = ["places.tsv", "regions.tsv", "axes.tsv"]
    stops = {fold(name) for _, cells in list(rows(world / "not_places.tsv"))[1:] for name in cells[0].split("|")}
    failed, ids = 0, set()
    print(f"1..{len(tables)}")
    for number, table in enumerate(tables, 1):
        faults, count = check_table(world / table, stops, ids)
        print(f"{'not ok' if faults else 'ok'} {number} - {table}: {count} rows, {len(faults)} faults")
        for fault in faults:
            print(f"# {table}:{fault}")
        failed += bool(faults)
    print(f"# {len(tables) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""`tollbook disparity` from outside, over the synthetic tables of examples/ and over tables of its own. Arguments: the program, the project's root."""
import csv
import io
import json
import os
import sys

from tap import equal, holds, main, run, write

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
DEATHS, PEOPLE = (os.path.join(ROOT, "examples", name) for name in ("synthetic-deaths.csv", "synthetic-people.csv"))


def ask(*arguments, deaths=DEATHS, people=PEOPLE, reference="Capital", code=0):
    result = run(PROGRAM, "disparity", "--deaths", deaths, "--population", people, "--by", "region", "--reference", reference, *arguments)
    equal(result.code, code)
    return result


def objects(*arguments, **other):
    return [json.loads(line) for line in ask("--format", "jsonl", *arguments, **other).out.splitlines()]


def case_every_death_and_every_name_is_there(folder):
    lines = objects()
    rows, strays = [o for o in lines if "name" in o], [o for o in lines if "stray" in o]
    with open(DEATHS, encoding="utf-8") as file:
        total = sum(int(row["deaths"]) for row in csv.DictReader(file))
    equal(sum(o["deaths"] for o in rows + strays), total)
    equal(len(rows), 10)
    equal([o["suggestions"] for o in strays if o["stray"] == "Northern Stepe"], [["Northern Steppe"]])
    equal([o["name"] for o in rows if o["reference"]], ["Capital"])
    equal([o["name"] for o in rows if o["few"]], ["Three Rivers", "Far Islands"])
    assert any("chance alone" in o.get("note", "") for o in lines)


def case_the_design_s_example(folder):
    deaths = write(folder, "d.csv", "region,deaths\nAstra,140\nMetropolis,300\n")
    people = write(folder, "p.csv", "region,population\nAstra,100000\nMetropolis,6000000\n")
    lines = objects("--says", "30..", "--of", "Astra", deaths=deaths, people=people, reference="Metropolis")
    row = lines[0]
    equal((row["name"], row["rate"], round(row["ratio"], 9)), ("Astra", 140, 28))
    assert 22.5 < row["ratio_low"] < 23.0 and 34.0 < row["ratio_high"] < 34.6, row
    equal([o["verdict"] for o in lines if "said" in o], ["consistent"])
    lines = objects("--says", "40..", deaths=deaths, people=people, reference="Metropolis")
    equal([o["verdict"] for o in lines if "said" in o], ["not consistent"])


def case_a_share_of_one_region(folder):
    deaths = write(folder, "d.csv", "region,group\n" + "Delta,minority\n" * 72 + "Delta,majority\n" * 28 + "Else,majority\n" * 9)
    people = write(folder, "p.jsonl", '{"group":"minority","population":300}\n{"group":"majority","population":700}\n')
    result = run(PROGRAM, "disparity", "--deaths", deaths, "--population", people, "--by", "group", "--where", "region=Delta", "--reference", "majority",
                 "--says", "75%", "--of", "minority", "--format", "jsonl")
    said = [json.loads(line) for line in result.out.splitlines() if '"said"' in line][0]
    equal((said["computed"], said["verdict"]), (72, "consistent"))


def case_windows_and_denominators(folder):
    lines = objects("--date", "month", "--windows", "2031-01-01..2031-03-31,2031-04-01..", "--denominator", "men_18_45")
    windows = {o["window"] for o in lines if "name" in o}
    equal(windows, {"2031-01-01..2031-03-31", "2031-04-01.."})
    equal({o["people"] for o in lines if o.get("name") == "Capital"}, {1150000})
    both = sum(o["deaths"] for o in lines if o.get("name") == "Salt Coast")
    equal(both, sum(o["deaths"] for o in objects() if o.get("name") == "Salt Coast"))


def case_csv_stays_a_table(folder):
    result = ask("--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    equal(len(rows), 10)
    holds(result.err, "Prison Colony No. 9", "chance alone")
    rows = list(csv.DictReader(io.StringIO(ask("--format", "csv", "--date", "month", "--windows", "2031-01-01..2031-03-31,2031-04-01..").out)))
    equal((len(rows), {row["window"] for row in rows}), (20, {"2031-01-01..2031-03-31", "2031-04-01.."}))     # one header for all windows


def case_charts_hold_every_row_and_the_notes(folder):
    ratios, funnel = os.path.join(folder, "r.svg"), os.path.join(folder, "f.svg")
    ask("--chart", ratios, "--funnel", funnel, "--says", "30..40", "--of", "Northern Steppe")
    for path in (ratios, funnel):
        with open(path, encoding="utf-8") as file:
            svg = file.read()
        holds(svg, "Far Islands: 0 deaths of 31,000 people", "chance alone", "Prison Colony No. 9", "</svg>")
    holds(ask("--chart", "-").out, "<svg", "reference")
    holds(ask("--chart", ratios, "--date", "month", "--windows", "..2031-03-31,2031-04-01..", code=2).err, "one window")
    holds(ask("--chart", os.path.join(folder, "no", "where.svg"), code=2).err, "cannot be written")


def case_wrong_use_says_how_to_mend_it(folder):
    holds(ask(reference="Captial", code=2).err, 'is it "Capital"?')
    holds(ask("--denominator", "women", code=2).err, "region, population, men, men_18_45")
    holds(ask("--windows", "2031", "--date", "month", code=2).err, "DAY..DAY")
    holds(ask("--level", "100", code=2).err, "95 or 99.8")
    holds(ask("--says", "a lot", code=2).err, "30..40")
    broken = write(folder, "d.csv", "region,deaths\nCapital,many\nUpper Vale,3\n")
    holds(ask(deaths=broken, code=3).err, "d.csv:2", "the row is left out")
    holds(ask(deaths=os.path.join(folder, "nowhere.csv"), code=3).err, "nowhere.csv")


main(globals())

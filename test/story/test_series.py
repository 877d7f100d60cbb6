"""Tables as series of a ledger, and claims laid over them, from outside. The figures are an extract of the daily losses that Ukraine's General Staff
states (public data set, MIT). Argument: the program."""
import datetime
import json
import os
import sqlite3
import sys

from tap import equal, holds, main, run, write

PROGRAM = os.path.abspath(sys.argv[1])
ROWS = [("2022-10-30", 71200, 950), ("2022-10-31", 71820, 620), ("2023-02-06", 132160, 870), ("2023-02-07", 133190, 1030), ("2023-02-10", 135740, 730),
        ("2023-02-11", 136880, 1140), ("2023-02-12", 137780, 900), ("2023-03-10", 156990, 860), ("2023-03-11", 158000, 1010), ("2023-03-12", 159090, 1090)]
TEXT = {"id": "tally", "published": "2023-03-13", "text":
        "Ukraine's General Staff said a record 1,090 Russian troops were killed on Saturday.\n\n"
        "Ukraine's General Staff said on Sunday that 159,000 Russian soldiers have been killed since the start of the war.\n"}


def table(folder, name="losses.csv", rows=ROWS):
    return write(folder, name, "day,sum,new,note\n" + "".join(f"{day},{total},{daily},about\n" for day, total, daily in rows))


def mapping(folder):
    return write(folder, "losses.map", "claimant = ukr-general-staff\nclaimant_side = UKR\nside = RUS\ndate = day\nlag = 1\nqualifier = note\n"
                                       "[personnel]\nclass = military\noutcome = losses killed casualties\ntotal = sum\ndaily = new\n")


def ledger(folder):
    return os.path.join(folder, "war.db")


def imported(folder, *more):
    return run(PROGRAM, "import", "series", table(folder), "--map", mapping(folder), "--ledger", ledger(folder), "--format", "jsonl", *more)


def lines(result):
    return [json.loads(line) for line in result.out.splitlines()]


def case_a_table_is_kept_once(folder):
    first, again = imported(folder), imported(folder)
    equal((first.code, again.code, first.out), (0, 0, ""))
    holds(first.err, "inserted 1 series of 10 days")
    holds(again.err, "inserted 0 series", "unchanged 1")
    kept = lines(run(PROGRAM, "series", "--ledger", ledger(folder), "--format", "jsonl"))
    equal([(s["claimant"], s["name"], s["side"], s["days"], s["from"], s["to"], len(s["sha256"]), s["latest"]) for s in kept],
          [("ukr-general-staff", "personnel", "RUS", 10, "2022-10-30", "2023-03-12", 64, "true")])


def case_a_corrected_table_is_another_import(folder):
    imported(folder)
    other = table(folder, rows=ROWS[:-1] + [("2023-03-12", 159090, 1080)])
    result = run(PROGRAM, "import", "series", other, "--map", mapping(folder), "--ledger", ledger(folder), "--format", "jsonl")
    equal([(o["finding"], o["kind"], o["line"]) for o in lines(result)], [("table_error", "difference", 11)])
    kept = lines(run(PROGRAM, "series", "--ledger", ledger(folder), "--format", "jsonl"))
    equal([s["latest"] for s in kept], ["false", "true"])


def case_another_mapping_and_a_table_put_back_are_imports(folder):
    def put(*more):
        return run(PROGRAM, "import", "series", *more, "--ledger", ledger(folder), "--format", "jsonl").err
    plain = ("--claimant", "ukr-general-staff", "--question", "RUS military losses", "--date", "day")
    first, other = table(folder), table(folder, "other.csv", ROWS[:-1] + [("2023-03-12", 159190, 1090)])
    holds(put(first, *plain, "--total", "sum"), "inserted 1 series")
    holds(put(first, *plain, "--total", "sum", "--daily", "new"), "inserted 1 series")   # what was read of it is not the same
    holds(put(other, *plain, "--total", "sum"), "inserted 1 series")
    holds(put(first, *plain, "--total", "sum"), "inserted 1 series")                        # the other one does not count any more
    holds(put(first, *plain, "--total", "sum"), "unchanged 1")


def case_claims_are_checked_against_it(folder):
    imported(folder)
    text = write(folder, "in.jsonl", json.dumps(TEXT) + "\n")
    equal(run(PROGRAM, "add", "--ledger", ledger(folder), text).code, 0)
    result = run(PROGRAM, "check", "--ledger", ledger(folder), "--format", "jsonl")
    equal(result.code, 0)
    found = {(o["finding"], o["verdict"]): o for o in lines(result)}
    exact = found["total_checked", "exact"]
    equal((exact["convention"], exact["day"], exact["value"]), ("by the day of the loss", "2023-03-12", 1090))
    assert len(exact["readings"]) >= 2, exact
    equal(found["total_checked", "rounded"]["value"], 159090)
    record = found["record_checked", "fails"]
    equal((record["day"], record["value"]), ("2023-02-11", 1140))
    holds(record["reason"], "2023-02-12")


def findings(folder, *more):
    return lines(run(PROGRAM, "findings", "--ledger", ledger(folder), "--format", "jsonl", *more))


def case_findings_are_the_same_whichever_came_first(folder):
    text = write(folder, "in.jsonl", json.dumps(TEXT) + "\n")
    imported(folder)
    equal(run(PROGRAM, "add", "--ledger", ledger(folder), text).code, 0)
    first = findings(folder)
    codes = {(f["code"], f["verdict"]): f for f in first if "series" in f}
    equal(sorted(codes), [("record_checked", "fails"), ("total_checked", "exact"), ("total_checked", "rounded")])
    exact = codes["total_checked", "exact"]
    equal((exact["series"], exact["value"], exact["date"], exact["difference"]), ("ukr-general-staff personnel", 1090, "2023-03-12", 0))
    equal((exact["terms"]["side"], exact["terms"]["window"], exact["documents"]), ("same", "same", ["tally"]))
    equal(findings(folder, "--as-of", "2999-01-01"), first)                        # reckoned in memory
    os.remove(ledger(folder))
    equal(run(PROGRAM, "add", "--ledger", ledger(folder), text).code, 0)
    equal([f for f in findings(folder) if "series" in f], [])
    imported(folder)
    equal(findings(folder), first)
    imported(folder, "--question", "personnel")
    equal(findings(folder), first)


OWN_TABLE = ([("2025-04-30", 40000, 300)] + [(f"2025-05-{day:02}", 40000 + 410 * day, 410) for day in range(1, 17)] +
             [("2025-05-17", 47930, 1370), ("2025-05-18", 48340, 410)] + [(f"2025-05-{day:02}", 48340 + 410 * (day - 18), 410) for day in range(19, 30)] +
             [("2025-05-30", 54140, 1290), ("2025-05-31", 54550, 410), ("2025-06-01", 54980, 430)])
OWN = [
    ("a", "2025-06-01", "Ukraine's General Staff said on Saturday that a record 1,290 Russian soldiers had been killed on Friday.\n"),
    ("b", "2025-06-01", "Ukraine's General Staff put Russian losses in May at 14,540 soldiers.\n"),
    ("c", "2025-06-01", "In total 54,500 Russian soldiers have been killed since the invasion began, Ukraine's General Staff said, while far fewer of the dead come "
     "from Yekaterinburg.\n"),
    ("d", "2025-05-18", "A further 1,370 Russian soldiers were killed on Saturday, Ukraine's General Staff said, as its brigades pushed towards the town of Tokmak.\n"),
    ("f", "2025-06-01", "Ukraine's General Staff said on Saturday that 1,290 Russian soldiers had been killed on Friday, the highest daily toll since 17 May.\n"),
    ("g", "2025-06-01", "Ukraine's General Staff said on Saturday that 1,290 Russian soldiers had been killed on Friday, the biggest single loss since 9 May.\n"),
    ("e", "2025-05-18", "Ukraine's General Staff said 12 Russian soldiers were killed in the town of Tokmak on Saturday.\n")]


def case_the_situations_of_real_texts_in_texts_of_our_own(folder):
    losses = write(folder, "own.csv", "day,sum,new,note\n" + "".join(f"{day},{total},{daily},\n" for day, total, daily in OWN_TABLE))
    articles = write(folder, "own.jsonl", "".join(json.dumps({"id": n, "published": day, "text": text}) + "\n" for n, day, text in OWN))
    equal(run(PROGRAM, "add", "--ledger", ledger(folder), articles).code, 0)
    equal(run(PROGRAM, "import", "series", losses, "--map", mapping(folder), "--ledger", ledger(folder)).code, 0)
    found = {(f["documents"][0], f["code"]): f for f in findings(folder) if "series" in f and f["documents"]}
    equal({key: f["verdict"] for key, f in found.items()}, {
        ("a", "total_checked"): "exact", ("a", "record_checked"): "fails", ("b", "total_checked"): "near", ("c", "total_checked"): "rounded",
        ("d", "total_checked"): "exact", ("d", "included"): "holds", ("f", "total_checked"): "exact", ("f", "record_checked"): "holds",
        ("g", "total_checked"): "exact", ("g", "record_checked"): "fails"})                 # and nothing of e: a town's figure that is not the country's
    equal((found["a", "record_checked"]["date"], found["a", "record_checked"]["value"]), ("2025-05-17", 1370))
    holds(found["a", "record_checked"]["reason"], "it would hold in a series that began on 2025-05-18")
    equal((found["b", "total_checked"]["difference"], found["c", "total_checked"]["value"]), (-10, 54550))
    holds(found["b", "total_checked"]["reason"], "Others: ")
    holds(found["c", "total_checked"]["reason"], "Yekaterinburg, which the series does not")
    equal((found["c", "total_checked"]["terms"]["scope"], found["d", "included"]["terms"]["scope"]), ("open", "open"))


def case_a_table_is_drawn(folder):
    imported(folder)
    result = run(PROGRAM, "chart", "table", "ukr-general-staff", "personnel", "--ledger", ledger(folder))
    equal(result.code, 0)
    holds(result.out, "<svg", "personnel, counted by General Staff of the Armed Forces of Ukraine", "Russia, ", "2 days have more", "1,140 on 2023-02-11", "124 days are missing", "</svg>")
    missing = run(PROGRAM, "chart", "table", "ukr-general-staff", "tanks", "--ledger", ledger(folder))
    equal(missing.code, 2)
    holds(missing.err, "tollbook series")
    equal(run(PROGRAM, "chart", "table", "ukr-general-staff", "--ledger", ledger(folder)).code, 2)


def case_a_series_shows_its_records_sums_and_months(folder):
    losses = write(folder, "own.csv", "day,sum,new,note\n" + "".join(f"{day},{total},{daily},\n" for day, total, daily in OWN_TABLE))
    equal(run(PROGRAM, "import", "series", losses, "--map", mapping(folder), "--ledger", ledger(folder)).code, 0)
    def rows(kind):
        return lines(run(PROGRAM, "series", "ukr-general-staff", "personnel", "--rows", kind, "--ledger", ledger(folder), "--format", "jsonl"))
    equal([(r["day"], r["value"], r["before_day"], r["before"], r["margin"], r["missing"]) for r in rows("records")],
          [("2025-05-01", 410, "2025-04-30", 300, 110, 0), ("2025-05-17", 1370, "2025-05-01", 410, 960, 0)])
    equal([(r["day"], r["record_from"], r["higher"]) for r in rows("highest")][:2], [("2025-05-17", "2025-04-30", None), ("2025-05-30", "2025-05-18", 1370)])
    equal({r["state"] for r in rows("sums")}, {"holds"})
    equal([(m["month"], m["by_report"], m["by_loss"]) for m in rows("months")], [("2025-04", None, None), ("2025-05", 14550, 14570), ("2025-06", None, None)])
    equal(rows("days")[0], {"day": "2025-04-30", "total": 40000, "stated": 300, "derived": None, "is_derived": False, "qualifier": "exact", "line": 2,
                            "total_claim": None, "daily_claim": None, "others": 0})


def case_a_corrected_table_makes_its_findings_again(folder):
    imported(folder)
    equal(run(PROGRAM, "add", "--ledger", ledger(folder), write(folder, "in.jsonl", json.dumps(TEXT) + "\n")).code, 0)
    other = table(folder, rows=ROWS[:5] + [("2023-02-11", 136830, 1090)] + ROWS[6:-1] + [("2023-03-12", 159090, 1080)])
    equal(run(PROGRAM, "import", "series", other, "--map", mapping(folder), "--ledger", ledger(folder)).code, 0)
    after = findings(folder)
    equal(sorted((f["code"], f["verdict"] or "") for f in after if "series" in f),
          [("table_error", ""), ("table_error", ""), ("total_checked", "near"), ("total_checked", "rounded")])
    holds(" ".join(f["reason"] for f in after if f["code"] == "table_error"), "losses.csv, line 11, 2023-03-12: difference")
    equal(findings(folder, "--as-of", "2999-01-01"), after)


def case_a_claimants_own_claims_are_a_series(folder):
    """Totals and days of one claimant bear one another out without a table, document by document and all at once; single losses are laid over single losses."""
    texts = [("d1", "2025-05-03", "The Ukrainian General Staff said on 3 May 2025 that 41,310 Russian soldiers had been killed since the start of the war."),
             ("d2", "2025-05-05", "520 Russian soldiers were killed on Sunday, the Ukrainian General Staff said. It said on 4 May 2025 that 41,830 Russian soldiers had been killed since the start of the war."),
             ("d3", "2025-05-06", "610 Russian soldiers were killed on Monday, the Ukrainian General Staff said. It said on 5 May 2025 that 42,440 Russian soldiers had been killed since the start of the war."),
             ("e1", "2025-04-02", "The Russian defence ministry said that 130 Ukrainian soldiers were killed in a missile strike on Harran Base on 1 April 2025."),
             ("e2", "2025-05-02", "The Russian defence ministry said that 90 Ukrainian soldiers were killed in a missile strike on Dolna on 1 May 2025, the biggest single loss of the war.")]
    for name, day, text in texts:
        file = write(folder, name + ".jsonl", json.dumps({"id": name, "published": day, "text": text}) + "\n")
        equal(run(PROGRAM, "add", "--ledger", ledger(folder), file).code, 0)
    asked = ("findings", "--ledger", ledger(folder), "--format", "jsonl", "--code", "total_checked,record_checked,included")
    found = lines(run(PROGRAM, *asked))
    equal(found, lines(run(PROGRAM, *asked, "--as-of", "2100-01-01")))
    own = sorted((f["documents"], f["verdict"], f["value"]) for f in found if f.get("series") == "ukr-general-staff own claims")
    assert (["d3", "d2"], "exact", 610) in own and {f[1] for f in own} <= {"exact", "rounded"}, own      # 42,440 less 41,830
    record = [f for f in found if f["code"] == "record_checked"]
    equal([(f["documents"], f["verdict"], f["value"]) for f in record], [(["e2", "e1"], "open", 130)])
    holds(record[0]["reason"], "elsewhere", "counted from 2025-04-02 on")


def case_of_more_own_claims_than_the_limit_nothing_is_said(folder):
    """Each day a total and the day's figure: laid against one another up to 128 claims, and no longer with one more; step by step and anew alike."""
    def add(first, last):
        out = ""
        for n in range(first, last):
            day = datetime.date(2025, 5, 4) + datetime.timedelta(days=n)
            text = f"520 Russian soldiers were killed on {day - datetime.timedelta(days=1):%A}, the Ukrainian General Staff said. It said on {day.day} {day:%B %Y} that {41830 + 520 * n:,} Russian soldiers had been killed since the start of the war."
            out += json.dumps({"id": f"n{n}", "published": str(day), "text": text}) + "\n"
        equal(run(PROGRAM, "add", "--ledger", ledger(folder), write(folder, f"{first}.jsonl", out)).code, 0)
        asked = ("findings", "--ledger", ledger(folder), "--format", "jsonl", "--code", "total_checked,included", "--limit", "1000")
        found = lines(run(PROGRAM, *asked))
        equal(found, lines(run(PROGRAM, *asked, "--as-of", "2100-01-01")))
        return [f for f in found if f.get("series") == "ukr-general-staff own claims"]
    assert add(0, 40)
    assert add(40, 64)
    equal(add(64, 66), [])


def case_own_claims_are_checked_without_a_table_and_a_slip_is_found(folder):
    """Totals that end with the day before, days that vary, one total with a slip: `check` names the slip and the days beside it and nothing else, of any number."""
    out, total = "", 41830
    for n in range(70):
        day, daily = datetime.date(2025, 5, 4) + datetime.timedelta(days=n), 520 + n * 37 % 200
        total += daily
        text = (f"{daily} Russian soldiers were killed on {day - datetime.timedelta(days=1):%A}, the Ukrainian General Staff said. It said on {day.day} {day:%B %Y} that "
                f"{total + 400 * (n == 30):,} Russian soldiers had been killed since the start of the war.")
        out += json.dumps({"id": f"n{n}", "published": str(day), "text": text}) + "\n"
    equal(run(PROGRAM, "add", "--ledger", ledger(folder), write(folder, "in.jsonl", out)).code, 0)
    result = run(PROGRAM, "check", "--ledger", ledger(folder), "--format", "jsonl")
    found = lines(result)
    equal((result.code, result.err), (0, ""))
    equal({f["series"] for f in found}, {"own killed RUS military"})
    equal(sorted({f["document"] for f in found if f["verdict"] not in ("exact", "rounded")}), ["n30", "n31"])
    assert sum(f["verdict"] == "exact" for f in found) > 120, found
    assert all(f["evidence"][0] == f["claim"] and len(f["evidence"]) > 1 and f["readings"] for f in found), found
    equal(lines(run(PROGRAM, "check", "--ledger", ledger(folder), "--format", "jsonl", "--as-of", "2100-01-01")), found)
    equal(lines(run(PROGRAM, "check", "--ledger", ledger(folder), "--format", "jsonl", "--claimant", "rus-mod")), [])
    own, name = ("series", "ukr-general-staff"), "own killed RUS military"
    def rows(*more):
        return lines(run(PROGRAM, *own, *more, "--ledger", ledger(folder), "--format", "jsonl"))
    equal([(s["name"], s["days"], s["claims"], s["from"]) for s in rows("--own")], [(name, 71, 140, "2025-05-03")])
    equal([(s["day"], s["state"], s["off"]) for s in rows(name, "--rows", "sums") if s["state"] != "holds"], [("2025-06-03", "off", 363), ("2025-06-04", "off", -400)])
    days = rows(name)
    equal((len(days), days[1]["total"], days[1]["stated"], len(days[1]["total_claim"]), days[1]["line"]), (71, 42350, 557, 24, None))
    holds(run(PROGRAM, "chart", "table", "ukr-general-staff", name, "--ledger", ledger(folder)).out, "<svg", "own killed RUS military, counted by General Staff of the Armed Forces of Ukraine", "71 days that texts tell")
    equal(run(PROGRAM, *own, "nothing", "--ledger", ledger(folder)).code, 2)


def case_profiles_are_counts(folder):
    imported(folder)
    equal(run(PROGRAM, "add", "--ledger", ledger(folder), write(folder, "in.jsonl", json.dumps(TEXT) + "\n")).code, 0)
    rows = lines(run(PROGRAM, "profile", "--ledger", ledger(folder), "--format", "jsonl"))
    own = [row for row in rows if row["claimant"] == "ukr-general-staff"][0]
    equal((own["statements"], own["enemy_losses"], own["own_losses"], own["exact"], own["rounded"], own["series"]), (2, 2, 0, 1, 1, "2 of 2"))
    equal(lines(run(PROGRAM, "profile", "nobody", "--ledger", ledger(folder), "--format", "jsonl")), [])
    holds(run(PROGRAM, "profile", "--ledger", ledger(folder), "--format", "table").out, "CLAIMANT", "2 of 2")


def case_a_changed_table_is_found(folder):
    imported(folder)
    holds(run(PROGRAM, "verify", "--ledger", ledger(folder)).out, "1 imported tables")
    with sqlite3.connect(ledger(folder)) as store:
        store.execute("UPDATE series_table SET sum = replace(sum, substr(sum, 1, 1), CASE substr(sum, 1, 1) WHEN 'a' THEN 'b' ELSE 'a' END)")
    result = run(PROGRAM, "verify", "--ledger", ledger(folder))
    equal(result.code, 4)
    holds(result.err, "losses.csv")


def case_outlets_in_the_place_of_sources_are_named(folder):
    rows = write(folder, "relayed.csv", 'day,new,src\n2025-01-01,5,Ministry of Defence\n2025-01-02,6,via Reuters\n2025-01-03,7,"AFP, BBC"\n2025-01-04,8,"Reuters, Ministry of Defence"\n')
    named = write(folder, "relayed.map", "side = RUS\ndate = day\nsource = src\n[x]\nclass = military\noutcome = killed\ndaily = new\n")
    def outlets(claimant):
        result = run(PROGRAM, "import", "series", rows, "--map", named, "--claimant", claimant, "--dry-run", "--format", "jsonl")
        return [(o["line"], o["kind"]) for o in lines(result) if "outlet" in o["reason"]]
    equal(outlets("rus-mod"), [(3, "source"), (4, "source")])          # and not line 5, where an institution stands beside one
    equal(outlets("reuters"), [(3, "source"), (4, "source"), (1, "source")])


def case_a_mirror_is_compared_cell_by_cell(folder):
    other = table(folder, "mirror.csv", ROWS[:4] + [("2023-02-10", 135470, 730)] + ROWS[6:])
    result = imported(folder, "--dry-run", "--mirror", other)
    equal([(o["kind"], o["day"], o["value"], o["other"]) for o in lines(result)],
          [("mirror", "2023-02-10", 135740, 135470), ("mirror", "2023-02-11", 136880, None), ("mirror", "2023-02-11", 1140, None)])
    holds(result.err, "3 cells differ")
    equal(os.path.exists(ledger(folder)), False)


def case_a_relayed_series_is_seen(folder):
    def total(i):
        return 1000 * i + 7 * i * i % 913
    day = [f"2025-{1 + i // 28:02}-{1 + i % 28:02}" for i in range(28 * 6)]
    day = [d for d in day]
    own = write(folder, "own.csv", "day,new\n" + "".join(f"{d},{300 + total(i) % 400}\n" for i, d in enumerate(day)))
    relay = write(folder, "relay.csv", "day,new\n" + "".join(f"{d},{round((300 + total(i) % 400) / 10) * 10}\n" for i, d in enumerate(day)))
    for file, claimant in ((own, "a"), (relay, "b")):
        result = run(PROGRAM, "import", "series", file, "--claimant", claimant, "--date", "day", "--daily", "new", "--question", "RUS military killed",
                     "--ledger", ledger(folder))
        equal(result.code, 0)
    found = lines(run(PROGRAM, "check", "--ledger", ledger(folder), "--format", "jsonl"))
    assert [(o["finding"], o["claimant"]) for o in found if o["value"] == 1] == [("relay_series", "b")], found


def case_wrong_use_says_how_to_mend_it(folder):
    file = table(folder)
    holds(run(PROGRAM, "import", "series", file).err, "--preset NAME")
    holds(run(PROGRAM, "import", "series", file, "--preset", "x").err, "ukraine-general-staff, gaza-health-ministry")
    holds(run(PROGRAM, "import", "series", file, "--preset", "ukraine-general-staff").err, 'a column "date"', "day, sum, new, note")
    holds(run(PROGRAM, "import", "tables", file).err, "series FILE")
    broken = write(folder, "x.map", "date = day\nsidee = RUS\n")
    result = run(PROGRAM, "import", "series", file, "--map", broken)
    equal(result.code, 3)
    holds(result.err, "x.map:2", "no key")
    bad = write(folder, "bad.csv", "day,sum,new,note\n2023-01-01,1,1,about\n2023-01-02,2\n")
    equal(run(PROGRAM, "import", "series", bad, "--map", mapping(folder), "--ledger", ledger(folder)).code, 3)
    empty = os.path.join(folder, "empty.db")
    run(PROGRAM, "add", "--ledger", empty, write(folder, "in.jsonl", json.dumps({"id": "a", "text": "Three soldiers were killed near Harran.\n"}) + "\n"))
    equal(run(PROGRAM, "check", "--ledger", empty).code, 0)
    holds(run(PROGRAM, "check", "--ledger", empty).err, "nothing to check", "import series")


main(globals())

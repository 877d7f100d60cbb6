"""The reckoning from outside: documents read by the engine into a ledger, then findings, questions, statement, series, say and review on it. Argument: the program."""
import json
import os
import sys

from tap import equal, holds, main, run, write

PROGRAM = os.path.abspath(sys.argv[1])
POST = {"id": "north-post", "outlet": "North Post", "published": "2023-01-04", "title": "t",
        "text": "The Russian defence ministry said that 89 of its soldiers were killed in Makiivka on January 1.\n\n"
                "The Ukrainian General Staff said that 400 Russian soldiers were killed in Makiivka on January 1.\n\n"
                "The war began on February 24, 2021, and goes on."}
WIRE = {"id": "east-wire", "outlet": "East Wire", "published": "2023-01-04", "title": "t",
        "text": "In Makiivka 89 Russian soldiers were killed on January 1, the Russian defence ministry said."}


def ledger(folder, *documents):
    path = os.path.join(folder, "ledger.db")
    file = write(folder, "in.jsonl", "".join(json.dumps(d) + "\n" for d in documents))
    equal(run(PROGRAM, "add", "--ledger", path, file).code, 0)
    return path


def ask(path, command, *arguments):
    result = run(PROGRAM, command, "--ledger", path, *arguments)
    return result


def rows(path, command, *arguments):
    result = ask(path, command, *arguments)
    equal((result.code, result.err), (0, ""))
    return [json.loads(line) for line in result.out.splitlines()]


def claims(path):
    return rows(path, "claims", "--format", "jsonl")


def case_an_empty_ledger_has_no_findings(folder):
    path = ledger(folder, {"id": "a", "text": "Nothing happened."})
    equal(rows(path, "findings"), [])
    equal(rows(path, "questions"), [])


def case_findings_carry_reason_claims_and_documents(folder):
    path = ledger(folder, POST, WIRE)
    found = rows(path, "findings")
    for finding in found:
        equal(bool(finding["reason"] and finding["claims"] and finding["documents"]), True)
        equal(len(finding["id"]), 24)
        for claim in finding["claims"]:
            document = POST if claim["doc"] == "north-post" else WIRE
            equal(document["text"].encode()[claim["start"]:].startswith(claim["text"].encode()), True)
    codes = {finding["code"] for finding in found}
    holds(" ".join(sorted(codes)), "circular", "date_error", "rereport")
    error = next(f for f in found if f["code"] == "date_error")
    equal(error["date"], "2022-02-24")


def case_without_a_known_time_of_saying_nothing_is_a_conflict(folder):
    path = ledger(folder, POST, WIRE)
    equal(rows(path, "findings", "--code", "conflict"), [])


def case_fail_on_is_an_exit_code(folder):
    path = ledger(folder, POST)
    equal(ask(path, "findings", "--fail-on", "date_error").code, 1)
    equal(ask(path, "findings", "--fail-on", "conflict,table_error").code, 0)
    equal(ask(path, "findings", "--code", "conflict", "--fail-on", "date_error").code, 1)
    wrong = ask(path, "findings", "--code", "quarrel")
    equal(wrong.code, 2)
    holds(wrong.err, "quarrel", "no code")


def case_tables_and_csv(folder):
    path = ledger(folder, POST, WIRE)
    holds(ask(path, "findings", "--format", "table").out, "FINDING", "WHY", "date_error")
    holds(ask(path, "findings", "--format", "csv").out.splitlines()[0], "id,code,verdict")


def case_a_question_has_a_ladder(folder):
    path = ledger(folder, POST, WIRE)
    asked = [q for q in rows(path, "questions") if "400" in q["figures"]]
    equal(len(asked), 1)
    ladder = rows(path, "questions", asked[0]["question"])
    equal({(step["claimant"], step["figure"], step["latest"]) for step in ladder},
          {("rus-mod", "89", "latest"), ("ukr-general-staff", "400", "latest")})
    equal(next(step["claims"] for step in ladder if step["claimant"] == "rus-mod"), 2)
    equal(ask(path, "questions", "q0000000000000000").code, 2)
    for finding in rows(path, "findings", "--question", asked[0]["question"]):
        equal(finding["code"] in ("rereport", "drift", "circular", "admission", "apparent_conflict", "date_error"), True)


def case_a_statement_is_a_tree(folder):
    path = ledger(folder, POST, WIRE)
    claim = next(c["id"] for c in claims(path) if c["quantity"]["text"] == "89")
    hops = rows(path, "statement", claim)
    equal([hop["depth"] for hop in hops], [0, 1])
    equal([hop["link"] for hop in hops], ["head", "confirmed"])
    equal(hops[1]["from"], hops[0]["claim"])
    equal(ask(path, "statement", "0" * 24).code, 2)


def case_a_series_is_one_claimants(folder):
    path = ledger(folder, POST, WIRE)
    equal([row["figure"] for row in rows(path, "series", "rus-mod")], ["89"])


def case_sources_measure_what_is_kept(folder):
    later = {"id": "late", "outlet": "West Daily", "published": "2023-01-06", "title": "t",
             "text": "In Makiivka at least 89 Russian soldiers were killed on January 1, the Russian defence ministry said."}
    path = ledger(folder, {**WIRE, "text": WIRE["text"].replace("89", "at least 89")}, {**WIRE, "id": "b", "outlet": "North Post"}, later)
    found = {row["outlet"]: row for row in rows(path, "sources")}
    equal(sorted(found), ["East Wire", "North Post", "West Daily"])
    equal({row["claimant"] for row in found.values()}, {"rus-mod"})
    equal((found["West Daily"]["days_after"], found["West Daily"]["qualifier_kept"], found["West Daily"]["claimant_named"]), (2, 1, 1))
    equal((found["North Post"]["qualifier_kept"], found["North Post"]["unverified_passed_on"]), (0, None))


def case_say_gives_claimant_and_bound(folder):
    path = ledger(folder, POST)
    claim = next(c["id"] for c in claims(path) if c["quantity"]["text"] == "400")
    sentence = ask(path, "say", claim).out
    holds(sentence, "Ukrainian General Staff", "400", "Russian military personnel", "Makiivka", "2023-01-01", "North Post")


def case_sums_across_claimants_are_refused(folder):
    path = ledger(folder, POST)
    both = [c["id"] for c in claims(path) if c["quantity"]["text"] in ("89", "400")]
    refused = ask(path, "say", "--sum", *both)
    equal((refused.code, refused.out), (1, ""))
    holds(refused.err, "no sum", "different claimants")


SAID = {"id": "said", "outlet": "North Post", "published": "2023-01-06", "title": "t",
        "text": "The Ukrainian General Staff said on January 2 that 400 Russian soldiers were killed in Makiivka on January 1.\n\n"
                "The Russian defence ministry said on January 4 that 89 of its soldiers were killed in Makiivka on January 1.\n\n"
                "The Russian defence ministry said on January 5 that 30 of its soldiers were wounded in Makiivka on January 1."}


def case_comparisons_are_made_or_refused(folder):
    path = ledger(folder, SAID)
    ids = {c["quantity"]["text"]: c["id"] for c in claims(path)}
    made = ask(path, "say", "--compare", ids["89"], ids["400"])
    equal((made.code, made.err), (0, ""))
    holds(made.out, "89", "400", "4.5 times", "Ukrainian General Staff", "Russian defence ministry")
    refused = ask(path, "say", "--compare", ids["30"], ids["400"])
    equal((refused.code, refused.out), (1, ""))
    holds(refused.err, "no comparison", "outcome")
    equal(ask(path, "say", "--compare", ids["89"]).code, 2)
    equal(ask(path, "say", "--compare", ids["89"], "0" * 24).code, 2)
    same = ask(path, "say", "--compare", ids["89"], ids["89"])
    equal(same.code, 1)
    holds(same.err, "one utterance")


def case_a_kept_reckoning_answers_as_one_in_memory(folder):
    path = ledger(folder, POST, WIRE, SAID)
    asked = [("findings",), ("questions",), ("sources",), ("series", "rus-mod")]
    asked += [("statement", c["id"]) for c in claims(path)] + [("questions", q["question"]) for q in rows(path, "questions")]
    asked += [("findings", "--question", rows(path, "questions")[0]["question"]), ("findings", "--question", rows(path, "findings")[0]["claims"][0]["id"])]
    kept = [ask(path, *arguments).out for arguments in asked]
    later = "2999-01-01"   # another moment is asked for: all is reckoned in memory
    equal([ask(path, *arguments, "--as-of", later).out for arguments in asked], kept)
    equal(all(kept), True)


def case_what_the_ledger_knew_before_a_withdrawal(folder):
    path = ledger(folder, POST)
    before = [f["id"] for f in rows(path, "findings")]
    moment = rows(path, "documents")[0]["recorded_at"]
    file = write(folder, "again.jsonl", json.dumps({**POST, "text": "The report is withdrawn."}) + "\n")
    equal(run(PROGRAM, "add", "--ledger", path, file).code, 0)
    equal(rows(path, "findings"), [])
    equal([f["id"] for f in rows(path, "findings", "--as-of", moment)], before)


def case_review_rejects_corrects_and_takes_back(folder):
    path = ledger(folder, POST)
    claim = next(c["id"] for c in claims(path) if c["quantity"]["text"] == "400")

    def figures():
        return sorted(step["point"] for step in rows(path, "series", "ukr-general-staff"))
    equal(figures(), [400])
    equal(ask(path, "review", "reject", claim, "--reviewer", "ann", "--reason", "misread").code, 0)
    equal(figures(), [])
    equal(ask(path, "review", "undo", claim, "--reviewer", "ann").code, 0)
    equal(figures(), [400])
    equal(ask(path, "review", "correct", claim, "--reviewer", "ann", "--set", '{"point":40,"low":40,"high":40}').code, 0)
    equal(figures(), [40])
    equal(ask(path, "review", "reject", claim).code, 2)
    equal(ask(path, "review", "wonder", claim, "--reviewer", "ann").code, 2)
    equal(ask(path, "review", "accept", "0" * 24, "--reviewer", "ann").code, 2)


def case_decisions_come_from_a_file_and_can_be_replayed(folder):
    path = ledger(folder, POST)
    ids = [c["id"] for c in claims(path)]
    log = write(folder, "log.jsonl", "".join(json.dumps(line) + "\n" for line in [
        {"claim": ids[0], "action": "reject", "reviewer": "ann", "reason": "no"},
        {"claim": ids[1], "action": "correct", "reviewer": "ben", "payload": {"outcome": "wounded"}},
        {"claim": ids[0], "action": "undo", "reviewer": "ann"}]))
    equal(ask(path, "review", "--decisions", log).code, 0)
    first = [ask(path, *command).out for command in (("findings",), ("questions",), ("claims", "--rejected", "--format", "jsonl"))]
    os.remove(path)
    equal(ledger(folder, POST), path)
    equal(ask(path, "review", "--decisions", log).code, 0)
    equal([ask(path, *command).out for command in (("findings",), ("questions",), ("claims", "--rejected", "--format", "jsonl"))], first)
    broken = write(folder, "broken.jsonl", '{"claim":"x"\n')
    result = ask(path, "review", "--decisions", broken, "--reviewer", "ann")
    equal(result.code, 3)
    holds(result.err, "broken.jsonl:1")


def case_people_part_and_join_statements(folder):
    path = ledger(folder, POST, WIRE)
    ids = {c["doc"]: c["id"] for c in claims(path) if c["quantity"]["text"] == "89"}
    other = next(c["id"] for c in claims(path) if c["quantity"]["text"] == "400")

    def size(claim):
        return len(rows(path, "statement", claim))
    equal(size(ids["east-wire"]), 2)
    equal(ask(path, "review", "alone", ids["east-wire"], "--reviewer", "ann").code, 0)
    equal((size(ids["east-wire"]), size(ids["north-post"])), (1, 1))
    equal([f for f in rows(path, "findings") if f["code"] == "circular"], [])
    equal(ask(path, "review", "undo", ids["east-wire"], "--reviewer", "ann").code, 0)
    equal(size(ids["east-wire"]), 2)
    equal(ask(path, "review", "correct", other, "--reviewer", "ann", "--set", '{"point":90}').code, 0)
    equal(ask(path, "review", "join", other, ids["east-wire"], "--reviewer", "ann").code, 0)
    equal(size(other), 3)
    equal(ask(path, "review", "join", other, "--reviewer", "ann").code, 2)
    equal(ask(path, "review", "undo", other, "--reviewer", "ann").code, 0)
    equal(size(other), 1)


def case_as_of_asks_the_past(folder):
    path = ledger(folder, POST)
    equal(rows(path, "findings", "--as-of", "2001-01-01"), [])
    equal(ask(path, "findings", "--as-of", "yesterday").code, 2)


main(globals())

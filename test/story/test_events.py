"""Documents of one event, from outside: linked by the names, numbers and days of their sentences about losses. Argument: the program."""
import json
import os
import sys

from tap import equal, holds, main, run, write

PROGRAM = os.path.abspath(sys.argv[1])
STRIKE = {"id": "strike", "published": "2023-06-03",
          "text": "Nine people were killed when a rocket hit the Orlin Mill in Velmograd on Friday, mayor Tadek Brunn said.\n\n"
                  "The mill stands beside the Karsa Bridge. Rescuers pulled 14 wounded workers from the rubble, Brunn said."}
AGAIN = {"id": "again", "published": "2023-06-04",
         "text": "The toll of Friday's rocket strike on the Orlin Mill in Velmograd rose to eleven dead, Mayor Tadek Brunn said.\n\n"
                 "Another 14 were wounded near the Karsa Bridge."}
TRIAL = {"id": "trial", "published": "2024-05-20",
         "text": "A court heard how eleven people were killed at the Orlin Mill in Velmograd.\n\n"
                 "Mayor Tadek Brunn told of 14 wounded workers who were carried over the Karsa Bridge."}
OTHER = {"id": "other", "published": "2023-06-03",
         "text": "Four people were killed in a mine blast near Dorsk on Friday, governor Ilse Hagen said.\n\nThe wounded were taken to Hagenfeld."}
FAR = {"id": "far", "published": "2021-02-01", "text": "Two soldiers were killed near the Orlin Mill, a report said.\n\nNobody else was wounded."}


def ask(folder, *arguments, documents=(STRIKE, OTHER, AGAIN, TRIAL, FAR)):
    file = write(folder, "in.jsonl", "".join(json.dumps(d) + "\n" for d in documents))
    result = run(PROGRAM, "events", "--from", "jsonl", *arguments, file)
    equal((result.code, result.err), (0, ""))
    return [json.loads(line) for line in result.out.splitlines()]


def case_one_event_is_one_group(folder):
    equal([sorted(group["documents"]) for group in ask(folder)], [["again", "strike", "trial"]])


def case_a_link_says_what_it_rests_on(folder):
    links = {tuple(sorted(link["documents"])): link for link in ask(folder, "--links")}
    equal(links["again", "strike"]["days"], "near")
    equal(links["strike", "trial"]["days"], "apart")
    for link in links.values():
        equal((0 < link["likeness"] <= 1, link["rare_names"] >= 4), (True, True))


def case_one_shared_name_is_no_link(folder):
    equal([link for link in ask(folder, "--links") if "far" in link["documents"] or "other" in link["documents"]], [])


def case_the_order_does_not_matter(folder):
    groups = ask(folder, documents=(FAR, TRIAL, AGAIN, OTHER, STRIKE))
    equal([sorted(group["documents"]) for group in groups], [["again", "strike", "trial"]])


def case_one_document_is_no_event(folder):
    equal(ask(folder, documents=(STRIKE,)), [])


def case_wrong_use_is_exit_2(folder):
    result = run(PROGRAM, "events")
    equal(result.code, 2)
    holds(result.err, "name the files")


main(globals())

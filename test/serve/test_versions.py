"""What changed between two versions of a document: changed numbers first, in the page and in the API, with the claims that came and went. Argument: the program."""
import json
import re

import jsonschema

from server import DOCUMENTS, EVIL, PROGRAM, Server, ledger, look
from tap import equal, holds, main, run, write

ONE = DOCUMENTS[0]
TWO = dict(ONE, title="Strike on Makiivka: toll rises", text=ONE["text"].replace("63", "89").replace("The Ukrainian", "It was cold. The Ukrainian"))


def add(folder, path, document):
    file = write(folder, "more.jsonl", json.dumps(document) + "\n")
    equal(run(PROGRAM, "add", "--ledger", path, file).code, 0)


def versions(server, name):
    return [d["id"] for d in server.pages_of("/api/v1/documents?history=1", "documents", 100) if d["document"]["doc"] == name]


def case_changed_numbers_come_first(folder):
    path = ledger(folder)
    add(folder, path, TWO)
    with Server(path) as server:
        first, second = versions(server, "wire-1")
        found = server.get(f"/api/v1/documents/{second}/from/{first}")
        api = server.get("/api/v1/openapi.json")
        jsonschema.Draft202012Validator({"$ref": "#/components/schemas/Differences", "components": api["components"]}).validate(found)
        equal([(c["change"], c["numbers"]) for c in found["changes"]], [("changed", True), ("new", False)])
        change = found["changes"][0]
        data = TWO["text"].encode()
        equal((data[change["after"]["start"]:change["after"]["end"]].decode(), "63" in change["before"]["text"]), (change["after"]["text"], True))
        equal((found["known"], found["same"], found["cut"]), ([{"field": "title", "before": ONE["title"], "after": TWO["title"]}], 1, False))
        equal([[c["words"] for c in found[key]] for key in ("claims_gone", "claims_new")], [["63"], ["89"]])
        page = server.page(f"/d/{second}/from/{first}")
        look(page)
        holds(page, "<del>63</del>", "<ins>89</ins>", "Sentences in which a number is another", "toll rises", "Claims that are gone", "Claims that are new", "Other sentences that changed: 1")
        assert page.index("<ins>89</ins>") < page.index("It was cold."), page
        holds(server.page(f"/d/{second}"), f'href="/d/{second}/from/{first}"', "What changed since version 1")
        holds(server.page(f"/d/{first}"), f'href="/d/{second}/from/{first}"', "a later version")
        # the other way round is the other way round; with itself nothing
        back = server.get(f"/api/v1/documents/{first}/from/{second}")
        equal([c["change"] for c in back["changes"]], ["changed", "gone"])
        same = server.get(f"/api/v1/documents/{first}/from/{first}")
        equal((same["changes"], same["known"], same["claims_new"]), ([], [], []))
        holds(server.page(f"/d/{first}/from/{first}"), "No number changed", "The text is the same")
        status, headers, _ = server.ask(f"/d/{second}/from/{first}")
        equal(server.ask(f"/d/{second}/from/{first}", If_None_Match=headers["ETag"])[0], 304)


def case_the_claims_of_an_old_version_are_marked_as_they_stood(folder):
    path = ledger(folder)
    add(folder, path, TWO)
    with Server(path) as server:
        first, second = versions(server, "wire-1")
        for version, words in ((first, {"63", "about 400"}), (second, {"89", "about 400"})):
            segments = server.get(f"/api/v1/documents/{version}")["segments"]
            equal({s["text"] for s in segments if "quantity" in s["kinds"]}, words)
            equal(len(re.findall(r'<li id="n-\d+">', server.page(f"/d/{version}"))), 2)


def case_what_is_not_two_versions_of_one_document_is_refused(folder):
    path = ledger(folder)
    with Server(path) as server:
        one, two = versions(server, "wire-1")[0], versions(server, "post-1")[0]
        for there, wanted in [(f"/d/{one}/from/{two}", 400), (f"/d/{one}/from/999", 404), (f"/d/x/from/{one}", 404), (f"/d/{one}/from/x", 404), (f"/d/{one}/from", 404),
                              (f"/api/v1/documents/{one}/from/{two}", 400), (f"/api/v1/documents/999/from/{one}", 404), (f"/api/v1/documents/{one}/from/-1", 404),
                              (f"/d/{one}/from/{one}?x=1", 400)]:
            equal((there, server.ask(there)[0]), (there, wanted))
        assert "What changed" not in server.page(f"/d/{one}")


def case_hostile_texts_stay_texts(folder):
    path = ledger(folder)
    evil = DOCUMENTS[2]
    add(folder, path, dict(evil, title="<b>" + EVIL, text=evil["text"].replace("89", "98") + " <del>" + EVIL))
    with Server(path) as server:
        first, second = versions(server, EVIL)
        page = server.page(f"/d/{second}/from/{first}")
        look(page)
        assert EVIL not in page and "<ins>98</ins>" in page


main(globals())

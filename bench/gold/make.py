"""Makes the gold sets of real texts whole: the records stand here, the texts are other people's and lie in the corpora that they come from.

usage: make.py SHARED OUT      SHARED: the folder with data/muc4, data/fa-kes, data/timex, data/polnear

In: SET.documents.jsonl (which text of which corpus, and how many bytes of it) and SET.claims.jsonl. Out: OUT/SET/docs, documents.jsonl and claims.jsonl, as
the scorers take them. The records were made by hand before any program had read the texts. Of the sets that end with -held only the score may be looked
at, never a text, a record or a mistake."""
import json
import pathlib
import sys

FILES = {"muc4": "muc4/docs.jsonl", "fa-kes": "fa-kes/articles.jsonl", "timex": "timex/timex.jsonl", "polnear": "polnear/polnear.jsonl"}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    here, shared, out = pathlib.Path(__file__).resolve().parent, pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    texts = {}
    for corpus, name in FILES.items():
        for line in (shared / "data" / name).open(encoding="utf-8"):
            record = json.loads(line)
            texts[corpus, str(record["id"])] = record
    for path in sorted(here.glob("*.documents.jsonl")):
        name = path.name.split(".")[0]
        (out / name / "docs").mkdir(parents=True, exist_ok=True)
        with (out / name / "documents.jsonl").open("w", encoding="utf-8") as documents:
            for line in path.open(encoding="utf-8"):
                row = json.loads(line)
                source = texts[row["corpus"], row["id"]]
                (out / name / "docs" / row["doc"]).write_bytes(source["text"].encode()[:row["bytes"]])
                about = {"doc": row["doc"], "published": row["published"], "outlet": row["outlet"], "title": source.get("title") or ""}
                documents.write(json.dumps(about, ensure_ascii=False) + "\n")
        (out / name / "claims.jsonl").write_text((here / f"{name}.claims.jsonl").read_text("utf-8"), "utf-8")
        print(name)


if __name__ == "__main__":
    main()

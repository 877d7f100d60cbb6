#!/usr/bin/env python3
"""Claims of very many documents, by a Spark cluster.

usage: spark-submit --py-files tollbook_spark.py read.py [--program PATH] [--parts N] [--text-column NAME] [--id-column NAME] KIND INPUT OUTPUT

KIND   jsonl    INPUT is JSON Lines (files, folders, patterns; any scheme Spark reads), one document a line as `tollbook read` takes them
       parquet  INPUT is Parquet with a column of texts (and title, published, outlet, url where it has them)
       files    INPUT is a list of paths, one a line, of what `tollbook read` takes whole: WARC, WACZ, archives; each worker must reach them
OUTPUT/claims      Parquet, partitioned by date (publication, else when it was said, else none): columns to seek by, and `line`, the claim as the
                   program printed it; (part, n) is the order of the input
OUTPUT/complaints  what could not be read, as the program said it
OUTPUT/documents   JSON Lines: the documents that hold a claim, for load.py (of files: their paths)

The program must be at the same path on every worker (or sent along: --files tollbook --program ./tollbook)."""
import argparse
import json

from tollbook_spark import CLAIM, CLAIMS, COMPLAINT, ROW, columns, mapper, session


def document_of(row, text, name):
    """A row of Parquet as the program's input."""
    given = row.asDict()
    document = {"id": str(given.get(name)), "text": given.get(text) or ""}
    for key in ("title", "published", "outlet", "url"):
        if given.get(key) is not None:
            document[key] = str(given[key])[:10] if key == "published" else str(given[key])
    return json.dumps(document, ensure_ascii=False)


def lines_of(spark, options):
    if options.kind == "parquet":
        frame = spark.read.parquet(options.input)
        return frame.rdd.map(lambda row: document_of(row, options.text_column, options.id_column))
    return spark.sparkContext.textFile(options.input, options.parts or None)


def named(line):
    try:
        document = json.loads(line)
    except ValueError:
        document = None
    return str(document.get("id")) if isinstance(document, dict) else None, line


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="tollbook")
    parser.add_argument("--parts", type=int, default=0, help="partitions (default: as the input is split)")
    parser.add_argument("--text-column", default="text", help="of Parquet (default: text)")
    parser.add_argument("--id-column", default="id", help="of Parquet (default: id)")
    parser.add_argument("kind", choices=["jsonl", "parquet", "files"])
    parser.add_argument("input")
    parser.add_argument("output")
    options = parser.parse_args()
    spark = session("tollbook read")
    by_path = options.kind == "files"
    lines = lines_of(spark, options)
    if by_path:   # few and heavy: each path is work enough for a task
        lines = lines.repartition(options.parts or max(1, min(lines.count(), 10000)))
    rows = spark.createDataFrame(lines.mapPartitionsWithIndex(mapper(options.program, by_path)), ROW, verifySchema=False).persist()
    claims = spark.createDataFrame(rows.where(rows.kind == CLAIM).rdd.map(columns), CLAIMS, verifySchema=False)
    claims.repartition("date").write.mode("overwrite").partitionBy("date").parquet(options.output + "/claims")
    claims = spark.read.schema(CLAIMS).parquet(options.output + "/claims")   # what is asked from here on is read, not made again
    rows.where(rows.kind == COMPLAINT).select("part", "n", "line").write.mode("overwrite").json(options.output + "/complaints")
    if by_path:
        spark.read.text(options.input).write.mode("overwrite").text(options.output + "/documents")
    else:
        holding = claims.select("doc").distinct().rdd.map(lambda row: (row.doc, None))
        lines.map(named).join(holding).map(lambda pair: pair[1][0]).saveAsTextFile(options.output + "/documents")
    print(json.dumps({"claims": claims.count(), "complaints": rows.where(rows.kind == COMPLAINT).count()}))
    spark.stop()


if __name__ == "__main__":
    main()

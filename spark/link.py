#!/usr/bin/env python3
"""Which claims of a read are surely the same utterance told again, by blocking keys: no claim meets all others.

usage: spark-submit --py-files tollbook_spark.py link.py OUTPUT

In: OUTPUT/claims of read.py. Out: OUTPUT/statements (Parquet: statement, claim, doc, origin, days, documents, origins), one row for each claim of a
statement that stands in two documents or more; `origin` is the text's hash, and `origins` counts texts, not outlets: the same text printed twice is one. The rule is that of the links which docs/reckoning.md calls confirmed, as far as it is a comparison of equal terms: one institution, one
number, one unit, one outcome, one side, and the same days. A claim that nobody is named for, that counts by a vague word or has no day links to
nothing here; everything that needs an inference is for the ledger's own reckoning, after load.py. A statement's name is its smallest claim id, so
it does not hang on the order of documents or on the number of workers."""
import sys

from pyspark.sql import functions as f

from tollbook_spark import session

KEY = ["claimant", "unit", "outcome", "side", "qualifier", "point", "low", "high", "period_kind", "days"]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    spark = session("tollbook link")
    claims = spark.read.parquet(sys.argv[1] + "/claims")
    days = f.concat_ws("/", f.coalesce("period_from", f.lit("")), f.coalesce("period_to", f.lit("")))
    known = claims.where(f.col("claimant").isNotNull() & (f.col("qualifier") != "vague")
                         & (f.col("period_from").isNotNull() | f.col("period_to").isNotNull())).withColumn("days", days)
    keyed = known.select("id", "doc", f.col("doc_sha256").alias("origin"), *[f.coalesce(f.col(name).cast("string"), f.lit("-")).alias(name) for name in KEY])
    blocks = keyed.groupBy(*KEY).agg(f.min("id").alias("statement"), f.countDistinct("doc").alias("documents"),
                                     f.countDistinct("origin").alias("origins")).where("documents > 1")
    found = keyed.join(blocks, KEY).select("statement", f.col("id").alias("claim"), "doc", "origin", "days", "documents", "origins").distinct()
    found.write.mode("overwrite").parquet(sys.argv[1] + "/statements")
    print(blocks.count())
    spark.stop()


if __name__ == "__main__":
    main()

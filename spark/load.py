#!/usr/bin/env python3
"""What a cluster read, into a ledger.

usage: spark-submit --py-files tollbook_spark.py load.py [--program PATH] [--batch N] [--jobs N] OUTPUT LEDGER

In: OUTPUT of read.py; LEDGER as `tollbook add --ledger` takes it (a file, or postgresql://...). Out: the ledger with the documents that hold a claim,
read again as they are stored: the program is deterministic, so the claims are those of the cluster, and the job ends with the comparison of both.
Of a crawl few documents hold a claim, so one machine does this in a small part of the cluster's time."""
import argparse
import json
import subprocess
import sys
import tempfile

from tollbook_spark import session


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="tollbook")
    parser.add_argument("--batch", default="500")
    parser.add_argument("--jobs", help="threads that read (default: one a processor)")
    parser.add_argument("output")
    parser.add_argument("ledger")
    options = parser.parse_args()
    spark = session("tollbook load")
    documents = spark.sparkContext.textFile(options.output + "/documents")
    add = [options.program, "add", "--ledger", options.ledger, "--batch", options.batch, "--claims-only"] + (["--jobs", options.jobs] if options.jobs else [])
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as given:
        paths = []
        for line in documents.toLocalIterator():
            if line.startswith("{"):
                given.write(line + "\n")
            elif line.strip():
                paths.append(line)
        given.flush()
        code = subprocess.call(add + (paths or [given.name]))
    if code not in (0, 3):
        sys.exit(f"load.py: tollbook add ended with {code}")
    wanted = {row.id for row in spark.read.parquet(options.output + "/claims").select("id").distinct().toLocalIterator()}
    asked = subprocess.Popen([options.program, "claims", "--ledger", options.ledger, "--format", "jsonl"], stdout=subprocess.PIPE)
    missing = wanted - {json.loads(line)["id"] for line in asked.stdout}
    asked.wait()
    print(json.dumps({"claims": len(wanted), "missing": len(missing)}))
    spark.stop()
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()

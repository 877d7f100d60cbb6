"""The Spark jobs on a real standalone cluster of this machine: a master and two workers, processes of their own. The claims are byte for byte those of
one machine, whatever the number of partitions; links and the loaded ledger agree. Arguments: the program, the project's folder, a Python with
pyspark. Without pyspark the tests fail: ./run installs it."""
import glob
import json
import os
import socket
import subprocess
import sys
import time

ROOT = os.path.abspath(sys.argv[2])
sys.path.insert(0, os.path.join(ROOT, "test", "story"))
from tap import equal, holds, main, run, write

PROGRAM, PYTHON = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[3])
JOBS = os.path.join(ROOT, "spark")
HOME = subprocess.run([PYTHON, "-c", "import pyspark, os; print(os.path.dirname(pyspark.__file__))"], stdout=subprocess.PIPE, text=True).stdout.strip()
ENV = {"SPARK_HOME": HOME, "PYSPARK_PYTHON": PYTHON, "PYSPARK_DRIVER_PYTHON": PYTHON, "SPARK_LOCAL_IP": "127.0.0.1"}


class Cluster:
    """A master and two workers of one core and 512 MB each."""
    def __enter__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url, start = f"spark://127.0.0.1:{self.port}", os.path.join(HOME, "bin", "spark-class")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": {**os.environ, **ENV}}
        name = "org.apache.spark.deploy."
        self.processes = [subprocess.Popen([start, name + "master.Master", "--host", "127.0.0.1", "--port", str(self.port), "--webui-port", "0"], **quiet)]
        for _ in range(300):
            with socket.socket() as probe:
                if not probe.connect_ex(("127.0.0.1", self.port)):
                    break
            time.sleep(0.1)
        for _ in range(2):
            self.processes.append(subprocess.Popen([start, name + "worker.Worker", "--host", "127.0.0.1", "--webui-port", "0", "-c", "1", "-m", "700M",
                "-d", os.environ["SPARK_WORK"], self.url], **quiet))
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
            process.wait()

    def submit(self, job, *arguments):
        result = run(os.path.join(HOME, "bin", "spark-submit"), "--master", self.url, "--conf", "spark.executor.memory=512m", "--conf",
            "spark.ui.enabled=false", "--conf", "spark.driver.memory=512m", "--conf", "spark.driver.bindAddress=127.0.0.1", "--conf",
            "spark.driver.host=127.0.0.1", "--conf", "spark.default.parallelism=4", "--conf", "spark.sql.shuffle.partitions=4", "--py-files",
            os.path.join(JOBS, "tollbook_spark.py"), os.path.join(JOBS, job), *arguments, env=ENV)
        assert not result.code, result.err[-3000:]
        return result.out.strip().splitlines()[-1]

    def parquet(self, *asked):
        """For each (path, columns, order) the rows of a Parquet folder as lists, read by a Spark of one process."""
        script = ("import json, sys; from pyspark.sql import SparkSession\n"
                  "spark = SparkSession.builder.master('local[1]').config('spark.ui.enabled', 'false').getOrCreate()\n"
                  f"for path, columns, order in {list(asked)!r}:\n"
                  "    print(json.dumps([list(row) for row in spark.read.parquet(path).orderBy(*order).select(*columns).toLocalIterator()], default=str))\n")
        result = run(PYTHON, "-c", script, env=ENV)
        assert not result.code, result.err[-3000:]
        return [json.loads(line) for line in result.out.splitlines()]


def documents(folder, count):
    """The project's examples, told again by several outlets, and lines that are no documents."""
    texts = []
    for path in sorted(glob.glob(os.path.join(ROOT, "examples", "[0-9]*.txt"))):
        with open(path, encoding="utf-8") as file:
            texts.append(file.read())
    lines = [json.dumps({"id": f"d{n:05}", "text": texts[n % len(texts)], "outlet": f"Outlet {n % 3}", "published": f"2023-01-{n % 9 + 1:02}"},
        ensure_ascii=False) for n in range(count)]
    lines.insert(7, "{no document")
    lines.insert(9, "[1]")
    lines.insert(50, json.dumps({"id": "empty"}))
    return write(folder, "documents.jsonl", "\n".join(lines) + "\n")


def case_a_cluster_reads_links_and_loads_what_one_machine_does(folder):
    os.environ["SPARK_WORK"] = os.path.join(folder, "work")
    path, output, ledger = documents(folder, 400), os.path.join(folder, "out"), os.path.join(folder, "t.db")
    texts = sorted(glob.glob(os.path.join(ROOT, "examples", "[0-9]*.txt")))
    listed, other = write(folder, "list.txt", "\n".join(texts) + "\n"), os.path.join(folder, "other")
    with Cluster() as cluster:
        told = json.loads(cluster.submit("read.py", "--program", PROGRAM, "--parts", "5", "jsonl", path, output))
        statements = int(cluster.submit("link.py", output))
        loaded = json.loads(cluster.submit("load.py", "--program", PROGRAM, output, ledger))
        cluster.submit("read.py", "--program", PROGRAM, "--parts", "3", "files", listed, other)
        claims, rows, from_files = cluster.parquet((output + "/claims", ["line", "date"], ["part", "n"]),
            (output + "/statements", ["statement", "claim", "doc", "documents", "origins"], ["claim", "doc"]), (other + "/claims", ["line"], ["doc", "part", "n"]))

    # The claims are byte for byte those of one machine, whatever the number of partitions; what is no document costs only itself.
    alone = run(PROGRAM, "read", "--from", "jsonl", "--format", "jsonl", path)
    equal(alone.code, 3)
    equal("".join(line + "\n" for line, _ in claims) == alone.out, True)
    equal(told["claims"], len(claims))
    assert told["complaints"] >= 2 and len({date for _, date in claims}) == 9, told
    holds("".join(open(part, encoding="utf-8").read() for part in glob.glob(output + "/complaints/part-*")), "text", "JSON")
    equal(sorted(line for line, in from_files), sorted(run(PROGRAM, "read", "--format", "jsonl", *texts).out.splitlines()))

    # Every link is between equal terms of a claimant who is known; a statement is named by its smallest claim.
    by_id = {claim["id"]: claim for claim in (json.loads(line) for line, _ in claims)}
    assert statements > 5 and len(rows) >= 2 * statements, (statements, len(rows))
    for statement, claim, _, documents_of, origins in rows:
        a, b = by_id[statement], by_id[claim]
        equal((a["claimant"]["id"], a["quantity"]["point"], a["outcome"]["code"], a["victims"]["side"]),
              (b["claimant"]["id"], b["quantity"]["point"], b["outcome"]["code"], b["victims"]["side"]))
        assert statement <= claim and a["claimant"]["id"] and documents_of > 1 and 1 <= origins <= documents_of

    equal(loaded, {"claims": len(by_id), "missing": 0})
    equal(run(PROGRAM, "verify", "--ledger", ledger).code, 0)


if __name__ == "__main__":
    assert HOME, f"{PYTHON} has no pyspark"
    main(globals())

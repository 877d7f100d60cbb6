"""What the Spark jobs share: running the program on a partition, and the columns of a claim.

In: lines (documents as JSON Lines, or paths of archives) of one partition. Out: the program's own lines, untouched, in their order, so that the
claims of a cluster are byte for byte those of one machine. The program is stateless: nothing is shared between partitions, and a document that
cannot be read costs only itself; what the program says of it is kept as a complaint. Costs one process a partition."""
import datetime
import json
import subprocess
import tempfile

from pyspark.sql import Row, SparkSession
from pyspark.sql.types import DateType, DoubleType, IntegerType, LongType, StringType, StructField, StructType

CLAIM, COMPLAINT = "claim", "complaint"
ROW = StructType([StructField("kind", StringType()), StructField("part", IntegerType()), StructField("n", LongType()), StructField("line", StringType())])

# Columns beside the line itself, by which claims are sought and linked. (name, type, where it stands in the claim)
COLUMNS = [
    ("id", StringType(), ("id",)), ("doc", StringType(), ("doc",)), ("doc_sha256", StringType(), ("doc_sha256",)),
    ("published", StringType(), ("published",)), ("zone", StringType(), ("zone",)),
    ("qualifier", StringType(), ("quantity", "qualifier")), ("point", DoubleType(), ("quantity", "point")),
    ("low", DoubleType(), ("quantity", "low")), ("high", DoubleType(), ("quantity", "high")), ("unit", StringType(), ("quantity", "unit")),
    ("outcome", StringType(), ("outcome", "code")), ("side", StringType(), ("victims", "side")), ("class", StringType(), ("victims", "class")),
    ("claimant", StringType(), ("claimant", "id")), ("period_kind", StringType(), ("period", "kind")),
    ("period_from", StringType(), ("period", "from")), ("period_to", StringType(), ("period", "to")), ("stated", StringType(), ("stated", "date")),
    ("place", StringType(), ("place", "id")), ("confidence", DoubleType(), ("confidence",)),
]
CLAIMS = StructType([StructField("part", IntegerType()), StructField("n", LongType())] + [StructField(name, kind) for name, kind, _ in COLUMNS]
                    + [StructField("date", DateType()), StructField("line", StringType())])


def session(name):
    return SparkSession.builder.appName(name).config("spark.sql.sources.partitionColumnTypeInference.enabled", "false").getOrCreate()


def run(command, lines):
    """The program's lines, then what it said, in the form of ROW without the part."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said:
        for line in lines:
            given.write(line.encode() + b"\n")
        given.seek(0)
        program = subprocess.Popen(command, stdin=given, stdout=subprocess.PIPE, stderr=said)
        n = -1
        for n, line in enumerate(program.stdout):
            yield CLAIM, n, line.rstrip(b"\n").decode()
        code = program.wait()
        if code not in (0, 3):   # 3: some documents could not be read; anything else is no answer, and Spark tries the partition again
            said.seek(0)
            raise RuntimeError(f"{command[0]} ended with {code}: {said.read().decode(errors='replace')[-500:]}")
        said.seek(0)
        for n, line in enumerate(said):
            yield COMPLAINT, n, line.rstrip(b"\n").decode(errors="replace")


def mapper(program, by_path):
    """For mapPartitionsWithIndex: the lines of a partition as standard input, or as the files to read."""
    def read(part, lines):
        lines = [line for line in lines if line.strip()]
        command = [program, "read", "--quiet", "--format", "jsonl", "--jobs", "1"]
        given = lines
        if by_path:
            command, given = [*command, "--", *lines], []
        else:
            command += ["--from", "jsonl", "-"]
        if not lines:
            return
        for kind, n, line in run(command, given):
            yield Row(kind=kind, part=part, n=n, line=line)
    return read


def take(claim, path):
    for key in path:
        if not isinstance(claim, dict):
            return None
        claim = claim.get(key)
    return claim


def columns(row):
    """A claim's line with its columns; numbers as they are, days as ISO text, and the day by which the output is partitioned."""
    claim = json.loads(row.line)
    values = {name: take(claim, path) for name, _, path in COLUMNS}
    for name, kind, _ in COLUMNS:
        if values[name] is not None and isinstance(kind, DoubleType):
            values[name] = float(values[name])
    day = values["published"] or values["stated"]
    values["date"] = datetime.date.fromisoformat(day) if day else None
    return [row.part, row.n, *(values[name] for name, _, _ in COLUMNS), values["date"], row.line]

"""`tollbook add` that is stopped, killed and resumed, and how far it says it is. Argument: the plumbing's program with a ledger."""
import gzip
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time

from tap import equal, holds, main, run, write

PROGRAM = os.path.abspath(sys.argv[1])


def lines(count, start=0):
    return "".join(json.dumps({"id": f"d{n}", "text": f"{n + 1} killed " + "word " * 100}) + "\n" for n in range(start, start + count)).encode()


def documents(folder):
    result = run(PROGRAM, "documents", "--ledger", os.path.join(folder, "l.db"), "--format", "jsonl", "--history")
    return [json.loads(text)["doc"] for text in result.out.splitlines()]


def counted(err):
    found = re.search(r"inserted (\d+), unchanged (\d+), new versions (\d+)", err)
    assert found, err
    return tuple(int(number) for number in found.groups())


def start(folder, path, *arguments):
    return subprocess.Popen([PROGRAM, "add", "--ledger", os.path.join(folder, "l.db"), *arguments, path], stderr=subprocess.PIPE, text=True)


def wait_for_documents(folder, process, seconds=20):
    """Until the journal says that some are in."""
    journal = os.path.join(folder, "l.db.resume")
    end = time.monotonic() + seconds
    while not os.path.exists(journal) and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    return os.path.exists(journal)


def case_ctrl_c_and_resume(folder):
    path = write(folder, "a.jsonl.gz", gzip.compress(lines(24000), 1))
    process = start(folder, path)
    assert wait_for_documents(folder, process)
    process.send_signal(signal.SIGINT)
    err = process.communicate()[1]
    equal(process.returncode, 130)
    holds(err, "stopped after ", "--resume goes on there")
    first = counted(err)[0]
    assert 0 < first < 24000, err
    result = run(PROGRAM, "add", "--ledger", os.path.join(folder, "l.db"), "--resume", path)
    equal(result.code, 0)
    holds(result.err, f"going on after {first} documents")
    equal(counted(result.err), (24000 - first, 0, 0))
    equal(os.path.exists(os.path.join(folder, "l.db.resume")), False)
    equal(documents(folder), [f"d{n}" for n in range(24000)])


def case_killed_and_resumed(folder):
    path = write(folder, "a.jsonl", lines(20000))
    for _ in range(3):
        process = start(folder, path, "--resume")
        wait_for_documents(folder, process)
        time.sleep(0.3)
        process.kill()
        process.communicate()
    result = run(PROGRAM, "add", "--ledger", os.path.join(folder, "l.db"), "--resume", path)
    equal((result.code, counted(result.err)[2]), (0, 0))
    equal(documents(folder), [f"d{n}" for n in range(20000)])


def case_there_is_nothing_to_resume(folder):
    path = write(folder, "a.jsonl", lines(3))
    result = run(PROGRAM, "add", "--ledger", os.path.join(folder, "l.db"), "--resume", path)
    equal((result.code, counted(result.err)), (0, (3, 0, 0)))
    holds(result.err, "begins at the beginning")
    write(folder, "l.db.resume", '{"run":"0000","documents":2}\n')
    result = run(PROGRAM, "add", "--ledger", os.path.join(folder, "l.db"), "--resume", path)
    equal((result.code, counted(result.err)), (0, (0, 3, 0)))
    write(folder, "l.db.resume", "rubbish\n")
    equal(run(PROGRAM, "add", "--ledger", os.path.join(folder, "l.db"), "--resume", path).code, 0)


def case_read_stops_with_whole_lines(folder):
    path = write(folder, "a.jsonl", lines(100000))
    with open(os.path.join(folder, "out"), "wb") as out:
        process = subprocess.Popen([PROGRAM, "read", "--jobs", "2", path], stdout=out, stderr=subprocess.PIPE, text=True)
        while os.path.getsize(os.path.join(folder, "out")) < 100000 and process.poll() is None:
            time.sleep(0.005)
        process.send_signal(signal.SIGTERM)
        err = process.communicate()[1]
    equal(process.returncode, 130)
    holds(err, "stopped after")
    with open(os.path.join(folder, "out"), encoding="utf-8") as out:
        numbers = [json.loads(text)["quantity"]["point"] for text in out]
    assert 0 < len(numbers) < 100000
    equal(numbers, list(range(1, len(numbers) + 1)))


def case_how_far_it_is_in_plain_lines(folder):
    process = subprocess.Popen([PROGRAM, "add", "--ledger", os.path.join(folder, "l.db"), "--progress", "1", "--from", "jsonl", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    for n in range(4):
        process.stdin.write(lines(1, n))
        process.stdin.flush()
        time.sleep(0.6)
    err = process.communicate()[1].decode()
    assert re.search(r"^tollbook: \d documents?, 0\.0 MB, \d claims?, 0\.0 MB/s$", err, re.M), err
    quiet = run(PROGRAM, "add", "--ledger", os.path.join(folder, "l.db"), "-q", write(folder, "a.jsonl", lines(10)))
    assert "MB" not in quiet.err, quiet.err


def case_how_far_it_is_on_a_terminal(folder):
    path = write(folder, "a.jsonl", lines(20000))
    for more, shown in (([], True), (["-q"], False)):
        master, slave = pty.openpty()
        process = subprocess.Popen([PROGRAM, "add", "--ledger", os.path.join(folder, f"{shown}.db"), *more, path], stderr=slave)
        os.close(slave)
        said = b""
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:
                break
            if not part:
                break
            said += part
        os.close(master)
        equal(process.wait(), 0)
        found = re.search(rb"\r\x1b\[K[\d,]+ documents, \d+\.\d of \d+\.\d MB, [\d,]+ claims, \d+\.\d MB/s, \d+ s left", said)
        assert bool(found) == shown, said[-300:]
        assert said.rstrip().endswith(b"claims"), said[-200:]


main(globals())

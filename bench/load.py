#!/usr/bin/env python3
"""What the commonest calls of the API cost on a large ledger, under 64 connections, on one core. In: the program and a ledger (as of
bench/query.py), how many seconds to ask each. Starts a server held to one core (taskset), and asks with wrk (Debian: `wrk`) from another.
Each call is asked twice: for the same page by all, as those do who look at what is new, and for one drawn at random of 8,000 (more than are kept), as those do
who look things up. Out: a line each: requests a second, median, 95th and 99th percentile in milliseconds, milliseconds of the server's
processor time a request, how many times that of the smallest call (/api/v1/status) it is, answers that were no success, kilobytes an answer.
Where the machine is shared the clock's figures say how it was shared; the processor's do not. Usage: load.py TOLLBOOK LEDGER [SECONDS]"""
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from query import drawn

CONNECTIONS, PATHS = 64, 8000
SCRIPT = """
local paths, at = {}, 0
for line in io.lines("%s") do paths[#paths + 1] = line end
function request() at = at %% #paths + 1; return wrk.format("GET", paths[at]) end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format("LOAD %%d %%f %%f %%f %%f %%d %%d\\n", summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000,
    latency:percentile(95) / 1000, latency:percentile(99) / 1000, e.status + e.connect + e.read + e.write + e.timeout, summary.bytes))
end
"""


def calls(rows):
    """Name, and the paths that are asked for."""
    claims, claimants, sides = (list(dict.fromkeys(row[at] for row in rows if row[at])) for at in range(3))
    outcomes = list(dict.fromkeys(row[4] for row in rows))
    yield "status", ["/api/v1/status"]
    yield "claims", ["/api/v1/claims"]
    yield "claims, drawn", [f"/api/v1/claims?side={random.choice(sides)}&outcome={random.choice(outcomes)}&claimant={random.choice(claimants)}&limit={random.randint(10, 30)}" for _ in range(PATHS)]
    yield "claim", [f"/api/v1/claims/{claims[0]}"]
    yield "claim, drawn", [f"/api/v1/claims/{claim}" for claim in claims]
    yield "question", [f"/api/v1/questions/{claims[1]}"]
    yield "question, drawn", [f"/api/v1/questions/{claim}" for claim in claims]
    yield "findings", ["/api/v1/findings?code=conflict"]
    yield "findings, drawn", [f"/api/v1/findings?question={claim}&limit=20" for claim in claims]
    yield "documents", ["/api/v1/documents"]
    yield "documents, drawn", [f"/api/v1/documents?after={random.randint(1, 40000)}-0-0&limit=20" for _ in range(PATHS)]


def spent(pid):
    """Milliseconds of the processor that a process had."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def ask(base, pid, paths, seconds):
    with tempfile.TemporaryDirectory() as folder:
        path, script = pathlib.Path(folder) / "paths", pathlib.Path(folder) / "load.lua"
        path.write_text("\n".join(paths), encoding="utf-8")
        script.write_text(SCRIPT % path, encoding="utf-8")
        before = spent(pid)
        said = subprocess.run(["taskset", "-c", "1", "wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", f"{seconds}s", "--timeout", "30s", "-s", script, base],
                              capture_output=True, text=True, check=True).stdout
        took = spent(pid) - before
    count, duration, middle, high, top, wrong, size = map(float, re.search(r"LOAD (.*)", said).group(1).split())
    return count / duration, middle, high, top, took / max(count, 1), wrong, size / max(count, 1) / 1000


def main():
    program, ledger = sys.argv[1:3]
    seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 8
    random.seed(7)
    rows = drawn(ledger, PATHS)
    server = subprocess.Popen(["taskset", "-c", "0", program, "serve", "--ledger", ledger, "--listen", "127.0.0.1:0", "--threads", "1"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        base = next(found.group() for found in (re.search(r"http://\S+", line) for line in server.stderr) if found).rstrip(",")
        least = None
        print("call\ta second\tmedian\t95th\t99th\tprocessor\tratio\tno success\tKB")
        for name, paths in calls(rows):
            with urllib.request.urlopen(base + paths[0]) as answer:   # what is built once is built
                answer.read()
            rate, middle, high, top, cost, wrong, size = ask(base, server.pid, paths, seconds)
            least = least or cost
            print(f"{name}\t{rate:.0f}\t{middle:.1f}\t{high:.1f}\t{top:.1f}\t{cost:.3f}\t{cost / least:.1f}\t{wrong:.0f}\t{size:.1f}", flush=True)
        print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()

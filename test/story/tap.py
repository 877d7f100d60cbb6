"""Runs the functions of a test script that begin with `case_` and prints TAP. A case fails by an exception; it returns a string to be
skipped with that reason."""
import os
import subprocess
import sys
import tempfile
import traceback


def one(number, name, function):
    with tempfile.TemporaryDirectory(prefix="tollbook-") as folder:
        os.chmod(folder, 0o755)
        try:
            skip = function(folder)
            print(f"ok {number} - {name}" + (f" # SKIP {skip}" if skip else ""), flush=True)
            return 0
        except Exception:
            print("".join("# " + line + "\n" for line in traceback.format_exc().splitlines()), end="")
            print(f"not ok {number} - {name}", flush=True)
            return 1


def main(namespace):
    """Each case runs in a process of its own: what Linux calls a program's peak memory includes that of the process that started it."""
    cases = [(name[5:].replace("_", " "), thing) for name, thing in namespace.items() if name.startswith("case_")]
    chosen = sys.argv[-1].split("=", 1)[1] if sys.argv[-1].startswith("only=") else ""
    failed = 0
    print(f"1..{len(cases)}", flush=True)
    for number, (name, function) in enumerate(cases, 1):
        if chosen not in name:
            continue
        child = os.fork()
        if not child:
            os._exit(one(number, name, function))
        failed += os.waitpid(child, 0)[1] != 0
    sys.exit(failed > 0)


class Result:
    def __init__(self, code, out, err, peak):
        self.code, self.out, self.err, self.peak = code, out, err, peak   # peak: resident memory in bytes


def run(*arguments, stdin=b"", env=None, **more):
    """The program's exit code, both outputs as text, and its peak memory. `stdin` is bytes or an open file."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as given:
        if isinstance(stdin, bytes):
            given.write(stdin)
            given.seek(0)
            stdin = given
        process = subprocess.Popen(arguments, stdin=stdin, stdout=more.pop("stdout", out), stderr=err, env={**os.environ, **(env or {})}, **more)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Result(process.returncode, out.read().decode(), err.read().decode(), usage.ru_maxrss * 1024)


def write(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(data.encode() if isinstance(data, str) else data)
    return path


def equal(got, wanted):
    assert got == wanted, f"got {repr(got)[:4000]}, wanted {repr(wanted)[:4000]}"


def holds(text, *parts):
    for part in parts:
        assert part in text, f"{part!r} is not in {text!r}"

"""What the program gives a shell: completion of its words in bash, and `tollbook doctor`. Arguments: the program, the project's folder."""
import json
import os
import sys

from tap import equal, holds, main, run, write

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), sys.argv[2]
COMPLETION = os.path.join(ROOT, "src", "cli", "completion", "tollbook.bash")


def complete(*words):
    """What bash offers for the last of the words behind the program's name."""
    script = (f'source "{COMPLETION}"; COMP_WORDS=("{PROGRAM}" "$@"); COMP_CWORD=$#; _tollbook "{PROGRAM}"; '
              'printf "%s\\n" "${COMPREPLY[@]}"')
    result = run("bash", "-c", script, "bash", *words)
    equal((result.code, result.err), (0, ""))
    return result.out.split()


def case_commands_are_completed(_):
    equal(complete("re"), ["read", "review"])
    holds(complete(""), "add", "serve", "doctor", "help")
    equal(complete("help", "doc"), ["documents", "doctor"])
    equal(complete("zz"), [])


def case_options_and_their_words_are_completed(_):
    equal(complete("read", "--pub"), ["--published"])
    equal(complete("read", "a.txt", "--format", ""), ["jsonl", "csv", "table"])
    equal(complete("claims", "--format", "j"), ["jsonl"])
    equal(complete("claims", "--no-such"), [])


def case_files_are_left_to_the_shell(_):
    equal(complete("read", "art"), [])
    equal(complete("read", "--metadata", "da"), [])


# --- doctor
def doctor(path, **more):
    result = run(PROGRAM, "doctor", "--ledger", path, **more)
    equal(result.err, "")
    return result.code, {row["check"]: row for row in map(json.loads, result.out.splitlines())}


def a_ledger(folder):
    path = os.path.join(folder, "war.db")
    text = write(folder, "a.txt", "The ministry said 12 soldiers were killed in Donetsk on 3 May 2023.\n")
    equal(run(PROGRAM, "add", "--quiet", "--ledger", path, text).code, 0)
    return path


def case_a_sound_ledger(folder):
    code, rows = doctor(a_ledger(folder))
    equal(code, 0)
    equal({name: row["state"] for name, row in rows.items() if row["state"] == "fault"}, {})
    equal(rows["contents"]["found"], "1 claims in 1 documents")
    equal((rows["readings"]["state"], rows["structure"]["state"], rows["ledger"]["state"]), ("ok", "ok", "ok"))
    equal(rows["ledger"]["mend"], None)


def case_no_ledger_is_no_fault(folder):
    code, rows = doctor(os.path.join(folder, "none.db"))
    equal((code, rows["ledger"]["state"]), (0, "note"))
    holds(rows["ledger"]["mend"], "tollbook add")


def case_a_file_that_is_no_ledger(folder):
    code, rows = doctor(write(folder, "no.db", "These are words and no ledger.\n" * 200))
    equal((code, rows["ledger"]["state"]), (1, "fault"))
    holds(rows["ledger"]["found"], "no.db")


def case_damaged_pages_are_a_fault(folder):
    path = a_ledger(folder)
    bytes_ = bytearray(open(path, "rb").read())
    for page in range(8, len(bytes_) // 4096):     # behind the schema: what tables and indexes say of their cells
        bytes_[page * 4096 + 3:page * 4096 + 9] = b"\xff" * 6
    write(folder, "war.db", bytes(bytes_))
    code, rows = doctor(path)
    equal(code, 1)
    assert "fault" in {row["state"] for row in rows.values()}, rows


def case_an_add_that_was_interrupted(folder):
    path = a_ledger(folder)
    write(folder, "war.db.resume", "{}\n")
    code, rows = doctor(path)
    equal((code, rows["interrupted"]["state"]), (0, "note"))
    holds(rows["interrupted"]["mend"], "--resume")


def case_readings_of_other_tables_are_told(folder):
    path = a_ledger(folder)
    run("sqlite3", path, "UPDATE edition SET tables = 'of another day'")
    code, rows = doctor(path)
    equal((code, rows["readings"]["state"]), (0, "note"))
    holds(rows["readings"]["found"], "1 of these documents")


def case_a_library_that_is_missing_is_told(folder):
    """The loader is sent to a file that is no library."""
    hidden = os.path.join(folder, "libuchardet.so.0")
    write(folder, "libuchardet.so.0", "no library\n")
    code, rows = doctor(os.path.join(folder, "none.db"), env={"LD_LIBRARY_PATH": os.path.dirname(hidden)})
    equal((code, rows["libuchardet"]["state"]), (0, "note"))
    holds(rows["libuchardet"]["mend"], "libuchardet0")


def case_wrong_use(folder):
    result = run(PROGRAM, "doctor", "war.db")
    equal((result.code, result.out), (2, ""))
    holds(result.err, "--ledger")


main(globals())

"""Runs a program while a PostgreSQL server of its own runs: a fresh cluster in a temporary folder, reached by a socket there and by nothing else.
The program finds its URL in TOLLBOOK_TEST_SERVER. Arguments: the program and its arguments. The server's package is one that ./run installs; where it
is not there, the tests fail and say so."""
import glob
import os
import pwd
import shutil
import subprocess
import sys
import tempfile


def programs():
    """The folder of the newest server's programs."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/postgres"), key=lambda path: int(path.split("/")[4]))
    if found:
        return os.path.dirname(found[-1])
    there = shutil.which("postgres")
    if not there:
        sys.exit("with_postgres.py: no PostgreSQL server is installed; its package is postgresql")
    return os.path.dirname(there)


def as_nobody_special():
    """The server refuses to run as root: it runs as its own user, else as nobody."""
    if os.getuid():
        return None
    names = [user.pw_name for user in pwd.getpwall()]
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return user


class Server:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="tollbook-pg-")
        self.user, self.bin = as_nobody_special(), programs()
        self.data = os.path.join(self.folder, "data")
        if self.user:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        os.chmod(self.folder, 0o755)
        self.url = f"postgresql://toll@/postgres?host={self.folder}"

    def call(self, name, *arguments, check=True):
        def become():
            if self.user:
                os.setgid(self.user.pw_gid)
                os.setuid(self.user.pw_uid)
        result = subprocess.run([os.path.join(self.bin, name), *arguments], preexec_fn=become, cwd="/", stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if check and result.returncode:
            sys.exit(f"with_postgres.py: {name} failed: {result.stdout}")

    def start(self):
        if not os.path.isdir(self.data):
            self.call("initdb", "-D", self.data, "-A", "trust", "-U", "toll", "--locale=C", "--encoding=UTF8", "--no-sync")
        log = os.path.join(self.folder, "log")
        self.call("pg_ctl", "-D", self.data, "-w", "-l", log, "-o",
            f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off -c shared_buffers=64MB", "start")

    def stop(self, how="fast"):
        self.call("pg_ctl", "-D", self.data, "-m", how, "-w", "stop", check=False)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)


if __name__ == "__main__":
    with Server() as server:
        code = subprocess.call(sys.argv[1:], env={**os.environ, "TOLLBOOK_TEST_SERVER": server.url})
    sys.exit(code)

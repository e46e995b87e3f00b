"""A throw-away PostgreSQL cluster: made, started, and removed again, also when the tests fail.

It listens on a unix socket in a folder of its own and on no network address, so it cannot meet another server
and nobody else on the machine can reach it. Nothing is synced to disk: the cluster lives for one run.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from scripts.ensure_system import find_postgres

USER = "zhiheng"
DATABASE = "zhiheng"
PORT = 5432  # only part of the socket's file name
SERVER_OPTIONS = {
    "listen_addresses": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "autovacuum": "off",
    # Nothing is copied to another server or recovered, and no query of a test runs long enough to be compiled.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    "max_wal_size": "4GB",
    "jit": "off",
}


class ClusterError(RuntimeError):
    """The cluster could not be made or started; the message holds what the server program said."""


def _owner() -> str | None:
    """PostgreSQL refuses to run as root: the account to run it as, or None when we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise ClusterError("运行测试的是 root,而系统里没有 postgres 或 nobody 账户可用来启动 PostgreSQL。")


def _run(owner: str | None, folder: Path, *command: str) -> None:
    prefix = ["runuser", "-u", owner, "--"] if owner else []
    # Output goes to a file: the server inherits a pipe and would hold it open for ever.
    with (folder / "commands.log").open("a+") as log:
        done = subprocess.run(
            [*prefix, *command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(folder)},
        )
        if done.returncode:
            log.seek(0)
            server = folder / "server.log"
            said = log.read() + (server.read_text(errors="replace") if server.exists() else "")
            raise ClusterError(f"{' '.join(command)} exited with {done.returncode}:\n{said[-3000:]}")


def _collation(programs: str) -> list[str]:
    """Chinese sorting as in production, so that code which leans on byte order fails here and not there.

    Before PostgreSQL 15 initdb knows no ICU; then the plain locale has to do.
    """
    usage = subprocess.run(
        [f"{programs}/initdb", "--help"], capture_output=True, text=True, check=True
    ).stdout
    chinese = ["--locale-provider", "icu", "--icu-locale", "zh"] if "--icu-locale" in usage else []
    return ["--locale", "C.UTF-8", *chinese]


@contextmanager
def throwaway_cluster() -> Iterator[str]:
    """Yields ``postgresql://zhiheng@/zhiheng?host=FOLDER&port=N``, a superuser's address of an empty database."""
    programs = find_postgres()
    if programs is None:
        raise ClusterError(
            "找不到 PostgreSQL 的 initdb 与 pg_ctl。请安装(Debian/Ubuntu:apt-get install postgresql)后再运行。"
        )
    owner = _owner()
    # Under /tmp, not TMPDIR: a socket's path may have at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="zhiheng-pg-", dir="/tmp"))
    if owner:
        account = pwd.getpwnam(owner)
        os.chown(folder, account.pw_uid, account.pw_gid)
    data = folder / "data"
    pg_ctl = f"{programs}/pg_ctl"
    started = False
    try:
        _run(
            owner,
            folder,
            f"{programs}/initdb",
            *("--pgdata", str(data), "--username", USER, "--auth", "trust"),
            *("--encoding", "UTF8", "--no-sync", *_collation(programs)),
        )
        options = " ".join(f"-c {name}={value}" for name, value in SERVER_OPTIONS.items())
        arguments = f"-p {PORT} -k {folder} {options}"
        started = True
        _run(
            owner,
            folder,
            pg_ctl,
            "-D",
            str(data),
            "-l",
            str(folder / "server.log"),
            "-o",
            arguments,
            "-w",
            "start",
        )
        _run(owner, folder, f"{programs}/createdb", "-h", str(folder), "-p", str(PORT), "-U", USER, DATABASE)
        yield f"postgresql://{USER}@/{DATABASE}?host={folder}&port={PORT}"
    finally:
        if started and (data / "postmaster.pid").exists():
            _run(owner, folder, pg_ctl, "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def stop_on_signal() -> None:
    """Turn a polite end (TERM, HUP) into SystemExit, so that ``finally`` above still runs."""

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, leave)

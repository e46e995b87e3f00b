"""Runs the database tests on PostgreSQL: the same tests that the ordinary run holds against SQLite.

    python -m tests.support.run_on_postgres [pytest arguments]

Without a path among the arguments, every folder whose tests use the database is run, without the browser and
without what no database can make different (``any_database``: pages that only show, who may open them).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support.environment import TEST_DATABASE
from tests.support.postgres import stop_on_signal, throwaway_cluster

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("tests/frame", "tests/records", "tests/judgement", "tests/faces")


def main(arguments: list[str]) -> int:
    stop_on_signal()
    paths = [a for a in arguments if not a.startswith("-") and (ROOT / a.split("::")[0]).exists()]
    if not paths:
        arguments = [*arguments, *(f for f in FOLDERS if any((ROOT / f).rglob("test_*.py")))]
    with throwaway_cluster() as address:
        chosen = "not browser and not any_database"
        command = [sys.executable, "-m", "pytest", "-m", chosen, *arguments]
        environment = {**os.environ, TEST_DATABASE: address}
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

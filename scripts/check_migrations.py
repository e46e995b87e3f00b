"""Hold the two ways of making a database against each other: step by step by migrations, and at once from the models.

    python scripts/check_migrations.py        exit 1 and the difference when they give different tables

Takes half a minute.
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def schema(database: Path, code: str) -> list[str]:
    """Statements that make the tables of a new SQLite database filled by ``code``, in a form that can be compared."""
    home = {"ZHIHENG_HOME": str(database.parent), "DJANGO_SETTINGS_MODULE": "zhiheng.settings"}
    subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        cwd=ROOT,
        check=True,
        env=os.environ | home,
    )
    import sqlite3

    found = next(database.parent.rglob("*.sqlite3"))
    with sqlite3.connect(found) as connection:
        rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return sorted(_columns_in_order(row[0]) for row in rows if "sqlite_sequence" not in row[0])


def _columns_in_order(sql: str) -> str:
    """Columns and constraints of a table sorted: an added column stands last, which nobody asks about."""
    head, bracket, body = sql.partition("(")
    if not head.startswith("CREATE TABLE"):
        # the hash in an index's name is made of its columns and differs by nothing else
        return re.sub(r"\s+", " ", sql)
    depth, parts, part = 0, [], ""
    for letter in body.rstrip()[:-1]:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append(part.strip())
            part = ""
        else:
            part += letter
    return f"{head}{bracket}{', '.join(sorted([*parts, part.strip()]))})"


def main() -> int:
    by_steps = 'from django.core.management import call_command; call_command("migrate", verbosity=0)'
    at_once = "from zhiheng.faces.commands.database import bring_up_to_date; bring_up_to_date()"
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        steps = schema(Path(one) / "x", by_steps)
        once = schema(Path(other) / "x", at_once)
    lines = list(difflib.unified_diff(steps, once, "by migrations", "from the models", lineterm="", n=0))
    print("\n".join(lines) if lines else f"the same: {len(once)} statements")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())

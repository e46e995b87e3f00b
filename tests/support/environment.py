"""Gives the test run a home of its own, before Django reads its settings.

pytest-django loads the settings before any conftest.py is imported, so this is a plug-in that pyproject.toml
names with ``-p``. A test never touches the user's data: ZHIHENG_HOME is a temporary folder, removed at exit,
and ZHIHENG_DATABASE is dropped unless the run names a database for tests in ZHIHENG_TEST_DATABASE.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_SHARED = "ZHIHENG_TEST_HOME"
TEST_DATABASE = "ZHIHENG_TEST_DATABASE"


def _prepare() -> Path:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not worker:
        root = tempfile.mkdtemp(prefix="zhiheng-test-")
        os.environ[_SHARED] = root
        atexit.register(shutil.rmtree, root, ignore_errors=True)
    home = Path(os.environ[_SHARED]) / (worker or "main")
    (home / "static").mkdir(
        parents=True, exist_ok=True
    )  # where collected files would lie; WhiteNoise looks for it
    os.environ["ZHIHENG_HOME"] = str(home)
    if database := os.environ.get(TEST_DATABASE):
        os.environ["ZHIHENG_DATABASE"] = database
    else:
        os.environ.pop("ZHIHENG_DATABASE", None)
    for name in ("ZHIHENG_DEBUG", "ZHIHENG_HOSTS", "ZHIHENG_HTTPS", "ZHIHENG_ORIGINS", "ZHIHENG_SECRET_KEY"):
        os.environ.pop(name, None)
    return home


HOME = _prepare()

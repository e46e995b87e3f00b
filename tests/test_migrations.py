"""The tables of a test run are made from the models: the migrations must make the same."""

from __future__ import annotations

import pytest
from django.core.management import call_command


def test_no_model_lacks_its_migration(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail(f"models have changed without a migration:\n{capsys.readouterr().out}")

"""The pages of steps, done literally in a copy of the project: what they add is new files of its own, and it works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from zhiheng.frame.registers.declare import Column, register, register_of

ROOT = Path(__file__).resolve().parents[2]
HOWTO = ROOT / "docs" / "howto"
CREATED = re.compile(r"[Cc]reate\s+`([^`]+)`.*?\n```\w+\n(.*?)```", re.DOTALL)
PAGES = ("add-a-register", "add-a-lifecycle", "add-an-indicator", "add-a-rule-set")
KEPT_OUT = ("__pycache__", "vendor", "screens")


def created(page: str) -> dict[str, str]:
    """The files that a page says to create, with their text."""
    return dict(CREATED.findall((HOWTO / f"{page}.md").read_text("utf-8")))


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (HOWTO / f"{page}.md").read_text("utf-8"), re.DOTALL)


def commands(page: str) -> list[str]:
    return [line for block in blocks(page, "sh") for line in block.splitlines()]


def give_a_life(made: dict[str, str]) -> None:
    """The page on lifecycles adds to the register's own two files: an import and a field, an import and two lines."""
    imports, field, again, lifecycle, column = blocks("add-a-lifecycle", "python")[1:6]
    model = next(p for p in made if p.endswith("models/study_bases.py"))
    declared = next(p for p in made if p.endswith("registers/study_bases.py"))
    made[model] = made[model].replace("\n\n\nclass", f"\n{imports}\n\nclass", 1)
    made[model] = re.sub(r"(    national = .*\n)", rf"\1{field}", made[model])
    made[declared] = made[declared].replace("from zhiheng.records", f"{again}from zhiheng.records", 1)
    made[declared] = made[declared].replace("    columns = (\n", f"{lifecycle}    columns = (\n", 1)
    made[declared] = re.sub(r'(        Column\("national".*\n)', rf"\1{column}", made[declared])


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    found: dict[str, str] = {}
    for page in PAGES:
        files = created(page)
        assert files, page
        assert not set(files) & set(found)
        found |= files
    give_a_life(found)
    return found


@pytest.fixture(scope="module")
def copied(made: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with what the pages add, and the migration made as they say."""
    place = tmp_path_factory.mktemp("project")
    for part in ("zhiheng", "tests", "scripts", "docs"):
        shutil.copytree(ROOT / part, place / part, ignore=shutil.ignore_patterns(*KEPT_OUT))
    for name in ("manage.py", "pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, place / name)
    before = {p: p.read_bytes() for p in place.rglob("*") if p.is_file()}
    for name, text in made.items():
        path = place / name
        assert not path.exists(), f"{name} is there already: the page would change it"
        assert path.parent.is_dir(), f"{name}: its folder is not there"
        path.write_text(text, "utf-8")
    (migrating,) = {c for c in commands("add-a-register") if "makemigrations" in c}
    done = run(place, *migrating.split()[1:])
    assert done.returncode == 0, done.stderr
    changed = [p for p, data in before.items() if p.read_bytes() != data]
    assert changed == [], "files that were there have changed"
    return place


def run(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "PYTHONPATH"))}
    # What one program compiles the next need not: all of it is new here.
    environment |= {"ZHIHENG_HOME": str(place / "var"), "PYTHONDONTWRITEBYTECODE": ""}
    return subprocess.run(  # noqa: PLW1510 - the caller looks at the code
        [sys.executable, *words], cwd=place, env=environment, capture_output=True, text=True, timeout=300
    )


def test_the_pages_name_folders_and_files_of_their_own(made: dict[str, str]) -> None:
    assert {p.split("/")[2] for p in made if p.startswith("zhiheng/records/")} == {"publicity"}
    assert not [p for p in made if (ROOT / p).exists()]


def test_what_the_pages_show_is_as_the_linter_asks(copied: Path, made: dict[str, str]) -> None:
    files = [name for name in made if name.endswith(".py")]
    for asked in (("check",), ("format", "--check")):
        done = run(copied, "-m", "ruff", *asked, *files)
        assert done.returncode == 0, done.stdout


def test_what_the_pages_add_is_found_and_passes_their_tests(copied: Path) -> None:
    done = run(
        copied,
        "-m", "pytest", "-x", "-p", "no:xdist",
        "tests/records/publicity/test_registers_study_bases.py",
        "tests/records/publicity/test_registers_study_returns.py::TestStudyReturns::test_entering_through_the_form",
        "tests/records/publicity/test_lifecycle_study_bases.py",
        "tests/records/test_all_registers.py",
        "tests/kernels/rules/test_titles.py",
        "tests/faces/shell/test_messages.py::test_names_kept_in_code_have_english",
        "tests/faces/shell/test_messages.py::test_lifecycles_and_registers_have_english",
        "tests/judgement/indicators/test_definitions.py::test_every_definition_fits_the_registers",
        "tests/judgement/indicators/test_definitions.py::test_names_and_aliases_lead_to_one_indicator_each",
        "tests/judgement/indicators/test_definitions.py::test_every_definition_says_where_it_comes_from",
        "tests/judgement/indicators/test_definitions.py::test_every_definition_names_departments_that_answer_for_it",
        "tests/docs/test_coverage.py::test_the_page_is_as_the_script_writes_it",
        "tests/test_migrations.py",
        *(f"tests/faces/demo/test_declared.py::test_a_row_of_any_register_meets_its_rules_and_has_what_is_required[{k}]" for k in ("study_bases", "study_returns")),
        *(f"tests/records/test_round_trips.py::test_rows_come_back_as_they_were[{k}]" for k in ("study_bases", "study_returns")),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def _declared(**wrong: Any) -> None:
    """A declaration over the model of events, as the page's example goes, with something wrong in it."""
    right = type(register_of("events"))
    body = {"key": "study_bases", "lifecycle": None, "__module__": __name__, **wrong}
    made = type("Wrong", (right,), body)
    register(made)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"columns": (Column("vistors"),)}, 0),
        ({"columns": (Column("code"), Column("reason"))}, 1),
        ({"key": "events"}, 2),
        ({"columns": (Column("code", codes="study_theme"),)}, 3),
    ],
)
def test_the_messages_are_those_that_the_page_shows(wrong: dict[str, Any], said: int) -> None:
    page = (HOWTO / "add-a-register.md").read_text("utf-8")
    shown = re.findall(r"^\| a .* \| `(.+)` \|$", page, re.MULTILINE)[said]
    with pytest.raises(ValueError) as told:
        _declared(**wrong)
    assert str(told.value).replace("模型 Event", "模型 StudyBase").startswith(shown.split("…")[0])

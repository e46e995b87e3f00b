"""Pages lead to files that exist, and show the contracts that are checked."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    lost = [
        link
        for link in LINK.findall(page.read_text("utf-8"))
        if "://" not in link and "/screens/" not in link and not (page.parent / link).exists()
    ]
    assert not lost


def test_the_architecture_names_every_room_and_every_contract() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    for floor in ("faces", "judgement", "records", "frame", "kernels"):
        for room in (p.parent.name for p in (ROOT / "zhiheng" / floor).glob("*/__init__.py")):
            assert re.search(rf"`(?:{floor}/)?{room}`", text), f"{floor}/{room}"
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for contract in settings["tool"]["importlinter"]["contracts"]:
        head = re.split(r"[:,]", contract["name"])[0]
        assert f"| {head} |" in text, head


def test_the_read_me_names_every_command() -> None:
    from typer.main import get_group

    from zhiheng.faces.commands import main as console

    if not console.app.registered_commands:
        console._commands()
    text = (ROOT / "README.md").read_text("utf-8")
    assert not [name for name in get_group(console.app).commands if f"zhiheng {name}" not in text]

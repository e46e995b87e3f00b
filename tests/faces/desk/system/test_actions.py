"""No page shows the name of an action: each has words, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

import zhiheng
from zhiheng.faces.desk.actions import action_words, meant, permission_words
from zhiheng.frame.lifecycles.declare import lifecycles
from zhiheng.frame.people.roles import roles

#: ``about(record, "thing.verb"`` and ``Event("thing.verb"``: what the code writes to the trail by name.
WRITTEN = re.compile(r"(?:about\([^()]*?|Event\(\s*)\"([a-z_]+\.[a-z_]+)\"")


def written() -> set[str]:
    room = Path(zhiheng.__file__).parent
    return {a for path in room.rglob("*.py") for a in WRITTEN.findall(path.read_text("utf-8"))}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_permission_and_every_act_has_words(language: str) -> None:
    granted = {g for role in roles().values() for g in (*role.grants, *role.own_unit)}
    asked = {move.action for one in lifecycles().values() for move in one.moves}
    made = {f"{one.key}.{move.key}" for one in lifecycles().values() for move in one.moves}
    assert len(written()) > 40
    with translation.override(language):
        assert [a for a in sorted(granted | asked) if permission_words(a) == a] == []
        assert [a for a in sorted(written() | made) if action_words(a) == a] == []


def test_actions_are_found_by_their_words() -> None:
    assert "report.submit" in meant("报送报告")
    assert {"report.submit", "report.return"} <= set(meant("报告"))
    assert meant("没有这样的动作") == []

"""What actions are called: ``catalogue/people/actions.yaml`` and, for moves, the lifecycles' declarations."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from zhiheng.faces.shell import formats
from zhiheng.frame.lifecycles.declare import lifecycles
from zhiheng.frame.people import actions
from zhiheng.frame.people.actions import action_names


def permission_words(action: str) -> str:
    """``task.accept`` or a pattern such as ``task.*`` in words; an unknown one as it is written."""
    thing, _dot, verb = action.partition(".")
    if verb == "*" and thing in action_names("things"):
        return _("%(thing)s的全部操作") % {"thing": action_names("things")[thing][formats.english()]}
    return actions.action_words(action)


def action_words(action: str) -> str:
    """What was done, as the trail names it: a move by its lifecycle and label, all else as permissions are."""
    thing, _dot, verb = action.partition(".")
    lifecycle = lifecycles().get(thing)
    for move in lifecycle.moves if lifecycle else ():
        if move.key == verb:
            of = formats.bilingual(lifecycle, "label")
            return f"{of}{_('：')}{formats.bilingual(move, 'label')}"
    return permission_words(action)


def meant(words: str) -> list[str]:
    """The actions that a reader means by some words of their names, in either language."""
    sought = words.strip().lower()
    moves = (f"{one.key}.{move.key}" for one in lifecycles().values() for move in one.moves)
    every: Iterable[str] = {*action_names(), *moves}
    return sorted(a for a in every if any(sought in said.lower() for said in _said(a)))


def _said(action: str) -> tuple[str, ...]:
    return (action_words(action), *action_names().get(action, ()))

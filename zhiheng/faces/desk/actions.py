"""What actions are called: ``catalogue/people/actions.yaml`` and, for moves, the lifecycles' declarations."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from importlib.resources import files

import yaml
from django.utils.translation import gettext as _

from zhiheng.faces.shell import formats
from zhiheng.frame.lifecycles.declare import lifecycles


@functools.cache
def _named(part: str) -> dict[str, tuple[str, str]]:
    raw = yaml.safe_load(files("zhiheng.catalogue").joinpath("people/actions.yaml").read_text("utf-8"))
    return {key: (chinese, english) for key, (chinese, english) in raw[part].items()}


def permission_words(action: str) -> str:
    """``task.accept`` or a pattern such as ``task.*`` in words; an unknown one as it is written."""
    english = formats.english()
    if action in _named("actions"):
        return _named("actions")[action][english]
    thing, _dot, verb = action.partition(".")
    if verb == "*" and thing in _named("things"):
        return _("%(thing)s的全部操作") % {"thing": _named("things")[thing][english]}
    return action


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
    every: Iterable[str] = {*_named("actions"), *moves}
    return sorted(a for a in every if any(sought in said.lower() for said in _said(a)))


def _said(action: str) -> tuple[str, ...]:
    return (action_words(action), *_named("actions").get(action, ()))

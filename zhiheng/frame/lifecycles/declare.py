"""Lifecycles (流程), declared once: states, moves, who may move, what a move needs, the clocks it starts and stops.

    TITLE = Lifecycle(
        key="title",
        label="品牌称号",
        states=(State("applied", "已申报"), State("granted", "已认定", light="green", final=True)),
        moves=(Move("grant", "认定", ("applied",), "granted", action="register.change", needs=("granted_on",)),),
        clocks=(Clock("review", "评审", starts="applied", stops=("granted",), limit={"working_days": 30}),),
    )

From it come the buttons, the timeline, the permissions, the dues and the diagram in the docs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


class LifecycleError(ValueError):
    """A declaration that contradicts itself, or a move that is not allowed now; the message says what is missing."""


@dataclass(frozen=True)
class State:
    """``aside``: off the usual way, so that the steps show it only while a record is in it (putting right, suspended)."""

    key: str
    label: str
    label_en: str = ""
    light: str = "grey"
    final: bool = False
    aside: bool = False


@dataclass(frozen=True)
class Move:
    """``needs`` names fields of the object that must be filled; ``second_person`` forbids the one who made the
    previous move; ``evidence`` asks for at least one file; ``reason`` asks for a written reason. ``then(actor, object)`` is done in the same
    transaction when the move is made; it raises LifecycleError where it cannot be. ``by``: the attribute of the object with
    the unit that makes the move, where it names one: the agency that a row was handed to; the permission is held against
    that unit and its place."""

    key: str
    label: str
    source: tuple[str, ...]
    target: str
    action: str
    needs: tuple[str, ...] = ()
    evidence: bool = False
    reason: bool = False
    second_person: bool = False
    label_en: str = ""
    danger: bool = False
    then: Callable[[Any, Any], None] | None = None
    by: str = ""


@dataclass(frozen=True)
class Clock:
    """A time limit: runs from entering ``starts`` until one of ``stops``. Its length is data (``limit``: ``days``,
    ``working_days``, ``months``), or read from the rule book on the day it starts (``rule``: rule set and limit, such
    as ``standards.local_limits.file``; ``{kind}`` in it stands for the object's own attribute of that name), or ends on
    the day that the object's own field ``until`` names (a date set for this one case). It runs from the day of the move,
    or from the day that the object's field ``since`` holds (the day of the notice, not of the click)."""

    key: str
    label: str
    starts: str
    stops: tuple[str, ...]
    limit: Mapping[str, int] = field(default_factory=dict)
    rule: str = ""
    until: str = ""
    since: str = ""
    owner: str = "owner"  # attribute of the object that gives the unit that owes it
    label_en: str = ""

    def rule_for(self, obj: object) -> str:
        """The rule and limit for this object: what is in braces is read from it."""
        return _HELD.sub(lambda found: str(getattr(obj, found[1])), self.rule)


_HELD = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Lifecycle:
    key: str
    label: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    clocks: tuple[Clock, ...] = ()
    label_en: str = ""

    def __post_init__(self) -> None:
        keys = [s.key for s in self.states]
        if len(set(keys)) != len(keys):
            raise LifecycleError(f"流程“{self.label}”的状态重复：{keys}")
        for move in self.moves:
            for state in (*move.source, move.target):
                if state not in keys:
                    raise LifecycleError(f"流程“{self.label}”的动作“{move.label}”指向未声明的状态“{state}”")
        for clock in self.clocks:
            for state in (clock.starts, *clock.stops):
                if state not in keys:
                    raise LifecycleError(f"流程“{self.label}”的时限“{clock.label}”指向未声明的状态“{state}”")
            if not clock.limit and not clock.rule and not clock.until:
                raise LifecycleError(f"流程“{self.label}”的时限“{clock.label}”没有写明期限或规则")
            if clock.until and (clock.limit or clock.rule):
                raise LifecycleError(
                    f"流程“{self.label}”的时限“{clock.label}”既写了截止日字段，又写了期限或规则"
                )
        reached = {keys[0]} | {m.target for m in self.moves}
        if lost := [k for k in keys if k not in reached]:
            raise LifecycleError(f"流程“{self.label}”的状态无法到达：{lost}")

    @property
    def initial(self) -> str:
        return self.states[0].key

    def state(self, key: str) -> State:
        for state in self.states:
            if state.key == key:
                return state
        raise LifecycleError(f"流程“{self.label}”没有状态“{key}”")

    def move(self, key: str) -> Move:
        for move in self.moves:
            if move.key == key:
                return move
        raise LifecycleError(f"流程“{self.label}”没有动作“{key}”")

    def moves_from(self, state: str) -> list[Move]:
        return [m for m in self.moves if state in m.source]

    def choices(self) -> list[tuple[str, str]]:
        return [(s.key, s.label) for s in self.states]

    def mermaid(self) -> str:
        """The diagram in the docs."""
        lines = ["stateDiagram-v2", *(f"    {s.key}: {s.label}" for s in self.states)]
        lines.append(f"    [*] --> {self.initial}")
        for move in self.moves:
            lines.extend(f"    {source} --> {move.target}: {move.label}" for source in move.source)
        lines.extend(f"    {s.key} --> [*]" for s in self.states if s.final)
        return "\n".join(lines) + "\n"


_known: dict[str, Lifecycle] = {}


def declare(lifecycle: Lifecycle) -> Lifecycle:
    """Make a lifecycle known under its key (pages, docs and tests walk all of them)."""
    if _known.get(lifecycle.key, lifecycle) is not lifecycle:
        raise LifecycleError(f"流程“{lifecycle.key}”声明了两次")
    _known[lifecycle.key] = lifecycle
    return lifecycle


def lifecycles() -> dict[str, Lifecycle]:
    return dict(_known)

"""Larger components: what stands between the head of a page and its table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from zhiheng.faces.shell.components.base import Component
from zhiheng.faces.shell.components.inline import Badge, Figure, Light
from zhiheng.faces.shell.components.tables import Action

StepState = Literal["done", "current", "todo", "failed"]


@dataclass(frozen=True)
class Crumb:
    """A step of the path to this page; without ``url`` it is the page itself."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass
class Tabs(Component):
    """Tabs are addresses (``nav`` with ``aria-current``), so they can be linked, left and found again."""

    tabs: Sequence[Tab]
    label: str
    template: ClassVar[str] = "shell/components/tabs.html"


@dataclass
class Stat(Component):
    """A card with one figure. ``figure`` a Figure; ``change`` a Change; ``spark`` a Spark; ``note`` words."""

    label: str
    figure: Figure
    change: Any = None
    spark: Any = None
    note: str = ""
    template: ClassVar[str] = "shell/components/stat.html"


@dataclass
class Stats(Component):
    """Stat cards side by side, two in a row on phones."""

    stats: Sequence[Stat]
    template: ClassVar[str] = "shell/components/stats.html"


@dataclass
class Alert(Component):
    """What happened, where, and how to mend it. ``tone`` info, success, warning or error; an error and a
    warning are announced. ``items`` are listed below; ``actions`` lead to the cure."""

    title: str
    text: str = ""
    tone: Literal["info", "success", "warning", "error"] = "info"
    items: Sequence[Any] = ()
    actions: Sequence[Action] = ()
    template: ClassVar[str] = "shell/components/alert.html"

    @property
    def role(self) -> str:
        return "alert" if self.tone == "error" else "status"


@dataclass
class Empty(Component):
    """Why there is nothing here, and what can be done."""

    title: str
    text: str = ""
    action: Action | None = None
    template: ClassVar[str] = "shell/components/empty.html"


@dataclass(frozen=True)
class Event:
    """An entry of a timeline. ``changes`` are (field, before, after)."""

    at: dt.date | dt.datetime
    title: str
    who: str = ""
    text: str = ""
    tone: str = ""
    changes: Sequence[tuple[str, Any, Any]] = ()
    url: str = ""


@dataclass
class Timeline(Component):
    """History or lifecycle in time, in the order given. ``more_url`` leads to the rest when it was cut."""

    events: Sequence[Event]
    label: str
    empty: str = ""
    more_url: str = ""
    more_count: int = 0
    template: ClassVar[str] = "shell/components/timeline.html"


@dataclass(frozen=True)
class Step:
    """``state`` done, current, todo or failed; ``note`` e.g. a date or a count."""

    label: str
    state: StepState = "todo"
    url: str = ""
    note: str = ""


@dataclass
class Steps(Component):
    """Steps of an import or states of a lifecycle, in order."""

    steps: Sequence[Step]
    label: str
    template: ClassVar[str] = "shell/components/steps.html"


@dataclass(frozen=True)
class Clock:
    """A statutory time limit: what it measures, when it ends, how it stands."""

    label: str
    due: dt.date | dt.datetime | None
    light: Light
    note: str = ""


@dataclass
class Lifecycle(Component):
    """State, clocks and the moves open to this user.

    ``moves`` are Actions (posted); a move with ``disabled`` is shown with its reason instead of vanishing.
    ``fields`` is an optional form shown above the moves and posted with them (remark, evidence).
    """

    state: Badge
    moves: Sequence[Action] = ()
    clocks: Sequence[Clock] = ()
    steps: Steps | None = None
    fields: Any = None
    url: str = ""
    template: ClassVar[str] = "shell/components/lifecycle.html"


@dataclass
class Node:
    """A node of a tree. ``label`` and ``side`` are anything ``{% show %}`` takes."""

    label: Any
    children: Sequence[Node] = ()
    url: str = ""
    side: Sequence[Any] = ()
    note: str = ""
    open: bool = False
    id: str = ""


@dataclass
class Tree(Component):
    """Nested ``<details>``: works without scripts; with them arrows walk it and all can be opened at once."""

    nodes: Sequence[Node]
    label: str
    empty: str = ""
    template: ClassVar[str] = "shell/components/tree.html"


@dataclass
class Provenance(Component):
    """Where a figure comes from, opened on demand: ``facts`` are (name, value) pairs such as
    definition, numerator, records, data as of, rule version, clause."""

    facts: Sequence[tuple[str, Any]]
    label: str = ""
    template: ClassVar[str] = "shell/components/provenance.html"


@dataclass
class Pairs(Component):
    """Name–value list of a detail page. ``columns`` 1 or 2."""

    pairs: Sequence[tuple[str, Any]]
    columns: int = 2
    template: ClassVar[str] = "shell/components/pairs.html"


@dataclass
class Card(Component):
    """A panel: title, ``body`` (anything shown), ``actions`` at the right of the title. ``fold``: it can be closed,
    and begins closed on a phone (its actions stand below what it holds) unless it is ``kept`` open; a link to its ``id``
    opens it."""

    title: str
    body: Any
    actions: Sequence[Action] = ()
    id: str = ""
    flush: bool = False
    fold: bool = False
    kept: bool = False
    template: ClassVar[str] = "shell/components/card.html"


@dataclass
class PageHead(Component):
    """Title of the page, a line below it, its actions, and badges or lights beside the title."""

    title: str
    lead: str = ""
    actions: Sequence[Action] = ()
    marks: Sequence[Any] = ()
    template: ClassVar[str] = "shell/components/page_head.html"


@dataclass
class FileDrop(Component):
    """A file field that also takes a drop. ``accept`` as in HTML; ``hint`` says what is expected and how
    large; ``error`` what was wrong. Put it inside a multipart form."""

    name: str
    label: str
    accept: str = ""
    hint: str = ""
    error: str = ""
    multiple: bool = False
    required: bool = True
    template: ClassVar[str] = "shell/components/file_drop.html"


@dataclass
class Buttons(Component):
    """A row of Actions."""

    actions: Sequence[Action]
    label: str = ""
    template: ClassVar[str] = "shell/components/buttons.html"


@dataclass
class Dialog(Component):
    """A ``<dialog>`` opened by any button with ``data-dialog="id"``. ``body`` anything shown; with ``action``
    its buttons confirm or cancel."""

    id: str
    title: str
    body: Any
    action: Action | None = None
    template: ClassVar[str] = "shell/components/dialog.html"
    extra_fields: Sequence[tuple[str, str]] = field(default_factory=tuple)

    def prepare(self, page: Mapping[str, Any]) -> dict[str, Any]:
        return {"hidden": self.extra_fields}

"""Automatic numbering of Word: the numbers are not in the text, they are counted while it is shown.

A paragraph names a list (numId) and a level, itself or through its style; the list points to an abstract list
whose levels say where to start, how to write the number and what stands around it (ECMA-376, 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from .ordinals import ordinal

LEVELS: Final = 9
_PLACE = re.compile(r"%([1-9])")
# After these a number needs no space before the words.
_CLOSED: Final = frozenset("、.．。)）】]〕:：，,—-·●")


def local(element: Any) -> str:
    """The tag without its namespace: transitional and strict files differ in nothing else."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def child(element: Any, name: str) -> Any:
    """The first child of that name, or None."""
    if element is not None:
        for each in element:
            if local(each) == name:
                return each
    return None


def children(element: Any, name: str) -> Iterator[Any]:
    return (each for each in element if local(each) == name) if element is not None else iter(())


def value(element: Any, name: str = "val") -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    for key, found in element.attrib.items():
        if key.rsplit("}", 1)[-1] == name:
            return str(found)
    return None


def number(text: str | None, default: int = 0) -> int:
    try:
        return int(text or default)
    except ValueError:
        return default


@dataclass
class Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass
class Lists:
    """The lists of one document, and how far each has counted."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, Level]] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, num: str, style: str) -> int:
        """The level that a list ties to a style; the first when it ties none."""
        for depth, level in self.abstract.get(self.of.get(num, ""), {}).items():
            if level.style == style:
                return depth
        return 0

    def label(self, num: str, depth: int) -> str:
        """Counts one paragraph of that list and level; the number as the reader of the page sees it."""
        name = self.of.get(num)
        if name is None or not 0 <= depth < LEVELS:
            return ""
        levels = {**self.abstract.get(name, {}), **self.overrides.get(num, {})}
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(name, [None] * LEVELS)
        for upper in range(depth + 1):
            if (num, upper) not in self.begun and upper in self.starts.get(num, {}):
                if upper == depth or counts[upper] is None:
                    counts[upper] = self.starts[num][upper] - (upper == depth)
                self.begun.add((num, upper))
        for upper in range(depth):
            if counts[upper] is None:
                counts[upper] = levels.get(upper, Level()).start
        now = counts[depth]
        counts[depth] = level.start if now is None else now + 1
        for lower in range(depth + 1, LEVELS):
            restart = levels.get(lower, Level()).restart
            if restart is None or (restart and depth < restart):
                counts[lower] = None
        return _written(level, levels, counts)


def _written(level: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
    if level.form == "bullet":
        sign = level.text.strip()
        return "●" if not sign or any("\ue000" <= char <= "\uf8ff" for char in sign) else sign

    def place(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        form = "decimal" if level.legal else levels.get(at, Level()).form
        counted = counts[at]
        return ordinal(levels.get(at, Level()).start if counted is None else counted, form)

    label = _PLACE.sub(place, level.text).strip()
    if not label or label[-1] in _CLOSED or "①" <= label[-1] <= "⒛" or "㈠" <= label[-1] <= "㊰":
        return label
    return f"{label} "


def read_lists(root: Any) -> Lists:
    """The lists of numbering.xml; `root` may be None: a document without automatic numbers."""
    lists = Lists()
    links: dict[str, str] = {}
    by_style: dict[str, str] = {}
    for each in children(root, "abstractNum"):
        name = value(each, "abstractNumId") or ""
        lists.abstract[name] = dict(_levels(each))
        if style := value(child(each, "styleLink")):
            by_style[style] = name
        if style := value(child(each, "numStyleLink")):
            links[name] = style
    for each in children(root, "num"):
        num, name = value(each, "numId") or "", value(child(each, "abstractNumId")) or ""
        lists.of[num] = by_style.get(links.get(name, ""), name)
        for override in children(each, "lvlOverride"):
            depth = number(value(override, "ilvl"))
            if (start := value(child(override, "startOverride"))) is not None:
                lists.starts.setdefault(num, {})[depth] = number(start, 1)
            lists.overrides.setdefault(num, {}).update(_levels(override))
    return lists


def _levels(element: Any) -> Iterator[tuple[int, Level]]:
    for each in children(element, "lvl"):
        restart = value(child(each, "lvlRestart"))
        legal = child(each, "isLgl")
        yield (
            number(value(each, "ilvl")),
            Level(
                start=number(value(child(each, "start")), 0),
                form=_form(each),
                text=value(child(each, "lvlText")) or "",
                restart=None if restart is None else number(restart),
                legal=legal is not None and value(legal) not in ("0", "false"),
                style=value(child(each, "pStyle")),
            ),
        )


def _form(level: Any) -> str:
    """The number format; newer ones are wrapped in mc:AlternateContent with an older one to fall back to."""
    found = child(level, "numFmt")
    if found is None:
        for part in ("Choice", "Fallback"):
            found = child(child(child(level, "AlternateContent"), part), "numFmt")
            if found is not None and value(found) != "custom":
                break
    return value(found) or "decimal"

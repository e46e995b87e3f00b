"""Ruled tables of a page: lines that meet make a grid, and a cell ends where a line stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from .tables import cell_text, row_line

if TYPE_CHECKING:
    from .pdflayout import Glyph

# Glyphs of one cell to its lines of text (given by the layout, which knows how).
LineUp = Callable[["Sequence[Glyph]"], Iterable[str]]
# left, top, right, bottom; flat in one of the directions.
Rule = tuple[float, float, float, float]
_NEAR: Final = 3.0
# Beyond these a page holds a drawing and no table.
_MAX_RULES: Final = 2000
_MAX_CELLS: Final = 8000
_MAX_GRIDS: Final = 40
_Stretch = tuple[float, float]


@dataclass
class Grid:
    """A table: where its lines stand, how far each goes, and the glyphs of each cell (row, column)."""

    xs: list[float]
    ys: list[float]
    upright: list[list[_Stretch]]
    across: list[list[_Stretch]]
    cells: dict[tuple[int, int], list[Glyph]] = field(default_factory=dict)

    @property
    def box(self) -> Rule:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def holds(self, glyph: Glyph) -> bool:
        left, top, right, bottom = self.box
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
        return left <= x <= right and top <= y <= bottom

    def put(self, glyph: Glyph) -> None:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
        row = min(len(self.ys) - 2, max(0, bisect_right(self.ys, y) - 1))
        column = min(len(self.xs) - 2, max(0, bisect_right(self.xs, x) - 1))
        self.cells.setdefault((row, column), []).append(glyph)

    def rows(self, line_up: LineUp) -> list[str]:
        """The rows as text; what a merged cell covers besides its first place is blank."""
        owner: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                here = (row, column)
                owner[here] = here
                if column and not _stands(self.upright[column], self.ys[row], self.ys[row + 1]):
                    owner[here] = owner[row, column - 1]
                elif row and not _stands(self.across[row], self.xs[column], self.xs[column + 1]):
                    owner[here] = owner[row - 1, column]
        words: dict[tuple[int, int], list[Glyph]] = {}
        for here, glyphs in self.cells.items():
            words.setdefault(owner[here], []).extend(glyphs)
        texts = {here: cell_text(line_up(glyphs)) for here, glyphs in words.items()}
        made = [
            row_line([texts.get((row, column), "") for column in range(len(self.xs) - 1)])
            for row in range(len(self.ys) - 1)
        ]
        return [row for row in made if row]


def _stands(stretches: list[_Stretch], begin: float, end: float) -> bool:
    """Whether lines cover most of the way from `begin` to `end`."""
    covered = sum(max(0.0, min(end, stop) - max(begin, start)) for start, stop in stretches)
    return covered >= 0.6 * (end - begin)


def grids(rules: list[Rule], glyphs: list[Glyph], size: float) -> list[Grid]:
    """The tables that the lines of a page make: at least two columns and two rows that hold words."""
    across = _along([rule for rule in rules if rule[3] - rule[1] <= rule[2] - rule[0]], 0)
    upright = _along([rule for rule in rules if rule[3] - rule[1] > rule[2] - rule[0]], 1)
    if len(across) + len(upright) > _MAX_RULES:
        return []  # a drawing
    found: list[Grid] = []
    for group in sorted(_touching([*across, *upright]), key=len, reverse=True)[:_MAX_GRIDS]:
        across = [rule for rule in group if rule[3] - rule[1] <= rule[2] - rule[0]]
        upright = [rule for rule in group if rule[3] - rule[1] > rule[2] - rule[0]]
        xs = _places([rule[0] for rule in upright], size)
        ys = _places([rule[1] for rule in across], size)
        if len(xs) < 3 or len(ys) < 3 or len(xs) * len(ys) > _MAX_CELLS:
            continue
        grid = Grid(xs, ys, [_stretches(upright, 1, x) for x in xs], [_stretches(across, 0, y) for y in ys])
        for glyph in glyphs:
            if grid.holds(glyph):
                grid.put(glyph)
        filled = {here for here, inside in grid.cells.items() if any(glyph.char != " " for glyph in inside)}
        if len({row for row, _ in filled}) >= 2 and len({column for _, column in filled}) >= 2:
            found.append(grid)
    return found


def _stretches(rules: list[Rule], axis: int, at: float) -> list[_Stretch]:
    """From where to where lines go at one place; where they lie over one another, as one."""
    other = 1 - axis
    near = sorted((rule[axis], rule[axis + 2]) for rule in rules if abs(rule[other] - at) <= _NEAR)
    made: list[_Stretch] = []
    for start, stop in near:
        if made and start <= made[-1][1] + 1:
            made[-1] = (made[-1][0], max(made[-1][1], stop))
        else:
            made.append((start, stop))
    return made


def _along(rules: list[Rule], axis: int) -> list[Rule]:
    """Lines at the same place that overlap or touch, as one: a table is often drawn cell by cell."""
    made: list[Rule] = []
    other = 1 - axis
    for rule in sorted(rules, key=lambda rule: (round(rule[other]), rule[axis])):
        last = made[-1] if made else None
        if last and round(last[other]) == round(rule[other]) and rule[axis] <= last[axis + 2] + 1:
            edges = list(last)
            edges[axis + 2] = max(last[axis + 2], rule[axis + 2])
            made[-1] = (edges[0], edges[1], edges[2], edges[3])
        else:
            made.append(rule)
    return made


def _places(values: list[float], size: float) -> list[float]:
    """Where lines stand, those nearly at one place taken together."""
    made: list[float] = []
    for value in sorted(values):
        if not made or value - made[-1] > max(_NEAR, 0.4 * size):
            made.append(value)
    return made


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    """Lines in groups that touch: swept from the top, so that the work stays near the number of lines."""
    order = sorted(range(len(rules)), key=lambda at: rules[at][1])
    parent = list(range(len(rules)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    open_: list[int] = []
    for at in order:
        left, top, right, _ = rules[at]
        open_ = [other for other in open_ if rules[other][3] >= top - _NEAR]
        # Lines of one group overlap much; one of each group that touches is enough to join them.
        for other in open_:
            if rules[other][0] <= right + _NEAR and rules[other][2] >= left - _NEAR:
                parent[root(other)] = root(at)
        open_.append(at)
    groups: dict[int, list[Rule]] = {}
    for at in range(len(rules)):
        groups.setdefault(root(at), []).append(rules[at])
    return list(groups.values())

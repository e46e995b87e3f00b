"""Data table, pager and matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.translation import gettext as _

from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components.base import Component
from zhiheng.faces.shell.components.inline import Figure
from zhiheng.faces.shell.links import leads

BRIEF, BRIEF_NUMBER = 6, 24  # characters of a word, of a number of a paper, that are not broken over lines
TALL = 40  # rows up to which a table is read whole, without a box that scrolls


def query_with(query: QueryDict, **changes: Any) -> str:
    """``?a=1&page=2`` with parameters set, or removed when None; never an empty address."""
    copy = query.copy()
    for key, value in changes.items():
        copy.pop(key, None)
        if isinstance(value, list | tuple):
            copy.setlist(key, [str(v) for v in value])
        elif value is not None:
            copy[key] = str(value)
    return "?" + copy.urlencode()


def _query(page: Mapping[str, Any]) -> QueryDict:
    request = page.get("request")
    return request.GET if request is not None else QueryDict()


def _brief(text: str) -> bool:
    return 0 < len(text) <= (BRIEF_NUMBER if text.isascii() and " " not in text else BRIEF)


@dataclass(frozen=True)
class Column:
    """``key`` names the column and is its sort value; ``align`` start/end/center; ``wide`` gives long
    text room; ``keep`` (default the first column) stays when the table turns to cards on a phone."""

    key: str
    label: str
    sortable: bool = False
    align: Literal["start", "end", "center"] = "start"
    wide: bool = False
    help: str = ""

    @property
    def css(self) -> str:
        return f"zh-{self.align}" + (" zh-wide" if self.wide else "")

    def css_of(self, cell: Any) -> str:
        """A word of a few characters (a county, a grade) or a number of a paper stays on one line."""
        return self.css + (" zh-brief" if isinstance(cell, str) and _brief(cell) else "")


@dataclass
class Row:
    """``cells`` in the order of the columns, anything ``{% show %}`` takes. ``url`` opens the row (the
    first cell becomes the link). ``key`` is the value posted when the row is selected. ``tone`` marks a
    row: red, amber, grey or ``total``."""

    cells: Sequence[Any]
    url: str = ""
    key: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Pager:
    """``total`` None when counting was not worth it: then ``has_next`` decides."""

    number: int
    per_page: int
    total: int | None = None
    has_next: bool = False
    param: str = "page"

    @classmethod
    def of(cls, page: Page, param: str = "page") -> Pager:
        return cls(page.number, page.paginator.per_page, page.paginator.count, page.has_next(), param)

    @property
    def pages(self) -> int | None:
        return None if self.total is None else max(1, -(-self.total // self.per_page))

    @property
    def more(self) -> bool:
        return self.has_next if self.pages is None else self.number < self.pages

    def summary(self, shown: int) -> str:
        first = (self.number - 1) * self.per_page + 1
        values = {"first": formats.number(first), "last": formats.number(first + shown - 1)}
        if not shown:
            return (
                _("共 0 条")
                if not self.total
                else _("本页没有记录，共 %(total)s 条") % {"total": formats.number(self.total)}
            )
        if self.total is None:
            return _("显示第 %(first)s–%(last)s 条（总数未计）") % values
        return _("显示第 %(first)s–%(last)s 条，共 %(total)s 条") % {
            **values,
            "total": formats.number(self.total),
        }

    def window(self) -> list[int | None]:
        """Page numbers to offer; None is a gap."""
        if self.pages is None:
            return [self.number]
        wanted = sorted(
            {1, 2, self.number - 1, self.number, self.number + 1, self.pages - 1, self.pages}
            & set(range(1, self.pages + 1))
        )
        found: list[int | None] = []
        for n in wanted:
            if found and found[-1] is not None and n - found[-1] > 1:
                found.append(None)
            found.append(n)
        return found


@dataclass(frozen=True)
class Action:
    """A button or link: ``url``; ``method`` get or post; ``confirm`` asks before it is done; ``value`` is
    posted as ``action``."""

    label: str
    url: str = ""
    method: Literal["get", "post"] = "get"
    tone: str = ""
    confirm: str = ""
    value: str = ""
    disabled: str = ""  # the reason; shown as a tip


@dataclass
class Table(Component):
    """The data table.

    ``caption`` names it (read out; shown when ``show_caption``). ``pager`` None means all rows are
    here; give ``total`` when they are not, so that the cut is said. ``sort`` is the key in force, with a
    leading ``-`` for descending; heads of sortable columns link to ``?sort=…`` keeping the rest of the
    address. ``bulk`` actions (posted with ``selected``) make rows selectable. ``export_url`` adds the
    export button, carrying the filters. ``cards`` turns rows to cards on phones instead of scrolling;
    a phone shows the ``first`` of them and a button for the rest (0: all).
    """

    columns: Sequence[Column]
    rows: Sequence[Row]
    caption: str
    id: str = "table"
    pager: Pager | None = None
    total: int | None = None
    sort: str = ""
    empty: str = ""
    empty_action: Action | None = None
    bulk: Sequence[Action] = ()
    export_url: str = ""
    show_caption: bool = False
    cards: bool = False
    first: int = 8
    sort_param: str = "sort"
    foot: Sequence[Any] = ()
    template: ClassVar[str] = "shell/components/table.html"

    @property
    def summary(self) -> str:
        if self.pager:
            return self.pager.summary(len(self.rows))
        if self.total is not None and self.total > len(self.rows):
            cut = {"shown": formats.number(len(self.rows)), "total": formats.number(self.total)}
            if self.export_url:
                return _("只显示前 %(shown)s 条，共 %(total)s 条；请用筛选缩小范围或导出全部") % cut
            return _("前 %(shown)s 条，共 %(total)s 条") % cut
        return _("共 %(total)s 条") % {"total": formats.number(len(self.rows))}

    def _export(self, rest: str) -> str:
        """Where the rows shown are had as data: the page's filters are added, unless the address has its own."""
        if not self.export_url or "?" in self.export_url or rest == "?":
            return self.export_url
        return self.export_url + rest

    def prepare(self, page: Mapping[str, Any]) -> dict[str, Any]:
        query = _query(page)
        heads = [self._head(c, query) for c in self.columns]
        pager = self.pager
        links = []
        if pager:
            links = [
                (n, query_with(query, **{pager.param: n}) if n else "", n == pager.number)
                for n in pager.window()
            ]
        rest = query_with(query, **{pager.param if pager else "page": None})
        return {
            "heads": heads,
            "body": [
                (
                    row,
                    [(c, cell, c.css_of(cell)) for c, cell in zip(self.columns, row.cells, strict=True)],
                    leads(row.url),
                )
                for row in self.rows
            ],
            "page_links": links,
            "previous": query_with(query, **{pager.param: pager.number - 1})
            if pager and pager.number > 1
            else "",
            "next": query_with(query, **{pager.param: pager.number + 1}) if pager and pager.more else "",
            "export": self._export(rest),
            "width": len(self.columns) + bool(self.bulk),
            "tall": len(self.rows) > TALL,
            "foot_cells": [
                (column, cell.strip() if isinstance(cell, str) else cell)
                for column, cell in zip(self.columns, self.foot, strict=True)
            ]
            if self.foot
            else [],
        }

    def _head(self, column: Column, query: QueryDict) -> dict[str, Any]:
        now = {column.key: "ascending", f"-{column.key}": "descending"}.get(self.sort, "")
        wanted = f"-{column.key}" if now == "ascending" else column.key
        url = query_with(query, **{self.sort_param: wanted, "page": None}) if column.sortable else ""
        return {"column": column, "sorted": now, "url": url}


@dataclass(frozen=True)
class MatrixRow:
    """``depth`` indents (region below its city); ``cells`` are Figures or None for not asked."""

    label: str
    cells: Sequence[Figure | None]
    url: str = ""
    depth: int = 0
    note: str = ""


@dataclass
class Matrix(Component):
    """Region × period: first column stays in sight, each cell shows figure, light and a small bar.

    Bars reach from 0 to ``maximum`` (default: the largest value here); negative values have no bar.
    ``columns`` are period codes or words.
    """

    caption: str
    corner: str
    columns: Sequence[str]
    rows: Sequence[MatrixRow]
    maximum: float | None = None
    bars: bool = True
    empty: str = ""
    id: str = "matrix"
    highlight: str = ""  # the column in force
    legend: bool = True
    template: ClassVar[str] = "shell/components/matrix.html"

    heads: list[tuple[str, str]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.heads = [(c, formats.period(c)) for c in self.columns]

    def prepare(self, page: Mapping[str, Any]) -> dict[str, Any]:
        values = [float(c.value) for r in self.rows for c in r.cells if c and c.value is not None]
        top = self.maximum if self.maximum is not None else max(values, default=0)
        lines = []
        for row in self.rows:
            cells = []
            for (code, _label), cell in zip(self.heads, row.cells, strict=True):
                width = 0.0
                if self.bars and top > 0 and cell and cell.value is not None:
                    width = min(100.0, max(0.0, 100 * float(cell.value) / float(top)))
                cells.append((cell, f"{width:.1f}" if width else "", code == self.highlight))
            lines.append((row, cells, min(row.depth, 4)))
        return {"lines": lines, "width": len(self.columns) + 1, "tall": len(self.rows) > TALL}

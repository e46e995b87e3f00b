"""A reader's JSON as a programme, so that any document can be loaded, not only reviewed ones.

The JSON is of the shape in the reader's documentation: document, sections, figures, duties,
obligations and phases, each row with a ``quote`` of the text and mostly a ``start``, the
quote's offset in code points (a phase, whose start is a month, has ``span``). Here the quotes become spans and are dropped; titles are the
headings of the user's own document; a figure is bound to an indicator only where a person did so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from zhiheng.kernels.programmes.errors import Problem, ProgrammeError
from zhiheng.kernels.programmes.loading import problems_of
from zhiheng.kernels.programmes.model import Programme

# The first rule whose words stand in a heading decides; else the clause is of its parent's kind.
_KIND_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("phase", ("阶段", "步骤")),
    ("goal", ("目标",)),
    ("principle", ("指导思想", "总体要求", "总体思路", "基本原则")),
    ("safeguard", ("保障", "相关要求", "工作要求", "组织实施")),
    ("background", ("意义", "形势", "环境与", "与环境", "成绩", "现状")),
)

Row = Mapping[str, Any]
#: How the keys of units begin that a reading names; the rest is made of the name, so that it is the same in every
#: document of the region.
READ_UNIT = "u-"


def programme_from_reading(reading: Row, key: str, region_code: str, text: str | None = None) -> Programme:
    """The programme called ``key`` of region ``region_code`` in ``reading``.

    A figure or obligation may carry an ``id`` of its own, and a figure the ``code`` and ``variant`` of the
    indicator it is bound to. ``text`` is the document's text (UTF-8 decoded, unchanged): with it, quotes are checked and
    those without ``start`` are found, and its hash and length are kept. Without it each row
    needs ``start``. Raises ProgrammeError with every fault.
    """
    return _Builder(reading, key, region_code, text).build()


class _Builder:
    def __init__(self, reading: Row, key: str, region_code: str, text: str | None) -> None:
        self.reading, self.key, self.region_code, self.text = reading, key, region_code, text
        self.problems: list[Problem] = []
        self.nodes: list[dict[str, Any]] = []
        self.written: list[tuple[str, int, str]] = []  # path as read, start, path as kept
        self.units: dict[str, str] = {}

    def build(self) -> Programme:
        if not isinstance(self.reading, Mapping) or not isinstance(self.reading.get("document"), Mapping):
            raise ProgrammeError(
                self.key, [Problem("document", "不是读出的方案", "给出 zhiheng read 写出的 JSON")]
            )
        self._outline()
        data = {
            "key": self.key,
            "name": self.reading["document"].get("title") or f"未命名方案 {self.key}",
            "document": self._document(),
            "notes": [str(warning) for warning in self._list("warnings") if str(warning).strip()],
            "outline": self.nodes,
            "targets": self._targets(),
            "duties": self._duties(),
            "obligations": self._obligations(),
            "phases": self._phases(),
        }
        data["period"] = self._period(data)
        data["units"] = [
            {"key": key, "name": name, "name_certainty": "read", "short_names": [name]}
            for name, key in self.units.items()
        ]
        if self.problems:
            raise ProgrammeError(self.key, self.problems)
        try:
            return Programme.model_validate(data)
        except ValidationError as error:
            raise ProgrammeError(self.key, problems_of(error, data)) from None

    def _list(self, part: str) -> Sequence[Any]:
        rows = self.reading.get(part) or []
        if isinstance(rows, list | tuple):
            return rows
        self.problems.append(Problem(part, "不是列表", "给出 zhiheng read 写出的 JSON"))
        return []

    def _rows(self, part: str) -> Sequence[Row]:
        rows = self._list(part)
        kept = [row for row in rows if isinstance(row, Mapping)]
        if len(kept) < len(rows):
            self.problems.append(Problem(part, "有的项不是一组键", "给出 zhiheng read 写出的 JSON"))
        return kept

    def _span(self, row: Row, where: str) -> tuple[int, int]:
        quote, place = row.get("quote"), row.get("span")
        start = place[0] if isinstance(place, list | tuple) and len(place) == 2 else row.get("start")
        if not isinstance(quote, str) or not quote:
            self.problems.append(Problem(f"{where}.quote", "没有摘句", "每一项都要有原文摘句 quote"))
            return (0, 1)
        if not isinstance(start, int) or isinstance(start, bool):
            start = self.text.find(quote) if self.text is not None else -1
            if start < 0:
                self.problems.append(
                    Problem(
                        f"{where}.start",
                        "定不了位置",
                        "写上摘句在全文中的起始字符 start(阶段写 span)，或一并给出全文",
                    )
                )
                return (0, 1)
        elif self.text is not None and self.text[start : start + len(quote)] != quote:
            self.problems.append(
                Problem(f"{where}.start", "摘句与全文在此处不符", "用读出这份 JSON 的那份全文，或重读一遍")
            )
        return (start, start + len(quote))

    def _outline(self) -> None:
        kept: set[str] = set()
        kinds: dict[str, str] = {}
        current: dict[str, str] = {}  # path as read -> path as kept, the latest
        for index, row in enumerate(self._rows("sections")):
            path, label = row.get("path"), row.get("label")
            where = f"sections[{index}]"
            if not isinstance(path, str) or not path or not isinstance(label, str) or not label:
                self.problems.append(Problem(where, "缺少 path 或 label", "每个标题都要有路径和标号"))
                continue
            span = self._span(row, where)
            upper, _, last = path.rpartition("/")
            # A heading whose parent was not read hangs under the nearest one that was.
            while upper and upper not in current:
                upper = upper.rpartition("/")[0]
            parent = current.get(upper, "")
            name = f"{parent}/{last}" if parent else last
            # A document that starts its numbering anew (an annex) repeats paths.
            number = 2
            while name in kept:
                name = f"{parent}/{last}#{number}" if parent else f"{last}#{number}"
                number += 1
            kept.add(name)
            current[path] = name
            heading = str(row.get("heading") or label)
            kinds[name] = _kind(heading, kinds.get(parent, "measure"))
            self.written.append((path, span[0], name))
            self.nodes.append(
                {
                    "path": name,
                    "label": label,
                    "level": name.count("/") + 1,
                    "kind": kinds[name],
                    "title": heading,
                    "span": span,
                }
            )

    def _node(self, row: Row, start: int) -> str | None:
        """The kept path of the row's section: of those with that path, the last before the row."""
        path = row.get("section")
        while isinstance(path, str) and path:
            same = [(at, name) for read, at, name in self.written if read == path]
            if same:
                before = [pair for pair in same if pair[0] <= start]
                return (before[-1] if before else same[0])[1]
            path = path.rpartition("/")[0]
        return None

    def _unit(self, name: str) -> str:
        return self.units.setdefault(name, READ_UNIT + hashlib.sha256(name.encode()).hexdigest()[:10])

    def _document(self) -> dict[str, Any]:
        read = self.reading["document"]
        cites = [
            {"title": cite.get("title") or None, "number": cite.get("number") or None}
            for cite in read.get("cites") or []
            if isinstance(cite, Mapping)
        ]
        document = {
            "title": read.get("title") or None,
            "number": read.get("number") or None,
            "issuer": read.get("issuer") or None,
            "region": read.get("region") or self.region_code,
            "region_code": self.region_code,
            "region_certainty": "read" if read.get("region") else "derived",
            "date": read.get("date") or None,
            "cites": cites,
        }
        if self.text is not None:
            document["sha256"] = hashlib.sha256(self.text.encode("utf-8")).hexdigest()
            document["length"] = len(self.text)
        return document

    def _targets(self) -> list[dict[str, Any]]:
        targets, counts = [], {"target": 0, "result": 0}
        for index, row in enumerate(self._rows("figures")):
            span = self._span(row, f"figures[{index}]")
            kind = row.get("kind")
            if kind in counts:
                counts[kind] += 1
            letter = "R" if kind == "result" else "T"
            targets.append(
                {
                    "id": row.get("id") or f"{letter}{counts.get(str(kind), index + 1):02d}",
                    "node": self._node(row, span[0]),
                    "span": span,
                    "kind": kind,
                    "indicator": row.get("code") or None,
                    "variant": row.get("variant") or None,
                    "indicator_name": row.get("indicator"),
                    "measure": row.get("measure"),
                    "op": row.get("op"),
                    "value": row.get("value"),
                    "value_max": row.get("value_max"),
                    "unit": row.get("unit") or "",
                    "by": row.get("by") or None,
                    "recurs": "yearly" if row.get("yearly") else None,
                    "binding": row.get("binding") or None,
                    "strength": row.get("strength") or None,
                    "baseline": None if row.get("baseline") is None else {"value": row["baseline"]},
                    "scope": {"text": row["scope"]} if row.get("scope") else None,
                }
            )
        return targets

    def _duties(self) -> list[dict[str, Any]]:
        duties = []
        for index, row in enumerate(self._rows("duties")):
            span = self._span(row, f"duties[{index}]")
            roles = {
                role: list(dict.fromkeys(self._unit(str(name)) for name in row.get(role) or [] if name))
                for role in ("lead", "support", "responsible")
            }
            duties.append({"node": self._node(row, span[0]), "span": span, **roles})
        return duties

    def _obligations(self) -> list[dict[str, Any]]:
        obligations = []
        for index, row in enumerate(self._rows("obligations")):
            span = self._span(row, f"obligations[{index}]")
            who, to = row.get("who") or None, row.get("to") or None
            obligations.append(
                {
                    "id": row.get("id") or f"O{index + 1:02d}",
                    "node": self._node(row, span[0]),
                    "span": span,
                    "who": who,
                    "who_units": [
                        self._unit(part) for part in str(who or "").split("、") if part in self.units
                    ],
                    "what": row.get("what"),
                    "to": to,
                    "to_units": [self.units[to]] if to in self.units else [],
                    "due": row.get("due") or None,
                    "recurs": row.get("recurs") or None,
                }
            )
        return obligations

    def _phases(self) -> list[dict[str, Any]]:
        phases = []
        for index, row in enumerate(self._rows("phases")):
            start, end = self._span(row, f"phases[{index}]")
            inside = [name for _, at, name in self.written if at < end]
            phases.append(
                {
                    "name": row.get("name"),
                    "node": self._node(row, start) or (inside[-1] if inside else None),
                    "start": row.get("start") or None,
                    "end": row.get("end") or None,
                    "span": (start, end),
                }
            )
        return phases

    def _period(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The years that the phases and deadlines span; the document's own year when they say less."""
        starts = [phase["start"] for phase in data["phases"] if isinstance(phase["start"], str)]
        ends = [phase["end"] for phase in data["phases"] if isinstance(phase["end"], str)]
        ends += [
            row["by"] for row in data["targets"] if row["kind"] == "target" and isinstance(row["by"], str)
        ]
        date = data["document"]["date"]
        own = date[:4] if isinstance(date, str) else None
        start = min(starts)[:4] if starts else own
        end = max(ends)[:4] if ends else own
        if start and end and start > end:
            start = None
        return {"start": start, "end": end}


def _kind(heading: str, inherited: str) -> str:
    for kind, words in _KIND_WORDS:
        if any(word in heading for word in words):
            return kind
    return inherited

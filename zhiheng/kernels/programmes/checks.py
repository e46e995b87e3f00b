"""Checks between the parts of a programme: what one part says of another must be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhiheng.kernels.programmes.errors import Problem
from zhiheng.kernels.programmes.parts import ProgrammeParts


def cross_problems(programme: ProgrammeParts) -> list[Problem]:
    """Every fault between parts, in the order of the file."""
    return [
        *_outline(programme),
        *_repeated("units", "单位标识", ((unit.key, unit.key) for unit in programme.units)),
        *_repeated(
            "units",
            "单位简称",
            (
                (name, unit.key)
                for unit in programme.units
                for name in dict.fromkeys([unit.name, *unit.short_names])
            ),
        ),
        *_repeated("targets", "编号", ((target.id, target.id) for target in programme.targets)),
        *_repeated("obligations", "编号", ((row.id, row.id) for row in programme.obligations)),
        *_references(programme),
        *_spans(programme),
    ]


def _repeated(part: str, what: str, names: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """``names`` are (name, key of the row that has it)."""
    seen: set[str] = set()
    for name, row in names:
        if name in seen:
            yield Problem(f"{part}({row})", f"{what} {name} 出现了不止一次", "改掉重复的一个")
        seen.add(name)


def _outline(programme: ProgrammeParts) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, node in enumerate(programme.outline):
        where = f"outline[{index}]({node.path})"
        if node.path in seen:
            yield Problem(f"{where}.path", f"路径 {node.path} 出现了不止一次", "每个标题的路径要唯一")
        if node.parent is not None and node.parent not in seen:
            yield Problem(f"{where}.path", f"上级 {node.parent} 不在它前面", "把上级标题补上，并放在下级之前")
        last = node.path.rpartition("/")[2]
        if not last.startswith(node.label):
            yield Problem(f"{where}.label", f"标号 {node.label} 与路径末段 {last} 不符", "两者写成一致")
        depth = node.path.count("/") + 1
        if node.level != depth:
            yield Problem(f"{where}.level", f"层级 {node.level} 与路径的 {depth} 段不符", f"改成 {depth}")
        seen.add(node.path)


def _references(programme: ProgrammeParts) -> Iterator[Problem]:
    paths = {node.path for node in programme.outline}
    keys = {unit.key for unit in programme.units}
    results = {target.id for target in programme.targets if target.kind == "result"}

    rows: list[tuple[str, str | None]] = []
    rows += [(f"targets[{i}]({row.id})", row.node) for i, row in enumerate(programme.targets)]
    rows += [(f"duties[{i}]", row.node) for i, row in enumerate(programme.duties)]
    rows += [(f"obligations[{i}]({row.id})", row.node) for i, row in enumerate(programme.obligations)]
    rows += [(f"phases[{i}]", row.node) for i, row in enumerate(programme.phases)]
    for where, path in rows:
        if path is not None and path not in paths:
            yield Problem(f"{where}.node", f"大纲里没有 {path}", "改成 outline 里有的路径，或在 outline 补上")

    for index, unit in enumerate(programme.units):
        hosts = [unit.hosted_by] if unit.hosted_by else []
        yield from _unknown_units(f"units[{index}]({unit.key}).hosted_by", hosts, keys)
    for index, duty in enumerate(programme.duties):
        for role, named in (
            ("lead", duty.lead),
            ("support", duty.support),
            ("responsible", duty.responsible),
        ):
            yield from _unknown_units(f"duties[{index}].{role}", named, keys)
    for index, obligation in enumerate(programme.obligations):
        where = f"obligations[{index}]({obligation.id})"
        yield from _unknown_units(f"{where}.who_units", obligation.who_units, keys)
        yield from _unknown_units(f"{where}.to_units", obligation.to_units, keys)
    for index, target in enumerate(programme.targets):
        if target.baseline and target.baseline.result is not None and target.baseline.result not in results:
            yield Problem(
                f"targets[{index}]({target.id}).baseline.result",
                f"没有编号为 {target.baseline.result} 的结果",
                "改成本方案中 kind: result 的编号，或直接写 value",
            )


def _unknown_units(where: str, named: Iterable[str], keys: set[str]) -> Iterator[Problem]:
    for key in named:
        if key not in keys:
            yield Problem(where, f"units 里没有 {key}", "改成 units 里有的 key，或在 units 补上这个单位")


def _spans(programme: ProgrammeParts) -> Iterator[Problem]:
    length = programme.document.length
    if length is None:
        return
    spans: list[tuple[str, tuple[int, int]]] = []
    spans += [(f"outline[{i}]({row.path})", row.span) for i, row in enumerate(programme.outline)]
    spans += [(f"targets[{i}]({row.id})", row.span) for i, row in enumerate(programme.targets)]
    spans += [(f"duties[{i}]", row.span) for i, row in enumerate(programme.duties)]
    spans += [(f"obligations[{i}]({row.id})", row.span) for i, row in enumerate(programme.obligations)]
    spans += [(f"phases[{i}]", row.span) for i, row in enumerate(programme.phases)]
    for where, (start, end) in spans:
        if end > length:
            yield Problem(
                f"{where}.span",
                f"位置 [{start}, {end}] 超出全文 {length} 字",
                "按原文重新数，或改正 document.length",
            )

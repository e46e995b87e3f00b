"""``zhiheng diff``: what a lower plan makes of a higher one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhiheng.faces.commands.base import Fault, out, ready, show_json, show_table

if TYPE_CHECKING:
    from zhiheng.kernels.comparing import Comparison, Side
    from zhiheng.records.programmes.comparing import Bind

SIDE_HELP = "方案标识(已载入的，或随程序带的)，或政策文件"


def add(app: typer.Typer) -> None:
    app.command("diff")(diff)


def diff(
    upper: Annotated[str, typer.Argument(help=f"上级：{SIDE_HELP}")],
    lower: Annotated[str, typer.Argument(help=f"下级：{SIDE_HELP}")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """上下级方案逐项对照:目标和任务是承接、加码、放松、推迟、拆分还是漏了,下级新增了什么。"""
    from zhiheng.kernels.comparing import compare

    ready()
    from zhiheng.judgement.indicators.binding import coder

    bind = coder()
    found = compare(_side(upper, bind), _side(lower, bind))
    if as_json:
        show_json(found.as_dict())
    else:
        _tell(found)


def _side(name: str, bind: Bind) -> Side:
    """A key of a stored or a packaged programme, else a file. A stored one wins: it is what was decided here."""
    file = Path(name)
    if file.is_file():
        return _read(file, bind)
    from zhiheng.kernels import programmes as kernel
    from zhiheng.records.programmes.comparing import side_from, side_of
    from zhiheng.records.programmes.models import Programme

    stored = Programme.objects.everywhere("the console names a programme by its key").filter(key=name).first()
    if stored is not None:
        from zhiheng.faces.commands.base import actor

        return side_of(stored, actor("diff").need("programme.view"), bind)
    if name in kernel.catalogue_keys():
        return side_from(kernel.catalogue_programme(name), "", bind)
    raise Fault(
        f"“{name}”既不是文件，也不是方案标识。请检查路径；随程序带的方案有：{'、'.join(kernel.catalogue_keys())}。"
    )


def _read(file: Path, bind: Bind) -> Side:
    from zhiheng.frame.evidence.office import open_file
    from zhiheng.kernels import programmes as kernel
    from zhiheng.kernels import reading
    from zhiheng.records.programmes.comparing import side_from

    text = open_file(file.read_bytes(), file.name).text
    found = reading.read(text, name=file.name)
    # The division matters only for whether two plans govern the same place; the document's own word tells that.
    source = kernel.programme_from_reading(found.to_json(), "document", NOWHERE, text)
    side = side_from(source, text, bind)
    return type(side)(found.document.title or file.name, side.goals, side.tasks, found.document.region or "")


NOWHERE = "100000"  # the country: any code of the right form


def _tell(found: Comparison) -> None:
    out.print(f"上级：{found.upper}\n下级：{found.lower}")
    for note in found.notes:
        out.print(f"注意：{note}")
    show_table(
        "目标",
        ("上级目标", "数值", "期限", "结论", "下级", "说明"),
        [
            (
                line.upper.name,
                line.upper.words,
                line.upper.by or "未写明",
                "、".join(v.label for v in line.verdicts),
                "；".join(f"{p.lower.name} {p.lower.words} {p.lower.by or ''}".rstrip() for p in line.parts)
                or "；".join(f"(相近){goal.name} {goal.words}" for goal in line.nearest),
                "；".join(line.reasons),
            )
            for line in found.targets
        ],
    )
    show_table(
        "任务",
        ("上级条款", "标题", "结论", "下级条款", "说明"),
        [
            (
                line.upper.key,
                line.upper.title,
                "、".join(v.label for v in line.verdicts),
                "；".join(f"{p.lower.key} {p.lower.title}({p.score:.2f})" for p in line.parts)
                or "；".join(f"(最近){task.key} {task.title}" for task in line.nearest),
                "；".join(line.reasons),
            )
            for line in found.tasks
        ],
    )
    if found.new_targets or found.new_tasks:
        show_table(
            "下级另有",
            ("", "内容", "数值", "期限"),
            [(v.label, g.name, g.words, g.by or "未写明") for v, g in found.new_targets]
            + [("任务", f"{task.key} {task.title}", "", task.due or "") for task in found.new_tasks],
        )

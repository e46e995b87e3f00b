"""``zhiheng read``: policy documents into JSON."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from zhiheng.faces.commands.base import Fault, show_table


def add(app: typer.Typer) -> None:
    app.command("read")(read)


def read(
    files: Annotated[
        list[Path],
        typer.Argument(help="政策文件(.txt、网页、.docx、.pdf；装有 LibreOffice 时还有 .doc、.wps)"),
    ],
    out: Annotated[Path | None, typer.Option(help="把每份的读取结果写成这个目录下的 JSON")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """读政策文件:大纲、分工、指标数字、报送义务、阶段、文件信息,每处都有原文位置。"""
    from zhiheng.frame.evidence.office import open_file
    from zhiheng.kernels import reading
    from zhiheng.kernels.documents import DocumentError

    found, faults = [], []
    for file in files:
        try:
            if not file.is_file():
                raise Fault("没有这个文件。请检查路径。")
            result = reading.read(open_file(file.read_bytes(), file.name).text, name=file.name)
        except (reading.ReadingError, DocumentError, Fault) as error:
            faults.append(f"{file.name}：{error}")
            continue
        found.append((file, result))
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for file, result in found:
            target = out / f"{file.stem}.json"
            part = target.with_suffix(".part")
            part.write_text(json.dumps(result.to_json(), ensure_ascii=False, indent=1), "utf-8")
            os.replace(part, target)
    if as_json:
        print(json.dumps({f.name: r.to_json() for f, r in found}, ensure_ascii=False, indent=1))
    elif found:
        show_table(
            "读取结果",
            ("文件", "大纲", "分工", "数字", "义务", "阶段", "提示"),
            [
                (
                    f.name,
                    len(r.sections),
                    len(r.duties),
                    len(r.figures),
                    len(r.obligations),
                    len(r.phases),
                    "；".join(map(str, r.warnings)),
                )
                for f, r in found
            ],
            right=range(1, 6),
        )
    if faults:
        raise Fault("；".join(faults))

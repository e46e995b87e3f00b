"""The result of a draw and its frame as files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.draws import shown, views
from zhiheng.faces.desk.page import StaffRequest, download, page
from zhiheng.frame.draws.declare import declarations
from zhiheng.frame.draws.models import Draw, Outcome
from zhiheng.frame.evidence import store
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.trail.chain import about, write
from zhiheng.kernels.intake import ColumnSpec, export_workbook
from zhiheng.kernels.intake.exporting import csv_parts

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@page("draw.view")
def export(request: StaffRequest, scope: Scope, pk: int, fmt: str) -> HttpResponse:
    """All lines with what is needed to draw again: seed, method, digest of the frame."""
    if fmt not in {"xlsx", "csv"}:
        raise Http404(_("没有“%(fmt)s”这种导出格式，可用：xlsx、csv。") % {"fmt": fmt})
    made = views.pick(request, pk)
    rows = _rows(made)
    specs = [ColumnSpec(n, n) for n in rows[0]] if rows else [ColumnSpec("编号", "编号")]
    write(request.actor, about(made, "draw.export", after={"rows": len(rows), "format": fmt}))
    name = f"{made.code}.{fmt}"
    if fmt == "csv":
        return download(b"".join(csv_parts(specs, rows)), name, "text/csv; charset=utf-8")
    return download(export_workbook(specs, rows, title="抽取结果"), name, XLSX)


def _rows(made: Draw) -> list[dict[str, Any]]:
    declared = declarations()[made.kind]
    lines = list(made.lines.order_by("list_key", "place"))
    shown.noticed(declared, lines)
    names = shown.names_of(lines)
    found = []
    for listed in declared.lists:
        labels = {s: each["label"] for s, each in made.strata[listed.key].items()}
        for line in (each for each in lines if each.list_key == listed.key):
            found.append(
                {
                    "抽取编号": made.code,
                    "名单": listed.title,
                    "次序": str(line.place),
                    "结果": str(Outcome(line.outcome).label),
                    "编号": line.key,
                    "内容": " / ".join(filter(None, line.shown)),
                    "分层": labels.get(line.stratum, ""),
                    "派给": "、".join(names.get(k, k) for k in line.matched),
                    "替换原因": line.reason,
                    "种子": made.seed,
                    "抽取方法": made.method,
                    "抽样框摘要": made.frame_id,
                }
            )
    return found


@require_safe
@page("draw.view")
def frame(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """The file of the frame as it was drawn from."""
    made = views.pick(request, pk)
    path = store.path_of(made.frame_id)
    if not path.exists():
        raise Http404(_("抽样框文件不在了。"))
    write(request.actor, about(made, "draw.export", after={"format": "frame"}))
    return download(path.read_bytes(), f"{made.code}_抽样框.csv", "text/csv; charset=utf-8")

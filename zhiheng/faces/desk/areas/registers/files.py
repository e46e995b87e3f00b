"""Files of a register: template, export, evidence."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhiheng.faces.desk.areas.registers import common, lists, sheets
from zhiheng.faces.desk.areas.registers.parts import EvidenceForm
from zhiheng.faces.desk.page import StaffRequest, download, page
from zhiheng.frame.evidence import store
from zhiheng.frame.evidence.models import Evidence
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import own
from zhiheng.frame.registers.admitted import admitted_codes
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.models import Origin
from zhiheng.frame.registers.noticing import unnoticed
from zhiheng.frame.trail.chain import Event, about, write
from zhiheng.kernels.intake import ColumnSpec, IntakeError, export_workbook, template_workbook
from zhiheng.kernels.intake.exporting import csv_parts

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXAMPLES = 2
CHUNK = 2000
SIGNED = (("_filled", "填报人签字"), ("_checked", "审核人签字"), ("_head", "单位负责人签字"))


@require_safe
@page("register.import")
def template(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    """The workbook to fill in, with the codes of the regions in scope and rows in scope as examples."""
    register = common.find(scope, key)
    specs = register.specs(admitted_codes(register, scope))
    rows = register.model.objects.within(scope).standing().order_by("-id")[:EXAMPLES]
    examples = [{n: getattr(r, register.model_field(n).attname) for n in register.names} for r in rows]
    data = template_workbook(specs, register.label, examples)
    return download(data, f"{register.label}_模板.xlsx", XLSX)


@require_safe
@page("register.export")
def export(request: StaffRequest, scope: Scope, key: str, fmt: str) -> HttpResponseBase:
    """Exactly the rows the list shows for the same address, on all its pages, with every column."""
    register = common.find(scope, key)
    if fmt not in {"xlsx", "csv"}:
        raise Http404(_("没有“%(fmt)s”这种导出格式，可用：xlsx、csv。") % {"fmt": fmt})
    chosen = lists.filtered(request, scope, register)
    if chosen.form.errors:
        messages.error(request, _("筛选条件有误，没有导出。请改正条件后再导出。"))
        return redirect(f"{common.address('desk:register', key)}?{request.GET.urlencode()}")
    rows = chosen.qs.select_related("region")
    marked = bool(request.GET.get("withdrawn"))
    specs = _export_specs(register, marked)
    _write_trail(request, scope, register, fmt, rows.count())
    name = f"{register.label}_{timezone.localdate():%Y%m%d}.{fmt}"
    plain = _plain_rows(register, rows)
    if fmt == "csv":
        response: HttpResponseBase = StreamingHttpResponse(
            csv_parts(specs, plain), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = content_disposition_header(True, name) or ""
        return response
    out = tempfile.TemporaryFile()  # noqa: SIM115 — the response closes it when it is sent
    try:
        with unnoticed():  # the export's own link says what it held
            export_workbook(specs, plain, out, title=register.label)
    except IntakeError as error:
        out.close()
        messages.error(request, str(error))
        return redirect(f"{common.address('desk:register', key)}?{request.GET.urlencode()}")
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=name, content_type=XLSX)


def _export_specs(register: Register, marked: bool) -> list[ColumnSpec]:
    """The declared columns, then what a reader wants beside them: the region's name, origin, signatures, withdrawal."""
    specs = register.specs()
    more = [ColumnSpec("_place", "地名"), ColumnSpec("_origin", "数据来源")]
    if register.periodic is not None:
        more += [ColumnSpec(name, label) for name, label in SIGNED]
    if marked:
        more += [ColumnSpec("_withdrawn", "撤回日期", type="date"), ColumnSpec("_why", "撤回原因")]
    return [*specs, *more]


def _plain_rows(register: Register, rows: Any) -> Iterator[dict[str, Any]]:
    columns = [(n, register.model_field(n).attname) for n in register.names]
    origins = {key: str(label) for key, label in Origin.choices}
    signed = sheets.signed_of(register, rows) if register.periodic is not None else {}
    for record in rows.iterator(chunk_size=CHUNK):
        row = {n: getattr(record, attname) for n, attname in columns}
        row["_place"] = record.region.name
        row["_origin"] = "演示数据" if record.synthetic else origins.get(record.origin, record.origin)
        for (name, _label), words in zip(
            SIGNED, signed.get((record.owner_id, getattr(record, "period", "")), ("", "", "")), strict=True
        ):
            row[name] = words
        row["_withdrawn"] = timezone.localdate(record.withdrawn_at) if record.withdrawn_at else None
        row["_why"] = record.withdrawn_reason
        yield row


def _write_trail(request: StaffRequest, scope: Scope, register: Register, fmt: str, count: int) -> None:
    protected = "、".join(register.label_of(n) for n in register.names if n in register.sensitive)
    after = {"rows": count, "format": fmt, "filters": request.GET.urlencode()}
    if protected:
        after["columns"] = protected
    label = register.model._meta.label_lower
    write(
        request.actor,
        Event("register.export", label, "", region=request.actor.home or None, after=after),
    )


@require_POST
@page("evidence.add")
def attach(request: StaffRequest, scope: Scope, key: str, pk: int) -> HttpResponse:
    register, record = common.pick(request.actor.need("register.view"), key, pk)
    if not own.evidence(scope, register, record):
        raise PermissionDenied(_("这条记录不由您上传佐证材料：它在管辖范围之外，或由主管部门填报。"))
    form = EvidenceForm(request.POST, request.FILES)
    if record.withdrawn_at is not None:
        messages.error(request, _("该记录已撤回，不能再加佐证。"))
    elif form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            store.attach(
                request.actor,
                record,
                upload.read(),
                upload.name,
                region=record.region_id,
                note=form.cleaned_data["note"],
            )
            messages.success(request, _("已上传：%(name)s") % {"name": upload.name})
        except store.EvidenceError as error:
            messages.error(request, str(error))
    else:
        for lines in form.errors.values():
            messages.error(request, " ".join(map(str, lines)))
    return redirect("desk:record", register.key, record.pk)


@require_safe
@page("evidence.view")
def evidence(request: StaffRequest, scope: Scope, key: str, pk: int, evidence: int) -> HttpResponse:
    register, record = common.pick(request.actor.need("register.view"), key, pk)
    files = Evidence.objects.within(scope)
    if own.codes(scope) and own.evidence(scope, register, record):
        files = Evidence.objects.everywhere("a record of the enterprise itself, narrowed before")
    found = (
        files.filter(pk=evidence, subject_type=record._meta.label_lower, subject_id=str(record.pk))
        .select_related("file")
        .first()
    )
    if found is None:
        raise Http404(_("这条记录没有第 %(pk)s 号佐证材料。") % {"pk": evidence})
    try:
        data = store.read(found)
    except store.EvidenceError as error:
        raise Http404(str(error)) from None
    write(request.actor, about(found, "evidence.read", after={"sha256": found.file_id}))
    return download(data, found.name, found.file.media_type or "application/octet-stream")

"""One import: reviewed, its columns mapped anew, applied, undone, its errors taken home."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhiheng.faces.desk.areas.enterprises import views_names
from zhiheng.faces.desk.areas.registers import common, deciding, findings
from zhiheng.faces.desk.areas.registers.imports import sessions, state_badge
from zhiheng.faces.desk.areas.registers.mapping import ColumnMap, MapForm, RereadForm
from zhiheng.faces.desk.page import StaffRequest, download, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Action, Alert, Card, Crumb, Form, PageHead, Pairs
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import imports as service
from zhiheng.frame.registers import own, undoing
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.models import ImportSession, SessionState
from zhiheng.frame.registers.noticing import saw, unnoticed
from zhiheng.frame.registers.service import visible
from zhiheng.frame.registers.wording import heading
from zhiheng.kernels.intake import IntakeError, Plan, error_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPEN = {SessionState.UPLOADED, SessionState.CHECKED, SessionState.FAILED}
Failed = (IntakeError, PermissionDenied, ValidationError)


def _session(request: StaffRequest, scope: Scope, pk: int) -> tuple[Register, ImportSession]:
    session = sessions(request, scope).select_related("region").filter(pk=pk).first()
    if session is None:
        raise Http404(_("没有第 %(pk)s 批导入，或它不在您的管辖范围内。") % {"pk": pk})
    return common.find(scope, session.register), session


@require_safe
@page("register.import")
def review(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    register, session = _session(request, scope, pk)
    plan = service.plan_of(session)
    parts: list[Any] = [findings.steps(session)]
    if session.state == SessionState.FAILED or plan is None:
        parts += _failure(session)
    else:
        _noticed(register, session)
        columns = _columns(register, session, plan)
        first = [*_unmapped(register, plan), *columns] if columns and plan.missing else []
        parts += [
            findings.stats(session),
            *_doubts(session, plan),
            *first,
            *deciding.decision(register, session),
            *deciding.unknown(register, session),
            *findings.problems(register, session),
            *findings.doubted(register, session),
            *findings.repairs(register, session),
            *([] if first else columns),
        ]
    facts = Pairs(
        [
            (_("文件"), session.filename),
            (_("工作表"), plan.sheet if plan else None),
            (_("填报地区"), formats.beside(str(session.region), str(session.region_id))),
            (_("导入人"), session.made_by),
            (_("上传时间"), session.made_at),
            (_("导入时间"), session.applied_at),
        ]
    )
    parts.append(Card(_("这一批"), facts, fold=True))
    context = {
        "crumbs": common.crumbs(
            register,
            Crumb(_("导入批次"), f"{reverse('desk:imports')}?register={register.key}"),
            Crumb(f"#{session.pk}"),
        ),
        "page_head": PageHead(
            _("导入 %(file)s") % {"file": session.filename},
            common.title(register),
            _next(request, register, session),
            [state_badge(session)],
        ),
        "parts": parts,
    }
    return render(request, "desk/registers/page.html", context)


def _noticed(register: Register, session: ImportSession) -> None:
    """Values of protected columns stand among what the check found."""
    told = [p for part in ("problems", "soft", "repaired") for p in (session.summary or {}).get(part) or ()]
    saw(register.model, {p["column"] for p in told if p.get("column")})


def _next(request: StaffRequest, register: Register, session: ImportSession) -> list[Action]:
    """What is done after an import: another file; the codes of the enterprises that it brought by name alone."""
    actions = [Action(_("再传一个文件"), reverse("desk:import_new", args=[register.key]))]
    codes = views_names.action_for(request, register, session.pk)
    if codes is not None and session.state == SessionState.APPLIED and _nameless(request, register, session):
        actions.append(codes)
    return actions


def _nameless(request: StaffRequest, register: Register, session: ImportSession) -> bool:
    """Whether rows of this import name an enterprise without its code."""
    rows = visible(request.actor, register).filter(session=session)
    return rows.filter(**{own.column(register): ""}).exclude(**{register.enterprise_name: ""}).exists()


def _failure(session: ImportSession) -> list[Any]:
    said = (session.summary or {}).get("failure") or _("文件没有读成表格。")
    form = Form(
        RereadForm(),
        submit=_("按此重读"),
        action=reverse("desk:import_map", args=[session.pk]),
        id="reread",
    )
    return [
        Alert(_("没有读出表格，什么也没有登记"), said, "error"),
        Card(_("告诉它表头在哪里"), form),
    ]


def _doubts(session: ImportSession, plan: Plan) -> list[Any]:
    if not plan.doubts or session.state not in OPEN:
        return []
    url = reverse("desk:import_map", args=[session.pk])
    actions = [
        Action(_("按建议处理第 %(n)s 条") % {"n": n}, url, method="post", value=f"accept-{n}")
        for n, doubt in enumerate(plan.doubts, 1)
        if doubt.proposal or doubt.code == "fraction"
    ]
    actions.append(Action(_("都没有问题"), url, method="post", value="confirm"))
    return [
        Alert(
            _("有 %(n)s 处存疑，请先看一眼") % {"n": len(plan.doubts)},
            "",
            "warning",
            [d.message for d in plan.doubts],
            actions,
        )
    ]


def _columns(register: Register, session: ImportSession, plan: Plan) -> list[Any]:
    if session.state not in OPEN:
        return []
    body = ColumnMap(MapForm(register, plan), reverse("desk:import_map", args=[session.pk]))
    return [Card(_("列对应"), body, id="columns", fold=True, kept=bool(plan.missing))]


def _unmapped(register: Register, plan: Plan) -> list[Any]:
    """Required columns that the sheet has under no known name: nothing can be read before they are pointed out."""
    names = _("、").join(heading(register, n) for n in plan.missing)
    words = _("表里没有认出：%(names)s。请在下面的“列对应”里指定，再按此对应重新核对。")
    return [
        Alert(_("有 %(n)s 个必填列没有对上") % {"n": len(plan.missing)}, words % {"names": names}, "warning")
    ]


@require_POST
@page("register.import")
def remap(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """Read the file again with the user's columns, sheet or heading row, or with a doubt settled."""
    register, session = _session(request, scope, pk)
    if session.state not in OPEN:
        messages.error(request, _("这一批已经导入或撤销，不能再改列对应。"))
        return redirect("desk:import", pk)
    try:
        changes = _changes(request, register, session)
        checked = service.recheck(request.actor, session, **changes)
    except Failed as error:
        for line in problems(error):
            messages.error(request, line)
    else:
        left = len(checked.bad_rows)
        words = _("已重新核对：%(n)s 行有错误。") if left else _("已重新核对：没有错误。")
        messages.success(request, words % {"n": left} if left else words)
    return redirect("desk:import", pk)


def _changes(request: StaffRequest, register: Register, session: ImportSession) -> dict[str, Any]:
    plan = service.plan_of(session)
    action = request.POST.get("action", "")
    if plan is None:
        reread = RereadForm(request.POST)
        if not reread.is_valid():
            raise ValidationError([e for lines in reread.errors.values() for e in lines])
        return {k: v for k, v in reread.cleaned_data.items() if v}
    if action == "confirm":
        return {"plan": plan.confirmed()}
    if action.startswith("accept-"):
        number = int(action.removeprefix("accept-") or 0) if action[7:].isdigit() else 0
        if not 1 <= number <= len(plan.doubts):
            raise ValidationError(_("没有这条存疑，请刷新后再试。"))
        doubt = plan.doubts[number - 1]
        return {"plan": plan.accept(doubt) if doubt.proposal else plan.with_factor(doubt.columns[0], 100)}
    if action == "values":
        return {"chosen": deciding.chosen(request, register, session)}
    form = MapForm(register, plan, request.POST)
    if not form.is_valid():
        raise ValidationError([f"{form[n].label}：{e}" for n, lines in form.errors.items() for e in lines])
    return form.changes()


@require_safe
@page("register.import")
def errors(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """The user's own sheet with its errors in it, to be mended and uploaded again."""
    register, session = _session(request, scope, pk)
    try:
        with unnoticed():  # the standing rows are compared with the file, which alone is given out
            checked = service.recheck(request.actor, session, keep=False)
    except Failed as error:
        for line in problems(error):
            messages.error(request, line)
        return redirect("desk:import", pk)
    stem = session.filename.rsplit(".", 1)[0]
    saw(register.model, register.sensitive)
    data = error_workbook(checked.workbook, checked.plan, checked.result)
    return download(data, f"{stem}_错误清单.xlsx", XLSX)


@require_POST
@page("register.import")
def apply(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    _register, session = _session(request, scope, pk)
    try:
        service.apply(
            request.actor,
            session,
            good_only=request.POST.get("action") == "good",
            accepted=request.POST.get("accepted", ""),
            late_reason=request.POST.get("late_reason", ""),
        )
    except Failed as error:
        for line in problems(error):
            messages.error(request, line)
    else:
        messages.success(request, _("已导入。"))
    return redirect("desk:import", pk)


@require_POST
@page("register.import")
def undo(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    _register, session = _session(request, scope, pk)
    try:
        undoing.undo(request.actor, session, request.POST.get("reason", ""))
    except Failed as error:
        for line in problems(error):
            messages.error(request, line)
    else:
        messages.success(request, _("已撤销。"))
    return redirect("desk:import", pk)

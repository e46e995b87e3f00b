"""Imports: the list of them, and a new one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell.components import (
    Action,
    Badge,
    Card,
    Column,
    Crumb,
    FileDrop,
    FilterBar,
    PageHead,
    Pager,
    Row,
    Table,
)
from zhiheng.frame.evidence.store import LIMIT, EvidenceError
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import imports as service
from zhiheng.frame.registers.declare import registers
from zhiheng.frame.registers.models import ImportSession, SessionState
from zhiheng.frame.registers.places import RegionField
from zhiheng.frame.registers.wording import said

ACCEPT = ".xlsx,.xlsm,.xls,.et,.ods,.csv,.txt"
PER_PAGE = 30
TONES = {
    SessionState.UPLOADED: "blue",
    SessionState.CHECKED: "amber",
    SessionState.APPLIED: "green",
    SessionState.UNDONE: "grey",
    SessionState.FAILED: "red",
}


def sessions(request: StaffRequest, scope: Scope) -> QuerySet[ImportSession]:
    """The imports one may see: those of registers and territories in reach, and one's own.

    A session has no field of its own, its register has: so the scope is narrowed field by field.
    """
    whole = Q(pk__in=[])
    by_field: dict[str, list[str]] = {}
    for register in common.open_registers(scope):
        by_field.setdefault(register.field, []).append(register.key)
    for field, keys in by_field.items():
        reaches = tuple(r for r in scope.reaches if r.fields is None or field in r.fields)
        condition = Scope(scope.action, reaches).condition(ImportSession.scope)
        whole |= Q(register__in=keys) & (condition if condition is not None else Q())
    mine = Q(made_by_id=request.user.pk, register__in=[k for keys in by_field.values() for k in keys])
    return ImportSession.objects.everywhere("narrowed here by field and territory, and one's own").filter(
        whole | mine
    )


def state_badge(session: ImportSession) -> Badge:
    state = SessionState(session.state)
    return Badge(str(state.label), TONES[state])


class SessionFilter(forms.Form):
    """Filters of the list of imports."""

    register = forms.ChoiceField(label=gettext_lazy("台账"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("状态"),
        required=False,
        choices=[("", gettext_lazy("全部")), *SessionState.choices],
    )

    def __init__(self, data: Any, scope: Scope) -> None:
        super().__init__(data)
        keys = [(r.key, common.title(r)) for r in common.open_registers(scope)]
        self.fields["register"].choices = [("", _("全部")), *keys]  # type: ignore[attr-defined]


@require_safe
@page("register.import")
def listing(request: StaffRequest, scope: Scope) -> HttpResponse:
    found = sessions(request, scope).select_related("region").defer("plan").order_by("-id")
    form = SessionFilter(request.GET, scope)
    if form.is_valid():
        found = found.filter(**{k: v for k, v in form.cleaned_data.items() if v})
    current = Paginator(found, PER_PAGE).get_page(request.GET.get("page", 1))
    heads = [
        Column("filename", _("文件"), wide=True),
        Column("register", _("台账")),
        Column("region", _("区划")),
        Column("state", _("状态")),
        Column("rows", _("行数"), align="end"),
        Column("bad", _("有错的行"), align="end"),
        Column("by", _("导入人")),
        Column("at", _("上传时间")),
    ]
    labels = {key: common.title(r) for key, r in registers().items()}
    rows = [_row(session, labels) for session in current.object_list]
    context = {
        "crumbs": [Crumb(pgettext("全部", "台账"), reverse("desk:registers")), Crumb(_("导入"))],
        "page_head": PageHead(
            _("导入"), _("每次导入都留着：文件、列对应、修正、错误和结果。要新导入，请先选台账。")
        ),
        "parts": [
            FilterBar(form),
            Table(
                heads,
                rows,
                _("导入批次"),
                pager=Pager.of(current),
                empty=_("还没有导入。"),
                empty_action=Action(_("选台账"), reverse("desk:registers")),
                cards=True,
            ),
        ],
    }
    return render(request, "desk/registers/page.html", context)


def _row(session: ImportSession, labels: dict[str, str]) -> Row:
    summary = session.summary or {}
    return Row(
        [
            session.filename,
            labels.get(session.register, session.register),
            session.region.name,
            state_badge(session),
            summary.get("rows"),
            summary.get("bad_rows"),
            session.made_by,
            session.made_at,
        ],
        url=reverse("desk:import", args=[session.pk]),
        key=str(session.pk),
        tone="red" if session.state == SessionState.FAILED else "",
    )


class UploadForm(forms.Form):
    """A file and the region it reports for (rows without a region of their own get it)."""

    file = forms.FileField(label=gettext_lazy("工作簿"))

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"] = RegionField(
            scope, label=_("填报地区"), help_text=_("表中没有区划列时，各行都按这个地区登记")
        )


@require_http_methods(["GET", "HEAD", "POST"])
@page("register.import")
def new(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    """Upload a workbook: it is stored, read and checked, and then reviewed; nothing is registered yet."""
    register = common.find(scope, key)
    bound = request.method == "POST"
    form = UploadForm(
        scope,
        request.POST if bound else None,
        request.FILES if bound else None,
        initial={"region": request.actor.home},
    )
    if bound and form.is_valid():
        upload = form.cleaned_data["file"]
        region = form.cleaned_data["region"].code
        try:
            if upload.size > LIMIT:
                raise EvidenceError(
                    _("“%(name)s”超过 %(mb)s MB 上限。请拆分后分批导入。")
                    % {"name": upload.name, "mb": LIMIT // 1048576}
                )
            session = service.upload(request.actor, register, upload.read(), upload.name, region=region)
        except (EvidenceError, PermissionDenied) as error:
            form.add_error("file", " ".join(problems(error)))
        else:
            return redirect("desk:import", session.pk)
    drop = FileDrop(
        "file",
        _("工作簿"),
        ACCEPT,
        _("xlsx、xls、et、ods 或 csv，不超过 %(mb)s MB。有标题行、合并表头、小计行都可以直接传。")
        % {"mb": LIMIT // 1048576},
        " ".join(map(str, form.errors.get("file", []))) if bound else "",
    )
    context = {
        "crumbs": common.crumbs(register, Crumb(_("导入"))),
        "page_head": PageHead(
            _("导入：%(name)s") % {"name": common.title(register)},
            _("上传后先核对：哪些是新的、哪些有错、修正了什么，看过再决定是否登记。"),
            [Action(_("下载模板"), reverse("desk:template", args=[key]))],
        ),
        "drop": drop,
        "region": form["region"],
        "cancel": reverse("desk:register", args=[key]),
        "columns": _columns_card(register.specs()),
    }
    return render(request, "desk/registers/import_new.html", context, status=422 if form.errors else 200)


def _columns_card(specs: Any) -> Card:
    from zhiheng.kernels.intake.templates import requirement

    heads = [Column("label", _("列")), Column("rule", _("填写要求"), wide=True)]
    rows = [Row([said(s.label), requirement(s)]) for s in specs]
    return Card(
        _("这本台账的列"), Table(heads, rows, _("这本台账的列"), id="columns", cards=True), flush=True
    )

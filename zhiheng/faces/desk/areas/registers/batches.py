"""One change to many rows: chosen in the list, previewed row by row, made at once, undone at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiheng.faces.desk.areas.registers import common, lists
from zhiheng.faces.desk.areas.registers.parts import ReasonForm
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Alert,
    Badge,
    Card,
    Column,
    Crumb,
    Form,
    PageHead,
    Pairs,
    Row,
    Step,
    Steps,
    Table,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import batches, service
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.doubts import ACCEPTED
from zhiheng.frame.registers.forms import column_form_of
from zhiheng.frame.registers.keeping import Batch, BatchState
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.noticing import saw, unnoticed
from zhiheng.frame.registers.wording import heading, option, word

SHOWN = 200
WITHDRAW = "-"


class ChooseForm(forms.Form):
    """Which rows (by hidden fields) and which column."""

    column = forms.ChoiceField(label=gettext_lazy("要改的列"))

    def __init__(self, register: Register, data: Any = None, *, withdraw: bool = False) -> None:
        super().__init__(data)
        choices = [(n, heading(register, n)) for n in batches.columns(register)]
        if withdraw:
            choices.append((WITHDRAW, _("（不改列，整行撤回）")))
        self.fields["column"].choices = [("", _("请选择")), *choices]  # type: ignore[attr-defined]


class AcceptForm(forms.Form):
    """Why a value stands in rows where it is doubtful."""

    accepted = forms.CharField(
        label=gettext_lazy("存疑仍要登记的理由"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("记入留痕，以后可查"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("register.change")
def batch(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    """The rows come as ``selected`` ids or as the filter of the list (``all``); the column, value and reason follow."""
    register = common.find(scope, key)
    sent = request.POST if request.method == "POST" else request.GET
    try:
        records = _records(request, scope, register)
    except ValidationError as error:
        for line in error.messages:
            messages.error(request, line)
        return redirect("desk:register", key)
    column = sent.get("column", "")
    if column not in {*batches.columns(register), WITHDRAW}:
        return _choose(request, register, records)
    if column == WITHDRAW:
        request.actor.need("register.withdraw")
    made = ReasonForm if column == WITHDRAW else column_form_of(register, scope, column)
    step = sent.get("step", "")
    form = made(request.POST) if step else made()
    for name in [n for n in form.fields if n in register.by_name]:
        if not _required(register, name):
            form.fields[name].required = False
    if not step or not form.is_valid():
        return _fill(request, register, records, column, form)
    value = None if column == WITHDRAW else _stored(register, column, form)
    name, reason = ("" if column == WITHDRAW else column), form.cleaned_data["reason"]
    try:
        if step == "apply":
            why = request.POST.get(ACCEPTED, "")
            done = batches.make(request.actor, register, records, name, value, reason, accepted=why)
            messages.success(
                request, _("已处理 %(n)s 条。可在本页整批撤销。") % {"n": formats.number(done.count)}
            )
            return redirect("desk:batch", key, done.pk)
        with unnoticed():  # every column is checked, one is shown
            steps = batches.preview(request.actor, register, records, name, value)
        saw(register.model, [name], [s.record.pk for s in steps if s.before])
    except (ValidationError, PermissionDenied) as error:
        for line in problems(error):
            form.add_error(None, line)
        return _fill(request, register, records, column, form)
    return _preview(request, register, records, column, form, steps, value)


def _required(register: Register, name: str) -> bool:
    spec = register.model_field(name)
    return not spec.blank


def _stored(register: Register, column: str, form: Any) -> Any:
    value = form.cleaned_data.get(column)
    if register.model_field(column).is_relation:
        return None if value is None else value.pk
    return value


def _records(request: StaffRequest, scope: Scope, register: Register) -> list[Record]:
    """The rows meant, in scope: those ticked, or all that the list's address finds."""
    sent = request.POST if request.method == "POST" else request.GET
    if sent.get("all"):
        query = sent.get("query") or request.GET.urlencode()
        request.GET = QueryDict(query)  # the list's own filters
        chosen = lists.filtered(request, scope, register)
        if chosen.form.errors:
            raise ValidationError(_("筛选条件有误。请改正条件后再批量修改。"))
        rows = chosen.qs
    else:
        words = [*sent.getlist("selected"), *sent.get("ids", "").split(",")]
        picked = [int(pk) for pk in words if pk.isdigit()]
        rows = register.model.objects.within(service.reach(scope, register)).filter(
            pk__in=picked[: batches.MOST + 1]
        )
        rows = rows.order_by("pk")
    found = list(rows.filter(withdrawn_at__isnull=True).select_related("region")[: batches.MOST + 1])
    if not found:
        raise ValidationError(_("没有选中可以修改的记录。请在清单里勾选，或放宽筛选条件。"))
    if len(found) > batches.MOST:
        raise ValidationError(
            _("一次最多处理 %(n)s 条。请缩小筛选范围，或导出后改好再导入。")
            % {"n": formats.number(batches.MOST)}
        )
    return found


def _hidden(request: StaffRequest, records: list[Record], **more: str) -> list[tuple[str, str]]:
    """What travels from step to step: the rows by id."""
    return [("ids", ",".join(str(r.pk) for r in records)), *more.items()]


def _show(
    request: StaffRequest, register: Register, at: int, parts: list[Any], status: int = 200
) -> HttpResponse:
    names = (_("选择列"), _("填新值和原因"), _("核对"), _("完成"))
    states = ["done" if i < at else "current" if i == at else "todo" for i in range(len(names))]
    steps = Steps([Step(n, s) for n, s in zip(names, states, strict=True)], _("批量修改"))  # type: ignore[arg-type]
    context = {
        "crumbs": common.crumbs(register, Crumb(_("批量修改"))),
        "page_head": PageHead(
            _("批量修改：%(name)s") % {"name": common.title(register)},
            _("同一个新值写入多条记录；每条都单独核对、单独留痕，可以整批撤销。"),
        ),
        "parts": [steps, *parts],
    }
    return render(request, "desk/registers/page.html", context, status=status)


def _choose(request: StaffRequest, register: Register, records: list[Record]) -> HttpResponse:
    withdraw = common.may(request, "register.withdraw", register)
    body = Form(
        ChooseForm(register, withdraw=withdraw),
        submit=_("下一步"),
        action=reverse("desk:batch_new", args=[register.key]),
        cancel_url=reverse("desk:register", args=[register.key]),
        columns=1,
        hidden=_hidden(request, records),
        id="batch-form",
    )
    count = _("选中 %(n)s 条记录") % {"n": formats.number(len(records))}
    return _show(request, register, 0, [Card(count, body)])


def _fill(
    request: StaffRequest, register: Register, records: list[Record], column: str, form: Any
) -> HttpResponse:
    body = Form(
        form,
        submit=_("预览"),
        action=reverse("desk:batch_new", args=[register.key]),
        cancel_url=reverse("desk:register", args=[register.key]),
        columns=1,
        hidden=_hidden(request, records, column=column, step="preview"),
        id="batch-form",
    )
    count = _("选中 %(n)s 条记录") % {"n": formats.number(len(records))}
    return _show(request, register, 1, [Card(count, body)], 422 if form.is_bound and form.errors else 200)


def _preview(
    request: StaffRequest,
    register: Register,
    records: list[Record],
    column: str,
    form: Any,
    steps: list[batches.Step],
    value: Any,
) -> HttpResponse:
    good = [s for s in steps if s.good]
    bad = [s for s in steps if s.problems]
    odd = [s for s in steps if s.doubtful]
    same = len(steps) - len(good) - len(bad) - len(odd)
    summary = Alert(
        _("将处理 %(n)s 条") % {"n": formats.number(len(good))},
        _("另有 %(same)s 条内容已相同，%(bad)s 条有错误，都不动。")
        % {"same": formats.number(same), "bad": formats.number(len(bad))},
        "warning" if bad else "info",
    )
    asked = Alert(
        _("有 %(n)s 条存疑") % {"n": formats.number(len(odd))},
        _("请核对；确实如此的，写明理由后一并修改，不写理由的存疑记录不动。"),
        "warning",
    )
    # Wrong rows first: they are what a person has to look at.
    rows = [_preview_row(register, s, column, value) for s in [*bad, *odd, *good][:SHOWN]]
    heads = [Column("what", _("记录"), wide=True), Column("before", _("现值")), Column("after", _("新值"))]
    table = Table(
        [*heads, Column("check", _("核对"), wide=True)],
        rows,
        _("逐条核对"),
        id="preview",
        total=len(bad) + len(odd) + len(good),
        cards=True,
    )
    kept = [
        (n, str(v))
        for n, v in request.POST.items()
        if n
        not in {
            "csrfmiddlewaretoken",
            "selected",
            "ids",
            "step",
            "column",
            "all",
            "query",
            "action",
            ACCEPTED,
        }
    ]
    again = Form(
        AcceptForm() if odd else forms.Form(),
        submit=_("撤回这 %(n)s 条") % {"n": len(good)}
        if column == WITHDRAW
        else _("修改这 %(n)s 条") % {"n": len(good) + len(odd)},
        action=reverse("desk:batch_new", args=[register.key]),
        cancel_url=reverse("desk:register", args=[register.key]),
        hidden=[*_hidden(request, [s.record for s in (*good, *odd)], column=column, step="apply"), *kept],
        id="batch-apply",
    )
    parts: list[Any] = [summary, *([asked] if odd else []), table]
    parts.append(Card(_("执行"), again) if good or odd else Alert(_("没有可以处理的记录"), "", "error"))
    return _show(request, register, 2, parts)


def _preview_row(register: Register, step: batches.Step, column: str, value: Any) -> Row:
    marks = [*(Badge(p, "red") for p in step.problems), *(Badge(d, "amber") for d in step.doubts)]
    state: Any = marks or Badge(_("可以"), "green")
    return Row(
        [
            str(step.record),
            None if column == WITHDRAW else _words(register, column, step.before),
            _("撤回") if column == WITHDRAW else _words(register, column, value),
            state,
        ],
        url=reverse("desk:record", args=[register.key, step.record.pk]),
        tone="red" if step.problems else "",
    )


def _words(register: Register, column: str, value: Any) -> Any:
    spec = register.model_field(column)
    if spec.choices:
        return option(spec, value)
    return value


@require_safe
@page("register.view")
def listing(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    """The batches of a register, newest first."""
    register = common.find(scope, key)
    made = list(Batch.objects.within(scope).filter(register=key)[:SHOWN])
    saw(register.model, [b.column for b in made if b.value])
    rows = [
        Row(
            [
                _("第 %(n)s 号") % {"n": b.pk},
                _what(register, b),
                formats.number(b.count),
                b.reason,
                b.made_by,
                b.made_at,
                _badge(b),
            ],
            url=reverse("desk:batch", args=[key, b.pk]),
        )
        for b in made
    ]
    heads = [
        Column("no", _("编号")),
        Column("what", _("内容"), wide=True),
        Column("rows", _("记录数"), align="end"),
        Column("why", _("原因"), wide=True),
        Column("by", _("办理人")),
        Column("at", _("时间")),
        Column("state", _("状态")),
    ]
    context = {
        "crumbs": common.crumbs(register, Crumb(_("批量修改"))),
        "page_head": PageHead(_("批量修改记录"), common.title(register)),
        "parts": [Table(heads, rows, _("批量修改记录"), cards=True, empty=_("还没有批量修改。"))],
    }
    return render(request, "desk/registers/page.html", context)


def _what(register: Register, made: Batch) -> str:
    if not made.column:
        return _("整行撤回")
    value = _words(register, made.column, made.value)
    return f"{heading(register, made.column)} → {value if value not in (None, '') else _('空')}"


def _badge(made: Batch) -> Badge:
    return Badge(word(str(made.get_state_display())), "green" if made.state == BatchState.APPLIED else "grey")


def _pick(scope: Scope, key: str, pk: int) -> tuple[Register, Batch]:
    register = common.find(scope, key)
    made = Batch.objects.within(scope).filter(pk=pk, register=key).first()
    if made is None:
        raise Http404(_("没有第 %(pk)s 号批量修改，或它不在您的管辖范围内。") % {"pk": pk})
    return register, made


@require_safe
@page("register.view")
def detail(request: StaffRequest, scope: Scope, key: str, pk: int) -> HttpResponse:
    register, made = _pick(scope, key, pk)
    ids = list(made.changes.order_by("pk").values_list("record_id", "before")[:SHOWN])
    saw(register.model, [made.column], [pk for pk, _before in ids])
    reach = service.reach(scope, register)
    records = register.model.objects.within(reach).select_related("region").in_bulk([i for i, _b in ids])
    rows = [
        Row(
            [str(records[i]), _words(register, made.column, before) if made.column else None],
            url=reverse("desk:record", args=[key, i]),
        )
        for i, before in ids
        if i in records
    ]
    heads = [Column("what", _("记录"), wide=True), Column("before", _("原值"))]
    parts: list[Any] = [
        Card(
            _("内容"),
            Pairs(
                [
                    (_("内容"), _what(register, made)),
                    (_("记录数"), formats.number(made.count)),
                    (_("原因"), made.reason),
                    (_("办理人"), made.made_by),
                    (_("时间"), made.made_at),
                    (_("状态"), _badge(made)),
                ]
            ),
        ),
        Table(heads, rows, _("涉及的记录"), id="rows", total=made.count, cards=True),
    ]
    action = "register.change" if made.column else "register.withdraw"
    if made.state == BatchState.APPLIED and common.may(request, action, register):
        undo = Form(
            ReasonForm(),
            submit=_("整批撤销"),
            action=reverse("desk:batch_undo", args=[key, pk]),
            confirm=_("各条记录将恢复原值；之后又被人改过的保留现值。确定吗？"),
            id="undo",
        )
        parts.append(Card(_("撤销"), undo))
    context = {
        "crumbs": common.crumbs(
            register,
            Crumb(_("批量修改"), reverse("desk:batches", args=[key])),
            Crumb(_("第 %(n)s 号") % {"n": pk}),
        ),
        "page_head": PageHead(_("批量修改第 %(n)s 号") % {"n": pk}, common.title(register)),
        "parts": parts,
    }
    return render(request, "desk/registers/page.html", context)


@require_POST
@page("register.change")
def undo(request: StaffRequest, scope: Scope, key: str, pk: int) -> HttpResponse:
    _register, made = _pick(scope, key, pk)
    try:
        kept = batches.undo(request.actor, made, request.POST.get("reason", ""))
    except (ValidationError, PermissionDenied) as error:
        for line in problems(error):
            messages.error(request, line)
    else:
        messages.success(request, _("已整批撤销。"))
        if kept:
            ids = "、".join(f"#{k}" for k in kept[:20])
            messages.warning(request, _("有 %(n)s 条之后又被人改过，保留现值：") % {"n": len(kept)} + ids)
    return redirect("desk:batch", key, pk)

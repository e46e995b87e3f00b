"""Which units have filed a return, late, or not at all; locking and opening periods; who owes it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zhiheng.faces.desk.areas.registers import common, sheets
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Card,
    Column,
    Crumb,
    Empty,
    Form,
    Light,
    PageHead,
    Row,
    Table,
)
from zhiheng.frame.dues.service import DueError
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import filing, locks, service, signing
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.keeping import Filer
from zhiheng.frame.registers.periods import Period, PeriodError, latest
from zhiheng.frame.registers.places import UnitField

SHOWN = 6  # periods side by side
MOST = 24
EARLIEST = 1949  # no return of this trade is older
LIGHTS = {"filed": "green", "late": "amber", "missing": "red", "open": "grey"}


class LockForm(forms.Form):
    """Lock or open a period, with the reason."""

    period = forms.ChoiceField(label=gettext_lazy("期别"))
    reason = forms.CharField(label=gettext_lazy("原因"), max_length=200)

    def __init__(self, periods: list[Period], data: Any = None) -> None:
        super().__init__(data, prefix="lock")
        self.fields["period"].choices = [(p.key, formats.period(p.key)) for p in periods]  # type: ignore[attr-defined]


class EnlistForm(forms.Form):
    """Put a unit on the list of those who owe the return."""

    def __init__(self, scope: Scope, periods: list[Period], data: Any = None) -> None:
        super().__init__(data, prefix="enlist")
        self.fields["unit"] = UnitField(scope, label=_("单位"))
        self.fields["since"] = forms.ChoiceField(
            label=_("从哪一期起"), choices=[(p.key, formats.period(p.key)) for p in periods]
        )


class DelistForm(forms.Form):
    """Take a unit off that list."""

    unit = forms.ChoiceField(label=gettext_lazy("单位"))
    until = forms.ChoiceField(label=gettext_lazy("报到哪一期为止"))
    reason = forms.CharField(label=gettext_lazy("原因"), max_length=200)

    def __init__(self, found: filing.Matrix, data: Any = None) -> None:
        super().__init__(data, prefix="delist")
        named = {u.pk: str(u) for u in found.units}
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            (str(f.pk), named[unit]) for unit, f in found.listed.items() if unit in named
        ]
        self.fields["until"].choices = [(p.key, formats.period(p.key)) for p in found.periods]  # type: ignore[attr-defined]


def _find(scope: Scope, key: str) -> Register:
    register = common.find(scope, key)
    if register.periodic is None:
        raise Http404(_("台账“%(name)s”不按期报送。") % {"name": common.title(register)})
    return register


@require_safe
@page("register.view")
def overview(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    register = _find(scope, key)
    wanted = request.GET.get("periods", "")
    count = min(int(wanted), MOST) if wanted.isdigit() and int(wanted) else SHOWN
    until, newest = _until(request, register), _newest(register)
    found = filing.matrix(register, service.reach(scope, register), dt.date.today(), count, until)
    manages = request.actor.scope(locks.MANAGE)
    may = service.open_to(manages, register)
    signed = signing.standings(register, [u.pk for u in found.units], [p.key for p in found.periods])
    last = None if found.units else filing.last_filed(register, service.reach(scope, register))
    parts: list[Any] = [_summary(register, found, signed), _table(request, register, found, signed, last)]
    if may:
        parts += _managing(manages, register, found)
    actions = []
    if common.may(request, "register.add", register):
        grid = reverse("desk:grid", args=[key])
        actions.append(Action(_("成批填报"), grid, tone="primary"))
    if may:
        at = reverse("desk:returns_do", args=[key, "owe"])
        actions.append(Action(_("生成应报待办"), at, method="post"))
    earlier = found.periods[-1].previous()
    if earlier.end.year >= EARLIEST:
        actions.append(Action(_("更早的期别"), _at(earlier, wanted)))
    if until < newest:
        after = Period(until.first + count * until.months, until.last + count * until.months)
        actions.append(Action(_("更近的期别"), _at(min(after, newest), wanted)))
    context = {
        "crumbs": common.crumbs(register, Crumb(_("报送情况"))),
        "page_head": PageHead(
            _("报送情况：%(name)s") % {"name": common.title(register)},
            _("各应报单位每期是否报送、是否逾期。点开格子看那一期的记录。"),
            actions,
        ),
        "parts": parts,
    }
    return render(request, "desk/registers/page.html", context)


def _newest(register: Register) -> Period:
    assert register.periodic is not None
    return latest(register.periodic.every, dt.date.today())


def _until(request: StaffRequest, register: Register) -> Period:
    """The newest period that the page shows: as the address says, or the last that is over."""
    assert register.periodic is not None
    newest = _newest(register)
    try:
        until = register.periodic.parse(request.GET["until"])
    except (KeyError, PeriodError):
        return newest
    return min(until, newest) if until.end.year >= EARLIEST else newest


def _at(until: Period, periods: str = "") -> str:
    return "?" + urlencode({"until": until.key, **({"periods": periods} if periods else {})})


def _summary(register: Register, found: filing.Matrix, signed: dict[signing.Place, signing.Standing]) -> Any:
    period = found.periods[0]
    limits = locks.limits(register, period)
    shown = formats.period(period.key)
    if found.units:
        counts = {s: found.count(s, period.key) for s in ("filed", "late", "missing", "open")}
        words = _("%(period)s：已报 %(filed)s，逾期报送 %(late)s，缺报 %(missing)s，未到期 %(open)s。") % {
            "period": shown,
            **counts,
        }
    else:  # four zeros would only count nobody
        words = _("%(period)s没有应报单位。") % {"period": shown}
    if waiting := sum(1 for s in signed.values() if not s.whole):
        words += _("各期已报而单位负责人未签字的 %(n)s 份。") % {"n": waiting}
    if limits is not None:
        words += _("应于 %(file)s 前报送，%(lock)s 后锁定（%(rule)s）。") % {
            "file": limits.file_on.isoformat(),
            "lock": limits.lock_on.isoformat(),
            "rule": limits.ref.title,
        }
    title = _("最近一期") if period == _newest(register) else _("所示最近一期")
    return Alert(title, words, "warning" if found.count("missing", period.key) else "info")


def _table(
    request: StaffRequest,
    register: Register,
    found: filing.Matrix,
    signed: dict[signing.Place, signing.Standing],
    last: Period | None,
) -> Any:
    if not found.units and last is not None:
        shown = formats.period(last.key)
        return Empty(
            _("这几期没有应报单位，也没有人报送过"),
            _("最近一次报送的是%(period)s。") % {"period": shown},
            Action(_("看%(period)s") % {"period": shown}, _at(last)),
        )
    if not found.units:
        return Empty(
            _("还没有应报单位，也没有人报送过"), _("领导小组办公室可在本页登记应报单位；直接登记记录也可以。")
        )
    home = request.actor.home
    known = locks.Locks(register, [p.key for p in found.periods])
    heads = [Column("unit", _("单位"), wide=True)]
    for period in found.periods:
        lock = known.of(period.key, home) if home else None
        heads.append(Column(period.key, formats.period(period.key) + (_("（已锁定）") if lock else "")))
    rows = []
    for unit in found.units:
        cells: list[Any] = [str(unit)]
        cells += [
            _cell(register, unit.pk, p, found.cells[unit.pk, p.key], signed.get((unit.pk, p.key)))
            for p in found.periods
        ]
        rows.append(Row(cells, key=str(unit.pk)))
    return Table(heads, rows, _("报送情况"), id="returns", total=len(rows), cards=True)


def _cell(
    register: Register, unit: int, period: Period, cell: filing.Cell, signed: signing.Standing | None
) -> Any:
    """What was filed, with the way to the sheet and its signatures."""
    if cell.state == "none":
        return None
    words = {
        "filed": _("已报 %(n)s 条"),
        "late": _("逾期 %(on)s 报 %(n)s 条"),
        "missing": _("缺报"),
        "open": _("未报，%(due)s 到期"),
    }[cell.state]
    named = {
        "n": formats.number(cell.rows),
        "on": cell.on.isoformat() if cell.on else "",
        "due": cell.due_on.isoformat() if cell.due_on else "",
    }
    if signed is None or not cell.rows:
        return Light(LIGHTS[cell.state], words % named)
    url = reverse("desk:return_sheet", args=[register.key, period.key, unit])
    return [Light(LIGHTS[cell.state], words % named, url=url), sheets.state_of(signed)]


def _managing(scope: Scope, register: Register, found: filing.Matrix) -> list[Any]:
    def at(what: str) -> str:
        return reverse("desk:returns_do", args=[register.key, what])

    lock = Form(
        LockForm(found.periods),
        submit=_("锁定"),
        action=at("lock"),
        id="lock-form",
        columns=2,
        extra_buttons=[("open", "1", _("开锁"))],
    )
    parts = [
        Card(_("锁定与开锁"), lock),
        Card(
            _("登记应报单位"),
            Form(EnlistForm(scope, found.periods), submit=_("登记"), action=at("enlist"), id="enlist-form"),
        ),
    ]
    if found.listed:
        parts.append(
            Card(
                _("移出应报单位"),
                Form(DelistForm(found), submit=_("移出"), action=at("delist"), id="delist-form"),
            )
        )
    return parts


@require_POST
@page("return.manage")
def act(request: StaffRequest, scope: Scope, key: str, what: str) -> HttpResponse:
    """Lock, open, put on the list, take off it, make the dues."""
    register = _find(scope, key)
    acts = {"lock": _lock, "enlist": _enlist, "delist": _delist, "owe": _owe}
    if what not in acts:
        raise Http404(_("没有“%(what)s”这个操作。") % {"what": what})
    try:
        messages.success(request, acts[what](request, scope, register))
    except (ValidationError, PermissionDenied, PeriodError, DueError) as error:
        for line in problems(error):
            messages.error(request, line)
    return redirect("desk:returns", key)


def _first_error(form: forms.Form) -> ValidationError:
    return ValidationError([f"{form[n].label}：{e}" for n, lines in form.errors.items() for e in lines])


def _matrix(scope: Scope, register: Register) -> filing.Matrix:
    return filing.matrix(register, service.reach(scope, register), dt.date.today(), MOST)


def _lock(request: StaffRequest, scope: Scope, register: Register) -> str:
    form = LockForm(_matrix(scope, register).periods, request.POST)
    if not form.is_valid():
        raise _first_error(form)
    period, locked = form.cleaned_data["period"], "open" not in request.POST
    locks.set_by_hand(
        request.actor,
        register,
        period,
        request.actor.home or scope.home(),
        locked=locked,
        reason=form.cleaned_data["reason"],
    )
    words = _("已锁定%(period)s。") if locked else _("已开锁%(period)s。")
    return words % {"period": formats.period(period)}


def _enlist(request: StaffRequest, scope: Scope, register: Register) -> str:
    form = EnlistForm(scope, _matrix(scope, register).periods, request.POST)
    if not form.is_valid():
        raise _first_error(form)
    unit = form.cleaned_data["unit"]
    filing.enlist(request.actor, register, unit, form.cleaned_data["since"])
    return _("已登记应报单位：%(unit)s") % {"unit": str(unit)}


def _delist(request: StaffRequest, scope: Scope, register: Register) -> str:
    form = DelistForm(_matrix(scope, register), request.POST)
    if not form.is_valid():
        raise _first_error(form)
    filer = Filer.objects.within(scope).select_related("unit").get(pk=int(form.cleaned_data["unit"]))
    filing.delist(request.actor, register, filer, form.cleaned_data["until"], form.cleaned_data["reason"])
    return _("已移出应报单位：%(unit)s") % {"unit": str(filer.unit)}


def _owe(request: StaffRequest, scope: Scope, register: Register) -> str:
    made = filing.owe(request.actor, register, dt.date.today())
    made += signing.owe(request.actor, register, dt.date.today())
    assert register.periodic is not None
    period = formats.period(latest(register.periodic.every, dt.date.today()).key)
    return _("已生成 %(n)s 件应报待办（到%(period)s为止）。") % {"n": made, "period": period}

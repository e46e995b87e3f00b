"""The grid: many rows of a register on one page, by keyboard; starting from last period's rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from zhiheng.faces.desk.areas.registers import common, entering
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Action, Crumb, PageHead
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import grids, locks
from zhiheng.frame.registers.admitted import admitted_codes
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.grids import GridError, GridRow
from zhiheng.frame.registers.periods import Period, PeriodError, latest, recent
from zhiheng.frame.registers.wording import said

BLANK = 8
LISTED = 300  # regions offered in the list of suggestions


@dataclass(frozen=True)
class Head:
    """A column of the grid: how its cells are entered."""

    name: str
    label: str
    kind: str  # text, number, date, choice
    required: bool
    choices: tuple[tuple[str, str], ...] = ()
    listed: str = ""  # id of a list of suggestions
    wide: bool = False


class SayForm(forms.Form):
    """What goes with the whole grid: why stored rows changed, why doubtful values stand."""

    reason = forms.CharField(
        label=gettext_lazy("说明"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("改了已有的记录，或期别已锁定时必填，记入留痕"),
    )
    accepted = forms.CharField(
        label=gettext_lazy("存疑仍要登记的理由"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("有存疑的内容时填写，记入留痕"),
    )


def _heads(register: Register, scope: Scope) -> tuple[list[Head], dict[str, list[tuple[str, str]]]]:
    """The columns, and the lists of suggestions by id."""
    specs = {s.name: s for s in register.specs(admitted_codes(register, scope))}
    heads, lists = [], {}
    for name in grids.columns(register):
        spec = specs[name]
        kind = {"integer": "number", "decimal": "number", "date": "date"}.get(spec.type, "text")
        choices: tuple[tuple[str, str], ...] = ()
        listed = ""
        if spec.type == "choice":
            kind, choices = "choice", tuple((k, str(said(v))) for v, k in spec.choices.values())
        elif spec.type == "boolean":
            kind, choices = "choice", ((grids.YES, _("是")), (grids.NO, _("否")))
        elif spec.type == "code" and spec.codes:
            listed = f"list-{name}"
            lists[listed] = list(spec.codes.items())[:LISTED]
        unit = common.unit_note(register, name)
        wide = kind == "text" and (getattr(register.model_field(name), "max_length", 0) or 0) >= 40
        heads.append(Head(name, unit, kind, spec.required, choices, listed, wide))
    return heads, lists


def _period(request: StaffRequest, register: Register) -> Period | None:
    if register.periodic is None:
        return None
    given = request.POST.get("period") or request.GET.get("period")
    if not given:
        return latest(register.periodic.every, dt.date.today())
    return register.periodic.parse(given)


@require_http_methods(["GET", "HEAD", "POST"])
@page("register.add")
def grid(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    register = common.find(scope, key)
    try:
        period = _period(request, register)
    except PeriodError as error:
        messages.error(request, str(error))
        return redirect("desk:grid", key)
    heads, lists = _heads(register, scope)
    say = SayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        rows = _posted(request, heads)
        say.is_valid()
        try:
            saved = grids.save(
                request.actor,
                register,
                rows,
                period,
                reason=say.cleaned_data.get("reason", ""),
                accepted=say.cleaned_data.get("accepted", ""),
            )
        except GridError as error:
            say.add_error(None, str(error))
            if error.late:
                say.add_error("reason", _("期别已锁定，请写明补报或更正的原因。"))
            if error.doubtful:
                say.add_error("accepted", _("有存疑的内容。请核对改正；确实如此的，写明理由。"))
        except ValidationError as error:
            for line in problems(error):
                say.add_error(None, line)
        else:
            return _done(request, register, period, saved)
    else:
        rows = grids.load(request.actor, register, period, copy="copy" in request.GET)
        rows += [GridRow({h.name: "" for h in heads}) for _n in range(BLANK)]
    return _show(request, register, period, heads, lists, rows, say)


def _posted(request: StaffRequest, heads: list[Head]) -> list[GridRow]:
    """The rows as they were sent: ``r<n>-<column>``, with what each row is."""
    rows = []
    count = request.POST.get("rows", "")
    for n in range(min(int(count) if count.isdigit() else 0, grids.MOST + BLANK)):
        at = f"r{n}-"
        pk, copied = request.POST.get(f"{at}pk", ""), request.POST.get(f"{at}copied", "")
        rows.append(
            GridRow(
                {h.name: request.POST.get(at + h.name, "") for h in heads},
                pk=int(pk) if pk.isdigit() else None,
                copied=int(copied) if copied.isdigit() else None,
                confirmed=bool(request.POST.get(f"{at}confirmed")),
            )
        )
    return rows


def _done(
    request: StaffRequest, register: Register, period: Period | None, saved: grids.Saved
) -> HttpResponse:
    words = _("已登记 %(added)s 条，修改 %(changed)s 条。") % {
        "added": formats.number(saved.added),
        "changed": formats.number(saved.changed),
    }
    if saved.left:
        words += _("带出的 %(n)s 条没有改动也没有确认，未登记。") % {"n": formats.number(saved.left)}
    messages.success(request, words)
    at = reverse("desk:grid", args=[register.key])
    return redirect(f"{at}?period={period.key}" if period is not None else at)


def _show(
    request: StaffRequest,
    register: Register,
    period: Period | None,
    heads: list[Head],
    lists: dict[str, list[tuple[str, str]]],
    rows: list[GridRow],
    say: SayForm,
) -> HttpResponse:
    actions, lock, choices = [], None, []
    if period is not None and register.periodic is not None:
        before = period.previous()
        at = reverse("desk:grid", args=[register.key])
        actions.append(
            Action(_("带出上期（%(period)s）") % {"period": before.label}, f"{at}?period={period.key}&copy=1")
        )
        actions.append(Action(_("报送情况"), reverse("desk:returns", args=[register.key])))
        home = request.actor.home
        lock = locks.Locks(register, [period.key]).of(period.key, home) if home else None
        choices = recent(register.periodic.every, dt.date.today(), 12)
        if period not in choices:
            choices.append(period)
    labels = {h.name: h.label for h in heads}
    wrong = [
        (
            n + 1,
            [
                (f"r{n}-{name}", labels.get(name, ""), words)
                for name, said in row.errors.items()
                for words in said
            ],
        )
        for n, row in enumerate(rows)
        if row.errors
    ]
    copied = sum(1 for r in rows if r.copied is not None)
    context = {
        "crumbs": common.crumbs(register, Crumb(_("成批填报"))),
        "page_head": PageHead(
            _("成批填报：%(name)s") % {"name": common.title(register)},
            _("Tab 和方向键移动，Enter 到下一行，可从电子表格整块粘贴，Ctrl+S 保存。空行不登记。"),
            actions,
        ),
        "heads": heads,
        "lists": lists,
        "rows": [_cells(heads, n, row) for n, row in enumerate(rows)],
        "blank": _cells(heads, -1, GridRow({h.name: "" for h in heads})),
        "say": say,
        "say_accepted": bool(say.errors.get("accepted")) or bool(say["accepted"].value()),
        "period": period,
        "periods": choices,
        "lock": lock,
        "wrong": wrong,
        "copied": copied,
        "nothing_copied": bool(request.GET.get("copy")) and not copied,
        "draft": entering.draft_key(request, register, f"grid-{period.key if period else ''}"),
        "action": reverse("desk:grid", args=[register.key]),
        "most": grids.MOST,
    }
    return render(request, "desk/registers/grid.html", context, status=422 if wrong else 200)


def _cells(heads: list[Head], n: int, row: GridRow) -> dict[str, Any]:
    cells = [(h, row.values.get(h.name, ""), row.errors.get(h.name, [])) for h in heads]
    return {"n": n, "number": n + 1, "row": row, "cells": cells, "whole": row.errors.get("", [])}

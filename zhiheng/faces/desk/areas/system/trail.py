"""The trail: who did what, filtered; its verdict; evidence files, whose reading is itself in the trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model, Q
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from zhiheng.faces.desk.actions import action_words, meant
from zhiheng.faces.desk.page import StaffRequest, download, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Column,
    Crumb,
    FilterBar,
    PageHead,
    Pager,
    Row,
    Table,
)
from zhiheng.frame.evidence import store
from zhiheng.frame.evidence.models import Evidence
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.regions.models import Region
from zhiheng.frame.registers.declare import registers
from zhiheng.frame.trail.chain import about, verify, write
from zhiheng.frame.trail.models import Entry

PER_PAGE = 50
LONGEST = 80  # characters of a value that is shown; the rest is in the trail


class Filter(forms.Form):
    actor = forms.CharField(label=gettext_lazy("操作人"), required=False, max_length=150)
    action = forms.CharField(
        label=gettext_lazy("动作"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("如 报送报告、查看受保护的内容；也可写 report.submit"),
    )
    object = forms.CharField(
        label=gettext_lazy("对象"),
        required=False,
        max_length=125,
        help_text=gettext_lazy("台账名或类型，可加编号，如 质量人才库：12"),
    )
    after = forms.DateField(
        label=gettext_lazy("起"), required=False, widget=forms.DateInput({"type": "date"})
    )
    before = forms.DateField(
        label=gettext_lazy("止"), required=False, widget=forms.DateInput({"type": "date"})
    )


def _midnight(day: dt.date) -> dt.datetime:
    """The beginning of a day. At the ends of the calendar there is no other time zone and no next day: a day within."""
    inside = min(max(day, dt.date(2, 1, 1)), dt.date(9998, 12, 31))
    return timezone.make_aware(dt.datetime.combine(inside, dt.time.min))


@require_safe
@page("trail.view")
def trail(request: StaffRequest, scope: Scope) -> HttpResponseBase:
    form = Filter(request.GET)
    wanted = Entry.objects.within(scope)
    if form.is_valid():
        data = form.cleaned_data
        if data["actor"]:
            wanted = wanted.filter(actor__icontains=data["actor"])
        if data["action"]:
            wanted = wanted.filter(_named(data["action"]))
        if data["object"]:
            kind, _sep, key = data["object"].replace("：", ":").partition(":")
            wanted = wanted.filter(_of_kind(kind.strip()))
            wanted = wanted.filter(subject_id=key.strip()) if key else wanted
        if data["after"]:
            wanted = wanted.filter(at__gte=_midnight(data["after"]))
        if data["before"]:
            wanted = wanted.filter(at__lt=_midnight(data["before"]) + dt.timedelta(days=1))
    number = request.GET.get("page", "1")
    at = max(1, int(number)) if number.isdigit() and len(number) < 7 else 1
    # One row more than is shown tells whether there is a next page; counting a long trail is too dear.
    found = list(wanted[(at - 1) * PER_PAGE : at * PER_PAGE + 1])
    places = _places(found)
    rows = [_row(e, places) for e in found[:PER_PAGE]]
    columns = [
        Column("seq", _("序号"), align="end"),
        Column("at", _("时间")),
        Column("actor", _("操作人")),
        Column("action", _("动作")),
        Column("object", _("对象")),
        Column("region", _("区划")),
        Column("change", _("变更"), wide=True),
        Column("note", _("说明"), wide=True),
    ]
    may_verify = request.actor.may("trail.verify")
    check = Action(_("核对整条链"), reverse("desk:trail_verify"), "post", "primary")
    return render(
        request,
        "desk/system/list.html",
        {
            "crumbs": [Crumb(_("留痕"))],
            "page_head": PageHead(
                _("留痕"),
                _("每一步操作首尾相连，改动或删除任何一环都会被核对出来。"),
                [check] if may_verify else [],
            ),
            "filters": FilterBar(form, first=("actor", "action", "object", "after", "before")),
            "table": Table(
                columns,
                rows,
                _("留痕"),
                id="trail",
                pager=Pager(at, PER_PAGE, has_next=len(found) > PER_PAGE),
                cards=True,
                empty=_("没有符合条件的操作。"),
            ),
        },
    )


def _named(words: str) -> Q:
    """The links whose action has this name, in words or as it is kept."""
    return Q(action__startswith=words) | Q(action__in=meant(words))


def _of_kind(words: str) -> Q:
    """The links about this kind of thing: as it is kept, or a register by its name in either language."""
    sought = words.lower()
    known = [
        r.model._meta.label_lower for r in registers().values() if sought in f"{r.label} {r.label_en}".lower()
    ]
    return Q(subject_type__icontains=words) | Q(subject_type__in=known)


def _places(entries: list[Entry]) -> dict[str, str]:
    sides = [side for e in entries for side in (e.before or {}, e.after or {})]
    codes = {e.region for e in entries if e.region}
    codes |= {str(side[n]) for side in sides for n in ("region", "region_id") if side.get(n)}
    return {r.code: formats.bilingual(r) for r in Region.objects.filter(code__in=codes)} if codes else {}


def _row(entry: Entry, places: dict[str, str]) -> Row:
    return Row(
        [
            str(entry.seq),
            # A time is read as one word: it does not break in a narrow column.
            formats.date(entry.at).replace("-", "\u2011").replace(" ", "\u00a0"),
            entry.actor,
            action_words(entry.action),
            f"{thing(entry.subject_type)} {entry.subject_id}",
            places.get(entry.region or "", entry.region),
            changes(entry, places),
            entry.note,
        ]
    )


def thing(label: str) -> str:
    """The name of a kind of object: a register's record by the register; the label itself for kinds that are gone."""
    kind = _kind(label)
    if kind is None:
        return label
    if found := next((r for r in registers().values() if r.model is kind), None):
        return formats.bilingual(found, "label")
    return _(str(kind._meta.verbose_name))


def changes(entry: Entry, places: Mapping[str, str]) -> str:
    """What changed, field by field, cut to what fits a line."""
    before, after = entry.before or {}, entry.after or {}
    kind = _kind(entry.subject_type)
    # Who looks through the trail is not shown personal data on the way: the record's page says it, and tells of it.
    held = next((r.sensitive for r in registers().values() if r.model is kind), frozenset[str]())
    parts = []
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        label, choices = _field(kind, name)
        if name in held:
            parts.append(f"{label}{_('：')}{_('受保护，见记录')}")
            continue
        if not choices and name in {"region", "region_id"}:
            choices = dict(places)
        elif not choices and name == "register":
            choices = _registers()
        parts.append(
            f"{label}{_('：')}{_short(old, choices)} → {_short(new, choices)}"
            if name in before and name in after
            else f"{label}{_('：')}{_short(new if name in after else old, choices)}"
        )
    return _("；").join(parts)


def _registers() -> dict[str, str]:
    return {key: formats.bilingual(found, "label") for key, found in registers().items()}


def _kind(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


#: What links say besides fields of the thing they are about.
OTHERS = {
    "number": gettext_lazy("编号"),
    "rows": gettext_lazy("行数"),
    "count": gettext_lazy("个数"),
    "sha256": gettext_lazy("内容摘要"),
    "digest": gettext_lazy("内容摘要"),
    "units": gettext_lazy("单位"),
    "accounts": gettext_lazy("账号"),
    "register": gettext_lazy("台账"),
    "payload": gettext_lazy("内容"),
    "decision": gettext_lazy("决定"),
    "locked_since": gettext_lazy("锁定起"),
    "columns": gettext_lazy("列"),
    "records": gettext_lazy("记录"),
    "filters": gettext_lazy("筛选条件"),
    "page": gettext_lazy("页面"),
    "format": gettext_lazy("格式"),
}


def _field(kind: type[Model] | None, name: str) -> tuple[str, Mapping[str, str]]:
    """What a field is called, and its values' names; the name itself where nothing calls it otherwise."""
    try:
        found = kind._meta.get_field(name.removesuffix("_id")) if kind else None
    except FieldDoesNotExist:
        found = None
    if not isinstance(found, Field):
        return str(OTHERS.get(name, name)), {}
    return _(str(found.verbose_name)), {str(k): _(str(v)) for k, v in found.flatchoices}


def _short(value: Any, choices: Mapping[str, str]) -> str:
    words = _("无") if value is None or value == "" else choices.get(str(value), str(value))
    return words if len(words) <= LONGEST else words[:LONGEST] + "…"


@require_http_methods(["GET", "HEAD", "POST"])
@page("trail.verify")
def trail_verify(request: StaffRequest, scope: Scope) -> HttpResponseBase:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    verdict = verify()
    if verdict.sound:
        words = _("核对无误：共 %(n)s 环，链尾 %(hash)s…") % {
            "n": formats.number(verdict.links),
            "hash": verdict.head[:16],
        }
        messages.success(request, words)
    else:
        for fault in verdict.faults:
            messages.error(request, fault)
    return redirect("desk:trail")


@require_safe
@page("evidence.view")
def evidence(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    found = (
        Evidence.objects.within(scope).select_related("file").filter(pk=pk, withdrawn_at__isnull=True).first()
    )
    if found is None:
        raise Http404(_("没有这份佐证材料，或不在您的管辖范围内，或已撤回。"))
    try:
        data = store.read(found)
    except store.EvidenceError as error:
        return HttpResponse(problems(error)[0], status=410, content_type="text/plain; charset=utf-8")
    write(request.actor, about(found, "evidence.read", after={"sha256": found.file_id}))
    # Handed over to be kept, never shown in the page's own origin.
    return download(data, found.name, "application/octet-stream")

"""One record: seen, entered, corrected, withdrawn, restored, moved on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhiheng.faces.desk.areas.draws import starting
from zhiheng.faces.desk.areas.enterprises import proposing
from zhiheng.faces.desk.areas.registers import (
    against,
    collecting,
    common,
    entering,
    following,
    history,
    leading,
    parts,
    planning,
    rated,
)
from zhiheng.faces.desk.areas.surveys import linking
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Action, Alert, Card, Crumb, Form, PageHead, Timeline
from zhiheng.frame.evidence import store
from zhiheng.frame.lifecycles.declare import LifecycleError, Move
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import own, service
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.doubts import Doubted
from zhiheng.frame.registers.forms import RecordForm, form_of, move_form_of
from zhiheng.frame.registers.models import Record


@require_safe
@page("register.view")
def detail(request: StaffRequest, scope: Scope, key: str, pk: int) -> HttpResponse:
    register, record = common.pick(scope, key, pk)
    entries = history.entries_of(record)
    marks = [common.origin_badge(record)] if record.synthetic else []
    if register.lifecycle is not None:
        marks.insert(0, common.state_badge(register, getattr(record, "state")))  # noqa: B009
    marks += parts.expiries(register, record)
    marks += entering.lock_marks(register, record, {e.action for e in entries})
    top: list[Any] = []
    if record.withdrawn_at is not None:
        top.append(
            Alert(
                _("该记录已撤回，不进入任何清单和数字"),
                _("%(at)s 撤回。原因：%(why)s")
                % {"at": formats.date(record.withdrawn_at), "why": record.withdrawn_reason},
                "warning",
            )
        )
    main: list[Any] = []
    if register.lifecycle is not None and record.withdrawn_at is None:
        main.append(Card(_("办理"), parts.lifecycle(request, register, record, entries)))
    main += [
        Card(_("内容"), parts.columns(register, record)),
        *following.cards(request, register, record),
        *rated.cards(request, register, record),
        *planning.cards(request, register, record),
        *against.cards(request, register, record),
        Card(_("佐证材料"), parts.evidence(request, register, record)),
    ]
    resting = history.figures(register, record)
    side = [
        Card(_("来源"), parts.source(request, register, record)),
        Card(
            _("历史"), Timeline(history.events(register, record, entries, request.actor), _("这条记录的历史"))
        ),
        Card(_("据此计算的指标"), parts.resting(resting)),
    ]
    context = {
        "crumbs": common.crumbs(register, Crumb(str(record))),
        "page_head": PageHead(
            str(record), common.title(register), _actions(request, register, record), marks
        ),
        "parts": top,
        "main": main,
        "side": side,
    }
    return render(request, "desk/registers/split.html", context)


def _actions(request: StaffRequest, register: Register, record: Record) -> list[Action]:
    def allowed(action: str) -> bool:
        return service.covers(request.actor.scope(action), register, record)

    at = [register.key, record.pk]
    if record.withdrawn_at is not None:
        return (
            [Action(_("恢复"), reverse("desk:record_restore", args=at))]
            if allowed("register.withdraw")
            else []
        )
    actions = leading.actions(request, register, record) + starting.actions(request, register, record)
    actions += linking.actions(register, record)
    if allowed("register.change"):
        actions.append(Action(_("修改"), reverse("desk:record_edit", args=at), tone="primary"))
    if allowed("register.withdraw"):
        actions.append(Action(_("撤回"), reverse("desk:record_withdraw", args=at), tone="danger"))
    return actions


@require_http_methods(["GET", "HEAD", "POST"])
@page("register.add")
def new(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    register = common.find(scope, key)
    made = form_of(register, scope)
    remembered = entering.brought(request, register)
    first = _initial(request, register) | remembered
    first |= leading.brought(request, register) | starting.brought(request, register)
    first |= collecting.brought(request, register)
    first |= rated.brought(register, str(first.get(own.column(register), "")))
    form = made(_posted(request), initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            why = form.cleaned_data.get("late_reason", "")
            record = service.create(
                request.actor, register, form.values, late_reason=why, accepted=form.accepted
            )
        except (ValidationError, PermissionDenied) as error:
            _blame(form, error)
        else:
            starting.entered(request, register, record)
            return entering.entered(request, register, record)
    head = PageHead(
        _("登记：%(name)s") % {"name": common.title(register)},
        common.about(register),
        entering.actions(register, remembered),
    )
    back = reverse("desk:register", args=[key])
    return _form_page(
        request, register, head, form, Crumb(_("登记")), back, **entering.extras(request, register)
    )


def _posted(request: StaffRequest) -> Any:
    """The posted data, however empty; None when nothing was posted."""
    return request.POST if request.method == "POST" else None


def _initial(request: StaffRequest, register: Register) -> dict[str, Any]:
    home = request.actor.home
    found = {"region": home} if home and "region" in register.by_name else {}
    if own.codes(request.actor.scope("register.add")):
        unit = request.actor.posts[0].unit
        found |= {own.column(register): unit.credit_code, "enterprise": unit.name}
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@page("register.change")
def edit(request: StaffRequest, scope: Scope, key: str, pk: int) -> HttpResponse:
    register, record = common.pick(scope, key, pk)
    if record.withdrawn_at is not None:
        messages.error(request, _("该记录已撤回，不能修改。请先恢复。"))
        return redirect("desk:record", key, pk)
    form = form_of(register, scope, reason=True)(_posted(request), instance=record)
    if request.method == "POST" and form.is_valid():
        try:
            why = form.cleaned_data["reason"]
            service.change(request.actor, register, record, form.values, reason=why, accepted=form.accepted)
        except (ValidationError, PermissionDenied) as error:
            _blame(form, error)
        else:
            messages.success(request, _("已保存。原来的内容保留在历史里。"))
            return redirect("desk:record", key, pk)
    at = reverse("desk:record", args=[key, pk])
    name = _record_name(register, pk, scope)
    head = PageHead(_("修改：%(name)s") % {"name": name}, common.title(register))
    draft = entering.draft_key(request, register, str(pk))
    return _form_page(request, register, head, form, Crumb(name, at), at, draft=draft)


def _record_name(register: Register, pk: int, scope: Scope) -> str:
    return str(register.model.objects.within(scope).select_related("region").get(pk=pk))


def _blame(form: RecordForm, error: Exception) -> None:
    """Put the service's errors to the fields they are about; what has no field here stands above the form."""
    if isinstance(error, Doubted):
        form.ask_reason(error)
        return
    by_field: dict[str, list[str]] = (
        getattr(error, "message_dict", {}) if hasattr(error, "error_dict") else {}
    )
    if not by_field:
        by_field = {NON_FIELD_ERRORS: problems(error)}
    for name, lines in by_field.items():
        for line in lines:
            form.add_error(name if name in form.fields else None, line)


def _form_page(
    request: StaffRequest,
    register: Register,
    head: PageHead,
    form: Any,
    crumb: Crumb,
    cancel: str,
    **more: Any,
) -> HttpResponse:
    body = Form(
        form, cancel_url=cancel, columns=2, id="record-form", groups=parts.groups(register, form), **more
    )
    context = {
        "crumbs": common.crumbs(register, crumb),
        "page_head": head,
        "parts": [
            Card(_("内容"), body) if not more.get("bare") else body,
            *proposing.below(request, register, form),
        ],
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/registers/page.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@page("register.withdraw")
def withdraw(request: StaffRequest, scope: Scope, key: str, pk: int) -> HttpResponse:
    lead = _("撤回后不再进入清单和数字；内容、原因和历史仍可查，也可以恢复。")
    return _with_reason(request, scope, (key, pk), (_("撤回"), lead), service.withdraw)


@require_http_methods(["GET", "HEAD", "POST"])
@page("register.withdraw")
def restore(request: StaffRequest, scope: Scope, key: str, pk: int) -> HttpResponse:
    lead = _("恢复后重新进入清单和数字。")
    return _with_reason(request, scope, (key, pk), (_("恢复"), lead), service.restore)


def _with_reason(
    request: StaffRequest, scope: Scope, at: tuple[str, int], words: tuple[str, str], act: Any
) -> HttpResponse:
    register, record = common.pick(scope, *at)
    form = parts.ReasonForm(_posted(request))
    name = str(record)
    if request.method == "POST" and form.is_valid():
        try:
            act(request.actor, register, record, form.cleaned_data["reason"])
        except (ValidationError, PermissionDenied) as error:
            for line in problems(error):
                form.add_error(None, line)
        else:
            messages.success(request, _("已%(what)s：%(name)s") % {"what": words[0], "name": name})
            return redirect("desk:record", *at)
    back = reverse("desk:record", args=at)
    head = PageHead(f"{words[0]}{_('：')}{name}", words[1])
    return _form_page(request, register, head, form, Crumb(name, back), back, submit=words[0])


@require_http_methods(["GET", "HEAD", "POST"])
@page("register.view")
def move(request: StaffRequest, scope: Scope, key: str, pk: int, move: str) -> HttpResponse:
    """A move of the record's lifecycle: what it needs is asked for, then it is made."""
    register, record = common.pick(scope, key, pk)
    wanted = _move_of(register, move)
    service.require_move(request.actor.need(wanted.action), register, record, wanted)
    name, at = str(record), reverse("desk:record", args=[key, pk])
    made = move_form_of(register, scope, wanted, lacks_evidence=not parts.evidence_of(record))
    bound = request.method == "POST"
    form = made(
        request.POST if bound else None,
        request.FILES if bound else None,
        instance=record,
        initial=rated.of_move(request, register, record),
    )
    if bound and form.is_valid():
        try:
            with transaction.atomic():
                _attach(request, register, record, form)
                service.move(
                    request.actor,
                    register,
                    record,
                    move,
                    reason=form.cleaned_data.get("reason", ""),
                    changes=form.values,
                    accepted=form.accepted,
                )
        except (LifecycleError, ValidationError, PermissionDenied, store.EvidenceError) as error:
            _blame(form, error)
        else:
            messages.success(request, _("已办理：%(move)s") % {"move": formats.bilingual(wanted, "label")})
            return redirect("desk:record", key, pk)
    if bound and not form.fields:
        # A move that asks for nothing is posted from the record's page: its error belongs there.
        for line in form.non_field_errors():
            messages.error(request, str(line))
        return redirect("desk:record", key, pk)
    label = formats.bilingual(wanted, "label")
    head = PageHead(f"{label}{_('：')}{name}", common.title(register))
    return _form_page(request, register, head, form, Crumb(name, at), at, submit=label)


def _move_of(register: Register, key: str) -> Move:
    if register.lifecycle is None:
        raise Http404(_("台账“%(name)s”没有办理流程。") % {"name": common.title(register)})
    try:
        return register.lifecycle.move(key)
    except LifecycleError as error:
        raise Http404(str(error)) from None


def _attach(request: StaffRequest, register: Register, record: Record, form: RecordForm) -> None:
    upload = form.cleaned_data.get("evidence")
    if upload is not None:
        if not own.evidence(request.actor.need("evidence.add"), register, record):
            raise PermissionDenied(_("这条记录不由您上传佐证材料：它在管辖范围之外，或由主管部门填报。"))
        store.attach(request.actor, record, upload.read(), upload.name, region=record.region_id)

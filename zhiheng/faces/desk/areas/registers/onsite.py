"""On the spot, on a phone: what waits to be checked, a result in a few taps, photos."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from zhiheng.faces.desk.areas.registers import common, entering
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Crumb, PageHead
from zhiheng.frame.dues.models import Due
from zhiheng.frame.evidence import store
from zhiheng.frame.evidence.models import Evidence
from zhiheng.frame.evidence.photos import kind_of
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import own, service
from zhiheng.frame.registers.declare import Onsite, Register, registers
from zhiheng.frame.registers.doubts import Doubted
from zhiheng.frame.registers.forms import RecordForm, columns_form_of
from zhiheng.frame.registers.models import Record, RecordQuerySet
from zhiheng.frame.registers.wording import heading, options

SHOWN = 30
PHOTOS = 9  # in one go
NEAR = 7  # days


class PhotoInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotoField(forms.FileField):
    """Several photos; the phone offers its camera."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("照片"),
            required=False,
            help_text=gettext_lazy(
                "最多 9 张，自动缩小；位置等拍摄信息在保存时去除。要证明地点，请拍入门牌或标识。"
            ),
            widget=PhotoInput(
                attrs={"accept": "image/jpeg,image/png", "capture": "environment", "data-photos": ""}
            ),
        )

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = [d for d in (data if isinstance(data, list | tuple) else [data]) if d]
        if len(given) > PHOTOS:
            raise ValidationError(_("一次最多 %(n)s 张照片。") % {"n": PHOTOS})
        return [super(PhotoField, self).clean(each, initial) for each in given]


def _declared(register: Register) -> Onsite:
    if register.onsite is None:
        raise Http404(_("台账“%(name)s”没有现场填报。") % {"name": common.title(register)})
    return register.onsite


def _what(declared: Onsite) -> str:
    return formats.bilingual(declared, "what")


def _waiting(scope: Scope, register: Register, declared: Onsite) -> RecordQuerySet:
    """The rows in scope whose result is blank, the nearest day first."""
    rows = register.model.objects.within(service.reach(scope, register)).standing()
    blank = models.Q(**{f"{declared.done}__isnull": True})
    if isinstance(register.model_field(declared.done), models.CharField):
        blank |= models.Q(**{declared.done: ""})
    return rows.filter(blank).order_by(*([declared.due] if declared.due else []), "pk")


@require_safe
@page("register.view")
def overview(request: StaffRequest, scope: Scope) -> HttpResponse:
    """All that waits for a result within reach of the user, of every register that is filled on the spot."""
    changing = request.actor.scope("register.change")
    groups = []
    for register in registers().values():
        declared = register.onsite
        if declared is None or not service.open_to(changing, register):
            continue
        rows = _waiting(changing, register, declared)
        shown = list(rows.select_related("region")[:SHOWN])
        if shown:
            lines = [_line(register, declared, r) for r in shown]
            groups.append({"title": common.title(register), "count": rows.count(), "lines": lines})
    units = {p.unit_id for p in request.actor.posts}
    owed = (
        Due.objects.within(request.actor.scope("due.view")).outstanding().filter(owner_id__in=units)
        if units
        else Due._plain.none()
    )
    context = {
        "crumbs": [Crumb(_("现场"))],
        "page_head": PageHead(_("现场"), _("待检查的事项，最急的在前。点开填结果、拍照。")),
        "groups": groups,
        "dues": owed.order_by("due_on")[:SHOWN] if units else [],
    }
    return render(request, "desk/registers/onsite.html", context)


def _line(register: Register, declared: Onsite, record: Record) -> dict[str, Any]:
    due: dt.date | None = getattr(record, declared.due) if declared.due else None
    left = (due - dt.date.today()).days if due else None
    light, words = "grey", ""
    if due is not None and left is not None:
        light = "red" if left < 0 else "amber" if left <= NEAR else "green"
        words = _("逾期 %(n)s 天") % {"n": -left} if left < 0 else _("%(on)s 前") % {"on": due.isoformat()}
    name = " · ".join(str(common.shown(register, record, n)) for n in declared.title)
    return {
        "url": reverse("desk:record_onsite", args=[register.key, record.pk]),
        "name": name,
        "place": str(record.region),
        "light": light,
        "words": words,
        "what": _what(declared),
    }


def _form_class(register: Register, scope: Scope, declared: Onsite) -> type[RecordForm]:
    """The columns of the declaration; choices as buttons, the day of today, photos."""
    made = columns_form_of(register, scope, declared.columns)
    for name in declared.columns:
        found = made.base_fields[name]
        spec = register.model_field(name)
        if spec.choices:
            choices = [(k, v) for k, v in options(spec) if k not in (None, "")]
            made.base_fields[name] = forms.ChoiceField(
                label=found.label,
                choices=choices,
                required=name == declared.done,
                widget=forms.RadioSelect,
                help_text=found.help_text,
            )
        elif isinstance(spec, models.DateField):
            found.initial = dt.date.today
        elif isinstance(found.widget, forms.NumberInput):
            found.widget.attrs["inputmode"] = "decimal"
        if name == declared.done:
            made.base_fields[name].required = True
    made.base_fields["photos"] = PhotoField()
    return made


@require_http_methods(["GET", "HEAD", "POST"])
@page("register.change")
def enter(request: StaffRequest, scope: Scope, key: str, pk: int) -> HttpResponse:
    """The result of one check, with photos, in one transaction."""
    register, record = common.pick(scope, key, pk)
    declared = _declared(register)
    if record.withdrawn_at is not None:
        messages.error(request, _("该记录已撤回，不能修改。请先恢复。"))
        return redirect("desk:record", key, pk)
    name = str(record)
    made = _form_class(register, scope, declared)
    bound = request.method == "POST"
    dates = {
        n: dt.date.today()
        for n in declared.columns
        if isinstance(register.model_field(n), models.DateField) and getattr(record, n) is None
    }
    form = made(
        request.POST if bound else None,
        request.FILES if bound else None,
        instance=record,
        initial=dates,
    )
    if bound and form.is_valid():
        try:
            with transaction.atomic():
                values = {n: v for n, v in form.cleaned_data.items() if n in declared.columns}
                service.change(
                    request.actor,
                    register,
                    record,
                    values,
                    reason=_("现场%(what)s") % {"what": _what(declared)},
                    accepted=form.accepted,
                )
                _attach(request, register, record, form.cleaned_data["photos"])
        except Doubted as error:
            form.ask_reason(error)
        except (ValidationError, PermissionDenied, store.EvidenceError) as error:
            by_field = getattr(error, "message_dict", {}) if hasattr(error, "error_dict") else {}
            for field, lines in (by_field or {"": problems(error)}).items():
                for line in lines:
                    form.add_error(field if field in form.fields else None, line)
        else:
            messages.success(request, _("已保存：%(name)s") % {"name": name})
            return redirect("desk:onsite")
    at = reverse("desk:record", args=[key, pk])
    pairs = [
        (heading(register, n), common.shown(register, record, n))
        for n in dict.fromkeys([*declared.title, *filter(None, [declared.due])])
    ]
    context = {
        "crumbs": [Crumb(_("现场"), reverse("desk:onsite")), Crumb(name)],
        "page_head": PageHead(f"{_what(declared)}{_('：')}{name}", common.title(register)),
        "form": form,
        "pairs": pairs,
        "place": str(record.region),
        "record_url": at,
        "draft": entering.draft_key(request, register, f"onsite-{pk}"),
    }
    status = 422 if bound and form.errors else 200
    return render(request, "desk/registers/onsite_form.html", context, status=status)


def _attach(request: StaffRequest, register: Register, record: Record, photos: list[Any]) -> None:
    if not photos:
        return
    if not own.evidence(request.actor.need("evidence.add"), register, record):
        raise PermissionDenied(_("这条记录不由您上传佐证材料：它在管辖范围之外，或由主管部门填报。"))
    for photo in photos:
        store.attach(request.actor, record, photo.read(), photo.name, region=record.region_id)


@require_safe
@page("evidence.view")
def photo(request: StaffRequest, scope: Scope, key: str, pk: int, evidence: int) -> HttpResponse:
    """A photo shown in the page (not as a download): JPEG or PNG by their content only."""
    register, record = common.pick(request.actor.need("register.view"), key, pk)
    files = Evidence.objects.within(scope)
    if own.codes(scope) and own.evidence(scope, register, record):
        files = Evidence.objects.everywhere("a record of the enterprise itself, narrowed before")
    found = files.filter(
        pk=evidence, subject_type=record._meta.label_lower, subject_id=str(record.pk)
    ).first()
    if found is None:
        raise Http404(_("这条记录没有第 %(pk)s 号佐证材料。") % {"pk": evidence})
    try:
        data = store.read(found)
    except store.EvidenceError as error:
        raise Http404(str(error)) from None
    kind = kind_of(data)
    if kind is None:
        raise Http404(_("第 %(pk)s 号佐证材料不是图片。") % {"pk": evidence})
    response = HttpResponse(data, content_type=f"image/{kind}")
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response

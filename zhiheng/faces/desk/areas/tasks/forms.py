"""Forms of tasks: what a move asks for, a progress report, the task itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiheng.frame.evidence.store import ACCEPTED
from zhiheng.frame.lifecycles.declare import Move
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers.places import RegionField
from zhiheng.frame.registers.wording import said
from zhiheng.records.programmes.models import DutyUnit, Programme, Target
from zhiheng.records.tasks.models import Every, Task, TaskTarget
from zhiheng.records.tasks.service import Plan

EVERY = [("", gettext_lazy("不定期")), *((key, said(str(words))) for key, words in Every.choices)]
FILES = ",".join(sorted(ACCEPTED))
_WEIGHT = re.compile(r"(\w+)\s*[=＝:：]\s*([\d.]+)")


def date_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more
    )


def file_field(label: Any, **more: Any) -> forms.FileField:
    more.setdefault("help_text", gettext_lazy("PDF、图片、文档、表格或压缩包，不超过 60 MB"))
    return forms.FileField(label=label, widget=forms.ClearableFileInput(attrs={"accept": FILES}), **more)


def text_field(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea({"rows": rows}), max_length=4000, **more)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("理由"), max_length=300, help_text=gettext_lazy("记入留痕，以后可查")
    )


def move_form(move: Move, *, lacks_evidence: bool = False) -> type[forms.Form]:
    """What a move asks the person for."""
    body: dict[str, Any] = {}
    if "asked_due_on" in move.needs:
        body["asked_due_on"] = date_field(_("申请延至"))
    if move.evidence and lacks_evidence:
        body["evidence"] = file_field(_("佐证材料"))
    if move.reason:
        body["reason"] = forms.CharField(label=_("理由"), max_length=300, help_text=_("记入留痕，以后可查"))
    return type("MoveForm", (forms.Form,), body)


class EvidenceForm(forms.Form):
    """A file for the task or for one of its outputs."""

    file = file_field(gettext_lazy("文件"))
    output = forms.ChoiceField(label=gettext_lazy("用于"), required=False)
    note = forms.CharField(label=gettext_lazy("说明"), max_length=200, required=False)

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["output"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("整个任务")), *((str(o.pk), o.name) for o in task.outputs.all())]


class ReportForm(forms.Form):
    """What was done, what is open, what comes next; the percentage is the lead's."""

    done = text_field(gettext_lazy("本期做了什么"))
    remaining = text_field(gettext_lazy("还有什么没做"), required=False)
    next_step = text_field(gettext_lazy("下一步打算"), required=False)
    percent = forms.IntegerField(
        label=gettext_lazy("完成比例(%)"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=gettext_lazy("比上期提高时，要附佐证材料"),
    )
    file = file_field(gettext_lazy("佐证材料"), required=False)

    def __init__(self, *args: Any, lead: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not lead:
            del self.fields["percent"]


class TargetsField(forms.ModelMultipleChoiceField):
    """Targets by their number and what they ask for."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.key} {obj}"


class TaskForm(forms.Form):
    """A task as the office edits it."""

    title = forms.CharField(label=gettext_lazy("任务"), max_length=200)
    region = forms.CharField(label=gettext_lazy("区划"))
    leads = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=gettext_lazy("牵头单位"), required=False
    )
    supports = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=gettext_lazy("配合单位"), required=False
    )
    due_on = date_field(gettext_lazy("完成期限"), required=False)
    report_every = forms.ChoiceField(label=gettext_lazy("报进展周期"), choices=EVERY, required=False)
    weight = forms.DecimalField(
        label=gettext_lazy("权重"),
        min_value=0,
        max_value=10000,
        decimal_places=2,
        initial=1,
        help_text=gettext_lazy("汇总到条款和方案时用"),
    )
    work = text_field(gettext_lazy("工作内容"), 4, required=False)
    outputs = text_field(
        gettext_lazy("应交成果"),
        3,
        required=False,
        help_text=gettext_lazy("每行一项；每项要有佐证才能报请验收"),
    )
    targets = TargetsField(Target.objects.none(), label=gettext_lazy("支撑的指标值"), required=False)
    weights = forms.CharField(
        label=gettext_lazy("对指标值的权重"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("写法：T06=2 T07=1；不写的平均分摊"),
    )
    reason = forms.CharField(label=gettext_lazy("修改原因"), max_length=300)

    def __init__(
        self,
        *args: Any,
        scope: Scope,
        programme: Programme | None,
        task: Task | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.programme, self.task = programme, task
        region = task.region_id if task else programme.region_id if programme else scope.home()
        self.fields["region"] = RegionField(
            scope, label=_("区划"), initial=region, disabled=task is not None, to_field_name="code"
        )
        self.order_fields(["title", "region"])
        choices = unit_choices(scope, programme, region, task)
        for name in ("leads", "supports"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset = choices
            field.widget.attrs["size"] = 8
        targets = self.fields["targets"]
        assert isinstance(targets, forms.ModelMultipleChoiceField)
        if programme is None:
            del self.fields["targets"], self.fields["weights"]
        else:
            targets.queryset = Target.objects.everywhere("targets of a programme already narrowed").filter(
                programme=programme, kind="target"
            )
            targets.widget.attrs["size"] = 8
        if task is None or task.state == "draft":
            del self.fields["reason"]
        else:
            self.fields["due_on"].disabled = True
            self.fields["due_on"].help_text = _("已下达，只能申请延期")

    @staticmethod
    def initial_of(task: Task) -> dict[str, Any]:
        feeds = list(TaskTarget.objects.filter(task=task).select_related("target"))
        return {
            "title": task.title,
            "region": task.region_id,
            "leads": [p.unit_id for p in task.parts.all() if p.role == "lead"],
            "supports": [p.unit_id for p in task.parts.all() if p.role != "lead"],
            "due_on": task.due_on,
            "report_every": task.report_every,
            "weight": task.weight,
            "work": task.work,
            "outputs": "\n".join(o.name for o in task.outputs.all()),
            "targets": [f.target_id for f in feeds],
            "weights": " ".join(
                f"{f.target.key}={f.weight.normalize():f}" for f in feeds if f.weight is not None
            ),
        }

    def clean_weights(self) -> dict[str, Decimal]:
        text = self.cleaned_data["weights"]
        found: dict[str, Decimal] = {}
        for key, number in _WEIGHT.findall(text):
            try:
                found[key.upper()] = Decimal(number)
            except InvalidOperation:
                raise forms.ValidationError(_("看不懂权重“%(n)s”。写法：T06=2。") % {"n": number}) from None
        if text.strip() and not found:
            raise forms.ValidationError(_("看不懂“%(text)s”。写法：T06=2 T07=1。") % {"text": text[:40]})
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        leads, supports = set(data.get("leads") or ()), set(data.get("supports") or ())
        if both := leads & supports:
            names = "、".join(str(u) for u in both)
            self.add_error("supports", _("%(names)s已是牵头单位，不能又是配合单位。") % {"names": names})
        weights = data.get("weights") or {}
        known = {t.key for t in data.get("targets") or ()}
        if lost := set(weights) - known:
            self.add_error(
                "weights", _("权重里的 %(keys)s 不在所选的指标值里。") % {"keys": "、".join(sorted(lost))}
            )
        return data

    def plan(self, **other: Any) -> Plan:
        """What was typed; units keep the order they had, new ones follow."""
        data, task = self.cleaned_data, self.task
        held = {p.unit_id: (p.order, p.role) for p in task.parts.all()} if task else {}

        def placed(units: Iterable[Unit], role: str) -> list[tuple[Unit, str]]:
            ranked = sorted(units, key=lambda u: held.get(u.pk, (999, ""))[0])
            kept = {pk for pk, (_n, r) in held.items() if r == "responsible"}
            return [(u, "responsible" if role == "support" and u.pk in kept else role) for u in ranked]

        weights = data.get("weights") or {}
        values: dict[str, Any] = {
            "title": data["title"],
            "region_id": data["region"].pk,
            "units": [*placed(data["leads"], "lead"), *placed(data["supports"], "support")],
            "due_on": data["due_on"],
            "due_reason": task.due_reason if task and data["due_on"] == task.due_on else "",
            "work": data["work"],
            "report_every": data["report_every"],
            "recurs": task.recurs if task else "",
            "weight": data["weight"],
            "targets": [(t, weights.get(t.key)) for t in data.get("targets") or ()],
            "outputs": data["outputs"].splitlines(),
            "programme": self.programme,
        }
        return Plan(**(values | other))


def unit_choices(scope: Scope, programme: Programme | None, region: str, task: Task | None) -> Any:
    """The units that may have a part: those the programme names, those of the region itself, those it has."""
    whole = Q(region_id=region)
    if programme is not None:
        named = DutyUnit.objects.filter(duty__programme=programme)
        whole |= Q(pk__in=named.values("unit"))
    if task is not None:
        whole |= Q(pk__in=task.parts.values("unit"))
    return Unit.objects.filter(whole).order_by("region_id", "name")

"""What a person decides about an import: which rows are taken and why, and what unknown words mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.desk.areas.registers.parts import ReasonForm
from zhiheng.faces.desk.page import StaffRequest
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Action, Alert, Buttons, Card, Form
from zhiheng.frame.registers.admitted import admitted_codes
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.models import ImportSession, SessionState
from zhiheng.frame.registers.wording import heading
from zhiheng.frame.registers.wording import options as choices_of
from zhiheng.kernels.intake import Bad, Fixed, converter

PREFIX = "value-"


def decision(register: Register, session: ImportSession) -> list[Any]:
    """What can be done now: take all, take the rows that nothing is said against, or take the import back."""
    if session.state == SessionState.CHECKED:
        return _open(session)
    if session.state == SessionState.APPLIED:
        return _applied(register, session)
    return _undone(session) if session.state == SessionState.UNDONE else []


def _open(session: ImportSession) -> list[Any]:
    summary, at = session.summary, [session.pk]
    apply, bad = reverse("desk:import_apply", args=at), summary["bad_rows"]
    doubtful, late = summary.get("doubtful", 0), summary.get("late", 0)
    writes = summary["new"] + summary["changed"]
    sure = writes - summary.get("doubtful_writes", 0)
    label = _("全部导入（%(n)s 条）") % {"n": writes}
    errors = Action(_("下载错误清单"), reverse("desk:import_errors", args=at))
    if not bad and not doubtful and not late:
        whole = Action(label, apply, "post", "primary", value="all")
        if not writes:
            whole = Action(label, disabled=_("各行都已登记，且内容相同"))
        return [Card(_("决定"), Buttons([whole], _("决定")), id="decision")]
    actions = []
    if not late and (bad or doubtful):
        actions.append(
            Action(
                _("只导入没有问题的 %(n)s 条") % {"n": sure}
                if doubtful
                else _("只导入正确的 %(n)s 条") % {"n": sure},
                apply,
                "post",
                "primary",
                value="good",
                confirm=_("有 %(bad)s 行有错误、%(odd)s 行存疑，不会登记。要导入其余的行吗？")
                % {"bad": bad, "odd": doubtful}
                if doubtful
                else _("有 %(bad)s 行有错误，不会登记。要导入其余的行吗？") % {"bad": bad},
                disabled="" if sure else _("没有需要登记的行"),
            )
        )
    if bad:
        actions.append(Action(label, disabled=_("有 %(n)s 行有错误") % {"n": formats.number(bad)}))
    found: list[Any] = [Card(_("决定"), Buttons([*actions, errors], _("决定")), id="decision")]
    if writes and (doubtful or late):
        form = ReasonsForm(doubtful=doubtful, late=late, good=bool(bad))
        taken = Form(
            form, submit=_("写明理由，导入 %(n)s 条") % {"n": writes}, action=apply, id="with-reason"
        )
        found.append(Card(_("连同存疑和补报的行一起导入"), taken))
    return found


class ReasonsForm(forms.Form):
    """Why doubtful rows stand and why rows of a locked period come late."""

    def __init__(self, *, doubtful: int, late: int, good: bool) -> None:
        super().__init__()
        self.fields["action"] = forms.CharField(widget=forms.HiddenInput(), initial="good" if good else "all")
        more: dict[str, Any] = {"max_length": 200, "help_text": _("记入留痕，以后可查")}
        if doubtful:
            label = _("%(n)s 行存疑仍要登记的理由") % {"n": doubtful}
            self.fields["accepted"] = forms.CharField(label=label, **more)
        if late:
            label = _("%(n)s 行属于已锁定的期别，补报原因") % {"n": late}
            self.fields["late_reason"] = forms.CharField(label=label, **more)


def _applied(register: Register, session: ImportSession) -> list[Any]:
    summary = session.summary
    url = f"{reverse('desk:register', args=[register.key])}?session={session.pk}"
    why = summary.get("accepted", "")
    taken = Alert(
        _("已登记：新增 %(new)s 条，修改 %(changed)s 条") % summary,
        _("其中 %(n)s 行存疑，理由：%(why)s") % {"n": summary["doubtful"], "why": why} if why else "",
        "success",
        actions=[Action(_("看登记的记录"), url)],
    )
    undo = Form(
        ReasonForm(),
        submit=_("撤销这次导入"),
        action=reverse("desk:import_undo", args=[session.pk]),
        confirm=_("新增的记录将撤回，被修改的记录将恢复原值。确定吗？"),
        id="undo",
    )
    return [taken, Card(_("撤销"), undo, id="take-back")]


def _undone(session: ImportSession) -> list[Any]:
    summary = session.summary
    kept = summary.get("kept") or []
    text = _("撤回了 %(n)s 条新增的记录。") % {"n": summary.get("withdrawn", 0)}
    if kept:
        text += _("有 %(n)s 条在导入后又被人修改，保留现值：") % {"n": len(kept)} + "、".join(
            f"#{k}" for k in kept
        )
    return [Alert(_("这次导入已撤销"), text, "info")]


# -- unknown words ----------------------------------------------------------------------------------


class ValuesForm(forms.Form):
    """For each unknown word of the file what it means: proposed, never chosen beforehand."""

    def __init__(self, register: Register, unknown: list[dict[str, Any]]) -> None:
        super().__init__()
        self.fields["action"] = forms.CharField(widget=forms.HiddenInput(), initial="values")
        for n, each in enumerate(unknown):
            label = _("%(column)s：“%(value)s”（%(n)s 处）") % {
                "column": heading(register, each["column"]),
                "value": each["value"][:40],
                "n": formats.number(each["count"]),
            }
            spec = register.model_field(each["column"])
            if spec.choices:
                words = {str(k): str(v) for k, v in choices_of(spec)}
                near = _("、").join(words.get(key, name) for key, name in each["near"])
                self.fields[f"{PREFIX}{n}"] = forms.ChoiceField(
                    label=label,
                    choices=[("", _("不对照")), *words.items()],
                    required=False,
                    help_text=_("可能是：%(near)s") % {"near": near} if near else "",
                )
                continue
            near = _("、").join(f"{code} {name}" for code, name in each["near"])
            self.fields[f"{PREFIX}{n}"] = forms.CharField(
                label=label,
                required=False,
                help_text=_("可能是：%(near)s") % {"near": near} if near else _("填代码或全称；不填即不对照"),
            )


def unknown(register: Register, session: ImportSession) -> list[Any]:
    """The card that asks what unknown words mean, once for the whole file."""
    words = (session.summary or {}).get("unknown") or []
    if not words or session.state != SessionState.CHECKED:
        return []
    form = Form(
        ValuesForm(register, words),
        submit=_("按此对照重新核对"),
        action=reverse("desk:import_map", args=[session.pk]),
        columns=2,
        id="values",
    )
    return [Card(_("查不到的名称和代码：逐个对照一次，全文件适用"), form, id="unknown")]


def chosen(request: StaffRequest, register: Register, session: ImportSession) -> dict[str, dict[str, str]]:
    """What the user said that the words mean, by column; ValidationError where that is no code or choice either."""
    specs = {
        s.name: s for s in register.specs(admitted_codes(register, request.actor.need("register.import")))
    }
    found: dict[str, dict[str, str]] = {}
    wrong = []
    for n, each in enumerate((session.summary or {}).get("unknown") or []):
        given = request.POST.get(f"{PREFIX}{n}", "").strip()
        if not given:
            continue
        read = converter(specs[each["column"]])(given)
        if isinstance(read, Bad):
            wrong.append(
                f"{heading(register, each['column'])}“{each['value'][:40]}”：{read.message}。{read.fix}"
            )
            continue
        value = read.value if isinstance(read, Fixed) else read
        if value is not None:
            found.setdefault(each["column"], {})[each["value"]] = str(value)
    if wrong:
        raise ValidationError(wrong)
    return found

"""The panels of a record's page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.page import StaffRequest
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Badge,
    Clock,
    Column,
    Component,
    Form,
    Lifecycle,
    Light,
    Link,
    Pairs,
    Row,
    Step,
    Steps,
    Table,
)
from zhiheng.faces.shell.sentences import head
from zhiheng.frame.dues.models import Due
from zhiheng.frame.evidence.models import Evidence
from zhiheng.frame.evidence.store import ACCEPTED, PHOTOS
from zhiheng.frame.lifecycles.declare import Move
from zhiheng.frame.registers import expiring, own, service
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.models import Origin, Record
from zhiheng.frame.registers.wording import heading
from zhiheng.frame.trail.models import Entry


@dataclass
class Paragraphs(Component):
    """Things one below the other inside a card."""

    things: Sequence[Any]
    template: ClassVar[str] = "desk/registers/paragraphs.html"


@dataclass
class Photos(Component):
    """Thumbnails of the photos among a record's evidence; each opens the photo."""

    key: str
    pk: int
    photos: Sequence[Evidence]
    template: ClassVar[str] = "desk/registers/photos.html"


def photos_of(kept: Sequence[Evidence]) -> list[Evidence]:
    return [e for e in kept if PurePath(e.name).suffix.lower() in PHOTOS]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("原因"), max_length=200, help_text=gettext_lazy("记入留痕，以后可查")
    )


class EvidenceForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("文件"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(sorted(ACCEPTED))}),
        help_text=gettext_lazy("PDF、图片、文档、表格或压缩包，不超过 60 MB"),
    )
    note = forms.CharField(label=gettext_lazy("说明"), max_length=200, required=False)


def columns(register: Register, record: Record) -> Pairs:
    return Pairs([(common.unit_note(register, n), common.shown(register, record, n)) for n in register.names])


def expiries(register: Register, record: Record) -> list[Badge]:
    """What of the record runs out soon or has run out, in words."""
    found = []
    for each in expiring.standings(register, record, dt.date.today()):
        label = heading(register, each.expiry.on)
        if each.nearness == "past":
            words = _("已过期 %(n)s 天（%(label)s %(on)s）")
            found.append(Badge(words % {"n": -each.left, "label": label, "on": each.on.isoformat()}, "red"))
        elif each.nearness:
            words = _("将到期，还有 %(n)s 天（%(label)s %(on)s）")
            found.append(Badge(words % {"n": each.left, "label": label, "on": each.on.isoformat()}, "amber"))
    return found


def source(request: StaffRequest, register: Register, record: Record) -> Pairs:
    """Who keeps the record, whence it came, when it was touched."""
    pairs: list[tuple[str, Any]] = [
        (_("区划"), formats.beside(str(record.region), str(record.region_id))),
        (_("填报单位"), str(record.owner) if record.owner else None),
        (_("数据来源"), common.origin_badge(record) if record.synthetic else Origin(record.origin).label),
    ]
    if record.session is not None:
        scope = request.actor.scope("register.import")
        words: Any = record.session.filename
        if service.covers(scope, register, record):
            words = Link(words, reverse("desk:import", args=[record.session_id]))
        pairs += [(_("导入文件"), words), (_("文件中的行"), record.session_row)]
    pairs += [(_("登记时间"), record.created_at), (_("更新时间"), record.updated_at)]
    return Pairs(pairs, columns=1)


def evidence_of(record: Record) -> list[Evidence]:
    return list(
        Evidence.objects.everywhere("the record itself was narrowed before").filter(
            subject_type=record._meta.label_lower, subject_id=str(record.pk), withdrawn_at=None
        )
    )


def evidence(request: StaffRequest, register: Register, record: Record) -> Paragraphs:
    """The files handed in for the record, and the form to hand in another."""
    may_open = own.evidence(request.actor.scope("evidence.view"), register, record)
    rows = []
    kept = evidence_of(record)
    for each in kept:
        name: Any = each.name
        if may_open:
            name = Link(each.name, reverse("desk:record_file", args=[register.key, record.pk, each.pk]))
        rows.append(Row([name, each.note or None, each.added_by, each.added_at, each.file_id[:12]]))
    heads = [
        Column("name", _("文件")),
        Column("note", _("说明")),
        Column("by", _("提交人")),
        Column("at", _("提交时间")),
        Column("hash", _("内容摘要"), help=_("SHA-256 的前 12 位；文件被改动即不符")),
    ]
    found: list[Any] = [Photos(register.key, record.pk, photos_of(kept))] if may_open else []
    found += [Table(heads, rows, _("佐证材料"), id="evidence", empty=_("还没有佐证材料。"), cards=True)]
    if record.withdrawn_at is None and own.evidence(request.actor.scope("evidence.add"), register, record):
        action = reverse("desk:record_evidence", args=[register.key, record.pk])
        found.append(Form(EvidenceForm(), submit=_("上传"), action=action, id="evidence-form"))
    return Paragraphs(found)


def lifecycle(request: StaffRequest, register: Register, record: Record, entries: list[Entry]) -> Lifecycle:
    """State, steps, clocks and the moves open to this user; a move kept from him says why."""
    declared = register.lifecycle
    assert declared is not None
    state: str = getattr(record, "state")  # noqa: B009
    user = request.actor.user
    mine = bool(entries) and user is not None and entries[0].actor_id == user.pk
    moves = []
    for each in declared.moves_from(state):
        if service.may_move(request.actor.scope(each.action), register, record, each):
            moves.append(_button(register, record, each, blocked=each.second_person and mine))
    return Lifecycle(
        common.state_badge(register, state), moves, _clocks(register, record), _steps(register, state)
    )


def _button(register: Register, record: Record, move: Move, *, blocked: bool) -> Action:
    label = formats.bilingual(move, "label")
    url = reverse("desk:record_move", args=[register.key, record.pk, move.key])
    if blocked:
        return Action(label, disabled=_("要由另一人办理，不能与上一步同为一人"))
    tone = "danger" if move.danger else "primary"
    if move.needs or move.reason or move.evidence:
        return Action(label, url, tone=tone)
    return Action(label, url, method="post", tone=tone, confirm=_("确定“%(move)s”吗？") % {"move": label})


def _steps(register: Register, state: str) -> Steps:
    """The usual way through the states, without the final ones that were not taken and those aside."""
    declared = register.lifecycle
    assert declared is not None
    keys = [s.key for s in declared.states]
    now = keys.index(state) if state in keys else 0
    steps = []
    for i, each in enumerate(declared.states):
        if (each.final or each.aside) and each.key != state:
            continue
        kind = "current" if i == now else "done" if i < now else "todo"
        if each.key == state and each.light == "red":
            kind = "failed"
        steps.append(Step(formats.bilingual(each, "label"), kind))  # type: ignore[arg-type]
    return Steps(steps, _("办理进度"))


def _clocks(register: Register, record: Record) -> list[Clock]:
    if register.lifecycle is None or not register.lifecycle.clocks:
        return []
    running = Due.objects.everywhere("clocks of a record narrowed before").filter(
        subject_type=record._meta.label_lower, subject_id=str(record.pk)
    )
    return [_clock(due) for due in running]


def _clock(due: Due) -> Clock:
    label = head(due.title)
    left = (due.due_on - dt.date.today()).days
    if due.handed_in_on is not None:
        words = _("%(on)s 办结") % {"on": due.handed_in_on.isoformat()}
    elif due.late_days:
        words = _("逾期 %(n)s 天") % {"n": due.late_days}
    else:
        words = _("还有 %(n)s 天") % {"n": left}
    return Clock(label, due.due_on, Light(due.light, words))


def resting(found: list[tuple[str, Any]]) -> Any:
    """The figures that a correction here may move."""
    if not found:
        return _("没有指标用到这本台账。")
    lead = _("更正或撤回这条记录，可能改变下列指标（各指标另有筛选条件）。")
    return Paragraphs([lead, Pairs(found, columns=1)])


LAST = ("accepted", "late_reason", "reason", "evidence")  # said of the entry, below what is entered


def groups(register: Register, form: Any) -> list[tuple[str, list[str]]]:
    """Required columns first, then the rest: the order people fill a paper form in."""
    names = list(form.fields)
    required = [n for n in names if form.fields[n].required and n not in LAST]
    rest = [n for n in names if n not in required and n not in LAST]
    if not required or not rest:
        return []
    last = [n for n in LAST if n in names]
    return [(_("必填"), required), (_("选填"), rest), *([(_("说明"), last)] if last else [])]

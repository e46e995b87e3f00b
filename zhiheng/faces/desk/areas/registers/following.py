"""The rows of other registers that name a record: how many stand where, and which are not at their end."""

from __future__ import annotations

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.page import StaffRequest
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Card, Column, Row, Table
from zhiheng.frame.regions.models import prefix_range, territory_prefix
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.leading import Followed
from zhiheng.frame.registers.models import Record, RecordQuerySet
from zhiheng.frame.registers.wording import heading

LISTED = 8
LINES = 50  # lines of one record; more stand in the register itself
STATE: str = "state"  # every model with a lifecycle has it


def cards(request: StaffRequest, register: Register, record: Record) -> list[Card]:
    """One card for each register whose rows name the record and that the user may see."""
    found = []
    for each in register.followed_by:
        target = register_of(each.register)
        if getattr(record, each.by[1]) and common.may(request, "register.view", target):
            found += _cards(request, target, each, record)
    return found


def _cards(request: StaffRequest, target: Register, each: Followed, record: Record) -> list[Card]:
    rows = service.visible(request.actor, target).filter(**{each.by[0]: getattr(record, each.by[1])})
    if prefix := territory_prefix(record.region_id):
        low, high = prefix_range(prefix)
        rows = rows.filter(region_id__gte=low, region_id__lt=high)
    label = formats.bilingual(each, "label")
    if each.lines:
        return [Card(label, _lines(target, each, rows, label), flush=True)] if rows.exists() else []
    found = []
    if target.lifecycle is not None:
        counts = dict(rows.order_by().values_list(STATE).annotate(n=Count("pk")))
        asked = {"q": getattr(record, each.by[1])}
        table = Table(
            [Column("state", _("阶段"), wide=True), Column("count", _("条数"), align="end")],
            [
                Row(
                    [common.state_badge(target, state.key), counts[state.key]],
                    url=f"{reverse('desk:register', args=[target.key])}?{urlencode({**asked, 'state': state.key})}",
                )
                for state in target.lifecycle.states
                if state.key in counts
            ],
            label,
            id=f"followed-{target.key}",
            empty=_("还没有记录指向它。"),
        )
        found.append(Card(label, table, flush=True))
        rows = rows.filter(**{f"{STATE}__in": [s.key for s in target.lifecycle.states if not s.final]})
    if (waiting := _open(target, rows)) is not None:
        found.append(Card(_("未办结：%(what)s") % {"what": label}, waiting, flush=True))
    return found


def _lines(target: Register, each: Followed, rows: RecordQuerySet, label: str) -> Table:
    """The rows in the order in which they were entered, with the columns that the declaration names."""
    first, *others = each.lines
    listed = list(rows.order_by("pk")[: LINES + 1])
    columns = [
        Column(first, heading(target, first), wide=True),
        *(Column(n, heading(target, n)) for n in others),
    ]
    table = [
        Row(
            [common.shown(target, row, n) for n in each.lines],
            url=reverse("desk:record", args=[target.key, row.pk]),
        )
        for row in listed[:LINES]
    ]
    total = None if len(listed) <= LINES else rows.count()
    return Table(columns, table, label, id=f"lines-{target.key}", cards=True, total=total)


def _open(target: Register, rows: RecordQuerySet) -> Table | None:
    """The rows that are not at their end, the oldest first."""
    listed = list(rows.order_by("pk")[: LISTED + 1])
    if not listed:
        return None
    shown = [c.name for c in target.listed if c.name in {"state", target.facts.date}]
    columns = [
        Column("row", _("未办结"), wide=True),
        *(Column(n, heading(target, n)) for n in shown),
    ]
    table = [
        Row(
            [str(each), *(common.shown(target, each, n) for n in shown)],
            url=reverse("desk:record", args=[target.key, each.pk]),
        )
        for each in listed[:LISTED]
    ]
    total = None if len(listed) <= LISTED else rows.count()
    return Table(columns, table, _("未办结"), id=f"open-{target.key}", cards=True, total=total)

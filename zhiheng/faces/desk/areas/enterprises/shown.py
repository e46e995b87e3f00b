"""How the archive of an enterprise is put on a page: sections, timeline, what is missing, what others hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.areas.registers.parts import Paragraphs
from zhiheng.faces.desk.page import StaffRequest
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Badge,
    Card,
    Column,
    Event,
    Figure,
    Light,
    Link,
    Pairs,
    Row,
    Stat,
    Stats,
    Tab,
    Table,
    Tabs,
    Timeline,
)
from zhiheng.frame.people.roles import fields
from zhiheng.frame.registers import own
from zhiheng.frame.registers.declare import Register, register_of, registers
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.wording import heading, word
from zhiheng.records.enterprises.archive import Archive, Moment, Section, ahead
from zhiheng.records.enterprises.models.archive import TIMED
from zhiheng.records.enterprises.names import LISTED

ROWS = 5  # of each register on the page; the rest is a link away
MOMENTS = 40
WIDTH = 5  # columns of a register shown in the archive
YEARS = 6
TONES = {"fact": "", "expiry": "amber", "move": "blue"}
FLAGS = (
    "key_maker",
    "food_maker",
    "drug_maker",
    "safety_maker",
    "key_industrial",
    "high_tech",
    "key_energy_user",
    "exporter",
    "constructor",
    "retailer",
    "chain_leader",
)


def field_of(register: Register) -> str:
    name, name_en = fields()[register.field]
    return name_en if formats.english() else name


def may_open(archive: Archive, section: Section, record: Record) -> bool:
    """Whether the record's own page opens for who looks at the archive."""
    if not section.full:
        return False
    # An enterprise's account is bound to its present code; rows of a merged one it reads here.
    return not archive.mine or own.code_of(section.register, record) == archive.code


def address(archive: Archive, section: Section, record: Record) -> str:
    if not may_open(archive, section, record):
        return ""
    return reverse("desk:record", args=[section.register.key, record.pk])


def title_of(section: Section, record: Record) -> str:
    """What the row is called, with nothing of what others hold in it."""
    names = [n for n in section.columns if n not in {"region", "state"}][:2]
    parts = [words(section.register, record, n) for n in names]
    return " ".join(p for p in parts if p) or f"#{record.pk}"


def words(register: Register, record: Record, name: str) -> str:
    value = common.shown(register, record, name)
    if isinstance(value, Badge):
        return str(value.text)
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    if isinstance(value, dt.date):
        return str(formats.date(value))
    return "" if value is None else str(value)


def columns_of(section: Section) -> list[str]:
    """The few columns that tell a row, in their order: the first, those people search by, the facts' date, the last."""
    register = section.register
    listed = [
        c.name for c in register.columns if c.listed and c.name in section.columns and c.name != "region"
    ]
    day = register.facts.date
    if day in section.columns and day not in listed:
        listed.append(day)
    wanted = [*listed[:1], day, *register.search, "state", *listed[-1:], *listed]
    chosen = set([n for n in dict.fromkeys(wanted) if n in listed][:WIDTH])
    return [n for n in listed if n in chosen]


def marks(archive: Archive) -> list[Any]:
    firm = archive.enterprise
    if firm is None:
        return [Badge(_("不在企业名录"), "amber")]
    register = register_of(LISTED)
    found: list[Any] = [Badge(word(firm.get_status_display()), "green" if firm.status == "open" else "grey")]
    if firm.counts_as("above_size", archive.on):
        found.append(Badge(heading(register, "above_size"), "blue"))
    found += [Badge(heading(register, n), "plain") for n in FLAGS if firm.counts_as(n, archive.on)]
    if firm.synthetic:
        found.append(Badge(_("演示"), "amber"))
    return found


def alerts(archive: Archive) -> list[Any]:
    found: list[Any] = []
    if archive.doubt:
        found.append(Alert(_("代码存疑"), archive.doubt, "warning"))
    for merger in archive.mergers:
        text = _("代码 %(code)s（%(name)s）的记录一并列在这里，原记录没有改动。原因：%(why)s") % {
            "code": merger.code,
            "name": merger.name or _("未登记名称"),
            "why": merger.reason,
        }
        found.append(Alert(_("由两个代码合并"), text, "info"))
    if archive.enterprise is None:
        found.append(
            Alert(
                _("企业名录里没有这个代码"),
                _("下面是各台账里写有该代码的记录。登记到企业名录后，才知道应有什么、缺什么。"),
                "warning",
            )
        )
    return found


def stats(archive: Archive, today: dt.date) -> Stats:
    soon = ahead(archive, today)
    gone = sum(m.on < today for m in soon)
    missing = len(archive.missing)
    shown = sum(1 for s in archive.sections if s.total)
    return Stats(
        [
            Stat(_("记录"), Figure(archive.total, _("条"), big=True), note=_("出自 %(n)s 本台账") % {"n": shown}),
            Stat(
                _("90 天内到期或已过期"),
                Figure(len(soon), _("项"), big=True, light="red" if gone else "amber" if soon else "green", light_label=_("已过期") if gone else _("将到期") if soon else _("没有")),
                note=_("其中已过期 %(n)s 项") % {"n": gone} if gone else "",
            ),
            Stat(
                _("档案中缺少"),
                Figure(missing, _("项"), big=True, light="amber" if missing else "green", light_label=_("待补") if missing else _("齐全"))
                if archive.enterprise is not None
                else Figure(None, big=True, status=_("名录中没有，无从判断")),
            ),
        ]
    )  # fmt: skip


def years(archive: Archive, year: int | None, at: str) -> list[Any]:
    """Tabs of the last years that have anything; nothing when there is but one."""
    if archive.years is None:
        return []
    first, last = archive.years
    shown = list(range(last, max(first, last - YEARS) - 1, -1))
    if year is not None and year not in shown:
        shown.append(year)
    if len(shown) < 2 and year is None:
        return []
    tabs = [Tab(_("全部年份"), at, current=year is None)]
    tabs += [Tab(str(y), f"{at}?year={y}", current=y == year) for y in shown]
    return [Tabs(tabs, _("年份"))]


def sections(archive: Archive) -> list[Any]:
    """A card for each register with rows in reach, grouped as the registers are: by field."""
    cards = []
    for field in fields():
        for section in archive.sections:
            if section.register.field == field and section.total and section.register.key != LISTED:
                cards.append(card(archive, section))
    return cards


def overview(archive: Archive) -> list[Any]:
    """Which registers have anything, how much and up to when, each leading to its card: the page may be long."""
    rows = [
        Row([common.title(s.register), s.total, s.last], url=f"#of-{s.register.key}", key=s.register.key)
        for s in archive.sections
        if s.total and s.register.key != LISTED
    ]
    if len(rows) < 4:
        return []
    heads = [
        Column("register", _("台账"), wide=True),
        Column("rows", _("记录数"), align="end"),
        Column("last", _("最近")),
    ]
    table = Table(heads, rows, _("各台账"), id="overview")
    return [Card(_("各台账"), table, id="overview-card", flush=True, fold=True)]


def card(archive: Archive, section: Section) -> Card:
    register = section.register
    label = common.title(register)
    table = rows_table(archive, section, section.rows[:ROWS], label)
    things: list[Any] = [table]
    if note := held_note(section):
        things.append(note)
    if section.elsewhere:
        things.append(_("另有 %(n)s 条由其他地区掌握。") % {"n": section.elsewhere})
    more = []
    if section.total > ROWS:
        url = reverse("desk:enterprise_section", args=[archive.code, register.key])
        more.append(Action(_("全部 %(n)s 条") % {"n": section.total}, url))
    count = _("%(label)s（%(n)s）") % {"label": label, "n": section.total}
    return Card(
        count,
        Paragraphs(things) if len(things) > 1 else table,
        more,
        id=f"of-{register.key}",
        flush=len(things) == 1,
        fold=True,
    )


def rows_table(
    archive: Archive, section: Section, records: Sequence[Record], label: str, **more: Any
) -> Table:
    register, names = section.register, columns_of(section)
    aligned = common.align(register, names)
    heads = [Column(n, common.unit_note(register, n), align=aligned[n]) for n in names]  # type: ignore[arg-type]
    rows = []
    for record in records:
        cells: list[Any] = [common.shown(register, record, n) for n in names]
        url = address(archive, section, record)
        first = cells[0]
        if url and not isinstance(first, str):
            cells[0] = words(register, record, names[0]) or f"#{record.pk}"
        elif first in (None, ""):
            cells[0] = f"#{record.pk}"
        rows.append(Row(cells, url=url, key=str(record.pk)))
    return Table(heads, rows, label, id=f"rows-{register.key}", cards=True, **more)


def held_note(section: Section) -> str:
    """Who holds the columns that are not shown."""
    if not section.held_back:
        return ""
    named = "、".join(heading(section.register, n) for n in section.held_back)
    return str(
        _("另由%(field)s领域掌握：%(columns)s") % {"field": field_of(section.register), "columns": named}
    )


def identity(request: StaffRequest, archive: Archive) -> Card:
    """The row of the list of enterprises; to who may not see it, its public columns."""
    register = register_of(LISTED)
    section = next((s for s in archive.sections if s.register.key == LISTED), None)
    firm = archive.enterprise
    pairs: list[tuple[str, Any]] = [(_("统一社会信用代码"), archive.code)]
    if firm is not None:
        inside = archive.mine or archive.reach.covers(firm.region_id)
        # The days of what the enterprise counts as are told where they are known; else it counts all along.
        open_ends = {n for f in TIMED for n in (f"{f}_since", f"{f}_until") if getattr(firm, n) is None}
        apart = {"credit_code", *FLAGS, *open_ends}
        names = [c.name for c in register.columns if (inside or c.public) and c.name not in apart]
        pairs += [(common.unit_note(register, n), common.shown(register, firm, n)) for n in names]
    actions = []
    if firm is not None and section is not None and may_open(archive, section, firm) and section.total:
        actions.append(Action(_("名录中的记录"), reverse("desk:record", args=[LISTED, firm.pk])))
    return Card(_("企业信息"), Pairs(pairs, columns=1), actions, id="identity", fold=True)


def expected_card(archive: Archive) -> list[Any]:
    """What the file should hold, each with its light; what is missing leads to where it is filled in."""
    if archive.enterprise is None or not archive.expected:
        return []
    rows = []
    for each in archive.expected:
        light = Light("green", _("有")) if each.present else Light("amber", _("缺"))
        rows.append(Row([formats.bilingual(each.part, "title"), light]))
    heads = [Column("part", _("内容")), Column("state", _("情况"))]
    return [
        Card(
            _("应有内容"),
            Table(heads, rows, _("应有内容"), id="expected"),
            id="expected-card",
            flush=True,
            fold=True,
        )
    ]


def expiring(archive: Archive, today: dt.date) -> list[Any]:
    found = ahead(archive, today)
    if not found:
        return []
    rows = []
    for each in found[:12]:
        light = Light("red", _("已过期")) if each.on < today else Light("amber", _("快到期"))
        url = address(archive, each.section, each.record)
        label = f"{common.title(each.section.register)} {title_of(each.section, each.record)}"
        rows.append(Row([label, formats.bilingual(each, "text"), each.on, light], url=url))
    heads = [
        Column("what", _("记录"), wide=True),
        Column("do", _("要办")),
        Column("on", _("到期")),
        Column("light", _("状态")),
    ]
    return [
        Card(
            _("到期"), Table(heads, rows, _("到期"), id="expiring", total=len(found), cards=True), flush=True
        )
    ]


def timeline(archive: Archive, at: str) -> Card:
    events = [_event(archive, m) for m in archive.moments[:MOMENTS]]
    note = _("每本台账取最近的记录；看更早的，请选年份或打开该台账。")
    body: Any = Timeline(events, _("经过"), _("还没有带日期的记录。"))
    if len(archive.moments) > MOMENTS or any(s.total > len(s.rows) for s in archive.sections):
        body = Paragraphs([body, note])
    return Card(_("经过"), body, id="timeline", fold=True)


def _event(archive: Archive, moment: Moment) -> Event:
    label = common.title(moment.section.register)
    named = title_of(moment.section, moment.record)
    if moment.kind == "expiry":
        text = _("到期：%(what)s") % {"what": formats.bilingual(moment, "text")}
    else:
        text = formats.bilingual(moment, "text")
    return Event(
        moment.on,
        f"{label}{_('：')}{named}",
        moment.who if moment.section.full and not archive.mine else "",
        text,
        TONES[moment.kind],
        url=address(archive, moment.section, moment.record),
    )


def elsewhere(archive: Archive) -> list[Any]:
    """Registers that know of the enterprise only in other territories."""
    found = [s for s in archive.sections if s.elsewhere and not s.total]
    if not found:
        return []
    rows = [Row([common.title(s.register), s.elsewhere, field_of(s.register)]) for s in found]
    heads = [
        Column("register", _("台账")),
        Column("rows", _("记录数"), align="end"),
        Column("field", _("领域")),
    ]
    return [
        Card(
            _("由其他地区掌握"),
            Table(heads, rows, _("由其他地区掌握"), id="elsewhere"),
            id="elsewhere-card",
            flush=True,
        )
    ]


def own_part(archive: Archive) -> list[Any]:
    """What the enterprise itself keeps, with the way to add a row."""
    if not archive.mine:
        return []
    held = {s.register.key: s.total for s in archive.sections}
    rows = []
    for register in registers().values():
        if register.kept_by_enterprise:
            at = reverse("desk:record_new", args=[register.key])
            rows.append(
                Row(
                    [common.title(register), held.get(register.key, 0), Link(_("填报"), at)],
                    url=reverse("desk:register", args=[register.key]),
                )
            )
    heads = [
        Column("register", _("台账"), wide=True),
        Column("rows", _("已填"), align="end"),
        Column("add", _("新增")),
    ]
    return [
        Card(
            _("由本企业填报"),
            Table(heads, rows, _("由本企业填报"), id="own", cards=True),
            id="own-card",
            flush=True,
        )
    ]

"""A frame and a draw as pages show them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiheng.faces.desk.areas.registers.parts import Paragraphs
from zhiheng.faces.desk.page import StaffRequest
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Badge, Card, Column, Figure, Link, Pairs, Row, Table
from zhiheng.frame.draws import service
from zhiheng.frame.draws.declare import Declaration, ListOf
from zhiheng.frame.draws.framing import Framed
from zhiheng.frame.draws.models import Draw, Line, Outcome
from zhiheng.frame.registers import service as registers
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.noticing import saw
from zhiheng.frame.registers.wording import heading

TONES = {Outcome.DRAWN: "green", Outcome.CALLED: "green", Outcome.RESERVE: "blue", Outcome.EXCUSED: "grey"}
SHORT = 16  # characters of a digest that tell it from another at a glance
#: What people of the trail read.
OUTCOMES = {
    Outcome.DRAWN: gettext_lazy("抽中"),
    Outcome.RESERVE: gettext_lazy("候补"),
    Outcome.CALLED: gettext_lazy("递补"),
    Outcome.EXCUSED: gettext_lazy("已替换"),
}


def title(declared: Declaration) -> str:
    return formats.bilingual(declared, "title")


def frame_card(framed: Framed) -> Card:
    """One list before the draw: how many of each stratum, how many kept out and why, how many will be drawn."""
    heads = [
        Column("stratum", _("分层"), wide=True),
        Column("size", _("可抽"), align="end"),
        Column("out", _("不参加"), align="end"),
        Column("quota", _("抽取"), align="end"),
    ]
    rows = [
        Row(
            [
                framed.labels[s] or _("不分层"),
                Figure(n),
                Figure(framed.out[s]),
                Figure(framed.quotas[s]),
            ],
            key=s or "all",
        )
        for s, n in framed.sizes.items()
    ]
    name = formats.bilingual(framed.declared, "title")
    foot: list[Any] = [_("合计"), Figure(sum(framed.sizes.values())), Figure(sum(framed.out.values()))]
    table = Table(
        heads,
        rows,
        name,
        id=f"frame-{framed.declared.key}",
        foot=[*foot, Figure(sum(framed.quotas.values()))] if len(rows) > 1 else (),
        empty=_("没有可抽的对象。可放宽条件，或先登记“%(name)s”。")
        % {"name": formats.bilingual(framed.declared.register, "label")},
    )
    why = Counter(m.out for m in framed.members if m.out)
    lots = Counter(m.lots for m in framed.members if not m.out)
    told = [
        (_("来自台账"), formats.bilingual(framed.declared.register, "label")),
        (_("不参加的原因"), _("；").join(f"{w} {n}" for w, n in sorted(why.items())) or None),
        (
            _("签数"),
            _("；").join(_("%(lots)s 签：%(n)s 个") % {"lots": k, "n": n} for k, n in sorted(lots.items()))
            if len(lots) > 1
            else _("每个一签，机会相等"),
        ),
    ]
    return Card(name, Paragraphs([table, Pairs(told)]), id=f"list-{framed.declared.key}")


def result_card(request: StaffRequest, made: Draw, listed: ListOf, lines: list[Line], standing: bool) -> Card:
    """The members of one list in the order of drawing, with what can be done about each."""
    register = listed.register
    names = names_of(lines)
    mine = [line for line in lines if line.list_key == listed.key]
    matched = any(line.matched for line in mine)
    heads = [
        Column("place", _("次序")),
        Column("outcome", _("结果")),
        Column("todo", _("办理")),
        *(Column(n, heading(register, n), wide=i == 0) for i, n in enumerate(listed.shown)),
        *([Column("stratum", _("分层"))] if listed.strata else []),
        *([Column("matched", _("派给"), wide=True)] if matched else []),
    ]
    labels = {s: each["label"] for s, each in made.strata[listed.key].items()}
    rows = []
    for line in mine:
        outcome = Outcome(line.outcome)
        said: Any = Badge(str(OUTCOMES[outcome]), TONES[outcome])
        rows.append(
            Row(
                [
                    str(line.place),
                    [said, line.reason] if line.reason else said,
                    _todo(request, made, line, standing) or None,
                    *(w or None for w in line.shown),
                    *([labels.get(line.stratum) or None] if listed.strata else []),
                    *([_("、").join(names.get(k, k) for k in line.matched) or None] if matched else []),
                ],
                key=str(line.pk),
                tone="grey" if outcome == Outcome.EXCUSED else "",
            )
        )
    name = formats.bilingual(listed, "title")
    drawn = sum(line.outcome in service.IN_PLACE for line in mine)
    head = _("%(name)s（抽中 %(n)s）") % {"name": name, "n": drawn}
    return Card(
        head, Table(heads, rows, name, id=f"result-{listed.key}", cards=True), id=listed.key, flush=True
    )


def noticed(declared: Declaration, lines: list[Line]) -> None:
    """Protected columns among those that the lines keep are read by who is shown the lines."""
    for listed in declared.lists:
        rows = [line.record_id for line in lines if line.list_key == listed.key and any(line.shown)]
        if rows:
            saw(listed.register.model, listed.shown, rows)


def names_of(lines: list[Line]) -> dict[str, str]:
    """What each is called: its first column, with its number where several are called so."""
    called = {line.key: (line.shown or [""])[0] or line.key for line in lines}
    many = Counter(called.values())
    return {k: name if many[name] == 1 else f"{name} {k}" for k, name in called.items()}


def _todo(request: StaffRequest, made: Draw, line: Line, standing: bool) -> list[Link]:
    """The row that the line leads to, and letting a reserve step in."""
    if line.outcome not in service.IN_PLACE or not standing:
        return []
    found = []
    for lead in service.leads(made, line):
        register = register_of(lead.register_key)
        label = formats.bilingual(lead, "label")
        if line.made_id is not None:
            if registers.open_to(request.actor.scope("register.view"), register):
                found.append(Link(label, reverse("desk:record", args=[register.key, line.made_id])))
        elif registers.open_to(request.actor.scope("register.add"), register):
            at = reverse("desk:record_new", args=[register.key])
            found.append(Link(label, f"{at}?drawn={line.pk}"))
    if request.actor.scope("draw.make").covers(made.region_id, made.field):
        found.append(Link(_("替换"), reverse("desk:draw_excuse", args=[made.pk, line.pk])))
    return found


def strata_card(made: Draw, declared: Declaration, lines: list[Line]) -> Card:
    """How many of each stratum there were, and how many were drawn."""
    drawn = Counter((line.list_key, line.stratum) for line in lines if line.outcome in service.IN_PLACE)
    heads = [
        Column("stratum", _("分层"), wide=True),
        Column("size", _("可抽"), align="end"),
        Column("out", _("不参加"), align="end"),
        Column("drawn", _("抽中"), align="end"),
    ]
    rows = [
        Row(
            [
                _("：").join(filter(None, (formats.bilingual(listed, "title"), each["label"]))),
                Figure(each["size"]),
                Figure(each["out"]),
                Figure(drawn[listed.key, stratum]),
            ],
            key=f"{listed.key}-{stratum}",
        )
        for listed in declared.lists
        for stratum, each in made.strata[listed.key].items()
    ]
    return Card(_("抽样框"), Table(heads, rows, _("抽样框"), id="strata"), id="frame", flush=True)


def facts_card(made: Draw, declared: Declaration) -> Card:
    """How the draw was made, so that anybody can make it again."""
    file = Link(f"{made.frame_id[:SHORT]}…", reverse("desk:draw_frame", args=[made.pk]), _("下载抽样框"))
    told: list[tuple[str, Any]] = [
        (_("抽取种类"), title(declared)),
        (_("区划"), str(made.region)),
        (_("依据编号"), made.reference or None),
        (_("抽取时间"), formats.date(made.drawn_at)),
        (_("抽取人"), made.drawn_by),
        (_("回避"), _("、").join(made.terms["recused"]) or None),
        (_("种子"), made.seed),
        (_("抽取方法"), made.method),
        (_("抽样框摘要（SHA-256）"), file),
    ]
    note = _(
        "每签的号是“种子、名单、编号、第几签”四行文字的 SHA-256，号小的先抽；按各层抽取数取够为止，其后为候补。"
    )
    return Card(_("怎么抽的"), Paragraphs([Pairs(told), note]), id="how")

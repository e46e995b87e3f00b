"""A definition told in words: what is counted, from which register, by which rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.core.exceptions import FieldDoesNotExist
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Link
from zhiheng.frame.people.roles import fields
from zhiheng.frame.registers.declare import Register, registers
from zhiheng.frame.registers.wording import heading, option
from zhiheng.frame.registers.wording import word as said_of
from zhiheng.judgement.indicators.catalogue import catalogue, owner_region
from zhiheng.judgement.indicators.derived import DERIVED, Derived, behind
from zhiheng.judgement.indicators.owners import owners_of
from zhiheng.judgement.indicators.schemes import Scheme, schemes_of
from zhiheng.kernels.measures import Indicator, Period
from zhiheng.kernels.measures.definitions import Part
from zhiheng.kernels.programmes import catalogue_keys, catalogue_programme

KINDS = {
    "simple": gettext_noop("台账汇总"),
    "ratio": gettext_noop("比率(分子 ÷ 分母)"),
    "derived": gettext_noop("由其他指标算出"),
    "cumulative": gettext_noop("期末累计"),
    "reported": gettext_noop("报送数(台账算不出)"),
}
DIRECTIONS = {
    "up": gettext_noop("越高越好"),
    "down": gettext_noop("越低越好"),
    "hold": gettext_noop("保持在范围内"),
}
PERIODICITY = {
    "month": gettext_noop("月"),
    "quarter": gettext_noop("季度"),
    "half": gettext_noop("半年"),
    "year": gettext_noop("年"),
}
CERTAINTY = {
    "read": gettext_noop("读自原件"),
    "code": gettext_noop("见于标准或代码表"),
    "derived": gettext_noop("本系统推定的口径"),
    "remembered": gettext_noop("凭记忆，待核对"),
}


def owner_words(one: Indicator, region: str) -> list[str]:
    """Who answers for an indicator: each department, and which unit it is in ``region`` where one is known."""
    found = []
    for owner in owners_of(one, region):
        unit = formats.bilingual(owner.unit) if owner.unit is not None else ""
        department = formats.bilingual(owner.department) if owner.department is not None else ""
        found.append(formats.beside(department, unit) if department else unit)
    return found


def facts_of(one: Indicator, region: str) -> list[tuple[str, object]]:
    """(name, value) of everything the definition says, in the order a reader asks; the owner's unit in ``region``."""
    english = formats.english()
    found: list[tuple[str, object]] = [
        (_("代码"), one.code),
        (_("领域"), fields()[one.field][1 if english else 0]),
        (_("算法"), _(KINDS[one.kind])),
        (_("单位"), formats.unit(one.unit) or _(one.unit)),
        (_("方向"), _(DIRECTIONS[one.direction])),
        (_("周期"), _(PERIODICITY[one.periodicity])),
        (_("责任部门"), "、".join(owner_words(one, region))),
    ]
    if one.register_key:
        found.append((_("台账"), register_link(one.register_key)))
    if one.numerator:
        found.append((_("分子"), part_words(one, one.numerator)))
    if one.denominator:
        found.append((_("分母"), part_words(one, one.denominator)))
    if one.aggregate:
        found.append((_("汇总"), part_words(one, one.aggregate)))
    if one.filter:
        found.append((_("筛选条件"), in_labels(one, one.filter)))
    if one.pools:
        names = [column_label(one, name) for name in one.pools]
        told = _("%(columns)s不同的记录合在一起算；各自的率见每个数的页面")
        found.append((_("合并计算"), told % {"columns": "、".join(names)}))
    if one.formula:
        found.append((_("公式"), one.formula))
        found.append((_("所用指标"), [_indicator_link(code) for code in operands(one)]))
    if one.stock:
        since = column_label(one, one.stock.since)
        until = column_label(one, one.stock.until) if one.stock.until else ""
        words = _("%(a)s不晚于期末") % {"a": since} + (
            _("，且%(b)s为空或不早于期末") % {"b": until} if until else ""
        )
        found.append((_("期末时点"), words))
    if one.time:
        found.append((_("按哪个日期"), column_label(one, one.time)))
    if one.min_denominator:
        found.append(
            (_("样本过少"), _("分母小于 %(n)s 时仍给出，但注明") % {"n": formats.number(one.min_denominator)})
        )
    if one.kind != "reported" and one.accept_reported:
        found.append((_("没有记录时"), _("可用报送数代替，并注明")))
    found += [
        (_("小数位"), one.decimals),
        (_("版本"), _("第 %(n)s 版") % {"n": one.version}),
        (_("有效期"), validity(one)),
        (_("来源"), _source(one)),
        (_("可信程度"), _("本地设立") if owner_region(one.code) else _(CERTAINTY[one.certainty])),
    ]
    if schemes := schemes_of(one):
        found.append((_("制度起止"), scheme_words(schemes)))
    if one.aliases:
        found.append((_("别名"), "、".join(one.aliases)))
    if one.note:
        found.append((_("说明"), one.note))
    return found


def scheme_words(schemes: Sequence[Scheme]) -> str:
    """From when to when titles were given, scheme by scheme."""
    told = []
    for each in schemes:
        days = (each.entry.valid_from, each.entry.valid_to)
        start, end = (formats.date(day) if day else _("未列") for day in days)
        told.append(
            _("%(name)s：%(start)s 至 %(end)s") % {"name": each.entry.name, "start": start, "end": end}
        )
    mark = _("（日期凭记忆，待核对）") if any(each.remembered for each in schemes) else ""
    return _("；").join(told) + mark


def closed_words(one: Indicator, period: Period) -> str:
    """What a reader must know of a figure whose scheme had closed; empty where none had."""
    found = []
    for each in schemes_of(one):
        if each.closed(period) and each.entry.valid_to is not None:
            told = {"name": each.entry.name, "on": formats.date(each.entry.valid_to)}
            if one.kind == "cumulative":
                found.append(_("“%(name)s”%(on)s 后不再认定，本数是此前认定、期末仍有效的") % told)
            else:
                found.append(_("“%(name)s”%(on)s 后不再认定，此后的认定存疑") % told)
    return _("；").join(found)


def _source(one: Indicator) -> str:
    """The documents that ask for it by their names; codes of requirements are for those who maintain the catalogue."""
    known = set(catalogue_keys())
    keys = [key.strip() for key in one.source.document.split(",") if key.strip()]
    names = [catalogue_programme(key).name if key in known else key for key in keys]
    return _("；").join(filter(None, [*names, one.source.note]))


def validity(one: Indicator) -> str:
    if one.valid_from is None and one.valid_to is None:
        return _("不限")
    return f"{one.valid_from or '…'} — {one.valid_to or '…'}"


def operands(one: Indicator) -> list[str]:
    return list(dict.fromkeys(o.code for o in catalogue().formula(one).operands))


def part_words(one: Indicator, part: Part) -> str:
    """``记录数,其中 检验结论 = 合格``: the aggregate in words where it is a plain count, the filter in labels."""
    what = _("记录数") if part.aggregate.replace(" ", "") == "count()" else in_labels(one, part.aggregate)
    return f"{what}{_(',其中')} {in_labels(one, part.filter)}" if part.filter else what


_WORD = re.compile(
    r"'([^']*)'|\b(not in|in|and|or|not|is not null|is null|true|false|[A-Za-z_]\w*)\b", re.IGNORECASE
)
_LOGIC = {
    "and": "且", "or": "或", "not": "非", "in": "属于", "not in": "不属于", "true": "是", "false": "否", "is null": "为空", "is not null": "不为空",
    "period_start": "期初", "period_end": "期末",
}  # fmt: skip
_ENGLISH = {
    "true": "yes", "false": "no", "is null": "is empty", "is not null": "is filled in",
    "period_start": "start of the period", "period_end": "end of the period",
}  # fmt: skip


def in_labels(one: Indicator, text: str) -> str:
    """A filter with columns, codes and connectives in the words that people see."""
    english, named = formats.english(), ""

    def word(match: re.Match[str]) -> str:
        nonlocal named
        quoted, plain = match.group(1), match.group(2)
        if quoted is not None:
            said = choice_label(one, named, quoted)
            return f'"{said}"' if english else said
        if plain.lower() in _LOGIC:
            return _ENGLISH.get(plain.lower(), plain.lower()) if english else _LOGIC[plain.lower()]
        label = column_label(one, plain)
        if label != plain:
            named = plain
        return label

    return _WORD.sub(word, text)


def choice_label(one: Indicator, column: str, value: str) -> str:
    found = registers().get(behind(one.register_key or ""))
    if found is None or not column or column == "date":
        return value
    try:
        field = found.model_field(_stored(found, column))
    except FieldDoesNotExist:  # a computed column of its own words
        return value
    return str(option(field, value))


def column_label(one: Indicator, name: str) -> str:
    """The label of a register's column; ``date`` is the column that places a record in a period."""
    found = registers().get(behind(one.register_key or ""))
    if found is None:
        return name
    table = DERIVED.get(one.register_key or "")
    if table is not None and name in table.labels:
        return said_of(table.labels[name])
    try:
        return heading(found, found.facts.date if name == "date" else _stored(found, name))
    except FieldDoesNotExist:
        return name


def _stored(register: Register, name: str) -> str:
    """The stored column whose label and choices a computed one shares."""
    return next((c.like for c in register.facts.computed if c.name == name and c.like), name)


def register_link(key: str) -> object:
    found: Register | Derived | None = DERIVED.get(key) or registers().get(key)
    label = key if found is None else (found.label_en if formats.english() else found.label)
    try:
        return Link(label, reverse("desk:register", args=[behind(key)]))
    except NoReverseMatch:
        return label


def _indicator_link(code: str) -> Link:
    return Link(
        f"{code} {formats.bilingual(catalogue().versions(code)[-1])}", reverse("desk:indicator", args=[code])
    )

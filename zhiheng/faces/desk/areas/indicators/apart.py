"""A rate that pools what its register keeps apart says so, and shows the rate of each value beside it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhiheng.faces.desk.areas.indicators.words import choice_label, column_label
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Column, Row, Table
from zhiheng.judgement.indicators.intervals import of_parts
from zhiheng.judgement.indicators.intervals import words as interval_words
from zhiheng.judgement.indicators.pooling import pooled
from zhiheng.kernels.measures import Cell, Engine, Indicator, by_value
from zhiheng.kernels.measures.engine import AsOf


def pooled_words(one: Indicator) -> str:
    """Which columns' values the rate mixes, itself or in what its formula rests on; empty for none."""
    names = dict.fromkeys(column_label(which, name) for which, name in pooled(one))
    return "" if not names else (", " if formats.english() else "、").join(names)


def apart_table(on: Engine, one: Indicator, now: Cell, as_of: AsOf) -> Table | None:
    """One line a value of every pooled column; None where the rate pools nothing or was not computed here."""
    if not one.pools or now.source == "reported" or not now.version:
        return None
    rows = [
        Row(
            [
                column_label(one, found.column),
                _value(one, found.column, found.value),
                formats.number(found.numerator),
                formats.number(found.denominator),
                None
                if found.rate is None
                else f"{formats.number(found.rate, one.decimals)}{formats.unit(one.unit)}",
                interval_words(of_parts(one, found.numerator, found.denominator, always=True)) or None,
            ]
        )
        for found in by_value(on, one.code, now.region, now.period, as_of)
    ]
    return Table(
        [
            Column("column", _("按什么分")),
            Column("value", _("取值")),
            Column("numerator", _("分子"), align="end"),
            Column("denominator", _("分母"), align="end"),
            Column("rate", _("数值"), align="end"),
            Column("interval", _("95% 置信区间"), align="end"),
        ],
        rows,
        _("分开看的率"),
        id="apart",
        empty=_("没有可以列出的记录。"),
        cards=True,
    )


def _value(one: Indicator, column: str, value: str | bool | None) -> str | None:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return choice_label(one, column, value) if value else None

"""Between an output-weighted rate and its records: the strata, each with its samples, output, weight and rate."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Column, Row, Table
from zhiheng.judgement.indicators.derived import DERIVED
from zhiheng.kernels.measures import Cell, Engine, Indicator, MeasureError
from zhiheng.kernels.measures.engine import AsOf
from zhiheng.kernels.measures.weighted import of_year, strata
from zhiheng.kernels.methods import Stratum, weighted_pass_rate, wilson

PASSED = "result = 'qualified'"
DIVISIONS = ("13", "41")  # manufacturing without recycling (42) and repair (43), as the published rate


@dataclass(frozen=True)
class Layers:
    table: Table
    covered: str


def layers_of(on: Engine, one: Indicator, now: Cell, as_of: AsOf) -> Layers | None:
    """None where the figure is not weighted, not of a whole year, or of a place smaller than a stratum's area."""
    derived = DERIVED.get(one.register_key or "")
    year = of_year(now.period)
    if derived is None or year is None or now.source == "reported" or now.level in {"county", "township"}:
        return None
    tables = {"samples": derived.key, "sizes": derived.sizes}
    found = [
        row
        for row in strata(
            on, tables, now.region, year, by=derived.by, size=derived.size, passed=PASSED, as_of=as_of
        )
        if DIVISIONS[0] <= row.value <= DIVISIONS[1] or not row.value
    ]
    rate = weighted_pass_rate(Stratum(*row) for row in found)
    rows = []
    for row in found:
        chance = wilson(row.passed, row.tested)
        weight = rate.weights.get((row.area, row.value))
        rows.append(
            Row(
                [
                    _place(on, row.area),
                    row.value or None,
                    f"{row.passed}/{row.tested}",
                    f"{row.passed / row.tested * 100:.2f}%" if row.tested else None,
                    f"{chance.low:.2f}% – {chance.high:.2f}%" if chance else None,
                    row.size,
                    None if weight is None else f"{float(weight) * 100:.2f}%",
                ],
                tone="" if weight is not None else "grey",
            )
        )
    table = Table(
        [
            Column("area", _("地区")),
            Column("division", _("行业大类")),
            Column("parts", _("分子/分母"), align="end"),
            Column("rate", _("合格率"), align="end"),
            Column("interval", _("95% 置信区间"), align="end"),
            Column("output", _("产值(万元)"), align="end"),
            Column("weight", _("权重"), align="end"),
        ],
        rows,
        _("各层的样品、产值和权重"),
        id="strata",
        empty=_("没有可以列出的记录。"),
        cards=True,
    )
    return Layers(table, "" if rate.covered is None else f"{formats.number(float(rate.covered) * 100, 1)}%")


def _place(on: Engine, code: str) -> str:
    try:
        return on.regions.get(code).name
    except MeasureError:
        return code

"""Manufacturing product pass rate (制造业产品质量合格率): sampled divisions weighted by their output, then areas by theirs.

Source: the published account of the national statistical pass rate: samples of each manufacturing division of
GB/T 4754; within an area the divisions are weighted by the area's output structure, then areas by their output.
For area a: R_a = Σ_i (V_ai / ΣV_ai) · p_ai; together R = Σ_a (V_a / ΣV) · R_a. V_a is the output of the divisions that
were sampled there, so the two layers come to one weighting over all strata; what was not sampled is told, as the share
of output covered, and never taken for passed or failed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from zhiheng.kernels.methods.numbers import MethodError, Number, exact, plain


@dataclass(frozen=True, slots=True)
class Stratum:
    """One industry division in one area: samples passed and tested, and the gross output (None: not known)."""

    area: str
    industry: str
    passed: int
    tested: int
    output: Number | None

    @property
    def name(self) -> tuple[str, str]:
        return self.area, self.industry


@dataclass(frozen=True, slots=True)
class WeightedRate:
    """``value`` in per cent, None with ``reason`` when no stratum has both samples and output.

    ``areas``: rate of each area in per cent. ``weights``: share of each stratum, adding up to 1. ``covered``: share of
    the known output that lies in sampled strata, None when no output is known. ``unsampled``: strata with output and no
    sample; ``unweighted``: strata with samples whose output is not known or nothing.
    """

    value: Fraction | None
    areas: Mapping[str, Fraction]
    weights: Mapping[tuple[str, str], Fraction]
    covered: Fraction | None
    unsampled: tuple[tuple[str, str], ...]
    unweighted: tuple[tuple[str, str], ...]
    reason: str = ""

    def rounded(self, decimals: int = 2) -> Decimal | None:
        """For showing only: half to even."""
        if self.value is None:
            return None
        shifted = round(self.value * 10**decimals)
        return Decimal(shifted).scaleb(-decimals)


def weighted_pass_rate(strata: Iterable[Stratum]) -> WeightedRate:
    """Raises MethodError for a stratum given twice, negative numbers, or more passed than tested."""
    held = _checked(strata)
    output = {one.name: _output(one) for one in held}
    whole = sum((v for v in output.values() if v), Fraction(0))
    used = [one for one in held if one.tested and output[one.name]]
    unsampled = tuple(one.name for one in held if not one.tested and output[one.name])
    unweighted = tuple(one.name for one in held if one.tested and not output[one.name])
    by_area: dict[str, list[Stratum]] = {}
    for one in used:
        by_area.setdefault(one.area, []).append(one)
    known = {one.name: output[one.name] or Fraction(0) for one in used}
    weight = {name: sum((known[s.name] for s in some), Fraction(0)) for name, some in by_area.items()}
    total = sum(weight.values(), Fraction(0))
    if not total:
        why = "有样品的行业没有产值" if unweighted else "没有检验的样品"
        return WeightedRate(None, {}, {}, Fraction(0) if whole else None, unsampled, unweighted, why)
    areas = {
        name: sum((known[s.name] / weight[name] * Fraction(s.passed, s.tested) for s in some), Fraction(0))
        * 100
        for name, some in by_area.items()
    }
    value = sum((weight[name] / total * rate for name, rate in areas.items()), Fraction(0))
    weights = {name: share / total for name, share in known.items()}
    return WeightedRate(value, areas, weights, total / whole, unsampled, unweighted)


def _checked(strata: Iterable[Stratum]) -> list[Stratum]:
    held: dict[tuple[str, str], Stratum] = {}
    for one in strata:
        where = f"{one.area} 行业 {one.industry}"
        if one.name in held:
            raise MethodError(f"{where}给了两次，请先合并")
        if not 0 <= one.passed <= one.tested:
            raise MethodError(f"{where}的合格数 {one.passed} 应在 0 与检验数 {one.tested} 之间，请核对台账")
        held[one.name] = one
    return list(held.values())


def _output(one: Stratum) -> Fraction | None:
    if one.output is None:
        return None
    value = exact(one.output)
    if value < 0:
        raise MethodError(f"{one.area} 行业 {one.industry}的产值 {plain(value)} 不能为负，请核对报表")
    return Fraction(value)

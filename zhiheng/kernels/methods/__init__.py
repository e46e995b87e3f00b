"""Official methods over plain data. Every result names the rule and version it was worked out by."""

from zhiheng.kernels.methods.airyear import (
    AirYear,
    Alone,
    Day,
    Stretch,
    air_year,
    good_by,
    held_against,
    told_good,
)
from zhiheng.kernels.methods.aqi import AqiResult, GoodAir, aqi, aqi_by, good_air_days, iaqi
from zhiheng.kernels.methods.attainment import Attainment, Light, attain
from zhiheng.kernels.methods.numbers import MethodError, exact, known, plain, round_as, round_by
from zhiheng.kernels.methods.rates import (
    Comparison,
    Interval,
    Rate,
    compare,
    pass_rate,
    pooled,
    rate,
    wilson,
)
from zhiheng.kernels.methods.water import (
    BasinStatus,
    SectionClass,
    WaterStatus,
    averaged,
    basin_status,
    section_class,
    water_status,
)
from zhiheng.kernels.methods.weighting import Stratum, WeightedRate, weighted_pass_rate

__all__ = [
    "AirYear",
    "Alone",
    "AqiResult",
    "Attainment",
    "BasinStatus",
    "Comparison",
    "Day",
    "GoodAir",
    "Interval",
    "Light",
    "MethodError",
    "Rate",
    "SectionClass",
    "Stratum",
    "Stretch",
    "WaterStatus",
    "WeightedRate",
    "air_year",
    "aqi",
    "aqi_by",
    "attain",
    "averaged",
    "basin_status",
    "compare",
    "exact",
    "good_air_days",
    "good_by",
    "held_against",
    "iaqi",
    "known",
    "pass_rate",
    "plain",
    "pooled",
    "rate",
    "round_as",
    "round_by",
    "section_class",
    "told_good",
    "water_status",
    "weighted_pass_rate",
    "wilson",
]

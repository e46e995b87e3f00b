"""The records of standards and metrology."""

from zhiheng.records.foundations.models.limits import FarmStandardReturn, LimitMatch, LimitStandard
from zhiheng.records.foundations.models.metrology import (
    Instrument,
    MeasurementStandard,
    MetrologyCheck,
    Verification,
)
from zhiheng.records.foundations.models.products import (
    DeclarationCheck,
    FrontRunner,
    ProductStandard,
    StandardDeclaration,
)
from zhiheng.records.foundations.models.standards import Standard
from zhiheng.records.foundations.models.systems import (
    Commitment,
    EnergyMetering,
    MeterProvision,
    MetrologyPlan,
    MetrologySystem,
)
from zhiheng.records.foundations.models.work import (
    Participation,
    StandardConduct,
    TradeMeasure,
    TradeWarning,
)

__all__ = [
    "Commitment",
    "DeclarationCheck",
    "EnergyMetering",
    "FarmStandardReturn",
    "FrontRunner",
    "Instrument",
    "LimitMatch",
    "LimitStandard",
    "MeasurementStandard",
    "MeterProvision",
    "MetrologyCheck",
    "MetrologyPlan",
    "MetrologySystem",
    "Participation",
    "ProductStandard",
    "Standard",
    "StandardConduct",
    "StandardDeclaration",
    "TradeMeasure",
    "TradeWarning",
    "Verification",
]

"""Environment: air, water and noise, land and waste, pollution sources, cleaner production (R-ENV-01 … 07)."""

from zhiheng.records.environment.models.air import AirDay, AirHour, AirMonth
from zhiheng.records.environment.models.cleaner import (
    CircularProject,
    CircularReturn,
    CleanProduction,
    CleanService,
    ReductionDuty,
)
from zhiheng.records.environment.models.land import LandCover, SoilPoint, WasteReturn
from zhiheng.records.environment.models.pollution import (
    EmissionCase,
    EmissionCheck,
    EmissionReturn,
    PollutionSource,
)
from zhiheng.records.environment.models.water import Monitoring, PlantReturn, WaterSample

__all__ = [
    "AirDay",
    "AirHour",
    "AirMonth",
    "CircularProject",
    "CircularReturn",
    "CleanProduction",
    "CleanService",
    "EmissionCase",
    "EmissionCheck",
    "EmissionReturn",
    "LandCover",
    "Monitoring",
    "PlantReturn",
    "PollutionSource",
    "ReductionDuty",
    "SoilPoint",
    "WasteReturn",
    "WaterSample",
]

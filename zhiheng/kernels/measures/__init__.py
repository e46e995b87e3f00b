"""Measures: from records of every department to indicators by region and period.

    catalogue = Catalogue.read({"product.yaml": text})
    engine = Engine(facts, regions, catalogue, reported=reported)
    cells = engine.measure(["P01"], ["620700"], [Period.parse("2012Q3")])
    engine.rows_of("P01", "620700", "2012Q3")          # the very records

Plain Python over what is handed in: Parquet files, a table of divisions, definitions, reported values.
"""

from zhiheng.kernels.measures.apart import Apart, by_value, values_of
from zhiheng.kernels.measures.cells import STATUS_LABELS, Cell, Status, round_fraction, settled
from zhiheng.kernels.measures.compare import Comparison, series, trend, with_last_year, with_previous
from zhiheng.kernels.measures.cubes import Cubes
from zhiheng.kernels.measures.definitions import Catalogue, Indicator, read_definitions
from zhiheng.kernels.measures.engine import Engine, Reported, Rows
from zhiheng.kernels.measures.facts import LEVELS, NATION, FactTable, RegionRow, RegionTable
from zhiheng.kernels.measures.periods import Period
from zhiheng.kernels.measures.plan import base_sql, compile_indicator
from zhiheng.kernels.measures.problems import (
    DefinitionError,
    MeasureError,
    MeasureTimeout,
    PeriodError,
    RecordsError,
    RegionError,
)
from zhiheng.kernels.measures.variants import by_version, with_rows, without, written

__all__ = [
    "LEVELS",
    "NATION",
    "STATUS_LABELS",
    "Apart",
    "Catalogue",
    "Cell",
    "Comparison",
    "Cubes",
    "DefinitionError",
    "Engine",
    "FactTable",
    "Indicator",
    "MeasureError",
    "MeasureTimeout",
    "Period",
    "PeriodError",
    "RecordsError",
    "RegionError",
    "RegionRow",
    "RegionTable",
    "Reported",
    "Rows",
    "Status",
    "base_sql",
    "by_value",
    "by_version",
    "compile_indicator",
    "read_definitions",
    "round_fraction",
    "series",
    "settled",
    "trend",
    "values_of",
    "with_last_year",
    "with_previous",
    "with_rows",
    "without",
    "written",
]

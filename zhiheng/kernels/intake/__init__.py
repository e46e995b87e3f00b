"""Intake: any real workbook or CSV becomes clean typed rows of declared columns.

Three steps, each of which can be looked at, stored and edited before the next:

    workbook = read_workbook(data, filename)          # whatever the file is, or a clear IntakeError
    found = plan(workbook, specs)                     # sheet, heading, columns, doubts; JSON in and out
    intake = parse(workbook, found, specs, key)       # typed columns, every repair, every error

and the ways back: `error_workbook`, `template_workbook`, `export_workbook`, `export_csv`.
"""

from .choices import Choices
from .codes import CodeIndex, Codes
from .exporting import export_csv, export_workbook
from .grouping import grouped
from .heads import Match
from .parsing import Intake, Repairs, converter, parse
from .planning import Plan, plan
from .plausible import Check, Doubt, Plausible
from .quantities import Bad, Fixed
from .returned import error_workbook
from .specs import RULES, ColumnSpec, IntakeError, Limits, Problem, ProblemGroup, Repair
from .templates import template_workbook
from .workbook import Sheet, Workbook, read_workbook

__all__ = [
    "RULES",
    "Bad",
    "Check",
    "Choices",
    "CodeIndex",
    "Codes",
    "ColumnSpec",
    "Doubt",
    "Fixed",
    "Intake",
    "IntakeError",
    "Limits",
    "Match",
    "Plan",
    "Plausible",
    "Problem",
    "ProblemGroup",
    "Repair",
    "Repairs",
    "Sheet",
    "Workbook",
    "converter",
    "error_workbook",
    "export_csv",
    "export_workbook",
    "grouped",
    "parse",
    "plan",
    "read_workbook",
    "template_workbook",
]

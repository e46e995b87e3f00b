"""Check rules of statistical returns as data: arithmetic on both sides of a comparison, over this period's row, the
period before and the same period a year ago."""

from zhiheng.kernels.checks.expressions import CheckError, Column, Expression, Ref, parse
from zhiheng.kernels.checks.rules import Finding, Level, Rule, Sheet, Verdict, load, read

__all__ = [
    "CheckError",
    "Column",
    "Expression",
    "Finding",
    "Level",
    "Ref",
    "Rule",
    "Sheet",
    "Verdict",
    "load",
    "parse",
    "read",
]

"""Errors of the rule book."""

from __future__ import annotations

from zhiheng.kernels.worktime.validation import explain

__all__ = ["RuleError", "explain"]


class RuleError(ValueError):
    """A rule that is missing, not in force, or badly written; the message is Chinese and names rule, date and ranges."""

"""Errors of the rule book."""

from __future__ import annotations

from pydantic import ValidationError


class RuleError(ValueError):
    """A rule that is missing, not in force, or badly written; the message is Chinese and names rule, date and ranges."""


def explain(error: ValidationError) -> str:
    """The failures of a pydantic check as one Chinese-punctuated line: field path, then what is wrong with it."""
    return "；".join(
        f"{'.'.join(str(part) for part in item['loc']) or '整体'}：{item['msg'].removeprefix('Value error, ')}"
        for item in error.errors()
    )

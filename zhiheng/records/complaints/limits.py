"""Whether a complaint or report was closed within its statutory limit."""

from __future__ import annotations

import datetime as dt

from zhiheng.kernels.rules import RuleError, rule_book
from zhiheng.kernels.worktime import statutory_calendar

RULE = "complaints.time_limits"
REFUSED = "refused"


def in_time(
    kind: str,
    received_on: dt.date | None,
    accepted_on: dt.date | None,
    closed_on: dt.date | None,
    result: str,
    extended: bool,
) -> bool | None:
    """True or false for what is closed; None for what is open, or was received before any limit that is known.

    A refusal is held against the limit of acceptance, a complaint against that of mediation from its acceptance, a report
    against that of the check from its receipt. The version in force on the day of receipt decides.
    """
    if received_on is None or closed_on is None:
        return None
    if kind == "report":
        name, start = "report_check", received_on
    elif result == REFUSED:
        name, start = "accept", received_on
    else:
        name, start = "mediation", accepted_on or received_on
    try:
        limit = rule_book().in_force(RULE, received_on).limit(name)
    except RuleError:
        return None
    due = statutory_calendar().due(start, limit.limit, extension=limit.extension if extended else None).due_on
    return None if due is None else closed_on <= due

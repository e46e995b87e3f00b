"""What several registers of this room declare alike."""

from __future__ import annotations

import datetime as dt

from zhiheng.frame.registers.declare import Column, RowRule

REGION = Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True)
ENTERPRISE = Column("enterprise", aliases=("单位名称", "企业", "公司名称"), public=True)
CREDIT_CODE = Column("credit_code", aliases=("信用代码", "社会信用代码"), listed=False, identifier=True)


def not_before(later: str, earlier: str, message: str) -> RowRule:
    """``later`` may not lie before ``earlier``; either may be unknown."""

    def holds(one: dt.date, other: dt.date) -> bool:
        return one >= other

    return RowRule((later, earlier), holds, message, "请核对两个日期。")


def not_more(part: str, whole: str, message: str) -> RowRule:
    """``part`` may not be more than ``whole``."""
    return RowRule((part, whole), lambda one, other: one <= other, message, "请核对两个数。")

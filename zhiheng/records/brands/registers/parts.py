"""Columns that the registers of brands share."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column

REGION = Column("region", aliases=("行政区划", "区划代码", "县区", "所在地"), filter=True, public=True)
CREDIT = Column("credit_code", aliases=("信用代码",), listed=False, identifier=True)

"""Columns that the registers of works share."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column

REGION = Column("region", aliases=("行政区划", "区划代码", "县区", "工程所在地"), filter=True, public=True)
CREDIT = Column("credit_code", aliases=("信用代码",), listed=False, identifier=True)
PROJECT = Column(
    "project_code", aliases=("项目编号", "施工许可证号"), listed=False, public=True, identifier=True
)

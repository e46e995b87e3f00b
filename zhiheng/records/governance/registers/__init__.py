"""The registers of quality governance."""

from __future__ import annotations

from zhiheng.records.governance.registers import agencies, funding, market, plans, society

__all__ = ["agencies", "funding", "market", "plans", "society"]

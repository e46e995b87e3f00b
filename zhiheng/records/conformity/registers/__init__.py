"""The registers of certification and testing."""

from __future__ import annotations

from zhiheng.records.conformity.registers import certificates, inspections, laboratories, testing

__all__ = ["certificates", "inspections", "laboratories", "testing"]

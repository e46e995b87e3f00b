"""The registers of standards and metrology."""

from zhiheng.records.foundations.registers import limits, metrology, products, standards, systems, work

__all__ = ["limits", "metrology", "products", "standards", "systems", "work"]

"""The registers of services."""

from zhiheng.records.services.registers import keepers, returns, surveys

__all__ = ["keepers", "returns", "surveys"]

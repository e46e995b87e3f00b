"""The registers of the environment."""

from zhiheng.records.environment.registers import air, cleaner, land, pollution, water

__all__ = ["air", "cleaner", "land", "pollution", "water"]

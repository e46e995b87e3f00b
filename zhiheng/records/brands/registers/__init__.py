"""The registers of brands, awards and demonstration units."""

from __future__ import annotations

from zhiheng.records.brands.registers import (
    awards,
    demonstrations,
    fostering,
    indications,
    marks,
    protection,
    titles,
)

__all__ = ["awards", "demonstrations", "fostering", "indications", "marks", "protection", "titles"]

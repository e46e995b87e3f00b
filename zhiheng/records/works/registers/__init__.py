"""The registers of works."""

from __future__ import annotations

from zhiheng.records.works.registers import acceptance, checks, parties, projects, voices

__all__ = ["acceptance", "checks", "parties", "projects", "voices"]

"""The registers of enterprises: the list itself, what they keep of their own, what they undertake."""

from __future__ import annotations

from zhiheng.records.enterprises.registers import archive, own, projects

__all__ = ["archive", "own", "projects"]

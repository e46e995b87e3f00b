"""The registers of quality talent."""

from __future__ import annotations

from zhiheng.records.talent.registers import experts, posts, titles, training

__all__ = ["experts", "posts", "titles", "training"]

"""The procedures of what enterprises keep themselves."""

from __future__ import annotations

from zhiheng.records.enterprises.lifecycles.projects import HELP, POINT, UPGRADE

__all__ = ["HELP", "POINT", "UPGRADE"]

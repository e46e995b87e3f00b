"""The registers of product supervision and market access; importing this makes all of them known."""

from __future__ import annotations

from zhiheng.records.supervision.registers import (
    campaigns,
    consumer,
    equipment,
    farming,
    following,
    food,
    industry,
    permits,
    planning,
    sampling,
)

__all__ = [
    "campaigns",
    "consumer",
    "equipment",
    "farming",
    "following",
    "food",
    "industry",
    "permits",
    "planning",
    "sampling",
]

"""Trainings, publicity events and what else tells people of quality."""

from __future__ import annotations

from zhiheng.records.publicity.models.events import Event, EventKind

__all__ = ["Event", "EventKind"]

"""A row handed to another agency: that agency is told, and so is the sender when it answers or sends back."""

from __future__ import annotations

from typing import Any

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Note, Unit


def tell_receiver(_actor: Actor, row: Any) -> None:
    """The unit that the row was handed to gets a note; its name stands where agencies outside are named in words."""
    row.handed_to = row.handed_unit.name
    row.save(update_fields=["handed_to"])
    sender = row.owner or row.region
    _note(row, row.handed_unit, f"{sender}移交：{row}")


def tell_sender(_actor: Actor, row: Any) -> None:
    """The answer comes back as a note to the unit that handed the row over."""
    if row.handed_unit is not None:
        _note(row, row.owner, f"{row.handed_unit}已反馈：{row}：{row.handling}")


def take_back(_actor: Actor, row: Any) -> None:
    """The row is the sender's alone again, who is told."""
    if row.handed_unit is not None:
        _note(row, row.owner, f"{row.handed_unit}退回移交：{row}")
    row.handed_unit, row.handed_to, row.handed_on = None, "", None
    row.save(update_fields=["handed_unit", "handed_to", "handed_on"])


def _note(row: Any, unit: Unit | None, text: str) -> None:
    if unit is not None:
        address = f"/registers/{row.kept_in}/{row.pk}"
        Note._plain.create(unit=unit, region_id=unit.region_id, text=text[:300], address=address)

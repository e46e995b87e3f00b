"""Reads of protected columns are links of the trail: who saw what of which register, how many rows, by which question.

Protected is what a register declares so (``Column(..., sensitive=True)``): people's names, telephones, numbers of their
papers. One reading is one link, however many rows it showed. It names no record as its subject, since a record's history
and the rule of the second person speak of what was done to it. What an enterprise reads of its own rows is not written;
exports and files write links of their own (``register.export``, ``enterprise.export``, ``evidence.read``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import own
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.models import Record
from zhiheng.frame.trail.chain import Event, write_many

READ = "register.read"
MOST = 50  # rows whose numbers a link holds; beyond them it holds the count


def told(
    actor: Actor, register: Register, records: Sequence[Record], names: Iterable[str], *, asked: str = ""
) -> None:
    """Write that ``actor`` was shown the columns ``names`` of ``records``; nothing where none of them is protected.

    ``asked``: the question as the address has it. A protected column that is blank in every row was not seen.
    """
    told_of(actor, [(register, records, names)], asked=asked)


def told_of(
    actor: Actor, shown: Iterable[tuple[Register, Sequence[Record], Iterable[str]]], *, asked: str = ""
) -> None:
    """The same of several registers on one page: one writing, a link for each register."""
    if own.codes(actor.scope("register.view")):
        return
    events = []
    for register, records, names in shown:
        protected = [n for n in names if n in register.sensitive]
        seen = [n for n in protected if any(getattr(r, n) not in (None, "") for r in records)]
        if not seen:
            continue
        after = {
            "register": register.key,
            "rows": len(records),
            "columns": "、".join(register.label_of(n) for n in seen),
            "records": " ".join(str(r.pk) for r in records[:MOST]),
            "filters": asked[:300],
        }
        label, places = register.model._meta.label_lower, {r.region_id for r in records}
        region = places.pop() if len(places) == 1 else actor.home or None
        events.append(Event(READ, label, "", region=region, after=after))
    write_many(actor, events)

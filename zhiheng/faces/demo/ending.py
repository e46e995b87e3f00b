"""A book that ends in the middle of a year tells of nothing that had not happened by then."""

from __future__ import annotations

import datetime as dt

from zhiheng.faces.demo.book import Book
from zhiheng.frame.registers.declare import Register, register_of

#: Days that are set beforehand: they may lie ahead of the book's end.
AHEAD = frozenset({"planned_on", "due_on", "next_on", "apply_by", "valid_until"})
#: What is still under way at the end has no last day.
UNDER_WAY = frozenset({("quality_projects", "ended_on"), ("campaigns", "ended_on")})


def happened(register: Register) -> list[str]:
    """The date columns that say what has happened, not what is to come."""
    to_come = AHEAD | {e.on for e in register.expiries}
    return [n for n in register.names if register.type_of(n) == "date" and n not in to_come]


def end(book: Book, until: dt.date) -> None:
    """Bring what the book tells of later days back to its last one, or leave it open where it was still under way."""
    for key, rows in book.rows.items():
        register = register_of(key)
        names = happened(register)
        for row in rows:
            late = {n: row[n] for n in names if row.get(n) is not None and row[n] > until}
            for name, day in late.items():
                row[name] = None if (key, name) in UNDER_WAY else until
                # What was set by that very day goes with it: a withdrawn certificate is valid until it is withdrawn.
                row.update({other: row[name] for other, held in row.items() if held == day})

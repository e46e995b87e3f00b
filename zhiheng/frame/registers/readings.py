"""Reads of protected columns are links of the trail: who saw what of which register, how many rows, by which question.

Protected is what a register declares so (``Column(..., sensitive=True)``): people's names, telephones, numbers of their
papers. Such a column notices by itself that it is read (:mod:`~zhiheng.frame.registers.noticing`); when the answer to a
request goes out, what was noticed is written: one link a register, however many rows were shown, and no answer goes out
whose links could not be written. A link names no record as its subject, since a record's history and the rule of the
second person speak of what was done to it. What an enterprise reads of its own rows is not written; exports and files
write links of their own (``register.export``, ``enterprise.export``, ``evidence.read``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponseBase

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import own
from zhiheng.frame.registers.declare import by_model
from zhiheng.frame.registers.noticing import Noticed, noticing
from zhiheng.frame.trail.chain import Event, write_many

READ = "register.read"
MOST = 50  # rows whose numbers a link holds; beyond them it holds the count
REFUSED_FORM = 422  # a form shown again, with the values of its record


class ReadingsMiddleware:
    """Writes what protected columns an answer shows, before it goes out; redirects and errors show none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with noticing() as noticed:
            response = self.get_response(request)
        if noticed and (200 <= response.status_code < 300 or response.status_code == REFUSED_FORM):
            actor: Actor = request.actor  # type: ignore[attr-defined]
            tell(actor, noticed, page=request.path, asked=request.GET.urlencode())
        return response


def tell(actor: Actor, noticed: Noticed, *, page: str = "", asked: str = "") -> None:
    """Write what was noticed: a link for each register. ``page``, ``asked``: the address and its question."""
    if own.codes(actor.scope("register.view")):
        return
    events = []
    for model, seen in noticed.items():
        register = by_model(model)
        after = {
            "register": register.key,
            **({"rows": len(seen.rows)} if seen.rows else {}),
            "columns": "、".join(register.label_of(n) for n in register.names if n in seen.columns),
            "records": " ".join(map(str, list(seen.rows)[:MOST])),
            "page": page[:200],
            "filters": asked[:300],
        }
        region = _place(seen.rows) or actor.home or None
        events.append(Event(READ, model._meta.label_lower, "", region=region, after=after))
    write_many(actor, events)


def _place(rows: Mapping[int, str | None]) -> str | None:
    """The one region that all rows lie in."""
    places = {region for region in rows.values() if region}
    return places.pop() if len(places) == 1 else None

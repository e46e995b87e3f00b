"""Permits that are still under review, condition by condition: one on the spot, one that puts right what was found."""

from __future__ import annotations

import datetime as dt

from zhiheng.faces.demo.book import Book, enterprise
from zhiheng.records.supervision.lifecycles.reviewing import conditions_on

Place = tuple[str, str]
DAY = dt.timedelta(days=1)


def fill(book: Book, place: Place, last: dt.date) -> None:
    """Two applications of a county in the last weeks of the book. Nothing is drawn, so that other rows stay as they are."""
    _application(book, place, 3, "industrial", "水泥", last - 25 * DAY, state="accepted", judged=4)
    _application(book, place, 5, "food_business", "预包装食品", last - 15 * DAY, state="rectifying")


def _application(
    book: Book,
    place: Place,
    number: int,
    kind: str,
    product: str,
    accepted: dt.date,
    *,
    state: str,
    judged: int | None = None,
) -> None:
    """An application and its conditions, of which the first ``judged`` have a verdict, the second of them "not met"."""
    region, (firm, code) = place[0], enterprise(*place, number)
    whose = {"enterprise": firm, "credit_code": code}
    application = book.number("SQ", region, accepted.year)
    checked = accepted + 10 * DAY
    reviewed = state != "accepted"
    book.add(
        "permits", region, **whose, application_no=application, kind=kind, product=product, state=state,
        applied_on=accepted - 3 * DAY, accepted_on=accepted, reviewed_on=checked if reviewed else None,
        review="一项条件不符合，责令整改(演示)" if reviewed else "",
    )  # fmt: skip
    for at, condition in enumerate(conditions_on(kind, accepted)):
        row = book.add("permit_conditions", region, **whose, application_no=application, condition=condition)
        if judged is None or at < judged:
            row |= {"verdict": "not_met" if at == 1 else "met", "checked_on": checked}
            if at == 1:
                row["note"] = "检验设备未检定(演示)"

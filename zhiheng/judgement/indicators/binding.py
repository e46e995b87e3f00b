"""Which indicator a target is to be measured by, over the catalogue and the local indicators: proposed, never decided.

    proposals(figure, ["质量目标", "产品质量"], region="620700")   # one figure of a reading, for a page
    suggest(Wanted("食品抽检合格率", "%"), region="620700")

The code is that of ``Target.indicator``: the base code; ``variant`` goes to ``Target.variant``, and what the target's
measure implies (stock, change) is not said again there.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Any

from zhiheng.frame.regions.loader import read_divisions
from zhiheng.judgement.indicators.catalogue import (
    LOCAL_CODE,
    applies,
    catalogue,
    code_for,
    definition,
    refresh,
    split,
)
from zhiheng.kernels.binding import POSSIBLE, Binder, Candidate, Lexicon, Suggestion, Wanted
from zhiheng.kernels.measures import Catalogue, Indicator


@functools.cache
def lexicon() -> Lexicon:
    """The words of the trade (``catalogue/binding``) and the names of the divisions."""
    folder = files("zhiheng.catalogue").joinpath("binding")
    texts = {
        entry.name: entry.read_text("utf-8")
        for entry in sorted(folder.iterdir(), key=lambda e: e.name)
        if entry.name.endswith(".yaml")
    }
    return Lexicon.read(texts, _place_names())


def _place_names() -> list[str]:
    found = []
    for line in read_divisions():
        if line["level"] in {"province", "prefecture", "county"}:
            found.append(line["name"])
            # Short names of counties are too often common words.
            if line["level"] != "county":
                found.append(line["short_name"])
    return found


def candidate(one: Indicator) -> Candidate:
    base, variant = split(one.code)
    return Candidate(base, one.name, one.aliases, one.unit, variant)


def candidates(known: Catalogue) -> list[Candidate]:
    """What can be proposed: the version in force last of every definition."""
    return [candidate(known.versions(code)[-1]) for code in known.codes]


_held: dict[str, tuple[Catalogue, Binder]] = {}  # the last one made


def binder(known: Catalogue | None = None) -> Binder:
    """The binder over the catalogue as it stands (one query, or none where it is handed in)."""
    known = known or refresh()
    held = _held.get("")
    if held is None or held[0] is not known:
        held = _held[""] = (known, Binder(candidates(known), lexicon()))
    return held[1]


def suggest(wanted: Wanted, region: str = "", limit: int = 5) -> tuple[Suggestion, ...]:
    """Best first, empty when nothing fits. ``region``: whose local indicators count beside the catalogue's.

    Without a region no local indicator is proposed. One query; :func:`suggestions_for` asks once for a whole reading.
    """
    return _in_force(binder(), wanted, region)[:limit]


def _in_force(on: Binder, wanted: Wanted, region: str) -> tuple[Suggestion, ...]:
    found = on.suggest(wanted, limit=20)
    kept = tuple(s for s in found if not LOCAL_CODE.fullmatch(s.code) or (region and applies(s.code, region)))
    # What is left may be runners-up of an indicator of somebody else.
    return kept if kept and kept[0].score >= POSSIBLE else ()


def wanted_of(figure: Mapping[str, Any], headings: Sequence[str] = ()) -> Wanted:
    """What a figure of a reading wants; ``headings`` of its section, from the root down."""
    return Wanted(
        str(figure.get("indicator") or figure.get("indicator_name") or ""),
        str(figure.get("unit") or ""),
        str(figure.get("measure") or "level"),
        str(figure.get("op") or ""),
        str(figure.get("kind") or "target"),
        "、".join(h for h in headings[-2:] if h),
    )


def proposals(
    figure: Mapping[str, Any], headings: Sequence[str] = (), region: str = "", limit: int = 5
) -> list[dict[str, Any]]:
    """Suggestions for one figure as plain data: code, variant, definition, name, unit, score, reasons, certain.

    ``definition`` is the code of the definition that will answer the target (``B02_stock``), ``name`` its name.
    """
    wanted = wanted_of(figure, headings)
    return [as_data(found, wanted.measure) for found in suggest(wanted, region, limit)]


def as_data(found: Suggestion, measure: str = "level") -> dict[str, Any]:
    code = code_for(found.code, found.variant, measure) or found.code
    one = definition(code)
    return {
        "code": found.code,
        "variant": found.variant,
        "definition": code,
        "name": one.name,
        "unit": one.unit,
        "score": found.score,
        "certain": found.certain,
        "reasons": list(found.reasons),
    }


def suggestions_for(
    figures: Iterable[Mapping[str, Any]], headings: Mapping[str, str], region: str = ""
) -> list[tuple[Suggestion, ...]]:
    """Suggestions for every figure of a reading, in its order; ``headings``: heading by the path of its section."""
    on = binder()
    wanted = (wanted_of(f, headings_of(f.get("section"), headings)) for f in figures)
    return [_in_force(on, each, region)[:5] for each in wanted]


def headings_of(path: str | None, headings: Mapping[str, str]) -> list[str]:
    """The headings above a figure, from the root down: ``一/(二)/3`` lies below ``一/(二)`` and ``一``."""
    parts = (path or "").split("/")
    paths = ["/".join(parts[: n + 1]) for n in range(len(parts))] if path else []
    return [headings[p] for p in paths if headings.get(p)]


def options(region: str = "") -> list[tuple[str, str]]:
    """Every indicator that could be chosen by hand: (base code, name), in the catalogue's order."""
    found: dict[str, str] = {}
    for one in catalogue():
        base, variant = split(one.code)
        if not applies(one.code, region):
            continue
        if base not in found or not variant:
            found[base] = one.name
    return list(found.items())


def coder() -> Callable[[str, str, str, str], str | None]:
    """Name, unit, measure, comparison -> the base code when it is certain, else None: for comparing, not for deciding.

    One query, however many names are asked; no local indicator is told, since two plans may be of two regions.
    """
    on = binder()

    def code_of(name: str, unit: str, measure: str, op: str) -> str | None:
        found = _in_force(on, Wanted(name, unit, measure, op, "target", ""), "")
        return found[0].code if found and found[0].certain else None

    return code_of

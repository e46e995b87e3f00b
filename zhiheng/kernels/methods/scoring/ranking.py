"""Rank score sheets: grade first, then score; ties share a rank; also within comparable groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhiheng.kernels.methods.scoring.inputs import ScoringError
from zhiheng.kernels.methods.scoring.sheet import ScoreSheet


@dataclass(frozen=True, slots=True)
class Rank:
    """Place of one subject. Ties share a rank and the next one is left out (1, 2, 2, 4)."""

    subject: str
    rank: int
    tied: bool
    of: int
    group: str | None
    group_rank: int | None
    group_size: int | None
    total: Decimal
    unrounded: Decimal
    grade: str
    complete: bool


def rank(sheets: Sequence[ScoreSheet], groups: Mapping[str, str] | None = None) -> list[Rank]:
    """Rank the sheets of one scheme and period, best first.

    A vetoed subject comes after all better grades whatever it scored. ``groups`` maps subjects to comparable groups;
    without it those of the scheme are used. ScoringError for sheets of different schemes or periods, or a subject
    that appears twice. The order of the sheets does not matter; ties are listed by subject.
    """
    if not sheets:
        return []
    kinds = {(sheet.scheme, sheet.scheme_version, sheet.period) for sheet in sheets}
    if len(kinds) > 1:
        listed = "；".join(f"{scheme} {version} {period}" for scheme, version, period in sorted(kinds))
        raise ScoringError(f"只能比较同一办法、同一期的评分表，现有：{listed}")
    subjects = [sheet.subject for sheet in sheets]
    doubled = [subject for subject in subjects if subjects.count(subject) > 1]
    if doubled:
        raise ScoringError(f"“{doubled[0]}”有两张评分表，请留一张")
    belongs = {s.subject: groups.get(s.subject) if groups is not None else s.comparable_group for s in sheets}
    ordered = sorted(sheets, key=lambda sheet: (*_key(sheet), sheet.subject))
    result: list[Rank] = []
    for sheet in ordered:
        group = belongs[sheet.subject]
        peers = [s for s in sheets if group is not None and belongs[s.subject] == group]
        place = _place(sheet, sheets)
        result.append(
            Rank(
                subject=sheet.subject,
                rank=place,
                tied=sum(_key(other) == _key(sheet) for other in sheets) > 1,
                of=len(sheets),
                group=group,
                group_rank=_place(sheet, peers) if peers else None,
                group_size=len(peers) or None,
                total=sheet.total,
                unrounded=sheet.unrounded,
                grade=sheet.grade,
                complete=sheet.complete,
            )
        )
    return result


def _key(sheet: ScoreSheet) -> tuple[int, Decimal]:
    return sheet.grade_order, -sheet.unrounded


def _place(sheet: ScoreSheet, among: Sequence[ScoreSheet]) -> int:
    return 1 + sum(_key(other) < _key(sheet) for other in among)

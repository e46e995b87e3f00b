"""What can go wrong when a figure is asked for, told in Chinese: what, where, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class MeasureError(Exception):
    """Base of every problem of this kernel; ``str()`` is fit for a user."""


class DefinitionError(MeasureError):
    """An indicator definition cannot be used.

    Carries where the mistake is (``file``, ``code``, ``key``), the offending ``word`` and the nearest
    valid ``suggestions`` so that a form or an editor can point at it.
    """

    def __init__(
        self,
        problem: str,
        *,
        file: str = "",
        code: str = "",
        key: str = "",
        word: str = "",
        valid: Iterable[str] = (),
    ) -> None:
        self.problem = problem
        self.file = file
        self.code = code
        self.key = key
        self.word = word
        self.suggestions = nearest(word, valid)
        place = "，".join(
            part
            for part in (
                f"文件 {file}" if file else "",
                f"指标 {code}" if code else "",
                f"键 {key}" if key else "",
            )
            if part
        )
        hint = f"；相近的有：{'、'.join(self.suggestions)}" if self.suggestions else ""
        super().__init__(f"{place + '：' if place else ''}{problem}{hint}")


class PeriodError(MeasureError):
    """A period cannot be understood or ends before it begins."""


class RegionError(MeasureError):
    """A region code is not in the table of administrative divisions."""


class RecordsError(MeasureError):
    """The columnar copy of a register does not match what was declared, or cannot be read."""


class MeasureTimeout(MeasureError):
    """The deadline passed before the figures were there; nothing partial is returned."""

    def __init__(self, codes: Iterable[str], regions: int, periods: int, seconds: float) -> None:
        self.codes = tuple(codes)
        self.seconds = seconds
        shown = "、".join(self.codes[:5]) + (f" 等 {len(self.codes)} 项" if len(self.codes) > 5 else "")
        super().__init__(
            f"计算指标 {shown}（{regions} 个区划 × {periods} 个时期）超过时限 {seconds:g} 秒，已中止，没有给出任何数值；"
            "请减少指标、区划或时期，或调大时限后再算"
        )


def nearest(word: str, valid: Iterable[str], most: int = 5) -> list[str]:
    """Valid names most like ``word``; when nothing is alike, the first few in order (so a hint is always given)."""
    names = sorted(set(valid))
    close = get_close_matches(word, names, n=most, cutoff=0.5) if word else []
    return close or names[: most + 3]

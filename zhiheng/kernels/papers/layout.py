"""Measures of the official document layout and the fonts of each output.

Source: GB/T 9704-2012 (page, type area, 22 lines by 28 characters, sizes and fonts of title, body, headings
and page number: read; positions of red head, page number and imprint rules: remembered, and marked so).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["BLOCK_SIZES", "GB9704", "PageLayout", "PdfFonts", "WordFonts", "columns_size", "heading_label"]

Certainty = Literal["read", "code", "derived", "remembered"]

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class PageLayout:
    """All lengths in millimetres, all type sizes in points."""

    page_width: float = 210.0
    page_height: float = 297.0
    top: float = 37.0
    left: float = 28.0
    area_width: float = 156.0
    area_height: float = 225.0
    lines: int = 22
    characters: int = 28
    body: float = 16.0  # 3号
    title: float = 22.0  # 2号
    page_number: float = 14.0  # 4号
    imprint: float = 14.0  # 4号
    # remembered, not read in the standard's own text:
    number_drop: float = 7.0  # page number below the type area
    red_line: float = 0.7  # thickness of the red rule
    rule_thick: float = 0.35
    rule_thin: float = 0.25

    @property
    def bottom(self) -> float:
        return self.page_height - self.top - self.area_height

    @property
    def right(self) -> float:
        return self.page_width - self.left - self.area_width

    @property
    def line_pitch(self) -> float:
        """Points from line to line: 225 mm over 22 lines, about 29 pt."""
        return self.area_height * POINTS_PER_MM / self.lines

    @property
    def character_pitch(self) -> float:
        """Points a character may take. A little under the type size: 28 characters of 16 pt are 158 mm."""
        return self.area_width * POINTS_PER_MM / self.characters


GB9704 = PageLayout()

BLOCK_SIZES = {"caption": 14.0, "note": 12.0, "table": 12.0, "table_wide": 10.5, "table_dense": 9.0}
"""Type sizes the standard leaves open: 4号, 小4号, 小4号, 5号, 小5号."""


def columns_size(columns: int) -> float:
    """Type size of a table: the more columns, the smaller, so that words keep whole."""
    if columns <= 6:
        return BLOCK_SIZES["table"]
    return BLOCK_SIZES["table_wide"] if columns <= 10 else BLOCK_SIZES["table_dense"]


@dataclass(frozen=True, slots=True)
class WordFonts:
    """Font names written into the Word file; the reader's machine supplies them."""

    body: str = "仿宋_GB2312"
    title: str = "方正小标宋简体"
    heading1: str = "黑体"
    heading2: str = "楷体_GB2312"
    page_number: str = "宋体"
    latin: str = "Times New Roman"


@dataclass(frozen=True, slots=True)
class PdfFonts:
    """Families in order of preference; the first one present is used, none present is an error.

    ``paths`` are folders or files with the office's own licensed fonts; they are looked at before the
    system's. The free families at the end of each list stand in where the official ones are missing.
    """

    body: tuple[str, ...] = (
        "FangSong_GB2312",
        "FangSong",
        "仿宋_GB2312",
        "Noto Serif CJK SC",
        "Source Han Serif SC",
    )
    title: tuple[str, ...] = (
        "FZXiaoBiaoSong-B05S",
        "方正小标宋简体",
        "Noto Serif CJK SC",
        "Source Han Serif SC",
    )
    heading1: tuple[str, ...] = ("SimHei", "黑体", "Noto Sans CJK SC", "Source Han Sans SC")
    heading2: tuple[str, ...] = (
        "KaiTi_GB2312",
        "KaiTi",
        "楷体_GB2312",
        "AR PL UKai CN",
        "LXGW WenKai",
        "Noto Serif CJK SC",
    )
    page_number: tuple[str, ...] = ("SimSun", "宋体", "Noto Serif CJK SC", "Source Han Serif SC")
    chart: tuple[str, ...] = ("Noto Sans CJK SC", "Source Han Sans SC", "SimHei")
    paths: tuple[str, ...] = ()
    system: bool = True


_HAN = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    if not 1 <= number <= 99:
        raise ValueError(number)
    tens, units = divmod(number, 10)
    head = ("" if tens == 1 else _HAN[tens]) + "十" if tens else ""
    return head + (_HAN[units] if units else "")


def heading_label(level: int, counters: tuple[int, int, int, int], language: str = "zh") -> str:
    """The printed number of a heading: 一、 （一） 1. （1）, GB/T 9704-2012, 7.3.3.

    ``counters`` holds the running numbers of levels 1 to 4. English papers use 1., 1.1, 1.1.1.
    """
    number = counters[level - 1]
    if language == "en":
        parts = [str(part) for part in counters[:level] if part]
        return ".".join(parts) + (". " if len(parts) == 1 else " ")
    if level == 1:
        return f"{chinese_number(number)}、"
    if level == 2:
        return f"（{chinese_number(number)}）"
    return f"{number}. " if level == 3 else f"（{number}）"

"""Dated stages of implementation: a name with a span of months behind it."""

from __future__ import annotations

import re

from .clauses import Source
from .model import Phase, Section
from .numbers import numeral_value
from .outline import Line, label_of, section_of

_CN = "〇零一二三四五六七八九十"
_Y = rf"(?:20[0-9]{{2}}|二[{_CN}]{{3}})"
_M = rf"(?:1[0-2]|0?[1-9]|[{_CN}]{{1,2}})"
_TAIL = r"(?:份|[0-9]{1,2}[日号]|[上中下]旬|底|初|末)?"
_SPAN = re.compile(
    rf"(?:(?P<ya>{_Y})[年.](?:(?P<ma>{_M})月?)?{_TAIL}|(?P<now>即日起|印发之日起|现在起))"
    rf"\s?(?:[-—~]{{1,2}}|至|到)\s?"
    rf"(?:(?P<yb>{_Y})[年.])?(?:(?P<mb>{_M})月{_TAIL}|(?P<mb2>{_M})(?=\)))?"
)
_UNTIL = re.compile(rf"(?P<yb>{_Y})年(?P<mb>{_M})月(?:底|[0-9]{{1,2}}[日号])?(?:之?前|以前)?(?:完成)?$")
_NAME = re.compile(r"(?:阶段|时期|步骤?|环节|期)")
_ORDINAL = re.compile(r"^第[一二三四五六七八九十]{1,2}(?:阶段|步)[:、, ]?")
_HEAD_LIMIT = 60


def _number(text: str | None) -> int | None:
    if not text:
        return None
    value = float(text) if text.isascii() else numeral_value(text)
    return int(value) if value is not None else None


def read_phases(source: Source, sections: list[Section], lines: list[Line]) -> list[Phase]:
    """Lines that open with a stage's name and its months, in brackets or behind it."""
    text = source.folded
    out: list[Phase] = []
    for line in lines:
        label = label_of(source, line)
        begin = label.end if label else line.start
        while begin < line.end and text[begin] in " 、.:":
            begin += 1
        stop = min(line.end, begin + _HEAD_LIMIT * 2)
        source.count(stop - begin)
        opened = text.find("(", begin, min(stop, begin + _HEAD_LIMIT))
        closed = source.brackets.get(opened, -1) if opened >= 0 else -1
        if opened >= 0 and closed >= 0:
            span, name, end = _SPAN.search(text, opened + 1, closed), text[begin:opened], closed + 1
            until = None if span else _UNTIL.search(text[opened + 1 : closed])
            rule = "phase.bracket"
        else:
            span, until = _SPAN.search(text, begin, min(stop, begin + _HEAD_LIMIT)), None
            if span is None:
                continue
            name, end, rule = text[begin : span.start()], span.end(), "phase.behind"
            name = name.rstrip(" :,自从")
        if span is None and until is None:
            continue
        index = section_of(sections, line.start)
        in_stages = index is not None and _under_stages(sections, index)
        if not (_NAME.search(name) or in_stages) or re.search(r"[。;]", name) or len(name) > 30:
            continue
        dates = _months(span, until)
        if dates is None:
            continue
        name = name.strip(" :,、.")
        if len(name) > 6 and _ORDINAL.match(name):
            name = _ORDINAL.sub("", name)
        if not name:
            continue
        out.append(
            Phase(
                name=source.text[begin : begin + len(name)]
                if text[begin : begin + len(name)] == name
                else name,
                begins=dates[0],
                ends=dates[1],
                start=begin,
                end=end,
                quote=source.quote(begin, end),
                rule=rule,
                section=sections[index].path if index is not None else None,
            )
        )
    return out


def _under_stages(sections: list[Section], index: int) -> bool:
    """Whether the section above speaks of steps (实施步骤, 进度安排)."""
    level = sections[index].level
    words = ("步骤", "进度", "时间安排", "阶段", "工作安排", "推进安排")
    for place in range(index, max(-1, index - 40), -1):
        if sections[place].level < level or place == index:
            if any(word in sections[place].heading for word in words):
                return True
            level = min(level, sections[place].level)
    return False


def _months(span: re.Match[str] | None, until: re.Match[str] | None) -> tuple[str | None, str | None] | None:
    if until is not None:
        year, month = _number(until["yb"]), _number(until["mb"])
        return (None, f"{year}-{month:02d}") if year and month and month <= 12 else None
    assert span is not None
    year_a, month_a = _number(span["ya"]), _number(span["ma"])
    year_b, month_b = _number(span["yb"]), _number(span["mb"] or span["mb2"])
    if year_b is None and month_b is None:
        return None
    year_b = year_b or year_a
    if year_b is None:
        return None
    if (month_a or 1) > 12 or (month_b or 1) > 12:
        return None
    begins = None if year_a is None else f"{year_a}-{month_a or 1:02d}"
    return begins, f"{year_b}-{month_b or 12:02d}"

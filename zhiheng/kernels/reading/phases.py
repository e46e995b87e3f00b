"""Dated stages of implementation: a name with its months in brackets, behind it, or on the next line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .clauses import Source
from .model import Phase, Section
from .numbers import numeral_value
from .outline import Line, label_of, section_of

_CN = "〇零一二三四五六七八九十"
_Y = rf"(?:20[0-9]{{2}}|二[{_CN}]{{3}})"
_M = rf"(?:1[0-2]|0?[1-9]|[{_CN}]{{1,2}})"
_TAIL = r"(?:份|[0-9]{1,2}[日号]|[上中下]旬|底|初|末|中)?"
_TO = r"\s?(?:[-—~]{1,2}|至|到)\s?"
_SPAN = re.compile(
    rf"(?:(?P<ya>{_Y})[年.]\s?(?:(?P<ma>{_M})(?:月|\.[0-9]{{1,2}}|(?={_TO}))?)?{_TAIL}"
    rf"|(?P<mo>{_M})月{_TAIL}"
    rf"|(?P<now>即日起|(?:自)?(?:印发|发布|通知)之日起?|发文之日起?|现在起?|现在))"
    rf"{_TO}"
    rf"(?:(?P<yb>{_Y})[年.]\s?|(?P<next>次年|翌年|明年)|(?P<same>当年|同年))?(?:(?P<mb>{_M})月{_TAIL}|(?P<mb2>{_M})(?=\)|$|\.[0-9]))?"
)
_UNTIL = re.compile(
    rf"^(?:(?P<yb>{_Y})年|今年)?(?P<mb>{_M})月(?:底|末|[0-9]{{1,2}}[日号])?(?:之?前|以前)(?:完成)?$"
)
_FROM = re.compile(rf"^(?:自|从)?(?P<ya>{_Y})年(?P<ma>{_M})月{_TAIL}(?:起|以后|之后|开始)")
_ONE = re.compile(rf"^(?P<ya>{_Y})年(?P<ma>{_M})月(?:份|底|[上中下]旬)?$")
_NAME = re.compile(r"(?:阶段|时期|步骤?|环节|期)$")
_ORDINAL = re.compile(r"^第[一二三四五六七八九十]{1,2}(?:阶段|步)[:、, ]?")
_WHEN = re.compile(r"(?:时间|时间安排|起止时间|实施时间|时间节点)\s?[:为]")
_STAGE_HEADS = ("步骤", "进度", "时间安排", "阶段", "工作安排", "推进安排", "实施安排", "方法步骤")
_HEAD_LIMIT = 60


@dataclass(frozen=True, slots=True)
class _Months:
    """Months of a stage; `guessed` when a year was taken from the stage before or from the document."""

    begins: str | None
    ends: str | None
    guessed: bool = False


def _number(text: str | None) -> int | None:
    if not text:
        return None
    value = float(text) if text.isascii() else numeral_value(text)
    return int(value) if value is not None else None


def read_phases(
    source: Source, sections: list[Section], lines: list[Line], year: int | None = None
) -> list[Phase]:
    """Lines that open with a stage's name and its months; `year` is the document's, for bare months."""
    text = source.folded
    out: list[Phase] = []
    for line in lines:
        label = label_of(source, line)
        begin = label.end if label else line.start
        while begin < line.end and text[begin] in " 、.:":
            begin += 1
        stop = min(line.end, begin + _HEAD_LIMIT * 2)
        source.count(stop - begin)
        index = section_of(sections, line.start)
        steps: tuple[str, ...] = ()
        known = int(out[-1].ends[:4]) if out and out[-1].ends else year
        when = _WHEN.match(text, begin, stop)
        opened = text.find("(", begin, min(stop, begin + _HEAD_LIMIT))
        closed = source.brackets.get(opened, -1) if opened >= 0 else -1
        if when is not None and index is not None:
            name, months, end = sections[index].heading.split("(")[0], None, line.end
            span = _SPAN.search(text, when.end(), stop)
            if span is not None:
                months, end = _spanned(span, known), span.end()
            begin, rule, steps = line.start, "phase.line", ("name-of-heading",)
        elif opened >= 0 and closed >= 0:
            name, end, rule = text[begin:opened], closed + 1, "phase.bracket"
            months = _bracketed(text[opened + 1 : closed].strip(), known)
        else:
            span = _SPAN.search(text, begin, min(stop, begin + _HEAD_LIMIT))
            if span is None or span["ya"] is None:
                continue
            name, end, rule = text[begin : span.start()].rstrip(" :,自从"), span.end(), "phase.behind"
            months = _spanned(span, known)
        if months is None:
            continue
        in_stages = index is not None and _under_stages(sections, index)
        name = name.strip(" :,、.")
        if not (_NAME.search(name) or in_stages) or re.search(r"[。;]", name) or not 2 <= len(name) <= 30:
            continue
        if len(name) > 6 and _ORDINAL.match(name):
            name = _ORDINAL.sub("", name)
            steps = (*steps, "ordinal-dropped")
        out.append(
            Phase(
                name=source.text[begin : begin + len(name)]
                if text[begin : begin + len(name)] == name
                else name,
                begins=months.begins,
                ends=months.ends,
                start=begin,
                end=end,
                quote=source.quote(begin, end),
                rule=rule,
                section=sections[index].path if index is not None else None,
                steps=steps,
                doubts=("year_of_document",) if months.guessed else (),
            )
        )
    return out


def _under_stages(sections: list[Section], index: int) -> bool:
    """Whether the section above speaks of steps (实施步骤, 进度安排)."""
    level = sections[index].level
    for place in range(index, max(-1, index - 40), -1):
        if sections[place].level < level or place == index:
            if any(word in sections[place].heading for word in _STAGE_HEADS):
                return True
            level = min(level, sections[place].level)
    return False


def _bracketed(inner: str, year: int | None) -> _Months | None:
    """The months a bracket behind a stage's name gives."""
    if span := _SPAN.match(inner.removeprefix("自").removeprefix("从")):
        return _spanned(span, year)
    if until := _UNTIL.match(inner):
        own, month = _number(until["yb"]), _number(until["mb"])
        ends = _iso(own or year, month)
        return _Months(None, ends, own is None) if ends else None
    for pattern in (_FROM, _ONE):
        if match := pattern.match(inner):
            begins = _iso(_number(match["ya"]), _number(match["ma"]))
            return _Months(begins, None if pattern is _FROM else begins) if begins else None
    return None


def _spanned(span: re.Match[str], year: int | None) -> _Months | None:
    year_a, month_a = _number(span["ya"]), _number(span["ma"] or span["mo"])
    year_b, month_b = _number(span["yb"]), _number(span["mb"] or span["mb2"])
    guessed = span["mo"] is not None or (span["now"] is not None and year_b is None)
    if year_b is None and month_b is None:
        return None
    if guessed:
        year_a = year if span["mo"] is not None else None
    if year_b is None:
        year_b = year_a or year
        if year_b is not None and (
            span["next"] or (month_a and month_b and month_b < month_a and span["mo"])
        ):
            year_b += 1
    if year_b is None or (guessed and year is None):
        return None
    ends = _iso(year_b, month_b or 12)
    begins = None if year_a is None else _iso(year_a, month_a or 1)
    return _Months(begins, ends, guessed) if ends else None


def _iso(year: int | None, month: int | None) -> str | None:
    if year is None or month is None or not 1 <= month <= 12:
        return None
    return f"{year}-{month:02d}"

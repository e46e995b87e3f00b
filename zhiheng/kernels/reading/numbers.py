"""Numbers as policy documents write them: a lexer over digit and numeral runs, then the unit.

Every run of digits or numerals is consumed once, whatever its length; nothing is tried again from
the middle of it, so the work stays in step with the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .clauses import Source

_RUN = re.compile(r"百分之|千分之|万分之|[0-9]+|[零〇一二两三四五六七八九十百千万亿半]+|翻")
_DIGITS = {char: index for index, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_DIGIT = frozenset("0123456789")
_NUMERAL = frozenset("零〇一二两三四五六七八九十百千万亿")
_RANGE = ("——", "--", "-", "—", "~", "至", "到")
_PARTS = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
_AFTER = {
    "以上": ">=",
    "(含)以上": ">=",
    "(含)以下": "<=",
    "及以上": ">=",
    "之上": ">=",
    "以下": "<=",
    "及以下": "<=",
    "以内": "<=",
    "之内": "<=",
    "左右": "~",
    "上下": "~",
}
MAX_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    `start`..`end` covers the number, its magnitude, its unit and a following 以上 or the like;
    `op` is what the writing itself says (>=, <=, ~, between) or None; `numeral` is True when it was
    written in Chinese numerals; `unit_kind` is rate, count, quantity, duration or "" (no unit);
    `scaled` when a magnitude (万, 亿) stood between number and unit.
    """

    start: int
    end: int
    value: float
    value_max: float | None
    unit: str
    unit_kind: str
    op: str | None
    numeral: bool
    after: str = ""
    scaled: bool = False


def numeral_value(run: str) -> float | None:
    """The value of a run of Chinese numerals, or None when it is not a well-formed number.

    三 -> 3, 十二 -> 12, 二百零五 -> 205, 一万五千 -> 15000, 二〇一五 -> 2015.
    """
    if not run or len(run) > MAX_DIGITS:
        return None
    if all(char in _DIGITS for char in run):
        if len(run) == 1:
            return float(_DIGITS[run])
        return float("".join(str(_DIGITS[char]) for char in run)) if len(run) >= 4 else None
    total = section = digit = 0
    last_small = 10_000
    seen = False
    for char in run:
        if char in _DIGITS:
            if digit and seen:
                return None
            digit, seen = _DIGITS[char], True
        elif char in _SMALL:
            if _SMALL[char] >= last_small:
                return None
            last_small = _SMALL[char]
            section += (digit or 1) * _SMALL[char]
            digit, seen = 0, False
        elif char in _LARGE:
            unit = _LARGE[char]
            if section + digit == 0:
                if total == 0:
                    return None
                total *= unit
            else:
                total += (section + digit) * unit
            section = digit = 0
            seen, last_small = False, 10_000
        else:
            return None
    return float(total + section + digit)


def find_quantities(
    source: Source, mask: bytearray, start: int = 0, end: int | None = None
) -> list[Quantity]:
    """All quantities of a window that do not begin at a masked place."""
    text = source.folded
    stop = len(text) if end is None else end
    found: list[Quantity] = []
    place = start
    source.count(stop - start)
    while place < stop:
        match = _RUN.search(text, place, stop)
        if match is None:
            break
        begin, run = match.start(), match.group()
        if mask[begin]:
            place = match.end()
            continue
        quantity, place = _quantity(source, run, begin, match.end(), stop, mask)
        if quantity is not None:
            found.append(quantity)
    return found


def _quantity(
    source: Source, run: str, begin: int, run_end: int, stop: int, mask: bytearray
) -> tuple[Quantity | None, int]:
    text = source.folded
    if run == "翻":
        return _doubling(text, begin, run_end, stop)
    if run in _PARTS:
        number = _mantissa(text, run_end, stop)
        if number is None:
            return None, run_end
        value, after, _ = number
        if _PARTS[run] == "‱":
            value, unit = value / 100, "%"
        else:
            unit = _PARTS[run]
        return _close(text, begin, after, value, None, unit, "rate", None, True, stop)
    half = _half(text, begin, run, run_end, stop)
    if half is not None:
        return half
    if _glued(text, begin, run):
        return None, run_end
    number = _mantissa(text, begin, stop)
    if number is None:
        return None, run_end
    value, after, numeral = number
    part = _fraction(text, begin, value, after, stop)
    if part is not None:
        return part
    first_unit = "%" if text.startswith("%", after) else ""
    high: float | None = None
    for sign in _RANGE:
        at = after + len(first_unit)
        if text.startswith(sign, at):
            second = _mantissa(text, at + len(sign), stop) if at + len(sign) < stop else None
            if second is not None and not mask[at + len(sign)] and (second[0] > value or first_unit):
                high, after = second[0], second[1]
                first_unit = ""
            break
    if high is None and text.startswith("、", after) and numeral and value < 10:
        # 三、五家: neighbours in a list of ordinals, not a range; leave both alone
        return None, after
    after, scale, more = _magnitude(text, after, stop)
    if scale != 1:
        # 3-5万: the magnitude belongs to both ends
        value, high = value * scale, high * scale if high is not None else None
    unit, kind, after_unit = _unit(source, text, after, stop)
    if kind == "tenths":
        value, high = value * 10, high * 10 if high is not None else None
        unit, kind = "%", "rate"
        if high is None and after_unit < stop and text[after_unit] in _DIGITS:
            value, after_unit = value + _DIGITS[text[after_unit]], after_unit + 1  # 九成五
    elif high is None and unit:
        high, after_unit = _second_end(source, text, value, unit, after_unit, stop, mask)
    if unit.split("/")[0].endswith("元"):
        value, high, unit = _money(value, high, unit, numeral, scale)
    if (
        numeral
        and begin
        and text[begin - 1] in "上超"
        and run[0] in "百千万亿"
        and text[begin - 2 : begin - 1] != "以"
    ):
        begin, more = begin - 1, True  # 上百家, 超百家
    op = "between" if high is not None else (">=" if more else None)
    return _close(text, begin, after_unit, value, high, unit, kind, op, numeral, stop, scale != 1)


def _money(
    value: float, high: float | None, unit: str, numeral: bool, scale: float
) -> tuple[float, float | None, str]:
    """Money keeps the unit it is written in: 75亿元 is 75 of 亿元, as a statistician has it; 5千万元 is 5000 of 万元."""
    if scale == 1 and not (numeral and value >= 10_000):
        return value, high, unit
    size = scale if scale != 1 else value
    for sign, factor in (("万亿", 1e12), ("亿", 1e8), ("万", 1e4)):
        if size >= factor and (sign != "万亿" or scale != 1):
            return (
                round(value / factor, 10),
                round(high / factor, 10) if high is not None else None,
                sign + unit,
            )
    return value, high, unit


def _second_end(
    source: Source, text: str, value: float, unit: str, place: int, stop: int, mask: bytearray
) -> tuple[float | None, int]:
    """3个到5个, 10%至15%: the upper end written with the unit again."""
    for sign in _RANGE:
        at = place + len(sign)
        if not text.startswith(sign, place) or at >= stop or mask[at]:
            continue
        second = _mantissa(text, at, stop)
        if second is None:
            return None, place
        after, scale, _ = _magnitude(text, second[1], stop)
        again, _, after = _unit(source, text, after, stop)
        if again == unit and second[0] * scale > value:
            return second[0] * scale, after
        return None, place
    return None, place


def _half(text: str, begin: int, run: str, place: int, stop: int) -> tuple[Quantity | None, int] | None:
    """一半 as half of the whole, 半个工作日 as half a day; None when the run is neither."""
    if run in ("一半", "半数") and (text[place : place + 1] or "\n") in "以左的,、;。\n":
        return _close(text, begin, place, 50.0, None, "%", "rate", None, True, stop)
    if run == "半":
        for unit in ("个工作日", "天", "个小时", "小时", "日"):
            if text.startswith(unit, place):
                return _close(text, begin, place + len(unit), 0.5, None, unit, "duration", None, False, stop)
    return None


def _fraction(
    text: str, begin: int, value: float, after: int, stop: int
) -> tuple[Quantity | None, int] | None:
    """三分之二, 2/3: a share written as a fraction, as per cent; None when it is no fraction."""
    for sign in ("分之", "/"):
        if not text.startswith(sign, after):
            continue
        other = _mantissa(text, after + len(sign), stop)
        if other is None:
            return None
        if not text.startswith(("以上", "的", "左右"), other[1]):
            return None if sign == "/" else (None, other[1])  # 仅为某地的六分之一: a likeness
        below, above = (value, other[0]) if sign == "分之" else (other[0], value)
        if not 0 < above < below <= 10:
            return None if sign == "/" else (None, other[1])
        return _close(
            text, begin, other[1], round(100 * above / below, 4), None, "%", "rate", None, True, stop
        )
    return None


def _glued(text: str, begin: int, run: str) -> bool:
    """Part of a code (PM2.5, GB19000), of an ordinal (第三) or of a word (统一, 每万人)."""
    before = text[begin - 1] if begin else "\n"
    if (
        text[begin + len(run) : begin + len(run) + 1] == "分"
        and text[begin + len(run) + 1 : begin + len(run) + 2] in "率比点制位之数"
    ):
        return run[-1] in "百千万"  # 百分率, 百分比: part of a name
    if before == "第" or (before.isascii() and (before.isalpha() or before in "._/+#@&")):
        return True
    if before == "·":
        return True
    if run[0] in _DIGIT:
        return before == "每"
    return (
        before in "每统同唯专万之单逐进惟划归合整第初周星数几若"
        and run[0] in "一二三四五六七八九十百千万亿半"
    )


def _mantissa(text: str, begin: int, stop: int) -> tuple[float, int, bool] | None:
    """(value, end, written in numerals) of the number that begins here."""
    place = begin
    if place >= stop:
        return None
    if text[place] in _DIGIT:
        while place < stop and text[place] in _DIGIT:
            place += 1
        whole = text[begin:place]
        while place + 3 < stop and text[place] == "," and len(whole) <= MAX_DIGITS:
            group = text[place + 1 : place + 4]
            if (
                len(group) == 3
                and group.isdigit()
                and group.isascii()
                and not _digit_at(text, place + 4, stop)
            ):
                if len(whole) > 3 and "," not in text[begin:place]:
                    break
                whole += group
                place += 4
            else:
                break
        fraction = ""
        if place + 1 < stop and text[place] == "." and text[place + 1] in _DIGIT:
            after = place + 1
            while after < stop and text[after] in _DIGIT:
                after += 1
            fraction = text[place + 1 : after]
            if after + 1 < stop and text[after] == "." and text[after + 1] in _DIGIT:
                return None
            place = after
        if len(whole) > MAX_DIGITS or len(fraction) > MAX_DIGITS:
            return None
        return float(f"{whole}.{fraction or 0}"), place, False
    while place < stop and text[place] in _NUMERAL:
        place += 1
    run = text[begin:place]
    value = numeral_value(run)
    if value is None:
        return None
    if place + 1 < stop and text[place] == "点" and text[place + 1] in _DIGITS:
        after = place + 1
        while after < stop and text[after] in _DIGITS and after - place <= MAX_DIGITS:
            after += 1
        value += float("0." + "".join(str(_DIGITS[char]) for char in text[place + 1 : after]))
        place = after
    return value, place, True


def _digit_at(text: str, place: int, stop: int) -> bool:
    return place < stop and text[place] in _DIGIT


def _magnitude(text: str, place: int, stop: int) -> tuple[int, float, bool]:
    """The signs of magnitude and of "more than" between number and unit: (end, factor, more)."""
    factor, more = 1.0, False
    for _ in range(4):
        if place >= stop:
            break
        char = text[place]
        if char in "余多" and not (char == "多" and text[place + 1 : place + 2] in ("元", "种", "样")):
            more = True
        elif char in _LARGE:
            factor *= _LARGE[char]
        elif char in "百千" and text[place + 1 : place + 2] in ("万", "亿", "余", "多"):
            factor *= _SMALL[char]
        elif char == " " and place + 1 < stop:
            pass
        else:
            break
        place += 1
    return place, factor, more


def _unit(source: Source, text: str, place: int, stop: int) -> tuple[str, str, int]:
    units = source.lexicon.lists["units"]
    while place < stop and text[place] == " ":
        place += 1
    if (
        place < stop
        and text[place] == "成"
        and text[place + 1 : place + 2] not in ("立", "功", "果", "为", "员", "本")
    ):
        return "%", "tenths", place + 1
    blocked = units["not_units"].at(text, place, stop)
    for kind in ("rate", "duration", "count", "quantity"):
        word = units[kind].at(text, place, stop)
        if word is None:
            continue
        longest = max(
            (units[other].at(text, place, stop) or "" for other in units if other in _KINDS), key=len
        )
        if len(longest) > len(word) or (blocked and len(blocked) > len(word)):
            continue
        end = place + len(word)
        closed = text.find(")", end, min(stop, end + 6)) if text.startswith("(", end) else -1
        if closed > 0 and all(
            any(inner in units[other] for other in _KINDS) for inner in text[end + 1 : closed].split("、")
        ):
            return text[place : closed + 1], kind, closed + 1  # 篇(条)
        per = _PER.match(text, end, min(stop, end + 8))
        if per:
            return word + per.group(), "quantity", per.end()
        return word, kind, end
    per = _PER_MANY.match(text, place, min(stop, place + 8))
    if per:
        return per.group(), "quantity", per.end()
    return "", "", place


_PER = re.compile(
    r"/(?:[十百千万亿]{0,2}(?:人口|人|户|元|平方公里|平方米|立方米|公里|亩|公顷|吨|年|月|天|日|次|小时|千瓦时|百户|个|家|台|辆|件|升)|[十百千万亿]{1,3}(?:人口|[\u4e00-\u9fff])|m3|m³|kWh)"
)
_PER_MANY = re.compile(r"/1?0?[十百千万]{1,2}(?:人|户)?")
_KINDS = ("rate", "duration", "count", "quantity")


def _close(
    text: str,
    begin: int,
    after: int,
    value: float,
    high: float | None,
    unit: str,
    kind: str,
    op: str | None,
    numeral: bool,
    stop: int,
    scaled: bool = False,
) -> tuple[Quantity, int]:
    """Take in a following 以上, 以内, 左右."""
    after_word = ""
    if op == "between" and text.startswith("之间", after):
        after += 2
    for word, sign in _AFTER.items():
        if text.startswith(word, after) and after + len(word) <= stop:
            after_word, after = word, after + len(word)
            op = op if op == "between" else sign
            break
    else:
        if kind == "duration" and after < stop and text[after] == "内":
            after_word, after, op = "内", after + 1, op or "<="
        elif after < stop and text[after] in "余多" and text[after : after + 2] != "多样":
            after, op = after + 1, op or ">="
    return Quantity(begin, after, value, high, unit, kind, op, numeral, after_word, scaled), after


def _doubling(text: str, begin: int, place: int, stop: int) -> tuple[Quantity | None, int]:
    """翻一番, 翻两番, 翻番."""
    if text.startswith("番", place):
        return Quantity(begin, place + 1, 1.0, None, "番", "rate", None, True), place + 1
    if place + 1 < stop and text[place + 1] == "番":
        value = float(text[place]) if text[place] in _DIGIT else numeral_value(text[place])
        if value is not None:
            return Quantity(begin, place + 2, value, None, "番", "rate", None, True), place + 2
    return None, place

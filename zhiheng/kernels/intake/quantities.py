"""Numbers as people type them: thousands separators, per cent, units, full-width digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Final, NamedTuple

from .specs import ColumnSpec
from .workbook import FORMULA_ERRORS, NOT_CALCULATED


class Fixed(NamedTuple):
    """A value that was repaired."""

    value: object
    rule: str


class Bad(NamedTuple):
    """A value that cannot be taken."""

    rule: str
    message: str
    fix: str


Converter = Callable[[Any], Any]

_MONEY = {"元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}
_MASS = {"克": Decimal("0.001"), "公斤": 1, "千克": 1, "吨": 1000, "万吨": 10**7, "亿吨": 10**11}
_LENGTH = {"米": 1, "公里": 1000, "千米": 1000}
_AREA = {"亩": 1, "万亩": 10**4}
_PART = {"%": 1, "‰": Decimal("0.1")}
_FAMILIES: Final[tuple[dict[str, Any], ...]] = (_MONEY, _MASS, _LENGTH, _AREA, _PART)
_COUNTED: Final = "个家批次件台套人户项种类起例份处座所名组条"
_SCALES: Final = {"": 1, "千": 10**3, "万": 10**4, "亿": 10**8}
_ENGLISH: Final = {"kg": "公斤", "t": "吨", "km": "公里", "m": "米", "g": "克", "rmb": "元"}
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?")
_WITH_UNIT = re.compile(
    r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*([A-Za-z%‰℃\u3400-\u9fff][^\d,]{0,7})"
)
_UNIT_IN_BRACKETS = re.compile(r"^([+-]?[\d.,]+)\(([^()]{1,8})\)$")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
PLACEHOLDERS: Final = frozenset(
    {
        "-",
        "--",
        "—",
        "——",
        "–",
        "/",
        "\\",
        "…",
        "……",
        "...",
        "无",
        "空",
        "暂无",
        "n/a",
        "na",
        "null",
        "none",
        "nan",
    }
)
_DIGITS_KEPT: Final = 15  # what a spreadsheet keeps of a number


def _unit(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).strip().removeprefix("单位").lstrip(":").strip()
    if text.startswith("计量"):
        return ""
    money = text.replace("人民币", "")
    if money != text:
        text = money if money.endswith("元") else f"{money}元"
    return _ENGLISH.get(text.lower(), text)


def unit_factor(given: str, wanted: str) -> Decimal | None:
    """What numbers in unit `given` are multiplied by to stand in unit `wanted`; None when that is not known."""
    a, b = _unit(given), _unit(wanted)
    if a == b:
        return Decimal(1)
    for family in _FAMILIES:
        if a in family and b in family:
            return _neat(Decimal(family[a]) / Decimal(family[b]))
    (scale_a, base_a), (scale_b, base_b) = _scaled(a), _scaled(b)
    if base_a == base_b and base_a and all(c in _COUNTED for c in base_a):
        return _neat(Decimal(_SCALES[scale_a]) / Decimal(_SCALES[scale_b]))
    return None


def is_known_unit(text: str) -> bool:
    """Whether the text is a unit of money, mass, length, area or share."""
    return any(_unit(text) in family for family in _FAMILIES)


def _neat(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _scaled(unit: str) -> tuple[str, str]:
    return (unit[0], unit[1:]) if unit[:1] in {"千", "万", "亿"} else ("", unit)


def exact(value: float) -> Decimal:
    """A spreadsheet's float as the decimal it shows: 0.30000000000000004 is 0.3 (15 significant digits)."""
    return Decimal(f"{value:.{_DIGITS_KEPT}g}")


def blank_or_error(value: Any) -> Bad | bool:
    """True for a placeholder that stands for "nothing", Bad for a formula error, False otherwise."""
    if not isinstance(value, str):
        return False
    text = unicodedata.normalize("NFKC", value).strip()
    if text in FORMULA_ERRORS or (text.startswith("#") and text.upper() in FORMULA_ERRORS):
        return formula_error(text)
    return text.lower() in PLACEHOLDERS or not text


def formula_error(text: str) -> Bad:
    if text == NOT_CALCULATED:
        return Bad(
            "formula-error",
            "公式没有计算结果",
            "请用 Excel 打开该文件，待公式算出后保存，再重新上传；或把结果复制后“选择性粘贴—数值”。",
        )
    return Bad("formula-error", f"公式出错，显示为 {text}", "请在原表改正该公式，或直接填写数值。")


def number_text(text: str, unit: str | None, typed: bool) -> tuple[Decimal, str | None] | Bad:
    """The number a text stands for and the repair it took (None when the text is how a number is written)."""
    if _PLAIN.fullmatch(text):
        return Decimal(text), "text-number" if typed else None
    short = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    rule = "spaces" if short == text.strip() else "full-width"
    if short[:1] in {"¥", "￥"}:
        # The sign says yuan, whatever unit the column has.
        short = short[1:].strip()
        short = short if short.endswith("元") else f"{short}元"
    if _NUMBER.fullmatch(short):
        return Decimal(short), rule if short != text else ("text-number" if typed else None)
    if _GROUPED.fullmatch(short):
        return Decimal(short.replace(",", "").replace(" ", "")), "thousands"
    squeezed = re.sub(r"\s+", "", short)
    if squeezed != short and _NUMBER.fullmatch(squeezed):
        return Bad("not-number", f"“{text.strip()}”中间有空格，看不出是一个数还是几个数", "请只填一个数值。")
    found = _WITH_UNIT.fullmatch(_UNIT_IN_BRACKETS.sub(r"\1\2", short))
    if found is None:
        return Bad("not-number", f"“{_cut(text)}”不是数值", "请只填数值，例如 1234.5，说明写到备注列。")
    try:
        number = Decimal(found[1].replace(",", ""))
    except InvalidOperation:
        return Bad("not-number", f"“{_cut(text)}”不是数值", "请只填数值。")
    given = found[2].strip()
    if given == "%":
        if unit and _unit(unit) == "%":
            return number, "percent"
        return Bad(
            "unit-unknown",
            f"“{_cut(text)}”带百分号，而本列不以百分数计",
            "请去掉百分号，按本列的单位填写数值。",
        )
    if unit:
        factor = unit_factor(given, unit)
        if factor is not None:
            return number * factor, "unit-suffix" if factor == 1 else "unit-scale"
    elif given and all(c in _COUNTED for c in given):
        return number, "unit-suffix"
    expected = f"本列单位是“{unit}”" if unit else "本列没有规定这个单位"
    return Bad("unit-unknown", f"“{_cut(text)}”的单位“{given}”无法换算，{expected}", "请换算后只填数值。")


def _cut(text: str, width: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"


def number_converter(spec: ColumnSpec, typed: bool, factor: Decimal = Decimal(1)) -> Converter:
    """Converter of a decimal or integer column. Values are Decimal, or int for integer columns."""
    integer = spec.type == "integer"
    low, high = _bound(spec.minimum), _bound(spec.maximum)
    places = None if integer or spec.decimal_places is None else Decimal(1).scaleb(-spec.decimal_places)
    simple = factor == 1 and places is None and not integer

    def finish(number: Decimal, rule: str | None) -> Any:
        if factor != 1:
            number *= factor
        if integer:
            whole = int(number) if number == number.to_integral_value() else None
            if whole is None:
                return Bad(
                    "not-integer", f"“{number.normalize():f}”不是整数", "本列只能填整数，请核对是否多了小数。"
                )
        elif places is not None and number != (near := number.quantize(places, ROUND_HALF_UP)):
            number, rule = near, rule or "rounded"
        if low is not None and number < low:
            return Bad(
                "too-small", f"{number:f} 小于下限 {low:f}", f"本列应不小于 {low:f}，请核对数值和单位。"
            )
        if high is not None and number > high:
            return Bad(
                "too-large", f"{number:f} 大于上限 {high:f}", f"本列应不大于 {high:f}，请核对数值和单位。"
            )
        value = int(number) if integer else number
        return value if rule is None else Fixed(value, rule)

    def convert(value: Any) -> Any:
        kind = type(value)
        if kind is float:
            if value - value != 0:
                return Bad("not-number", "数值无穷大或无意义", "请填写有限的数值。")
            number = exact(value)
            if simple and (low is None or number >= low) and (high is None or number <= high):
                return number
            return finish(number, None)
        if kind is int:
            return finish(Decimal(value), None)
        if kind is str:
            if _PLAIN.fullmatch(value):  # as nearly every number is written
                return finish(Decimal(value), "text-number" if typed else None)
            odd = blank_or_error(value)
            if odd:
                return Fixed(None, "placeholder") if odd is True else odd
            found = number_text(value, spec.unit, typed)
            return found if isinstance(found, Bad) else finish(*found)
        what = "“是/否”值" if kind is bool else "日期或时间"
        return Bad(
            "not-number", f"这里是{what}（{value}），不是数值", "请改填数值，并把单元格格式设为“常规”。"
        )

    return convert


def _bound(bound: Any) -> Decimal | None:
    if bound is None:
        return None
    found = bound if isinstance(bound, Decimal) else Decimal(str(bound))
    # A model's limit of 1.0 is said as 1.
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found

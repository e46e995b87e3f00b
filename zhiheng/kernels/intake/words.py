"""Texts, identifiers and yes/no."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Any, Final

from .quantities import Bad, Converter, Fixed, blank_or_error, formula_error
from .specs import ColumnSpec
from .workbook import FORMULA_ERRORS

INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff]"
)
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_PADDED = re.compile(r"[\u3400-\u9fff](?:\s+[\u3400-\u9fff]){1,3}")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
_TRUE: Final = frozenset({"是", "有", "对", "√", "✓", "☑", "1", "true", "t", "yes", "y", "已", "真"})
_FALSE: Final = frozenset(
    {"否", "无", "没有", "不是", "×", "✗", "x", "☐", "0", "false", "f", "no", "n", "未", "假", "非"}
)


def tidy(text: str, multiline: bool = False) -> str:
    """A text without invisible characters, outer blanks and layout spaces ("全　国" is "全国")."""
    text = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if multiline:
        return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n")).strip()
    text = _SPACES.sub(" ", re.sub(r"\s*\n\s*", " ", text)).strip()
    return text.replace(" ", "") if _PADDED.fullmatch(text) else text


def text_converter(spec: ColumnSpec) -> Converter:
    """Converter of a text column."""
    longest = spec.max_length
    pattern = re.compile(spec.pattern) if spec.pattern else None

    def convert(value: Any) -> Any:
        rule = None
        if type(value) is str:
            if value[:1] == "'" and _GUARDED.match(value):
                value = value[
                    1:
                ]  # the guard that export puts before what a spreadsheet would run as a formula
            if value[:1] == "#" and value.strip() in FORMULA_ERRORS:
                return formula_error(value.strip())
            text = value
            if not value.isprintable() or value[:1] == " " or value[-1:] == " " or " " in value:
                text = tidy(value, spec.multiline)
                if text != value:
                    rule = "spaces"
        else:
            text, rule = shown(value), "number-as-text"
        if longest is not None and len(text) > longest:
            return Bad(
                "too-long", f"有 {len(text)} 个字，超过 {longest} 个字", f"请缩短到 {longest} 个字以内。"
            )
        if pattern is not None and text and not pattern.fullmatch(text):
            return _pattern(text, spec)
        return (text or None) if rule is None else Fixed(text or None, rule)

    return convert


def shown(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) < 1e15 else f"{value:.0f}"
    if isinstance(value, datetime.datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return str(value)


def _pattern(text: str, spec: ColumnSpec) -> Bad:
    return Bad(
        "pattern", f"“{text[:40]}”不符合“{spec.label}”的格式", spec.help or f"请核对“{spec.label}”的写法。"
    )


def identifier_converter(spec: ColumnSpec, typed: bool) -> Converter:
    """Converter of a column of numbers that are names: licence numbers, credit codes, barcodes."""
    pattern = re.compile(spec.pattern) if spec.pattern else None

    def convert(value: Any) -> Any:
        text, rule = _identifier(value, typed)
        if isinstance(text, Bad):
            return text
        if text is None:
            return Fixed(None, "placeholder")
        if spec.max_length is not None and len(text) > spec.max_length:
            return Bad("too-long", f"有 {len(text)} 位，超过 {spec.max_length} 位", "请核对是否多了字符。")
        if pattern is not None and not pattern.fullmatch(text):
            return _pattern(text, spec)
        return text if rule is None else Fixed(text, rule)

    return convert


def _identifier(value: Any, typed: bool) -> tuple[str | Bad | None, str | None]:
    if type(value) is str:
        if value.isascii() and value.isalnum() and not _SCIENTIFIC.fullmatch(value):
            return value, None
        odd = blank_or_error(value)
        if odd:
            return (odd if isinstance(odd, Bad) else None), None
        text = unicodedata.normalize("NFKC", INVISIBLE.sub("", value)).lstrip("'`’")
        wide = text.strip() != INVISIBLE.sub("", value).strip().lstrip("'`’")
        text = (
            re.sub(r"\s+", "", text)
            if not re.search(r"[A-Za-z]\s+[A-Za-z\d]", text)
            else " ".join(text.split())
        )
        if _SCIENTIFIC.fullmatch(text):
            return _lost(value), None
        if re.fullmatch(r"\d+\.0+", text):
            return text.split(".")[0], "point-zero"
        # NFKC would also turn the Chinese brackets of a licence number into ASCII ones: 农种许字（2020）.
        if re.search("[\u3400-\u9fff]", text):
            text = tidy(value)
            return text, None if text == value else "spaces"
        return text, None if text == value else ("full-width" if wide else "spaces")
    if isinstance(value, bool):
        return Bad("pattern", "这里是“是/否”值，不是编号", "请填写编号，并把单元格格式设为“文本”。"), None
    if isinstance(value, int):
        return str(value), "number-as-text"
    if isinstance(value, float):
        if not value.is_integer():
            return f"{value:.15g}", "number-as-text"
        if abs(value) >= 1e15:
            return _lost(f"{value:.0f}"), None
        return str(int(value)), "number-as-text"
    return Bad(
        "pattern", f"编号被 Excel 变成了日期（{value}）", "请把单元格格式设为“文本”后重新填写编号。"
    ), None


def _lost(shown: str) -> Bad:
    return Bad(
        "digits-lost",
        f"长编号被 Excel 存成了数值（{shown.strip()}），第 15 位以后的数字已经丢失",
        "请把该列格式设为“文本”，再重新填写完整编号。",
    )


def boolean_converter(spec: ColumnSpec) -> Converter:
    """Converter of a yes/no column."""

    def convert(value: Any) -> Any:
        if type(value) is bool:
            return value
        if value == "是":
            return True
        if value == "否":
            return False
        text = unicodedata.normalize("NFKC", shown(value)).strip().lower()
        if text in _TRUE:
            return Fixed(True, "boolean-word")
        if text in _FALSE:
            return Fixed(False, "boolean-word")
        odd = blank_or_error(value)
        if odd:
            return Fixed(None, "placeholder") if odd is True else odd
        return Bad("not-boolean", f"“{shown(value).strip()[:40]}”看不出是“是”还是“否”", "请填“是”或“否”。")

    return convert

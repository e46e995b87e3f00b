"""Texts, identifiers, choices, yes/no and codes."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Any, Final

from .heads import plain
from .quantities import Bad, Converter, Fixed, blank_or_error, formula_error
from .specs import ColumnSpec
from .workbook import FORMULA_ERRORS

_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff]"
)
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_PADDED = re.compile(r"[\u3400-\u9fff](?:\s+[\u3400-\u9fff]){1,3}")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
_SUGGESTED_VALUES: Final = 300
_TRUE: Final = frozenset({"是", "有", "对", "√", "✓", "☑", "1", "true", "t", "yes", "y", "已", "真"})
_FALSE: Final = frozenset(
    {"否", "无", "没有", "不是", "×", "✗", "x", "☐", "0", "false", "f", "no", "n", "未", "假", "非"}
)
# Other ways to write common choice labels; a column's own synonyms come first.
COMMON_SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "合格": ("符合", "符合要求", "达标", "通过", "检验合格", "√", "pass", "qualified"),
    "不合格": ("不符合", "不符合要求", "不达标", "未通过", "检验不合格", "×", "fail", "unqualified"),
    "是": ("√", "有", "y", "yes"),
    "否": ("×", "无", "n", "no"),
    "有": ("√", "是"),
    "无": ("×", "否", "没有"),
}


def tidy(text: str, multiline: bool = False) -> str:
    """A text without invisible characters, outer blanks and layout spaces ("全　国" is "全国")."""
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
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
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", value)).lstrip("'`’")
        wide = text.strip() != _INVISIBLE.sub("", value).strip().lstrip("'`’")
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


def choice_converter(spec: ColumnSpec) -> Converter:
    """Converter of a choice column to its key."""
    exact: dict[str, str] = {}
    loose: dict[str, str] = {}
    for key, words in spec.choices.items():
        exact.setdefault(key, key)
        if words:
            exact.setdefault(words[0], key)
        for word in (key, *words):
            loose.setdefault(plain(word), key)
    for key, words in spec.choices.items():
        for word in COMMON_SYNONYMS.get(words[0], ()) if words else ():
            loose.setdefault(plain(word), key)
    options = "、".join(words[0] if words else key for key, words in list(spec.choices.items())[:20])
    more = "等" if len(spec.choices) > 20 else ""

    def convert(value: Any) -> Any:
        if type(value) is str:
            key = exact.get(value)
            if key is not None:
                return key
            text = value
        else:
            text = shown(value)
        key = exact.get(text) or loose.get(plain(text) or text.strip())
        if key is not None:
            return Fixed(key, "choice-synonym")
        odd = blank_or_error(value)
        if odd:
            return Fixed(None, "placeholder") if odd is True else odd
        return Bad("not-choice", f"“{text.strip()[:40]}”不在选项之内", f"请填写：{options}{more}。")

    return convert


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


class Codes:
    """Codes by code, by name, by both; unknown ones get proposals, ambiguous names their candidates."""

    def __init__(self, spec: ColumnSpec) -> None:
        self.spec = spec
        self.codes = dict(spec.codes or {})
        self.canonical: dict[str, set[str]] = {}
        for code, name in self.codes.items():
            self.canonical.setdefault(plain(name), set()).add(code)
        self.names = {name: set(found) for name, found in self.canonical.items()}
        for name, given in spec.code_names.items():
            found = {given} if isinstance(given, str) else set(given)
            self.names.setdefault(plain(name), set()).update(c for c in found if c in self.codes)
        self._pairs: dict[str, set[str]] | None = None
        self._shortened: dict[str, set[str]] | None = None
        self._suggested = 0

    def converter(self) -> Converter:
        codes = self.codes

        def convert(value: Any) -> Any:
            if type(value) is str and value in codes:
                return value
            if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
                text = str(int(value))
                if text in codes:
                    return text
            else:
                text = shown(value)
            return self._look_up(text)

        return convert

    def _look_up(self, given: str) -> Any:
        text = (
            re.sub(r"\s+", " ", unicodedata.normalize("NFKC", _INVISIBLE.sub("", given))).strip().lstrip("'")
        )
        text = re.sub(r"^(\d+)\.0+$", r"\1", text)
        # A name comes before the placeholders: some list may hold "无" as a name.
        found = self.names.get(plain(text)) if text else None
        if found and text not in self.codes:
            if len(found) > 1:
                return self._ambiguous(given, found)
            (code,) = found
            return code if given == self.codes[code] else Fixed(code, "code-from-name")
        odd = blank_or_error(given)
        if odd:
            return Fixed(None, "placeholder") if odd is True else odd
        for shape in (text, text.replace(" ", ""), text.upper(), text.lower()):
            if shape in self.codes:
                return Fixed(shape, "code-shape")
        both = self._code_and_name(text)
        if both is not None:
            return both
        if text.isdigit():
            padded = [c for c in self._zeros(text) if c in self.codes]
            if len(padded) == 1:
                return Fixed(padded[0], "code-shape")
        return self._unknown(given.strip(), text)

    def _zeros(self, text: str) -> set[str]:
        # Statistical codes write a county with twelve digits, GB/T 2260 with six, short lists with two or four.
        stem = text.rstrip("0")
        return {text[:n] for n in (2, 4, 6, 9) if n >= len(stem)} | {
            text.ljust(n, "0") for n in (6, 9, 12) if n > len(text) >= 2
        }

    def _code_and_name(self, text: str) -> Any:
        parts = [p for p in re.split(r"[\s()\[\]:,/|\-]+", text) if p]
        if len(parts) != 2:
            return None
        for code, name in (parts, parts[::-1]):
            if code in self.codes:
                if code in self.names.get(plain(name), ()):
                    return Fixed(code, "code-shape")
                return Bad(
                    "unknown-code",
                    f"“{text[:40]}”的代码与名称对不上：{code} 是“{self.codes[code]}”",
                    "请核对后只填代码。",
                )
        return None

    def _ambiguous(self, given: str, found: set[str]) -> Bad:
        listed = "、".join(f"{code}（{self.codes[code]}）" for code in sorted(found)[:6])
        more = f"等 {len(found)} 个" if len(found) > 6 else ""
        return Bad(
            "ambiguous-name", f"“{given.strip()[:40]}”对应多个代码：{listed}{more}", "请改填其中一个代码。"
        )

    def _unknown(self, given: str, text: str) -> Bad:
        near = self._near(text)
        fix = f"可能是：{'、'.join(near)}。请核对后填写代码。" if near else "请对照代码表填写代码或全称。"
        return Bad("unknown-code", f"“{given[:40]}”在代码表中查不到", fix)

    def _near(self, text: str) -> list[str]:
        """Proposals in words; stops proposing after a few hundred values, since a whole column of unknown names is
        another problem than a slip of the pen."""
        self._suggested += 1
        if self._suggested > _SUGGESTED_VALUES:
            return []
        return [f"{self.codes[code]}（{code}）" for code in self.near(text)[:4]]

    def candidates(self, given: str) -> list[str]:
        """Codes that a word leads to when it leads to several, else those that may be meant."""
        return sorted(self.names.get(plain(given), ()))[:6] or self.near(given.strip())

    def near(self, text: str) -> list[str]:
        """Codes that may be meant, best first: what looks like a code by its characters, the rest by its name."""
        if re.fullmatch(r"[0-9A-Za-z.\-]{2,24}", text):
            return self._near_codes(text.upper())
        return self._near_names(text)

    def _near_codes(self, text: str) -> list[str]:
        """Codes that differ by one character, or by two in each other's place."""
        if self._shortened is None:
            self._shortened = {}
            for code in self.codes:
                for piece in _shortened(code.upper()):
                    self._shortened.setdefault(piece, set()).add(code)
        pieces = _shortened(text)
        hits = {code for piece in pieces for code in self._shortened.get(piece, ())}
        # The longer the common beginning the better: the first digits say more than the last.
        return sorted(hits, key=lambda code: (-_alike(code.upper(), text), code))[:4]

    def _near_names(self, text: str) -> list[str]:
        """Up to three names that share most character pairs."""
        if self._pairs is None:
            self._pairs = {}
            for name in self.names:
                for pair in _pairs(name):
                    self._pairs.setdefault(pair, set()).add(name)
        wanted = _pairs(plain(text))
        shared: dict[str, int] = {}
        for pair in wanted:
            for name in self._pairs.get(pair, ()):
                shared[name] = shared.get(name, 0) + 1
        ranked = sorted(shared, key=lambda n: (-2 * shared[n] / (len(wanted) + len(_pairs(n))), n))
        near = [n for n in ranked[:3] if 2 * shared[n] / (len(wanted) + len(_pairs(n))) >= 0.4]
        return list(dict.fromkeys(code for name in near for code in sorted(self.names[name])[:2]))


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _shortened(code: str) -> set[str]:
    """The code itself, and with each one of its characters left out."""
    return {code} | {code[:i] + code[i + 1 :] for i in range(len(code))}


def _pairs(text: str) -> set[str]:
    framed = f"^{text}$"
    return {framed[i : i + 2] for i in range(len(framed) - 1)}

"""Codes by code, by name, by both; unknown ones get proposals, ambiguous names their candidates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Final

from .heads import plain
from .quantities import Bad, Converter, Fixed, blank_or_error
from .specs import ColumnSpec
from .words import INVISIBLE, shown

_SUGGESTED_VALUES: Final = 300
_NEARER: Final = 0.2  # by how much less alike a name of one's own may be and still come first
Names = Mapping[str, str | tuple[str, ...]]


class CodeIndex:
    """A code list with everything that is looked up in it, each part made when it is first needed.

    ``codes``: code -> canonical name; ``others``: further names -> code or several codes. Who reads many files against
    one list keeps the index and hands it over as ``ColumnSpec.index``; it must not change then.
    """

    def __init__(self, codes: Mapping[str, str], others: Names) -> None:
        self.codes = codes
        self.others = others

    @cached_property
    def names(self) -> dict[str, set[str]]:
        """Every name, in the form that is compared, with the codes it leads to."""
        found: dict[str, set[str]] = {}
        for code, name in self.codes.items():
            found.setdefault(plain(name), set()).add(code)
        for name, given in self.others.items():
            led = (given,) if isinstance(given, str) else given
            found.setdefault(plain(name), set()).update(c for c in led if c in self.codes)
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        """Every name as it is written."""
        return frozenset({*self.codes.values(), *self.others})

    @cached_property
    def _pairs(self) -> tuple[dict[str, list[str]], dict[str, int]]:
        """Names by the character pairs they hold, and how many pairs each name has."""
        by_pair: dict[str, list[str]] = {}
        sizes: dict[str, int] = {}
        for name in self.names:
            pairs = _pairs(name)
            sizes[name] = len(pairs)
            for pair in pairs:
                by_pair.setdefault(pair, []).append(name)
        return by_pair, sizes

    @cached_property
    def _shortened(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for code in self.codes:
            for piece in _shortened(code.upper()):
                found.setdefault(piece, set()).add(code)
        return found

    def near(self, text: str, preferred: str = "") -> list[str]:
        """Codes that may be meant, best first: what looks like a code by its characters, the rest by its name. Of those
        about as near the ones that begin with ``preferred`` come first."""
        if re.fullmatch(r"[0-9A-Za-z.\-]{2,24}", text):
            return self._near_codes(text.upper(), preferred)
        return self._near_names(text, preferred)

    def _near_codes(self, text: str, preferred: str) -> list[str]:
        """Codes that differ by one character, or by two in each other's place."""
        hits = {code for piece in _shortened(text) for code in self._shortened.get(piece, ())}
        # The longer the common beginning the better: the first digits say more than the last.
        own_first = _own_first(preferred)
        return sorted(hits, key=lambda code: (own_first(code)[0], -_alike(code.upper(), text), code))[:4]

    def _near_names(self, text: str, preferred: str) -> list[str]:
        """Up to three names that share most character pairs."""
        by_pair, sizes = self._pairs
        wanted = _pairs(plain(text))
        shared: dict[str, int] = {}
        for pair in wanted:
            for name in by_pair.get(pair, ()):
                shared[name] = shared.get(name, 0) + 1
        # Only what is alike enough to be proposed is put in order.
        alike = {n: 2 * count / (len(wanted) + sizes[n]) for n, count in shared.items()}
        near = [n for n, share in alike.items() if share >= 0.4]
        if preferred:
            for name in near:
                alike[name] += _NEARER * any(code.startswith(preferred) for code in self.names[name])
        ranked = sorted(near, key=lambda n: (-alike[n], n))
        own_first = _own_first(preferred)
        codes = (code for name in ranked[:3] for code in sorted(self.names[name], key=own_first)[:2])
        return list(dict.fromkeys(codes))


class Codes:
    """What turns the cells of one column of codes into codes."""

    def __init__(self, spec: ColumnSpec) -> None:
        self.spec = spec
        self.index = spec.index or CodeIndex(spec.codes or {}, spec.code_names)
        self.codes = self.index.codes
        self.names = self.index.names
        self._own_first = _own_first(spec.preferred)
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
            re.sub(r"\s+", " ", unicodedata.normalize("NFKC", INVISIBLE.sub("", given))).strip().lstrip("'")
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
        first = sorted(found, key=self._own_first)[:6]
        listed = "、".join(f"{code}（{self.codes[code]}）" for code in first)
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
        return [f"{self.codes[code]}（{code}）" for code in self.index.near(text, self.spec.preferred)[:4]]

    def candidates(self, given: str) -> list[str]:
        """Codes that a word leads to when it leads to several, else those that may be meant."""
        found = sorted(self.names.get(plain(given), ()), key=self._own_first)
        return found[:6] or self.index.near(given.strip(), self.spec.preferred)


def _own_first(preferred: str) -> Callable[[str], tuple[bool, str]]:
    """How codes are put in order: those that begin so before the others."""
    return lambda code: (not code.startswith(preferred), code)


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

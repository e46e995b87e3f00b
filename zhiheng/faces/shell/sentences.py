"""Sentences that are made below the pages, with their values inside, in the reader's language.

Kernels, registers and services say what is wrong in Chinese, whole (``“12a”不是数值``): they know no reader, and what
they say is also stored, exported and put in the trail. The page puts it into English when it shows it: the catalogue of
messages holds the sentence with places for the values under the context :data:`CONTEXT`; what stands in the places
is taken out of the shown text and put into the English one. A place whose name begins with ``w`` holds words of the
software (a label, a state, another sentence), which are translated in their turn; all others hold data and stay.
What is not known stays as it is, so that a typed text is never changed by more than a sentence the software says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation.trans_real import DjangoTranslation

from zhiheng.faces.shell import formats
from zhiheng.frame.lifecycles.declare import lifecycles
from zhiheng.frame.registers.declare import registers
from zhiheng.frame.registers.wording import word

#: The context of sentences in the catalogue of messages.
CONTEXT = "句"
#: Characters. A longer text was written by somebody; several places in a pattern would take long to try on it.
LONGEST = 2000
PLACE = re.compile(r"%\((\w+)\)s")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_STOPS = {"\n": "\n", "。": ". ", "；": "; ", "; ": "; ", "：": ": "}
_PERIOD = re.compile(r"(\d{4})年(?:第([一二三四1-4])季度|([上下])半年|(\d{1,2})月)?")
_LISTED = "、"
_FULL = {",": "，", ":": "：", ";": "；"}
_HALF = re.compile(r"(?<=[\u4e00-\u9fff)”])[,:;](?=\S)")


@dataclass(frozen=True)
class _Sentence:
    """``sure`` is its longest wording between places: a text without it is another sentence."""

    sure: str
    pattern: re.Pattern[str]
    english: str


@lru_cache(maxsize=1)
def _known() -> tuple[dict[str, str], list[_Sentence]]:
    """Whole sentences, and those with places, the wordiest first: it fits what a shorter one would fit loosely."""
    # As Django's own JavaScriptCatalog takes all messages.
    held = cast("Any", DjangoTranslation("en"))._catalog.items()
    begin = f"{CONTEXT}\x04"
    told = {k.removeprefix(begin): v for k, v in held if isinstance(k, str) and k.startswith(begin)}
    whole = {k: v for k, v in told.items() if not PLACE.search(k)}
    placed = sorted((k for k in told if k not in whole), key=lambda k: -len(PLACE.sub("", k)))
    return whole, [_sentence(k, told[k]) for k in placed]


def _sentence(chinese: str, english: str) -> _Sentence:
    parts = PLACE.split(chinese)
    parts[::2] = (p.replace("%%", "%") for p in parts[::2])
    pattern = "".join(f"(?P<{p}>.*?)" if n % 2 else re.escape(p) for n, p in enumerate(parts))
    return _Sentence(max(parts[::2], key=len), re.compile(pattern, re.DOTALL), english)


def _full(text: str) -> str:
    """Stops between Chinese words full width, as sentences write them: titles stored long ago have others."""
    return _HALF.sub(lambda found: _FULL[found[0]], text)


@lru_cache(maxsize=1)
def _heads() -> dict[str, str]:
    """What a due's title begins with, before the colon: the clock that runs, or what a row that runs out asks for."""
    clocks = [(c.label, c.label_en) for cycle in lifecycles().values() for c in cycle.clocks]
    asked = [(e.what, e.what_en) for register in registers().values() for e in register.expiries]
    return dict(clocks + asked)


def head(title: str) -> str:
    """The head of a due's title alone, without the record it is about."""
    first = re.split("[:：]", title, maxsplit=1)[0]
    said = told(title)
    return str(said).split(": ", 1)[0] if said != title else first


def told(words: Any) -> Any:
    """The text in the reader's language; anything but a text is returned as it is."""
    if isinstance(words, Promise):
        words = str(words)
    if not isinstance(words, str) or isinstance(words, SafeString) or not formats.english():
        return words
    return _english(words) if len(words) <= LONGEST and _CHINESE.search(words) else words


@lru_cache(maxsize=8192)
def _english(text: str) -> str:
    said = _sentence_of(_full(text))
    return text if said is None else said


def _sentence_of(text: str) -> str | None:
    """The English of a text; None where nothing of it is known."""
    whole, placed = _known()
    if text in whole:
        return whole[text]
    if f"{text}。" in whole:
        return whole[f"{text}。"].rstrip(".")
    for one in placed:
        if one.sure in text and (found := one.pattern.fullmatch(text)):
            values = {k: _value(v) if k.startswith("w") else v for k, v in found.groupdict().items()}
            return one.english % values
    return _parted(text)


def _parted(text: str) -> str | None:
    """Several sentences in a row: each by itself, where at least one is known."""
    for stop, english in _STOPS.items():
        parts = text.split(stop)
        if len(parts) == 1:
            continue
        said = [_english(part) for part in parts]
        said[0] = _heads().get(parts[0], said[0]) if stop == "：" else said[0]
        if said != parts:
            return english.join(said).strip()
    return None


def _value(text: str) -> str:
    """Words of the software within a sentence: one, or a list of them."""
    listed = text.split(_LISTED)
    said = [_word(part) for part in listed]
    if all(s != p for s, p in zip(said, listed, strict=True)):
        return ", ".join(said)
    whole = _word(text)
    return ", ".join(said) if whole == text and len(said) > 1 else whole


def _word(text: str) -> str:
    """A label, a state, a period, or another sentence."""
    if not _CHINESE.search(text):
        return text
    if (said := _english(text)) != text or (said := word(text)) != text:
        return said
    found = _PERIOD.fullmatch(text)
    return _period(found) if found else text


def _period(found: re.Match[str]) -> str:
    year, quarter, half, month = found.groups()
    if quarter:
        number = "一二三四".find(quarter) + 1 or int(quarter)
        return formats.period(f"{year}Q{number}")
    if half:
        return formats.period(f"{year}H{'上下'.index(half) + 1}")
    return formats.period(f"{year}-{int(month):02d}" if month else year)

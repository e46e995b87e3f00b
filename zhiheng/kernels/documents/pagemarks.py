"""What on a saved page is the site's and not the document's, told by its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Final

import yaml

# A day written with signs, or with its time: the day under a document's signature is written out and has none.
_STAMPED: Final = re.compile(
    r"^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?|\d{4}年\d{1,2}月\d{1,2}日\s*\d{1,2}:\d{2}(?::\d{2})?)"
    r"(?:\s+\S{0,20})?$"
)
_AFTER: Final = frozenset(":：|｜】]）)>》【[（( \u3000»›")
_OPEN: Final = "【[（( \u3000|｜·>»"
_SPACES: Final = re.compile(r"[\s\u3000]+")
_NUMBER: Final = re.compile(r"[\u4e00-\u9fff]{2,16}[〔\[［(（]\d{4}[〕\]］)）]第?\d{1,5}号")
_OUTLINED: Final = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百]{1,4}[章节条])"
)


@dataclass(frozen=True)
class Marks:
    stamps: tuple[str, ...]
    site: tuple[str, ...]
    box: frozenset[str]
    box_number: frozenset[str]
    parts: re.Pattern[str]
    title_metas: frozenset[str]

    def is_stamp(self, line: str) -> bool:
        """Whether a line is a stamp of the page: time and source, size of type, print, share, neighbours."""
        if len(line) > 120 or "。" in line:
            return False
        if _STAMPED.match(line):
            return True
        rest = line.lstrip(_OPEN)
        for word in self.stamps:
            if rest.startswith(word):
                after = rest[len(word) : len(word) + 1]
                if not after or after in _AFTER:
                    return True
        return "首页" in line and any(sign in line for sign in ">»›→")

    def is_site(self, line: str) -> bool:
        return len(line) <= 300 and any(word in line for word in self.site)

    def boxed(self, line: str) -> tuple[str, str] | None:
        """(label, value) of a line of the information box."""
        head, colon, rest = line.replace(":", "：", 1).partition("：")
        label = _SPACES.sub("", head).strip("【】[]")
        return (label, rest.strip()) if colon and label in self.box and len(line) <= 200 else None

    def is_label(self, text: str) -> bool:
        return _SPACES.sub("", text).strip("：:【】[]") in self.box

    def is_number_label(self, text: str) -> bool:
        return _SPACES.sub("", text).strip("：:【】[]") in self.box_number


def reads_on(line: str) -> bool:
    """Whether a line is of the document itself: a sentence, an outline number, a long line."""
    return len(line) >= 50 or "。" in line or bool(_OUTLINED.match(line))


def is_outlined(line: str) -> bool:
    """Whether a line begins with a number of an outline."""
    return bool(_OUTLINED.match(line))


def document_number(text: str) -> str | None:
    """A document number such as 某政发〔2024〕6号 that fills the text, or None."""
    match = _NUMBER.fullmatch(_SPACES.sub("", text))
    return match.group() if match else None


@lru_cache(maxsize=1)
def marks() -> Marks:
    """The packaged word lists (`zhiheng/catalogue/documents/web_pages.yaml`); read once a process."""
    path = resources.files("zhiheng").joinpath("catalogue", "documents", "web_pages.yaml")
    lists: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return Marks(
        tuple(sorted(map(str, lists["stamps"]), key=len, reverse=True)),
        tuple(map(str, lists["site"])),
        frozenset(lists["box"]),
        frozenset(lists["box_number"]),
        re.compile("|".join(re.escape(str(part)) for part in lists["parts"]), re.IGNORECASE),
        frozenset(str(name).lower() for name in lists["title_metas"]),
    )

"""Choices by key, label or another way to write them; what is none of them gets the nearest proposed."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any, Final

from .heads import plain
from .quantities import Bad, Converter, Fixed, blank_or_error
from .specs import ColumnSpec
from .words import shown

LISTED: Final = 20  # options that are all named; of more the first, and that there are others
_SUGGESTED_VALUES: Final = 300
_ALIKE: Final = 0.5
_PROPOSED: Final = 3
# Other ways to write common choice labels; a column's own synonyms come first.
COMMON_SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "合格": ("符合", "符合要求", "达标", "通过", "检验合格", "√", "pass", "qualified"),
    "不合格": ("不符合", "不符合要求", "不达标", "未通过", "检验不合格", "×", "fail", "unqualified"),
    "是": ("√", "有", "y", "yes"),
    "否": ("×", "无", "n", "no"),
    "有": ("√", "是"),
    "无": ("×", "否", "没有"),
}


class Choices:
    """What turns the cells of one choice column into keys."""

    def __init__(self, spec: ColumnSpec) -> None:
        self.labels = {key: words[0] if words else key for key, words in spec.choices.items()}
        self._exact: dict[str, str] = {}
        self._loose: dict[str, str] = {}
        for key, words in spec.choices.items():
            self._exact.setdefault(key, key)
            self._exact.setdefault(self.labels[key], key)
            for word in (key, *words):
                self._loose.setdefault(plain(word), key)
        for key, label in self.labels.items():
            for word in COMMON_SYNONYMS.get(label, ()):
                self._loose.setdefault(plain(word), key)
        self._suggested = 0

    @property
    def all_named(self) -> str:
        """The labels in words, the first of many."""
        listed = "、".join(list(self.labels.values())[:LISTED])
        return listed if len(self.labels) <= LISTED else f"{listed}等 {len(self.labels)} 项之一"

    def converter(self) -> Converter:
        exact, loose = self._exact, self._loose
        fix = f"请填写：{self.all_named}。"

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
            text = text.strip()
            return Bad("not-choice", f"“{text[:40]}”不在选项之内{self._proposed(text)}", fix)

        return convert

    def _proposed(self, text: str) -> str:
        # A whole column of other words is another problem than a slip of the pen.
        self._suggested += 1
        near = self.near(text) if self._suggested <= _SUGGESTED_VALUES else []
        return f"，您是不是想填{'、'.join(f'“{self.labels[key]}”' for key in near)}" if near else ""

    def near(self, text: str) -> list[str]:
        """Keys of the choices that are written most alike, best first; the most alike way to write each counts."""
        wanted = SequenceMatcher(b=plain(text)[:40], autojunk=False)
        alike: dict[str, float] = {}
        for word, key in self._loose.items():
            wanted.set_seq1(word)
            if wanted.real_quick_ratio() >= _ALIKE and (share := wanted.ratio()) >= _ALIKE:
                alike[key] = max(share, alike.get(key, 0.0))
        return sorted(alike, key=lambda key: -alike[key])[:_PROPOSED]

"""The word lists of the grammar, read from the packaged YAML and made quick to look up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml


class Words:
    """A set of words that can be asked for the longest one at, or ending at, a place.

    A look-up tries each word length once, so it takes bounded time whatever the text.
    """

    __slots__ = ("_first", "_last", "_lengths", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(word for word in words if word)
        self._lengths = tuple(sorted({len(word) for word in self.words}, reverse=True))
        self._first = frozenset(word[0] for word in self.words)
        self._last = frozenset(word[-1] for word in self.words)

    def at(self, text: str, start: int = 0, end: int | None = None) -> str | None:
        """The longest word that begins at `start` (and ends by `end`), or None."""
        stop = len(text) if end is None else end
        if start >= stop or text[start] not in self._first:
            return None
        for length in self._lengths:
            if start + length <= stop and text[start : start + length] in self.words:
                return text[start : start + length]
        return None

    def ending(self, text: str, end: int | None = None, start: int = 0) -> str | None:
        """The longest word that ends at `end` (and begins at or after `start`), or None."""
        stop = len(text) if end is None else end
        if stop <= start or text[stop - 1] not in self._last:
            return None
        for length in self._lengths:
            if stop - length >= start and text[stop - length : stop] in self.words:
                return text[stop - length : stop]
        return None

    def within(self, text: str, start: int = 0, end: int | None = None) -> tuple[int, str] | None:
        """The first place in `[start, end)` where a word stands, with the longest word there."""
        stop = len(text) if end is None else end
        for place in range(start, stop):
            word = self.at(text, place, stop)
            if word:
                return place, word
        return None

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def __iter__(self) -> Any:
        return iter(self.words)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists by file and key: `lexicon.words("verbs", "reach")`, `lexicon.table(...)`."""

    lists: dict[str, dict[str, Words]]
    tables: dict[str, dict[str, Any]]

    def words(self, file: str, key: str) -> Words:
        """The word list `key` of `file`.yaml; KeyError names a list that is not there."""
        return self.lists[file][key]

    def table(self, file: str, key: str) -> Any:
        """The mapping or string `key` of `file`.yaml as it was written."""
        return self.tables[file][key]


FILES = ("units", "verbs", "signs", "duties", "obligations", "particulars", "outline", "tables")


def build_lexicon(documents: dict[str, dict[str, Any]]) -> Lexicon:
    """A lexicon from parsed YAML documents, one a file name without its ending."""
    lists: dict[str, dict[str, Words]] = {}
    for file, content in documents.items():
        lists[file] = {}
        for key, value in content.items():
            if isinstance(value, list):
                lists[file][key] = Words(str(word) for word in value)
            elif isinstance(value, dict):
                for inner, words in value.items():
                    if isinstance(words, list):
                        lists[file][f"{key}.{inner}"] = Words(str(word) for word in words)
                lists[file].setdefault(key, Words(str(word) for word in value))
    return Lexicon(lists=lists, tables=documents)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The packaged word lists (`zhiheng/catalogue/reading/*.yaml`); read once a process."""
    folder = resources.files("zhiheng").joinpath("catalogue", "reading")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    documents = {
        file: yaml.load(folder.joinpath(f"{file}.yaml").read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
        for file in FILES
    }
    return build_lexicon(documents)

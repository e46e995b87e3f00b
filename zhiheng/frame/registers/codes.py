"""Code lists of the trade (代码表): codes with their names, their days and their source, out of ``catalogue/codes``.

A column names its list (``Column("industry", codes="gb4754_2017")``); what is stored is the code. A list is a YAML file
whose entries stand in it (``entries``) or in a CSV beside it (``entries_in``: columns code, name and where needed
also, valid_from, valid_to, certainty).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from zhiheng.kernels.intake import CodeIndex
from zhiheng.kernels.rules import Certainty, Source, explain

SEPARATOR = "|"  # between the further names of an entry in a CSV


class CodeListError(ValueError):
    """A list that is not there or contradicts itself; the message names file, code and what is wrong."""


class Entry(BaseModel):
    """One code. ``also``: other names that lead to it. It may be used for days from ``valid_from`` to ``valid_to``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(min_length=1)
    name: str = Field(min_length=1)
    also: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    certainty: Certainty | None = None
    note: str = ""

    @field_validator("code", mode="before")
    @classmethod
    def _text(cls, value: Any) -> Any:
        # 0111 in YAML is a number unless it is quoted: better refused than read as 73.
        if not isinstance(value, str):
            raise ValueError(f"代码 {value!r} 请加引号写成文本")
        return value


class Head(BaseModel):
    """What is said of a list as a whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    title_en: str = ""
    standard: str = ""
    source: Source
    certainty: Certainty
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, eq=False)
class CodeList:
    """A list by code, in its own order."""

    head: Head
    entries: Mapping[str, Entry]

    @property
    def key(self) -> str:
        return self.head.key

    @cached_property
    def names(self) -> dict[str, str]:
        """Code -> name."""
        return {code: entry.name for code, entry in self.entries.items()}

    @cached_property
    def leading(self) -> dict[str, str | tuple[str, ...]]:
        """Further name -> code, or several codes where it is ambiguous."""
        found: dict[str, list[str]] = {}
        for entry in self.entries.values():
            for name in entry.also:
                found.setdefault(name, []).append(entry.code)
        return {n: codes[0] if len(codes) == 1 else tuple(codes) for n, codes in found.items()}

    @cached_property
    def index(self) -> CodeIndex:
        """What is looked up in the list."""
        return CodeIndex(self.names, self.leading)

    def label(self, code: str) -> str:
        """Code and name, as pages show it; the name alone where the codes are ours and no standard's; the code alone when
        the list does not know it."""
        entry = self.entries.get(code)
        if entry is None:
            return code
        return f"{code} {entry.name}" if self.head.standard else entry.name

    def out_of_use(self, code: str, on: dt.date | None) -> str:
        """Why a code does not fit a record of that day; empty when it does, or when nothing is known of the day."""
        entry = self.entries.get(code)
        if entry is None or on is None:
            return ""
        if entry.valid_to is not None and on > entry.valid_to:
            return f"“{entry.name}”({code})自 {entry.valid_to + dt.timedelta(days=1)} 起不再使用"
        if entry.valid_from is not None and on < entry.valid_from:
            return f"“{entry.name}”({code})自 {entry.valid_from} 起才使用"
        return ""


def read(name: str, text: str, beside: Mapping[str, str]) -> CodeList:
    """A list out of its YAML text; ``beside``: texts of the CSV files of the folder by name. CodeListError."""
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise CodeListError(f"代码表 {name} 不是有效的 YAML:{error}") from error
    if not isinstance(raw, dict):
        raise CodeListError(f"代码表 {name} 应是键值结构")
    rows, csv_name = raw.pop("entries", None), raw.pop("entries_in", "")
    if (rows is None) == (not csv_name):
        raise CodeListError(f"代码表 {name} 须且只须写 entries 或 entries_in 之一")
    if csv_name:
        if csv_name not in beside:
            raise CodeListError(f"代码表 {name} 指向的 {csv_name} 不存在")
        rows = [_of_csv(row) for row in csv.DictReader(io.StringIO(beside[csv_name]))]
    try:
        head = Head.model_validate(raw)
    except ValidationError as error:
        raise CodeListError(f"代码表 {name} 有误：{explain(error)}") from error
    entries: dict[str, Entry] = {}
    for n, row in enumerate(rows or [], 1):
        try:
            entry = Entry.model_validate(row)
        except ValidationError as error:
            raise CodeListError(f"代码表 {name} 第 {n} 条有误：{explain(error)}") from error
        if entry.code in entries:
            raise CodeListError(f"代码表 {name} 的代码 {entry.code} 出现两次")
        entries[entry.code] = entry
    if not entries:
        raise CodeListError(f"代码表 {name} 没有条目")
    return CodeList(head, entries)


def _of_csv(row: Mapping[str, str | None]) -> dict[str, Any]:
    found: dict[str, Any] = {k: v for k, v in row.items() if v}
    if "also" in found:
        found["also"] = found["also"].split(SEPARATOR)
    return found


@cache
def code_lists(place: Path | None = None) -> dict[str, CodeList]:
    """Every list of ``catalogue/codes`` by key (or of another folder)."""
    folder: Path | Traversable = place or resources.files("zhiheng").joinpath("catalogue").joinpath("codes")
    texts = {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda e: e.name)
        if entry.name.endswith((".yaml", ".csv"))
    }
    found: dict[str, CodeList] = {}
    for name, text in texts.items():
        if name.endswith(".yaml"):
            made = read(name, text, texts)
            if made.key in found:
                raise CodeListError(f"代码表标识 {made.key} 出现两次，后一次在 {name}")
            found[made.key] = made
    return found


def code_list(key: str) -> CodeList:
    """One list by key; CodeListError lists those there are."""
    known = code_lists()
    if key not in known:
        raise CodeListError(f"没有代码表“{key}”。现有：{'、'.join(known)}")
    return known[key]

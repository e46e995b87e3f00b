"""The binder over the packaged catalogue, without a database."""

from __future__ import annotations

import csv
import functools
import gzip
import io
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from zhiheng.kernels.binding import Binder, Candidate, Lexicon, Wanted
from zhiheng.kernels.measures import Catalogue

HERE = Path(__file__).parent


def texts(folder: str) -> dict[str, str]:
    found = files("zhiheng.catalogue").joinpath(folder)
    return {entry.name: entry.read_text("utf-8") for entry in found.iterdir() if entry.name.endswith(".yaml")}


@functools.cache
def divisions() -> list[dict[str, str]]:
    packed = files("zhiheng.catalogue").joinpath("regions", "divisions.csv.gz").read_bytes()
    lines = csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8")))
    return [line for line in lines if line["level"] in {"province", "prefecture", "county"}]


@functools.cache
def lexicon() -> Lexicon:
    names = [line["name"] for line in divisions()]
    names += [line["short_name"] for line in divisions() if line["level"] != "county"]
    return Lexicon.read(texts("binding"), names)


@functools.cache
def candidates() -> tuple[Candidate, ...]:
    found = []
    for one in Catalogue.read(texts("indicators")):
        base, _sep, variant = one.code.partition("_")
        found.append(Candidate(base, one.name, one.aliases, one.unit, variant))
    return tuple(found)


@functools.cache
def binder() -> Binder:
    return Binder(candidates(), lexicon())


def first(name: str, unit: str = "%", measure: str = "level", heading: str = "") -> str | None:
    """The code proposed first, or None."""
    found = binder().suggest(Wanted(name, unit, measure, ">=", "target", heading))
    return found[0].code if found else None


def listed(file: str) -> list[list[Any]]:
    rows: list[list[Any]] = yaml.safe_load((HERE / file).read_text("utf-8"))
    return rows

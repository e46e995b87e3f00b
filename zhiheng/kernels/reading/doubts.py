"""How sure a reading is of what it found: each doubt has words for people and a weight, as data."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

import yaml

CERTAIN = 0.9  # a thing this sure is taken by "accept all that is certain"


@dataclass(frozen=True, slots=True)
class Doubt:
    """`label`: what a person should look at, in Chinese. `weight`: 0 (none) to 1 (all confidence lost)."""

    key: str
    label: str
    label_en: str
    weight: float


@functools.cache
def doubts() -> dict[str, Doubt]:
    """Every doubt the grammar may raise, by key."""
    text = files("zhiheng.catalogue").joinpath("reading/doubts.yaml").read_text("utf-8")
    return {
        key: Doubt(key, body["label"], body["label_en"], float(body["weight"]))
        for key, body in (yaml.safe_load(text) or {}).items()
    }


def confidence(keys: Iterable[str]) -> float:
    """0 to 1: what is left after each doubt took its share. Raises KeyError for a doubt not in the list."""
    left = 1.0
    for key in keys:
        left *= 1 - doubts()[key].weight
    return left

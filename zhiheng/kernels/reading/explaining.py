"""The rules of the grammar in words, as data, so that a page can say which of them fired."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Step:
    """A rule in words: `label` in Chinese, `label_en` in English."""

    key: str
    label: str
    label_en: str


@functools.cache
def steps() -> dict[str, Step]:
    """Every rule that has words of its own, by key (`catalogue/reading/steps.yaml`)."""
    text = files("zhiheng.catalogue").joinpath("reading/steps.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = yaml.load(text, Loader=loader)  # noqa: S506
    return {str(key): Step(str(key), body["label"], body["label_en"]) for key, body in content.items()}


def explain(rule: str) -> Step:
    """The words for a rule or a step; one of several parts (cn.heading.run-in) is put together.

    Raises KeyError for a rule that is not in the catalogue.
    """
    known = steps()
    if rule in known:
        return known[rule]
    parts = rule.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        head = ".".join(parts[:cut])
        if head in known:
            rest = explain(".".join(parts[cut:]))
            return Step(
                rule, f"{known[head].label}，{rest.label}", f"{known[head].label_en}, {rest.label_en}"
            )
    raise KeyError(rule)

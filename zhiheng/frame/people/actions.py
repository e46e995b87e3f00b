"""What actions are called, for people: ``catalogue/people/actions.yaml``."""

from __future__ import annotations

import functools
from importlib.resources import files

import yaml
from django.utils.translation import get_language


@functools.cache
def action_names(part: str = "actions") -> dict[str, tuple[str, str]]:
    """Action -> (Chinese words, English words); the part ``things`` names what patterns are of."""
    raw = yaml.safe_load(files("zhiheng.catalogue").joinpath("people/actions.yaml").read_text("utf-8"))
    return {key: (chinese, english) for key, (chinese, english) in raw[part].items()}


def action_words(action: str) -> str:
    """An action in the reader's language; an unknown one as it is written."""
    chinese, english = action_names().get(action, (action, action))
    return english if (get_language() or "").startswith("en") else chinese

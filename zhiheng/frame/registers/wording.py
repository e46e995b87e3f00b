"""What columns and their choices are called in the reader's language.

Labels are declared once, in Chinese, on the fields of the models. The catalogue of messages may hold an English word
for a label; where it holds none the reader sees the declared one, never a guess. Files, stored texts and the trail
keep the declared label: whoever reads them later may read another language.
Where a page's own word reads otherwise (the button 撤销 is "Cancel", the state 撤销 is "Revoked"), the catalogue holds
the register's under the context :data:`CONTEXT`. ``scripts/label_words.py`` lists what has no English word.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext, pgettext

from zhiheng.frame.registers.declare import Register, register_of

#: The context of words in the catalogue of messages that registers say otherwise than pages do.
CONTEXT = "台账"


def word(words: str) -> str:
    """A declared word in the language of the page that is being made."""
    found = pgettext(CONTEXT, words)
    return gettext(words) if found == words else found


_later = lazy(word, str)


def heading(register: Register, name: str) -> str:
    """The column's label, in the language of the page that is being made."""
    return word(register.label_of(name))


def said(words: str) -> Any:
    """A declared word that is put into the reader's language when it is shown; lazy, for what is made once."""
    return _later(words) if words else ""


def option(spec: models.Field[Any, Any], value: Any) -> Any:
    """The words of a choice; the value itself where it is no choice of the field's. A state of the register's lifecycle
    is called in English what the lifecycle calls it, as its badge is."""
    if spec.name == "state" and (get_language() or "").startswith("en"):
        cycle = register_of(kept).lifecycle if (kept := getattr(spec.model, "kept_in", "")) else None
        for state in cycle.states if cycle is not None else ():
            if state.key == value and state.label_en:
                return state.label_en
    words = dict(spec.flatchoices).get(value, value)
    return word(str(words)) if words not in (None, "") else words


def options(spec: models.Field[Any, Any]) -> list[tuple[Any, Any]]:
    """The field's choices with their words, lazy."""
    return [(key, said(str(words))) for key, words in spec.flatchoices]

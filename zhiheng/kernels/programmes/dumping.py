"""Programmes as YAML that a person can read, review and put under version control."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from zhiheng.kernels.programmes.model import Programme

# Words that YAML would take for something else, or that it cannot start a plain scalar with. A question mark ends
# a plain scalar inside braces.
_PLAIN = re.compile(r"[一-鿿〇A-Za-z(“《〔][^\n:#\"'\[\]{},?&*!|>%@`\\]*")
_RESERVED = {"null", "true", "false", "yes", "no", "on", "off", "y", "n", "~"}


def dump(programme: Programme, header: Sequence[str] = ()) -> str:
    """YAML text that ``load`` takes back to an equal programme.

    ``header`` are lines of comment for the top. Values that are the schema's defaults are left
    out; small parts (outline, citations) stand on one line each.
    """
    lines = [f"# {line}".rstrip() for line in header]
    lines += [f"key: {_scalar(programme.key)}", f"name: {_scalar(programme.name)}"]
    lines.append(f"period: {_flow(_set_fields(programme.period))}")
    lines.append("document:")
    for key, value in _set_fields(programme.document).items():
        if key == "cites":
            lines.append("  cites:")
            lines += [f"    - {_flow(_set_fields(cite))}" for cite in programme.document.cites]
        else:
            lines.append(f"  {key}: {_flow(value)}")
    if programme.notes:
        lines += ["notes:", *(f"  - {_scalar(note)}" for note in programme.notes)]
    for part, rows in (
        ("units", programme.units),
        ("outline", programme.outline),
        ("targets", programme.targets),
        ("duties", programme.duties),
        ("obligations", programme.obligations),
        ("phases", programme.phases),
    ):
        if not rows:
            if part == "outline":
                lines.append("outline: []")
            continue
        lines += ["", f"{part}:"]
        one_line = part in ("outline", "phases")
        for row in rows:
            fields = _set_fields(row)
            lines += [f"  - {_flow(fields)}"] if one_line else list(_block(fields))
    return "\n".join(lines) + "\n"


def _block(fields: Mapping[str, Any]) -> Iterator[str]:
    lead = "  - "
    for key, value in fields.items():
        yield f"{lead}{key}: {_flow(value)}"
        lead = "    "


def _set_fields(part: BaseModel) -> dict[str, Any]:
    """The part's fields in the schema's order, without those that say nothing but the default."""
    fields: dict[str, Any] = {}
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if info.is_required() or value != info.get_default():
            fields[name] = value
    return fields


def _flow(value: object) -> str:
    if isinstance(value, BaseModel):
        return _flow(_set_fields(value))
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _scalar(value)


def _scalar(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, int | float):
        # YAML 1.1 takes 1e+16 for a word: its floats need a point.
        digits, exponent, power = repr(value).partition("e")
        return f"{digits}.0e{power}" if exponent and "." not in digits else repr(value)
    text = str(value)
    if text.isprintable():
        plain = _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _RESERVED
        return text if plain else json.dumps(text, ensure_ascii=False)
    # YAML refuses most unprintable characters as they are, and reads \\U where JSON has pairs.
    return "".join(['"', *(_escaped(character) for character in text), '"'])


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08x}"

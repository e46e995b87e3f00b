"""A paper as plain data and back: what was handed in can be printed again exactly as it was."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from zhiheng.kernels.papers.model import (
    Attachment,
    Chart,
    FigureRef,
    Heading,
    Note,
    PageBreak,
    Paper,
    PaperError,
    Paragraph,
    Run,
    Table,
)

__all__ = ["from_data", "to_data"]

_PARTS: dict[str, type] = {
    kind.__name__: kind
    for kind in (Attachment, Chart, FigureRef, Heading, Note, PageBreak, Paper, Paragraph, Run, Table)
}


def to_data(paper: Paper) -> dict[str, Any]:
    """The paper as JSON data; :func:`from_data` gives an equal paper back."""
    return dict(_down(paper))


def _down(thing: Any) -> Any:
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        parts = {f.name: _down(getattr(thing, f.name)) for f in dataclasses.fields(thing)}
        if isinstance(thing, Chart):
            parts["option"] = thing.option
        return {"is": type(thing).__name__, **parts}
    if isinstance(thing, list | tuple):
        return [_down(part) for part in thing]
    if isinstance(thing, datetime.date):
        return {"is": "date", "on": thing.isoformat()}
    return thing


def from_data(data: Any) -> Paper:
    """The paper that :func:`to_data` made. PaperError when the data are not one."""
    try:
        found = _up(data)
    except (KeyError, TypeError, ValueError) as error:
        raise PaperError("存档报告", f"内容读不出来（{error}），请从备份恢复或重新起草") from error
    if not isinstance(found, Paper):
        raise PaperError("存档报告", "内容不是一份报告，请从备份恢复或重新起草")
    return found


def _up(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(_up(part) for part in data)
    if isinstance(data, dict):
        if data["is"] == "date":
            return datetime.date.fromisoformat(data["on"])
        kind = _PARTS[data["is"]]
        return kind(
            **{
                name: value if kind is Chart and name == "option" else _up(value)
                for name, value in data.items()
                if name != "is"
            }
        )
    return data

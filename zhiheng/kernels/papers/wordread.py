"""Figures read back from a Word file, so that numbers changed by hand after export come to light."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import dataclass

import docx
from docx.oxml.ns import qn

from zhiheng.kernels.papers.model import Paper, PaperError, figures

__all__ = ["FigureDifference", "changed_figures", "read_figures"]

_LEAD = "cell:"


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """A cell whose printed texts differ: ``expected`` in the paper, ``found`` in the file (each in order)."""

    cell: str
    expected: tuple[str, ...]
    found: tuple[str, ...]


def read_figures(content: bytes) -> list[tuple[str, str]]:
    """(cell key, printed text) of every figure control in the file's body, in reading order.

    Text that tracked changes delete is left out, text they insert counts. Raises PaperError when the bytes
    are not a Word file.
    """
    try:
        body = docx.Document(io.BytesIO(content)).element.body
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise PaperError("Word 文件", "不是可读的 .docx 文件，请另存为 .docx 后再试") from error
    found = []
    for control in body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        value = tag.get(qn("w:val")) if tag is not None else None
        inner = control.find(qn("w:sdtContent"))
        if value and value.startswith(_LEAD) and inner is not None:
            found.append(
                (value.removeprefix(_LEAD), "".join(text.text or "" for text in inner.iter(qn("w:t"))))
            )
    return found


def changed_figures(paper: Paper, content: bytes) -> list[FigureDifference]:
    """Cells whose numbers in the Word file are not those of the paper: changed, removed or added."""
    expected: dict[str, list[str]] = {}
    for figure in figures(paper):
        expected.setdefault(figure.cell, []).append(figure.value)
    found: dict[str, list[str]] = {}
    for cell, text in read_figures(content):
        found.setdefault(cell, []).append(text)
    return [
        FigureDifference(cell, tuple(expected.get(cell, ())), tuple(found.get(cell, ())))
        for cell in dict.fromkeys([*expected, *found])
        if Counter(expected.get(cell, ())) != Counter(found.get(cell, ()))
    ]

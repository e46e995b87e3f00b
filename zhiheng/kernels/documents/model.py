"""What opening a file gives, and the one error it may raise."""

from __future__ import annotations

from dataclasses import dataclass


class DocumentError(Exception):
    """A file whose text cannot be had: what is wrong, where, and how to mend it (Chinese, for users)."""

    def __init__(self, what: str, where: str, how: str) -> None:
        super().__init__(f"{what}({where}):{how}")
        self.what = what
        self.where = where
        self.how = how


@dataclass(frozen=True, slots=True)
class Document:
    """A document as text.

    text: one paragraph a line; a row of a table is one line, its cells joined by tabs. What is read, hashed and
    pointed into is this text. kind: what the content is (txt, html, docx, pdf, doc, wps, rtf, odt). notes: what
    was noticed on the way (a wrong name, what was left out), in Chinese.
    """

    text: str
    kind: str
    notes: tuple[str, ...] = ()

"""One way in for every file: the content decides what it is, its name is only checked against it."""

from __future__ import annotations

from .decoding import decode
from .model import Document


def open_document(data: bytes, name: str) -> Document:
    """The text of a document.

    data: the file's bytes. name: the file's name.
    Raises DocumentError (Chinese) for every file that yields no text.
    """
    return Document(decode(data, name), "txt")

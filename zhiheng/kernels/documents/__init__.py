"""Documents: a file as people have it becomes the text that is read, or a plain word on why not."""

from .model import Document, DocumentError
from .opening import open_document

__all__ = ["Document", "DocumentError", "open_document"]

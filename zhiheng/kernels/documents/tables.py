"""Tables as text: one row a line, cells joined by tabs, no line break within a cell.

Of a merged cell the first place holds the words and the others are blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_BREAKS = re.compile(r"[\s\u3000]*[\t\r\n\f\v\u2028\u2029]+[\s\u3000]*")


def cell_text(paragraphs: Iterable[str]) -> str:
    """The words of one cell on one line."""
    joined = "\n".join(part.strip() for part in paragraphs if part.strip())
    return _BREAKS.sub(" ", joined).strip()


def row_line(cells: Sequence[str]) -> str:
    """One row; empty when nothing stands in it."""
    return "\t".join(cells) if any(cells) else ""

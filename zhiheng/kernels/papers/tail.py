"""Wording and placing of what follows the text: attachments, signature, imprint. One rule for all outputs."""

from __future__ import annotations

from zhiheng.kernels.papers.layout import GB9704, POINTS_PER_MM
from zhiheng.kernels.papers.model import Paper, date_text

__all__ = ["attachment_lead", "attachment_mark", "imprint_lines", "red_head", "signature_inset"]


def red_head(paper: Paper) -> tuple[str, float]:
    """发文机关标志 and its size in points: as large as one line of the type area allows, 36 to 22 points.

    The standard leaves the size to the office, so long as it is below 22 mm by 15 mm (remembered).
    """
    text = f"{paper.issuer}文件" if paper.language == "zh" else paper.issuer
    fitting = GB9704.area_width * POINTS_PER_MM / max(_width(text), 1)
    return text, float(int(min(36.0, max(22.0, fitting))))


def attachment_lead(language: str) -> str:
    return "附件：" if language == "zh" else "Attachments: "


def attachment_mark(number: int | None, language: str) -> str:
    """附件 or 附件1, top left of an attachment's first page; ``number`` is None for a single one."""
    if language == "zh":
        return f"附件{number or ''}"
    return f"Attachment {number}" if number else "Attachment"


def signature_inset(signature: str, date: str) -> float:
    """Characters between the signature and the right edge.

    The date stands four characters in and the signature is centred over it (GB/T 9704-2012, 7.3.5, remembered);
    a signature longer than its date keeps two characters, a very long one none.
    """
    if not date:
        return 2.0
    width = _width(signature)
    return max(4 + (_width(date) - width) / 2, 2.0 if width < 24 else 0.0)


def imprint_lines(paper: Paper) -> list[str]:
    """版记: the copies, then who issued it and when; nothing without copies."""
    if not paper.copies_to:
        return []
    zh = paper.language == "zh"
    copies = (
        ("抄送：" if zh else "Copies: ")
        + ("，" if zh else ", ").join(paper.copies_to)
        + ("。" if zh else ".")
    )
    date = date_text(paper.date, paper.language) if paper.date else ""
    printed = f"{date}印发" if date and zh else date
    issued = "　".join(part for part in (paper.issuer, printed) if part)
    return [copies, issued] if issued else [copies]


def _width(text: str) -> float:
    """Width in Chinese characters; Latin letters and digits count half."""
    return sum(1.0 if ord(character) > 0x2E7F else 0.5 for character in text)

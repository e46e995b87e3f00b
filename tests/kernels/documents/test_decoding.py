"""Encodings of plain text."""

from __future__ import annotations

import pytest

from zhiheng.kernels.documents.decoding import decode

TEXT = "一、总体要求\n到2026年，产品质量监督抽查合格率达到95%以上，质量总体水平明显提升。\n" * 3
BIG5_TEXT = "一、總體要求\n到2026年，產品質量監督抽查合格率達到95%以上，質量總體水平明顯提升。\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt")[0] == TEXT


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_utf16_with_mark(mark: str) -> None:
    assert decode(("\ufeff" + TEXT).encode(mark), "a.txt")[0] == TEXT


def test_big5_is_told_from_gb18030() -> None:
    assert decode(BIG5_TEXT.encode("big5"), "a.txt")[0] == BIG5_TEXT

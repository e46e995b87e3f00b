"""How alike two names are: by the pairs of characters they share, without the words that only say where.

A name of the higher plan says 全省 or 省级 where the lower one says 全市 or 市级: those words are put aside first.
"""

from __future__ import annotations

import functools
import re
from collections import Counter

_WHERE = re.compile(
    r"(?:全|我|本)(?:国|省|市|州|县|区|盟|旗|自治区)|(?:国家|省|市|州|县|区|部)级|自治区级|所辖|辖区内?|当地|本地产?"
)
_MARKS = re.compile(r"[\s,，、。;；:：()（）“”\"'《》〈〉·]+")
#: what the name speaks of: two names with different heads are two things
_HEADS = (
    "合格率",
    "优良率",
    "达标率",
    "覆盖率",
    "满意度",
    "满意率",
    "增长率",
    "比例",
    "比重",
    "指数",
    "天数",
    "率",
    "度",
)


@functools.lru_cache(maxsize=20_000)
def bare(name: str) -> str:
    """``name`` without punctuation and without the words that only say whose it is."""
    words = _MARKS.sub("", name)
    return _WHERE.sub("", words) or words


@functools.lru_cache(maxsize=20_000)
def pairs(text: str) -> Counter[str]:
    """The neighbouring pairs of characters, with how often each stands."""
    return Counter(text[i : i + 2] for i in range(len(text) - 1)) if len(text) > 1 else Counter({text: 1})


def head(name: str) -> str:
    """The kind of quantity a name ends in; empty when it is a plain count."""
    return next((word for word in _HEADS if name.endswith(word)), "")


@functools.lru_cache(maxsize=200_000)
def likeness(first: str, second: str) -> float:
    """0 to 1, symmetric; 1 for the same bare name. Different kinds of rate are at most 0.5."""
    one, two = bare(first), bare(second)
    if one == two:
        return 1.0
    left, right = pairs(one), pairs(two)
    shared = sum((left & right).values())
    dice = 2 * shared / (sum(left.values()) + sum(right.values()))
    short, long = sorted((one, two), key=len)
    if len(short) >= 4 and short in long:
        dice = max(dice, 0.8)
    return dice if head(one) == head(two) else min(dice, 0.5)

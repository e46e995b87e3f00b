"""Stretches in which a number is no quantity: dates, titles, codes, ordinals, short quotations."""

from __future__ import annotations

import re

from .clauses import Source
from .times import TimeExpr

_CODES = re.compile(
    "|".join(
        (
            r"(?<=[。;:\n ])[0-9]{1,2}[.、](?![0-9])",
            r"\([0-9]{1,2}\)",
            r"[〔\[(]\s?(?:19|20)[0-9]{2}\s?[〕\])]\s?(?:第\s?)?[0-9]{1,5}\s?号",
            r"第\s?[0-9零〇一二三四五六七八九十百]{1,8}",
            r"(?:https?://|www\.)[!-~]{1,200}",
            r"[!-~]{1,60}@[!-~]{1,60}",
            r"[A-Za-z][A-Za-z/.+-]{0,12}\s?[0-9][0-9A-Za-z.:/-]{0,24}(?![0-9]*%)",
            r"(?:0[0-9]{2,3}|\(0[0-9]{2,3}\))[-—]?[0-9]{7,8}",
            r"1[3-9][0-9]{9}(?![0-9])",
            r"12[0-9]{3}(?=[、,。;”热申投举平等)\s])",
            r"(?:[0-9]{1,3}\s?[+×xX]\s?){1,3}(?:[0-9]{1,3}|N|n|X)",
            r"[0-9]{1,2}[·.][0-9]{1,2}(?=国际|消费|”|活动|日)",
            r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?",
            r"[0-9]{1,2}月(?:[0-9]{1,2}[日号])?",
            r"(?<![0-9])[0-9]{1,3}\s?号(?![召])",
            r"[一二三四五六七八九十]{1,3}(?:是|要)(?=[^求])",
            r"[一二三四五六七八九十]{1,2}(?:大|届|中全会|流|体化|票否决|站式|把手|把尺|盘棋|张网|网通办|手抓|次性|律|般|致|定|线|切|带一路|岗双责|网|体|同|些|样|直|旦|再|并|方面|种|贯|批|系列|个新|道|支|份|张蓝图|条龙|件事|窗|号|起)",
        )
    )
)
_QUOTED_LIMIT = 24


def number_mask(source: Source, times: list[TimeExpr], labels: list[tuple[int, int]]) -> bytearray:
    """One byte a character, 1 where no quantity may begin."""
    text = source.folded
    mask = bytearray(len(text) + 1)
    for expr in times:
        mask[expr.start : expr.end] = b"\x01" * (expr.end - expr.start)
    for start, end in labels:
        mask[start:end] = b"\x01" * (end - start)
    for match in source.scan(_CODES):
        mask[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    for opened, closed in source.brackets.items():
        sign = text[opened]
        if sign == "《" or (sign == "“" and closed - opened <= _QUOTED_LIMIT):
            mask[opened : closed + 1] = b"\x01" * (closed + 1 - opened)
    return mask

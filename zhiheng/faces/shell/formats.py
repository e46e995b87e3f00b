"""How numbers, periods and dates are written, in the user's language. Plain functions, no HTML."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, pgettext

MINUS = "\u2212"
_QUARTERS = "一二三四"
_PERIOD = re.compile(
    r"^(?P<year>\d{4})(?:-?(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|M?(?P<month>0[1-9]|1[0-2])))?"
    r"(?P<to_date>[-_ ]?(?:YTD|TD))?$",
    re.IGNORECASE,
)


def english() -> bool:
    return (get_language() or "").startswith("en")


def number(value: Any, decimals: int | None = None) -> str:
    """``12345.6`` with ``decimals=1`` → ``12,345.6``.

    Without ``decimals`` the digits of the value are kept (floats to twelve significant digits, so
    that binary dust does not show). Rounds half up, as official statistics do. What is not a
    number is returned as text.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    try:
        amount = Decimal(repr(value)) if isinstance(value, float) else Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return str(value)
    if not amount.is_finite():
        return str(value)
    if decimals is not None:
        amount = amount.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        text = f"{abs(amount):,.{decimals}f}"
    else:
        if isinstance(value, float):
            amount = Decimal(f"{value:.12g}")
        text = f"{abs(amount):,f}"
    return (MINUS if amount < 0 else "") + text


def bare(value: Any) -> str:
    """The number for a file that programs read: no grouping, the minus sign of the keyboard.

    >>> bare(-1234567.5), bare(None)
    ('-1234567.5', '')
    """
    return number(value).replace(",", "").replace(MINUS, "-")


def period(code: Any) -> str:
    """``2012`` → 2012年, ``2012Q3`` → 2012年第三季度, ``2012H1`` → 2012年上半年, ``2012-07`` → 2012年7月.

    A trailing ``YTD`` means from the first of January to the end of that period. Other text is
    returned unchanged: a period nobody knows must stay visible.
    """
    text = str(code)
    match = _PERIOD.match(text)
    if not match:
        return text
    year, to_date = match["year"], bool(match["to_date"])
    if match["quarter"]:
        q = int(match["quarter"])
        zh, en = f"{year}年第{_QUARTERS[q - 1]}季度", f"Q{q} {year}"
    elif match["half"]:
        h = int(match["half"])
        zh, en = f"{year}年{'上' if h == 1 else '下'}半年", f"H{h} {year}"
    elif match["month"]:
        m = int(match["month"])
        zh, en = f"{year}年{m}月", f"{year}-{m:02d}"
    else:
        zh, en = f"{year}年", year
    if to_date:
        zh, en = f"{zh}（本年累计）", f"{en} (year to date)"
    return en if english() else zh


#: Counting words that English leaves away: the name beside the figure says what is counted.
CLASSIFIERS = frozenset(
    [
        "个",
        "件",
        "项",
        "种",
        "张",
        "条",
        "条次",
        "条(次)",
        "份",
        "起",
        "次",
        "场次",
        "期",
        "台件",
        "户",
        "家",
        "批",
    ]
)


def unit(words: str) -> str:
    """The unit of a figure in the reader's language; one that the catalogue of messages does not know stays."""
    if not words or not english():
        return words
    return "" if words in CLASSIFIERS else pgettext("单位", words)


def beside(words: str, more: str) -> str:
    """``各地比较(%)``, ``By region (%)``: what is told in brackets; nothing in them, none."""
    return f"{words}{' ' if english() else ''}({more})" if more else words


def date(value: dt.date | dt.datetime) -> str:
    """ISO date; a time is shown to the minute in local time."""
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.strftime("%Y-%m-%d %H:%M")
    return value.isoformat()


def bilingual(thing: Any, name: str = "name") -> str:
    """``thing.name_en`` for English readers where it is filled, else ``thing.name``; mappings likewise."""

    def get(key: str) -> Any:
        return thing.get(key) if isinstance(thing, dict) else getattr(thing, key, None)

    return str((english() and get(f"{name}_en")) or get(name) or "")

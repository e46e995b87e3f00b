"""Small components that stand inside a line or a table cell. Built in Python, not in templates,
because a page holds thousands of them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components.base import Component
from zhiheng.faces.shell.links import leads
from zhiheng.faces.shell.sentences import told

#: Each state has its own outline as well as its colour, so that it can be told without colour.
_MARKS: dict[str, str] = {
    "green": '<circle cx="8" cy="8" r="7"/><path class="zh-ink" d="M4.6 8.2l2.4 2.4 4.4-4.9"/>',
    "amber": '<path d="M8 1l7.4 13.4H.6z"/><path class="zh-ink" d="M8 5.6v4.2M8 11.6v1.2"/>',
    "red": '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/><path class="zh-ink" d="M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6"/>',
    "grey": '<circle class="zh-hollow" cx="8" cy="8" r="6.2"/><path class="zh-stroke" d="M4.8 8h6.4"/>',
}
LIGHT_WORDS: dict[str, Any] = {
    "green": gettext_lazy("达到"),
    "amber": gettext_lazy("接近"),
    "red": gettext_lazy("未达到"),
    "grey": gettext_lazy("未知"),
}
#: Status of a figure → words. A status not listed is shown as it is written.
FIGURE_STATUS: dict[str, Any] = {
    "no_record": gettext_lazy("无记录"),
    "small_sample": gettext_lazy("样本过少"),
    "not_reported": gettext_lazy("未报送"),
    "division_by_zero": gettext_lazy("分母为零"),
    "not_applicable": gettext_lazy("不适用"),
    "suppressed": gettext_lazy("按规定不公开"),
    "not_in_force": gettext_lazy("规则未生效"),
    "not_defined": gettext_lazy("尚无定义"),
    "not_due": gettext_lazy("未到期"),
    "timeout": gettext_lazy("计算超时"),
    "error": gettext_lazy("计算出错"),
    "stale": gettext_lazy("待更新"),
    "reported": gettext_lazy("报送"),
    "provisional": gettext_lazy("初步"),
    "synthetic": gettext_lazy("演示数据"),
    "unknown": gettext_lazy("情况不明"),
}
TONES = ("plain", "blue", "green", "amber", "red", "grey")


def light_mark(state: str) -> SafeString:
    """The symbol alone, hidden from screen readers: always put words beside it."""
    shape = _MARKS.get(state, _MARKS["grey"])
    return mark_safe(  # noqa: S308 (constants only)
        f'<svg class="zh-mark" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">{shape}</svg>'
    )


@functools.lru_cache(maxsize=512)
def _light_inner(state: str, words: str, compact: bool) -> SafeString:
    """Kept, because a matrix shows the same few lights thousands of times."""
    css = "visually-hidden" if compact else "zh-light-word"
    return format_html('{}<span class="{}">{}</span>', light_mark(state), css, words)


@dataclass(frozen=True)
class Light(Component):
    """A light: ``state`` green, amber, red or grey; ``label`` says what it means here (default
    达到/接近/未达到/未知); ``compact`` shows the symbol and keeps the words for screen readers and the tip."""

    state: str
    label: str = ""
    compact: bool = False
    url: str = ""

    @property
    def words(self) -> str:
        return str(told(self.label) or LIGHT_WORDS.get(self.state, LIGHT_WORDS["grey"]))

    def html(self, page: Mapping[str, Any]) -> SafeString:
        state = self.state if self.state in _MARKS else "grey"
        inner = _light_inner(state, self.words, self.compact)
        if url := leads(self.url):
            return format_html(
                '<a class="zh-light zh-{}" href="{}" title="{}">{}</a>', state, url, self.words, inner
            )
        return format_html('<span class="zh-light zh-{}" title="{}">{}</span>', state, self.words, inner)


@dataclass(frozen=True)
class Badge(Component):
    """A word in a box; ``tone`` one of :data:`TONES`. For kinds and states, not for judgement (use Light)."""

    text: str
    tone: str = "plain"

    def html(self, page: Mapping[str, Any]) -> SafeString:
        return format_html(
            '<span class="zh-badge zh-tone-{}">{}</span>',
            self.tone if self.tone in TONES else "plain",
            self.text,
        )


@dataclass(frozen=True)
class Link(Component):
    """``text`` leading to ``url``; ``note`` is small print after it."""

    text: str
    url: str
    note: str = ""

    def html(self, page: Mapping[str, Any]) -> SafeString:
        url, text = leads(self.url), told(self.text)
        link = format_html('<a href="{}">{}</a>', url, text) if url else format_html("{}", text)
        return format_html('{} <small class="zh-note">{}</small>', link, self.note) if self.note else link


@dataclass(frozen=True)
class Figure(Component):
    """A number bound to where it comes from.

    ``value`` None means it is not known and then ``status`` says why (a key of
    :data:`FIGURE_STATUS` or words of your own). A status beside a value qualifies it (报送, 样本过少).
    ``numerator``/``denominator`` are shown small when given. ``url`` leads to the cell or its records.
    """

    value: Any = None
    unit: str = ""
    decimals: int | None = None
    status: str = ""
    url: str = ""
    numerator: Any = None
    denominator: Any = None
    light: str = ""
    light_label: str = ""
    title: str = ""
    big: bool = False
    note: str = ""

    @property
    def status_words(self) -> str:
        key = self.status or ("unknown" if self.value is None else "")
        return str(FIGURE_STATUS.get(key) or told(key))

    @property
    def text(self) -> str:
        """Value with unit, or the words of the status: for titles, tables and screen readers."""
        return (
            self.status_words
            if self.value is None
            else f"{formats.number(self.value, self.decimals)}{_spaced(self.unit)}"
        )

    def html(self, page: Mapping[str, Any]) -> SafeString:
        if self.value is None:
            body = format_html('<span class="zh-missing">{}</span>', self.status_words)
        else:
            body = format_html('<span class="zh-value">{}</span>', formats.number(self.value, self.decimals))
            if self.unit:
                body += format_html('<span class="zh-unit">{}</span>', _spaced(self.unit))
        size = " zh-big" if self.big else ""
        tip = format_html(' title="{}"', self.title) if self.title else ""
        if url := leads(self.url):
            body = format_html('<a class="zh-figure{}" href="{}"{}>{}</a>', size, url, tip, body)
        else:
            body = format_html('<span class="zh-figure{}"{}>{}</span>', size, tip, body)
        if self.denominator is not None:
            parts = f"{formats.number(self.numerator)}/{formats.number(self.denominator)}"
            body += format_html(' <small class="zh-note">{}</small>', parts)
        if self.note:
            body += format_html(' <small class="zh-note">{}</small>', self.note)
        if self.value is not None and self.status:
            body += format_html(' <small class="zh-qualifier">{}</small>', self.status_words)
        if self.light:
            body = format_html(
                "{} {}", Light(self.light, self.light_label, compact=not self.light_label).html(page), body
            )
        return body


@dataclass(frozen=True)
class Change(Component):
    """Difference to another period. ``better`` is ``up``, ``down`` or empty when neither is good;
    ``against`` says to what it is compared (同比, 环比 or words)."""

    value: Any
    unit: str = ""
    decimals: int | None = None
    better: str = ""
    against: str = ""

    def html(self, page: Mapping[str, Any]) -> SafeString:
        if self.value is None:
            return format_html('<span class="zh-missing">{}</span>', _("无可比数据"))
        way = "flat" if self.value == 0 else ("up" if self.value > 0 else "down")
        arrow = {"up": "▲", "down": "▼", "flat": "＝"}[way]
        word = {
            "up": pgettext("变化", "上升"),
            "down": pgettext("变化", "下降"),
            "flat": pgettext("变化", "持平"),
        }[way]
        judged = "" if not self.better or way == "flat" else (" zh-good" if way == self.better else " zh-bad")
        amount = (
            "" if way == "flat" else f" {formats.number(abs(self.value), self.decimals)}{_spaced(self.unit)}"
        )
        return format_html(
            '<span class="zh-change{}">{} <span aria-hidden="true">{}</span> {}{}</span>',
            judged,
            self.against,
            arrow,
            word,
            amount,
        )


@dataclass(frozen=True)
class Clause(Component):
    """Where a text says so: ``document`` (short title), ``path`` (outline labels, outermost first),
    ``url`` of the sentence in its text, ``quote`` (the sentence; shown as a tip)."""

    document: str
    path: tuple[str, ...] | list[str] = ()
    url: str = ""
    quote: str = ""

    def html(self, page: Mapping[str, Any]) -> SafeString:
        steps = format_html_join(
            mark_safe('<span class="zh-sep" aria-hidden="true">›</span>'),
            "<span>{}</span>",
            ((p,) for p in (self.document, *self.path)),
        )
        if url := leads(self.url):
            return format_html('<a class="zh-clause" href="{}" title="{}">{}</a>', url, self.quote, steps)
        return format_html('<span class="zh-clause" title="{}">{}</span>', self.quote, steps)


@dataclass(frozen=True)
class Progress(Component):
    """A bar: ``value`` of ``maximum`` (None: under way, amount unknown). ``label`` is read out and shown."""

    value: float | None
    maximum: float = 100
    label: str = ""
    tone: str = ""

    def html(self, page: Mapping[str, Any]) -> SafeString:
        if self.value is None:
            bar = format_html(
                '<progress class="zh-progress" aria-label="{}"></progress>', self.label or _("进行中")
            )
            return format_html(
                '<span class="zh-progress-line">{} <span>{}</span></span>', bar, self.label or _("进行中")
            )
        share = f"{formats.number(100 * self.value / self.maximum, 0)}%" if self.maximum else _("无数据")
        bar = format_html(
            '<progress class="zh-progress {}" value="{}" max="{}" aria-label="{}">{}</progress>',
            f"zh-{self.tone}" if self.tone else "",
            str(self.value),
            str(self.maximum or 1),
            self.label or share,
            share,
        )
        return format_html(
            '<span class="zh-progress-line">{} <span>{}</span></span>', bar, self.label or share
        )


@dataclass(frozen=True)
class Spark(Component):
    """A small line of a series (None leaves a gap). ``label`` says in words what the line shows."""

    values: tuple[float | None, ...] | list[float | None]
    label: str
    target: float | None = None

    def html(self, page: Mapping[str, Any]) -> SafeString:
        known = [v for v in self.values if v is not None] + ([self.target] if self.target is not None else [])
        if len([v for v in self.values if v is not None]) < 2:
            return format_html('<span class="zh-missing">{}</span>', _("数据不足以成线"))
        low, high = min(known), max(known)
        step = 96 / max(len(self.values) - 1, 1)

        def y(v: float) -> float:
            return 11.0 if high == low else 20 - 18 * (v - low) / (high - low)

        runs: list[list[str]] = [[]]
        for i, v in enumerate(self.values):
            if v is None:
                runs.append([])
            else:
                runs[-1].append(f"{2 + i * step:.1f} {y(v):.1f}")
        path = "".join("M" + "L".join(r) + ("h0" if len(r) == 1 else "") for r in runs if r)
        line = (
            f'<path class="zh-spark-target" d="M2 {y(self.target):.1f}H98"/>'
            if self.target is not None
            else ""
        )
        return format_html(
            '<svg class="zh-spark" viewBox="0 0 100 22" width="100" height="22" role="img" aria-label="{}">{}<path d="{}"/></svg>',
            self.label,
            mark_safe(line),  # noqa: S308 (built from floats)
            path,
        )


def _spaced(unit: str) -> str:
    """``%`` and ``‰`` follow the digits directly, words keep a thin gap."""
    words = formats.unit(unit)
    return words if not words or words[0] in "%‰°" else "\u2009" + words

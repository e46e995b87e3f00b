"""How a component becomes HTML.

A component is a small dataclass a view fills and a template shows with ``{% show thing %}``. Plain
values (text, numbers, dates, None) are shown by the same tag, so a table cell may hold anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhiheng.faces.shell import formats
from zhiheng.faces.shell.sentences import told

#: What a component takes over from the page around it.
_FROM_PAGE = ("request", "csrf_token", "csp_nonce", "user")


class Component:
    """Base of all components. Small ones override :meth:`html`, larger ones name a ``template``."""

    template: ClassVar[str] = ""

    def prepare(self, page: Mapping[str, Any]) -> dict[str, Any]:
        """Values for the template beside ``it`` (the component itself)."""
        return {}

    def html(self, page: Mapping[str, Any]) -> SafeString:
        context = {k: page[k] for k in _FROM_PAGE if k in page}
        return render_to_string(self.template, {**context, "it": self, **self.prepare(page)})

    def __html__(self) -> str:
        """``{{ component }}`` works where the component needs neither the request nor a form token."""
        return self.html({})


def show(thing: Any, page: Mapping[str, Any] | None = None) -> SafeString:
    """Anything as HTML: a component by itself, numbers with thousands, dates as ISO, None as a dash
    that screen readers hear as a word."""
    if isinstance(thing, Component):
        return thing.html(page or {})
    if thing is None or thing == "":
        return format_html(
            '<span class="zh-none" aria-hidden="true">—</span><span class="visually-hidden">{}</span>',
            _("无"),
        )
    if isinstance(thing, bool):
        return conditional_escape(_("是") if thing else _("否"))
    if isinstance(thing, int | float | Decimal):
        return conditional_escape(formats.number(thing))
    if isinstance(thing, dt.date):
        return format_html('<time datetime="{}">{}</time>', thing.isoformat(), formats.date(thing))
    if isinstance(thing, list | tuple):
        items = format_html_join("", "<span>{}</span>", ((show(t, page),) for t in thing))
        return format_html('<span class="zh-list">{}</span>', items)
    return conditional_escape(told(thing))

"""``{% load shell %}``: show components, write numbers and periods, change the query, find the navigation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import template
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.context import RequestContext
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from zhiheng.faces.shell import components, formats
from zhiheng.faces.shell.components.forms import field_html, field_kind
from zhiheng.faces.shell.components.inline import light_mark
from zhiheng.faces.shell.links import leads
from zhiheng.faces.shell.navigation import ShownItem, navigation
from zhiheng.faces.shell.sentences import told

register = template.Library()


@register.simple_tag(takes_context=True)
def show(context: RequestContext, thing: Any) -> SafeString:
    """A component or a plain value as HTML."""
    # A context answers ``in``, ``[]`` and ``get``; flattening it for each cell would cost more than the cell.
    return components.show(thing, cast("Mapping[str, Any]", context))


@register.simple_tag
def figure(
    value: Any, unit: str = "", decimals: int | None = None, status: str = "", **more: Any
) -> SafeString:
    """``{% figure v unit="%" decimals=1 status="small_sample" url=u light="green" %}``; see ``Figure``."""
    return components.Figure(value, unit, decimals, status, **more).html({})


@register.simple_tag
def light(state: str, label: str = "", compact: bool = False, url: str = "") -> SafeString:
    return components.Light(state, label, compact, url).html({})


@register.simple_tag
def badge(text: str, tone: str = "plain") -> SafeString:
    return components.Badge(text, tone).html({})


@register.simple_tag
def clause(document: str, path: Any = (), url: str = "", quote: str = "") -> SafeString:
    """``path`` a list of outline labels, or one text with ``>`` between them."""
    steps = [p.strip() for p in path.split(">")] if isinstance(path, str) else list(path)
    return components.Clause(document, [p for p in steps if p], url, quote).html({})


@register.simple_tag
def progress(value: float | None, maximum: float = 100, label: str = "", tone: str = "") -> SafeString:
    return components.Progress(value, maximum, label, tone).html({})


@register.simple_tag
def mark(state: str) -> SafeString:
    return light_mark(state)


@register.filter(name="told")
def told_filter(words: Any) -> Any:
    """``{{ error|told }}``: a sentence made below the pages, in the reader's language."""
    return told(words)


@register.filter(name="period")
def period_filter(code: Any) -> str:
    return formats.period(code)


@register.simple_tag(name="period")
def period_tag(code: Any) -> str:
    return formats.period(code)


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """``{{ 1234.5|number }}`` → 1,234.5; ``{{ 1234.56|number:1 }}`` → 1,234.6."""
    return formats.number(value, decimals)


@register.filter
def bilingual(thing: Any, name: str = "name") -> str:
    """``{{ region|bilingual }}``, ``{{ unit|bilingual:"title" }}``."""
    return formats.bilingual(thing, name)


@register.simple_tag(takes_context=True)
def query_with(context: RequestContext, **changes: Any) -> str:
    """``<a href="{% query_with page=2 sort=None %}">``: this address with parameters changed."""
    request = context.get("request")
    return components.query_with(request.GET if request is not None else QueryDict(), **changes)


@register.simple_tag(takes_context=True)
def main_navigation(context: RequestContext) -> list[ShownItem]:
    request = context.get("request")
    return navigation.shown(request) if request is not None else []


@register.simple_tag
def url_or_none(name: str, *args: Any) -> str:
    """The address of a page that may not be installed; empty when it is not."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.simple_tag
def link(url: str, text: Any) -> SafeString:
    """``{% link url text %}``: a link when the reader may open the address, else the words alone."""
    return components.Link(str(text), str(url or "")).html({})


@register.filter(name="leads")
def leads_filter(url: str) -> str:
    """``{% if url|leads %}<a …>``: the address when the reader may open it, else empty."""
    return leads(str(url or ""))


@register.simple_tag(takes_context=True)
def place_of(context: RequestContext) -> str:
    """Where the signed-in user works: the territory of the widest post; empty for the public."""
    actor = getattr(context.get("request"), "actor", None)
    if actor is None or not getattr(actor, "posts", None):
        return ""
    home = next((p for p in actor.posts if p.territory_id == actor.home), actor.posts[0])
    return formats.bilingual(home.territory)


@register.filter
def as_input(bound: BoundField) -> SafeString:
    return field_html(bound)


@register.filter
def input_kind(bound: BoundField) -> str:
    return field_kind(bound)

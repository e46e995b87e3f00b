"""Which links a page shows: those that the reader may open.

One rule for every component: an address of this site whose page asks for an action (``view.action``) the reader's posts
do not have, or that the page's own judgement (``view.opens``) refuses, is shown as words. What one record's row says
(a 404 inside an allowed action) only its own page can tell.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve


class Reader(Protocol):
    """Who reads: an actor of ``frame.people``."""

    def may(self, action: str) -> bool: ...


#: ``judge(reader, action, kwargs)``: whether a page opens to a reader who has its action; kwargs are of its address.
Judge = Callable[[Any, str, Mapping[str, Any]], bool]

_reader: ContextVar[Reader | None] = ContextVar("zhiheng_reader", default=None)


class ReaderMiddleware:
    """While a request is answered, links are those that its actor may open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        signed_in = getattr(getattr(request, "user", None), "is_authenticated", False)
        token = _reader.set(getattr(request, "actor", None) if signed_in else None)
        try:
            return self.get_response(request)
        finally:
            _reader.reset(token)


@functools.lru_cache(maxsize=8192)
def _page_at(path: str) -> tuple[str, Judge | None, Mapping[str, Any]] | None:
    """The action, the judgement and the parts of a path; None where no page of this site is."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    return getattr(found.func, "action", ""), getattr(found.func, "opens", None), found.kwargs


def may_open(reader: Reader, address: str) -> bool:
    """Whether ``reader`` may open the page at an address of this site; False where there is none."""
    page = _page_at(urlsplit(address).path)
    if page is None:
        return False
    action, judge, kwargs = page
    if not action:
        return True
    return reader.may(action) and (judge is None or judge(reader, action, kwargs))


def leads(url: str) -> str:
    """``url`` when whoever reads this page may open it, else empty. Other sites, anchors, queries of the page itself,
    and pages made outside of a request, are left as they are."""
    reader = _reader.get()
    if reader is None or not url.startswith("/") or url.startswith("//") or may_open(reader, url):
        return url
    # What is no page (a file of the site) is not judged here.
    return url if _page_at(urlsplit(url).path) is None else ""

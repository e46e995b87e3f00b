"""What every staff page is: an address, an action it needs, and a scope it gets.

    @page("register.view")
    def records(request: StaffRequest, scope: Scope, key: str) -> HttpResponse: ...

The action is kept on the view, so that a test can hold every address against every role.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern

from zhiheng.faces.shell.links import Judge
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.scope import Scope

P = ParamSpec("P")


class StaffRequest(HttpRequest):
    """A request with its actor, as the middleware leaves it."""

    actor: Actor


def page(
    action: str,
) -> Callable[
    [Callable[Concatenate[StaffRequest, Scope, P], HttpResponseBase]],
    Callable[Concatenate[StaffRequest, P], HttpResponseBase],
]:
    """A page for those who may do ``action`` somewhere; others get 403, the anonymous the log-in page."""

    def wrap(
        view: Callable[Concatenate[StaffRequest, Scope, P], HttpResponseBase],
    ) -> Callable[Concatenate[StaffRequest, P], HttpResponseBase]:
        @functools.wraps(view)
        def inner(request: StaffRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            return view(request, request.actor.need(action), *args, **kwargs)

        inner.action = action  # type: ignore[attr-defined]
        return inner

    return wrap


def judged(judge: Judge, *patterns: URLPattern) -> list[URLPattern]:
    """Addresses whose pages open only to those of whom ``judge`` says so, beyond the action: links are shown so."""
    for each in patterns:
        each.callback.opens = judge  # type: ignore[attr-defined]
    return list(patterns)


MOST = 2**31 - 1


def number_of(text: str) -> int | None:
    """The whole number that an address says, from 0; None for what is none, or larger than any key or page."""
    number = int(text) if text.isdecimal() and len(text) <= len(str(MOST)) else MOST + 1
    return number if number <= MOST else None


def english(request: HttpRequest) -> bool:
    return str(getattr(request, "LANGUAGE_CODE", "")).startswith("en")


def download(data: bytes, filename: str, media: str) -> HttpResponse:
    """A file to keep; its Chinese name travels as RFC 5987 says."""
    from urllib.parse import quote

    response = HttpResponse(data, content_type=media)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    return response


def problems(error: Exception) -> list[str]:
    """The sentences of an error that is written for users."""
    messages: Any = getattr(error, "messages", None)
    return [str(m) for m in messages] if messages else [str(error)]

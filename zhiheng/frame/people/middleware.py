"""Every request has an actor, and no query of a scoped model runs unscoped while it is answered."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.scope import guard


class ScopeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user if request.user.is_authenticated else None
        language = getattr(request, "LANGUAGE_CODE", "zh-hans")
        request.actor = Actor(user=user, language=language)  # type: ignore[attr-defined]
        with guard():
            response = self.get_response(request)
            # Streams are produced after this returns; they carry querysets narrowed beforehand.
            return response

"""The project's addresses and one bare view beside them, behind the same middleware."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from zhiheng.urls import urlpatterns as project


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("1")


urlpatterns = [path("bare", bare), *project]

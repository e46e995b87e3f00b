"""The staff pages. Each area keeps its own addresses in ``areas/<name>/urls.py``."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver

app_name = "desk"
AREAS = ("home", "programmes", "indicators", "registers", "assessment", "reports", "system")

urlpatterns: list[URLPattern | URLResolver] = []
for area in AREAS:
    if find_spec(f"zhiheng.faces.desk.areas.{area}"):
        urlpatterns += import_module(f"zhiheng.faces.desk.areas.{area}.urls").urlpatterns

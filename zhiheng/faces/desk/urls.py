"""The staff pages. Each area keeps its own addresses in ``areas/<name>/urls.py``."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver

app_name = "desk"
# What has an address below /programmes comes before the programmes themselves, whose key would take it.
AREAS = (
    "home",
    "comparing",
    "cascade",
    "tasks",
    "meetings",
    "drafts",
    "programmes",
    "indicators",
    "registers",
    "draws",
    "surveys",
    "enterprises",
    "assessment",
    "reports",
    "system",
)

urlpatterns: list[URLPattern | URLResolver] = []
for area in AREAS:
    room = f"zhiheng.faces.desk.areas.{area}"
    if find_spec(room) and find_spec(f"{room}.urls"):
        urlpatterns += import_module(f"{room}.urls").urlpatterns

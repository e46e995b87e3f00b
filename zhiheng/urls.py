"""One address tree; each face brings its own branch."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []
for label, prefix in (("shell", ""), ("portal", ""), ("desk", ""), ("api", "api/")):
    if apps.is_installed(f"zhiheng.faces.{label}"):
        urlpatterns.append(path(prefix, include(import_module(f"zhiheng.faces.{label}.urls"))))

handler400 = "zhiheng.faces.shell.errors.bad_request"
handler403 = "zhiheng.faces.shell.errors.permission_denied"
handler404 = "zhiheng.faces.shell.errors.page_not_found"
handler500 = "zhiheng.faces.shell.errors.server_error"

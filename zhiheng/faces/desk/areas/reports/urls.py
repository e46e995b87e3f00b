"""Addresses of reports and releases."""

from __future__ import annotations

from django.urls import path

from zhiheng.faces.desk.areas.reports import listing, releases, reports

urlpatterns = [
    path("reports", listing.reports, name="reports"),
    path("reports/new", listing.report_new, name="report_new"),
    path("reports/<int:pk>", reports.report, name="report"),
    path("reports/<int:pk>/opinion", reports.report_opinion, name="report_opinion"),
    path("reports/<int:pk>/move", reports.report_move, name="report_move"),
    path("reports/<int:pk>/file.<str:fmt>", reports.report_file, name="report_file"),
    path("releases", releases.releases, name="releases"),
    path("releases/new", releases.release_new, name="release_new"),
    path("releases/<int:pk>", releases.release, name="release"),
    path("releases/<int:pk>/move", releases.release_move, name="release_move"),
]

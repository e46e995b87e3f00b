"""Addresses of the assessment pages."""

from __future__ import annotations

from django.urls import path

from zhiheng.faces.desk.areas.assessment import entering, rounds, sheets

urlpatterns = [
    path("assessment", rounds.rounds, name="rounds"),
    path("assessment/new", rounds.round_new, name="round_new"),
    path("assessment/schemes/<slug:key>", sheets.scheme_page, name="scheme"),
    path("assessment/<int:pk>", rounds.round_page, name="round"),
    path("assessment/<int:pk>/run", rounds.round_run, name="round_run"),
    path("assessment/<int:pk>/approve", rounds.round_approve, name="round_approve"),
    path("assessment/<int:pk>/reopen", entering.reopen, name="round_reopen"),
    path("assessment/<int:pk>/ranking.xlsx", rounds.round_export, name="round_export"),
    path("assessment/<int:pk>/veto", entering.veto, name="round_veto"),
    path("assessment/<int:pk>/veto/<int:veto>/revoke", entering.unveto, name="round_unveto"),
    path("assessment/<int:pk>/<str:region>", sheets.sheet, name="sheet"),
    path("assessment/<int:pk>/<str:region>/sheet.xlsx", sheets.sheet_export, name="sheet_export"),
    path("assessment/<int:pk>/<str:region>/entry/<slug:field>", entering.entry, name="round_entry"),
]

"""Addresses of random draws."""

from __future__ import annotations

from django.urls import path

from zhiheng.faces.desk.areas.draws import exporting, views, views_making

urlpatterns = [
    path("draws", views.listing, name="draws"),
    path("draws/new/<slug:key>", views_making.new, name="draw_new"),
    path("draws/<int:pk>", views.detail, name="draw"),
    path("draws/<int:pk>/lines/<int:line>/excuse", views_making.excuse, name="draw_excuse"),
    path("draws/<int:pk>/export.<str:fmt>", exporting.export, name="draw_export"),
    path("draws/<int:pk>/frame.csv", exporting.frame, name="draw_frame"),
]

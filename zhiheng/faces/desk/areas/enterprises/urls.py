"""Addresses of the archive of enterprises."""

from __future__ import annotations

from django.urls import path

from zhiheng.faces.desk.areas.enterprises import listing, views, views_merging, views_names

urlpatterns = [
    path("enterprises", listing.listing, name="enterprises"),
    path("enterprises/match", views_names.match, name="enterprise_match"),
    path("enterprises/names", views_names.names, name="enterprise_names"),
    path("enterprises/names/<slug:key>", views_names.accept, name="enterprise_accept"),
    path("enterprises/duplicates", views_merging.duplicates, name="enterprise_duplicates"),
    path("enterprises/mergers/<int:pk>/undo", views_merging.unmerge, name="enterprise_unmerge"),
    path("enterprises/<str:code>", views.archive, name="enterprise"),
    path("enterprises/<str:code>/merge", views_merging.merge, name="enterprise_merge"),
    path("enterprises/<str:code>/file.<str:fmt>", views.file, name="enterprise_file"),
    path("enterprises/<str:code>/registers/<slug:key>", views.section, name="enterprise_section"),
]

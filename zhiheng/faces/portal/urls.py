"""What anybody may open: the list of releases, a release, its data; the questions that registers answer."""

from __future__ import annotations

from django.urls import path

from zhiheng.faces.portal import looking, views

app_name = "portal"
urlpatterns = [
    path("", views.root, name="root"),
    path("robots.txt", looking.robots, name="robots"),
    path("ask/<slug:key>", looking.ask, name="ask"),
    path("open", views.home, name="home"),
    path("open/<slug:number>", views.release, name="release"),
    path("open/<slug:number>/data.csv", views.data_csv, name="data_csv"),
    path("open/<slug:number>/data.json", views.data_json, name="data_json"),
]

"""Addresses of what a survey found."""

from __future__ import annotations

from django.urls import path

from zhiheng.faces.desk.areas.surveys import views, views_owners

urlpatterns = [
    path("surveys/owners", views_owners.scores, name="owner_scores"),
    path("surveys/<int:pk>", views.survey, name="survey"),
    path("surveys/<int:pk>/answers", views.answers, name="survey_answers"),
    path("surveys/<int:pk>/erase", views.erase, name="survey_erase"),
    path("surveys/<int:pk>/keep", views.keep, name="survey_keep"),
]

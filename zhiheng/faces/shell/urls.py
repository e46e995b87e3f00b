"""Addresses that belong to no face in particular. Names carry no namespace."""

from __future__ import annotations

from django.contrib.auth import views as auth
from django.templatetags.static import static
from django.urls import path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from zhiheng.faces.shell import views

urlpatterns = [
    path("login", views.Login.as_view(), name="login"),
    path("logout", auth.LogoutView.as_view(), name="logout"),
    path("password", views.ChangePassword.as_view(), name="password_change"),
    path("language", set_language, name="set_language"),
    path("favicon.ico", RedirectView.as_view(url=static("zhiheng/favicon.svg"))),
    path("styleguide", views.styleguide, name="styleguide"),
]

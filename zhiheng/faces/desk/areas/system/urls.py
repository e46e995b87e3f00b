"""Addresses of trail, evidence, accounts, rules and lifecycles."""

from __future__ import annotations

from django.urls import path

from zhiheng.faces.desk.areas.system import accounts, rules, trail

urlpatterns = [
    path("trail", trail.trail, name="trail"),
    path("trail/verify", trail.trail_verify, name="trail_verify"),
    path("evidence/<int:pk>", trail.evidence, name="evidence"),
    path("accounts", accounts.accounts, name="accounts"),
    path("accounts/new", accounts.account_new, name="account_new"),
    path("accounts/<int:pk>", accounts.account, name="account"),
    path("accounts/<int:pk>/posts", accounts.post_new, name="post_new"),
    path("accounts/<int:pk>/posts/<int:post>/end", accounts.post_end, name="post_end"),
    path("accounts/<int:pk>/password", accounts.account_password, name="account_password"),
    path("roles", accounts.role_list, name="roles"),
    path("me", accounts.me, name="me"),
    path("rules", rules.rules, name="rules"),
    path("lifecycles", rules.lifecycle_list, name="lifecycles"),
    path("lifecycles/<slug:key>.mmd", rules.lifecycle_diagram, name="lifecycle_diagram"),
]

"""Log-in, password and the styleguide."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _

from zhiheng.faces.shell.components import Form
from zhiheng.faces.shell.styleguide import sections


class Login(auth.LoginView):
    """The log-in page; who is signed in already goes on to the desk."""

    template_name = "shell/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "login_form": Form(context["form"], submit=_("登录"), columns=1, id="login-form")}


class ChangePassword(auth.PasswordChangeView):
    template_name = "shell/password.html"

    def get_success_url(self) -> str:
        messages.success(self.request, _("密码已修改。"))
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "password_form": Form(context["form"], submit=_("修改密码"), columns=1)}


def styleguide(request: HttpRequest) -> HttpResponseBase:
    """Every component in every state. For those who build and check pages: in debug mode or for staff."""
    user = getattr(request, "user", None)
    if not (settings.DEBUG or getattr(user, "is_staff", False)):
        raise Http404(_("样式页只在调试模式下或对管理人员开放。"))
    response: HttpResponse = render(request, "shell/styleguide.html", {"sections": sections(request)})
    return response

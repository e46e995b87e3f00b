"""Error answers: what, where, how to mend it, in the reader's language.

The root address file names these as ``handler400`` … ``handler500``; the settings name
:func:`csrf_failure` (``CSRF_FAILURE_VIEW``) and :func:`locked_out` (``AXES_LOCKOUT_CALLABLE``). Whoever asks for JSON gets
JSON, htmx gets one plain sentence that the page announces, everyone else a page.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import gettext as _

from zhiheng.faces.shell.sentences import told

log = logging.getLogger(__name__)


def _answer(
    request: HttpRequest, status: int, what: str, mend: str, *, reference: str = "", retry_after: int = 0
) -> HttpResponse:
    response: HttpResponse
    accepts = request.headers.get("Accept", "")
    if "application/json" in accepts and "text/html" not in accepts:
        response = JsonResponse(
            {
                "status": status,
                "what": what,
                "where": request.path,
                "mend": mend,
                **({"reference": reference} if reference else {}),
            },
            status=status,
            json_dumps_params={"ensure_ascii": False},
        )
    elif request.headers.get("HX-Request"):
        response = HttpResponse(f"{what} {mend}", status=status, content_type="text/plain; charset=utf-8")
    else:
        response = HttpResponse(_page(request, status, what, mend, reference), status=status)
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response


def _page(request: HttpRequest, status: int, what: str, mend: str, reference: str) -> str:
    context: dict[str, Any] = {
        "status": status,
        "what": what,
        "where": request.path,
        "mend": mend,
        "reference": reference,
    }
    signed_in = status < 500 and getattr(getattr(request, "user", None), "is_authenticated", False)
    context["known"] = signed_in
    context["parent"] = "shell/base.html" if signed_in else "shell/public_base.html"
    try:
        # After a crash the database may be gone: that page asks neither user nor navigation.
        return render_to_string("shell/error.html", context, request=None if status >= 500 else request)
    except Exception:
        log.exception("the error page itself failed")
        return f"<!doctype html><html lang=zh-CN><meta charset=utf-8><title>{status}</title><h1>{escape(what)}</h1><p>{escape(mend)}</p>"


def _said(exception: BaseException | None) -> str:
    """The sentence a view gave with the exception, if it was meant for people."""
    words = str(exception.args[0]) if exception is not None and exception.args else ""
    return str(told(words)) if words and not words.isascii() else ""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    what = _said(exception) or _("请求不合规范，服务器没有受理。")
    return _answer(request, 400, what, _("请检查地址和填写的内容；如果是从旧书签进入，请从导航重新进入。"))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    what = _said(exception) or _("您没有查看或办理此页内容的权限。")
    return _answer(
        request, 403, what, _("权限由岗位、管辖区划和领域决定。如确需办理，请联系本单位安全管理员调整岗位。")
    )


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    what = (_said(exception) if isinstance(exception, Http404) else "") or _("没有找到这个页面或这条记录。")
    return _answer(
        request, 404, what, _("请核对地址；记录也可能不在您的管辖范围内，或已撤销。可从导航或搜索重新查找。")
    )


class MethodMiddleware:
    """A method that a page does not take is told like every other error; what has its own words keeps them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 405 or not isinstance(response, HttpResponse) or response.content:
            return response
        told = _answer(
            request,
            405,
            _("这个地址不能这样打开，什么都没有改动。"),
            _("请回到上一页，用页面上的按钮或链接办理。"),
        )
        told["Allow"] = response.get("Allow", "")
        return told


def server_error(request: HttpRequest) -> HttpResponse:
    reference = uuid.uuid4().hex[:8]
    log.error("server error %s at %s", reference, request.path)
    return _answer(
        request,
        500,
        _("服务器处理时出错，您的操作没有保存。"),
        _("请稍后重试；如仍出错，请把下面的编号和时间告诉系统管理员。"),
        reference=reference,
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.warning("request without a valid form token at %s: %s", request.path, reason)
    return _answer(
        request,
        403,
        _("页面停留过久或在别处重新登录过，表单已失效。"),
        _("请返回上一页，刷新后再提交；填写的内容请先复制保存。"),
    )


def too_many(request: HttpRequest, seconds: int = 60) -> HttpResponse:
    """429 for rate limits; ``seconds`` until it is worth another try."""
    return _answer(
        request,
        429,
        _("操作过于频繁，已暂停受理。"),
        _("请在 %(seconds)s 秒后重试。") % {"seconds": seconds},
        retry_after=seconds,
    )


def locked_out(request: HttpRequest, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
    """After too many wrong passwords."""
    from django.conf import settings

    hours = settings.AXES_COOLOFF_TIME
    minutes = round(hours * 60) if isinstance(hours, int | float) else 15
    return _answer(
        request,
        429,
        _("口令错误次数过多，此账号从本机登录已暂停。"),
        _("请在 %(minutes)s 分钟后再试；忘记口令请联系安全管理员重置。") % {"minutes": minutes},
        retry_after=minutes * 60,
    )

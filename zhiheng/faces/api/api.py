"""The programming interface: the same questions as the pages, the same scope, as JSON (OpenAPI 3.1 at /api/docs)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import SessionAuth

from zhiheng.faces.api import collecting, indicators, open_data, programmes, records, tasks
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.registers.declare import RegisterError
from zhiheng.kernels.measures import MeasureError, MeasureTimeout

api = NinjaAPI(
    title="质衡 Zhiheng",
    version="1",
    description="从政策条款到台账记录：指标、方案、台账、公开数据。会话登录后按岗位的管辖范围返回数据。",
    auth=SessionAuth(csrf=True),
    urls_namespace="api",
)
api.add_router("/indicators", indicators.router, tags=["指标"])
api.add_router("/programmes", programmes.router, tags=["方案"])
api.add_router("/tasks", tasks.router, tags=["任务"])
api.add_router("/registers", records.router, tags=["台账"])
api.add_router("/collect", collecting.router, tags=["采集"])
api.add_router("/open", open_data.router, tags=["公开"], auth=None)


def _fault(request: HttpRequest, status: int, what: Any) -> HttpResponse:
    return api.create_response(request, {"detail": what}, status=status)


@api.exception_handler(PermissionDenied)
def _denied(request: HttpRequest, error: Exception) -> HttpResponse:
    return _fault(request, 403, str(error) or "没有权限。")


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Exception) -> HttpResponse:
    return _fault(request, 404, str(error) or "没有这个地址。")


@api.exception_handler(DataError)
def _unstorable(request: HttpRequest, error: Exception) -> HttpResponse:
    """PostgreSQL refuses NUL in text and numbers beyond a column's range; SQLite looks for them and finds nothing."""
    return _fault(request, 422, "请求里有数据库不能接受的字符或过大的数。请检查参数。")


@api.exception_handler(MeasureTimeout)
def _late(request: HttpRequest, error: Exception) -> HttpResponse:
    return _fault(request, 504, str(error))


@api.exception_handler(MeasureError)
@api.exception_handler(RegisterError)
@api.exception_handler(LifecycleError)
def _mistaken(request: HttpRequest, error: Exception) -> HttpResponse:
    return _fault(request, 422, str(error))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: Exception) -> HttpResponse:
    assert isinstance(error, ValidationError)
    return _fault(request, 422, error.message_dict if hasattr(error, "error_dict") else error.messages)

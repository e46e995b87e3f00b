"""Rows that devices send with a token of their own, into registers that say so."""

from __future__ import annotations

import time
from typing import Any

from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import HttpBearer

from zhiheng.faces.api.indicators import FAULTS, Fault
from zhiheng.frame.registers import collecting
from zhiheng.frame.registers.models import CollectorToken

router = Router()
POSTS = 60  # of one token in a window
WINDOW = 600  # seconds


class CollectorAuth(HttpBearer):
    """``Authorization: Bearer zhc_…``: a token that the enterprise issued for one device and one register."""

    def authenticate(self, request: HttpRequest, token: str) -> CollectorToken | None:
        return collecting.token_of(token)


class RowsIn(Schema):
    """``rows``: declared columns by name, at most 1000. Enterprise, credit code and place are the token's own where they
    are left out; a row that names others is refused."""

    rows: list[dict[str, Any]]


class RefusedOut(Schema):
    """``row``: the place in what was sent, from 0."""

    row: int
    column: str
    message: str


class TakenOut(Schema):
    """``same``: rows that stand already with these values. ``session``: the number of the import, null where nothing was
    written."""

    received: int
    added: int
    changed: int
    same: int
    refused: list[RefusedOut]
    session: int | None


def _allowed(token: CollectorToken) -> bool:
    """Count this post; whether it may be answered."""
    window = int(time.time()) // WINDOW
    counters, key = caches["limits"], f"collector:{token.pk}:{window}"
    counters.add(key, 0, WINDOW)
    try:
        return counters.incr(key) <= POSTS
    except ValueError:  # the window ended between the two lines
        return True


@router.post(
    "/{key}/rows",
    response={200: TakenOut, 429: Fault, **FAULTS},
    auth=CollectorAuth(),
    summary="采集设备上报",
    description=(
        "采集设备凭令牌上报读数。同一自然键的行再报一次不会重复：值相同的不动，不同的更正并留痕。"
        "有错的行逐行说明，其余照收；没有采到的时段不要报零，不报即可。每个令牌 10 分钟内最多 60 次，一次最多 1000 行。"
    ),
)
def add_rows(request: HttpRequest, key: str, given: RowsIn) -> Any:
    token: CollectorToken = request.auth  # type: ignore[attr-defined]
    if token.register != key:
        raise PermissionDenied(f"该令牌只能上报台账 {token.register}。")
    if not _allowed(token):
        return 429, {"detail": f"上报过于频繁：每个令牌 {WINDOW // 60} 分钟内最多 {POSTS} 次。请稍后再报。"}
    return collecting.take(token, given.rows)

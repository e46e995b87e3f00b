"""How often one address may ask: counters that all processes of the server share."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

MOST = 30  # questions of one address in a window
WINDOW = 600  # seconds


def address_of(request: HttpRequest) -> str:
    """Whose question it is. Behind our own proxy the last address of X-Forwarded-For is the one that it added."""
    if settings.BEHIND_PROXY and (told := request.headers.get("X-Forwarded-For", "")):
        return told.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def seconds_to_wait(request: HttpRequest, what: str) -> int:
    """Count this question; 0 when it may be answered, else the seconds until the window ends."""
    window, into = divmod(int(time.time()), WINDOW)
    counters = caches["limits"]
    key = f"{what}:{address_of(request)}:{window}"
    counters.add(key, 0, WINDOW)
    try:
        asked = counters.incr(key)
    except ValueError:  # the window ended between the two lines
        return 0
    return WINDOW - into if asked > MOST else 0

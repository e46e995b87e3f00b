"""An object in hand goes back with the database when what was to change it is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models


@contextmanager
def as_it_was(obj: models.Model) -> Iterator[None]:
    """Whatever is raised inside, the object's fields (and the related objects it holds) are as they were before.

    The page that shows the refusal then shows what stands, and not what was asked for.
    """
    held, related = dict(vars(obj)), dict(getattr(getattr(obj, "_state", None), "fields_cache", {}))
    try:
        yield
    except BaseException:
        vars(obj).clear()
        vars(obj).update(held)
        if "_state" in held:
            obj._state.fields_cache = related
        raise

"""Numbers as the services' registers keep them: never negative, with the places of their unit."""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models


def quantity(
    label: str, *, places: int = 2, digits: int = 14, required: bool = False
) -> models.DecimalField[Any, Any]:
    """A measured or counted amount; the unit stands in the label. Empty is not known, unless ``required``."""
    return models.DecimalField(
        label,
        max_digits=digits,
        decimal_places=places,
        null=not required,
        blank=not required,
        validators=[MinValueValidator(0)],
    )

"""The level of government that grants a title, an award or a demonstration."""

from __future__ import annotations

from django.db import models


class Rank(models.TextChoices):
    NATIONAL = "national", "国家级"
    PROVINCIAL = "provincial", "省级"
    PREFECTURE = "prefecture", "市级"
    COUNTY = "county", "县级"

"""Kinds and sizes of works."""

from __future__ import annotations

from django.db import models


class WorksKind(models.TextChoices):
    HOUSING = "housing", "房屋建筑"
    MUNICIPAL = "municipal", "市政基础设施"
    ROAD = "road", "公路"
    WATER = "water", "水利"
    OTHER = "other", "其他"


class WorksSize(models.TextChoices):
    LARGE = "large", "大型"
    MEDIUM = "medium", "中型"
    SMALL = "small", "小型"

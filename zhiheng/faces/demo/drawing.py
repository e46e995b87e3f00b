"""Draws of the generated years: firms whose declared standards are checked, inspections at random, a survey's sample."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone

from zhiheng.frame.draws import service
from zhiheng.frame.draws.declare import declarations
from zhiheng.frame.draws.framing import Asked
from zhiheng.frame.draws.models import Draw
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.regions.models import Region
from zhiheng.kernels.drawing import DrawError

#: Kind, purpose, day, and how many of the first list instead of the declared number.
DRAWN: tuple[tuple[str, str, dt.date, dict[str, float]], ...] = (
    ("declared_standards", "标准自我声明公开抽查(演示)", dt.date(2015, 4, 20), {"subjects": 20.0}),
    ("double_random", "双随机抽查(演示)", dt.date(2015, 5, 18), {}),
    ("food_double_random", "食品经营主体双随机检查(演示)", dt.date(2015, 6, 8), {}),
    ("survey_sample", "企业满意度调查抽样(演示)", dt.date(2015, 9, 1), {"respondents": 60.0}),
)


def draw(actor: Actor, region: str) -> int:
    """Make what has not been drawn yet; how many were."""
    place, made = Region.objects.get(code=region), 0
    known = set(Draw.objects.everywhere("demonstration").filter(region=place).values_list("kind", flat=True))
    for kind, purpose, day, amounts in DRAWN:
        if kind not in known:
            made += _draw(actor, kind, Asked(place, day, amounts=amounts), purpose)
    return made


def _draw(actor: Actor, kind: str, asked: Asked, purpose: str) -> int:
    at = timezone.make_aware(dt.datetime.combine(asked.on, dt.time(9, 30)))
    try:
        service.make(actor, declarations()[kind], asked, purpose=purpose, at=at)
    except (DrawError, ValidationError):
        return 0  # this place has nobody to draw
    return 1

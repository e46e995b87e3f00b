"""Parks (开发区、工业园区、高新区) as territories of their own below a county or a city.

A park below a county has nine digits that begin with the county's, so that whoever sees the county sees it, and its
rows count in the county once. The statistics number such units 400–599; a park that has no code of theirs gets one
from 900 on, which their lists never use. A park right below a city that has counties is a zone with the digits 71–79
in the county's place, as the statistics number them.
"""

from __future__ import annotations

import datetime as dt

from zhiheng.frame.regions.models import OWN, ZONE, Level, Region, territory_prefix
from zhiheng.frame.regions.naming import short_name

UNIT_LIKE = "类似乡级单位"  # what the list calls units numbered from 400 on
FIRST_OWN, LAST_OWN = 900, 999
ZONES = range(79, 70, -1)  # the highest first: lists give out the lowest first


class ParkError(ValueError):
    """A park that cannot be placed; the message is for users, in Chinese."""


def place(parent: Region, name: str, code: str = "") -> Region:
    """The territory of a park below ``parent``: the one the list has by ``code`` or name, else a new one.

    Not saved when new (``Region._state.adding``). Raises ParkError.
    """
    if parent.level not in {Level.COUNTY, Level.PREFECTURE}:
        raise ParkError(
            f"“{parent.name}”是{parent.get_level_display()}，园区要挂在所在的县(市、区)或市(州)下。"
        )
    known = _known(parent, name, code)
    if known is not None:
        if not _may_be_park(known):
            raise ParkError(
                f"区划代码 {known.code} 已是“{known.name}”({known.kind or known.get_level_display()})，不是园区。请核对代码。"
            )
        if known.level != Level.COUNTY:
            known.level = Level.PARK
        return known
    code = code or _free(parent)
    zone = len(code) == 6
    if not fits(parent.code, code):
        raise ParkError(
            f"园区代码 {code} 不在“{parent.name}”({parent.code})之内。县区的园区代码为九位，"
            f"前六位是县区代码；市(州)直属园区为六位，末两位 71—79。没有代码的请留空。"
        )
    return Region(
        code=code,
        name=name,
        short_name=short_name(name),
        level=Level.COUNTY if zone else Level.PARK,
        parent=parent,
        province=parent.province,
        prefecture=parent.prefecture or parent.code,
        county=code if zone else parent.county,
        kind=ZONE,
        source=OWN,
    )


def fits(parent: str, code: str) -> bool:
    """Whether a park's code lies below its county or city.

    >>> fits("620702", "620702402"), fits("620702", "620721402"), fits("620700", "620771"), fits("441900", "441900900")
    (True, False, True, True)
    """
    if not code.isascii() or not code.isdigit():
        return False
    if len(code) == 9:
        return code[:6] == parent and int(code[6:]) >= 400
    return len(code) == 6 and parent.endswith("00") and code[:4] == parent[:4] and int(code[4:]) in ZONES


def date(park: Region, valid_from: dt.date | None, valid_to: dt.date | None) -> None:
    """From and until when the park stands; once it has ended its parent carries on."""
    park.valid_from, park.valid_to = valid_from, valid_to
    ended = valid_to is not None and valid_to < dt.date.today()
    park.successor_id = park.parent_id if ended else None


def retire(park: Region, on: dt.date) -> None:
    """No park after all: the list's territory is what the list says, one of our own is closed."""
    if park.source == OWN:
        date(park, park.valid_from, min(on, park.valid_to or on))
        return
    park.level = Level.TOWNSHIP if len(park.code) > 6 else Level.COUNTY
    date(park, None, None)


def _known(parent: Region, name: str, code: str) -> Region | None:
    if code:
        return Region.objects.filter(code=code).first()
    named = Region.objects.filter(parent=parent, name=name).order_by("code")
    return next((r for r in named if _may_be_park(r)), None)


def _may_be_park(region: Region) -> bool:
    return (
        region.level == Level.PARK
        or region.kind == ZONE
        or (region.level == Level.TOWNSHIP and region.kind == UNIT_LIKE)
    )


def _free(parent: Region) -> str:
    counties = Region.objects.filter(parent=parent, level=Level.COUNTY).exists()
    if parent.level == Level.PREFECTURE and counties:
        wanted = [f"{territory_prefix(parent.code)}{n}" for n in ZONES]
    else:
        wanted = [f"{parent.code}{n}" for n in range(FIRST_OWN, LAST_OWN + 1)]
    taken = set(Region.objects.filter(code__in=wanted).values_list("code", flat=True))
    free = next((code for code in wanted if code not in taken), "")
    if not free:
        raise ParkError(f"“{parent.name}”的园区代码已用完({wanted[0]} 等)。请填写统计用区划代码。")
    return free

"""An enterprise's name taken apart: place in front, trade name, brackets, legal form, branch behind."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

_IGNORED = re.compile(r"[\s·.,,。、;;::“”\"'‘’《》*#_\-—]")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_SQUARE = str.maketrans("[]【】〔〕{}「」", "()()()()()")
# The longest first: 股份有限公司 is not a 有限公司 with 股份 in its name.
_FORMS = (
    "股份合作公司",
    "股份有限责任公司",
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "集团总公司",
    "有限公司",
    "总公司",
    "合伙企业",
    "专业合作社联合社",
    "专业合作社",
    "合作社",
    "公司",
)
_BRANCH = re.compile(r"(?<=公司|作社)(.{1,14}?(?:分公司|分厂|分店|支公司|营业部|办事处|分社|经营部))$")
_GROUP = re.compile(r"集团$")
_NATION = "中国"
# A name that begins with a place says so by one of these, or by the bare name of a province or prefecture.
_PLACE_END = re.compile(
    r"^(?P<place>[\u4e00-\u9fff]{1,8}?(?:特别行政区|自治区|自治州|自治县|自治旗|地区|[省市州盟县区旗镇乡]))"
    r"(?=[\u4e00-\u9fffA-Z0-9(]{2})"
)
_NUMBERS = re.compile(r"\d+|[一二三四五六七八九十百]+(?=[厂店号分矿队场])|第[一二三四五六七八九十]+")
LEAST = 2  # letters that a trade name keeps when a place is taken off it


@dataclass(frozen=True)
class Name:
    """``flat``: half width, no blanks and marks. ``core``: without place, form and brackets. ``form``: 股份 | 有限 |
    公司 … ``places``: the places in front. ``aside``: what stands in brackets, but for 集团 and the like. ``branch``:
    what follows 公司. ``numbers``: figures that tell one works from another."""

    flat: str
    core: str
    form: str
    places: tuple[str, ...]
    aside: frozenset[str]
    branch: str
    numbers: tuple[str, ...]


def flat(text: str) -> str:
    """Half width, one kind of bracket, upper case, without blanks and marks.

    >>> flat("甘肃亚盛实业（集团）股份有限公司\\u3000") == flat("甘肃亚盛实业(集团) 股份有限公司")
    True
    """
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text).translate(_SQUARE)).upper()


_SAID_OF_KIND = frozenset({"集团", "股份", "普通合伙", "有限合伙", "个人独资", "有限责任"})


@functools.lru_cache(maxsize=65_536)
def _taken(text: str, places: frozenset[str]) -> Name:
    whole = flat(text)
    aside = frozenset(part for part in _BRACKETS.findall(whole) if part and part not in _SAID_OF_KIND)
    rest = _BRACKETS.sub("", whole)
    branch = ""
    if found := _BRANCH.search(rest):
        branch, rest = found[1], rest[: found.start(1)]
    form = ""
    for each in _FORMS:
        if rest.endswith(each) and len(rest) - len(each) >= LEAST:
            form, rest = _form(each), rest[: -len(each)]
            break
    rest = _GROUP.sub("", rest) or rest
    rest, front = _without_places(rest, places)
    return Name(whole, rest, form, front, aside, branch, tuple(_NUMBERS.findall(rest + branch)))


def _form(words: str) -> str:
    """The kind of form: 有限责任公司 and 有限公司 are one, 股份有限公司 another."""
    if words.startswith("股份"):
        return "股份"
    return "合作社" if words.endswith(("合作社", "联合社")) else "合伙" if words == "合伙企业" else "公司"


def _without_places(rest: str, places: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """Take places off the front, at most three of them, so long as a trade name is left."""
    # The nation is a place as well: 中国农业发展 and 连云港市农业发展 are not one enterprise.
    front: list[str] = []
    if rest.startswith(_NATION) and len(rest) > len(_NATION) + LEAST:
        front, rest = [_NATION], rest[len(_NATION) :]
    for _ in range(3):
        known = next(
            (p for n in range(12, 1, -1) if (p := rest[:n]) in places and len(rest) - n >= LEAST), ""
        )
        if not known and (found := _PLACE_END.match(rest)) and found["place"] in places:
            known = found["place"]
        if not known:
            break
        front.append(_short(known))
        rest = rest[len(known) :]
        if rest[:1] in {"省", "市", "县", "区"} and len(rest) > LEAST:
            rest = rest[1:]
    return rest, tuple(front)


_ENDINGS = re.compile(r"(?:壮族|回族|维吾尔)?(?:特别行政区|自治区|自治州|自治县|地区|[省市州盟县区旗])$")


def _short(place: str) -> str:
    return _ENDINGS.sub("", place) if len(_ENDINGS.sub("", place)) >= 2 else place


def take_apart(text: str, places: Collection[str] = ()) -> Name:
    """The parts of a name. ``places``: names of regions, full and short, that may stand in front.

    >>> name = take_apart("甘肃省张掖市样例面粉有限责任公司", {"甘肃省", "张掖市"})
    >>> name.core, name.form, name.places
    ('样例面粉', '公司', ('甘肃', '张掖'))
    """
    return _taken(text, places if isinstance(places, frozenset) else frozenset(places))

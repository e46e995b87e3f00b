"""Lists of units: cut into names, elided prefixes restored (市教育局、财政局 -> 市教育局, 市财政局)."""

from __future__ import annotations

import re

from .lexicon import Lexicon

_LEVEL = "省市州盟县区旗乡镇"
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,8}?(?:省|市(?!场|容|政|民)|州|盟|县|区(?!域)|旗)")
# 各县, 各市(州), 市: the head of a name that 、 cuts in two (各县、区人民政府)
_HALF = re.compile(rf"(?:各|有关|相关)?[{_LEVEL}](?:\([^()]{{0,8}}\)|〔[^〔〕]{{0,8}}〕)?")
_OTHER_HALF = re.compile(rf"[{_LEVEL}](?:[(〔]|人民政府|政府|党委|管委会|$)")
_MARKED = re.compile(r"\((?:牵头|牵头单位|主办|主责|总牵头)\)$")
# 某管委会(以下均需各县区落实,不再列出): a note, no part of the name
_NOTE = re.compile(r"\((?:以下|下同|均需|均由|含|排名)[^()]*(?:\([^()]*\)[^()]*){0,3}\)$")
_ETC = re.compile(
    r"等(?:[0-9一二三四五六七八九十]{0,3}个?)?(?:有关|相关|省(?=有关|相关|直|级)|市(?=有关|相关|直|级)|县(?=有关|相关|直|级)|区(?=有关|相关|直|级)|州(?=有关|相关|直|级)|直|级|市直|省直|县直|区直|州直|成员|职能|责任|配合|市级|省级|县级|区级|各|行业|主管)*"
    r"(?:部门和单位|部门及单位|部门、单位|部门单位|单位和部门|部门|单位)?$"
)
# 年内持续推进, 6月底前完成: when it is due, between the units
TIMING = re.compile(
    r"^(?:20[0-9]{2}年|[0-9]{1,2}月|年内|年底|上半年|下半年|今年|本年|全年|持续|长期|常年|每年|每季|每月|每半年|即日|立即|分阶段"
    r"|分年度|逐步|贯穿|到20|至20|“?十[一二三四五六七]五|近期|中期|远期|适时|及时|已|正在)"
)
_AND = re.compile(r"以及|及其|及|和|与")
_WHOLE = re.compile(r"各|有关|相关|其他|所属|属地|所在|市直|省直|县直|区直|驻")
_GOVERNMENT = ("政府", "人民政府")
_NOUNS = ("单位", "部门", "企业", "机构", "组织", "个人", "各单位", "社会组织")
_LIST_SIGNS = "、,; 。/"
MAX_NAME = 40


class UnitNames:
    """The names of a list of units; knows which names stand for themselves in this document."""

    def __init__(self, lexicon: Lexicon, region: str | None) -> None:
        lists = lexicon.lists["duties"]
        self.organ, self.elided, self.party = lists["organ_ends"], lists["elided_ends"], lists["party_ends"]
        self.prefixes, self.not_prefix = lists["prefixes"], lists["not_prefix"]
        self.never, self.never_ends = lists["never_prefixed"], lists["never_prefixed_ends"]
        self.region = region.rstrip("省市州县区盟旗") if region else None
        self.standalone: set[str] = set()

    def split(self, units: str) -> list[tuple[str, str]]:
        """(name, the sign in front of it); signs inside brackets do not cut."""
        parts: list[tuple[str, str]] = []
        depth, begin, sign = 0, 0, ""
        for place in range(len(units) + 1):
            char = units[place] if place < len(units) else ";"
            if char in "(〔[“":
                depth += 1
            elif char in ")〕]”":
                depth = max(0, depth - 1)
            if place < len(units) and (depth > 0 or char not in _LIST_SIGNS):
                continue
            part = units[begin:place].strip(" 。;,")
            if part:
                parts.append((part, sign))
            begin, sign = place + 1, "、" if char in "、/" else ","
        out: list[tuple[str, str]] = []
        for part, sign in self._whole_names(parts):
            first = True
            for half in self._halves(part):
                name = _ETC.sub("", _NOTE.sub("", half)).strip(" 由")
                if name and not TIMING.match(name):
                    out.append((name, sign if first else "、"))
                    first = False
        return out

    def _whole_names(self, parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """各县、区人民政府 put together again."""
        out: list[tuple[str, str]] = []
        for part, sign in parts:
            if out and sign == "、" and (_OTHER_HALF.match(part) or part in _GOVERNMENT):
                before, sign_before = out[-1]
                tail = before.rpartition("、")[2]
                if part in _GOVERNMENT or _HALF.fullmatch(tail) or _HALF.fullmatch(before):
                    out[-1] = (f"{before}、{part}", sign_before)
                    continue
            out.append((part, sign))
        return out

    def _halves(self, part: str) -> list[str]:
        """市教育局和市财政局, 市教育局及各县区: cut where both sides are units."""
        out, begin = [], 0
        for match in _AND.finditer(part):
            left, right = part[begin : match.start()], part[match.end() :]
            if part[: match.start()].count("(") > part[: match.start()].count(")"):
                continue
            if len(left) < 2 or right in (*_GOVERNMENT, *_NOUNS) or len(right) < 2:
                continue
            right_whole = _WHOLE.match(right) is not None
            left_etc = _ETC.search(left) is not None and _ETC.sub("", left) != ""
            left_organ = self.is_organ(left) and not left.endswith(("社会", "机会"))
            both = left_organ and self.is_organ(_ETC.sub("", right)) and match.group() not in ("及其",)
            if right_whole or left_etc or both:
                out.append(left)
                begin = match.end()
        out.append(part[begin:])
        return out

    def is_organ(self, name: str) -> bool:
        """Whether a name ends like an organ, or begins like one that is known to stand alone."""
        bare = re.sub(r"[(〔][^()〔〕]{0,20}[)〕]$", "", _ETC.sub("", name))
        return bool(bare) and (self.organ.ending(bare) is not None or self.never.at(bare) is not None)

    def ends_like_organ(self, units: str) -> bool:
        """Whether a list ends in the name of an organ."""
        split = self.split(units)
        return (
            bool(split)
            and len(split[-1][0]) > 1
            and self.organ.ending(split[-1][0].rstrip(")〕")) is not None
        )

    def all_units(self, units: str) -> bool:
        """Whether a list is one of organs, so that prose is not taken."""
        names = [name for name, _ in self.split(units)]
        if not names or max(len(name) for name in names) > MAX_NAME:
            return False
        good = sum(1 for name in names if self.is_organ(name))
        return good * 2 >= len(names)

    def note_standalone(self, units: str) -> None:
        """Names that open a group after a comma without a prefix stand for themselves everywhere."""
        split = self.split(units)
        if not any(sign == "、" for _, sign in split):
            return
        for index, (name, sign) in enumerate(split):
            if index and sign == "," and self.prefix(name) is None:
                self.standalone.add(name)

    def restore(self, units: str) -> tuple[list[str], list[str], set[str]]:
        """(full names, names marked as leading, steps and doubts met on the way)."""
        names: list[str] = []
        leading: list[str] = []
        notes: set[str] = set()
        prefix: str | None = None
        split = self.split(units)
        mixed = any(sign == "、" for _, sign in split)
        for raw, sign in split:
            name = _MARKED.sub("", raw)
            if sign == "," and mixed and name in self.standalone:
                prefix = None
            own = self.prefix(name)
            whole = name
            if own is not None:
                prefix = own
            elif prefix and self._elided(name):
                whole = self._with(prefix, name)
                notes.add("prefix-restored")
                if sign == "," and mixed:
                    notes.add("prefix_guessed")
            elif not self.is_organ(name):
                notes.add("unit_unknown")
            names.append(whole)
            if name != raw:
                leading.append(whole)
        return names, leading, notes

    def _with(self, prefix: str, name: str) -> str:
        if self.party.ending(name) and not name.endswith("办") and not prefix.endswith("委"):
            return prefix + "委" + name if name.endswith("部") else prefix + name
        base = prefix[:-1] if prefix.endswith("委") and not self.party.ending(name) else prefix
        return base + name

    def prefix(self, name: str) -> str | None:
        """The territory a name itself carries: 市发改委 -> 市, 示例县水务局 -> 示例县, 市委宣传部 -> 市委."""
        if self.never.at(name) or self.not_prefix.at(name):
            return None
        word = self.prefixes.at(name)
        if word is not None and len(name) > len(word) + 1:
            party = name.startswith(word + "委") and len(name) > len(word) + 2 and name[len(word) + 1] != "员"
            return word + "委" if party else word
        place = _PLACE.match(name)
        if (
            place is not None
            and len(place.group()) < len(name) - 1
            and self.organ.ending(name[place.end() :])
        ):
            return place.group()
        return None

    def _elided(self, name: str) -> bool:
        if self.never.at(name) is not None or name in self.standalone:
            return False
        if self.region and name.startswith(self.region) and len(self.region) >= 2:
            return False
        if self.never_ends.ending(name) is not None:
            return False
        return self.elided.ending(name) is not None or self.party.ending(name) is not None

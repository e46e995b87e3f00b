"""Assignments of responsibility: bracketed or on a line of their own, elided names restored."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .clauses import Source
from .lexicon import Words
from .model import Duty, Section
from .outline import Line, section_of

_ROLES = ("lead", "support", "responsible")
_SPLIT = re.compile(r"[、,，;; ]")
_GROUP_SIGNS = ",; "
_JOIN = re.compile(r"(?:以及|及|和|与)(?=(?:各|有关|相关|其他|所属|属地|所在))|以及(?=[^、,;]{2,})")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,8}?(?:省|市(?!场|容|政|民)|州|盟|县|区(?!域)|旗)")
_LIMIT = 500


@dataclass(slots=True)
class _Roles:
    """Units by role, in order, once each."""

    units: dict[str, list[str]] = field(default_factory=lambda: {role: [] for role in _ROLES})

    def add(self, role: str, names: list[str]) -> None:
        for name in names:
            if name and name not in self.units[role]:
                self.units[role].append(name)

    @property
    def empty(self) -> bool:
        return not any(self.units.values())


class DutyReader:
    """Reads all duties of one document; `region` is the short name of the governed place, if known."""

    def __init__(self, source: Source, region: str | None) -> None:
        self.source = source
        lists = source.lexicon.lists["duties"]
        self.keys = {role: lists[f"keys.{role}"] for role in _ROLES}
        self.all_keys = Words([word for role in _ROLES for word in self.keys[role]])
        self.ignored = lists["ignored_keys"]
        self.tails = {role: lists[f"tails.{role}"] for role in _ROLES}
        self.all_tails = Words([word for role in _ROLES for word in self.tails[role]])
        self.organ = lists["organ_ends"]
        self.elided = lists["elided_ends"]
        self.party = lists["party_ends"]
        self.prefixes = lists["prefixes"]
        self.never = lists["never_prefixed"]
        self.not_prefix = lists["not_prefix"]
        self.joins = lists["joins"]
        self.first_leads = lists["first_leads"]
        self.region = region.rstrip("省市州县区盟旗") if region else None
        self.first_is_lead = False
        self.standalone: set[str] = set()

    def read(self, sections: list[Section], lines: list[Line]) -> list[Duty]:
        """All duties in order of place."""
        text = self.source.folded
        spans = [
            (opened, closed + 1, opened + 1, closed, "bracket")
            for opened, closed in sorted(self.source.brackets.items())
            if text[opened] in "(〔[【" and closed - opened <= _LIMIT
        ]
        taken = bytearray(len(text) + 1)
        for line in lines:
            spans.extend(self._line_spans(line))
        spans.sort()
        parsed: list[tuple[int, int, str, list[tuple[str, str]]]] = []
        for start, end, inner, stop, form in spans:
            if taken[start]:
                continue
            pieces = self._pieces(inner, stop)
            if pieces:
                parsed.append((start, end, form, pieces))
                taken[start:end] = b"\x01" * (end - start)
        for _, _, _, pieces in parsed:
            self._note_standalone(pieces)
        duties = []
        for start, end, form, pieces in parsed:
            roles = self._roles(pieces)
            if roles.empty:
                continue
            index = section_of(sections, start)
            rule = f"duty.{form}.{pieces[0][0].split('/')[1]}"
            duties.append(
                Duty(
                    section=sections[index].path if index is not None else None,
                    lead=tuple(roles.units["lead"]),
                    support=tuple(roles.units["support"]),
                    responsible=tuple(roles.units["responsible"]),
                    start=start,
                    end=end,
                    quote=self.source.quote(start, end),
                    rule=rule,
                )
            )
        return duties

    def _line_spans(self, line: Line) -> list[tuple[int, int, int, int, str]]:
        """责任单位:… without brackets, at the head of a line or behind a sentence, up to the line's end."""
        text = self.source.folded
        self.source.count(line.end - line.start)
        place = text.find(":", line.start, line.end)
        while place >= 0:
            key = self.all_keys.ending(text, place, line.start)
            begin = place - len(key) if key else place
            if key and not self.source.inside[place] and (begin == line.start or text[begin - 1] in "。; )"):
                end = line.end
                stop = text.find("。", place, line.end)
                end = stop if stop >= 0 else end
                while end > begin and text[end - 1] in "。; ":
                    end -= 1
                return [(begin, end, begin, end, "line")] if 0 < end - begin <= _LIMIT else []
            place = text.find(":", place + 1, line.end)
        return []

    def _pieces(self, start: int, end: int) -> list[tuple[str, str]]:
        """(role/form, text of the units) in order; empty when the stretch assigns nothing."""
        text = self.source.folded
        inner = text[start:end]
        self.source.count(end - start)
        for phrase in self.first_leads:
            if phrase in inner:
                self.first_is_lead = True
                inner = inner.replace(phrase, "")
        inner = inner.replace("下同", "").strip(" ,;。、")
        keyed = self._keyed(inner)
        if keyed:
            return keyed
        return self._tailed(inner)

    def _keyed(self, inner: str) -> list[tuple[str, str]]:
        pieces: list[tuple[str, str]] = []
        place, last = 0, ""
        marks: list[tuple[int, int, str]] = []
        while place < len(inner):
            if place == 0 or inner[place - 1] in ",;。、: " or last:
                key = self.all_keys.at(inner, place)
                other = self.ignored.at(inner, place)
                best = max((key or "", other or ""), key=len)
                after = place + len(best)
                while best and after < len(inner) and inner[after] == " ":
                    after += 1
                if best and inner[after : after + 1] == ":":
                    role = next((role for role in _ROLES if best in self.keys[role]), "")
                    marks.append((place, after + 1, role))
                    place = after + 1
                    continue
            place += 1
        if not marks or marks[0][0] > 2:
            return []
        for index, (_, begin, role) in enumerate(marks):
            stop = marks[index + 1][0] if index + 1 < len(marks) else len(inner)
            if not role:
                continue
            # 责任单位:甲牵头,乙、丙配合: the tails say more than the key
            tailed = self._tailed(inner[begin:stop].strip(" ,;。、"))
            if any(piece.startswith("lead") for piece, _ in tailed):
                pieces.extend(tailed)
            else:
                pieces.append((f"{role}/keyed", self._strip_tail(inner[begin:stop])))
        return pieces

    def _strip_tail(self, units: str) -> str:
        trimmed = units.strip(" ,;。、")
        tail = self.all_tails.ending(trimmed)
        return trimmed[: -len(tail)] if tail and len(tail) > 2 else trimmed

    def _tailed(self, inner: str) -> list[tuple[str, str]]:
        """A牵头,B、C配合 and A、B负责: the sign stands behind the units."""
        pieces: list[tuple[str, str]] = []
        begin = 0
        depth = 0
        for place in range(len(inner) + 1):
            char = inner[place] if place < len(inner) else ";"
            depth += (char in "(〔[") - (char in ")〕]")
            if depth > 0 or char not in ",;。":
                continue
            segment = inner[begin:place].strip(" 由")
            if self.ignored.at(segment):
                begin = place + 1
                continue
            role, tail = self._tail(segment)
            if role:
                units = segment[: len(segment) - len(tail)].strip(" ,、等")
                pieces.extend(self._joined(role, units))
                begin = place + 1
        if not pieces or (
            begin <= len(inner) - 1 and len(inner[begin:].strip()) > 1 and not self._all_units(inner[begin:])
        ):
            return []
        if not all(self._all_units(units) for _, units in pieces):
            return []
        return pieces

    def _tail(self, segment: str) -> tuple[str, str]:
        best = ("", "")
        for role in _ROLES:
            tail = self.tails[role].ending(segment)
            if tail and len(tail) > len(best[1]) and len(tail) < len(segment):
                best = (role, tail)
        return best

    def _joined(self, role: str, units: str) -> list[tuple[str, str]]:
        """A牵头会同B、C负责, A会同B负责: what stands behind 会同 supports."""
        for word in ("牵头会同", "牵头,会同", "会同"):
            if word in units and role != "support":
                first, _, rest = units.partition(word)
                return [("lead/tail", first.strip(" ,、")), ("support/tail", rest.strip(" ,、"))]
        if role == "responsible" and "牵头" in units:
            first, _, rest = units.partition("牵头")
            return [("lead/tail", first.strip(" ,、")), ("support/tail", rest.strip(" ,、"))]
        return [(f"{role}/tail", units)]

    def _all_units(self, units: str) -> bool:
        """Whether at least the first name looks like an organ, so that prose is not taken."""
        names = [name for name, _ in split_units(units)]
        if not names or max(len(name) for name in names) > 40:
            return False
        good = sum(1 for name in names if self._is_organ(name))
        return good * 2 >= len(names)

    def _is_organ(self, name: str) -> bool:
        bare = re.sub(r"[(〔][^()〔〕]{0,20}[)〕]$", "", name)
        return self.organ.ending(bare) is not None or self.never.at(bare) is not None

    def _note_standalone(self, pieces: list[tuple[str, str]]) -> None:
        """Names that open a group after a comma without a prefix stand for themselves everywhere."""
        for _, units in pieces:
            split = split_units(units)
            if not any(sign == "、" for _, sign in split):
                continue
            for index, (name, sign) in enumerate(split):
                if index and sign == "," and self._prefix(name) is None:
                    self.standalone.add(name)

    def _roles(self, pieces: list[tuple[str, str]]) -> _Roles:
        roles = _Roles()
        for piece, units in pieces:
            role = piece.split("/")[0]
            names = self.restore(units)
            if role == "responsible" and self.first_is_lead and len(pieces) == 1 and names:
                roles.add("lead", names[:1])
                roles.add("support", names[1:])
            else:
                roles.add(role, names)
        return roles

    def restore(self, units: str) -> list[str]:
        """The full names of a list: 市经贸委、环保局 -> 市经贸委, 市环保局."""
        names: list[str] = []
        prefix: str | None = None
        split = split_units(units)
        mixed = any(sign == "、" for _, sign in split)
        for name, sign in split:
            if sign in _GROUP_SIGNS and sign and mixed and name in self.standalone:
                prefix = None
            own = self._prefix(name)
            if own is not None:
                prefix = own
                names.append(name)
                continue
            if prefix and self._elided(name, prefix):
                if self.party.ending(name) and not name.endswith("办") and not prefix.endswith("委"):
                    names.append(prefix + "委" + name if name.endswith("部") else prefix + name)
                else:
                    base = prefix[:-1] if prefix.endswith("委") and not self.party.ending(name) else prefix
                    names.append(base + name)
            else:
                names.append(name)
        return names

    def _prefix(self, name: str) -> str | None:
        """The territory a name itself carries: 市发改委 -> 市, 示例县水务局 -> 示例县, 市委宣传部 -> 市委."""
        if self.never.at(name) or self.not_prefix.at(name):
            return None
        word = self.prefixes.at(name)
        if word is not None and len(name) > len(word) + 1:
            return (
                word + "委"
                if name.startswith(word + "委") and len(name) > len(word) + 2 and name[len(word) + 1] != "员"
                else word
            )
        place = _PLACE.match(name)
        if (
            place is not None
            and len(place.group()) < len(name) - 1
            and self.organ.ending(name[place.end() :])
        ):
            return place.group()
        return None

    def _elided(self, name: str, prefix: str) -> bool:
        if self.never.at(name) is not None or name in self.standalone:
            return False
        if self.region and name.startswith(self.region) and len(self.region) >= 2:
            return False
        if name.endswith(("领导小组", "成员单位", "公司", "集团", "银行", "政府", "人民政府", "管委会")):
            return False
        if self.elided.ending(name) is not None:
            return True
        return self.party.ending(name) is not None


def split_units(units: str) -> list[tuple[str, str]]:
    """(name, the sign in front of it) of a list; signs inside brackets do not split."""
    out: list[tuple[str, str]] = []
    depth, begin, sign = 0, 0, ""
    for place in range(len(units) + 1):
        char = units[place] if place < len(units) else ";"
        if char in "(〔[“":
            depth += 1
        elif char in ")〕]”":
            depth -= 1
        if place < len(units) and (depth > 0 or char not in "、,; 。"):
            continue
        _take(out, units[begin:place], sign)
        begin, sign = place + 1, char if char in "、" else ","
    return out


_ETC = re.compile(
    r"等(?:[0-9一二三四五六七八九十]{0,3}个?)?(?:有关|相关|市直|成员|职能|责任|市级|县级|区级)*(?:部门|单位|部门和单位|部门单位)?$"
)
_BOTH = re.compile(r"(?<=[局委办厅部院会府])(?:和|与)(?=[^、,;]{1,12}[局委办厅部院会府]$)")


def _take(out: list[tuple[str, str]], raw: str, sign: str) -> None:
    name = _ETC.sub("", raw.strip(" 。;,"))
    first = True
    for half in _JOIN.split(name):
        for part in _BOTH.split(half):
            unit = part.strip(" 由")
            if unit:
                out.append((unit, sign if first else ","))
                first = False

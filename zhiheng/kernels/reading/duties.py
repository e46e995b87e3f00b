"""Assignments of responsibility: in brackets or on a line of their own.

Two forms: keyed (责任单位:…;配合单位:…) and tailed (…牵头,…配合; …按职责分工负责). A bracket
behind a sentence that holds nothing but units assigns too, without saying the role.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .clauses import Source
from .lexicon import Lexicon, Words
from .model import Duty, Section
from .outline import Line, section_of
from .unit_names import TIMING, UnitNames

_ROLES = ("lead", "support", "responsible")
_OPENING = "(〔[【"
_CLOSING = {"(": ")", "〔": "〕", "[": "]", "【": "】"}
_FIRST_LEADS = re.compile(
    r"(?:责任单位|责任部门|其中)?[,,]?(?:[列排]|排列|排名|列为|位列|名列)(?:在|于)?(?:首位|第一位|第一|首个|最前|最前面)(?:的|者)?(?:单位|部门)?(?:为|是)(?:牵头|主办|主责)(?:责任)?(?:单位|部门)?"
    r"|(?:第一个|首个|第一责任|首位)(?:单位|部门|责任单位)?(?:为|是)(?:牵头|主办|主责)(?:责任)?(?:单位|部门)?"
)
_SAME_BELOW = re.compile(r"[,;。、]?\s?(?:以)?下同")
_BESIDES = re.compile(
    r"(?:[及和与、/]|或)?(?:责任人|负责人|责任领导|联系人)$|\((?:责任人|负责人|简称|处室)\)$"
)
_BY = re.compile(r"^[^、,;:()]{2,12}(?<!自)由(?=[\u4e00-\u9fff]{3})")  # 以上任务由市教育局牵头
_EDGE = " ,;。、:"
_LIMIT = 500
_MERGE_GAP = 4


def _any(words: Words) -> str:
    return "|".join(re.escape(word) for word in sorted(words.words, key=lambda word: (-len(word), word)))


@dataclass(slots=True)
class _Roles:
    """Units by role, in order, once each."""

    units: dict[str, list[str]] = field(default_factory=lambda: {role: [] for role in _ROLES})
    notes: set[str] = field(default_factory=set)

    def add(self, role: str, names: list[str]) -> None:
        for name in names:
            if name and name not in self.units[role]:
                self.units[role].append(name)

    @property
    def empty(self) -> bool:
        return not any(self.units.values())


@dataclass(frozen=True, slots=True)
class _Piece:
    """Units under one role: `form` is keyed, tail, joined, rest or bare."""

    role: str
    form: str
    units: str


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of text that assigns something."""

    start: int
    end: int
    form: str
    pieces: tuple[_Piece, ...]


class DutyKeys:
    """Which words are the key of a role: 牵头单位, 市级责任单位, 配合 …"""

    def __init__(self, lexicon: Lexicon) -> None:
        lists = lexicon.lists["duties"]
        nouns, modifiers = _any(lists["key_nouns"]), _any(lists["key_modifiers"])
        roles = "|".join(f"(?P<{role}>{_any(lists[f'key_roles.{role}'])})" for role in _ROLES)
        self.pattern = re.compile(
            rf"(?:{modifiers})*(?:{roles})(?:(?P<noun>(?:\((?:{nouns})\)|{nouns}))(?:\((?:{nouns})\))?)?"
        )
        self.at_colon = re.compile(rf"(?P<key>{self.pattern.pattern})\s?:")
        self.alone = lists["key_alone"]

    def role(self, match: re.Match[str]) -> str:
        """The role of a match, "" when it is no key: one names a kind of unit or may stand alone."""
        role = next(role for role in _ROLES if match[role])
        return role if match["noun"] or match[role] in self.alone.words else ""

    def role_of(self, head: str) -> str:
        """The role a column's head names, or ""."""
        match = self.pattern.fullmatch(_BESIDES.sub("", head.replace(" ", "").replace("\u3000", "")))
        return self.role(match) if match is not None else ""


class DutyReader:
    """Reads all duties of one document; `region` is the short name of the governed place, if known."""

    def __init__(self, source: Source, region: str | None) -> None:
        self.source = source
        lists = source.lexicon.lists["duties"]
        self.names = UnitNames(source.lexicon, region)
        self.keys = DutyKeys(source.lexicon)
        self.beside_lead = str(source.lexicon.table("duties", "beside_lead"))
        self.ignored, self.event_keys = lists["ignored_keys"], lists["event_keys"]
        self.tails = {role: lists[f"tails.{role}"] for role in _ROLES}
        self.adverbs = lists["tails.adverbs"]
        self.all_tails = Words(
            [*self.adverbs.words, *(word for role in _ROLES for word in self.tails[role].words)]
        )
        self.join_words = lists["joins"]
        self.joins = re.compile(rf"(?:牵头[,、]?)?(?:{_any(lists['joins'])})|牵头")
        self.first_is_lead = False

    def read(self, sections: list[Section], lines: list[Line]) -> list[Duty]:
        """All duties in order of place."""
        text = self.source.folded
        self.first_is_lead = next(self.source.scan(_FIRST_LEADS), None) is not None
        spans = [
            (opened, closed + 1, opened + 1, closed, "bracket")
            for opened, closed in sorted(self.source.brackets.items())
            if text[opened] in _OPENING and closed - opened <= _LIMIT
        ]
        for line in lines:
            spans.extend(self._line_spans(line))
        spans.sort()
        taken = bytearray(len(text) + 1)
        found: list[_Stretch] = []
        for start, end, inner, stop, form in spans:
            if taken[start]:
                continue
            pieces = self._pieces(inner, stop) or (
                self._bare(start, end, inner, stop) if form == "bracket" else []
            )
            if pieces:
                found.append(_Stretch(start, end, form, tuple(pieces)))
                taken[start:end] = b"\x01" * (end - start)
        for stretch in found:
            for piece in stretch.pieces:
                self.names.note_standalone(piece.units)
        return [duty for group in self._groups(found) if (duty := self._duty(sections, group)) is not None]

    def roles_of(self, role: str, units: str) -> tuple[dict[str, list[str]], set[str]]:
        """The units of a table's cell under the role its column is headed by, and the steps met."""
        inner = self._clean(units)
        pieces = self._keyed(inner) or self._tailed(inner) or [_Piece(role, "cell", inner)]
        if len(pieces) == 1 and pieces[0].role == "responsible" and role != "responsible":
            pieces = [_Piece(role, "cell", pieces[0].units)]
        roles = self._roles(pieces)
        return roles.units, roles.notes

    def settle(self, units: dict[str, list[str]], notes: set[str]) -> None:
        """A 责任单位 beside a lead helps it, unless the text knows helpers of another kind."""
        if self.beside_lead == "responsible" or units["support"] or not units["lead"]:
            return
        if units["responsible"]:
            units[self.beside_lead] = [name for name in units["responsible"] if name not in units["lead"]]
            units["responsible"] = []
            notes.add("responsible-beside-lead")

    def _groups(self, found: list[_Stretch]) -> list[list[_Stretch]]:
        """Lines that follow each other with different roles make one assignment."""
        groups: list[list[_Stretch]] = []
        for stretch in found:
            before = groups[-1][-1] if groups else None
            if (
                before is not None
                and before.form == stretch.form == "line"
                and stretch.start - before.end <= _MERGE_GAP
                and not self.source.folded[before.end : stretch.start].strip(_EDGE + "\n")
                and not {piece.role for one in groups[-1] for piece in one.pieces}
                & {piece.role for piece in stretch.pieces}
            ):
                groups[-1].append(stretch)
            else:
                groups.append([stretch])
        return groups

    def _duty(self, sections: list[Section], group: list[_Stretch]) -> Duty | None:
        pieces = [piece for stretch in group for piece in stretch.pieces]
        roles = self._roles(pieces)
        if roles.empty:
            return None
        start, end = group[0].start, group[-1].end
        index = section_of(sections, start)
        steps = sorted(note for note in roles.notes if "-" in note)
        if len(group) > 1:
            steps.append("lines-merged")
        return Duty(
            section=sections[index].path if index is not None else None,
            lead=tuple(roles.units["lead"]),
            support=tuple(roles.units["support"]),
            responsible=tuple(roles.units["responsible"]),
            start=start,
            end=end,
            quote=self.source.quote(start, end),
            rule=f"duty.{group[0].form}.{pieces[0].form}",
            steps=tuple(steps),
            doubts=tuple(sorted(note for note in roles.notes if "-" not in note)),
        )

    def _line_spans(self, line: Line) -> list[tuple[int, int, int, int, str]]:
        """责任单位:… without brackets, at the head of a line or behind a sentence, up to the line's end."""
        text = self.source.folded
        if text.find(":", line.start, line.end) < 0:
            return []
        for match in self.source.scan(self.keys.at_colon, line.start, line.end):
            if self.source.inside[match.start()] or not self.keys.role(match):
                continue
            begin = match.start("key")
            if not match["noun"] or self.event_keys.at(text, begin, match.end()):
                continue  # 主办:…, 指导单位:… on a line name the makers of an event or of a page
            if begin > line.start and text[begin - 1] not in "。;) (【[":
                continue
            stop = text.find("。", match.end(), line.end)
            end = stop if stop >= 0 else line.end
            while end > begin and text[end - 1] in "。; ":
                end -= 1
            return [(begin, end, begin, end, "line")] if 0 < end - begin <= _LIMIT else []
        return []

    def _clean(self, inner: str) -> str:
        inner = _FIRST_LEADS.sub("", inner)
        return _SAME_BELOW.sub("", inner).strip(_EDGE)

    def _pieces(self, start: int, end: int) -> list[_Piece]:
        """The pieces of a stretch in order; empty when it assigns nothing."""
        self.source.count(end - start)
        inner = self._clean(self.source.folded[start:end])
        return self._keyed(inner) or self._tailed(inner)

    def _keyed(self, inner: str) -> list[_Piece]:
        marks: list[tuple[int, int, str]] = []
        depth = 0
        for place, char in enumerate(inner):
            depth += (char in "(〔[") - (char in ")〕]")
            if char == ":" and depth <= 0:
                marks.append(self._mark(inner, place, marks[-1][1] if marks else 0))
        if not marks:
            marks = self._blank_mark(inner)
        if not marks or marks[0][0] > 2 or not any(role for _, _, role in marks):
            return []
        pieces: list[_Piece] = []
        for index, (_, begin, role) in enumerate(marks):
            stop = marks[index + 1][0] if index + 1 < len(marks) else len(inner)
            units = inner[begin:stop].strip(_EDGE)
            if not role or not units:
                continue
            # 责任单位:甲牵头,乙、丙配合: the tails say more than the key
            tailed = self._tailed(units)
            if any(piece.role == "lead" for piece in tailed):
                pieces.extend(tailed)
            else:
                pieces.append(_Piece(role, "keyed", self._strip_tail(units)))
        return pieces

    def _mark(self, inner: str, colon: int, floor: int) -> tuple[int, int, str]:
        """(where a key begins, where its units begin, its role or "" for a key of another kind)."""
        window = max(floor, colon - 16)
        head = inner[window:colon].rstrip()
        best: re.Match[str] | None = None
        for begin in range(len(head)):
            match = self.keys.pattern.fullmatch(head, begin)
            if match is not None and self.keys.role(match):
                best = match
                break
        if best is not None:
            role = next(role for role in _ROLES if best[role])
            return window + best.start(), colon + 1, role
        begin = len(head)
        while begin > 0 and head[begin - 1] not in _EDGE:
            begin -= 1
        other = self.ignored.ending(head)
        if other:
            begin = len(head) - len(other)
        return window + begin, colon + 1, ""

    def _blank_mark(self, inner: str) -> list[tuple[int, int, str]]:
        """责任单位 市教育局: a key with a blank or nothing behind it."""
        match = self.keys.pattern.match(inner)
        if match is None or not match["noun"] or not self.names.all_units(inner[match.end() :]):
            return []
        if (
            inner[match.end() : match.end() + 1] not in (" ", "为", "是")
            and self.names.prefix(inner[match.end() :].lstrip()) is None
        ):
            return []
        skip = match.end() + (inner[match.end()] in "为是 ")
        return [(0, skip, next(role for role in _ROLES if match[role]))]

    def _strip_tail(self, units: str) -> str:
        role, rest = self._tail(units)
        return rest if role and rest else units

    def _tailed(self, inner: str) -> list[_Piece]:
        """A牵头,B、C配合 and A、B负责: the sign stands behind the units."""
        pieces: list[_Piece] = []
        begin = depth = 0
        for place in range(len(inner) + 1):
            char = inner[place] if place < len(inner) else ";"
            depth += (char in "(〔[") - (char in ")〕]")
            if (depth > 0 and place < len(inner)) or char not in ",;。":
                continue
            segment = _BY.sub("", inner[begin:place].strip(" 由"))
            if self.ignored.at(segment) or TIMING.match(segment):
                begin = place + 1
                continue
            role, units = self._tail(segment)
            word = self.join_words.at(units) if pieces else None
            if word:  # A牵头,会同B负责
                role, units = "support", units[len(word) :]
            if role and units:
                pieces.extend(self._joined(role, units))
                begin = place + 1
        rest = inner[begin:].strip(" 由" + _EDGE)
        if not pieces:
            pieces = self._joined("", rest)
            if len(pieces) < 2:
                return []
        elif rest:
            if not self.names.all_units(rest):
                return []
            leads = any(piece.role == "lead" for piece in pieces)
            pieces.append(_Piece("support" if leads else "responsible", "rest", rest))
        return pieces if all(self.names.all_units(piece.units) for piece in pieces) else []

    def _tail(self, segment: str) -> tuple[str, str]:
        """(role, what stands in front): signs, adverbs and deeds peeled off the end; the strongest decides."""
        end = len(segment)
        met: set[str] = set()
        while (word := self.all_tails.ending(segment, end)) is not None:
            end -= len(word)
            met.update(role for role in _ROLES if word in self.tails[role])
            if word in self.adverbs.words and word not in ("等",):
                met.add("adverb")
            while end > 0 and segment[end - 1] in " ,、":
                end -= 1
        for role in ("lead", "support", "responsible"):
            if role in met:
                return role, segment[:end]
        return ("responsible", segment[:end]) if "adverb" in met else ("", segment)

    def _joined(self, role: str, units: str) -> list[_Piece]:
        """A牵头会同B、C负责, A会同B负责, A牵头B配合: what stands behind the word supports."""
        for match in self.joins.finditer(units):
            word = match.group()
            if (role == "support" and word != "牵头") or (role == "lead" and not word.endswith("会同")):
                continue
            first, rest = units[: match.start()].strip(" ,、"), units[match.end() :].strip(" ,、")
            # the sign must stand between two names: not the 商 of a name that holds it
            if not first or not rest or not self.names.ends_like_organ(first) or rest[0] in "局务委厅":
                continue
            # 台商投资区 holds a 商 too: a single character joins only what carries its own territory
            if len(word) == 1 and self.names.prefixes.at(rest) is None:
                continue
            if self.names.all_units(rest):
                return [_Piece("lead", "joined", first), _Piece("support", "joined", rest)]
        return [_Piece(role, "tail", units)] if role else []

    def _bare(self, start: int, end: int, inner: int, stop: int) -> list[_Piece]:
        """(市教育局、财政局) behind a sentence at the end of a line: units and nothing else."""
        text = self.source.folded
        units = text[inner:stop].strip(_EDGE)
        after = text[end : end + 1]
        before = text[start - 1 : start]
        if not units or len(units) < 3 or before not in "。;" or after not in ("", "\n", "。", " ", "\r"):
            return []
        self.source.count(stop - inner)
        names = [name for name, _ in self.names.split(units)]
        if not names or not all(self.names.is_organ(name) for name in names):
            return []
        if len(names) == 1 and not self.names.ends_like_organ(units):
            return []
        return [_Piece("responsible", "bare", units)]

    def _roles(self, pieces: list[_Piece] | tuple[_Piece, ...]) -> _Roles:
        roles = _Roles()
        leads = any(piece.role == "lead" for piece in pieces)
        for piece in pieces:
            names, leading, notes = self.names.restore(piece.units)
            roles.notes |= notes
            if piece.form == "bare":
                roles.notes.add("role_unsaid")
            elif piece.form == "joined":
                roles.notes.add("joined-units")
            if piece.role == "responsible" and self.first_is_lead and not leads and not leading and names:
                leading = names[:1]
                roles.notes.add("first-leads")
            if piece.role == "responsible" and leading:
                roles.add("lead", leading)
                roles.add("support", [name for name in names if name not in leading])
            else:
                roles.add(piece.role, names)
        self.settle(roles.units, roles.notes)
        return roles
